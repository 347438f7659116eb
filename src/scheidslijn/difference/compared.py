"""Compares two rule books or ontologies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox

from scheidslijn.difference.asked import question_changes
from scheidslijn.difference.causes import Tracer
from scheidslijn.difference.changes import changes_of, in_order
from scheidslijn.difference.judging import Dossiers, Judge, cases_of, judge
from scheidslijn.difference.labels import Labels
from scheidslijn.difference.reading import INSTALLED, Material, read_material
from scheidslijn.difference.sides import check_comparable, is_ours, side_of
from scheidslijn.difference.steps import suggested_step, touches_verdicts
from scheidslijn.difference.types import Change, Difference, Group, Judged, Side
from scheidslijn.errors import UsageError
from scheidslijn.model import Term

__all__ = ["compare"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two sides that can be compared, and what differs between their rules."""

    old: Material
    new: Material
    old_side: Side
    new_side: Side
    changes: tuple[Change, ...]


def compare(
    old: Material,
    new: Material,
    dossiers: Dossiers | None = None,
    progress: Progress | None = None,
) -> Difference:
    """Return what differs between two rule books or ontologies, and what it does to dossiers.

    Where one side has no shapes, those of the other judge for both; where neither has, the
    installed ones do. Where the rules and shapes of both mean the same, nothing is judged:
    the verdicts are then the same too.

    Args:
        old: what there was.
        new: what there is now.
        dossiers: which dossiers to judge with either, and how; None for none.
        progress: called with how many judgments are done, and of how many.

    Raises:
        InputError: the two cannot be compared.
        UsageError: dossiers are given, but these are no rule books of this project.
        RuleBookError: the rules or shapes of a side cannot be used to judge.
        EngineError: the engine failed.
    """
    found = _compared(old, new)
    judged = None if dossiers is None else _judged(found, dossiers, progress)
    step = suggested_step(found.old_side, found.new_side, found.changes, judged)
    return Difference(found.old_side, found.new_side, found.changes, judged, step)


def _compared(old: Material, new: Material) -> _Comparison:
    old_side, new_side = side_of(old), side_of(new)
    check_comparable(old, new, old_side, new_side)
    graphs = [_graph(each, with_shapes=bool(old.shapes and new.shapes)) for each in (old, new)]
    labels = Labels(
        (*graphs[1], *new.shapes, *new.alignments), (*graphs[0], *old.shapes, *old.alignments)
    )
    shapes = _subjects(old.shapes) | _subjects(new.shapes)
    changes = [*changes_of(graphs[0], graphs[1], labels, shapes)]
    if old.alignments and new.alignments:
        changes += changes_of(old.alignments, new.alignments, labels, group=Group.ALIGNMENT)
    if old.questions and new.questions:
        changes += question_changes(old.questions, new.questions)
    return _Comparison(old, new, old_side, new_side, in_order(changes))


def _graph(material: Material, *, with_shapes: bool) -> tuple[ox.Quad, ...]:
    """Return rules and shapes as one graph; what has no shapes is not compared on them."""
    if not with_shapes:
        return material.rules
    # blank nodes of the two graphs may have the same labels
    return (*material.rules, *map(_apart, material.shapes))


def _apart(quad: ox.Quad) -> ox.Quad:
    def renamed(node: object) -> object:
        return ox.BlankNode(f"s{node.value}") if isinstance(node, ox.BlankNode) else node

    return ox.Quad(renamed(quad.subject), quad.predicate, renamed(quad.object))  # type: ignore[arg-type]


def _subjects(shapes: tuple[ox.Quad, ...]) -> frozenset[Term]:
    return frozenset(q.subject.value for q in shapes if isinstance(q.subject, ox.NamedNode))


def _judged(found: _Comparison, how: Dossiers, progress: Progress | None) -> Judged | None:
    if not is_ours(found.new_side):
        if how.given:
            raise UsageError(
                f"dossiers cannot be judged with <{found.new_side.ontology}>; leave --dossiers out."
            )
        return None
    cases = cases_of(found.old, found.new, cases=how.cases)
    if not cases:
        installed = read_material(INSTALLED)
        cases = cases_of(installed, installed, cases=how.cases)
    if not any(map(touches_verdicts, found.changes)):
        files = len(cases) + len(how.given)
        return Judged(files, 0, (), (), how.reading, how.on)
    old_shapes, new_shapes, borrowed = _shapes(found)
    judges = (
        Judge(found.old, old_shapes, found.old_side, how),
        Judge(found.new, new_shapes, found.new_side, how),
    )
    renames = {each.former.iri: each.term.iri for each in found.changes if each.former is not None}
    sides = (found.old, found.new)
    quads = (quad for each in sides for quad in (*each.rules, *each.shapes))
    tracer = Tracer(quads, found.changes)
    return judge(judges, cases, how, renames, tracer.causes, borrowed, progress)


def _shapes(found: _Comparison) -> tuple[tuple[ox.Quad, ...], tuple[ox.Quad, ...], str | None]:
    """Return the shapes of either side, and whose they are where they serve for both."""
    old, new = found.old.shapes, found.new.shapes
    if old and new:
        return old, new, None
    for shapes, side in ((new, found.new_side), (old, found.old_side)):
        if shapes:
            return shapes, shapes, side.name
    shapes = read_material(INSTALLED).shapes
    return shapes, shapes, INSTALLED
