"""The nodes of a cluster, each asked alone: does it answer, and is it of the same cluster as the others?"""

from __future__ import annotations

from xabar.search.elastic.connection import Connection
from xabar.search.elastic.generations import Generations
from xabar.search.elastic.watched_node import NODE_SECONDS
from xabar.search.engine import EngineUnavailable


async def find_faulty_nodes(connection: Connection, name: str) -> list[str]:
    """Return a sentence on each node that does not answer, or that holds other indexes than the first one that does.

    Two clusters behind one setting would each get a part of the articles. A key may see no more of a cluster than the
    identities of its indexes, so these are compared.
    """
    faulty, first = [], None
    for node in connection.of_each_node():
        try:
            found = await _index_ids(node, name)
        except EngineUnavailable as error:
            faulty.append(str(error))
            continue
        if first is None:
            first = (node.address, found)
        elif found != first[1]:
            faulty.append(
                f"{node.address} holds other indexes than {first[0]}: they are not nodes of one cluster;"
                " name only nodes of one in XABAR_SEARCH_URL"
            )
    return faulty


async def _index_ids(node: Connection, name: str) -> set[str]:
    client = node.open()
    try:
        asked = client.options(request_timeout=NODE_SECONDS)
        existing = await Generations(asked, node.address, name).existing()
        return {generation.id for generation in existing.values()}
    finally:
        await client.close()
