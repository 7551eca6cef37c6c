"""The generations of an index on a server: making, counting, activating and removing them.

Setups, rebuilds and crawls may do so at the same time, from several machines. Nothing is locked: a request that finds
its work done already has succeeded, one that finds its target gone says so, and one that meets a generation in the
making is sent again.
"""

from __future__ import annotations

import asyncio
import logging
import re
import warnings
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from elasticsearch import ApiError, AsyncElasticsearch, AuthorizationException, ElasticsearchWarning

from xabar.records.identity import StoreMark
from xabar.search.elastic.connection import translate_errors
from xabar.search.elastic.mapping import FIELDS_HASH, SETTINGS, index_body, index_meta, index_templates
from xabar.search.elastic.shape import SHAPED_BY_SIZE, IndexShape
from xabar.search.elasticsearch_analysis import ANALYSIS_HASH
from xabar.search.engine import INDEX_LANGUAGES, Generation

logger = logging.getLogger(__name__)

# All that we need of an index's description: its analysis settings would be half a megabyte.
_NEEDED = ["*.aliases", "*.mappings._meta", "*.settings.index.creation_date", "*.settings.index.uuid"]
# Seconds to wait before each attempt: a request may meet a generation that is being made or replaced at this moment.
PATIENCE = (0.0, 0.05, 0.2, 0.8)


@dataclass(frozen=True, slots=True)
class GenerationIndexes:
    """The server's description of a generation's indexes, by language; in the making it lacks some of them."""

    name: str
    alias: str
    indexes: dict[str, dict[str, Any]]

    @property
    def analysis_hash(self) -> str:
        """The hash of the analysis tables it was made with; it says too if the fields are not today's."""
        marks = [_meta_of(body) for body in self.indexes.values()]
        hashes = {mark.get("chain", "unknown") for mark in marks}
        analysis_hash = hashes.pop() if len(hashes) == 1 else "mixed"
        fields = {mark.get("fields") for mark in marks}
        return analysis_hash if fields == {FIELDS_HASH} else f"{analysis_hash} with other fields"

    @property
    def stores(self) -> tuple[StoreMark, ...]:
        """The stores that its indexes name, each once: one, or two whose setups met; none in an index of old."""
        said = (_meta_of(body).get("store") for body in self.indexes.values())
        marks = {mark.id: mark for each in said if (mark := StoreMark.from_dict(each)) is not None}
        return tuple(marks.values())

    @property
    def id(self) -> str:
        """What it is known by, under whatever address the server answers. An index that is made again has another UUID."""
        return " ".join(sorted(body["settings"]["index"]["uuid"] for body in self.indexes.values()))

    @property
    def visible(self) -> bool:
        """True if searches see a part of it."""
        return any(self.alias in body.get("aliases", {}) for body in self.indexes.values())

    @property
    def active(self) -> bool:
        """True if it is complete and searches see all of it."""
        complete = len(self.indexes) == len(INDEX_LANGUAGES)
        return complete and all(self.alias in body.get("aliases", {}) for body in self.indexes.values())

    @property
    def created_at(self) -> datetime:
        """The time when the first of its indexes was made."""
        first = min(int(body["settings"]["index"]["creation_date"]) for body in self.indexes.values())
        return datetime.fromtimestamp(first / 1000, UTC)


