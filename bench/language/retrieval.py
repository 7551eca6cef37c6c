"""Retrieval with BM25: questions find their passage, headlines their document, in the same script and in another."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

Analyze = Callable[[str], Sequence[str]]


class Task(NamedTuple):
    """Queries, each with the number of the document that answers it."""

    documents: list[str]
    queries: list[tuple[str, int]]


class Score(NamedTuple):
    """Mean reciprocal rank among the first ten, and the share of queries answered there."""

    mrr: float
    recall: float


def read_kazqad(path: Path) -> Task:
    """Return every passage once, and the questions, each of which its own passage answers."""
    numbers: dict[str, int] = {}
    queries = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        number = numbers.setdefault(row["context"], len(numbers))
        queries.append((row["question"], number))
    return Task(list(numbers), queries)


def read_ntrex(path: Path) -> Task:
    """Return the documents without their first sentences, which are the queries as headlines."""
    documents: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        name, sentence = line.split("\t")[:2]
        documents[name].append(sentence)
    texts = [" ".join(sentences[1:]) for sentences in documents.values()]
    return Task(texts, [(sentences[0], number) for number, sentences in enumerate(documents.values())])


class BM25:
    """Okapi BM25 as Lucene counts it: k1 1.2, b 0.75."""

    def __init__(self, documents: Iterable[Sequence[str]]) -> None:
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._lengths: list[int] = []
        for number, terms in enumerate(documents):
            self._lengths.append(len(terms))
            for term, count in Counter(terms).items():
                self._postings[term].append((number, count))
        self._mean = sum(self._lengths) / len(self._lengths)

    def best(self, terms: Sequence[str], size: int = 10) -> list[int]:
        """Return the numbers of the best documents, the best first."""
        scores: dict[int, float] = defaultdict(float)
        for term in terms:
            postings = self._postings.get(term, [])
            weight = math.log(1 + (len(self._lengths) - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, count in postings:
                norm = 1.2 * (0.25 + 0.75 * self._lengths[number] / self._mean)
                scores[number] += weight * count * 2.2 / (count + norm)
        return sorted(scores, key=lambda number: (-scores[number], number))[:size]


def score_task(task: Task, analyze: Analyze, *, analyze_query: Analyze | None = None) -> Score:
    """Return how well an analysis retrieves; a query may be analysed after a change of script."""
    index = BM25(map(analyze, task.documents))
    ranks = []
    for query, wanted in task.queries:
        best = index.best((analyze_query or analyze)(query))
        ranks.append(best.index(wanted) + 1 if wanted in best else 0)
    found = [rank for rank in ranks if rank]
    return Score(sum(1 / rank for rank in found) / len(ranks), len(found) / len(ranks))
