"""Which ODRL rules say a norm: the kind of each rule, its act, its party and its constraints.

The law comes first. Only a permission, a power or a supporting role becomes a permission, only a
duty becomes a duty. What ODRL has no rule for, such as a recommendation or a responsibility, has
a kind of rule of its own, which no ODRL processor takes for one of those three. A power that is
reserved is a permission for its bearer and a prohibition for everybody else; where no shape says
whom it keeps out, it is a reservation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.material import Book
from scheidslijn.export.odrl.acts import Act, Acts
from scheidslijn.export.odrl.constraints import Constraints, local
from scheidslijn.export.odrl.norms import Norms
from scheidslijn.export.odrl.terms import ODRL, SLP
from scheidslijn.export.odrl.when import Circumstances
from scheidslijn.namespaces import SL

__all__ = ["Rule", "Rules"]

# Kinds of norm and the kind of rule that each becomes, whatever else the norm is.
_PLAIN: Final = {
    "Verplichting": ODRL + "Duty",
    "Toestemming": ODRL + "Permission",
    "Bevoegdheid": ODRL + "Permission",
    "Recht": SLP + "Claim",
    "Verantwoordelijkheid": SLP + "Responsibility",
    "Aanbeveling": SLP + "Recommendation",
}
_PAIRS: Final = {
    "Onverenigbaarheid": ODRL + "Prohibition",
    "Ontrading": SLP + "Discouragement",
}
_FORBIDDING: Final = frozenset(("Verbod", "VoorbehoudenBevoegdheid", *_PAIRS))
_MUST_SHOW: Final = frozenset((ODRL + "Duty", SLP + "Recommendation"))


@dataclass(frozen=True, slots=True)
class Rule:
    """One ODRL rule.

    Attributes:
        name: tells it from the other rules of its norm.
        kind: its class, as an IRI.
        act: its action, targets and what the norm says of the fact.
        bearers: the roles that it is assigned to; each on its own.
        others: the roles that it is not assigned to, where it is assigned to everybody else.
        actors: the kinds of actor that it is limited to.
        constraints: what must be the case for it to be active.
        requirements: what the action must show: its own, or that of its duty where it has one.
        duty: what must be shown before a permission is given.
    """

    name: str
    kind: str
    act: Act
    bearers: tuple[ox.NamedNode, ...] = ()
    others: tuple[ox.NamedNode, ...] = ()
    actors: tuple[ox.NamedNode, ...] = ()
    constraints: tuple[ox.NamedNode, ...] = ()
    requirements: tuple[ox.NamedNode, ...] = ()
    duty: Act | None = None


class Rules:
    """Reads rules from norms.

    Args:
        book: the rule book.
        constraints: makes the constraints.
        acts: makes the actions.
    """

    def __init__(self, book: Book, constraints: Constraints, acts: Acts) -> None:
        self._constraints, self._acts = constraints, acts
        self._norms = Norms(book)
        self._when = Circumstances(self._norms, book.instances(SL + "Uitzondering"), constraints)
        carriers = {
            role: book.nodes(role, SL + "voertUitVoor") for role in book.instances(SL + "Rol")
        }
        self._carriers = {role: found for role, found in carriers.items() if found}

    def of(self, norm: ox.NamedNode) -> list[Rule]:
        """Return the rules of a norm; none where ODRL has no rule for it."""
        kinds = self._norms.kinds(norm)
        if "Uitzondering" in kinds:
            return list(self._exception(norm, kinds))
        found: list[Rule] = []
        for kind in sorted(kinds & _PAIRS.keys()):
            found += self._pair(
                norm, _PAIRS[kind], tuple(self._norms.nodes(norm, "onverenigbareRol"))
            )
        if "Verbod" in kinds:
            acts = self._stated(norm, "Verboden") or [self._acts.own(norm, "contravene")]
            found += self._rules(norm, ODRL + "Prohibition", acts)
        if "VoorbehoudenBevoegdheid" in kinds:
            found += self._reserved(norm)
        for kind in sorted({_PLAIN[each] for each in kinds & _PLAIN.keys()}):
            found += self._rules(norm, kind, self._acts_of(norm, kind, kinds))
        return found or list(self._without_kind(norm, kinds))

    def exceptions(self, norm: ox.NamedNode) -> list[ox.NamedNode]:
        """Return the norms that are exceptions to a norm."""
        return self._when.exceptions(norm)

    def _acts_of(self, norm: ox.NamedNode, kind: str, kinds: set[str]) -> list[Act]:
        """Return the acts of a permission, duty and the like."""
        if kind == ODRL + "Permission":
            if "Delegeerbaarheid" in kinds and self._norms.delegable(norm):
                return [self._acts.delegating(norm)]
            if "Toegangsnorm" in kinds and self._norms.names_data(norm):
                return self._acts.on_data(norm) or [self._acts.own(norm)]
        if kind in _MUST_SHOW:
            if "Termijn" in kinds and self._norms.checked(norm, "Termijn"):
                return self._steps(norm)
            if self._when.required(norm):
                return [self._showing(norm)]
        return [self._acts.own(norm)]

    def _steps(self, norm: ox.NamedNode) -> list[Act]:
        """Return the act of seeing to a step in time, whoever it is that carries it out."""
        action = ox.NamedNode(SLP + "seeTo")
        return [act._replace(action=action) for act in self._acts.stated(norm)]

    def _showing(self, norm: ox.NamedNode) -> Act:
        return self._when.shown_of(norm, self._acts.own(norm, "show"), self._acts.stated(norm))

    def _without_kind(self, norm: ox.NamedNode, kinds: set[str]) -> Iterator[Rule]:
        """Yield the rules of a norm that by its class neither permits, forbids nor obliges."""
        if "Definitie" in kinds:
            return
        if "Delegeerbaarheid" in kinds:
            yield from self._delegability(norm)
        elif "Rolversterking" in kinds:
            yield from self._rules(norm, ODRL + "Permission", [self._acts.own(norm)])
        elif "Rechtsmiddel" in kinds:
            yield from self._rules(norm, SLP + "Claim", [self._acts.own(norm)])
        elif self._norms.checked(norm, "Besluitduur"):
            yield from self._too_long(norm)
        elif self._norms.checked(norm, "Termijn"):
            yield from self._rules(norm, ODRL + "Duty", self._steps(norm))
        elif self._norms.nodes(norm, "betreftFeit"):
            yield from self._rules(norm, ODRL + "Duty", [self._acts.own(norm)])

    def _delegability(self, norm: ox.NamedNode) -> Iterator[Rule]:
        if self._norms.in_person(norm):
            named = self._norms.nodes(norm, "betreftTaak")
            act = self._acts.delegating(norm) if named else self._acts.own(norm, "contravene")
            yield from self._rules(norm, ODRL + "Prohibition", [act])
        elif self._norms.nodes(norm, "uitTeOefenenDoor"):
            delegating = self._norms.delegable(norm)
            act = self._acts.delegating(norm) if delegating else self._acts.own(norm)
            yield from self._rules(norm, ODRL + "Permission", [act])
        elif self._when.required(norm):
            yield from self._rules(norm, ODRL + "Duty", [self._showing(norm)])
        elif self._norms.nodes(norm, "overdrachtsvorm"):
            yield from self._rules(norm, ODRL + "Permission", [self._acts.own(norm)])

    def _reserved(self, norm: ox.NamedNode) -> Iterator[Rule]:
        """Yield what a reserved power says to its bearer and to everybody else."""
        stated = self._stated(norm, "Voorbehouden")
        if not stated:
            yield from self._rules(norm, SLP + "Reservation", [self._acts.own(norm)])
            return
        if any(target.value.startswith(SL) for act in stated for target in act.targets):
            # a power over a whole class of facts is no permission for each of them
            yield from self._rules(norm, SLP + "Reservation", [self._acts.own(norm)])
        else:
            yield from self._rules(norm, ODRL + "Permission", stated)
        others = self._may_do(norm)
        for each in stated:
            act = self._acts.reaching_files(each)
            name = _joined("prohibition-others", act.name if len(stated) > 1 else "")
            made = self._when.of(norm, act)
            yield Rule(name, ODRL + "Prohibition", act, others=others, constraints=made)
        if self._norms.checked(norm, "NietDelegeerbaar"):
            act = self._acts.delegating(norm)
            made = self._when.of(norm, act)
            bearers = tuple(self._norms.nodes(norm, "drager"))
            yield Rule("prohibition-delegating", ODRL + "Prohibition", act, bearers,
                       constraints=made)  # fmt: skip

    def _may_do(self, norm: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return the roles that a reservation does not keep out.

        Whoever carries out tasks for a bearer is among them, unless the bearer must do it in
        person.
        """
        bearers = self._norms.nodes(norm, "drager")
        found = {*bearers, *self._norms.nodes(norm, "uitTeOefenenDoor")}
        found.update(self._norms.nodes(norm, "laatOnverlet"))
        if not self._norms.in_person(norm):
            found.update(
                role for role, whom in self._carriers.items() if not set(bearers).isdisjoint(whom)
            )
        return tuple(sorted(found, key=str))

    def _exception(self, norm: ox.NamedNode, kinds: set[str]) -> Iterator[Rule]:
        """Yield a permission from what is forbidden, an exemption from what is asked."""
        pair = tuple(self._norms.nodes(norm, "toegestaneRol"))
        if len(pair) == 2:
            yield from self._pair(norm, ODRL + "Permission", pair)
            return
        bases = self._norms.nodes(norm, "uitzonderingOp")
        forbidding = [base for base in bases if self._forbids(base)]
        acts = self._acts.stated(norm)
        if not acts and "Toegangsnorm" in kinds and self._norms.names_data(norm):
            acts = self._acts.on_data(norm)
        if forbidding:
            yield from self._rules(norm, ODRL + "Permission", acts or [self._acts.own(norm)])
        if len(forbidding) < len(bases):
            yield from self._rules(norm, SLP + "Exemption", [self._acts.own(norm)])

    def _forbids(self, norm: ox.NamedNode) -> bool:
        return bool(self._norms.kinds(norm) & _FORBIDDING) or self._norms.in_person(norm)

    def _pair(
        self, norm: ox.NamedNode, kind: str, pair: tuple[ox.NamedNode, ...]
    ) -> Iterator[Rule]:
        """Yield a rule for either of two roles in one hand, with the other as its target."""
        holding = not self._norms.true(norm, "geldtAlleenVoorHandelen")
        acting = self._norms.true(norm, "geldtOokVoorHandelen") or not holding
        actions = ["fulfil"] * holding + ["actAs"] * acting
        between = [
            self._constraints.compare(self._constraints.own(name), "eq", values)
            for field, name in (("bereik", "scope"), ("periode", "overlap"))
            if (values := self._norms.nodes(norm, field))
        ]
        actors = tuple(self._norms.nodes(norm, "geldtVoor"))
        for one, other in (pair, pair[::-1]):
            for action in actions:
                act = Act("", ox.NamedNode(SLP + action), (other,))
                made = (*self._when.of(norm, act), *between)
                name = f"{_short(kind)}-{action}-{local(one)}"
                yield Rule(name, kind, act, (one,), actors=actors, constraints=made)

    def _too_long(self, norm: ox.NamedNode) -> Iterator[Rule]:
        """Yield the prohibition to decide for longer than a norm allows."""
        longest = self._norms.literals(norm, "termijn")
        operand = self._constraints.own("decisionDuration")
        over = self._constraints.compare(operand, "gt", longest)
        acts = [act._replace(constraints=(*act.constraints, over))
                for act in self._acts.stated(norm)]  # fmt: skip
        yield from self._rules(norm, ODRL + "Prohibition", acts, timed=False)

    def _rules(
        self, norm: ox.NamedNode, kind: str, acts: Iterable[Act], *, timed: bool = True
    ) -> Iterator[Rule]:
        """Yield one rule for each act of a norm."""
        made = list(acts)
        required = self._when.required(norm)
        bearers = tuple(self._norms.nodes(norm, "drager"))
        permits = kind == ODRL + "Permission"
        for each in made:
            name = _joined(_short(kind), each.name if len(made) > 1 else "")
            act = self._acts.reaching_files(each) if kind == ODRL + "Prohibition" else each
            when = self._when.of(norm, act, timed=timed, spared=permits)
            if kind in _MUST_SHOW or permits:
                duty = self._showing(norm) if permits and required else None
                yield Rule(name, kind, act, bearers, constraints=when, requirements=required,
                           duty=duty)  # fmt: skip
            else:
                yield Rule(name, kind, act, bearers, constraints=(*when, *required))

    def _stated(self, norm: ox.NamedNode, shape: str) -> list[Act]:
        """Return the acts that a shape looks at; none where it does not check the norm."""
        return self._acts.stated(norm) if self._norms.checked(norm, shape) else []


def _short(kind: str) -> str:
    return kind.rpartition("/")[2].rpartition("#")[2].lower()


def _joined(*names: str) -> str:
    return "-".join(each for each in names if each)
