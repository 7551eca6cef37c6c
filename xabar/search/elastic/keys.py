"""API keys with the fewest rights that their work needs, made once and kept in files.

    writer    crawls and feeds: reads and writes documents of `news-*`, lists generations, makes and changes no index
    reader    searches: reads articles and nothing else
    manager   rebuilds: makes and removes indexes and aliases of `news-*`; no templates, which no right confines to names
    kibana    puts our saved objects into Kibana's default space; sees no document

The server shows a key's secret only once, when it makes the key; so a key whose file is lost can only be replaced. A
key ends after a year, and a setup in the second half of it adds another one.
"""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal

from elasticsearch import AsyncElasticsearch

from xabar.search.elastic.connection import Connection, translate_errors
from xabar.search.engine import INDEX_LANGUAGES, EngineUnavailable, SetupOptions, SetupStep

ROLES = ("writer", "reader", "manager", "kibana")
LIFE = timedelta(days=365)
# The writer may read, to find an article whose language changed where it was before. Its writing is granted by single
# actions: the named privileges `index` and `write` let a key change mappings, too.
_WRITE = [f"indices:data/write/{action}*" for action in ("bulk", "index", "delete")]
_PRIVILEGES = {
    "writer": [*_WRITE, "read", "view_index_metadata", "maintenance"],
    "reader": ["read", "view_index_metadata"],
    "manager": ["manage", "read", "write"],
}


@dataclass(frozen=True, slots=True)
class KeyMade:
    """What became of one key, and the file that holds its secret; never the secret itself."""

    name: str
    path: Path
    outcome: Literal["made", "kept", "updated", "replaced"]


def key_request(role: str, name: str) -> dict[str, Any]:
    """Return the body of the request that makes a key. `name` is the stem of the index names."""
    return {
        "name": f"xabar-{name}-{role}",
        "role_descriptors": {role: _kibana_rights() if role == "kibana" else _index_rights(role, name)},
        "metadata": {"by": "xabar", "role": role},
        "expiration": f"{LIFE.days}d",
    }


def _index_rights(role: str, name: str) -> dict[str, Any]:
    aliases = [f"{name}-{language}" for language in INDEX_LANGUAGES]  # `news-ru*` would be `news-runs`, too
    articles = [name, *aliases, *(f"{alias}-*" for alias in aliases)]
    names = articles if role == "reader" else [*articles, f"{name}-runs"]
    return {"cluster": [], "indices": [{"names": names, "privileges": _PRIVILEGES[role]}]}


def _kibana_rights() -> dict[str, Any]:
    in_default_space = {
        "application": "kibana-.kibana",
        "privileges": ["all"],
        "resources": ["space:default"],
    }
    return {"cluster": [], "indices": [], "applications": [in_default_space]}


async def provision_access(
    client: AsyncElasticsearch, connection: Connection, options: SetupOptions, *, name: str
) -> AsyncIterator[SetupStep]:
    """Set Kibana's password and make the keys, as far as the options ask for it."""
    if options.kibana_password:
        await set_kibana_password(client, connection, options.kibana_password)
        yield SetupStep("kibana_system: password set")
    if options.keys:
        made = await make_keys(
            client,
            connection,
            options.keys,
            name=name,
            replace=options.replace_keys,
            renew=options.renew_keys,
        )
        for key in made:
            yield SetupStep(f"{key.path}: {key.name} {key.outcome}")


async def make_keys(
    client: AsyncElasticsearch,
    connection: Connection,
    folder: Path,
    *,
    name: str,
    replace: bool,
    renew: bool = False,
) -> list[KeyMade]:
    """Make every role's key and write it to `key_path`, readable only by its owner. Idempotent.

    A key that works is kept, with its rights brought up to date, unless `renew` is set. One that exists on the server
    but not in the folder is replaced if `replace` is set, and the old one stops working; otherwise raise
    EngineUnavailable.
    """
    make = _renew_key if renew else partial(_make_key, replace=replace)
    return [await make(client, connection, key_path(folder, role), key_request(role, name)) for role in ROLES]


