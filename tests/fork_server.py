"""Python processes that have their imports and the tables of the languages behind them, for tests that start many.

`run` and `Process` stand for `subprocess.run` and `subprocess.Popen` with `python -c CODE ARGUMENTS…`. One server, a
process of its own, has imported all of our code and the libraries, which takes two seconds, and forks for each call.
What it forks is a process like any other: it has its own environment, folder, descriptors, signals and exit code, and
reads the settings anew, because they depend on the environment. The workers, surveys and scheduled runs that it starts
are forked, too. A process that runs a changed copy of our code begins with `FORGET_OURS`, or with `FORGET_CRAWLER` if
the copy is of that room. A test of the start itself or of what is imported uses `subprocess`.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import importlib
import json
import os
import pkgutil
import platform
import runpy
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import types
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final, NoReturn, Self

from tests.data_stack import call_on_one_chunk

ROOT: Final = Path(__file__).parents[1]
XABAR: Final = "from xabar.cli import main; main(prog_name='xabar')"
SCRAPY: Final = "from scrapy.cmdline import execute; execute()"
# A plugin of pytest's may be among what was imported, and is then not one whose assertions pytest can explain.
PYTEST: Final = """
import pytest, sys
sys.exit(pytest.main(["-W", "ignore::pytest.PytestAssertRewriteWarning", *sys.argv[1:]]))
"""
# Leaves the libraries. Our own code is then imported from where `sys.path` begins: the process's folder, PYTHONPATH.
_FORGET: Final = """
import sys
for name in list(sys.modules):
    if f"{{name}}.".startswith({rooms}):
        del sys.modules[name]
