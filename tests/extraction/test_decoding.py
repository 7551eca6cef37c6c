import pickle
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.decoding import Html, decode_html, parse_html

UZBEK = "<p>Ўзбекистонда янги кўприк очилди, қишлоқ аҳолиси ғоят хурсанд.</p>"
RUSSIAN = "<p>В Ташкенте открыли новый мост, жители соседних сёл очень рады этому событию.</p>"


def test_utf8_with_and_without_mark() -> None:
    assert decode_html(UZBEK.encode()) == UZBEK
    assert decode_html(UZBEK.encode("utf-8-sig")) == UZBEK


def test_utf8_that_calls_itself_windows_1251_is_utf8() -> None:
    assert decode_html(UZBEK.encode(), "windows-1251") == UZBEK


@pytest.mark.parametrize("declared", ["windows-1251", "cp1251", "Win-1251", " WINDOWS-1251"])
def test_windows_1251_declared_by_http(declared: str) -> None:
    assert decode_html(RUSSIAN.encode("cp1251"), declared) == RUSSIAN


def test_windows_1251_declared_by_meta() -> None:
    html = f'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">{RUSSIAN}'
    assert decode_html(html.encode("cp1251")) == html


@pytest.mark.parametrize("declared", [None, "utf-8", "no-such-charset", "base64"])
def test_windows_1251_undeclared_or_misdeclared(declared: str | None) -> None:
    assert decode_html(RUSSIAN.encode("cp1251"), declared) == RUSSIAN


def test_utf16() -> None:
    assert decode_html(UZBEK.encode("utf-16")) == UZBEK


def test_a_cut_character_is_dropped_and_the_rest_kept() -> None:
    broken = UZBEK.encode().replace("қ".encode(), "қ".encode()[:1], 1)
    assert decode_html(broken) == UZBEK.replace("қ", "", 1)


def test_nul_characters_go() -> None:
    assert decode_html(b"a\x00b") == "ab"


@pytest.mark.parametrize("seed", range(5))
def test_noise_is_refused(seed: int) -> None:
    assert decode_html(random.Random(seed).randbytes(2_000)) is None


@given(st.text())
def test_every_utf8_text_is_read_right(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode_html(text.encode()) == text.replace("\x00", "")


@given(st.binary())
def test_any_bytes_have_an_answer(body: bytes) -> None:
    assert isinstance(decode_html(body), str | None)


@given(st.text())
def test_a_page_in_utf8_keeps_its_bytes(text: str) -> None:
    html = decode_html(text.encode())
    if isinstance(html, Html):
        assert html.utf8 == html.encode()
        assert type(pickle.loads(pickle.dumps(html))) is str
    else:
        assert text.startswith("\ufeff") or "\x00" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_the_tree_is_that_of_the_text(encoding: str) -> None:
    page = f'<meta charset="windows-1251">{RUSSIAN}'
    html = decode_html(page.encode(encoding))
    assert html == page
    assert parse_html(html).html == LexborHTMLParser(page).html


def test_a_page_that_a_site_has_mended_is_parsed_as_mended() -> None:
    html = decode_html(UZBEK.encode())
    assert html is not None
    mended = html.replace("янги", "эски")
    assert "эски" in parse_html(mended).text()
