"""Judges cases: rule book and cases in one store, the queries of a plan asked of all at once.

A case notices a mutant when it gives a finding that its file does not name, or does not give one
that its file names. Rows are read as the store finds them, so that the first one too many is
enough; a mutant that lets loose millions of rows does not take longer for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Final, cast

import pyoxigraph as ox

from bench.mutation.cases import Case, Key
from bench.mutation.mutant import Edit
from bench.mutation.world import World
from scheidslijn.compile.plan import Plan
from scheidslijn.execution import Violation, run
from scheidslijn.model import Table, Term
from scheidslijn.namespaces import SH, SL
from scheidslijn.terms import term_text

# By case and finding: its norms, and each missing condition after the norm that it belongs to.
Given = Mapping[int, Mapping[Key, frozenset[Term]]]

_START: Final = "urn:case:"
_NORM: Final = SL + "norm"
_MISSING: Final = SL + "ontbrekendeVoorwaarde"
_OF_QUERY: Final = SH + "SPARQLConstraintComponent"


class Streaming:
    """A store whose rows come one by one; as much of ``model.Engine`` as a plan needs."""

    name = "oxigraph"

    def __init__(self) -> None:
        self._store = ox.Store()

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads to the store."""
        self._store.bulk_extend(quads)

    def remove(self, quads: Iterable[ox.Quad]) -> None:
        """Take quads out of the store."""
        for quad in quads:
            self._store.remove(quad)

    def select(self, query: str) -> Table:
        """Return the rows of a SELECT query, to be read once."""
        answer = self._store.query(query)
        assert isinstance(answer, ox.QuerySolutions)
        columns = tuple(variable.value for variable in answer.variables)
        rows = (tuple(None if t is None else term_text(t) for t in row) for row in answer)
        return Table(columns, cast(tuple[tuple[Term | None, ...], ...], rows))

    def construct(self, query: str) -> list[ox.Triple]:
        """Return the triples of a CONSTRUCT query."""
        answer = self._store.query(query)
        assert isinstance(answer, ox.QueryTriples)
        return list(answer)

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query."""
        return bool(self._store.query(query))

    def update(self, request: str) -> None:
        """Carry out a SPARQL update request."""
        self._store.update(request)

    def close(self) -> None:
        """Do nothing: the store goes with this object."""


@dataclass(frozen=True)
class Asked:
    """What is asked of cases, and which of their expected findings that must give.

    Attributes:
        plan: the queries.
        accounts: the plan before it was changed; what it could report is expected.
        norms: the only norms that are asked about; of others it is known what is found. None for
            all of them, and for findings that name none.
    """

    plan: Plan
    accounts: Plan
    norms: frozenset[Term] | None = None

    @cached_property
    def checks(self) -> frozenset[tuple[Term, Term]]:
        """Shape and component of every result that could be reported."""
        checks = [self.accounts.checks[query.check] for query in self.accounts.own]
        if self.accounts.core:
            checks += [c for c in self.accounts.checks if c.component != _OF_QUERY]
        return frozenset((check.shape, check.component) for check in checks)


class Judge:
    """Holds the rule book, for a while some cases beside it, and judges these.

    Args:
        world: rule book and shapes.
        cases: every case there is.
    """

    def __init__(self, world: World, cases: Sequence[Case]) -> None:
        self._world = world
        self._cases = cases
        self._engine = Streaming()
        self._engine.load(world.rulebook)
        self._book = frozenset(world.rulebook)
        self._held: tuple[Case, ...] = ()
        self._reported: dict[Term, Term] = {}

    def hold(self, cases: Sequence[Case]) -> None:
        """Put these cases into the store in the place of others."""
        if tuple(cases) == self._held:
            return
        self._engine.remove(quad for case in self._held for quad in self._own(case))
        self._held = tuple(cases)
        self._engine.load([quad for case in self._held for quad in self._own(case)])

    def _own(self, case: Case) -> Iterator[ox.Quad]:
        return (quad for quad in case.quads if quad not in self._book)

    @contextmanager
    def changed(self, edit: Edit) -> Iterator[None]:
        """Hold the rule book with a change, within the block."""
        added = [quad for quad in edit.added if quad not in self._book]
        self._engine.remove(edit.without)
        self._engine.load(added)
        try:
            yield
        finally:
            self._engine.remove(added)
            self._engine.load(edit.without)

    def noticed(self, asked: Asked, given: Given) -> Case | None:
        """Return a case among the held ones that does not give what its file says, or None.

        Args:
            asked: what to ask.
            given: what each case gives without a mutant, by number.

        Raises:
            SyntaxError: a query is malformed.
        """
        seen: dict[tuple[int, Key], set[Term]] = {}
        for violation in run(asked.plan, self._engine):
            case = self._case(violation.focus)
            says = _says(violation)
            if case is None or (asked.norms is not None and not says & asked.norms):
                continue
            key = self._key(violation, case)
            if key not in case.expected or not agrees(case, key, says, whole=False):
                return case
            seen.setdefault((case.number, key), set()).update(says)
        return next((c for c in self._held if self._lacks(c, asked, given[c.number], seen)), None)

    def _lacks(
        self,
        case: Case,
        asked: Asked,
        given: Mapping[Key, frozenset[Term]],
        seen: Mapping[tuple[int, Key], set[Term]],
    ) -> bool:
        """Return whether a case lacks a finding that its file names, or something it says."""
        accounts = frozenset((self._shape(shape), component) for shape, component in asked.checks)
        for key in case.expected:
            if (key[4], key[3]) not in accounts:
                continue
            found = seen.get((case.number, key))
            others = set[Term]()
            if asked.norms is not None:
                others = {said for said in given[key] if said.split()[0] not in asked.norms}
            if found is None and not others:
                return True
            if not agrees(case, key, others.union(found or ())):
                return True
        return False

    def found(self, plan: Plan) -> dict[int, dict[Key, set[Term]]]:
        """Return what each of the held cases gives, by number, with what each finding says."""
        found: dict[int, dict[Key, set[Term]]] = {case.number: {} for case in self._held}
        for violation in run(plan, self._engine):
            case = self._case(violation.focus)
            if case is not None:
                says = found[case.number].setdefault(self._key(violation, case), set())
                says.update(_says(violation))
        return found

    def _case(self, focus: Term) -> Case | None:
        """Return the case of a focus node; a term of the rule book belongs to none."""
        for start in (_START, "_:c"):
            if focus.startswith(start):
                number = focus.removeprefix(start).partition(":" if start == _START else "b")[0]
                return self._cases[int(number)]
        return None

    def _key(self, violation: Violation, case: Case) -> Key:
        def own(term: Term | None) -> Term | None:
            if term is None:
                return None
            return term.replace(case.prefix, "").replace(f"_:c{case.number}b", "_:")

        return (
            own(violation.focus) or "",
            own(violation.path),
            own(violation.value),
            violation.component,
            self._shape(violation.shape),
            violation.severity.removeprefix(SH).lower(),
        )

    def _shape(self, shape: Term) -> Term:
        if shape not in self._reported:
            self._reported[shape] = self._world.reported.shape_of(shape)
        return self._reported[shape]


def _says(violation: Violation) -> frozenset[Term]:
    """Return the norms of a result, and its missing conditions, each after its norm."""
    norms = violation.bindings.get(_NORM, ())
    missing = violation.bindings.get(_MISSING, ())
    return frozenset((*norms, *(f"{norm} {each}" for norm in norms for each in missing)))


def agrees(case: Case, key: Key, says: Set[Term], *, whole: bool = True) -> bool:
    """Return whether what is said is what the file names, or not more than that."""
    norms = {said for said in says if " " not in said}
    missing = {said.split()[1] for said in says if " " in said}
    told = ((norms, case.expected[key]), (missing, case.missing.get(key)))
    return all(
        expected is None or (said == expected if whole else said <= expected)
        for said, expected in told
    )
