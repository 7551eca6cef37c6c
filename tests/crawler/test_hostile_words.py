"""Whatever pages and servers say, no line of the log commands a terminal or poses as one of ours."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Final

import pytest

from tests.crawler.test_hostile import article, paragraphs, put
from xabar.language.printable import printable
from xabar.printable_logs import INDENT, PrintableRecord, print_traceback

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site

PATH = f"https://kun.uz/news/{datetime.now(UTC):%Y/%m/%d}"
HARM: Final = "\x1b]0;title\x07\x1b[2J\u202e\x9b31m"
OURS: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d |Traceback|    |$")  # how a line of a log begins
BAD_TARGETS: Final = ("javascript:alert(1)", "https://[::1/", "https://kun.uz:99999/x", f"x:{HARM[:4]}")


def is_clean(text: str) -> bool:
    return printable(text) == text


@pytest.fixture
def record() -> Callable[..., logging.LogRecord]:
    """Make a record as a logger does."""

    def make(message: str, *args: object, **kwargs: object) -> logging.LogRecord:
        return PrintableRecord("x", logging.INFO, "", 1, message, args, kwargs.get("exc_info"))

    return make


def test_a_message_is_one_block_without_commands(record: Callable[..., logging.LogRecord]) -> None:
    said = logging.Formatter("%(levelname)s %(message)s").format(
        record("%s failed", f"{HARM}a\nINFO all well")
    )
    assert said == f"INFO a{INDENT}INFO all well failed"


def test_so_is_a_traceback(
    record: Callable[..., logging.LogRecord], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        raise ValueError(f"{HARM}b\nINFO all well")
    except ValueError as error:
        said = logging.Formatter().format(
            record("failed", exc_info=(type(error), error, error.__traceback__))
        )
        print_traceback(type(error), error, error.__traceback__)
    assert is_clean(said)
    assert f"ValueError: b{INDENT}INFO all well" in said
    printed = capsys.readouterr().err
    assert is_clean(printed)
    assert "ValueError: b\n" in printed


def test_a_whole_crawl_logs_nothing_that_a_terminal_obeys(site: Site, crawl: Callable[..., Crawl]) -> None:
    pages = {"title": article(paragraphs(4, 1)).replace("Guldarada", f"Guldarada{HARM}", 1), "reason": ""}
    put(site, pages | dict.fromkeys((f"to-{n}" for n in range(len(BAD_TARGETS))), ""))
    for number, target in enumerate(BAD_TARGETS):
        site.put(f"{PATH}/to-{number}", "", 302, Location=target)

    def answer_with_harm(handler: BaseHTTPRequestHandler) -> None:
        harm = HARM.encode()
        handler.wfile.write(
            b"HTTP/1.1 500 " + harm + b"\r\nContent-Type: " + harm + b"\r\nX: " + harm + b"\r\n\r\n"
        )
        handler.close_connection = True

    site.put(f"{PATH}/reason", answer_with_harm)
    site.put(
        "https://kun.uz/robots.txt", f"User-agent: {HARM}\nDisallow: /{HARM}\n", Content_Type="text/plain"
    )
    done = crawl("kun_uz", {"LOG_LEVEL": "DEBUG"})
    assert done.balanced
    assert (done.counts["stored"], done.counts["rejected"]) == (
        1,
        {"bad-redirect": len(BAD_TARGETS), "http-error": 1},
    ), done.log
    assert is_clean(done.log)
    assert [line for line in done.log.splitlines() if not OURS.match(line)] == []
    assert "Traceback" not in done.log
    for number in range(len(BAD_TARGETS)):
        assert f"to-{number}: bad-redirect" in done.log
