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

from scheidslijn.applicable import READING_IRIS
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
        self.asked = asked
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
        asked = self.asked
        readings = self._values(norm, "lezing")
        return (
            asked.domain.iri in self._values(norm, "domein")
            and self._holds_on(norm, asked.on)
            and (not readings or READING_IRIS[asked.reading] in readings)
            and self._same_operation(norm)
            and self._same_fact(norm)
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
            return self._prohibition(norm) if own and self._same_end(norm) else None
        if self._values(norm, "vereist"):
            return Effect.REQUIRES if own else None
        if "Delegeerbaarheid" in kinds and self._action.fact == "Taakdelegatie":
            return self._delegable(norm) if own else None
        permitted = self._permits(norm, kinds)
        if permitted is not None:
            return permitted
        return Effect.EXPECTS if own and kinds & _EXPECTING else None

    def _permits(self, norm: Term, kinds: set[str]) -> Effect | None:
        """Return whether a norm lets the role do it, or reserves it to another."""
        reserved = "VoorbehoudenBevoegdheid" in kinds
        if not (reserved or kinds & _PERMITTING or "Delegeerbaarheid" in kinds):
            return self._obliges(norm, kinds)
        if self._action.fact == "Taakdelegatie" or not self._same_involvement(norm):
            return None
        # what is reserved is not thereby free to be given to anybody
        if reserved and self._action.operation == "delen" and not self._names_operation(norm):
            return None
        if not self._same_end(norm):
            return None
        if self.bears(norm) or self._exercises(norm):
            return None if self._excluded(norm) and self.by_delegation(norm) else Effect.PERMITS
        anybody = "Delegeerbaarheid" in kinds and not self._values(norm, "uitTeOefenenDoor")
        if anybody and self._delegates() and not self._excluded(norm):
            return Effect.PERMITS
        return Effect.RESERVES if reserved else None

    def _obliges(self, norm: Term, kinds: set[str]) -> Effect | None:
        """Return whether a norm makes the role do this very thing: what must be, may be."""
        obliges = "Verplichting" in kinds and self._names_operation(norm)
        own = self.asked.role.iri in self._values(norm, "drager")
        exact = self.asked.matter.iri in self._values(norm, "betreftGegevens")
        return Effect.PERMITS if obliges and own and exact and self._same_end(norm) else None

    def _prohibition(self, norm: Term) -> Effect:
        """Return what a prohibition does: one that only a person can judge sets a limit."""
        judged = self._values(norm, "getoetstDoor") or self._values(norm, "gedektDoor")
        return Effect.FORBIDS if judged else Effect.LIMITS

    def bears(self, norm: Term) -> bool:
        """Return whether a norm holds for the role, or for everybody."""
        bearers = self._values(norm, "drager")
        return not bearers or bool(self.roles.intersection(bearers))

    def _exercises(self, norm: Term) -> bool:
        return bool(self.roles.intersection(self._values(norm, "uitTeOefenenDoor")))

    def _delegable(self, norm: Term) -> Effect:
        """Return what a norm on delegability says to the physician."""
        return Effect.FORBIDS if self._excluded(norm) else Effect.PERMITS

    def _excluded(self, norm: Term) -> bool:
        """Return whether what the norm is about cannot be passed on."""
        return any(
            "true" in self._rules.objects(form, SL + "sluitOverdrachtUit")
            for form in self._values(norm, "overdrachtsvorm")
        )

    def by_delegation(self, norm: Term) -> bool:
        """Return whether the role could do this only as the delegate of whoever the norm names."""
        principals = self._delegates()
        if not principals:
            return False
        return not (self.roles - principals) & set(self._values(norm, "drager"))

    def _delegates(self) -> frozenset[Term]:
        """Return for whom the role carries out tasks, with broader roles; or nothing."""
        return frozenset(
            broad
            for role in self.roles
            for principal in self._rules.objects(role, SL + "voertUitVoor")
            for broad in broader(principal, self._rules)
        )

    def _between_roles(self, norm: Term, kinds: set[str]) -> Effect | None:
        pair = set(self._values(norm, "onverenigbareRol"))
        one, other = pair & self.roles, pair & self.matters
        if not one or not other or len(one | other) < len(pair):
            return None
        return Effect.DISCOURAGES if "Ontrading" in kinds else Effect.FORBIDS

    @property
    def both(self) -> frozenset[Term]:
        """The roles that are together, of the question and of the matter, with broader ones."""
        return self.roles | self.matters

    def _same_involvement(self, norm: Term) -> bool:
        involved = self._values(norm, "betreftBetrokkenheid")
        return not involved or self._action.actor_iri in involved

    def _names_operation(self, norm: Term) -> bool:
        return self._action.operation_iri in self._values(norm, "betreftBewerking")

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
