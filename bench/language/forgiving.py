"""Measure how often a word typed loosely finds the article that its right spelling finds.

    python -m bench.language.forgiving DATA_FOLDER

The articles are the passages and documents of the public data, in the embedded engine. The words are those that stand
in three articles at most and have a letter that the way of typing loses. A case counts where the right spelling, as it
is printed, brings the article into the first ten.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.language.retrieval import read_kazqad, read_ntrex
from tests.search.articles import make_article
from xabar.article import Article
from xabar.language.characters import APOSTROPHES
from xabar.language.conversion import convert_text
from xabar.records.store import RecordStore
from xabar.search.analysis import analyze_text
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import SearchRequest
from xabar.search.feed import Feeder

RARE = 3  # articles at most that have a word
SAMPLE = 400  # words of each way of typing

_RUSSIAN_KEYBOARD = str.maketrans("қғҳўңәөұүһіҚҒҲЎҢӘӨҰҮҺІ", "кгхунаоуухиКГХУНАОУУХИ")
_CHAT = {
    "ж": "zh", "қ": "k", "ғ": "g", "ң": "n", "ш": "sh", "ч": "ch", "щ": "sh", "х": "h", "һ": "h", "у": "u", "ұ": "u",
    "ү": "u", "ы": "y", "і": "i", "и": "i", "й": "i", "я": "ya", "ю": "yu", "ё": "yo", "э": "e", "ц": "ts", "ә": "a",
    "ө": "o", "ъ": "", "ь": "",
} | dict(zip("абвгдезклмнопрстф", "abvgdezklmnoprstf", strict=True))  # fmt: skip


class Typing(NamedTuple):
    """A way of typing the words of a language."""

    name: str
    language: str
    type_word: Callable[[str], str]


def _without_apostrophes(word: str) -> str:
    return word.translate(dict.fromkeys(map(ord, APOSTROPHES)))


def _uzbek_chat(word: str) -> str:
    return _without_apostrophes(word).lower().replace("sh", "w").replace("ch", "c")


def _in_russian_letters(word: str, language: str) -> str:
    return convert_text(word, language=language, to="Cyrl").translate(_RUSSIAN_KEYBOARD)


def _without_marks(word: str, standard: str) -> str:
    latin = convert_text(word, language="kk", to="Latn", standard=standard)
    bare = "".join(c for c in unicodedata.normalize("NFD", latin) if not unicodedata.combining(c))
    return bare.replace("ı", "i")


def _kazakh_chat(word: str) -> str:
    return "".join(_CHAT.get(letter, letter) for letter in word.lower())


TYPINGS = (
    Typing("uz, apostrophes left out", "uz", _without_apostrophes),
    Typing("uz, Russian keyboard", "uz", lambda word: _in_russian_letters(word, "uz")),
    Typing("uz, Latin of chats", "uz", _uzbek_chat),
    Typing("kk, Russian keyboard", "kk", lambda word: _in_russian_letters(word, "kk")),
    Typing("kk, Latin of 2018 without marks", "kk", lambda word: _without_marks(word, "2018")),
    Typing("kk, Latin of 2021 without marks", "kk", lambda word: _without_marks(word, "2021")),
    Typing("kk, Latin of chats", "kk", _kazakh_chat),
)


def read_articles(data: Path) -> Iterator[Article]:
    """Yield the texts of both languages as articles, the Uzbek ones in both scripts by turns."""
    texts = [("kk", text) for text in read_kazqad(data / "kazqad-qa.jsonl").documents]
    for language in ("uz", "kk"):
        texts += [(language, text) for text in read_ntrex(data / f"ntrex-{language}.tsv").documents]
        lines = (data / f"sib200-{language}.tsv").read_text(encoding="utf-8").splitlines()
        texts += [(language, line.split("\t")[-1]) for line in lines]
    for number, (language, text) in enumerate(texts):
        script = "Latn" if language == "uz" and number % 2 else "Cyrl"
        if language == "uz":
            text = convert_text(text, language="uz", to=script)
        yield make_article(f"{number}", "Xabar", text, language=language, script=script)


def rare_words(articles: list[Article], language: str) -> list[tuple[str, str]]:
    """Return words of small letters, as printed, with the id of an article that has them, in one random order."""
    holders: dict[str, dict[str, str]] = defaultdict(dict)  # stem -> article id -> printed
    for article in articles:
        if article.language == language:
            for token in analyze_text(article.body, language):
                holders[token.term].setdefault(article.id, article.body[token.start : token.end])
    rare = [(word, id) for held in holders.values() if len(held) <= RARE for id, word in held.items()]
    words = sorted({(word, id) for word, id in rare if len(word) > 3 and word.islower()})
    random.Random(3).shuffle(words)
    return words


async def finds(engine: EmbeddedEngine, query: str, article: str) -> bool:
    """Return whether the article is among the first ten."""
    page = await engine.search(SearchRequest(query))
    return any(hit.article.id == article for hit in page.hits)


async def measure(engine: EmbeddedEngine, typing: Typing, words: list[tuple[str, str]]) -> None:
    """Print one line."""
    cases = found = exact = 0
    missed = []
    for word, article in words:
        typed = typing.type_word(word)
        printed = {word, convert_text(word, language=typing.language, to="Latn")}
        if typed in printed or cases == SAMPLE or not await finds(engine, word, article):
            continue
        cases += 1
        page = await engine.search(SearchRequest(typed, exact=True))
        exact += any(hit.article.id == article for hit in page.hits)
        if await finds(engine, typed, article):
            found += 1
        else:
            missed.append(f"{word}>{typed}")
    print(
        f"{typing.name:34}{cases:6}{exact / cases:9.3f}{found / cases:9.3f}   missed: {' '.join(missed[:12])}"
    )


async def main(data: Path) -> None:
    articles = list(read_articles(data))
    with tempfile.TemporaryDirectory() as folder, RecordStore(Path(folder) / "records.sqlite") as records:
        with records.transaction():
            for article in articles:
                records.put_article(article)
        engine = EmbeddedEngine(Path(folder) / "index", records)
        await Feeder(records, engine).feed_until_done()
        words = {language: rare_words(articles, language) for language in ("uz", "kk")}
        print(f"{len(articles)} articles{'cases':>26}{'exact':>9}{'loose':>9}   (to reach .95)")
        for typing in TYPINGS:
            await measure(engine, typing, words[typing.language])
        await engine.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
