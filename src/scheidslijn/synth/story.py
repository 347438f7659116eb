"""The lawful dossiers: which parts each is made of, who plays in it, and what may happen besides.

A part is a Turtle file in ``parts/`` in which everything that differs per dossier is a
placeholder: ``zaak:`` is a thing of the dossier itself, ``wie:`` somebody of the cast, ``keuze:``
what this story chooses, and ``{…}`` in a literal a name, a number or a day. ``{+38}`` is 38 days
after the first day of sickness, and ``{s+38}`` 38 days after the start of the story.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

import pyoxigraph as ox

__all__ = ["CHOICE", "FIRST", "OWN", "STORIES", "WHO", "Story", "Triples", "read_part"]

OWN: Final = "urn:zaak:"
WHO: Final = "urn:wie:"
CHOICE: Final = "urn:keuze:"
FIRST: Final = "urn:eerste:"  # a thing of the first dossier of a pair

Triples = tuple[ox.Triple, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One kind of lawful dossier.

    Attributes:
        parts: the parts that it always has.
        cast: who plays in those parts, by part, in the order in which they are chosen.
        choices: what the placeholders ``keuze:`` stand for, as local names below ``id/``.
        episodes: parts that a dossier may have besides, each with the members it adds.
        start: days between the first day of sickness and the start of the story.
        weight: how often it is told, compared with the others.
    """

    parts: tuple[str, ...]
    cast: Mapping[str, str]
    choices: Mapping[str, str]
    episodes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    start: int = 0
    weight: int = 2


_VERZUIM: Final = {
    "domein": "domein/verzuim",
    "arbeidsverhouding": "arbeidsverhouding/lopend",
    "werkgeversoort": "organisatiesoort/onderneming",
    "arbodienstsoort": "organisatiesoort/arbodienst",
    "artsrol": "rol/bedrijfsarts",
    "artsregistratie": "kwalificatiesoort/big-bedrijfsarts",
    "delegeerol": "rol/casemanager-taakdelegatie-bedrijfsarts",
}
_ZIEKTEWET: Final = {
    "domein": "domein/ziektewet",
    "arbeidsverhouding": "arbeidsverhouding/beeindigd",
    "werkgeversoort": "organisatiesoort/uitzendbureau",
    "arbodienstsoort": "organisatiesoort/arbodienst",
    "artsrol": "rol/verzekeringsarts",
    "artsregistratie": "kwalificatiesoort/big-verzekeringsarts",
    "delegeerol": "rol/casemanager-taakdelegatie-verzekeringsarts",
    "regeling": "uitkeringsregeling/ziektewet",
}
_WGA: Final = {
    **_ZIEKTEWET,
    "domein": "domein/wga",
    "regeling": "uitkeringsregeling/wga",
    "werkgeversoort": "organisatiesoort/onderneming",
}
_REPORTED: Final = ("dossier", "leidinggevende", "melding")
_SEEN: Final = ("arts", "opdracht-arbodienst")
_DELEGATED: Final = ("delegatie", "delegee-arbodienst")
_ENDED: Final = ("dossier", "einde-dienstverband", "eigenrisico")

_AT_WORK: Final = {"werkgever": "werkgever", "werknemer": "werknemer"}
_FORMER: Final = {"werkgever": "uitzender", "werknemer": "werknemer"}
_DOCTOR: Final = {"arbodienst": "arbodienst", "arts": "bedrijfsarts"}
_INSURANCE_DOCTOR: Final = {"arbodienst": "arbodienst", "arts": "verzekeringsarts"}
_SECOND_TRACK: Final = {"bureau": "bureau", "consulent": "consulent"}
_EXPERT: Final = {"adbureau": "adbureau", "deskundige": "deskundige"}
_SUPPORT: Final = {"vakbond": "vakbond", "bijstand": "bijstand"}
_EPISODES: Final = {
    "poortwachter": {},
    "mediation": {"mediator": "mediator"},
    "deskundigenoordeel": {"uwv": "uwv"},
    "verwijzing": {"zorgaanbieder": "zorgaanbieder", "collega": "collega"},
}
_REFERRAL: Final = {"verwijzing": _EPISODES["verwijzing"]}

