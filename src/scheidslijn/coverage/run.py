"""Reads what coverage is about, and puts the rows and the gaps together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scheidslijn import resources
from scheidslijn.coverage.material import Material, breach_cases, read_cases, read_mentions
from scheidslijn.coverage.norms import Book, CaseIndex, norm_rows, shape_rows, source_rows
from scheidslijn.coverage.report import (
    Coverage,
    Gap,
    GapKind,
    NormCoverage,
    ShapeCoverage,
    State,
)
from scheidslijn.editions import read_editions
from scheidslijn.model import Text
from scheidslijn.rulebook import Index, RuleBook

__all__ = ["coverage"]


def coverage(material: Material | None = None, *, sources: Path | None = None) -> Coverage:
    """Say what the rule book covers, and what is still open.

    Args:
        material: the files to look at; those of this package if it is left out.
        sources: the folder with the text editions of the source documents and its README; without
            it nothing is said of lines to which no norm points.

    Raises:
        RuleBookError: a file of the rule book, a shape or a case cannot be read.
        InputError: a text edition cannot be read, or the folder has no list of them.
        UsageError: a question is malformed.
    """
    files = Material.packaged() if material is None else material
    rulebook, shapes = resources.read_graph(files.rulebook), resources.read_graph(files.shapes)
    book = Book(RuleBook(rulebook, shapes), Index(rulebook), Index(shapes))
    cases = CaseIndex(
        book,
        examples=None if files.examples is None else read_cases(files.examples),
        fixtures=None if files.fixtures is None else read_cases(files.fixtures),
        breaches=None if files.breaches is None else breach_cases(files.breaches),
    )
    norms = norm_rows(
        book, cases, {} if files.questions is None else read_mentions(files.questions)
    )
    shape_list = shape_rows(book, cases)
    kinds = {
        "examples": files.examples,
        "fixtures": files.fixtures,
        "breaches": files.breaches,
    }
    return Coverage(
        norms=norms,
        shapes=shape_list,
        sources=source_rows(book, None if sources is None else read_editions(sources)),
        gaps=tuple(_gaps(norms, shape_list)),
        not_installed=tuple(kind for kind, found in kinds.items() if found is None),
        version=resources.package_version(),
        rulebook=resources.rulebook_version([*files.rulebook, *files.shapes]),
    )


def _gaps(norms: Iterable[NormCoverage], shapes: Iterable[ShapeCoverage]) -> Iterator[Gap]:
    for row in norms:
        for shape in row.missing_shapes:
            nl = f"De norm noemt {shape.label.nl}, maar dat is geen shape die dossiers toetst."
            en = f"The norm names {shape.label.en}, but that is no shape that checks dossiers."
            yield Gap(GapKind.NO_SHAPE, row.norm, Text(nl, en))
        if row.state is State.OPEN and not row.missing_shapes:
            nl = "De norm heeft geen shape en geen reden waarom er geen kan zijn."
            en = "The norm has no shape and no reason why there can be none."
            yield Gap(GapKind.NOTHING, row.norm, Text(nl, en))
        if row.state is State.CHECKED and row.cases.total == 0:
            nl = "De norm wordt getoetst, maar geen geval overtreedt haar."
            en = "The norm is checked, but no case breaks it."
            yield Gap(GapKind.UNBROKEN, row.norm, Text(nl, en))
    for each in shapes:
        if each.cases.fixtures == ():
            nl = "Geen testgeval bij de shapes overtreedt deze shape."
            en = "No invalid case beside the shapes breaks this shape."
            yield Gap(GapKind.UNTESTED, each.shape, Text(nl, en))
