"""Articles that others stored become the same records as a crawl's, whatever their files hold."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.app.naive_articles import NAIVE, NaiveArticle
from tests.extraction.glued_pages import GLUED
from tests.record_stores import lay_empty_store
from xabar.app import import_commits
from xabar.app.entries import EntryReader
from xabar.app.errors import WrongUse
from xabar.app.importing import ImportOptions, ImportReport, add_article, find_files, import_files, map_keys
from xabar.app.origins import Given, Origins
from xabar.article import Article
from xabar.config import Config
from xabar.exchange.entry import Refusal
from xabar.extraction.plain import paragraph_key
from xabar.processing.cuts import whole_article
from xabar.processing.ingest import Ingested, Replaces, ingest
from xabar.processing.preparation import Prepared
from xabar.records.errors import DiskFull
from xabar.records.store import RecordStore
from xabar.workspace import Workspace, open_workspace

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
FETCHED = datetime(2026, 1, 1, tzinfo=UTC)
GIVEN = Given(site="yangi_gazeta", language="uz", zone="Asia/Tashkent")
TEXT = (
    "Samarqandda bolalar uchun yangi kutubxona ochildi. Unda oʻn mingga yaqin kitob bor.",
    "Kutubxona mudirining aytishicha, oʻquvchilar kitoblarni uyga ham olib ketishi mumkin.",
)
PAGE = f"""<!doctype html><html><head><title>Kutubxona ochildi</title><meta property="og:type" content="article">
<link rel="canonical" href="https://ex.uz/2025/04/25/kutubxona">
<meta property="article:published_time" content="2025-04-25T14:30:00+05:00"></head><body><nav><a href="/">Bosh sahifa</a>
</nav><article><h1>Samarqandda yangi kutubxona ochildi</h1>{"".join(f"<p>{line}</p>" for line in TEXT * 3)}</article></body></html>"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "data").mkdir()
    lay_empty_store(tmp_path / "data")
    with open_workspace(Config(data=tmp_path / "data")) as opened:
        yield opened


Import = Callable[..., tuple[ImportReport, list[Refusal]]]


