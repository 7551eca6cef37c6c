"""The feed of a search."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from tests.web.client import HOST, Client
from tests.web.library import ATTACK

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_newest_articles_first_with_what_a_reader_needs(page: Client) -> None:
    answer = page.get("/?q=metro&format=atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.body)
    assert feed.findtext("a:title", namespaces=ATOM) == "metro · Xabar"
    days = [each.text or "" for each in feed.iterfind("a:entry/a:published", ATOM)]
    assert days == sorted(days, reverse=True)
    assert len(days) == 3
    changed = [each.text or "" for each in feed.iterfind("a:entry/a:updated", ATOM)]
    assert feed.findtext("a:updated", namespaces=ATOM) == max(changed)
    links = {each.get("rel"): each.get("href") or "" for each in feed.iterfind("a:link", ATOM)}
    assert links == {
        "self": f"http://{HOST}/?q=metro&format=atom",
        "alternate": f"http://{HOST}/?q=metro",
    }
    entry = feed.find("a:entry", ATOM)
    assert entry is not None
    alternate = entry.find("a:link[@rel='alternate']", ATOM)
    assert alternate is not None
    assert page.get((alternate.get("href") or "").removeprefix(f"http://{HOST}")).status == 200


def test_its_id_is_that_of_the_search_and_not_of_the_moment(page: Client) -> None:
    ids = [
        ET.fromstring(page.get(address).body).findtext("a:id", namespaces=ATOM)
        for address in (
            "/?q=metro&format=atom",
            "/?format=atom&q=metro&page=1&sort=oldest",
            "/?q=paxta&format=atom",
        )
    ]
    assert ids[0] == ids[1] != ids[2]


def test_a_hostile_article_is_text_in_it(page: Client) -> None:
    feed = ET.fromstring(page.get("/?q=hujum&format=atom").body)
    (entry,) = feed.iterfind("a:entry", ATOM)
    assert entry.findtext("a:id", namespaces=ATOM) == f"urn:xabar:article:{ATTACK.id}"
    assert "<script>alert(1)</script>" in (entry.findtext("a:title", namespaces=ATOM) or "")


def test_a_feed_that_finds_nothing_is_a_feed(page: Client) -> None:
    feed = ET.fromstring(page.get("/?q=zzzzqqqq&format=atom").body)
    assert feed.find("a:entry", ATOM) is None
    assert feed.findtext("a:updated", namespaces=ATOM) == "1970-01-01T00:00:00+00:00"
