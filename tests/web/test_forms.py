"""What browsers send."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest

from tests.search.articles import CORPUS
from tests.web.client import Client
from tests.web.conftest import Serve
from xabar.records.store import RecordStore


@pytest.fixture
def own(tmp_path: Path, serve: Serve) -> Client:
    """The application over records of its own, without an index: forms need none."""
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(CORPUS[0])
    return serve(tmp_path)


def test_a_search_is_saved_shown_to_all_and_deleted(own: Client) -> None:
    answer = own.post(
        "/saved", {"name": "  Metro \n xabarlari ", "search": "?q=metro&site=kun_uz&format=json&utm=x"}
    )
    assert (answer.status, answer.headers["location"]) == (303, "/saved")
    own.cookies.clear()
    shown = own.get("/saved")
    assert shown.texts(".list a") == ["Metro xabarlari", "Atom"]
    assert shown.links(".list a") == ["/?q=metro&site=kun_uz", "/?q=metro&site=kun_uz&format=atom"]
    assert own.get("/saved?format=json").json()["searches"][0]["address"] == "/?q=metro&site=kun_uz"
    own.post("/saved/delete", {"name": "Metro xabarlari"})
    assert own.get("/saved?format=json").json() == {"searches": [], "alerts": []}
    assert own.post("/saved/delete", {"name": "Metro xabarlari"}).status == 404


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": "", "search": "?q=x"}, "name must have 1 to 100 characters"),
        ({"name": "x" * 101, "search": "?q=x"}, "name must have 1 to 100 characters"),
        ({"name": "a\u202eb", "search": "?q=x"}, "name must have 1 to 100 characters"),
        ({"name": "x", "search": f"?q={'x' * 2000}"}, "2,000 can be saved"),
        ({"name": "x", "search": "?sort=best"}, "sort must be one of"),
        ({}, "name must have"),
    ],
)
def test_what_cannot_be_saved(own: Client, form: dict[str, str], words: str) -> None:
    answer = own.post("/saved", form)
    assert (answer.status, words in answer.texts(".words")[0]) == (400, True)
    assert own.get("/saved?format=json").json() == {"searches": [], "alerts": []}


def test_no_more_are_saved_than_a_page_can_show(own: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xabar.web.forms.MOST_SAVED", 2)
    assert [own.post("/saved", {"name": name, "search": "?q=x"}).status for name in "abc"] == [303, 303, 400]
    assert own.post("/saved", {"name": "b", "search": "?q=y"}).status == 303  # instead of the other


def test_a_hostile_name_stays_text(own: Client) -> None:
    own.post("/saved", {"name": "<script>alert(1)</script>", "search": "javascript:alert(1)"})
    shown = own.get("/saved")
    assert shown.texts(".list a")[0] == "<script>alert(1)</script>"
    assert shown.links(".list a")[0] == "/?"


def test_preferences_are_cookies_that_no_script_reads(own: Client) -> None:
    answer = own.post("/preferences", {"ui": "kk", "theme": "dark", "text": "Latn", "next": "/saved"})
    assert answer.headers["location"] == "/saved"
    assert len(answer.cookies) == 3
    assert all({"HttpOnly", "SameSite=lax"} <= set(cookie.split("; ")) for cookie in answer.cookies)
    (root,) = own.get("/saved").all("html")
    assert (root.attributes["lang"], root.attributes["data-theme"]) == ("kk", "dark")
    assert own.post("/preferences", {"ui": "../x", "theme": "pink"}).cookies == []


def test_a_choice_of_script_stands_above_the_address_on_which_it_was_made(own: Client) -> None:
    answer = own.post("/preferences", {"text": "Latn", "next": "/?q=metro&text=Cyrl&page=2"})
    assert answer.headers["location"] == "/?q=metro&page=2"
    answer = own.post("/preferences", {"theme": "dark", "next": "/?q=metro&text=Cyrl"})
    assert answer.headers["location"] == "/?q=metro&text=Cyrl"


def test_a_form_has_an_end(own: Client) -> None:
    assert own.post("/saved", {"name": "x", "search": "?" + "q" * 20_001}).status == 413


def test_a_form_that_does_not_come_is_told_so(own: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xabar.web.forms.FORM_SECONDS", 0.05)

    async def ask(*events: dict[str, object]) -> int:
        coming = iter(events)
        statuses: list[int] = []

        async def receive() -> dict[str, object]:
            for event in coming:
                return event
            await asyncio.Event().wait()
            return {}

        async def send(event: MutableMapping[str, Any]) -> None:
            statuses.append(event.get("status", 0))

        scope = {"type": "http", "method": "POST", "path": "/saved", "query_string": b"", "scheme": "http"}
        await own.app(scope | {"headers": [(b"host", b"localhost")]}, receive, send)
        return statuses[0]

    part = {"type": "http.request", "body": b"name=", "more_body": True}
    assert own.thread.run(ask(part)) == 408
    assert own.thread.run(ask(part, {"type": "http.disconnect"})) == 400


def test_an_error_page_is_small_whatever_was_asked(own: Client) -> None:
    answer = own.get("/?q=" + "(" * 60_000)
    assert (answer.status, len(answer.body) < 60_000) == (400, True)
