"""Lays many cases together in one data graph, so that one look says which of them to look at.

A rule book takes about as long to judge a hundred small dossiers as to judge one. So cases are
judged together first, each with nodes of its own; only a case whose findings then differ is judged
by itself. A case that cannot be laid beside others goes by itself at once: it has named graphs, no
dossier or one without a name, speaks of a term of the rule book, or cannot be read.
"""

from __future__ import annotations

import itertools
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from scheidslijn.difference.reading import Case
from scheidslijn.dossiers import read_units
from scheidslijn.errors import InputError
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import Finding, Term
from scheidslijn.namespaces import BASE, RDF_TYPE, SL_DOSSIER

__all__ = ["Batch", "batches_of"]

_SIZE: Final = 100
_MARK: Final = "~"
_TYPE: Final = ox.NamedNode(RDF_TYPE)
_DOSSIER: Final = ox.NamedNode(SL_DOSSIER)


@dataclass(frozen=True, slots=True)
class Batch:
    """Cases in one data graph; ``cases`` has them by the mark that their nodes end in."""

    source: Source
    cases: dict[str, Case]

    def case_of(self, term: Term) -> Case | None:
        """Return the case that a node is of, or None where its name does not tell."""
        return self.cases.get(term.rpartition(_MARK)[2])

    def by_case(self, findings: Iterable[Finding]) -> dict[str, list[Finding]] | None:
        """Map the path of each case to its findings; None if one of them cannot be placed."""
        found: dict[str, list[Finding]] = {}
        for each in findings:
            case = self.case_of(each.dossier) or self.case_of(each.focus)
            if case is None:
                return None
            found.setdefault(case.path, []).append(each)
        return found


def batches_of(cases: Sequence[Case]) -> tuple[list[Batch], list[Case]]:
    """Return cases laid together, and those that have to be judged by themselves."""
    alone: list[Case] = []
    together: list[tuple[Case, Sequence[ox.Quad]]] = []
    for case in cases:
        quads = _quads(case)
        if quads is None:
            alone.append(case)
        else:
            together.append((case, quads))
    marks = ("".join(letters) for letters in itertools.product(string.ascii_lowercase, repeat=4))
    batches = []
    for start in range(0, len(together), _SIZE):
        marked = dict(zip(marks, together[start : start + _SIZE], strict=False))
        batches.append(_batch(f"cases {start + 1} and on", marked))
    return batches, alone


def _quads(case: Case) -> Sequence[ox.Quad] | None:
    """Return what a case states, or None where it cannot be laid beside others."""
    try:
        units = read_units(case.source)
    except InputError:
        return None
    if len(units) != 1 or units[0].graph is not None:
        return None
    quads = tuple(units[0].quads)
    dossiers = [q.subject for q in quads if q.predicate == _TYPE and q.object == _DOSSIER]
    if not dossiers or not all(isinstance(each, ox.NamedNode) for each in dossiers):
        return None
    subjects = (q.subject for q in quads if isinstance(q.subject, ox.NamedNode))
    return None if any(each.value.startswith(BASE) for each in subjects) else quads


def _batch(name: str, marked: dict[str, tuple[Case, Sequence[ox.Quad]]]) -> Batch:
    triples = (_with_mark(quad, mark) for mark, (_, quads) in marked.items() for quad in quads)
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    source = Source(name, None, Syntax.N_TRIPLES, data)
    return Batch(source, {mark: case for mark, (case, _) in marked.items()})


def _with_mark(quad: ox.Quad, mark: str) -> ox.Triple:
    def own(node: object) -> object:
        if isinstance(node, ox.BlankNode):
            return ox.BlankNode(f"{node.value}{mark}")
        if isinstance(node, ox.NamedNode) and not node.value.startswith(BASE):
            return ox.NamedNode(f"{node.value}{_MARK}{mark}")
        return node

    value = quad.object if quad.predicate == _TYPE else own(quad.object)
    return ox.Triple(own(quad.subject), quad.predicate, value)  # type: ignore[arg-type]
