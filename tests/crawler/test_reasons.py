import pytest
from scrapy import exceptions

from crawler.middlewares.private_address import PrivateAddress
from crawler.reasons import reason_of
from xabar.crawl_stats import REJECTIONS


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PrivateAddress("x"), "private-address"),
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
