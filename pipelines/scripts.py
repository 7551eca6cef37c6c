"""Repair letters and apostrophes."""

from __future__ import annotations

from pipelines.step import StepPipeline


class ScriptsPipeline(StepPipeline):
    """Runs `xabar.processing.scripts`."""

    step = "scripts"
