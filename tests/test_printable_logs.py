"""A log as text and as JSON: one record is one line of ours, whatever a stranger's text holds."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from xabar.printable_logs import PrintableRecord, keep_logs_printable, line_format

HOSTILE = "sarlavha\x1b[2J\nERROR soxta"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, StringIO]]:
    """A logger that writes JSON to a text, by a handler that somebody else has set up."""
    former = logging.getLogRecordFactory()
    keep_logs_printable(as_json=True)
    text = StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logging.Formatter(line_format("%(levelname)s %(message)s")))
    logger = logging.getLogger("xabar.test_of_logs")
    logger.addHandler(handler)
    yield logger, text
    logger.removeHandler(handler)
    logging.setLogRecordFactory(former)


def test_a_record_is_one_object_in_one_line(log: tuple[logging.Logger, StringIO]) -> None:
    logger, text = log
    logger.warning("%s: хабар", HOSTILE)
    [line] = text.getvalue().splitlines()
    found = json.loads(line)
    assert (found["level"], found["logger"]) == ("WARNING", "xabar.test_of_logs")
    assert "\x1b" not in found["message"]
    assert found["message"].endswith("soxta: хабар")
    assert found["time"].endswith("Z")


def test_a_traceback_is_a_field(log: tuple[logging.Logger, StringIO]) -> None:
    logger, text = log
    try:
        raise ValueError(HOSTILE)
    except ValueError:
        logger.exception("failed")
    [line] = text.getvalue().splitlines()
    assert "ValueError: sarlavha" in json.loads(line)["traceback"]


def test_text_is_as_it_was() -> None:
    record = PrintableRecord("x", logging.INFO, "", 1, HOSTILE, (), None)
    assert record.getMessage().count("\n") == 1
    assert "\x1b" not in record.getMessage()
    assert line_format("%(levelname)s") in ("%(levelname)s", "%(message)s")
