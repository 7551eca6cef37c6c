"""`xabar doctor`: check this machine. A line for each check says what is wrong and what to do."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

import click

from xabar.app.doctor import examine
from xabar.app.finding import Finding
from xabar.app.project import project_settings
from xabar.cli.console import SafeConsole
from xabar.cli.errors import cli_errors
from xabar.cli.options import set_option
from xabar.cli.printing import echo

STYLES: Final = {"ok": "green", "warn": "yellow", "fail": "bold red"}


@click.command()
@set_option
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@cli_errors()
def command(overrides: dict[str, str], as_json: bool) -> None:
    """Say what is wrong on this machine and what to do about it. Exit status 1 if a check fails."""
    findings = examine(project_settings(overrides), datetime.now(UTC))
    if as_json:
        echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        _print(findings, SafeConsole())
    sys.exit(int(any(finding.status == "fail" for finding in findings)))


def _print(findings: list[Finding], console: SafeConsole) -> None:
    for finding in findings:
        console.print(f"{finding.status:4}", style=STYLES[finding.status], end=" ")
        line = f"{finding.check}: {finding.text}"
        if finding.advice:
            line += f" → {finding.advice}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
