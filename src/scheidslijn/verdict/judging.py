"""Puts together what the shapes find and what norms say into one verdict.

The shapes decide what breaks a norm; the rule book says what permits it, under which conditions,
and who says otherwise. So a verdict never says what a validation of the same facts denies. What
no shape judges decides nothing: a prohibition without a shape is shown as a limit that a person
must judge, for most of these are about the manner in which something is done.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from scheidslijn.model import Severity, Term
from scheidslijn.namespaces import ID, SL
from scheidslijn.rulebook import RuleBook
from scheidslijn.verdict.chain import Chain
from scheidslijn.verdict.finding import Breach
from scheidslijn.verdict.meeting import Meeting
from scheidslijn.verdict.probe import Rules
from scheidslijn.verdict.types import Condition, Effect, Outcome, Step

__all__ = ["Judgement", "judge"]

_CONTESTED: Final = ID + "normstatus/betwist"
# Those that decide first, then by weight.
_ORDER: Final = list(Effect)


class _Force(enum.Enum):
    """How a norm bears upon what is asked."""

    BREACH = "broken, whatever else is shown"
    MENDABLE = "broken as long as a condition is not met"
    LIMIT = "a prohibition that no shape judges in these facts"
    LIFTED = "a prohibition that an exception lifts"
    DORMANT = "a prohibition that holds under a condition that is not the case"
    KEPT = "a requirement that is met"
    PERMIT = "a permission"
    NONE = "nothing that changes the outcome"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome with what it rests on."""

    outcome: Outcome
    reserved_to: tuple[Term, ...]
    conditions: tuple[Condition, ...]
    steps: tuple[Step, ...]


def judge(
    chain: Chain, meeting: Meeting, broken: Mapping[Term, Breach], rules: Rules, book: RuleBook
) -> Judgement:
    """Return the judgement on a question.

    Args:
        chain: the norms on the question.
        meeting: which conditions are met.
        broken: the norms that the shapes find broken in it.
        rules: the rule book, by subject and predicate.
        book: the rule book, as far as findings speak of it.
    """
    return _Judge(chain, meeting, broken, rules, book).judgement()


