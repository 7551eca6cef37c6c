"""The checks of `xabar doctor` of the records: can they be used, are they whole, does the clock go with them?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from xabar.app.finding import GIB, Finding
from xabar.config import Config
from xabar.lengths import show_length
from xabar.records.errors import (
    DiskFull,
    NoDataFolder,
    RecordsDamaged,
    RecordsError,
    RecordsForbidden,
    RecordsLocked,
)
from xabar.records.place import is_there
from xabar.records.store import RecordStore
from xabar.warc.files import find_file, machine_elsewhere
from xabar.workspace import open_workspace

LARGE_LOG: Final = GIB // 4  # bytes; 64 MiB are kept
DIFFERENCE: Final = timedelta(minutes=1)  # between this machine's clock and the records'


def check_records(config: Config, now: datetime) -> Iterator[Finding]:
    """Check that the records can be read, and that no run ended later than the clock shows.

    In a database that is empty the tables are made, which shows whether this user may.
    """
    try:
        if config.records is None and not is_there(config.records_place):
            yield Finding("records", "ok", "none yet", "xabar crawl SITE")
            return
        with open_workspace(config) as workspace:
            yield Finding(
                "records", "ok", f"{workspace.records.count_articles()} articles in {workspace.records.place}"
            )
            yield from _check_log(workspace.records)
            yield from _check_damage(workspace.records)
            yield from _check_difference(workspace.records)
            yield from _check_runs(workspace.records, now)
            yield from _check_cuts(workspace.records)
            yield from _check_warc(config, workspace.records)
            workspace.records.require_whole()  # most of the file is in memory by now: the articles were read
    except NoDataFolder:
        return  # `check_folder` has said so
    except RecordsError as error:
        yield _broken_records(config, error)


def _broken_records(config: Config, error: RecordsError) -> Finding:
    """Tell what a person may mend by rights, room or waiting from a file that is damaged."""
    if config.records is not None:  # each of these errors says what to do
        return Finding("records", "fail", str(error), "docs/postgresql.md tells how it is set up")
    if isinstance(error, RecordsDamaged):
        return Finding("records", "fail", error.fault, error.advice)
    path = config.records_path
    advice = f"restore {path} from a copy, or move it away and crawl anew"
    if isinstance(error, RecordsForbidden):
        advice = f"nothing in it is damaged: give this user the right to read and write {path.parent}"
    elif isinstance(error, RecordsLocked):
        advice = "wait for the process that writes, or end it"
    elif isinstance(error, DiskFull):
        advice = "make room: nothing in it is damaged"
    return Finding("records", "fail", str(error), advice)


def _check_log(records: RecordStore) -> Iterator[Finding]:
    if (size := records.log_size()) > LARGE_LOG:
        text = f"{records.place}-wal has grown to {size / GIB:.1f} GiB"
        advice = (
            "end the program that has been reading the records since then: the next commit makes room again"
        )
        yield Finding("write-ahead log", "warn", text, advice)


def _check_damage(records: RecordStore) -> Iterator[Finding]:
    if damaged := list(records.damaged_articles()):
        text = f"{len(damaged)} articles cannot be read any more: {', '.join(damaged)}"
        advice = "crawl their sites: an address that is met again mends its article; or restore the records from a copy"
        yield Finding("damaged articles", "fail", text, advice)


def _check_difference(records: RecordStore) -> Iterator[Finding]:
    ahead = records.clock_ahead()
    if abs(ahead) > DIFFERENCE:
        text = f"{show_length(abs(ahead))} {'behind' if ahead > timedelta(0) else 'ahead of'} that of {records.place}"
        yield Finding("clock", "fail", text, "set the clock that is wrong: dates are read by this one")


def _check_runs(records: RecordStore, now: datetime) -> Iterator[Finding]:
    last = max((health.run.finished_at for health in records.site_health() if health.run), default=None)
    if last is not None and last > now + timedelta(minutes=5):
        text = f"shows a time before the end of the last run, {last:%Y-%m-%d %H:%M} UTC"
        yield Finding("clock", "fail", text, "set the clock: dates are read by it")


def _check_cuts(records: RecordStore) -> Iterator[Finding]:
    """Check whether articles are left of the time when what was cut from a text was not kept."""
    since = records.cuts_kept_since()
    if former := records.count_articles_until(since):
        text = f"{former} articles were stored until {since:%Y-%m-%d %H:%M} UTC, and what was cut from them was not kept"
        yield Finding("cut text", "warn", text, "they have it again when they are fetched again")


def _check_warc(config: Config, records: RecordStore) -> Iterator[Finding]:
    """Check that the files with the kept pages are there, and as long as the records say. `xabar reparse --check` reads them."""
    every = records.warc_files()
    files = [each for each in every if find_file(config.data, each[0]) or not machine_elsewhere(each[0])]
    if len(files) < len(every):
        machines = sorted({machine_elsewhere(name) or "" for name, _, _ in every} - {""})
        text = f"{len(every) - len(files)} WARC files lie on {', '.join(machines)}"
        yield Finding("kept pages", "ok", text, "run `xabar reparse` on each machine that crawls")
    paths = {name: find_file(config.data, name) for name, _, _ in files}
    lost = [
        f"{name} ({pages} pages)"
        for name, pages, least in files
        if (path := paths[name]) is None or path.stat().st_size < least
    ]
    if lost:
        text = f"{len(lost)} files with kept pages are gone or cut off: {', '.join(lost[:3])}"
        advice = "restore them from a copy; the articles are whole, and their pages are kept again when they are next fetched"
        yield Finding("kept pages", "warn", text, advice)
    elif files:
        pages = sum(pages for _, pages, _ in files)
        size = sum(path.stat().st_size for path in paths.values() if path)
        text = f"{pages} in {len(files)} WARC files, {size / GIB:.2f} GiB; {records.count_without_response()} articles have none"
        yield Finding("kept pages", "ok", text)
