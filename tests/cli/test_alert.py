"""`xabar alert`, as a person and as cron run it, and a crawl that tells by itself."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Command, Run, on_loopback
from tests.delivery.receiver import Receiver, running_receiver
from tests.search.articles import CORPUS, make_article
from xabar.alerts.turn import LENGTH, NAME
from xabar.records.store import RecordStore


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as running:
        yield running


def put(folder: Path, *paths: str) -> None:
    with RecordStore(folder / "records.sqlite") as records:
        for path in paths:
            records.put_article(make_article(path, "Metro bekati"))


def test_an_alert_tells_of_what_is_stored_after_it(run: Command, tmp_path: Path, receiver: Receiver) -> None:
    added = run("alert", "add", "metro", "метро", "--to", f"{receiver.url}/hush", "--to", "feed")
    assert added.exit_code == 0, added.output
    assert "webhook.secret" in added.output
    put(tmp_path, "new")
    sent = run("alert", "send")
    assert (sent.exit_code, sent.stdout) == (0, "matched 1, messages told 2, failed 0\n")
    assert json.loads(receiver.got[0].body)["data"]["articles"][0]["url"].endswith("/new")
    assert "/new" in (tmp_path / "alerts" / "metro.atom").read_text()
    assert run("alert", "send").stdout == "matched 0, messages told 0, failed 0\n"
    shown = run("alert", "list").output + run("alert", "show", "metro", "--json").output
    assert "hush" not in shown
    assert "found 1" in shown


def test_since_tells_of_what_was_there_before(run: Command) -> None:
    run("alert", "add", "metro", "metro", "--since", "2026-01-01")
    assert run("alert", "send").stdout == "matched 2, messages told 1, failed 0\n"


@pytest.mark.slow
def test_since_counts_for_an_alert_that_is_changed_too(run: Command) -> None:
    run("alert", "add", "metro", "paxta")
    run("alert", "add", "metro", "metro", "--replace", "--since", "2026-01-01", "--to", "command:true")
    assert run("alert", "send").stdout == "matched 2, messages told 1, failed 0\n"


@pytest.mark.parametrize(
    ("program", "warning"),
    [
        ("nosuch --key hush", "Note: command:nosuch …: there is no program of that name in PATH"),
        ("{folder}/nosuch", "there is no program of that name that this user may start"),
        ("{folder}/text", "there is no program of that name that this user may start"),
        ("./program", "write its whole path"),
        ("{folder}/program", None),
        ("program hush", None),
    ],
)
def test_a_program_that_may_not_start_is_taken_with_a_warning(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, warning: str | None
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text").touch(0o644)
    (tmp_path / "program").touch(0o755)
    added = run("alert", "add", "metro", "metro", "--to", f"command:{program.format(folder=tmp_path)}")
    assert added.exit_code == 0, added.output
    assert (warning or "alert metro added") in added.output
    assert ("Note:" in added.output) == (warning is not None)
    assert "hush" not in added.output


def test_a_feed_that_an_alert_has_no_more_is_removed(run: Command, tmp_path: Path) -> None:
    run("alert", "add", "metro", "metro")
    run("alert", "add", "metro", "metro", "--replace", "--to", "command:true")
    assert not (tmp_path / "alerts" / "metro.atom").exists()


def test_while_another_process_tells_it_is_said(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xabar.app.alerts.PATIENCE", 0.0)
    run("alert", "add", "metro", "metro")
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.take_lease(NAME, now=datetime.now(UTC), length=LENGTH, host="elsewhere", pid=1)
    sent = run("alert", "send")
    assert (sent.exit_code, "process 1 on elsewhere is telling" in sent.stdout) == (0, True)


def test_an_import_says_what_alerts_will_do(run: Command, tmp_path: Path) -> None:
    run("alert", "add", "metro", "metro")
    body = "Poytaxtda yangi bekat ochildi, yo‘lovchilar mamnun bo‘ldi. " * 20
    line = {
        "url": "https://kun.uz/news/1",
        "title": "Metro bekati ochildi",
        "body": body,
        "date": "2026-02-27",
    }
    (tmp_path / "articles.jsonl").write_text(json.dumps(line))
    imported = run("import", str(tmp_path / "articles.jsonl"), "--language", "uz", "--site", "kun_uz")
    assert "1 article will be compared with 1 alert by `xabar alert send`" in imported.output, imported.output
    assert run("alert", "send").stdout.startswith("matched 1,")


def test_a_trial_shows_and_tells_nothing(run: Command) -> None:
    run("alert", "add", "metro", "metro")
    tried = run("alert", "test", "metro", "--since", "2026-01-01")
    assert CORPUS[0].title in tried.output
    assert "2 articles" in tried.output
    lines = run("alert", "test", "metro", "--since", "2026-01-01", "--json").output.splitlines()
    assert {json.loads(line)["url"] for line in lines} == {CORPUS[0].url, CORPUS[1].url}
    assert "found 0" in run("alert", "list").output


def test_what_cannot_be_told_is_named_with_its_reason_and_tried_again(
    run: Command, tmp_path: Path, receiver: Receiver
) -> None:
    receiver.answers = [(404, {}, b"no such hook"), (204, {}, b"")]
    run("alert", "add", "metro", "metro", "--to", f"{receiver.url}/hush")
    put(tmp_path, "new")
    sent = run("alert", "send")
    assert sent.exit_code == 1
    listed = run("alert", "list")
    assert listed.exit_code == 1
    assert "HTTP 404 Not Found: no such hook (1 attempts)" in listed.output
    assert "hush" not in sent.output + listed.output
    assert run("alert", "send").stdout == "matched 0, messages told 0, failed 0\n"
    assert run("alert", "send", "--retry").stdout == "matched 0, messages told 1, failed 0\n"
    assert run("alert", "list").exit_code == 0


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("bad/name", "metro"), "must begin with a letter"),
        (("..", "metro"), "must begin with a letter"),
        (("there", "metro"), "give --replace"),
        (("new", "NOT", "metro"), "there is only something to exclude"),
        (("new", "colour:red"), "there is no field"),
        (("new",), "Missing argument 'QUERY'"),
        (("new", "metro", "--to", "http://example.org/"), "unencrypted"),
        (("new", "metro", "--to", "somewhere"), "must be https://"),
        (("new", "metro", "--to", "mailto:a@b"), "XABAR_SMTP_URL"),
        (("new", "metro", "--zone", "Mars/Olympus"), "--zone must be a time zone"),
        (("new", "metro", "--language", "klingon"), "klingon"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_stored(
    run: Command, words: tuple[str, ...], reason: str
) -> None:
    run("alert", "add", "there", "metro")
    refused = run("alert", "add", *words)
    assert refused.exit_code == 2, refused.output
    assert reason in refused.output
    assert [each["name"] for each in json.loads(run("alert", "list", "--json").output)] == ["there"]


def test_an_alert_is_changed_paused_and_removed(run: Command, tmp_path: Path) -> None:
    run("alert", "add", "one", "metro")
    assert run("alert", "add", "one", "paxta", "--replace").exit_code == 0
    assert run("alert", "pause", "one").exit_code == 0
    assert "(paused)" in run("alert", "list").output
    put(tmp_path, "new")
    assert run("alert", "send").stdout.startswith("matched 0")
    assert run("alert", "resume", "one", "--skip").exit_code == 0
    assert (tmp_path / "alerts" / "one.atom").exists()
    assert run("alert", "remove", "one").exit_code == 0
    assert not (tmp_path / "alerts" / "one.atom").exists()
    assert run("alert", "list").output.startswith("no alerts")
    for command in ("show", "remove", "pause", "resume", "test"):
        missing = run("alert", command, "one")
        assert missing.exit_code == 2
        assert "there is no alert 'one'" in missing.output


def test_a_crawl_tells_by_itself_whatever_a_target_does(
    xabar: Run, newspapers: str, tmp_path: Path, receiver: Receiver
) -> None:
    receiver.answers = [(500, {}, b"")]
    added = xabar("alert", "add", "all", "*", "--to", "feed", "--to", f"{receiver.url}/hush")
    assert added.returncode == 0, added.stderr
    crawl = xabar("crawl", "kun_uz", *on_loopback(newspapers), "--limit", "4")
    assert crawl.returncode == 0, crawl.stderr
    assert (tmp_path / "data" / "alerts" / "all.atom").read_text().count("<entry>") == 2  # and a copy of one
    assert "HTTP 500" in crawl.stderr
    assert "hush" not in crawl.stderr + crawl.stdout
    [state] = json.loads(xabar("alert", "list", "--json").stdout)
    assert (state["found"], state["behind"], len(state["messages"])) == (3, 0, 1)
