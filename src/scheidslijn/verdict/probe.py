"""Writes what is asked as a dossier: the smallest one in which it happens.

A verdict and a validation cannot disagree when both judge the same facts. So what is asked is
stated as a dossier, with everything that the conditions taken as met must show, and the same
shapes judge it. Nothing is stated that was not asked, but for what every dossier has. Whoever acts
is a natural person, the employer too, unless the role is that of an organisation alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final, Protocol

import pyoxigraph as ox

from scheidslijn.model import Term
from scheidslijn.namespaces import ID, RDF_TYPE, RDFS_LABEL, SL, XSD
from scheidslijn.verdict.actions import ACTIONS
from scheidslijn.verdict.types import Asked

__all__ = ["FACT", "Rules", "stated"]

_ASKED: Final = "urn:scheidslijn:gevraagd:"
_DOSSIER: Final = _ASKED + "dossier"
_EMPLOYEE: Final = _ASKED + "werknemer"
_EMPLOYER: Final = _ASKED + "werkgever"
_ACTOR: Final = _ASKED + "wie"
_OTHER: Final = _ASKED + "ander"
_DOCTOR: Final = _ASKED + "arts"
_DELEGATION: Final = _ASKED + "delegatie"
_ROLE: Final = _ASKED + "rolvervulling"
FACT: Final = _ASKED + "feit"
# Long enough ago that every first term of the calendar is not yet at issue.
_START: Final = timedelta(days=14)
_DUTCH: Final = "nl"
_PERSONAL: Final = ID + "gegevenscategorie/persoonsgegevens"  # what every file on somebody holds
_NAMES: Final = {
    _DOSSIER: "Wat is gevraagd",
    _EMPLOYEE: "Werknemer",
    _EMPLOYER: "Werkgever",
    _ACTOR: "Wie het doet",
    _OTHER: "De ander",
    _DOCTOR: "Arts",
}


class Rules(Protocol):
    """The rule book as far as it says what follows from what."""

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects, literals by their lexical form, sorted."""

    def subjects(self, predicate: str, value: Term) -> list[Term]:
        """Return the subjects that have this value, sorted."""


def stated(asked: Asked, rules: Rules) -> tuple[ox.Quad, ...]:
    """Return the dossier in which what is asked happens, as statements without a graph.

    The fact itself is ``FACT``; for roles together it is the second role assignment.
    """
    quads = list(dict.fromkeys(_Probe(asked, rules).statements()))
    subjects = list(dict.fromkeys(quad.subject for quad in quads))
    return tuple(sorted(quads, key=lambda quad: subjects.index(quad.subject)))


