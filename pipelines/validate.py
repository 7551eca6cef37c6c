"""Refuse what is not an article."""

from __future__ import annotations

from pipelines.step import StepPipeline


class ValidatePipeline(StepPipeline):
    """Runs `xabar.processing.validate`."""

    step = "validate"
