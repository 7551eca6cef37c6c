"""What is the same article, what is a near copy, and what only looks alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.duplicates import (
    BANDS,
    PERMUTATIONS,
    Duplicate,
    DuplicatesPipeline,
    bands_of,
    nearest,
    sign_words,
)
from pipelines.sharing import SharedRecords
from tests.pipelines.articles import TEXT, TEXT_LATIN, make_article
from xabar.article import Article

DAY, NEXT_DAY = date(2026, 11, 24), date(2026, 11, 25)
PRINTED: dict[str, Any] = {"language": "uz", "script": "Cyrl", "published_day": DAY}
FRAMED = ("ТОШКЕНТ, 24 ноябрь – Янги кун.", *TEXT, "Бу ҳақда «Янги кун» хабар берди.")


@pytest.fixture
def counted() -> list[str]:
    return []


@pytest.fixture
def step(tmp_path: Path, counted: list[str]) -> Iterator[DuplicatesPipeline]:
    step = DuplicatesPipeline(str(tmp_path), counted.append)
    step.open_spider()
    yield step
    step.close_spider()


def store(step: DuplicatesPipeline, records: SharedRecords, article: Article) -> Article:
    step.process_item(article)
    records.put(article)
    return article


def test_first_article_makes_a_group_of_its_own(step: DuplicatesPipeline, records: SharedRecords) -> None:
    article = store(step, records, make_article(**PRINTED))
    assert article.group_id == article.id


def test_what_was_prepared_ahead_changes_nothing(
    step: DuplicatesPipeline, records: SharedRecords, counted: list[str]
) -> None:
    original = make_article(1, **PRINTED)
    step.prepare(original)
    store(step, records, original)
    copy = make_article(2, **PRINTED)
    step.prepare(copy)
    with pytest.raises(Duplicate):
        step.process_item(copy)
    assert counted == ["xabar/duplicate"]


def test_same_text_under_another_address_is_not_stored_again(
    step: DuplicatesPipeline, records: SharedRecords, counted: list[str]
) -> None:
    original = store(step, records, make_article(1, **PRINTED))
    typeset_anew = "\n".join(TEXT).replace(". ", ".  ").replace("Унда", "УНДА")
    with pytest.raises(Duplicate, match="kutubxona-1") as refusal:
        step.process_item(make_article(2, body=typeset_anew, **PRINTED))
    assert refusal.value.original.id == original.id
    assert counted == ["xabar/duplicate"]


def test_a_teaser_under_another_title_is_another_article(
    step: DuplicatesPipeline, records: SharedRecords
) -> None:
    teaser: dict[str, Any] = {"body": "Тўлиқ суҳбатни видеода кўришингиз мумкин."}
    store(step, records, make_article(1, **PRINTED | teaser))
    other = step.process_item(make_article(2, title="Терма жамоа нега ютқазди?", **PRINTED | teaser))
    assert other.group_id == make_article(1).id
    with pytest.raises(Duplicate):
        step.process_item(make_article(3, **PRINTED | teaser))


def test_same_article_fetched_again_is_no_duplicate(step: DuplicatesPipeline, records: SharedRecords) -> None:
    original = store(step, records, make_article(**PRINTED))
    again = store(step, records, make_article(body="\n".join(FRAMED), **PRINTED))
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
def test_near_copy_is_stored_in_the_group_of_the_first(
    step: DuplicatesPipeline, records: SharedRecords, changes: dict[str, Any]
) -> None:
    original = store(step, records, make_article(1, **PRINTED))
    copy = store(step, records, make_article(2, **{**PRINTED, **changes}))
    third = store(step, records, make_article(3, site="gazeta_uz", **PRINTED))
    assert copy.group_id == third.group_id == original.id


def test_texts_that_differ_in_numbers_alone_stay_apart(
    step: DuplicatesPipeline, records: SharedRecords
) -> None:
    def rates(number: int, dollar: int, euro: int) -> Article:
        body = f"Бугун доллар {dollar} сўм, евро {euro} сўм, рубль {number + 140} сўм, юань {number + 1600} сўм бўлди."
        return make_article(number, body=body, **PRINTED)

    groups = {store(step, records, rates(n, 12_000 + n, 13_000 + n)).group_id for n in range(5)}
    assert len(groups) == 5


def test_refused_article_founds_no_group(step: DuplicatesPipeline, records: SharedRecords) -> None:
    refused = step.process_item(make_article(1, **PRINTED))
    records.forget(refused)
    later = store(step, records, make_article(2, **PRINTED))
    assert later.group_id == later.id


def test_signature_has_its_bands() -> None:
    signature = sign_words(["bir", "ikki", "uch", "to'rt", "besh"])
    assert len(signature) == PERMUTATIONS
    assert len(bands_of(signature)) == BANDS
    assert b"".join(bands_of(signature)) == signature.tobytes()


def test_nearest_come_first() -> None:
    words = [f"soz{number}" for number in range(60)]
    text = sign_words(words)
    others = {
        "far": sign_words(["butunlay", "boshqa", "matn", "haqida"]).tobytes(),
        "near": sign_words(words[:50]).tobytes(),
        "same": text.tobytes(),
    }
    assert list(nearest(text, others)) == ["same", "near"]


@given(st.text(alphabet="abc ", max_size=60))
def test_any_text_has_a_signature_equal_to_itself(text: str) -> None:
    assert sign_words(text.split()) == sign_words(text.split())
