"""`xabar health` over real records: what is wrong, told once when it begins and once when it is over, over kill -9 too."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner

from crawler import settings
from tests import fork_server
from tests.cli.conftest import Command
from tests.delivery.receiver import running_receiver
from tests.ports import free_port
from tests.record_stores import record_run
from xabar.cli import main
from xabar.crawl_stats import SiteStats
from xabar.records.alarms import Alarm
from xabar.records.store import RecordStore
from xabar.run_measures import RunMeasures
from xabar.search.engine import EngineUnavailable

NOW = datetime.now(UTC)
EVERY = timedelta(hours=12)


def add_runs(folder: Path, site: str, number: int, blocked: int = 0, ago: timedelta = timedelta()) -> None:
    """Let a site have runs until some time ago, the last ones of which it kept out."""
    with RecordStore(folder / "records.sqlite") as records:
        for place in range(number):
            is_blocked = place >= number - blocked
            measures = RunMeasures(
                zone="Asia/Tashkent", statuses=Counter({"403" if is_blocked else "200": 30})
            )
            stats = SiteStats(site, fetched=20, stored=20, known=30, discovery=3, measures=measures)
            if is_blocked:
                stats.stored, stats.rejected = 0, Counter({"http-error": 20})
            else:
                measures.articles, measures.layers = 20, Counter(selectors=20)
            began = NOW - ago - (number - place) * EVERY
            record_run(records, stats, started_at=began, finished_at=began + timedelta(minutes=2))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command over a site that is well, one that keeps us out, and a new one."""
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    add_runs(tmp_path, "kun_uz", 40)
    add_runs(tmp_path, "daryo_uz", 40, blocked=2)
    add_runs(tmp_path, "nova24_uz", 3)
    return lambda *words: CliRunner(env={"COLUMNS": "250"}).invoke(main, words)


class Mailbox:
    """A server's part that keeps the e-mails."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.got.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


def listed(run: Command, *words: str) -> dict[str | None, Any]:
    """Return what the command says as JSON, by site."""
    return {each["site"]: each for each in json.loads(run("health", *words, "--json").output)}


def test_each_site_has_its_state_and_an_alarm_says_what_to_do(run: Command) -> None:
    states = listed(run)
    assert {site: state["state"] for site, state in states.items()} == {
        None: "fine",
        "daryo_uz": "alarm",
        "kun_uz": "fine",
        "nova24_uz": "new",
    }
    [alarm] = states["daryo_uz"]["alarms"]
    assert alarm["kind"] == "blocked"
    assert "30 of 30 answers kept us out" in alarm["cause"]
    table = run("health").output
    assert "the site keeps us out" in table
    assert "ask less often (DOWNLOAD_DELAY)" in table
    assert "nova24_uz" not in run("health", "--alarms").output


def test_the_exit_code_says_whether_there_are_alarms(run: Command) -> None:
    assert run("health").exit_code == 1
    assert run("health", "--site", "kun_uz").exit_code == 0
    assert run("health", "--site", "nobody").exit_code == 2
    assert run("health", "--to", "pigeon").exit_code == 2


def test_an_alarm_is_told_once_when_it_begins_and_once_when_it_is_over(run: Command, tmp_path: Path) -> None:
    told = tmp_path / "told"
    script = tmp_path / "tell.py"
    script.write_text(f"import sys; open({str(told)!r}, 'a').write(sys.stdin.read())")
    target = f"command:{sys.executable} {script}"
    for _ in range(2):
        assert run("health", "--to", target).exit_code == 1
    [opened] = map(json.loads, told.read_text().splitlines())
    assert "daryo_uz" in opened["subject"]
    add_runs(tmp_path, "daryo_uz", 1, ago=-EVERY)
    for _ in range(2):
        assert run("health", "--to", target).exit_code == 0
    lines = told.read_text().splitlines()
    assert len(lines) == 2
    assert "over" in json.loads(lines[1])["subject"]


def test_a_webhook_and_a_mailbox_are_told_of_both_ends(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = Mailbox()
    mails = Controller(mailbox, "127.0.0.1", free_port())
    mails.start()
    monkeypatch.setattr(settings, "XABAR_SMTP_URL", f"smtp://127.0.0.1:{mails.port}")
    monkeypatch.setattr(settings, "XABAR_SMTP_FROM", "xabar@example.org")
    try:
        with running_receiver() as hook:
            targets = ("--to", hook.url, "--to", "mailto:editor@example.org")
            assert run("health", *targets).exit_code == 1
            add_runs(tmp_path, "daryo_uz", 1, ago=-EVERY)
            for _ in range(2):
                assert run("health", *targets).exit_code == 0
    finally:
        mails.stop()
    events = [json.loads(sent.body)["data"] for sent in hook.got]
    assert [(each["event"], each["alarm"]["kind"]) for each in events] == [
        ("opened", "blocked"),
        ("cleared", "blocked"),
    ]
    assert all(sent.headers["webhook-signature"].startswith("v1,") for sent in hook.got)
    assert [mail["Subject"] for mail in mailbox.got] == [
        "Xabar: daryo_uz: the site keeps us out",
        "Xabar: daryo_uz: over: the site keeps us out",
    ]
    assert mailbox.got[0]["To"] == "editor@example.org"


class Dashboards:
    """An engine's part that takes alarms, or is away."""

    def __init__(self, error: Exception | None = None, hangs: bool = False) -> None:
        self.error, self.hangs = error, hangs
        self.shown: list[dict[tuple[str, str], bool]] = []  # of each report: which alarms are over

    async def report_alarms(self, alarms: Sequence[Alarm]) -> None:
        if self.error is not None:
            raise self.error
        if self.hangs:
            await asyncio.Event().wait()
        self.shown.append({(alarm.site, alarm.kind): alarm.cleared_at is not None for alarm in alarms})

    async def close(self) -> None:
        pass


