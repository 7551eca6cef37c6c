"""The sites of the benchmark, apart from their server: a program that is measured loads nothing of it."""

from __future__ import annotations

from typing import Final

# Their sitemaps or lists name every article, however many there are.
SITES: Final = ("kun_uz", "gazeta_uz", "daryo_uz", "inform_kz")
