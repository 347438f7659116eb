"""A report as a SHACL validation report in Turtle, with dossier and norms added.

Blank nodes of the report get labels that no blank node of the data starts with, and those
of the data get the number of their file. ``sh:conforms`` is
false when anything was found, as SHACL says; also when not everything was read or
nothing was judged, where SHACL would give no report at all.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
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

__all__ = ["render"]

_PREFIXES: Final = {name: PREFIXES[name] for name in ("rdfs", "sh", "shape", "sl", "xsd")}
_COMMENT: Final = NamedNode(RDFS + "comment")
_INVERSE: Final = re.compile(r"\^<([^<>]+)>")


def render(report: Report) -> str:
    """Return the report as Turtle, with the messages in both languages."""
    out = io.BytesIO()
    serialize(_triples(report), out, format=RdfFormat.TURTLE, prefixes=_PREFIXES)
    return out.getvalue().decode()


def _triples(report: Report) -> Iterator[Triple]:
    stem = _free_label(report.findings)
    root = BlankNode(stem)
    results = [BlankNode(f"{stem}-{number}") for number in range(1, len(report.findings) + 1)]
    conforms = Literal("true" if is_clean(report) else "false", datatype=NamedNode(XSD + "boolean"))
    yield Triple(root, NamedNode(RDF_TYPE), _sh("ValidationReport"))
    yield Triple(root, _sh("conforms"), conforms)
    for comment in _comments(report):
        yield Triple(root, _COMMENT, comment)
    for node in results:
        yield Triple(root, _sh("result"), node)
    files = sorted({finding.file or "" for finding in report.findings})
    for node, finding in zip(results, report.findings, strict=True):
        yield from _result(node, finding, files.index(finding.file or ""))


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


def _free_label(findings: Iterable[Finding]) -> str:
    used = [
        term
        for finding in findings
        for term in (finding.focus, finding.path, finding.value, finding.shape)
        if term is not None and term.startswith("_:")
    ]
    stem = "report"
    while any(term.startswith(f"_:{stem}") for term in used):
        stem += "x"
    return stem


def _sh(local: str) -> NamedNode:
    return NamedNode(SH + local)
