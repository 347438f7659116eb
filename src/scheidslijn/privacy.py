"""What of a dossier may leave: a guard that every export of dossiers passes.

It knows what may pass, and withholds the rest: statements with a property that the ontology
declares for dossiers, whose value is a term of the rule book, a node that the dossier itself
describes, a day, a truth value or a small number. So no text passes, no code list of others and
no vocabulary of others, whatever they say. What says something about health although the ontology
knows it is named here. What was withheld is counted by reason and by term of ours; a term of
others is not named, since a name can say as much as a value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

import pyoxigraph as ox

from scheidslijn.bsn import find_bsn, find_called_bsn
from scheidslijn.errors import InputError
from scheidslijn.model import Term, Text
from scheidslijn.namespaces import BASE, ID, OWL, RDF_TYPE, RDFS, RDFS_LABEL, SL, XSD
from scheidslijn.rulebook import Index
from scheidslijn.slots import (
    Kind,
    Slot,
    Value,
    classes_of,
    individuals,
    kind_of,
    nodes_of,
    only_for_rules,
)

__all__ = ["REASONS", "Cleaned", "Guard", "Reason", "Withheld", "add_up"]

# The modules of the ontology that dossiers use; the others are for rules and findings alone.
_MODULES: Final = ("actor", "besluit", "dossier", "gegevens", "proces", "rol", "taak")
# Every instance of these tells of complaints, whatever property it is a value of.
_HEALTH_CLASSES: Final = (SL + "Klachtsoort",)
# What says which complaints somebody has, what caused them, or that they are examined or treated.
# What was weighed and may leave: that somebody is ill, fit again or fit for other work, which
# the dossier says by being one; what every physician does for everybody, such as an anamnesis, an
# opinion or a check of an intervention; categories of data, which say what was asked and not what
# was answered; the role of who treats, since the dividing lines are about roles.
_HEALTH_VALUES: Final = frozenset(
    ID + name
    for name in (
        "besluitgrond/opzettelijk-veroorzaakt",  # the cause
        "interventiesoort/medisch",  # treats complaints
        "processtapsoort/eerste-taxatie-psychisch",
        "taak/aanvullend-onderzoek-aanvragen",
        "taak/behandeling-bewegingsapparaat",
        "taak/beroepsziekte-melden",  # the cause
        "taak/hulp-bij-psychische-klachten",
        "taak/lichamelijk-onderzoek",
        "taak/medisch-verwijzen",
        "taak/psychisch-onderzoek",
        "taak/regres-uitvoeren",  # the cause: somebody else is liable
        "taak/vaccineren",
        "voorwaarde/bij-interventie-medisch",
        "voorwaarde/richtlijn-consult-binnen-twee-weken",  # a guideline is one for a complaint
        "voorwaarde/richtlijn-consult-twee-tot-vier-weken",
        "voorwaarde/richtlijn-vraagt-nazorg",
        "voorwaarde/specialistische-interventie-nodig",
        "voorwaarde/td-medische-problematiek",
        "voorwaarde/td-niet-medische-oorzaak",
        "voorwaarde/td-psychische-klachten",
        "voorwaarde/verwezen-naar-behandelaar",
        "voorwaarde/wga-behandelopdracht",
        "voorwaarde/wga-grond-opzet",  # the cause
    )
)
_TEXTS: Final = (RDFS_LABEL, RDFS + "comment")
_MOST_KEPT: Final = 1 << 16

_A: Final = ox.NamedNode(RDF_TYPE)
_ORGANISATION: Final = ox.NamedNode(SL + "Organisatie")
_PERSON: Final = SL + "Persoon"
_HOLDER: Final = SL + "houder"

_DEFINED: Final = RDFS + "isDefinedBy"
_DEFAULT: Final = ox.DefaultGraph()
_T = TypeVar("_T")

Node = ox.NamedNode | ox.BlankNode
_Terms = tuple[Node | ox.Triple, ox.NamedNode, Value, Node | ox.DefaultGraph]


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


_FORMS: Final = {
    Kind.BOOLEAN: (XSD + "boolean", re.compile(r"true|false|0|1")),
    Kind.DATE: (
        XSD + "date",
        re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(Z|[+-][0-9]{2}:[0-9]{2})?"),
    ),
    # too short for a number that names somebody
    Kind.INTEGER: (XSD + "integer", re.compile(r"[+-]?[0-9]{1,6}")),
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
        described: the nodes with a name that the unit itself describes, and that may leave.
    """

    quads: Sequence[ox.Quad]
    withheld: tuple[Withheld, ...]
    described: frozenset[ox.NamedNode]


