"""Records are what the format and the tools for it expect, whatever a server says."""

from __future__ import annotations

import gzip
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warc.answers import FETCHED, answer, read_records, warcio_check
from xabar.http_response import HttpResponse
from xabar.warc.record import (
    NOT_MODIFIED,
    SAME_ARTICLE,
    SAME_BYTES,
    write_response,
    write_revisit,
    write_warcinfo,
)
from xabar.warc.response import KeptResponse

PAGE = b"<html><p>" + b"Guldarada yangi maktab ochildi. " * 40 + b"</p></html>"


def test_an_answer_is_written_as_it_came() -> None:
    packed = gzip.compress(PAGE)
    ((headers, http, body),) = read_records(
        write_response(answer(body=packed, encoding="gzip", ip_address="203.0.113.7"))
    )
    assert body == PAGE
    assert headers.protocol == "WARC/1.1"
    assert headers.get_header("WARC-Date") == "2026-11-24T12:00:00.123Z"
    assert headers.get_header("WARC-IP-Address") == "203.0.113.7"
    assert http.get_header("Content-Encoding") == "gzip"
    assert http.get_header("Content-Length") == str(len(packed))
    assert http.get_statuscode() == "200"


def test_cookies_are_not_kept_and_lengths_are_those_of_what_is() -> None:
    said = (
        (b"Set-Cookie", b"session=1"),
        (b"set-cookie2", b"a"),
        (b"Transfer-Encoding", b"chunked"),
        (b"Content-Length", b"7"),
    )
    ((_, http, body),) = read_records(write_response(answer(body=PAGE, headers=said)))
    assert http.headers == [("Content-Length", str(len(PAGE)))]
    assert body == PAGE


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x85", "\x00"])
def test_no_header_poses_as_another_record(end: str) -> None:
    evil = f"x{end}{end}WARC/1.1{end}WARC-Type: response{end}WARC-Target-URI: https://bank.uz/{end}Set-Cookie: a=b"
    said = ((b"Server", evil.encode("latin-1")), (b"X: y\r\nEvil", b"1"), (b"", b"2"))
    ((headers, http, body),) = read_records(
        write_response(answer(body=PAGE, headers=said, url=f"https://kun.uz/1{end}WARC-Type: warcinfo"))
    )
    assert body == PAGE
    assert headers.get_header("WARC-Type") == "response"
    assert [name for name, _ in http.headers] == ["Server", "Content-Length"]


@pytest.mark.parametrize("value", [b'inline; filename="\xe9.html"', "Астана".encode()])
def test_a_header_beyond_ascii_is_kept_as_it_came(value: bytes) -> None:
    record = write_response(answer(body=PAGE, headers=((b"Content-Disposition", value),)))
    assert b"Content-Disposition: " + value + b"\r\n" in gzip.decompress(record)
    ((_, http, body),) = read_records(record)
    assert [name for name, _ in http.headers] == ["Content-Disposition", "Content-Length"]
    assert body == PAGE


def test_a_body_like_a_record_stays_a_body(tmp_path: Path) -> None:
    evil = write_response(answer(7))
    inner = gzip.decompress(evil)
    records = [write_warcinfo("a.warc.gz", {"software": "xabar"})]
    records += [
        write_response(answer(1, body))
        for body in (inner, evil, b"\r\n\r\nWARC/1.1\r\n", b"HTTP/1.1 200 OK\r\n\r\n")
    ]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(records))
    assert [body for _, _, body in read_records(path.read_bytes())][1:3] == [inner, evil]
    assert warcio_check(path) == []


@given(
    st.binary(max_size=300),
    st.lists(st.tuples(st.binary(max_size=20), st.binary(max_size=40)), max_size=5),
    st.integers(100, 599),
)
def test_every_answer_is_one_record_with_its_body(
    body: bytes, headers: list[tuple[bytes, bytes]], status: int
) -> None:
    plain = tuple(pair for pair in headers if pair[0].lower() != b"content-encoding")
    whole = answer(1, body or b"-", headers=plain, status=status)
    ((_, http, read),) = read_records(write_response(whole))
    assert read == whole.body
    assert http.get_statuscode() == str(status)


@pytest.mark.parametrize("profile", [SAME_BYTES, SAME_ARTICLE, NOT_MODIFIED])
def test_a_visit_that_brought_nothing_new_names_what_was_kept(profile: str) -> None:
    former = KeptResponse(HttpResponse("https://kun.uz/1", b""), FETCHED)
    later = answer(body=PAGE, fetched_at=FETCHED + timedelta(days=1))
    ((headers, http, body),) = read_records(write_revisit(later, former, profile))
    assert (headers.get_header("WARC-Type"), headers.get_header("WARC-Profile")) == ("revisit", profile)
    assert headers.get_header("WARC-Refers-To-Target-URI") == "https://kun.uz/1"
    assert headers.get_header("WARC-Refers-To-Date") == "2026-11-24T12:00:00.123Z"
    assert bool(headers.get_header("WARC-Payload-Digest")) is (profile == SAME_BYTES)
    assert (body, http.get_statuscode()) == (b"", "200")
    ((headers, _, _),) = read_records(write_revisit(later, None, profile))
    assert headers.get_header("WARC-Refers-To-Date") is None
