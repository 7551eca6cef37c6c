"""Pages that gave no article at first: held, and read again once the layout of their site, or their date, is known."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from scrapy.http import Request, Response

from crawler.answers import requested_url
from crawler.middlewares.compression import PACKED_BODY
from xabar.extraction.learned_layout import LearnedLayout

# what the place of a field may mend; without it, short news looks like the introduction of a list
REASONS: Final = frozenset(("no-title", "no-body", "no-date", "not-article"))
MAX_BYTES: Final = 32 * 2**20  # of answers as they came; of further pages only the address is held
MAX_PAGES: Final = 2_000  # further ones are left to the next run

# In the meta of a request:
READ_BY: Final = "learned_layouts"  # those with which its page was read
FETCHED_AT: Final = "fetched_at"
HELD: Final = "held_answer"  # the answer to read instead of asking the site
TAKEN_BACK: Final = "refused_before"  # the reason for which the page was refused the first time

Layouts = Callable[[str], Sequence[LearnedLayout]]
"""Returns the learned layouts that are in use for a page's edition."""

GivenDate = Callable[[str], str | None]
"""Returns the date that a source gave for a page."""


@dataclass(frozen=True, slots=True)
class _Held:
    request: Request
    response: Response | None  # None: there was no room for it
    reason: str


class HeldPages:
    """The pages of one run that may give an article when more is known of their site. Each is read again once."""

    def __init__(self, max_bytes: int = MAX_BYTES, max_pages: int = MAX_PAGES) -> None:
        self._pages: deque[_Held] = deque()
        self._room = max_bytes
        self._max_pages = max_pages

    def hold(self, reason: str, response: Response) -> None:
        """Hold a page that was refused for `reason`, as it came, if there is room and another reading may help."""
        request = response.request
        if request is None or reason not in REASONS or is_read_again(request):
            return
        if len(self._pages) >= self._max_pages:
            return
        answer: Response | None = as_it_came(request, response)
        if answer is not None and len(answer.body) > self._room:
            answer = None
        self._room -= len(answer.body) if answer is not None else 0
        self._pages.append(_Held(request, answer, reason))

    def take(self, layouts: Layouts, given_date: GivenDate = lambda url: None) -> Iterator[Request]:
        """Yield the request for each page of which more is known than when it was read.

        That is a layout of its edition, or a date that a list gave for it after another source.
        """
        for _ in range(len(self._pages)):
            held = self._pages.popleft()
            url = requested_url(held.request)
            printed = held.request.cb_kwargs.get("printed") or given_date(url)
            is_new = printed != held.request.cb_kwargs.get("printed")
            if not is_new and tuple(layouts(url)) == tuple(held.request.meta.get(READ_BY, ())):
                self._pages.append(held)
                continue
            yield _read_again(held, printed)
            self._room += len(held.response.body) if held.response is not None else 0


def _read_again(held: _Held, printed: str | None) -> Request:
    """Return the request that is answered by what is held; by the site if that is nothing."""
    meta = {name: value for name, value in held.request.meta.items() if name not in ("parts", READ_BY)}
    meta[TAKEN_BACK] = held.reason
    if held.response is None:
        meta.pop(FETCHED_AT, None)
    else:
        meta[HELD] = held.response
    return held.request.replace(meta=meta, cb_kwargs={"printed": printed}, dont_filter=True)


def is_read_again(request: Request) -> bool:
    """Return whether the page of a request was refused before in this run."""
    return TAKEN_BACK in request.meta


def fetched_at(request: Request, now: datetime) -> datetime:
    """Return when the page of a request came; `now`, which is noted, if it has just come."""
    noted: datetime = request.meta.setdefault(FETCHED_AT, now)
    return noted


def as_it_came(request: Request, response: Response) -> Response:
    """Return an answer with its body packed as the site sent it: it goes the same way again, and takes less room."""
    encoding, packed = request.meta.get(PACKED_BODY, (b"", b""))
    if not encoding:
        return response.replace(request=None)  # Scrapy gives it the request that it answers now
    headers = response.headers.copy()
    headers["Content-Encoding"] = encoding
    return response.replace(request=None, body=packed, headers=headers)
