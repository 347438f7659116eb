"""Looks for what goes wrong between dossiers, person by person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

import pyoxigraph as ox

from scheidslijn.batches.gathering import Gathering, Shared
from scheidslijn.batches.judging import Judge
from scheidslijn.batches.reading import Batch
from scheidslijn.batches.rereading import project_mixing
from scheidslijn.findings import Dossiers, finding_of
from scheidslijn.inputs import Source
from scheidslijn.model import Finding, Term
from scheidslijn.resources import apart
from scheidslijn.terms import term_text

__all__ = ["look_between"]

# Role assignments in one store at a time, more only if they are all of one person.
_MOST: Final = 5_000


def look_between(
    gathering: Gathering, judge: Judge, sources: Iterable[Source], batches: Iterable[Batch]
) -> Iterator[tuple[Finding, str, int | None]]:
    """Yield what the shapes find that compare dossiers, with its file, and its line if known.

    Args:
        gathering: what was said of each dossier.
        judge: checks on the shapes that compare dossiers.
        sources: the inputs.
        batches: the inputs once more, in the same batches; read if somebody may mix roles in what
            cannot be read by itself.
    """
    project_mixing(gathering, judge, sources, batches)
    gathering.index()
    group: list[Shared] = []
    for _, own in groupby(gathering.shared(), _person):
        roles = list(own)
        if len({each.assignment.dossier for each in roles}) < 2:
            continue
        if group and len(group) + len(roles) > _MOST:
            yield from _look(group, gathering, judge)
            group = []
        group += roles
    if group:
        yield from _look(group, gathering, judge)


def _look(
    group: list[Shared], gathering: Gathering, judge: Judge
) -> Iterator[tuple[Finding, str, int | None]]:
    places: dict[Term, tuple[str, int | None]] = {}
    dossiers = dict.fromkeys((each.assignment.dossier, each.scope) for each in group)
    statements: dict[ox.Quad, None] = {}
    for each in group:
        for quad in _quads(each.assignment.text, each.scope):
            statements[quad] = None
        node = _node(each)
        place = (each.source, each.assignment.line)
        # the report may not depend on the order of the inputs
        places[node] = min(places.get(node, place), place, key=lambda known: known[0])
    for dossier, scope in dossiers:
        facts = gathering.facts(dossier, scope)
        statements.update(dict.fromkeys(_quads(facts, scope)))
    whole = tuple(statements)
    with judge.data.holding(whole):
        results = judge.within_time("between dossiers", lambda: judge.engine.validate(whole))
        about = Dossiers(judge.data, tuple(dossier for dossier, _ in dossiers))
        for result in results:
            if result.focus in places:
                yield finding_of(result, judge.book, about), *places[result.focus]


def _person(shared: Shared) -> tuple[Term, int]:
    """Return who it is; a blank node is somebody else in another file."""
    person = shared.assignment.person
    return person, shared.scope if person.startswith("_:") else 0


def _quads(text: bytes, scope: int) -> Iterator[ox.Quad]:
    return apart(ox.parse(text, ox.RdfFormat.N_TRIPLES, lenient=True), scope)


def _node(shared: Shared) -> Term:
    """Return what a role assignment is called beside those of other files."""
    node = shared.assignment.node
    if not node.startswith("_:"):
        return node
    quads = _quads(f"{node} <x:x> <x:x> .".encode(), shared.scope)
    return next(term_text(quad.subject) for quad in quads)
