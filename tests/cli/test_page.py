"""`xabar page` shows every field and step of one page, and stores nothing."""

from __future__ import annotations

import gzip
import json
import urllib.request
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from bench.hostile.pages import KINDS
from crawler import settings
from xabar.cli.commands.page import command
from xabar.crawl_stats import REJECTIONS
from xabar.extraction.plain import paragraph_key
from xabar.records.store import RecordStore
from xabar.workers.pool import WorkerPool

pytestmark = pytest.mark.slow

TASHKENT = ZoneInfo("Asia/Tashkent")
URL = "https://kun.uz/kr/news/2026/11/24/kutubxona-ochildi"
PAGE = f"""<!DOCTYPE html>
<html lang="uz"><head><title>Самарқандда янги кутубхона очилди</title>
<link rel="canonical" href="{URL}">
<meta property="og:type" content="article"></head>
<body><h1 class="news-inner__content-title">Самарқандда янги кутубхона очилди</h1>
<div class="news-inner__content-stats">Жамият | 10:30 / 24.11.2026 | 512 марта кўрилди</div>
<div class="news-inner__content-page">
<p>Самарқандда болалар учун янги кутубхона очилди. Унда ўн мингга яқин китоб бор.</p>
<p>Кутубхона мудири Нигора Каримованинг айтишича, ўқувчилар китобларни уйга ҳам олиб кетиши мумкин.</p>
<p>Бинода компьютер хонаси ва ҳунар тўгараклари ҳам ишлайди. «Янги кун»ни Telegram’да ўқинг!</p>
</div></body></html>"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def shared_workers(open_kept_pool: Callable[..., WorkerPool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xabar.app.opening.WorkerPool", open_kept_pool)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_fields_steps_and_cuts_as_json(page: Path, data: Path) -> None:
    result = invoke(page, "--now", "2026-11-24T12:00:00", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert (found["site"], found["problem"]) == ("kun_uz", None)
    article = found["article"]
    assert article["url"] == URL
    assert article["body"].endswith("ҳунар тўгараклари ҳам ишлайди.")
    assert (article["language"], article["script"]) == ("uz", "Cyrl")
    assert article["published_at"] == "2026-11-24T05:30:00.000+00:00"
    assert article["title_normalized"] == "Samarqandda yangi kutubxona ochildi"
    steps = {step["step"]: step for step in found["steps"]}
    assert list(steps) == ["boilerplate", "scripts", "language", "dates", "duplicates", "validate"]
    assert steps["boilerplate"]["cuts"] == [{"rule": "promotion", "text": "«Янги кун»ни Telegram’да ўқинг!"}]
    assert not data.exists()


def test_the_text_is_shown_whole_with_marks_on_request(page: Path) -> None:
    shown = invoke(page, "--now", "2026-11-24T12:00:00", "--with-boilerplate").output
    assert "[cut: promotion] Бинода компьютер" in shown
    whole = json.loads(invoke(page, "--now", "2026-11-24T12:00:00", "--with-boilerplate", "--json").output)
    assert whole["article"]["body"].endswith("ишлайди. «Янги кун»ни Telegram’да ўқинг!")


def test_words_name_the_source_of_what_was_found(page: Path) -> None:
    output = invoke(page, "--now", "2026-11-24T12:00:00").output
    assert "body (by selectors)" in output
    assert "(by printed: 'Жамият | 10:30 / 24.11.2026" in output
    assert "cut (promotion): «Янги кун»ни Telegram’да ўқинг!" in output


def test_each_layer_says_what_it_gave_and_why_it_was_taken_or_not(page: Path) -> None:
    layers = json.loads(invoke(page, "--now", "2026-11-24T12:00:00", "--json").output)["layers"]
    assert [(layer["layer"], layer["place"]) for layer in layers] == [
        ("selectors", ".news-inner__content-page"),
        ("selectors", ".single-content"),
        ("blocks", None),
        ("trafilatura", None),
        ("paragraphs", None),
    ]
    assert [layer["verdict"] for layer in layers] == [
        "taken",
        "nothing on the page matches it",
        *["not needed: a layer before it answered"] * 3,
    ]
    assert (layers[0]["paragraphs"], layers[0]["agreement"]) == (3, 100)
    assert layers[-1]["agreement"] == 100
    output = invoke(page, "--now", "2026-11-24T12:00:00").output
    assert "selectors .single-content: nothing on the page matches it" in output
    assert "characters, agrees 100 %; not needed: a layer before it answered" in output


def test_layers_of_a_page_that_was_refused_are_not_taken(page: Path) -> None:
    home = PAGE.replace(f'href="{URL}"', 'href="https://kun.uz/"').replace("__content-title", "")
    page.write_text(home, encoding="utf-8")
    found = json.loads(invoke(page, "--url", URL, "--json").output)
    assert found["problem"] == "the site answered with its home page"
    assert found["layers"][0]["verdict"] == "not asked: the page was refused before"
    assert found["dates"] == []


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("https://www.kun.uz/kr/news/2026/11/24/kutubxona-ochildi/", "the page's own"),
        (f"{URL}.html", f"believed: it can be another address of the article at {URL}"),
        (
            "https://kun.uz/kr/news/2026/11/24/boshqa",
            "not believed: https://kun.uz/kr/news/2026/11/24/boshqa",
        ),
        ("https://kun.uz/", "not believed: https://kun.uz/ is not"),
        ("", "the page names none"),
    ],
)
def test_it_says_what_was_made_of_the_canonical_address(page: Path, named: str, words: str) -> None:
    page.write_text(PAGE.replace(f'href="{URL}"', f'href="{named}"'), encoding="utf-8")
    arguments = (page, "--url", URL, "--now", "2026-11-24T12:00:00")
    assert json.loads(invoke(*arguments, "--json").output)["canonical"].startswith(words)
    assert f"canonical address: {words}" in invoke(*arguments).output


def test_each_date_says_why_it_is_believed_or_not(page: Path) -> None:
    head = '<meta property="article:published_time" content="2026-11-31T10:00">'
    page.write_text(PAGE.replace("</head>", f'{head}<meta name="date" content="kecha emas"></head>'))
    dates = json.loads(invoke(page, "--now", "2026-11-24T12:00:00", "--json").output)["dates"]
    assert [(date["source"], date["value"], date["verdict"]) for date in dates] == [
        ("meta", None, "refused: the calendar or the clock has no such date"),
        ("meta", None, "refused: nothing in it has the shape of a date"),
        ("printed", "2026-11-24T10:30:00+05:00", "believed"),
        ("url", "2026-11-24", "says the same day"),
    ]


def test_an_element_that_was_cut_is_shown_with_its_selector(page: Path) -> None:
    bar = '<div class="share-bar"><a>Улашиш</a></div>'
    page.write_text(PAGE.replace("</div></body>", f"{bar}</div></body>"), encoding="utf-8")
    output = invoke(page, "--now", "2026-11-24T12:00:00").output
    assert '[class*="share"]: Улашиш' in output


@pytest.mark.usefixtures("forked_fetch")
def test_private_networks_are_left_alone() -> None:
    result = invoke("http://127.0.0.1:9/a", "--site", "kun_uz")
    assert result.exit_code == 1
    assert "was not fetched: the address leads into a private network" in result.output


@pytest.mark.usefixtures("forked_fetch")
def test_robots_txt_is_obeyed(newspapers: str) -> None:
    url = "https://kun.uz/news/2026/11/24/chop-etish-uchun"
    result = invoke(url, "--set", f"XABAR_MIRROR={newspapers}")
    assert result.exit_code == 1
    assert "robots.txt forbids the address" in result.output


def test_a_page_that_takes_long_is_read_all_the_same(page: Path) -> None:
    page.write_text(PAGE.replace("</head>", f"<!--{'-' * 1_000_000}--></head>"), encoding="utf-8")
    result = invoke(page, "--now", "2026-11-24T12:00:00", "--json")
    assert result.exit_code == 0
    layers = json.loads(result.output)["layers"]
    assert layers[0]["verdict"] == "taken"


def test_a_page_that_takes_too_long_is_refused_in_words(page: Path) -> None:
    attributes = " ".join(f"a{number}" for number in range(100_000))
    page.write_text(PAGE.replace("<p>", f"<p {attributes}>", 1), encoding="utf-8")
    result = invoke(page, "--url", URL, "--set", "XABAR_WORKER_SECONDS=0.3")
    assert result.exit_code == 1
    assert "refused: reading the page takes more time or memory than the limit" in result.output


def test_boilerplate_that_the_records_know_is_shown_and_nothing_is_written(page: Path, data: Path) -> None:
    slogan = "Янги кун — ҳар куни сиз билан бирга"
    with RecordStore(data / "records.sqlite") as records:
        records.set_verdict("kun_uz", paragraph_key(slogan), slogan, "learned")
    page.write_text(PAGE.replace("</div></body>", f"<p>{slogan}</p></div></body>"), encoding="utf-8")
    found = json.loads(invoke(page, "--now", "2026-11-24T12:00:00", "--json").output)
    assert {"rule": "learned: in 0 articles of kun_uz", "text": slogan} in found["steps"][0]["cuts"]
    with RecordStore(data / "records.sqlite") as records:
        assert records.count_articles() == 0
        assert records.paragraph_counts("kun_uz", [paragraph_key(slogan)]) == {paragraph_key(slogan): 0}


def test_a_page_that_is_not_an_article_is_refused_with_its_reason(page: Path) -> None:
    page.write_text("  ")
    result = invoke(page, "--url", URL, "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["problem"] == "the page is empty"


def test_step_that_refuses_is_the_last_one(page: Path) -> None:
    result = invoke(page, "--now", "2020-01-01T12:00:00", "--json")
    assert result.exit_code == 1
    found = json.loads(result.output)
    assert found["problem"] == "the date of publication lies in the future"
    assert [step["step"] for step in found["steps"]] == ["boilerplate", "scripts", "language"]


def test_page_of_an_address_is_fetched(newspapers: str) -> None:
    with urllib.request.urlopen(f"{newspapers}/zamin.uz/rss.xml") as feed:
        link = feed.read().decode().split("<item>")[1].split("<link>")[1].split("</link>")[0]
    result = invoke(link, "--set", f"XABAR_MIRROR={newspapers}", "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["article"]["published_day"] <= f"{datetime.now(TASHKENT):%Y-%m-%d}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["/no/such/page.html"], "No such file or directory; give a saved page or an http(s) address"),
        (
            ["{page}", "--url", "https://example.org/a"],
            "lies on no site of the project; name one with --site",
        ),
        (["{page}", "--site", "kunuz"], "there is no site 'kunuz'; did you mean kun_uz"),
    ],
)
def test_wrong_use_exits_with_two(page: Path, arguments: list[str], message: str) -> None:
    result = invoke(*(argument.format(page=page) for argument in arguments))
    assert result.exit_code == 2
    assert message in result.output


def test_page_that_does_not_say_its_address(page: Path) -> None:
    page.write_text("<p>salom</p>")
    result = invoke(page)
    assert result.exit_code == 2
    assert "give it with --url" in result.output


@pytest.mark.usefixtures("forked_fetch")
def test_address_that_does_not_answer() -> None:
    options = ("--set", "XABAR_ALLOW_PRIVATE=1", "--set", "RETRY_TIMES=0")
    result = invoke("http://127.0.0.1:9/a", "--site", "kun_uz", *options)
    assert result.exit_code == 1
    assert f"was not fetched: {REJECTIONS['no-answer']}" in result.output


def test_records_that_cannot_be_opened_are_reported(page: Path, data: Path) -> None:
    data.mkdir()
    (data / "records.sqlite").write_bytes(b"no database " * 200)
    result = invoke(page, "--now", "2026-11-24T12:00:00")
    assert result.exit_code == 1
    assert "file is not a database" in result.output


def test_packed_page_is_unpacked(page: Path) -> None:
    packed = page.with_suffix(".html.gz")
    packed.write_bytes(gzip.compress(page.read_bytes()))
    assert invoke(packed).exit_code == 0


LINKS = "<li><a href='/x'>Сарлавҳа бор</a></li>" * 50


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<p>" + b"a" * (50 * 2**20), "larger than the limit"),
        (gzip.compress(b"a" * (60 * 2**20)), "larger than the limit"),
        (b"\x1f\x8b\x08 no gzip at all", "does not unpack"),
        (b"<title>Just a moment...</title><body>cf_chl_opt", "challenge"),
        (b'<link rel="canonical" href="https://kun.uz/"><body><h3>A</h3>', "home page"),
        (f"<html><body><h1>Янгиликлар</h1><ul>{LINKS}</ul></body></html>".encode(), "not an article"),
        (b" \n", "empty"),
        (bytes(range(128, 256)) * 40, "not readable"),
    ],
    ids=["50 MB", "gzip bomb", "no gzip", "challenge", "home", "list", "empty", "noise"],
)
def test_bad_file_is_refused_in_words(tmp_path: Path, body: bytes, said: str) -> None:
    path = tmp_path / "bad.html"
    path.write_bytes(body)
    result = invoke(path, "--site", "kun_uz", "--url", URL)
    assert result.exit_code == 1, result.output
    assert said in result.output
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("url", ["https://[bad/", "nonsense", "ftp://kun.uz/x"])
def test_something_other_than_an_address_is_wrong_use(page: Path, url: str) -> None:
    result = invoke(page, "--site", "kun_uz", "--url", url)
    assert result.exit_code == 2
    assert "is not the address of a page" in result.output


def test_a_saved_page_that_takes_too_long_says_so_instead_of_its_address(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(KINDS["attributes"](4_000_000))
    result = invoke(page, "--set", "XABAR_WORKER_SECONDS=0.3")
    assert result.exit_code == 1
    assert "more time or memory than the limit; give its address with --url" in result.output


def test_what_a_terminal_obeys_is_not_printed(page: Path) -> None:
    harm = "\x1b]0;title\x07\x1b[31m\u202e"
    page.write_text(PAGE.replace("янги", f"янги{harm}").replace("Жамият", f"{harm}[red]Жамият[/x]"))
    for arguments in ((), ("--json",)):
        result = invoke(page, "--now", "2026-11-24T12:00:00", *arguments)
        assert result.exit_code == 0, result.output
        assert not {"\x1b", "\x07", "\u202e"} & set(result.output)
