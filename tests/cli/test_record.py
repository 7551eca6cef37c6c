"""`xabar record`: a page becomes a test; a new site gets a class that loads."""

from __future__ import annotations

import ast
import gzip
import json
import os
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from tests import fork_server
from xabar.cli.commands.record import command
from xabar.workers.pool import WorkerPool

ROOT = Path(__file__).parents[2]
NOW = "2026-11-24T12:00:00"
URL = "https://example.uz/uz/news/2026/11/24/kutubxona-ochildi"
LINES = (
    "Samarqandda bolalar uchun yangi kutubxona ochildi. Unda oʻn mingga yaqin kitob bor.",
    "Kutubxona mudiri Nigora Karimovaning aytishicha, oʻquvchilar kitoblarni uyga ham olib ketishi mumkin.",
    "Binoda kompyuter xonasi va hunar toʻgaraklari ham ishlaydi.",
)
PAGE = f"""<!DOCTYPE html><html lang="uz"><head><title>Samarqandda yangi kutubxona ochildi</title>
<link rel="canonical" href="{URL}"><meta property="og:type" content="article">
<link rel="alternate" type="application/rss+xml" href="/uz/rss">
<link rel="alternate" type="application/rss+xml" href="/uz/comments/feed"></head>
<body><h1 class="post-title">Samarqandda yangi kutubxona ochildi</h1><div class="info"><b>2026-yil 24-noyabr, 10:30</b></div>
<div class="post-body">{"".join(f"<p>{line}</p>" for line in LINES)}</div></body></html>"""
RUSSIAN = (
    "В Самарканде открылась новая детская библиотека. В ней около десяти тысяч книг.",
    "По словам заведующей библиотекой, школьники могут брать книги домой.",
    "В здании работают компьютерный класс и кружки.",
)
KUN = "https://kun.uz/news/2026/11/24/kutubxona"
KUN_PAGE = (
    PAGE.replace(URL, KUN)
    .replace("post-title", "news-inner__content-title")
    .replace("post-body", "news-inner__content-page")
)


