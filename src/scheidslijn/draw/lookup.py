"""Asks an engine for rows, and for the names of what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from scheidslijn.answers import labels
from scheidslijn.model import Engine, Language, Term
from scheidslijn.namespaces import RDFS, SL
from scheidslijn.render.words import plain
from scheidslijn.terms import local_name, plain_text

__all__ = ["Names", "Row", "only", "places", "select"]

Row = tuple[str, ...]
_PREFIXES: Final = f"PREFIX rdfs: <{RDFS}>\nPREFIX sl: <{SL}>\n"
# What may stand between < and > in a query; a literal never gets there.
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
_PLACES: Final = """
SELECT DISTINCT ?norm ?code ?first ?last WHERE {
  ?norm sl:vindplaats ?place .
  ?place sl:brondocument/sl:code ?code ; sl:eersteRegel ?first .
  OPTIONAL { ?place sl:laatsteRegel ?last }
}
"""


def select(engine: Engine, query: str) -> list[Row]:
    """Return the rows of a query, sorted; a literal by what it says, the unbound as empty text.

    Args:
        engine: what answers.
        query: SPARQL without the prefixes rdfs and sl, which are declared here.
    """
    answer = engine.select(_PREFIXES + query)
    return sorted(
        tuple("" if term is None else plain_text(term) for term in row) for row in answer.rows
    )


def only(variable: str, terms: Iterable[Term]) -> str:
    """Return the part of a query that limits a variable to these terms, where they are IRIs.

    A blank node cannot be named in a query; with one among them nothing is limited.
    """
    listed = sorted(terms)
    if not all(_IRI.fullmatch(term) for term in listed):
        return ""
    return f"VALUES ?{variable} {{ {' '.join(f'<{term}>' for term in listed)} }}"


def places(engine: Engine) -> dict[str, list[str]]:
    """Return where in the sources each norm stands, as ``RSC-TD-2022, 820-834``."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for norm, code, first, last in select(engine, _PLACES):
        found.setdefault(norm, []).append((code, int(first), int(last or first)))
    return {norm: [_place(each) for each in sorted(rows)] for norm, rows in found.items()}


def _place(place: tuple[str, int, int]) -> str:
    code, first, last = place
    return f"{code}, {first}" if first == last else f"{code}, {first}\u2013{last}"


class Names:
    """The labels of terms in one language; a term without any goes by the end of its IRI.

    A label in the language goes before one without, such as a person's name, and that before one
    in another language; a dossier need not be labelled in two.

    Args:
        engine: what knows the labels.
        language: of the labels.
    """

    def __init__(self, engine: Engine, language: Language) -> None:
        self._engine = engine
        self._language = language
        self._labels: dict[Term, str] = {}

    def learn(self, terms: set[Term]) -> None:
        """Ask for the labels of all these terms at once."""
        new = sorted(term for term in terms - self._labels.keys() if _IRI.fullmatch(term))
        if not new:
            return
        found = labels(new, self._engine, self._language)
        for term in new:
            self._labels[term] = plain(found.get(term, "")).strip() or plain(local_name(term))

    def __getitem__(self, term: Term) -> str:
        if term not in self._labels:
            self.learn({term})
        return self._labels.get(term, plain(term))