@dataclass(frozen=True, slots=True)
class Generations:
    """All generations of one name. Each has four indexes, `news-uz-000001` to `news-other-000001`."""

    client: AsyncElasticsearch
    address: str
    name: str
    shape: IndexShape = SHAPED_BY_SIZE

    def index(self, language: str, generation: str) -> str:
        """Return the name of one index."""
        return f"{self.name}-{language}-{generation}"

    def indexes(self, generation: str) -> list[str]:
        """Return the names of a generation's indexes."""
        return [self.index(language, generation) for language in INDEX_LANGUAGES]

    @property
    def every_index(self) -> list[str]:
        """Patterns that match the indexes of all generations, and nothing else."""
        return self.indexes("*")

    async def existing(self) -> dict[str, GenerationIndexes]:
        """Return all generations on the server by name, oldest first."""
        with translate_errors(self.address):
            answer = await self.client.indices.get(
                index=self.every_index, allow_no_indices=True, expand_wildcards="open", filter_path=_NEEDED
            )
        ours = re.compile(rf"{re.escape(self.name)}-({'|'.join(INDEX_LANGUAGES)})-(\d{{6}})")
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for index, body in answer.body.items():
            if match := ours.fullmatch(index):
                found.setdefault(match[2], {})[match[1]] = body
        return {name: GenerationIndexes(name, self.name, found[name]) for name in sorted(found)}

    async def listed(self) -> list[Generation]:
        """Return all generations, oldest first, with their documents counted."""
        return [
            Generation(
                name=name,
                analysis_hash=indexes.analysis_hash,
                documents=await self._count(indexes),
                active=indexes.active,
                created_at=indexes.created_at,
                outdated=indexes.analysis_hash != ANALYSIS_HASH,
                stores=indexes.stores,
                id=indexes.id,
            )
            for name, indexes in (await self.existing()).items()
        ]

    async def _count(self, generation: GenerationIndexes) -> int | None:
        """Return its number of documents: 0 if a rebuild has dropped it by now, None while a shard is not ready."""
        indexes = [self.index(language, generation.name) for language in generation.indexes]
        for pause in PATIENCE:
            await asyncio.sleep(pause)
            with translate_errors(self.address):
                try:
                    answer = await self.client.count(index=indexes, ignore_unavailable=True)
                except ApiError as error:
                    if error.meta.status != 503:
                        raise
                    continue
            if not answer["_shards"]["failed"]:  # otherwise it has counted only the shards that are ready
                found: int = answer["count"]
                return found
        logger.warning("%s: a part of generation %s is not ready", self.address, generation.name)
        return None

    async def set_up(self, store: StoreMark | None) -> None:
        """Make the first generation that searches see, or complete the one that another setup has begun."""
        existing = await self.existing()
        with translate_errors(self.address):
            await self.renew_templates()
        begun = [name for name, generation in existing.items() if generation.visible]
        await self._create(begun[0] if begun else _next_name(existing), store, visible=True)

    async def note_store(self, generation: str, store: StoreMark) -> None:
        """Add the store to what the indexes of a generation say of themselves. Needs the right to change mappings."""
        existing = await self.existing()
        if generation not in existing:
            return
        for language, body in existing[generation].indexes.items():
            meta = _meta_of(body) | {"store": store.to_dict()}
            with translate_errors(self.address), warnings.catch_warnings():
                # A writer's key may still do this. The server warns that its next release will refuse, which is met.
                warnings.filterwarnings("ignore", "the index privilege", ElasticsearchWarning)
                await self.client.indices.put_mapping(index=self.index(language, generation), meta=meta)

    async def create(self, store: StoreMark | None) -> str:
        """Make a new, empty generation; it refreshes only on demand until it is activated.

        The templates are renewed by a user who may do so. A manager's key may not: the server has no right to make
        only those of some names.
        """
        with suppress(AuthorizationException):
            await self.renew_templates()
        name = _next_name(await self.existing())
        await self._create(name, store, visible=False)
        return name

    async def renew_templates(self) -> None:
        """Make the templates, for an index that somebody removes and a writer makes again. Raise AuthorizationException."""
        for template, body in index_templates(self.name, self.shape).items():
            await self.client.indices.put_index_template(name=template, body=body)

    async def _create(self, generation: str, store: StoreMark | None, *, visible: bool) -> None:
        sizes = {} if visible else await self._sizes()
        # All at once: the server takes a second to prepare an index's analyzers.
        bodies = {each: index_body(each, self.shape, sizes.get(each, 0)) for each in INDEX_LANGUAGES}
        await asyncio.gather(
            *(self._create_index(each, body, generation, store, visible) for each, body in bodies.items())
        )

    async def _sizes(self) -> dict[str, int]:
        """Return the bytes of each language's index that searches see, without copies: so many the next one will have."""
        with translate_errors(self.address):
            answer = await self.client.indices.stats(
                index=self.every_index, metric="store", filter_path="indices.*.primaries.store.size_in_bytes"
            )
        found = {
            index: body["primaries"]["store"]["size_in_bytes"]
            for index, body in answer.get("indices", {}).items()
        }
        seen = next((each for each in (await self.existing()).values() if each.active), None)
        if seen is None:
            return {}
        return {language: found.get(self.index(language, seen.name), 0) for language in INDEX_LANGUAGES}

    async def _create_index(
        self, language: str, body: dict[str, Any], generation: str, store: StoreMark | None, visible: bool
    ) -> None:
        aliases: dict[str, Any] = {self.name: {}, f"{self.name}-{language}": {}} if visible else {}
        body["mappings"]["_meta"] = index_meta(store)
        if not visible:
            body["settings"]["index"]["refresh_interval"] = "-1"
        with translate_errors(self.address):
            try:
                await self.client.indices.create(
                    index=self.index(language, generation), **body, aliases=aliases
                )
            except ApiError as error:
                if error.message != "resource_already_exists_exception":  # a setup at the same time made it
                    raise

    async def activate(self, generation: str) -> None:
        """Move the aliases in one request; the former generation stays until it is dropped."""
        every_alias = [self.name, f"{self.name}-*"]
        actions: list[dict[str, Any]] = [
            {"remove": {"indices": self.every_index, "aliases": every_alias, "must_exist": False}}
        ]
        for language in INDEX_LANGUAGES:
            aliases = [self.name, f"{self.name}-{language}"]
            actions.append({"add": {"index": self.index(language, generation), "aliases": aliases}})
        refresh = {"index": {"refresh_interval": SETTINGS["refresh_interval"]}}
        with translate_errors(self.address):
            await self.client.indices.put_settings(index=self.indexes(generation), settings=refresh)
            await self.client.indices.refresh(index=self.indexes(generation))
            await self.client.indices.update_aliases(actions=actions)

    async def drop(self, generation: str) -> None:
        """Remove a generation. Raise ValueError if searches see it."""
        found = (await self.existing()).get(generation)
        if found is not None and found.active:
            raise ValueError(f"generation {generation} is active: activate another one first")
        with translate_errors(self.address):
            await self.client.indices.delete(index=self.indexes(generation), ignore_unavailable=True)


def _meta_of(body: dict[str, Any]) -> dict[str, Any]:
    """Return what an index says of itself."""
    meta: dict[str, Any] = body.get("mappings", {}).get("_meta", {})
    return meta


def _next_name(existing: dict[str, GenerationIndexes]) -> str:
    return f"{int(max(existing, default='0')) + 1:06d}"
