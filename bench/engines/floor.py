"""pyoxigraph reading the N-Triples, and nothing else: what no engine can leave out."""

from __future__ import annotations

from collections import deque

from pyoxigraph import RdfFormat, Store, parse

from bench.outcome import Outcome, Task


def parse_only(task: Task) -> Outcome:
    """Parse the data and throw every triple away."""
    outcome = Outcome()
    deque(parse(path=task.data, format=RdfFormat.N_TRIPLES), maxlen=0)
    outcome.step("load")
    return outcome


def load_only(task: Task) -> Outcome:
    """Load the data into an indexed store; no triple becomes an object of Python."""
    outcome = Outcome()
    Store().bulk_load(path=task.data, format=RdfFormat.N_TRIPLES)
    outcome.step("load")
    return outcome
