"""Renew the tables of the documentation that are made from the code. Each stands between two marks in a Markdown file."""

from __future__ import annotations

import re
from pathlib import Path

from xabar.app.errors import WrongUse


def renew_table(path: Path, name: str, table: str) -> bool:
    """Renew the table of this name in a Markdown file, and return whether that changed the file.

    Raise WrongUse if the file has no place for the table.
    """
    begin, end = f"<!-- {name}: `make docs` writes it -->", f"<!-- end of {name} -->"
    text = path.read_text(encoding="utf-8")
    block = re.compile(f"(?<={re.escape(begin)}\n).*?(?={re.escape(end)})", re.DOTALL)
    if not block.search(text):
        raise WrongUse(f"{path} has no place for the table, between the lines {begin} and {end}")
    renewed = block.sub(lambda _: f"\n{table}\n", text)
    if renewed == text:
        return False
    path.write_text(renewed, encoding="utf-8")
    return True
