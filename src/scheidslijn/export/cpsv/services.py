"""Which public services the rule book has, and which of its norms they follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.cpsv.terms import ABOUT, DECIDING
from scheidslijn.export.material import Book
from scheidslijn.namespaces import ID, RDF_TYPE, SL
from scheidslijn.terms import local_name

__all__ = ["EXPERT_JUDGMENT", "UWV", "Service", "conditions", "services", "united"]

UWV: Final = ox.NamedNode(ID + "rol/uwv")
EXPERT_JUDGMENT: Final = ox.NamedNode(ID + "begrip/deskundigenoordeel")


@dataclass(frozen=True, slots=True)
class Service:
    """A service of UWV.

    Attributes:
        subject: the scheme or concept of ours that it is about.
        rules: the norms that it follows.
        roles: who bears these norms or is their counterpart.
        outputs: the kinds of decision that UWV must or may take by them.
        grounds: the articles that they rest on.
    """

    subject: ox.NamedNode
    rules: Sequence[ox.NamedNode]
    roles: Sequence[ox.NamedNode]
    outputs: Sequence[ox.NamedNode]
    grounds: Sequence[ox.NamedNode]

    @property
    def node(self) -> ox.NamedNode:
        """The service itself, which has no IRI of ours."""
        return ox.NamedNode(f"{ID}cpsv-ap/dienst/{local_name(self.subject.value)}")


def services(book: Book) -> Iterator[Service]:
    """Yield the services of UWV that the rule book has rules for."""
    administering = _with_broader(book, UWV)
    involved = [
        norm
        for norm in book.instances(SL + "Norm")
        if administering.intersection(_parties(book, norm))
    ]
    for scheme in book.instances(SL + "Uitkeringsregeling"):
        domains = {
            domain
            for domain in book.instances(SL + "Domein")
            if scheme in book.nodes(domain, SL + "betreftRegeling")
        }
        within = [n for n in involved if domains.intersection(book.nodes(n, SL + "domein"))]
        yield from _service(book, scheme, within, administering)
    about = [n for n in involved if any(EXPERT_JUDGMENT in book.nodes(n, f) for f in ABOUT)]
    yield from _service(book, EXPERT_JUDGMENT, about, administering)


def conditions(book: Book, rule: ox.NamedNode) -> list[ox.NamedNode]:
    """Return the conditions of a norm, and what it requires of a fact."""
    return united((book.nodes(rule, SL + "voorwaarde"), book.nodes(rule, SL + "vereist")))


def united(groups: Iterable[Iterable[ox.NamedNode]]) -> list[ox.NamedNode]:
    """Return what is in any of these groups, once and sorted."""
    return sorted({each for group in groups for each in group}, key=lambda node: node.value)


def _service(
    book: Book,
    subject: ox.NamedNode,
    rules: Sequence[ox.NamedNode],
    administering: set[ox.NamedNode],
) -> Iterator[Service]:
    if not rules:
        return
    deciding = [
        rule
        for rule in rules
        if administering.intersection(book.nodes(rule, SL + "drager"))
        and DECIDING.intersection(kind.value for kind in book.nodes(rule, RDF_TYPE))
    ]
    yield Service(
        subject=subject,
        rules=rules,
        roles=united(_parties(book, rule) for rule in rules),
        outputs=united(book.nodes(rule, SL + "betreftBesluitsoort") for rule in deciding),
        grounds=united(book.nodes(rule, SL + "grondslag") for rule in rules),
    )


def _parties(book: Book, norm: ox.NamedNode) -> list[ox.NamedNode]:
    return [*book.nodes(norm, SL + "drager"), *book.nodes(norm, SL + "jegens")]


def _with_broader(book: Book, role: ox.NamedNode) -> set[ox.NamedNode]:
    found, waiting = set[ox.NamedNode](), [role]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += book.nodes(each, SL + "brederRol")
    return found
