"""Surveys and scheduled runs that are forked where all is imported, as workers are (see `forked_workers`).

What is forked does not end together with the process that asked for it, which is not its parent.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final, cast

from tests import fork_server
from xabar.app import scheduled_work, survey
from xabar.workers.pool import STDERR

BY_PYTHON: Final = (
    f"from {__name__} import uninstall; uninstall()\n"  # a process begins with it that forks none
)
_start_survey: Final = survey.start_process
_start_run: Final = scheduled_work.start_process
_RUN: Final = """
import sys
from xabar.cli import main
progress = sys.argv.pop(1)
sys.argv += ["--set", f"XABAR_PROGRESS={progress}"]
main(prog_name='xabar')
"""
_SURVEY: Final = """
import json, sys
from xabar.app.survey import main
main(**json.loads(sys.stdin.read()))
"""


def install() -> None:
    """Fork the surveys and runs that this process starts from now on."""
    survey.start_process = fork_survey
    scheduled_work.start_process = fork_run


def uninstall() -> None:
    """Let Python start them again."""
    survey.start_process = _start_survey
    scheduled_work.start_process = _start_run


def fork_run(arguments: Sequence[str], progress: int) -> subprocess.Popen[bytes]:
    """Do what `start_process` of the schedule does, but for the end together with this process."""
    forked = fork_server.Process(
        _RUN, *arguments, cwd=Path.cwd(), out=(1, 2), pass_fds=(progress,), start_new_session=True
    )
    return cast("subprocess.Popen[bytes]", forked)  # it has what a schedule uses of it


def fork_survey() -> subprocess.Popen[str]:
    """Do what `start_process` of the survey does, but for the end together with this process."""
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
