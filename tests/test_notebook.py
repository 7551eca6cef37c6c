"""The notebook is true: its cells run, where an event loop runs as in Jupyter, and print what it says."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).parent.parent / "docs" / "python.ipynb"
CALLS = {"search", "get", "articles", "add", "changes"}


async def test_every_cell_prints_what_the_notebook_says() -> None:
    assert asyncio.get_running_loop()
    names: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
            said = "".join(text for output in cell["outputs"] for text in output["text"])
            assert printed.getvalue() == said, cell["id"]


def test_it_shows_all_calls() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert {call for call in CALLS if f"archive.{call}(" in text} == CALLS
