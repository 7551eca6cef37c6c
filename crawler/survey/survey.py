"""Survey a site: which of its pages to ask for next, until its feeds, lists, editions and articles are known.

A survey is a generator. It yields addresses, is sent what was seen there, and returns what it found; who fetches the
pages, and how politely, is not its concern.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.survey.feeds import visit_feeds, visit_named_feeds, visit_sitemaps
from crawler.survey.findings import Findings, site_host
from crawler.survey.front_pages import visit_editions, visit_home
from crawler.survey.lists import visit_lists
from crawler.survey.samples import read_samples
from crawler.survey.visits import Steps, Visits


class Survey:
    """The steps of one survey. `findings` has what was seen, also when a step ends it early."""

    def __init__(self, address: str) -> None:
        self.findings = Findings(address, site_host(urlsplit(address).hostname or ""))

    def steps(self) -> Steps:
        """Yield the addresses to ask for, step by step; what was seen there is sent back in the same order."""
        visits = Visits(self.findings)
        yield from visit_home(visits)
        if all(look.kind == "nothing" for look in self.findings.looks.values()):
            return
        yield from visit_editions(visits)
        yield from visit_feeds(visits)
        yield from visit_sitemaps(visits)
        yield from visit_lists(visits)
        yield from read_samples(visits)
        if not self.findings.feeds:
            yield from visit_named_feeds(visits, list(self.findings.looks.values()))