def test_the_dashboards_show_what_was_judged_without_a_crawl(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboards = Dashboards()
    monkeypatch.setattr("xabar.workspace.open_engine", lambda *_, **__: dashboards)
    assert run("health").exit_code == 1
    add_runs(tmp_path, "daryo_uz", 1, ago=-EVERY)
    assert run("health").exit_code == 0
    assert dashboards.shown == [{("daryo_uz", "blocked"): False}, {("daryo_uz", "blocked"): True}]


@pytest.mark.parametrize(
    ("dashboards", "words"),
    [
        (Dashboards(EngineUnavailable("nobody listens")), "nobody listens"),
        (Dashboards(KeyError("took")), "KeyError('took')"),
        (Dashboards(hangs=True), "no answer within 0.05 seconds"),
    ],
)
def test_an_index_that_is_away_hangs_or_answers_nonsense_changes_nothing(
    run: Command,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    dashboards: Dashboards,
    words: str,
) -> None:
    monkeypatch.setattr("xabar.monitoring.dashboards.SECONDS", 0.05)
    monkeypatch.setattr("xabar.workspace.open_engine", lambda *_, **__: dashboards)
    assert run("health").exit_code == 1
    assert listed(run)["daryo_uz"]["state"] == "alarm"
    assert "the dashboard will not show the alarms as they are now" in caplog.text
    assert words in caplog.text


def test_what_cannot_be_told_is_said_and_told_the_next_time(run: Command, tmp_path: Path) -> None:
    failed = run("health", "--to", f"command:{tmp_path}/nothing")
    assert failed.exit_code == 1
    assert "it is told the next time" in failed.output
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert records.leases(now=datetime.now(UTC)) == []


@pytest.mark.slow
def test_kill_9_in_the_middle_of_telling_loses_nothing_and_repeats_only_the_same_key(
    run: Command, tmp_path: Path
) -> None:
    """The receiver kills the teller, which cannot have noted that the message arrived."""
    told = tmp_path / "told"
    script = tmp_path / "tell.py"
    script.write_text(
        f"import os, sys; open({str(told)!r}, 'a').write(sys.stdin.read())\n"
        f"if open({str(told)!r}).read().count('\\n') == 1: os.kill(os.getppid(), 9)"
    )
    target = f"command:{sys.executable} {script}"
    environment = os.environ | {"XABAR_DATA": str(tmp_path)}
    words = (fork_server.XABAR, "health", "--to", target)
    with fork_server.Process(*words, env=environment) as process:
        assert process.wait(60) == -signal.SIGKILL
    with RecordStore(tmp_path / "records.sqlite") as records:
        for lease in records.leases(now=datetime.now(UTC)):
            records.end_lease(lease)  # it ends by itself after five minutes
    for _ in range(2):
        assert run("health", "--to", target).exit_code == 1
    keys = [json.loads(line)["id"] for line in told.read_text().splitlines()]
    assert len(keys) == 2
    assert len(set(keys)) == 1
