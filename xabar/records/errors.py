"""What can go wrong with the record store. Each message says what to do next."""

from __future__ import annotations


class RecordsError(Exception):
    """The record store could not do what it was asked, and wrote nothing."""


class RecordsLocked(RecordsError):
    """Another process kept the record store locked for longer than the waiting time."""


class DiskFull(RecordsError):
    """The disk is full, or the file has reached its limit."""


class RecordsForbidden(RecordsError):
    """The user, or the disk, may not read or write the file. Nothing is wrong with what it holds."""
