"""docs/sites.md, followed to its end for an invented site in a copy of the project, leaves all tests green."""

from __future__ import annotations

import json
import os
import re
import shutil
import textwrap
from pathlib import Path

import pytest

from tests import fork_server

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "sites.md").read_text(encoding="utf-8")
URL = "https://example.uz/news/12"
LINES = (
    "Samarqandda bolalar uchun yangi kutubxona ochildi. Unda oʻn mingga yaqin kitob bor.",
    "Kutubxona mudiri Nigora Karimovaning aytishicha, oʻquvchilar kitoblarni uyga ham olib ketishi mumkin.",
    "Binoda kompyuter xonasi va hunar toʻgaraklari ham ishlaydi.",
)
PAGE = f"""<!DOCTYPE html><html lang="uz"><head><title>Samarqandda yangi kutubxona ochildi</title>
<link rel="canonical" href="{URL}"><link rel="alternate" type="application/rss+xml" href="/rss"></head>
<body><h1>Samarqandda yangi kutubxona ochildi</h1><div class="date">2026-yil 24-noyabr, 10:30</div>
<div class="text">{"".join(f"<p>{line}</p>" for line in LINES)}</div></body></html>"""
COPIED = ("crawler", "docs", "tests/crawler/spiders", "tests/pages")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def run(project: Path, program: str, *arguments: str) -> str:
    """Run a program of `fork_server` with the project's own code, and return what it printed."""
    environment = os.environ | {"PYTHONPATH": f"{project}{os.pathsep}{ROOT}"}
    code = fork_server.FORGET_CRAWLER + program
    done = fork_server.run(code, *arguments, cwd=project, env=environment, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


RENEW_AND_TEST = f"""
from xabar.cli import main
main(["sites", "--write-table", "docs/sites.md"], standalone_mode=False)
{fork_server.PYTEST}
"""


def renew_and_test(project: Path) -> str:
    """Run `make docs` and the tests of sites in one process, which has our code to import."""
    options = ("-q", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(project), "-p", "no:cacheprovider")
    chosen = "example_uz or test_declarations or every_site or test_discovery and Feed"
    return run(project, RENEW_AND_TEST, *options, "tests/crawler/spiders", "tests/pages", "-k", chosen)


def test_a_new_site_by_the_guide(project: Path) -> None:
    now = ("--now", "2026-11-24T12:00:00")
    output = run(
        project, fork_server.XABAR, "record", "example_uz", "page.html", "--project", str(project), *now
    )
    assert "run `make docs`" in output
    assert "xabar sites --write-table docs/sites.md" in (ROOT / "Makefile").read_text(encoding="utf-8")
    printed = renew_and_test(project)
    assert "renewed" in printed
    assert " passed" in printed
    assert "| `example_uz` | `example.uz` Uzbek Latin | feed |" in (project / "docs" / "sites.md").read_text(
        encoding="utf-8"
    )

    written = re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL)  # the completed class
    addresses = re.search(r"```json\n(.*?)```", GUIDE, re.DOTALL)
    assert written
    assert addresses
    source = textwrap.dedent(f"   {written[1].lstrip()}")
    (project / "crawler" / "spiders" / "example_uz.py").write_text(source, encoding="utf-8")
    json.loads(addresses[1])
    (project / "tests" / "pages" / "example_uz" / "addresses.json").write_text(addresses[1], encoding="utf-8")
    assert " passed" in renew_and_test(project)
