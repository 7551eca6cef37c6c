"""The alerts, to look at: their list, and the feed of each. They are made on the command line, which knows whom to tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from xabar.alerts.definition import Definition
from xabar.alerts.feed import alert_feed
from xabar.app.alerts import filters_of
from xabar.app.errors import WrongUse
from xabar.records.alerts import StoredAlert
from xabar.records.store import RecordStore
from xabar.search.engine import SearchEngine
from xabar.web.shield import signed_feed
from xabar.web.view import View

_UNREADABLE = "?"  # the query of an alert that a newer version made


async def alert_page(request: Request) -> Response:
    """Answer the address of an alert's feed."""
    name = request.path_params["name"]
    if request.query_params.get("format") != "atom":
        raise WrongUse(
            "an alert has a feed here, at &format=atom; the list of alerts is below the saved searches"
        )

    async def read(records: RecordStore, engine: SearchEngine) -> bytes | None:
        return alert_feed(records, name, datetime.now(UTC))

    feed = await request.app.state.readers.run(read)
    if feed is None:
        raise HTTPException(404, f"there is no alert {name[:60]!r}; `xabar alert list` shows all")
    return Response(feed, media_type="application/atom+xml")


def describe_alerts(view: View, alerts: Sequence[StoredAlert]) -> list[dict[str, Any]]:
    """Return what a page tells of alerts: no targets, which are secrets of those who are told."""
    return [
        {
            "name": each.name,
            **_look_of(each),
            "paused": each.paused,
            "made_at": each.made_at.isoformat(),
            "feed": view.base + feed_address(each.name, view.options.token),
        }
        for each in alerts
    ]


def feed_address(name: str, token: str | None) -> str:
    """Return the address of an alert's feed below the base path, with its key if a token is in force."""
    path = f"/alert/{quote(name, safe='')}"
    return f"{path}?{signed_feed('format=atom', token, path)}"


def _look_of(stored: StoredAlert) -> dict[str, Any]:
    try:
        definition = Definition.from_json(stored.definition)
    except (TypeError, ValueError):
        return {"query": _UNREADABLE, "filters": {}}
    return {"query": definition.query, "filters": filters_of(definition)}
