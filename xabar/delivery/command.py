"""Commands: a program of the user's that gets a message as JSON on its standard input. No shell is involved."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from typing import Final

from xabar.delivery.message import DeliveryFailed, Message, to_json
from xabar.delivery.targets import Command

_KEPT: Final = 300  # last bytes of what it says on standard error
_REST = 0.5  # seconds that its standard error may stay open after its end: something it started may hold it


async def run_command(target: Command, message: Message, *, seconds: float) -> None:
    """Start the program once. Raise DeliveryFailed unless it ends with 0 within so many seconds; then it is killed.

    It gets the JSON that a webhook gets, and the environment without our settings, among which are secrets.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *target.arguments,
            stdin=PIPE,
            stdout=DEVNULL,
            stderr=PIPE,
            env=plain_environment(os.environ),
            start_new_session=True,
        )
    except OSError as error:
        raise DeliveryFailed(
            target.label, f"cannot be started: {error.strerror or error}", permanent=True
        ) from None
    said = asyncio.create_task(_last_words(process))
    try:
        async with asyncio.timeout(seconds):
            await _feed(process, to_json(message) + b"\n")
            code = await process.wait()
        await asyncio.wait({said}, timeout=_REST)
    except TimeoutError:
        raise DeliveryFailed(target.label, f"was killed: it took more than {seconds:g} seconds") from None
    finally:
        if process.returncode is None:
            _kill(process)
            await process.wait()
        said.cancel()
    if code:
        words = said.result() if said.done() and not said.cancelled() else ""
        raise DeliveryFailed(
            target.label, f"ended with {_in_words(code)}{f': {words}' if words else ''}", answered=True
        )


def explain_program(target: Command) -> str | None:
    """Return why the program cannot be started here and now, or not from everywhere; None if it can.

    That forbids no target: another machine, user or folder may have to start it, and it may be installed later.
    """
    program = target.arguments[0]
    if shutil.which(program) is None:
        where = "of that name" if "/" in program else "of that name in PATH"
        return f"there is no program {where} that this user may start; until there is one, messages wait"
    if "/" in program and not program.startswith("/"):
        return "the program is looked for from the folder in which xabar runs; write its whole path"
    return None


def plain_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without the variables that begin with XABAR_."""
    return {name: value for name, value in environment.items() if not name.startswith("XABAR_")}


async def _feed(process: Process, text: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(text)
        await process.stdin.drain()
    except (BrokenPipeError, ConnectionResetError):  # it does not read: its own decision
        pass
    process.stdin.close()


async def _last_words(process: Process) -> str:
    """Return the end of what the program says. All of it is read, so that it never waits for us, and little is kept."""
    assert process.stderr is not None
    kept = b""
    while piece := await process.stderr.read(1 << 16):
        kept = (kept + piece)[-_KEPT:]
    return " ".join(kept.decode(errors="replace").split())


def _kill(process: Process) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)  # with all that it started
    except ProcessLookupError:
        return


def _in_words(code: int) -> str:
    return f"exit code {code}" if code > 0 else f"signal {-code}"
