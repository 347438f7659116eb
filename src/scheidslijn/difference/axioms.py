"""Pairs axioms of two graphs: they have no names, so the ones that are most alike are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scheidslijn.difference.descriptions import Said
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF_TYPE

__all__ = ["paired"]

_NONE: Final[frozenset[Term]] = frozenset()


def paired(
    old: Mapping[Term, Said], new: Mapping[Term, Said]
) -> Iterator[tuple[Said | None, Said | None]]:
    """Yield the axioms that differ, each with the one that it became, or None.

    Two axioms are one that changed where they are the only ones of their class that differ.

    Args:
        old: the axioms of the old graph, by their content.
        new: those of the new one.
    """
    gone = {key: old[key] for key in sorted(set(old) - set(new))}
    come = {key: new[key] for key in sorted(set(new) - set(old))}
    for key, said in list(gone.items()):
        kind = said.get(RDF_TYPE, _NONE)
        alike = [other for other, its in come.items() if its.get(RDF_TYPE, _NONE) == kind]
        rivals = [other for other, its in gone.items() if its.get(RDF_TYPE, _NONE) == kind]
        if len(alike) == 1 and len(rivals) == 1:
            yield gone.pop(key), come.pop(alike[0])
    for said in gone.values():
        yield said, None
    for said in come.values():
        yield None, said
