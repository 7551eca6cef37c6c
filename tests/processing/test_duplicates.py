"""What is the same article, what is a near copy, and what only looks alike."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.processing.articles import TEXT, TEXT_LATIN, make_article
from xabar.article import Article
from xabar.processing.duplicates import (
    BANDS,
    FORMER_ROWS,
    PERMUTATIONS,
    differ_in_numbers,
    rank_candidates,
    sign_text,
    sign_words,
    split_bands,
)
from xabar.processing.ingest import Ingested, ingest
from xabar.processing.steps import Context
from xabar.records.store import RecordStore

DAY, NEXT_DAY = date(2026, 11, 24), date(2026, 11, 25)
PRINTED: dict[str, Any] = {"language": "uz", "script": "Cyrl", "published_day": DAY}
FRAMED = ("ТОШКЕНТ, 24 ноябрь – Янги кун.", *TEXT, "Бу ҳақда «Янги кун» хабар берди.")


def put(records: RecordStore, article: Article) -> Ingested:
    return ingest(records, sign_text(article, Context()))


def store(records: RecordStore, article: Article) -> Article:
    assert put(records, article).outcome in ("stored", "unchanged")
    return article


def test_how_many_words_are_remembered_changes_no_signature() -> None:
    one, many = (sign_text(make_article(**PRINTED), Context(for_many=each)) for each in (False, True))
    assert one.signature is not None
    assert one.signature == many.signature


def test_first_article_makes_a_group_of_its_own(records: RecordStore) -> None:
    article = store(records, make_article(**PRINTED))
    assert article.group_id == article.id


def test_same_text_under_another_address_is_not_stored_again(records: RecordStore) -> None:
    original = store(records, make_article(1, **PRINTED))
    typeset_anew = "\n".join(TEXT).replace(". ", ".  ").replace("Унда", "УНДА")
    copy = make_article(2, body=typeset_anew, **PRINTED)
    ingested = put(records, copy)
    assert ingested.outcome == "duplicate"
    assert ingested.original is not None
    assert ingested.original.id == original.id
    assert records.get_article(copy.id) is None


def test_the_page_of_a_duplicate_is_remembered_with_the_original(records: RecordStore) -> None:
    original = store(records, make_article(1, **PRINTED))
    put(records, make_article(2, **PRINTED))
    seen = records.page(make_article(2).url)
    assert seen is not None
    assert (seen.outcome, seen.article_id) == ("duplicate", original.id)


def test_a_teaser_under_another_title_is_another_article(records: RecordStore) -> None:
    teaser: dict[str, Any] = {"body": "Тўлиқ суҳбатни видеода кўришингиз мумкин."}
    store(records, make_article(1, **PRINTED | teaser))
    other = store(records, make_article(2, title="Терма жамоа нега ютқазди?", **PRINTED | teaser))
    assert other.group_id == make_article(1).id
    assert put(records, make_article(3, **PRINTED | teaser)).outcome == "duplicate"


def test_the_same_article_fetched_again_is_not_a_duplicate(records: RecordStore) -> None:
    original = store(records, make_article(**PRINTED))
    again = store(records, make_article(body="\n".join(FRAMED), **PRINTED))
    assert again.group_id == original.id


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"site": "daryo_uz"}, id="other site"),
        pytest.param({"published_day": NEXT_DAY}, id="printed again on another day"),
        pytest.param({"script": "Latn", "body": "\n".join(TEXT_LATIN)}, id="other script"),
        pytest.param({"body": "\n".join(FRAMED)}, id="other frame"),
    ],
)
def test_near_copy_is_stored_in_the_group_of_the_first(records: RecordStore, changes: dict[str, Any]) -> None:
    original = store(records, make_article(1, **PRINTED))
    copy = store(records, make_article(2, **{**PRINTED, **changes}))
    third = store(records, make_article(3, site="gazeta_uz", **PRINTED))
    assert copy.group_id == third.group_id == original.id


def test_texts_that_differ_in_numbers_alone_stay_apart(records: RecordStore) -> None:
    def rates(number: int, dollar: int, euro: int) -> Article:
        body = f"Бугун доллар {dollar} сўм, евро {euro} сўм, рубль {number + 140} сўм, юань {number + 1600} сўм бўлди."
        return make_article(number, body=body, **PRINTED)

    groups = {store(records, rates(n, 12_000 + n, 13_000 + n)).group_id for n in range(5)}
    assert len(groups) == 5


RATES = (
    "Markaziy bank {0}-noyabr kuni uchun valyuta kurslarini eʼlon qildi. Unga koʻra, 1 AQSH dollari {1} soʻmga, 1 yevro"
    " {2} soʻmga teng boʻldi. Markaziy bank kurslarni har kuni birja savdolari yakunlari boʻyicha belgilaydi. Kurs"
    " hisobotlarni yuritish, bojxona toʻlovlari hamda soliqlarni hisoblash uchun qoʻllanadi."
)
LATIN: dict[str, Any] = {"language": "uz", "script": "Latn"}


def rates(number: int, day: int, dollar: str, euro: str, **others: Any) -> Article:
    body = others.pop("frame", "{}").format(RATES.format(day, dollar, euro))
    return make_article(number, body=body, published_day=date(2026, 11, day), **LATIN | others)


def test_issues_of_a_long_template_stay_apart_and_copies_of_one_meet(records: RecordStore) -> None:
    first = store(records, rates(1, 24, "12 345,67", "13 456,78"))
    second = store(records, rates(2, 25, "12 355,10", "13 444,12"))
    frame = "TOSHKENT, Yangi kun. {} Bu haqda «Yangi kun» xabar berdi."
    copy = store(records, rates(3, 25, "12,355.10", "13444.12", frame=frame, site="daryo_uz"))
    assert first.group_id != second.group_id == copy.group_id


def test_a_copy_is_found_behind_many_issues_of_the_series(records: RecordStore) -> None:
    issues = [store(records, rates(day, day, f"12 3{day}", f"13 4{day}")) for day in range(10, 20)]
    copy = store(records, rates(99, 10, "12 310", "13 410", frame="{} Surat: ochiq manba.", site="daryo_uz"))
    assert copy.group_id == issues[0].group_id


@pytest.mark.parametrize(
    ("ours", "theirs", "days", "apart"),
    [
        ("narx 12 500", "narx 12,500", (24, 25), False),  # written otherwise
        ("5 kishi, 12 uy, 30 daraxt", "5 kishi, 13 uy, 30 daraxt", (24, 24), False),  # one was corrected
        ("92-benzin 12 500", "92-benzin 12 510", (24, 25), True),
        ("3, 4, 5, 6", "3, 4, 7, 8", (24, 24), True),
        ("3, 4, 5, 6, 7, 8", "3, 4, 5, 6", (24, 25), False),  # cut
        ("hech qanday raqam", "24-noyabr", (24, 25), False),  # a dateline was added
    ],
)
def test_numbers_tell_two_issues_from_a_copy(
    ours: str, theirs: str, days: tuple[int, int], apart: bool
) -> None:
    one, other = (
        make_article(number, body=body.replace(", ", " va "), published_day=date(2026, 11, day), **LATIN)
        for number, (body, day) in enumerate(zip((ours, theirs), days, strict=True))
    )
    assert differ_in_numbers(one, other) is apart
    assert differ_in_numbers(other, one) is apart


def test_what_an_earlier_version_remembered_is_found(records: RecordStore) -> None:
    original = make_article(1, **PRINTED)
    store(records, original)
    assert original.signature is not None
    records._db.execute("DELETE FROM band")
    records._db.execute("DELETE FROM signature")
    records.add_signature(
        original.id, original.signature, lambda all_of_it: split_bands(all_of_it, FORMER_ROWS)
    )
    records._db.execute("UPDATE milestone SET version = 1 WHERE name = 'bands'")
    records.__dict__.pop("has_former_bands")
    assert put(records, make_article(2, **PRINTED)).outcome == "duplicate"


def test_article_that_is_only_signed_founds_no_group(records: RecordStore) -> None:
    sign_text(make_article(1, **PRINTED), Context())
    later = store(records, make_article(2, **PRINTED))
    assert later.group_id == later.id


def test_signature_has_its_bands() -> None:
    signature = sign_words([b"bir", b"ikki", b"uch", b"to'rt", b"besh"])
    assert len(signature) == 4 * PERMUTATIONS
    assert len(split_bands(signature)) == BANDS
    assert signature.startswith(b"".join(split_bands(signature)))
    assert b"".join(split_bands(signature, FORMER_ROWS)) == signature


def test_nearest_come_first() -> None:
    words = [f"soz{number}".encode() for number in range(60)]
    text = sign_words(words)
    others = {
        "far": sign_words([b"butunlay", b"boshqa", b"matn", b"haqida"]),
        "near": sign_words(words[:50]),
        "same": text,
    }
    assert list(rank_candidates(text, others)) == ["same", "near"]


@given(st.text(alphabet="abc ", max_size=60))
def test_any_text_has_a_signature_equal_to_itself(text: str) -> None:
    assert sign_words(text.encode().split()) == sign_words(text.encode().split())
