"""`xabar crawl` as a process: the counts, the exit codes, Ctrl-C."""

from __future__ import annotations

import contextlib
import json
import signal
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests import fork_server, forked_commands
from tests.cli.conftest import Run, on_loopback
from xabar.app.demo import build_demo
from xabar.app.project import project_settings
from xabar.cli import main
from xabar.cli.commands.crawl import command
from xabar.config import Config
from xabar.crawl_stats import LEASE_LOST, CrawlStats, SiteStats
from xabar.records.store import RecordStore
from xabar.site_leases import LENGTH, lease_name
from xabar.workspace import Workspace, open_workspace


def test_run_ends_with_counts_that_balance(xabar: Run, newspapers: str) -> None:
    crawl = xabar("crawl", "kun_uz", "zamin_uz", *on_loopback(newspapers), "--json")
    assert crawl.returncode == 0, crawl.stderr
    total = json.loads(crawl.stdout)
    assert {site["site"] for site in total["sites"]} == {"kun_uz", "zamin_uz"}
    for site in total["sites"]:
        outcomes = site["stored"] + site["unchanged"] + site["duplicate"] + sum(site["rejected"].values())
        assert site["fetched"] == outcomes > 0
        assert site["balanced"]
    index = total["index"]
    assert index["stored"] == index["confirmed"] >= sum(site["stored"] for site in total["sites"])
    assert index["waiting"] == index["dead"] == 0


def test_counts_in_words_and_then_the_article_is_found(xabar: Run, newspapers: str) -> None:
    crawl = xabar("crawl", "kun_uz", *on_loopback(newspapers), "--limit", "4")
    assert crawl.returncode == 0, crawl.stderr
    assert "= stored" in crawl.stdout
    assert "kun_uz: rejected 1 × the site answered with its home page" in crawl.stdout
    assert "index: 3 stored = 3 confirmed + 0 waiting + 0 dead" in crawl.stdout
    assert crawl.stderr == ""
    found = json.loads(xabar("search", "Qoratosh koʻprigi", "--json").stdout)
    assert found["total"] >= 1


def test_site_that_gives_nothing_is_an_error(xabar: Run) -> None:
    crawl = xabar("crawl", "kun_uz", *on_loopback("http://127.0.0.1:9"))
    assert crawl.returncode == 1
    assert "kun_uz: gave nothing" in crawl.stdout


def test_index_that_is_down_is_reported_and_loses_nothing(
    xabar: Run, newspapers: str, environment: dict[str, str]
) -> None:
    environment["XABAR_SEARCH_URL"] = "http://127.0.0.1:9"
    options = [*on_loopback(newspapers), "--set", "XABAR_FEED_WAIT=0.5", "--limit", "3", "--json"]
    crawl = xabar("crawl", "zamin_uz", *options)
    total = json.loads(crawl.stdout)
    stored = total["sites"][0]["stored"]
    assert crawl.returncode == 1
    assert "Node" not in crawl.stderr  # no words of the client library
    assert stored > 0
    assert total["index"]["waiting"] == stored
    assert total["index"]["problem"]
    del environment["XABAR_SEARCH_URL"]
    again = json.loads(xabar("crawl", "zamin_uz", *options).stdout)
    assert again["index"]["confirmed"] >= stored


