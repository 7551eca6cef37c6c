"""`xabar schedule` and `xabar crawl --due` as processes: what is due, and why; once; a hang, a kill, two at once."""

from __future__ import annotations

import json
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests import fork_server, forked_commands
from tests.cli.conftest import Run, on_loopback
from tests.cli.test_crawl import Gate, gate, read_until, stored_ids
from xabar.cli import main
from xabar.records.store import RecordStore

__all__ = ["gate"]
SITES = ("kun_uz", "zamin_uz")


def turns(xabar: Run, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(xabar("schedule", "--list", "--json", *SITES, *options).stdout)
    return found


def test_once_crawls_what_is_due_and_the_next_time_nothing(
    xabar: Run, newspapers: str, environment: dict[str, str]
) -> None:
    before = turns(xabar)
    assert {turn["why"] for turn in before if turn["work"] == "crawl"} == {
        "the schedule has not run it yet (between 10m and 6h)"
    }
    assert not (Path(environment["XABAR_DATA"]) / "records.sqlite").exists()

    first = xabar("schedule", "--once", *SITES, *on_loopback(newspapers))
    assert first.returncode == 0, first.stderr
    assert all(f"{site}: done; next " in first.stdout for site in SITES), first.stdout + first.stderr
    stored = stored_ids(environment)
    assert len(stored) > 10

    again = xabar("crawl", "--due", *SITES, *on_loopback(newspapers))
    assert (again.returncode, again.stdout) == (0, "")
    assert stored_ids(environment) == stored
    for turn in turns(xabar):
        if turn["work"] == "crawl":
            assert (turn["verdict"], turn["failures"], turn["holder"]) == ("done", 0, None)
            assert 600 <= turn["interval_seconds"] <= 6 * 3600
            assert "articles a day (between 10m and 6h)" in turn["why"]
    table = xabar("schedule", "--list", *SITES).stdout
    assert "what came of it" in table
    assert "heavy work: 01:00-05:00 Asia/Tashkent" in table


def test_a_site_that_fails_is_an_exit_code_and_waits_longer(xabar: Run) -> None:
    done = xabar("crawl", "--due", "kun_uz", *on_loopback("http://127.0.0.1:9"))
    assert done.returncode == 1
    assert "kun_uz: the site gave nothing; next " in done.stdout
    (turn,) = (turn for turn in turns(xabar) if (turn["site"], turn["work"]) == ("kun_uz", "crawl"))
    assert turn["failures"] == 1
    assert turn["why"].startswith("failed; ")


def test_two_schedulers_share_the_work_and_a_run_that_stands_still_costs_the_other_site_nothing(
    gate: Gate, environment: dict[str, str]
) -> None:
    options = (*on_loopback(gate.address), "--set", "CONCURRENT_REQUESTS=1", "--set", "XABAR_NO_PROGRESS=15s")
    arguments = ("schedule", "--once", *options)
    with fork_server.Process(fork_server.XABAR, *arguments, "zamin_uz", env=environment) as one:
        assert gate.reached.wait(30)
        with fork_server.Process(
            fork_server.XABAR, *arguments, "zamin_uz", "kun_uz", env=environment
        ) as other:
            out, _ = other.communicate(timeout=60)
        assert other.returncode == 0
        assert "kun_uz: done; next " in out
        assert "zamin_uz" not in out  # the first one has it
        read_until(one, "Press Ctrl-C again")
        gate.opened.set()
        out, _ = one.communicate(timeout=60)
    assert one.returncode == 1
    assert "zamin_uz: stood still, and is asked to end" in out
    assert "zamin_uz: stood still; next " in out


def test_what_a_killed_scheduler_had_taken_is_free_again_in_time(
    gate: Gate, environment: dict[str, str], xabar: Run
) -> None:
    options = (*on_loopback(gate.address), "--set", "CONCURRENT_REQUESTS=1")
    code = forked_commands.BY_PYTHON + fork_server.XABAR  # the system ends the run together with the schedule
    with fork_server.Process(code, "schedule", "zamin_uz", *options, env=environment) as schedule:
        assert gate.reached.wait(30)
        schedule.kill()
        gate.opened.set()
        schedule.communicate(timeout=30)
    soon = xabar("crawl", "--due", "zamin_uz", *options)
    assert (soon.returncode, soon.stdout) == (0, "")
    with RecordStore(Path(environment["XABAR_DATA"]) / "records.sqlite") as records:
        (job,) = (job for job in records.jobs() if job.work == "crawl")
        assert job.claimed_until is not None
        assert job.claimed_until - datetime.now(UTC) < timedelta(minutes=3)
        past = int((datetime.now(UTC) - timedelta(seconds=1)).timestamp() * 1000)
        records._db.execute("UPDATE scheduled_job SET claimed_until = ?", (past,))
    later = xabar("crawl", "--due", "zamin_uz", *options)
    assert later.returncode == 0, later.stderr
    assert "zamin_uz: done; next " in later.stdout


def test_a_second_ctrl_c_ends_runs_that_do_not_listen(gate: Gate, environment: dict[str, str]) -> None:
    options = (*on_loopback(gate.address), "--set", "CONCURRENT_REQUESTS=1")
    with fork_server.Process(
        fork_server.XABAR, "schedule", "zamin_uz", *options, env=environment
    ) as schedule:
        assert gate.reached.wait(30)
        schedule.send_signal(signal.SIGINT)
        read_until(schedule, "Press Ctrl-C again")
        schedule.send_signal(signal.SIGINT)
        out, _ = schedule.communicate(timeout=30)
    assert schedule.returncode == 130
    assert "zamin_uz: stopped; next " in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["schedule", "no_such_site"], "there is no site 'no_such_site'"),
        (
            ["schedule", "--every", "30"],
            "'30' is not an interval: give a number and s, m, h or d, such as 30m",
        ),
        (["schedule", "--json"], "--json needs --list"),
        (["schedule", "-s", "XABAR_HEAVY_WINDOW=night"], "XABAR_HEAVY_WINDOW must be hours and a zone"),
        (
            ["schedule", "-s", "XABAR_SITES_AT_ONCE=0"],
            "XABAR_SITES_AT_ONCE must be a whole number above zero",
        ),
        (["crawl", "--due", "--all"], "--due takes SITEs and settings, and no other option"),
        (["crawl", "--due", "--since", "7d"], "--due takes SITEs and settings, and no other option"),
    ],
)
def test_wrong_use_exits_with_two(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert message in result.output
