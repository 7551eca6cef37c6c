"""How all programs of the benchmark fetch: in the same way. They differ in what they do with a page. Loads nothing."""

from __future__ import annotations

from typing import Any, Final

TRANSPORT: Final[dict[str, Any]] = {
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "WARNING",
    "TELNETCONSOLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
}
