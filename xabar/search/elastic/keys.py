"""API keys with the fewest rights that their work needs, made once and kept in files.

    writer    crawls and feeds: reads and writes documents of `news-*`, lists generations, makes nothing
    reader    searches: reads `news` and nothing else
    manager   rebuilds: makes and removes indexes, templates and aliases of `news-*`
    kibana    puts our saved objects into Kibana's default space; sees no document

The server shows a key's secret only once, when it makes the key; so a key whose file is lost can only be replaced.
"""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from elasticsearch import AsyncElasticsearch

from xabar.search.elastic.connection import Connection, translate_errors
from xabar.search.engine import EngineUnavailable, SetupOptions, SetupStep

ROLES = ("writer", "reader", "manager", "kibana")
# The writer may read, to find an article whose language changed where it was before.
_PRIVILEGES = {
    "writer": ["index", "delete", "read", "view_index_metadata", "maintenance"],
    "reader": ["read", "view_index_metadata"],
    "manager": ["all"],
}
_CLUSTER = {"manager": ["monitor", "manage_index_templates"]}


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
    }


def _index_rights(role: str, name: str) -> dict[str, Any]:
    indices = [{"names": [name, f"{name}-*"], "privileges": _PRIVILEGES[role]}]
    return {"cluster": _CLUSTER.get(role, []), "indices": indices}


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
        made = await make_keys(client, connection, options.keys, name=name, replace=options.replace_keys)
        for key in made:
            yield SetupStep(f"{key.path}: {key.name} {key.outcome}")


async def make_keys(
    client: AsyncElasticsearch,
    connection: Connection,
    folder: Path,
    *,
    name: str,
    replace: bool,
) -> list[KeyMade]:
    """Make every role's key and write it to `folder`/ROLE.key, readable only by its owner. Idempotent.

    A key that works is kept, with its rights brought up to date. One that exists on the server but not in the folder
    is replaced if `replace` is set, and the old one stops working; otherwise raise EngineUnavailable.
    """
    return [
        await _make_key(client, connection, folder / f"{role}.key", key_request(role, name), replace)
        for role in ROLES
    ]


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
    replace: bool,
) -> KeyMade:
    name = request["name"]
    with translate_errors(connection.address):
        answer = await client.security.get_api_key(name=name, owner=False, active_only=True)
    existing: list[str] = [key["id"] for key in answer["api_keys"]]
    held = await _key_id(connection, path)
    if held in existing:
        rights = {"role_descriptors": request["role_descriptors"], "metadata": request["metadata"]}
        with translate_errors(connection.address):
            changed = await client.security.update_api_key(id=held, **rights)
        return KeyMade(name, path, "updated" if changed["updated"] else "kept")
    if existing and not replace:
        raise EngineUnavailable(
            f"{connection.address} has a key {name}, but {path} does not hold it, and its secret is shown only once:"
            " put the file back, or add --replace-keys (what uses the old key stops working)"
        )
    await _write_new(client, connection, path, request)
    if existing:
        with translate_errors(connection.address):
            await client.security.invalidate_api_key(ids=existing)
    return KeyMade(name, path, "replaced" if existing else "made")


async def _write_new(
    client: AsyncElasticsearch, connection: Connection, path: Path, request: dict[str, Any]
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
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
