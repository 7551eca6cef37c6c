"""`xabar import` and `xabar export` as processes: what people see, and what a kill leaves."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from tests import fork_server
from tests.app.naive_articles import NAIVE
from tests.record_stores import lay_empty_store
from xabar.app.importing import ImportReport
from xabar.cli import main
from xabar.config import Config
from xabar.records.store import RecordStore

if TYPE_CHECKING:
    from tests.cli.conftest import Run

WORDS = [
    "bozorda",
    "maktabda",
    "ertalab",
    "odamlar",
    "bolalar",
    "dehqonlar",
    "yangi",
    "katta",
    "daraxt",
    "kitob",
    "koʻprik",
    "gul",
    "hovli",
    "daryo",
]


ORIGIN = ("--site", "ex", "--zone", "Asia/Tashkent", "--language", "uz")


def lines(count: int) -> bytes:
    """Return articles that share no sentence."""
    drawn = random.Random(count)
    texts = ("\n".join(" ".join(drawn.choices(WORDS, k=12)) + "." for _ in range(3)) for _ in range(count))
    return b"".join(
        json.dumps(
            {"url": f"https://ex.uz/{at}", "title": f"Xabar {at}", "text": text, "date": "25.04.2025"}
        ).encode()
        + b"\n"
        for at, text in enumerate(texts)
    )


def put(path: Path, *objects: dict[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, objects)))
    return path


def test_from_a_file_to_a_search_and_out_again(xabar: Run, tmp_path: Path) -> None:
    source = put(tmp_path / "a.jsonl", *(naive.values() for naive in NAIVE.values()), {"title": 7})
    imported = xabar("import", str(source))
    assert imported.returncode == 1, imported.stderr
    assert "6 read = 5 stored + 0 unchanged + 0 duplicate + 1 rejected" in imported.stdout
    assert "guessed the zone: Asia/Almaty (3 ×), Asia/Tashkent (2 ×)" in imported.stdout
    assert "index: 5 changes = 5 confirmed" in imported.stdout
    (refused,) = (tmp_path / "data" / "imports").iterdir()
    assert str(refused) in imported.stdout
    refusal = json.loads(refused.read_text())
    assert (refusal["file"], refusal["line"], refusal["reason"]) == (str(source), 6, "wrong-type")

    found = xabar("search", "кўприк", "--site", "yangi_gazeta_uz")
    assert "Guldarada yangi koʻprik ochildi" in found.stdout
    exported = xabar("export", "koʻprik", "--output", "-")
    assert exported.returncode == 0, exported.stderr
    (article,) = map(json.loads, exported.stdout.splitlines())
    assert article["body"].split("\n") == list(NAIVE["uz-Latn"].own)
    assert "the last number of the feed is 5" in exported.stderr


def test_an_import_tells_machines_its_counts(xabar: Run) -> None:
    done = xabar(
        "import",
        "-",
        *ORIGIN,
        "--json",
        text=lines(3).decode(),
    )
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert (counts["read"], counts["stored"], counts["balanced"], counts["guessed"]) == (3, 3, True, {})
    assert counts["index"]["confirmed"] == 3


def test_a_killed_import_is_begun_again_and_stores_nothing_twice(
    xabar: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    """Not all comes through the pipe, so that it is killed while it stores something, or waits for more."""
    text = lines(1_000).decode()
    path = tmp_path / "data" / "records.sqlite"
    arguments = ("import", "-", *ORIGIN, "--no-index")
    with fork_server.asked(fork_server.XABAR, *arguments, env=environment) as (process, written):
        written.writelines(text.splitlines(keepends=True)[:900])
        written.flush()
        while process.poll() is None and not _holds(path, 200):
            time.sleep(0.02)
        process.kill()
        process.wait(60)
    with RecordStore(path) as records:
        half = records.count_articles()
    again = json.loads(xabar(*arguments, "--json", text=text).stdout)
    assert 200 <= half < 1_000
    assert (again["read"], again["unchanged"], again["stored"]) == (1_000, half, 1_000 - half)
    with RecordStore(path) as records:
        assert records.count_articles() == records.last_sequence() == 1_000


def _holds(path: Path, articles: int) -> bool:
    if not path.exists() or not path.stat().st_size:
        return False
    with RecordStore(path) as records:
        return records.count_articles() >= articles


def test_a_key_that_no_line_has_is_told(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(lines(2))
    data = ("--set", f"XABAR_DATA={tmp_path / 'data'}")
    done = CliRunner().invoke(main, ["import", str(source), "--map", "title=sarlavha", *data])
    assert done.exit_code == 1
    assert "no line says anything under sarlavha, which --map gives for title\n" in done.stdout


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (
            ("import", "-"),
            "Interrupted: what was stored of 200 entries is safe, and the same command goes on.",
        ),
        (("export", "--output", "a.csv"), "Interrupted: a.csv is not written yet; the same command goes on."),
        (("export", "--output", "-"), "Interrupted: what was written is not whole."),
    ],
)
def test_ctrl_c_says_what_is_safe_and_how_to_go_on(
    command: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    lay_empty_store(data)
    monkeypatch.chdir(tmp_path)

    def interrupted(*_: object, progress: Callable[..., None], **__: object) -> None:
        if command[0] == "import":
            progress(ImportReport(read=200))
        raise KeyboardInterrupt

    for work in ("export.export_articles", "import_.import_files"):
        monkeypatch.setattr(f"xabar.cli.commands.{work}", interrupted)
    settings = ("--set", f"XABAR_DATA={data}") if command[0] == "import" else ()
    done = CliRunner().invoke(main, [*command, *settings], input="", obj=Config(data=data))
    assert (done.exit_code, done.stderr) == (130, f"{words}\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "none.jsonl"), "none.jsonl: No such file"),
        (("import", "-", "--map", "sarlavha=title"), "there is no field 'sarlavha'"),
        (("import", "-", "--map", "title"), "--map takes FIELD=KEY"),
        (("import", "-", "--zone", "Toshkent"), "give the name of a time zone"),
        (("export", "--output", "a.csv", "--after", "1", "--state", "b"), "not both"),
        (("export", "--output", "a.csv", "--since", "2026-01-02", "--until", "2026-01-01"), "lies after"),
        (("export", "--output", "a.csv"), "there are no records"),
        (("export", "--output", "none/a.csv"), "there is no folder"),
        (("export", "--output", "a.xlsx"), "a.xlsx ends in none of .jsonl, .csv, .parquet"),
    ],
)
def test_wrong_use_is_said_in_words(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, arguments, input="", obj=Config(data=tmp_path))
    assert done.exit_code in (1, 2)
    assert words in " ".join(done.stderr.split())
