"""Writes a screen without sub-queries and UNIONs, as queries that together give at least its rows.

A sub-query that only projects becomes a group with names of its own, and each branch of a UNION
that others join a query. A screen may give too much, so what only makes it fast is left out: a
LIMIT, a sub-query that demands less than another one, and conditions within conditions.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Final

from scheidslijn.compile.prebinding import behind_condition
from scheidslijn.compile.sparql import Edit, Group, Token, edited, read_query, tokens_of

__all__ = ["flattened"]

# what more than one solution at a time goes into
_GATHERS: Final = frozenset(("GROUP", "HAVING", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE"))
_DEEPEST: Final = 3


def flattened(text: str) -> tuple[str, ...]:
    """Return queries that together give at least the rows of a query, each once or more."""
    waiting, found = [text], []
    while waiting:
        query = waiting.pop()
        branches = list(_branches(query))
        waiting += branches
        if not branches:
            found.append(_without_deep_filters(query))
    return tuple(dict.fromkeys(reversed(found)))


def _branches(text: str) -> Iterator[str]:
    """Yield a query with its first sub-query or UNION resolved, as a query for each branch."""
    where = read_query(text).where
    for group, content, at in _joined(where):
        if group.select is not None:
            if not _GATHERS & {item.keyword for item in group.content if isinstance(item, Token)}:
                within = "" if _is_spare(group, where) else _opened(text, group)
                yield edited(text, [Edit(group.start, group.end, within)])
                return
        elif _is_union(content, at + 1):
            last = at
            while _is_union(content, last + 1):
                last += 2
            branches = [each for each in content[at : last + 1] if isinstance(each, Group)]
            for branch in branches:
                within = text[branch.start : branch.end]
                yield edited(text, [Edit(group.start, branches[-1].end, within)])
            return


def _is_spare(group: Group, where: Group) -> bool:
    """Return whether a sub-query about no focus node gives nothing but what a later one gives."""
    if group.select is None or group.select.projected is None or group.mentions("this"):
        return False
    return any(
        other.start > group.start
        and other.select is not None
        and other.select.projected is not None
        and group.select.projected <= other.select.projected
        and not other.mentions("this")
        for other, _, _ in _joined(where)
    )


def _without_deep_filters(text: str) -> str:
    """Leave out what a query joins by a FILTER with many conditions within each other."""
    where = read_query(text).where
    edits = []
    for group in (where, *(group for group, _, _ in _joined(where) if group.select is None)):
        for at, item in enumerate(group.content):
            if isinstance(item, Token) and item.keyword == "FILTER":
                held = group.content[at + 1 : behind_condition(group.content, at + 1)]
                inner = [each for each in held if isinstance(each, Group)]
                if any(_depth(each) > _DEEPEST for each in inner):
                    last = held[-1]
                    end = last.end + 1 if isinstance(last, Group) else last.end
                    edits.append(Edit(item.start, end, ""))
    return edited(text, edits)


def _depth(group: Group) -> int:
    return 1 + max(map(_depth, group.groups()), default=0)


def _joined(group: Group) -> Iterator[tuple[Group, list[Token | Group], int]]:
    """Yield the groups that a group joins, each with what stands around it."""
    for at, item in enumerate(group.content):
        if isinstance(item, Group) and item.kind == "GROUP":
            yield item, group.content, at
            if item.select is None and not _is_union(group.content, at + 1):
                yield from _joined(item)


def _is_union(content: list[Token | Group], at: int) -> bool:
    item = content[at] if at < len(content) else None
    return isinstance(item, Token) and item.keyword == "UNION"


def _opened(text: str, group: Group) -> str:
    """Return what is in the group of a sub-query, with its own variables renamed."""
    select, (inner,) = group.select, group.groups()
    assert select is not None
    taken = {token.variable for token in tokens_of(text)}
    names: dict[str, str] = {}
    within = text[inner.start : inner.end]
    edits = []
    for token in tokens_of(within):
        name = token.variable
        if name and select.projected is not None and name not in select.projected:
            if name not in names:
                free = (f"{name}_{number}" for number in count())
                names[name] = next(each for each in free if each not in taken)
                taken.add(names[name])
            edits.append(Edit(token.start, token.end, f"?{names[name]}"))
    return edited(within, edits)
