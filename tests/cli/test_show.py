"""`xabar show`, as a person or a program runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler import settings
from tests.search.articles import CORPUS
from xabar.app.reading import in_script
from xabar.article import CutText
from xabar.cli import main
from xabar.records.store import RecordStore

Run = Callable[..., Result]
METRO = replace(
    CORPUS[0],
    authors=("Aziz Karimov",),
    body="Poytaxtda bekat ochildi.\nBekat haqida\nBekat bugun ishga tushdi.\n\x1b[2JYoʻlovchilar xursand.",
    structure="phpp",
    published_text="27.02.2026 12:00",
)
LATER = replace(
    METRO,
    title="Toshkentda ikkinchi metro bekati ochildi",
    body=METRO.body.replace("bugun", "kecha"),
    fetched_at=METRO.fetched_at + timedelta(hours=1),
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over two articles, of which one has changed."""
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    monkeypatch.setattr(settings, "XABAR_SEARCH_URL", None)
    with RecordStore(tmp_path / "records.sqlite") as records:
        for article in (METRO, LATER, CORPUS[1]):
            records.put_article(article)
    return lambda *words: CliRunner(env={"COLUMNS": "100"}).invoke(main, ("show", *words))


def test_an_article_is_read_on_the_terminal(run: Run) -> None:
    shown = run(METRO.id[:8]).output
    assert [line.rstrip() for line in shown.splitlines()] == [
        "Toshkentda ikkinchi metro bekati ochildi",
        "Aziz Karimov · kun_uz · uz-Latn",
        "jamiyat, Toshkent",
        "2026-02-27 12:00 (Asia/Tashkent), from json-ld: 27.02.2026 12:00",
        METRO.url,
        "",
        "Poytaxtda bekat ochildi.",
        "",
        "Bekat haqida",
        "",
        "Bekat kecha ishga tushdi.",
        "",
        "Yoʻlovchilar xursand.",
    ]


@pytest.mark.parametrize("option", ["--script", "--script-of-text"])
def test_an_article_is_read_in_another_alphabet(run: Run, option: str) -> None:
    shown = run(METRO.url, option, "Cyrl").output
    assert "Тошкентда иккинчи метро бекати очилди" in shown
    assert "Пойтахтда бекат очилди." in shown
    result = run(METRO.url, option, "Arab")
    assert (result.exit_code, "no uz text is shown in Arab" in result.output) == (2, True)


def test_an_article_for_programs_has_every_field(run: Run) -> None:
    assert json.loads(run(CORPUS[1].url, "--json").output) == CORPUS[1].to_dict()
    converted = json.loads(run(CORPUS[1].url, "--json", "--script", "Latn").output)
    assert converted["body"].startswith("Bayram kunlari metro")
    assert converted["script"] == "Cyrl"  # as it was printed


def test_an_article_as_a_page(run: Run) -> None:
    page = run(METRO.id, "--html", "--script", "Cyrl").output
    assert page.startswith("<!doctype html>")
    assert '<html lang="uz-Cyrl" dir="ltr">' in page
    assert "<h2>Бекат ҳақида</h2>" in page
    assert "\x1b" not in page


def test_versions_are_listed(run: Run) -> None:
    assert run(METRO.id, "--versions").output.splitlines() == [
        "  1  2026-03-01 12:00 UTC  Toshkentda yangi metro bekati ochildi",
        "  2  2026-03-01 13:00 UTC  Toshkentda ikkinchi metro bekati ochildi",
        "     +2 −2 words",
    ]
    first, second = json.loads(run(METRO.id, "--versions", "--json").output)
    assert (first["number"], first["added"], first["body"]) == (1, 0, METRO.body)
    assert (second["number"], second["added"], second["removed"]) == (2, 2, 2)


