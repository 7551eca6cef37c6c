"""`xabar serve` as a process: where it listens, whom it lets in, and how it ends."""

from __future__ import annotations

import shutil
import signal
import socket
import stat
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests import fork_server
from xabar.app.errors import AppError
from xabar.cli.commands.serve import command
from xabar.config import Config
from xabar.web.token import keep_token


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[fork_server.Process, str, list[str]]]:
    """Yield the process, its address and what it said before."""
    environment = {"XABAR_DATA": str(folder), "PYTHONUTF8": "1"}
    words = ("serve", "--port", "0", *options)
    with fork_server.Process(fork_server.XABAR, *words, env=environment) as process:
        assert process.stderr is not None
        said: list[str] = []
        for text in process.stderr:
            said.append(text.strip())
            if text.startswith("Serving "):
                break
        yield process, said[-1].removeprefix("Serving "), said


def test_it_serves_this_machine_and_ends_when_it_is_told(library: Path) -> None:
    with served(library) as (process, address, said):
        assert address.startswith("http://127.0.0.1:")
        assert len(said) == 1
        with urllib.request.urlopen(f"{address}?q=metro&format=json", timeout=30) as answer:
            assert b'"total": 3' in answer.read()
            assert "server" not in answer.headers
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, -signal.SIGTERM)
        assert process.stderr is not None
        assert process.stderr.read() == ""  # neither what was searched for nor a traceback


def test_elsewhere_it_asks_for_a_token(library: Path, tmp_path: Path) -> None:
    shutil.copytree(library, tmp_path, dirs_exist_ok=True)
    with served(tmp_path, "--host", "0.0.0.0") as (_, address, said):
        file = tmp_path / "web-token"
        assert said[0] == f"The access token is in {file}"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        token = file.read_text().strip()
        assert token not in "".join(said)
        local = address.replace("0.0.0.0", "127.0.0.1") + "?format=json"
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(local, timeout=30)
        asked = urllib.request.Request(local, headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0", "--no-token"], "--no-token is for this machine alone"),
        (["--base-path", "news"], "--base-path must be a path such as /news, got 'news'"),
        (["--base-path", "/a/../b?"], "--base-path must be a path"),
        (["--name", "https://a.example"], "--name must be the name of a host"),
        (["--name", "a.example:80"], "--name must be the name of a host"),
        (["--port", "70000"], "--port"),
        (["--timeout", "0"], "--timeout"),
    ],
)
def test_wrong_use(tmp_path: Path, options: list[str], words: str) -> None:
    done = CliRunner().invoke(command, options, obj=Config(data=tmp_path))
    assert (done.exit_code, words in done.output) == (2, True), done.output


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(command, ["--port", port], obj=Config(data=tmp_path))
    assert done.exit_code == 1
    assert f"nobody can listen on 127.0.0.1 port {port}" in done.output


def test_the_token_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "web-token"
    token = keep_token(path)
    assert len(token) > 40
    assert keep_token(path) == token
    assert [file.name for file in path.parent.iterdir()] == ["web-token"]
    path.chmod(0o644)
    with pytest.raises(AppError, match="can be read by others; run `chmod 600"):
        keep_token(path)
    path.chmod(0o600)
    path.write_text("short")
    with pytest.raises(AppError, match="holds no token of at least 20 characters"):
        keep_token(path)
    path.write_text("ғғғ" * 20)
    with pytest.raises(AppError, match="can be neither read nor made"):
        keep_token(path)
