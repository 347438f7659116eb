"""Who plays in a dossier: people and organisations that do not exist, and look it.

Dossiers share them, as in practice: a circle of a hundred consecutive dossiers has a few
employers, each with its arbodienst, and its physicians serve many dossiers. A person always does
the same work, so no role in one dossier meets an incompatible role in another. In a dossier with
a breach all people are its own: what is wrong there reaches no other dossier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scheidslijn.synth.draws import Draws

__all__ = ["EMPLOYER", "MEMBERS", "Casting", "Member", "Names", "fill_cast"]

EMPLOYER: Final = "werkgever"
_CIRCLE: Final = 100  # even, so that a pair of dossiers never falls into two circles
_FIRST_YEAR: Final = 2008  # of an employment; dossiers begin later than any of them


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who can play a part.

    Attributes:
        name: how they are called, before their number.
        pool: how many there are of them in a circle, or at the part they work for; 0 if every
            dossier has its own.
        at: the part that they work for, or whose regular supplier they are; it comes before
            them in a cast.
        organisation: True for an organisation, which stays shared in a breach too.
    """

    name: str
    pool: int
    at: str | None = None
    organisation: bool = False


def _body(name: str, pool: int, at: str | None = None) -> Member:
    return Member(name, pool, at, organisation=True)


MEMBERS: Final[Mapping[str, Member]] = {
    "werkgever": _body("Werkgever Verzonnen", 8),
    "uitzender": _body("Uitzendbureau Zeepbel", 3),
    "arbodienst": _body("Arbodienst Fantasie", 3, EMPLOYER),
    "interne-arbodienst": _body("Interne Arbodienst Nergens", 8, EMPLOYER),
    "verzekeraar": _body("Verzekeraar Hersenspinsel", 2, EMPLOYER),
    "uitvoerder": _body("Uitvoerder Wolkenkasteel", 2, EMPLOYER),
    "uwv": _body("UWV-kantoor Nergens", 1),
    "bureau": _body("Re-integratiebedrijf Luchtkasteel", 2),
    "adbureau": _body("Adviesbureau Droombeeld", 2),
    "vakbond": _body("Vakbond Bedacht", 1),
    "zorgaanbieder": _body("Kliniek Hersenschim", 3),
    "werknemer": Member("Proefpersoon", 0),
    "leidinggevende": Member("Leidinggevende Testman", 4, EMPLOYER),
    "regie": Member("Casemanager Voorbeeld", 2, EMPLOYER),
    "regie-ziektewet": Member("Casemanager Nepnaam", 3, "uitvoerder"),
    "wia": Member("Casemanager Schijn", 3, "uitvoerder"),
    "ontzorg": Member("Casemanager Fictief", 3, "verzekeraar"),
    "bedrijfsarts": Member("Bedrijfsarts Bedenksel", 3, "arbodienst"),
    "bedrijfsarts-intern": Member("Bedrijfsarts Nergens", 1, "arbodienst"),
    "verzekeringsarts": Member("Verzekeringsarts Bedenksel", 2, "arbodienst"),
    "delegee": Member("Gedelegeerde Voorbeeld", 4, "arbodienst"),
    "delegee-intern": Member("Gedelegeerde Testman", 2, EMPLOYER),
    "bijstand": Member("Belangenbehartiger Nepnaam", 3, "vakbond"),
    "consulent": Member("Consulent Fictief", 3, "bureau"),
    "deskundige": Member("Arbeidsdeskundige Schijn", 3, "adbureau"),
    "hoorder": Member("Jurist Bedenksel", 2, EMPLOYER),
    "hoorder-uwv": Member("Jurist Fictief", 4, "uwv"),
    "jurist": Member("Jurist Voorbeeld", 2, EMPLOYER),
    "voorzitter": Member("Voorzitter Nepnaam", 2, EMPLOYER),
    "lid": Member("Commissielid Schijn", 3, EMPLOYER),
    "advocaat": Member("Advocaat Testman", 3, EMPLOYER),
    "mediator": Member("Mediator Fictief", 4),
    "collega": Member("Bedrijfsarts Droombeeld", 4),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What a dossier calls things.

    Attributes:
        number: the number of the dossier.
        first: the number of the first dossier of its pair, or its own.
        own: what the IRIs of this dossier start with.
        pair: what the IRIs of that first dossier start with.
        circle: what the IRIs of shared people and organisations start with.
    """

    number: int
    first: int
    own: str
    pair: str
    circle: str

    @classmethod
    def of(cls, seed: int, number: int, first: int) -> Names:
        """Return the names for one dossier; numbers have nine digits, so IRIs sort as they do."""
        root = f"https://example.org/synth/{seed}/"
        return cls(
            number=number,
            first=first,
            own=f"{root}dossier/{number:09d}/",
            pair=f"{root}dossier/{first:09d}/",
            circle=f"{root}kring/{_circle(number):07d}/",
        )


@dataclass(frozen=True, slots=True)
class Casting:
    """How the parts are to be filled.

    Attributes:
        employer: chooses the employer.
        private: True if all people are of this dossier alone.
        paired: the part of somebody who also plays in the other dossier of a pair.
    """

    employer: int
    private: bool = False
    paired: str | None = None


def fill_cast(
    slots: dict[str, str], cast: Mapping[str, str], names: Names, how: Casting, draws: Draws
) -> None:
    """Choose who plays each part.

    Args:
        slots: receives, for each part ``x``: ``x`` (an IRI), ``x-feiten`` (what the IRIs of
            facts about them start with), ``x-naam``, and ``x-sinds``, a day.
        cast: the parts, each with the name of its member; who is worked for comes first.
        names: the IRIs of the dossier.
        how: how the parts are to be filled.
        draws: chooses among the members.
    """
    places = {EMPLOYER: how.employer}
    for part, key in cast.items():
        member = MEMBERS[key]
        if member.pool and (member.organisation or not how.private):
            index = _place(part, member, places, draws)
            at = f"-{places[member.at]}" if member.at and not member.organisation else ""
            iri = facts = f"{names.circle}{key}{at}-{index}"
            name = f"{member.name} {_circle(names.number)}{at}-{index}"
            places[part] = index
        else:
            index, iri, name = 0, names.own + part, f"{member.name} {names.number}"
            facts = iri
            if part == how.paired:
                iri, name = f"{names.pair}beiden", f"Dubbelrol Voorbeeld {names.first}"
        slots[part] = iri
        slots[f"{part}-feiten"] = facts
        slots[f"{part}-naam"] = name
        slots[f"{part}-sinds"] = f"{_FIRST_YEAR + index}-01-01"


def _place(part: str, member: Member, places: Mapping[str, int], draws: Draws) -> int:
    """Return which one of its pool a shared member is."""
    if part == EMPLOYER:
        return places[EMPLOYER] % member.pool
    if member.organisation and member.at:
        return places[member.at] % member.pool
    return draws.below(member.pool)


def _circle(number: int) -> int:
    return (number - 1) // _CIRCLE