class _Probe:
    """One dossier in the making."""

    def __init__(self, asked: Asked, rules: Rules) -> None:
        self._asked = asked
        self._rules = rules
        self._action = ACTIONS[asked.action]
        self._start = (asked.on - _START).isoformat()
        self._day = asked.on.isoformat()

    def statements(self) -> Iterator[ox.Quad]:
        asked = self._asked
        yield from self._case()
        actor = self._party(asked.role.iri, _ACTOR)
        yield from self._as(actor, asked.role.iri, _ROLE)
        if asked.action == "combine":
            yield from self._as(actor, asked.matter.iri, FACT)
        else:
            yield from self._fact(actor)
        for condition in asked.given:
            yield from self._shown(condition.iri, actor)

    def _case(self) -> Iterator[ox.Quad]:
        yield from _typed(_DOSSIER, "Dossier")
        yield from _typed(_EMPLOYEE, "Persoon")
        acts = self._party(self._asked.role.iri, _ACTOR) == _EMPLOYER
        yield from _typed(_EMPLOYER, "Persoon" if acts else "Organisatie")
        yield _link(_DOSSIER, "domein", self._asked.domain.iri)
        yield _link(_DOSSIER, "werknemer", _EMPLOYEE)
        yield _link(_DOSSIER, "werkgever", _EMPLOYER)
        for scheme in self._rules.objects(self._asked.domain.iri, SL + "betreftRegeling"):
            yield _link(_DOSSIER, "eigenrisicodragerVoor", scheme)
        yield _dated(_DOSSIER, "eersteZiektedag", self._start)
        yield _dated(_DOSSIER, "vanaf", self._start)

    def _party(self, role: Term, otherwise: Term) -> Term:
        """Return who holds this role: a party of the dossier, or somebody else."""
        of_dossier = self._rules.objects(role, SL + "volgtUitDossiereigenschap")
        if SL + "werknemer" in of_dossier:
            return _EMPLOYEE
        if SL + "werkgever" in of_dossier or self._rules.objects(role, SL + "volgtUitWerkgeverMet"):
            return _EMPLOYER
        return otherwise

    def _as(self, actor: Term, role: Term, assignment: Term) -> Iterator[ox.Quad]:
        """State that somebody holds a role; an organisation does not hold two in one hand."""
        combined = self._asked.action == "combine"
        kinds = [] if combined else self._rules.objects(role, SL + "volgtUitOrganisatiesoort")
        if actor not in (_EMPLOYEE, _EMPLOYER):
            yield from _typed(actor, "Organisatie" if kinds else "Persoon")
            yield from (_link(actor, "organisatiesoort", kind) for kind in kinds)
        yield from _typed(assignment, "Rolvervulling")
        yield _link(assignment, "dossier", _DOSSIER)
        yield _link(assignment, "door", actor)
        yield _link(assignment, "rol", role)
        yield _dated(assignment, "vanaf", self._start)

    def _fact(self, actor: Term) -> Iterator[ox.Quad]:
        action, matter = self._action, self._asked.matter.iri
        yield from _typed(FACT, action.fact)
        yield _link(FACT, "dossier", _DOSSIER)
        yield _link(FACT, action.actor, actor)
        if action.actor == "door" and action.fact != "Besluit":
            yield _link(FACT, "inRol", _ROLE)
        prop = self._matter_property(matter)
        yield _link(FACT, prop, matter)
        if action.operation_iri is not None:
            yield _link(FACT, "bewerking", action.operation_iri)
        if prop == "bestandssoort" and action.fact == "Gegevensverwerking":
            inside = self._rules.objects(matter, SL + "bevat") or [_PERSONAL]
            yield from (_link(FACT, "gegevens", each) for each in inside)
        if action.fact == "Toegangsrecht":
            yield _link(FACT, "bewerking", f"{ID}bewerking/raadplegen")
        if action.fact == "Taakdelegatie":
            yield from self._delegated(actor)
        elif action.fact in ("Besluit", "Toegangsrecht"):
            yield _dated(FACT, "vanaf", self._day)
        else:
            yield _dated(FACT, "datum", self._day)
        yield from self._towards()

    def _matter_property(self, matter: Term) -> str:
        kinds = self._rules.objects(matter, RDF_TYPE)
        if SL + "Bestandssoort" in kinds:
            return "bestandssoort"
        by_fact = {"Taakdelegatie": "gedelegeerdeTaak", "Handeling": "taak"}
        by_fact |= {"Gegevensverwerking": "gegevens", "Besluit": "besluitsoort"}
        return by_fact[self._action.fact]

    def _delegated(self, actor: Term) -> Iterator[ox.Quad]:
        towards = self._asked.towards
        delegate = _OTHER if towards is None else self._party(towards.iri, _OTHER)
        yield _link(FACT, "gedelegeerde", delegate)
        yield _dated(FACT, "vanaf", self._start)
        if towards is None:
            yield from _typed(_OTHER, "Persoon")

    def _towards(self) -> Iterator[ox.Quad]:
        """State who is at the other end: whom data go to or come from, or the delegate."""
        towards = self._asked.towards
        if towards is None:
            return
        other = self._party(towards.iri, _OTHER)
        yield from self._as(other, towards.iri, _ASKED + "andere-rolvervulling")
        if self._action.operation == "delen":
            yield _link(FACT, "verstrektAan", other)
        elif self._action.operation is not None:
            yield _link(FACT, "afkomstigVan", other)

    def _shown(self, condition: Term, actor: Term) -> Iterator[ox.Quad]:
        """State what shows that a condition is met, as a dossier would."""
        kinds = {kind.removeprefix(SL) for kind in self._rules.objects(condition, RDF_TYPE)}
        (feature, *_) = self._rules.objects(condition, SL + "eigenschap") or [SL + "toontAan"]
        values = self._rules.objects(condition, SL + "vereisteWaarde")
        if "Kwalificatievoorwaarde" in kinds:
            yield from self._qualified(actor, values[0])
        elif "Dossiervoorwaarde" in kinds:
            yield _link(_DOSSIER, feature.removeprefix(SL), values[0])
        elif kinds & {"Delegatiegrond", "Delegatievoorwaarde", "Bewijsvoorwaarde", "Rolvoorwaarde"}:
            delegation = self._delegated_by()
            yield from self._ground(actor)
            if feature not in (RDF_TYPE, SL + "gedelegeerdeTaak") and values:
                yield ox.Quad(ox.NamedNode(delegation), ox.NamedNode(feature), _term(values[0]))
            if feature == SL + "gedelegeerdeTaak" and delegation == _DELEGATION:
                yield _link(delegation, "gedelegeerdeTaak", values[0])
            for requirement in self._rules.objects(condition, SL + "vereistBewijs"):
                yield from self._evidence(delegation, requirement)
        elif "Gemachtigdevoorwaarde" in kinds:
            objection = _ASKED + "bezwaar"
            yield from _typed(objection, "Bezwaar")
            yield _link(objection, "dossier", _DOSSIER)
            yield _link(objection, "medischeStukkenAan", actor)
        elif feature == SL + "vereiste":
            yield from self._ground(actor)
            yield from self._evidence(self._delegated_by(), values[0])
        elif "Voorwaarde" not in kinds:
            yield from self._feature(condition, feature, values, actor)

    def _feature(
        self, condition: Term, feature: Term, values: list[Term], actor: Term
    ) -> Iterator[ox.Quad]:
        roles = self._rules.objects(condition, SL + "vereisteRol")
        limits = self._rules.objects(condition, SL + "hoogsteWaarde")
        if roles and feature.removeprefix(SL) != self._action.actor:
            other = self._party(roles[0], f"{_ASKED}wie-{roles[0].rsplit('/', 1)[-1]}")
            yield from self._as(other, roles[0], f"{_ASKED}rol-{roles[0].rsplit('/', 1)[-1]}")
            yield _link(FACT, feature.removeprefix(SL), other)
        elif values:
            yield ox.Quad(ox.NamedNode(FACT), ox.NamedNode(feature), _term(values[0]))
        elif limits:
            literal = ox.Literal(limits[0], datatype=ox.NamedNode(XSD + "integer"))
            yield from self._ground(actor)
            delegation = ox.NamedNode(self._delegated_by())
            yield ox.Quad(delegation, ox.NamedNode(feature), literal)

    def _qualified(self, holder: Term, kind: Term) -> Iterator[ox.Quad]:
        qualification = f"{_ASKED}kwalificatie-{kind.rsplit('/', 1)[-1]}"
        yield from _typed(qualification, "Kwalificatie")
        yield _link(qualification, "houder", holder)
        yield _link(qualification, "kwalificatiesoort", kind)
        yield _dated(qualification, "vanaf", self._start)

    def _delegation(self, delegate: Term) -> Iterator[ox.Quad]:
        """State a delegation to somebody, with evidence of all that every delegation needs."""
        yield from _typed(_DOCTOR, "Persoon")
        yield from self._as(_DOCTOR, self._doctor(), _ASKED + "rolvervulling-arts")
        yield from _typed(_DELEGATION, "Taakdelegatie")
        yield _link(_DELEGATION, "dossier", _DOSSIER)
        yield _link(_DELEGATION, "delegerende", _DOCTOR)
        yield _link(_DELEGATION, "gedelegeerde", delegate)
        if not self._tasks_given():
            acting = self._action.fact == "Handeling"
            task = self._asked.matter.iri if acting else ID + "taak/gezondheidsgegevens-verzamelen"
            yield _link(_DELEGATION, "gedelegeerdeTaak", task)
        yield _dated(_DELEGATION, "vanaf", self._start)
        if self._action.fact in ("Handeling", "Gegevensverwerking"):
            yield _link(FACT, "opGrondVan", _DELEGATION)

    def _tasks_given(self) -> bool:
        """Return whether a given condition itself says which tasks are delegated."""
        task = SL + "gedelegeerdeTaak"
        return any(task in self._rules.objects(c.iri, SL + "eigenschap") for c in self._asked.given)

    def _doctor(self) -> Term:
        verzuim = self._asked.domain.iri.endswith("/verzuim")
        return ID + ("rol/bedrijfsarts" if verzuim else "rol/verzekeringsarts")

    def _delegated_by(self) -> Term:
        """Return the delegation that evidence is about: what is asked, or what it rests on."""
        return FACT if self._action.fact == "Taakdelegatie" else _DELEGATION

    def _ground(self, actor: Term) -> Iterator[ox.Quad]:
        """State the delegation that evidence is about, if that is not what is asked."""
        if self._delegated_by() == _DELEGATION:
            yield from self._delegation(actor)

    def _evidence(self, delegation: Term, requirement: Term) -> Iterator[ox.Quad]:
        evidence = f"{_ASKED}bewijs-{requirement.rsplit('/', 1)[-1]}"
        yield from _typed(evidence, "Delegatiebewijs")
        yield _link(delegation, "bewijs", evidence)
        yield _link(evidence, "vereiste", requirement)
        yield _dated(evidence, "datum", self._start)


def _term(value: str) -> ox.NamedNode | ox.Literal:
    if value in ("true", "false"):
        return ox.Literal(value, datatype=ox.NamedNode(XSD + "boolean"))
    return ox.NamedNode(value)


def _typed(subject: Term, kind: str) -> Iterator[ox.Quad]:
    yield ox.Quad(ox.NamedNode(subject), ox.NamedNode(RDF_TYPE), ox.NamedNode(SL + kind))
    if subject in _NAMES:
        name = ox.Literal(_NAMES[subject], language=_DUTCH)
        yield ox.Quad(ox.NamedNode(subject), ox.NamedNode(RDFS_LABEL), name)


def _link(subject: Term, prop: str, value: Term) -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(SL + prop), ox.NamedNode(value))


def _dated(subject: Term, prop: str, day: str) -> ox.Quad:
    literal = ox.Literal(day, datatype=ox.NamedNode(XSD + "date"))
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(SL + prop), literal)
