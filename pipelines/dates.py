"""Choose the date of publication."""

from __future__ import annotations

from functools import partial

from pipelines.step import StepPipeline
from xabar.config import Config
from xabar.processing.dates import choose_date


class DatesPipeline(StepPipeline):
    """Runs `xabar.processing.dates`. A worker reads what only dateparser may read: loading it takes .2 s."""

    step = "dates"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._run = partial(choose_date, dateparser=False)
