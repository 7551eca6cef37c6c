"""Measure whether a name typed in Russian finds the same text in Uzbek and in Kazakh.

    python -m bench.language.names DATA_FOLDER [odd]

A query is one capitalized Russian word of NTREX as it stands in its sentence, in Cyrillic letters, four at least, that
does not begin a sentence and stands in three Russian sentences at most. It must find the parallel sentence among the
first ten of all the sentences in Uzbek, or in Kazakh. The even lines are reported. The odd ones (`odd`) may be looked at
when names are worked on.
Different names that have one key: the capitalized words of the English sentences of NTREX and SIB-200.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from bench.language.retrieval import Score, Task
from bench.server.quality import store_task
from xabar.language.name_keys import name_key
from xabar.records.store import RecordStore
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import SearchEngine, SearchRequest
from xabar.search.feed import Feeder

MOST_SENTENCES = 3
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_WORD = re.compile(r"[^\W\d_]+")
_RUSSIAN_NAME = re.compile(r"[А-ЯЁ][а-яё]{3,}")


def read_sentences(path: Path) -> list[str]:
    """Return the last column of a table: the sentences of NTREX and SIB-200."""
    return [line.split("\t")[-1] for line in path.read_text(encoding="utf-8").splitlines()]


def names_within(text: str) -> list[str]:
    """Return the capitalized words that begin no sentence of the text."""
    words = (word for sentence in _SENTENCE.split(text) for word in _WORD.findall(sentence)[1:])
    return [word for word in words if word[0].isupper()]


def russian_names(data: Path, language: str, parity: int) -> Task:
    """Return the sentences of a language, and the Russian names of every other line with the line's number."""
    named = [
        dict.fromkeys(filter(_RUSSIAN_NAME.fullmatch, names_within(text)))
        for text in read_sentences(data / "ntrex-ru.tsv")
    ]
    frequency = Counter(name for names in named for name in names)
    queries = [
        (name, number)
        for number, names in enumerate(named)
        if number % 2 == parity  # from 0
        for name in names
        if frequency[name] <= MOST_SENTENCES
    ]
    return Task(read_sentences(data / f"ntrex-{language}.tsv"), queries)


async def score_names(engine: SearchEngine, task: Task, *, exact: bool) -> tuple[Score, float]:
    """Return how well the engine answers, and how many articles it finds for a name."""
    ranks, found = [], 0
    for name, wanted in task.queries:
        page = await engine.search(SearchRequest(name, exact=exact))
        places = [int(hit.article.url.rsplit("/", 1)[1]) for hit in page.hits]
        ranks.append(1 / (places.index(wanted) + 1) if wanted in places else 0.0)
        found += page.total
    count = len(ranks)
    return Score(sum(ranks) / count, sum(rank > 0 for rank in ranks) / count), found / count


async def measure_finding(data: Path, language: str, parity: int) -> None:
    task = russian_names(data, language, parity)
    with (
        tempfile.TemporaryDirectory() as folder,
        RecordStore(Path(folder) / "records.sqlite") as records,
    ):
        store_task(records, language, task)
        engine = EmbeddedEngine(Path(folder) / "index", records)
        await Feeder(records, engine).feed_until_done()
        for exact in (True, False):
            score, found = await score_names(engine, task, exact=exact)
            print(
                f"{language}, {'as typed' if exact else 'in any spelling'}: {score.recall:.3f} of {len(task.queries)} Russian names"
                f" in the first ten, MRR@10 {score.mrr:.3f}, {found:.1f} articles a name"
            )
        await engine.close()


def measure_meeting(names: Iterable[str]) -> None:
    """Print how many names share their key with a different one."""
    by_key: dict[str, set[str]] = defaultdict(set)
    for name in set(names):
        by_key[name_key(name, "other")].add(name)
    meeting = sum(len(group) for group in by_key.values() if len(group) > 1)
    count = sum(map(len, by_key.values()))
    print(
        f"different names with one key: {meeting} of {count} ({meeting / count:.3f}), {len(by_key) / count:.3f} keys a name"
    )


def english_names(data: Path) -> set[str]:
    """Return the names of four letters or more, a plural once with its singular."""
    texts = (text for name in ("ntrex", "sib200") for text in read_sentences(data / f"{name}-en.tsv"))
    names = {name for text in texts for name in names_within(text) if len(name) > 3 and name[1:].islower()}
    return {name for name in names if name.removesuffix("s") == name or name.removesuffix("s") not in names}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for index_language in ("uz", "kk"):
        asyncio.run(measure_finding(folder, index_language, int("odd" not in sys.argv[2:])))
    measure_meeting(english_names(folder))
