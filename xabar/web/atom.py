"""The feed of a search (RFC 4287): its newest articles, for feed readers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from xabar.web.asked import Asked
from xabar.web.safe_links import safe_link
from xabar.web.shown import ShownHit
from xabar.web.view import View, templates

FEED_HITS: Final = 30
_NOTHING: Final = datetime(1970, 1, 1, tzinfo=UTC)  # the last change of a feed without entries
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


def atom_feed(request: Request, view: View, asked: Asked, hits: Sequence[ShownHit]) -> Response:
    """Return the feed."""
    root = f"{request.url.scheme}://{request.headers['host']}{view.base}/"
    page = asked.address(format="", size=10, sort="")
    parameters = request.scope["query_string"].decode("latin-1")
    text = (
        templates()
        .get_template("feed.xml")
        .render(
            title=asked.q or view.t("latest"),
            id=f"urn:xabar:search:{hashlib.sha256(page.encode()).hexdigest()[:32]}",
            updated=max((_changed(hit) for hit in hits), default=_NOTHING).isoformat(),
            here=f"{root}?{parameters}",
            page=root + page,
            entries=[
                {
                    "id": f"urn:xabar:article:{hit.article.id}",
                    "title": Markup(hit.title).striptags(),
                    "updated": _changed(hit).isoformat(),
                    "published": hit.article.published_at
                    and hit.article.published_at.astimezone(UTC).isoformat(),
                    "link": f"{root}article/{hit.article.id}",
                    "source": safe_link(hit.article.url),
                    "summary": hit.snippet.striptags(),
                    "authors": hit.authors or (hit.article.site,),
                    "lang": hit.written.lang,
                }
                for hit in hits
            ],
        )
    )
    return Response(_NOT_XML.sub("\ufffd", text), media_type="application/atom+xml")


def _changed(hit: ShownHit) -> datetime:
    """Return when an article last changed, as far as it is known."""
    article = hit.article
    return (article.modified_at or article.published_at or article.fetched_at).astimezone(UTC)
