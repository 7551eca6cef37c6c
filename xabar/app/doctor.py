"""The checks of `xabar doctor`: what is wrong on this machine, and what to do about it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from packaging.requirements import Requirement

from xabar.app.finding import GIB, Finding, Status
from xabar.app.opening import with_index_only
from xabar.app.records_check import check_records
from xabar.config import Config, ConfigError
from xabar.records.access import may_write
from xabar.records.errors import RecordsError
from xabar.records.feeds import FedGeneration
from xabar.records.place import is_there
from xabar.records.store import RecordStore
from xabar.search.elasticsearch_analysis import ANALYSIS_HASH
from xabar.search.engine import EngineUnavailable, Generation, SearchEngine
from xabar.search.fed import fed
from xabar.search.ownership import ForeignIndex, refuse_foreign
from xabar.search.shortfall import describe_shortfall

RECORDS: Final = Config().records_path.name
LOW_SPACE, NO_SPACE = 2 * GIB, GIB // 5  # bytes free: a crawl of all sites writes some 100 MB a day
BUILT: Final = datetime(2026, 11, 1, tzinfo=UTC)  # the clock of a running program cannot show less


def examine(settings: Mapping[str, Any], now: datetime) -> list[Finding]:
    """Return what all checks find, in the order in which a repair would go."""
    findings = [*check_python(), *check_packages(), *check_clock(now), *check_zones()]
    findings += check_contact(settings["XABAR_CONTACT"])
    try:
        config = Config.from_settings(settings)
    except ConfigError as error:
        return [*findings, Finding("settings", "fail", str(error), "correct this setting")]
    return [*findings, *check_folder(config.data), *check_records(config, now), *check_index(config)]


def check_python() -> Iterator[Finding]:
    """Check for Python 3.11, and an SQLite that knows RETURNING (3.35)."""
    version = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= (3, 11)
    yield Finding("python", "ok" if good else "fail", version, None if good else "use Python 3.11 or newer")
    good = sqlite3.sqlite_version_info >= (3, 35)
    advice = None if good else "use a Python with SQLite 3.35 or newer"
    yield Finding("sqlite", "ok" if good else "fail", sqlite3.sqlite_version, advice)


def check_packages() -> Iterator[Finding]:
    """Check that every required package is installed, in a version that fits."""
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
            "packages",
            "fail",
            "; ".join(wrong),
            "pip install --require-hashes --no-deps -r requirements.lock",
        )
    else:
        yield Finding("packages", "ok", f"{len(needed)} required, all installed")


def check_clock(now: datetime) -> Iterator[Finding]:
    """Check the clock: if it is wrong, every relative date is read wrong."""
    if now < BUILT:
        yield Finding(
            "clock", "fail", f"shows {now:%Y-%m-%d %H:%M} UTC", "set the clock: dates are read by it"
        )
    else:
        yield Finding("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def check_zones() -> Iterator[Finding]:
    """Check that the time zones know the one offset of Kazakhstan since 2024-03-01 (tz database 2024a)."""
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
    """Check that the data folder can be written, or made, and has room."""
    folder = data.resolve()
    place = next(path for path in (folder, *folder.parents) if os.path.exists(path))  # noqa: PTH110  # never raises
    advice = "set XABAR_DATA to a folder that you may write"
    if not place.is_dir() or not may_write(place / RECORDS):
        readable = os.path.exists(folder / RECORDS)  # noqa: PTH110
        text = f"{place} cannot be written" + (", only read and searched" if readable else "")
        yield Finding("data folder", "warn" if readable else "fail", text, advice)
        return
    text = str(folder) if folder.exists() else f"{folder} will be made by the first crawl"
    yield Finding("data folder", "ok", text)
    free = shutil.disk_usage(place).free
    status: Status = "fail" if free < NO_SPACE else "warn" if free < LOW_SPACE else "ok"
    advice = "make room: a full disk ends every crawl"
    yield Finding("disk space", status, f"{free / GIB:.1f} GiB free", None if status == "ok" else advice)


def check_contact(contact: str) -> Iterator[Finding]:
    """Check that webmasters have an address to write to."""
    if contact:
        yield Finding("contact", "ok", contact)
    else:
        advice = "set XABAR_CONTACT to an address or e-mail: it goes into the user agent"
        yield Finding("contact", "warn", "sites do not know whom to write to", advice)


def check_index(config: Config) -> list[Finding]:
    """Check that the engine answers, that its index is of today's analysis, and that nothing waits or is dead."""
    try:
        return with_index_only(config, partial(_check_engine, has_records=is_there(config.records_place)))
    except RecordsError:
        return []  # `check_records` has said so
    except ValueError as error:
        return [Finding("index", "fail", str(error), "correct this setting")]


async def _check_engine(records: RecordStore, engine: SearchEngine, *, has_records: bool) -> list[Finding]:
    try:
        generations = await engine.generations()
    except EngineUnavailable as error:
        return [Finding("index", "fail", f"{engine.address}: {error}", engine.advice)]
    active = next((generation for generation in generations if generation.active), None)
    if active is None:
        advice = "xabar index setup, xabar index feed"
        return [Finding("index", "warn", f"{engine.address} has none yet", advice)]
    if has_records and (foreign := _check_owner(records, engine, active)) is not None:
        return [foreign]
    if active.outdated:
        text = f"{engine.address} was built with other analysis tables ({active.analysis_hash}, not {ANALYSIS_HASH})"
        return [Finding("index", "fail", text, "xabar index rebuild")]
    if active.documents is None:
        return [Finding("index", "fail", f"{engine.address} is not ready", "look at the server's own log")]
    try:
        shortfall = await describe_shortfall(records, engine, active)
    except EngineUnavailable as error:
        return [Finding("index", "fail", f"{engine.address}: {error}", engine.advice)]
    if shortfall:
        found = Finding("index", "fail", f"{engine.address}: {shortfall}", "xabar index rebuild")
    else:
        found = Finding("index", "ok", f"{engine.address}, {active.documents} documents")
    nodes = [
        Finding("index", "warn", sentence, "start that node, or correct XABAR_SEARCH_URL")
        for sentence in await engine.faulty_nodes()
    ]
    return [found, *nodes, *_check_feed(records, fed(engine, active))]


def _check_owner(records: RecordStore, engine: SearchEngine, active: Generation) -> Finding | None:
    try:
        refuse_foreign(records, engine.address, active)
    except ForeignIndex as error:
        advice = "set XABAR_DATA or XABAR_SEARCH_URL to what belongs together"
        return Finding("index", "fail", str(error), advice)
    return None


def _check_feed(records: RecordStore, generation: FedGeneration) -> Iterator[Finding]:
    if waiting := records.count_changes_after(records.confirmed(generation)):
        yield Finding("feed", "warn", f"{waiting} articles wait for the index", "xabar index feed")
    if dead := records.count_dead(generation):
        yield Finding("dead letters", "warn", f"{dead} articles were refused", "xabar dead list")
