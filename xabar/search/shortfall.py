"""What an index has lost of the articles that it once confirmed: nothing of that waits, so no feed would bring it back."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from xabar.records.feeds import FedGeneration
from xabar.records.store import RecordStore
from xabar.search.engine import Generation, SearchEngine, active_generation, index_language
from xabar.search.fed import fed

LOOKED_UP = 1000  # of the lost articles, for their languages


async def describe_shortfall(records: RecordStore, engine: SearchEngine, active: Generation) -> str | None:
    """Return in words what the active generation has lost, and what mends it; None when it has everything.

    Only when its number of documents is too small are the articles compared one by one. Raise EngineUnavailable when
    the index does not answer.
    """
    generation = fed(engine, active)
    confirmed = records.confirmed(generation)
    expected = records.count_articles(up_to=confirmed) - records.count_dead(generation)
    if active.documents is None or active.documents >= expected:
        return None  # a part of it does not answer now, or nothing is missing
    await engine.refresh()  # what was written last may not be counted yet
    now = await active_generation(engine)
    if now.name != active.name or now.documents is None or now.documents >= expected:
        return None
    lost = await _lost_articles(records, engine, generation, confirmed)
    if not lost:
        return None
    languages = _count_languages(records, lost)
    return f"the index has lost {len(lost)} of {expected} articles (languages: {languages}): run `xabar index rebuild`"


async def _lost_articles(
    records: RecordStore, engine: SearchEngine, generation: FedGeneration, confirmed: int
) -> list[str]:
    there = {article_id async for article_id in engine.ids(generation.name)}
    there |= {letter.id for letter in records.dead_letters(generation)}
    return [
        state.id
        for state in records.article_states()
        if state.sequence <= confirmed and not state.removed and state.id not in there
    ]


def _count_languages(records: RecordStore, ids: list[str]) -> str:
    articles = records.get_articles(islice(ids, LOOKED_UP)).values()
    counts = Counter(index_language(article.language) for article in articles)
    return ", ".join(language for language, _ in counts.most_common())
