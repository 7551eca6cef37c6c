"""The visits of a survey: addresses go out, what was seen there comes back, and no more of them than a survey may make."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from typing import Final

from crawler.survey.findings import Findings, edition_parameter
from crawler.survey.look import Look
from xabar.extraction.addresses import add_parameter

Steps = Generator[Sequence[str], Sequence[Look], None]

MAX_PAGES: Final = 200  # that a survey asks for


class Visits:
    """What a survey has visited. Whoever drives the generators fetches the pages."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings

    def visit(self, urls: Iterable[str]) -> Steps:
        """Yield those of the addresses that are the site's and were not visited yet, as far as there is room."""
        found = self.findings
        room = MAX_PAGES - len(found.looks)
        new = [url for url in dict.fromkeys(urls) if found.is_ours(url) and url not in found.looks][
            : max(0, room)
        ]
        if new:
            seen = yield new
            found.looks.update((url, with_choice(look, found)) for url, look in zip(new, seen, strict=True))

    def seen(self, urls: Iterable[str]) -> list[Look]:
        """Return what was seen at those of the addresses that were visited."""
        looks = self.findings.looks
        return [looks[url] for url in dict.fromkeys(urls) if url in looks]


def with_choice(look: Look, findings: Findings) -> Look:
    """Return what was seen on a page of an edition that a parameter chooses, with the parameter in its links."""
    parameter = edition_parameter(look.url)
    if parameter not in findings.choosing:
        return look
    return replace(
        look,
        links=tuple(
            replace(block, url=add_parameter(block.url, parameter)) if findings.is_ours(block.url) else block
            for block in look.links
        ),
        main=tuple(add_parameter(url, parameter) for url in look.main),
        paging=look.paging and replace(look.paging, address=add_parameter(look.paging.address, parameter)),
    )
