"""`xabar search`, `index` and `dead`, as a person or a program runs them."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crawler import settings
from tests.cli.conftest import Command
from tests.cli.conftest import Run as RunProcess
from tests.search.articles import CORPUS, make_article
from xabar.app.reading import to_script
from xabar.article import CutText
from xabar.cli import main
from xabar.config import Config
from xabar.records.change import Change
from xabar.records.feeds import FedGeneration
from xabar.records.store import RecordStore
from xabar.search.elasticsearch_analysis import ANALYSIS_HASH
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import Hit
from xabar.search.feed import Feeder
from xabar.search.highlight import HIT_END, HIT_START, Highlighter
from xabar.search.query import parse_query


def test_a_search_shows_title_place_and_snippet(fed: Command) -> None:
    result = fed("search", "shahar", "hokimi")
    assert result.exit_code == 0
    first, place, snippet, *_ = result.output.splitlines()
    assert first == "  1. Toshkentda yangi metro bekati ochildi"
    assert place.split(" · ") == ["     kun_uz", "2026-02-27", "uz-Latn", "https://kun.uz/metro-latin"]
    assert "Shahar hokimi ochilish marosimida" in snippet
    assert "\ue000" not in result.output
    assert result.output.endswith("2 articles\n") or result.output.endswith("1 article\n")


def test_a_search_in_another_script_than_the_text(fed: Command) -> None:
    result = fed("search", "--script-of-text", "Latn", "Рубио")
    assert "Qozogʻiston tashqi ishlar vaziri Rubio bilan uchrashdi" in result.output


def test_a_text_whose_language_is_not_written_in_the_script_stays(fed: Command) -> None:
    result = fed("search", "--script-of-text", "Arab", "shahar", "hokimi")
    assert result.exit_code == 0, result.output
    assert "Toshkentda yangi metro bekati ochildi" in result.output


@pytest.mark.parametrize("language", ["uz", "UZ"])
def test_a_language_is_given_in_any_case(fed: Command, language: str) -> None:
    answer = json.loads(fed("search", "*", "--language", language, "--json").output)
    assert {hit["language"] for hit in answer["hits"]} == {"uz"}


def test_a_search_for_programs_is_one_json_object(fed: Command) -> None:
    result = fed("search", "metro", "--json", "--facets", "site,day", "--size", "1", "--page", "2")
    answer = json.loads(result.output)
    assert (answer["total"], answer["offset"], len(answer["hits"])) == (2, 1, 1)
    (hit,) = answer["hits"]
    assert hit["id"] in {article.id for article in CORPUS}
    assert "\ue000" in hit["title_marked"]
    assert "body" not in hit
    assert {"value": "kun_uz", "count": 1} in answer["facets"]["site"]
    assert [each["value"] for each in answer["facets"]["day"]] == ["2026-02-27", "2026-02-28"]


def test_a_program_chooses_the_fields_of_a_hit(fed: Command) -> None:
    result = fed(
        "search", "bekati", "--json", "--fields", "id,url,body", "--fields", "section,authors,snippet"
    )
    (hit, *_) = json.loads(result.output)["hits"]
    article = next(article for article in CORPUS if article.id == hit["id"])
    assert list(hit) == ["id", "url", "body", "section", "authors", "snippet"]
    assert (hit["body"], hit["section"], hit["authors"]) == (article.body, None, [])


def test_chosen_texts_are_in_the_script_that_was_asked_for(fed: Command) -> None:
    result = fed("search", "Рубио", "--json", "--fields", "title,body,script", "--script-of-text", "Latn")
    (hit,) = json.loads(result.output)["hits"]
    assert hit["title"].startswith("Qozogʻiston tashqi ishlar vaziri")
    assert (hit["body"].isascii(), hit["script"]) == (False, "Cyrl")
    assert not any("а" <= letter <= "я" for letter in hit["body"])


def test_a_program_goes_through_all_hits_with_a_cursor(fed: Command) -> None:
    seen, cursor = [], None
    first = ("search", "*", "--size", "1", "--json", "--sort", "newest")
    words: tuple[str, ...] = first
    while True:
        answer = json.loads(fed(*words).output)
        assert answer["total"] == 4
        seen += [hit["published_at"] for hit in answer["hits"]]
        if (cursor := answer["next_cursor"]) is None:
            break
        words = ("search", "*", "--size", "1", "--json", "--cursor", cursor)  # which implies the order
    assert len(seen) == 4
    assert seen == sorted(seen, reverse=True)
    assert json.loads(fed("search", "metro", "--size", "1", "--json").output)["next_cursor"] is None


def test_filters_and_facets(fed: Command) -> None:
    result = fed("search", "*", "--site", "zamin_uz", "--since", "2026-03-01", "--facets", "site")
    assert "rubio" in result.output
    assert "metro-cyrillic" not in result.output
    assert "        1  zamin_uz  █" in result.output


def test_filters_as_people_type_them(fed: Command) -> None:
    for words, found in (
        (("--site", "zamin.uz"), 2),
        (("--site", "www.zamin.uz", "--site", "kun"), 4),
        (("--site", "zaminuz"), 2),
        (("site:zaminuz",), 2),
        (("--language", "ўзбекча", "--script", "кирилл"), 2),
        (("--tag", "ЖАМИЯТ"), 2),
        (("--tag", "jamiyat", "--tag", "dunyo"), 3),
        (("--author", "nobody"), 0),
        (("--section", "nothing"), 0),
        (("--since", "2026-02", "--until", "2026-02"), 2),
        (("--since", "today"), 0),
        (("--until", "1 day"), 4),
        (("-site:kun.uz", "tag:jamiyat"), 1),
        (("сайт:kun.uz", "Тег:jamiyat", "lang:uz"), 1),
        (("since:7d",), 0),
    ):
        assert json.loads(fed("search", "*", "--json", *words).output)["total"] == found, words


def test_filters_need_no_query(fed: Command) -> None:
    assert fed("search", "--site", "zamin.uz").output.endswith("2 articles\n")
    assert fed("search", "--since", "2026-03").exit_code == 0


def test_what_filters_alone_find_is_shown_with_the_newest_first(fed: Command) -> None:
    days = re.findall(r" · (\d{4}-\d\d-\d\d) · ", fed("search", "--language", "uz").output)
    assert days == sorted(days, reverse=True)
    assert len(days) == 4


def test_the_oldest_first(fed: Command) -> None:
    days = [
        hit["published_day"]
        for hit in json.loads(fed("search", "*", "--sort", "oldest", "--json").output)["hits"]
    ]
    assert days == sorted(days)


def test_a_site_in_the_query_that_nobody_knows_is_pointed_out(fed: Command) -> None:
    result = fed("search", "metro", "-site:kun-us")
    assert result.exit_code == 0
    assert result.stderr.startswith("Note: there is no site 'kun_us'; did you mean kun_uz")
    assert result.stderr.count("kun_uz") == 1
    assert fed("search", "metro", "site:kun.uz").stderr == ""


def test_a_mark_that_means_nothing_is_ignored_with_a_note(fed: Command) -> None:
    plain, pasted = fed("search", "metro bekati"), fed("search", 'metro "bekati')
    note = '" has no partner; it is ignored (at character 7)'
    assert (pasted.stdout, pasted.stderr) == (plain.stdout, f"Note: {note}\n")
    answer = json.loads(fed("search", 'metro "bekati', "--json").stdout)
    assert (answer["query"], answer["notes"]) == ('metro "bekati', [note])
    assert json.loads(fed("search", "metro", "--json").stdout)["notes"] == []
    for command in (
        ("export", 'metro "bekati', "--output", "-"),
        ("trend", 'metro "bekati'),
        ("alert", "add", "bekat", 'metro "bekati'),
    ):
        assert note in fed(*command).stderr, command


def test_an_imported_site_is_known(fed: Command, tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(make_article("fair", "Vodiyda yarmarka", site="vodiy_news_uz"))
    fed("index", "feed")
    for words in (("site:vodiynews.uz",), ("site:vodiy-news.uz",), ("yarmarka", "--site", "vodiynews.uz")):
        found = fed("search", *words)
        assert (found.stderr, found.output.endswith("1 article\n")) == ("", True), found.output


def test_a_word_is_excluded_without_quoting(fed: Command) -> None:
    assert fed("search", "metro").output != "0 articles\n"
    assert fed("search", "metro", "-metro").output == "0 articles\n"


@pytest.mark.parametrize("word", ["-shahar", "-hokim", '-"shahar hokimi"~3', "-h*"])
def test_an_excluded_word_may_have_the_letter_of_the_option_for_help(fed: Command, word: str) -> None:
    def ids(*query: str) -> list[str]:
        return [hit["id"] for hit in json.loads(fed("search", *query, "--json").output)["hits"]]

    assert ids("*", word) == ids(f"* {word}") != ids("*")
    exported = fed("export", "metro", word, "--output", "-", "--fields", "id").stdout.splitlines()
    assert {json.loads(line)["id"] for line in exported} == {*ids("metro", word)}
    assert fed("search", "metro", "-h").output == fed("search", "--help").output


def test_the_last_page_that_can_be_shown(fed: Command) -> None:
    result = fed("search", "metro", "--page", "10", "--size", "1000")
    assert (result.exit_code, result.output) == (0, "2 articles; page 10 lies beyond the last, 1\n")
    assert fed("search", "metro", "--size", "1", "--page", "3").output.endswith(
        "; page 3 lies beyond the last, 2\n"
    )
    for words in (
        ("metro", "--size", "0"),
        ("metro", "--size", "1", "--page", "2"),
        ("zilzila", "--page", "2"),
    ):
        assert "beyond" not in fed("search", *words).output


def test_no_hits_are_not_a_failure(fed: Command) -> None:
    result = fed("search", "zilzila")
    assert (result.exit_code, result.output) == (0, "0 articles\n")


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("Karimova", "to find 1: xabar search --author Karimova"),
        ("bozorlar sharhi", "to find 1: xabar search --tag 'bozorlar sharhi'"),
        ("https://kun.uz/news/1", "to read the article at an address: xabar show https://kun.uz/news/1"),
        ('"bekati metro"', "to find 1: xabar search 'bekati metro'"),
        ("zilzila -metro", None),
    ],
)
def test_where_nothing_is_found_what_to_try_is_said(
    fed: Command, tmp_path: Path, query: str, advice: str | None
) -> None:
    article = make_article("fair", "Yarmarka", authors=("Nigora Karimova",), tags=("Bozorlar sharhi",))
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(article)
    fed("index", "feed")
    nothing, *more = fed("search", "--", query).output.splitlines()
    assert (nothing, more) == ("0 articles", [advice] if advice else [])


def test_filters_that_leave_nothing_are_told_of(fed: Command) -> None:
    nothing, advice = fed("search", "metro -bekati", "--tag", "nothing").output.splitlines()
    assert (nothing, advice) == ("0 articles", "to find 1 without filters: xabar search 'metro -bekati'")
    for words in (("zilzila", "--since", "2030"), ("*", "--tag", "nothing"), ("metro", "--tag", "jamiyat")):
        assert "without filters" not in fed("search", *words).output, words


@pytest.mark.parametrize("query", ["Nodira Metroyeva", "Metroo"])
def test_an_author_is_told_where_other_words_were_searched_instead(
    fed: Command, tmp_path: Path, query: str
) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(make_article("fair", "Nodir yarmarkasi", authors=("Nodira Metroyeva", "Metroo")))
    fed("index", "feed")
    *_, found, advice = fed("search", query).output.splitlines()
    assert "with most of them" in found or "showing" in found
    assert advice == f"to find 1: xabar search --author {shlex.quote(query)}"
    assert "to find" not in fed("search", "metro").output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("metro", "--facets", "colour"),
            "'colour' is not one of site, language, day, script, tag, author, section",
        ),
        (("metro", "--since", "soon"), "'soon' is not a day; type 2026-11-24"),
        (("metro", "--until", "2026-13"), "'2026-13' is not in the calendar; type 2026-11-24"),
        (("metro", "--language", "klingon"), "'klingon' is not a language that is known; type uz, kk, ru"),
        (("metro", "--script", "gothic"), "'gothic' is not a script that is known; type Latn, Cyrl, Arab"),
        (("metro", "sit:kun.uz"), "metro sit:kun.uz\n        ^"),
        (("metro", "sit:kun.uz"), "no field 'sit'; did you mean site? The fields are site, language, script"),
        (("metro", "since:soon"), "'soon' is not a day; type 2026-11-24"),
        (("metro", "--size", "-1"), "not in the range"),
        (("metro", "--page", "1001"), "--page 1001 of --size 10 reaches beyond hit 10,000"),
        (("metro", "--page", "100000000000"), "reaches beyond hit 10,000"),
        (("metro", "--page", "1001"), "take all hits with --sort newest --json and --cursor"),
        (("metro", "--json", "--fields", "id,colour"), "'colour' is not one of id, url, site"),
        (("metro", "--fields", "id"), "--fields needs --json"),
        (("metro", "--cursor", "x"), "--cursor needs --json"),
        (("metro", "--json", "--cursor", "x"), "'x' is no cursor"),
        (("metro", "--json", "--cursor", "x", "--page", "2"), "exclude each other"),
        (
            ("metro", "--json", "--cursor", "x", "--sort", "relevance"),
            "a cursor needs the order newest or oldest",
        ),
        (("metro\udcff",), r"the query 'metro\udcff' is not UTF-8"),
        (("metro", "--since", "2026-12-01", "--until", "2026-11-01"), "lies after until"),
        (("since:2026-12 until:2026-11 metro",), "no day is both since 2026-12-01 and until 2026-11-30"),
        (
            ("metro since:2026-12", "--until", "2026-11"),
            "no day is both since 2026-12-01 and until 2026-11-30",
        ),
        (("metro", "--sit", "kun_uz"), "No such option '--sit'"),
        ((), "Missing argument"),
        (("",), "the query is empty"),
    ],
)
def test_wrong_use_is_exit_code_2(fed: Command, words: tuple[str, ...], message: str) -> None:
    result = fed("search", *words)
    assert result.exit_code == 2
    assert message in result.output


def test_a_search_before_the_index_is_made_says_what_to_do(run: Command) -> None:
    result = run("search", "metro")
    assert result.exit_code == 1
    assert "xabar index setup" in result.output


WRONG_SETTINGS = [
    ({"XABAR_SEARCH_URL": "localhost:9200"}, "XABAR_SEARCH_URL='localhost:9200'"),
    ({"XABAR_SEARCH_URL": "https://localhost:99999"}, "XABAR_SEARCH_URL='https://localhost:99999'"),
    ({"XABAR_SEARCH_URL": "http://no host"}, "XABAR_SEARCH_URL='http://no host'"),
    ({"XABAR_SEARCH_URL": "http://no..host"}, "XABAR_SEARCH_URL='http://no..host'"),
    ({"XABAR_SEARCH_URL": "HTTPS://elastic:hunter2@host:9200"}, "XABAR_SEARCH_URL=…@host:9200"),
    ({"XABAR_SEARCH_URL": "elastic:hunter2@host:9200"}, "XABAR_SEARCH_URL=…@host:9200"),
    ({"XABAR_SEARCH_URL": "http://elastic:/hunter2#@host:9200"}, "XABAR_SEARCH_URL=…@host:9200"),
    ({"XABAR_SEARCH_CA": "nofile"}, "XABAR_SEARCH_CA='nofile'"),
    ({"XABAR_SEARCH_CA": __file__}, f"XABAR_SEARCH_CA={__file__!r}"),
    ({"XABAR_SEARCH_API_KEY": Path("/nofile")}, "XABAR_SEARCH_API_KEY_FILE='/nofile'"),
]


@pytest.mark.parametrize(("changes", "message"), WRONG_SETTINGS)
def test_a_wrong_setting_is_reported_without_its_password(
    run: Command, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], message: str
) -> None:
    for name, value in ({"XABAR_SEARCH_URL": "HTTPS://127.0.0.1:9"} | changes).items():
        monkeypatch.setattr(settings, name, value)
    done = run("index", "setup" if "XABAR_SEARCH_CA" in changes else "status")
    assert done.exit_code == 1
    assert message in done.output
    assert "Traceback" not in done.output
    assert "hunter2" not in done.output


def test_settings_come_from_the_environment(xabar: RunProcess, environment: dict[str, str]) -> None:
    environment["XABAR_SEARCH_URL"] = "elastic:hunter2@host:9200"
    environment["XABAR_SEARCH_API_KEY_FILE"] = "/nofile"
    done = xabar("index", "status")
    assert done.returncode == 1
    assert "XABAR_SEARCH_URL=…@host:9200" in done.stderr
    environment["XABAR_SEARCH_URL"] = "http://host:9200"
    assert "XABAR_SEARCH_API_KEY_FILE='/nofile'" in xabar("index", "status").stderr


def test_a_key_file_that_is_not_there_concerns_only_who_opens_the_server(
    xabar: RunProcess, environment: dict[str, str]
) -> None:
    environment["XABAR_SEARCH_API_KEY_FILE"] = "/nofile"
    assert xabar("--help").returncode == xabar("sites").returncode == 0


def test_the_index_from_nothing_to_checked(run: Command) -> None:
    assert "run `xabar index setup`" in run("index", "status").output
    assert run("index", "setup").output.endswith("made\n4 articles wait: run `xabar index feed`\n")
    assert "is there already" in run("index", "setup").output
    (generation,) = json.loads(run("index", "status", "--json").output)["generations"]
    assert (generation["waiting"], generation["documents"], generation["active"]) == (4, 0, True)
    assert run("index", "feed").output == "4 changes = 4 confirmed + 0 waiting + 0 dead\n"
    assert json.loads(run("index", "feed", "--json").output)["stored"] == 0
    assert "000001  active  4 articles" in run("index", "status").output
    assert "generation 000002: 4 articles" in run("index", "rebuild").output
    assert json.loads(run("index", "rebuild", "--json").output)["dropped"] == ["000002"]
    result = run("index", "check")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "all well")


def test_an_index_that_was_lost_and_set_up_anew_is_known_to_be_empty(fed: Command, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "index")
    assert "4 articles wait: run `xabar index feed`" in fed("index", "setup").output
    (generation,) = json.loads(fed("index", "status", "--json").output)["generations"]
    assert (generation["documents"], generation["confirmed"], generation["waiting"]) == (0, 0, 4)
    assert fed("index", "feed").output == "4 changes = 4 confirmed + 0 waiting + 0 dead\n"
    assert "articles wait" not in fed("index", "setup").output


def test_a_check_with_nothing_to_compare_does_not_say_that_all_is_well(fed: Command, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "index")
    fed("index", "setup")
    result = fed("index", "check")
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "nothing was compared: run `xabar index feed`"
    assert fed("index", "feed").exit_code == 0
    assert fed("index", "check").output.splitlines()[-1] == "all well"


def test_a_moved_folder_goes_on_where_it_was(
    fed: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "moved").mkdir()
    for name in ("records.sqlite", "index"):
        (tmp_path / name).rename(tmp_path / "moved" / name)
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path / "moved"))
    assert fed("index", "check").output.splitlines()[-1] == "all well"
    assert fed("index", "feed").output == "0 changes = 0 confirmed + 0 waiting + 0 dead\n"


def test_two_copies_of_a_folder_go_each_its_own_way(
    fed: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        shutil.copy(tmp_path / "records.sqlite", folder)
        shutil.copytree(tmp_path / "index", folder / "index")
    for _ in range(2):  # in turns, so that one could take the other's number for its own
        for folder in folders:
            with RecordStore(folder / "records.sqlite") as records:
                records.put_article(make_article(f"{folder.name}-{records.last_sequence()}"))
            monkeypatch.setattr(settings, "XABAR_DATA", str(folder))
            assert fed("index", "feed").output == "1 changes = 1 confirmed + 0 waiting + 0 dead\n"
            assert fed("index", "check").output.splitlines()[-1] == "all well"


def test_a_check_that_finds_a_difference_is_exit_code_1(fed: Command, tmp_path: Path) -> None:
    async def write_what_the_records_lack() -> None:
        with RecordStore(tmp_path / "records.sqlite") as records:
            stranger = make_article("stranger")
            engine = EmbeddedEngine(tmp_path / "index", records)
            await engine.write("000001", [Change(5, stranger.id, stranger.version, stranger)])
            await engine.close()

    asyncio.run(write_what_the_records_lack())
    result = fed("index", "check", "--json")
    found = json.loads(result.output)
    assert (result.exit_code, found["ok"], len(found["superfluous"])) == (1, False, 1)


def test_records_that_were_lost_empty_no_index(fed: Command, tmp_path: Path) -> None:
    """The review's case: an empty folder beside a full index. Obeyed, each advice led to an index without articles."""
    (tmp_path / "records.sqlite").rename(tmp_path / "lost.sqlite")
    for command in ("check", "feed", "rebuild", "setup"):
        result = fed("index", command)
        assert result.exit_code == 1
        assert "no records" in result.output
        assert "4 articles of the store" in result.output
        assert not (tmp_path / "records.sqlite").exists()
    RecordStore(tmp_path / "records.sqlite").close()
    for command in ("check", "feed", "rebuild", "setup"):
        result = fed("index", command)
        assert result.exit_code == 1
        assert "4 articles of the store" in result.output
        assert "Set XABAR_DATA" in result.output
    (tmp_path / "lost.sqlite").replace(tmp_path / "records.sqlite")
    assert fed("index", "check").output.splitlines()[-1] == "all well"
    assert fed("search", "metro").output.splitlines()[-1] != "0 articles"


