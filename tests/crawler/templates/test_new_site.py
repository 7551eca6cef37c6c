"""A new site: the template of `scrapy genspider`, and the same one filled from a page that anybody may have written."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.spider import Edition, NewsSpider
from crawler.templates.new_site import NewSite
from tests import fork_server
from xabar.extraction.layout import Layout

ROOT = Path(__file__).parents[3]
SITE = NewSite(
    name="example_uz",
    host="example.uz",
    zone="Asia/Tashkent",
    zone_reason="by the address, which ends in .uz",
    edition=Edition("https://example.uz/uz/", "uz", "Latn"),
    article=r"/news/20\d\d/\d\d/\d\d/[^/]+$",
    feeds=("https://example.uz/uz/rss",),
    layout=Layout(title="h1.post-title", body="div.post-body", date="div.info"),
)
BARE = replace(
    SITE,
    name="example",
    zone_reason="assumed, for neither address nor language says",
    edition=Edition("https://example.uz/", "und"),
    feeds=(),
    layout=Layout(title="h1", body=""),
)
HOSTILE = (
    """z,.d,*[a="+(str(__import__('os').system('id'))and'b')+"],q""",
    '''"""\n__import__("os").system("id")\n"""''',
    "'\"\\",
    "a\\",
    "a\nb\r\x00\x0c\ud83d",
    "$name ${domain} $$",
)


def load(site: NewSite) -> type[NewsSpider]:
    names: dict[str, object] = {"__name__": "written"}
    exec(compile(site.to_source(), "written.py", "exec"), names)
    loaded = names[site.class_name]
    assert isinstance(loaded, type)
    assert issubclass(loaded, NewsSpider)
    return loaded


def declared(site: type[NewsSpider]) -> tuple[object, ...]:
    return (
        site.__name__,
        site.name,
        site.zone,
        site.allowed_domains,
        site.editions,
        site.article,
        site.discovery,
        site.layouts,
    )


@pytest.mark.parametrize("site", [SITE, BARE])
def test_source_and_class_declare_the_same(site: NewSite) -> None:
    assert declared(load(site)) == declared(site.to_class())


def test_the_source_reads_like_the_other_sites() -> None:
    source = SITE.to_source()
    for line in (
        "class ExampleUz(NewsSpider):",
        "from crawler.discovery import Feed",
        'name = "example_uz"',
        'zone = "Asia/Tashkent"  # by the address, which ends in .uz: check\n',
        'allowed_domains = ("example.uz",)',
        'editions = (Edition("https://example.uz/uz/", "uz", "Latn"),)',
        r'article = r"/news/20\d\d/\d\d/\d\d/[^/]+$"',
        'Feed("https://example.uz/uz/rss"),',
        'title="h1.post-title",',
        'date="div.info",',
        "# authors=,  # to be filled in",
    ):
        assert line in source


def test_what_the_page_does_not_say_is_to_be_filled_in() -> None:
    source = BARE.to_source()
    for line in (
        'zone = "Asia/Tashkent"  # assumed, for neither address nor language says: check',
        'Sitemap("https://example.uz/sitemap.xml"),  # to be filled in',
        'body="[itemprop=articleBody]",  # to be filled in',
    ):
        assert line in source


@pytest.mark.parametrize("site", [SITE, BARE])
def test_the_source_passes_ruff(site: NewSite, tmp_path: Path) -> None:
    path = tmp_path / "example_uz.py"
    path.write_text(site.to_source(), encoding="utf-8")
    for command in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--config", str(ROOT / "pyproject.toml"), str(path)]
        assert subprocess.run(ruff, check=False).returncode == 0


def is_data(node: ast.AST) -> bool:
    """Return whether an expression consists of literals, tuples and calls of the four kinds of value."""
    if isinstance(node, ast.Call):
        parts = [*node.args, *(keyword.value for keyword in node.keywords)]
        kinds = ("Edition", "Feed", "Layout", "Sitemap")
        return isinstance(node.func, ast.Name) and node.func.id in kinds and all(map(is_data, parts))
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Tuple) and all(map(is_data, node.elts)))


def assert_is_data(text: str) -> None:
    """Whatever a page says in every place becomes the value of a literal."""
    layout = Layout(title=text, body=text, date=text, authors=text, tags=text)
    edition = Edition(text, text, text)
    site = replace(SITE, zone=text, edition=edition, article=text, feeds=(text,), layout=layout)
    module = ast.parse(site.to_source())
    (written,) = (node for node in module.body if isinstance(node, ast.ClassDef))
    assert [type(node) for node in module.body] == [ast.Expr, *[ast.ImportFrom] * 3, ast.ClassDef]
    values = {
        node.targets[0].id: node.value
        for node in written.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    assert len(values) == len(written.body) - 1  # and the docstring
    assert all(map(is_data, values.values()))
    assert ast.literal_eval(values["article"]) == text
    assert ast.literal_eval(values["zone"]) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_page_says_becomes_code(text: str) -> None:
    assert_is_data(text)


@given(st.text(alphabet=st.sampled_from("'\"\\ \n\r\t{}$#()rab,\u2028\ud83d\x00"), min_size=1))
def test_no_text_becomes_code(text: str) -> None:
    assert_is_data(text)


@pytest.mark.parametrize("name", ['a"b', "A", "a__b"])
def test_the_name_stands_in_the_source_as_it_is_and_must_be_one(name: str) -> None:
    with pytest.raises(ValueError, match="name must match"):
        replace(SITE, name=name)


@pytest.mark.parametrize("host", ['a.b"', "uz", "a..uz"])
def test_the_host_must_be_one_too(host: str) -> None:
    with pytest.raises(ValueError, match="host must match"):
        replace(SITE, host=host)


def test_genspider_makes_a_site_that_loads(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "crawler", tmp_path / "crawler")
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    made = scrapy(tmp_path, "genspider", "example_uz", "example.uz")
    assert "Created spider 'example_uz' using template 'basic'" in made
    assert "class ExampleUzSpider(NewsSpider):" in (tmp_path / "crawler/spiders/example_uz.py").read_text()
    assert "example_uz" in scrapy(tmp_path, "list").split()


def scrapy(folder: Path, *words: str) -> str:
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    code = fork_server.FORGET_CRAWLER + fork_server.SCRAPY
    done = fork_server.run(code, *words, cwd=folder, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout
