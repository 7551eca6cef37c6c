"""What a check of `xabar doctor` found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

GIB: Final = 2**30  # bytes, in which a finding says sizes

Status = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `advice` says what to do if something is to be done."""

    check: str
    status: Status
    text: str
    advice: str | None = None
