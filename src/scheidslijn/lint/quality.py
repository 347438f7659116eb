"""The quality shapes as one check: what they find, told with their own label and remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from scheidslijn.datagraph import DataGraph
from scheidslijn.engine import CompiledEngine
from scheidslijn.errors import ShapesError, UncompilableError
from scheidslijn.findings import Dossiers, finding_of
from scheidslijn.lint.book import Book
from scheidslijn.lint.report import Found, Level
from scheidslijn.model import Finding, Named, Result, Severity, Term, Text
from scheidslijn.namespaces import BASE, SH, SL
from scheidslijn.resources import located, read_graph, shapes_files
from scheidslijn.rulebook import Index, RuleBook

__all__ = ["quality_shapes"]

_LEVELS: Final = {
    Severity.VIOLATION: Level.ERROR,
    Severity.WARNING: Level.WARNING,
    Severity.INFO: Level.INFO,
}
# Shapes about all of the rule book at once have the ontology as focus node.
_WHOLE: Final = BASE + "def"


def quality_shapes(book: Book) -> Iterator[Found]:
    """Find what the shapes in ``shapes/quality`` find."""
    files = sorted((shapes_files()[0].parents[1] / "quality").glob("*.ttl"))
    shapes = read_graph(files)
    quads = tuple(dict.fromkeys(quad for file in book.files for quad in file))
    try:
        results = _results(shapes, quads)
    except ShapesError as error:
        raise located(error, files) from None
    if results:
        remedies = _Remedies(shapes, book)
        rules, dossiers = RuleBook(quads, shapes), Dossiers(Index(quads), ())
        for result in results:
            finding = finding_of(result, rules, dossiers)
            found = _found(finding, rules.named(finding.shape), book)
            yield replace(found, remedy=remedies.of(finding.shape, finding.focus))


class _Remedies:
    """What mends a breach of a shape: its own remedy, or that of the shape that groups it."""

    def __init__(self, shapes: Sequence[ox.Quad], book: Book) -> None:
        self._shapes = Index(shapes)
        self._book = book
        self._members: dict[Term, frozenset[Term]] = {}

    def of(self, shape: Term, focus: Term) -> Text | None:
        """Return the remedy; of several groups, that of the one whose target the node is."""
        groups = self._shapes.subjects(SH + "property", shape)
        groups.sort(key=lambda group: not self._targets(group, focus))
        found = (self._shapes.text(each, SL + "remedie") for each in (shape, *groups))
        return next(filter(None, found), None)

    def _targets(self, group: Term, focus: Term) -> bool:
        kinds = self._shapes.objects(group, SH + "targetClass")
        for kind in kinds:
            if kind not in self._members:
                self._members[kind] = frozenset(self._book.instances(kind))
        return any(focus in self._members[kind] for kind in kinds)


def _results(shapes: Sequence[ox.Quad], quads: Sequence[ox.Quad]) -> list[Result]:
    try:
        return CompiledEngine(shapes, DataGraph(quads)).validate([])
    except UncompilableError:
        # two writings of one number (01 and 1) meet in a query; only pySHACL tells them apart
        from scheidslijn.reference import ReferenceEngine

        return ReferenceEngine(shapes, rulebook=()).validate(quads)


def _found(finding: Finding, shape: Named, book: Book) -> Found:
    term, number = finding.focus, None
    if term == _WHOLE and finding.value is not None and not finding.value.startswith('"'):
        term = finding.value
    at = term
    uses = [*book.by_predicate.get(term, ()), *book.by_value.get(term, ())]
    if term not in book.by_subject and uses:
        at, number = uses[0].subject, uses[0].file
    return Found(
        book.owner(term),
        finding.message,
        at=at,
        file=number,
        level=_LEVELS[finding.severity],
        shape=shape,
    )
