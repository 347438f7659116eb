"""Builds the chain behind a verdict: what each norm says, rests on, asks and excepts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheidslijn.model import Severity, Term
from scheidslijn.namespaces import RDF_TYPE, SL
from scheidslijn.rulebook import RuleBook
from scheidslijn.verdict.finding import Breach
from scheidslijn.verdict.meeting import Meeting
from scheidslijn.verdict.probe import Rules
from scheidslijn.verdict.speaking import DELEGATED, Speaking
from scheidslijn.verdict.types import Condition, Effect, Step

__all__ = ["Chain"]

_REQUIRING: Final = ("vereist", "vereistWaarborg", "vereistKwalificatie")
_MATTERS: Final = ("betreftTaak", "betreftGegevens", "betreftBesluitsoort")


class Chain:
    """The norms on one question, as steps.

    Args:
        speaking: which norms speak of it.
        meeting: which conditions are met.
        broken: the norms that are broken.
        rules: the rule book, by subject and predicate.
        book: the rule book, as far as findings speak of it.
    """

    def __init__(
        self,
        speaking: Speaking,
        meeting: Meeting,
        broken: Mapping[Term, Breach],
        rules: Rules,
        book: RuleBook,
    ) -> None:
        self._speaking, self._meeting, self._broken = speaking, meeting, broken
        self._rules, self._book = rules, book

    def steps(self) -> list[Step]:
        """Return every norm that speaks of it or is broken, sorted; none decides yet."""
        found = {
            speaker.norm: speaker.effect
            for speaker in self._speaking.norms()
            if speaker.effect is not Effect.REQUIRES or self._shows(speaker.norm)
        }
        for norm in self._broken:
            found[norm] = self._effect_of_breach(norm)
        return [self.step(norm, found[norm]) for norm in sorted(found)]

    def step(self, norm: Term, effect: Effect) -> Step:
        """Return one norm with all that it rests on."""
        reasons = self._rules.objects(norm, SL + "nietToetsbaarOmdat")
        shapes = self._rules.objects(norm, SL + "getoetstDoor")
        standing = self._rules.objects(norm, SL + "status")
        domains = (self._speaking.asked.domain.iri,)
        return Step(
            norm=self._book.named(norm),
            says=self._book.definition(norm),
            effect=effect,
            decides=False,
            standing=self._book.named(standing[0]) if standing else None,
            bearers=tuple(map(self._book.named, self._rules.objects(norm, SL + "drager"))),
            conditions=self._conditions(norm, effect),
            exceptions=self._exceptions(norm),
            legal_basis=self._book.legal_basis((norm,), domains),
            sources=self._book.sources((norm,), domains),
            checked_by=self._book.named(shapes[0]) if shapes else None,
            unchecked=self._book.named(reasons[0]) if reasons else None,
        )

    def is_about(self, norm: Term) -> bool:
        """Return whether a norm is about what is asked, whoever it holds for."""
        return self._speaking.concerned(norm)

    def _shows(self, norm: Term) -> bool:
        """Return whether all that a norm requires is shown; if not, it is broken or holds not."""
        return all(map(self._meeting.met, self._requirements(norm)))

    def _requirements(self, norm: Term) -> list[Term]:
        return [value for field in _REQUIRING for value in self._rules.objects(norm, SL + field)]

    def _effect_of_breach(self, norm: Term) -> Effect:
        kinds = {kind.removeprefix(SL) for kind in self._rules.objects(norm, RDF_TYPE)}
        if self._requirements(norm):
            return Effect.REQUIRES
        if self._broken[norm].severity is not Severity.VIOLATION:
            return Effect.DISCOURAGES
        # a physician to whom something is reserved may still be forbidden to delegate it
        delegating = self._speaking.asked.action == "delegate" and self._speaking.bears(norm)
        reserved = "VoorbehoudenBevoegdheid" in kinds and not delegating
        return Effect.RESERVES if reserved else Effect.FORBIDS

    def _conditions(self, norm: Term, effect: Effect) -> tuple[Condition, ...]:
        conditions = self._rules.objects(norm, SL + "voorwaarde")
        if effect is Effect.PERMITS and self._speaking.by_delegation(norm):
            conditions = sorted({*conditions, DELEGATED})
        if effect is Effect.REQUIRES:
            breach = self._broken.get(norm)
            unmet = set() if breach is None else breach.values
            required = {*self._requirements(norm), *unmet}
            return tuple(self._condition(each, met=each not in unmet) for each in sorted(required))
        return tuple(self._condition(each, self._meeting.met(each)) for each in conditions)

    def _condition(self, iri: Term, met: bool) -> Condition:
        return Condition(iri, self._book.named(iri).label, met)

    def _exceptions(self, norm: Term) -> tuple[Step, ...]:
        return tuple(
            self.step(exception, Effect.EXEMPTS)
            for exception in self._rules.subjects(SL + "uitzonderingOp", norm)
            if self._excepts(exception)
        )

    def _excepts(self, exception: Term) -> bool:
        """Return whether an exception is about what is asked, whatever its conditions."""
        speaking = self._speaking
        matters = {
            value for field in _MATTERS for value in self._rules.objects(exception, SL + field)
        }
        pair = self._rules.objects(exception, SL + "toegestaneRol")
        return (
            speaking.concerned(exception)
            and speaking.bears(exception)
            and (not matters or bool(speaking.matters & matters))
            # in an act the second role is that of whoever does such things
            and (speaking.asked.action != "combine" or speaking.both.issuperset(pair))
        )
