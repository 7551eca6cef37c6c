"""Choose the date of publication."""

from __future__ import annotations

from functools import partial

from pipelines.step import StepPipeline
from xabar.processing.dates import choose_date
from xabar.processing.steps import StepFunction


class DatesPipeline(StepPipeline):
    """Runs `xabar.processing.dates`. A worker reads what only dateparser may read: loading it takes .2 s."""

    step = "dates"

    def function(self) -> StepFunction:
        """Return the step without dateparser."""
        return partial(choose_date, dateparser=False)
