"""Counts what an export wrote, and what got lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

import pyoxigraph as ox

from scheidslijn.export.profile import Loss, Unholdable, lost
from scheidslijn.export.writing import Measured
from scheidslijn.model import Term, Text
from scheidslijn.namespaces import RDF_TYPE
from scheidslijn.privacy import Withheld, add_up

__all__ = ["Exported", "Tally", "Unheld"]

_TYPE: Final = ox.NamedNode(RDF_TYPE)
_NAMED: Final = 3  # values that could not be held for one reason, by name


@dataclass(frozen=True, slots=True)
class Unheld:
    """Values that could not be held for one reason.

    Attributes:
        why: why they cannot be held.
        count: how many there were.
        first: the first of them.
    """

    why: Text
    count: int
    first: tuple[Unholdable, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and what was not.

    Attributes:
        dossiers: how many dossiers were exported; 0 for a rule book.
        written: how many statements or rows.
        size: how many bytes.
        sha256: the SHA-256 of the bytes, in hexadecimal.
        withheld: what did not leave, by reason and term.
        lost: how often each term occurred that the target cannot hold.
        unheld: the values that the target cannot hold although it holds their kind.
    """

    dossiers: int
    written: int
    size: int
    sha256: str
    withheld: tuple[Withheld, ...] = ()
    lost: Mapping[Term, int] = field(default_factory=dict)
    unheld: tuple[Unheld, ...] = ()


class Tally:
    """What has passed, and what got lost on the way."""

    def __init__(self, losses: Iterable[Loss]) -> None:
        self._terms = frozenset(map(ox.NamedNode, lost(losses)))
        self._lost: Counter[ox.NamedNode] = Counter()
        self.withheld: dict[tuple[str, Term], Withheld] = {}
        self._unheld: dict[Text, list[Unholdable]] = {}
        self._unheld_counts: Counter[Text] = Counter()
        self.dossiers = 0

    def see(self, quads: Iterable[ox.Quad]) -> None:
        """Count the terms that will be lost."""
        for quad in quads:
            predicate, value = quad.predicate, quad.object
            if predicate in self._terms:
                self._lost[predicate] += 1
            if predicate == _TYPE and value in self._terms:
                self._lost[cast("ox.NamedNode", value)] += 1

    def held(self, statements: Iterable[ox.Quad | Unholdable]) -> Iterator[ox.Quad]:
        """Yield what the target holds, and keep what it does not."""
        for each in statements:
            if isinstance(each, ox.Quad):
                yield each
                continue
            self._unheld_counts[each.why] += 1
            named = self._unheld.setdefault(each.why, [])
            if len(named) < _NAMED:
                named.append(each)

    def withhold(self, withheld: Iterable[Withheld]) -> None:
        """Add up what the guard withheld."""
        for each in withheld:
            key = (each.reason, each.term)
            known = self.withheld.get(key)
            self.withheld[key] = each if known is None else add_up((known, each))[0]

    def exported(self, sink: Measured, written: int) -> Exported:
        """Return what was written: to where, and how many statements or rows."""
        return Exported(
            dossiers=self.dossiers,
            written=written,
            size=sink.size,
            sha256=sink.sha256,
            withheld=tuple(sorted(self.withheld.values())),
            lost={term.value: self._lost[term] for term in sorted(self._lost, key=_iri)},
            unheld=tuple(
                Unheld(why, self._unheld_counts[why], tuple(first))
                for why, first in self._unheld.items()
            ),
        )


def _iri(node: ox.NamedNode) -> str:
    return node.value
