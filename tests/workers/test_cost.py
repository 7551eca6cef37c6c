"""Which pages the crawl parses itself, and which it leaves to a worker."""

from __future__ import annotations

import pytest

from bench.hostile.pages import KINDS
from xabar.workers.cost import MAX_BYTES, MAX_MARKUP, MAX_TAG, MAX_TAGS, is_costly

TEXT = "<p>Guldarada yangi koʻprik ochildi.</p>".encode()


@pytest.mark.parametrize(
    "html",
    [
        b"",
        TEXT * 200,
        TEXT + b"<script>" + b"var a = 1;\n" * 50_000 + b"</script>",
        TEXT + b'<script type="text/javascript" async src="/a.js">' + b"a" * MAX_TAG * 2 + b"</script>",
        TEXT + b"<STYLE>" + b".a{color:red}" * 20_000 + b"</STYLE>",
    ],
    ids=["nothing", "an article", "scripts", "script with attributes", "style"],
)
def test_an_ordinary_page_is_not_costly(html: bytes) -> None:
    assert not is_costly(html)


@pytest.mark.parametrize(
    "html",
    [
        b"a" * (MAX_BYTES + 1),
        b"<script>" + b"a" * (MAX_BYTES + 1),
        b"<p>" * (MAX_TAGS + 1),
        b"<p " + b"a " * MAX_TAG + b">",
        b'<script a=">" ' + b"a " * MAX_TAG + b"></script>",
        b'<script type="application/ld+json">' + b"[" * MAX_TAG,
        (b"<p>" + b"a" * (MAX_TAG - 10)) * (MAX_MARKUP // MAX_TAG + 2),
    ],
    ids=["text", "script", "tags", "attributes", "attributes of a script", "structured data", "markup"],
)
def test_what_may_take_long_is_costly(html: bytes) -> None:
    assert is_costly(html)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "ordinary"])
def test_a_hostile_page_of_a_megabyte_is_costly(kind: str) -> None:
    assert is_costly(KINDS[kind](MAX_BYTES).encode())
