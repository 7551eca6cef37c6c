"""Identify language and script, and normalize the text."""

from __future__ import annotations

from pipelines.step import StepPipeline


class LanguagePipeline(StepPipeline):
    """Runs `xabar.processing.language`."""

    step = "language"
