"""Stops waiting for work that takes too long.

A store cannot be told to give up on a query. So the work runs in a thread of its own, which is
left behind when its time is over: the caller gets an error at once, and the thread ends with
the process. Somebody who goes on in the same process has that query running on beside it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from scheidslijn.errors import EngineError

__all__ = ["within"]

Answer = TypeVar("Answer")


def within(seconds: float | None, what: str, work: Callable[[], Answer]) -> Answer:
    """Return what ``work`` returns, or raise what it raises.

    Args:
        seconds: how long it may take; None for as long as it takes.
        what: names the work, for the error.
        work: takes nothing.

    Raises:
        EngineError: the time is over.

    >>> within(5, "adding", lambda: 1 + 1)
    2
    """
    if seconds is None:
        return work()
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise EngineError(
            f"{what}: stopped after {seconds:g} seconds, so nothing is known about it. Raise the "
            "limit with --time-limit, or look for a query or data that grow out of hand."
        )
    if errors:
        raise errors[0]
    return answers[0]
