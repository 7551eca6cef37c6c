"""Composed files of a naive crawler: 200 words of text an article, with a page's boilerplate glued on."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from bench.embedded.corpus import Vocabulary, vocabularies

WORDS, PARAGRAPHS = 200, 5
ABOVE = {
    "uz": ("Bosh sahifa", "Siyosat", "Jamiyat", "Sport"),
    "kk": ("Басты бет", "Саясат", "Қоғам", "Спорт"),
}
LABELS = {"uz": ("Mavzuga oid", "Ulashish"), "kk": ("Оқи отырыңыз", "Бөлісу")}
PRINTED = {"uz": "Latn", "kk": "Cyrl"}


def write_file(path: Path, articles: int, language: str) -> None:
    """Write so many articles, the same for the same number."""
    rng = random.Random(articles)
    vocabulary = vocabularies()[language, PRINTED[language]]
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            title = " ".join(vocabulary.draw(rng, 8)).capitalize()
            values = {
                "url": f"https://yangi-gazeta.uz/2025/04/25/{number}",
                "title": title,
                "text": "\n".join(_lines(rng, vocabulary, language, title, number)),
                "date": "25.04.2025 14:30",
            }
            file.write(json.dumps(values, ensure_ascii=False) + "\n")


def _lines(
    rng: random.Random, vocabulary: Vocabulary, language: str, title: str, number: int
) -> Iterator[str]:
    also, share = LABELS[language]
    yield from ABOVE[language]
    yield title
    for _ in range(PARAGRAPHS):
        words = " ".join(vocabulary.draw(rng, WORDS // PARAGRAPHS // 2)).capitalize()
        yield f"{words}. {' '.join(vocabulary.draw(rng, WORDS // PARAGRAPHS // 2)).capitalize()}."
    yield f"{also}: {' '.join(vocabulary.draw(rng, 6))}"
    yield share
    yield f"© {number % 10 + 2016} Yangi gazeta"