@pytest.fixture
def import_lines(workspace: Workspace, tmp_path: Path) -> Import:
    """Import objects, or lines as they stand, and return the counts and the refusals."""

    def run(
        *lines: Any,
        given: Given = GIVEN,
        keys: dict[str, str] | None = None,
        fetched_at: datetime | None = FETCHED,
    ) -> tuple[ImportReport, list[Refusal]]:
        path = tmp_path / "a.jsonl"
        texts = (line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
        path.write_bytes(b"\n".join(texts))
        refusals: list[Refusal] = []
        options = ImportOptions(fetched_at=fetched_at, keys=map_keys(keys or {}))
        report = import_files(workspace, [path], Origins(given, {}), options, now=NOW, refuse=refusals.append)
        assert report.balanced
        return report, refusals

    return run


JUNK = (
    *("https:///a", "https://x/", "https://x/a", "https://a..b/c", "https://.uz/a", "https://kun uz/a"),
    *("https:\\\\kun.uz\\a", "https://kun.uz\\a/b", "https://-a.uz/a", f"https://{'a' * 64}.uz/a"),
    *("https://ex.uz/", "https://ex.uz?utm_source=a"),
)
WORDS = [
    "bozorda",
    "koʻchada",
    "maktabda",
    "ertalab",
    "kechqurun",
    "odamlar",
    "bolalar",
    "shifokorlar",
    "oʻqituvchilar",
    "dehqonlar",
    "yangi",
    "katta",
    "kichik",
    "daraxt",
    "kitob",
    "koʻprik",
    "gul",
    "hovli",
    "daryo",
    "togʻ",
    "choy",
    "non",
    "meva",
    "sabzavot",
    "olib",
    "keldi",
    "koʻrdi",
    "qurdi",
    "yozdi",
    "oʻqidi",
    "sotdi",
    "ekdi",
    "berdi",
    "topdi",
    "boshladi",
    "tugatdi",
    "kuldi",
    "kutdi",
    "ochdi",
    "yopdi",
]


def sound(number: int, **changes: Any) -> dict[str, Any]:
    """Return an article that shares no sentence with those of other numbers."""
    drawn = random.Random(number)
    lines = (" ".join(drawn.choices(WORDS, k=14)).capitalize() + "." for _ in range(3))
    values = {
        "url": f"https://ex.uz/a/{number}",
        "title": f"Kitoblar keldi {number}",
        "date": "25.04.2025 14:30",
    }
    return values | {"text": "\n".join(lines)} | changes


def stored(records: RecordStore) -> list[Article]:
    return [change.article for change in records.changes_after(0, 10_000) if change.article is not None]


# --- what a naive crawler stored ---


@pytest.mark.parametrize(("name", "naive"), NAIVE.items())
def test_what_was_glued_on_is_cut_and_nothing_of_the_article(
    name: str, naive: NaiveArticle, workspace: Workspace, import_lines: Import
) -> None:
    report, _ = import_lines(naive.values(), given=Given())
    assert report.stored == 1
    (article,) = stored(workspace.records)
    assert tuple(article.body.split("\n")) == naive.own
    assert (article.language, article.script) == tuple(name.split("-"))
    assert article.published_at == datetime(2025, 4, 25, 9, 30, tzinfo=UTC)
    assert whole_article(article).body.split("\n") == naive.values()["text"].split("\n")  # nothing is lost


def test_a_whole_page_under_another_title_keeps_its_text_and_loses_nothing(
    workspace: Workspace, import_lines: Import
) -> None:
    pages = {page.own: page for page in GLUED.values()}  # one of each script
    values = [sound(number, text="\n".join(page.lines())) for number, page in enumerate(pages.values())]
    import_lines(*values)
    articles = stored(workspace.records)
    assert [tuple(article.body.split("\n")) for article in articles] == list(pages)
    assert [whole_article(article).body for article in articles] == [value["text"] for value in values]


def test_what_many_articles_of_the_site_repeat_is_learned(workspace: Workspace, import_lines: Import) -> None:
    line = "Yangiliklardan birinchi boʻlib xabardor boʻling: t.me/yangi_gazeta"
    import_lines(*(sound(number, text=f"{sound(number)['text']}\n{line}") for number in range(12)))
    assert not any(line in article.body for article in stored(workspace.records))


def test_the_date_is_read_from_the_text_or_the_address_where_no_key_has_it(
    workspace: Workspace, import_lines: Import
) -> None:
    printed = sound(1, date=None, text="25 aprel 2025, 14:30 | 312\n" + sound(1)["text"])
    import_lines(printed, sound(2, date="", url="https://ex.uz/2025/04/24/a"))
    first, second = stored(workspace.records)
    assert (first.published_source, first.published_at) == (
        "printed",
        datetime(2025, 4, 25, 9, 30, tzinfo=UTC),
    )
    assert (second.published_source, str(second.published_day)) == ("url", "2025-04-24")


def test_the_name_of_the_site_is_no_part_of_the_title(workspace: Workspace, import_lines: Import) -> None:
    import_lines(sound(1, title="Kitoblar keldi | Yangi gazeta"))
    assert [article.title for article in stored(workspace.records)] == ["Kitoblar keldi"]


def test_a_host_in_other_letters_gives_the_site_a_name(workspace: Workspace, import_lines: Import) -> None:
    report, _ = import_lines(
        sound(1, url="https://газета.қаз/a"), given=Given(language="kk", zone="Asia/Almaty")
    )
    assert report.stored == 1
    assert [article.site for article in stored(workspace.records)] == ["xn_80aahjj1e_xn_80ao21a"]


def test_an_address_that_is_only_a_query_is_an_article(import_lines: Import) -> None:
    report, _ = import_lines(sound(1, url="https://ex.uz/?p=7"), sound(2, url="https://127.0.0.1:8000/a"))
    assert report.stored == 2


# --- refusals ---


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "bad-json"),
        (sound(1, title=7), "wrong-type"),
        (sound(1, url=None), "no-url"),
        (sound(1, url="kun.uz"), "bad-address"),
        (sound(1, url="https://[::1"), "bad-address"),
        *((sound(1, url=url), "bad-address") for url in JUNK),
        (sound(1, text=None), "no-text"),
        (sound(1, text=" \n "), "no-body"),
        (sound(1, title=""), "no-title"),
        (sound(1, title=None), "no-title"),
        (sound(1, date=None), "no-date"),
        (sound(1, date="ertaga"), "no-date"),
        (sound(1, date="25.04.2027"), "future-date"),
        *(
            (sound(1, fetched_at=at), "bad-fetch-time")
            for at in ("9999-12-31T23:59:59", "0001-01-01", "2027-01-01")
        ),
        (sound(1, fetched_at="0001-01-01T00:00:00+05:00"), "bad-fetch-time"),
        (sound(1, text="a\n" * 2_001), "too-large"),
        (sound(1, text="a" * 200_001), "too-large"),
        (sound(1, title="a" * 1_001), "too-large"),
        pytest.param(
            sound(1, text=None, html="<html><body>bosh</body></html>"), "empty-page", marks=pytest.mark.slow
        ),  # a worker reads it
        (json.dumps(sound(1), ensure_ascii=False).encode("utf-16"), "bad-encoding"),
    ],
)
def test_every_fault_is_a_refusal_with_its_line_and_the_next_article_is_stored(
    line: Any, reason: str, workspace: Workspace, import_lines: Import
) -> None:
    report, refusals = import_lines(sound(5), line, sound(9))
    if reason == "bad-encoding":  # the bytes of its line feeds begin further lines
        assert {refusal.reason for refusal in refusals} == {reason}
    else:
        ((place, found),) = [(refusal.place.line, refusal.reason) for refusal in refusals]
        assert (place, found) == (2, reason)
    assert report.stored == len(stored(workspace.records)) == 2