def test_the_last_change_is_shown_word_by_word(run: Run) -> None:
    assert run(METRO.id, "--diff").output.splitlines() == [
        "Toshkentda [-yangi -]{+ikkinchi +}metro bekati ochildi",
        "… 2 unchanged paragraphs",
        "Bekat [-bugun -]{+kecha +}ishga tushdi.",
        "… 1 unchanged paragraph",
    ]
    back = run(METRO.id, "--diff", "--from", "2", "--to", "1", "--script", "Cyrl").output
    assert "Бекат [-кеча -]{+бугун +}ишга тушди." in back
    pieces = json.loads(run(METRO.id, "--diff", "--json").output)
    assert pieces[1] == [{"kind": "same", "text": "Poytaxtda bekat ochildi."}]


def test_a_text_that_came_in_another_script_differs_by_its_words_alone(run: Run, tmp_path: Path) -> None:
    cyrillic = replace(
        in_script(LATER, "Cyrl"), script="Cyrl", fetched_at=LATER.fetched_at + timedelta(hours=1)
    )
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(replace(cyrillic, body=cyrillic.body.replace("кеча", "эртага")))
    assert run(METRO.id, "--versions").output.splitlines()[-1] == "     +1 −1 words, and now in Cyrl"
    changed = run(METRO.id, "--diff").output.splitlines()
    assert [line for line in changed if "…" not in line] == ["Бекат [-кеча -]{+эртага +}ишга тушди."]
    assert "Bekat [-kecha -]{+ertaga +}ishga tushdi." in run(METRO.id, "--diff", "--script", "Latn").output
    assert "Bekat [-bugun -]{+ertaga +}" in run(METRO.id, "--diff", "--from", "1", "--script", "Latn").output


def test_a_former_version_is_read(run: Run) -> None:
    assert run(METRO.id, "--version", "1").output.splitlines()[0] == METRO.title
    assert "Bekat bugun ishga tushdi." in run(METRO.id, "--version", "1").output
    assert "Бекат бугун ишга тушди." in run(METRO.id, "--version", "1", "--html", "--script", "Cyrl").output
    assert run(METRO.id, "--version", "2").output == run(METRO.id).output
    assert json.loads(run(METRO.id, "--version", "1", "--json").output)["title"] == METRO.title


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("abcd" * 8,), 1, "there is no article abcdabcd"),
        (("kun.uz/metro-lattin",), 1, "no article is known at https://kun.uz/metro-lattin"),
        (("metro",), 2, "'metro' is neither an id nor an address"),
        ((CORPUS[1].id, "--diff"), 2, "the article has one version"),
        ((METRO.id, "--diff", "--to", "3"), 2, "there is no version 3; there are 1 to 2"),
        ((METRO.id, "--to", "2"), 2, "--from and --to need --diff"),
        ((METRO.id, "--version", "3"), 2, "there is no version 3; there are 1 to 2"),
        ((METRO.id, "--version", "1", "--diff"), 2, "--version N shows one text"),
        ((METRO.id, "--diff", "--script", "Arab"), 2, "no uz text is shown in Arab"),
        ((METRO.id, "--html", "--json"), 2, "give one of"),
        ((METRO.id, "--versions", "--diff"), 2, "give one of"),
        ((), 2, "Missing argument 'ID-or-URL'"),
    ],
)
def test_what_cannot_be_shown(run: Run, words: tuple[str, ...], code: int, message: str) -> None:
    result = run(*words)
    assert (result.exit_code, message in result.output) == (code, True), result.output


def test_where_nothing_is_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "XABAR_SEARCH_URL", None)
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path / "data"))
    result = CliRunner().invoke(main, ("show", METRO.id))
    assert (result.exit_code, "there are no records in" in result.output) == (1, True)
    assert not (tmp_path / "data").exists()


def test_what_was_cut_is_shown_on_demand(run: Run, tmp_path: Path) -> None:
    cut = CutText(place=0, text="Ulashing", reason="share-label")
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(replace(LATER, cuts=(cut,), fetched_at=LATER.fetched_at + timedelta(hours=1)))
    for options, there in (
        ((), False),
        (("--with-boilerplate",), True),
        (("--with-boilerplate", "--html"), True),
    ):
        assert ("Ulashing" in run(METRO.id, *options).output) == there
    assert run(METRO.id, "--with-boilerplate", "--diff").exit_code == 2
