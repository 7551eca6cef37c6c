"""Words and names that rose: by folded form over scripts, names as names, and nothing that is only noise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.search.articles import make_article
from xabar.article import Article
from xabar.report.rising import find_rising, weigh_rise

NOW, BEFORE = date(2026, 3, 20), date(2026, 2, 20)
DULL = "Shaharda yigʻilish oʻtkazildi. Unda turli masalalar koʻrib chiqildi."


def articles(day: date, sentences: dict[str, int], **other: str) -> Iterator[Article]:
    """Yield articles of two papers in turn, so many with each sentence."""
    for sentence, count in sentences.items():
        for number in range(count):
            site = ("kun_uz", "zamin_uz")[number % 2]
            path = f"{day}-{abs(hash((sentence, number)))}"
            yield make_article(
                path,
                "Kun xabari",
                f"{sentence} {DULL}",
                site=site,
                day=day + timedelta(days=number % 5),
                **other,
            )


SITES = {"kun_uz", "zamin_uz"}


def printed(now: list[Article], before: list[Article]) -> list[str]:
    return [rise.printed for rises in find_rising(now, before, SITES, 10).values() for rise in rises]


def test_a_word_rises_over_both_scripts() -> None:
    latin = [*articles(NOW, {"Kechagi zilzila haqida yangi maʼlumot bor.": 4, "Bozorda narxlar oshdi.": 20})]
    cyrillic = [*articles(NOW, {"Зилзиладан кейин ишлар давом этмоқда.": 4}, script="Cyrl")]
    before = [*articles(BEFORE, {"Bozorda narxlar oshdi.": 30})]
    rise = find_rising(latin + cyrillic, before, SITES, 10)["uz"][0]
    assert (rise.articles, rise.before, rise.name) == (8, 0, False)
    assert rise.printed == "zilzila"
    assert sum(rise.days.values()) == 8


def test_a_name_of_two_words_is_one_name_without_its_parts() -> None:
    now = [*articles(NOW, {"Majlisda Botir Qodirov soʻzga chiqdi.": 8, "Bozorda narxlar oshdi.": 20})]
    before = [*articles(BEFORE, {"Bozorda narxlar oshdi.": 30})]
    rises = find_rising(now, before, SITES, 10)["uz"]
    assert [rise.printed for rise in rises if rise.name] == ["Botir Qodirov"]
    assert not {"botir", "qodirov", "Botir", "Qodirov"} & {rise.printed for rise in rises}


def test_what_was_printed_as_often_before_has_not_risen() -> None:
    same = {"Bozorda narxlar oshdi.": 20, "Yomgʻir yogʻdi.": 5}
    assert printed([*articles(NOW, same)], [*articles(BEFORE, same)]) == []


def test_near_copies_count_once() -> None:
    story = {"Kechagi zilzila haqida yangi maʼlumot bor.": 9}
    copies = [replace(article, group_id="0" * 32) for article in articles(NOW, story)]
    dull = {"Bozorda narxlar oshdi.": 20}
    assert "zilzila" not in printed([*copies, *articles(NOW, dull)], [*articles(BEFORE, dull)])


def test_a_paper_that_is_new_is_no_news() -> None:
    before = [*articles(BEFORE, {"Bozorda narxlar oshdi.": 30})]
    new = [
        replace(article, site="yangi_uz") for article in articles(NOW, {"Kechagi zilzila katta boʻldi.": 9})
    ]
    assert printed([*articles(NOW, {"Bozorda narxlar oshdi.": 20}), *new], before) == []
    assert printed(new, before) == []


def test_the_manner_of_one_paper_is_no_news() -> None:
    one = [replace(each, site="kun_uz") for each in articles(NOW, {"Muharrir minbari ruknida bugun.": 9})]
    dull = {"Bozorda narxlar oshdi.": 20}
    assert "minbari" not in " ".join(printed([*one, *articles(NOW, dull)], [*articles(BEFORE, dull)]))


def test_nothing_rises_from_nothing() -> None:
    assert find_rising([], [], SITES, 5) == {}


COUNTS = st.integers(0, 1000)


@given(COUNTS, COUNTS)
def test_the_same_share_is_no_surprise_and_more_of_it_is_one(count: int, more: int) -> None:
    assert abs(weigh_rise(count, 2000, count, 2000)) < 1e-9
    assert weigh_rise(count + more, 4000, count, 4000) >= 0
    assert weigh_rise(count, 4000, count + more, 4000) <= 0
