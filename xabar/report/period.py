"""The days that a report is about, and those that it compares them with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias

PeriodName: TypeAlias = Literal["day", "week", "month"]

LENGTHS: Final[Mapping[PeriodName, int]] = {"day": 1, "week": 7, "month": 30}
"""Days of a period. A month has always as many, so that two of them can be compared."""

COMPARED_DAYS: Final = 30
"""The days before a period whose words its own are compared with."""


class Period(NamedTuple):
    """Days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(
            self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)
        )

    @property
    def before(self) -> Period:
        """The month before it."""
        return Period(self.first - timedelta(days=COMPARED_DAYS), self.first - timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"


def period_until(name: PeriodName, last: date) -> Period:
    """Return the period of a name that ends with a day."""
    return Period(last - timedelta(days=LENGTHS[name] - 1), last)
