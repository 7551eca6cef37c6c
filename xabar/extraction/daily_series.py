"""Articles of daily series, such as rates, weather and prayer times: they repeat their words without being boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from xabar.extraction.boxes import SUBJECT_WORDS
from xabar.extraction.plain import plain

_SERIES: Final = re.compile(
    rf"{SUBJECT_WORDS}|namoz vaqt|намоз вақт|намаз уақыт|namaz uaqyt|munajjim|мунажжим|жұлдызнама|juldyznama|гороскоп"
    r"|koronavirus|коронавирус|коронавирус|турнир жадвали|turnir jadvali|турнир кестесі|havo|ҳаво"
)


def count_different(articles: Iterable[tuple[str, str]]) -> int:
    """Count the articles, given by title and first lines. All articles of daily series, such as rates, count as one."""
    series = [_is_series(title, beginning) for title, beginning in articles]
    return series.count(False) + any(series)


def _is_series(title: str, beginning: str) -> bool:
    words = _SERIES.findall(plain(beginning))
    return _SERIES.search(plain(title)) is not None or len(set(words)) > 1
