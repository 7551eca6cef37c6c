"""What each layer found on a page, and why it was taken or not."""

from __future__ import annotations

import pytest

from xabar.extraction.layers import CutElement, list_cut_elements, run_layers
from xabar.extraction.layout import Layout

URL = "https://example.uz/news/1"
NEW = Layout(title="h1", body=".text", cut=(".promo",))
OLD = Layout(title="h1", body=".old-text")
LINES = (
    "Qashqadaryo viloyatidagi Guldara qishlogʻida shanba kuni daryo ustidan yangi koʻprik ochildi.",
    "Koʻprik ikki yil ichida qurildi, endi bolalar maktabga oʻn besh daqiqada yetib boradi.",
    "Ustalarning aytishicha, eski yogʻoch koʻprik bahorgi toshqinda oqib ketgan edi.",
)
WHOLE = "".join(f"<p>{line}</p>" for line in LINES)
NOT_NEEDED = "not needed: a layer before it answered"
TOO_LITTLE = "too little: it takes 2 paragraphs and 200 characters"


def page(place: str, *lines: str) -> str:
    text = "".join(f"<p>{line}</p>" for line in lines)
    return f'<html><body><h1>Guldarada yangi koʻprik</h1><div class="{place}">{text}</div></body></html>'


@pytest.mark.parametrize(
    ("html", "verdicts"),
    [
        (page("text", *LINES), ["taken", "nothing on the page matches it", *[NOT_NEEDED] * 3]),
        (page("old-text", *LINES), ["nothing on the page matches it", "taken", *[NOT_NEEDED] * 3]),
        (
            page("text", *LINES) + page("old-text", *LINES),
            ["taken", *[NOT_NEEDED] * 4],
        ),
        (
            page("text", "Qisqa.").replace("</body></html>", "")
            + f"<article>{WHOLE}</article></body></html>",
            [TOO_LITTLE, "nothing on the page matches it", "taken", NOT_NEEDED, NOT_NEEDED],
        ),
    ],
    ids=["first layout", "second layout", "both layouts", "no layout"],
)
def test_why_a_layer_was_taken_or_not(html: str, verdicts: list[str]) -> None:
    results = run_layers(html, url=URL, layouts=(NEW, OLD))
    assert [result.verdict for result in results] == verdicts


def test_each_layer_is_compared_with_the_text_that_was_taken() -> None:
    html = page("text", *LINES) + f"<p>{LINES[0] * 2}</p>"
    first, *_, last = run_layers(html, url=URL, layouts=(NEW, OLD))
    assert (first.paragraphs, first.characters, first.agreement) == (3, sum(map(len, LINES)), 100)
    assert last.paragraphs == 4
    assert last.agreement is not None
    assert 0 < last.agreement < 100


def test_a_page_without_text_has_nothing_taken() -> None:
    assert not any(r.verdict == "taken" for r in run_layers("<p>Salom</p>", url=URL, layouts=(NEW,)))


def test_a_page_that_is_too_deep_is_not_read_at_all() -> None:
    assert run_layers("<div>" * 20_000, url=URL, layouts=(NEW,)) == []


def test_cut_elements_have_their_selectors() -> None:
    html = page("text", *LINES, '<i class="promo">Obuna boʻling</i>', '<i class="share-bar"> Ulashish\n</i>')
    assert list(list_cut_elements(html, NEW)) == [
        CutElement(".promo", "Obuna boʻling"),
        CutElement('[class*="share"]', "Ulashish"),
    ]
    assert list(list_cut_elements(html, OLD)) == []


def test_a_wrapper_of_most_of_the_text_is_not_cut() -> None:
    wrapped = page("text", f'<span class="share-page">{" ".join(LINES)}</span>')
    assert list(list_cut_elements(wrapped, NEW)) == []
