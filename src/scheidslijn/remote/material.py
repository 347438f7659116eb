"""What a remote validation starts from: rule book, shapes, and the plan of queries for them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scheidslijn import resources
from scheidslijn.applicable import applicable
from scheidslijn.compile import compile_shapes
from scheidslijn.compile.making import make_scans
from scheidslijn.compile.plan import Plan
from scheidslijn.datagraph import DataGraph, read_by_shapes
from scheidslijn.engine import CompiledEngine
from scheidslijn.errors import ShapesError, UsageError
from scheidslijn.exact import odd_ones
from scheidslijn.model import Reading, RuleBookVersion, Statement
from scheidslijn.namespaces import OWL
from scheidslijn.remote.answering import Asker
from scheidslijn.remote.book import closure_graph
from scheidslijn.remote.fetching import Fetched
from scheidslijn.remote.pages import Pages
from scheidslijn.rulebook import RuleBook
from scheidslijn.shapesgraphs import between, within

__all__ = ["Material", "read_material"]


@dataclass(frozen=True, slots=True)
class Material:
    """Rule book, shapes and plan of one validation.

    Attributes:
        version: which rule book it is, shapes included.
        reading: of contested rules, the reading that is applied.
        book: what findings say of rules and shapes.
        data: the rule book as the shapes read it, in a store of our own.
        plan: the queries for each graph by itself.
        between: what looks across dossiers, or None.
        within: the shapes that the plan is made from.
    """

    version: RuleBookVersion
    reading: Reading
    book: RuleBook
    data: DataGraph
    plan: Plan
    between: CompiledEngine | None
    within: tuple[Statement, ...]

    def scans(self) -> tuple[str, ...]:
        """Return the core of the plan as a query for each scan."""
        return make_scans(self.within)

    def asker(self, pages: Pages, *, keeps_names: bool) -> Asker:
        """Return what asks a server about graphs beside this rule book.

        Args:
            pages: the server.
            keeps_names: whether a blank node has the same name in each of its answers.
        """
        fetched = Fetched(self.data.rulebook, pages, keeps_names=keeps_names)
        return Asker(pages, self.graph, closure_graph(self.graph), fetched)

    @property
    def graph(self) -> str:
        """The named graph for the rule book in a remote store: its version, and a hash of it all.

        Two runs have the same one when they would load the same and ask the same.
        """
        digest = hashlib.sha256(f"{self.version.sha256} {self.reading}".encode())
        for text in self.plan.queries:
            digest.update(hashlib.sha256(text.encode()).digest())
        return f"urn:scheidslijn:rulebook:{self.version.version}:{digest.hexdigest()}"


def read_material(
    shapes: Sequence[str] = (), rules: Sequence[str] = (), reading: Reading = "strict"
) -> Material:
    """Read the packaged rule book and shapes, and the user's beside them.

    Args:
        shapes: Turtle files with shapes of the user.
        rules: Turtle files with rules of the user.
        reading: of contested rules, the reading to apply.

    Raises:
        RuleBookError: a file cannot be read.
        ShapesError: the shapes are no well-formed SHACL, or cannot be compiled.
        UsageError: a remote store cannot judge by these shapes or rules.
    """
    shape_files = (*resources.shapes_files(), *map(Path, shapes))
    shape_graph = resources.read_graph(shape_files)
    rulebook, version = resources.read_rulebook(tuple(map(Path, rules)), shape_files)
    applied = applicable(rulebook.without(OWL + "imports"), reading)
    book = RuleBook(applied, shape_graph)
    across = book.shapes_across()
    data = DataGraph(applied if shapes else read_by_shapes(applied))
    inside = within(shape_graph, across)
    try:
        plan = compile_shapes(inside)
        outside = CompiledEngine(between(shape_graph, across), data) if across else None
    except ShapesError as error:
        raise resources.located(error, shape_files) from None
    _require_plain(plan, data)
    return Material(version, reading, book, data, plan, outside, inside)


def _require_plain(plan: Plan, data: DataGraph) -> None:
    if plan.reads_shapes:
        raise UsageError("shapes that read $shapesGraph cannot be used with --endpoint")
    closed = any(check.path_from_other for check in plan.checks)
    for quad in odd_ones(data.rulebook):
        if closed or any(str(quad.predicate) in text for text in plan.core):
            raise UsageError(
                f"the rule book writes {quad.object} in a way that a store may change; write it "
                "in its canonical form to use it with --endpoint"
            )
    if plan.exact:
        raise UsageError("the shapes hold a literal that a store would write differently")
