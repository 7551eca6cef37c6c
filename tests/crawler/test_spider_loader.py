"""A broken site is named and skipped; all others work."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.spider_loader import SiteLoader
from tests import fork_server

GOOD = Path(__file__).parents[2] / "crawler" / "spiders" / "kun_uz.py"
PACKAGE = "sites_of_a_test"


@pytest.fixture
def sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of sites with one good site."""
    folder = tmp_path / PACKAGE
    folder.mkdir()
    (folder / "__init__.py").touch()
    shutil.copy(GOOD, folder)
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.startswith(PACKAGE)]:
        del sys.modules[name]


def write_broken(folder: Path, before: str, after: str) -> None:
    source = GOOD.read_text(encoding="utf-8").replace("kun_uz", "broken").replace("KunUz", "Broken")
    assert before in source
    (folder / "broken.py").write_text(source.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            'title="h1.news-inner__content-title"',
            'title="h1["',
            "Broken.layouts = .*Layout.title = 'h1\\[' is not a CSS",
        ),
        ('r"/news/20', 'r"/(news/20', "Broken.article = .*not a regular expression"),
        ('zone = "Asia/Tashkent"', "", "Broken.zone = None: it is missing"),
        ("class Broken", "clas Broken", "SyntaxError"),
        ("from crawler.discovery import", "from crawler.nowhere import", "ModuleNotFoundError"),
        ("class Broken", "1 / 0\nclass Broken", "ZeroDivisionError"),
        ("class Broken", "raise SystemExit(3)\nclass Broken", "SystemExit: 3"),
    ],
)
def test_a_broken_file_is_named_and_skipped(
    sites: Path, caplog: pytest.LogCaptureFixture, before: str, after: str, words: str
) -> None:
    write_broken(sites, before, after)
    loader = SiteLoader.from_settings(Settings({"SPIDER_MODULES": [PACKAGE]}))
    assert loader.list() == ["kun_uz"]
    [record] = caplog.records
    assert record.getMessage().startswith(f"{PACKAGE}.broken is skipped: ")
    assert re.search(words, record.getMessage())


def test_a_broken_package_of_sites_is_named_and_skipped(
    sites: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name, start in (("broken", "1 / 0"), ("good", "")):
        (sites / name).mkdir()
        (sites / name / "__init__.py").write_text(start)
    (sites / "kun_uz.py").rename(sites / "good" / "kun_uz.py")
    loader = SiteLoader.from_settings(Settings({"SPIDER_MODULES": [PACKAGE]}))
    assert loader.list() == ["kun_uz"]
    [record] = caplog.records
    assert record.getMessage() == f"{PACKAGE}.broken is skipped: ZeroDivisionError: division by zero"


def test_one_site_is_loaded_from_its_own_file(sites: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_broken(sites, "class Broken", "1 / 0\nclass Broken")
    loader = SiteLoader.from_settings(Settings({"SPIDER_MODULES": [PACKAGE]}))
    assert loader.load("kun_uz").name == "kun_uz"
    assert f"{PACKAGE}.broken" not in sys.modules
    assert not caplog.records
    assert loader.list() == ["kun_uz"]
    assert len(caplog.records) == 1


def test_a_site_is_found_in_a_file_of_another_name(
    sites: Path, recwarn: pytest.WarningsRecorder, caplog: pytest.LogCaptureFixture
) -> None:
    (sites / "kun_uz.py").rename(sites / "other.py")
    loader = SiteLoader.from_settings(Settings({"SPIDER_MODULES": [PACKAGE]}))
    assert loader.load("kun_uz").name == "kun_uz"
    assert not caplog.records
    assert not [each for each in recwarn if "same name" in str(each.message)]


def test_a_broken_file_is_named_when_its_site_is_asked_for(
    sites: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_broken(sites, 'r"/news/20', 'r"/(news/20')
    loader = SiteLoader.from_settings(Settings({"SPIDER_MODULES": [PACKAGE]}))
    with pytest.raises(KeyError, match="broken"):
        loader.load("broken")
    [record] = caplog.records
    assert "Broken.article = " in record.getMessage()


@pytest.mark.parametrize("name", ["", "nowhere_uz", "kun.uz", "__init__"])
def test_no_site_is_loaded_for_what_is_no_name_of_one(sites: Path, name: str) -> None:
    loader = SiteLoader.from_settings(Settings({"SPIDER_MODULES": [PACKAGE]}))
    with pytest.raises(KeyError):
        loader.load(name)


def test_a_package_of_sites_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_sites_here"):
        SiteLoader.from_settings(Settings({"SPIDER_MODULES": ["no_sites_here"]}))


def test_the_commands_work_beside_a_broken_file(sites: Path) -> None:
    write_broken(sites, 'r"/news/20', 'r"/(news/20')
    environment = os.environ | {"PYTHONPATH": str(sites.parent), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    words = ("list", "-s", f"SPIDER_MODULES={PACKAGE}")
    done = fork_server.run(fork_server.SCRAPY, *words, env=environment, cwd=sites.parent)
    assert (done.returncode, done.stdout) == (0, "kun_uz\n")


def test_our_own_commands_work_beside_a_broken_file(sites: Path) -> None:
    write_broken(sites, 'r"/news/20', 'r"/(news/20')
    environment = os.environ | {"PYTHONPATH": str(sites.parent), "XABAR_DATA": str(sites.parent / "data")}
    words = ("sites", "--json", "-s", f"SPIDER_MODULES={PACKAGE}")
    done = fork_server.run(fork_server.XABAR, *words, env=environment, cwd=sites.parent)
    assert done.returncode == 0, done.stderr
    assert '"kun_uz"' in done.stdout
    assert f"{PACKAGE}.broken is skipped: broken.py: Broken.article = " in done.stderr
