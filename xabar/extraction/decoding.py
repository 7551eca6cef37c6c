"""Decode the bytes of a page, whatever the page says about its encoding."""

from __future__ import annotations

import codecs
from typing import Final

from selectolax.lexbor import LexborHTMLParser
from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

# Shares of characters: a few may be cut or misprinted, but more show that the encoding is another one.
_BROKEN_SHARE: Final = 0.05  # of the characters beyond ASCII, in UTF-8
_REPLACED_SHARE: Final = 0.01  # of all characters, in an encoding that the page declares
# Bytes of windows-1251 that stand for letters (Russian, Ukrainian, Belarusian) or common punctuation.
_LETTERS_1251: Final = bytes(
    [0xA8, 0xB8, 0xB2, 0xB3, 0xAF, 0xBF, 0xAA, 0xBA, 0xA1, 0xA2, *range(0xC0, 0x100)]
)
_PRINT_1251: Final = _LETTERS_1251 + bytes(
    [0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0xA0, 0xA7, 0xA9, 0xAB, 0xB0, 0xB9, 0xBB]
)
_LOWER_1251: Final = bytes([*range(0xE0, 0x100), 0xB8])
_ASCII: Final = bytes(range(0x80))


class Html(str):
    """The text of a page that came in UTF-8, with its bytes. What is made from it, such as a part, is a plain text."""

    __slots__ = ("utf8",)
    utf8: bytes

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Pickle only the text."""
        return str, (str(self),)


def parse_html(html: str) -> LexborHTMLParser:
    """Return the tree of a page. The parser takes UTF-8: a page that came in it is not encoded again."""
    return LexborHTMLParser(html.utf8 if isinstance(html, Html) else html)


def decode_html(body: bytes, declared: str | None = None) -> str | None:
    """Return the text of a page, or None if no likely encoding fits. `declared` is the charset of its Content-Type.

    Bytes that decode as UTF-8 are UTF-8, because text in another encoding practically never does. Otherwise the
    declared encoding (HTTP, then <meta>) is believed. In UTF-8 with a few broken characters these are dropped, and
    undeclared windows-1251 is recognized by its letters.
    """
    has_mark = body.startswith(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8-sig" if has_mark else "utf-8")
    except UnicodeDecodeError:
        other = _decode_other(body, declared)
        return other and other.replace("\x00", "")
    # a NUL ends a document for some parsers and is never text; a search in bytes takes a tenth of the time
    if has_mark or b"\x00" in body:
        return text.replace("\x00", "")
    html = Html(text)
    html.utf8 = body
    return html


def _decode_other(body: bytes, declared: str | None) -> str | None:
    of_bom, bom = read_bom(body)
    if of_bom and bom and (text := _decode_as(body[len(bom) :], of_bom)) is not None:
        return text
    for label in (declared, html_body_declared_encoding(body[:4096])):
        if label and (text := _decode_as(body, resolve_encoding(label.strip()))) is not None:
            return text
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken <= _BROKEN_SHARE * sum(not char.isascii() for char in text):
        return text.replace("\ufffd", "")
    return body.decode("cp1251", "replace") if _looks_like_1251(body) else None


def _decode_as(body: bytes, name: str | None) -> str | None:
    """Return the text in a declared encoding, or None if the encoding is unknown or plainly another one."""
    if name is None or codecs.lookup(name).name in ("utf-8", "ascii"):  # these were tried before
        return None
    try:
        text = body.decode(name, "replace")
    except (LookupError, ValueError):  # a codec that gives bytes and not text
        return None
    return text if text.count("\ufffd") <= _REPLACED_SHARE * len(text) else None


def _looks_like_1251(body: bytes) -> bool:
    """Return whether nearly all bytes beyond ASCII are letters or punctuation, and most letters are small ones."""
    high = body.translate(None, _ASCII)
    letters = len(high) - len(high.translate(None, _LETTERS_1251))
    strange = len(high.translate(None, _PRINT_1251))
    small = len(high) - len(high.translate(None, _LOWER_1251))
    return letters > 0 and strange <= 0.02 * len(high) and small >= 0.6 * letters