def test_a_check_of_an_index_with_other_tables_is_exit_code_1(run: Command, tmp_path: Path) -> None:
    async def build() -> None:
        with RecordStore(tmp_path / "records.sqlite") as records:
            engine = EmbeddedEngine(tmp_path / "index", records, analysis_hash="of old")
            await Feeder(records, engine).feed_until_done()
            await engine.close()

    asyncio.run(build())
    result = run("index", "check")
    assert result.exit_code == 1
    assert "4 articles held, 4 expected" in result.output
    assert f"built with other analysis tables (of old, today's are {ANALYSIS_HASH})" in result.output
    assert "run `xabar index rebuild`" in result.output
    assert json.loads(run("index", "check", "--json").output)["outdated"] == "of old"
    assert run("index", "rebuild").exit_code == 0
    assert run("index", "check").exit_code == 0


def test_dead_letters_are_listed_and_offered_again(fed: Command, tmp_path: Path) -> None:
    assert fed("dead", "list").output == "no dead letters\n"
    with RecordStore(tmp_path / "records.sqlite") as records:
        change = records.changes_after(0, 1)[0]
        records.confirm(FedGeneration(str(tmp_path / "index"), "000001"), 4, [(change, "too odd")])
    result = fed("dead", "list")
    assert result.exit_code == 1
    assert "https://kun.uz/metro-latin" in result.output
    assert "too odd" in result.output
    (letter,) = json.loads(fed("dead", "list", "--json").output)
    assert (letter["id"], letter["reason"]) == (change.id, "too odd")
    assert fed("dead", "retry", "0" * 32).exit_code == 2
    result = fed("dead", "retry", change.id)
    assert result.output == "offered again: 1\n1 changes = 1 confirmed + 0 waiting + 0 dead\n"
    assert fed("dead", "list").exit_code == 0


