"""Which date an article gets, of those its page gives."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from xabar.article import Article, BodyLayer, DateSource, PrintedDate
from xabar.language.dates import DateContext, ParsedDate
from xabar.processing.dateparser_reader import read_with_dateparser
from xabar.processing.dates import choose_date
from xabar.processing.steps import Context
from xabar.rejection import Rejected

FETCHED = datetime(2025, 4, 25, 10, 0, tzinfo=UTC)  # 15:00 in Tashkent


def dated(
    *printed: tuple[DateSource, str],
    language: str | None = "uz",
    declared: str = "uz",
    modified: str | None = None,
    layer: BodyLayer = "selectors",
) -> Article:
    """Return an article with these dates on its page, after the step."""
    article = Article(
        url="https://example.uz/maqola",
        site="example_uz",
        fetched_at=FETCHED,
        zone="Asia/Tashkent",
        declared_language=declared,
        language=language,
        title="Yangi kutubxona ochildi",
        body="Shahar markazida yangi kutubxona ochildi.",
        printed_dates=tuple(PrintedDate(text, source) for source, text in printed),
        modified_text=modified,
        body_layer=layer,
    )
    return choose_date(article, Context())


def test_sets_all_five_fields() -> None:
    article = dated(("json-ld", "2025-04-24T14:30:00+05:00"))
    assert article.published_at == datetime(2025, 4, 24, 9, 30, tzinfo=UTC)
    assert article.published_day == date(2025, 4, 24)
    assert article.published_text == "2025-04-24T14:30:00+05:00"
    assert article.published_source == "json-ld"
    assert article.published_precision == "minute"


def test_day_alone_is_the_first_moment_of_the_local_day() -> None:
    article = dated(("printed", "24 aprel, 2025"))
    assert article.published_at == datetime(2025, 4, 23, 19, 0, tzinfo=UTC)
    assert article.published_day == date(2025, 4, 24)
    assert article.published_precision == "day"


def test_utc_evening_is_the_next_local_day() -> None:
    assert dated(("json-ld", "2025-04-23T21:00:00Z")).published_day == date(2025, 4, 24)


def test_most_trusted_source_counts_whatever_the_order() -> None:
    article = dated(("feed", "Thu, 24 Apr 2025 14:35:00 +0500"), ("meta", "2025-04-24T14:30:00+05:00"))
    assert article.published_source == "meta"


def test_printed_time_completes_a_machine_day() -> None:
    article = dated(("json-ld", "2025-04-24"), ("printed", "24 aprel, 14:30"))
    assert article.published_source == "printed"
    assert article.published_precision == "minute"


@pytest.mark.parametrize("midnight", ["2025-04-24T00:00:00+05:00", "2025-04-24T00:00:00Z"])
def test_midnight_of_a_machine_is_a_day(midnight: str) -> None:
    assert dated(("meta", midnight)).published_precision == "day"
    assert dated(("meta", midnight), ("printed", "24.04.2025 14:30")).published_precision == "minute"


def test_one_day_apart_is_not_a_contradiction() -> None:
    article = dated(("json-ld", "2025-04-23T22:00:00+05:00"), ("printed", "24 aprel 2025"))
    assert article.published_source == "json-ld"


def test_printed_date_beats_metadata_of_another_day() -> None:
    article = dated(("json-ld", "2025-04-25T14:59:00+05:00"), ("printed", "12 mart 2024, 10:00"))
    assert article.published_day == date(2024, 3, 12)
    assert article.published_source == "printed"


def test_todays_date_in_a_header_does_not_beat_metadata() -> None:
    article = dated(("json-ld", "2024-03-12T10:00:00+05:00"), ("printed", "Bugun 25 aprel, 2025 yil"))
    assert article.published_day == date(2024, 3, 12)


@pytest.mark.parametrize(
    ("machine", "printed", "day", "hour"),
    [
        ("2025-04-23T14:30:00Z", "23 aprel 2025, 14:30", date(2025, 4, 23), 14),  # local time called UTC
        ("2025-04-23T22:30:09Z", "23 aprel 2025, 22:30", date(2025, 4, 23), 22),  # which moved the day
        ("2025-04-23T14:30:00+03:00", "23.04.2025 14.30", date(2025, 4, 23), 14),  # Moscow's, from a template
        ("2025-04-23T14:30:00+05:00", "23 aprel 2025, 14:30", date(2025, 4, 23), 14),
        ("2025-04-23T14:30:00+05:00", "23 aprel 2025, 15:12", date(2025, 4, 23), 14),  # changed since
        ("2025-04-25T12:00:00+05:00", "2 soat oldin", date(2025, 4, 25), 12),  # no clock is printed
    ],
)
def test_clock_that_readers_see_guards_against_wrong_zones(
    machine: str, printed: str, day: date, hour: int
) -> None:
    article = dated(("json-ld", machine), ("printed", printed))
    assert article.published_day == day
    assert article.published_at is not None
    assert article.published_at.hour == (hour - 5) % 24


OLD = "Wed, 12 Mar 2025 10:00:00 +0500"


@pytest.mark.parametrize(
    ("machine", "others", "day"),
    [
        # the moment of the answer, or today, and somebody else knows better
        ("2025-04-25T14:59:58+05:00", (("feed", OLD),), date(2025, 3, 12)),
        ("2025-04-25T14:59:58+05:00", (("meta", "2025-03-12T10:00:00+05:00"),), date(2025, 3, 12)),
        ("2025-04-25", (("time", "2025-03-12T10:00:00+05:00"),), date(2025, 3, 12)),
        (
            "2025-04-25T14:59:58+05:00",
            (("printed", "Bugun, 25 aprel"), ("url", "2025-03-12")),
            date(2025, 3, 12),
        ),
        # the article is new: confirmed, or nobody speaks against it
        ("2025-04-25T14:55:00+05:00", (), date(2025, 4, 25)),
        ("2025-04-25T14:55:00+05:00", (("printed", "Bugun, 14:55"),), date(2025, 4, 25)),
        ("2025-04-25T14:55:00+05:00", (("meta", "2025-03-12"), ("url", "2025-04-25")), date(2025, 4, 25)),
        # a moment of today that is not that of the answer
        ("2025-04-25T09:00:00+05:00", (("feed", OLD),), date(2025, 4, 25)),
    ],
)
def test_guards_against_the_time_of_the_fetch(
    machine: str, others: tuple[tuple[DateSource, str], ...], day: date
) -> None:
    assert dated(("json-ld", machine), *others).published_day == day


@pytest.mark.parametrize(
    ("published", "modified", "expected"),
    [
        ("2025-04-24T10:00:00+05:00", "2025-04-24T12:30:00+05:00", datetime(2025, 4, 24, 7, 30, tzinfo=UTC)),
        ("2025-04-24T10:00:00+05:00", "2025-04-24T10:00:00+05:00", None),  # no change
        (
            "2025-04-24T10:00:00+05:00",
            "2025-03-12T10:00:00+05:00",
            None,
        ),  # before there was anything to change
        ("2025-04-24T10:00:00+05:00", "2025-04-25T14:59:00+05:00", None),  # the clock of the template
        ("2025-04-24T10:00:00+05:00", "2027-04-25T14:59:00+05:00", None),
        ("2025-04-24T10:00:00+05:00", "yaqinda", None),
        ("2025-04-24T10:00:00+05:00", None, None),
    ],
)
def test_change_is_kept_apart(published: str, modified: str | None, expected: datetime | None) -> None:
    article = dated(("json-ld", published), modified=modified)
    assert article.published_at == datetime(2025, 4, 24, 5, 0, tzinfo=UTC)
    assert article.modified_at == expected
    assert article.modified_text == (modified if expected else None)


def test_a_change_is_not_a_publication() -> None:
    with pytest.raises(Rejected):
        dated(modified="2025-04-24T12:30:00+05:00")


def test_address_decides_between_metadata_and_print() -> None:
    printed: tuple[DateSource, str] = ("printed", "12 mart 2024")
    machine: tuple[DateSource, str] = ("json-ld", "2024-05-20T10:00:00+05:00")
    assert dated(machine, printed, ("url", "/2024/05/20/")).published_day == date(2024, 5, 20)
    assert dated(machine, printed, ("url", "/2024/03/12/")).published_day == date(2024, 3, 12)


def test_address_beats_the_metadata_of_a_later_change() -> None:
    changed: tuple[DateSource, str] = ("meta", "2025-04-20T10:00:00+05:00")
    assert dated(changed, ("url", "2024-03-12")).published_day == date(2024, 3, 12)
    feed: tuple[DateSource, str] = ("feed", "Sun, 20 Apr 2025 10:00:00 +0500")
    assert dated(changed, ("url", "2024-03-12"), feed).published_day == date(2025, 4, 20)


def test_relative_dates_count_from_the_fetch() -> None:
    assert dated(("printed", "20 daqiqa avval")).published_at == datetime(2025, 4, 25, 9, 40, tzinfo=UTC)


def test_hours_that_are_counted_back_name_no_minute_and_a_feed_does() -> None:
    article = dated(("printed", "2 soat avval"))
    assert (article.published_day, article.published_precision) == (date(2025, 4, 25), "day")
    article = dated(("printed", "2 soat avval"), ("feed", "2025-04-25T12:41:00+05:00"))
    assert article.published_at == datetime(2025, 4, 25, 7, 41, tzinfo=UTC)
    assert article.published_precision == "minute"


def test_future_is_passed_over() -> None:
    article = dated(("json-ld", "2027-01-01T00:00:00+05:00"), ("printed", "24 aprel 2025"))
    assert article.published_day == date(2025, 4, 24)


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ((), "no-date"),
        ((("printed", "Yangiliklar"),), "no-date"),
        ((("printed", "31 aprel 2025"), ("printed", "5 iyu 2024")), "no-date"),
        ((("json-ld", "2027-01-01T00:00:00+05:00"),), "future-date"),
        ((("json-ld", "2027-01-01T00:00:00+05:00"), ("printed", "1-yanvar, 2027")), "future-date"),
    ],
)
def test_refuses(printed: tuple[tuple[DateSource, str], ...], reason: str) -> None:
    with pytest.raises(Rejected) as raised:
        dated(*printed)
    assert raised.value.reason == reason


def test_reads_the_language_of_the_edition_where_that_of_the_text_has_no_such_date() -> None:
    assert dated(("printed", "24 сәуір 2025"), language="ru", declared="kk").published_day == date(
        2025, 4, 24
    )


def test_dateparser_reads_languages_without_tables() -> None:
    assert dated(("printed", "24 Nisan 2025"), language="tr").published_day == date(2025, 4, 24)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("tr", "24 Nisan 2025", date(2025, 4, 24)),
        ("az", "15 aprel 2024, 14:30", date(2024, 4, 15)),
        ("ky", "25-апрель 2024-ж.", date(2024, 4, 25)),
        ("tr", "2 saat önce", None),  # relative: not asked
        ("tr", "3 Nisan", None),  # no year: not believed
        ("tg", "25 апрели 2024", None),  # a language that it does not have
        ("tr", "31 Nisan 2024", None),
        ("tr", "24-26 Nisan 2025", None),
        ("ru", "24–26 апреля 2025", None),
    ],
)
def test_second_reader(language: str, text: str, expected: date | None) -> None:
    reading = read_with_dateparser(text, language=language, context=DateContext.of(FETCHED, "Asia/Tashkent"))
    assert (reading.day if isinstance(reading, ParsedDate) else reading) == expected


def test_rejection_needs_a_reason_of_the_vocabulary() -> None:
    with pytest.raises(ValueError, match="reason 'ugly' is not one of"):
        Rejected("ugly")


GUESSED: DateSource = "time"


@pytest.mark.parametrize(
    ("shown", "witness", "day"),
    [
        # the next day, of a comment or a neighbour
        ("2025-04-24T12:00:00+05:00", ("url", "2025-04-23"), 23),
        ("24.04.2025", ("url", "2025-04-23"), 23),
        ("24.04.2025, 18:25", ("feed", "23.04.2025, 18:25"), 23),
        # a zone may be wrong, or the address in another one
        ("2025-04-24T02:30:00+05:00", ("url", "2025-04-23"), 24),
        ("24.04.2025, 00:10", ("feed", "23.04.2025, 19:10"), 24),
        # a list that names only a day, or the clock of the page, is no better witness
        ("24.04.2025", ("feed", "23.04.2025"), 24),
        ("24.04.2025", ("feed", "25.04.2025, 14:59"), 24),
    ],
)
def test_a_day_apart_needs_the_reason_of_a_zone(
    shown: str, witness: tuple[DateSource, str], day: int
) -> None:
    found = dated((GUESSED, shown), witness, layer="blocks")
    assert found.published_day == date(2025, 4, day)


def test_a_declared_place_counts_for_more_than_the_address() -> None:
    assert dated(("printed", "24.04.2025"), ("url", "2025-04-23")).published_day == date(2025, 4, 24)
