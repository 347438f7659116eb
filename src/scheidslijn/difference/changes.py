"""From two graphs to the changes of their terms, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from scheidslijn.difference.aspects import WEIGHT_OF_GROUP, aspect_of, group_of
from scheidslijn.difference.axioms import paired
from scheidslijn.difference.descriptions import Descriptions, Said, Structure
from scheidslijn.difference.labels import Labels
from scheidslijn.difference.renames import described_alike
from scheidslijn.difference.types import Aspect, Change, Group, Kind, PropertyChange
from scheidslijn.model import Named, Term, Text
from scheidslijn.namespaces import OWL, RDF_TYPE, RDFS, RDFS_LABEL, SH, SKOS, SL

__all__ = ["changes_of", "in_order"]

_NOTHING: Final[frozenset[Term]] = frozenset()
_DEFINITION: Final = SKOS + "definition"
_ORDER_OF_GROUPS: Final = {group: number for number, group in enumerate(Group)}
_ORDER_OF_KINDS: Final = {kind: number for number, kind in enumerate(Kind)}
# How a norm or shape leads to what stands on its own but is a part of what it asks.
_PARTS: Final = (SL + "voorwaarde", SL + "vereist", SH + "property", SH + "sparql")
# A reader asks first who must do what, and last on which law it rests and who checks it.
_FIRST: Final = tuple(
    SL + name
    for name in ("status", "drager", "jegens", "onverenigbareRol", "domein", "uitzonderingOp",
                 "voorwaarde", "vereist")
)  # fmt: skip
_LAST: Final = {
    SL + name: number
    for number, name in enumerate(
        ("geldigVanaf", "vervaltOp", "grondslag", "getoetstDoor", "nietToetsbaarOmdat"), 1
    )
}
_CHECKED_BY: Final = SL + "getoetstDoor"
_EXCEPTION_TO: Final = SL + "uitzonderingOp"


def changes_of(
    old: Sequence[ox.Quad],
    new: Sequence[ox.Quad],
    labels: Labels,
    shapes: frozenset[Term] = frozenset(),
    group: Group | None = None,
) -> tuple[Change, ...]:
    """Return what happened to each term between two graphs, in the order to show it.

    Args:
        old: the statements of the old graph.
        new: the statements of the new one.
        labels: names the terms.
        shapes: the terms that stand in a shapes graph.
        group: the group of every term, where these graphs are all of one.
    """
    if set(old) == set(new) and not any(_is_blank(each) for each in old):
        return ()
    before, after, former = described_alike(old, new)
    differ = _Differ(before, after, former, labels, shapes, group)
    return in_order(differ.changes())


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes in the order to show them: what a shape checks comes before what none does."""
    return tuple(
        sorted(
            changes,
            key=lambda each: (
                _ORDER_OF_GROUPS[each.group],
                -each.aspect,
                _ORDER_OF_KINDS[each.kind],
                not each.checked,
                each.term.iri,
            ),
        )
    )


