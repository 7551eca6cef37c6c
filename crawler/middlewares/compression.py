"""Unpack responses, and report the ones that cannot be unpacked under one name."""

from __future__ import annotations

import asyncio

from scrapy import Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response


class BadCompression(IgnoreRequest):
    """The response unpacks to more than DOWNLOAD_MAXSIZE bytes, or does not unpack at all."""


class CompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's middleware, but with one exception for everything that can be wrong with packed bytes."""

    async def process_response(  # type: ignore[override]  # Scrapy awaits it
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Return the response unpacked, in a thread: a few packed bytes can be many megabytes.

        Raise BadCompression when that fails, whatever the unpacker raised.
        """
        if b"Content-Encoding" not in response.headers:
            return response
        try:
            return await asyncio.to_thread(super().process_response, request, response)
        except Exception as error:  # the library of each format has exceptions of its own
            raise BadCompression(f"{request.url} does not unpack: {error}") from error
