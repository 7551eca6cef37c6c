"""The demo, whole: the command in a process of its own, and the commands that it says to type next."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crawler import settings
from tests import fork_server
from tests.demo.sites import EDITIONS
from xabar.cli import main
from xabar.demo.entries import demo_entries
from xabar.demo.frame import load_layout, load_words
from xabar.demo.stories import load_stories
from xabar.demo.styles import FAKED_SITES
from xabar.demo.traps import TRAPS
from xabar.extraction.addresses import article_key_url
from xabar.records.store import RecordStore


def run_xabar(*arguments: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XABAR_")}
    if data:
        environment["XABAR_DATA"] = str(data)
    return fork_server.run(fork_server.XABAR, *arguments, env=environment, timeout=100)


@pytest.fixture(scope="module")
def data(whole_demo: tuple[Path, subprocess.CompletedProcess[str]]) -> Path:
    return whole_demo[0]


@pytest.fixture(scope="module")
def demo(whole_demo: tuple[Path, subprocess.CompletedProcess[str]]) -> subprocess.CompletedProcess[str]:
    return whole_demo[1]


def test_it_succeeds_without_an_alarming_message(demo: subprocess.CompletedProcess[str]) -> None:
    assert demo.returncode == 0, demo.stderr
    assert "Traceback" not in demo.stdout + demo.stderr
    assert "ERROR" not in demo.stderr


def test_every_article_is_stored_and_every_trap_has_its_outcome(
    demo: subprocess.CompletedProcess[str], data: Path
) -> None:
    stored = Counter({edition.site.name: 0 for edition in EDITIONS})
    for edition in EDITIONS:
        stored[edition.site.name] += len(load_stories(edition.style.stories))
    refused = Counter(
        trap.stories.partition(".")[0] for trap in TRAPS if trap.outcome not in (None, "duplicate")
    )
    twice = Counter(trap.stories.partition(".")[0] for trap in TRAPS if trap.outcome == "duplicate")
    for site in FAKED_SITES:
        row = re.search(rf"^{site}\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*$", demo.stdout, re.MULTILINE)
        assert row, site
        fetched, new, unchanged, duplicate, rejected = map(int, row.groups())
        assert (new, unchanged, duplicate, rejected) == (stored[site], 0, twice[site], refused[site])
        assert fetched == new + duplicate + rejected
    total = stored.total()
    assert f"index: {total} stored = {total} confirmed + 0 waiting + 0 dead" in demo.stdout


def test_every_article_is_what_its_author_wrote(demo: subprocess.CompletedProcess[str], data: Path) -> None:
    """Title and text to the letter (apostrophes aside, which are repaired), day, language and script."""
    with RecordStore(data / "records.sqlite") as records:
        stored = {
            article_key_url(change.article.url): change.article
            for change in records.changes_after(0, 1000)
            if change.article
        }
    fetched = next(iter(stored.values())).fetched_at
    for edition in EDITIONS:
        for entry in demo_entries(edition, fetched):
            slug = f"/{entry.slug}" if edition.style.page_layout == "pangea" else entry.slug
            article = next(
                article
                for url, article in stored.items()
                if f"//{edition.host.removeprefix('www.')}/" in url
                and slug in url
                and url.startswith(article_key_url(f"https://{edition.host}{edition.home}"))
                and article.script == edition.style.script
            )
            story = entry.read()
            text = list(story.paragraphs)
            if "dateline" in _places(edition.style.page_layout):
                text[0] = f"{load_words(edition.style.wording)['dateline']} {text[0]}"
            assert _plain(article.title) == _plain(story.title)
            assert _plain(article.body) == _plain("\n".join(text))
            assert article.language == edition.style.language
            assert article.published_at is not None
            if article.published_precision == "minute":
                assert abs(article.published_at - entry.at) <= timedelta(minutes=2)


def _places(layout: str) -> set[str]:
    return set(re.findall(r"\$(\w+)", load_layout(layout)["article"].template))


def _plain(text: str) -> str:
    return re.sub("['‘’`ʻʼ]", "'", text)


def test_its_four_searches_show_what_it_is_for(demo: subprocess.CompletedProcess[str]) -> None:
    script, forms, phrase, count = re.split(r"^\$ xabar search .*$", demo.stdout, flags=re.MULTILINE)[1:]
    assert "янги буғдой нави" in script
    assert "bugʻdoy navi" in script
    assert {"кітапхана", "kitaphana", "كىتاپحانا"} <= set(re.findall(r"\w+", forms))
    assert "пахта терими" in phrase
    assert "paxta terimi" in phrase
    assert "kun_uz" not in phrase
    assert "by site" in count
    assert "by day" in count


def test_the_commands_that_it_suggests_work(demo: subprocess.CompletedProcess[str], data: Path) -> None:
    lines = re.findall(r"^  (xabar .*)$", demo.stdout, re.MULTILINE)
    assert len(lines) >= 3
    assert f"export XABAR_DATA={data}" in demo.stdout
    for line in lines:
        done = run_xabar(*shlex.split(line)[1:], data=data)
        assert done.returncode == 0, (line, done.stderr)
        assert done.stdout.strip(), line


@pytest.fixture
def search(
    demo: subprocess.CompletedProcess[str], data: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """Search what the demo stored, in this process."""
    monkeypatch.setattr(settings, "XABAR_DATA", str(data))
    return lambda *words: json.loads(CliRunner().invoke(main, ["search", *words, "--json"]).stdout)


def test_no_boilerplate_is_found_in_the_articles(search: Callable[..., Any]) -> None:
    for words in ("Telegramʼda", "Ctrl", "cookie", "Reklama", "Mavzuga oid", "Жарнама", '"Оқи отырыңыз"'):
        assert search(words, "--exact", "--size", "1")["total"] == 0, words


def test_twins_are_one_group_and_copies_are_found(search: Callable[..., Any]) -> None:
    hits = search("yangi bugʻdoy navi")["hits"]
    assert {hit["site"] for hit in hits} == {"uza_uz", "gazeta_uz"}
    assert {hit["script"] for hit in hits} == {"Latn", "Cyrl"}
    assert len({hit["group_id"] for hit in hits}) == 1


@pytest.mark.parametrize(
    ("site", "scripts"), [("kun_uz", {"Latn", "Cyrl"}), ("egemen_kz", {"Cyrl", "Latn", "Arab"})]
)
def test_editions_of_a_story_are_one_group(
    demo: subprocess.CompletedProcess[str], data: Path, site: str, scripts: set[str]
) -> None:
    groups: dict[str | None, set[str | None]] = {}
    with RecordStore(data / "records.sqlite") as records:
        for article in records.get_articles(state.id for state in records.article_states()).values():
            if article.site == site:
                groups.setdefault(article.group_id, set()).add(article.script)
    assert None not in groups
    assert scripts in groups.values()


def test_the_second_run_asks_again_only_for_what_was_refused_in_passing(
    demo: subprocess.CompletedProcess[str], data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(data, folder)
    again = run_xabar("demo", "--data", str(folder))
    assert again.returncode == 0, again.stderr
    for site in FAKED_SITES:
        assert re.search(rf"^{site}\s+(\d)\s+0\s+0\s+0\s+\1\s*$", again.stdout, re.MULTILINE), again.stdout
    assert (
        f"{sum(len(load_stories(edition.style.stories)) for edition in EDITIONS)} articles\n" in again.stdout
    )


OF_ONE_NEWSPAPER = """
from xabar.app import demo
from xabar.app.project import all_sites
demo.all_sites = lambda settings: {"kun_uz": all_sites(settings)["kun_uz"]}
"""


def test_it_cleans_up_when_asked(tmp_path: Path) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("XABAR_")}
    environment = inherited | {"TMPDIR": str(tmp_path)}
    done = fork_server.run(OF_ONE_NEWSPAPER + fork_server.XABAR, "demo", "--discard", env=environment)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^kun_uz +\d\d? ", done.stdout, re.MULTILINE)
    assert "export XABAR_DATA" not in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_it_never_removes_a_folder_that_it_was_given(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["demo", "--data", str(tmp_path), "--discard"])
    assert done.exit_code == 2
    assert "leave --data out" in done.stderr
    assert tmp_path.is_dir()


def test_a_folder_that_cannot_be_created_is_wrong_use(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    done = CliRunner().invoke(main, ["demo", "--data", str(file / "below")])
    assert done.exit_code == 2
    assert "cannot be made" in done.stderr
    assert "Traceback" not in done.stderr
