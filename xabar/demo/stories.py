"""The stories of the fake sites, and any number of further ones composed of their sentences."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[«“\"A-ZЀ-ЯҒҚҲЎӘҢӨҮҰІḀ-ỿÁ-ŽǴ])")


@dataclass(frozen=True, slots=True)
class Story:
    """One article as its author wrote it. `hours` is its age at the moment of which the sites are faked."""

    slug: str
    hours: float
    section: str
    title: str
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...] = ()
    author: str = ""


@cache
def load_stories(name: str) -> tuple[Story, ...]:
    """Return the stories of the file `stories/NAME.toml`, for example `kun_uz.uz-Latn`, the newest first."""
    text = files("xabar.demo").joinpath("stories", f"{name}.toml").read_text(encoding="utf-8")
    stories = (_read_story(row) for row in tomllib.loads(text)["story"])
    return tuple(sorted(stories, key=lambda story: story.hours))


def compose_story(name: str, number: int, seed: int) -> Story:
    """Return an article that nobody wrote: sentences of a file's stories in a new order, with numbers of its own.

    The same arguments give the same article; articles of two numbers share sentences but no paragraph.
    """
    chance = random.Random(f"{name}/{number}/{seed}")
    stories = load_stories(name)
    sentences = _sentences(name)
    subject = chance.choice(stories)
    paragraphs = []
    for _ in range(chance.randint(4, 9)):
        chosen = chance.sample(sentences, k=min(chance.randint(2, 4), len(sentences)))
        paragraphs.append(f"{' '.join(chosen)} ({chance.randint(1, 9_999_999)})")
    return Story(
        slug=f"xabar-{number}",
        hours=0.0,
        section=subject.section,
        title=f"{subject.title}: {number}",
        paragraphs=tuple(paragraphs),
        tags=subject.tags,
        author=subject.author,
    )


@cache
def _sentences(name: str) -> tuple[str, ...]:
    text = (paragraph for story in load_stories(name) for paragraph in story.paragraphs)
    return tuple(sentence for paragraph in text for sentence in _SENTENCE_END.split(paragraph))


def _read_story(row: dict[str, object]) -> Story:
    values = dict(row)
    body = str(values.pop("body"))
    tags = values.pop("tags", ())
    paragraphs = tuple(" ".join(part.split()) for part in body.strip().split("\n\n"))
    return Story(paragraphs=paragraphs, tags=tuple(map(str, tags)), **values)  # type: ignore[arg-type, call-overload]
