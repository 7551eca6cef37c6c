"""What can go wrong with the record store. Each message says what to do next."""

from __future__ import annotations


class RecordsError(Exception):
    """The record store could not do what it was asked, and wrote nothing."""


class RecordsLocked(RecordsError):
    """Another process kept the record store locked for longer than the waiting time."""


class DiskFull(RecordsError):
    """The disk is full, or the file has reached its limit."""


class RecordsForbidden(RecordsError):
    """The user, or the disk, may not read or write the records. Nothing is wrong with what they hold."""


class NoDataFolder(RecordsForbidden):
    """The data folder is not a folder, and cannot be made."""


class RecordsDamaged(RecordsError):
    """The file is not whole, or no database: `fault` says which, and `advice` what to do."""

    def __init__(self, fault: str, advice: str) -> None:
        super().__init__(fault, advice)  # both, so that it can be sent from a process to another
        self.fault, self.advice = fault, advice

    def __str__(self) -> str:
        return f"{self.fault}; {self.advice}"


class RecordsUnreachable(RecordsError):
    """The database server does not answer, or refuses to let anybody in."""


class TransactionLost(RecordsUnreachable):
    """The server ended a transaction before its commit: nothing of it was written, and it may be done again."""
