"""A report as a SHACL validation report in Turtle, with dossier and norms added.

Blank nodes of the report get labels that no blank node of the data starts with, and those
of the data get the number of their file. ``sh:conforms`` is
false when anything was found, as SHACL says; also when not everything was read or
nothing was judged, where SHACL would give no report at all.

It is written finding by finding. Only the names of the files with findings are held, because the
number of a file follows from its place among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from scheidslijn.model import LANGUAGES, Finding, Report, Term
from scheidslijn.namespaces import (
    PREFIXES,
    RDF_TYPE,
    RDFS,
    SH,
    SL,
    SL_IN_DOSSIER,
    XSD,
)
from scheidslijn.render.style import is_clean, unjudged
from scheidslijn.render.words import place, plain, word
from scheidslijn.terms import rdf_term

__all__ = ["pieces", "render"]

_PREFIXES: Final = {name: PREFIXES[name] for name in ("rdfs", "sh", "shape", "sl", "xsd")}
_COMMENT: Final = NamedNode(RDFS + "comment")
_INVERSE: Final = re.compile(r"\^<([^<>]+)>")
_STEM: Final = "report"
_TAKEN: Final = re.compile(f"_:{_STEM}(x*)")
_END: Final = " .\n"


def render(report: Report) -> str:
    """Return the report as Turtle, with the messages in both languages."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """Yield the report as Turtle, finding by finding."""
    stem, files = _survey(report.findings)
    root = BlankNode(stem)
    conforms = Literal("true" if is_clean(report) else "false", datatype=NamedNode(XSD + "boolean"))
    yield _header() + _statements(
        [
            Triple(root, NamedNode(RDF_TYPE), _sh("ValidationReport")),
            Triple(root, _sh("conforms"), conforms),
        ]
    ).removesuffix(_END)
    numbers = range(1, len(report.findings) + 1)
    results = (BlankNode(f"{stem}-{number}") for number in numbers)
    yield from _said(root, _COMMENT, _comments(report))
    yield from _said(root, _sh("result"), results)
    yield _END
    for number, finding in zip(numbers, report.findings, strict=True):
        node = BlankNode(f"{stem}-{number}")
        yield _statements(_result(node, finding, files[finding.file or ""]))


def _statements(triples: Iterable[Triple]) -> str:
    """Return statements as they stand in a whole file, of which the prefixes are the start."""
    text = serialize(triples, format=RdfFormat.TURTLE, prefixes=_PREFIXES)
    assert text is not None  # without a file to write to it is returned
    return text.decode().removeprefix(_header())


@cache
def _header() -> str:
    some = Triple(BlankNode(_STEM), _COMMENT, Literal(""))
    text = serialize([some], format=RdfFormat.TURTLE, prefixes=_PREFIXES)
    assert text is not None
    return text.decode().partition("_:")[0]


def _said(
    root: BlankNode, predicate: NamedNode, values: Iterable[BlankNode | Literal]
) -> Iterator[str]:
    """Yield what is said of a subject with one predicate, behind what was said with others."""
    for number, value in enumerate(values):
        text = _statements([Triple(root, predicate, value)]).removesuffix(_END)
        said = text.removeprefix(f"{root} ")
        yield f" , {said.split(' ', 1)[1]}" if number else f" ;\n\t{said}"


def _result(node: BlankNode, finding: Finding, file: int) -> Iterator[Triple]:
    def scoped(term: Term) -> NamedNode | BlankNode | Literal:
        # each file has a b0 of its own; in one report they are different nodes
        return rdf_term(f"{term}-{file}" if term.startswith("_:") else term)

    yield Triple(node, NamedNode(RDF_TYPE), _sh("ValidationResult"))
    yield Triple(node, _sh("focusNode"), scoped(finding.focus))
    if finding.path is not None:
        yield from _path(node, finding.path)
    if finding.value is not None:
        yield Triple(node, _sh("value"), scoped(finding.value))
    yield Triple(node, _sh("sourceShape"), rdf_term(finding.shape))
    yield Triple(node, _sh("sourceConstraintComponent"), rdf_term(finding.component))
    yield Triple(node, _sh("resultSeverity"), _sh(finding.severity.name.capitalize()))
    for language in LANGUAGES:
        message = Literal(finding.message.in_language(language), language=language)
        yield Triple(node, _sh("resultMessage"), message)
    if finding.dossier:
        yield Triple(node, NamedNode(SL_IN_DOSSIER), rdf_term(finding.dossier))
    for norm in finding.norms:
        yield Triple(node, NamedNode(SL + "norm"), rdf_term(norm.iri))
    for reading in finding.readings:
        yield Triple(node, NamedNode(SL + "lezing"), rdf_term(reading.iri))


def _path(node: BlankNode, path: Term) -> Iterator[Triple]:
    """Write a predicate path or the inverse of one; a longer path is told by its shape."""
    inverse = _INVERSE.fullmatch(path)
    if inverse is not None:
        step = BlankNode(f"{node.value}-path")
        yield Triple(node, _sh("resultPath"), step)
        yield Triple(step, _sh("inversePath"), NamedNode(inverse[1]))
    elif not path.startswith(("(", "<", "^")):
        yield Triple(node, _sh("resultPath"), rdf_term(path))


def _comments(report: Report) -> Iterator[Literal]:
    for problem in report.problems:
        where = place(problem.source, problem.line, problem.column)
        yield Literal(f"{where}: {plain(problem.message)}")
    reason = unjudged(report)
    if reason is not None:
        for language in LANGUAGES:
            yield Literal(word(reason, language), language=language)


def _survey(findings: Iterable[Finding]) -> tuple[str, dict[str, int]]:
    """Return what no label of a blank node of the data starts with, and the number of each file."""
    used = -1
    files = set()
    for finding in findings:
        files.add(finding.file or "")
        for term in (finding.focus, finding.path, finding.value, finding.shape):
            taken = _TAKEN.match(term or "")
            if taken is not None:
                used = max(used, len(taken[1]))
    numbers = {file: number for number, file in enumerate(sorted(files))}
    return _STEM + "x" * (used + 1), numbers


def _sh(local: str) -> NamedNode:
    return NamedNode(SH + local)
