"""What changed between two versions, word by word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.processing.articles import make_article
from xabar.app.version_diff import Paragraph, compare_versions, count_words


def written(paragraphs: list[Paragraph]) -> list[str]:
    """Return the comparison as it is printed."""
    around = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
    return [
        "".join(around[kind][0] + text + around[kind][1] for kind, text in paragraph)
        for paragraph in paragraphs
    ]


def compare(old: str, new: str) -> list[str]:
    """Compare two texts, of which the first line is the title."""
    one, other = (
        make_article(title=title, body=body)
        for title, _, body in (text.partition("\n") for text in (old, new))
    )
    return written(compare_versions(one, other))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Metro\nBir.", "Metro\nBir.", ["Metro", "Bir."]),
        (
            "Metro\nBekat bugun ochildi.",
            "Metro\nBekat kecha ochildi.",
            ["Metro", "Bekat [-bugun -]{+kecha +}ochildi."],
        ),
        ("Metro\nBir.", "Yangi metro\nBir.", ["[-Metro-]{+Yangi metro+}", "Bir."]),
        ("M\nBir.\nIkki.", "M\nBir.\nUch.\nIkki.", ["M", "Bir.", "{+Uch.+}", "Ikki."]),
        ("M\nBir.\nIkki.\nUch.", "M\nBir.\nUch.", ["M", "Bir.", "[-Ikki.-]", "Uch."]),
        (
            "M\nBekat bugun ochildi.\nUnda ikki yoʻl bor.",
            "M\nBekat kecha ochildi.\nUnda uch yoʻl bor.",
            ["M", "Bekat [-bugun -]{+kecha +}ochildi.", "Unda [-ikki -]{+uch +}yoʻl bor."],
        ),
    ],
)
def test_changes_stand_where_they_were_made(old: str, new: str, expected: list[str]) -> None:
    assert compare(old, new) == expected


TEXTS = st.lists(
    st.lists(st.sampled_from(["bekat", "metro,", "va", "x"]), max_size=6).map(" ".join),
    min_size=1,
    max_size=6,
)


@given(TEXTS, TEXTS)
def test_each_version_can_be_read_out_of_the_comparison(old: list[str], new: list[str]) -> None:
    """Up to empty paragraphs, at whose places nothing is printed."""
    one, other = make_article(title="t", body="\n".join(old)), make_article(title="t", body="\n".join(new))
    compared = compare_versions(one, other)
    for texts, unwanted in ((old, "added"), (new, "removed")):
        read = ["".join(text for kind, text in paragraph if kind != unwanted) for paragraph in compared]
        assert " ".join(" ".join(read).split()) == " ".join(" ".join(["t", *texts]).split())


def test_words_are_counted() -> None:
    counts = count_words(
        compare_versions(make_article(body="bir ikki uch"), make_article(body="bir toʻrt besh uch"))
    )
    assert (counts["removed"], counts["added"]) == (1, 2)


@pytest.mark.slow
def test_a_hostile_text_takes_no_longer_than_it_may() -> None:
    count = 100_000
    begin = time.process_time()
    one = make_article(title="a", body="soʻz " * count + "bir")
    other = make_article(title="b", body="gap " + "soʻz " * (count - 7) + "ikki")
    assert compare_versions(one, other)
    one, other = (
        make_article(title="a", body="q\nz" + "\nz" * count),
        make_article(title="b", body="w" + "\nz" * count + "\ny"),
    )
    assert compare_versions(one, other)
    assert time.process_time() - begin < 5
