"""Judges mutants, one at a time, here or in processes of their own.

A process holds the rule book in one store and is given the mutants of one subject after another,
so that the cases which these touch stay in the store. A mutant that takes too long ends its process
by a signal, which stops the store as well; the rest goes on in a new one.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Final, Literal

from bench.mutation.cases import Case, Key, case_files, read_cases
from bench.mutation.judge import Given, Judge, agrees
from bench.mutation.mutant import Mutant
from bench.mutation.rules import Rules
from bench.mutation.select import Selection
from bench.mutation.shapes import ShapeMutants
from bench.mutation.world import World, read_world
from scheidslijn.errors import ShapesError, UncompilableError
from scheidslijn.model import Term

Status = Literal["killed", "survived", "unread", "implied", "refused", "timeout"]

# The first cases are those that are likely to notice; most mutants need no others.
_FIRST: Final = 24
_THEN: Final = 160


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant.

    Attributes:
        status: killed; survived; unread, for no query that comes upon it names the property;
            implied, for the norm says the same in another way; refused, for the compiler does
            not take it; or out of time.
        by: the case that noticed, if one did.
        asked: the number of cases that it could touch.
    """

    status: Status
    by: str = ""
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the cases give without a mutant.

    Attributes:
        red: the cases that do not give what they must; they are left out.
        given: what each case gives, by its number, with what each finding says.
        files: a fingerprint of what was read.
    """

    red: frozenset[str]
    given: Given
    files: str


class Bench:
    """Rule book, shapes, cases and mutants, read once.

    Args:
        files: the files of the cases; with None all there are.
        baseline: what the cases give without a mutant, if that is known already.
    """

    def __init__(
        self, files: Sequence[Path] | None = None, baseline: Baseline | None = None
    ) -> None:
        self.files = files
        self.world: World = read_world()
        self.cases = read_cases(self.world, case_files() if files is None else files)
        self.rules = Rules(self.world)
        self._shapes = ShapeMutants(self.world)
        self.mutants: tuple[Mutant, ...] = (*self.rules.mutants(), *self._shapes.mutants())
        self.judge = Judge(self.world, self.cases)
        self.baseline = self._baseline() if baseline is None else baseline
        if self.baseline.files != self._fingerprint():
            raise RuntimeError("rule book, shapes or cases were changed during the run")
        green = [case for case in self.cases if case.name not in self.baseline.red]
        given = self.baseline.given
        self._selection = Selection(self.world, self.rules, self._shapes, green, given)

    def _fingerprint(self) -> str:
        """Return what differs when a process has read something else than another."""
        digest = hashlib.sha256()
        for mutant in self.mutants:
            digest.update(f"{mutant.subject} {mutant.kind} {mutant.change}\n".encode())
        for case in self.cases:
            digest.update(f"{case.name} {sorted(map(str, case.expected))}\n".encode())
        return digest.hexdigest()

    def _baseline(self) -> Baseline:
        given: dict[int, dict[Key, frozenset[Term]]] = {}
        for chunk in _chunks(self.cases):
            self.judge.hold(chunk)
            for number, found in self.judge.found(self.world.plan).items():
                given[number] = {key: frozenset(norms) for key, norms in found.items()}
        red = {case.name for case in self.cases if _is_red(case, given[case.number])}
        return Baseline(frozenset(red), given, self._fingerprint())

    def outcome(self, mutant: Mutant) -> Outcome:
        """Judge the cases that a mutant can touch, until one notices."""
        try:
            asked = self._selection.asked(mutant)
        except (ShapesError, UncompilableError):
            return Outcome("refused")
        if not mutant.of_shapes and not asked.plan.own and not asked.plan.core:
            return Outcome("unread")
        cases = self._selection.cases(mutant)
        for chunk in _chunks(cases):
            self.judge.hold(chunk)
            if mutant.of_shapes:
                case = self.judge.noticed(asked, self.baseline.given)
            else:
                with self.judge.changed(mutant.edit):
                    case = self.judge.noticed(asked, self.baseline.given)
            if case is not None:
                return Outcome("killed", case.name, len(cases))
        status: Status = "implied" if self._selection.is_implied(mutant) else "survived"
        return Outcome(status, "", len(cases))


def _is_red(case: Case, given: Mapping[Key, frozenset[Term]]) -> bool:
    """Return whether a case gives something else than its file says."""
    return set(given) != set(case.expected) or not all(
        agrees(case, key, says) for key, says in given.items()
    )


def _chunks(cases: Sequence[Case]) -> Iterator[Sequence[Case]]:
    if cases:
        yield cases[:_FIRST]
    for start in range(_FIRST, len(cases), _THEN):
        yield cases[start : start + _THEN]


def run(
    bench: Bench, numbers: Sequence[int], workers: int, limit: float
) -> Iterator[tuple[int, Outcome]]:
    """Yield the outcome of each of these mutants, with its number, as it is known.

    Args:
        bench: what to run them on.
        numbers: places in ``bench.mutants``.
        workers: how many processes.
        limit: seconds that one mutant may take.
    """
    by_subject = groupby(numbers, key=lambda n: bench.mutants[n].subject)
    waiting = [list(group) for _, group in by_subject]
    waiting.reverse()
    crew = [_Worker(limit, bench) for _ in range(max(1, min(workers, len(waiting))))]
    try:
        while True:
            for worker in crew:
                if not worker.tasks and waiting:
                    worker.give(waiting.pop())
            busy = [worker.answers for worker in crew if worker.tasks]
            if not busy:
                return
            ready = wait(busy)
            yield from (worker.answer() for worker in crew if worker.answers in ready)
    finally:
        for worker in crew:
            worker.stop()


class _Worker:
    """A process that judges mutants, begun anew when one took too long."""

    def __init__(self, limit: float, bench: Bench) -> None:
        self._given = (limit, bench.files, bench.baseline)
        self.tasks: list[int] = []
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.answers, theirs = context.Pipe()
        given = (theirs, *self._given)
        self._process: SpawnProcess = context.Process(target=_work, args=given)
        self._process.start()
        theirs.close()

    def give(self, numbers: list[int]) -> None:
        """Have it judge these mutants."""
        self.tasks = numbers
        self.answers.send(numbers)

    def answer(self) -> tuple[int, Outcome]:
        """Return the next mutant with its outcome."""
        try:
            number, outcome = self.answers.recv()
        except (EOFError, ConnectionResetError):
            self._process.join()
            if self._process.exitcode != -signal.SIGALRM:
                raise RuntimeError(f"a worker ended with {self._process.exitcode}") from None
            number, outcome = self.tasks[0], Outcome("timeout")
            rest = self.tasks[1:]
            self._start()
            self.give(rest)
        self.tasks = [each for each in self.tasks if each != number]
        return number, outcome

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


def _work(
    answers: Connection[tuple[int, Outcome], list[int]],
    limit: float,
    files: Sequence[Path] | None,
    baseline: Baseline,
) -> None:
    """Judge what is asked for, until the process is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    bench = Bench(files, baseline)
    while True:
        try:
            numbers = answers.recv()
        except EOFError:  # nobody is left to answer to
            return
        for number in numbers:
            signal.setitimer(signal.ITIMER_REAL, limit)
            outcome = bench.outcome(bench.mutants[number])
            signal.setitimer(signal.ITIMER_REAL, 0)
            answers.send((number, outcome))
