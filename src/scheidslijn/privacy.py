"""What of a dossier may leave: a guard that every export of dossiers passes.

It knows what may pass, and withholds the rest: statements with a property that the ontology
declares for dossiers, whose value is a term of the rule book, a node that the dossier itself
describes, a day, a truth value or a small number. So no text passes, no code list of others and
no vocabulary of others, whatever they say. What says something about health although the ontology
knows it is named here. What was withheld is counted by reason and by term of ours; a term of
others is not named, since a name can say as much as a value.
"""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar
from urllib.parse import unquote

import pyoxigraph as ox

from scheidslijn.errors import InputError
from scheidslijn.model import Term, Text
from scheidslijn.namespaces import BASE, ID, OWL, RDF, RDF_TYPE, RDFS, RDFS_LABEL, SL, XSD
from scheidslijn.rulebook import Index

__all__ = ["REASONS", "Cleaned", "Guard", "Reason", "Withheld", "add_up", "find_bsn"]

# The modules of the ontology that dossiers use; the others are for rules and findings alone.
_MODULES: Final = ("actor", "besluit", "dossier", "gegevens", "proces", "rol", "taak")
_HEALTH_PROPERTIES: Final = frozenset({SL + "klachtsoort"})
# Conditions that speak of the complaints, their cause or their treatment.
_HEALTH_VALUES: Final = frozenset(
    ID + "voorwaarde/" + name
    for name in (
        "richtlijn-consult-binnen-twee-weken",
        "richtlijn-consult-twee-tot-vier-weken",
        "richtlijn-vraagt-nazorg",
        "specialistische-interventie-nodig",
        "td-medische-problematiek",
        "td-niet-medische-oorzaak",
        "wga-behandelopdracht",
    )
)
_TEXTS: Final = (RDFS_LABEL, RDFS + "comment")
_MOST_KEPT: Final = 1 << 16

# Nine digits as people write a citizen service number, with no digit or letter beside them: random
# names of hexadecimal digits are full of nine digits in a row, and 123456782L01 names a payroll.
_NINE: Final = re.compile(
    # three digits first, since a search for digits is a quick one
    r"[0-9]{3}(?:(?<![0-9A-Za-z]...)|(?<=bsn...)|(?<=sofi...)|(?<=nummer...))"
    r"(?:[0-9]{6}|([ .-])[0-9]{3}\1[0-9]{3}|[0-9]([ .])[0-9]{2}\2[0-9]{3})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_ABROAD: Final = re.compile(r"(?:[+]|00)31[ -]?(?:[(]0[)])?[ -]?[0-9]")  # how a telephone begins
_SERIAL: Final = re.compile(r"(19|20)[0-9]{2}[ .](0[1-9]|1[0-2])[ .]")  # year, month and a serial
_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)

_A: Final = ox.NamedNode(RDF_TYPE)
_ORGANISATION: Final = ox.NamedNode(SL + "Organisatie")
_PLAIN_LABEL: Final = re.compile(r"b[0-9]+|n[0-9]+")

_DEFINED: Final = RDFS + "isDefinedBy"
_DEFAULT: Final = ox.DefaultGraph()
_T = TypeVar("_T")

Node = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Reason(StrEnum):
    """Why a statement does not leave."""

    HEALTH = "health"
    NODE = "node"
    TEXT = "text"
    VALUE = "value"
    VOCABULARY = "vocabulary"


REASONS: Final[Mapping[Reason, Text]] = MappingProxyType(
    {
        Reason.HEALTH: Text(
            nl="zegt iets over iemands gezondheid", en="says something about somebody's health"
        ),
        Reason.NODE: Text(
            nl="noemt iets dat het dossier zelf niet beschrijft",
            en="names something that the dossier itself does not describe",
        ),
        Reason.TEXT: Text(nl="is tekst", en="is text"),
        Reason.VALUE: Text(
            nl="heeft een waarde van een andere soort dan de ontologie verwacht",
            en="has a value of another kind than the ontology expects",
        ),
        Reason.VOCABULARY: Text(
            nl="gebruikt een term die de ontologie niet voor dossiers kent",
            en="uses a term that the ontology does not have for dossiers",
        ),
    }
)


class _Kind(StrEnum):  # whose hash is quick, other than that of Enum
    """What the value of a property is."""

    BOOLEAN = "boolean"
    CLASS = "class"
    DATE = "date"
    HEALTH = "health"
    INTEGER = "integer"
    NODE = "node"
    TEXT = "text"


_FORMS: Final = {
    _Kind.BOOLEAN: (XSD + "boolean", re.compile(r"true|false|0|1")),
    _Kind.DATE: (
        XSD + "date",
        re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(Z|[+-][0-9]{2}:[0-9]{2})?"),
    ),
    # too short for a number that names somebody
    _Kind.INTEGER: (XSD + "integer", re.compile(r"[+-]?[0-9]{1,6}")),
}


