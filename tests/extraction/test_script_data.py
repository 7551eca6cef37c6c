"""A page's own scripts tell when its article was published, and not when others were."""

from __future__ import annotations

import json

import pytest
from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.page import extract_page
from xabar.extraction.script_data import find_script_date

TITLE = "Bogʻotda «yashil» maktab ochildi"
AT = "2026-11-24T09:12:00.000Z"
OTHER = {"title": "Xivada hunarmandlar koʻrgazmasi", "publishedAt": "2026-11-20T08:00:00Z"}


def found_in(script: str, *, alone: bool = False) -> str | None:
    tree = LexborHTMLParser(f"<body><h1>{TITLE}</h1><p>Matn.</p><script>{script}</script></body>")
    return find_script_date(tree, TITLE, alone=alone)


def test_the_object_with_the_title_counts_and_not_those_beside_it() -> None:
    state = {"props": {"list": [OTHER], "post": {"author": {"id": 1}, "title": TITLE, "publishedAt": AT}}}
    assert found_in(json.dumps(state)) == AT
    assert found_in(f"window.__STATE__ = {json.dumps(state, ensure_ascii=False)};") == AT
    assert found_in(json.dumps({"list": [OTHER], "query": TITLE})) is None


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({"published_at": "2026-11-24 14:12:00"}, "2026-11-24 14:12:00"),
        ({"publish_date": 1795511520}, "2026-11-24T09:12:00+00:00"),
        ({"date": 1795511520000}, "2026-11-24T09:12:00+00:00"),
        ({"published": True, "date": "2026-11-24"}, "2026-11-24"),
        ({"date": "kecha"}, None),
        ({"updated_at": AT}, None),
        ({"created_at": AT}, None),
    ],
)
def test_which_keys_tell_the_publication(fields: dict[str, object], date: str | None) -> None:
    assert found_in(json.dumps({"title": TITLE, **fields})) == date


def test_the_creation_counts_only_where_the_page_has_no_other_date() -> None:
    script = json.dumps({"headline": {"uz": TITLE, "ru": "Школа"}, "createdAt": AT})
    assert found_in(script, alone=True) == AT


def test_two_objects_that_name_several_days_say_nothing() -> None:
    one, other = ({"title": TITLE, "publishedAt": day} for day in (AT, "2025-01-02T03:04:00Z"))
    assert found_in(json.dumps([one, other])) is None
    assert found_in(json.dumps([one, one])) == AT


def test_what_is_handed_over_in_pieces_is_read_as_one_text() -> None:
    text = json.dumps({"post": {"title": TITLE, "published_at": AT}})
    pieces = (text[:30], text[30:])
    pushes = ";".join(f"self.__next_f.push([1,{json.dumps(piece)}])" for piece in pieces)
    assert found_in(pushes + r";self.__next_f.push([1,'it\x27s'])") == AT
    assert found_in(r'self.__next_f.push([1,"it\x27s"])') is None


def test_broken_and_deep_scripts_say_nothing() -> None:
    assert found_in('{"a":' * 3000 + json.dumps(TITLE)) is None
    assert found_in("{" * 50_000 + json.dumps(TITLE)) is None
    assert found_in(f'{{"title": {json.dumps(TITLE)}, "publishedAt": ') is None


def test_a_page_gives_the_minute_that_its_relative_date_does_not() -> None:
    script = json.dumps({"title": TITLE, "publishedAt": AT})
    html = (
        f"<body><main><div><span>2 soat oldin</span><span>812</span></div><h1>{TITLE}</h1>"
        f"<div><p>{'Maktab quyosh nuri bilan isitiladi. ' * 9}</p></div></main><script>{script}</script></body>"
    )
    page = extract_page(html, url="https://gazeta.example.uz/a/1", layouts=())
    assert page.dates == ((AT, "meta"), ("2 soat oldin", "printed"))
