"""Choose the date of publication."""

from __future__ import annotations

from pipelines.step import StepPipeline


class DatesPipeline(StepPipeline):
    """Runs `xabar.processing.dates`."""

    step = "dates"
