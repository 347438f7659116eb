"""Runs work in a process of its own, which is killed when its time is over.

A store cannot be told to give up on a query, so a limit that truly stops the work has to end a
process. Where this process has a single thread, as the command has, a fork is at hand at once;
with more threads a fork is unsafe, and a fresh interpreter is started. What the work returns, or
raises, comes back through a pipe. The child never outlives its parent by more than the limit,
and takes at most half of the memory of the machine, so that a query that explodes ends itself
and nothing else.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NoReturn, TypeVar, cast

from scheidslijn.errors import EngineError, ScheidslijnError, UsageError

__all__ = ["guard", "memory_for", "run_apart", "serve"]

Answer = TypeVar("Answer")

_START: Final = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from scheidslijn.worker import serve; serve()"
)
_LONGEST: Final = 86_400.0 + 1  # a day, and a second for an endpoint to answer in
_LEAST_MEMORY: Final = 2 << 30
_DIE_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG of prctl(2)


def run_apart(
    seconds: float | None,
    what: str,
    work: Callable[[], Answer],
    meanwhile: Callable[[], object] | None = None,
) -> Answer:
    """Return what ``work`` returns in a process of its own, or raise what it raises.

    Args:
        seconds: how long it may take; None for as long as it takes.
        what: names the work, for the error.
        work: takes nothing; it and what it returns can be pickled.
        meanwhile: something that this process does beside it; what it raises ends the work.

    Raises:
        UsageError: the limit is not above 0, or is longer than a day.
        EngineError: the time is over, or the process was ended by something else.

    >>> from functools import partial
    >>> run_apart(20, "adding", partial(sum, (1, 1)))
    2
    """
    if seconds is not None and not 0 < seconds <= _LONGEST:
        raise UsageError(
            f"A time limit of {seconds:g} seconds: expected more than 0, at most a day."
        )
    run = _forked if _may_fork() else _started
    try:
        data = run(seconds, what, work, meanwhile or _nothing)
    except OSError as error:
        raise EngineError(f"{what}: no process could be started: {error.strerror}") from error
    kind, *rest = pickle.loads(data)
    if kind is not None:
        args, state = rest
        raised = cast("type[ScheidslijnError]", kind).__new__(kind, *args)
        raised.__dict__.update(state)
        raise raised
    return cast("Answer", rest[0])


def serve() -> NoReturn:
    """Do the work that standard input describes; this is the fresh interpreter."""
    seconds, work = pickle.load(sys.stdin.buffer)
    writing = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what is printed is no answer
    _work(writing, seconds, work)


def _nothing() -> None:
    pass


def _may_fork() -> bool:
    """Return whether this process has a single thread, those of libraries counted too."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _forked(
    seconds: float | None, what: str, work: Callable[[], object], meanwhile: Callable[[], object]
) -> bytes:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            with open(os.devnull, "wb") as nothing:
                # what is printed is no answer, and a library's last words are for nobody
                os.dup2(nothing.fileno(), 1)
                os.dup2(nothing.fileno(), 2)
            _work(writing, seconds, work)
        finally:
            os._exit(1)
    os.close(writing)
    deadline = None if seconds is None else time.monotonic() + seconds
    status = None
    try:
        meanwhile()
        data = _read(reading, deadline)
        if data is None:
            raise _over(seconds, what)
        _, status = os.waitpid(child, 0)
    finally:
        os.close(reading)
        if status is None:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        raise _ended(code, what)
    return data


def _read(reading: int, deadline: float | None) -> bytes | None:
    """Return everything that comes through a pipe, or None when that takes too long."""
    import select

    poll = select.poll()
    poll.register(reading)
    pieces: list[bytes] = []
    while True:
        left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
        if not poll.poll(left):
            return None
        piece = os.read(reading, 1 << 20)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


def _started(
    seconds: float | None, what: str, work: Callable[[], object], meanwhile: Callable[[], object]
) -> bytes:
    import subprocess

    meanwhile()
    task = pickle.dumps(sys.path) + pickle.dumps((seconds, work))
    with subprocess.Popen(
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        try:
            data, _ = child.communicate(task, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise _over(seconds, what) from None
        finally:
            child.kill()
    if child.returncode != 0:
        raise _ended(child.returncode, what)
    return data


def _over(seconds: float | None, what: str) -> EngineError:
    return EngineError(
        f"{what}: stopped after {seconds:g} seconds. Raise the limit with --time-limit, or look "
        "for a query or data that grow out of hand."
    )


def _ended(code: int, what: str) -> EngineError:
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return EngineError(
        f"{what}: the process that worked on it was ended ({how}); it may have taken too much "
        "memory."
    )


def _work(writing: int, seconds: float | None, work: Callable[[], object]) -> NoReturn:
    """Do the work in the child, write what comes of it, and end without any cleaning up."""
    guard(seconds)
    answer: tuple[object, ...]
    try:
        answer = (None, work())
    except ScheidslijnError as error:
        answer = (type(error), error.args, error.__dict__)
    except MemoryError:
        answer = (EngineError, ("The answer takes more memory than there is.",), {})
    except Exception as error:
        answer = (EngineError, (f"Unexpected: {type(error).__name__}: {error}",), {})
    with open(writing, "wb") as pipe:
        pickle.dump(answer, pipe, pickle.HIGHEST_PROTOCOL)
    os._exit(0)


def guard(seconds: float | None, memory: int | None = None) -> None:
    """See to it that this process ends with its parent, and takes no more than its share.

    It ends with the thread of the parent that started it, where the system can do that.

    Args:
        seconds: how long it may live; None for as long as its parent.
        memory: how many bytes it may have; None for half of the memory of the machine.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and kills us
    if seconds is not None and hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)
    if sys.platform != "linux":
        return
    import ctypes
    import resource

    with suppress(OSError, ValueError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        limit = memory or memory_for(2)
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def memory_for(shares: int) -> int:
    """Return how many bytes a process may have that is one of so many on this machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(_LEAST_MEMORY, memory // shares)
