"""Several processes write to one store, are killed in the middle, and nothing is skipped, doubled or half there."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from tests.processing.articles import TEXT
from tests.records.samples import make_article
from tests.writers import CONTEXT, ingest_all, put_until, start
from xabar.article import Article
from xabar.records.store import RecordStore

pytestmark = pytest.mark.slow

WRITERS, KILLS, BETWEEN = 3, 6, 60
LINE = "Obuna boʻling: bizning kanalimiz har kuni yangiliklar beradi"


def test_a_feeder_never_passes_a_number_that_appears_later(place: str, records: RecordStore) -> None:
    stop = CONTEXT.RawValue("b", 0)
    chance = random.Random(26)
    writers = [start(put_until, place, f"w{number}", stop) for number in range(WRITERS)]
    seen: dict[str, int] = {}
    last = 0
    for kill in range(KILLS + 1):
        enough = len(seen) + chance.randint(1, BETWEEN)
        while len(seen) < enough:
            for change in records.changes_after(last, 50):
                seen[change.id] = last = change.sequence
        if kill < KILLS:
            victim = chance.randrange(WRITERS)
            writers[victim].kill()
            writers[victim] = start(put_until, place, f"w{victim}-{kill}", stop)
    stop.value = 1
    for writer in writers:
        writer.join(20)
        assert writer.exitcode == 0
    seen |= {change.id: change.sequence for change in records.changes_after(last, 100_000)}
    stored = {state.id: state.sequence for state in records.article_states()}
    assert seen == stored
    assert sorted(stored.values()) == list(range(1, len(stored) + 1))
    assert records.count_articles() == len(stored)


def texts(number: int) -> str:
    """Return a text of its own for each number: the words in another order."""
    words = " ".join(TEXT).split()
    random.Random(number).shuffle(words)
    sentences = [" ".join(words[start : start + 9]) + "." for start in range(0, len(words), 9)]
    return "\n".join(sentences)


def article(site: str, path: str, number: int, line: str = LINE) -> Article:
    return make_article(
        path,
        url=f"https://{site}/{path}",
        site=site.replace(".", "_"),
        title=f"Хабар {number}",
        body=f"{texts(number)}\n{line}".strip(),
        language="uz",
        script="Cyrl",
        published_day=date(2026, 11, 24),
    )


def offer_at_once(place: str, *offers: list[Article]) -> list[list[str]]:
    """Let a process for each list ingest it, all at the same time, and return what became of their articles."""
    barrier, outcomes = CONTEXT.Barrier(len(offers)), CONTEXT.Queue()
    processes = [start(ingest_all, place, list(offer), barrier, outcomes) for offer in offers]
    results: list[list[str]] = [outcomes.get(timeout=90) for _ in processes]
    for process in processes:
        process.join(20)
        assert process.exitcode == 0
    return results


def test_the_same_articles_offered_at_once_are_stored_once(place: str, records: RecordStore) -> None:
    numbers = range(12)
    mine = [article("kun.uz", f"a{number}", number) for number in numbers]
    theirs = [article("kun.uz", f"a{number}", number) for number in reversed(numbers)]
    results = offer_at_once(place, mine, theirs)
    every = [outcome for result in results for outcome in result]
    assert every.count("stored") == every.count("unchanged") == 12
    assert records.count_articles() == records.count_site_articles("kun_uz") == 12
    assert all(len(records.versions(one.id)) == 1 for one in mine)


def test_near_copies_that_come_at_once_are_of_one_group(place: str, records: RecordStore) -> None:
    mine = [article("kun.uz", f"a{number}", number) for number in range(10)]
    copies = [article("zamin.uz", f"b{number}", number) for number in range(10)]
    assert offer_at_once(place, mine, copies) == [["stored"] * 10] * 2
    found: dict[str, Any] = records.get_articles(one.id for one in (*mine, *copies))
    groups = [
        (found[one.id].group_id, found[copy.id].group_id) for one, copy in zip(mine, copies, strict=True)
    ]
    assert all(first == second for first, second in groups)
    assert len(set(groups)) == 10


def test_the_same_text_at_two_addresses_at_once_is_stored_once(place: str, records: RecordStore) -> None:
    mine = [article("kun.uz", f"a{number}", number, line="") for number in range(8)]
    copies = [article("kun.uz", f"b{number}", number, line="") for number in range(8)]
    every = [outcome for result in offer_at_once(place, mine, copies) for outcome in result]
    assert every.count("stored") == every.count("duplicate") == records.count_articles() == 8


def test_a_line_that_a_site_repeats_is_counted_once_for_each_article(
    place: str, records: RecordStore
) -> None:
    offers = [
        [article("kun.uz", f"{name}{number}", ord(name) * 100 + number) for number in range(8)]
        for name in "ab"
    ]
    offer_at_once(place, *offers, [one for offer in offers for one in offer])
    assert records.count_articles() == records.count_site_articles("kun_uz") == 16
    lines = records.list_boilerplate("kun_uz")  # the line itself, and its frame
    assert {(line.text, line.articles) for line in lines} == {(LINE, 16)}