@dataclass(frozen=True, slots=True, order=True)
class Withheld:
    """How many statements were withheld for one reason.

    Attributes:
        reason: why; ``REASONS`` says it in words.
        term: the property of ours that they have, a class of ours, or "" for terms of others.
        count: how many.
    """

    reason: Reason
    term: Term
    count: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What of a unit may leave, and what was withheld.

    Attributes:
        quads: the statements that may leave, in their order.
        withheld: how many others there were, by reason and term, sorted.
    """

    quads: Sequence[ox.Quad]
    withheld: tuple[Withheld, ...]


def add_up(withheld: Iterable[Withheld]) -> tuple[Withheld, ...]:
    """Return what was withheld from several units together, sorted."""
    found: Counter[tuple[Reason, Term]] = Counter()
    for each in withheld:
        found[each.reason, each.term] += each.count
    return _counted(found)


def find_bsn(text: str) -> list[str]:
    """Return what in a text is written as a citizen service number (BSN) and passes its test.

    The test is that of the numbers themselves: nine times the first digit, eight times the second
    and so on to twice the eighth, less the ninth, is a multiple of eleven. One in eleven numbers of
    nine digits passes it by chance. A telephone number, a case number of year, month and serial
    and what starts with two noughts are passed over.

    >>> find_bsn("BSN 1234.56.782, telefoon 0101234567, dossier 2026-01-005")
    ['1234.56.782']
    """
    return [
        match[0]
        for match in _NINE.finditer(_ABROAD.sub("tel", text) if "31" in text else text)
        if _passes(match[0]) and not _SERIAL.match(match[0])
    ]


def _passes(number: str) -> bool:
    if number.startswith("00"):
        return False
    digits = map(int, re.sub("[^0-9]", "", number))
    total: int = sum(map(operator.mul, _WEIGHTS, digits))
    return total % 11 == 0


class Guard:
    """Lets pass what the ontology declares for dossiers, and nothing else.

    What passes may be pseudonymised before or after. Whoever does so before need not rename nodes
    that are named by a citizen service number.

    Args:
        terms: ontology and rule book, with the rules of the user if there are any.
    """

    def __init__(self, terms: Index) -> None:
        kinds: dict[Term, set[Term]] = {}
        for subject, kind in terms.instances(""):
            kinds.setdefault(subject, set()).add(kind)
        rule_classes = {kind for _, kind in terms.instances(ID)}
        own = [s for each in _MODULES for s in terms.subjects(_DEFINED, f"{BASE}def/{each}")]
        self._known: frozenset[Value] = frozenset(
            ox.NamedNode(each) for each in kinds if not each.startswith("_:")
        )
        self._health: frozenset[Value] = frozenset(map(ox.NamedNode, _HEALTH_VALUES))
        self._classes: frozenset[Value] = frozenset(
            ox.NamedNode(each)
            for each in own
            if OWL + "Class" in kinds[each] and each not in rule_classes
        )
        self._kinds = {_A: _Kind.CLASS} | {ox.NamedNode(text): _Kind.TEXT for text in _TEXTS}
        for each in own:
            kind_of_value = _kind_of(each, kinds[each], terms)
            if kind_of_value is not None and not _for_rules(each, terms, rule_classes):
                self._kinds[ox.NamedNode(each)] = kind_of_value
        self._judged: dict[tuple[_Kind, Value], Reason | None] = {}
        self._labels: dict[str, ox.BlankNode] = {}

    def clean(self, quads: Sequence[ox.Quad], source: str = "<dossier>") -> Cleaned:
        """Return what of a unit may leave: one dossier, or several that were read together.

        Args:
            quads: its statements; a node passes if one of them gives it a class.
            source: the name of the file, for messages.

        Raises:
            InputError: a citizen service number stands in a number, or in the name of a node
                or graph; an organisation may be named by its RSIN, which looks the same.
        """
        nodes = self._described(quads, source)
        passed: list[ox.Quad] = []
        withheld: Counter[tuple[Reason, Term]] = Counter()
        graphs: set[object] = {_DEFAULT}
        kinds, judged = self._kinds, self._judged
        for quad in quads:
            subject, predicate, value, graph = quad
            kind = kinds.get(predicate)
            if kind is None:
                withheld[Reason.VOCABULARY, ""] += 1
                continue
            if value not in nodes or kind is not _Kind.NODE:
                key = (kind, value)
                reason = judged[key] if key in judged else self._judge(kind, value, source)
                if reason is not None:
                    withheld[reason, self._name(kind, predicate, value)] += 1
                    continue
            if subject not in nodes and not isinstance(subject, ox.BlankNode):
                withheld[Reason.NODE, self._name(kind, predicate, value)] += 1
                continue
            if graph not in graphs:
                graphs.add(graph)
                _refuse_bsn(graph, "a graph", source)
            if (
                isinstance(subject, ox.BlankNode)
                or isinstance(value, ox.BlankNode)
                or isinstance(graph, ox.BlankNode)
            ):
                quad = self._relabelled(quad)
            passed.append(quad)
        return Cleaned(tuple(passed), _counted(withheld))

    def _judge(self, kind: _Kind, value: Value, source: str) -> Reason | None:
        """Return why a value that is no node of the dossier does not leave, or None."""
        if kind is _Kind.TEXT:
            return Reason.TEXT
        if kind is _Kind.HEALTH or value in self._health:
            return Reason.HEALTH
        if isinstance(value, ox.BlankNode):
            return None if kind is _Kind.NODE else Reason.VALUE
        reason: Reason | None
        if kind is _Kind.NODE:
            other = Reason.NODE if isinstance(value, ox.NamedNode) else Reason.VALUE
            reason = None if value in self._known else other
        elif kind is _Kind.CLASS:
            reason = None if value in self._classes else Reason.VOCABULARY
        else:
            reason = None if _fits(kind, value, source) else Reason.VALUE
        if len(self._judged) >= _MOST_KEPT:
            self._judged.clear()
        self._judged[kind, value] = reason
        return reason

    def _described(self, quads: Iterable[ox.Quad], source: str) -> set[object]:
        """Return the nodes to which a unit gives a class of dossiers, and no rule has."""
        found: dict[ox.NamedNode, set[Value]] = {}
        classes = self._classes
        for quad in quads:
            if quad.predicate == _A and quad.object in classes:
                subject = quad.subject
                if isinstance(subject, ox.NamedNode):
                    found.setdefault(subject, set()).add(quad.object)
        for node, own in found.items():
            if own != {_ORGANISATION}:
                _refuse_bsn(node, "a node", source)
        return {
            node for node in found if node not in self._known and not node.value.startswith(BASE)
        }

    def _name(self, kind: _Kind, predicate: ox.NamedNode, value: Value) -> Term:
        """Return the term of ours that a count is kept under."""
        if kind is not _Kind.CLASS:
            return predicate.value
        return value.value if isinstance(value, ox.NamedNode) and value in self._known else ""

    def _relabelled(self, quad: ox.Quad) -> ox.Quad:
        """Return a quad with a number for each blank node whose label somebody may have chosen."""
        subject, predicate, value, graph = quad
        return ox.Quad(
            self._numbered(subject), predicate, self._numbered(value), self._numbered(graph)
        )

    def _numbered(self, term: _T) -> _T | ox.BlankNode:
        if not isinstance(term, ox.BlankNode) or _PLAIN_LABEL.fullmatch(term.value):
            return term
        return self._labels.setdefault(term.value, ox.BlankNode(f"n{len(self._labels)}"))


def _fits(kind: _Kind, value: Value, source: str) -> bool:
    """Return whether a value is written as one of its kind."""
    if not isinstance(value, ox.Literal):
        return False
    if kind is _Kind.INTEGER and find_bsn(value.value):
        raise _refusal(value.value, "a number", source)
    datatype, form = _FORMS[kind]
    return value.datatype.value == datatype and form.fullmatch(value.value) is not None


def _counted(found: Mapping[tuple[Reason, Term], int]) -> tuple[Withheld, ...]:
    return tuple(sorted(Withheld(*key, count) for key, count in found.items()))


def _kind_of(prop: Term, kinds: Container[Term], terms: Index) -> _Kind | None:
    """Return what the value of a property is, or None for a term that is no property."""
    if prop in _HEALTH_PROPERTIES:
        return _Kind.HEALTH
    if OWL + "ObjectProperty" in kinds:
        return _Kind.NODE
    if OWL + "DatatypeProperty" not in kinds:
        return None
    ranges = terms.objects(prop, RDFS + "range")
    # OWL 2 knows no xsd:date, so that a property of days has no range at all
    known = {"": _Kind.DATE, XSD + "boolean": _Kind.BOOLEAN, XSD + "integer": _Kind.INTEGER}
    return known.get(next(iter(ranges), ""), _Kind.TEXT)


def _for_rules(prop: Term, terms: Index, rule_classes: Container[Term]) -> bool:
    """Return whether only what a rule book describes can have a property."""
    domains: set[Term] = set()
    for domain in terms.objects(prop, RDFS + "domain"):
        lists = terms.objects(domain, OWL + "unionOf")
        domains.update(each for start in lists for each in _members(start, terms))
        domains.update(() if lists else (domain,))
    return bool(domains) and all(each in rule_classes for each in domains)


def _members(start: Term, terms: Index) -> Iterator[Term]:
    """Yield the members of a list."""
    node: Term | None = start
    while node is not None and node != RDF + "nil":
        yield from terms.objects(node, RDF + "first")
        node = terms.first(node, RDF + "rest")


def _refuse_bsn(node: object, what: str, source: str) -> None:
    """Refuse the name of a node or graph in which a citizen service number stands.

    Raises:
        InputError: one does.
    """
    if isinstance(node, ox.NamedNode) and find_bsn(unquote(node.value)):
        raise _refusal(node.value, f"the name of {what}", source)


def _refusal(text: str, where: str, source: str) -> InputError:
    hidden = re.sub(r"[0-9]", "*", text)
    return InputError(
        source,
        f"a citizen service number (BSN) seems to stand in {where}, {hidden}: nothing is exported; "
        "name it otherwise, or export with pseudonyms.",
    )
