"""Mutants of the rule book: every value that a query of the shapes could read of it.

A value is dropped, and by itself replaced by a sibling: another value that the same property has
elsewhere, a number, date or period a little higher and lower, the opposite of true or false.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from bench.mutation.mutant import Edit, Mutant, Part
from bench.mutation.world import World, nearest, shown
from scheidslijn.model import Term
from scheidslijn.namespaces import ID, RDF_TYPE, SL, XSD
from scheidslijn.terms import term_text

HIERARCHY: Final = tuple(SL + p for p in ("brederRol", "brederTaak", "brederCategorie", "bevat"))
_CHECKED_BY: Final = SL + "getoetstDoor"
_PERIOD: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")


class Rules:
    """What in the rule book the checked norms rest on.

    Args:
        world: rule book and shapes.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._checked = world.subjects("getoetstDoor") | world.subjects("onverenigbareRol")
        exceptions = {e for norm in self._checked for e in world.subjects("uitzonderingOp", norm)}
        self.norms = frozenset(t for t in self._checked | exceptions if t.startswith(ID))
        self.conditions = frozenset(
            condition
            for norm in self.norms
            for prop in ("voorwaarde", "vereist")
            for condition in world.values(norm, prop)
        )
        self._needed = self._reaching(
            term_text(quad.object)
            for term in self.norms | self.conditions
            for quad in world.about.get(term, ())
            if self._is_read(quad)
        )

    def _reaching(self, terms: Iterable[Term]) -> frozenset[Term]:
        """Return these terms and what is narrower."""
        found = set(terms)
        queue = list(found)
        while queue:
            for quad in self._world.naming.get(queue.pop(), ()):
                narrower = term_text(quad.subject)
                if quad.predicate.value in HIERARCHY and narrower not in found:
                    found.add(narrower)
                    queue.append(narrower)
        return frozenset(found)

    def mutants(self) -> Iterator[Mutant]:
        """Yield every mutant, those of one subject together."""
        for subject in sorted(self._world.about):
            for quad in sorted(self._world.about[subject], key=str):
                part = self._part(subject, quad)
                if part is not None and self._is_read(quad):
                    yield from self._changes(part, subject, quad)

    def unread(self) -> dict[str, int]:
        """Count what checked norms and their conditions say that no query names, by property."""
        found: dict[str, int] = {}
        for subject in self.norms | self.conditions:
            for quad in self._world.about.get(subject, ()):
                prop = quad.predicate.value
                if prop.startswith(SL) and not self._is_read(quad):
                    found[shown(prop)] = found.get(shown(prop), 0) + 1
        return dict(sorted(found.items()))

    def _part(self, subject: Term, quad: ox.Quad) -> Part | None:
        if quad.predicate.value == SL + "afgelezenVan":
            return "term"
        if not subject.startswith(ID):
            return None
        if subject in self.norms:
            return "norm"
        if subject in self.conditions:
            return "condition"
        if quad.predicate.value in HIERARCHY:
            return "hierarchy" if term_text(quad.object) in self._needed else None
        # a norm that nothing checks has its say by its exceptions only
        is_term = subject in self._needed and not subject.startswith(f"{ID}norm/")
        return "term" if is_term else None

    def _is_read(self, quad: ox.Quad) -> bool:
        """Return whether a query names the property, or of a type that class.

        That something is an exception to a norm which another covers is read by none.
        """
        if quad.predicate.value == RDF_TYPE:
            subject = term_text(quad.subject)
            is_rule = subject in self.norms or subject in self.conditions
            return is_rule and term_text(quad.object) in self._world.named
        prop = quad.predicate.value
        if prop == SL + "uitzonderingOp" and term_text(quad.object) not in self._checked:
            return False
        return prop.startswith(SL) and prop in self._world.named

    def _changes(self, part: Part, subject: Term, quad: ox.Quad) -> Iterator[Mutant]:
        prop, value = shown(quad.predicate.value), shown(term_text(quad.object))
        file = self._world.files.get(subject, "")
        about = quad.predicate.value

        def mutant(kind: str, change: str, added: tuple[ox.Quad, ...] = ()) -> Mutant:
            edit = Edit((quad,), added)
            return Mutant(part, f"{kind} {prop}", subject, file, change, edit, about)

        yield mutant("drop", value)
        for other in self._siblings(quad):
            to = shown(term_text(other))
            yield mutant("flip", f"{value} → {to}", (ox.Quad(quad.subject, quad.predicate, other),))

    def _siblings(self, quad: ox.Quad) -> Iterator[ox.NamedNode | ox.Literal]:
        if isinstance(quad.object, ox.Literal):
            yield from _beside(quad.object)
        elif isinstance(quad.object, ox.NamedNode):
            value, about = quad.object.value, self._world.about[term_text(quad.subject)]
            own = {value, *(term_text(each.object) for each in about)}
            others = self._used[quad.predicate.value] - own
            kinds = self._world.types(value)
            alike = {other for other in others if self._world.types(other) & kinds}
            if others:
                yield ox.NamedNode(nearest(value, alike or others))

    @cached_property
    def _used(self) -> dict[Term, set[Term]]:
        """What each property has for values in the rule book."""
        found: dict[Term, set[Term]] = {}
        for quad in self._world.rulebook:
            if isinstance(quad.object, ox.NamedNode):
                found.setdefault(quad.predicate.value, set()).add(quad.object.value)
        found[_CHECKED_BY] = {check.shape for check, _, _ in self._world.queries}
        return found


def _beside(literal: ox.Literal) -> Iterator[ox.Literal]:
    """Yield literals that say a little less and a little more.

    >>> [str(each) for each in _beside(ox.Literal("P6M", datatype=ox.NamedNode(XSD + "duration")))]
    ['"P6M1D"^^<http://www.w3.org/2001/XMLSchema#duration>', \
'"P5M27D"^^<http://www.w3.org/2001/XMLSchema#duration>']
    """
    text, kind = literal.value, literal.datatype.value.removeprefix(XSD)
    others: list[str] = []
    if kind == "boolean":
        others = ["false" if text == "true" else "true"]
    elif kind == "integer":
        others = [str(int(text) + 1), str(int(text) - 1)]
    elif kind == "date":
        day, step = date.fromisoformat(text), timedelta(days=1)
        others = [(day + step).isoformat(), (day - step).isoformat()]
    elif kind == "duration":
        others = _periods(text)
    for other in others:
        yield ox.Literal(other, datatype=literal.datatype)


def _periods(text: str) -> list[str]:
    """Return a period a day longer, and one a day shorter, or a few where months are counted."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        return []
    years, months, days = (int(part or 0) for part in match.groups())
    if days:
        shorter = (years, months, days - 1)
    elif months:
        shorter = (years, months - 1, 27)
    else:
        shorter = (years - 1, 11, 27)
    return [_period(years, months, days + 1), _period(*shorter)]


def _period(years: int, months: int, days: int) -> str:
    parts = ((years, "Y"), (months, "M"), (days, "D"))
    return "P" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0D")
