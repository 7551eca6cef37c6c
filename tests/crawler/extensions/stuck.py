"""A pipeline that stops the event loop for ever."""

from __future__ import annotations

import threading
from typing import Any


class StuckPipeline:
    """Waits for what never comes."""

    def process_item(self, item: Any) -> Any:
        threading.Event().wait()
        return item
