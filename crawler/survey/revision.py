"""Put what a new survey found in place of what was known, without losing what an earlier one knew better."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from crawler.survey.description import Decision, SiteDescription

MAX_PATTERNS: Final = 4  # surveys whose addresses of articles are remembered


def revise(known: SiteDescription, found: SiteDescription) -> SiteDescription:
    """Return the new description under the old name.

    Addresses that were articles' before stay so, because older articles keep theirs; editions that gave no article
    this time stay known, behind the others. Sources are those that answered now.
    """
    prefixes = {edition.prefix for edition in found.editions}
    kept = tuple(edition for edition in known.editions if edition.prefix not in prefixes)
    older = tuple(lines for lines in known.articles if "".join(lines) not in map("".join, found.articles))
    articles = (*found.articles, *older)[:MAX_PATTERNS]
    reasons = (Decision("articles", "".join(lines), "known from an earlier survey") for lines in articles[1:])
    return replace(
        found,
        name=known.name,
        address=known.address,
        hosts=tuple(dict.fromkeys((*found.hosts, *known.hosts))),
        editions=(*found.editions, *kept),
        articles=articles,
        parameters=tuple(dict.fromkeys((*found.parameters, *known.parameters))),
        decisions=(*found.decisions, *reasons),
        revision=known.revision + 1,
    )
