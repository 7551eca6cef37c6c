"""The steps that every article takes. Their order is defined here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Final

from xabar.article import Article, Verdict

STEPS: Final[Mapping[str, str]] = {
    "boilerplate": "cut_boilerplate",
    "scripts": "repair_scripts",
    "language": "identify_language",
    "dates": "choose_date",
    "duplicates": "sign_text",
    "validate": "validate_article",
}
"""Step -> its function in the module `xabar.processing.STEP`. `pipelines.STEP` holds its Scrapy pipeline.

A step is named here and imported when it first runs, because the settings read the order in every command.
"""


@dataclass(frozen=True, slots=True)
class Context:
    """What a step may know besides the article."""

    alphabets: Mapping[str, str] = field(default_factory=dict)
    """The script of the normalized texts, by language: {"uz": "Latn"}."""

    known_lines: Mapping[int, Verdict] = field(default_factory=dict)
    """The verdicts on the lines that the article's site repeats, by the key of the line."""

    for_many: bool = False
    """Whether thousands of articles are processed in a row: then more of their words are remembered."""


class WorkerNeeded(Exception):
    """The rest of a step takes long: nothing was done, and a worker is to do all of it."""


StepFunction = Callable[[Article, Context], Article]


@cache
def load_step(name: str) -> StepFunction:
    """Return the function of a step. Raise KeyError for a name that is not in STEPS."""
    function = STEPS[name]
    step: StepFunction = getattr(import_module(f"xabar.processing.{name}"), function)
    return step


def run_step(name: str, article: Article, context: Context) -> Article:
    """Return the article after one step. Raise Rejected if the step refuses it. Workers are asked to do this."""
    return load_step(name)(article, context)


def run_steps(article: Article, context: Context) -> Iterator[tuple[str, Article]]:
    """Run every step and yield its name with the article as the step left it. Raise Rejected when a step refuses it."""
    for name in STEPS:
        article = run_step(name, article, context)
        yield name, article


def process_article(article: Article, context: Context) -> Article:
    """Return the article after all steps. Raise Rejected when one of them refuses it."""
    for _, processed in run_steps(article, context):
        article = processed
    return article
