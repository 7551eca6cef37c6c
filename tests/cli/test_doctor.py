"""`xabar doctor` as a command; tests/app/test_doctor.py has its checks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler import settings
from xabar.cli.commands.doctor import command


def test_command_gives_json_and_fails_when_a_check_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    monkeypatch.setattr(settings, "XABAR_SEARCH_URL", None)
    result = CliRunner().invoke(command, ["--json"])
    assert result.exit_code == 0, result.output
    assert {"check", "status", "text", "advice"} == json.loads(result.output)[0].keys()
    (tmp_path / "records.sqlite").write_bytes(b"no database " * 200)
    result = CliRunner().invoke(command)
    assert result.exit_code == 1
    assert "fail records:" in result.output


def test_a_setting_can_be_given(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["-s", f"XABAR_DATA={tmp_path / 'elsewhere'}"])
    assert f"{tmp_path / 'elsewhere'} will be made by the first crawl" in result.output
