"""Unpack answers, and say so when one cannot be unpacked."""

from __future__ import annotations

from scrapy import Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response


class BadCompression(IgnoreRequest):
    """The answer unpacks to more than DOWNLOAD_MAXSIZE, or not at all."""


class CompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's own, with one name for everything that may be wrong with packed bytes."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The answer unpacked; BadCompression when that fails, whatever the unpacker raised."""
        try:
            return super().process_response(request, response)
        except Exception as error:  # each format's library has its own errors
            raise BadCompression(f"{request.url} does not unpack: {error}") from error
