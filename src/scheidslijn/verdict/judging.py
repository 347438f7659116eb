"""Puts together what the shapes find and what norms say into one verdict.

The shapes decide what breaks a norm; the rule book says what permits it, under which conditions,
and who says otherwise. So a verdict never says what a validation of the same facts denies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from scheidslijn.model import Severity, Term
from scheidslijn.namespaces import ID, RDF_TYPE, SL
from scheidslijn.rulebook import RuleBook
from scheidslijn.verdict.finding import Breach
from scheidslijn.verdict.meeting import Meeting
from scheidslijn.verdict.probe import Rules
from scheidslijn.verdict.speaking import DELEGATED, Speaker, Speaking
from scheidslijn.verdict.types import Asked, Condition, Effect, Outcome, Step

__all__ = ["Judgement", "judge"]

_CONTESTED = ID + "normstatus/betwist"
# Outcomes that no condition changes.
_FINAL = (Outcome.ALLOWED, Outcome.FORBIDDEN, Outcome.RESERVED)
# Those that decide first, then by weight.
_ORDER = list(Effect)


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome with what it rests on."""

    outcome: Outcome
    reserved_to: tuple[Term, ...]
    conditions: tuple[Condition, ...]
    steps: tuple[Step, ...]


def judge(
    asked: Asked,
    dossier: Sequence[ox.Quad],
    broken: Mapping[Term, Breach],
    rules: Rules,
    book: RuleBook,
) -> Judgement:
    """Return the judgement on a question.

    Args:
        asked: the question.
        dossier: the dossier that states what is asked.
        broken: the norms that the shapes find broken in it.
        rules: the rule book, by subject and predicate.
        book: the rule book, as far as findings speak of it.
    """
    return _Judge(asked, dossier, broken, rules, book).judgement()


