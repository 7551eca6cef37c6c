"""Read printed dates: `parse_date` returns the date, `read_date` also the reason why there is none."""

from xabar.language.dates.parsed import DateContext, ParsedDate, Reading, Refusal
from xabar.language.dates.parser import parse_date, read_date

__all__ = ["DateContext", "ParsedDate", "Reading", "Refusal", "parse_date", "read_date"]
