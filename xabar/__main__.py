"""`python -m xabar` is `xabar`."""

from __future__ import annotations

from xabar.cli import main

main()
