"""`xabar sites`: what the sites declare, and what the records know of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from crawler import settings
from tests.processing.articles import make_article
from tests.record_stores import add_paragraphs, record_run
from xabar.article import CutText
from xabar.cli.commands.sites import command
from xabar.crawl_stats import SiteStats
from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import Evidence, LearnedLayout
from xabar.extraction.plain import paragraph_key
from xabar.records.store import RecordStore

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_every_site_is_listed_before_the_first_crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path / "data"))
    result = CliRunner().invoke(command, ["--json"])
    assert result.exit_code == 0, result.output
    rows = {row["site"]: row for row in json.loads(result.output)}
    assert {"kun_uz", "egemen_kz", "azattyq"} <= rows.keys()
    assert rows["kun_uz"]["editions"][0] == {"prefix": "https://kun.uz/", "language": "uz", "script": "Latn"}
    assert {row["health"] for row in rows.values()} == {"never crawled"}
    assert not (tmp_path / "data").exists()


def test_last_run_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    with RecordStore(tmp_path / "records.sqlite") as records:
        record_run(records, SiteStats("kun_uz", fetched=2, stored=2), started_at=NOW, finished_at=NOW)
    rows = {row["site"]: row for row in json.loads(CliRunner().invoke(command, ["--json"]).output)}
    assert rows["kun_uz"]["last_run"]["stored"] == 2
    line = next(line for line in CliRunner().invoke(command).output.splitlines() if "kun_uz" in line)
    assert "2026-11-24 12:00" in line


def test_sites_whose_articles_were_imported_are_listed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(make_article(1, site="vodiy_news_uz"))
    *_, last = json.loads(CliRunner().invoke(command, ["--json"]).output)
    assert (last["site"], last["imported"], last["articles"]) == ("vodiy_news_uz", True, 1)
    line = CliRunner().invoke(command).output.splitlines()[-1]
    assert "imported: no class reads it" in line


# --- layouts that were worked out ------------------------------------------------------------------------------------


def test_learned_layouts_are_shown_with_their_evidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    assert CliRunner().invoke(command, ["--learned"]).output == "nothing learned yet\n"
    evidence = (Evidence("body", "div.matn", "generic", 9), Evidence("date", "p.sana", "json-ld+url", 8))
    layout = LearnedLayout(Layout("h1", "div.matn", "p.sana", cut=("div.quti",)), 9, evidence=evidence)
    with RecordStore(tmp_path / "records.sqlite") as records:
        rows = [None, orjson.dumps(layout.to_dict()).decode()]
        records.put_layouts("kun_uz", "https://kun.uz/", rows, NOW)
        records.note_check("kun_uz", "https://kun.uz/", 2, agreed=True, articles=25)
    shown = CliRunner().invoke(command, ["--learned", "kun_uz"]).output
    for words in (
        "https://kun.uz/",
        "date: p.sana",
        "as json-ld+url says on 8 articles",
        "cut: div.quti",
        "1 of 1",
    ):
        assert words in shown
    first, second = json.loads(CliRunner().invoke(command, ["--learned", "--json"]).output)
    assert (first["state"], first["learned"]["layout"]["body"]) == ("in use", "div.matn")
    assert (second["state"], second["learned"]) == ("nothing in common", None)
    forgotten = CliRunner().invoke(command, ["--learned", "kun_uz", "--forget"])
    assert forgotten.output == "kun_uz: 2 layouts forgotten\n"
    assert CliRunner().invoke(command, ["--learned"]).output == "nothing learned yet\n"
    assert "--forget needs a site" in CliRunner().invoke(command, ["--forget"]).output


# --- boilerplate ---------------------------------------------------------------------------------------------------

SLOGAN = "Янги кун — ҳар куни сиз [билан] бирга"
OWN = "Самарқандда болалар учун янги кутубхона очилди, унда ўн мингга яқин китоб бор."


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RecordStore]:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    with RecordStore(tmp_path / "records.sqlite") as records:
        for number in range(2):
            article = make_article(number, body=f"{OWN}\n{SLOGAN}\n{OWN} {number}")
            records.put_article(article)
            add_paragraphs(records, "kun_uz", article.id, [paragraph_key(SLOGAN)])
        yield records


def boilerplate(*options: str) -> Result:
    return CliRunner().invoke(command, ["--boilerplate", *options])


def test_what_was_learned_is_shown_with_counts(records: RecordStore) -> None:
    records.set_verdict("kun_uz", paragraph_key(SLOGAN), SLOGAN, "learned")
    shown = json.loads(boilerplate("--json").output)
    (line,) = shown
    assert line == {
        "site": "kun_uz",
        "line": SLOGAN,
        "reason": "learned",
        "articles": 2,
        "since": 0,
        "example": None,  # nothing was cut yet
    }
    assert json.loads(boilerplate("daryo_uz", "--json").output) == []
    output = boilerplate("kun_uz").output
    assert SLOGAN in output
    assert "learned" in output


def test_a_pinned_line_goes_from_every_stored_article_and_the_feed_carries_it(records: RecordStore) -> None:
    before = records.last_sequence()
    result = boilerplate("kun_uz", "--pin", SLOGAN)
    assert "2 stored articles lost it" in result.output, result.output
    changes = records.changes_after(before, 10)
    bodies = {change.article.body for change in changes if change.article}
    assert bodies == {f"{OWN}\n{OWN} {number}" for number in range(2)}
    assert records.line_verdicts("kun_uz") == {paragraph_key(SLOGAN): "pinned"}


def test_an_allowed_line_comes_back_in_one_command(records: RecordStore) -> None:
    boilerplate("kun_uz", "--pin", SLOGAN)
    before = records.last_sequence()
    result = boilerplate("kun_uz", "--allow", SLOGAN)
    assert "2 stored articles got it back" in result.output, result.output
    changes = records.changes_after(before, 10)
    bodies = {change.article.body for change in changes if change.article}
    assert bodies == {f"{OWN}\n{SLOGAN}\n{OWN} {number}" for number in range(2)}


def test_a_released_pin_gives_the_text_back(records: RecordStore) -> None:
    boilerplate("kun_uz", "--pin", SLOGAN)
    assert "2 stored articles got it back" in boilerplate("kun_uz", "--release", SLOGAN).output


def test_an_allowance_is_kept_and_can_be_taken_back(records: RecordStore) -> None:
    assert "2 articles had it" in boilerplate("kun_uz", "--allow", SLOGAN).output
    assert records.line_verdicts("kun_uz") == {paragraph_key(SLOGAN): "allowed"}
    assert "released" in boilerplate("kun_uz", "--release", SLOGAN).output
    assert records.line_verdicts("kun_uz") == {}


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("kun", "--pin", SLOGAN), "did you mean kun_uz"),
        (("--pin", SLOGAN), "need a site"),
        (("kun_uz", "--allow", "Ҳеч қачон чиқмаган гап"), "no article of kun_uz begins or ends with"),
        (("kun_uz", "--release", SLOGAN), "nobody pinned or allowed"),
        (("kun_uz", "--pin", "  "), "must not be empty"),
    ],
)
def test_wrong_use_says_what_to_do(options: tuple[str, ...], message: str) -> None:
    result = boilerplate(*options)
    assert result.exit_code == 2
    assert message in result.output


def test_what_was_learned_from_imported_articles_is_shown_and_decided(records: RecordStore) -> None:
    records.put_article(make_article(1, site="vodiy_news_uz"))
    assert "nothing learned yet" in boilerplate("vodiy_news_uz").output
    assert boilerplate("vodiy_news_uz", "--pin", SLOGAN).exit_code == 0


@pytest.mark.parametrize("option", ["--boilerplate", "--learned"])
def test_what_was_learned_is_refused_for_a_site_that_does_not_exist(
    records: RecordStore, option: str
) -> None:
    result = CliRunner().invoke(command, [option, "vodiy_news_uz"])
    assert result.exit_code == 2
    assert "there is no site 'vodiy_news_uz'" in result.output


def test_boilerplate_without_records_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    result = boilerplate()
    assert result.exit_code == 1
    assert "no records yet" in result.output
    assert not (tmp_path / "records.sqlite").exists()


def test_what_was_cut_is_listed_with_its_reason_and_an_example(records: RecordStore) -> None:
    boilerplate("kun_uz", "--pin", SLOGAN)
    for number in range(2, 6):
        article = make_article(number, body=f"{OWN}\n{OWN} {number}")
        article.cuts = (
            CutText(1, "Янгиликларни Telegram’да ўқинг!", "promotion"),
            CutText(1, f"{OWN} {number} Reklama", "label", shortened=True),
            CutText(0, f"Бошқа {['кўприк', 'йўл'][number % 2]} ҳақида мақола", "related-articles"),
        )[: 3 if number < 4 else 2]
        records.put_article(article)
    shown = {row["line"]: row for row in json.loads(boilerplate("kun_uz", "--json").output)}
    assert (shown[SLOGAN]["reason"], shown[SLOGAN]["articles"]) == ("pinned", 2)
    assert shown[SLOGAN]["example"] in {make_article(number).url for number in range(2)}
    promotion = shown["Янгиликларни Telegram’да ўқинг!"]
    assert (promotion["reason"], promotion["articles"]) == ("promotion", 4)
    (others,) = [row for row in shown.values() if row["reason"] == "related-articles"]
    assert others["articles"] == 2
    assert others["line"].startswith("2 different texts: Бошқа")
    assert "Reklama" in shown
    assert promotion["example"] in boilerplate("kun_uz").output.replace("\n", "")


def test_the_exceptions_from_verified_certificates_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    rows = {row["site"]: row for row in json.loads(CliRunner().invoke(command, ["--json"]).output)}
    assert rows["ktk_kz"]["unverified_hosts"] == ["www.ktk.kz"]
    assert rows["kun_uz"]["unverified_hosts"] == []
    shown = {
        line.split()[0]: line for line in CliRunner().invoke(command).output.splitlines() if line.strip()
    }
    assert "not verified" in shown["ktk_kz"]
    assert "not verified" not in shown["kun_uz"]
