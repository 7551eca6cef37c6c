"""The browser of the tests: the distribution's Chromium, in one process, led by playwright."""

from __future__ import annotations

import os
import shutil
from typing import Any, Final

HOW_TO_HAVE_IT: Final = "`apt-get install chromium` installs it, or XABAR_TEST_CHROMIUM names another"
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """Return the program; None if there is none."""
    named = os.environ.get("XABAR_TEST_CHROMIUM")
    return named or next(filter(None, map(shutil.which, _NAMES)), None)


def launch_options(program: str) -> dict[str, Any]:
    """Return the options with which playwright starts it. As root, as in a container, it has no sandbox."""
    return {"executable_path": program, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}
