"""Whether a condition is met in what is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from scheidslijn.model import Term
from scheidslijn.namespaces import SL
from scheidslijn.terms import term_text
from scheidslijn.verdict.probe import Rules
from scheidslijn.verdict.speaking import broader
from scheidslijn.verdict.types import Asked

__all__ = ["Meeting"]

_ONE_VALUE: Final = (SL + "metGezondheidsgegevens", SL + "metToestemming")


class Meeting:
    """What the dossier of a question shows, and what was given with the question.

    Args:
        asked: the question.
        dossier: the statements that state what is asked.
        rules: the rule book.
    """

    def __init__(self, asked: Asked, dossier: Sequence[ox.Quad], rules: Rules) -> None:
        self._asked = asked
        self._given = {named.iri for named in asked.given}
        self._rules = rules
        self._shown: defaultdict[Term, set[Term]] = defaultdict(set)
        self._actors: dict[Term, Term] = {}
        self._roles: dict[Term, Term] = {}
        for quad in dossier:
            value = quad.object
            text = value.value if isinstance(value, ox.Literal) else term_text(value)
            self._shown[quad.predicate.value].add(text)
            if quad.predicate.value == SL + "door":
                self._actors[term_text(quad.subject)] = text
            elif quad.predicate.value == SL + "rol":
                self._roles[term_text(quad.subject)] = text

    def met(self, condition: Term) -> bool:
        """Return whether a condition is given, or shown by the dossier of the question."""
        if condition in self._given:
            return True
        values = set(self._rules.objects(condition, SL + "vereisteWaarde"))
        roles = set(self._rules.objects(condition, SL + "vereisteRol"))
        evidence = self._rules.objects(condition, SL + "vereistBewijs")
        features = self._rules.objects(condition, SL + "eigenschap")
        return any(
            bool(values & self._shown[feature]) or bool(roles & self._held(feature))
            for feature in features
        ) or bool(self._shown[SL + "vereiste"].intersection(evidence))

    def is_open(self, condition: Term) -> bool:
        """Return whether a condition could still be met, as far as the question says.

        Who acts, who is at the other end and which task is delegated stand in the question, and
        what is given rules out its opposite: a condition that asks otherwise there is settled.
        """
        for feature in self._rules.objects(condition, SL + "eigenschap"):
            if self._rules.objects(condition, SL + "vereisteRol") and self._held(feature):
                return False
            values = set(self._rules.objects(condition, SL + "vereisteWaarde"))
            shown = self._shown[feature]
            if shown and feature in _ONE_VALUE and not values & shown:
                return False
        return not self._is_other_task(condition)

    def _is_other_task(self, condition: Term) -> bool:
        """Return whether a condition wants another task delegated than the one that is done."""
        if SL + "gedelegeerdeTaak" not in self._rules.objects(condition, SL + "eigenschap"):
            return False
        wanted = self._rules.objects(condition, SL + "vereisteWaarde")
        return self._asked.action in ("delegate", "do") and self._asked.matter.iri not in wanted

    def _held(self, feature: Term) -> set[Term]:
        """Return the roles of whom the property names, broader ones included."""
        found: set[Term] = set()
        for assignment, role in self._roles.items():
            if self._actors.get(assignment) in self._shown[feature]:
                found |= broader(role, self._rules)
        return found
