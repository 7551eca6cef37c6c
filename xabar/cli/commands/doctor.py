"""`xabar doctor`: what is wrong here, a line a check, and what to do about it."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from packaging.requirements import Requirement
from rich.console import Console
from scrapy.settings import Settings

from xabar.app.project import project_settings
from xabar.config import Config
from xabar.records.errors import RecordsError
from xabar.records.store import RecordStore
from xabar.search.analysis import ANALYSIS_HASH
from xabar.search.engine import EngineUnavailable
from xabar.search.opening import open_engine

Status = Literal["ok", "warn", "fail"]
STYLES: Final = {"ok": "green", "warn": "yellow", "fail": "bold red"}
GIB: Final = 2**30
LOW_SPACE, NO_SPACE = 2 * GIB, GIB // 5  # bytes free: a crawl of all sites writes some 100 MB a day
BUILT: Final = datetime(2026, 11, 1, tzinfo=UTC)  # no clock of a running program can show less


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `advice` says what to do where something is to be done."""

    check: str
    status: Status
    text: str
    advice: str | None = None


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def command(as_json: bool) -> None:
    """Say what is wrong here and what to do. Exit status 1 when a check fails."""
    findings = examine(project_settings(), datetime.now(UTC))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        _print(findings, Console())
    sys.exit(int(any(finding.status == "fail" for finding in findings)))


def examine(settings: Settings, now: datetime) -> list[Finding]:
    """All checks, in the order in which a repair would go."""
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        check_python,
        check_packages,
        lambda: check_clock(now),
        check_zones,
        lambda: check_folder(Path(settings["XABAR_DATA"])),
        lambda: check_contact(settings["XABAR_CONTACT"]),
        lambda: check_records(settings, now),
    )
    return [finding for check in checks for finding in check()]


def check_python() -> Iterator[Finding]:
    """Python 3.11, and an SQLite that knows RETURNING (3.35)."""
    version = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= (3, 11)
    yield Finding("python", "ok" if good else "fail", version, None if good else "use Python 3.11 or newer")
    good = sqlite3.sqlite_version_info >= (3, 35)
    advice = None if good else "use a Python with SQLite 3.35 or newer"
    yield Finding("sqlite", "ok" if good else "fail", sqlite3.sqlite_version, advice)


def check_packages() -> Iterator[Finding]:
    """Every package that this program requires, in a version that it takes."""
    wrong = []
    requirements = [Requirement(text) for text in metadata.requires("xabar") or []]
    needed = [one for one in requirements if one.marker is None or one.marker.evaluate()]
    for requirement in needed:
        try:
            found = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            wrong.append(f"{requirement.name} {found} is not {requirement.specifier}")
    if wrong:
        yield Finding(
            "packages", "fail", "; ".join(wrong), "pip install --require-hashes -r requirements.lock"
        )
    else:
        yield Finding("packages", "ok", f"{len(needed)} required, all there")


