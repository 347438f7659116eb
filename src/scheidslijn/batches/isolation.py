"""Keeps the data graphs of one batch apart, though they lie in one store as one graph.

What one dossier says of a person must not count in another. So a term that stands in more than
one data graph is called differently in each of them; where the store gives a term back, it gets
its own name again. Terms of the rule book are the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from scheidslijn.batches.member import Member, term_of, written
from scheidslijn.model import Term

__all__ = ["Names", "own_name", "rename_shared"]

# Stands between the name of a term and the letters that tell a data graph.
_MARK: Final = "~~"
_BLANK_MARK: Final = "__"


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
    for member in members:
        shared |= seen & member.terms
        if not member.is_plain:
            shared |= {term for term in member.terms if term.startswith(b"_:")}
        seen |= member.terms
    alone = is_known(shared)
    apart, others = [], []
    for number, member in enumerate(members):
        common = member.terms & shared
        used = not common.isdisjoint(member.properties)
        if common and (alone or used or _has_mark(member.block.text)):
            others.append(member)
            continue
        if common:
            member.mark = _MARK + _letters(number)
            member.renamed = {term: _marked(term, member.mark.encode()) for term in common}
        apart.append(member)
    return apart, others


def _has_mark(text: bytes) -> bool:
    sign = _MARK[:1].encode()
    return sign in text and _MARK.encode() in text  # one sign is looked for in a tenth of the time


def _marked(term: bytes, mark: bytes) -> bytes:
    if term.startswith(b"_:"):
        return term + mark.replace(_MARK.encode(), _BLANK_MARK.encode())
    return term[:-1] + mark + b">"


def _letters(number: int) -> str:
    """Write a number in letters, so that nobody takes it for a number of something."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


class Names:
    """Whose some terms of the store are.

    Args:
        members: the data graphs in the store.
        terms: the terms.
    """

    def __init__(self, members: Iterable[Member], terms: Iterable[Term]) -> None:
        self._owner: dict[Term, Member] = {}
        wanted = {written(term) for term in terms if not term.startswith('"')}
        names = {*wanted, *map(_unmarked, wanted)}
        for member in members:
            for term in names & member.terms:
                new = member.renamed.get(term, term)
                if new in wanted:
                    self._owner[term_of(new)] = member

    def owner(self, term: Term) -> Member | None:
        """Return the data graph that a term stands in, or None when it stands in none."""
        return self._owner.get(term)


def own_name(member: Member, term: Term) -> Term:
    """Return what a term of the store is called in its data graph.

    A literal may hold a name, or a part of one, that a query put there.
    """
    if _MARK not in term and _BLANK_MARK not in term:
        return term
    if term.startswith('"'):
        return term.replace(member.mark, "") if member.mark else term
    new = written(term)
    own = _unmarked(new)
    return term_of(own) if member.renamed.get(own) == new else term


def _unmarked(term: bytes) -> bytes:
    if term.startswith(b"_:"):
        return term.rsplit(_BLANK_MARK.encode(), 1)[0]
    head, mark, _ = term.rpartition(_MARK.encode())
    return head + b">" if mark else term
