"""A process of our own that judges batches, one after another, until it is no longer needed.

It is a fresh interpreter, for a fork of a process with threads is unsafe. Batches and what is
said of them pass through its standard input and output. It ends with whoever started it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, NoReturn

from scheidslijn.batches.halving import LostError
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.reading import Batch
from scheidslijn.errors import EngineError, ScheidslijnError
from scheidslijn.worker import guard

__all__ = ["Child", "JudgeBatch", "Told", "said", "serve", "told"]

JudgeBatch = Callable[[Batch], list[Judged]]
# What was said of a batch, or why that is not known.
Answer = list[Judged] | str
# An error: its class, what that is made of, and what it carries.
Told = tuple[type[ScheidslijnError], tuple[Any, ...], dict[str, Any]]

_START: Final = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from scheidslijn.batches.child import serve; serve()"
)


class Child:
    """A process that judges batches; it is started when it is first asked, and after it died.

    One thread uses it, the same all the time: on Linux it ends with the thread that started it.

    Args:
        make: makes what judges, in that process; it can be pickled.
        limit: seconds that a batch may take; None for any time.
        memory: how many bytes the process may have; None for half of the memory of the machine.
    """

    def __init__(
        self, make: Callable[[], JudgeBatch], limit: float | None, memory: int | None
    ) -> None:
        self._make = make
        self._limit = limit
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def judge(self, batch: Batch) -> list[Judged]:
        """Return what is said of each data graph of a batch.

        Raises:
            LostError: the process died of it, or took too long; the next batch gets another.
            EngineError: no process can be started, or it is to end.
            ScheidslijnError: what judges cannot be made.
        """
        if self._ended:
            raise EngineError("Judging was broken off.")
        process = self._process or self._started()
        over = threading.Event()

        def stop() -> None:
            over.set()
            process.kill()

        timer = threading.Timer(self._limit or 0, stop)
        timer.daemon = True
        if self._limit is not None:
            timer.start()
        try:
            _send(process, batch)
            answer = said(_receive(process))
        except (EOFError, OSError, pickle.UnpicklingError):
            raise self._lost(process, too_long=over.is_set()) from None
        finally:
            timer.cancel()
        if isinstance(answer, str):
            raise LostError(answer)
        if any(problem.kind == "engine" for each in answer for problem in each.problems):
            self.stop()  # a query whose time is over may still run in it
        return answer

    def stop(self) -> None:
        """Let the process end, if there is one; the next batch gets another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _close(process)

    def end(self) -> None:
        """End the process for good, from any thread, also while it is judging."""
        self._ended = True
        process = self._process
        if process is not None:
            process.kill()

    def _started(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(
                [sys.executable, "-c", _START],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a library's last words are for nobody
            )
        except OSError as error:
            raise EngineError(f"No process could be started: {error.strerror}.") from error
        self._process = process
        if self._ended:  # by another thread, which did not see it yet
            process.kill()
        try:
            _send(process, sys.path, (self._make, self._memory))
            said(_receive(process))
        except (EOFError, OSError, pickle.UnpicklingError):
            reason = self._lost(process, too_long=False).reason
            raise EngineError(f"A process that judges cannot begin: {reason}.") from None
        return process

    def _lost(self, process: subprocess.Popen[bytes], *, too_long: bool) -> LostError:
        self._process = None
        process.kill()
        code = _close(process)
        if self._ended:
            raise EngineError("Judging was broken off.")
        if too_long:
            return LostError(f"stopped after {self._limit:g} seconds")
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        reason = f"the process that judged it was ended ({how}); it may have taken too much memory"
        return LostError(reason, again=True)


def _send(process: subprocess.Popen[bytes], *values: object) -> None:
    assert process.stdin is not None
    # at once: between many small writes other threads would take their turn
    process.stdin.write(b"".join(pickle.dumps(each, pickle.HIGHEST_PROTOCOL) for each in values))
    process.stdin.flush()


def _receive(process: subprocess.Popen[bytes]) -> Told | Answer:
    assert process.stdout is not None
    answer: Told | Answer = pickle.load(process.stdout)
    return answer


def told(error: ScheidslijnError) -> Told:
    """Return an error in a form that passes between processes."""
    return type(error), error.args, error.__dict__


def said(answer: Told | Answer) -> Answer:
    """Return what a process said, or raise the error that it told."""
    if isinstance(answer, tuple):
        kind, args, state = answer
        raised = kind.__new__(kind, *args)
        raised.__dict__.update(state)
        raise raised
    return answer


def _close(process: subprocess.Popen[bytes]) -> int:
    with suppress(OSError):  # what it was never told
        if process.stdin is not None:
            process.stdin.close()
    if process.stdout is not None:
        process.stdout.close()
    return process.wait()


def serve() -> NoReturn:
    """Judge the batches on standard input, until there are no more; this is that process."""
    writing = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what is printed is no answer
    make, memory = pickle.load(sys.stdin.buffer)
    guard(None, memory)
    with open(writing, "wb") as pipe:
        answer: object = None
        try:
            judge: JudgeBatch = make()
        except ScheidslijnError as error:
            answer = told(error)
        while True:
            pickle.dump(answer, pipe, pickle.HIGHEST_PROTOCOL)
            pipe.flush()
            try:
                batch = pickle.load(sys.stdin.buffer)
            except EOFError:
                os._exit(0)
            answer = _answer(judge, batch)


def _answer(judge: JudgeBatch, batch: Batch) -> object:
    try:
        return judge(batch)
    except MemoryError:
        os._exit(1)  # whoever asked says what that means
    except EngineError as error:
        return str(error).rstrip(".")
    except ScheidslijnError as error:
        return told(error)
    except Exception as error:
        return f"an unexpected error: {type(error).__name__}: {error}"
