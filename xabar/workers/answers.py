"""Read what another process answers, and never run what it names: a page may have taken that process over."""

from __future__ import annotations

import builtins
import pickle
from dataclasses import is_dataclass
from enum import Enum
from io import BytesIO
from typing import Any, Final

ROOMS: Final = ("xabar", "crawler")
# What answers may consist of beside numbers, texts and the plain collections, which name no class.
_KNOWN: Final = frozenset(
    (
        *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
        *(("builtins", name) for name in ("set", "frozenset", "range", "bytearray")),
        ("collections", "Counter"),
    )
)


class StrangeAnswer(RuntimeError):
    """A process answered with something that is no value."""


def load_answer(answer: bytes) -> Any:
    """Return the values of a pickled answer: those of the standard library that are nothing but data, and ours.

    Raise StrangeAnswer for any other class and for every function, which a pickle could otherwise call.
    """
    try:
        return _Reader(BytesIO(answer)).load()
    except StrangeAnswer:
        raise
    except Exception as error:  # a damaged pickle raises nearly anything
        raise StrangeAnswer(f"a process gave an answer that cannot be read: {error!r}") from error


def is_value(kind: Any) -> bool:
    """Return whether a class only holds data: a dataclass, enumeration or exception of ours, or Python's exceptions."""
    if not isinstance(kind, type):
        return False
    if kind.__module__ == builtins.__name__:
        return issubclass(kind, Exception)
    ours = kind.__module__.partition(".")[0] in ROOMS
    return ours and (is_dataclass(kind) or issubclass(kind, (Enum, Exception, tuple)))


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return a class that is only data. Raise StrangeAnswer for anything else, before it is imported."""
        if (module, name) in _KNOWN or module.partition(".")[0] in (*ROOMS, builtins.__name__):
            found = super().find_class(module, name)
            if (module, name) in _KNOWN or is_value(found):
                return found
        raise StrangeAnswer(f"a process answered with {module}.{name}, which is no value")
