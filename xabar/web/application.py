"""The application: which address is answered by which page (ASGI)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from xabar.config import Config
from xabar.records.store import RecordStore
from xabar.search.engine import SearchEngine, active_generation
from xabar.web import forms
from xabar.web.alerts_page import alert_page
from xabar.web.article_page import article_page
from xabar.web.errors import HANDLED, show_error, show_failure
from xabar.web.options import ServeOptions
from xabar.web.readers import Readers
from xabar.web.search_page import search_page
from xabar.web.shield import Shield
from xabar.web.trend_page import trend_page

_FOR_EVER = "public, max-age=31536000, immutable"


def make_application(config: Config, options: ServeOptions) -> Shield:
    """Return the application over the records and the index of a configuration. It opens them when it is first asked."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.readers = Readers(config, options.readers, options.timeout)
        try:
            yield
        finally:
            await app.state.readers.close()

    routes = _routes()
    if options.base_path:
        routes = [
            Route(options.base_path, lambda request: RedirectResponse(f"{options.base_path}/", 308)),
            Mount(options.base_path, routes=routes),
        ]
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={**dict.fromkeys(HANDLED, show_error), Exception: show_failure},
    )
    app.state.options = options
    return Shield(app, options)


def _routes() -> list[BaseRoute]:
    return [
        Route("/", search_page),
        Route("/article/{wanted:path}", article_page),
        Route("/trend", trend_page),
        Route("/alert/{name:path}", alert_page),
        Route("/saved", forms.saved_page),
        Route("/saved", forms.save, methods=["POST"]),
        Route("/saved/delete", forms.delete, methods=["POST"]),
        Route("/preferences", forms.preferences, methods=["POST"]),
        Route("/login", forms.login, methods=["GET", "POST"]),
        Route("/logout", forms.logout, methods=["POST"]),
        Route("/health", health),
        Mount("/static", _KeptFiles(packages=[("xabar.web", "static")]), name="static"),
    ]


async def health(request: Request) -> Response:
    """Say whether the index answers, for whoever watches the server: 200 or 503, and nothing of what it holds."""

    async def ask(records: RecordStore, engine: SearchEngine) -> None:
        await active_generation(engine)

    try:
        await request.app.state.readers.run(ask)
    except HANDLED:
        return PlainTextResponse("the index does not answer\n", 503)
    return PlainTextResponse("ok\n")


class _KeptFiles(StaticFiles):
    """The files of the page, which browsers may keep: their addresses change with them."""

    def file_response(self, *args: object, **named: object) -> Response:
        """Return a file that may be kept for ever."""
        response = super().file_response(*args, **named)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = _FOR_EVER
        return response
