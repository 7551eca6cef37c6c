"""Pipelines that stop the event loop, each in its own way, and a step with a pattern that runs away."""

from __future__ import annotations

import ctypes
import re
import threading
from typing import Any

from pipelines.validate import ValidatePipeline
from xabar.article import Article
from xabar.processing.steps import Context, StepFunction


class StuckPipeline:
    """Waits for what never comes."""

    def process_item(self, item: Any) -> Any:
        threading.Event().wait()
        return item


class HoldingPipeline:
    """Calls what holds the interpreter, so that no other thread gets a turn."""

    def process_item(self, item: Any) -> Any:
        ctypes.PyDLL(None).sleep(60)
        return item


class RunawayPipeline(ValidatePipeline):
    """A step whose pattern tries every way to divide a text, for the articles about Guldara."""

    def function(self) -> StepFunction:
        return self._run_away

    def _run_away(self, article: Article, context: Context) -> Article:
        if "Guldara" in article.title:
            re.fullmatch(r"(?:a+)+", "a" * 60 + "b")
        return article
