"""`xabar watch`: what any process's crawl is doing, as the records tell it."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO

from rich.console import Console

from tests import fork_server
from tests.cli.conftest import Command
from tests.search.articles import CORPUS, make_article
from xabar.app.watch import Watch, read_watch
from xabar.cli.watch_view import draw_watch
from xabar.crawl_stats import SiteStats
from xabar.records.store import RecordStore

NOW = datetime(2026, 3, 1, 12, 0, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
# A suite that runs in the background ignores Ctrl-C, and so would its children.
INTERRUPTED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"


def begin(records: RecordStore, site: str = "kun_uz") -> str:
    """Begin a run five minutes ago that has stored 40 of 50 pages, and leave it going on."""
    run = records.begin_run(site, NOW - 5 * MINUTE)
    stats = SiteStats(site, fetched=50, stored=40, rejected=Counter({"no-date": 10}))
    records.note_progress(run, stats, NOW - MINUTE)
    records.take_lease(f"site:{site}", now=NOW, length=5 * MINUTE)
    return run


def drawn(watch: Watch) -> str:
    console = Console(width=160, file=StringIO())
    console.print(draw_watch(watch))
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_a_run_under_way_is_shown_with_its_rate_and_its_holder(records: RecordStore) -> None:
    begin(records)
    text = drawn(read_watch(records, NOW, 5))
    [line] = [line for line in text.splitlines() if line.startswith("kun_uz")]
    assert line.split()[:6] == ["kun_uz", "0:05:00", "50", "12.5", "40", "10"]
    assert f"process {os.getpid()}" in line


def test_a_run_that_ended_or_was_killed_says_how(records: RecordStore) -> None:
    run = begin(records)
    records.end_run(run, SiteStats("kun_uz", fetched=1, stored=1), finished_at=NOW, reason="finished")
    records.begin_run("zamin_uz", NOW - 60 * MINUTE)
    text = drawn(read_watch(records, NOW, 5))
    assert "no site is being crawled" in text
    assert "finished" in text
    assert "killed after 2026-03-01 11:00 UTC" in text


def test_rates_and_headlines_are_those_of_the_last_articles(records: RecordStore) -> None:
    for number in range(3):
        records.put_article(make_article(f"n{number}", f"Headline {number}", minutes=number - 2))
    watch = read_watch(records, NOW, 2)
    assert [*watch.stored.values()] == [1, 3, 3]
    assert [article.title for article in watch.newest] == ["Headline 2", "Headline 1"]
    assert "waiting for the index: 3, since 0:02:30" in drawn(watch)


def test_nothing_yet_says_so(records: RecordStore) -> None:
    text = drawn(read_watch(records, NOW, 5))
    assert "no site is being crawled" in text
    assert "no article yet" in text


def test_it_is_printed_once_where_there_is_no_terminal(run: Command) -> None:
    done = run("watch")
    assert done.exit_code == 0, done.output
    assert CORPUS[0].title in done.output


def test_on_a_terminal_it_goes_on_until_ctrl_c(records: RecordStore, environment: dict[str, str]) -> None:
    records.put_article(make_article("one", "Headline of the day"))
    records.close()
    ours, theirs = pty.openpty()
    environment |= {"XABAR_DATA": str(records.path.parent), "TERM": "xterm", "LINES": "30"}
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED + fork_server.XABAR, "watch", "--every", "0.5"],
        stdin=theirs,
        stdout=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        seen = b""
        while seen.count(b"Headline of the day") < 2:  # drawn twice: it looks again
            seen += os.read(ours, 65536)
        process.send_signal(signal.SIGINT)
        while _read_more(ours):
            pass
        assert process.wait(20) == 0
    finally:
        process.kill()


def _read_more(terminal: int) -> bytes:
    """Return what is printed next; nothing when the other end is closed."""
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says so
        return b""
