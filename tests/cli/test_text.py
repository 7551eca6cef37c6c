"""The formats of the line tools, which other programs read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.conftest import XABAR
from xabar.cli.commands.text import command

NOW = "2025-04-25T15:00+05:00"


def answer(*arguments: str, lines: bytes) -> list[str]:
    result = CliRunner().invoke(command, arguments, input=lines)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes.decode().split("\n")[:-1]


def ask(*arguments: str, lines: str) -> list[str]:
    return answer(*arguments, lines=lines.encode())


def test_fold_gives_one_key_for_all_scripts() -> None:
    cyrillic, latin, nothing = ask(
        "fold", "--language", "uz", lines="Ўзбекистон шаҳри\nO‘zbekiston shahri\n—\n"
    )
    assert cyrillic == latin
    assert cyrillic.count(" ") == 1
    assert nothing == "-"


def test_analyze_gives_terms() -> None:
    one, other, empty = ask("analyze", "--language", "kk", lines="кітапханаларымызға\nкітапхана\n\n")
    assert one == other
    assert empty == "-"


@pytest.mark.parametrize(
    ("arguments", "line", "expected"),
    [
        (["--language", "uz", "--to", "Latn"], "Ўзбекистон", "Oʻzbekiston"),
        (["--language", "uz", "--to", "Cyrl"], "Toshkent", "Тошкент"),
        (["--language", "kk", "--to", "Cyrl"], "Qazaqstan", "Қазақстан"),
        (["--language", "kk", "--to", "Arab"], "Алматы", "الماتى"),
        (["--language", "kk", "--to", "Latn", "--standard", "2018"], "қала", "qala"),
        (["--language", "uz", "--to", "Latn"], "  икки сўз  ", "  ikki soʻz  "),
        (["--language", "uz", "--to", "Latn"], "   ", "-"),
    ],
)
def test_convert(arguments: list[str], line: str, expected: str) -> None:
    assert ask("convert", *arguments, lines=f"{line}\n") == [expected]


def test_identify() -> None:
    lines = (
        "Тошкентда янги кўприк очилди\nToshkentda yangi koʻprik ochildi\nАлматыда жаңа көпір ашылды\n12 345\n"
    )
    assert ask("identify", lines=lines) == ["uz-Cyrl", "uz-Latn", "kk-Cyrl", "-"]


def test_date() -> None:
    lines = "25.04.2025 14:30\n24 aprel 2025\nBugun, 09:10\nkitob\n"
    assert ask("date", "--language", "uz", "--now", NOW, lines=lines) == [
        "2025-04-25T14:30+05:00",
        "2025-04-24",
        "2025-04-25T09:10+05:00",
        "-",
    ]


def test_date_in_a_named_zone_and_with_a_local_now() -> None:
    arguments = ("date", "--language", "kk", "--zone", "Asia/Almaty", "--now", "2024-02-20T12:00")
    assert ask(*arguments, lines="бүгін, 10:22\n") == ["2024-02-20T10:22+06:00"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(b"bir\nikki\nolti", id="no newline at the end"),
        pytest.param(b"bir\r\nikki\r\nolti\r\n", id="Windows"),
        pytest.param(b"\xef\xbb\xbfbir\nikki\nolti\n", id="byte order mark"),
    ],
)
def test_every_line_has_one_answer(lines: bytes) -> None:
    assert answer("fold", "--language", "uz", lines=lines) == ["bir", "ikki", "olti"]


def test_separators_inside_a_line_do_not_split_it() -> None:
    lines = "bir\u2028ikki\x85uch\x0bto'rt\n".encode()
    assert len(answer("convert", "--language", "uz", "--to", "Cyrl", lines=lines)) == 1


def test_bytes_that_are_not_utf8_end_nothing() -> None:
    lines = b"\xff\xfe bir\n" + "ўқиш".encode("cp1251", "replace") + b"\n\x80\nikki\n"
    answers = answer("fold", "--language", "uz", lines=lines)
    assert len(answers) == 4
    assert answers[0] == "bir"
    assert answers[3] == "ikki"


def test_lines_come_from_a_file_too(tmp_path: Path) -> None:
    source = tmp_path / "lines.txt"
    source.write_text("Toshkent\n", encoding="utf-8")
    assert ask("convert", "--language", "uz", "--to", "Cyrl", str(source), lines="") == ["Тошкент"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["fold", "--language", "tr"], "'tr' is not one of"),
        (["fold"], "Missing option '--language'"),
        (["convert", "--language", "uz", "--to", "Arab"], "Arab"),
        (["convert", "--language", "uz", "--to", "Latn", "--standard", "2018"], "2018"),
        (["date", "--language", "uz", "--now", "kecha"], "'kecha' is not an ISO 8601 time"),
        (["date", "--language", "uz", "--now", NOW, "--zone", "Tashkent"], "'Tashkent' is not a time zone"),
        (["fold", "--language", "uz", "/no/such/file"], "No such file"),
    ],
)
def test_wrong_use_exits_with_two(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(command, arguments, input="bir\n")
    assert result.exit_code == 2
    assert message in result.output


def test_answers_come_while_lines_still_come() -> None:
    arguments = (*XABAR, "text", "convert", "--language", "uz", "--to", "Cyrl")
    with subprocess.Popen(arguments, stdin=-1, stdout=-1) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for latin, cyrillic in (("bir", "бир"), ("ikki", "икки")):
            process.stdin.write(f"{latin}\n".encode())
            process.stdin.flush()
            assert process.stdout.readline().decode() == f"{cyrillic}\n"
        process.stdin.close()
