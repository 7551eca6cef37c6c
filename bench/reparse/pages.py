"""Composed pages as a crawl would have kept them: in WARC files, with their articles in the records."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bench.crawl.sites import SITES
from xabar.app.project import all_sites, project_settings
from xabar.config import Config
from xabar.demo.web import generate_pages
from xabar.extraction.addresses import article_key_url
from xabar.extraction.learned_layout import LearnedLayout
from xabar.http_response import HttpResponse
from xabar.processing.ingest import ingest
from xabar.processing.steps import process_article
from xabar.records.responses import KeptPage
from xabar.site import Site
from xabar.warc.record import write_response
from xabar.warc.response import ReceivedResponse
from xabar.workspace import Workspace, open_workspace

NOW: Final = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
_COMMIT: Final = 200  # pages


def keep_pages(config: Config, count: int, names: tuple[str, ...] = SITES) -> None:
    """Keep and store `count` pages of these sites, the same for the same number."""
    sites = all_sites(project_settings())
    with open_workspace(config) as workspace:
        for name in names:
            pages = list(generate_pages(sites[name], count // len(names), seed=1, now=NOW))
            for start in range(0, len(pages), _COMMIT):
                with workspace.records.transaction():
                    for number, (url, html) in enumerate(pages[start : start + _COMMIT], start):
                        keep_page(workspace, sites[name], url, html, NOW + timedelta(seconds=number))


def keep_page(
    workspace: Workspace,
    site: type[Site],
    url: str,
    html: str,
    fetched_at: datetime,
    printed: str | None = None,
    learned: Sequence[LearnedLayout] = (),
) -> str:
    """Keep a page and store its article, as a crawl does that fetches it at this time. Return the article's id."""
    body = gzip.compress(html.encode(), 6, mtime=0)
    headers = [(b"Content-Type", b"text/html; charset=utf-8")]
    received = ReceivedResponse(url, 200, headers, body, fetched_at, "gzip")
    page = HttpResponse(url, html.encode())
    article = site.read_article(page, fetched_at=fetched_at, printed=printed, learned=learned)
    article.requested_url = url
    article = process_article(article, workspace.context(site.name))
    outcome = ingest(workspace.records, article).outcome
    workspace.records.add_response(
        KeptPage(
            pointer=workspace.warc.write(write_response(received), received.digest),
            site=site.name,
            url=article_key_url(url),
            fetched_at=fetched_at,
            outcome=outcome,
            article_id=None if outcome == "duplicate" else article.id,
            printed=printed,
        )
    )
    return article.id


def folder_config(folder: Path) -> Config:
    """Return where the pages are kept."""
    return Config(data=folder / "data")
