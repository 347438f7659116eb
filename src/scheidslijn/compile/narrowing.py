"""Writes the query of a constraint for some values only, which its screen gives.

The values stand in a table where the query begins. What its first patterns do not bind, but the
group around them holds to be bound, stands in a second table, behind that group. What is joined to
the first group would be evaluated for all values there are, so the branches of a UNION that begin
with some of the values get these as a table of their own.

Where ``$currentShape`` stands in the first patterns only, it is a column of the table, and all
shapes that share a constraint are asked together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from scheidslijn.compile.focus import Focus, written_out
from scheidslijn.compile.plan import BESIDE, HELD, Narrowing
from scheidslijn.compile.prebinding import BREAKS, Prebound, checked, fixed, joined
from scheidslijn.compile.sparql import Edit, Group, Query, Token, edited
from scheidslijn.errors import ShapesError
from scheidslijn.model import Term

__all__ = ["narrowing_of"]

_RULES: Final = "appendix A"
_SHAPE: Final = "currentShape"


@dataclass(frozen=True, slots=True)
class _Tables:
    """The columns of a screen, numbered, and what stands for the rows of each table so far."""

    names: tuple[str, ...]
    rows: list[tuple[str, tuple[int, ...]]]

    def written(self, names: set[str], kind: str = "rows") -> str:
        """Return a table of some columns, with a mark for its rows."""
        columns = tuple(i for i, name in enumerate(self.names) if name in names)
        mark = f"<urn:scheidslijn:{kind}:{len(self.rows)}>"
        row = f"({mark}{' UNDEF' * (len(columns) - 1)})"
        self.rows.append((row, columns))
        return f" VALUES ({' '.join(f'?{self.names[i]}' for i in columns)}) {{ {row} }} "


def narrowing_of(
    node: Term,
    query: Query,
    prebound: Prebound,
    focus: Focus,
    names: tuple[str, ...],
    screen: int,
) -> Narrowing:
    """Return how a constraint is asked of the rows of its screen.

    Args:
        node: the constraint, for the error.
        query: its query.
        prebound: what is fixed in it.
        focus: the focus nodes.
        names: the columns of the screen behind the shape, ``this`` among them.
        screen: the number of the screen.

    Raises:
        ShapesError: the group that is evaluated first does not begin with patterns that bind
            them, or hold to them by ``FILTER(BOUND(?name))``, so that a table could change what
            the query finds.
        UncompilableError: the query cannot be asked of many focus nodes.
    """
    line = _first_groups(query.where)
    first = line[-1]
    begun = _bound_first(first)
    # a FILTER of the outermost group would see what a table in it binds
    sure = set[str]() if first is query.where else _surely_bound(first)
    unbound = sorted(set(names) - begun - sure)
    if unbound:
        problem = f"a screen gives ?{unbound[0]}, which the query does not bind at its start"
        raise ShapesError(node, problem, _RULES)
    shared = _is_shared(query, first)
    columns = (_SHAPE, *names) if shared else names
    if shared:
        prebound = replace(prebound, terms={n: t for n, t in prebound.terms.items() if n != _SHAPE})
    held = f"({written_out(focus.held)('?this')})"
    edits = list(_asked(node, query, prebound, focus, HELD if shared else held))
    if shared and query.select:
        word = query.select.clause[0]
        at = word.end if word.keyword in ("DISTINCT", "REDUCED") else word.start
        edits.append(Edit(at, at, f" ?{_SHAPE} "))
    tables = _Tables(columns, [])
    edits += _edits(query.where, first, tables, {*(begun & set(names)), *columns[:shared]})
    edits += (_beside(branch, tables, set(names)) for branch in _branches(line, set(names)))
    text = checked(node, edited(query.text, edits))
    before, _, after = text.partition(tables.rows[0][0])
    return Narrowing(screen, before, after, tuple(tables.rows), held if shared else "")


def _asked(node: Term, query: Query, prebound: Prebound, focus: Focus, held: str) -> Iterator[Edit]:
    """Ask a query of focus nodes alone: what it joins by itself, and at its end all there are."""
    yield from fixed(query, prebound)
    nodes = f" {{ SELECT DISTINCT ?this {{ {written_out(focus.scan)('?this')} }} }} "
    yield from joined(node, query.where, nodes, in_graph=False)
    yield Edit(query.where.end, query.where.end, f" FILTER{held} ")


def _edits(where: Group, first: Group, tables: _Tables, begun: set[str]) -> Iterator[Edit]:
    """Put the tables in: where the first group begins, and behind it."""
    yield Edit(first.start, first.start, tables.written(begun))
    if begun != set(tables.names):
        behind = first.end if first is where else first.end + 1
        others = set(tables.names) - begun
        yield Edit(behind, behind, tables.written({tables.names[0], "this", *others}))


def _beside(branch: Group, tables: _Tables, names: set[str]) -> Edit:
    """Put a table where a branch begins, of the columns that it begins with."""
    table = tables.written(_bound_first(branch) & names, BESIDE)
    return Edit(branch.start, branch.start, table)


def _is_shared(query: Query, first: Group) -> bool:
    """Return whether ``$currentShape`` can be a variable: patterns of the first group bind it."""
    select = query.select
    if select is None or select.projected is None or _SHAPE in select.projected:
        return False
    if any(token.keyword in ("GROUP", "HAVING") for token in select.after):
        return False
    groups = (first, *(group for group in first.groups() if group.kind == "OPTIONAL"))
    stands = sum(_in_patterns(group) for group in groups if group.select is None)
    return stands == sum(token.variable == _SHAPE for token in query.tokens)


def _in_patterns(group: Group) -> int:
    """Return how often ``$currentShape`` stands in the patterns with which a group begins."""
    found = 0
    for item in group.content:
        if isinstance(item, Group) or item.keyword in BREAKS or item.keyword == "FILTER":
            break
        found += item.variable == _SHAPE
    return found


def _bound_first(group: Group) -> set[str]:
    """Return the variables of the patterns with which a group begins."""
    found = set[str]()
    for item in group.content:
        if isinstance(item, Group) or item.keyword in BREAKS or item.keyword == "FILTER":
            break
        found.add(item.variable)
    return found


def _surely_bound(group: Group) -> set[str]:
    """Return the variables that a group holds to be bound, by a FILTER that says only that."""
    texts = [item.text if isinstance(item, Token) else "{" for item in group.content]
    found = set[str]()
    for i, item in enumerate(group.content):
        if isinstance(item, Token) and item.keyword == "FILTER":
            words = [text.upper() for text in texts[i + 1 : i + 4]]
            if words == ["(", "BOUND", "("] and texts[i + 5 : i + 7] == [")", ")"]:
                found.add(texts[i + 4][1:])
    return found


def _branches(line: list[Group], names: set[str]) -> Iterator[Group]:
    """Yield the branches of UNIONs beside the first group that begin with some of the names."""
    for outer in line:
        for group in outer.groups():
            if any(group is each for each in line):
                continue
            if group.kind in ("GROUP", "UNION"):
                yield from _beginning(group, names)
            elif group.kind == "OPTIONAL":
                # a store looks up what a plain OPTIONAL asks, and does so faster without a table
                for branch in group.groups():
                    yield from _beginning(branch, names)


def _beginning(group: Group, names: set[str]) -> Iterator[Group]:
    # not OPTIONAL: without a match it would leave open what a table holds to its rows
    if group.select is not None or group.kind not in ("GROUP", "UNION"):
        return
    if _bound_first(group) & names:
        yield group
        return
    for inner in group.groups():
        yield from _beginning(inner, names)


def _first_groups(group: Group) -> list[Group]:
    """Return the groups, each within the one before, of which the last is evaluated first."""
    line = [group]
    while line[-1].content:
        first, *others = line[-1].content
        following = others[0] if others else None
        is_union = isinstance(following, Token) and following.keyword == "UNION"
        if not isinstance(first, Group) or first.kind != "GROUP" or first.select or is_union:
            break
        line.append(first)
    return line
