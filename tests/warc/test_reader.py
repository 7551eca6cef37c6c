"""A pointer to what is no longer there, or is not what was written, says so."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.warc.answers import answer
from xabar.records.responses import Pointer
from xabar.warc.keeping import keep_response
from xabar.warc.reader import DamagedResponse, find_damage, read_response
from xabar.warc.record import write_response
from xabar.warc.writer import WarcWriter


@pytest.fixture
def pointers(tmp_path: Path) -> list[Pointer]:
    """Three answers that were kept."""
    writer = WarcWriter(tmp_path, 1)
    answers = [answer(number) for number in range(3)]
    kept = [writer.write(write_response(one), one.digest) for one in answers]
    writer.close()
    return kept


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("size", [1, 20_000, 200_000])
def test_a_page_is_read_whole(tmp_path: Path, packed: bool, size: int) -> None:
    page = b"<p>\xd0\x85</p>" * size
    writer = WarcWriter(tmp_path, 100)
    one = answer(body=gzip.compress(page) if packed else page, encoding="gzip" if packed else None)
    kept = read_response(tmp_path, writer.write(write_response(one), one.digest))
    writer.close()
    assert kept.response.body == page
    assert kept.response.content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (b"<p>not packed</p>", b"<p>not packed</p>"),
        (gzip.compress(b"<p>one</p>") + gzip.compress(b"<p>two</p>"), b"<p>one</p>"),
        (gzip.compress(b"<p>one</p>")[:-8], b"<p>one</p>"),
    ],
)
def test_what_is_packed_otherwise_than_its_header_says_is_read_as_far_as_it_goes(
    tmp_path: Path, body: bytes, read: bytes
) -> None:
    writer = WarcWriter(tmp_path, 100)
    one = answer(body=body, encoding="gzip")
    kept = read_response(tmp_path, writer.write(write_response(one), one.digest))
    writer.close()
    assert kept.response.body == read


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def flip(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[:-60] + bytes(each ^ 1 for each in raw[-60:]))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (Path.unlink, "the file is gone"),
        (cut, "ends before the record does"),
        (flip, "no record can be read there|not those"),
    ],
)
def test_damage_is_said_and_costs_its_record_alone(
    tmp_path: Path, pointers: list[Pointer], damage: Callable[[Path], None], words: str
) -> None:
    damage(tmp_path / pointers[2].file)
    with pytest.raises(DamagedResponse, match=words):
        read_response(tmp_path, pointers[2])
    if damage is not Path.unlink:
        assert find_damage(tmp_path, pointers[0]) is None


def test_a_pointer_to_another_record_is_damage(tmp_path: Path, pointers: list[Pointer]) -> None:
    wrong = replace(pointers[0], offset=pointers[1].offset, length=pointers[1].length)
    assert "not those that were written" in (find_damage(tmp_path, wrong) or "")
    assert "no record can be read there" in (
        find_damage(tmp_path, replace(pointers[0], offset=pointers[0].offset + 3)) or ""
    )


def test_a_visit_is_noted_where_the_former_answer_can_be_read(
    tmp_path: Path, pointers: list[Pointer]
) -> None:
    writer = WarcWriter(tmp_path, 1)

    def keep(number: int, former: Pointer | None, every_byte: bool = False, body: bytes = b"") -> int:
        return len(keep_response(writer, tmp_path, [answer(number, body)], former, every_byte=every_byte))

    assert keep(0, pointers[0]) == 0
    assert keep(0, pointers[0], body=b"another advertisement") == 0
    assert keep(0, pointers[0], every_byte=True) == 0
    assert keep(0, pointers[0], every_byte=True, body=b"another advertisement") == 1
    assert keep(0, None) == 1
    cut(tmp_path / pointers[2].file)
    assert keep(2, pointers[2]) == 1  # it is kept once more
    writer.close()
