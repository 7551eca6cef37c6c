"""What every request must pass, and what every answer carries, whatever page it is about.

A host that is named otherwise is refused: a stranger's name that points here (DNS rebinding) opens nothing. What changes
something is accepted from our own pages alone. Nothing of an answer is run, framed, or loaded from elsewhere.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from xabar.web.options import ServeOptions
from xabar.web.token import COOKIE, feed_key, is_same, session_of

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'{images}; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy of a page (Content Security Policy 3). `images` are the further places of pictures."""

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY.format(images=""),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with `no-referrer` a browser hides the origin of our own forms, too
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",  # what somebody reads is nobody else's to find
}
OPEN_PATHS: Final = ("/login", "/health", "/static/")  # what is shown without a token
SAFE: Final = ("GET", "HEAD", "OPTIONS")
_HOST: Final = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::\d{1,5})?")


class Shield:
    """The application behind all checks (ASGI)."""

    def __init__(self, app: ASGIApp, options: ServeOptions) -> None:
        self._app = app
        self._options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on; give the answer its headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refuse(scope)
        await (refusal or self._app)(scope, receive, send_with_headers)

    def _refuse(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not is_known_host(headers.get("host", ""), self._options.names):
            return PlainTextResponse(
                "This server does not know itself by that name. Ask for it by its address, or start it with"
                " `xabar serve --name THE.NAME`.\n",
                421,
            )
        if scope["method"] not in SAFE and not is_from_here(headers):
            return PlainTextResponse("This may be sent from a page of this server only.\n", 403)
        path = scope["path"].removeprefix(self._options.base_path)
        if self._options.token is None or path.startswith(OPEN_PATHS):
            return None
        return (
            None
            if self._is_allowed(scope, path, headers, self._options.token)
            else self._ask_for_token(scope, path)
        )

    def _is_allowed(self, scope: Scope, path: str, headers: Headers, token: str) -> bool:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and is_same(given.strip(), token):
            return True
        cookie = cookie_parser(headers.get("cookie", "")).get(COOKIE)
        if cookie and is_same(cookie, session_of(token)):
            return True
        return _opens_feed(scope, path, token)

    def _ask_for_token(self, scope: Scope, path: str) -> Response:
        parameters = scope["query_string"].decode("latin-1")
        wanted = dict(parse_qsl(parameters)).get("format", "html")
        if scope["method"] != "GET" or wanted != "html":
            return PlainTextResponse(
                "This server asks for its access token: send `Authorization: Bearer TOKEN`.\n",
                401,
                {"WWW-Authenticate": 'Bearer realm="xabar"'},
            )
        back = quote(path + (f"?{parameters}" if parameters else ""), safe="")
        return RedirectResponse(f"{self._options.base_path}/login?next={back}", 303)


def is_known_host(host: str, names: tuple[str, ...]) -> bool:
    """Return whether a Host header names this server: by an address, as localhost, or by one of its names.

    An address cannot be rebound; a name can, by whoever owns it.
    """
    found = _HOST.fullmatch(host.strip().lower())
    if found is None:
        return False
    name = found[1].strip("[]").rstrip(".")
    if name == "localhost" or name.endswith(".localhost") or name in names:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_from_here(headers: Headers) -> bool:
    """Return whether a request that changes something comes from a page of ours, or from no browser at all.

    Browsers say where a form was (Origin, Fetch Metadata); programs say nothing, and hold no cookies of anybody.
    """
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    except ValueError:  # no address at all
        return False


def signed_feed(parameters: str, token: str | None, path: str = "/") -> str:
    """Return the parameters of a feed's address with the key that opens it without a login; without a token, as they are.

    `path` is that of the feed below the base path, quoted.
    """
    return parameters if token is None else f"{parameters}&key={feed_key(token, _signed(path, parameters))}"


def _opens_feed(scope: Scope, path: str, token: str) -> bool:
    """Return whether the address of a feed has the key that was made for it: feed readers cannot log in."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"))
    given = dict(pairs)
    if scope["method"] not in SAFE or given.get("format") != "atom" or "key" not in given:
        return False
    if path != "/" and not path.startswith("/alert/"):
        return False
    asked = urlencode([pair for pair in pairs if pair[0] != "key"])
    return is_same(given["key"], feed_key(token, _signed(quote(path, safe="/"), asked)))


def _signed(path: str, parameters: str) -> str:
    """Return what the key of a feed is made for. Parameters have no slash: no search has the key of another path."""
    return parameters if path == "/" else f"{path}?{parameters}"
