"""Dossiers in which something happens, written without the code that answers whether it may.

They are what a case management system would hand in: the property-based test compares what
``validate`` finds in them with what ``may`` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from scheidslijn.namespaces import ID, RDF_TYPE, SL

__all__ = ["OPERATIONS", "Case", "Facts", "shown", "turtle"]

# What a dossier calls the operation of each action on data.
OPERATIONS: Final = {
    "ask": "vragen",
    "record": "vastleggen",
    "see": "raadplegen",
    "share": "delen",
    "receive": "ontvangen",
}
_HEAD: Final = """\
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/zaak/> .
:pia a sl:Persoon . :werf a {employer} .
:zaak a sl:Dossier ; sl:domein <{domain}> ; sl:werknemer :pia ; sl:werkgever :werf ;
    sl:eersteZiektedag "2026-10-05"^^xsd:date .
"""


@dataclass(frozen=True)
class Case:
    """What happens: a role does something, perhaps with somebody at the other end."""

    role: str
    action: str
    matter: str
    domain: str
    towards: str | None = None
    given: tuple[str, ...] = ()


class Facts:
    """The rule book as a plain set of triples."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._objects: dict[tuple[str, str], list[str]] = {}
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
                value = quad.object.value
                self._objects.setdefault((quad.subject.value, quad.predicate.value), []).append(
                    value
                )

    def objects(self, subject: str, name: str) -> list[str]:
        """Return the values of a property of the project, sorted."""
        return sorted(self._objects.get((subject, SL + name), ()))

    def kinds(self, subject: str) -> list[str]:
        """Return the local names of the classes of a term."""
        return [kind.removeprefix(SL) for kind in self._objects.get((subject, RDF_TYPE), ())]

    def subjects(self, name: str) -> Mapping[str, list[str]]:
        """Return what has each property of the project, with its values."""
        return {s: values for (s, prop), values in self._objects.items() if prop == SL + name}


def shown(condition: str, facts: Facts) -> str | None:
    """Return how a dossier shows a condition, or None where this module knows no way."""
    kinds, values = facts.kinds(condition), facts.objects(condition, "vereisteWaarde")
    features = facts.objects(condition, "eigenschap")
    if "Toonvoorwaarde" in kinds:
        return f":feit sl:toontAan <{condition}> ."
    if "Kwalificatievoorwaarde" in kinds:
        return (
            f":diploma a sl:Kwalificatie ; sl:houder {{who}} ;"
            f" sl:kwalificatiesoort <{values[-1]}> ;"
            ' sl:vanaf "2020-01-01"^^xsd:date .'
        )
    if features == [SL + "metToestemming"]:
        return ":feit sl:metToestemming true ."
    if features in ([SL + "besluitgrond"], [SL + "klachtsoort"]):
        return f":feit <{features[0]}> <{values[0]}> ."
    if features == [SL + "onderVerzekering"]:
        return f":zaak sl:onderVerzekering <{values[0]}> ."
    return None


def turtle(case: Case, facts: Facts) -> str:
    """Return the dossier in Turtle; who does it is Vera, unless a party of the dossier does.

    Vera is an organisation where the role is that of one; two roles only a person has in one hand.
    """
    who = _party(case.role, ":vera", facts)
    other = None if case.towards is None else _party(case.towards, ":bas", facts)
    employer = "sl:Persoon" if who == ":werf" or other == ":werf" else "sl:Organisatie"
    lines = [_HEAD.format(employer=employer, domain=case.domain)]
    together = case.action == "combine"
    lines.append(_actor(":vera", None if together else case.role, facts))
    lines.append(_actor(":bas", case.towards, facts))
    scheme = case.domain.rsplit("/", 1)[-1]
    if scheme != "verzuim":
        lines.append(f":zaak sl:eigenrisicodragerVoor <{ID}uitkeringsregeling/{scheme}> .")
    lines.append(_assignment("rol", who, case.role))
    if other is not None and case.towards is not None:
        lines.append(_assignment("rol2", other, case.towards))
    lines.append(_fact(case, who, other, facts))
    lines += [line.format(who=who) for line in (shown(each, facts) for each in case.given) if line]
    return "\n".join(lines) + "\n"


def _party(role: str, otherwise: str, facts: Facts) -> str:
    follows = facts.objects(role, "volgtUitDossiereigenschap")
    if SL + "werknemer" in follows:
        return ":pia"
    if SL + "werkgever" in follows or facts.objects(role, "volgtUitWerkgeverMet"):
        return ":werf"
    return otherwise


def _actor(who: str, role: str | None, facts: Facts) -> str:
    """Return what somebody is: a person, or the organisation whose role it is."""
    kinds = [] if role is None else facts.objects(role, "volgtUitOrganisatiesoort")
    if not kinds:
        return f"{who} a sl:Persoon ."
    return f"{who} a sl:Organisatie ; sl:organisatiesoort <{kinds[0]}> ."


def _assignment(name: str, who: str, role: str) -> str:
    return (
        f":{name} a sl:Rolvervulling ; sl:dossier :zaak ; sl:door {who} ; sl:rol <{role}> ;"
        ' sl:vanaf "2026-10-05"^^xsd:date .'
    )


def _fact(case: Case, who: str, other: str | None, facts: Facts) -> str:
    day = '"2026-10-20"^^xsd:date'
    if case.action == "combine":
        return _assignment("feit", who, case.matter)
    if case.action == "do":
        return (
            f":feit a sl:Handeling ; sl:dossier :zaak ; sl:door {who} ; sl:inRol :rol ;"
            f" sl:taak <{case.matter}> ; sl:datum {day} ."
        )
    if case.action == "delegate":
        return (
            f":feit a sl:Taakdelegatie ; sl:dossier :zaak ; sl:delegerende {who} ;"
            f" sl:gedelegeerde {other or ':bas'} ; sl:gedelegeerdeTaak <{case.matter}> ;"
            ' sl:vanaf "2026-10-05"^^xsd:date .'
        )
    if case.action in OPERATIONS:
        end = "verstrektAan" if case.action == "share" else "afkomstigVan"
        at_end = "" if other is None else f" sl:{end} {other} ;"
        return (
            f":feit a sl:Gegevensverwerking ; sl:dossier :zaak ; sl:door {who} ; sl:inRol :rol ;"
            f" sl:gegevens <{case.matter}> ; sl:bewerking"
            f" <{ID}bewerking/{OPERATIONS[case.action]}> ;{at_end} sl:datum {day} ."
        )
    if case.action == "access":
        return (
            f":feit a sl:Toegangsrecht ; sl:dossier :zaak ; sl:houder {who} ;"
            f" sl:bestandssoort <{case.matter}> ;"
            f" sl:bewerking <{ID}bewerking/raadplegen> ; sl:vanaf {day} ."
        )
    by = {"decide": "door", "prepare": "voorbereidDoor", "issue": "beschikkingDoor"}[case.action]
    return (
        f":feit a sl:Besluit ; sl:dossier :zaak ; sl:{by} {who} ;"
        f" sl:besluitsoort <{case.matter}> ; sl:vanaf {day} ."
    )