def key_path(folder: Path, role: str) -> Path:
    """Return the file of a role's key: in the folder, or in one of the role's own in it, as containers need it."""
    own = folder / role
    return (own if own.is_dir() else folder) / f"{role}.key"


@contextmanager
def bodies_unlogged() -> Iterator[None]:
    """Keep the client from logging requests and answers at level DEBUG: they contain a secret."""
    logger = logging.getLogger("elastic_transport.node")
    logger.addFilter(_refuse)
    try:
        yield
    finally:
        logger.removeFilter(_refuse)


def _refuse(record: logging.LogRecord) -> bool:
    return False


async def set_kibana_password(client: AsyncElasticsearch, connection: Connection, password: str) -> None:
    """Set the password of the built-in user `kibana_system`, as which Kibana signs in."""
    with translate_errors(connection.address), bodies_unlogged():
        await client.security.change_password(username="kibana_system", password=password)


async def _make_key(
    client: AsyncElasticsearch,
    connection: Connection,
    path: Path,
    request: dict[str, Any],
    *,
    replace: bool,
) -> KeyMade:
    name = request["name"]
    existing = await _existing_keys(client, connection, name)
    held = await _key_id(connection, path)
    if held is not None and held in existing:
        return await _update_key(client, connection, path, request, existing[held])
    if existing and not replace:
        raise EngineUnavailable(
            f"{connection.address} has a key {name}, but {path} does not hold it, and its secret is shown only once:"
            " put the file back, or add --replace-keys (what uses the old key stops working)"
        )
    return await _renew_key(client, connection, path, request)


async def _renew_key(
    client: AsyncElasticsearch, connection: Connection, path: Path, request: dict[str, Any]
) -> KeyMade:
    """Make a key anew and end the former ones of its name, once the new one is written."""
    existing = await _existing_keys(client, connection, request["name"])
    await _write_new(client, connection, path, request)
    if existing:
        with translate_errors(connection.address):
            await client.security.invalidate_api_key(ids=list(existing))
    return KeyMade(request["name"], path, "replaced" if existing else "made")


async def _existing_keys(
    client: AsyncElasticsearch, connection: Connection, name: str
) -> dict[str, dict[str, Any]]:
    with translate_errors(connection.address):
        answer = await client.security.get_api_key(name=name, owner=False, active_only=True)
    return {key["id"]: key for key in answer["api_keys"]}


async def _update_key(
    client: AsyncElasticsearch,
    connection: Connection,
    path: Path,
    request: dict[str, Any],
    key: dict[str, Any],
) -> KeyMade:
    """Bring a key's rights up to date, and move its end when less than half of its life is left."""
    rights = {"role_descriptors": request["role_descriptors"], "metadata": request["metadata"]}
    ends_at = datetime.fromtimestamp(key["expiration"] / 1000, UTC) if "expiration" in key else None
    if ends_at is None or ends_at - datetime.now(UTC) < LIFE / 2:
        rights["expiration"] = request["expiration"]
    with translate_errors(connection.address):
        changed = await client.security.update_api_key(id=key["id"], **rights)
    return KeyMade(request["name"], path, "updated" if changed["updated"] else "kept")


async def _write_new(
    client: AsyncElasticsearch, connection: Connection, path: Path, request: dict[str, Any]
) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with translate_errors(connection.address), bodies_unlogged():
        made = await client.security.create_api_key(**request)
    # The file is never readable by others, not even for a moment, and never half written.
    scratch = path.with_suffix(".new")
    scratch.unlink(missing_ok=True)
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(made["encoded"] + "\n")
    scratch.replace(path)


async def _key_id(connection: Connection, path: Path) -> str | None:
    """Return the id of the key in a file if the server accepts it, or None without such a file or key."""
    if not path.exists():
        return None
    holder = Connection(connection.address, api_key=path.read_text().strip(), trust=connection.trust).open()
    try:
        with translate_errors(connection.address):
            answer = await holder.security.authenticate()
    except EngineUnavailable as error:
        if "API key" in str(error):
            return None
        raise
    finally:
        await holder.close()
    key: dict[str, str] = answer.body.get("api_key", {})
    return key.get("id")
