"""What pages and servers say, kept from commanding the terminal, or posing as a line of ours, wherever Python prints it.

The commands print through `xabar.cli.printing`; this is for everything else: logs, warnings and tracebacks.
"""

from __future__ import annotations

import logging
import sys
import traceback
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


def in_one_block(text: str) -> str:
    """Return the text without harmful characters, its further lines indented."""
    return printable(text).replace("\n", INDENT)


def print_traceback(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print an error that nobody caught, as Python does, without harmful characters."""
    sys.stderr.write(printable("".join(traceback.format_exception(kind, error, trace))))


def keep_logs_printable() -> None:
    """Make every log, warning and traceback of this process printable. It may be called twice."""
    logging.setLogRecordFactory(PrintableRecord)
    logging.captureWarnings(True)
    sys.excepthook = print_traceback
