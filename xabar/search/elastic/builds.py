"""The builds of an index on a server: made, counted, shown to searches, removed.

Setups, rebuilds and crawls may do so at the same time, from several machines. Nothing is locked: what a request finds
done already is done, what it finds gone is gone, and what is being made at this moment is asked for again.
"""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from elasticsearch import ApiError, AsyncElasticsearch

from xabar.search.analysis import ANALYSIS_HASH
from xabar.search.elastic.connection import speaking
from xabar.search.elastic.mapping import FIELDS_ID, SETTINGS, index_templates
from xabar.search.engine import INDEX_LANGUAGES, Generation

logger = logging.getLogger(__name__)

# Of an index's description, only this: its analysis alone is half a megabyte.
_NEEDED = ["*.aliases", "*.mappings._meta", "*.settings.index.creation_date"]
# Seconds to wait before asking again: a question may meet a build that is being made or replaced at this moment.
PATIENCE = (0.0, 0.05, 0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Build:
    """What the server says of a build's indexes, by language. One that is being made has not all of them yet."""

    name: str
    alias: str
    indexes: dict[str, dict[str, Any]]

    @property
    def analysis_hash(self) -> str:
        """The hash of the analysis tables it was made with, and whether it has other fields than today's."""
        marks = [body.get("mappings", {}).get("_meta", {}) for body in self.indexes.values()]
        hashes = {mark.get("chain", "unknown") for mark in marks}
        analysis_hash = hashes.pop() if len(hashes) == 1 else "mixed"
        fields = {mark.get("fields") for mark in marks}
        return analysis_hash if fields == {FIELDS_ID} else f"{analysis_hash} with other fields"

    @property
    def visible(self) -> bool:
        """Searches see a part of it."""
        return any(self.alias in body.get("aliases", {}) for body in self.indexes.values())

    @property
    def active(self) -> bool:
        """It is whole, and searches see all of it."""
        whole = len(self.indexes) == len(INDEX_LANGUAGES)
        return whole and all(self.alias in body.get("aliases", {}) for body in self.indexes.values())

    @property
    def created_at(self) -> datetime:
        """When the first of its indexes was made."""
        first = min(int(body["settings"]["index"]["creation_date"]) for body in self.indexes.values())
        return datetime.fromtimestamp(first / 1000, UTC)


@dataclass(frozen=True, slots=True)
class Builds:
    """All builds under one name: four indexes each, `news-uz-000001` to `news-other-000001`."""

    client: AsyncElasticsearch
    address: str
    name: str

    def index(self, language: str, build: str) -> str:
        """The name of one index."""
        return f"{self.name}-{language}-{build}"

    def indexes(self, build: str) -> list[str]:
        """The names of a build's indexes."""
        return [self.index(language, build) for language in INDEX_LANGUAGES]

    @property
    def every_index(self) -> list[str]:
        """Patterns for the indexes of all builds, and of nothing else."""
        return self.indexes("*")

    async def listed(self) -> dict[str, Build]:
        """All that exist, by name, the oldest first."""
        with speaking(self.address):
            answer = await self.client.indices.get(
                index=self.every_index, allow_no_indices=True, expand_wildcards="open", filter_path=_NEEDED
            )
        ours = re.compile(rf"{re.escape(self.name)}-({'|'.join(INDEX_LANGUAGES)})-(\d{{6}})")
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for index, body in answer.body.items():
            if match := ours.fullmatch(index):
                found.setdefault(match[2], {})[match[1]] = body
        return {name: Build(name, self.name, found[name]) for name in sorted(found)}

    async def generations(self) -> list[Generation]:
        """The same with their documents counted."""
        return [
            Generation(
                name=name,
                analysis_hash=build.analysis_hash,
                documents=await self._count(build),
                active=build.active,
                created_at=build.created_at,
                outdated=build.analysis_hash != ANALYSIS_HASH,
            )
            for name, build in (await self.listed()).items()
        ]

    async def _count(self, build: Build) -> int | None:
        """Its documents; 0 when a rebuild has dropped it since it was listed, None when a shard is not there."""
        indexes = [self.index(language, build.name) for language in build.indexes]
        for pause in PATIENCE:
            await asyncio.sleep(pause)
            with speaking(self.address):
                try:
                    answer = await self.client.count(index=indexes, ignore_unavailable=True)
                except ApiError as error:
                    if error.meta.status != 503:
                        raise
                    continue
            if not answer["_shards"]["failed"]:  # else it counts what is ready, and says so only here
                found: int = answer["count"]
                return found
        logger.warning("%s: a part of build %s is not ready", self.address, build.name)
        return None

    async def set_up(self) -> None:
        """Make the first build that searches see, or go on with what another setup has begun."""
        listed = await self.listed()
        begun = [name for name, build in listed.items() if build.visible]
        await self._create(begun[0] if begun else _next_name(listed), visible=True)

    async def create(self) -> str:
        """A new, empty build from fresh templates; its name. It refreshes on demand alone until it is activated."""
        name = _next_name(await self.listed())
        await self._create(name, visible=False)
        return name

    async def _create(self, build: str, *, visible: bool) -> None:
        for template, body in index_templates(self.name).items():
            with speaking(self.address):
                await self.client.indices.put_index_template(name=template, body=body)
        # at once: the server takes a second to make an index's analyzers ready
        await asyncio.gather(*(self._create_index(language, build, visible) for language in INDEX_LANGUAGES))

    async def _create_index(self, language: str, build: str, visible: bool) -> None:
        aliases: dict[str, Any] = {self.name: {}, f"{self.name}-{language}": {}} if visible else {}
        settings = {} if visible else {"index": {"refresh_interval": "-1"}}
        with speaking(self.address):
            try:
                await self.client.indices.create(
                    index=self.index(language, build), settings=settings, aliases=aliases
                )
            except ApiError as error:
                if error.message != "resource_already_exists_exception":  # another one at the same time
                    raise

    async def activate(self, build: str) -> None:
        """Swap the aliases in one request; the former build stays until it is dropped."""
        actions: list[dict[str, Any]] = [
            {
                "remove": {
                    "indices": self.every_index,
                    "aliases": [self.name, f"{self.name}-*"],
                    "must_exist": False,
                }
            }
        ]
        for language in INDEX_LANGUAGES:
            aliases = [self.name, f"{self.name}-{language}"]
            actions.append({"add": {"index": self.index(language, build), "aliases": aliases}})
        refresh = {"index": {"refresh_interval": SETTINGS["refresh_interval"]}}
        with speaking(self.address):
            await self.client.indices.put_settings(index=self.indexes(build), settings=refresh)
            await self.client.indices.refresh(index=self.indexes(build))
            await self.client.indices.update_aliases(actions=actions)

    async def drop(self, build: str) -> None:
        """Remove a build that no search sees; ValueError when searches see it."""
        found = (await self.listed()).get(build)
        if found is not None and found.active:
            raise ValueError(f"generation {build} is active: activate another one first")
        with speaking(self.address):
            await self.client.indices.delete(index=self.indexes(build), ignore_unavailable=True)


def _next_name(listed: dict[str, Build]) -> str:
    return f"{int(max(listed, default='0')) + 1:06d}"
