"""Reads the rule book, runs the checks, and looks up where their findings stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from scheidslijn.editions import read_editions
from scheidslijn.errors import InputError
from scheidslijn.inputs import Source, Syntax, find_sources
from scheidslijn.lint.book import Book
from scheidslijn.lint.report import Check, Found, LintChecked, LintFinding, LintReport
from scheidslijn.lint.table import CHECKS
from scheidslijn.model import RuleBookVersion, Term
from scheidslijn.places import find_lines
from scheidslijn.rdfio import read_units
from scheidslijn.resources import (
    apart,
    ontology_files,
    package_version,
    rulebook_version,
    shapes_files,
)

__all__ = ["lint", "rulebook_files"]


def rulebook_files() -> tuple[Path, ...]:
    """Return the files of ontology, rule book and all shapes, in a fixed order."""
    shapes = shapes_files()[0].parents[1]
    return (*ontology_files(), *sorted(shapes.glob("*/*.ttl")))


def lint(
    paths: Sequence[str] = (),
    *,
    sources: Path | None = None,
    rulebook: Sequence[Path] | None = None,
    checks: Sequence[Check] = CHECKS,
) -> LintReport:
    """Check the rule book, with whatever is added to it.

    Args:
        paths: Turtle files, folders and globs that are joined to the rule book. A file that
            belongs to it already is read once.
        sources: the folder with the text editions of the source documents and its README; without
            it, passages are not compared with their text.
        rulebook: the files of another rule book; the packaged one if it is left out.
        checks: the checks to run; all if it is left out.

    Raises:
        UsageError: a path is ``-``.
        InputError: a file is missing, is no sound Turtle, or the folder of sources has no list.
        ShapesError: the quality shapes are no well-formed SHACL.

    >>> lint(checks=()).findings
    ()
    """
    files = _sources(rulebook_files() if rulebook is None else rulebook, paths)
    statements = [_read(source, number) for number, source in enumerate(files)]
    book = Book(statements, None if sources is None else read_editions(sources))
    found = [(check, each) for check in checks for each in check.function(book)]
    return LintReport(
        findings=tuple(sorted(_placed(found, book, files), key=_order)),
        checked=LintChecked(len(files), len(book.facts), len(book.terms), len(checks)),
        version=package_version(),
        rulebook=_version(files),
    )


def _sources(own: Iterable[Path], paths: Sequence[str]) -> list[Source]:
    """Return the files to read, each once; those of the rule book by a name that can be opened."""
    found = {path.resolve(): Source(_shown(path), path, Syntax.TURTLE) for path in own}
    given = find_sources(paths, None, Syntax.TURTLE.value).sources if paths else ()
    for source in given:
        if source.path is not None:
            found[source.path.resolve()] = source
    return list(found.values())


def _version(files: Sequence[Source]) -> RuleBookVersion:
    try:
        return rulebook_version(source.path for source in files if source.path is not None)
    except OSError as error:
        name, reason = str(error.filename), error.strerror
        raise InputError(name, f"the file was read, but now cannot be: {reason}.") from None


def _shown(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def _read(source: Source, number: int) -> tuple[ox.Quad, ...]:
    try:
        units = read_units(source)
    except InputError as error:
        # what is read elsewhere is a dossier
        problem = error.problem.replace("a dossier was expected", "Turtle was expected")
        raise InputError(error.source, problem, error.line, error.column) from None
    return tuple(quad for unit in units for quad in apart(unit.quads, number))


def _placed(
    found: Sequence[tuple[Check, Found]], book: Book, files: Sequence[Source]
) -> Iterator[LintFinding]:
    """Add file and line; a file is read again only if something was found in it."""
    ways: dict[int, tuple[int, list[Term]]] = {}
    wanted: dict[int, dict[Term, None]] = {}
    for _, each in found:
        at = each.at or each.term
        number = book.home(at) if each.file is None else each.file
        if number is not None:
            terms = [_as_written(term, number) for term in book.around(at)]
            ways[id(each)] = (number, terms)
            wanted.setdefault(number, {}).update(dict.fromkeys(terms))
    lines = {number: find_lines(files[number], terms) for number, terms in wanted.items()}
    for check, each in found:
        number, terms = ways.get(id(each), (None, []))
        known = {} if number is None else lines[number]
        yield LintFinding(
            level=check.level if each.level is None else each.level,
            check=check.name,
            term=book.named(each.term),
            message=each.message,
            remedy=check.remedy if each.remedy is None else each.remedy,
            file=None if number is None else files[number].name,
            line=next((known[term] for term in terms if term in known), None),
            shape=each.shape,
        )


def _as_written(term: Term, number: int) -> Term:
    """Return a term as its own file has it: there blank nodes are not numbered by file."""
    return "_:" + term.removeprefix(f"_:f{number}") if term.startswith("_:f") else term


def _order(finding: LintFinding) -> tuple[str, int, int, str, str, str]:
    return (
        finding.file or "",
        finding.line or 0,
        -finding.level,
        finding.check,
        finding.term.iri,
        finding.message.en,
    )