def check_clock(now: datetime) -> Iterator[Finding]:
    """A clock that stands wrong makes every relative date wrong."""
    if now < BUILT:
        yield Finding(
            "clock", "fail", f"shows {now:%Y-%m-%d %H:%M} UTC", "set the clock: dates are read by it"
        )
    else:
        yield Finding("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def check_zones() -> Iterator[Finding]:
    """Kazakhstan has had one offset since 2024-03-01 (tz database 2024a): asked of the zones themselves."""
    advice = "update the tz database: the system's tzdata, or `pip install --upgrade tzdata`"
    try:
        almaty, tashkent = ZoneInfo("Asia/Almaty"), ZoneInfo("Asia/Tashkent")
    except ZoneInfoNotFoundError as error:
        yield Finding("time zones", "fail", str(error), advice)
        return
    offsets = [datetime(2024, month, 15, tzinfo=almaty).utcoffset() for month in (2, 3)]
    if offsets == [timedelta(hours=6), timedelta(hours=5)] and _hours(tashkent) == 5:
        yield Finding("time zones", "ok", "tz database 2024a or newer")
    else:
        yield Finding("time zones", "fail", "tz database older than 2024a: Asia/Almaty is wrong", advice)


def _hours(zone: ZoneInfo) -> float:
    offset = datetime(2024, 3, 15, tzinfo=zone).utcoffset()
    return offset.total_seconds() / 3600 if offset else 0.0


def check_folder(data: Path) -> Iterator[Finding]:
    """The data folder can be written, or made, and has room."""
    folder = data.resolve()
    place = next(path for path in (folder, *folder.parents) if path.exists())
    advice = "set XABAR_DATA to a folder that you may write"
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        yield Finding("data folder", "fail", f"{place} cannot be written", advice)
        return
    text = str(folder) if folder.exists() else f"{folder} will be made by the first crawl"
    yield Finding("data folder", "ok", text)
    free = shutil.disk_usage(place).free
    status: Status = "fail" if free < NO_SPACE else "warn" if free < LOW_SPACE else "ok"
    advice = "make room: a full disk ends every crawl"
    yield Finding("disk space", status, f"{free / GIB:.1f} GiB free", None if status == "ok" else advice)


def check_contact(contact: str) -> Iterator[Finding]:
    """Webmasters must be able to write to who crawls them."""
    if contact:
        yield Finding("contact", "ok", contact)
    else:
        advice = "set XABAR_CONTACT to an address or e-mail: it goes into the user agent"
        yield Finding("contact", "warn", "sites are not told whom to write to", advice)


def check_records(settings: Settings, now: datetime) -> Iterator[Finding]:
    """The records can be read; then the index, which is fed from them."""
    path = Config.from_settings(settings).records_path
    if not path.exists():
        yield Finding("records", "ok", "none yet", "xabar crawl SITE")
        if settings["XABAR_SEARCH_URL"]:
            yield from _check_server(settings)
        return
    try:
        with RecordStore(path) as records:
            yield Finding("records", "ok", f"{records.count_articles()} articles in {path}")
            yield from _check_runs(records, now)
            yield from asyncio.run(_check_index(settings, records))
    except RecordsError as error:
        yield Finding(
            "records", "fail", str(error), f"restore {path} from a copy, or move it away and crawl anew"
        )


def _check_server(settings: Settings) -> list[Finding]:
    """The search server, before there are records to feed it from."""
    with (
        tempfile.TemporaryDirectory(prefix="xabar-") as folder,
        RecordStore(Path(folder) / "none") as records,
    ):
        return asyncio.run(_check_index(settings, records))


def _check_runs(records: RecordStore, now: datetime) -> Iterator[Finding]:
    last = max((health.run.finished_at for health in records.site_health() if health.run), default=None)
    if last is not None and last > now + timedelta(minutes=5):
        text = f"shows a time before the end of the last run, {last:%Y-%m-%d %H:%M} UTC"
        yield Finding("clock", "fail", text, "set the clock: dates are read by it")


async def _check_index(settings: Settings, records: RecordStore) -> list[Finding]:
    """The engine answers, its build was made with today's tables, and nothing waits or is dead."""
    try:
        engine = open_engine(
            settings["XABAR_SEARCH_URL"],
            data=Path(settings["XABAR_DATA"]),
            api_key=settings["XABAR_SEARCH_API_KEY"],
            trust=settings["XABAR_SEARCH_CA"],
            records=records,
        )
    except ValueError as error:
        return [Finding("index", "fail", str(error), "correct this setting")]
    try:
        generations = await engine.generations()
    except EngineUnavailable as error:
        advice = (
            "nothing is lost: articles wait in the records. Start the server, or correct XABAR_SEARCH_URL"
        )
        return [Finding("index", "fail", f"{engine.address}: {error}", advice)]
    finally:
        await engine.close()
    active = next((one for one in generations if one.active), None)
    if active is None:
        return [
            Finding("index", "warn", f"{engine.address} has none yet", "xabar index setup, xabar index feed")
        ]
    if active.analysis_hash != ANALYSIS_HASH:
        text = f"{engine.address} was built with other analysis tables ({active.analysis_hash}, not {ANALYSIS_HASH})"
        return [Finding("index", "fail", text, "xabar index rebuild")]
    if active.documents is None:
        return [Finding("index", "fail", f"{engine.address} is not ready", "look at the server's own log")]
    findings = [Finding("index", "ok", f"{engine.address}, {active.documents} documents")]
    waiting = records.count_changes_after(records.confirmed(engine.address, active.name))
    if waiting:
        findings.append(Finding("feed", "warn", f"{waiting} articles wait for the index", "xabar index feed"))
    dead = records.count_dead(engine.address, active.name)
    if dead:
        findings.append(Finding("dead letters", "warn", f"{dead} articles were refused", "xabar dead list"))
    return findings


def _print(findings: list[Finding], console: Console) -> None:
    for finding in findings:
        console.print(f"{finding.status:4}", style=STYLES[finding.status], end=" ")
        line = f"{finding.check}: {finding.text}"
        if finding.advice:
            line += f" → {finding.advice}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
