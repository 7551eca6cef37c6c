"""What can go wrong with the record store, in words that say what to do next."""

from __future__ import annotations


class RecordsError(Exception):
    """The record store cannot do what was asked; nothing of it was written."""


class RecordsLocked(RecordsError):
    """Another process holds the record store for longer than the waiting time."""


class DiskFull(RecordsError):
    """The disk, or the limit set for the file, is full."""