def test_a_file_that_is_not_a_database_gives_a_message(run: Command, tmp_path: Path) -> None:
    (tmp_path / "records.sqlite").write_bytes(b"no database" * 500)
    result = run("index", "status")
    assert result.exit_code == 1
    assert "not a database; restore it from a copy" in result.output


def test_a_file_in_the_place_of_the_data_folder_gives_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "news").write_text("no folder")
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path / "news"))
    for command in ("search metro", "show abc", "index status", "sites", "runs", "export --output -"):
        result = CliRunner().invoke(main, command.split())
        assert result.exit_code == 1, command
        assert "cannot be the data folder (Not a directory): set XABAR_DATA" in result.output


def test_a_site_that_does_not_exist_is_reported_with_the_nearest(fed: Command) -> None:
    result = fed("search", "*", "--site", "kunus")
    assert result.exit_code == 2
    assert "there is no site 'kunus'; did you mean kun_uz" in result.output


def test_a_configuration_that_is_passed_on_is_used_instead_of_the_settings(
    fed: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path / "elsewhere"))
    result = CliRunner().invoke(main, ["search", "metro", "--json"], obj=Config(data=tmp_path))
    assert json.loads(result.output)["total"] > 0
    assert not (tmp_path / "elsewhere").exists()


def test_a_looser_spelling_is_counted_apart(fed: Command) -> None:
    assert fed("search", "yolovchi").output.splitlines()[-1] == "2 articles, all in a looser spelling"
    assert json.loads(fed("search", "yolovchi", "--json").output)["looser"] == 2
    assert fed("search", "yolovchi", "--exact").output.splitlines()[-1] == "0 articles"


