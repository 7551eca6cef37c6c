"""What a reparse changes, what it leaves, and what it says: over pages that were kept as a crawl keeps them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import orjson
import pytest

from bench.reparse.pages import keep_page
from crawler.described import make_site
from crawler.discovery import Feed
from crawler.survey.description import SiteDescription
from tests.record_stores import lay_empty_store
from xabar.app import reparse as reparse_module
from xabar.app.reparse import ReparseOptions, check_responses, reparse
from xabar.app.reparse_report import RefusedPage, ReparseReport
from xabar.app.reread import read_again
from xabar.article import Article
from xabar.config import Config
from xabar.declaration import Edition
from xabar.extraction.addresses import article_key_url
from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import LearnedLayout
from xabar.http_response import HttpResponse
from xabar.records.errors import RecordsError
from xabar.records.responses import START, KeptPage, ResponseFilter
from xabar.site import Site
from xabar.warc.record import write_response
from xabar.warc.response import ReceivedResponse
from xabar.workers.time_limit import TooCostly
from xabar.workspace import Workspace, open_workspace

FETCHED = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 26, tzinfo=UTC)
PLACES = ("Guldara", "Oqtepa", "Toshloq", "Yangiyer", "Qorasuv", "Bogʻobod")
THINGS = ("maktab", "koʻprik", "kutubxona", "bogʻcha", "stadion", "bozor")
OLD = Layout(title="h1", body=".text", date=".date")
MENDED = Layout(title="h1", body=".text", date=".date", tags=".tag", section=".section")


class Gazeta(Site):
    """A newspaper whose class does not know the tags yet."""

    name = "gazeta"
    zone = "Asia/Tashkent"
    allowed_domains = ("gazeta.example.uz",)
    editions = (Edition("https://gazeta.example.uz/", "uz"),)
    article = r"/a/\d+$"
    discovery = (Feed("https://gazeta.example.uz/rss"),)
    layouts: ClassVar[tuple[Layout, ...]] = (OLD,)


class Mended(Gazeta):
    """The class of the same newspaper, which knows them."""

    name = "gazeta"
    layouts = (MENDED,)


def url(number: int) -> str:
    return f"https://gazeta.example.uz/a/{number}"


def html(number: int, more: str = "", when: str = "24.11.2026 10:30") -> str:
    place, thing = PLACES[number], THINGS[-1 - number]
    return (
        f'<html><body><h1>{place}da yangi {thing} ochildi</h1><b class="date">{when}</b><div class="text"><p>{place} '
        f"qishlogʻida shu hafta yangi {thing} ochildi, bu haqda tuman hokimligi xabar berdi va {number + 3} kishi "
        f"mukofotlandi.</p><p>Aholi {thing} uchun {number + 2} yil kutgan edi, endi hamma undan foydalanadi.</p>{more}"
        f'</div><i class="tag">{thing}</i></body></html>'
    )


class InlinePool:
    """What stands for the worker processes: the same work, in this one."""

    def __init__(self, **limits: float) -> None:
        pass

    async def run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        if _POISON and any(task.page.url.endswith(tuple(_POISON)) for task in arguments[1]):
            raise TooCostly("a worker process ended with status -9")
        return function(*arguments)

    def __enter__(self) -> InlinePool:
        return self

    def __exit__(self, *_: object) -> None:
        pass


_POISON: list[str] = []


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """The records and the WARC file of five articles."""
    monkeypatch.setattr(reparse_module, "WorkerPool", InlinePool)
    _POISON.clear()
    lay_empty_store(tmp_path)
    with open_workspace(Config(data=tmp_path)) as opened:
        for number in range(5):
            keep_page(opened, Gazeta, url(number), html(number), FETCHED + timedelta(minutes=number))
        yield opened


Reparse = Callable[..., ReparseReport]


@pytest.fixture
def refused() -> list[RefusedPage]:
    """What was refused."""
    return []


@pytest.fixture
def run(workspace: Workspace, refused: list[RefusedPage]) -> Reparse:
    """`run(site, dry_run=True, reasons=(…))`: read everything again with this class."""

    def run(
        site: type[Site] | None = Mended,
        *,
        dry_run: bool = False,
        resume: bool = False,
        progress: Any = None,
        of: str | None = None,
        **wanted: Any,
    ) -> ReparseReport:
        options = ReparseOptions(wanted=ResponseFilter(site=of, **wanted), dry_run=dry_run, resume=resume)
        sites = {site.name: site} if site else {}
        report = asyncio.run(
            reparse(
                workspace,
                sites,
                options,
                now=NOW,
                refuse=refused.append,
                progress=progress or (lambda report: None),
            )
        )
        assert report.balanced
        return report

    return run


def article(workspace: Workspace, number: int) -> Article:
    seen = workspace.records.page(article_key_url(url(number)))
    assert seen is not None
    found = workspace.records.get_article(seen.article_id or "")
    assert found is not None
    return found


def test_nothing_changes_where_nothing_is_read_otherwise(workspace: Workspace, run: Reparse) -> None:
    before = list(workspace.records.changes_after(0, 10))
    marks = [workspace.records.page(article_key_url(url(number))) for number in range(5)]
    report = run(Gazeta)
    assert (report.read, report.unchanged, report.total) == (5, 5, 5)
    assert workspace.records.changes_after(0, 10) == before
    assert [workspace.records.page(article_key_url(url(number))) for number in range(5)] == marks


def test_a_mended_selector_repairs_the_past(workspace: Workspace, run: Reparse) -> None:
    last = workspace.records.last_sequence()
    report = run()
    assert (report.changed, report.fields) == (5, Counter(tags=5))
    (name, change), *_ = report.examples["tags"]
    assert (name, change.before, change.after) == (article_key_url(url(0)), "", '["bozor"]')
    assert len(report.examples["tags"]) == 3
    mended = article(workspace, 2)
    assert mended.tags == ("bogʻcha",)
    assert mended.group_id == mended.id
    assert workspace.records.last_sequence() == last + 5
    versions = workspace.records.explained_versions(mended.id)
    assert [(each.tags, reason) for each, reason in versions] == [
        ((), None),
        (("bogʻcha",), "read again on 2026-11-26: tags"),
    ]
    seen = workspace.records.page(article_key_url(url(2)))
    assert seen is not None
    assert (seen.fetches, seen.outcome) == (1, "stored")
    assert run().unchanged == 5  # and once is enough


def test_a_dry_run_says_what_would_change_and_changes_nothing(workspace: Workspace, run: Reparse) -> None:
    before = list(workspace.records.changes_after(0, 10))
    report = run(dry_run=True)
    assert (report.changed, report.fields) == (5, Counter(tags=5))
    assert workspace.records.changes_after(0, 10) == before


def test_the_time_is_that_of_the_fetch(workspace: Workspace, run: Reparse) -> None:
    class Dated(Gazeta):
        name = "gazeta"
        layouts = (replace(OLD, date=".day"),)

    keep_page(
        workspace,
        Gazeta,
        url(5),
        html(5, when="").replace('class="date">', 'class="day">Kecha, 09:10'),
        FETCHED,
        "20.11.2026",
    )
    assert article(workspace, 5).published_day == date(2026, 11, 20)  # all that was known was the feed's
    report = run(Dated, since=FETCHED)
    assert report.fields["published_day"] >= 1
    assert article(workspace, 5).published_day == date(2026, 11, 23)
    assert article(workspace, 5).published_source == "printed"
    assert workspace.records.published_at(article(workspace, 5).id) == datetime(
        2026, 11, 23, 4, 10, tzinfo=UTC
    )


def test_a_page_of_2022_is_read_by_the_layout_of_2022(workspace: Workspace, run: Reparse) -> None:
    """The layout of 2026 has a body on the old page too: there, it is the box of what others read."""
    old = Layout(title="h1", body=".text", date=".date")
    new = Layout(title="h1", body=".box", date=".date", since=date(2026, 1, 1))
    box = f'<div class="box"><p>{"Boshqa xabarlar haqida qisqacha maʼlumot beriladi. " * 4}</p><p>{"Yana bir xabar. " * 9}</p></div>'

    class Redesigned(Gazeta):
        name = "gazeta"
        layouts = (new, old)

    class Undated(Gazeta):
        name = "gazeta"
        layouts = (replace(new, since=None), old)

    page = html(5, when="12.05.2022 10:00").replace("</body>", f"{box}</body>")
    fetched = datetime(2022, 5, 12, 12, 0, tzinfo=UTC)
    keep_page(workspace, Gazeta, url(5), page, fetched)
    body = article(workspace, 5).body
    assert body.startswith("Bogʻobod")
    assert run(Redesigned).unchanged == 6
    assert article(workspace, 5).body == body
    assert run(Undated, dry_run=True).fields["body"] == 1  # which is what the day is for
    early = page.replace(
        'class="text"', 'class="other"'
    ).encode()  # the day that is declared may be wrong by some
    read = Redesigned.read_article(HttpResponse(url(5), early), fetched_at=fetched)
    assert (read.body_layer, read.body[:5]) == ("selectors", "Boshqa"[:5])


def test_a_page_is_read_by_what_was_learned_when_it_came(workspace: Workspace, run: Reparse) -> None:
    """The design of then was learned, and the next one, which has its name for the text on a box of the old pages."""

    class Undeclared(Gazeta):
        name = "gazeta"
        layouts = ()

    first = LearnedLayout(Layout(title="h1", body=".text", date=".date"), 10)
    second = LearnedLayout(Layout(title="h1", body=".box", date=".date"), 10)
    records, edition, hour = workspace.records, Gazeta.editions[0].prefix, timedelta(hours=1)
    records.put_layouts("gazeta", edition, [orjson.dumps(first.to_dict()).decode()], FETCHED + hour)
    records.put_layouts("gazeta", edition, [orjson.dumps(second.to_dict()).decode()], FETCHED + 3 * hour)
    records.retire_layout("gazeta", edition, 1, FETCHED + 3 * hour)
    # of the last one, what was learned had been doubted
    for number, learned in enumerate(((), (first,), (second,), ())):
        box = "".join(
            f"<p>Boshqa xabarda {thing} va {PLACES[number]} haqida soʻz boradi.</p>" for thing in THINGS
        )
        page = html(number).replace("</body>", f'<div class="box">{box if learned else ""}</div></body>')
        at = FETCHED + hour * (2 * number + 0.5)
        keep_page(workspace, Undeclared, url(number), page, at, learned=learned)
    layers = [article(workspace, number).body_layer for number in range(4)]
    assert [layer == "learned" for layer in layers] == [False, True, True, False]
    assert article(workspace, 2).body.startswith("Boshqa")
    refuse_page(workspace, 5, html(5), "no-body", FETCHED + 2 * hour)
    assert run(Undeclared, since=FETCHED + timedelta(minutes=10)).unchanged == 4
    assert run(Undeclared, reasons=("no-body",)).stored == 1
    assert article(workspace, 5).body_layer == "learned"


def test_a_learned_place_of_the_date_mends_what_a_guessed_one_gave(
    workspace: Workspace, run: Reparse
) -> None:
    """The survey took the line of a comment; what was learned later knows the line below the title."""
    description = SiteDescription(
        name="gazeta",
        address="https://gazeta.example.uz/",
        hosts=Gazeta.allowed_domains,
        zone=Gazeta.zone,
        editions=Gazeta.editions,
        articles=((r"a/\d+",),),
        sources=Gazeta.discovery,
        layouts=(Layout(title="h1", body=None, date=".izoh"),),
    )
    surveyed = make_site(description)
    page = html(5, more="<i class='izoh'>20.11.2026 08:00</i>")
    keep_page(workspace, surveyed, url(5), page, FETCHED)
    assert article(workspace, 5).published_day == date(2026, 11, 20)
    assert run(surveyed).unchanged
    learned = LearnedLayout(Layout(title="h1", body=".text", date=".date"), 10)
    edition = Gazeta.editions[0].prefix
    row = orjson.dumps(learned.to_dict()).decode()
    workspace.records.put_layouts("gazeta", edition, [row], FETCHED + timedelta(hours=1))
    run(surveyed)
    assert article(workspace, 5).published_day == date(2026, 11, 24)


def test_what_gives_no_article_today_stays_and_is_listed(
    workspace: Workspace, run: Reparse, refused: list[RefusedPage]
) -> None:
    class Narrow(Gazeta):
        name = "gazeta"
        article = r"/a/[0-3]$"

    before = article(workspace, 4)
    report = run(Narrow)
    assert (report.unchanged, report.refused) == (4, Counter({"not-article": 1}))
    assert [(one.page.url, one.reason) for one in refused] == [(article_key_url(url(4)), "not-article")]
    assert refused[0].to_dict()["article"] == before.id
    assert article(workspace, 4) == before


def refuse_page(
    workspace: Workspace, number: int, page: str, reason: str, fetched_at: datetime = FETCHED
) -> None:
    body = page.encode()
    received = ReceivedResponse(url(number), 200, [(b"Content-Type", b"text/html")], body, fetched_at)
    key = article_key_url(url(number))
    pointer = workspace.warc.write(write_response(received), received.digest)
    workspace.records.mark_page(key, "gazeta", fetched_at, reason)
    workspace.records.add_response(
        KeptPage(
            pointer=pointer, site="gazeta", url=key, fetched_at=fetched_at, outcome=reason, article_id=None
        )
    )


def test_pages_that_were_refused_become_articles(workspace: Workspace, run: Reparse) -> None:
    refuse_page(workspace, 5, html(5), "not-article")
    refuse_page(workspace, 6, "<html><h1>Kichik</h1><p>kichik</p></html>", "no-body")
    report = run(reasons=("not-article", "no-body"))
    assert (report.read, report.stored, report.refused) == (2, 1, Counter({"no-body": 1}))
    assert article(workspace, 5).tags == ("maktab",)
    seen = workspace.records.page(article_key_url(url(5)))
    assert seen is not None
    assert seen.outcome == "stored"
    assert run(reasons=("not-article",)).read == 0


def test_a_text_from_a_later_answer_that_was_not_kept_is_left_alone(
    workspace: Workspace, run: Reparse
) -> None:
    later = article(workspace, 1)
    later.fetched_at += timedelta(hours=1)
    later.body += "\nKeyinroq qoʻshilgan xatboshi."
    workspace.records.put_article(later)
    report = run()
    assert (report.newer, report.changed) == (1, 4)
    assert article(workspace, 1) == later


def test_a_visit_without_a_change_keeps_the_answer_in_force(workspace: Workspace, run: Reparse) -> None:
    again = article(workspace, 1)
    again.fetched_at += timedelta(days=1)
    assert workspace.records.put_article(again).outcome == "unchanged"
    assert run().changed == 5
    assert run().unchanged == 5
    (newest,) = [change for change in workspace.records.changes_after(0, 10) if change.id == again.id]
    assert newest.version == again.version  # the index would refuse an older one


def test_an_article_whose_record_is_damaged_is_mended(workspace: Workspace, run: Reparse) -> None:
    before = article(workspace, 3)
    with workspace.records.transaction():
        workspace.records._db.execute(
            "UPDATE article SET payload = x'00' WHERE id = ?", (bytes.fromhex(before.id),)
        )
    report = run(Gazeta)
    assert (report.unchanged, report.stored) == (4, 1)
    assert article(workspace, 3).body == before.body


def test_damaged_answers_are_listed_and_the_rest_is_read(
    workspace: Workspace, run: Reparse, refused: list[RefusedPage]
) -> None:
    assert check_responses(workspace) == (5, [])
    workspace.warc.close()
    (path,) = (workspace.config.data / "warc").iterdir()
    path.write_bytes(path.read_bytes()[:-30])
    report = run()
    assert (report.changed, report.refused) == (4, Counter({"no-response": 1}))
    assert "ends before the record does" in refused[0].detail
    read, damaged = check_responses(workspace)
    assert (read, [one.page.url for one in damaged]) == (5, [article_key_url(url(4))])


def test_a_site_without_a_class_is_named_and_left_alone(workspace: Workspace, run: Reparse) -> None:
    before = list(workspace.records.changes_after(0, 10))
    report = run(None)
    assert (report.gone, report.refused) == (Counter(gazeta=5), Counter({"no-site": 5}))
    assert workspace.records.changes_after(0, 10) == before


def test_one_page_that_ends_a_worker_costs_itself_alone(run: Reparse, refused: list[RefusedPage]) -> None:
    _POISON.append("/2")
    report = run()
    assert (report.changed, report.refused) == (4, Counter({"too-costly": 1}))
    assert [one.page.url for one in refused] == [article_key_url(url(2))]


def test_an_interrupted_job_goes_on_where_it_stopped(
    workspace: Workspace, run: Reparse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reparse_module, "BATCH", 2)
    stops: list[int] = []

    def stop(report: ReparseReport) -> None:
        stops.append(report.read)
        if report.read == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(progress=stop)
    assert [bool(article(workspace, number).tags) for number in range(5)] == [True] * 4 + [False]
    rest = run(resume=True)
    assert (rest.total, rest.changed) == (1, 1)
    assert run(resume=True).unchanged == 5  # it has ended: the next one begins anew


def test_what_cannot_be_stored_is_refused_alone(
    workspace: Workspace,
    run: Reparse,
    refused: list[RefusedPage],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    put = workspace.records.put_reading

    def fail(reading: Article, *rest: Any) -> Any:
        if reading.url.endswith("/2"):
            raise ValueError("whatever")
        return put(reading, *rest)

    monkeypatch.setattr(workspace.records, "put_reading", fail)
    assert (run().changed, [one.reason for one in refused]) == (4, ["store-error"])
    assert "could not be stored" in caplog.text


def test_records_that_take_no_more_end_it(
    workspace: Workspace, run: Reparse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> Any:
        raise RecordsError("the disk is full")

    monkeypatch.setattr(workspace.records, "put_reading", full)
    with pytest.raises(RecordsError):
        run()
    assert not article(workspace, 0).tags


def test_a_crawl_that_comes_between_wins(
    workspace: Workspace, run: Reparse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The readings of a batch are stored after a crawl has stored a newer text of one of its articles."""

    def meanwhile(*arguments: Any) -> Any:
        readings = read_again(*arguments)
        newer = article(workspace, 0)
        newer.fetched_at += timedelta(hours=1)
        newer.title = "Butunlay yangi sarlavha"
        workspace.records.put_article(newer)
        return readings

    monkeypatch.setattr(reparse_module, "read_again", meanwhile)
    report = run()
    assert (report.newer, report.changed) == (1, 4)
    assert article(workspace, 0).title == "Butunlay yangi sarlavha"


def test_only_what_is_asked_for_is_read(workspace: Workspace, run: Reparse) -> None:
    assert run(of="daryo_uz").read == 0
    assert run(since=FETCHED + timedelta(minutes=3)).changed == 2
    assert len(workspace.records.responses_after(START, None, 10)) == 5