"""
FORGET_OURS: Final = _FORGET.format(rooms=("bench.", "crawler.", "pipelines.", "tests.", "xabar."))
# Leaves the rooms below the crawler, too, and all their tables: they import nothing of it, as pyproject.toml holds.
FORGET_CRAWLER: Final = _FORGET.format(
    rooms=("bench.", "crawler.", "tests.", "xabar.app.", "xabar.archive.", "xabar.cli.", "xabar.web.")
)
_NOT_PREPARED: Final = "twisted.internet.reactor"  # belongs to one process
_SETTINGS: Final = "crawler.settings"  # reads the environment when it is imported
_PREPARED: Final = (
    *("scrapy.cmdline", "scrapy.core.engine", "scrapy.core.scraper", "scrapy.pqueues", "scrapy.squeues"),
    *("scrapy.dupefilters", "scrapy.logformatter", "scrapy.shell", "scrapy.utils.engine"),
    *("twisted.internet.asyncioreactor", "dateparser", "rensa", "tantivy", "trafilatura", "uvloop"),
    *("rich.progress", "click._textwrap"),
)
_PREPARED_WITH_ALL_MODULES: Final = ("scrapy.commands", "crawler", "pipelines", "xabar")
_CHILDREN: Final = ("tests.forked_workers", "tests.forked_commands")  # of what is forked, forked too
_STANDARD: Final = 3  # standard input, output and error
_HUGE: Final = 2**21  # bytes of a huge page
_MADV_COLLAPSE: Final = 25  # madvise(2)
_DESCRIPTORS: Final = 8  # at most, that come with an order
_NUMBER: Final = struct.Struct("!q")  # of a process, and then its exit code


# --- in the test's process ------------------------------------------------------------------------------------------


class Process:
    """A running process: what tests use of `subprocess.Popen`. Its output comes through pipes unless `out` takes all."""

    def __init__(
        self,
        code: str,
        *arguments: object,
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
        stdin: IO[Any] | None = None,
        out: tuple[int, int] | None = None,
        pass_fds: Sequence[int] = (),
        start_new_session: bool = False,
    ) -> None:
        """Start it. In it, descriptors that are passed have other numbers, which come before the arguments."""
        sys.audit("os.fork")  # for `fast_tests`, which looks for tests that start processes
        self.returncode: int | None = None
        self._waiting = threading.Lock()
        outputs = [os.pipe(), os.pipe()] if out is None else []
        self.stdout: IO[str] | None = None
        self.stderr: IO[str] | None = None
        if outputs:
            self.stdout, self.stderr = (os.fdopen(ours, encoding="utf-8") for ours, _ in outputs)
        order = {
            "code": code,
            "arguments": list(map(str, arguments)),
            "environment": dict(os.environ if env is None else env),
            "folder": str(cwd),
            "new_session": start_new_session,
        }
        self._status, theirs = socket.socketpair()
        with theirs, stdin or Path(os.devnull).open() as source:
            standard = [source.fileno(), *(out or [end for _, end in outputs])]
            server = _server()
            socket.send_fds(server, [b"!"], [server.fileno(), theirs.fileno(), *standard, *pass_fds])
        for _, end in outputs:
            os.close(end)
        self._status.sendall(json.dumps(order).encode())
        self._status.shutdown(socket.SHUT_WR)
        self.pid = self._receive()

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code, or minus the number of the signal that ended it; raise TimeoutExpired."""
        with self._waiting:
            return self._wait(timeout)

    def poll(self) -> int | None:
        """Return what `wait` returns, or None while it runs."""
        if self._waiting.acquire(blocking=False):  # else another thread is told of the end
            with suppress(subprocess.TimeoutExpired):
                self._wait(0)
            self._waiting.release()
        return self.returncode

    def _wait(self, timeout: float | None) -> int:
        if self.returncode is None:
            self._status.settimeout(timeout)
            try:
                self.returncode = self._receive()
            except (TimeoutError, BlockingIOError):
                raise subprocess.TimeoutExpired("python", timeout or 0) from None
            self._status.close()
        return self.returncode

    def _receive(self) -> int:
        number = self._status.recv(_NUMBER.size)
        if not number:
            raise RuntimeError("the fork server is gone; what it said stands in the captured output")
        return int(_NUMBER.unpack(number)[0])

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def communicate(self, timeout: float) -> tuple[str, str]:
        """Return all that is left of the output, once nobody can write any more; raise TimeoutExpired."""
        assert self.stdout is not None
        assert self.stderr is not None
        end = time.monotonic() + timeout
        texts: dict[IO[str], str] = {}
        pipes = (self.stdout, self.stderr)
        readers = [
            threading.Thread(target=lambda p=pipe: texts.update({p: p.read()}), daemon=True) for pipe in pipes
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join(max(0, end - time.monotonic()))
            if reader.is_alive():
                raise subprocess.TimeoutExpired("python", timeout)
        self.wait(max(0.01, end - time.monotonic()))
        return texts[self.stdout], texts[self.stderr]

    def __del__(self) -> None:
        """Nobody waits for its end any more, as with a worker that died."""
        if hasattr(self, "_status"):
            self._status.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self.wait()
        for pipe in (self.stdout, self.stderr):
            if pipe is not None:
                pipe.close()


@contextmanager
def asked(
    code: str, *arguments: object, env: Mapping[str, str] | None = None
) -> Iterator[tuple[Process, IO[str]]]:
    """Yield a process and what writes to its standard input. It is killed at the end of the block, if it still runs."""
    source, sink = os.pipe()
    with (
        os.fdopen(sink, "w") as written,
        Process(code, *arguments, env=env, stdin=os.fdopen(source)) as process,
    ):
        yield process, written


def run(
    code: str,
    *arguments: object,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    text: str | None = None,
    timeout: float = 60,
) -> subprocess.CompletedProcess[str]:
    """Run `python -c CODE ARGUMENTS…` to its end, with `text` as its input; raise TimeoutExpired."""
    with (
        tempfile.TemporaryFile("w+") as source,
        tempfile.TemporaryFile("w+") as out,
        tempfile.TemporaryFile("w+") as error,
    ):
        source.write(text or "")
        source.seek(0)
        process = Process(
            code, *arguments, env=env, cwd=cwd, stdin=source, out=(out.fileno(), error.fileno())
        )
        with process:
            status = process.wait(timeout)
        out.seek(0)
        error.seek(0)
        return subprocess.CompletedProcess(str(arguments), status, out.read(), error.read())


def _server() -> socket.socket:
    with _starting:
        if not _connections:
            _start_server()
        return _connections[0]


def _start_server() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-c", f"from {__name__} import serve; serve({theirs.fileno()})"]
        _started.append(subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()]))
    _connections.append(ours)


_starting: Final = threading.Lock()
_started: Final[list[subprocess.Popen[bytes]]] = []
_connections: Final[list[socket.socket]] = []  # the one to the server, which forked processes have too


def stop() -> None:
    """End the server, if one was started, and wait for it."""
    if _started:
        with _connections.pop() as connection:
            connection.shutdown(socket.SHUT_RDWR)  # forked processes that still run may have it open
        _started.pop().wait()


# --- in a forked process --------------------------------------------------------------------------------------------