def test_a_correction_is_shown_at_once(fed: Command) -> None:
    last = fed("search", "hosill").output.splitlines()[-1]
    assert last == "0 articles with hosill; showing 1 article with hosil"
    found = json.loads(fed("search", "hosill", "--json").output)
    assert found["correction"] == {"query": "hosil", "total": 1, "used": True}


def test_missing_words_are_struck_out(fed: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    output = fed("search", "metro", "paxta", "hosili").output
    assert "     without metro\n" in output
    assert output.splitlines()[-1] == "no article has all the words; 3 articles with most of them"
    hits = json.loads(fed("search", "metro", "paxta", "hosili", "--json").output)["hits"]
    assert hits[0]["missing"] == ["metro"]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "without \x1b[9mmetro\x1b[0m\n" in fed("search", "metro", "paxta", "hosili").output


def test_articles_that_lack_words_of_a_sentence_are_counted_apart(fed: Command) -> None:
    sentence = ("search", "Toshkentda", "yangi", "metro", "bekati")
    assert fed(*sentence).output.splitlines()[-1] == "2 articles, 1 of them without some of the words"
    found = json.loads(fed(*sentence, "--json").output)
    assert [bool(hit["missing"]) for hit in found["hits"]] == [False, *[True] * found["lacking"]]
    assert fed(*sentence, "--exact").output.splitlines()[-1] == "1 article"


def test_a_commoner_word_is_offered(run: Command, records: RecordStore) -> None:
    with RecordStore(records.path) as store:
        for number in range(10):
            store.put_article(make_article(f"n{number}", "Futbol", f"Futbol haqida {number}."))
        store.put_article(make_article("typo", "Futbool", "Futbool."))
    assert run("index", "feed").exit_code == 0
    assert run("search", "futbool").output.splitlines()[-1] == "1 article; did you mean futbol? (10 articles)"


def test_what_was_cut_comes_back_into_snippets_and_json(records: RecordStore) -> None:
    article = make_article("https://kun.uz/qarshi", title="Qarshida bekat", body="Qarshida bekat ochildi.")
    article.cuts = (CutText(1, "Bekat haqida kanalimizda oʻqing", "promotion"),)
    with records:
        records.put_article(article)
    run = partial(CliRunner().invoke, main)
    assert run(["index", "feed"]).exit_code == 0
    assert "kanalimizda" not in run(["search", "bekat"]).output
    assert "kanalimizda" in run(["search", "bekat", "--with-boilerplate"]).output
    (hit,) = json.loads(run(["search", "bekat", "--with-boilerplate", "--json"]).output)["hits"]
    assert hit["body"] == "Qarshida bekat ochildi.\nBekat haqida kanalimizda oʻqing"
    assert "\ue000Bekat\ue001 haqida" in hit["snippet"]
    (hit,) = json.loads(run(["search", "bekat", "--json"]).output)["hits"]
    assert "body" not in hit


# U+0130 is one character and its lower case two, so that whatever counts in lower case moves every mark behind it
@pytest.mark.parametrize(
    ("query", "latin", "cyrillic"),
    [
        ("bekat", "İİİ İstanbulda yangi [bekat] ochildi", "ИИИ Истанбулда янги [бекат] очилди"),
        ("istanbul", "[İstanbulda] yangi bekat ochildi", "[Истанбулда] янги бекат очилди"),
        ("ИСТАНБУЛ", "Kecha [İSTANBUL] shahrida", "Кеча [ИСТАНБУЛ] шаҳрида"),
        ('"yangi bekat"', "İİ İzmirda [yangi bekat] ochildi", "ИИ Измирда [янги бекат] очилди"),
        ("ista* och*", "İ [İstanbuldan] keyin bekat [ochildi]", "И [Истанбулдан] кейин бекат [очилди]"),
        ("istanbul bekat", "[İstanbulda] İ [bekat] İ [İstanbulda]", "[Истанбулда] И [бекат] И [Истанбулда]"),
    ],
)
def test_marks_stay_around_their_words_behind_a_letter_that_lengthens(
    query: str, latin: str, cyrillic: str
) -> None:
    text = latin.replace("[", "").replace("]", "")
    highlighter = Highlighter(parse_query(query), "uz")
    article = make_article("istanbul", title=text, body=text)
    hit = Hit(article, 1.0, snippet=highlighter.snippet(text), title=highlighter.mark(text))
    for marked in (hit.title, hit.snippet):
        for script, expected in (("Latn", latin), ("Cyrl", cyrillic), ("Arab", latin), (None, latin)):
            shown = to_script(article, marked, script)
            assert shown.replace(HIT_START, "[").replace(HIT_END, "]") == expected


def test_a_search_for_a_word_with_such_a_letter_shows_it_marked_in_every_script(records: RecordStore) -> None:
    with records:
        records.put_article(make_article("istanbul", title="İİ İstanbulda koʻrik", body="İstanbulda koʻrik."))
    run = partial(CliRunner().invoke, main)
    assert run(["index", "feed"]).exit_code == 0
    for script, word in (("Latn", "İstanbulda"), ("Cyrl", "Истанбулда")):
        answer = run(["search", "istanbul", "--json", "--script-of-text", script])
        (hit,) = json.loads(answer.output)["hits"]
        assert f"{HIT_START}{word}{HIT_END}" in hit["title_marked"]
        assert f"{HIT_START}{word}{HIT_END}" in hit["snippet"]