class _Judge:
    def __init__(
        self,
        chain: Chain,
        meeting: Meeting,
        broken: Mapping[Term, Breach],
        rules: Rules,
        book: RuleBook,
    ) -> None:
        self._chain, self._meeting, self._broken = chain, meeting, broken
        self._rules, self._book = rules, book
        self._steps = chain.steps()
        speaking = frozenset(step.norm.iri for step in self._steps)
        self._forces = {step: self._force(step, speaking) for step in self._steps}

    def judgement(self) -> Judgement:
        outcome = self._outcome()
        wanted = self._deciding(outcome)
        steps = [
            replace(step, effect=self._shown(step), decides=step in wanted) for step in self._steps
        ]
        steps += self._contradicting(wanted)
        dormant = {step.norm.iri for step in self._steps if self._is_dormant(step)}
        steps.sort(
            key=lambda s: (not s.decides, s.norm.iri in dormant, _ORDER.index(s.effect), s.norm.iri)
        )
        reserving = [step for step in steps if step.effect is Effect.RESERVES]
        return Judgement(
            outcome=outcome,
            reserved_to=tuple(
                sorted({bearer.iri for step in reserving for bearer in step.bearers})
            ),
            conditions=self._conditions(outcome, wanted),
            steps=tuple(steps),
        )

    def _force(self, step: Step, speaking: frozenset[Term]) -> _Force:
        effect = step.effect
        if step.norm.iri in self._broken:
            return _Force.MENDABLE if self._can_be_met(step) else _Force.BREACH
        if effect is Effect.REQUIRES:
            return _Force.KEPT
        if effect is Effect.PERMITS:
            return _Force.PERMIT
        if effect not in (Effect.FORBIDS, Effect.DISCOURAGES):
            return _Force.NONE
        if _lifting(step):
            return _Force.LIFTED
        if any(not condition.met for condition in step.conditions):
            return _Force.DORMANT
        return self._force_of_unbroken(step, speaking)

    def _force_of_unbroken(self, step: Step, speaking: frozenset[Term]) -> _Force:
        """Return how a prohibition bears that holds here and that no shape finds broken."""
        if step.checked_by is not None:
            # a shape that looks at other facts than these, such as who was heard by whom
            mendable = step.exceptions and self._can_be_met(step)
            return _Force.MENDABLE if mendable else _Force.NONE
        precise = self._rules.objects(step.norm.iri, SL + "gedektDoor")
        return _Force.LIMIT if speaking.isdisjoint(precise) else _Force.NONE

    def _can_be_met(self, step: Step) -> bool:
        """Return whether a norm would be broken no longer once conditions are met."""
        unmet = ([c for c in each.conditions if not c.met] for each in step.exceptions)
        return step.effect is Effect.REQUIRES or any(
            conditions and all(self._meeting.is_open(c.iri) for c in conditions)
            for conditions in unmet
        )

    def _with(self, *forces: _Force) -> list[Step]:
        return [step for step in self._steps if self._forces[step] in forces]

    def _is_dormant(self, step: Step) -> bool:
        return self._forces[step] is _Force.DORMANT

    def _outcome(self) -> Outcome:
        breaches = self._with(_Force.BREACH)
        if any(map(self._is_contested, breaches)):
            return Outcome.CONTESTED
        violated = [step for step in breaches if self._weight(step) is Severity.VIOLATION]
        if violated:
            reserved = any(step.effect is Effect.RESERVES for step in violated)
            return Outcome.RESERVED if reserved else Outcome.FORBIDDEN
        return Outcome.DISCOURAGED if breaches else self._outcome_unbroken()

    def _outcome_unbroken(self) -> Outcome:
        """Return the outcome where nothing stands in the way that no condition takes away."""
        lifted, permits = self._with(_Force.LIFTED), self._with(_Force.PERMIT)
        if self._with(_Force.MENDABLE, _Force.KEPT) or any(_conditions_of(s) for s in lifted):
            return Outcome.CONDITIONAL
        if any(not step.conditions for step in permits) or (lifted and not permits):
            return Outcome.ALLOWED
        return Outcome.CONDITIONAL if permits else Outcome.UNREGULATED

    def _weight(self, step: Step) -> Severity:
        return self._broken[step.norm.iri].severity

    def _is_contested(self, step: Step) -> bool:
        norm = step.norm.iri
        if step.standing is not None and step.standing.iri == _CONTESTED:
            return True
        diverging = set(self._book.diverging((norm,)))
        permitting = {other.norm.iri for other in self._with(_Force.PERMIT)}
        return bool(self._rules.objects(norm, SL + "lezing")) or bool(diverging & permitting)

    def _deciding(self, outcome: Outcome) -> set[Step]:
        """Return the norms that an outcome rests on."""
        forces = {
            Outcome.FORBIDDEN: (_Force.BREACH,),
            Outcome.RESERVED: (_Force.BREACH,),
            Outcome.CONTESTED: (_Force.BREACH,),
            Outcome.DISCOURAGED: (_Force.BREACH, _Force.MENDABLE),
            Outcome.CONDITIONAL: (_Force.MENDABLE, _Force.LIFTED, _Force.KEPT, _Force.DORMANT),
            Outcome.ALLOWED: (_Force.LIFTED, _Force.DORMANT),
            Outcome.UNREGULATED: (_Force.DORMANT,),
        }[outcome]
        found = set(self._with(*forces))
        permits = self._with(_Force.PERMIT)
        if outcome is Outcome.ALLOWED:
            found.update(step for step in permits if not step.conditions)
        held_up = any(
            step.effect is not Effect.REQUIRES
            for step in self._with(_Force.MENDABLE, _Force.LIFTED)
        )
        # what only an exception lets through, no other permission lets through
        if outcome is Outcome.CONDITIONAL and not held_up:
            found.update(permits)
        return found

    def _shown(self, step: Step) -> Effect:
        """Return the effect to show: a prohibition that does not bear upon this only mentions it.

        One that a shape judges more precisely, and finds broken, is backed by that.
        """
        if self._forces[step] is _Force.LIMIT:
            return Effect.LIMITS
        if self._forces[step] is not _Force.NONE:
            return step.effect
        if step.effect is Effect.RESERVES and step.checked_by is not None:
            return Effect.MENTIONS
        if step.effect is not Effect.FORBIDS:
            return step.effect
        precise = self._rules.objects(step.norm.iri, SL + "gedektDoor")
        backed = not self._broken.keys().isdisjoint(precise)
        return Effect.FORBIDS if backed else Effect.MENTIONS

    def _contradicting(self, wanted: Iterable[Step]) -> list[Step]:
        """Return the norms of other sources that disagree with one that decides."""
        known = {step.norm.iri for step in self._steps}
        found = set(self._book.diverging(step.norm.iri for step in wanted)) - known
        return [
            self._chain.step(norm, Effect.CONTRADICTS)
            for norm in sorted(found)
            if self._chain.is_about(norm)
        ]

    def _conditions(self, outcome: Outcome, wanted: Iterable[Step]) -> tuple[Condition, ...]:
        """Return the conditions of what decides, each once, those that are not met first."""
        if outcome in (Outcome.FORBIDDEN, Outcome.RESERVED, Outcome.CONTESTED):
            return ()
        found: dict[Term, Condition] = {}
        for step in sorted(wanted, key=self._is_dormant):
            unless = self._is_dormant(step)
            for each in _conditions_of(step):
                found.setdefault(each.iri, replace(each, unless=unless))
        return tuple(sorted(found.values(), key=lambda c: (c.unless, c.met, c.iri)))


def _lifting(step: Step) -> tuple[Step, ...]:
    """Return the exceptions whose conditions are all met."""
    return tuple(each for each in step.exceptions if all(c.met for c in each.conditions))


def _conditions_of(step: Step) -> tuple[Condition, ...]:
    """Return the conditions of a norm, and of its exceptions: those that lift it, or else all."""
    exceptions = _lifting(step) or step.exceptions
    return (*step.conditions, *(c for each in exceptions for c in each.conditions))
