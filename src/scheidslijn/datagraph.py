"""The rule book in a store, and beside it the data graph that is looked at now.

The rule book is loaded once. Putting a dossier beside it and taking it out again costs as much
as the dossier is large; after a data graph larger than the rule book, starting anew costs less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from scheidslijn.dump import Dump
from scheidslijn.model import Statement, Term, Text
from scheidslijn.namespaces import DCTERMS, OWL, RDF, RDF_TYPE, RDFS, SKOS, SL
from scheidslijn.rulebook import plain_values, text_of
from scheidslijn.ruletext import RuleText, outside_iris
from scheidslijn.store import EmbeddedStore
from scheidslijn.terms import quad_of

__all__ = ["UNREAD", "UNREAD_KINDS", "DataGraph", "read_by_shapes"]

# What describes a rule to people, places it among other rules or declares a term. The packaged
# shapes read none of it, and it is most of a rule book.
UNREAD: Final = (
    *(DCTERMS + name for name in ("created", "description", "license", "title")),
    *(OWL + name for name in ("cardinality", "distinctMembers", "maxCardinality", "members")),
    *(OWL + name for name in ("onProperty", "someValuesFrom", "unionOf")),
    *(OWL + name for name in ("versionIRI", "versionInfo")),
    *(RDF + name for name in ("first", "rest")),
    *(RDFS + name for name in ("domain", "label", "range")),
    SKOS + "definition",
    *(
        SL + name
        for name in (
            "betreftBegrip",
            "betreftVereiste",
            "brondocument",
            "deelVan",
            "definieert",
            "editie",
            "eersteRegel",
            "gedektDoor",
            "grondslag",
            "inProcesstap",
            "jci",
            "laatsteRegel",
            "nietToetsbaarOmdat",
            "rechtsbron",
            "remedie",
            "sectie",
            "sha256",
            "status",
            "versterkt",
            "vindplaats",
            "wijktAfVan",
        )
    ),
)
# Of which kind a rule is, they read only where it is none of these.
UNREAD_KINDS: Final = (
    "Aanbeveling",
    "Artikel",
    "Begrip",
    "Bevoegdheid",
    "Bronpassage",
    "Definitie",
    "Delegeerbaarheid",
    "Recht",
    "Rolversterking",
    "Toegangsnorm",
    "Toestemming",
    "Toonvoorwaarde",
    "Uitzondering",
    "Verantwoordelijkheid",
    "Verbod",
    "Verplichting",
    "VoorbehoudenBevoegdheid",
)
_OF_UNREAD_KIND: Final = re.compile(
    rb"^\S+ \S+ <%s(?:%s)> \.\n" % (SL.encode(), "|".join(UNREAD_KINDS).encode()), re.MULTILINE
)
# Where something is defined, they read of the terms that a dossier is written in.
_NO_TERM: Final = re.compile(rb"^<(?!%s)[^\n]*\n" % SL.encode(), re.MULTILINE)


def read_by_shapes(rulebook: Sequence[Statement]) -> Sequence[Statement]:
    """Return a rule book without what no packaged shape reads, as far as that is soon done.

    A dossier cannot say anything about a node of the rule book, so what that is said to be there
    is all there is: whatever a dossier holds, the shapes find the same.
    """
    if not isinstance(rulebook, RuleText):
        return rulebook
    read = rulebook.without(*UNREAD)
    return read.without_lines(RDF_TYPE, _OF_UNREAD_KIND).without_lines(
        RDFS + "isDefinedBy", _NO_TERM
    )


class DataGraph:
    """A store that holds the rule book, and for a while a data graph.

    It also tells what both say about a term, as ``rulebook.Terms``.

    Args:
        rulebook: the statements of ontology and rule book.
    """

    def __init__(self, rulebook: Iterable[Statement]) -> None:
        self.rulebook: Sequence[ox.Quad] = (
            rulebook if isinstance(rulebook, RuleText) else tuple(map(quad_of, rulebook))
        )
        self.store = EmbeddedStore(union=False)
        self._named: list[ox.Quad] = []
        self._held: Sequence[Statement] | None = None
        self._start()

    @cached_property
    def outside(self) -> frozenset[bytes]:
        """The IRIs in the rule book that are not of the project or the W3C, as N-Triples."""
        return outside_iris(self.rulebook)

    def _start(self) -> None:
        self.store.load(self.rulebook)
        self.store.load(self._named)

    def _restart(self) -> None:
        self.store.clear()
        self._start()

    def name(self, graph: str, statements: Iterable[Statement]) -> None:
        """Hold statements in a graph of this name, for queries that name it."""
        node = ox.NamedNode(graph)
        self._named = [ox.Quad(s.subject, s.predicate, s.object, node) for s in statements]
        self.store.load(self._named)

    @contextmanager
    def holding(self, statements: Sequence[Statement]) -> Iterator[None]:
        """Hold a data graph within the block; for the one that is held already, do nothing.

        Raises:
            InputError: it is a dump that is malformed.
        """
        if statements is self._held:
            yield
            return
        take_out = self._put(statements)
        self._held = statements
        try:
            yield
        finally:
            self._held = None
            take_out()

    @contextmanager
    def holding_texts(self, checked: bytes, others: bytes) -> Iterator[None]:
        """Hold the statements of two texts in N-Triples within the block.

        Args:
            checked: statements whose IRIs and languages are known to be well-formed, without
                blank nodes.
            others: any statements; their blank nodes keep their labels.

        Raises:
            SyntaxError: a text is malformed.
        """
        try:
            self.store.load_text(checked, checked=True)
            self.store.load(ox.parse(others, ox.RdfFormat.N_TRIPLES))
            yield
        finally:
            self._restart()

    def _put(self, statements: Sequence[Statement]) -> Callable[[], None]:
        """Load a data graph; return what takes it out again."""
        if isinstance(statements, Dump):
            try:
                self.store.load_text(statements.text)
            except (SyntaxError, ValueError) as error:
                self._restart()
                raise statements.explain(error) from None
            return self._restart
        quads = list(map(quad_of, statements))
        if len(quads) > len(self.rulebook):
            self.store.load(quads)
            return self._restart
        added = [quad for quad in quads if not self.store.holds(quad)]
        self.store.load(added)
        return lambda: self.store.remove(added)

    @contextmanager
    def changed(
        self, statements: Sequence[Statement], without: list[ox.Quad], added: list[ox.Quad]
    ) -> Iterator[None]:
        """Hold the data graph that is held already with a few changes, within the block.

        Args:
            statements: what it is after the changes.
            without: what they take out of the store.
            added: what they put into it.
        """
        held = self._held
        self.store.remove(without)
        new = [quad for quad in added if not self.store.holds(quad)]
        self.store.load(new)
        self._held = statements
        try:
            yield
        finally:
            self._held = held
            self.store.remove(new)
            self.store.load(without)

    def size(self) -> int:
        """Return the number of statements beside the rule book."""
        return len(self.store) - len(self.rulebook) - len(self._named)

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects, literals by their lexical form, sorted."""
        return plain_values(self.store.objects(subject, predicate))

    def first(self, subject: Term, predicate: str) -> Term | None:
        """Return the first object in sorted order, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def text(self, subject: Term, predicate: str) -> Text | None:
        """Return a text in both languages; one without a language serves for both."""
        return text_of(self.store.objects(subject, predicate))
