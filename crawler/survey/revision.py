"""Put what a new survey found in place of what was known, without losing what an earlier one knew better."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from crawler.survey.description import Decision, SiteDescription

MAX_PATTERN: Final = 6_000  # characters of the regular expression for articles' addresses


def revise(known: SiteDescription, found: SiteDescription) -> SiteDescription:
    """Return the new description under the old name.

    Addresses that were articles' before stay so, because older articles keep theirs; editions that gave no article
    this time stay known, behind the others. Sources are those that answered now.
    """
    prefixes = {edition.prefix for edition in found.editions}
    kept = tuple(edition for edition in known.editions if edition.prefix not in prefixes)
    article = found.article
    reason: tuple[Decision, ...] = ()
    if known.article not in found.article:
        both = f"(?:{found.article}|{known.article})"
        if len(both) <= MAX_PATTERN:
            article = both
            reason = (Decision("articles", known.article, "known from an earlier survey"),)
    return replace(
        found,
        name=known.name,
        address=known.address,
        hosts=tuple(dict.fromkeys((*found.hosts, *known.hosts))),
        editions=(*found.editions, *kept),
        article=article,
        parameters=tuple(dict.fromkeys((*found.parameters, *known.parameters))),
        decisions=(*found.decisions, *reason),
        revision=known.revision + 1,
    )
