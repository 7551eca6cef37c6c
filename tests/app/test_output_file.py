"""An output never destroys what xabar needs, what is being read, or what somebody else wrote."""

from __future__ import annotations

import os
import threading
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.processing.articles import make_article
from xabar.app.errors import AppError, WrongUse
from xabar.app.exporting import ExportRequest, export_articles
from xabar.app.output_file import check_output
from xabar.cli import main
from xabar.config import Config
from xabar.exchange.entry import LinePlace, Refusal
from xabar.exchange.growing_file import unfinished
from xabar.exchange.refusal_file import RefusalFile
from xabar.records.store import RecordStore

REFUSAL = Refusal(LinePlace("a.jsonl", 1), "no-url")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one article."""
    folder = tmp_path / "data"
    with RecordStore(folder / "records.sqlite") as store:
        store.put_article(make_article(1))
    return folder


def put(path: Path, content: bytes = b"mine") -> Path:
    path.write_bytes(content)
    return path


def test_the_records_are_never_an_output(data: Path, tmp_path: Path) -> None:
    records = data / "records.sqlite"
    before, source = records.read_bytes(), put(tmp_path / "a.jsonl", b"{}")
    (tmp_path / "link.jsonl").symlink_to(records)
    for output in (records, tmp_path / "link.jsonl", data / "new.jsonl"):
        importing = ("import", "--set", f"XABAR_DATA={data}", source, "--refused", output)
        for arguments in (("export", "--format", "jsonl", "--output", output), importing):
            done = CliRunner().invoke(main, [*map(str, arguments)], obj=Config(data=data))
            assert (done.exit_code, "lies in the data folder" in done.stderr) == (2, True), done.stderr
    assert records.read_bytes() == before
    assert not (data / "new.jsonl").exists()


@pytest.mark.parametrize("name", ["a.jsonl", "link.jsonl", "hard.jsonl"])
def test_what_is_imported_is_never_an_output(name: str, tmp_path: Path) -> None:
    source = put(tmp_path / "a.jsonl", b"{}")
    (tmp_path / "link.jsonl").symlink_to(source)
    (tmp_path / "hard.jsonl").hardlink_to(source)
    settings = ["--set", f"XABAR_DATA={tmp_path / 'data'}"]
    done = CliRunner().invoke(main, ["import", *settings, str(source), "--refused", str(tmp_path / name)])
    assert (done.exit_code, "is a file that is read" in done.stderr) == (2, True), done.stderr
    assert source.read_bytes() == b"{}"


def test_a_file_is_replaced_only_where_its_name_says_that_it_may_be(tmp_path: Path) -> None:
    data = tmp_path / "data"
    check_output("--output", put(tmp_path / "a.csv"), "csv", data=data)
    check_output("--output", put(tmp_path / "empty", b""), "csv", data=data)
    check_output("--output", tmp_path / "new", "csv", data=data)
    for name in ("thesis.docx", "a.jsonl"):
        with pytest.raises(WrongUse, match="does not end like a file of csv"):
            check_output("--output", put(tmp_path / name), "csv", data=data)
    with pytest.raises(WrongUse, match="no regular file"):
        check_output("--output", tmp_path, "csv", data=data)


def test_the_state_is_no_output(data: Path, tmp_path: Path) -> None:
    name = str(tmp_path / "a.jsonl")
    done = CliRunner().invoke(main, ["export", "--output", name, "--state", name], obj=Config(data=data))
    assert (done.exit_code, "is a file that is read" in done.stderr) == (2, True)


def export(data: Path, output: Path) -> None:
    with RecordStore(data / "records.sqlite") as records:
        export_articles(Config(data=data), records, ExportRequest(), format="jsonl", output=output)


def test_a_link_stays_and_its_target_is_written(data: Path, tmp_path: Path) -> None:
    link, target = tmp_path / "latest.jsonl", put(tmp_path / "day.jsonl")
    link.symlink_to(target)
    export(data, link)
    assert link.is_symlink()
    assert target.read_bytes().startswith(b'{"id"')
    with RefusalFile(link) as refusals:
        refusals.write(REFUSAL)
    assert link.is_symlink()
    assert b"no-url" in target.read_bytes()


def test_a_pipe_is_written_through(data: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    for write in (partial(export, data), refuse):
        reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
        reader.start()
        write(pipe)
        reader.join()
    assert read[0].startswith(b'{"id"')
    assert b"no-url" in read[1]
    assert pipe.is_fifo()
    export(data, Path("/dev/null"))


def refuse(path: Path) -> None:
    with RefusalFile(path) as refusals:
        refusals.write(REFUSAL)


def test_an_unfinished_file_of_somebody_else_stays(data: Path, tmp_path: Path) -> None:
    foreign = put(unfinished(tmp_path / "a.jsonl"))
    with pytest.raises(AppError, match="is no unfinished export; remove it"):
        export(data, tmp_path / "a.jsonl")
    assert foreign.read_bytes() == b"mine"


def test_a_list_of_refusals_is_replaced_only_by_one(tmp_path: Path) -> None:
    former = put(tmp_path / "refused.jsonl")
    with RefusalFile(former):
        pass
    assert former.read_bytes() == b"mine"
    with RefusalFile(former) as refusals:
        refusals.write(REFUSAL)
        assert former.read_bytes() == b"mine"
    assert b"no-url" in former.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["refused.jsonl"]
