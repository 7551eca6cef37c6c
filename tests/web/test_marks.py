"""Marked text as HTML."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from xabar.web.marks import show, to_html

LETTERS = st.text(st.sampled_from("ab<>&\"'\ue000\ue001\n\u202e"))


@settings(deadline=None)
@given(LETTERS)
def test_every_mark_that_begins_ends_and_everything_is_escaped(text: str) -> None:
    page = str(to_html(text))
    assert re.sub(r"<mark>[^<>]+</mark>", "", page).count("<") == 0
    plain = Markup(page).striptags() if "\n" not in page else Markup(page.replace("\n", "")).striptags()
    bare = re.sub("[\ue000\ue001\n\u202e]", "", text)
    assert " ".join(plain.split()) == " ".join(bare.split())


def test_hits_are_marked() -> None:
    assert to_html("a \ue000b\ue001 <c>") == "a <mark>b</mark> &lt;c&gt;"
    assert to_html("a \ue000b") == "a b"


def test_what_is_shown_turns_nothing_around() -> None:
    assert show("a\u202e\ue000b") == "ab"
    assert show(7) == 7
