"""docker-compose.yml as the real docker compose reads it.

`docker compose config` needs no engine. The command is on the path, or is the binary that XABAR_TEST_COMPOSE names.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


def prepare(folder: Path, *options: str) -> Path:
    """Copy the compose file into this folder and run docker/prepare. Return the folder."""
    shutil.copy(ROOT / "docker-compose.yml", folder)
    shutil.copytree(
        ROOT / "docker", folder / "docker", ignore=shutil.ignore_patterns("secrets", "certificates")
    )
    subprocess.run([folder / "docker" / "prepare", *options], check=True, capture_output=True)
    return folder


def compose_command() -> list[str]:
    """Return the command of docker compose. Skip the test if there is none."""
    if named := os.environ.get("XABAR_TEST_COMPOSE"):
        return [named]
    for command in (["docker", "compose"], ["docker-compose"]):
        if (
            shutil.which(command[0])
            and not subprocess.run([*command, "version"], capture_output=True).returncode
        ):
            return command
    pytest.skip(
        "no docker compose here: XABAR_TEST_COMPOSE may name the binary (docs/compose.md says how to have it)"
    )


def read_config(prepared: Path) -> dict[str, Any]:
    """Return the whole configuration, with all its profiles."""
    profiles = [part for name in ("demo", "manager", "page", "fleet") for part in ("--profile", name)]
    command = [*compose_command(), *profiles, "config", "--format", "json"]
    done = subprocess.run(command, cwd=prepared, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    config: dict[str, Any] = json.loads(done.stdout)
    return config
