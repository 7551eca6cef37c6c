"""Where the last export ended, kept in a file for the next one, which brings what has changed since."""

from __future__ import annotations

from pathlib import Path

from xabar.app.errors import AppError, WrongUse
from xabar.app.exporting import ExportReport, ExportRequest
from xabar.exchange.checkpoint import Checkpoint
from xabar.records.store import RecordStore


def last_sequence_of(state: Path, records: RecordStore, request: ExportRequest) -> int:
    """Return where the last export ended that kept this state; 0 if there was none.

    Raise WrongUse for the state of another store, of an export of something else, or of what the records have not
    reached: they were restored from a copy, and a number that is given again may stand for another change.
    """
    try:
        kept = Checkpoint.read(state)
    except ValueError as error:
        raise WrongUse(f"{error}; give another --state, or remove it to begin anew") from error
    if kept is None:
        return 0
    if kept.store != records.mark().id:
        raise WrongUse(f"{state} was kept by an export of other records; give another --state")
    if kept.request != request.describe():
        raise WrongUse(
            f"{state} was kept by an export of something else: {kept.request}; give another --state"
        )
    if kept.sequence > (last := records.last_sequence()):
        raise WrongUse(
            f"{state} has reached number {kept.sequence} of the feed, and the records only {last}: an older copy of them"
            " was restored; export everything with a new --state"
        )
    return kept.sequence


def keep_state(state: Path, records: RecordStore, request: ExportRequest, report: ExportReport) -> None:
    """Note where an export has ended, for the next one. Raise AppError if that cannot be written."""
    kept = Checkpoint(
        store=records.mark().id, request=request.describe(), sequence=report.last, last=report.last
    )
    try:
        kept.write(state)
    except OSError as error:
        raise AppError(f"{state} cannot be written: {error.strerror}; repeat the export") from error
