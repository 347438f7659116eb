"""Mutants of the shapes: constraints of SHACL Core, targets, severities, and the queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from bench.mutation.mutant import Edit, Mutant
from bench.mutation.sparql import Change, Query
from bench.mutation.world import World, nearest, shown
from scheidslijn.compile.graph import ShapesGraph
from scheidslijn.compile.lexical import Writing
from scheidslijn.compile.plan import Plan
from scheidslijn.compile.queries import write_plan
from scheidslijn.compile.shapes import read_shapes
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF, SH
from scheidslijn.terms import term_text

_TARGETS: Final = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_DROPPED: Final = frozenset(
    SH + name
    for name in (
        *_TARGETS, "and", "class", "closed", "datatype", "deactivated", "disjoint", "equals",
        "hasValue", "in", "languageIn", "lessThan", "lessThanOrEquals", "maxCount", "maxExclusive",
        "maxInclusive", "maxLength", "minCount", "minExclusive", "minInclusive", "minLength",
        "node", "nodeKind", "not", "or", "pattern", "property", "qualifiedMaxCount",
        "qualifiedMinCount", "sparql", "uniqueLang", "xone",
    )
)  # fmt: skip
_COUNTS: Final = frozenset(
    SH + name
    for name in ("maxCount", "maxLength", "minCount", "minLength", "qualifiedMaxCount",
                 "qualifiedMinCount")
)  # fmt: skip
_OTHER_SEVERITY: Final = {"Violation": "Warning", "Warning": "Info", "Info": "Violation"}
_SWAPPED: Final = {
    SH + "lessThanOrEquals": SH + "lessThan",
    SH + "lessThan": SH + "lessThanOrEquals",
}
_FIRST, _REST, _NIL = RDF + "first", RDF + "rest", RDF + "nil"
_SHOWN: Final = 90


class ShapeMutants:
    """Makes the mutants of a shapes graph, and the plans for them.

    Args:
        world: rule book and shapes.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        is_target = frozenset(SH + name for name in _TARGETS)
        targeted = {term_text(q.subject) for q in world.shapes if q.predicate.value in is_target}
        self._graphs = {shape: self._reached(shape) for shape in sorted(targeted)}
        self._owners: dict[Term, list[Term]] = {}
        for shape, quads in self._graphs.items():
            for subject in {term_text(quad.subject) for quad in quads}:
                self._owners.setdefault(subject, []).append(shape)
        self._plans: dict[tuple[Term, ...], Plan] = {}

    def _reached(self, shape: Term) -> list[ox.Quad]:
        found, seen, queue = [], {shape}, [shape]
        while queue:
            for quad in self._world.about_shapes.get(queue.pop(), ()):
                found.append(quad)
                value = term_text(quad.object)
                if value not in seen:
                    seen.add(value)
                    queue.append(value)
        return found

    def plan(self, shapes: tuple[Term, ...], edit: Edit | None = None) -> Plan:
        """Return the plan for these shapes and no others, after a change if one is given.

        Raises:
            ShapesError: the changed shapes are no well-formed SHACL.
            UncompilableError: they cannot be compiled.
        """
        if edit is None and shapes in self._plans:
            return self._plans[shapes]
        quads = dict.fromkeys(quad for shape in shapes for quad in self._graphs[shape])
        changed = quads if edit is None else edit.applied(quads)
        # not compile_shapes: that would keep every mutant's plan on disk
        plan = write_plan(read_shapes(ShapesGraph(changed)), Writing(exact=False))
        if edit is None:
            self._plans[shapes] = plan
        return plan

    def mutants(self) -> Iterator[Mutant]:
        """Yield every mutant, those of one subject together."""
        for subject in sorted(self._owners):
            for quad in sorted(self._world.about_shapes.get(subject, ()), key=str):
                if quad.predicate.value == SH + "select":
                    yield from self._of_query(subject, quad)
                else:
                    yield from self._of_constraint(subject, quad)

    def _of_query(self, subject: Term, quad: ox.Quad) -> Iterator[Mutant]:
        assert isinstance(quad.object, ox.Literal)
        query = Query(quad.object.value)
        numbers: dict[str, int] = {}
        for change in query.changes():
            text = ox.Literal(query.changed(change))
            edit = Edit((quad,), (ox.Quad(quad.subject, quad.predicate, text),))
            said = _said(query.text, change)
            numbers[f"{change.kind} {said}"] = number = numbers.get(f"{change.kind} {said}", 0) + 1
            yield Mutant(
                part="sparql",
                kind=change.kind,
                subject=subject,
                file=self._world.files.get(subject, ""),
                change=f"{said} #{number}" if number > 1 else said,
                edit=edit,
                shapes=tuple(self._owners[subject]),
                everywhere=_is_unbounded(query.text, change),
            )

    def _of_constraint(self, subject: Term, quad: ox.Quad) -> Iterator[Mutant]:
        prop, value = quad.predicate.value, term_text(quad.object)

        def mutant(kind: str, change: str, edit: Edit) -> Mutant:
            named = self._named(subject)
            file, owners = self._world.files.get(named, ""), tuple(self._owners[subject])
            return Mutant("core", f"{kind} {shown(prop)}", named, file, change, edit, "", owners)

        if prop in _DROPPED:
            what = ", ".join(map(shown, self._items(value))) or shown(value)
            yield mutant("drop", what, Edit((quad,)))
        for other in self._others(quad):
            new = other.predicate.value if prop in _SWAPPED else term_text(other.object)
            yield mutant("flip", f"{shown(value)} → {shown(new)}", Edit((quad,), (other,)))
        if prop in (SH + "or", SH + "in", SH + "and", SH + "xone"):
            for said, edit in self._shorter(quad):
                yield mutant("shorten", said, edit)

    def _named(self, node: Term) -> Term:
        """Return a node, or for a blank one what it stands in: a blank node has no lasting name."""
        while node.startswith("_:"):
            uses = (q.subject for q in self._world.shapes if term_text(q.object) == node)
            node = next(map(term_text, uses))
        return node

    def _others(self, quad: ox.Quad) -> Iterator[ox.Quad]:
        """Yield what could stand in the place of a statement."""
        prop, value = quad.predicate.value, quad.object
        others: Iterable[ox.NamedNode | ox.Literal] = ()
        if prop in _COUNTS and isinstance(value, ox.Literal):
            counts = (int(value.value) + 1, int(value.value) - 1)
            # a least number of nothing is as good as none
            least = 1 if "min" in prop else 0
            others = (ox.Literal(str(n), datatype=value.datatype) for n in counts if n >= least)
        elif prop == SH + "severity" and isinstance(value, ox.NamedNode):
            others = (ox.NamedNode(SH + _OTHER_SEVERITY[value.value.removeprefix(SH)]),)
        elif prop == SH + "class" and isinstance(value, ox.NamedNode):
            others = (ox.NamedNode(self._sibling(prop, value.value)),)
        elif prop in _SWAPPED:
            yield ox.Quad(quad.subject, ox.NamedNode(_SWAPPED[prop]), value)
        for other in others:
            yield ox.Quad(quad.subject, quad.predicate, other)

    def _sibling(self, prop: Term, value: Term) -> Term:
        found = {term_text(q.object) for q in self._world.shapes if q.predicate.value == prop}
        return nearest(value, found - {value})

    def _items(self, node: Term) -> Iterator[Term]:
        """Yield what the members of a list say, in short."""
        for cell, member in self._cells(node):
            said = [q.object for q in self._world.about_shapes.get(term_text(member), ())]
            yield " ".join(sorted(map(term_text, said))) or term_text(member)
            del cell

    def _cells(self, node: Term) -> Iterator[tuple[ox.Quad, ox.NamedNode | ox.BlankNode]]:
        """Yield for each member of a list the statement that leads on, and the member."""
        while node != _NIL:
            quads = {q.predicate.value: q for q in self._world.about_shapes.get(node, ())}
            if _FIRST not in quads:
                return
            member = quads[_FIRST].object
            yield quads[_REST], member  # type: ignore[misc]
            node = term_text(quads[_REST].object)

    def _shorter(self, quad: ox.Quad) -> Iterator[tuple[str, Edit]]:
        """Yield a change for each member of a list that leaves it out; a list keeps a member."""
        cells = list(self._cells(term_text(quad.object)))
        said = list(self._items(term_text(quad.object)))
        before = quad
        for (rest, _), text in zip(cells, said, strict=True):
            if len(cells) > 1:
                skipped = ox.Quad(before.subject, before.predicate, rest.object)
                yield f"without {shown(text)}", Edit((before,), (skipped,))
            before = rest


def _said(text: str, change: Change) -> str:
    """Return what is replaced, on one line and not too long, and the line that it begins on."""
    replaced = " ".join(text[change.start : change.end].split())
    short = replaced if len(replaced) <= _SHOWN else f"{replaced[: _SHOWN - 2]} …"
    return f"{short} (line {text.count(chr(10), 0, change.start) + 1})"


def _is_unbounded(text: str, change: Change) -> bool:
    """Return whether a changed query might give rows for focus nodes that no norm is about.

    A query that asks ``BOUND(?norm)`` finds norms by one pattern. As long as that test stands,
    another change can only alter what becomes of the focus nodes that the pattern gives. That
    holds for norms that are found by their shape, not for those that are found by their roles.
    """
    test = "BOUND(?norm)"
    found = "?norm sl:getoetstDoor " in text
    return not found or test not in text or test in text[change.start : change.end]
