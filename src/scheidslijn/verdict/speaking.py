"""Which norms speak of what is asked, and what each does to it.

A norm speaks of it when it is about the same matter or a broader one, in the domain, on the day,
in the reading, and about the same operation on data. What it does depends on its kind and on
whether it holds for the role that is asked about. A duty or responsibility does not say that its
bearer is the one who does the thing, so by itself it permits nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from scheidslijn.model import Term
from scheidslijn.namespaces import ID, RDF_TYPE, SL
from scheidslijn.verdict.actions import ACTIONS
from scheidslijn.verdict.probe import Rules
from scheidslijn.verdict.types import Asked, Effect

__all__ = ["DELEGATED", "Speaker", "Speaking", "broader"]

# That a physician has delegated the task: what makes a delegable task the delegate's.
DELEGATED: Final = ID + "voorwaarde/taak-gedelegeerd-door-arts"

_BROADER: Final = ("brederRol", "brederTaak", "brederCategorie", "bevat")
_FIELDS: Final = {
    "Handeling": ("betreftTaak",),
    "Taakdelegatie": ("betreftTaak",),
    "Gegevensverwerking": ("betreftGegevens", "betreftBestandssoort"),
    "Toegangsrecht": ("betreftGegevens", "betreftBestandssoort"),
    "Besluit": ("betreftBesluitsoort",),
    "": ("onverenigbareRol",),
}
_PERMITTING: Final = frozenset(("Bevoegdheid", "Recht", "Rolversterking", "Toestemming"))
_EXPECTING: Final = frozenset(("Aanbeveling", "Verantwoordelijkheid", "Verplichting"))
_READING: Final = {"strict": ID + "lezing/streng", "lenient": ID + "lezing/soepel"}


def broader(term: Term, rules: Rules) -> frozenset[Term]:
    """Return a role, task or kind of data with all that lies above it."""
    found, queue = {term}, [term]
    while queue:
        narrower = queue.pop()
        above = {up for link in _BROADER for up in rules.objects(narrower, SL + link)} - found
        found |= above
        queue += above
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A norm that speaks of what is asked, and what it does to it."""

    norm: Term
    effect: Effect


