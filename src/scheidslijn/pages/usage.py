"""Who uses a word of the ontology: the rule book, shapes, questions and words of others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from scheidslijn.export.alignments import related
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF_TYPE, SL
from scheidslijn.pages import address
from scheidslijn.pages.material import Material
from scheidslijn.resources import alignments_folder

__all__ = ["Alignment", "Usage", "usage"]

# As a SPARQL text writes a word of the ontology; every text of ours declares this prefix.
_WORD: Final = re.compile(rf"\bsl:([A-Za-z]\w*)|<{re.escape(SL)}([A-Za-z]\w*)>")
_Counts = Mapping[Term, Mapping[str, int]]
_Node = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a word relates to one of another vocabulary: the relation, and that word, as IRIs."""

    relation: Term
    target: Term


@dataclass(frozen=True, slots=True)
class Usage:
    """Who uses the words of the ontology, by their IRI.

    Attributes:
        members: of a class, how many individuals of its own the rule book has, by the kind in
            their IRI.
        having: of a property, how many individuals have it, likewise.
        shapes: the shapes that look at a word, sorted.
        questions: the questions that name a word, by their name, sorted.
        alignments: the words of others that a word relates to.
    """

    members: _Counts
    having: _Counts
    shapes: Mapping[Term, tuple[Term, ...]]
    questions: Mapping[Term, tuple[str, ...]]
    alignments: Mapping[Term, tuple[Alignment, ...]]


def usage(site: Material) -> Usage:
    """Return who uses the words of the ontology.

    Raises:
        RuleBookError: an alignment cannot be read.
    """
    members: defaultdict[Term, Counter[str]] = defaultdict(Counter)
    having: defaultdict[Term, Counter[str]] = defaultdict(Counter)
    once: set[tuple[Term, Term]] = set()
    for each in site.book.statements:
        subject = each.subject.value if isinstance(each.subject, NamedNode) else ""
        kind, predicate = address.kind_of(subject), each.predicate.value
        if kind is None:
            continue
        if predicate == RDF_TYPE and isinstance(each.object, NamedNode):
            members[each.object.value][kind] += 1
        elif (subject, predicate) not in once:
            once.add((subject, predicate))
            having[predicate][kind] += 1
    return Usage(members, having, _shapes(site), _questions(site), _alignments())


def _shapes(site: Material) -> dict[Term, tuple[Term, ...]]:
    """Return the shapes that name a word, themselves or in a constraint of theirs."""
    said: defaultdict[_Node, list[Quad]] = defaultdict(list)
    for each in site.book.shape_statements:
        said[each.subject].append(Quad(each.subject, each.predicate, each.object))
    known = set(site.shapes)
    found: defaultdict[Term, set[Term]] = defaultdict(set)
    for shape in site.shapes:
        for word in _named(shape, said, known - {shape}):
            found[word].add(shape)
    return {word: tuple(sorted(shapes)) for word, shapes in found.items()}


def _named(shape: Term, said: Mapping[_Node, Iterable[Quad]], others: set[Term]) -> Iterator[Term]:
    """Yield the words that a shape and what it leads to name; not those of other shapes."""
    seen = set[_Node]()
    waiting: list[_Node] = [NamedNode(shape)]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for quad in said.get(node, ()):
            value = quad.object
            if isinstance(value, Literal):
                yield from _words(value.value)
                continue
            if isinstance(value, NamedNode):
                yield value.value
            if not (isinstance(value, NamedNode) and value.value in others):
                waiting.append(value)


def _words(text: str) -> Iterator[Term]:
    return (SL + (found[1] or found[2]) for found in _WORD.finditer(text))


def _questions(site: Material) -> dict[Term, tuple[str, ...]]:
    found: defaultdict[Term, set[str]] = defaultdict(set)
    for question in site.questions:
        for word in _words(question.query):
            found[word].add(question.slug)
    return {word: tuple(sorted(slugs)) for word, slugs in found.items()}


def _alignments() -> dict[Term, tuple[Alignment, ...]]:
    found: defaultdict[Term, list[Alignment]] = defaultdict(list)
    for path in sorted(alignments_folder().glob("*.ttl")):
        for word, relations in related(path.stem).items():
            found[word] += (Alignment(*each) for each in relations)
    return {word: tuple(each) for word, each in found.items()}
