"""JSON Lines of others: every line is an entry or a refusal, whatever is in it."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.exchange import json_lines
from xabar.exchange.entry import REASONS, Entry, LinePlace, Refusal
from xabar.exchange.json_lines import KEYS, read_json_lines, read_lines

SOUND: dict[str, Any] = {
    "url": "https://kun.uz/a",
    "title": "Koʻprik ochildi",
    "text": "Matn.",
    "date": "25.04.2025",
}


def read(content: bytes, keys: dict[str, tuple[str, ...]] = KEYS) -> list[Entry | Refusal]:
    return list(read_json_lines(io.BytesIO(content), "a.jsonl", keys))


def one(**values: Any) -> Entry | Refusal:
    (found,) = read(json.dumps(values).encode())
    return found


def test_a_line_is_an_entry_with_its_place() -> None:
    first, second = read(b"\n".join(json.dumps(SOUND | {"title": title}).encode() for title in "AB"))
    assert isinstance(first, Entry)
    assert (first.url, first.title, first.text, first.date) == (
        "https://kun.uz/a",
        "A",
        "Matn.",
        "25.04.2025",
    )
    assert [first.place, second.place] == [LinePlace("a.jsonl", 1), LinePlace("a.jsonl", 2)]


def test_blank_lines_are_no_entries_and_count_as_lines() -> None:
    (found,) = read(b"\n \r\n" + json.dumps(SOUND).encode())
    assert found.place.line == 3


def test_empty_lines_cost_no_place() -> None:
    lines = read_lines(io.BytesIO(b"\n" * 1000 + b"{}\n\n"), "a.jsonl")
    assert list(lines) == [(LinePlace("a.jsonl", 1001), b"{}\n")]


def test_our_own_export_can_be_read_again() -> None:
    entry = one(
        url="https://kun.uz/a", title="A", body="Bir.\nIkki.", published_at="2025-04-25T09:30:00.000+00:00"
    )
    assert isinstance(entry, Entry)
    assert (entry.text, entry.date) == ("Bir.\nIkki.", "2025-04-25T09:30:00.000+00:00")


@pytest.mark.parametrize(
    ("escaped", "title"),
    [
        (r"\ud83d\ude00", "😀"),
        (r"\ud83d", "�"),
        (r"a\ude00b\uD83Dc", "a�b�c"),
        (r"\ud83d\ud83d\ude00", "�😀"),
        (r"\\ud83d \u043a\ud83d", "\\ud83d к�"),
    ],
)
def test_half_a_surrogate_pair_is_mended(escaped: str, title: str) -> None:
    (entry,) = read(rb'{"url": "https://kun.uz/a", "title": "%s"}' % escaped.encode())
    assert isinstance(entry, Entry)
    assert entry.title == title


def test_a_line_that_nothing_mends_says_why() -> None:
    (refusal,) = read(rb'{"title": "\ud83d" ')
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "bad-json"
    assert "surrogate" not in refusal.detail


def test_other_names_and_objects_inside_can_be_given() -> None:
    keys = KEYS | {"title": ("name",), "date": ("meta.when",)}
    (entry,) = read(json.dumps({"url": "u", "name": "A", "meta": {"when": "1 may 2025"}}).encode(), keys)
    assert isinstance(entry, Entry)
    assert (entry.title, entry.date) == ("A", "1 may 2025")


@pytest.mark.parametrize(
    ("field", "value", "read_as"),
    [
        ("text", ["Bir.", "Ikki."], "Bir.\nIkki."),
        ("date", 1745559000, "2025-04-25T05:30:00+00:00"),
        ("date", 1745559000000, "2025-04-25T05:30:00+00:00"),
        ("authors", "Aziza Karimova", ("Aziza Karimova",)),
        ("tags", ["metro", "shahar"], ("metro", "shahar")),
        ("tags", None, ()),
        ("fetched_at", "2025-05-01", datetime(2025, 5, 1, tzinfo=UTC)),
    ],
)
def test_values_are_read_in_the_forms_that_programs_write(field: str, value: Any, read_as: Any) -> None:
    entry = one(**SOUND | {field: value})
    assert isinstance(entry, Entry)
    assert getattr(entry, field) == read_as


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", 5),
        ("title", True),
        ("title", ["A"]),
        ("text", [1, 2]),
        ("text", {}),
        ("url", ["https://kun.uz/a"]),
        ("date", True),
        ("date", []),
        ("date", 10**40),
        ("fetched_at", "kecha"),
        ("tags", [["a"]]),
    ],
)
def test_a_value_of_a_wrong_type_is_refused_by_name(field: str, value: Any) -> None:
    refusal = one(**SOUND | {field: value})
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "wrong-type"
    assert f"`{field}`" in refusal.detail


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "bad-json"),
        (b"null", "bad-json"),
        (b"[{}]", "bad-json"),
        (b'"text"', "bad-json"),
        (b"[" * 100_000, "bad-json"),
        (
            json.dumps({"title": "Янги кўприк"}, ensure_ascii=False).encode("cp1251", "replace"),
            "bad-encoding",
        ),
    ],
)
def test_what_is_no_object_is_refused_and_the_next_line_is_read(line: bytes, reason: str) -> None:
    refusal, entry = read(line + b"\n" + json.dumps(SOUND).encode())
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.place.line) == (reason, 1)
    assert isinstance(entry, Entry)


def test_a_mark_at_the_beginning_of_the_file_is_no_fault() -> None:
    (entry,) = read(b"\xef\xbb\xbf" + json.dumps(SOUND).encode())
    assert isinstance(entry, Entry)


def test_a_giant_line_is_refused_without_being_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LONGEST_LINE", 1_000)
    monkeypatch.setattr(json_lines, "_CHUNK", 100)
    refusal, entry = read(b'{"text": "' + b"a" * 5_000 + b'"}\n' + json.dumps(SOUND).encode())
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "too-large"
    assert isinstance(entry, Entry)
    assert entry.place.line == 2


VALUES = st.sampled_from([None, "", "a", 5, -1.5, float("nan"), True, [], ["a"], [1], {}, {"a": 1}, 10**30])
OBJECTS = st.dictionaries(st.sampled_from([*KEYS, "other"]), VALUES, max_size=4)
LINES = st.binary(max_size=30) | OBJECTS.map(lambda values: json.dumps(values).encode())


@given(st.lists(LINES, max_size=5))
def test_nothing_ends_the_reading(lines: list[bytes]) -> None:
    content = b"\n".join(line.replace(b"\n", b" ") for line in lines)
    found = read(content)
    filled = [line for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    assert len(found) == len(filled)
    assert all(isinstance(each, Entry) or each.reason in REASONS for each in found)
