"""What profiles of dossiers share: statements in the making, nodes of their own, and periods.

A fact keeps its node. What a vocabulary wants a node for that a dossier has none for (a period, an
association) gets one that is derived from the fact's: its IRI with a fragment, or with one more
step behind a fragment that it has already; for a blank node, its label with a suffix. The parts
that are added hold no ``#`` or ``/``, so that no two facts ever derive the same node.

A day is a day, and no moment: a period begins and ends at an instant of which only the day is known
(OWL-Time, ``time:inXSDDate``), and its last day is the day of its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.material import Case, Node, Value
from scheidslijn.export.profile import Unholdable
from scheidslijn.model import Text
from scheidslijn.namespaces import DCTERMS, RDF_TYPE, SL, XSD
from scheidslijn.terms import term_text

__all__ = [
    "DATE",
    "PART_OF",
    "TIME",
    "TYPE",
    "Draft",
    "derived",
    "numbered",
    "own",
]

TIME: Final = "http://www.w3.org/2006/time#"
TYPE: Final = ox.NamedNode(RDF_TYPE)
DATE: Final = ox.NamedNode(DCTERMS + "date")
PART_OF: Final = ox.NamedNode(DCTERMS + "isPartOf")

_INTERVAL: Final = ox.NamedNode(TIME + "Interval")
_INSTANT: Final = ox.NamedNode(TIME + "Instant")
_ON: Final = ox.NamedNode(TIME + "inXSDDate")
_DAY: Final = ox.NamedNode(XSD + "date")
_ENDS: Final = (
    (ox.NamedNode(SL + "vanaf"), ox.NamedNode(TIME + "hasBeginning"), "begin"),
    (ox.NamedNode(SL + "totEnMet"), ox.NamedNode(TIME + "hasEnd"), "eind"),
)
_MORE_THAN_ONE: Final = Text(
    nl="Er is plaats voor één waarde, en het feit heeft er meer.",
    en="There is room for one value, and the fact has more.",
)
_NO_DAY: Final = Text(
    nl="De waarde is geen dag, en alleen een dag heeft hier een plaats.",
    en="The value is no day, and only a day has a place here.",
)
_INCOMPLETE: Final = Text(
    nl="Aan het feit ontbreekt wie erbij betrokken is, en zonder dat is het niet te zeggen.",
    en="The fact lacks who is involved in it, and cannot be said without.",
)


def own(name: str) -> ox.NamedNode:
    """Return our term with this local name."""
    return ox.NamedNode(SL + name)


def derived(fact: Node, part: str) -> Node:
    """Return the node of a part of a fact.

    Args:
        fact: the fact itself, not what was derived from one.
        part: which part; letters, digits and hyphens.

    >>> derived(ox.NamedNode("https://example.org/arts"), "periode").value
    'https://example.org/arts#periode'
    >>> derived(ox.NamedNode("https://example.org/zaak#arts"), "periode").value
    'https://example.org/zaak#arts/periode'
    """
    if isinstance(fact, ox.BlankNode):
        return ox.BlankNode(f"{fact.value}-{part}")
    iri = fact.value
    return ox.NamedNode(f"{iri}/{part}" if "#" in iri else f"{iri}#{part}")


def numbered(part: str, values: Sequence[Node]) -> Iterator[tuple[str, Node]]:
    """Yield each value with the name of its part: the second and later ones have a number."""
    for number, value in enumerate(values, start=1):
        yield (part if number == 1 else f"{part}-{number}"), value


class Draft:
    """What a profile says of one dossier, while it is being said.

    Args:
        case: the dossier.
    """

    def __init__(self, case: Case) -> None:
        self.subjects = case.subjects
        self._said: dict[Node, dict[ox.Quad, None]] = {}
        self._left: dict[Unholdable, None] = {}

    def finished(self) -> Iterator[ox.Quad | Unholdable]:
        """Yield what was said, each statement once and by subject, and then what was left out."""
        for said in self._said.values():
            yield from said
        yield from self._left

    def say(self, subject: Node, predicate: ox.NamedNode, value: Value) -> None:
        """Make a statement."""
        said = self._said.get(subject)
        if said is None:
            said = self._said[subject] = {}
        said[ox.Quad(subject, predicate, value)] = None

    def leave(self, subject: Node, predicate: ox.NamedNode, value: Value, why: Text) -> None:
        """Leave a value out, and say why."""
        unheld = Unholdable(term_text(subject), predicate.value, term_text(value), why)
        self._left[unheld] = None

    def leave_incomplete(self, fact: Node, kind: ox.NamedNode) -> None:
        """Leave a fact out that lacks who is involved in it."""
        self.leave(fact, TYPE, kind, _INCOMPLETE)

    def nodes(self, fact: Node, predicate: ox.NamedNode) -> list[Node]:
        """Return the nodes among the values of a property, sorted."""
        values = self.subjects.get(fact, {}).get(predicate, ())
        found = [each for each in values if isinstance(each, ox.NamedNode | ox.BlankNode)]
        return sorted(found, key=str) if len(found) > 1 else found

    def node(self, fact: Node, predicate: ox.NamedNode) -> Node | None:
        """Return the first node among the values of a property; others are left out."""
        found = self.nodes(fact, predicate)
        for more in found[1:]:
            self.leave(fact, predicate, more, _MORE_THAN_ONE)
        return found[0] if found else None

    def day(self, fact: Node, predicate: ox.NamedNode) -> ox.Literal | None:
        """Return the day that a property has, or None; what is no day is left out."""
        days: list[ox.Literal] = []
        for value in self.subjects.get(fact, {}).get(predicate, ()):
            if isinstance(value, ox.Literal) and value.datatype == _DAY:
                days.append(value)
            else:
                self.leave(fact, predicate, value, _NO_DAY)
        days.sort(key=str)
        for more in days[1:]:
            self.leave(fact, predicate, more, _MORE_THAN_ONE)
        return days[0] if days else None

    def period(self, fact: Node) -> Node | None:
        """Say in which period a fact holds, and return its node; None where it has no days."""
        interval: Node | None = None
        for predicate, end, part in _ENDS:
            day = self.day(fact, predicate)
            if day is None:
                continue
            if interval is None:
                interval = derived(fact, "periode")
                self.say(interval, TYPE, _INTERVAL)
            instant = derived(fact, part)
            self.say(interval, end, instant)
            self.say(instant, TYPE, _INSTANT)
            self.say(instant, _ON, day)
        return interval
