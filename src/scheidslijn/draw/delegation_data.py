"""What the rule book says about passing on tasks: which task, whose, to whom, in which form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scheidslijn.draw.lookup import Names, only, places, select
from scheidslijn.model import Engine, Language, Term
from scheidslijn.namespaces import ID

__all__ = ["DOCTORS", "Delegability", "Delegations", "delegations"]

DOCTORS: Final = (f"{ID}rol/bedrijfsarts", f"{ID}rol/verzekeringsarts")

_NORMS: Final = """
SELECT DISTINCT ?norm WHERE { ?norm a sl:Delegeerbaarheid }
"""
_FIELDS: Final = """
SELECT DISTINCT ?norm ?field ?value WHERE {
  VALUES (?property ?field) {
    (sl:betreftTaak "task") (sl:drager "bearer") (sl:uitTeOefenenDoor "delegate")
    (sl:overdrachtsvorm "form") (sl:voorwaarde "condition") (sl:domein "domain")
    (sl:status "status")
  }
  ?norm a sl:Delegeerbaarheid ; ?property ?value .
}
"""
_BROADER: Final = """
SELECT DISTINCT ?doctor ?broader WHERE { %s ?doctor sl:brederRol* ?broader }
"""
_CODES: Final = """
SELECT DISTINCT ?norm ?code WHERE {
  ?norm a sl:Delegeerbaarheid ; sl:vindplaats/sl:brondocument/sl:code ?code .
}
"""


@dataclass(frozen=True, slots=True)
class Delegability:
    """One norm on whether a task may be passed on.

    Attributes:
        bearers: whose task it is.
        doctors: those of `DOCTORS` who are meant, also where a bearer is a broader role.
        delegates: who may carry it out; empty where the norm names nobody.
        forms: how it is passed on, or that it may not be.
        codes: the source documents that say so.
        sources: the places in them.
    """

    norm: Term
    tasks: tuple[Term, ...]
    bearers: tuple[Term, ...]
    doctors: tuple[Term, ...]
    delegates: tuple[Term, ...]
    forms: tuple[Term, ...]
    conditions: tuple[Term, ...]
    domains: tuple[Term, ...]
    statuses: tuple[Term, ...]
    codes: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delegations:
    """All norms on passing on tasks, with the names of what they speak of."""

    norms: tuple[Delegability, ...]
    names: Names


def delegations(engine: Engine, language: Language) -> Delegations:
    """Return every norm of the rule book on whether a task may be passed on."""
    fields: dict[tuple[Term, str], list[Term]] = {}
    for norm, field, value in select(engine, _FIELDS):
        fields.setdefault((norm, field), []).append(value)
    codes: dict[Term, list[str]] = {}
    for norm, code in select(engine, _CODES):
        codes.setdefault(norm, []).append(code)
    where = places(engine)
    listed = [row[0] for row in select(engine, _NORMS)]
    broader: dict[Term, set[Term]] = {doctor: {doctor} for doctor in DOCTORS}
    for doctor, role in select(engine, _BROADER % only("doctor", DOCTORS)):
        broader[doctor].add(role)
    names = Names(engine, language)
    names.learn({*listed, *(value for values in fields.values() for value in values)})

    def of(norm: Term, field: str) -> tuple[Term, ...]:
        return tuple(sorted(fields.get((norm, field), []), key=lambda term: names[term]))

    return Delegations(
        norms=tuple(
            Delegability(
                norm=norm,
                tasks=of(norm, "task"),
                bearers=of(norm, "bearer"),
                doctors=tuple(
                    doctor for doctor in DOCTORS if broader[doctor] & set(of(norm, "bearer"))
                ),
                delegates=of(norm, "delegate"),
                forms=of(norm, "form"),
                conditions=of(norm, "condition"),
                domains=of(norm, "domain"),
                statuses=of(norm, "status"),
                codes=tuple(codes.get(norm, ())),
                sources=tuple(where.get(norm, ())),
            )
            for norm in listed
        ),
        names=names,
    )
