"""The record store: one SQLite file, every table's methods on one object."""

from __future__ import annotations

from xabar.records.errors import DiskFull, RecordsError, RecordsLocked
from xabar.records.feeds import Feeds
from xabar.records.pages import Pages
from xabar.records.paragraphs import Paragraphs
from xabar.records.runs import Runs
from xabar.records.signatures import Signatures

__all__ = ["DiskFull", "RecordStore", "RecordsError", "RecordsLocked"]


class RecordStore(Feeds, Pages, Paragraphs, Signatures, Runs):
    """The one place that nothing is ever lost from; every index is derived from it.

    `RecordStore(path)` opens the file, or makes it. A context manager. For several writes as one commit (and one
    wait for the disk): `with records.transaction(): …`.
    """
