"""One large piece of memory for the frames of Python's calls.

Since 3.11, Python takes this memory, its data stack, in chunks of 16 KB, and gives one back when the first frame in it
returns. Where calls happen to begin at the end of a chunk, each of them asks the system for one. Tests are called
from deep below pytest, and properties call a short function many thousand times: this took most of the time that the
language room's tests spent in the system, and a tenth of all that they took.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

_WORDS: Final = 70_000  # of one frame: Python takes a chunk of 1 MB for it, and 400 KB are left


def call_on_one_chunk(function: Callable[..., Any], *arguments: Any) -> Any:
    """Return what the function returns. Its frames and those of what it calls lie in one chunk."""
    return function(*arguments)


call_on_one_chunk.__code__ = call_on_one_chunk.__code__.replace(co_stacksize=_WORDS)
