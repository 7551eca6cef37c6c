"""Learn the n-gram table of language identification from SIB-200.

    python -m bench.language.train_identification DATA_FOLDER

DATA_FOLDER holds sib200-{uz,kk,ru,en,ky,tg,tr,az}.tsv (id, topic, sentence). Only counts are kept. Scripts
that the data lacks are converted copies: Uzbek Cyrillic and the letters of 2026 from Uzbek Latin, the
Kazakh Latin standards from Kazakh Cyrillic. There is no Karakalpak text in the data: its classes
are Kazakh rewritten by the known differences of the two (letters, plural, function words).
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from xabar.language.conversion import convert_text
from xabar.language.identification import CLASSES, TABLE, UNIT, list_ngrams, lower_word, split_words

TABLE_PATH = Path(__file__).parents[2] / "xabar" / "language" / TABLE
NGRAMS = {"Latn": 13000, "Cyrl": 14000}
SMOOTHING = 0.2
SMALLEST_COUNT = 2

KARAKALPAK_WORDS = {
    "және": "һәм", "үшін": "ушын", "мен": "менен", "пен": "менен", "бен": "менен", "бұл": "бул", "осы": "усы",
    "туралы": "ҳаққында", "дейін": "шекем", "қазір": "ҳәзір", "немесе": "ямаса", "егер": "егер", "бірақ": "бірақ",
    "негізгі": "тийкарғы", "сияқты": "сыяқлы", "деген": "деген", "өйткені": "себебі", "хабар": "хабар",
    "кейін": "кейін", "ал": "ал", "біздің": "біздің", "көптеген": "көплеген", "маңызды": "әҳмійетлі",
    "екі": "екі", "ғана": "тек", "қарай": "қарай", "айтты": "айтты", "адамдар": "адамлар", "қоғам": "жәмійет",
    "жаңа": "жаңа", "түрлі": "түрлі", "барлық": "барлық", "емес": "емес", "болады": "болады", "өте": "жүдә",
    "мемлекеттік": "мәмлекетлік", "мемлекет": "мәмлекет", "жағдай": "жағдай", "қажет": "керек",
    "қызмет": "хызмет", "халық": "халық", "бөлігі": "бөлегі", "кезінде": "ўақтында", "уақыт": "ўақыт",
    "ретінде": "сыпатында", "қатар": "қатар", "сонымен": "соның менен", "арасындағы": "арасындағы",
}  # fmt: skip

KARAKALPAK_LATIN = {
    "ә": "á", "ғ": "ǵ", "қ": "q", "ң": "ń", "ө": "ó", "ү": "ú", "ұ": "u", "у": "u", "ў": "w", "ы": "ı", "і": "i",
    "и": "i", "й": "y", "ш": "sh", "ч": "ch", "ж": "j", "х": "x", "һ": "h", "ҳ": "h", "ц": "c", "ю": "yu", "я": "ya",
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "з": "z", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ф": "f", "ъ": "", "ь": "", "э": "e", "ё": "yo", "щ": "sh",
}  # fmt: skip
KARAKALPAK_APOSTROPHES = {"á": "aʼ", "ǵ": "gʼ", "ń": "nʼ", "ó": "oʼ", "ú": "uʼ", "ı": "ı"}
KARAKALPAK_CYRILLIC = {"і": "и", "ұ": "у", "һ": "ҳ"}

BACK = "аоұыяқғ"


def as_karakalpak(text: str) -> str:
    """Return Kazakh Cyrillic rewritten to look like Karakalpak, with the Kazakh і, which can then be spelt either way."""

    def rewrite(match: re.Match[str]) -> str:
        word = match[0]
        word = KARAKALPAK_WORDS.get(word, word)
        word = re.sub(
            "(?<=[бвгғджзйкқлмнңпрстфхшруі])[тд](?=[ае]р(?:$|[ыіғгдмнсқк]))", "л", word
        )  # -тар → -лар
        word = re.sub("(?<=[бвгғджзкқлмнңпрстфхш])[дт](?=[ыі]қ?к?$)", "л", word)  # -дық → -лық
        word = re.sub("(?<=[аәеоөұүыіэ])у", "ў", word)
        glide = "ыў" if any(letter in BACK for letter in word) else "іў"
        word = re.sub("(?<=[бвгғджзйкқлмнңпрстфхш])у(?![бвгғджзкқлмнңпрстфхш])", glide, word)
        word = re.sub("и(?=[аәе])", "ій" if glide == "іў" else "ый", word)
        return re.sub("(?<=[бвгғджзкқлмнңпрстфхш])и$", "ій", word)

    return re.sub("[\u0400-\u052f]+", rewrite, text.lower())


def karakalpak_latin(text: str) -> str:
    """Return Karakalpak in the Latin of 2016: á ǵ ı ń ó ú."""
    return "".join(KARAKALPAK_LATIN.get(letter, letter) for letter in as_karakalpak(text))


def karakalpak_old_latin(text: str, dotless: str = "ı") -> str:
    """Return Karakalpak in the Latin of 1995: a' g' n' o' u', and ı or i'."""
    table = KARAKALPAK_APOSTROPHES | {"ı": dotless}
    return "".join(table.get(letter, letter) for letter in karakalpak_latin(text))


def karakalpak_cyrillic(text: str) -> str:
    """Return Karakalpak in Cyrillic."""
    return "".join(KARAKALPAK_CYRILLIC.get(letter, letter) for letter in as_karakalpak(text))


def training_texts(sentences: dict[str, list[str]]) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield script, name and sentences of every class."""
    uz, kk = sentences["uz"], sentences["kk"]
    yield "Latn", "uz", uz
    yield "Latn", "uz-2026", [convert_text(text, language="uz", to="Latn", standard="2026") for text in uz]
    for standard in ("2021", "2018", "2017", "QazAqparat"):
        to_latin = partial(convert_text, language="kk", to="Latn", standard=standard)
        yield "Latn", f"kk-{standard}", map(to_latin, kk)
    for language in ("tr", "az", "en"):
        yield "Latn", language, sentences[language]
    yield "Latn", "kaa", map(karakalpak_latin, kk)
    yield "Latn", "kaa-1995", map(karakalpak_old_latin, kk)
    yield "Latn", "kaa-1995i", map(partial(karakalpak_old_latin, dotless="iʼ"), kk)
    yield "Cyrl", "uz", [convert_text(text, language="uz", to="Cyrl") for text in uz]
    for language in ("kk", "ru", "ky", "tg"):
        yield "Cyrl", language, sentences[language]
    yield "Cyrl", "kaa", map(karakalpak_cyrillic, kk)