class ForkedModule:
    """A fork of this process that runs `python -m MODULE ARGUMENTS…`: what a benchmark uses of `subprocess.Popen`."""

    def __init__(self, command: Sequence[str], *, stdout: int, text: bool) -> None:
        """Start it. Its output comes as text through a pipe."""
        assert (command[:2], stdout, text) == ([sys.executable, "-m"], subprocess.PIPE, True)
        ours, theirs = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.dup2(theirs, sys.stdout.fileno())
            _run_module(*command[2:])
        os.close(theirs)
        self.stdout: IO[str] = os.fdopen(ours, encoding="utf-8")

    def kill(self) -> None:
        """Send SIGKILL."""
        os.kill(self.pid, signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdout.close()
        os.waitpid(self.pid, 0)


def _run_module(module: str, *arguments: str) -> NoReturn:
    atexit._clear()  # what the process that was forked does at its end, as to remove its folders
    sys.argv[:] = [module, *arguments]
    error: BaseException | None = None
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except BaseException as uncaught:
        error = uncaught
    _end(error)


# --- in the server --------------------------------------------------------------------------------------------------


def serve(descriptor: int) -> None:
    """Fork for each order that comes through the socket, until it is closed. In a forked process, run the order."""
    _prepare()
    running: dict[int, socket.socket] = {}
    signal.signal(signal.SIGCHLD, lambda *_: _report_ended(running))
    with socket.socket(fileno=descriptor) as orders:
        while descriptors := socket.recv_fds(orders, 1, _DESCRIPTORS)[1]:
            connection, status = (socket.socket(fileno=descriptor) for descriptor in descriptors[:2])
            order = status.makefile("rb").read()
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
            pid = os.fork()
            if pid == 0:
                for inherited in (orders, status, *running.values()):
                    inherited.close()
                _connections.append(connection)
                _run_order(json.loads(order), descriptors[2:])
            connection.close()
            _tell_client(status, pid)
            running[pid] = status
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            for used in descriptors[2:]:
                os.close(used)


def _prepare() -> None:
    for name in _modules():
        importlib.import_module(name)
    for name in _CHILDREN:
        importlib.import_module(name).install()
    importlib.import_module("xabar.processing.preloading").load_tables()
    importlib.import_module("tests.first_articles").read_and_index()
    platform.platform()  # which Scrapy logs, and Python asks of another process
    gc.freeze()  # or each forked process would look through all of it, and so copy it
    _use_huge_pages()
    if _NOT_PREPARED in sys.modules:
        raise RuntimeError(f"{_NOT_PREPARED} must be imported by each process itself")


def _use_huge_pages() -> None:
    """Let a fork copy 70 entries for the memory of this process instead of 35,000: it costs half as much then."""
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    maps = Path("/proc/self/maps")
    for line in maps.read_text().splitlines() if maps.exists() else ():
        place, rights, _, _, inode, *name = line.split()
        if rights == "rw-p" and inode == "0" and name in ([], ["[heap]"]):
            start, end = (int(address, 16) // _HUGE for address in place.split("-"))
            if end > start + 1:  # a kernel that cannot, as before Linux 6.1, says so and leaves it as it is
                advise((start + 1) * _HUGE, (end - start - 1) * _HUGE, _MADV_COLLAPSE)


def _modules() -> Iterator[str]:
    from scrapy.settings import default_settings as scrapys

    yield from _PREPARED
    for parts in (
        scrapys.DOWNLOADER_MIDDLEWARES_BASE,
        scrapys.SPIDER_MIDDLEWARES_BASE,
        scrapys.EXTENSIONS_BASE,
    ):
        yield from (name.rpartition(".")[0] for name in parts)
    for room in _PREPARED_WITH_ALL_MODULES:
        paths = importlib.import_module(room).__path__
        names = (module.name for module in pkgutil.walk_packages(paths, f"{room}."))
        yield from (name for name in names if not name.endswith("__main__"))


def _report_ended(running: dict[int, socket.socket]) -> None:
    """Tell of each process that has ended. The end of another one may interrupt this, so the system says which are left."""
    with suppress(ChildProcessError):  # there is none any more
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            pid, status = ended
            with running.pop(pid) as client:
                _tell_client(client, os.waitstatus_to_exitcode(status))


def _tell_client(client: socket.socket, number: int) -> None:
    with suppress(OSError):  # a process that had started this one may have been killed
        client.sendall(_NUMBER.pack(number))


def _run_order(order: dict[str, Any], descriptors: Sequence[int]) -> NoReturn:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # as from a terminal: the shell that runs the suite behind a command may have told it to ignore Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    if order["new_session"]:
        os.setsid()
    for target, descriptor in enumerate(descriptors[:_STANDARD]):
        os.dup2(descriptor, target)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    time.tzset()
    sys.argv[:] = ["-c", *map(str, descriptors[_STANDARD:]), *order["arguments"]]
    sys.path[:] = ["", *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)), *sys.path[1:]]
    importlib.reload(sys.modules[_SETTINGS])
    sys.modules["__main__"] = main = types.ModuleType("__main__")
    error: BaseException | None = None
    try:
        call_on_one_chunk(exec, compile(order["code"], "<string>", "exec"), main.__dict__)
    except BaseException as uncaught:
        error = uncaught
    _end(error)


def _end(error: BaseException | None) -> NoReturn:
    """End as Python does, but leave what was imported to the system: to free it is to copy it first, a tenth of a second."""
    status = _tell(error)
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # nobody reads it any more, or it is closed
            status = status or (120 if stream is sys.stdout else 0)
    if isinstance(error, KeyboardInterrupt):
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    os._exit(status)


def _tell(error: BaseException | None) -> int:
    """Print what Python prints of an error that nobody caught, and return the exit code."""
    match error:
        case None | SystemExit(code=None):
            return 0
        case SystemExit(code=int(status)):
            return status & 0xFF
        case SystemExit(code=text):
            print(text, file=sys.stderr)
        case _:
            sys.excepthook(type(error), error, error.__traceback__)
    return 1
