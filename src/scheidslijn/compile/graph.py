"""The shapes graph, by subject and predicate, in the terms of `scheidslijn.model`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from scheidslijn.errors import ShapesError
from scheidslijn.model import Statement, Term
from scheidslijn.namespaces import RDF, RDF_TYPE, RDFS
from scheidslijn.terms import plain_text, term_text

__all__ = ["ShapesGraph", "is_iri", "is_literal", "sparql_term"]

_FIRST: Final = RDF + "first"
_REST: Final = RDF + "rest"
_NIL: Final = RDF + "nil"
_SUBCLASS: Final = RDFS + "subClassOf"
_LISTS: Final = "3.4.2"  # ill-formed shapes graphs; what a list is stands in 1.1


class ShapesGraph:
    """An index over the triples of a shapes graph.

    Args:
        statements: the whole shapes graph; their order does not matter.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._objects: dict[tuple[Term, str], list[Term]] = {}
        self._subjects: dict[tuple[str, Term], list[Term]] = {}
        self._by_predicate: dict[str, list[Term]] = {}
        self._predicates: dict[Term, set[str]] = {}
        for statement in statements:
            subject, predicate = term_text(statement.subject), statement.predicate.value
            value = term_text(statement.object)
            self._objects.setdefault((subject, predicate), []).append(value)
            self._subjects.setdefault((predicate, value), []).append(subject)
            self._by_predicate.setdefault(predicate, []).append(subject)
            self._predicates.setdefault(subject, set()).add(predicate)

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects, sorted and each once."""
        return sorted(set(self._objects.get((subject, predicate), ())))

    def first(self, subject: Term, predicate: str) -> Term | None:
        """Return the first object in sorted order, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def subjects(self, predicate: str, value: Term | None = None) -> list[Term]:
        """Return the subjects that have this predicate, and this value if one is given."""
        found = (
            self._by_predicate.get(predicate, ())
            if value is None
            else self._subjects.get((predicate, value), ())
        )
        return sorted(set(found))

    def only(self, subject: Term, predicate: str, clause: str) -> Term | None:
        """Return the single object, or None when there is none.

        Raises:
            ShapesError: there are several, which ``clause`` of SHACL does not allow.
        """
        found = self.objects(subject, predicate)
        if len(found) > 1:
            raise ShapesError(
                subject, f"<{predicate}> has {len(found)} values; one is meant", clause
            )
        return found[0] if found else None

    def flag(self, subject: Term, predicate: str, clause: str) -> bool:
        """Return whether the single object is true; absent is false.

        Raises:
            ShapesError: there are several values, or one that is no xsd:boolean.
        """
        value = self.only(subject, predicate, clause)
        if value is None:
            return False
        text = plain_text(value)
        if not is_literal(value) or text not in ("true", "false", "1", "0"):
            raise ShapesError(subject, f"<{predicate}> must be true or false, not {value}", clause)
        return text in ("true", "1")

    def items(self, node: Term, owner: Term) -> tuple[Term, ...]:
        """Return the members of a list.

        Args:
            node: the list.
            owner: the shape or path that the list belongs to, for the error.

        Raises:
            ShapesError: the list is broken off, branches, or loops.
        """
        return tuple(self._walk(node, owner))

    def _walk(self, node: Term, owner: Term) -> Iterator[Term]:
        seen = set()
        while node != _NIL:
            firsts, rests = self.objects(node, _FIRST), self.objects(node, _REST)
            if node in seen:
                raise ShapesError(owner, "a list comes back to itself", _LISTS)
            if len(firsts) != 1 or len(rests) != 1:
                problem = "a list must have one rdf:first and one rdf:rest at every node"
                raise ShapesError(owner, problem, _LISTS)
            seen.add(node)
            yield firsts[0]
            node = rests[0]

    def is_list(self, node: Term) -> bool:
        """Return whether a node is meant as a list."""
        return node == _NIL or (node, _FIRST) in self._objects

    def predicates(self, subject: Term) -> list[str]:
        """Return the properties that a node has, sorted."""
        return sorted(self._predicates.get(subject, ()))

    def instances(self, cls: str) -> list[Term]:
        """Return the SHACL instances of a class: of it, or of a subclass in this graph."""
        return sorted({node for c in self.subclasses(cls) for node in self.subjects(RDF_TYPE, c)})

    def subclasses(self, cls: str) -> set[Term]:
        """Return a class and every subclass of it."""
        found, queue = {cls}, [cls]
        while queue:
            for narrower in self.subjects(_SUBCLASS, queue.pop()):
                if narrower not in found:
                    found.add(narrower)
                    queue.append(narrower)
        return found


def is_iri(term: Term) -> bool:
    """Return whether a term is an IRI.

    >>> is_iri("urn:a"), is_iri("_:b"), is_iri('"a"')
    (True, False, False)
    """
    return not term.startswith(("_:", '"'))


def is_literal(term: Term) -> bool:
    """Return whether a term is a literal."""
    return term.startswith('"')


def sparql_term(term: Term) -> str:
    """Return an IRI or literal as SPARQL writes it.

    Raises:
        ValueError: the term is a blank node, which SPARQL cannot name.

    >>> sparql_term("urn:a"), sparql_term('"een"@nl')
    ('<urn:a>', '"een"@nl')
    """
    if term.startswith("_:"):
        raise ValueError(f"a blank node cannot be named in SPARQL: {term}")
    return term if is_literal(term) else f"<{term}>"
