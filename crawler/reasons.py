"""Translate the errors of a download into the reasons of the crawl statistics."""

from __future__ import annotations

from typing import Final

from scrapy import exceptions

from crawler.handlers.errors import BadCertificate
from crawler.middlewares.back_off import HostBusy
from crawler.middlewares.compression import BadCompression
from crawler.middlewares.offsite import OffSite
from crawler.middlewares.private_address import PrivateAddress
from crawler.middlewares.redirect import BadRedirect
from crawler.middlewares.robots import RobotsUnreachable
from xabar.crawl_stats import REJECTIONS
from xabar.workers.time_limit import TooCostly

# exception -> reason; the first entry that fits
_BY_TYPE: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (PrivateAddress, "private-address"),
    (BadCertificate, "bad-certificate"),
    (OffSite, "not-article"),
    (BadRedirect, "bad-redirect"),
    (HostBusy, "busy"),
    (RobotsUnreachable, "no-answer"),
    (BadCompression, "bad-compression"),
    (TooCostly, "too-costly"),
    (exceptions.DownloadCancelledError, "too-large"),  # only DOWNLOAD_MAXSIZE cancels a download
    (exceptions.DownloadTimeoutError, "no-answer"),
    (exceptions.DownloadConnectionRefusedError, "no-answer"),
    (exceptions.CannotResolveHostError, "no-answer"),
    (exceptions.DownloadFailedError, "no-answer"),
    (exceptions.ResponseDataLossError, "no-answer"),
    (exceptions.UnsupportedURLSchemeError, "no-answer"),
    (OSError, "no-answer"),
)
# Scrapy raises one exception for all requests that it ignores; only the message tells them apart.
_BY_WORDS: Final = (
    ("Forbidden by robots.txt", "robots"),
    ("max redirections reached", "redirect-loop"),
)


def reason_of(error: BaseException | None) -> str:
    """Return the key of `xabar.crawl_stats.REJECTIONS` for what the download raised; "parse-error" for anything else."""
    for kind, reason in _BY_TYPE:
        if isinstance(error, kind):
            return reason
    if isinstance(error, exceptions.IgnoreRequest):
        for words, reason in _BY_WORDS:
            if str(error).startswith(words):
                return reason
    return "parse-error"


def is_postponed(error: BaseException | None) -> bool:
    """Return whether nothing was asked, because the host is left alone for the rest of the run."""
    return isinstance(error, HostBusy) and not error.asked


def describe(error: BaseException) -> str:
    """Return in one line why a download gave nothing: the reason, and what the error adds to it."""
    reason = reason_of(error)
    if reason == "parse-error":
        return f"{type(error).__name__}: {error}"
    added = " ".join(str(error).split()).rstrip(".")
    return f"{REJECTIONS[reason]} ({added})" if added else REJECTIONS[reason]