STORIES: Final[Mapping[str, Story]] = {
    "verzuim-melding": Story(
        parts=_REPORTED,
        cast={**_AT_WORK, "leidinggevende": "leidinggevende"},
        choices=_VERZUIM,
        weight=30,
    ),
    "verzuim-regie": Story(
        parts=(*_REPORTED, *_SEEN, "regie"),
        cast={
            **_AT_WORK,
            **_DOCTOR,
            "leidinggevende": "leidinggevende",
            "regie": "regie",
        },
        choices=_VERZUIM,
        episodes={
            **_EPISODES,
            "werkafspraken": {},
            "tweede-spoor": _SECOND_TRACK,
            "deskundige": _EXPERT,
        },
        weight=10,
    ),
    "verzuim-taakdelegatie": Story(
        parts=(
            *_REPORTED,
            "werkafspraken",
            *_SEEN,
            "regie",
            *_DELEGATED,
            "bijstand",
            "tweede-spoor",
        ),
        cast={
            **_AT_WORK,
            **_DOCTOR,
            "leidinggevende": "leidinggevende",
            "regie": "regie",
            "delegee": "delegee",
            **_SUPPORT,
            **_SECOND_TRACK,
        },
        choices=_VERZUIM,
        episodes=_EPISODES,
        weight=4,
    ),
    "verzuim-eigen-gedelegeerde": Story(
        parts=(*_REPORTED, "werkafspraken", "arts", "delegatie", "delegee-werkgever"),
        cast={
            **_AT_WORK,
            "arbodienst": "interne-arbodienst",
            "arts": "bedrijfsarts-intern",
            "leidinggevende": "leidinggevende",
            "delegee": "delegee-intern",
        },
        choices={**_VERZUIM, "arbodienstsoort": "organisatiesoort/interne-arbodienst"},
        episodes=_EPISODES,
    ),
    "verzuim-ontzorgverzekering": Story(
        parts=(*_REPORTED, "werkafspraken", *_SEEN, "ontzorg", "deskundige", "bijstand"),
        cast={
            **_AT_WORK,
            **_DOCTOR,
            "leidinggevende": "leidinggevende",
            "verzekeraar": "verzekeraar",
            "ontzorg": "ontzorg",
            **_EXPERT,
            **_SUPPORT,
        },
        choices=_VERZUIM,
        episodes=_EPISODES,
    ),
    "ziektewet-beperkte-delegatie": Story(
        parts=(*_ENDED, *_SEEN, "regie-ziektewet", "beperkte-delegatie"),
        cast={
            **_FORMER,
            **_INSURANCE_DOCTOR,
            "uitvoerder": "uitvoerder",
            "regie": "regie-ziektewet",
            "uwv": "uwv",
        },
        choices=_ZIEKTEWET,
        episodes=_REFERRAL,
    ),
    "ziektewet-taakdelegatie": Story(
        parts=(*_ENDED, *_SEEN, "regie-ziektewet", *_DELEGATED, "besluit-ziektewet"),
        cast={
            **_FORMER,
            **_INSURANCE_DOCTOR,
            "uitvoerder": "uitvoerder",
            "regie": "regie-ziektewet",
            "delegee": "delegee",
            "uwv": "uwv",
            "hoorder": "hoorder-uwv",
        },
        choices=_ZIEKTEWET,
        episodes=_REFERRAL,
    ),
    "wga-casemanager": Story(
        parts=(*_ENDED, "wia", "sanctie", "horen-een", "bijstand"),
        cast={
            **_AT_WORK,
            "uitvoerder": "uitvoerder",
            "wia": "wia",
            "hoorder": "hoorder",
            **_SUPPORT,
        },
        choices={**_WGA, "voorbereider": WHO + "wia"},
        start=730,
    ),
    "wga-taakdelegatie": Story(
        parts=(*_ENDED, *_SEEN, "wia", *_DELEGATED, "sanctie", "horen-drie", "gemachtigde"),
        cast={
            **_AT_WORK,
            **_INSURANCE_DOCTOR,
            "uitvoerder": "uitvoerder",
            "wia": "wia",
            "delegee": "delegee",
            "jurist": "jurist",
            "voorzitter": "voorzitter",
            "lid": "lid",
            "advocaat": "advocaat",
        },
        choices={**_WGA, "voorbereider": WHO + "jurist"},
        episodes=_REFERRAL,
        start=730,
    ),
}


@cache
def read_part(name: str) -> Triples:
    """Return the triples of a part, with their placeholders."""
    text = (files(__package__) / "parts" / f"{name}.ttl").read_text(encoding="utf-8")
    return tuple(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
