"""Measure whether all spellings of a word have one key, and how many different words share one.

    python -m bench.language.same_key DATA_FOLDER

Uzbek: the loans that UzTransliterator and fitrat carry as exceptions (each if it is installed), in Cyrillic, the Latin of
1995 and the letters of 2026, 2021 and 2023. Kazakh: the words of ntrex-kk.tsv and sib200-kk.tsv, in all alphabets of
`convert_text`, and in the Latin of 2021 by turkicnlp, which shares no table with ours, if that is installed.
Different words: the lemmas of the UniMorph and UD tables.
"""

from __future__ import annotations

import csv
import importlib
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from xabar.language.alphabets.uzbek import mark_apostrophes
from xabar.language.conversion import STANDARDS, convert_text
from xabar.language.folding import fold_text

# The letters of 1995 in those of the drafts.
DRAFTS = {
    "2026": {"oʻ": "ö", "gʻ": "ğ", "sh": "ş", "ch": "ç"},
    "2021": {"oʻ": "ō", "gʻ": "ḡ", "sh": "ş", "ch": "ç"},
    "2023": {"oʻ": "õ", "gʻ": "ğ", "sh": "ş", "ch": "c"},
}
EXCEPTIONS = {
    "UzTransliterator": ["cyr_exwords.csv", "lat_exwords.csv"],
    "fitrat": ["transliterators/lat_cyr/data/exceptions.tsv"],
}
CYRILLIC = re.compile("[Ѐ-ӿ]")


def read_exceptions(package: str) -> Iterator[tuple[str, str]]:
    """Yield Cyrillic and Latin of each exception that an installed package carries."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return
    for name in EXCEPTIONS[package]:
        path = Path(spec.origin).parent / name
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.reader(lines, delimiter="\t" if name.endswith("tsv") else ","):
                one, other = (cell.strip() for cell in row[:2])
                if CYRILLIC.search(one + other):  # not the heading
                    yield (one, other) if CYRILLIC.search(one) else (other, one)


def spell_in_draft(latin: str, draft: str) -> str:
    """Return a word of 1995 in the letters of a draft."""
    letters = DRAFTS[draft]
    return re.sub("|".join(letters), lambda match: letters[match[0]], mark_apostrophes(latin))


def share_alike(pairs: Iterable[tuple[str, str]], language: str) -> str:
    """Return how many pairs have one key, as text."""
    pairs = list(pairs)
    alike = sum(fold_text(one, language) == fold_text(other, language) for one, other in pairs)
    return f"{alike / max(len(pairs), 1):.4f} of {len(pairs)}"


def measure_uzbek() -> None:
    for package in EXCEPTIONS:
        pairs = list(read_exceptions(package))
        if not pairs:
            print(f"{package}: not installed")
            continue
        print(f"{package}, Cyrillic and 1995: {share_alike(pairs, 'uz')}")
        for draft in DRAFTS:
            drafted = ((cyrillic, spell_in_draft(latin, draft)) for cyrillic, latin in pairs)
            print(f"    and {draft}: {share_alike(drafted, 'uz')}")


def measure_kazakh(data: Path) -> None:
    text = "".join((data / f"{name}-kk.tsv").read_text(encoding="utf-8") for name in ("ntrex", "sib200"))
    words = sorted(set(re.findall("[Ѐ-ӿ]+", text)))
    for standard in STANDARDS["kk"]:
        latin = ((word, convert_text(word, language="kk", to="Latn", standard=standard)) for word in words)
        print(f"Kazakh, Cyrillic and {standard}: {share_alike(latin, 'kk')}")
    arabic = ((word, convert_text(word, language="kk", to="Arab")) for word in words)
    print(f"Kazakh, Cyrillic and Arabic: {share_alike(arabic, 'kk')}")
    if (convert := find_peer()) is not None:
        print(
            f"Kazakh, Cyrillic and 2021 by turkicnlp: {share_alike(((word, convert(word)) for word in words), 'kk')}"
        )


def find_peer() -> Callable[[str], str] | None:
    """Return turkicnlp's converter to the Latin of 2021 if it is installed."""
    try:
        scripts = importlib.import_module("turkicnlp.scripts")
        transliterator = importlib.import_module("turkicnlp.scripts.transliterator")
    except ImportError:
        return None
    convert = transliterator.Transliterator("kaz", scripts.Script.CYRILLIC, scripts.Script.LATIN)
    return lambda word: str(convert.transliterate(word))


def measure_different_words(data: Path) -> None:
    for language, names in {
        "uz": ("unimorph-uzb-nouns", "unimorph-uzb-verbs", "ud-uzbek-ut", "ud-uzbek-tuecl"),
        "kk": ("unimorph-kaz-nouns", "ud-kazakh-ktb"),
    }.items():
        lemmas = {
            line.split("\t")[0].lower()
            for name in names
            for line in (data / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        }
        by_key: dict[str, set[str]] = defaultdict(set)
        for lemma in lemmas:
            by_key[fold_text(lemma, language)].add(mark_apostrophes(lemma))
        shared = sum(len(group) for group in by_key.values() if len(group) > 1)
        print(
            f"{language}: {shared} of {len(lemmas)} lemmas share a key with another ({shared / len(lemmas):.4f})"
        )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    measure_uzbek()
    measure_kazakh(folder)
    measure_different_words(folder)
