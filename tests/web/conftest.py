"""The application over a small library, asked without a network; and a browser, where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.web.client import Client
from tests.web.library import fill
from xabar.config import Config
from xabar.web.application import make_application
from xabar.web.options import ServeOptions

Serve = Callable[..., Client]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the library. Tests only read it."""
    folder = tmp_path_factory.mktemp("library")
    fill(folder)
    return folder


@pytest.fixture(scope="session")
def page(library: Path) -> Iterator[Client]:
    """The application over the library. Give every request its own cookies: nothing here remembers any."""
    client = Client(make_application(Config(data=library), ServeOptions(readers=2)))
    client.start()
    yield client
    client.stop()


@pytest.fixture(autouse=True)
def _no_cookies(request: pytest.FixtureRequest) -> None:
    if "page" in request.fixturenames:
        request.getfixturevalue("page").cookies.clear()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve a folder with options of `ServeOptions`, as `serve(folder, token="…")`."""
    with ExitStack() as started:

        def start(folder: Path, search_url: str | None = None, **options: object) -> Client:
            values = {"readers": 1} | options
            client = Client(
                make_application(
                    Config(data=folder, search_url=search_url),
                    ServeOptions(**values),  # type: ignore[arg-type]
                )
            )
            client.start()
            started.callback(client.stop)
            return client

        yield start