def test_a_fault_of_our_own_is_a_refusal_too(
    import_lines: Import, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(store: RecordStore, article: Article, replaces: Replaces, **prepared: Any) -> Ingested:
        if article.url.endswith("/3"):
            raise ZeroDivisionError
        return ingest(store, article, replaces, **prepared)

    monkeypatch.setattr(import_commits, "ingest", broken)
    report, (refusal,) = import_lines(*map(sound, range(1, 6)))
    assert (report.stored, refusal.reason, refusal.place.line) == (4, "store-error", 3)
    assert "ZeroDivisionError" in caplog.text


def test_a_fault_in_what_is_worked_out_before_keeps_no_article_out(
    import_lines: Import, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(reader: EntryReader, articles: Sequence[Article]) -> list[Prepared | None]:
        raise ZeroDivisionError

    monkeypatch.setattr(EntryReader, "prepare", broken)
    report, refusals = import_lines(sound(1), sound(2))
    assert (report.stored, refusals) == (2, [])
    assert "ZeroDivisionError" in caplog.text


def test_what_a_group_makes_known_counts_for_the_next_one_however_many_are_stored_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = "Yilning eng oʻqishli gazetasi"  # learned when some articles have it
    path = tmp_path / "a.jsonl"
    texts = [f"{sound(at)['text']}\n{label if at >= 20 else WORDS[at]}" for at in range(60)]
    path.write_bytes(b"\n".join(json.dumps(sound(at, text=text)).encode() for at, text in enumerate(texts)))
    monkeypatch.setattr(import_commits, "GROUP", 4)

    def run(most: int) -> tuple[list[int], ImportReport, list[Article], Mapping[int, str]]:
        monkeypatch.setattr(import_commits, "MOST", most)
        commits: list[int] = []
        with open_workspace(Config(data=tmp_path / str(most))) as workspace:
            report = import_files(
                workspace,
                [path],
                Origins(Given(zone="Asia/Tashkent"), {}),
                ImportOptions(fetched_at=FETCHED),
                now=NOW,
                progress=lambda report: commits.append(report.read),
            )
            return commits, report, stored(workspace.records), workspace.records.line_verdicts("ex_uz")

    commits, *together, verdicts = run(5)
    each_group, *one_by_one, same_verdicts = run(1)
    assert (together, verdicts) == (one_by_one, same_verdicts)
    assert each_group == [*range(4, 61, 4)]
    sizes = [after - before for before, after in pairwise([0, *commits])]
    assert sizes[:4] == [4, 8, 12, 4]  # of 16 that were read ahead, the last were read again
    assert paragraph_key(label) in verdicts


def test_records_that_are_full_end_the_import_and_lose_nothing_that_was_counted(
    workspace: Workspace, import_lines: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(store: RecordStore, article: Article, replaces: Replaces, **prepared: Any) -> Ingested:
        if article.url.endswith("/300"):
            raise DiskFull("no room")
        return ingest(store, article, replaces, **prepared)

    monkeypatch.setattr(import_commits, "GROUP", 20)
    monkeypatch.setattr(import_commits, "ingest", full)
    with pytest.raises(DiskFull):
        import_lines(*map(sound, range(280, 310)))
    assert workspace.records.count_articles() == 20


@pytest.mark.slow  # a worker reads what may take long
def test_a_long_text_is_processed_within_the_bounds_of_a_worker(
    workspace: Workspace, import_lines: Import
) -> None:
    lines = sound(1)["text"].split("\n")
    report, refusals = import_lines(
        sound(2, text="\n".join(f"{at} {line}" for at in range(100) for line in lines)),
        sound(3, text="« " * 90_000),
    )
    assert (report.stored, [refusal.reason for refusal in refusals]) == (1, ["no-body"])


# --- nothing twice ---


def test_a_second_import_changes_nothing(workspace: Workspace, import_lines: Import) -> None:
    lines = [*map(sound, range(40)), *(naive.values() for naive in NAIVE.values())]
    first, _ = import_lines(*lines, given=Given())
    sequence = workspace.records.last_sequence()
    again, _ = import_lines(*lines, given=Given())
    assert first.stored == 45
    assert (again.stored, again.unchanged) == (0, 45)
    assert workspace.records.last_sequence() == sequence


def test_one_article_in_two_places_of_a_file_is_stored_once(import_lines: Import) -> None:
    report, _ = import_lines(sound(1), sound(1), sound(1, url="https://ex.uz/b/1"))
    assert (report.stored, report.unchanged, report.duplicate) == (1, 1, 1)


def test_what_was_crawled_later_is_not_overwritten(workspace: Workspace, import_lines: Import) -> None:
    newer = sound(1, text=sound(1)["text"] + "\nYangi xatboshi keyinroq qoʻshildi.", fetched_at="2026-05-01")
    import_lines(newer)
    report, _ = import_lines(sound(1))
    (article,) = stored(workspace.records)
    assert report.unchanged == 1
    assert article.body.endswith("qoʻshildi.")


def test_what_is_stored_is_replaced_only_by_what_says_that_it_is_newer(
    workspace: Workspace, import_lines: Import
) -> None:
    import_lines(sound(1))
    worse = sound(1, text=sound(1)["text"].partition("\n")[0])
    report, _ = import_lines(worse, fetched_at=None)  # the file is younger, and says nothing of its articles
    assert (report.unchanged, workspace.records.last_sequence()) == (1, 1)
    report, _ = import_lines(worse | {"fetched_at": "2026-05-01"}, fetched_at=None)
    assert (report.stored, workspace.records.last_sequence()) == (1, 2)
    report, _ = import_lines(sound(1), fetched_at=NOW)
    assert (report.stored, workspace.records.last_sequence()) == (1, 3)


@pytest.mark.parametrize("times", [(None, None), ("2026-05-01",) * 2, ("2026-05-01", "2026-05-02")])
@pytest.mark.parametrize("fetched_at", [None, FETCHED])
def test_an_address_with_two_texts_in_one_file_settles_with_the_first_import(
    times: tuple[str | None, ...], fetched_at: datetime | None, workspace: Workspace, import_lines: Import
) -> None:
    texts = (sound(1)["text"], sound(1)["text"] + "\nYangi xatboshi qoʻshildi.")
    lines = [sound(1, text=text, fetched_at=at) for text, at in zip(texts, times, strict=True)]
    import_lines(*lines, fetched_at=fetched_at)
    sequence = workspace.records.last_sequence()
    for _ in range(2):
        report, _ = import_lines(*lines, fetched_at=fetched_at)
        assert (report.unchanged, workspace.records.last_sequence()) == (2, sequence)
    assert len(stored(workspace.records)) == 1


# --- where they are from ---


def test_what_nobody_said_is_guessed_and_the_guesses_are_counted(
    workspace: Workspace, import_lines: Import
) -> None:
    kazakh = NAIVE["kk-Cyrl"].values()
    report, _ = import_lines(sound(1), sound(2), kazakh, given=Given())
    assert report.guesses == {
        ("site", "ex_uz"): 2,
        ("site", "jana_gazet_kz"): 1,
        ("language", "uz"): 2,
        ("language", "kk"): 1,
        ("zone", "Asia/Tashkent"): 2,
        ("zone", "Asia/Almaty"): 1,
    }
    assert {article.site for article in stored(workspace.records)} == {"ex_uz", "jana_gazet_kz"}


def test_a_zone_follows_from_the_language_where_the_host_says_nothing(
    workspace: Workspace, import_lines: Import
) -> None:
    import_lines(NAIVE["kk-Cyrl"].values() | {"url": "https://example.com/a"}, given=Given())
    assert [article.zone for article in stored(workspace.records)] == ["Asia/Almaty"]
    _, (refusal,) = import_lines(
        sound(3, url="https://example.com/b", language="tr"), given=Given(language="tr")
    )
    assert refusal.reason == "unknown-zone"


@pytest.mark.parametrize("values", [{"site": "Kun.uz"}, {"zone": "Toshkent"}, {"language": "xx"}])
def test_what_cannot_be_is_refused_before_anything_is_read(values: dict[str, str]) -> None:
    with pytest.raises(WrongUse, match=f"--{next(iter(values))}"):
        Given(**values)


def test_keys_of_other_names(workspace: Workspace, import_lines: Import) -> None:
    line = sound(1)
    line |= {"sarlavha": line.pop("title"), "meta": {"sana": line.pop("date")}}
    report, _ = import_lines(line, keys={"title": "sarlavha", "date": "meta.sana"})
    assert report.unused == {}
    assert [article.title for article in stored(workspace.records)] == ["Kitoblar keldi 1"]
    with pytest.raises(WrongUse, match="there is no field 'sarlavha'"):
        map_keys({"sarlavha": "title"})


def test_a_key_that_no_line_has_is_told(import_lines: Import) -> None:
    keys = {"title": "sarlavha", "tags": "teglar", "date": "sana"}
    lines = [b"{", sound(1), sound(2) | {"teglar": ["kitob"]}, sound(3) | {"sarlavha": "", "sana": None}]
    report, _ = import_lines(*lines, keys=keys)
    assert (report.rejected.total(), report.unused) == (4, {"title": "sarlavha", "date": "sana"})
    assert import_lines(keys=keys)[0].unused == keys


# --- pages ---


@pytest.mark.slow  # a page without a class is read by a worker
def test_saved_pages_of_any_site_are_read(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE)
    (folder / "b.html").write_text("<!doctype html><p>Bosh sahifa</p>")
    (folder / "c.html").write_text("<!doctype html>" + "<b>" * 50_000)
    refusals: list[Refusal] = []
    report = import_files(
        workspace,
        find_files([folder]),
        Origins(Given(), {}),
        ImportOptions(),
        now=NOW,
        refuse=refusals.append,
    )
    assert (report.read, report.stored) == (3, 1)
    assert [(refusal.place.file[-6:], refusal.reason) for refusal in refusals] == [
        ("b.html", "no-url"),
        ("c.html", "no-url"),
    ]
    (article,) = stored(workspace.records)
    assert (article.url, article.site, article.zone) == (
        "https://ex.uz/2025/04/25/kutubxona",
        "ex_uz",
        "Asia/Tashkent",
    )
    assert article.published_at == datetime(2025, 4, 25, 9, 30, tzinfo=UTC)


def test_a_page_of_a_site_with_a_class_is_read_by_its_selectors(workspace: Workspace, tmp_path: Path) -> None:
    from crawler.spiders.kun_uz import KunUz

    page = PAGE.replace(
        "<article><h1>", '<div class="news-inner__content-page"><h1 class="news-inner__content-title">'
    )
    line = {
        "url": "https://kun.uz/uz/news/2025/04/25/kutubxona",
        "html": page.replace("https://ex.uz", "https://kun.uz"),
    }
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, (line, line | {"url": "https://daryo.uz/a"}))))
    refusals: list[Refusal] = []
    import_files(
        workspace,
        [path],
        Origins(Given(site="kun_uz"), {"kun_uz": KunUz}),
        ImportOptions(),
        now=NOW,
        refuse=refusals.append,
    )
    (article,) = stored(workspace.records)
    assert (article.site, article.body_layer, article.declared_language) == ("kun_uz", "selectors", "uz")
    assert [refusal.reason for refusal in refusals] == ["foreign-host"]


# --- one at a time ---


def test_one_article_can_be_added(workspace: Workspace) -> None:
    added = add_article(workspace, sound(1), Origins(GIVEN, {}), now=NOW)
    assert not isinstance(added, Refusal)
    article, ingested = added
    assert (article.title, ingested.outcome) == ("Kitoblar keldi 1", "stored")
    refusal = add_article(workspace, {"url": "https://ex.uz/a"}, Origins(GIVEN, {}), now=NOW)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "no-text"


def test_a_file_that_is_not_there_is_said_before_anything_is_stored(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(sound(1)))
    with pytest.raises(WrongUse, match="missing"):
        find_files([tmp_path / "a.jsonl", tmp_path / "missing"])
