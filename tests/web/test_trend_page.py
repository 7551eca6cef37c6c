"""The page of words over time."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from tests.web.client import Client
from xabar.web.messages import LANGUAGES


def test_words_are_drawn_and_told_and_lead_to_their_searches(page: Client) -> None:
    answer = page.get("/trend?q=metro&q=%D0%BC%D0%B5%D0%BA%D1%82%D0%B5%D0%BF&since=2026-02&q=yoqboshqa")
    assert (answer.status, len(answer.all("polyline.line"))) == (200, 3)
    assert answer.texts(".legend bdi") == ["metro", "мектеп", "yoqboshqa"]
    assert answer.links(".legend a")[0] == "/?q=metro&since=2026-02"
    assert answer.texts(".legend small")[2] == "never"
    found = page.get(answer.links(".legend a")[0])
    assert answer.texts(".legend small")[0].startswith(f"{len(found.all('.hit'))} in all; most in 2026-")
    values = [box.attributes.get("value") for box in answer.all("input[name=q]")]
    assert values == ["metro", "мектеп", "yoqboshqa", "", ""]


def test_the_same_address_answers_programs(page: Client) -> None:
    answer = page.get("/trend?q=metro&q=paxta&language=uz&by=month")
    (address,) = answer.links("footer a")
    values = page.get(address).json()
    assert (values["unit"], [each["query"] for each in values["trends"]]) == ("month", ["metro", "paxta"])
    assert (
        sum(values["trends"][0]["articles"]) == page.get("/?q=metro&language=uz&format=json").json()["total"]
    )
    assert page.get("/trend?format=json").json() == {"unit": "day", "spans": [], "articles": [], "trends": []}


def test_a_search_leads_to_its_words_over_time_and_back(page: Client) -> None:
    (there,) = page.get("/?q=metro&language=uz&page=1").links("a[href^='/trend']")
    assert there == "/trend?q=metro&language=uz"
    answer = page.get(there)
    assert "/?q=metro&language=uz" in answer.links("main p a")
    assert page.post("/preferences", {"ui": "kk", "next": there}).headers["location"] == there


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ("&".join(f"q=w{number}" for number in range(7)), "takes 6 words or queries at most, got 7"),
        (f"q={'x' * 201}", "may have 200 characters"),
        ("q=metro&by=second", "by must be one of day, week, month, year"),
        ("q=metro&since=2026-03-01&until=2026-01-01", "2026-03-01"),
        ("q=metro&since=2025-01-01&by=day", "points"),
        ("q=metro&since=0001-01-01", "points"),
        ("q=sit:metro", "metro"),
    ],
)
def test_what_cannot_be_drawn_says_why(page: Client, parameters: str, words: str) -> None:
    answer = page.get(f"/trend?{parameters}")
    assert (answer.status, words in "".join(answer.texts(".words"))) == (400, True)


def test_days_without_articles_are_said_to_be_so(page: Client) -> None:
    answer = page.get("/trend?q=metro&until=1990-01-01")
    assert (answer.status, answer.texts(".empty")) == (
        200,
        ["There are no articles in these days: widen them, or remove filters."],
    )


def test_hostile_words_are_words(page: Client) -> None:
    hostile = '"><script>alert(1)</script>\u202e\ue000{{7*7}}'
    answer = page.get(f"/trend?q={quote('title:' + hostile)}&q={quote(hostile)}&exact=1")
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text
    assert "\ue000" not in answer.text


def test_the_largest_page_is_small_in_every_language(page: Client) -> None:
    words = "&".join(f"q={quote(letter * 100)}" for letter in "ғқңөүһ")
    for language in LANGUAGES:
        page.cookies["xabar_ui"] = language
        answer = page.get(f"/trend?{words}&since=2025-12-26&until=2026-03-15&by=day")
        assert len(answer.all("rect.column")) == 80
        assert len(answer.body) < 60_000
        assert not re.search(r"\btrend_", " ".join(answer.texts("main")))


def test_it_is_no_feed(page: Client) -> None:
    answer = page.get("/trend?q=metro&format=atom")
    assert (answer.status, answer.json()["error"]) == (400, "format must be one of html, json, got 'atom'")
