import pytest
from scrapy import exceptions

from crawler.middlewares.private_address import PrivateAddress
from crawler.middlewares.redirect import BadRedirect
from crawler.reasons import describe, reason_of
from xabar.crawl_stats import REJECTIONS


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PrivateAddress("x"), "private-address"),
        (BadRedirect("x"), "bad-redirect"),
        (exceptions.IgnoreRequest("Forbidden by robots.txt"), "robots"),
        (exceptions.IgnoreRequest("max redirections reached"), "redirect-loop"),
        (exceptions.DownloadCancelledError("x"), "too-large"),
        (exceptions.DownloadTimeoutError("x"), "no-answer"),
        (exceptions.CannotResolveHostError("x"), "no-answer"),
        (ConnectionResetError("x"), "no-answer"),
        (ZeroDivisionError("x"), "parse-error"),
        (exceptions.IgnoreRequest("something new"), "parse-error"),
        (None, "parse-error"),
    ],
)
def test_reason_of(error: BaseException | None, reason: str) -> None:
    assert reason_of(error) == reason
    assert reason in REJECTIONS


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            exceptions.DownloadTimeoutError("took longer\nthan 30 s"),
            "the site did not answer (took longer than 30 s)",
        ),
        (BadRedirect(""), REJECTIONS["bad-redirect"]),
        (KeyError("x"), "KeyError: 'x'"),
    ],
)
def test_an_error_is_described_in_one_line(error: BaseException, line: str) -> None:
    assert describe(error) == line