@pytest.fixture(autouse=True)
def shared_workers(open_kept_pool: Callable[..., WorkerPool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xabar.app.opening.WorkerPool", open_kept_pool)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder like the project's, with the real sites and the real test of pages."""
    shutil.copytree(ROOT / "crawler", tmp_path / "crawler")
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    (tmp_path / "tests" / "pages").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "pages" / "test_pages.py", tmp_path / "tests" / "pages")
    return tmp_path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def record(project: Path, *arguments: object) -> Result:
    words = [*map(str, arguments), "--project", str(project), "--now", NOW]
    return CliRunner().invoke(command, words)


def saved(project: Path, page: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(
        (project / "tests" / "pages" / f"{page}.json").read_text(encoding="utf-8")
    )
    return loaded


def run(project: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": f"{project}{os.pathsep}{ROOT}"}
    return fork_server.run(fork_server.FORGET_CRAWLER + program, *arguments, cwd=project, env=environment)


def test_a_page_of_a_known_site_becomes_a_test(project: Path, page: Path) -> None:
    page.write_text(KUN_PAGE, encoding="utf-8")
    result = record(project, "kun_uz", page)
    assert result.exit_code == 0, result.output
    assert result.output.startswith(
        "wrote tests/pages/kun_uz/latin.html.gz\nwrote tests/pages/kun_uz/latin.json\n"
    )
    stored = project / "tests" / "pages" / "kun_uz" / "latin.html.gz"
    assert gzip.decompress(stored.read_bytes()) == page.read_bytes()
    assert saved(project, "kun_uz/latin") == {
        "url": KUN,
        "crawled_at": f"{NOW}+00:00",
        "expected": {
            "title": "Samarqandda yangi kutubxona ochildi",
            "body_first": LINES[0],
            "body_last": LINES[2],
            "paragraphs": 3,
            "published_at": "2026-11-23T19:00+00:00",
            "authors": [],
            "tags": [],
            "language": "uz",
            "script": "Latn",
            "layer": "selectors",
        },
    }


def test_a_new_site_gets_a_class_that_loads_and_a_page_that_is_tested(project: Path, page: Path) -> None:
    result = record(project, "example_uz", page)
    assert result.exit_code == 0, result.output
    source = (project / "crawler" / "spiders" / "example_uz.py").read_text(encoding="utf-8")
    for line in (
        "class ExampleUz(NewsSpider):",
        'zone = "Asia/Tashkent"',
        'allowed_domains = ("example.uz",)',
        'editions = (Edition("https://example.uz/uz/", "uz", "Latn"),)',
        r'article = r"/news/20\d\d/\d\d/\d\d/[^/]+$"',
        'Feed("https://example.uz/uz/rss"),',
        'title="h1.post-title",',
        'body="div.post-body",',
        'date="div.info",',
        "# authors=,  # to be filled",
    ):
        assert line in source
    assert "comments" not in source
    assert "example_uz" in run(project, fork_server.SCRAPY, "list").stdout.split()
    assert saved(project, "example_uz/latin")["expected"]["published_at"] == "2026-11-24T05:30+00:00"
    tests = run(
        project,
        fork_server.PYTEST,
        "-q",
        "-c",
        str(ROOT / "pyproject.toml"),
        "--rootdir",
        str(project),
        "tests/pages/test_pages.py",
        "-k",
        "example_uz",
    )
    assert "2 passed" in tests.stdout, tests.stdout  # the page and its layout
    assert "fill in and check the lines with a comment in crawler/spiders/example_uz.py" in result.output


def test_a_new_site_whose_page_gives_no_article_leaves_nothing_behind(project: Path, page: Path) -> None:
    page.write_text(
        PAGE.replace("2026-yil 24-noyabr, 10:30", "").replace("2026/11/24/", ""), encoding="utf-8"
    )
    result = record(project, "example_uz", page)
    assert result.exit_code == 1
    assert "gives no article: no date of publication could be read" in result.output
    assert "begin with `scrapy genspider example_uz example.uz`" in result.output
    assert not (project / "crawler" / "spiders" / "example_uz.py").exists()
    assert not (project / "tests" / "pages" / "example_uz").exists()


def test_a_page_that_cannot_be_written_leaves_nothing_behind(project: Path, page: Path) -> None:
    (project / "tests" / "pages" / "example_uz").write_text("in the way")
    result = record(project, "example_uz", page)
    assert result.exit_code == 1
    assert "cannot be written" in result.output
    assert not (project / "crawler" / "spiders" / "example_uz.py").exists()


HOSTILE = """z,.d,*[a="+(str(__import__('pathlib').Path('{trace}').touch())and'b')+"],q"""


def test_a_hostile_page_runs_nothing_and_leaves_nothing_of_its_code(
    project: Path, page: Path, tmp_path: Path
) -> None:
    """A page may call its elements, classes and feeds anything."""
    trace = tmp_path / "trace"
    tag = HOSTILE.format(trace=trace).replace(" ", "")
    text = PAGE.replace('<div class="info"><b>', f'<{tag} class="d"><b>').replace(
        "</b></div>", f"</b></{tag}>"
    )
    text = text.replace("post-body", f'"+str(__import__("os").system("touch {trace}"))+"')
    text = text.replace('href="/uz/rss"', """href='/uz/rss"),)+(__import__("os"),#'""")
    page.write_text(text, encoding="utf-8")
    result = record(project, "example_uz", page)
    assert result.exit_code == 0, result.output
    source = (project / "crawler" / "spiders" / "example_uz.py").read_text(encoding="utf-8")
    literals = {id(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}
    assert literals
    assert calls == {"Edition", "Sitemap", "Layout"}
    assert "__import__" not in source
    selectors = [
        keyword.value.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Layout"
        for keyword in node.keywords
        if isinstance(keyword.value, ast.Constant)
    ]
    assert selectors
    assert all(re.fullmatch(r"[\w.\-\[\]=#]+", str(selector)) for selector in selectors), selectors
    assert "example_uz" in run(project, fork_server.SCRAPY, "list").stdout.split()
    assert not trace.exists()


@pytest.mark.parametrize("host", ["example.uz", "example.com"])
def test_an_article_of_an_hour_ago_has_its_date(project: Path, page: Path, host: str) -> None:
    """Its local time lies ahead of UTC; that is not the future."""
    text = PAGE.replace("24-noyabr, 10:30", "24-noyabr, 16:30").replace("2026/11/24/", "")
    page.write_text(text.replace("example.uz", host), encoding="utf-8")
    result = record(project, "example_uz", page)
    assert result.exit_code == 0, result.output
    assert saved(project, "example_uz/latin")["expected"]["published_at"] == "2026-11-24T11:30+00:00"
    reason = (
        "by the address, which ends in .uz" if host == "example.uz" else "by the language of the text, uz"
    )
    assert f"Its dates were read in the zone Asia/Tashkent, {reason}." in result.output
    source = (project / "crawler" / "spiders" / "example_uz.py").read_text(encoding="utf-8")
    assert f'zone = "Asia/Tashkent"  # {reason}: check' in source


@pytest.mark.parametrize("minutes", [1, 7, 59])
def test_an_article_that_is_minutes_old_is_recorded(project: Path, page: Path, minutes: int) -> None:
    """Its date is printed in the site's own time, hours ahead of UTC."""
    fetched = datetime.fromisoformat(f"{NOW}+00:00")
    printed = (fetched - timedelta(minutes=minutes)).astimezone(ZoneInfo("Asia/Tashkent"))
    page.write_text(
        PAGE.replace("24-noyabr, 10:30", f"24-noyabr, {printed:%H:%M}").replace("2026/11/24/", ""),
        encoding="utf-8",
    )
    result = record(project, "example_uz", page)
    assert result.exit_code == 0, result.output
    expected = saved(project, "example_uz/latin")["expected"]
    assert expected["published_at"] == f"{fetched - timedelta(minutes=minutes):%Y-%m-%dT%H:%M+00:00}"


def test_the_zone_of_a_site_that_tells_nothing_is_assumed_and_said(project: Path, page: Path) -> None:
    text = PAGE.replace("24-noyabr, 10:30", "24.11.2026 16:30").replace("2026/11/24/", "")
    for line, russian in zip(LINES, RUSSIAN, strict=True):
        text = text.replace(line, russian)
    page.write_text(text.replace("2026-yil ", "").replace("example.uz", "example.com"), encoding="utf-8")
    result = record(project, "example_com", page)
    assert result.exit_code == 0, result.output
    assert "Asia/Tashkent, assumed, for neither address nor language says." in result.output
    (name,) = (project / "tests" / "pages" / "example_com").glob("*.json")
    assert json.loads(name.read_text("utf-8"))["expected"]["published_at"] == "2026-11-24T11:30+00:00"


def test_the_clock_of_a_sidebar_is_not_the_date_of_the_article(project: Path, page: Path) -> None:
    clock = '<aside><time datetime="2026-11-24T16:59:00">16:59</time></aside><h1 class'
    page.write_text(PAGE.replace("<h1 class", clock), encoding="utf-8")
    assert record(project, "example_uz", page).exit_code == 0
    assert saved(project, "example_uz/latin")["expected"]["published_at"] == "2026-11-24T05:30+00:00"
    page.write_text(PAGE.replace("<h1 class", clock).replace("2026-yil 24-noyabr, 10:30", "Jamiyat"), "utf-8")
    result = record(project, "example_com", page, "--url", URL.replace(".uz/uz", ".com"))
    assert "No printed date was found near its title" in result.output
    day = saved(project, "example_com/latin")["expected"]["published_at"]
    assert day == "2026-11-23T19:00+00:00"  # the address has only the day


def test_a_page_that_takes_too_long_is_reported(project: Path, page: Path) -> None:
    attributes = " ".join(f"a{number}" for number in range(100_000))
    page.write_text(KUN_PAGE.replace("<p>", f"<p {attributes}>", 1), encoding="utf-8")
    result = record(project, "kun_uz", page, "--url", KUN, "--set", "XABAR_WORKER_SECONDS=0.3")
    assert result.exit_code == 1
    assert "gives no article: reading the page takes more time or memory than the limit" in result.output


def test_nothing_is_written_over_without_force(project: Path, page: Path) -> None:
    page.write_text(KUN_PAGE, encoding="utf-8")
    record(project, "kun_uz", page)
    page.write_text(
        KUN_PAGE.replace(LINES[2], "Binoda oshxona ham ochiladi, unda nonushta beriladi."), encoding="utf-8"
    )
    again = record(project, "kun_uz", page)
    assert again.exit_code == 2
    assert "tests/pages/kun_uz/latin.html.gz is there already; give the page another --name" in again.output
    assert saved(project, "kun_uz/latin")["expected"]["body_last"] == LINES[2]
    assert record(project, "kun_uz", page, "--name", "second").exit_code == 0
    assert record(project, "kun_uz", page, "--force").exit_code == 0
    assert saved(project, "kun_uz/latin") == saved(project, "kun_uz/second")


def test_bytes_stay_as_they_came_in_their_own_encoding(project: Path, page: Path) -> None:
    russian = KUN_PAGE.replace(URL, KUN).replace("/news/", "/ru/news/")
    for number, line in enumerate(LINES):
        russian = russian.replace(
            line, f"В Самарканде открыли новую детскую библиотеку, в ней {number} тысяч книг и залы."
        )
    page.write_bytes(russian.replace("ʻ", "").encode("cp1251", "ignore"))
    result = record(project, "kun_uz", page)
    assert result.exit_code == 0, result.output
    stored = project / "tests" / "pages" / "kun_uz" / "cyrillic.html.gz"
    assert gzip.decompress(stored.read_bytes()) == page.read_bytes()
    assert saved(project, "kun_uz/cyrillic")["expected"]["language"] == "ru"


@pytest.mark.usefixtures("forked_fetch")
def test_a_page_of_an_address_is_fetched(project: Path, newspapers: str) -> None:
    with urllib.request.urlopen(f"{newspapers}/zamin.uz/rss.xml") as feed:
        link = feed.read().decode().split("<item>")[1].split("<link>")[1].split("</link>")[0]
    words = [
        "zamin_uz",
        link,
        "--name",
        "fetched",
        "--project",
        str(project),
        "--set",
        f"XABAR_MIRROR={newspapers}",
    ]
    result = CliRunner().invoke(command, words)
    assert result.exit_code == 0, result.output
    with urllib.request.urlopen(f"{newspapers}/{link.removeprefix('https://')}") as answer:
        assert (
            gzip.decompress((project / "tests/pages/zamin_uz/fetched.html.gz").read_bytes()) == answer.read()
        )
    assert saved(project, "zamin_uz/fetched")["url"] == link


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["kunuz", "{page}", "--url", KUN], 2, "there is no site 'kunuz'; did you mean kun_uz, on which"),
        (["kun_uz", "{page}"], 2, f"{URL} is not a page of kun_uz, which lies on kun.uz"),
        (
            ["Example.UZ", "{page}"],
            2,
            "the name of a new one consists of small letters, digits and single underscores",
        ),
        (["../evil", "{page}"], 2, "there is no site '../evil'"),
        (
            ["example_uz", "{page}", "--name", "../x"],
            2,
            "--name takes small letters, digits and hyphens, got '../x'",
        ),
        (["example_uz", "/no/such/page"], 2, "No such file or directory"),
        (
            ["kun_uz", "{page}", "--url", "https://kun.uz/"],
            1,
            "gives no article: the site answered with its home page",
        ),
        (["example_uz", "{page}", "--url", 'https://a"b.uz/x'], 2, "cannot be the host of a site"),
    ],
)
def test_wrong_use_and_wrong_pages_are_reported(
    project: Path, page: Path, arguments: list[str], status: int, message: str
) -> None:
    result = record(project, *(argument.format(page=page) for argument in arguments))
    assert result.exit_code == status, result.output
    assert message in " ".join(result.output.split())
    assert not list((project / "tests" / "pages").glob("*/*"))


def test_a_folder_that_is_not_a_project_is_reported(tmp_path: Path, page: Path) -> None:
    result = record(tmp_path, "kun_uz", page)
    assert result.exit_code == 2
    assert "has no crawler/spiders; give the folder of the project with --project" in " ".join(
        result.output.split()
    )
