"""Atom feeds, as text and as files."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from xabar.delivery.atom import Entry, add_entry, write_atom
from xabar.delivery.message import Message
from xabar.delivery.sending import deliver
from xabar.delivery.settings import DeliverySettings
from xabar.delivery.targets import Feed

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
NAMES = {"a": "http://www.w3.org/2005/Atom"}


def entry(name: str) -> Entry:
    return Entry(f"urn:x:{name}", name, AT, "text")


def titles(path: Path) -> list[str | None]:
    entries = etree.fromstring(path.read_bytes()).findall("a:entry", NAMES)
    return [each.findtext("a:title", namespaces=NAMES) for each in entries]


def test_hostile_text_is_text() -> None:
    hostile = Entry("urn:x:1", "<b>&\x00\x1b[31m]]>", AT, "a\x0b<script>", link="https://kun.uz/?a=1&b=2")
    feed = etree.fromstring(write_atom("T", "urn:x", [hostile], updated=AT))
    assert feed.findtext("a:entry/a:title", namespaces=NAMES) == "<b>&]]>"
    assert feed.findtext("a:entry/a:content", namespaces=NAMES) == "a <script>"
    assert feed.findall("a:entry/a:link", NAMES)[0].get("href") == "https://kun.uz/?a=1&b=2"


def test_a_feed_without_entries_is_a_feed() -> None:
    feed = etree.fromstring(write_atom("T", "urn:x", [], updated=AT))
    assert feed.findtext("a:updated", namespaces=NAMES) == "2026-11-26T12:00:00Z"


def test_the_newest_is_first_each_is_there_once_and_their_number_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "feeds" / "f.atom"
    for name in ("one", "two", "three", "two", "four"):
        add_entry(path, "T", "urn:x", entry(name), most=3)
    assert titles(path) == ["four", "two", "three"]


def test_several_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "f.atom"
    with ThreadPoolExecutor(4) as threads:
        for done in [
            threads.submit(add_entry, path, "T", "urn:x", entry(str(n)), most=100) for n in range(20)
        ]:
            done.result()
    assert {*titles(path)} == {str(n) for n in range(20)}


def test_a_file_that_is_none_is_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "f.atom"
    path.write_text("<feed><entry>")
    add_entry(path, "T", "urn:x", entry("new"), most=3)
    assert titles(path) == ["new"]
    assert (tmp_path / "f.atom.damaged").read_text() == "<feed><entry>"


def test_a_message_becomes_an_entry_that_is_not_doubled(settings: DeliverySettings) -> None:
    for subject in ("first", "again"):
        deliver(Feed(), Message(subject, "text", key="k1", at=AT, link="https://kun.uz/"), settings)
    assert titles(settings.feeds / "messages.atom") == ["again"]
