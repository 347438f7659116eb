"""Small dossiers for tests of the command and the library, in which everybody is made up."""

from __future__ import annotations

from typing import Final

__all__ = ["CASE", "CLEAN", "DELEGATION", "DIRECTION", "MIXED", "PREFIXES", "dossier"]

CASE: Final = "https://example.org/zaak/"
PREFIXES: Final = f"""\
@prefix domein: <https://w3id.org/scheidslijn/id/domein/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rol: <https://w3id.org/scheidslijn/id/rol/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <{CASE}> .
"""
DIRECTION: Final = "casemanager-werkgeversregie"
DELEGATION: Final = "casemanager-taakdelegatie-bedrijfsarts"


def dossier(*roles: str, number: int = 1, employer: str = "werf") -> str:
    """Return a dossier in Turtle in which Vera has these roles, from the same day on."""
    lines = [
        PREFIXES,
        f':dossier{number} a sl:Dossier ; rdfs:label "Dossier {number}" ;',
        f"    sl:domein domein:verzuim ; sl:werknemer :pia{number} ; sl:werkgever :{employer} .",
        f":pia{number} a sl:Persoon . :{employer} a sl:Organisatie .",
        ':vera a sl:Persoon ; rdfs:label "Vera Voorbeeld" .',
    ]
    for place, role in enumerate(roles):
        lines += [
            f":rol{number}-{place} a sl:Rolvervulling ; sl:dossier :dossier{number} ;",
            f'    sl:door :vera ; sl:rol rol:{role} ; sl:vanaf "2026-01-05"^^xsd:date .',
        ]
    return "\n".join(lines) + "\n"


CLEAN: Final = dossier(DIRECTION)
MIXED: Final = dossier(DIRECTION, DELEGATION)
