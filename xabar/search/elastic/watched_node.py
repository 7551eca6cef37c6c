"""One node of several: it is given up when it falls silent, long before a slow request would be, and another one is asked."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from elastic_transport import AiohttpHttpNode, ConnectionError, NodeConfig, TransportError

SILENCE: Final = 5.0  # seconds without an answer, after which the node is asked whether it is there
NODE_SECONDS: Final = 5.0
"""A node that has not answered after so long is of no use to a search."""


class WatchedNode(AiohttpHttpNode):
    """Asks the node beside a request that takes long for a sign of life, on a connection of its own.

    A process that ends refuses connections. A machine without power, a network that is cut or a process that stands
    still says nothing at all; a request would wait for it as long as for the slowest search.
    """

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        self._beside = AiohttpHttpNode(config)

    async def perform_request(self, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        """Return the answer. Raise ConnectionError, upon which the client asks the next node, if the node is silent."""
        request = asyncio.ensure_future(super().perform_request(*args, **kwargs))
        try:
            while not (await asyncio.wait({request}, timeout=SILENCE))[0]:
                await self._require_life()
            return request.result()
        finally:
            request.cancel()
            await asyncio.gather(request, return_exceptions=True)

    async def _require_life(self) -> None:
        try:  # any answer is one, also that a key may not ask
            await self._beside.perform_request("HEAD", "/", request_timeout=NODE_SECONDS)
        except TransportError as error:
            raise ConnectionError(f"no sign of life from {self.base_url}", errors=(error,)) from error

    async def close(self) -> None:  # type: ignore[override]
        """Close the connections."""
        await super().close()
        await self._beside.close()
