"""Norms as frames of FLINT: acts, duties and facts, with the passages and articles they rest on.

A frame is an interpretation of a norm and no more; it has an IRI of its own and points to the
norm with ``dcterms:source``. ``dcterms:type`` gives the class and standing of the norm, because
an act frame does not tell a power from a permission, nor a duty frame law from guidance.

A norm names what it is about, not the verb: a permission about a decision can be one to prepare
it. So the action of an act is in the norm's own words, and what it is about first of all is the
object; only an operation on data is an action by itself. A slot that the norm says nothing of
stays empty, and no frame says what it creates or terminates, because no norm does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.flint.facts import (
    Construct,
    describe_article,
    describe_fact,
    describe_passage,
    describe_period,
    says,
    typed,
)
from scheidslijn.export.flint.norms import object_fields, pointers, unframed
from scheidslijn.export.flint.terms import (
    ACTS,
    DUTIES,
    FACTS,
    FLINT,
    LOSSES,
    NARROWING,
    NO_PRECONDITION,
    OBJECTS,
    OPERATION,
    SOURCE,
    SUBJECTS,
)
from scheidslijn.export.material import Book
from scheidslijn.export.profile import Profile, Unholdable
from scheidslijn.model import Term, Text
from scheidslijn.namespaces import DCTERMS, RDF_TYPE, RDFS, RDFS_LABEL, SKOS, SL
from scheidslijn.terms import local_name

__all__ = ["PROFILE"]

_CONDITION: Final = SL + "voorwaarde"
_DOMAIN: Final = SL + "domein"
Statements = Iterator[ox.Quad | Unholdable]


class _Frames:
    """The frames of one rule book, and the things that they mention."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._facts: dict[ox.NamedNode, set[str]] = defaultdict(set)
        self._passages: set[ox.NamedNode] = set()
        self._articles: set[ox.NamedNode] = set()
        self._named: set[ox.NamedNode] = set()
        self._norms: set[ox.NamedNode] = set()
        self._pointers = pointers(book)

    def say(self) -> Statements:
        """Yield the frames, and then what they mention."""
        for norm in self._book.instances(SL + "Norm"):
            kinds = {kind.value for kind in self._book.nodes(norm, RDF_TYPE)}
            if not kinds & (ACTS | DUTIES | FACTS):
                continue
            why = unframed(self._book, norm)
            if why is not None:
                yield Unholdable(norm.value, RDF_TYPE, min(kinds), why)
                continue
            if kinds & ACTS:
                yield from self._act(norm)
            if kinds & DUTIES:
                yield from self._duty(norm)
            if kinds & FACTS:
                yield from self._fact(norm)
        yield from self._mentioned()

    def _act(self, norm: ox.NamedNode) -> Statements:
        frame = ox.NamedNode(norm.value + "#act")
        slotted = object_fields(self._book, norm)
        beside = tuple(field for field in OBJECTS if field not in slotted)
        yield from self._frame(norm, frame, "Act", beside)
        yield from self._slot(frame, "actor", "Agent", (self._values(norm, SL + "drager"),))
        yield from self._slot(frame, "recipient", "Agent", (self._values(norm, SL + "jegens"),))
        operations = self._values(norm, OPERATION)
        if operations:
            yield from self._slot(frame, "action", "Action", (operations,))
        else:
            yield from self._in_own_words(norm, frame)
        objects = tuple(self._values(norm, field) for field in slotted)
        yield from self._slot(frame, "object", "Object", objects)
        narrowing = (self._values(norm, field) for field in (_DOMAIN, *NARROWING))
        conditions = ([each] for each in self._values(norm, _CONDITION))
        yield from self._slot(frame, "precondition", None, (*conditions, *narrowing))

    def _duty(self, norm: ox.NamedNode) -> Statements:
        """Say one duty for each bearer: each has it, and not one of them."""
        holders = self._values(norm, SL + "drager")
        for holder in [[each] for each in holders] or [[]]:
            names = [local_name(each.value) for each in holder if len(holders) > 1]
            frame = ox.NamedNode("-".join([norm.value + "#duty", *names]))
            yield from self._frame(norm, frame, "Duty", (*OBJECTS, OPERATION))
            yield from self._slot(frame, "holder", "Agent", (holder,))
            yield from self._slot(frame, "claimant", "Agent", (self._values(norm, SL + "jegens"),))
            yield from self._unconnected(norm, frame)
        yield from self._unheld(norm)

    def _fact(self, norm: ox.NamedNode) -> Statements:
        frame = ox.NamedNode(norm.value + "#fact")
        parties = (SL + "drager", SL + "jegens")
        yield from self._frame(norm, frame, "Fact", (*parties, *OBJECTS, OPERATION))
        yield from self._unconnected(norm, frame)
        yield from self._unheld(norm)

    def _frame(
        self, norm: ox.NamedNode, frame: ox.NamedNode, kind: str, about: tuple[Term, ...] = ()
    ) -> Statements:
        """Say what every frame has: words, kind and standing, dates, subjects and what it rests on.

        Args:
            norm: the norm.
            frame: the frame of it.
            kind: the class of the frame.
            about: the fields that say what the norm is about and that have no slot in this frame.
        """
        book = self._book
        yield typed(frame, FLINT + kind)
        for name in book.values(norm, RDFS_LABEL):
            yield ox.Quad(frame, ox.NamedNode(RDFS_LABEL), name)
        for words in book.values(norm, SKOS + "definition"):
            yield ox.Quad(frame, ox.NamedNode(RDFS + "comment"), words)
        yield says(frame, DCTERMS + "source", norm)
        for mark in (*book.nodes(norm, RDF_TYPE), *book.nodes(norm, SL + "status")):
            self._named.add(mark)
            yield says(frame, DCTERMS + "type", mark)
        yield from describe_period(book, norm, frame)
        for passage in book.nodes(norm, SL + "vindplaats"):
            self._passages.add(passage)
            yield says(frame, FLINT + "hasTextFragment", passage)
        for article in book.nodes(norm, SL + "grondslag"):
            self._articles.add(article)
            yield says(frame, FLINT + "hasSource", article)
        for other in self._pointers.get(norm, ()):
            self._norms.add(other)
            yield says(frame, RDFS + "seeAlso", other)
        subjects = {value for field in (*SUBJECTS, *about) for value in self._values(norm, field)}
        self._named |= subjects
        for subject in sorted(subjects, key=_iri):
            yield says(frame, DCTERMS + "subject", subject)

    def _slot(
        self,
        frame: ox.NamedNode,
        slot: str,
        kind: str | None,
        fields: tuple[list[ox.NamedNode], ...],
    ) -> Iterator[ox.Quad]:
        for values in fields:
            for value in values:
                self._facts[value] |= {kind} if kind else set()
        built = Construct(f"{frame.value}-{slot}", fields, kind)
        if built.fact is not None:
            yield says(frame, f"{FLINT}has{slot.capitalize()}", built.fact)
            yield from built.quads()

    def _in_own_words(self, norm: ox.NamedNode, frame: ox.NamedNode) -> Iterator[ox.Quad]:
        action = ox.NamedNode(frame.value + "-action")
        yield says(frame, FLINT + "hasAction", action)
        for kind in ("Fact", "Action"):
            yield typed(action, FLINT + kind)
        for name in self._book.values(norm, RDFS_LABEL):
            yield ox.Quad(action, ox.NamedNode(RDFS_LABEL), name)

    def _unconnected(self, norm: ox.NamedNode, frame: ox.NamedNode) -> Iterator[ox.Quad]:
        """Say under which conditions a duty or definition holds, for which it has no slot."""
        for field in (_CONDITION, _DOMAIN, *NARROWING):
            for value in self._values(norm, field):
                self._facts[value] |= set()
                yield says(frame, DCTERMS + "relation", value)

    def _unheld(self, norm: ox.NamedNode) -> Iterator[Unholdable]:
        for field in (_CONDITION, *NARROWING):
            for value in self._values(norm, field):
                yield Unholdable(norm.value, field, value.value, NO_PRECONDITION)

    def _mentioned(self) -> Iterator[ox.Quad]:
        book = self._book
        for node in sorted(self._facts, key=_iri):
            yield from describe_fact(book, node, self._facts[node])
        for passage in sorted(self._passages, key=_iri):
            yield from describe_passage(book, passage)
        documents = {d for p in self._passages for d in book.nodes(p, SL + "brondocument")}
        for document in sorted(documents, key=_iri):
            yield typed(document, SOURCE + "Source")
        for article in sorted(self._articles, key=_iri):
            yield from describe_article(book, article)
        laws = {law for each in self._articles for law in book.nodes(each, SL + "rechtsbron")}
        for norm in sorted(self._norms, key=_iri):
            for kind in book.nodes(norm, RDF_TYPE):
                yield typed(norm, kind.value)
            for words in book.values(norm, SKOS + "definition"):
                yield ox.Quad(norm, ox.NamedNode(RDFS + "comment"), words)
        named = (self._named | self._norms | documents | laws) - self._facts.keys()
        for node in sorted(named, key=_iri):
            for name in book.values(node, RDFS_LABEL):
                yield ox.Quad(node, ox.NamedNode(RDFS_LABEL), name)

    def _values(self, norm: ox.NamedNode, field: Term) -> list[ox.NamedNode]:
        return self._book.nodes(norm, field)


def _rulebook(book: Book) -> Statements:
    return _Frames(book).say()


def _iri(node: ox.NamedNode) -> str:
    return node.value


PROFILE: Final = Profile(
    name="flint",
    title=Text(
        nl="FLINT: bevoegdheden, plichten en definities als frames",
        en="FLINT: powers, duties and definitions as frames",
    ),
    standard="https://gitlab.com/normativesystems/knowledge-modeling/flint-ontology",
    losses=LOSSES,
    rulebook=_rulebook,
    prefixes={"flint": FLINT, "src": SOURCE},
    alignment="flint",
)
