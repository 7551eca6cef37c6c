"""The loopback server, over real HTTP."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from tests.demo.sites import SITES
from xabar.demo.server import serve_sites
from xabar.demo.web import build_web

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serve_sites(build_web(SITES.values(), NOW)) as address:
        yield address


@pytest.fixture
def connection(server: str) -> Iterator[http.client.HTTPConnection]:
    link = http.client.HTTPConnection(urlsplit(server).netloc, timeout=10)
    yield link
    link.close()


def get(
    connection: http.client.HTTPConnection, path: str, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=named)
    response = connection.getresponse()
    return response, response.read()


def test_it_answers_for_any_host_on_one_connection(connection: http.client.HTTPConnection) -> None:
    response, body = get(connection, "/kun.uz/news/rss")
    assert response.status == 200
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert b"<rss" in body
    response, body = get(connection, "/kaz.inform.kz/lenta/?page=1")
    assert response.status == 200
    assert b"allNewsCard" in body


def test_it_packs_for_those_who_can_unpack(connection: http.client.HTTPConnection) -> None:
    plain, body = get(connection, "/kun.uz/news/rss")
    packed, bytes_packed = get(connection, "/kun.uz/news/rss", Accept_Encoding="gzip, deflate")
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(bytes_packed) == body
    assert len(bytes_packed) < len(body)


def test_what_did_not_change_is_not_sent_again(connection: http.client.HTTPConnection) -> None:
    first, body = get(connection, "/kun.uz/news/rss")
    tag = first.headers["ETag"]
    again, nothing = get(connection, "/kun.uz/news/rss", If_None_Match=tag)
    assert body
    assert (again.status, nothing) == (304, b"")
    changed, _ = get(connection, "/kun.uz/news/rss", If_None_Match='"other"')
    assert changed.status == 200


def test_redirects_name_the_real_site(connection: http.client.HTTPConnection, server: str) -> None:
    web = build_web(SITES.values(), NOW)
    loop = next(address for address in web.addresses() if "ainalma-zhol" in address)
    response, _ = get(connection, loop.removeprefix("https:/"))
    assert response.status == 302
    assert response.headers["Location"] == loop


def test_unknown_addresses_are_not_found(connection: http.client.HTTPConnection) -> None:
    assert get(connection, "/kun.uz/nothing")[0].status == 404
    assert get(connection, "/")[0].status == 404


def test_the_port_is_free_again_at_the_end() -> None:
    with serve_sites(build_web(SITES.values(), NOW)) as address:
        port = urlsplit(address).port
        assert port
    with serve_sites(build_web(SITES.values(), NOW), port) as again:
        assert again == address
