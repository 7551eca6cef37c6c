"""The systemd units of docs/systemd, as far as systemd judges them without running them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[1] / "docs" / "systemd"

pytestmark = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The units with a program that is here in the place of ours."""
    for unit in UNITS.iterdir():
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/xabar/bin/xabar", "/bin/true"))
    return tmp_path


def test_systemd_finds_nothing_wrong(folder: Path) -> None:
    command = ["systemd-analyze", "verify", *map(str, sorted(folder.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["xabar-schedule.service", "xabar-due.service"])
def test_a_service_is_exposed_to_little(folder: Path, name: str) -> None:
    command = ["systemd-analyze", "security", "--offline=yes", str(folder / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    (level,) = re.findall(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert float(level) <= 2