class Speaking:
    """The norms that speak of one question.

    Args:
        asked: the question.
        rules: the rule book.
    """

    def __init__(self, asked: Asked, rules: Rules) -> None:
        self._asked = asked
        self._rules = rules
        self._action = ACTIONS[asked.action]
        self.roles = broader(asked.role.iri, rules)
        self.matters = broader(asked.matter.iri, rules)
        towards = asked.towards
        self._towards = frozenset[Term]() if towards is None else broader(towards.iri, rules)

    def norms(self) -> list[Speaker]:
        """Return the norms that speak of it, sorted, each with its effect."""
        fields = _FIELDS[self._action.fact]
        found = {
            norm
            for field in fields
            for matter in self.matters
            for norm in self._rules.subjects(SL + field, matter)
        }
        if self._action.fact:
            found.update(self._rules.subjects(SL + "onderwerp", self._action.fact_iri))
        speakers = []
        for norm in sorted(found):
            if self.concerned(norm):
                effect = self.effect(norm)
                if effect is not None:
                    speakers.append(Speaker(norm, effect))
        return speakers

    def concerned(self, norm: Term) -> bool:
        """Return whether a norm holds in the domain, on the day and in the reading asked about."""
        asked = self._asked
        readings = self._values(norm, "lezing")
        return (
            asked.domain.iri in self._values(norm, "domein")
            and self._holds_on(norm, asked.on)
            and (not readings or _READING[asked.reading] in readings)
            and self._same_operation(norm)
            and self._same_fact(norm)
            and self._same_end(norm)
        )

    def effect(self, norm: Term) -> Effect | None:
        """Return what a norm does to what is asked, or None where it says nothing of the role."""
        kinds = {kind.removeprefix(SL) for kind in self._rules.objects(norm, RDF_TYPE)}
        if self._action.fact == "":
            return self._between_roles(norm, kinds)
        own = self.bears(norm)
        if "Uitzondering" in kinds:
            return None  # it is named with the norm that it is an exception to
        if "Verbod" in kinds:
            return self._prohibition(norm) if own else None
        if "VoorbehoudenBevoegdheid" in kinds and self._action.fact != "Taakdelegatie":
            return Effect.PERMITS if own or self._exercises(norm) else Effect.RESERVES
        if "Delegeerbaarheid" in kinds:
            return self._delegable(norm)
        if self._values(norm, "vereist"):
            return Effect.REQUIRES if own else None
        if kinds & _PERMITTING:
            return Effect.PERMITS if own or self._exercises(norm) else None
        return Effect.EXPECTS if own and kinds & _EXPECTING else None

    def _prohibition(self, norm: Term) -> Effect:
        """Return what a prohibition does: one that only a person can judge sets a limit."""
        judged = self._values(norm, "getoetstDoor") or self._values(norm, "gedektDoor")
        return Effect.FORBIDS if judged else Effect.LIMITS

    def bears(self, norm: Term) -> bool:
        """Return whether a norm holds for the role, or for everybody."""
        bearers = self._values(norm, "drager")
        return not bearers or bool(self.roles.intersection(bearers))

    def _bears_in_person(self, norm: Term) -> bool:
        """Return whether the role itself bears the norm, and not only as somebody's delegate."""
        bearers = set(self._values(norm, "drager"))
        delegate = any(self._rules.objects(role, SL + "voertUitVoor") for role in self.roles)
        return bool(self.roles & bearers) and not (delegate and self._only_above(bearers))

    def _only_above(self, bearers: set[Term]) -> bool:
        """Return whether the bearers are roles for which the role is only a delegate."""
        own = {r for r in self.roles if self._rules.objects(r, SL + "voertUitVoor")}
        return not bearers & (own | {self._asked.role.iri})

    def _exercises(self, norm: Term) -> bool:
        return bool(self.roles.intersection(self._values(norm, "uitTeOefenenDoor")))

    def _delegable(self, norm: Term) -> Effect | None:
        """Return what a norm on delegability says to the physician, or to the delegate."""
        excluded = any(
            "true" in self._rules.objects(form, SL + "sluitOverdrachtUit")
            for form in self._values(norm, "overdrachtsvorm")
        )
        if self._action.fact == "Taakdelegatie":
            if not self.bears(norm):
                return None
            return Effect.FORBIDS if excluded else Effect.PERMITS
        if self._action.fact != "Handeling":
            return None
        if not self.by_delegation(norm):
            return Effect.PERMITS if self.bears(norm) else None
        return None if excluded else Effect.PERMITS

    def by_delegation(self, norm: Term) -> bool:
        """Return whether the role could do this as the delegate of whoever the norm holds for."""
        kinds = self._rules.objects(norm, RDF_TYPE)
        principals = {
            principal
            for role in self.roles
            for principal in self._rules.objects(role, SL + "voertUitVoor")
        }
        return (
            SL + "Delegeerbaarheid" in kinds
            and self._action.fact == "Handeling"
            and (bool(principals) or self._exercises(norm))
            and not self._bears_in_person(norm)
        )

    def _between_roles(self, norm: Term, kinds: set[str]) -> Effect | None:
        pair = set(self._values(norm, "onverenigbareRol"))
        one, other = pair & self.roles, pair & self.matters
        if not one or not other or len(one | other) < len(pair):
            return None
        return Effect.DISCOURAGES if "Ontrading" in kinds else Effect.FORBIDS

    def _same_operation(self, norm: Term) -> bool:
        limited = self._values(norm, "betreftBewerking")
        return not limited or self._action.operation_iri in limited or self._is_access(limited)

    def _is_access(self, limited: Iterable[Term]) -> bool:
        return self._action.fact == "Toegangsrecht" and f"{ID}bewerking/raadplegen" in limited

    def _same_fact(self, norm: Term) -> bool:
        facts = self._values(norm, "betreftFeit")
        return not facts or self._action.fact_iri in facts

    def _same_end(self, norm: Term) -> bool:
        """Return whether a norm towards somebody is towards whom is asked about."""
        towards = self._values(norm, "jegens")
        if not towards or self._action.operation != "delen":
            return True
        return bool(self._towards.intersection(towards))

    def _holds_on(self, norm: Term, day: date) -> bool:
        begins = self._values(norm, "geldigVanaf")
        ends = self._values(norm, "vervaltOp")
        return all(b <= day.isoformat() for b in begins) and all(e > day.isoformat() for e in ends)

    def _values(self, norm: Term, field: str) -> list[Term]:
        return self._rules.objects(norm, SL + field)
