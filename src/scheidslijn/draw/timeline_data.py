"""What a dossier says with a date: who had which role when, and what was done by whom.

Every fact of the dossier is read, whatever its class, so that a class that is new to the ontology
is drawn as well: as a bar when it lasts, as a mark when it has a day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from scheidslijn.draw.lookup import Names, only, select
from scheidslijn.errors import UsageError
from scheidslijn.model import Engine, Language, Term
from scheidslijn.namespaces import ID, RDF_TYPE, SL

__all__ = ["Case", "Fact", "find_case", "read_case", "said"]

_DOSSIERS: Final = "SELECT DISTINCT ?dossier WHERE { ?dossier a sl:Dossier }"
_OF_DOSSIER: Final = """
SELECT DISTINCT ?dossier ?property ?value WHERE { %s ?dossier a sl:Dossier ; ?property ?value }
"""
_FACTS: Final = """
SELECT DISTINCT ?dossier ?fact ?property ?value WHERE {
  %s
  ?dossier a sl:Dossier .
  ?fact sl:dossier ?dossier ; ?property ?value .
}
"""
# These stand beside the dossier, since they are about more than one.
_BESIDE: Final = """
SELECT DISTINCT ?fact ?property ?value WHERE {
  VALUES ?class { sl:Aansturing sl:Dienstverband }
  ?fact a ?class ; ?property ?value .
}
"""
# Whose lane a fact stands in: the first of these that it has.
_ACTORS: Final = (
    "gedelegeerde", "door", "aangestuurde", "medewerker", "houder", "voorzitter", "hoorder",
    "voorgesteldDoor", "indiener", "aanvrager", "beslistDoor", "beoordeeldDoor", "verwezenNaar",
)  # fmt: skip
# What a fact is about, in the order in which it is said.
_ABOUT: Final = (
    "rol", "gedelegeerdeTaak", "taak", "bewerking", "gegevens", "bestandssoort", "besluitsoort",
    "processtapsoort", "interventiesoort", "bestredenBesluit", "overBezwaar", "functie",
)  # fmt: skip
_FOR: Final = (
    "namens", "delegerende", "aansturende", "inDienstBij", "verstrektAan", "voorbereidDoor",
    "hoorder", "verwezenNaar", "gevraagdAan", "medischeStukkenAan",
)  # fmt: skip
# The day of a fact: the first of these that it has. With only the last two, it lasts.
_DAYS: Final = ("datum", "verrichtOp", "uiterlijkOp")
_MOMENTS: Final = ("eersteZiektedag", "hersteldatum", "peildatum")

_Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something in a dossier: on a day, or from one day until another, both included.

    Attributes:
        kind: its class.
        actor: in whose lane it stands, or None.
        about: the terms that say what it is, such as a role or a task.
        party: for or by whom, such as the principal of a role, each with the property that says so.
        day: when it was done; None for what lasts, or has no date.
        start: its first day, if it has one.
        end: its last day; None while it still holds.
        due: the day by which it had to be done, where that is stated beside the day.
    """

    iri: Term
    kind: Term
    actor: Term | None
    about: tuple[str, ...]
    party: tuple[tuple[Term, Term], ...]
    day: date | None
    start: date | None
    end: date | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier: its parties, its facts, and the days that it names itself."""

    iri: Term
    domains: tuple[Term, ...]
    employees: tuple[Term, ...]
    employers: tuple[Term, ...]
    moments: tuple[tuple[Term, date], ...]
    start: date | None
    facts: tuple[Fact, ...]
    employments: tuple[Fact, ...]
    names: Names

    @property
    def first_day(self) -> date | None:
        """The first day of sickness, from which the law counts weeks."""
        return next((day for name, day in self.moments if name == SL + _MOMENTS[0]), None)


def said(fact: Fact, names: Names) -> str:
    """Return what a fact is about and for or by whom, in one line."""
    about = ", ".join(names[term] for term in fact.about)
    if not any(term.startswith(ID) for term in fact.about):
        about = f"{names[fact.kind]}: {about}" if about else names[fact.kind]
    parties = (
        f"{names[name]} {', '.join(names[party] for _, party in those)}"
        for name, those in groupby(fact.party, key=lambda each: each[0])
    )
    return " · ".join(part for part in (about, *parties) if part)


def find_case(engine: Engine, dossier: str | None) -> Term:
    """Return the dossier that is meant, or the only one there is.

    Raises:
        UsageError: there is no such dossier, or there is more than one to choose from.
    """
    known = [row[0] for row in select(engine, _DOSSIERS)]
    listed = ", ".join(known[:5]) + (", …" if len(known) > 5 else "")
    if dossier is not None:
        if dossier in known:
            return dossier
        raise UsageError(f"there is no dossier {dossier}; there is: {listed}")
    if len(known) != 1:
        raise UsageError(
            f"expected one dossier and found {len(known)}; choose with --dossier IRI: {listed}"
        )
    return known[0]


def read_case(engine: Engine, dossier: Term, language: Language) -> Case:
    """Return what the store says of a dossier."""
    own: _Fields = {}
    for case, name, value in select(engine, _OF_DOSSIER % only("dossier", [dossier])):
        if case == dossier:
            own.setdefault(name.removeprefix(SL), []).append(value)
    rows = select(engine, _FACTS % only("dossier", [dossier]))
    facts = _gather(row[1:] for row in rows if row[0] == dossier)
    beside = _gather(select(engine, _BESIDE))
    names = Names(engine, language)
    names.learn({value for fields in facts.values() for each in fields.values() for value in each})
    found = [_fact(iri, fields) for iri, fields in sorted(facts.items())]
    people = {fact.actor for fact in found} | {*own.get("werknemer", []), *own.get("werkgever", [])}
    others = [_fact(iri, fields) for iri, fields in sorted(beside.items())]
    others = [fact for fact in others if fact.actor in people]
    employed = [fact for fact in others if fact.kind == SL + "Dienstverband"]
    moments = [(SL + name, day) for name in _MOMENTS for day in _days(own.get(name, [])) if day]
    return Case(
        iri=dossier,
        domains=tuple(own.get("domein", [])),
        employees=tuple(own.get("werknemer", [])),
        employers=tuple(own.get("werkgever", [])),
        moments=tuple(moments),
        start=min(_days(own.get("vanaf", [])), default=None),
        facts=(*found, *(fact for fact in others if fact not in employed)),
        employments=tuple(employed),
        names=names,
    )


def _gather(rows: Iterable[tuple[str, ...]]) -> dict[Term, _Fields]:
    found: dict[Term, _Fields] = {}
    for fact, name, value in rows:
        fields = found.setdefault(fact, {})
        fields.setdefault(name if name == RDF_TYPE else name.removeprefix(SL), []).append(value)
    return found


def _fact(iri: Term, fields: _Fields) -> Fact:
    def first(names: tuple[str, ...]) -> list[str]:
        return next((fields[name] for name in names if name in fields), [])

    days = {name: min(_days(fields.get(name, [])), default=None) for name in _DAYS}
    day = next((found for found in days.values() if found is not None), None)
    due = days["uiterlijkOp"]
    actor = next(iter(first(_ACTORS)), None)
    return Fact(
        iri=iri,
        kind=min(fields.get(RDF_TYPE, [""])),
        actor=actor,
        about=tuple(value for name in _ABOUT for value in fields.get(name, [])),
        party=tuple(
            (SL + name, value) for name in _FOR for value in fields.get(name, []) if value != actor
        ),
        day=day,
        start=min(_days(fields.get("vanaf", [])), default=None),
        end=max(_days(fields.get("totEnMet", [])), default=None),
        due=due if due != day else None,
    )


def _days(values: Iterable[str]) -> list[date]:
    """Return the dates among values; one that cannot be is for the shapes to report."""
    found = []
    for value in values:
        try:
            found.append(date.fromisoformat(value[:10]))
        except ValueError:
            continue
    return found
