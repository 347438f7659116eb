"""When an ODRL rule is active, and what the action of a duty must show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.odrl.acts import Act
from scheidslijn.export.odrl.constraints import Constraints, local
from scheidslijn.export.odrl.norms import Norms
from scheidslijn.export.odrl.terms import ODRL
from scheidslijn.namespaces import SL

__all__ = ["Circumstances"]

_TIMES: Final = (("termijn", "elapsedTime", "lteq"), ("nietEerderDan", "delayPeriod", "gteq"))
_VALID: Final = (("geldigVanaf", "gteq"), ("vervaltOp", "lt"))


class Circumstances:
    """Reads from norms when their rules are active.

    Args:
        norms: reads the fields of norms.
        exceptions: the norms that are exceptions.
        constraints: makes the constraints.
    """

    def __init__(
        self, norms: Norms, exceptions: Iterable[ox.NamedNode], constraints: Constraints
    ) -> None:
        self._norms, self._constraints = norms, constraints
        self._excepted_by: defaultdict[ox.NamedNode, list[ox.NamedNode]] = defaultdict(list)
        for exception in exceptions:
            for norm in norms.nodes(exception, "uitzonderingOp"):
                self._excepted_by[norm].append(exception)

    def exceptions(self, norm: ox.NamedNode) -> list[ox.NamedNode]:
        """Return the exceptions to a norm."""
        return self._excepted_by.get(norm, [])

    def of(
        self, norm: ox.NamedNode, act: Act, *, timed: bool = True, spared: bool = False
    ) -> tuple[ox.NamedNode, ...]:
        """Return all that must be the case for a rule of a norm to be active.

        Args:
            norm: the norm.
            act: what the rule is about.
            timed: whether the rule is about a time within which something is done.
            spared: whether exceptions leave the rule alone, since it forbids and asks nothing.
        """
        own, compare = self._constraints.own, self._constraints.compare
        found = [
            compare(own(name), "isAnyOf", values)
            for field, name in (("domein", "domain"), ("lezing", "reading"))
            if (values := self._norms.nodes(norm, field))
        ]
        for field, operator in _VALID:
            days = self._norms.literals(norm, field)
            found += [compare(ODRL + "dateTime", operator, [day]) for day in days]
        found += [
            self._constraints.condition(each) for each in self._norms.nodes(norm, "voorwaarde")
        ]
        if norm in self._excepted_by and not spared:
            found.append(compare(own("exception"), "isNoneOf", self._excepted_by[norm]))
        if timed:
            found += self._times(norm)
        return (*found, *act.constraints)

    def _times(self, norm: ox.NamedNode) -> Iterator[ox.NamedNode]:
        """Yield when something must be done: after the start, within a time, not too early."""
        constraints = self._constraints
        starts = self._norms.nodes(norm, "termijnVanaf") + self._norms.nodes(
            norm, "termijnNaProcesstap"
        )
        after = [constraints.compare(ODRL + "event", "gt", [start]) for start in starts[:1]]
        for field, operand, operator in _TIMES:
            for length in self._norms.literals(norm, field):
                limit = constraints.compare(ODRL + operand, operator, [length])
                start = "-".join(local(each) for each in starts[:1])
                name = f"{operand}.{start}.{length.value}"
                yield constraints.all_of("andSequence", [*after, limit], name)
        for length in self._norms.literals(norm, "herhaling"):
            yield constraints.compare(constraints.own("timeBetween"), "lteq", [length])

    def required(self, norm: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return what a norm requires, as constraints."""
        found = [self._constraints.condition(each) for each in self._norms.nodes(norm, "vereist")]
        field = ox.NamedNode(SL + "vereistWaarborg")
        for each in self._norms.nodes(norm, "vereistWaarborg"):
            # every safeguard must exist, while one of several qualifications is enough
            operand = self._constraints.field(field)
            found.append(self._constraints.compare(operand, "hasPart", [each]))
        qualifications = self._norms.nodes(norm, "vereistKwalificatie")
        if qualifications:
            operand = self._constraints.field(ox.NamedNode(SL + "vereistKwalificatie"))
            found.append(self._constraints.compare(operand, "isAnyOf", qualifications))
        return tuple(found)

    def shown_of(self, norm: ox.NamedNode, act: Act, stated: list[Act]) -> Act:
        """Return an act of showing, limited to the facts that a norm looks at.

        Args:
            norm: the norm.
            act: the act of showing what it requires.
            stated: the acts that those facts are.
        """
        if not stated:
            return act
        operand = self._constraints.own("act")
        facts = self._constraints.compare(operand, "isAnyOf", [each.action for each in stated])
        fields = dict.fromkeys(one for each in stated for one in each.constraints)
        return Act(act.name, act.action, stated[0].targets, (facts, *fields))
