"""Who could lawfully do what was done wrongly: the other half of the principle.

A prohibition says who may not. Other norms of the same domain reserve the same matter to a role,
empower it, permit it, let it strengthen a core role with it, or let a physician delegate it. Their
bearers are what a remedy can name; the conditions of those norms remain theirs to meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from scheidslijn.model import Term
from scheidslijn.namespaces import RDF_TYPE, SL

__all__ = ["Norms", "lawful_roles"]

_ALLOWING: Final = frozenset(
    SL + name
    for name in (
        "Bevoegdheid",
        "Delegeerbaarheid",
        "Rolversterking",
        "Toestemming",
        "VoorbehoudenBevoegdheid",
    )
)
_FORBIDDING: Final = frozenset((SL + "Verbod", SL + "Uitzondering"))
_MATTER: Final = (SL + "betreftTaak", SL + "betreftGegevens", SL + "betreftBesluitsoort")


class Norms(Protocol):
    """The rule book as far as norms and their fields go."""

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects, sorted."""

    def subjects(self, predicate: str, value: Term) -> list[Term]:
        """Return the subjects that have this value, sorted."""


def lawful_roles(
    book: Norms, matters: Iterable[Term], operations: Iterable[Term], domains: Iterable[Term]
) -> list[Term]:
    """Return the roles that a norm of these domains lets do or have this, sorted.

    Args:
        book: the rule book.
        matters: a task, kind of data or kind of decision, and what lies above it.
        operations: what was done with data; a norm on another operation does not count.
        domains: those of the dossier.
    """
    asked, where = set(operations), set(domains)
    found: set[Term] = set()
    pairs = ((field, matter) for matter in matters for field in _MATTER)
    for norm in (norm for pair in pairs for norm in book.subjects(*pair)):
        kinds = set(book.objects(norm, RDF_TYPE))
        limited = set(book.objects(norm, SL + "betreftBewerking"))
        if (
            kinds & _ALLOWING
            and not kinds & _FORBIDDING
            and where.intersection(book.objects(norm, SL + "domein"))
            and (not asked or not limited or asked & limited)
        ):
            found.update(book.objects(norm, SL + "drager"))
            found.update(book.objects(norm, SL + "uitTeOefenenDoor"))
    return sorted(found)
