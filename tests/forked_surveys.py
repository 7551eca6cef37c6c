"""Surveys that are forked where all is imported, as workers are (see `forked_workers`)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import IO, Final, cast

from tests import fork_server
from xabar.app import survey
from xabar.workers.pool import STDERR

BY_PYTHON: Final = (
    f"from {__name__} import uninstall; uninstall()\n"  # a process begins with it that forks none
)
_start_by_python: Final = survey.start_process
_SURVEY: Final = """
import json, sys
from xabar.app.survey import main
main(**json.loads(sys.stdin.read()))
"""


def install() -> None:
    """Fork the surveys that this process starts from now on."""
    survey.start_process = fork_survey


def uninstall() -> None:
    """Let Python start them again."""
    survey.start_process = _start_by_python


def fork_survey() -> subprocess.Popen[str]:
    """Do what `start_process` does, but for the end together with this process."""
    (source, sink), (out, into) = os.pipe(), os.pipe()
    with os.fdopen(source) as theirs, os.fdopen(into):
        forked = _Survey(_SURVEY, cwd=Path.cwd(), stdin=theirs, out=(into, STDERR), start_new_session=True)
    forked.stdin = os.fdopen(sink, "w", encoding="utf-8")
    forked.stdout = os.fdopen(out, encoding="utf-8")
    return cast("subprocess.Popen[str]", forked)  # it has what a survey uses of it


class _Survey(fork_server.Process):
    stdin: IO[str]

    def __exit__(self, *_: object) -> None:
        self.stdin.close()
        self.wait()
        assert self.stdout is not None
        self.stdout.close()
