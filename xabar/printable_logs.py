"""What pages and servers say, kept from commanding the terminal, or posing as a line of ours, wherever Python prints it.

The commands print through `xabar.cli.printing`; this is for everything else: logs, warnings and tracebacks.
"""

from __future__ import annotations

import logging
import sys
import time
import traceback
from functools import cache
from types import TracebackType
from typing import Any, Final

from xabar.language.printable import printable

INDENT: Final = "\n    "  # before the further lines of a message: what begins a line of the log is ours


class PrintableRecord(logging.LogRecord):
    """A record of a log whose text and traceback can be printed anywhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[0] is not None:
            self.exc_text = in_one_block(logging.Formatter().formatException(self.exc_info))

    def getMessage(self) -> str:
        """Return the text of the message."""
        return in_one_block(super().getMessage())


class JsonRecord(PrintableRecord):
    """A record whose message is one line of JSON: time, level, logger, message, and the traceback if there is one.

    It is made here and not by a formatter, so that it is the same whoever set up the handlers: Scrapy, or a library.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._trace, self.exc_info, self.exc_text = self.exc_text, None, None

    def getMessage(self) -> str:
        """Return the JSON."""
        plain = logging.LogRecord(self.name, self.levelno, "", 0, super().getMessage(), None, None)
        plain.created, plain.msecs = self.created, self.msecs
        if self._trace:
            plain.traceback = self._trace
        return _json_formatter().format(plain)


def in_one_block(text: str) -> str:
    """Return the text without harmful characters, its further lines indented."""
    return printable(text).replace("\n", INDENT)


def print_traceback(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print an error that nobody caught, as Python does, without harmful characters."""
    sys.stderr.write(printable("".join(traceback.format_exception(kind, error, trace))))


def keep_logs_printable(*, as_json: bool = False) -> None:
    """Make every log, warning and traceback of this process printable. It may be called again, the last call counts.

    Handlers print the format of `line_format` then.
    """
    logging.setLogRecordFactory(JsonRecord if as_json else PrintableRecord)
    logging.captureWarnings(True)
    sys.excepthook = print_traceback


def line_format(usual: str) -> str:
    """Return the format for a handler: nothing stands beside a message that is JSON."""
    return "%(message)s" if logging.getLogRecordFactory() is JsonRecord else usual


@cache
def _json_formatter() -> logging.Formatter:
    from pythonjsonlogger.json import (
        JsonFormatter,  # few processes write their log so, and all load this module
    )

    formatter = JsonFormatter(
        "{asctime}{levelname}{name}{message}",
        style="{",
        datefmt="%Y-%m-%dT%H:%M:%SZ",
        rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
        json_ensure_ascii=False,
    )
    formatter.converter = time.gmtime
    return formatter
