"""The part of the contract about setting up and generations."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.search.articles import CORPUS
from tests.search.contract.calls import active, change_of, fill, search
from tests.search.measured_run import measured_run
from xabar.records.alarms import Alarm
from xabar.records.store import RecordStore
from xabar.search.engine import (
    NoActiveIndex,
    SearchEngine,
    SetupOptions,
    SetupRefused,
    SetupRequest,
    active_generation,
)


class SetupContract:
    """An engine is set up once and keeps its generations apart."""

    async def test_setup_makes_one_active_empty_generation_and_is_idempotent(
        self, engine: SearchEngine
    ) -> None:
        assert await engine.generations() == []
        assert await engine.setup() is True
        assert await engine.setup() is False
        (generation,) = await engine.generations()
        assert generation.active
        assert generation.documents == 0

    async def test_provisioning_makes_the_index_once_and_says_so(self, engine: SearchEngine) -> None:
        with pytest.raises(NoActiveIndex, match="xabar index setup"):
            await active_generation(engine)
        first = [step async for step in engine.provision(SetupOptions())]
        assert [step.new_index for step in first] == [True]
        assert first[0].text == f"{engine.address}: made"
        assert first[0].active == await active_generation(engine)
        assert first[0].active.documents == 0
        again = [step async for step in engine.provision(SetupOptions())]
        assert [(step.text, step.new_index) for step in again] == [
            (f"{engine.address}: is there already", False)
        ]

    async def test_provisioning_refuses_keys_before_it_makes_anything(
        self, engine: SearchEngine, tmp_path: Path
    ) -> None:
        with pytest.raises(SetupRefused, match="keys"):
            [step async for step in engine.provision(SetupOptions(keys=tmp_path / "keys"))]
        assert await engine.generations() == []
        assert not (tmp_path / "keys").exists()

    async def test_showing_the_setup_requests_sends_none(self, engine: SearchEngine) -> None:
        requests: list[SetupRequest] = []
        with suppress(SetupRefused):
            requests = engine.setup_requests(SetupOptions())
        assert all(request.path.startswith("/") for request in requests)
        assert await engine.generations() == []

    async def test_a_new_generation_is_not_outdated(self, engine: SearchEngine) -> None:
        await engine.setup()
        await engine.create_generation()
        assert [generation.outdated for generation in await engine.generations()] == [False, False]

    async def test_an_engine_takes_the_report_of_a_run(self, ready: SearchEngine) -> None:
        at = datetime(2026, 4, 1, tzinfo=UTC)
        await ready.report_run(measured_run(), at)
        await ready.report_alarms([])
        await ready.report_alarms([Alarm("a1", "kun_uz", "drift", "…", at, at)])
        await ready.refresh()
        assert (await search(ready, "*")).total == 0

    async def test_an_engine_has_advice_for_when_it_is_unavailable(self, engine: SearchEngine) -> None:
        assert engine.advice.startswith("nothing is lost")

    async def test_a_search_before_setup_says_what_to_do(self, engine: SearchEngine) -> None:
        with pytest.raises(NoActiveIndex, match="xabar index setup"):
            await search(engine, "metro")

    async def test_a_new_generation_is_not_searched_until_it_is_activated(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        await fill(engine, records)
        former = await active(engine)
        new = await engine.create_generation()
        await engine.write(new, [change_of(CORPUS[0])])
        await engine.refresh()
        assert (await search(engine, "*")).total == len(CORPUS)
        await engine.activate(new)
        assert (await search(engine, "*")).total == 1
        with pytest.raises(ValueError, match="active"):
            await engine.drop(new)
        await engine.drop(former)
        assert [generation.name for generation in await engine.generations()] == [new]

    async def test_an_empty_index_answers_with_nothing(self, ready: SearchEngine) -> None:
        page = await search(ready, "metro", facets=("site", "day"))
        assert (page.total, page.hits) == (0, ())
        assert all(not values for values in page.facets.values())
