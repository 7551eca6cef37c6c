"""The article of a stored text."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from xabar.exchange.entry import Entry, LinePlace
from xabar.exchange.reading import Origin, read_text

ORIGIN = Origin("yangi_gazeta", "Asia/Tashkent", "uz")
SPACES = " \t\u00a0\u2009\u3000\x1f"


@given(st.text(alphabet=st.sampled_from(f"aЎ.{SPACES}\n"), max_size=40))
def test_lines_have_single_spaces_and_none_around_them(text: str) -> None:
    entry = Entry(place=LinePlace("articles.jsonl", 1), url=None, title="Sarlavha", text=text)
    article = read_text(entry, ORIGIN, "https://yangi-gazeta.uz/1", datetime(2026, 11, 26, tzinfo=UTC))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert article.body == "\n".join(filter(None, lines))
