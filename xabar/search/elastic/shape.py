"""How an index is spread over a cluster: its shards, and the copies of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from xabar.search.elastic.connection import WrongSetting

SHARD_BYTES: Final = 30 * 10**9
"""What one shard holds at most, if nothing else is asked for. Elastic's guide "Size your shards" advises 10 to 50 GB."""

ROUTING_SHARDS: Final = 48
"""An index can be split into so many shards later."""

SHARD_COUNTS: Final = tuple(count for count in range(1, ROUTING_SHARDS + 1) if ROUTING_SHARDS % count == 0)
"""The numbers of shards that an index may have: the server takes only those that divide the routing shards."""


@dataclass(frozen=True, slots=True)
class IndexShape:
    """The shards of each language's index, and the replicas of a shard. None leaves them to the size and the nodes.

    Raise WrongSetting for a number of shards that the server would refuse.
    """

    shards: int | None = None  # one of SHARD_COUNTS
    replicas: int | None = None  # None: one if there is a second node

    def __post_init__(self) -> None:
        if self.shards is not None and self.shards not in SHARD_COUNTS:
            allowed = ", ".join(map(str, SHARD_COUNTS))
            raise WrongSetting(f"XABAR_SEARCH_SHARDS must be one of {allowed}, got {self.shards}")

    def settings(self, expected_bytes: int = 0) -> Mapping[str, Any]:
        """Return the settings of an index that is expected to hold so many bytes."""
        shards = self.shards or count_shards(expected_bytes)
        copies: dict[str, Any] = (
            {"auto_expand_replicas": "0-1"}
            if self.replicas is None
            else {"auto_expand_replicas": False, "number_of_replicas": self.replicas}
        )
        return {"number_of_shards": shards, "number_of_routing_shards": ROUTING_SHARDS, **copies}


SHAPED_BY_SIZE: Final = IndexShape()


def count_shards(size: int) -> int:
    """Return the fewest shards that hold an index of so many bytes, at most SHARD_BYTES in each; 48 for a larger one."""
    return next((count for count in SHARD_COUNTS if size <= count * SHARD_BYTES), ROUTING_SHARDS)
