"""The commands that must answer at once load nothing that they do not need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.cli.conftest import Command
from xabar.cli import main

SLOW = {
    *("aiohttp", "asyncio", "concurrent", "dateparser", "elasticsearch", "importlib.metadata", "lxml"),
    *("multiprocessing", "pythonjsonlogger", "rich", "scrapy", "socket", "ssl", "trafilatura", "twisted"),
    *("xabar.records.store", "xabar.workers", "xabar.workspace"),
}
"""What takes a hundredth of a search from the shell, or much more."""


def modules_after(*words: str, data: Path) -> set[str]:
    """Return the modules that a command has loaded when it ends."""
    return modules_of(
        "import sys; from xabar.cli import main; main(sys.argv[1:], standalone_mode=False)", *words, data=data
    )


def modules_of(code: str, *words: str, data: Path) -> set[str]:
    """Return the modules that a program has loaded when it ends."""
    code += "; import json, sys; print(json.dumps([*sys.modules]))"
    done = subprocess.run(
        (sys.executable, "-c", code, *words),
        capture_output=True,
        text=True,
        check=True,
        input="",
        env={"XABAR_DATA": str(data), "PYTHONUTF8": "1"},
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.slow
@pytest.mark.parametrize("query", [("metro",), ("metrro",), ("metro", "avtobus", "kosmonavt")])
def test_a_search_loads_nothing_slow(fed: Command, tmp_path: Path, query: tuple[str, ...]) -> None:
    loaded = modules_after("search", *query, data=tmp_path)
    assert loaded & (SLOW | {"xabar.search.elasticsearch_analysis"}) == set()
    assert "xabar.search.embedded.reader" in loaded


@pytest.mark.slow
@pytest.mark.parametrize("words", [("text", "fold", "--language", "uz"), ("--help",)])
def test_other_short_commands_load_nothing_slow(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert modules_after(*words, data=tmp_path) & SLOW == set()


@pytest.mark.slow
def test_a_crawl_loads_no_way_to_tell_anybody_and_no_tables_of_a_terminal(tmp_path: Path) -> None:
    loaded = modules_after("crawl", "--help", data=tmp_path)
    assert {"xabar.monitoring.telling", "xabar.cli.progress", "scrapy"} <= loaded
    assert loaded & {"aiohttp", "rich", "smtplib", "tenacity", "xabar.delivery.sending"} == set()
    assert not [name for name in loaded if name.startswith("crawler.spiders.")]


@pytest.mark.slow
@pytest.mark.usefixtures("fed")
def test_what_goes_on_feeding_an_index_loads_nothing_that_only_searches(tmp_path: Path) -> None:
    code = (
        "import asyncio, os; from pathlib import Path; from xabar.search.embedded.engine import EmbeddedEngine; "
        "made = asyncio.run(EmbeddedEngine(Path(os.environ['XABAR_DATA']) / 'index', None).setup()); assert not made"
    )
    loaded = modules_of(code, data=tmp_path)
    assert "xabar.search.embedded.writer" in loaded
    searching = {f"xabar.search.{name}" for name in ("embedded.reader", "embedded.searcher", "loose_terms")}
    assert loaded & (searching | {"xabar.search.elasticsearch_analysis"}) == set()


def test_the_help_says_of_each_command_what_the_command_says() -> None:
    shown = CliRunner().invoke(main, ["--help"], terminal_width=1000, max_content_width=1000).output
    described = dict(line.split(maxsplit=1) for line in shown.split("Commands:\n")[1].splitlines())
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert described.pop(name) == command.get_short_help_str(900)
    assert not described
