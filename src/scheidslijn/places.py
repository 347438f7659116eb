"""Finds on which lines of a source its subjects stand.

pyoxigraph gives no lines for triples; `lines` writes them into the text before it is parsed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple, parse

from scheidslijn.errors import InputError
from scheidslijn.inputs import Limits, Source, Syntax, read_text
from scheidslijn.lines import LINE_IRI, first_lines, mark_lines
from scheidslijn.model import Term
from scheidslijn.rdfio import FORMATS, Renamer
from scheidslijn.terms import term_text

__all__ = ["find_lines", "lines_of"]

_LINED: Final = (Syntax.TURTLE, Syntax.TRIG, Syntax.N_TRIPLES, Syntax.N_QUADS)


def find_lines(
    source: Source, terms: Iterable[Term], limits: Limits | None = None
) -> dict[Term, int]:
    """Return the line, from 1, on which each term first stands as a subject.

    The source is read again. Only the syntaxes made of lines of text have an answer: Turtle,
    TriG, N-Triples and N-Quads. Nodes of a list within ``( )``, but for the first node of a
    list that is a subject, are written nowhere and have none either.
    """
    wanted = set(terms)
    if not wanted or source.format not in _LINED:
        return {}
    if source.path is not None and not source.path.is_file():
        return {}  # a pipe can be read only once
    try:
        text = read_text(source, limits or Limits())
        named = not any(term.startswith("_:") for term in wanted)
        if source.format is Syntax.N_TRIPLES or (source.format is Syntax.N_QUADS and named):
            found = first_lines(text, wanted)
            if len(found) == len(wanted):
                return found
        return lines_of(parse(mark_lines(text, source.format), FORMATS[source.format]), wanted)
    except (InputError, SyntaxError, MemoryError, ValueError):
        return {}  # a place is a help only; read_units says what is wrong


def lines_of(quads: Iterable[Quad], wanted: Collection[Term]) -> dict[Term, int]:
    """Return the lines of terms from a source in which lines stand beside the subjects.

    Args:
        quads: what stands in the source; `scheidslijn.lines.LINE_IRI` says a line.
        wanted: the terms, blank nodes by their number.
    """
    rename = Renamer()
    lines: list[tuple[NamedNode | BlankNode | Triple, int]] = []
    for quad in quads:
        if quad.predicate.value == LINE_IRI and isinstance(quad.object, Literal):
            lines.append((quad.subject, int(quad.object.value)))
        else:  # the marks come out of turn, and must not count for the numbering
            for part in (quad.subject, quad.object, quad.graph_name):
                rename.see(part)
    found: dict[Term, int] = {}
    for subject, line in lines:
        term = term_text(rename.node(subject))
        if term in wanted:
            found.setdefault(term, line)
    return found
