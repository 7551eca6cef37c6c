"""Files that are written: one writer each, whole records whatever happens, and room that ends."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import fork_server
from tests.warc.answers import addresses, answer, read_records, warcio_check
from xabar.records.responses import Pointer
from xabar.warc.files import FOLDER, OPEN, finish_abandoned, machine_elsewhere, measure_whole, name_file
from xabar.warc.reader import DamagedResponse, ResponseElsewhere, read_response
from xabar.warc.record import write_response
from xabar.warc.writer import WarcWriter


def write(writer: WarcWriter, number: int, size: int = 0) -> Pointer:
    one = answer(number, os.urandom(size))
    return writer.write(write_response(one), one.digest)


def files(data: Path) -> list[Path]:
    return sorted((data / FOLDER).iterdir())


@contextmanager
def room(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as on a disk that is full."""
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, former[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)


def test_what_is_written_can_be_read_at_once_and_afterwards(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, 1)
    pointers = [write(writer, number) for number in range(3)]
    (path,) = files(tmp_path)
    assert path.name.endswith(OPEN)
    assert addresses(path) == [f"https://kun.uz/{number}" for number in range(3)]
    assert read_response(tmp_path, pointers[1]).response.url == "https://kun.uz/1"
    writer.close()
    writer.close()
    (path,) = files(tmp_path)
    assert path.name.endswith(".warc.gz")
    assert pointers[0].file == f"warc/{path.name}"
    kept = read_response(tmp_path, pointers[2])
    assert (kept.response.body, kept.response.status) == (b"<p>2</p>" * 20, 200)
    assert warcio_check(path) == []


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, 1)
    write(writer, 1)
    (path,) = files(tmp_path)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    writer.close()


def test_nothing_is_made_before_there_is_something_to_write(tmp_path: Path) -> None:
    WarcWriter(tmp_path, 1).close()
    assert not (tmp_path / FOLDER).exists()


def test_a_file_that_is_large_enough_is_followed_by_another(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, 1)
    pointers = [write(writer, number, 400_000) for number in range(5)]
    writer.close()
    assert len(files(tmp_path)) == 2
    assert [pointer.file for pointer in pointers] == [
        f"warc/{path.name}" for path in files(tmp_path) for _ in range(3)
    ][:5]
    assert all(read_response(tmp_path, pointer) for pointer in pointers)


def test_two_writers_never_share_a_file(tmp_path: Path) -> None:
    one, other = WarcWriter(tmp_path, 1), WarcWriter(tmp_path, 1)
    for number in range(4):
        write((one, other)[number % 2], number)
    assert len(files(tmp_path)) == 2
    assert finish_abandoned(tmp_path / FOLDER) == []
    one.close()
    other.close()
    assert sorted(url for path in files(tmp_path) for url in addresses(path)) == [
        f"https://kun.uz/{n}" for n in range(4)
    ]


def test_a_file_cut_off_anywhere_keeps_its_whole_records(tmp_path: Path) -> None:
    records = [write_response(answer(number)) for number in range(3)]
    whole = b"".join(records)
    ends = [len(records[0]), len(records[0] + records[1]), len(whole)]
    path = tmp_path / f"a.warc.gz{OPEN}"
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        with path.open("rb") as file:
            assert measure_whole(file) == max((end for end in ends if end <= size), default=0)
    path.write_bytes(whole[:-1])
    (finished,) = finish_abandoned(tmp_path)
    assert addresses(finished) == ["https://kun.uz/0", "https://kun.uz/1"]
    path.write_bytes(whole[:10])
    assert finish_abandoned(tmp_path) == []
    assert not path.exists()


def test_damage_in_the_middle_ends_the_whole_part(tmp_path: Path) -> None:
    records = [write_response(answer(number)) for number in range(3)]
    raw = bytearray(b"".join(records))
    raw[len(records[0]) + 40 : len(records[0]) + 60] = b"x" * 20
    path = tmp_path / "a"
    path.write_bytes(raw)
    with path.open("rb") as file:
        assert measure_whole(file) == len(records[0])


def test_a_full_disk_leaves_whole_records_and_the_writer_goes_on(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, 1)
    first = write(writer, 1, 2_000)
    with room(10_000), pytest.raises(OSError, match="File too large"):
        write(writer, 2, 50_000)
    third = write(writer, 3, 2_000)
    writer.close()
    (path,) = files(tmp_path)
    assert addresses(path) == ["https://kun.uz/1", "https://kun.uz/3"]
    assert all(read_response(tmp_path, pointer) for pointer in (first, third))
    assert warcio_check(path) == []


def test_no_room_for_the_first_record_leaves_no_file(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, 1)
    with room(100), pytest.raises(OSError, match="File too large"):
        write(writer, 1)
    assert files(tmp_path) == []
    assert read_response(tmp_path, write(writer, 1))
    writer.close()


_WRITE = """
import sys
from pathlib import Path
from tests.warc.answers import answer
from xabar.warc.record import write_response
from xabar.warc.writer import WarcWriter
writer = WarcWriter(Path(sys.argv[1]), 100)
for number in range(10**9):
    one = answer(number, number.to_bytes(8, "big") * 5_000)
    writer.write(write_response(one), one.digest)
    print(number, flush=True)
"""


@pytest.mark.slow
def test_kill_9_while_writing_leaves_a_readable_file(tmp_path: Path) -> None:
    said = 0
    for _ in range(3):
        with fork_server.Process(_WRITE, tmp_path) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if int(line) == 50:
                    process.send_signal(signal.SIGKILL)
                    break
            said += 51
            process.stdout.read()
    writer = WarcWriter(tmp_path, 1)
    write(writer, 1)
    writer.close()
    assert not [path for path in files(tmp_path) if path.name.endswith(OPEN)]
    assert warcio_check(*files(tmp_path)) == []
    read = [record for path in files(tmp_path) for record in read_records(path.read_bytes()) if record[1]]
    assert len(read) >= said + 1


def test_the_name_of_a_file_tells_its_machine(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 26, tzinfo=UTC)
    here, far = f"warc/{name_file(moment, 1)}", f"warc/{name_file(moment, 1, 'Far.Example')}"
    assert machine_elsewhere(here) is None
    assert machine_elsewhere(far) == "farexample"
    assert (
        machine_elsewhere("warc/xabar-20261126000000000000-7-00001.warc.gz") is None
    )  # of an earlier version
    with pytest.raises(ResponseElsewhere, match="lies on farexample: run the same command there"):
        read_response(tmp_path, Pointer(far, 0, 9, b""))
    with pytest.raises(DamagedResponse, match="the file is gone"):
        read_response(tmp_path, Pointer(here, 0, 9, b""))
