"""Looks for what goes wrong between dossiers, person by person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

import pyoxigraph as ox

from scheidslijn.batches.gathering import Gathering, Shared, unit_number
from scheidslijn.batches.judging import Judge
from scheidslijn.batches.reading import Batch
from scheidslijn.batches.working import project_batch
from scheidslijn.findings import Dossiers, finding_of
from scheidslijn.model import Finding, Term
from scheidslijn.resources import apart
from scheidslijn.terms import term_text

__all__ = ["look_between"]

# Role assignments in one store at a time, more only if they are all of one person.
_MOST: Final = 20_000


def look_between(
    gathering: Gathering, judge: Judge, batches: Iterable[Batch]
) -> Iterator[tuple[Finding, str, int | None]]:
    """Yield what the shapes find that compare dossiers, with its file, and its line if known.

    Args:
        gathering: what was said of each dossier.
        judge: checks on the shapes that compare dossiers.
        batches: the inputs once more, in the same batches; read if somebody may mix roles.
    """
    _project(gathering, judge, batches)
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


def _project(gathering: Gathering, judge: Judge, batches: Iterable[Batch]) -> None:
    """Read the dossiers again of those who may mix roles."""
    wanted = groupby(list(gathering.mixing()), lambda place: place[0])
    following = next(wanted, None)
    if following is None:
        return
    for batch in batches:
        number, places = following
        if batch.number != number:
            continue
        own = {place for _, place in places}
        for place, projection in project_batch(batch, own, judge):
            gathering.add_projection(unit_number(number, place), projection)
        following = next(wanted, None)
        if following is None:
            return


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
