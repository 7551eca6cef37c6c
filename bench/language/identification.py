"""Measure language identification on NTREX-128, which the n-gram table has not seen.

    python -m bench.language.identification DATA_FOLDER [KARAKALPAK_FILE]

DATA_FOLDER holds ntrex-{uz,kk,ru,en,ky,tg,tr,az}.tsv. Measured are the first 200 sentences of each
class, whole and by their first five words; scripts that the data lacks are converted copies. KARAKALPAK_FILE has one
sentence a line. py3langid is measured beside it if it is installed.
"""

from __future__ import annotations

import importlib
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from xabar.language.conversion import convert_text
from xabar.language.identification import identify_text

SENTENCES = 200


def build_classes(folder: Path) -> dict[str, list[str]]:
    """Return the sentences of each class, whose name begins with the language that is right."""
    lines = {
        language: [
            line.split("\t")[1]
            for line in (folder / f"ntrex-{language}.tsv").read_text(encoding="utf-8").splitlines()
        ][:SENTENCES]
        for language in ("uz", "kk", "ru", "en", "ky", "tg", "tr", "az")
    }
    uz, kk = lines["uz"], lines["kk"]
    classes = {
        "uz-Latn": uz,
        "uz-Cyrl": [convert_text(text, language="uz", to="Cyrl") for text in uz],
        "uz-2026": [convert_text(text, language="uz", to="Latn", standard="2026") for text in uz],
        "kk-Cyrl": kk,
    }
    for standard in ("2018", "2021", "QazAqparat"):
        classes[f"kk-{standard}"] = [
            convert_text(text, language="kk", to="Latn", standard=standard) for text in kk
        ]
    classes["kk-Arab"] = [convert_text(text, language="kk", to="Arab") for text in kk]
    return classes | {language: lines[language] for language in ("ru", "en", "ky", "tg", "tr", "az")}


def measure(sentences: list[str], language: str, identify: Callable[[str], str]) -> tuple[float, float]:
    """Return the share that is right of whole sentences, and of their first five words."""
    whole = sum(identify(text) == language for text in sentences)
    short = sum(identify(first_words(text)) == language for text in sentences)
    return whole / len(sentences), short / len(sentences)


def first_words(text: str, count: int = 5) -> str:
    """Return the first words of a text, as a short headline."""
    return " ".join(re.split(r"\s+", text)[:count])


def find_peer() -> Callable[[str], str] | None:
    """Return py3langid, the best known peer, if it is installed."""
    try:
        py3langid = importlib.import_module("py3langid")
    except ImportError:
        return None

    def identify(text: str) -> str:
        return str(py3langid.classify(text)[0])

    return identify


def main(folder: Path, karakalpak: Path | None) -> None:
    """Print a row for each class, the macro averages, and the speed."""
    classes = build_classes(folder)
    if karakalpak is not None:
        classes["kaa-Latn"] = karakalpak.read_text(encoding="utf-8").splitlines()
    peer = find_peer()
    figures = []
    print(f"{'class':15} {'whole':>6} {'5 words':>8}" + ("   py3langid" if peer else ""))
    for name, sentences in classes.items():
        language = name.partition("-")[0]
        whole, short = measure(sentences, language, lambda text: identify_text(text).language)
        figures.append((whole, short))
        beside = "  {:6.3f} {:6.3f}".format(*measure(sentences, language, peer)) if peer else ""
        print(f"{name:15} {whole:6.3f} {short:8.3f}{beside}")
    whole, short = (sum(column) / len(figures) for column in zip(*figures, strict=True))
    print(f"{'macro':15} {whole:6.3f} {short:8.3f}   to reach .995 and .970")
    articles = [
        " ".join(sentences[start : start + 10])
        for sentences in classes.values()
        for start in range(0, 200, 10)
    ]
    started = time.process_time()
    for article in articles:
        identify_text(article)
    print(
        f"{(time.process_time() - started) / len(articles) * 1000:.3f} ms of CPU for an article of ten sentences"
    )


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else None)
