"""Who may ask, what may be sent, and what every answer carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.datastructures import Headers

from tests.web.client import HOST, Client
from tests.web.conftest import Serve
from xabar.web.shield import is_from_here, is_known_host

TOKEN = "a-token-of-more-than-twenty-characters"
EVERYWHERE = (
    "/",
    "/?q=metro&format=json",
    "/?format=atom",
    "/article/abcd",
    "/saved",
    "/login",
    "/no-such",
    "/?page=0",
)


@pytest.mark.parametrize("path", [*EVERYWHERE, "/static/page.js"])
def test_every_answer_is_shut(page: Client, path: str) -> None:
    headers = page.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    kept = "immutable" if path.startswith("/static/") else "no-store"
    assert kept in headers["cache-control"]
    assert "server" not in headers


def test_no_page_has_script_or_style_of_its_own(page: Client) -> None:
    for path in EVERYWHERE:
        answer = page.get(path)
        assert not answer.all("style, [style], script:not([src]), [onclick], [onload], base, iframe"), path


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1:8000", True),
        ("localhost", True),
        ("[::1]:8000", True),
        ("192.168.1.5:8000", True),
        ("xabar.localhost:1", True),
        ("news.example.org", True),
        ("news.example.org:443", True),
        ("NEWS.example.org.", True),
        ("evil.example", False),
        ("news.example.org.evil.example", False),
        ("127.0.0.1.nip.io", False),
        ("localhost.evil.example", False),
        ("127.0.0.1@evil.example", False),
        ("", False),
    ],
)
def test_a_stranger_s_name_that_points_here_opens_nothing(host: str, known: bool) -> None:
    assert is_known_host(host, ("news.example.org",)) is known


def test_another_host_is_refused(page: Client) -> None:
    answer = page.get("/", host="rebound.example")
    assert (answer.status, "--name" in answer.text) == (421, True)


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"origin": f"http://{HOST}"}, True),
        ({"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}, True),
        ({}, True),  # no browser
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://127.0.0.1:8001"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site", "origin": f"http://{HOST}"}, False),
    ],
)
def test_a_form_of_another_page_changes_nothing(headers: dict[str, str], allowed: bool) -> None:
    assert is_from_here(Headers({"host": HOST} | headers)) is allowed


def test_nothing_that_changes_something_is_taken_from_elsewhere(page: Client) -> None:
    for path in ("/preferences", "/saved", "/saved/delete", "/login", "/logout"):
        answer = page.post(path, {"name": "x", "search": "?q=x"}, origin="https://evil.example")
        assert answer.status == 403, path
        assert page.post(path, {"name": "x", "search": "?q=x"}, origin="http://[bad").status == 403, path
        assert page.get(path).status != 500
    assert page.get("/saved?format=json").json()["searches"][0]["name"] == "w" * 100  # as before


def test_without_the_token_nothing_is_shown(library: Path, serve: Serve) -> None:
    client = serve(library, token=TOKEN)
    for path in ("/?format=json", "/?format=atom", "/saved?format=json"):
        answer = client.get(path)
        assert (answer.status, answer.headers["www-authenticate"]) == (401, 'Bearer realm="xabar"')
    assert client.post("/saved", {"name": "x", "search": "?q=x"}).status == 401
    assert client.get("/?q=metro&site=kun_uz").headers["location"] == (
        "/login?next=%2F%3Fq%3Dmetro%26site%3Dkun_uz"
    )
    assert client.get("/static/page.css").status == client.get("/login").status == 200
    for wrong in ("Bearer x", "Bearer", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer ӯ"):
        assert client.get("/?format=json", authorization=wrong).status == 401
    assert client.get("/?format=json", authorization=f"Bearer {TOKEN}").status == 200


def test_a_browser_logs_in_once(library: Path, serve: Serve) -> None:
    client = serve(library, token=TOKEN)
    refused = client.post("/login", {"token": "wrong", "next": "/?q=metro"})
    assert (refused.status, refused.cookies) == (403, [])
    answer = client.post("/login", {"token": f" {TOKEN} ", "next": "/?q=metro"})
    assert (answer.status, answer.headers["location"]) == (303, "/?q=metro")
    (cookie,) = answer.cookies
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert TOKEN not in cookie
    assert client.get("/?q=metro").texts("h1") == ["Articles found: 3"]
    client.post("/logout", {})
    assert client.get("/").status == 303


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
     "/\n/evil.example", "evil", "", "/login", "///evil.example", "/logout", "/%0d%0aSet-Cookie:x=1"],
)  # fmt: skip
def test_no_form_leads_elsewhere(library: Path, serve: Serve, back: str) -> None:
    client = serve(library, token=TOKEN)
    for path, form in (("/login", {"token": TOKEN}), ("/preferences", {"theme": "dark"})):
        assert client.post(path, form | {"next": back}).headers["location"] == "/"


def test_a_feed_s_address_opens_this_feed_alone(library: Path, serve: Serve) -> None:
    client = serve(library, token=TOKEN)
    client.post("/login", {"token": TOKEN})
    feed = client.get("/?q=metro").links("link[rel=alternate]")[0]
    client.cookies.clear()
    assert client.get(feed).status == 200
    assert client.get(feed.replace("metro", "paxta")).status == 401
    assert client.get(feed.replace("format=atom", "format=json")).status == 401
    assert client.get(feed.replace("/?", "/article/abcd?")).status == 401
    assert client.get(feed[:-1]).status == 401


def test_cookies_that_cannot_be_read_are_none(page: Client) -> None:
    for cookies, language in (("xabar_ui=kk; other", "kk"), ('a,b=c; "=;', "en")):
        assert page.get("/saved", cookie=cookies).all("html")[0].attributes["lang"] == language


def test_below_a_base_path(library: Path, serve: Serve) -> None:
    client = serve(library, base_path="/news", token=TOKEN)
    assert client.get("/").status == 303  # to the login, whatever it is
    assert client.get("/news/?q=metro").headers["location"] == "/news/login?next=%2F%3Fq%3Dmetro"
    answer = client.post("/news/login", {"token": TOKEN, "next": "/?q=metro"})
    assert answer.headers["location"] == "/news/?q=metro"
    assert "Path=/news/" in answer.cookies[0]
    shown = client.get("/news/?q=metro")
    assert shown.status == 200
    links = shown.links("a[href], link[href]") + [
        form.attributes["action"] or "" for form in shown.all("form[action]")
    ]
    assert all(link.startswith(("/news/", "#")) for link in links)
    article = client.get(shown.links(".hit h2 a")[0])
    assert article.status == 200
    assert client.get("/news").headers["location"] == "/news/"
    assert client.get("/article/abcd").status == 404
