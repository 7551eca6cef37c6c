"""How far indexes have come, and dead letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.records.samples import make_article
from xabar.records.change import Change
from xabar.records.feeds import FedGeneration
from xabar.records.store import RecordStore

INDEX = FedGeneration("data/index", "000001")
SERVER = FedGeneration("https://host:9200", "000001", "its id")


@pytest.fixture
def changes(records: RecordStore) -> list[Change]:
    """Five changes in the feed."""
    for number in range(5):
        records.put_article(make_article(str(number)))
    return records.changes_after(0, 10)


def test_each_generation_has_its_own_number(records: RecordStore) -> None:
    records.confirm(INDEX, 3)
    records.confirm(SERVER, 7)
    assert records.confirmed(INDEX) == 3
    assert records.confirmed(SERVER) == 7
    assert records.confirmed(replace(INDEX, name="000002")) == 0


def test_the_number_never_goes_back(records: RecordStore) -> None:
    records.confirm(INDEX, 7)
    records.confirm(INDEX, 3)
    assert records.confirmed(INDEX) == 7


def test_a_dead_letter_keeps_its_reason(records: RecordStore, changes: list[Change]) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    records.confirm(INDEX, 5, [(changes[1], "mapper_parsing_exception")])
    (letter,) = records.dead_letters()
    assert (letter.id, letter.sequence, letter.version) == (changes[1].id, 2, changes[1].version)
    assert (letter.index, letter.generation, letter.url) == (INDEX.index, INDEX.name, "https://kun.uz/1")
    assert letter.reason == "mapper_parsing_exception"
    assert letter.refused_at >= before
    assert records.dead_letters(SERVER) == []
    assert records.count_dead(INDEX) == 1
    assert records.count_dead(INDEX, after=2) == 0


def test_a_retry_puts_the_article_at_the_end_of_the_feed(records: RecordStore, changes: list[Change]) -> None:
    records.confirm(INDEX, 5, [(changes[0], "why"), (changes[1], "why")])
    assert records.retry_dead(ids=[changes[1].id]) == 1
    assert [letter.id for letter in records.dead_letters()] == [changes[0].id]
    assert [change.id for change in records.changes_after(5, 10)] == [changes[1].id]
    assert records.retry_dead() == 1
    assert records.retry_dead() == 0
    assert records.last_sequence() == 7


def test_a_newer_version_that_is_confirmed_settles_the_letter(
    records: RecordStore, changes: list[Change]
) -> None:
    records.confirm(INDEX, 5, [(changes[0], "why")])
    records.put_article(make_article("0", minutes=1, title="Yangi"))
    records.confirm(INDEX, 6)
    assert records.dead_letters() == []


def test_a_removed_generation_is_forgotten(records: RecordStore, changes: list[Change]) -> None:
    records.confirm(INDEX, 5, [(changes[0], "why")])
    records.forget_generation(INDEX)
    assert (records.confirmed(INDEX), records.dead_letters()) == (0, [])


def test_a_letter_of_a_removed_article_has_no_address(records: RecordStore, changes: list[Change]) -> None:
    records.confirm(INDEX, 5, [(changes[0], "why")])
    records.remove_article(changes[0].id, datetime(2027, 1, 1, tzinfo=UTC))
    assert records.dead_letters()[0].url is None


def test_what_was_known_by_its_address_is_known_by_its_id_from_the_next_batch_on(
    records: RecordStore, changes: list[Change]
) -> None:
    """Records of before: the rows are found by the address, and then keep the id, wherever the index is moved."""
    records.confirm(INDEX, 4, [(changes[0], "why")])
    here = replace(INDEX, id="its id")
    assert (records.confirmed(here), records.count_dead(here)) == (4, 1)
    records.confirm(here, 5)
    moved = replace(here, index="elsewhere/index")
    assert (records.confirmed(moved), records.count_dead(moved)) == (5, 1)
    assert records.confirmed(INDEX) == 0
    records.confirm(moved, 5)
    assert [letter.index for letter in records.dead_letters(moved)] == ["elsewhere/index"]
    assert records.confirmed(replace(here, id="another")) == 0  # made again in the same place
    records.forget_generation(moved)
    assert (records.confirmed(here), records.dead_letters()) == (0, [])
