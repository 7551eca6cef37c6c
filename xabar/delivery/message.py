"""What is delivered, and the one error of a delivery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import uuid4

import orjson

from xabar.language.printable import printable, printable_line

LONGEST_SUBJECT = 200  # characters


@dataclass(frozen=True, slots=True)
class Message:
    """One message. Its text may quote strangers: it is made printable here, and its subject is one line.

    `key` stays the same when the message is sent again, so that a receiver can drop the second one. `link` and `at` are
    for an entry of a feed; `data` is for programs, and must be fit for JSON.
    """

    subject: str
    text: str
    html: str | None = None
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    key: str = field(default_factory=lambda: uuid4().hex)
    link: str | None = None
    at: datetime | None = None  # aware; None is the time of the delivery

    def __post_init__(self) -> None:
        subject = " ".join(printable_line(self.subject).split())
        if len(subject) > LONGEST_SUBJECT:
            subject = subject[: LONGEST_SUBJECT - 1] + "…"
        object.__setattr__(self, "subject", subject or "(no subject)")
        object.__setattr__(self, "text", printable(self.text))


def to_json(message: Message) -> bytes:
    """Return a message as programs get it: `id`, `subject`, `text` (which chat servers show) and `data`."""
    return orjson.dumps(
        {"id": message.key, "subject": message.subject, "text": message.text, "data": dict(message.data)}
    )


class DeliveryFailed(Exception):
    """A message was not delivered, or nobody knows whether it was. The text names the target without its secrets."""

    def __init__(
        self,
        target: str,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        answered: bool = False,
    ) -> None:
        self.reason = " ".join(printable_line(reason).split())
        self.permanent = permanent  # trying again soon changes nothing: somebody has to act
        self.retry_after = retry_after  # seconds that the receiver asked to wait
        self.answered = answered  # the receiver is there and refused this message; it may take another
        super().__init__(f"{target}: {self.reason}")
