"""The statistics of a crawl in words and as JSON."""

from __future__ import annotations

from collections import Counter

from xabar.crawl_report import format_report, report_to_dict
from xabar.crawl_stats import HELD, CrawlStats, IndexStats, SiteStats

STATS = CrawlStats(
    sites=[
        SiteStats(
            "kun_uz",
            fetched=9,
            stored=5,
            unchanged=1,
            duplicate=1,
            rejected=Counter({"no-date": 2}),
            errors=Counter({"http-error": 1}),
        ),
        SiteStats("daryo_uz"),
        SiteStats("uza_uz", fetched=2, stored=1),
    ],
    index=IndexStats(stored=6, confirmed=3, waiting=2, dead=1, problem="the server does not answer"),
)


def test_the_table_is_aligned() -> None:
    assert format_report(STATS)[:4] == [
        "site      fetched  = stored  + unchanged  + duplicate  + rejected",
        "kun_uz          9         5            1            1           2",
        "daryo_uz        0         0            0            0           0",
        "uza_uz          2         1            0            0           0",
    ]


def test_a_run_without_sites_still_has_a_table() -> None:
    assert format_report(CrawlStats())[0].startswith("site  fetched")


def test_each_site_has_its_numbers_and_its_reasons() -> None:
    lines = format_report(STATS)
    assert lines[1].split() == ["kun_uz", "9", "5", "1", "1", "2"]
    assert "kun_uz: rejected 2 × no date of publication could be read" in lines
    assert "kun_uz: failed discovery pages 1 × the site answered with an error" in lines
    assert "daryo_uz: gave nothing" in lines
    assert "uza_uz: the counts do not balance; that is a bug in xabar" in lines


def test_pages_that_are_not_due_are_counted() -> None:
    lines = format_report(CrawlStats(sites=[SiteStats("kun_uz", known=40)]))
    assert (
        "kun_uz: skipped 40 pages that are not due yet and never will be; --refetch asks for them at once"
        in lines
    )
    assert "kun_uz: gave nothing" not in lines


def test_index_says_what_waits_and_why() -> None:
    assert format_report(STATS)[-1] == (
        "index: 6 stored = 3 confirmed + 2 waiting + 1 dead (the server does not answer);"
        " nothing is lost: mend that, then run `xabar index feed`; `xabar dead list` says why"
    )


def test_json_has_the_same_numbers_and_the_exit_code() -> None:
    found = report_to_dict(STATS)
    assert found["exit_code"] == 1
    assert found["sites"][0]["rejected"] == {"no-date": 2}
    assert [site["balanced"] for site in found["sites"]] == [True, True, False]
    assert found["index"] == {
        "stored": 6,
        "confirmed": 3,
        "waiting": 2,
        "dead": 1,
        "problem": "the server does not answer",
        "older": {"confirmed": 0, "waiting": 0, "dead": 0},
        "balanced": True,
    }


def test_what_older_runs_left_is_said_apart() -> None:
    index = IndexStats(stored=2, confirmed=2, older_confirmed=40, older_dead=1)
    stats = CrawlStats(sites=[SiteStats("kun_uz", fetched=2, stored=2)], index=index)
    assert stats.exit_code == 1
    assert format_report(stats)[-1] == (
        "index: 2 stored = 2 confirmed + 0 waiting + 0 dead; left by older runs: 40 confirmed now, 0 waiting, 1 dead;"
        " `xabar dead list` says why"
    )


def test_an_index_that_has_lost_something_names_the_command_that_mends_it() -> None:
    lost = IndexStats(problem="the index has lost 4 of 8 articles (languages: uz): run `xabar index rebuild`")
    stats = CrawlStats(sites=[SiteStats("kun_uz", known=8)], index=lost)
    assert stats.exit_code == 1
    assert format_report(stats)[-1].endswith("(languages: uz): run `xabar index rebuild`)")


def test_a_run_that_was_ended_says_why_and_by_its_exit_code() -> None:
    for ended, code, words in (
        ("finished", 0, ""),
        ("closespider_itemcount", 0, ""),
        ("shutdown", 130, "kun_uz: interrupted; the next run goes on where it stopped"),
        ("start_error", 1, "kun_uz: ended by a fault in asking for pages"),
        ("closespider_timeout", 1, "kun_uz: ended by its deadline"),
        ("anything", 1, "kun_uz: ended before its work was done (anything)"),
    ):
        stats = CrawlStats(sites=[SiteStats("kun_uz", fetched=1, stored=1, ended=ended)])
        assert stats.exit_code == code
        assert words in "\n".join(format_report(stats))


def test_a_site_that_another_process_crawls_is_not_said_to_give_nothing() -> None:
    [line] = [
        line
        for line in format_report(CrawlStats(sites=[SiteStats("kun_uz", ended=HELD)]))
        if "kun_uz:" in line
    ]
    assert "another process crawls it" in line


def test_what_is_said_of_a_run_has_no_number_of_pages() -> None:
    stats = SiteStats("kun_uz", notes=Counter({"none-known": 1}))
    assert "kun_uz: no known page was to be asked for again" in format_report(CrawlStats(sites=[stats]))
