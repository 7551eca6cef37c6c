"""Sign the text, so that its near copies are found."""

from __future__ import annotations

from pipelines.step import StepPipeline


class DuplicatesPipeline(StepPipeline):
    """Runs `xabar.processing.duplicates`."""

    step = "duplicates"
