"""Traces a finding that differs to the terms that changed.

A finding names its norms and its shape. The closest of these circles with a changed term in it is
the cause: those of its norms that are new or gone; then the norms, the exceptions to them, the
conditions of either and the shape; then what norms and shape name, such as a role or a task, and
what that falls under. This is a trace and no proof: where several terms of one circle changed, all
of them are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from scheidslijn.difference.types import Aspect, Change, Group, Kind
from scheidslijn.model import Finding, Named, Term
from scheidslijn.namespaces import RDFS, SH, SL

__all__ = ["Tracer"]

_EXCEPTION_TO: Final = SL + "uitzonderingOp"
_PARTS: Final = frozenset(
    (SL + "voorwaarde", SL + "vereist", SH + "property", SH + "sparql", SH + "prefixes")
)
_WHOLE: Final = frozenset((SH + "property", SH + "sparql", SH + "node"))
_BROADER: Final = frozenset(
    (SL + "brederRol", SL + "brederTaak", SL + "brederCategorie", RDFS + "subClassOf")
)
_FURTHER: Final = 4  # steps up from what a norm names


class Tracer:
    """Knows what each term of both sides names.

    Args:
        quads: the statements of both sides, shapes included.
        changes: what happened to their terms.
    """

    def __init__(self, quads: Iterable[ox.Quad], changes: Iterable[Change]) -> None:
        self._changed: dict[Term, Change] = {}
        for each in changes:
            if each.aspect is Aspect.MEANING and each.group is not Group.QUESTION:
                self._changed[each.term.iri] = each
                if each.former is not None:
                    self._changed[each.former.iri] = each
        self._names: dict[Term, dict[Term, set[Term]]] = {}
        self._named_by: dict[Term, dict[Term, set[Term]]] = {}
        for quad in quads:
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
                name = quad.predicate.value
                self._names.setdefault(subject.value, {}).setdefault(name, set()).add(value.value)
                named_by = self._named_by.setdefault(value.value, {})
                named_by.setdefault(name, set()).add(subject.value)

    def causes(self, before: Finding | None, after: Finding | None) -> tuple[Named, ...]:
        """Return the changed terms of the closest circle, sorted; nothing if none can be told."""
        findings = [each for each in (before, after) if each is not None]
        norms = {norm.iri for each in findings for norm in each.norms}
        shapes = {each.shape for each in findings}
        # a new exception makes no finding appear, and one that is gone makes none vanish
        without = {Kind.ADDED} if before is None else {Kind.REMOVED} if after is None else set()
        near = self._near(norms, shapes, without)
        own = {norm for norm in norms if self._is(norm, {Kind.ADDED, Kind.REMOVED})}
        roles = {role.iri for each in findings for role in each.roles}
        for circle in (own, near, self._far(near | roles) | roles):
            found = {self._changed[term].term for term in circle if term in self._changed}
            if found:
                return tuple(sorted(found))
        return ()

    def _near(self, norms: set[Term], shapes: set[Term], without: set[Kind]) -> set[Term]:
        exceptions = {
            each
            for norm in norms
            for each in self._by(norm, (_EXCEPTION_TO,))
            if not self._is(each, without)
        }
        wholes = {whole for shape in shapes for whole in self._by(shape, _WHOLE)}
        found = norms | exceptions | shapes | wholes
        return found | {part for term in found for part in self._of(term, _PARTS)}

    def _is(self, term: Term, kinds: set[Kind]) -> bool:
        return term in self._changed and self._changed[term].kind in kinds

    def _far(self, near: set[Term]) -> set[Term]:
        found = {value for term in near for value in self._of(term, None)}
        for _ in range(_FURTHER):
            found |= {broad for term in found for broad in self._of(term, _BROADER)}
        return found

    def _of(self, term: Term, names: frozenset[Term] | None) -> set[Term]:
        said: Mapping[Term, set[Term]] = self._names.get(term, {})
        return {
            v for name, values in said.items() if names is None or name in names for v in values
        }

    def _by(self, term: Term, names: Iterable[Term]) -> set[Term]:
        said: Mapping[Term, set[Term]] = self._named_by.get(term, {})
        return {subject for name in names for subject in said.get(name, ())}
