"""Errors as pages: what went wrong, and what to do about it. For programs, as JSON."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from xabar.app.errors import AppError, NoRecords, WrongUse
from xabar.app.lookup import UnknownArticle
from xabar.language.printable import printable
from xabar.records.errors import RecordsError
from xabar.search.engine import EngineUnavailable
from xabar.search.query import MAX_LENGTH
from xabar.web.answers import json_answer
from xabar.web.asked import Asked, read_asked
from xabar.web.view import View, render

logger = logging.getLogger(__name__)

_RETRY: Final = "10"  # seconds after which a program may try again
_STATUS: Final[tuple[tuple[type[Exception], int], ...]] = (
    (WrongUse, 400),
    (UnknownArticle, 404),
    (NoRecords, 503),
    (EngineUnavailable, 503),
    (RecordsError, 503),
    (AppError, 503),
)
_KNOWN: Final = (400, 403, 404, 405, 413, 500, 503)
_LONGEST: Final = 4000  # characters of an error's words
HANDLED: Final = (HTTPException, AppError, EngineUnavailable, RecordsError)
"""The errors that are told in their own words."""


async def show_error(request: Request, error: Exception) -> Response:
    """Return the page of an error."""
    status, words = _explain(error)
    if request.query_params.get("format") in ("json", "atom"):
        response = json_answer({"status": status, "error": words}, status)
    else:
        name = f"error_{status if status in _KNOWN else 400}"
        told, _, place = ("" if words == HTTPStatus(status).phrase else words).partition("\n")
        values = {
            "name": name,
            "told": told,
            "place": place,
            "again": status == 503,
            "asked": _asked(request),
        }
        response = render("error.html", View(request), status, **values)
    if status == 503:
        response.headers["Retry-After"] = _RETRY
    return response


async def show_failure(request: Request, error: Exception) -> Response:
    """Return the page of an error of ours; the log has more."""
    logger.error("%s failed", request.url.path, exc_info=error)
    return await show_error(
        request, HTTPException(500, "This is a fault of the program; its log says where.")
    )


def _asked(request: Request) -> Asked:
    """Return what the search box shows: all that was asked for, or the query alone if something of it is wrong.

    What is longer than a query may be is left out: a page that says so is small.
    """
    query = request.query_params.get("q", "")
    if len(query) > MAX_LENGTH:
        return Asked()
    try:
        return read_asked(request.query_params.multi_items())
    except WrongUse:
        return Asked(q=query)


def _explain(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        return error.status_code, _told(error.detail)
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return status, _told(str(error))


def _told(words: str) -> str:
    """Return the words, not longer than a page can be: they may quote what was asked for."""
    return printable(words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …")
