"""Looks at what stands in a data graph of a batch, as `survey` does for one by itself."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import pyoxigraph as ox

from scheidslijn.batches.member import Member, term_of, written
from scheidslijn.model import Term
from scheidslijn.namespaces import BASE, OWL, RDF_TYPE, SL_DOSSIER, SL_IN_DOSSIER
from scheidslijn.rulebook import RuleBook
from scheidslijn.store import survives
from scheidslijn.survey import Survey
from scheidslijn.terms import rdf_term

__all__ = ["Surveyor"]

_A: Final = frozenset((written(RDF_TYPE),))
_DOSSIER: Final = written(SL_DOSSIER)
_ONTOLOGY: Final = written(OWL + "Ontology")
_IN_DOSSIER: Final = frozenset((written(SL_IN_DOSSIER),))
_RULE_SUBJECT: Final = f"<{BASE}".encode()
_MOST_KNOWN: Final = 1 << 16


class Surveyor:
    """Surveys data graphs, and remembers what it learned of the terms that all of them use.

    Args:
        book: the rule book.
    """

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._known: dict[bytes, bool] = {_ONTOLOGY: True}
        self._exact: set[bytes] = set()

    @cached_property
    def _properties(self) -> set[bytes]:
        return {written(iri) for iri in self._book.rule_properties}

    @cached_property
    def _classes(self) -> set[bytes]:
        return {written(iri) for iri in self._book.rule_classes}

    def survey(self, member: Member) -> Survey | None:
        """Return what stands in a data graph; None when somebody has to look at it closely."""
        types = [(subject, kind) for subject, _, kind in member.having(_A)]
        classes = {kind for _, kind in types}
        if (
            not self._properties.isdisjoint(member.properties)
            or not self._classes.isdisjoint(classes)
            or any(node.startswith(_RULE_SUBJECT) for node in member.nodes)
        ):
            return None
        known = {kind for kind in classes if self._is_known(kind)}
        typed = {subject for subject, kind in types if kind in known}
        return Survey(
            dossiers=sorted({term_of(subject) for subject, kind in types if kind == _DOSSIER}),
            named=self._named(member, types),
            unknown=[
                term_of(each) for each in member.nodes if each not in typed and each[:1] == b"<"
            ],
        )

    def is_exact(self, member: Member) -> bool:
        """Return whether a store gives every literal back as it was written."""
        new = member.values.difference(self._exact)
        return all(self._survives(value) for value in new if b'"^^<' in value)

    def _named(self, member: Member, types: list[tuple[bytes, bytes]]) -> set[Term]:
        found = {value for *_, value in member.having(_IN_DOSSIER) if value[:1] != b'"'}
        found.update(subject for subject, kind in types if kind == _DOSSIER)
        return set(map(term_of, found))

    def _is_known(self, kind: bytes) -> bool:
        known = self._known.get(kind)
        if known is None:
            known = self._book.knows_class(term_of(kind)) if kind[:1] != b'"' else False
            if len(self._known) < _MOST_KNOWN:
                self._known[kind] = known
        return known

    def _survives(self, value: bytes) -> bool:
        try:
            literal = rdf_term(value.decode())
        except ValueError:
            return False  # whoever parses it says what is wrong
        found = isinstance(literal, ox.Literal) and survives(literal)
        if found and len(self._exact) < _MOST_KNOWN:
            self._exact.add(value)
        return found
