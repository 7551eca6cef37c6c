"""Measure stemming, retrieval, cross-script retrieval and speed on the folder of public data.

    python -m bench.language.searching DATA_FOLDER

A pair of distinct forms is right when "same stem" agrees with "same lemma". A query may be typed in another script
than the texts: it is converted by `convert_text` first.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from functools import partial
from pathlib import Path

from bench.language.retrieval import Task, read_kazqad, read_ntrex, score_task
from xabar.language.conversion import convert_text
from xabar.search.analysis import analyze_terms

FORMS = {
    "UD uz": ("uz", ["ud-uzbek-ut.tsv", "ud-uzbek-tuecl.tsv"], 0.80),
    "UniMorph uz nouns": ("uz", ["unimorph-uzb-nouns.tsv"], 0.95),
    "UniMorph uz verbs": ("uz", ["unimorph-uzb-verbs.tsv"], 0.90),
    "UD kk": ("kk", ["ud-kazakh-ktb.tsv"], 0.80),
    "UniMorph kk nouns": ("kk", ["unimorph-kaz-nouns.tsv"], 0.96),
}
SCRIPTS: dict[str, list[tuple[str, str | None]]] = {
    "uz": [("Cyrl", None)],
    "kk": [("Latn", "2018"), ("Latn", "2021"), ("Arab", None)],
}


def read_forms(paths: Iterable[Path]) -> dict[str, str]:
    """Return the first lemma of each form of one word, in lower case."""
    forms: dict[str, str] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            lemma, form = line.lower().split("\t")[:2]
            if " " not in form:
                forms.setdefault(form, lemma)
    return forms


def pairwise_f1(forms: dict[str, str], stem: Callable[[str], str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over all pairs of forms."""
    stems = {form: stem(form) for form in forms}
    both = _pairs((stems[form], lemma) for form, lemma in forms.items())
    precision = both / max(_pairs(stems.values()), 1)
    recall = both / max(_pairs(forms.values()), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _pairs(groups: Iterable[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(groups).values())


def measure_stems(data: Path) -> None:
    for name, (language, files, target) in FORMS.items():
        forms = read_forms(data / file for file in files)
        stem = partial(lambda form, code: " ".join(analyze_terms(form, code)), code=language)
        precision, recall, f1 = pairwise_f1(forms, stem)
        print(f"{name:20} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  (to reach {target})")


def measure_retrieval(data: Path) -> None:
    tasks: dict[str, tuple[str, Task]] = {
        "NTREX uz": ("uz", read_ntrex(data / "ntrex-uz.tsv")),
        "NTREX kk": ("kk", read_ntrex(data / "ntrex-kk.tsv")),
        "KazQAD": ("kk", read_kazqad(data / "kazqad-qa.jsonl")),
        "NTREX ru": ("ru", read_ntrex(data / "ntrex-ru.tsv")),
    }
    for name, (language, task) in tasks.items():
        analyze = partial(analyze_terms, language=language)
        fold = partial(analyze_terms, language=language, stem=False)
        print(f"{name:9} {len(task.queries)} queries, {len(task.documents)} texts: MRR@10 {score_task(task, analyze).mrr:.3f}"
              f"  folded only {score_task(task, fold).mrr:.3f}"
              f"  first 5 letters {score_task(task, partial(_truncate, language=language)).mrr:.3f}")  # fmt: skip
        for script, standard in SCRIPTS.get(language, []):
            query = partial(_convert, language=language, script=script, standard=standard)
            print(
                f"    query in {script} {standard or ''}: {score_task(task, analyze, analyze_query=query).mrr:.3f}"
            )


def _truncate(text: str, language: str) -> list[str]:
    return [term[:5] for term in analyze_terms(text, language, stem=False)]


def _convert(text: str, language: str, script: str, standard: str | None) -> list[str]:
    return analyze_terms(convert_text(text, language=language, to=script, standard=standard), language)


def measure_speed(data: Path) -> None:
    for language in ("uz", "kk"):
        lines = (data / f"ntrex-{language}.tsv").read_text(encoding="utf-8").splitlines()
        sentences = [line.split("\t")[1] for line in lines]
        articles = [" ".join(sentences[start : start + 14]) for start in range(0, len(sentences), 14)]
        rates = []
        for _ in range(5):
            before = time.process_time()
            for article in articles:
                analyze_terms(article, language)
            rates.append(len(articles) / (time.process_time() - before))
        words = sum(map(len, map(str.split, articles))) / len(articles)
        print(f"speed {language}: {max(rates):.0f} articles/s warm, of {words:.0f} words (to reach 4000)")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    measure_stems(folder)
    measure_retrieval(folder)
    measure_speed(folder)
