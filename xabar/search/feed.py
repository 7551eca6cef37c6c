"""The feeder, which carries every change after an index's confirmed number into that index, in order, in batches."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from xabar.crawl_stats import IndexStats
from xabar.records.change import Change
from xabar.records.errors import RecordsError
from xabar.records.feeds import FedGeneration
from xabar.records.store import RecordStore
from xabar.search.engine import (
    EngineUnavailable,
    Generation,
    IndexBusy,
    NoActiveIndex,
    SearchEngine,
    WriteOutcome,
    active_generation,
)
from xabar.search.fed import fed
from xabar.search.feed_counts import FeedReport, count_since, report_feed
from xabar.search.feed_turn import FeedTurn
from xabar.search.ownership import claim_generation, refuse_foreign
from xabar.search.shortfall import describe_shortfall

logger = logging.getLogger(__name__)

BATCH = 5000  # changes a write: the embedded index commits each batch; a server's engine splits it
READ = 200  # changes read at once, in about 10 ms; then a crawl's event loop has its turn
# Seconds to let changes gather while there are fewer than a batch: each commit of an index merges what is in it already.
LINGER = 10.0
FREE = 3.0  # seconds between two looks whether it is still another process's turn
STALLED = (
    60.0  # seconds in which another process that feeds has brought nothing; then this one waits no longer
)
LOOK = 0.2  # seconds between two looks at how far it has come
FIRST_PAUSE, LAST_PAUSE = 1.0, 60.0  # seconds to wait for an index that does not answer, doubled each time
PATIENCE = 8  # rounds in which the index took others but not this change, before it becomes a dead letter


class Feeder:
    """Feeds the active generation of one engine from the records.

    The records note after each batch how far the index has come, and the feeder reads it before the next batch, so
    several feeders and a rebuild may work at the same time. A crash repeats one batch at most, which changes nothing.
    Of several processes one feeds; the others wait until it has brought theirs, or take over when it is gone.
    """

    def __init__(
        self, records: RecordStore, engine: SearchEngine, *, batch: int = BATCH, linger: float = LINGER
    ) -> None:
        self.records = records
        self.engine = engine
        self.batch = batch
        self.linger = linger
        self.problem: str | None = None
        self._generation: FedGeneration | None = None  # the active one when the index last answered
        self._start = 0  # its confirmed number when this feeder began
        self._turn = FeedTurn(records)
        self._set_up = False
        self._shortfall: str | None = None  # what the index had lost when this feeder began, in words
        self._refused: dict[str, int] = {}  # id at the head of the feed -> rounds it was put off

    async def run(self, stop: asyncio.Event) -> FeedReport:
        """Follow the feed until `stop` is set, then carry the rest. Wait ever longer for an index that is down."""
        pause = FIRST_PAUSE
        while not stop.is_set():
            try:
                carried = await self.feed_batch()
                self.problem = None
                pause = FIRST_PAUSE
                if carried < self.batch:
                    await _wait(stop, self._pause())
            except IndexBusy:
                await _wait(stop, self._pause())
            except (EngineUnavailable, RecordsError) as error:
                self._complain(error)
                await _wait(stop, pause)
                pause = min(pause * 2, LAST_PAUSE)
        report = await self.feed_until_done()
        await self.show()
        return report

    def _pause(self) -> float:
        """Return how long to wait for the next batch: not as long as usual where another process may have died."""
        return self.linger if self._turn.holder is None else min(self.linger, FREE)

    async def _others_bring_more(self) -> bool:
        """Wait while another process feeds the index. Return whether something waits that it did not bring."""
        came, looks = -1, 0
        while self._turn.holder is not None and self._generation is not None:
            now = self.records.confirmed(self._generation)
            if now >= self.records.last_sequence():
                return False
            looks = 0 if now > came else looks + 1
            came = max(came, now)
            if looks * LOOK > STALLED:
                self.problem = f"{self._turn.holder} feeds this index, and has not come on for {STALLED:g} s"
                return False
            await asyncio.sleep(LOOK)
            self._turn.take(self._generation.key)
        return (
            self._generation is not None
            and self.records.confirmed(self._generation) < self.records.last_sequence()
        )

    async def show(self) -> None:
        """Let searches see now what was fed. An index that does not answer shows it later by itself."""
        try:
            await self.engine.refresh()
        except EngineUnavailable as error:
            self._complain(error)

    async def feed_until_done(self, attempts: int = 3, pause: float = FIRST_PAUSE) -> FeedReport:
        """Carry until nothing waits, or until the index has failed to answer `attempts` times in a row."""
        failed = busy = 0
        while failed < attempts:
            try:
                carried = await self.feed_batch()
                self.problem = None
                if not carried and not await self._others_bring_more():
                    break
                failed = 0
                busy = 0 if carried else busy
            except IndexBusy as error:
                busy += 1
                if busy * LOOK > STALLED:
                    self._complain(error)
                    break
                await asyncio.sleep(LOOK)
            except (EngineUnavailable, RecordsError) as error:
                self._complain(error)
                failed += 1
                if failed < attempts:
                    await asyncio.sleep(pause * 2 ** (failed - 1))
        self._give_turn_back()
        return self.report()

    def _give_turn_back(self) -> None:
        try:
            self._turn.give_back()
        except RecordsError as error:  # it ends by itself
            logger.warning("the turn at the index is not given back: %s", error)

    async def feed_batch(self) -> int:
        """Carry the next changes and return how many the index has settled, 0 if nothing waits or it is another's turn.

        Raise EngineUnavailable if the index put off the first of them.
        """
        generation = await self._active_generation()
        if self.records.confirmed(generation) >= self.records.last_sequence():
            return 0
        if not self._turn.take(generation.key):
            return 0
        try:
            return await self.feed_generation(generation)
        except IndexBusy:  # whoever writes to it had the turn, did not renew it in time, and is to go on
            self._give_turn_back()
            raise

    async def feed_generation(self, generation: FedGeneration) -> int:
        """Do the same for this generation, active or not."""
        changes = await self.read(self.records.confirmed(generation))
        if not changes:
            return 0
        return self.confirm(generation, changes, await self.write(generation.name, changes))

    def confirm(
        self, generation: FedGeneration, changes: Sequence[Change], outcomes: Sequence[WriteOutcome]
    ) -> int:
        """Note how far the index has come with these, and return by how many numbers.

        Raise EngineUnavailable if it put off the first of them.
        """
        confirmed = self.records.confirmed(generation)
        last, dead, put_off = self._settle(changes, outcomes)
        if last is not None:
            self.records.confirm(generation, last, dead)
            for change, reason in dead:
                logger.warning("the index refused %s for good: %s", change.id, reason)
        if put_off is not None and last is None:
            raise EngineUnavailable(put_off.reason or "the index put the change off")
        return 0 if last is None else last - confirmed

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        """Write what can be read. A damaged article is dead; what the index holds of it stays there."""
        written = iter(
            await self.engine.write(generation, [change for change in changes if change.damage is None])
        )
        return [
            next(written) if change.damage is None else WriteOutcome(change.id, "dead", change.damage)
            for change in changes
        ]

    async def read(self, after: int) -> list[Change]:
        """Return the next batch of changes after a number, none if there are no more."""
        changes: list[Change] = []
        while missing := self.batch - len(changes):
            found = self.records.changes_after(after, min(READ, missing))
            changes += found
            if len(found) < min(READ, missing):
                break
            after = found[-1].sequence
            await asyncio.sleep(0)
        return changes

    def report(self) -> FeedReport:
        """Return what has become so far of the changes that this feeder had to carry."""
        return report_feed(self.records, self._generation, self._start, self.problem, self._shortfall)

    def stats_since(self, began: int) -> IndexStats:
        """Return what has become of the changes after the number `began`, and apart of those that waited up to it."""
        return count_since(self.records, self._generation, self._start, began, self.report().problem)

    async def _active_generation(self) -> FedGeneration:
        if not self._set_up:
            await self.engine.setup(self.records.mark())
        try:
            active = await active_generation(self.engine)
        except NoActiveIndex:
            self._set_up = False
            raise
        refuse_foreign(self.records, self.engine.address, active)
        if not self._set_up:
            await claim_generation(self.records, self.engine, active)
            self._notice_a_lost_index(active)
            await self._notice_a_shortfall(active)
            self._set_up = True
        generation = fed(self.engine, active)
        if self._generation is None:
            self._start = self.records.confirmed(generation)
        self._generation = generation
        return generation

    def _notice_a_lost_index(self, generation: Generation) -> None:
        """Feed from the beginning if an index is empty that had confirmed something: it was lost and made again."""
        known = fed(self.engine, generation)
        if generation.documents == 0 and self.records.confirmed(known):
            logger.info("generation %s of %s is empty; it is fed from the beginning", known.name, known.index)
            self.records.forget_generation(known)

    async def _notice_a_shortfall(self, generation: Generation) -> None:
        self._shortfall = await describe_shortfall(self.records, self.engine, generation)
        if self._shortfall:
            logger.warning("%s: %s", self.engine.address, self._shortfall)

    def _settle(
        self, changes: Sequence[Change], outcomes: Sequence[WriteOutcome]
    ) -> tuple[int | None, list[tuple[Change, str]], WriteOutcome | None]:
        """Return the number up to which all is settled, the dead up to there, and the first change that was put off."""
        last: int | None = None
        dead: list[tuple[Change, str]] = []
        took_others = any(outcome.status in ("confirmed", "stale") for outcome in outcomes)
        for change, outcome in zip(changes, outcomes, strict=True):
            if outcome.status == "retry":
                if not (took_others and self._out_of_patience(change)):
                    return last, dead, outcome
                dead.append((change, f"put off {PATIENCE} times: {outcome.reason}"))
            elif outcome.status == "dead":
                dead.append((change, outcome.reason or "no reason given"))
            self._refused.pop(change.id, None)
            last = change.sequence
        return last, dead, None

    def _out_of_patience(self, change: Change) -> bool:
        rounds = self._refused.get(change.id, 0) + 1
        self._refused[change.id] = rounds
        return rounds >= PATIENCE

    def _complain(self, error: EngineUnavailable | RecordsError) -> None:
        if self.problem != str(error):
            logger.warning("the index does not take what waits: %s", error)
        self.problem = str(error)


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
