"""Telling the targets: each message by itself, all targets at once, and none of them waits for another.

A message is claimed before it is sent and forgotten after it was told. So two processes never send the same one at
once, and after a kill -9 it is sent again when the claim has run out: with the same key, by which a receiver can drop
the second one. What fails stays, with the reason, and is tried again ever more seldom.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from xabar.alerts.definition import Definition
from xabar.alerts.feed import write_feed
from xabar.alerts.notices import find_snippets, write_notice
from xabar.article import Article
from xabar.delivery.message import DeliveryFailed, Message
from xabar.delivery.sending import deliver
from xabar.delivery.settings import DeliverySettings
from xabar.delivery.targets import Feed, Target, TargetError, parse_target
from xabar.records.alert_messages import AlertMessage, Others
from xabar.records.store import RecordStore
from xabar.search.days import publishers_day

logger = logging.getLogger(__name__)

CLAIM: Final = timedelta(minutes=5)  # longer than the attempts of one delivery can take
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)
AT_ONCE: Final = 8  # targets
TICK: Final = 5.0  # seconds after which the turn is looked after


@dataclass(slots=True)
class Told:
    """What became of the messages that were due."""

    told: int = 0
    failed: int = 0
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class _Line:
    """The messages for one target, which it is sent one after another."""

    waiting: deque[AlertMessage] = field(default_factory=deque)
    attempts: int = 0  # the most that one of them has failed
    has_failed: bool = False  # in this look


class Teller:
    """Sends what is due. `now` is the clock, `proceed` is asked before each message."""

    def __init__(
        self,
        records: RecordStore,
        settings: DeliverySettings,
        folder: Path,
        now: Callable[[], datetime],
        proceed: Callable[[], bool] = lambda: True,
    ) -> None:
        self._records = records
        self._settings = settings
        self._folder = folder  # of the feeds of alerts
        self._now = now
        self._proceed = proceed
        self._told = Told()

    def tell_due(self) -> Told:
        """Send the messages that are due, and return what became of them.

        A message is claimed when a thread is free for it, so that no claim runs out while it waits for one.
        """
        lines = self._lines()
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="alerts") as threads:
            under_way: dict[Future[None], tuple[_Line, AlertMessage]] = {}
            while lines or under_way:
                while lines and len(under_way) < AT_ONCE:
                    self._start_next(lines.popleft(), threads, under_way)
                done, _ = wait(under_way, TICK, return_when=FIRST_COMPLETED)
                self._proceed()  # it keeps the turn while a target takes its time
                for future in done:
                    line, message = under_way.pop(future)
                    if self._settle(line, message, future):
                        lines.append(line)
        return self._told

    def _lines(self) -> deque[_Line]:
        """Return what is due, a line for each target; each alert's feed is a target."""
        lines: dict[str, _Line] = {}
        for message in self._records.due_messages(self._now()):
            name = f"{message.alert} feed" if message.target == "feed" else message.target
            lines.setdefault(name, _Line()).waiting.append(message)
        return deque(lines.values())

    def _start_next(
        self,
        line: _Line,
        threads: ThreadPoolExecutor,
        under_way: dict[Future[None], tuple[_Line, AlertMessage]],
    ) -> None:
        """Send the next message of a line that nobody else sends."""
        while line.waiting and self._proceed():
            message = line.waiting.popleft()
            if not self._records.claim_message(message, now=self._now(), until=self._now() + CLAIM):
                continue
            try:
                target, notice = self._prepare(message)
            except (
                DeliveryFailed,
                OSError,
                TypeError,
                ValueError,
            ) as error:  # nothing that the target has to do with
                self._postpone(message, str(error), next_pause(message.attempts + 1), others="alert")
                continue
            if (
                notice is None
            ):  # nothing to send: its articles have gone, or the feed was written, with all that waits
                written = [message, *line.waiting] if message.target == "feed" else [message]
                for each in written:
                    self._records.end_message(each)
                self._told.told += len(written)
                if message.target == "feed":
                    return
                continue
            under_way[threads.submit(deliver, target, notice, self._settings)] = (line, message)
            return

    def _prepare(self, message: AlertMessage) -> tuple[Target, Message | None]:
        """Return what is sent. A feed is written here."""
        stored = self._records.alert(message.alert)
        target = parse_target(message.target)
        if stored is None:
            return target, None
        if isinstance(target, Feed):
            write_feed(self._records, message.alert, self._folder, self._now())
            return target, None
        definition = Definition.from_json(stored.definition)
        articles = [*self._records.get_articles(message.article_ids).values()]
        if not articles:
            return target, None
        copies = {article.id: self._copies(message.alert, article.id) for article in articles}
        found = find_snippets(definition, articles, copies, publishers_day(self._now()))
        return target, write_notice(message.alert, definition, found, key=message.key)

    def _copies(self, name: str, article_id: str) -> Sequence[Article]:
        return [*self._records.get_articles(self._records.copies_of(name, article_id)).values()]

    def _settle(self, line: _Line, message: AlertMessage, done: Future[None]) -> bool:
        """Note what became of a message. Return whether its target takes more.

        A target that has answered may refuse this one message alone, so it is given one more, the least tried one.
        """
        error = done.exception()
        if error is None:
            self._records.end_message(message)
            self._told.told += 1
            return True
        if not isinstance(error, DeliveryFailed):
            logger.error("alert %s: telling failed", message.alert, exc_info=error)
            error = DeliveryFailed(show_target(message.target), type(error).__name__)
        line.attempts = max(line.attempts, message.attempts + 1)
        has_chance = error.answered and error.retry_after is None and not line.has_failed
        pause = next_pause(line.attempts, error.retry_after)
        self._postpone(message, error.reason, pause, others="none" if has_chance else "target")
        line.has_failed = True
        line.waiting = deque(sorted(line.waiting, key=lambda each: each.attempts))
        return has_chance

    def _postpone(self, message: AlertMessage, reason: str, pause: timedelta, *, others: Others) -> None:
        self._records.postpone_message(message, problem=reason, until=self._now() + pause, others=others)
        self._told.failed += 1
        shown = show_target(message.target)
        self._told.problems += (f"alert {message.alert}, {shown}: {reason}",)
        logger.warning("alert %s was not told to %s: %s; it is tried again", message.alert, shown, reason)


def next_pause(attempts: int, retry_after: float | None = None) -> timedelta:
    """Return how long a message waits after so many attempts, or as long as the receiver asked for."""
    doubled: int = 1 << min(attempts - 1, 16)
    pause = min(FIRST_PAUSE * doubled, LONGEST_PAUSE)
    asked = timedelta(seconds=min(retry_after or 0.0, 86_400.0))
    return max(pause, asked)


def show_target(text: str) -> str:
    """Return a target as it may be shown, without secrets."""
    try:
        return parse_target(text).label
    except TargetError:
        return "a target that cannot be read"
