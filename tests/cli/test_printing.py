"""The commands print what strangers wrote without obeying it."""

from __future__ import annotations

import io

import pytest
from rich.table import Table
from rich.text import Text

from xabar.cli.console import SafeConsole
from xabar.cli.printing import echo, echo_line

HARM = "\x1b]0;title\x07a\x1b[2Jb\u202ec\x9b31md"


@pytest.mark.parametrize("terminal", [False, True])
def test_a_console_prints_no_command(terminal: bool) -> None:
    out = io.StringIO()
    console = SafeConsole(file=out, force_terminal=terminal, width=80)
    table = Table("column")
    table.add_row(HARM)
    for shown in (HARM, Text(HARM, style="bold"), table, f"[red]{HARM}[/nothing] :smile:"):
        console.print(shown)
    printed = out.getvalue()
    assert not {"\x07", "\u202e", "\x9b"} & set(printed)
    assert "\x1b]0;" not in printed
    assert "\x1b[2J" not in printed
    assert "abcd[/nothing] :smile:" in printed


def test_echo_prints_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    echo(HARM)
    echo(HARM.encode(), err=True)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("abcd\n", "abcd\n")


def test_a_styled_line_prints_no_command_and_no_style_beyond_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    line = [("1. ", ""), (HARM, "bold yellow"), (HARM, "dim")]
    echo_line(line)
    assert capsys.readouterr().out == "1. abcdabcd\n"
    monkeypatch.setenv("FORCE_COLOR", "1")
    echo_line(line)
    assert capsys.readouterr().out == "1. \x1b[33m\x1b[1mabcd\x1b[0m\x1b[2mabcd\x1b[0m\n"
    monkeypatch.setenv("NO_COLOR", "1")
    echo_line(line)
    assert capsys.readouterr().out == "1. \x1b[1mabcd\x1b[0m\x1b[2mabcd\x1b[0m\n"


@pytest.mark.parametrize(("terminal", "asked"), [("dumb", False), ("xterm", None)])
def test_a_dumb_terminal_gets_no_styles(
    terminal: str, asked: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = []
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.setattr("click.echo", lambda text, color: given.append(color))
    echo_line([("a", "bold")])
    assert given == [asked]


def test_no_command_prints_by_another_way() -> None:
    from pathlib import Path

    import xabar.cli

    folder = Path(xabar.cli.__path__[0])
    for path in folder.rglob("*.py"):
        if path.name in ("console.py", "printing.py"):
            continue
        text = path.read_text()
        assert "click.echo" not in text, path
        assert " Console(" not in text, path
