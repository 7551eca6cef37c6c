"""Files of others, whatever their names and packing: JSON Lines, saved pages, web archives."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from xabar.exchange import saved_page
from xabar.exchange.entry import Entry, Refusal
from xabar.exchange.source import STDIN, expand, read_source

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
SAVED = datetime(2025, 5, 1, 8, 0, tzinfo=UTC)
LINES = b"".join(
    json.dumps({"url": f"https://kun.uz/{number}", "title": "A", "text": "B"}).encode() + b"\n"
    for number in range(3)
)
PAGE = "<!doctype html><html><title>Koʻprik</title></html>".encode()


def read(path: Path) -> list[Entry | Refusal]:
    os.utime(path, (SAVED.timestamp(), SAVED.timestamp()))
    return list(read_source(path, now=NOW))


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def record(kind: str, url: str, block: bytes, content_type: str) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{url}>\r\nWARC-Date: 2025-04-26T10:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def archive(path: Path, *, packed: bool) -> Path:
    """Write two answers, the second with an error, and what is no page before each."""
    records = []
    for number, status in enumerate(("200 OK", "404 Not Found")):
        records.append(record("metadata", f"https://kun.uz/{number}", b"a: b", "application/warc-fields"))
        body = gzip.compress(PAGE)
        headers = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".encode()
        records.append(
            record(
                "response", f"https://kun.uz/{number}", headers + body, "application/http; msgtype=response"
            )
        )
    path.write_bytes(b"".join(map(gzip.compress, records) if packed else records))
    return path


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "anything"])
def test_json_lines_are_known_by_what_they_look_like(
    pack: Callable[[bytes], bytes], name: str, tmp_path: Path
) -> None:
    found = read(put(tmp_path / name, pack(LINES)))
    assert [entry.url for entry in found] == [f"https://kun.uz/{number}" for number in range(3)]
    assert all(isinstance(entry, Entry) and entry.fetched_at == SAVED for entry in found)


def test_an_entry_keeps_the_time_that_it_says_itself(tmp_path: Path) -> None:
    line = json.dumps({"url": "https://kun.uz/a", "fetched_at": "2025-04-27T00:00:00Z"}).encode()
    (entry,) = read(put(tmp_path / "a", line))
    assert isinstance(entry, Entry)
    assert entry.fetched_at == datetime(2025, 4, 27, tzinfo=UTC)


def test_a_file_from_the_future_was_not_fetched_there(tmp_path: Path) -> None:
    path = put(tmp_path / "a", LINES)
    os.utime(path, (NOW.timestamp() + 10_000,) * 2)
    assert {entry.fetched_at for entry in read_source(path, now=NOW) if isinstance(entry, Entry)} == {NOW}


@pytest.mark.parametrize(
    ("beginning", "url"),
    [
        (b"<!-- saved from url=(0028)https://kun.uz/news/1 -->\n", "https://kun.uz/news/1"),
        (
            b"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://kun.uz/news/2\n-->",
            "https://kun.uz/news/2",
        ),
        (b"", None),
    ],
)
def test_a_saved_page_says_where_it_was_saved_from(beginning: bytes, url: str | None, tmp_path: Path) -> None:
    (entry,) = read(put(tmp_path / "page.html", beginning + PAGE))
    assert isinstance(entry, Entry)
    assert (entry.url, entry.page, entry.fetched_at) == (url, beginning + PAGE, SAVED)


def test_a_page_may_be_packed_and_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (entry,) = read(put(tmp_path / "page", gzip.compress(PAGE)))
    assert isinstance(entry, Entry)
    assert entry.page == PAGE
    monkeypatch.setattr(saved_page, "LARGEST_PAGE", 1_000)
    (refusal,) = read(put(tmp_path / "large.html", gzip.compress(PAGE + b"a" * 100_000)))
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "too-large"


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_gives_the_pages_that_servers_gave(packed: bool, tmp_path: Path) -> None:
    first, second = read(archive(tmp_path / "a.warc", packed=packed))
    assert isinstance(first, Entry)
    assert (first.url, first.page, first.status) == ("https://kun.uz/0", PAGE, 200)
    assert first.fetched_at == datetime(2025, 4, 26, 10, 0, tzinfo=UTC)
    assert isinstance(second, Entry)
    assert (second.place.line, second.status) == (4, 404)


def test_a_damaged_archive_is_read_to_the_damage(tmp_path: Path) -> None:
    whole = archive(tmp_path / "a.warc", packed=True).read_bytes()
    found = read(put(tmp_path / "b.warc", whole[: len(whole) - 60] + b"\x00" * 40))
    assert isinstance(found[0], Entry)
    content = whole[:150] + b"\xff" * 30 + whole[180:]
    assert all(isinstance(each, Entry | Refusal) for each in read(put(tmp_path / "c.warc", content)))


def page_record(number: int, page: bytes = PAGE) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    return record("response", f"https://kun.uz/{number}", answer, "application/http; msgtype=response")


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
@pytest.mark.parametrize("missing", [30, 60])
def test_a_record_that_was_cut_off_is_no_article(
    pack: Callable[[bytes], bytes], missing: int, tmp_path: Path
) -> None:
    page = PAGE + os.urandom(200).hex().encode()  # so that it does not pack to nothing
    entry, refusal = read(
        put(tmp_path / "a.warc", pack(page_record(1)) + pack(page_record(2, page))[:-missing])
    )
    assert isinstance(entry, Entry)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.place.line, refusal.url) == ("truncated", 2, "https://kun.uz/2")
    assert "the file ends inside the record" in refusal.detail


@pytest.mark.parametrize("kind", ["response", "metadata"])
def test_a_record_that_claims_the_records_after_it_says_so(kind: str, tmp_path: Path) -> None:
    greedy = page_record(1).replace(b"response\r\n", kind.encode() + b"\r\n", 1)
    length = len(greedy.partition(b"\r\n\r\n")[2]) - 4
    greedy = greedy.replace(b"Length: %d" % length, b"Length: %d" % 10**8, 1)
    (refusal,) = read(put(tmp_path / "a.warc", greedy + page_record(2)))
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.place.line) == ("truncated", 1)


@pytest.mark.parametrize("off", [-5, 60])
def test_a_record_of_another_length_than_it_claims_is_no_article(
    off: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = page_record(1)
    length = len(whole.partition(b"\r\n\r\n")[2]) - 4
    wrong = whole.replace(b"Length: %d" % length, b"Length: %d" % (length + off), 1)
    first, *others = read(put(tmp_path / "a.warc", wrong + page_record(2)))
    assert isinstance(first, Refusal)
    assert (first.reason, first.place.line) == ("truncated", 1)
    assert [each.reason for each in others if isinstance(each, Refusal)] in ([], ["unreadable"])
    assert capfd.readouterr().err == ""


def test_a_record_without_an_address_costs_only_itself(tmp_path: Path) -> None:
    address = b"WARC-Target-URI: https://kun.uz/1\r\n"
    request = record("request", "https://kun.uz/1", b"GET / HTTP/1.1\r\n\r\n", "application/http")
    nameless = [each.replace(address, b"") for each in (page_record(1), request)]
    refusal, entry = read(put(tmp_path / "a.warc", b"".join([*nameless, page_record(2)])))
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.place.line) == ("no-url", 1)
    assert isinstance(entry, Entry)


@pytest.mark.parametrize("status", ["\xb2\xb9\xb2", "9" * 5000, "OK"])
def test_a_status_that_is_no_number_is_none(status: str, tmp_path: Path) -> None:
    answer = f"HTTP/1.1 {status} OK\r\n\r\n".encode("latin-1") + PAGE
    entry, _ = read(
        put(
            tmp_path / "a.warc",
            record("response", "https://kun.uz/1", answer, "application/http") + page_record(2),
        )
    )
    assert isinstance(entry, Entry)
    assert entry.status == 0


def test_a_record_that_says_it_was_cut_off_is_no_article(tmp_path: Path) -> None:
    cut = page_record(1).replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date", 1)
    (refusal,) = read(put(tmp_path / "a.warc", cut))
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "truncated"


def test_a_packed_file_that_was_cut_off_is_read_to_its_end(tmp_path: Path) -> None:
    lines = LINES + b"".join(
        json.dumps({"url": f"https://kun.uz/{at}", "text": os.urandom(50).hex()}).encode() + b"\n"
        for at in range(500)
    )
    half = gzip.compress(lines)[: len(lines) // 4]
    whole = zlib.decompressobj(31).decompress(half).count(b"\n")
    *entries, refusal = read(put(tmp_path / "a.gz", half))
    assert all(isinstance(entry, Entry) for entry in entries)
    assert len(entries) == whole > 100
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.place.line) == ("bad-compression", whole + 1)


def test_utf_16_is_refused_once_with_what_to_do(tmp_path: Path) -> None:
    (refusal,) = read(put(tmp_path / "a.jsonl", LINES.decode().encode("utf-16")))
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.place.line) == ("bad-encoding", 1)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (json.dumps([{"url": "https://kun.uz/a"}] * 2, indent=1).encode(), "jq -c .[]"),
        (b"\xef\xbb\xbf \n[]", "jq -c .[]"),
        (b"PAR1\n" + LINES, "Parquet"),
        (b"PK\x03\x04" + b"\n" * 20, "spreadsheet"),
        (b"SQLite format 3\x00", "database"),
    ],
)
def test_a_file_of_another_format_is_refused_once_with_what_to_do(
    content: bytes, told: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    (refusal,) = read(put(tmp_path / "a", pack(content)))
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.place.line, told in refusal.detail) == ("other-format", 1, True)


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    assert read(put(tmp_path / "a.jsonl", b"")) == []


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    (tmp_path / "pages" / "kun").mkdir(parents=True)
    files = [put(tmp_path / "pages" / name, PAGE) for name in ("b.html", "kun/a.html")]
    assert list(expand([tmp_path / "pages", STDIN])) == [*files, STDIN]


def test_the_standard_input_was_fetched_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(gzip.compress(LINES)))))
    found = list(read_source(STDIN, now=NOW))
    assert [entry.fetched_at for entry in found if isinstance(entry, Entry)] == [NOW] * 3
