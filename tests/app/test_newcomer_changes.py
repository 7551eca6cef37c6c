"""A newcomer's other changes, each made in the one or two places that ARCHITECTURE.md names, in a copy of the project."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import fork_server

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for name in ("crawler", "pipelines", "xabar"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("demo"))
    return folder


@pytest.fixture
def project(copy: Path) -> Iterator[Path]:
    """The copy, of 1,600 files; what a test has changed in it is taken back."""
    yield copy
    shutil.rmtree(copy / "data", ignore_errors=True)
    for path in copy.rglob("*.py"):
        original = ROOT / path.relative_to(copy)
        if not original.exists():
            path.unlink()
        elif not filecmp.cmp(path, original):
            shutil.copy2(original, path)


def edit(path: Path, before: str, after: str) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count(before) == 1, f"{before!r} stands {source.count(before)} times in {path}"
    path.write_text(source.replace(before, after), encoding="utf-8")


def run(project: Path, program: str) -> object:
    """Run a program that prints one JSON value, with the edited copy in place of the project."""
    environment = os.environ | {"XABAR_DATA": str(project / "data")}
    done = fork_server.run(fork_server.FORGET_OURS + program, cwd=project, env=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


MAKE = """
import json
from datetime import UTC, date, datetime
from pathlib import Path
from xabar.article import Article
article = Article(url="https://kun.uz/news/2026/11/24/a", site="kun_uz", fetched_at=datetime(2026, 11, 24, tzinfo=UTC),
                  zone="Asia/Tashkent", declared_language="uz", title="Koʻprik ochildi", body="Koʻprik. " * 20)
"""


def test_a_field_is_one_entry_of_the_article(project: Path) -> None:
    edit(
        project / "xabar" / "article.py",
        "    # what was understood\n",
        '    rubric: tuple[str, ...] = _field("name", "the rubrics, as printed", default=())\n    # what was understood\n',
    )
    program = (
        MAKE
        + """
from xabar.exchange.columns import to_columns
from xabar.records.store import RecordStore
from xabar.search.elastic.documents import article_document, read_document
from xabar.search.elastic.field_table import field_table
from xabar.search.elastic.mapping import FIELDS
article.rubric = ("Jamiyat", "Sport")
records = RecordStore(Path("data/records.sqlite"))
records.put_article(article)
document = article_document(article, article.fetched_at)
print(json.dumps({
    "json": Article.from_dict(article.to_dict()).rubric,
    "records": records.get_article(article.id).rubric,
    "document": read_document(document).rubric,
    "mapping": FIELDS["rubric"]["fields"]["folded"]["type"],
    "column": to_columns(article)["rubric"],
    "docs": "| `rubric` | the rubrics, as printed |" in field_table(),
}))
"""
    )
    rubric = ["Jamiyat", "Sport"]
    assert run(project, program) == {
        "json": rubric,
        "records": rubric,
        "document": rubric,
        "mapping": "keyword",
        "column": rubric,
        "docs": True,
    }


def test_a_field_of_the_page_flows_into_the_article_by_its_name(project: Path) -> None:
    edit(
        project / "xabar" / "article.py",
        "    # what was understood\n",
        '    rubric: str | None = _field("keyword", "the rubric", default=None)\n    # what was understood\n',
    )
    edit(
        project / "xabar" / "extraction" / "page.py",
        "    section: str | None = None\n",
        '    section: str | None = None\n    rubric: str | None = "Jamiyat"\n',
    )
    program = """
import json
from datetime import UTC, datetime
from crawler.spiders.kun_uz import KunUz
from xabar.http_response import HttpResponse
html = '<h1 class="news-inner__content-title">Koʻprik ochildi</h1><div class="news-inner__content-page"><p>' + "Koʻprik. " * 20
page = HttpResponse("https://kun.uz/news/2026/11/24/a", html.encode())
print(json.dumps(KunUz.read_article(page, fetched_at=datetime(2026, 11, 24, tzinfo=UTC)).to_dict()["rubric"]))
"""
    assert run(project, program) == "Jamiyat"


STEP = '''"""Shout the title."""

from xabar.article import Article
from xabar.processing.steps import Context


def shout_title(article: Article, context: Context) -> Article:
    """Return the article with its title in capitals."""
    article.title = article.title.upper()
    return article
'''
PIPELINE = '''"""Shout the title."""

from pipelines.step import StepPipeline


class ShoutPipeline(StepPipeline):
    """Runs `xabar.processing.shout`."""

    step = "shout"
'''


def test_a_step_is_a_function_named_in_the_order_and_its_adapter(project: Path) -> None:
    (project / "xabar" / "processing" / "shout.py").write_text(STEP, encoding="utf-8")
    (project / "pipelines" / "shout.py").write_text(PIPELINE, encoding="utf-8")
    edit(
        project / "xabar" / "processing" / "steps.py",
        '    "dates": "choose_date",\n',
        '    "shout": "shout_title",\n    "dates": "choose_date",\n',
    )
    program = (
        MAKE
        + """
from crawler import settings
from scrapy.utils.misc import load_object
from xabar.article import PrintedDate
from xabar.processing.steps import Context, process_article
article.printed_dates = (PrintedDate("24.11.2026", "printed"),)
pipelines = sorted(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.get)
print(json.dumps([
    process_article(article, Context()).title,
    [path.split(".")[1] for path in pipelines],
    load_object("pipelines.shout.ShoutPipeline").step,
]))
"""
    )
    assert run(project, program) == [
        "KOʻPRIK OCHILDI",
        ["boilerplate", "scripts", "language", "shout", "dates", "duplicates", "validate", "index"],
        "shout",
    ]


def test_a_root_is_one_word_in_a_table(project: Path) -> None:
    program = """
import json
from xabar.search.analysis import analyze_terms
from xabar.search.elasticsearch_analysis import ANALYSIS_HASH, elasticsearch_analysis
stems = [analyze_terms(word, "uz") for word in ("zarpar", "зарпарди", "zarpmasdan")]
print(json.dumps([stems, ANALYSIS_HASH, "zarp" in json.dumps(elasticsearch_analysis("uz"))]))
"""
    before = run(project, program)
    edit(project / "xabar" / "language" / "tables" / "uz_suffixes.py", "\nol ot oç oş", "\nzarp ol ot oç oş")
    after = run(project, program)
    assert isinstance(before, list)
    assert isinstance(after, list)
    assert before[0][0] == ["zarpar"]
    assert after[0] == [["zarp"], ["zarp"], ["zarp"]]
    assert before[1] != after[1], "an index made before must be known as outdated"
    assert (before[2], after[2]) == (False, True), "the server's analysis comes from the same table"


def test_a_month_is_one_word_in_a_table(project: Path) -> None:
    edit(
        project / "xabar" / "language" / "months.py", '"yanvar | yan yanv",', '"yanvar qahraton | yan yanv",'
    )
    program = """
import json
from datetime import UTC, datetime
from xabar.extraction.meta_line import is_meta_line
from xabar.language.dates import parse_date
read = parse_date("25-qahraton, 2025", language="uz", now=datetime(2025, 4, 1, tzinfo=UTC), zone="Asia/Tashkent")
print(json.dumps([str(read.day), is_meta_line("25 qahraton 2025, 10:30")]))
"""
    assert run(project, program) == ["2025-01-25", True]
