"""Publishes, or says what publishing would do: checks, uploads, reads back, switches, tidies up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Quad

from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Engine, Text
from scheidslijn.publishing.catalogue import (
    State,
    clear_beside,
    describe,
    read_state,
    remove,
    require_pointer,
    switch,
)
from scheidslijn.publishing.content import Content
from scheidslijn.publishing.parts import Range, gaps
from scheidslijn.publishing.reading import count_triples, read_graph
from scheidslijn.publishing.triples import parts_of
from scheidslijn.publishing.types import Change, Check, Outcome, Plan, Published, Target
from scheidslijn.publishing.upload import difference, upload

__all__ = ["plan", "publish"]

_PART = 2000  # triples; Virtuoso cannot read 5000 in one update
Progress = Callable[[int, int], None]
Notify = Callable[[Text], None]


def publish(
    quads: Iterable[Quad],
    engine: Engine,
    target: Target,
    *,
    checks: Sequence[Check] = (),
    keep: int | None = None,
    part: int = _PART,
    progress: Progress | None = None,
    notify: Notify | None = None,
) -> Published:
    """Publish statements as a version in a named graph of its own, and point readers to it.

    Whatever goes wrong, readers see the version that they saw before, or this one; never half of
    either. An earlier run with the same statements that was cut off is gone on with. What other
    runs have left behind is removed when this version is current.

    Args:
        quads: the statements; they all go into one graph, whatever graph they are in.
        engine: the store.
        target: under which name and version.
        checks: what must have nothing to say on the statements; else nothing is sent. What is
            current already is not checked again.
        keep: how many versions to keep, this one included; all if it is left out.
        part: how many triples to send in one request.
        progress: called with the number of triples sent and of all triples.
        notify: called with what a user wants to know meanwhile.

    Raises:
        UsageError: there is nothing to publish, or a number is below 1.
        EngineError: the store fails, does not hold what it was sent, or somebody else published
            in the meantime.
    """
    if part < 1 or (keep is not None and keep < 1):
        raise UsageError("at least one version is kept, and one triple sent at a time")
    given = tuple(quads) if checks else quads
    with Content(given) as content:
        state = read_state(engine, target)
        if state.current != target.graph(content.sha256):
            findings = _findings(given, checks)
            if findings:
                return Published(Outcome.REFUSED, target, findings=findings)
        return _Run(engine, target, state, content, part, progress, notify).publish(keep)


def plan(
    quads: Iterable[Quad],
    engine: Engine,
    target: Target,
    *,
    checks: Sequence[Check] = (),
    lines: int = 40,
) -> Plan:
    """Return what `publish` would do, and write nothing.

    Args:
        quads: the statements.
        engine: the store; it is only asked queries.
        target: under which name and version.
        checks: what must have nothing to say on the statements.
        lines: how many triples that come or go to name.

    Raises:
        UsageError: there is nothing to publish.
        EngineError: the store fails.
    """
    given = tuple(quads) if checks else quads
    findings = _findings(given, checks)
    with Content(given) as content:
        state = read_state(engine, target)
        graph = target.graph(content.sha256)
        found = content.compare(read_graph(engine, state.current) if state.current else ())
        return Plan(
            target,
            None if findings else graph,
            state.current,
            sha256=content.sha256,
            added=found.missing,
            removed=found.extra,
            kept=found.same,
            changes=_changes(content, lines),
            arrived=_arrived(state.uploads.get(graph) or (), content),
            findings=findings,
        )


def _findings(quads: Iterable[Quad], checks: Sequence[Check]) -> tuple[str, ...]:
    statements = quads if isinstance(quads, tuple) else ()
    return tuple(finding for check in checks for finding in check(statements))


@dataclass(frozen=True)
class _Run:
    """One run of publishing: what is where at its start, and how to tell about it."""

    engine: Engine
    target: Target
    state: State
    content: Content
    part: int
    progress: Progress | None
    notify: Notify | None

    @property
    def graph(self) -> str:
        """The graph of this version."""
        return self.target.graph(self.content.sha256)

    def publish(self, keep: int | None) -> Published:
        """Bring the version to the store, switch to it, and tidy up."""
        graph, state, content = self.graph, self.state, self.content
        resumed, outcome = 0, Outcome.UNCHANGED
        if state.current == graph:
            self._require_size()
        else:
            resumed = self._bring()
            describe(self.engine, self.target, state, graph, content.sha256, content.held)
            switch(self.engine, self.target, state, graph)
            outcome = Outcome.PUBLISHED
        return Published(
            outcome,
            self.target,
            graph,
            state.current,
            triples=content.size,
            sha256=content.sha256,
            resumed=resumed,
            by_value=content.by_value,
            removed=self._tidy(keep),
        )

    def _bring(self) -> int:
        """See that the graph is whole; return how many triples were there already."""
        graph, uploads = self.graph, self.state.uploads
        if graph in self.state.versions:
            problem = difference(self.engine, graph, self.content)
            if problem is not None:
                raise self._changed(problem)
            return self.content.size
        if graph not in uploads:
            self._require_empty()
        elif uploads[graph] is None:
            remove(self.engine, self.target, [graph])
        arrived = uploads.get(graph) or ()
        resumed = _arrived(arrived, self.content)
        if resumed:
            self._tell(_resuming(resumed, self.content.size))
        problem = self._upload(arrived)
        if problem is not None and resumed:
            self._tell(_anew(problem))
            remove(self.engine, self.target, [graph])
            resumed, problem = 0, self._upload(())
        if problem is not None:
            remove(self.engine, self.target, [graph])
            # whoever publishes removes what is left of uploads of others
            require_pointer(self.engine, self.target, self.state)
            raise EngineError(
                f"{self.engine.name}: does not hold what it was sent, so nothing was published: "
                f"{problem}"
            )
        return resumed

    def _upload(self, arrived: Sequence[Range]) -> str | None:
        """Send what has not arrived; return how what is then there differs, if it does."""
        upload(
            self.engine, self.target, self.graph, self.content, arrived, self.part, self.progress
        )
        return difference(self.engine, self.graph, self.content)

    def _tidy(self, keep: int | None) -> tuple[str, ...]:
        """Remove what was left of uploads at the start, and versions beyond a number.

        No other publisher is hurt: whoever began before the switch is refused by now.
        """
        state, graph = self.state, self.graph
        whole = {graph, *state.versions}
        if graph not in state.versions:
            clear_beside(self.engine, self.target, graph)
        for left, arrived in state.uploads.items():
            if left in whole and (left == graph or arrived is not None):
                clear_beside(self.engine, self.target, left)
            else:
                remove(self.engine, self.target, [left])
        newest = sorted(state.versions, key=lambda each: (-state.versions[each], each))
        others = [each for each in newest if each != graph]
        removed = tuple(others[keep - 1 :]) if keep is not None else ()
        remove(self.engine, self.target, removed)
        return removed

    def _require_empty(self) -> None:
        number = count_triples(self.engine, self.graph)
        if number:
            raise EngineError(
                f"{self.engine.name}: <{self.graph}> holds {number} triples that are not of an "
                "upload of ours; drop that graph, or publish under another name"
            )

    def _require_size(self) -> None:
        number = count_triples(self.engine, self.graph)
        if number != self.content.held:
            raise self._changed(f"it has {number} triples, where {self.content.held} were sent")

    def _changed(self, problem: str) -> EngineError:
        return EngineError(
            f"{self.engine.name}: somebody has changed <{self.graph}>: {problem}; publish it as "
            "another version, so that it gets a graph of its own"
        )

    def _tell(self, text: Text) -> None:
        if self.notify is not None:
            self.notify(text)


def _arrived(arrived: Sequence[Range], content: Content) -> int:
    """Return how many triples have arrived."""
    waiting = gaps(arrived, content.size, content.size)
    return content.size - sum(stop - start for start, stop in waiting)


def _changes(content: Content, most: int) -> tuple[Change, ...]:
    found: dict[str, tuple[list[str], list[str]]] = {}
    for line, is_added in content.changes(most):
        subject = parts_of(line)[0]
        name = subject[1:-1] if subject.startswith("<") else subject
        found.setdefault(name, ([], []))[0 if is_added else 1].append(line)
    return tuple(Change(name, tuple(new), tuple(old)) for name, (new, old) in found.items())


def _resuming(number: int, total: int) -> Text:
    return Text(
        nl=f"eerder afgebroken: {number} van {total} triples zijn er al, de rest volgt",
        en=f"an earlier run was cut off: {number} of {total} triples are there, the rest follows",
    )


def _anew(problem: str) -> Text:
    return Text(
        nl=f"wat er van een eerdere keer staat klopt niet ({problem}): alles gaat opnieuw",
        en=f"what an earlier run left is not right ({problem}): everything is sent anew",
    )
