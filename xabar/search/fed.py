"""The name by which the records know a generation of an index."""

from __future__ import annotations

from xabar.records.feeds import FedGeneration
from xabar.search.engine import Generation, SearchEngine


def fed(engine: SearchEngine, generation: Generation) -> FedGeneration:
    """Return the generation as the records know it."""
    return FedGeneration(engine.address, generation.name, generation.id)
