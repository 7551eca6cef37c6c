import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.extraction.decoding import decode_html

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
