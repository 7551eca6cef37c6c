"""Unpack responses, and report the ones that cannot be unpacked under one name."""

from __future__ import annotations

import asyncio
import zlib
from typing import Final

from scrapy import Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response, TextResponse
from scrapy.responsetypes import responsetypes

GZIP: Final = (b"gzip", b"x-gzip")
WITHOUT_BODY: Final = (204, 304)  # which may name an encoding all the same (RFC 9110, 15.4.5)
PACKED_BODY: Final = (
    "packed_body"  # in the meta of a request: how the body of its answer came packed, and the body
)
SMALL: Final = 1_000_000  # bytes; they unpack in 3 ms


class BadCompression(IgnoreRequest):
    """The response unpacks to more than DOWNLOAD_MAXSIZE bytes, or does not unpack at all."""


class CompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's middleware, but with one exception for everything that can be wrong with packed bytes."""

    async def process_response(  # type: ignore[override]  # Scrapy awaits it
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Return the response unpacked; in a thread if it is not known to be small, as a few bytes can become megabytes.

        Raise BadCompression when that fails, whatever the unpacker raised.
        """
        request.meta.pop(PACKED_BODY, None)  # of an answer that led here
        encodings = response.headers.getlist("Content-Encoding")
        if not encodings or response.status in WITHOUT_BODY:
            return response
        request.meta[PACKED_BODY] = (b",".join(encodings).strip().lower(), response.body)
        try:
            if is_small(response):
                return self._unpack_small(request, response)
            return await asyncio.to_thread(super().process_response, request, response)
        except Exception as error:  # the library of each format has exceptions of its own
            raise BadCompression(f"{request.url} does not unpack: {error}") from error

    def _unpack_small(self, request: Request, response: Response) -> Request | Response:
        """Unpack as Scrapy does, but take the headers over as they are: it makes every one anew."""
        headers = response.headers
        body = unpack_at_once(response.body, request.meta.get("download_maxsize", self._max_size))
        warns = request.meta.get("download_warnsize", self._warn_size)
        if body is None or warns or len(headers.getlist("Content-Encoding")) > 1:
            return super().process_response(request, response)
        del headers["Content-Encoding"]
        if self.stats:
            self.stats.inc_value("httpcompression/response_bytes", len(body))
            self.stats.inc_value("httpcompression/response_count")
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        text = {"encoding": None} if issubclass(kind, TextResponse) else {}  # it is told by the new body
        unpacked = response.replace(cls=kind, headers=None, body=body, **text)
        unpacked.headers = headers
        return unpacked

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        """Unpack. Scrapy takes a gzip answer that was cut off for a whole one, and half an article for an article."""
        if encoding not in GZIP:
            return HttpCompressionMiddleware._decode(body, encoding, max_size)
        unpacked = unpack_at_once(body, max_size)
        if unpacked is None:
            unpacked = HttpCompressionMiddleware._decode(body, encoding, max_size)
            if not is_whole(body, len(unpacked)):
                raise EOFError("the answer was cut off")
        return unpacked


def as_received(request: Request, response: Response) -> tuple[str | None, bytes]:
    """Return how a body came packed, and its bytes as they came; None and the unpacked body if it did not come packed.

    Likewise if the tools for WARC would read it otherwise: they know gzip of one piece, and br.
    """
    encoding, packed = request.meta.get(PACKED_BODY, (b"", b""))
    if encoding in GZIP and packed[-4:] == (len(response.body) % 2**32).to_bytes(4, "little"):
        return "gzip", packed
    return ("br", packed) if encoding == b"br" else (None, response.body)


def is_small(response: Response) -> bool:
    """Return whether a gzip response says that it unpacks to little. One that lies costs at most DOWNLOAD_MAXSIZE."""
    packed = response.body
    is_gzip = response.headers.get("Content-Encoding") in GZIP
    return is_gzip and len(packed) <= SMALL and int.from_bytes(packed[-4:], "little") <= SMALL


def unpack_at_once(packed: bytes, max_size: int) -> bytes | None:
    """Return what gzip data of one whole piece unpack to; None if they are damaged, cut off, of more pieces or too large.

    It takes half as long as Scrapy's, which reads piece by piece.
    """
    stream = zlib.decompressobj(wbits=31)
    try:
        unpacked = stream.decompress(packed, max_size)
    except zlib.error:
        return None
    return unpacked if stream.eof and not stream.unused_data else None


def is_whole(packed: bytes, size: int) -> bool:
    """Return whether gzip data reach their end. `size` is what they unpack to, which their last four bytes repeat."""
    if packed[-4:] == (size % 2**32).to_bytes(4, "little"):
        return True
    stream = zlib.decompressobj(wbits=31)  # there may be more behind the end
    try:
        stream.decompress(packed)
    except zlib.error:
        return True  # damaged, not cut off: as much as could be read was read
    return stream.eof