def add_up(withheld: Iterable[Withheld]) -> tuple[Withheld, ...]:
    """Return what was withheld from several units together, sorted."""
    found: Counter[tuple[Reason, Term]] = Counter()
    for each in withheld:
        found[each.reason, each.term] += each.count
    return _counted(found)


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
        self._names = frozenset(each for each in kinds if not each.startswith("_:"))
        self._known = nodes_of(self._names)
        self._health = nodes_of(_HEALTH_VALUES) | individuals(_HEALTH_CLASSES, terms)
        self._classes = nodes_of(
            each for each in own if OWL + "Class" in kinds[each] and each not in rule_classes
        )
        text = Slot(Kind.TEXT)
        self._slots = {_A: Slot(Kind.CLASS)} | {ox.NamedNode(each): text for each in _TEXTS}
        for each in own:
            kind_of_value = kind_of(each, kinds[each], terms)
            if kind_of_value is not None and not only_for_rules(each, terms, rule_classes):
                self._slots[ox.NamedNode(each)] = self._slot(each, kind_of_value, terms)
        self._judged: dict[tuple[Slot, Value], Reason | None] = {}
        self._labels: dict[str, ox.BlankNode] = {}

    def _slot(self, prop: Term, kind: Kind, terms: Index) -> Slot:
        """Return what may stand as the value of a property."""
        if kind is not Kind.NODE:
            return Slot(kind)
        ranges = classes_of(prop, RDFS + "range", terms)
        known = individuals(ranges, terms) if ranges else self._known
        return Slot(kind, known, _PERSON in ranges or prop == _HOLDER)

    @property
    def health(self) -> frozenset[Term]:
        """The terms of the rule book that say something about somebody's health."""
        return frozenset(each.value for each in self._health if isinstance(each, ox.NamedNode))

    def knows(self, term: Term) -> bool:
        """Return whether an IRI is a term of the ontology or the rule book."""
        return term in self._names

    def clean(self, quads: Sequence[ox.Quad], source: str = "<dossier>") -> Cleaned:
        """Return what of a unit may leave: one dossier, or several that were read together.

        Args:
            quads: its statements; a node passes if one of them gives it a class.
            source: the name of the file, for messages.

        Raises:
            InputError: a citizen service number stands in a number, or in the name of a node
                or graph; an organisation may be named by its RSIN, which looks the same, unless
                the name calls it a citizen service number or it stands where a person belongs.
        """
        # once, since each time makes other objects
        terms = [(q.subject, q.predicate, q.object, q.graph_name) for q in quads]
        nodes = self._described(terms, source)
        passed: list[ox.Quad] = []
        withheld: Counter[tuple[Reason, Term]] = Counter()
        graphs: set[object] = {_DEFAULT}
        slots, judged = self._slots, self._judged
        for quad, (subject, predicate, value, graph) in zip(quads, terms, strict=True):
            if graph not in graphs:
                graphs.add(graph)
                if isinstance(graph, ox.NamedNode) and find_bsn(graph.value):
                    raise _refusal(graph.value, "a graph", source)
            slot = slots.get(predicate)
            if slot is None:
                withheld[Reason.VOCABULARY, ""] += 1
                continue
            if value not in nodes or slot.kind is not Kind.NODE:
                key = (slot, value)
                reason = judged[key] if key in judged else self._judge(slot, value, source)
                if reason is not None:
                    withheld[reason, self._name(slot, predicate, value)] += 1
                    continue
            if subject not in nodes and not isinstance(subject, ox.BlankNode):
                withheld[Reason.NODE, self._name(slot, predicate, value)] += 1
                continue
            if (
                isinstance(subject, ox.BlankNode)
                or isinstance(value, ox.BlankNode)
                or isinstance(graph, ox.BlankNode)
            ):
                quad = self._relabelled(quad)
            passed.append(quad)
        return Cleaned(tuple(passed), _counted(withheld), nodes)

    def _judge(self, slot: Slot, value: Value, source: str) -> Reason | None:
        """Return why a value that is no node of the dossier does not leave, or None."""
        kind = slot.kind
        if kind is Kind.TEXT:
            return Reason.TEXT
        if kind is Kind.HEALTH or value in self._health:
            return Reason.HEALTH
        if isinstance(value, ox.BlankNode):
            return None if kind is Kind.NODE else Reason.VALUE
        reason: Reason | None
        if kind is Kind.NODE:
            unknown = isinstance(value, ox.NamedNode) and value not in self._known
            other = Reason.NODE if unknown else Reason.VALUE
            reason = None if value in slot.known else other
        elif kind is Kind.CLASS:
            reason = None if value in self._classes else Reason.VOCABULARY
        else:
            reason = None if _fits(kind, value, source) else Reason.VALUE
        if len(self._judged) >= _MOST_KEPT:
            self._judged.clear()
        self._judged[slot, value] = reason
        return reason

    def _described(self, quads: Iterable[_Terms], source: str) -> frozenset[ox.NamedNode]:
        """Return the nodes to which a unit gives a class of dossiers, and no rule has."""
        found: dict[Value, set[Value]] = {}
        names: dict[Value, None] = {}  # in their order, so that the first is always the same
        persons: set[Value] = set()
        slots, classes = self._slots, self._classes
        for subject, predicate, value, _ in quads:
            names[subject] = None
            slot = slots.get(predicate)
            if slot is None:
                continue
            if slot.kind is Kind.NODE:
                names[value] = None
                if slot.personal:
                    persons.add(value)
            elif slot.kind is Kind.CLASS and value in classes:
                found.setdefault(subject, set()).add(value)
        own: set[ox.NamedNode] = set()
        for node in names:
            if not isinstance(node, ox.NamedNode) or node in self._known:
                continue
            kinds = found.get(node)
            rsin = kinds == {_ORGANISATION} and node not in persons
            if (find_called_bsn if rsin else find_bsn)(node.value):
                raise _refusal(node.value, "a node", source)
            if kinds is not None and not node.value.startswith(BASE):
                own.add(node)
        return frozenset(own)

    def _name(self, slot: Slot, predicate: ox.NamedNode, value: Value) -> Term:
        """Return the term of ours that a count is kept under."""
        if slot.kind is not Kind.CLASS:
            return predicate.value
        ours = value in self._known and value not in self._health
        return value.value if isinstance(value, ox.NamedNode) and ours else ""

    def _relabelled(self, quad: ox.Quad) -> ox.Quad:
        """Return a quad with a number for each blank node, since somebody may have chosen a label.

        All labels are replaced, so that none that was chosen is the number of another.
        """
        subject, predicate, value, graph = quad
        return ox.Quad(
            self._numbered(subject), predicate, self._numbered(value), self._numbered(graph)
        )

    def _numbered(self, term: _T) -> _T | ox.BlankNode:
        if not isinstance(term, ox.BlankNode):
            return term
        return self._labels.setdefault(term.value, ox.BlankNode(f"g{len(self._labels)}"))


def _fits(kind: Kind, value: Value, source: str) -> bool:
    """Return whether a value is written as one of its kind."""
    if not isinstance(value, ox.Literal):
        return False
    if kind is Kind.INTEGER and find_bsn(value.value):
        raise InputError(
            source,
            "a citizen service number (BSN) seems to stand in a number: nothing is exported; take "
            "it out of the dossier.",
        )
    datatype, form = _FORMS[kind]
    return value.datatype.value == datatype and form.fullmatch(value.value) is not None


def _counted(found: Mapping[tuple[Reason, Term], int]) -> tuple[Withheld, ...]:
    return tuple(sorted(Withheld(*key, count) for key, count in found.items()))


def _refusal(name: str, what: str, source: str) -> InputError:
    # as the digits are written: those of other scripts too, and those of a percent-encoding
    hidden = "".join("*" if sign.isnumeric() else sign for sign in name)
    return InputError(
        source,
        f"a citizen service number (BSN) seems to stand in the name of {what}, {hidden}: nothing "
        "is exported; name it otherwise, or export with pseudonyms.",
    )
