"""The value types of a verdict: what was asked, the answer, and the chain of norms behind it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from scheidslijn.model import LegalBasis, Named, Reading, RuleBookVersion, SourcePlace, Text
from scheidslijn.shown import Shown

__all__ = ["Asked", "Condition", "Effect", "Outcome", "Step", "Verdict"]


class Outcome(enum.Enum):
    """What the rule book says to a question whether somebody may do something."""

    ALLOWED = "allowed"
    CONDITIONAL = "conditional"
    DISCOURAGED = "discouraged"
    CONTESTED = "contested"
    RESERVED = "reserved"
    FORBIDDEN = "forbidden"
    UNREGULATED = "unregulated"


class Effect(enum.Enum):
    """What a norm does to the thing that is asked about."""

    FORBIDS = "forbids"
    RESERVES = "reserves"
    REQUIRES = "requires"
    DISCOURAGES = "discourages"
    LIMITS = "limits"
    PERMITS = "permits"
    EXPECTS = "expects"
    EXEMPTS = "exempts"
    CONTRADICTS = "contradicts"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a norm, and whether it is met in what was asked.

    With ``unless`` it is that of a prohibition, which holds when the condition is met.
    """

    iri: str
    label: Text
    met: bool
    unless: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One norm in the chain behind a verdict, with all that it rests on.

    Attributes:
        norm: the norm.
        says: its definition.
        effect: what it does to what is asked.
        decides: whether the outcome rests on it.
        standing: what authority it has.
        bearers: the roles for which it holds.
        conditions: what must be true before it holds, or before what it asks is done.
        exceptions: the exceptions to it that may hold here.
        checked_by: the shape that checks it, or None.
        unchecked: why no shape checks it, or None.
    """

    norm: Named
    says: Text
    effect: Effect
    decides: bool
    standing: Named | None
    bearers: tuple[Named, ...] = ()
    conditions: tuple[Condition, ...] = ()
    exceptions: tuple[Step, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    sources: tuple[SourcePlace, ...] = ()
    checked_by: Named | None = None
    unchecked: Named | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question whether a role may do something, with every name found in the rule book.

    Attributes:
        role: who.
        action: the name of what it would do; see ``scheidslijn.verdict.ACTIONS``.
        matter: the task, data, file, decision or other role.
        domain: in which domain.
        on: on which day.
        towards: to whom data are given, or from whom they come, or to whom is delegated.
        given: the conditions that are taken as met.
        reading: the reading of contested rules.
    """

    role: Named
    action: str
    matter: Named
    domain: Named
    on: date
    towards: Named | None = None
    given: tuple[Named, ...] = ()
    reading: Reading = "strict"


@dataclass(frozen=True, slots=True)
class Verdict(Shown):
    """Whether a role may do something, and the chain of norms that says so.

    Attributes:
        reserved_to: the roles to which a norm reserves it.
        conditions: the conditions on which it hangs, each met or not.
        steps: the norms that speak of it, those that decide first.
    """

    asked: Asked
    outcome: Outcome
    reserved_to: tuple[Named, ...]
    conditions: tuple[Condition, ...]
    steps: tuple[Step, ...]
    version: str
    rulebook: RuleBookVersion

    @property
    def permitted(self) -> bool:
        """Whether a norm lets the role do it and every condition for that is met."""
        allowed = self.outcome in (Outcome.ALLOWED, Outcome.CONDITIONAL)
        return allowed and all(each.met for each in self.conditions if not each.unless)
