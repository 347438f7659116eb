"""Looks at a data graph as of a day: each dossier states that day as its reference date.

A shape that knows the day can see that a term has passed. The day is the caller's and not the
dossier's, so it is no triple of the dossier, and takes the place of a day that the dossier states.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Final

import pyoxigraph as ox

from scheidslijn.datagraph import DataGraph
from scheidslijn.dump import Dump
from scheidslijn.model import Statement, Term
from scheidslijn.namespaces import SL, XSD
from scheidslijn.terms import rdf_term, term_text

__all__ = ["as_of"]

_REFERENCE_DATE: Final = ox.NamedNode(SL + "peildatum")
_STATED: Final = re.compile(
    rf"^[ \t]*<([^>\n]*)>[ \t]*<{re.escape(_REFERENCE_DATE.value)}>[^\n]*", re.MULTILINE
)


@contextmanager
def as_of(
    day: date | None, statements: Sequence[Statement], dossiers: Collection[Term], data: DataGraph
) -> Iterator[Sequence[Statement]]:
    """Give the statements as they are to be judged, and hold those within the block.

    Args:
        day: the reference date; with None the statements are left as they are.
        statements: a data graph, which ``data`` holds now.
        dossiers: the dossiers in it.
        data: the store; after the block it holds the statements as they were.
    """
    if day is None:
        yield statements
        return
    literal = ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    added = [ox.Quad(_node(each), _REFERENCE_DATE, literal) for each in dossiers]
    own = [
        ox.Quad(_node(each), _REFERENCE_DATE, value)
        for each in dossiers
        for value in data.store.objects(each, _REFERENCE_DATE.value)
    ]
    judged = _judged(statements, frozenset(dossiers), added)
    with data.changed(judged, own, added):
        yield judged


def _judged(
    statements: Sequence[Statement], dossiers: frozenset[Term], added: list[ox.Quad]
) -> Sequence[Statement]:
    if isinstance(statements, Dump):
        # lines keep their number, for what a parser says about them
        kept = _STATED.sub(lambda line: "" if line[1] in dossiers else line[0], statements.text)
        lines = "".join(f"{quad.triple} .\n" for quad in added)
        return Dump(f"{kept.rstrip()}\n{lines}", statements.explain)
    return (
        *(
            each
            for each in statements
            if each.predicate != _REFERENCE_DATE or term_text(each.subject) not in dossiers
        ),
        *added,
    )


def _node(term: Term) -> ox.NamedNode | ox.BlankNode:
    node = rdf_term(term)
    assert not isinstance(node, ox.Literal)
    return node
