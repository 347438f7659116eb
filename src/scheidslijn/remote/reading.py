"""Which statements a query may look at, and what must be there for it to find anything.

By this a query can be judged here on part of a graph: on the statements with the properties that
it names, it has the same solutions as on the whole. Where a pattern has a variable for a
property, another pattern beside it or around it must tell which it stands for, as subject or
object of a property that is named. (A path that may be empty leads from each node to itself; it
is taken for granted that another pattern names one of its ends.)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from scheidslijn.compile.sparql import Group, Token, read_query
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF_TYPE
from scheidslijn.remote.patterns import Pattern, demanded, filtered, joined, patterns_of
from scheidslijn.remote.rewriting import iri_of, prefixes_of

__all__ = ["Read", "read_by", "weaker"]

_NAMED: Final = ("iri", "name")


def weaker(text: str) -> str:
    """Return a query for the focus nodes about which a query may find anything.

    It demands the patterns that hold for each solution, and nothing else.

    Raises:
        ValueError: the query has patterns that are not looked into, or none.
    """
    query = read_query(text)
    patterns = [each for each in demanded(query.where) if not _repeats_several(each)]
    if not any(token.variable == "this" for each in patterns for token in each.tokens):
        raise ValueError("no pattern about the focus node")
    head = next(token for token in query.tokens if token.keyword == "SELECT")
    written = " ".join(dict.fromkeys(each.written(text) for each in patterns))
    return f"{text[: head.start]}SELECT DISTINCT ?this WHERE {{ {written} }}"


@dataclass(frozen=True, slots=True)
class Read:
    """Which statements a query may look at.

    Attributes:
        properties: those with these properties.
        objects: those with a property that is an object of one of these.
        subjects: those with a property that is a subject of one of these.
    """

    properties: frozenset[Term]
    objects: frozenset[Term]
    subjects: frozenset[Term]


def read_by(text: str) -> Read:
    """Return which statements a query may look at.

    Raises:
        ValueError: it may look at any, or has patterns that are not looked into.
    """
    query = read_query(text)
    reader = _Reader(prefixes_of(query.tokens))
    reader.look_into(query.where, ())
    named = {iri for token in query.tokens if (iri := iri_of(token, reader.prefixes))}
    return Read(
        frozenset(named | {RDF_TYPE}), frozenset(reader.objects), frozenset(reader.subjects)
    )


@dataclass(slots=True)
class _Reader:
    prefixes: dict[str, str]
    objects: set[Term] = field(default_factory=set)
    subjects: set[Term] = field(default_factory=set)

    def look_into(self, group: Group, around: tuple[Pattern, ...]) -> None:
        """Find what tells which properties the variables in a group, and in those in it, stand for.

        Patterns around a group count where solutions that do not meet them are lost in any case:
        for what a FILTER asks all of the group, and for an OPTIONAL those before it.
        """
        if group.select is not None:
            # what a sub-query does not project is another variable of the same name
            for inner in group.groups():
                self.look_into(inner, ())
            return
        holding = (*around, *demanded(group))
        for pattern in patterns_of(group):
            for token in pattern.path:
                if token.variable:
                    self._find(token.variable, (*holding, *filtered(group)))
        for at, item in enumerate(group.content):
            if isinstance(item, Group):
                before = replace(group, content=group.content[:at])
                is_sure = item.kind in ("GROUP", "UNION") or _is_filtered(before)
                self.look_into(item, holding if is_sure else (*around, *joined(before)))

    def _find(self, name: str, holding: Iterable[Pattern]) -> None:
        for pattern in holding:
            if all(token.text == "/" or token.kind in _NAMED for token in pattern.path):
                first, last = (iri_of(pattern.path[at], self.prefixes) for at in (0, -1))
                if pattern.object[0].variable == name and last:
                    self.objects.add(last)
                    return
                if pattern.subject[0].variable == name and first:
                    self.subjects.add(first)
                    return
        raise ValueError(f"?{name} may stand for any property")


def _is_filtered(before: Group) -> bool:
    """Return whether a group behind this content belongs to a FILTER, and not to a BIND."""
    words = [item.keyword for item in before.content if isinstance(item, Token)]
    asking = [word for word in words if word in ("FILTER", "BIND", "OPTIONAL", "MINUS")]
    return asking[-1:] == ["FILTER"]


def _repeats_several(pattern: Pattern) -> bool:
    """Return whether a path goes on any number of times over more than one property."""
    return any(a.text == ")" and b.text in ("*", "+") for a, b in pairwise(pattern.path))
