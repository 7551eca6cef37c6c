"""What a new survey changes, and what stays known."""

from __future__ import annotations

from dataclasses import replace

from crawler.described import make_site
from crawler.discovery import Feed
from crawler.survey.revision import MAX_PATTERNS, revise
from tests.crawler.survey.paper import newspaper
from xabar.declaration import Edition

HOME = "https://gazeta.example.uz/"
OLD = [f"{HOME}news/{number}0012" for number in range(1, 9)]
NEW = [f"{HOME}2026/11/{number:02}/yangi-bekat" for number in range(1, 9)]


def test_addresses_that_were_articles_stay_so_and_new_ones_are_learned() -> None:
    known, found = newspaper(OLD).survey(), newspaper(NEW).survey()
    revised = revise(known, found)
    site = make_site(revised)
    assert all(map(site.is_article, (*OLD, *NEW)))
    assert not site.is_article(f"{HOME}sport/")
    assert (revised.revision, revised.surveyed_at) == (known.revision + 1, found.surveyed_at)


def test_a_survey_that_finds_the_same_changes_only_its_number() -> None:
    known = newspaper(OLD).survey()
    assert revise(known, newspaper(OLD).survey()) == replace(known, revision=2)
    again = revise(revise(known, newspaper(NEW).survey()), newspaper(NEW).survey())
    assert len(again.articles) == 2


def test_an_expression_that_was_kept_in_one_line_is_known_again_in_several() -> None:
    known = newspaper(OLD).survey()
    assert len(known.articles[0]) > 1
    older = replace(known, articles=(("".join(known.articles[0]),),))
    assert revise(older, newspaper(OLD).survey()).articles == known.articles


def test_an_edition_that_gave_no_article_this_time_stays_known() -> None:
    known = newspaper(OLD).survey()
    russian = Edition(f"{HOME}ru/", "ru", "Cyrl")
    revised = revise(replace(known, editions=(*known.editions, russian)), newspaper(OLD).survey())
    assert revised.editions == (*known.editions, russian)


def test_sources_are_those_that_answered_now() -> None:
    known = newspaper(OLD).survey()
    gone = Feed(f"{HOME}rss")
    assert gone not in revise(replace(known, sources=(gone,)), known).sources


def test_patterns_do_not_become_ever_more() -> None:
    known = newspaper(OLD).survey()
    for number in range(30):
        known = revise(known, replace(known, articles=((f"/news-{number}/",),)))
    assert known.articles == tuple((f"/news-{number}/",) for number in (29, 28, 27, 26)[:MAX_PATTERNS])
