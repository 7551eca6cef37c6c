"""What `import xabar` and `python -m xabar` do."""

from __future__ import annotations

import ast
import runpy
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import xabar


def test_importing_it_loads_nothing_of_ours_and_no_library() -> None:
    loaded = "import sys, xabar; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {
        "scrapy",
        "tantivy",
        "elasticsearch",
        "click",
        "lxml",
        "orjson",
        "crawler",
    }
    more = "import sys, xabar; print(*(name for name in sys.modules if name.startswith('xabar.')))"
    done = subprocess.run([sys.executable, "-c", more], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_what_it_exports_is_there_and_typed() -> None:
    for name in xabar.__all__:
        assert getattr(xabar, name).__module__.startswith("xabar")
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        _ = xabar.opne
    assert (files("xabar") / "py.typed").is_file()


def test_it_runs_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["xabar", "--version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("xabar", run_name="__main__")
    assert ended.value.code == 0
    assert "version" in capsys.readouterr().out


FORGETFUL = """
import sys, xabar
archive = xabar.open(sys.argv[1], search_url="", create=True)
assert "scrapy" not in sys.modules  # what only searches never loads it
archive.add({"url": "https://yangi-gazeta.uz/2026/11/24/a", "title": "Yangi bekat", "text": "Bekat ochildi. " * 9})
found = archive.articles("bekat")
print(next(found).title)
"""


def test_a_program_ends_that_closes_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORGETFUL, str(tmp_path)], capture_output=True, text=True, timeout=30
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "Yangi bekat\n", "")


def test_a_child_process_takes_modules_from_the_installation_and_never_from_the_current_folder() -> None:
    """A file `json.py` in the folder where somebody searches would otherwise be run."""
    root = Path(__file__).parents[1]
    starts = []
    for room in ("xabar", "crawler", "pipelines"):
        for path in (root / room).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            if "sys.executable" not in source:  # to parse all modules takes a second
                continue
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, (ast.List, ast.Tuple)) and node.elts:
                    first, *others = map(ast.unparse, node.elts)
                    if first == "sys.executable":
                        starts.append((path.name, {"'-P'", "'-I'"} & set(others)))
    assert len(starts) >= 4
    assert [name for name, safe in starts if not safe] == []


def test_every_room_has_its_place_among_the_layers_and_keeps_scrapy_out() -> None:
    """A room that no contract names may import whatever it likes."""
    root = Path(__file__).parents[1]
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rooms = {f"xabar.{path.stem}" for path in (root / "xabar").iterdir() if path.suffix in ("", ".py")}
    rooms -= {"xabar.__init__", "xabar.__main__", "xabar.__pycache__"}
    layers = {room for layer in contracts[0]["layers"] for room in layer.split(" | ")}
    assert rooms == {room for room in layers if room.startswith("xabar.")}
    (without_scrapy,) = (each for each in contracts if each["name"].startswith("The library knows no Scrapy"))
    reach_the_crawler = {"xabar.app", "xabar.archive", "xabar.cli", "xabar.version", "xabar.web"}
    assert rooms - set(without_scrapy["source_modules"]) == reach_the_crawler
