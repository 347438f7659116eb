"""Keeps the data graphs of one batch apart, though they lie in one store as one graph.

What one dossier says of a person must not count in another. So a term that stands in more than
one data graph is called differently in each of them; where the store gives a term back, it gets
its own name again. Terms of the rule book are the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from scheidslijn.batches.member import Member, term_of
from scheidslijn.model import Term

__all__ = ["Names", "rename_shared"]

# Stands between the name of a term and the letters that tell a data graph.
_MARK = "~~"


def rename_shared(
    members: Sequence[Member], is_known: Callable[[set[bytes]], bool]
) -> tuple[list[Member], list[Member]]:
    """Give shared terms a name for each data graph.

    Args:
        members: the data graphs; those that are returned first know what their terms are called.
        is_known: says whether some of these terms stand in the rule book, which cannot give them
            other names.

    Returns:
        The data graphs that are apart now, and those that have to be judged by themselves.
    """
    seen: set[bytes] = set()
    shared: set[bytes] = set()
    terms = [member.terms() for member in members]
    for own in terms:
        shared |= seen & own
        shared |= {term for term in own if term.startswith(b"_:")}
        seen |= own
    alone = is_known(shared)
    apart, others = [], []
    for number, (member, own) in enumerate(zip(members, terms, strict=True)):
        common = own & shared
        used = not common.isdisjoint(member.predicates)
        if common and (alone or used or _MARK.encode() in member.block.text):
            others.append(member)
            continue
        mark = _MARK.encode() + _letters(number)
        member.renamed = {term: _marked(term, mark) for term in common}
        apart.append(member)
    return apart, others


def _marked(term: bytes, mark: bytes) -> bytes:
    if term.startswith(b"_:"):
        return term + mark.replace(b"~", b"_")
    return term[:-1] + mark + b">"


def _letters(number: int) -> bytes:
    """Write a number in letters, so that nobody takes it for a number of something."""
    return bytes(ord("a") + int(digit) for digit in str(number))


class Names:
    """Whose each term of the store is, and what it is called in its own data graph.

    Args:
        members: the data graphs in the store.
    """

    def __init__(self, members: Iterable[Member]) -> None:
        self._owner: dict[Term, Member] = {}
        self._own: dict[Term, Term] = {}
        for member in members:
            for term in member.terms():
                new = member.renamed.get(term, term)
                self._owner[term_of(new)] = member
                if new is not term:
                    self._own[term_of(new)] = term_of(term)

    def owner(self, term: Term) -> Member | None:
        """Return the data graph that a term stands in, or None when it stands in none."""
        return self._owner.get(term)

    def own(self, term: Term) -> Term:
        """Return what a term is called in its data graph."""
        found = self._own.get(term)
        if found is not None:
            return found
        if _MARK in term and term.startswith('"'):
            for new, old in self._own.items():
                term = term.replace(f"<{new}>", f"<{old}>")
        return term
