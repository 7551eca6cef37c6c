"""The one place that turns errors into messages and exit codes: 1 for a failure, 2 for wrong use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from xabar.app.errors import AppError, WrongUse
from xabar.config import ConfigError
from xabar.language.printable import printable
from xabar.records.errors import RecordsError
from xabar.search.engine import EngineUnavailable, RebuildFailed, SetupRefused


@contextmanager
def cli_errors() -> Iterator[None]:
    """End the command with the error's message instead of a traceback. May decorate a command's function."""
    try:
        yield
    except (WrongUse, ConfigError, SetupRefused) as error:
        raise click.UsageError(printable(str(error))) from error
    except (AppError, RecordsError, EngineUnavailable, RebuildFailed) as error:
        raise click.ClickException(printable(str(error))) from error
