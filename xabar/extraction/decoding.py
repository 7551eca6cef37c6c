"""Bytes of a page -> text, whatever the page says of its own encoding."""

from __future__ import annotations

import codecs
import re

# WHATWG names that sites of the region declare, beside those that Python knows by the same name.
_ALIASES = {
    "utf8": "utf-8",
    "cp-1251": "cp1251",
    "win-1251": "cp1251",
    "windows1251": "cp1251",
    "utf-16": "utf-16",
}
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_BROKEN_SHARE = 0.05  # of the characters beyond ASCII: a cut character here and there, not another encoding
# Bytes of windows-1251 that stand for letters (Russian, Ukrainian, Belarusian) or common punctuation.
_LETTERS_1251 = bytes([0xA8, 0xB8, 0xB2, 0xB3, 0xAF, 0xBF, 0xAA, 0xBA, 0xA1, 0xA2, *range(0xC0, 0x100)])
_PRINT_1251 = _LETTERS_1251 + bytes(
    [0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0xA0, 0xA7, 0xA9, 0xAB, 0xB0, 0xB9, 0xBB]
)
_ASCII = bytes(range(0x80))
_LOWER_1251 = bytes([*range(0xE0, 0x100), 0xB8])


def decode_html(body: bytes, declared: str | None = None) -> str | None:
    """The text of a page; `declared` is the charset of its Content-Type. None when no likely encoding fits.

    What decodes as UTF-8 is UTF-8, for text in another encoding practically never does. Else the declared
    encoding (HTTP, then <meta>) is believed. UTF-8 with a few broken characters is repaired by dropping these;
    undeclared windows-1251 is known by its letters.
    """
    try:
        return _clean(body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    for name in (_bom(body), declared, _meta_charset(body)):
        text = _decode_declared(body, name)
        if text is not None:
            return _clean(text)
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken <= _BROKEN_SHARE * sum(not char.isascii() for char in text):
        return _clean(text.replace("\ufffd", ""))
    return _clean(body.decode("cp1251", "replace")) if _looks_like_1251(body) else None


def _clean(text: str) -> str:
    # a NUL ends a document for some parsers and is never text
    return text.replace("\x00", "") if "\x00" in text else text


def _bom(body: bytes) -> str | None:
    return "utf-16" if body[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else None


def _meta_charset(body: bytes) -> str | None:
    match = _META_CHARSET.search(body[:4096])
    return match[1].decode("ascii") if match else None


def _decode_declared(body: bytes, name: str | None) -> str | None:
    if not name:
        return None
    try:
        codec = codecs.lookup(_ALIASES.get(name.strip().lower(), name.strip()))
    except LookupError:
        return None
    if codec.name in ("utf-8", "ascii"):
        return None  # it is not: that was tried
    try:
        text = body.decode(codec.name, "replace")
    except (LookupError, ValueError):
        return None  # a codec of bytes, not of text
    return text if text.count("\ufffd") <= 0.01 * len(text) else None


def _looks_like_1251(body: bytes) -> bool:
    """Nearly all bytes beyond ASCII are letters or print marks, and most letters are small ones."""
    high = body.translate(None, _ASCII)
    letters = len(high) - len(high.translate(None, _LETTERS_1251))
    strange = len(high.translate(None, _PRINT_1251))
    small = len(high) - len(high.translate(None, _LOWER_1251))
    return letters > 0 and strange <= 0.02 * len(high) and small >= 0.6 * letters