def test_records_that_cannot_be_opened_are_reported(xabar: Run, environment: dict[str, str]) -> None:
    records = Path(environment["XABAR_DATA"]) / "records.sqlite"
    records.parent.mkdir()
    records.write_bytes(b"this is no database " * 100)
    crawl = xabar("crawl", "kun_uz")
    assert crawl.returncode == 1
    assert str(records) in crawl.stderr
    assert "Traceback" not in crawl.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["kun-uz"], "there is no site 'kun-uz'; did you mean kun_uz"),
        (["qqqqqq"], "there is no site 'qqqqqq'; `xabar sites` lists all"),
        ([], "name one or more sites, or give --all"),
        (["kun_uz", "--all"], "name one or more sites, or give --all"),
        (["kun_uz", "--limit", "0"], "0 is not in the range"),
        (["kun_uz", "--since", "soon"], "'soon' is not a day; type 2026-11-24"),
        (["kun_uz", "--since", "2026-11-24", "--until", "2026-11-23"], "lies after --until 2026-11-23"),
        (["kun_uz", "--set", "DELAY"], "--set takes NAME=VALUE, got 'DELAY'"),
        (["kun_uz", "--since", "2999-01-01"], "--since 2999-01-01 lies in the future"),
        (["kun_uz", "-s", "DOWNLOAD_DELAY=abc"], "DOWNLOAD_DELAY must be a number, got 'abc'"),
        (
            ["kun_uz", "-s", "CONCURRENT_REQUESTS=1.5"],
            "CONCURRENT_REQUESTS must be a whole number, got '1.5'",
        ),
        (["kun_uz", "-s", "ROBOTSTXT_OBEY=perhaps"], "ROBOTSTXT_OBEY must be True or False, got 'perhaps'"),
        (["kun_uz", "-s", "EXTENSIONS=x"], "EXTENSIONS must be a JSON object, got 'x'"),
        (
            ["kun_uz", "-s", "XABAR_LOOKBACK=3"],
            "there is no setting XABAR_LOOKBACK; did you mean XABAR_LOOK_BACK?",
        ),
        (
            ["kun_uz", "-s", "XABAR_LIMT=3"],
            "there is no setting XABAR_LIMT; did you mean the option --limit (with Scrapy: -a limit=…)?",
        ),
        (["kun_uz", "-s", "XABAR_SINCE=3"], "did you mean the option --since"),
        (["kun_uz", "-s", "XABAR_QQQQQ=3"], "there are XABAR_DATA, "),
    ],
)
def test_wrong_use_exits_with_two(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 2
    assert message in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", __file__],
        ["page", "https://example.uz/a"],
        ["record", "example_uz", "https://example.uz/a"],
        ["schedule", "kun_uz"],
        ["sites", "add", "https://example.uz"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_every_command_refuses_a_setting_of_a_wrong_type(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(
        main, [*arguments, "-s", "DOWNLOAD_DELAY=abc", "-s", f"XABAR_DATA={tmp_path / 'data'}"]
    )
    assert result.exit_code == 2
    assert "DOWNLOAD_DELAY must be a number, got 'abc'" in result.output
    assert list(tmp_path.iterdir()) == []


# --- Ctrl-C ---------------------------------------------------------------------------------------------------------


@dataclass
class Gate:
    """The newspapers behind a gate that lets three article pages through and holds the next ones."""

    address: str = ""
    asked: list[str] = field(default_factory=list)
    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    def pass_by(self, path: str) -> None:
        """Wait here when the gate is shut."""
        if path.startswith("uz/") and path.endswith(".html"):
            self.asked.append(path)
            if len(self.asked) > 3:
                self.reached.set()
                self.opened.wait(60)


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate, web = Gate(), build_demo(datetime.now(UTC))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host, _, path = self.path.removeprefix("/").partition("/")
            gate.pass_by(path)
            answer = web.respond(host, f"/{path}")
            with contextlib.suppress(ConnectionError):  # the crawl may be gone
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.content_type)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    gate.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield gate
    gate.opened.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def crawl(gate: Gate, environment: dict[str, str]) -> Iterator[fork_server.Process]:
    """A crawl of zamin_uz that stands before the gate with an article under way."""
    options = (*on_loopback(gate.address), "--set", "CONCURRENT_REQUESTS=1", "--json")
    with fork_server.Process(fork_server.XABAR, "crawl", "zamin_uz", *options, env=environment) as process:
        assert gate.reached.wait(30)
        yield process


def stored_ids(environment: dict[str, str]) -> set[str]:
    with RecordStore(Path(environment["XABAR_DATA"]) / "records.sqlite") as records:
        return {change.id for change in records.changes_after(0, 1000)}


def read_until(process: fork_server.Process, words: str) -> None:
    assert process.stderr is not None
    assert any(words in line for line in process.stderr)


def test_first_ctrl_c_stores_what_is_under_way_and_ends_with_the_counts(
    crawl: fork_server.Process, gate: Gate, environment: dict[str, str], xabar: Run
) -> None:
    crawl.send_signal(signal.SIGINT)
    read_until(crawl, "Press Ctrl-C again to stop at once")
    gate.opened.set()
    out, error = crawl.communicate(timeout=30)
    total = json.loads(out)
    assert total["sites"][0]["balanced"]
    assert total["sites"][0]["fetched"] == len(gate.asked) == 4
    assert total["index"]["stored"] == total["index"]["confirmed"]
    assert (crawl.returncode, total["exit_code"], total["sites"][0]["ended"]) == (130, 130, "shutdown")
    assert "Traceback" not in error
    before = stored_ids(environment)
    again = json.loads(xabar("crawl", "zamin_uz", *on_loopback(gate.address), "--json").stdout)
    assert again["sites"][0]["known"] == 4
    assert again["sites"][0]["fetched"] > 0
    assert stored_ids(environment) > before


def test_second_ctrl_c_ends_at_once_and_the_next_run_goes_on(
    crawl: fork_server.Process, gate: Gate, environment: dict[str, str], xabar: Run
) -> None:
    crawl.send_signal(signal.SIGINT)
    read_until(crawl, "Press Ctrl-C again to stop at once")
    crawl.send_signal(signal.SIGINT)
    _, error = crawl.communicate(timeout=60)
    assert crawl.returncode == 130
    assert "the next run goes on" in error
    gate.opened.set()
    total = json.loads(xabar("crawl", "zamin_uz", *on_loopback(gate.address), "--json").stdout)
    assert total["exit_code"] == 0
    assert total["index"]["waiting"] == 0
    assert len(stored_ids(environment)) == 6


def test_kill_loses_nothing_that_was_stored(
    crawl: fork_server.Process, gate: Gate, environment: dict[str, str], xabar: Run
) -> None:
    before = stored_ids(environment)
    crawl.kill()
    crawl.communicate(timeout=60)
    assert stored_ids(environment) >= before
    gate.opened.set()
    total = json.loads(xabar("crawl", "zamin_uz", *on_loopback(gate.address), "--json").stdout)
    assert total["sites"][0]["balanced"]
    assert len(stored_ids(environment)) == 6
    assert json.loads(xabar("search", "*", "--size", "0", "--json").stdout)["total"] == 6


def test_the_records_are_opened_once(records: RecordStore, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Workspace] = []

    class Counted(Workspace):
        def __init__(self, config: Config) -> None:
            super().__init__(config)
            opened.append(self)

    def crawl(names: Sequence[str], **_: object) -> CrawlStats:
        with open_workspace(Config.from_settings(project_settings())):
            return CrawlStats([SiteStats(name) for name in names])

    monkeypatch.setattr("xabar.workspace.Workspace", Counted)
    monkeypatch.setattr("xabar.cli.commands.crawl.run_crawl", crawl)
    CliRunner().invoke(main, ["crawl", "kun_uz"], catch_exceptions=False)
    assert len(opened) == 1


# --- one crawl of a site at a time ---------------------------------------------------------------------------------


def test_a_site_that_is_being_crawled_is_not_crawled_a_second_time(
    crawl: fork_server.Process, gate: Gate, xabar: Run, environment: dict[str, str], newspapers: str
) -> None:
    asked = len(gate.asked)
    second = xabar("crawl", "zamin_uz", *on_loopback(gate.address))
    assert second.returncode == 75
    assert f"zamin_uz is being crawled by process {crawl.pid} on " in second.stderr
    by_scrapy = fork_server.run(fork_server.SCRAPY, "crawl", "zamin_uz", env=environment)
    assert by_scrapy.returncode == 75
    assert f"Error: zamin_uz is being crawled by process {crawl.pid} on " in by_scrapy.stderr
    assert len(gate.asked) == asked
    others = xabar("crawl", "zamin_uz", "kun_uz", *on_loopback(newspapers), "--json")
    assert others.returncode == 75
    assert [site["site"] for site in json.loads(others.stdout)["sites"]] == ["kun_uz"]


def test_a_crawl_whose_site_another_has_taken_over_stores_nothing_more(
    crawl: fork_server.Process, gate: Gate, environment: dict[str, str]
) -> None:
    before = stored_ids(environment)
    with RecordStore(Path(environment["XABAR_DATA"]) / "records.sqlite") as records:
        later = datetime.now(UTC) + LENGTH
        records.take_lease(lease_name("zamin_uz"), now=later, length=LENGTH, host="elsewhere", pid=7)
    gate.opened.set()
    out, error = crawl.communicate(timeout=30)
    assert crawl.returncode == 1
    assert stored_ids(environment) == before
    assert "process 7 on elsewhere has held it since" in error
    assert json.loads(out)["sites"][0]["ended"] == LEASE_LOST


def test_sigterm_in_the_middle_of_a_scheduled_run_ends_both_in_order(
    gate: Gate, environment: dict[str, str], xabar: Run
) -> None:
    options = (*on_loopback(gate.address), "--set", "CONCURRENT_REQUESTS=1")
    arguments = ("schedule", "--every", "1d", "zamin_uz", *options)
    with fork_server.Process(fork_server.XABAR, *arguments, env=environment) as schedule:
        assert gate.reached.wait(30)
        before = stored_ids(environment)
        schedule.send_signal(signal.SIGTERM)
        read_until(schedule, "Press Ctrl-C again to stop at once")
        gate.opened.set()
        out, _ = schedule.communicate(timeout=30)
    assert schedule.returncode == 0
    assert "0 waiting + 0 dead" in out
    assert stored_ids(environment) > before
    assert xabar("index", "check").returncode == 0


def test_kill_minus_nine_of_a_schedule_ends_its_crawl_too(gate: Gate, environment: dict[str, str]) -> None:
    arguments = ("schedule", "zamin_uz", *on_loopback(gate.address), "--set", "CONCURRENT_REQUESTS=1")
    code = (
        forked_commands.BY_PYTHON + fork_server.XABAR
    )  # the system ends the crawl together with the schedule
    with fork_server.Process(code, *arguments, env=environment) as schedule:
        assert gate.reached.wait(30)
        schedule.kill()
        gate.opened.set()
        out, _ = schedule.communicate(timeout=30)  # ends when the crawl, which has the same output, has ended
    assert "zamin_uz: interrupted" in out


def test_a_variable_that_nothing_reads_is_wrong_use(xabar: Run, environment: dict[str, str]) -> None:
    environment["XABAR_SEARCHURL"] = "http://127.0.0.1:9"
    for arguments in (["search", "a"], ["crawl", "kun_uz"]):
        done = xabar(*arguments)
        assert done.returncode == 2
        assert "there is no variable XABAR_SEARCHURL; did you mean XABAR_SEARCH_URL?" in done.stderr


def test_a_fault_in_asking_for_pages_fails_the_run(
    xabar: Run, newspapers: str, environment: dict[str, str]
) -> None:
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    sites = ("--set", "SPIDER_MODULES=tests.crawler.failing_sites")
    crawl = xabar("crawl", "kun_uz", *on_loopback(newspapers), *sites)
    assert crawl.returncode == 1
    assert "kun_uz: ended by a fault in asking for pages; the log has the details" in crawl.stdout
    assert "ZeroDivisionError: a fault in a source" in crawl.stderr
