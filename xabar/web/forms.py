"""What browsers send: the preferences, the saved searches, the token. Each is answered with a way back."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from xabar.app.errors import NoRecords, WrongUse
from xabar.records.alerts import StoredAlert
from xabar.records.place import is_there
from xabar.records.saved_searches import SavedSearch
from xabar.records.store import RecordStore
from xabar.search.engine import SearchEngine
from xabar.web.alerts_page import describe_alerts
from xabar.web.answers import json_answer
from xabar.web.asked import FORMATS, read_asked
from xabar.web.preferences import CHOICES
from xabar.web.shield import signed_feed
from xabar.web.token import COOKIE, is_same, session_of
from xabar.web.view import View, redirect_back, render

LONGEST_FORM: Final = 20_000  # bytes
FORM_SECONDS: Final = 20.0  # in which a form has to come
LONGEST_NAME: Final = 100  # characters of a saved search's name
MOST_SAVED: Final = 500
LONGEST_SEARCH: Final = 2000  # characters of a saved search's address
SHOWN: Final = 40  # saved searches, and alerts, on a page
_YEAR: Final = 365 * 24 * 3600
_SESSION: Final = 30 * 24 * 3600


async def preferences(request: Request) -> Response:
    """Keep a reader's choices in cookies."""
    form = await read_form(request)
    back = form.get("next", "/")
    response = redirect_back(request.app.state.options, _without_text(back) if "text" in form else back)
    for name, (cookie, allowed) in CHOICES.items():
        if form.get(name) in allowed:
            _set_cookie(request, response, cookie, form[name], _YEAR)
    return response


async def saved_page(request: Request) -> Response:
    """Show the saved searches, and the alerts."""
    view = View(request)
    shape = request.query_params.get("format", "html")
    if shape not in FORMATS[:2]:
        raise WrongUse(f"format must be one of {', '.join(FORMATS[:2])}, got {shape[:50]!r}")

    async def read(records: RecordStore, engine: SearchEngine) -> tuple[list[SavedSearch], list[StoredAlert]]:
        return records.saved_searches(), records.alerts()

    searches, stored = await request.app.state.readers.run(read)
    alerts = describe_alerts(view, stored)
    if shape == "json":
        return json_answer({"searches": [_to_dict(view, each) for each in searches], "alerts": alerts})
    page = read_page(request.query_params.get("page", "1"), max(len(searches), len(alerts)))
    part = slice((page - 1) * SHOWN, page * SHOWN)
    feeds = {
        each.name: "?" + signed_feed(_as_feed(each.address), view.options.token) for each in searches[part]
    }
    last = -(-max(len(searches), len(alerts)) // SHOWN)
    return render(
        "saved.html", view, saved=searches[part], feeds=feeds, alerts=alerts[part], page=page, last=last
    )


def read_page(text: str, count: int) -> int:
    """Return the number of a page of a list that has so many entries; of one that is not there, the nearest."""
    if not (text.isascii() and text.isdigit()):
        raise WrongUse(f"page must be a number, got {text[:50]!r}")
    return min(max(int(text[:9]), 1), max(-(-count // SHOWN), 1))


def _to_dict(view: View, saved: SavedSearch) -> dict[str, str]:
    return {
        "name": saved.name,
        "address": f"{view.base}/{saved.address}",
        "saved_at": saved.saved_at.isoformat(),
    }


async def save(request: Request) -> Response:
    """Keep a search under a name."""
    form = await read_form(request)
    name = " ".join(form.get("name", "").split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise WrongUse(f"name must have 1 to {LONGEST_NAME} characters, got {name[:LONGEST_NAME]!r}")
    address = read_asked(parse_qsl(form.get("search", "").lstrip("?"))).address(format="")
    if len(address) > LONGEST_SEARCH:
        raise WrongUse(
            f"the search has {len(address):,} characters as an address; {LONGEST_SEARCH:,} can be saved"
        )

    async def write(records: RecordStore, engine: SearchEngine) -> None:
        if not is_there(request.app.state.readers.config.records_place):
            raise NoRecords("searches are saved in the records, which are not on this machine")
        known = [each.name for each in records.saved_searches()]
        if len(known) >= MOST_SAVED and name not in known:
            raise WrongUse(f"{MOST_SAVED} searches are saved, and no more are kept; delete one first")
        records.save_search(name, address, datetime.now(UTC))

    await request.app.state.readers.run(write)
    return redirect_back(request.app.state.options, "/saved")


async def delete(request: Request) -> Response:
    """Forget a saved search."""
    form = await read_form(request)

    async def write(records: RecordStore, engine: SearchEngine) -> bool:
        return records.forget_search(form.get("name", ""))

    if not await request.app.state.readers.run(write):
        raise HTTPException(404, f"no search is saved as {form.get('name', '')[:LONGEST_NAME]!r}")
    return redirect_back(request.app.state.options, "/saved")


async def login(request: Request) -> Response:
    """Show the form for the token, or take it and remember the browser."""
    view = View(request)
    token = request.app.state.options.token
    if token is None:
        return redirect_back(view.options, "/")
    if request.method != "POST":
        return render("login.html", view, wrong=False, next=request.query_params.get("next", "/"))
    form = await read_form(request)
    back = form.get("next", "/")
    if not is_same(form.get("token", "").strip(), token):
        return render("login.html", view, 403, wrong=True, next=back)
    response = redirect_back(view.options, back)
    _set_cookie(request, response, COOKIE, session_of(token), _SESSION)
    return response


async def logout(request: Request) -> Response:
    """Forget the browser."""
    response = RedirectResponse(f"{request.app.state.options.base_path}/login", 303)
    _set_cookie(request, response, COOKIE, "", 0)
    return response


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form; of several with one name, the last. Raise HTTPException for one that is too long or slow."""
    body = b""
    try:
        async with asyncio.timeout(FORM_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LONGEST_FORM:
                    raise HTTPException(413, f"a form may have {LONGEST_FORM:,} bytes")
    except TimeoutError as error:
        raise HTTPException(
            408, f"the form did not come within {FORM_SECONDS:g} s", {"Connection": "close"}
        ) from error
    except ClientDisconnect as error:  # whoever has gone is no fault of ours
        raise HTTPException(400, "the form was not sent to its end") from error
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _without_text(path: str) -> str:
    """Return a path without the script that it asks for, which would stand above the choice."""
    path, _, parameters = path.partition("?")
    kept = [pair for pair in parse_qsl(parameters, keep_blank_values=True) if pair[0] != "text"]
    return f"{path}?{urlencode(kept)}" if kept else path


def _as_feed(address: str) -> str:
    return read_asked(parse_qsl(address.lstrip("?"))).address(format="atom")[1:]


def _set_cookie(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """Set a cookie that no script reads, and that goes with nothing but what was asked for from here or by a link."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=request.app.state.options.base_path + "/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
