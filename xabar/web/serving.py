"""Listening: the server process around the application."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import uvicorn

from xabar.app.errors import AppError
from xabar.config import Config
from xabar.search.forgiving import in_any_spelling
from xabar.search.query import parse_query
from xabar.web.application import make_application
from xabar.web.impatience import ImpatientProtocol
from xabar.web.options import ServeOptions
from xabar.web.token import keep_token
from xabar.web.view import templates

TOKEN_FILE: Final = "web-token"  # in the data folder
_LAST_ANSWERS: Final = 15  # seconds for what is being answered when the server is told to end
_YOUNG: Final = 20_000  # objects that a few pages make: so many more than there were are looked through
_CONNECTIONS: Final = 500  # at the same time; more are answered with 503 at once


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server listens, and whose X-Forwarded headers it believes."""

    host: str
    port: int
    proxies: tuple[str, ...] = ()


def prepare(config: Config, *, with_token: bool, **options: Any) -> ServeOptions:
    """Return the options, with the token of the data folder if one is asked for. Raise AppError if there can be none."""
    if not with_token:
        return ServeOptions(**options)
    path = config.data / TOKEN_FILE
    return ServeOptions(token=keep_token(path), token_file=path, **options)


def serve(
    config: Config, options: ServeOptions, listening: Listening, started: Callable[[str], None]
) -> None:
    """Answer until the process is told to end. `started` is told the address when it can be asked.

    Raise AppError where nobody can listen.
    """
    with _listening_socket(listening) as listener:
        _preload()
        host = f"[{listening.host}]" if ":" in listening.host else listening.host
        address = f"http://{host}:{listener.getsockname()[1]}{options.base_path}/"
        server = _Server(
            uvicorn.Config(
                make_application(config, options),
                http=ImpatientProtocol,
                access_log=False,  # what people search for is their own affair
                log_level="warning",
                server_header=False,
                proxy_headers=bool(listening.proxies),
                forwarded_allow_ips=list(listening.proxies),
                limit_concurrency=_CONNECTIONS,
                timeout_graceful_shutdown=_LAST_ANSWERS,
                ws="none",
            ),
            lambda: started(address),
        )
        server.run(sockets=[listener])


def _preload() -> None:
    """Load the tables that a first search would load, and keep the garbage collector from them.

    There are so many of them that going through them all took every four-hundredth search a tenth of a second. And a
    page makes thousands of objects, nearly all of which go by themselves: looking through them took a tenth of its time.
    """
    in_any_spelling(parse_query("Toshkent shahri"))
    templates().get_template("search.html")
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG)


class _Server(uvicorn.Server):
    """A server that tells when it has started."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        if self.started:
            self._tell()


@contextmanager
def _listening_socket(listening: Listening) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((listening.host, listening.port))
        except OSError as error:
            raise AppError(
                f"nobody can listen on {listening.host} port {listening.port}: {error.strerror or error};"
                " choose another --host or --port"
            ) from error
        yield listener
