"""The gold pages: the scores of the program, and the way to a folder and back."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest

from bench.extraction.gold import Gold, read_folder, write_folder
from bench.extraction.judging import Result, judge, unknown_site
from bench.extraction.learned import demo_sets, recorded_sets, with_layouts
from bench.extraction.repeating import CODES, is_known, learn_sites
from bench.extraction.scores import BodyScore
from bench.extraction.sixty_articles import Row
from bench.extraction.sixty_articles import crawl_site as crawl_sixty
from bench.extraction.traps import LineSet, crawl_site
from bench.extraction.varied import load_lines, varied_pages
from xabar.app.explain import report_page
from xabar.app.project import all_sites, project_settings
from xabar.config import Config
from xabar.http_response import HttpResponse

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages() -> list[Gold]:
    return list(islice(varied_pages(seed=7, variants=1), 0, None, 6))


@pytest.mark.parametrize("known", [True, False])
def test_varied_pages_are_read(pages: list[Gold], tmp_path: Path, known: bool) -> None:
    settings = project_settings({"XABAR_DATA": str(tmp_path)})
    config = Config.from_settings(settings)
    sites, result = all_sites(settings), Result()
    for gold in pages:
        site = sites[gold.site or ""] if known else unknown_site(gold, sites[gold.site or ""])
        now = datetime.fromisoformat(gold.fetched_at)
        judge(
            result, gold, report_page(HttpResponse(gold.url, gold.page), site, now=now, config=config).article
        )
    assert result.body.f1 >= (0.99 if known else 0.95), result.failures
    assert result.left <= 0.01 * result.planted, result.failures
    assert result.right.total() >= 0.97 * result.judged.total(), result.failures


@pytest.mark.parametrize("code", CODES)
def test_boilerplate_of_thirty_articles_is_learned(code: str) -> None:
    result = learn_sites(code, seed=1, sites=1)
    assert result.left.total() <= 0.05 * result.planted, result.left
    assert result.lost.total() <= 0.001 * result.real, result.lost
    assert not any(is_known(line) for _, line in load_lines(code)["unknown"])


@pytest.mark.parametrize(
    ("lines", "code", "layout"),
    [
        ("shown", "uz-Latn", "paragraphs"),
        ("held", "uz-Cyrl", "unknown"),
        ("shown", "kk-Cyrl", "breaks"),
        ("held", "kk-Latn", "paragraphs"),
        ("held", "kk-Arab", "breaks"),
        ("frequent", "uz-Latn", "double breaks"),
        ("apart", "kk-Cyrl", "classes"),
        ("apart", "uz-Cyrl", "unknown divisions"),
    ],
)
def test_repeated_boilerplate_goes_and_repeated_sentences_stay(
    lines: LineSet, code: str, layout: str
) -> None:
    result = crawl_site(code, lines, layout, 30, seed=1)
    assert result.left.wrong.total() <= 0.05 * result.left.all, result.left.wrong
    assert not result.lost.wrong.total(), result.lost.wrong
    assert not result.true_lost.wrong.total(), result.true_lost.wrong


@pytest.mark.parametrize(("code", "markup"), [("uz-Latn", "br"), ("kk-Arab", "selectors")])
def test_boilerplate_of_a_site_goes_and_the_true_sentences_that_it_repeats_stay(
    code: str, markup: str
) -> None:
    row = Row()
    crawl_sixty(row, code, "second", markup, 1)
    assert row.left.percent < 5
    assert row.true_lost.percent == row.lost.percent == 0
    assert row.left.all.total() > 200
    assert row.true_lost.all.total() > 20
    assert row.lost.all.total() > 200


def test_layouts_of_the_demo_are_learned(tmp_path: Path) -> None:
    config = Config.from_settings(project_settings({"XABAR_DATA": str(tmp_path)}))
    for known in demo_sets(seed=2, step=9):
        found = known.learn()
        assert found, known.name
        result = Result()
        reader = with_layouts(unknown_site(known.pages[0], known.site), found)
        for gold in known.pages[:4]:
            now = datetime.fromisoformat(gold.fetched_at)
            article = report_page(HttpResponse(gold.url, gold.page), reader, now=now, config=config).article
            judge(result, gold, article)
        assert result.body.f1 >= 0.985, result.failures
        assert result.right["published_at"] == result.judged["published_at"]
        assert result.layers["learned"] >= 3


def test_a_recorded_page_is_refilled_with_other_texts_and_days(tmp_path: Path) -> None:
    config = Config.from_settings(project_settings({"XABAR_DATA": str(tmp_path)}))
    known = next(recorded_sets(config))
    texts = {gold.body for gold in known.lessons}
    days = {gold.fields["published_at"][:10] for gold in known.lessons}
    assert (len(texts), len(days) > 5) == (len(known.lessons), True)
    assert known.learn()


def test_a_folder_keeps_the_pages(pages: list[Gold], tmp_path: Path) -> None:
    assert write_folder(tmp_path, pages) == len(pages)
    assert sorted(read_folder(tmp_path), key=lambda gold: gold.name) == sorted(
        pages, key=lambda gold: gold.name
    )


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.json": '{"url": "https://kun.uz/1", "body": []}'}, "no a.html or a.html.gz"),
        ({"a.json": "{}", "a.html": ""}, "url and body must be given"),
    ],
)
def test_the_error_names_what_is_wrong_with_a_folder(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(ValueError, match=message):
        list(read_folder(tmp_path))


def test_score_counts_four_word_shingles() -> None:
    score = BodyScore()
    assert score.add(["bir ikki uch toʻrt besh"], ["bir ikki uch to'rt besh"]) == 1
    assert score.add(["bir ikki uch toʻrt"], ["bir ikki uch to'rt besh"]) == pytest.approx(2 / 3)
    assert score.add([], ["bir ikki uch to'rt"]) == 0
    assert score.precision == pytest.approx(2 / 3)
