"""The README is true: its commands run, its sessions print what it says, and its links have targets."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests import fork_server
from xabar.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+(?: \w+)?)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PROGRAMS = Path(sys.executable).parent
SHELL = re.compile(r"[|&;<>$`]|\\\s*$")  # what only a shell understands


def commands(kind: str) -> list[str]:
    """The command lines of all blocks of a kind, comments cut."""
    lines = [line for info, text in BLOCKS if info == kind for line in text.splitlines()]
    return [re.sub(r"\s+#.*", "", line).strip() for line in lines if line.strip()]


def sessions() -> list[tuple[str, str]]:
    """What is typed, and the answer that is printed below it."""
    text = "".join(text for info, text in BLOCKS if info == "console")
    return [tuple(part.strip().split("\n", 1)) for part in text.split("$ ")[1:]]  # type: ignore[misc]


def environment_of(data: Path) -> dict[str, str]:
    """Return the environment of somebody who has installed Xabar, and whose articles are in this folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XABAR_")}
    return environment | {"XABAR_DATA": str(data), "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}


def run(command: str, data: Path) -> subprocess.CompletedProcess[str]:
    environment = environment_of(data)
    words = shlex.split(command)
    if words[0] == "xabar" and not SHELL.search(command):
        return fork_server.run(fork_server.XABAR, *words[1:], env=environment)
    return subprocess.run(
        command,
        shell=True,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def demo(
    whole_demo: tuple[Path, subprocess.CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """A copy of the demo's data folder, and what the demo printed."""
    data, done = whole_demo
    assert done.returncode == 0, done.stdout + done.stderr
    copy = tmp_path_factory.mktemp("readme") / "data"
    shutil.copytree(data, copy)
    run("xabar index feed", copy)  # the index of the copy has confirmed nothing yet
    return copy, done.stdout


@pytest.mark.parametrize("command", commands("sh"))
def test_command_runs(command: str, demo: tuple[Path, str]) -> None:
    done = run(command, demo[0])
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip()
    if command.startswith("xabar search") and "--size 0" not in command:
        assert not done.stdout.startswith("0 articles")


def test_python_runs(demo: tuple[Path, str]) -> None:
    (example,) = (text for info, text in BLOCKS if info == "python")
    done = fork_server.run(example, env=environment_of(demo[0]))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("command", [line for line in commands("sh online") if line.startswith("xabar")])
def test_command_that_needs_the_internet_is_well_formed(command: str) -> None:
    _, name, *arguments = shlex.split(command)
    found = main.get_command(click.Context(main), name)
    assert found is not None
    found.make_context(name, arguments)


@pytest.mark.parametrize(("typed", "answer"), sessions())
def test_session_answers_as_printed(typed: str, answer: str, tmp_path: Path) -> None:
    done = run(typed, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == answer.strip()


def test_first_screen_names_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = [command.split()[1] for command in commands("sh make")]
    assert named == ["demo", "test"]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named)
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def plain(text: str) -> list[str]:
    """Lines without what differs from day to day (the date) and from tie to tie (the rank), and their spacing."""
    text = re.sub(r"\d{4}.\d\d.\d\d", "DAY", text)
    return [re.sub(r"^\d+\. ", "", " ".join(line.split())) for line in text.splitlines() if line.strip()]


def test_sample_is_what_the_demo_prints(demo: tuple[Path, str]) -> None:
    (sample,) = (text for info, text in BLOCKS if info == "text")
    assert set(plain(sample)) - {"…"} <= set(plain(demo[1]))


def test_the_hits_of_the_sample_stand_in_the_order_of_their_scores(demo: tuple[Path, str]) -> None:
    """Hits of one score, such as the scripts of one article, stand in the order in which they were fetched."""
    (sample,) = (text for info, text in BLOCKS if info == "text")
    searches = [search.split("\n", 1) for search in sample.split("$ ")[1:]]
    assert len(searches) == 2
    for typed, answer in searches:
        found = json.loads(run(f"{typed} --json", demo[0]).stdout)["hits"]
        scores = {hit["title"]: hit["score"] for hit in found}
        shown = [scores[title] for title in re.findall(r"^ *\d+\. (.+)$", answer, re.MULTILINE)]
        assert shown == sorted(scores.values(), reverse=True)[: len(shown)], typed


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