class _Differ:
    """Compares two described graphs; see `changes_of`."""

    def __init__(
        self,
        before: Descriptions,
        after: Descriptions,
        former: Mapping[Term, Term],
        labels: Labels,
        shapes: frozenset[Term],
        group: Group | None,
    ) -> None:
        self._before, self._after, self._former = before, after, former
        self._labels = labels
        self._shapes = shapes
        self._group = group
        self._structures: dict[Term, Structure] = {**before.structures, **after.structures}
        self._above = _classes_above((before, after))
        self._users = _users((before, after))

    def changes(self) -> Iterator[Change]:
        """Yield what happened, in no order."""
        for term in {*self._before.terms, *self._after.terms}:
            old, new = self._before.terms.get(term), self._after.terms.get(term)
            if old != new or term in self._former:
                yield self._change(term, old, new)
        for old, new in paired(self._before.axioms, self._after.axioms):
            yield self._axiom(old, new)

    def _change(self, term: Term, old: Said | None, new: Said | None) -> Change:
        said: Said = new if new is not None else old or {}
        classes = sorted(said.get(RDF_TYPE, _NOTHING))
        group = self._group or self._group_of(term, old, new)
        properties = tuple(self._properties(old or {}, new or {}))
        kind = _kind(old, new, renamed=term in self._former)
        if kind is Kind.CHANGED:
            aspect = max(each.aspect for each in properties)
            if group is Group.ALIGNMENT:
                aspect = Aspect.UPKEEP
        else:
            aspect = WEIGHT_OF_GROUP.get(group, Aspect.MEANING)
        was = self._former.get(term)
        return Change(
            kind=kind,
            group=group,
            aspect=aspect,
            term=self._labels.named(term),
            former=None if was is None else Named(was, self._labels.label(was)),
            classes=tuple(map(self._labels.named, classes)),
            definition=self._labels.definition(term),
            properties=_without_names(properties, kind),
            touches=self._touched(term, kind),
            checked=self._is_checked(term, group),
        )

    def _group_of(self, term: Term, old: Said | None, new: Said | None) -> Group:
        classes = {each for said in (old, new) if said for each in said.get(RDF_TYPE, _NOTHING)}
        group = group_of(classes, self._above)
        return Group.SHAPE if term in self._shapes and group is not Group.MODULE else group

    def _properties(self, old: Said, new: Said) -> Iterator[PropertyChange]:
        names = {name for name in (*old, *new) if old.get(name) != new.get(name)}
        for name in sorted(names, key=_place):
            before, after = old.get(name, _NOTHING), new.get(name, _NOTHING)
            yield PropertyChange(
                property=self._labels.named(name),
                aspect=aspect_of(name),
                removed=tuple(
                    self._labels.value(key, self._structures) for key in sorted(before - after)
                ),
                added=tuple(
                    self._labels.value(key, self._structures) for key in sorted(after - before)
                ),
            )

    def _axiom(self, old: Said | None, new: Said | None) -> Change:
        said: Said = new if new is not None else old or {}
        classes = sorted(said.get(RDF_TYPE, _NOTHING))
        kind = _kind(old, new, renamed=False)
        label = self._labels.label(classes[0]) if classes else Text("axioma", "axiom")
        if kind is Kind.CHANGED:
            old, new = self._members(old or {}), self._members(new or {})
        return Change(
            kind=kind,
            group=self._group or Group.AXIOM,
            aspect=Aspect.MEANING if self._group is None else Aspect.UPKEEP,
            term=Named("", label),
            classes=tuple(map(self._labels.named, classes)),
            properties=tuple(
                each
                for each in self._properties(old or {}, new or {})
                if each.property.iri != RDF_TYPE
            ),
        )

    def _members(self, said: Said) -> Said:
        """Return what an axiom says, with the members of its lists instead of the lists."""
        return {
            name: frozenset(
                member
                for value in values
                for found in [self._structures.get(value)]
                for member in ((value,) if found is None else found.members or (value,))
            )
            for name, values in said.items()
        }

    def _touched(self, term: Term, kind: Kind) -> tuple[Named, ...]:
        """Return the norms of either side that use, are excepted by or are checked by a term.

        A whole exception says itself to which norm it is one.
        """
        found = set(self._users.get(term, ()))
        if kind in (Kind.CHANGED, Kind.RENAMED):
            for side in (self._before, self._after):
                found |= side.terms.get(term, {}).get(_EXCEPTION_TO, _NOTHING)
        return tuple(map(self._labels.named, sorted(found - {term})))

    def _is_checked(self, term: Term, group: Group) -> bool:
        """Return whether a shape looks at a norm, or at one that this is a part of."""
        if group is Group.SHAPE:
            return True
        return any(
            side.terms.get(each, {}).get(name)
            for side in (self._before, self._after)
            for each in (term, *self._users.get(term, ()))
            for name in (_CHECKED_BY, _EXCEPTION_TO)
        )


def _place(name: Term) -> tuple[int, int, Term]:
    """Return where a property stands among the others that say something of one term."""
    known = _FIRST.index(name) if name in _FIRST else _LAST.get(name, 0) + len(_FIRST)
    return -aspect_of(name), known, name


def _kind(old: Said | None, new: Said | None, *, renamed: bool) -> Kind:
    if old is None:
        return Kind.ADDED
    if new is None:
        return Kind.REMOVED
    return Kind.RENAMED if renamed else Kind.CHANGED


def _without_names(
    properties: tuple[PropertyChange, ...], kind: Kind
) -> tuple[PropertyChange, ...]:
    """Leave out what a change that is a whole term already says otherwise."""
    if kind is Kind.CHANGED or kind is Kind.RENAMED:
        return properties
    said = (RDF_TYPE, RDFS_LABEL, _DEFINITION)
    return tuple(each for each in properties if each.property.iri not in said)


def _classes_above(sides: Iterable[Descriptions]) -> dict[Term, frozenset[Term]]:
    """Map each class to itself and every class above it, in either side."""
    above: dict[Term, set[Term]] = {}
    for side in sides:
        for term, said in side.terms.items():
            for name in (RDFS + "subClassOf", OWL + "equivalentClass"):
                above.setdefault(term, {term}).update(said.get(name, ()))
    for _ in range(len(above)):
        grown = {
            term: found.union(*(above.get(each, ()) for each in found))
            for term, found in above.items()
        }
        if grown == above:
            break
        above = grown
    return {term: frozenset(found) for term, found in above.items()}


def _users(sides: Iterable[Descriptions]) -> dict[Term, set[Term]]:
    """Map each condition and shape to what names it as its part or check, in either side."""
    users: dict[Term, set[Term]] = {}
    for side in sides:
        for term, said in side.terms.items():
            for name in (*_PARTS, _CHECKED_BY):
                for value in said.get(name, ()):
                    users.setdefault(value, set()).add(term)
    return users


def _is_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