class _Judge:
    def __init__(
        self,
        asked: Asked,
        dossier: Sequence[ox.Quad],
        broken: Mapping[Term, Breach],
        rules: Rules,
        book: RuleBook,
    ) -> None:
        self._asked, self._broken, self._rules, self._book = asked, broken, rules, book
        self._meeting = Meeting(asked, dossier, rules)
        self._speaking = Speaking(asked, rules)
        self._held_up = False

    def judgement(self) -> Judgement:
        speakers = self._speakers()
        steps = [self._step(speaker) for speaker in speakers]
        outcome = self._outcome(steps)
        self._held_up = any(
            _lifting(step) or (self._is_against(step) and step.effect is not Effect.REQUIRES)
            for step in steps
        )
        steps = [self._decided(step, outcome) for step in steps]
        steps += self._contradicting(steps)
        steps.sort(key=lambda s: (not s.decides, _ORDER.index(s.effect), s.norm.iri))
        deciding = [step for step in steps if step.decides]
        reserved = {
            role
            for step in deciding
            if step.effect is Effect.RESERVES
            for role in self._reserved_to(step.norm.iri)
        }
        return Judgement(
            outcome=outcome,
            reserved_to=tuple(sorted(reserved)) if outcome is Outcome.RESERVED else (),
            conditions=() if outcome in _FINAL else _conditions(deciding),
            steps=tuple(steps),
        )

    def _speakers(self) -> list[Speaker]:
        """Return the norms that speak of it, those that are broken among them."""
        found = {
            speaker.norm: speaker.effect
            for speaker in self._speaking.norms()
            if speaker.effect is not Effect.REQUIRES or self._shows(speaker.norm)
        }
        for norm in self._broken:
            found[norm] = self._effect_of_breach(norm)
        return [Speaker(norm, found[norm]) for norm in sorted(found)]

    def _shows(self, norm: Term) -> bool:
        """Return whether all that a norm requires is shown; if not, it is broken or holds not."""
        return all(map(self._meeting.met, self._requirements(norm)))

    def _effect_of_breach(self, norm: Term) -> Effect:
        kinds = {kind.removeprefix(SL) for kind in self._rules.objects(norm, RDF_TYPE)}
        if self._requirements(norm):
            return Effect.REQUIRES
        if self._broken[norm].severity is not Severity.VIOLATION:
            return Effect.DISCOURAGES
        # a physician to whom something is reserved may still be forbidden to delegate it
        delegating = self._asked.action == "delegate" and self._speaking.bears(norm)
        reserved = "VoorbehoudenBevoegdheid" in kinds and not delegating
        return Effect.RESERVES if reserved else Effect.FORBIDS

    def _requirements(self, norm: Term) -> list[Term]:
        fields = ("vereist", "vereistWaarborg", "vereistKwalificatie")
        return [value for field in fields for value in self._rules.objects(norm, SL + field)]

    def _step(self, speaker: Speaker) -> Step:
        norm = speaker.norm
        reasons = self._rules.objects(norm, SL + "nietToetsbaarOmdat")
        shapes = self._rules.objects(norm, SL + "getoetstDoor")
        standing = self._rules.objects(norm, SL + "status")
        bearers = self._rules.objects(norm, SL + "drager")
        domains = (self._asked.domain.iri,)
        return Step(
            norm=self._book.named(norm),
            says=self._book.definition(norm),
            effect=speaker.effect,
            decides=False,
            standing=self._book.named(standing[0]) if standing else None,
            bearers=tuple(map(self._book.named, bearers)),
            conditions=self._conditions_of(norm, speaker.effect),
            exceptions=self._exceptions(norm),
            legal_basis=self._book.legal_basis((norm,), domains),
            sources=self._book.sources((norm,), domains),
            checked_by=self._book.named(shapes[0]) if shapes else None,
            unchecked=self._book.named(reasons[0]) if reasons else None,
        )

    def _conditions_of(self, norm: Term, effect: Effect) -> tuple[Condition, ...]:
        conditions = self._rules.objects(norm, SL + "voorwaarde")
        if effect is Effect.PERMITS and self._speaking.by_delegation(norm):
            conditions = sorted({*conditions, DELEGATED})
        if effect is Effect.REQUIRES:
            breach = self._broken.get(norm)
            unmet = set() if breach is None else breach.values
            required = {*self._requirements(norm), *unmet}
            return tuple(self._condition(each, met=each not in unmet) for each in sorted(required))
        return tuple(map(self._condition, conditions))

    def _condition(self, iri: Term, met: bool | None = None) -> Condition:
        named = self._book.named(iri)
        return Condition(iri, named.label, self._meeting.met(iri) if met is None else met)

    def _exceptions(self, norm: Term) -> tuple[Step, ...]:
        return tuple(
            self._step(Speaker(exception, Effect.EXEMPTS))
            for exception in self._rules.subjects(SL + "uitzonderingOp", norm)
            if self._excepts(exception)
        )

    def _excepts(self, exception: Term) -> bool:
        """Return whether an exception is about what is asked, whatever its conditions."""
        matters = [
            value
            for field in ("betreftTaak", "betreftGegevens", "betreftBesluitsoort")
            for value in self._rules.objects(exception, SL + field)
        ]
        pair = self._rules.objects(exception, SL + "toegestaneRol")
        both = self._speaking.roles | self._speaking.matters
        return (
            self._speaking.concerned(exception)
            and self._speaking.bears(exception)
            and (not matters or bool(self._speaking.matters.intersection(matters)))
            and both.issuperset(pair)
        )

    def _outcome(self, steps: Sequence[Step]) -> Outcome:
        against = [step for step in steps if self._is_against(step)]
        hard = [step for step in against if not self._can_be_met(step)]
        if any(self._is_contested(step, steps) for step in hard):
            return Outcome.CONTESTED
        violated = [step for step in hard if self._weight(step) is Severity.VIOLATION]
        if violated:
            reserved = any(step.effect is Effect.RESERVES for step in violated)
            return Outcome.RESERVED if reserved else Outcome.FORBIDDEN
        if hard and all(self._weight(step) is not Severity.VIOLATION for step in against):
            return Outcome.DISCOURAGED
        if against or any(map(self._hangs_on_conditions, steps)):
            return Outcome.CONDITIONAL
        permits = [step for step in steps if step.effect is Effect.PERMITS]
        if not permits:
            return Outcome.UNREGULATED
        free = any(not step.conditions for step in permits)
        return Outcome.ALLOWED if free else Outcome.CONDITIONAL

    def _is_against(self, step: Step) -> bool:
        """Return whether a norm is broken, as things are asked."""
        return step.norm.iri in self._broken

    def _weight(self, step: Step) -> Severity:
        return self._broken[step.norm.iri].severity

    def _can_be_met(self, step: Step) -> bool:
        """Return whether a norm would be broken no longer once conditions are met."""
        unmet = ([c for c in each.conditions if not c.met] for each in step.exceptions)
        return step.effect is Effect.REQUIRES or any(
            conditions and all(self._meeting.is_open(c.iri) for c in conditions)
            for conditions in unmet
        )

    def _hangs_on_conditions(self, step: Step) -> bool:
        """Return whether a norm that is kept would not be under other conditions."""
        return step.effect is Effect.REQUIRES or self._would_forbid(step) or bool(_lifting(step))

    def _would_forbid(self, step: Step) -> bool:
        """Return whether a prohibition holds under a condition that is not the case."""
        return (
            step.effect is Effect.FORBIDS
            and not self._is_against(step)
            and any(not condition.met for condition in step.conditions)
        )

    def _is_contested(self, step: Step, steps: Iterable[Step]) -> bool:
        norm = step.norm.iri
        if step.standing is not None and step.standing.iri == _CONTESTED:
            return True
        if self._rules.objects(norm, SL + "lezing"):
            return True
        diverging = set(self._book.diverging((norm,)))
        return any(
            other.norm.iri in diverging and other.effect is Effect.PERMITS for other in steps
        )

    def _decided(self, step: Step, outcome: Outcome) -> Step:
        """Mark a norm that the outcome rests on, and one that turns out not to apply."""
        effect = step.effect
        if effect in (Effect.FORBIDS, Effect.RESERVES) and not self._applies(step):
            effect = Effect.MENTIONS
        return replace(step, effect=effect, decides=self._decides(step, outcome))

    def _applies(self, step: Step) -> bool:
        """Return whether a prohibition stands in the way, may do so, is lifted or backed here."""
        precise = self._rules.objects(step.norm.iri, SL + "gedektDoor")
        backed = not self._broken.keys().isdisjoint(precise)
        return self._is_against(step) or self._would_forbid(step) or backed or bool(_lifting(step))

    def _decides(self, step: Step, outcome: Outcome) -> bool:
        if outcome in (Outcome.FORBIDDEN, Outcome.RESERVED, Outcome.CONTESTED):
            return self._is_against(step) and not self._can_be_met(step)
        if outcome is Outcome.DISCOURAGED:
            return self._is_against(step)
        if outcome is Outcome.CONDITIONAL:
            if self._is_against(step) or self._hangs_on_conditions(step):
                return not self._would_forbid(step) or not self._held_up
            # what only an exception lets through, no other permission lets through
            return not self._held_up and step.effect is Effect.PERMITS
        return outcome is Outcome.ALLOWED and step.effect is Effect.PERMITS and not step.conditions

    def _contradicting(self, steps: Sequence[Step]) -> list[Step]:
        """Return the norms of other sources that disagree with one that decides."""
        known = {step.norm.iri for step in steps}
        found = set(self._book.diverging(step.norm.iri for step in steps if step.decides))
        return [self._step(Speaker(norm, Effect.CONTRADICTS)) for norm in sorted(found - known)]

    def _reserved_to(self, norm: Term) -> list[Term]:
        return [
            *self._rules.objects(norm, SL + "drager"),
            *self._rules.objects(norm, SL + "uitTeOefenenDoor"),
        ]


def _lifting(step: Step) -> tuple[Step, ...]:
    """Return the exceptions that lift a prohibition here: all their conditions are met."""
    lifting = (each for each in step.exceptions if all(c.met for c in each.conditions))
    return tuple(lifting) if step.effect is Effect.FORBIDS else ()


def _conditions(deciding: Iterable[Step]) -> tuple[Condition, ...]:
    """Return the conditions of what decides, each once, those that are not met first."""
    found: dict[Term, Condition] = {}
    for step in deciding:
        exceptions = _lifting(step) or step.exceptions
        for each in (*step.conditions, *(c for e in exceptions for c in e.conditions)):
            found.setdefault(each.iri, each)
    return tuple(sorted(found.values(), key=lambda c: (c.met, c.iri)))