def count_ngrams(texts: Iterable[str], script: str) -> Counter[str]:
    """Return how often each n-gram occurs, once per word of the text."""
    counts: Counter[str] = Counter()
    for text in texts:
        for word in split_words(text, script):
            counts.update(list_ngrams(lower_word(word, script)))
    return counts


def build_rows(counts: dict[str, Counter[str]], limit: int) -> list[tuple[str, list[int]]]:
    """Return the most telling n-grams of a script: each with its penalty per class in steps of UNIT."""
    vocabulary = set().union(*counts.values())
    totals = {name: _totals_by_length(counter) for name, counter in counts.items()}
    sizes = Counter(len(ngram) for ngram in vocabulary)
    rows: list[tuple[float, str, list[int]]] = []
    for ngram in vocabulary:
        found = [counts[name][ngram] for name in counts]
        if max(found) < SMALLEST_COUNT:
            continue
        logs = [
            math.log((count + SMOOTHING) / (totals[name][len(ngram)] + SMOOTHING * sizes[len(ngram)]))
            for name, count in zip(counts, found, strict=True)
        ]
        best = max(logs)
        penalties = [min(round((best - value) / UNIT), 90) for value in logs]
        weight = sum(found) * (max(penalties) - min(penalties) + sum(penalties) / len(penalties))
        rows.append((weight, ngram, penalties))
    rows.sort(key=lambda row: (-row[0], row[1]))
    return [(ngram, penalties) for _, ngram, penalties in rows[:limit]]


def _totals_by_length(counter: Counter[str]) -> Counter[int]:
    totals: Counter[int] = Counter()
    for ngram, count in counter.items():
        totals[len(ngram)] += count
    return totals


def main(folder: Path) -> None:
    """Write the table beside the module that reads it."""
    sentences = {
        language: [
            line.split("\t")[2]
            for line in (folder / f"sib200-{language}.tsv").read_text(encoding="utf-8").splitlines()
        ]
        for language in ("uz", "kk", "ru", "en", "ky", "tg", "tr", "az")
    }
    counts: dict[str, dict[str, Counter[str]]] = {"Latn": {}, "Cyrl": {}}
    for script, name, texts in training_texts(sentences):
        counts[script][name] = count_ngrams(texts, script)
    lines = []
    for script, by_class in counts.items():
        if tuple(by_class) != CLASSES[script]:
            raise ValueError(
                f"classes of {script} are {tuple(by_class)}, identification has {CLASSES[script]}"
            )
        for ngram, penalties in sorted(build_rows(by_class, NGRAMS[script])):
            lines.append(f"{script}\t{ngram}\t{''.join(chr(33 + penalty) for penalty in penalties)}\n")
    TABLE_PATH.write_text("".join(lines), encoding="utf-8")
    print(f"{TABLE_PATH.name}: {len(lines)} rows, {TABLE_PATH.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
