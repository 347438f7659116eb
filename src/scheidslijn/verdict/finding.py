"""What the shapes find in the dossier that states what is asked: which norms it breaks.

The queries are those of validation, run on the same rule book, so that both say the same. Only
shapes that a norm names are asked, and only those that look at something in the dossier: the
dossier is well formed by construction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from scheidslijn.compile import compile_shapes
from scheidslijn.compile.plan import OwnQuery
from scheidslijn.datagraph import DataGraph, read_by_shapes
from scheidslijn.execution import merged, run_own
from scheidslijn.model import Result, Severity, Statement, Term
from scheidslijn.namespaces import RDF_TYPE, SH, SL
from scheidslijn.querycheck import trust
from scheidslijn.terms import term_text

__all__ = ["Breach", "Finder", "breaches"]

_NORM = SL + "norm"
_MISSING = SL + "ontbrekendeVoorwaarde"


@dataclass(slots=True)
class Breach:
    """How a norm is broken: how heavily, and what would have to be shown for it not to be.

    Attributes:
        shapes: the shapes that found it.
        missing: the conditions of exceptions to it that are not shown.
        values: what is wrong, such as the task, or the requirement that is not shown.
    """

    severity: Severity
    shapes: set[Term] = field(default_factory=set)
    missing: set[Term] = field(default_factory=set)
    values: set[Term] = field(default_factory=set)


def breaches(results: Iterable[Result]) -> Mapping[Term, Breach]:
    """Return the norms that results name, with how they are broken."""
    found: dict[Term, Breach] = {}
    for result in results:
        for norm in result.bindings.get(_NORM, ()):
            breach = found.setdefault(norm, Breach(result.severity))
            breach.severity = max(breach.severity, result.severity)
            breach.shapes.add(result.shape)
            breach.missing.update(result.bindings.get(_MISSING, ()))
            if result.value is not None:
                breach.values.add(result.value)
    return found


class Finder:
    """The shapes and the rule book, ready to judge any number of small dossiers.

    Args:
        rulebook: the statements of ontology and rule book, as they are applied.
        shapes: the statements of the packaged shapes graph.
        checking: the shapes that a norm names.
    """

    def __init__(
        self, rulebook: Sequence[Statement], shapes: Sequence[Statement], checking: frozenset[Term]
    ) -> None:
        self._data = DataGraph(read_by_shapes(rulebook))
        self._plan = compile_shapes(shapes)
        trust(self._plan.queries)
        self._targets = _target_classes(shapes)
        self._checking = checking

    def results(self, dossier: Sequence[ox.Quad]) -> list[Result]:
        """Return what the shapes find in a dossier, sorted by key."""
        kinds = {term_text(q.object) for q in dossier if q.predicate.value == RDF_TYPE}
        plan = replace(self._plan, own=tuple(q for q in self._plan.own if self._looks(q, kinds)))
        with self._data.holding(dossier):
            return merged(run_own(plan, self._data.store))

    def _looks(self, query: OwnQuery, kinds: set[Term]) -> bool:
        shape = self._plan.checks[query.check].shape
        return shape in self._checking and not kinds.isdisjoint(self._targets[shape])


def _target_classes(shapes: Iterable[Statement]) -> Mapping[Term, set[Term]]:
    found: defaultdict[Term, set[Term]] = defaultdict(set)
    for each in shapes:
        if each.predicate.value == SH + "targetClass":
            found[term_text(each.subject)].add(term_text(each.object))
    return found
