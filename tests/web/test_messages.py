"""The sentences of the interface."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

import xabar.web
from xabar.search.days import read_period
from xabar.web.messages import LANGUAGES, MESSAGES, text_of
from xabar.web.options import ServeOptions
from xabar.web.view import templates

TEMPLATES = Path(xabar.web.__file__).parent / "templates"


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_there_in_every_language(language: str) -> None:
    for name, message in MESSAGES.items():
        text = text_of(name, language)
        assert text.strip() == text != "", name
        assert places(text) == places(message.en), name
        assert not re.search("[<>&]", text), name


def test_each_language_is_written_in_its_letters() -> None:
    """Only what is a name or a code has letters of another script."""
    foreign = re.compile(r"\{\w+\}|JSON-LD|meta|time|7d")
    for name in MESSAGES:
        for language in ("uz-Cyrl", "kk", "ru"):
            assert not re.search("[A-Za-z]", foreign.sub("", text_of(name, language))), (name, language)
        for language in ("uz", "en"):
            assert not re.search("[А-Яа-яЁёҒғҚқ]", text_of(name, language)), (name, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_days_of_the_example_can_be_typed(language: str) -> None:
    for example in text_of("days_example", language).split(", "):
        assert read_period(example, date(2026, 11, 27))


def test_a_code_stays_as_it_is_in_both_alphabets() -> None:
    """What Russian has in Latin letters is one."""
    for name, message in MESSAGES.items():
        codes = re.findall("[A-Za-z][A-Za-z-]+", re.sub(r"\{\w+\}", "", message.ru))
        assert all(code in text_of(name, "uz-Cyrl") for code in codes), name


def test_uzbek_has_no_plain_apostrophe() -> None:
    assert not [name for name in MESSAGES if set("'`‘’") & set(MESSAGES[name].uz)]


def test_the_templates_use_all_messages_and_no_others() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES.iterdir())
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in TEMPLATES.parent.glob("*.py") if path.stem != "messages"
    )
    named = set(re.findall(r'\bt\("(\w+)"', sources))
    assert named - {"theme_", "script_", "sort_", "date_", "trend_unit_", "trend_by_"} <= set(MESSAGES)
    made = re.compile(
        r"(theme|script|sort|date|error|try|to_the|trend_unit|trend_by)_|^(site|language|section|tag|author|since|until)$"
    )
    unused = [
        name for name in MESSAGES if name not in named and not made.match(name) and f'"{name}"' not in code
    ]
    assert unused == []


def test_nothing_is_trusted_but_the_table() -> None:
    assert templates().autoescape is True
    assert not re.search(
        r"\|\s*safe\b|autoescape false", "".join(p.read_text("utf-8") for p in TEMPLATES.iterdir())
    )
    assert "secret" not in repr(ServeOptions(token="secret-secret-secret-secret"))
