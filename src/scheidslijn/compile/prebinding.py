"""Turns the query of a constraint, meant for one focus node, into one for all of them at once.

Pre-binding (SHACL appendix A) puts a value in the place of a variable everywhere in a query.
What is fixed for a constraint (its shape, the parameters of a component) is put into the text.
``$this`` is not fixed: every group that speaks of it without binding it first gets the focus
nodes joined to it, and the outermost group is held to them. A query for which that would not
come to the same is refused: it may not use MINUS, VALUES or SERVICE, assign a pre-bound
variable, or keep it from a sub-query, as SHACL says; nor cut off the solutions of all focus nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from scheidslijn.compile.focus import Focus, written_out
from scheidslijn.compile.sparql import Edit, Group, Query, Token, edited, read_query
from scheidslijn.errors import ShapesError, UncompilableError, UsageError
from scheidslijn.model import Term
from scheidslijn.querycheck import check_ask, check_select

__all__ = [
    "BREAKS",
    "Prebound",
    "as_condition",
    "as_query",
    "behind_condition",
    "checked",
    "fixed",
    "joined",
    "read_constraint",
]

_RULES: Final = "appendix A"
_FORBIDDEN: Final = ("MINUS", "VALUES", "SERVICE")
# what ends the patterns that a group begins with
BREAKS: Final = frozenset(("OPTIONAL", "BIND", "MINUS", "GRAPH", "SERVICE", "VALUES"))


@dataclass(frozen=True, slots=True)
class Prebound:
    """What is fixed in a query: terms by variable name, and the path for ``$PATH``."""

    terms: Mapping[str, str]
    path: str | None = None


def read_constraint(node: Term, text: str, *, is_ask: bool = False) -> Query:
    """Return the structure of a query, after checking all that SHACL asks of it.

    Args:
        node: the constraint or validator that states it, for the error.
        text: the query with its prefixes.
        is_ask: whether it must be an ASK query; else it must be a SELECT that gives ``$this``.

    Raises:
        ShapesError: it is no such query, or breaks the rules of pre-binding.
        UncompilableError: it is sound, but means something else for all focus nodes at once.
    """
    clause = "6.2.3" if is_ask else "5.2"
    try:
        if is_ask:
            check_ask(text)
        elif "this" not in check_select(text):
            raise ShapesError(node, "the query must give $this in its SELECT", clause)
        query = read_query(text)
    except (UsageError, ValueError) as error:
        raise ShapesError(
            node, f"the query is not usable: {str(error).rstrip('.')}", clause
        ) from None
    _check_rules(node, query)
    return query


def _check_rules(node: Term, query: Query) -> None:
    tokens = query.tokens
    for word in _FORBIDDEN:
        if any(token.keyword == word for token in tokens):
            raise ShapesError(node, f"{word} is not allowed where variables are pre-bound", _RULES)
    assigned = ("this", "value") if query.select is None else ("this",)
    for before, token in pairwise(tokens):
        if before.keyword == "AS" and token.variable in assigned:
            raise ShapesError(node, f"?{token.variable} is pre-bound and not assigned", _RULES)
    selects = [(query.select, False)] if query.select else []
    selects += [(group.select, True) for group in query.where.descendants() if group.select]
    for select, is_sub in selects:
        if select is None:
            continue
        if is_sub and (select.projected is None or "this" not in select.projected):
            raise ShapesError(node, "a sub-query must give $this by name", _RULES)
        if select.sliced:
            problem = "the query uses LIMIT or OFFSET, which would cut off over all focus nodes"
            raise UncompilableError(node, problem, _RULES)


def as_query(node: Term, query: Query, prebound: Prebound, focus: Focus) -> str:
    """Return the SELECT query that gives the solutions for all focus nodes.

    Args:
        node: the constraint, for the error.
        query: its query.
        prebound: what is fixed in it.
        focus: the focus nodes.
    """
    edits = list(fixed(query, prebound))
    nodes = f" {{ SELECT DISTINCT ?this {{ {written_out(focus.scan)('?this')} }} }} "
    edits += joined(node, query.where, nodes, in_graph=False)
    if _starts_bound(query.where):
        where = query.where
        if focus.is_wide:
            edits.append(Edit(where.start, where.start, nodes))
        else:
            held = f" FILTER({written_out(focus.held)('?this')}) "
            edits.append(Edit(where.end, where.end, held))
    return checked(node, edited(query.text, edits))


def as_condition(
    node: Term, query: Query, prebound: Prebound, names: Mapping[str, str], suffix: str
) -> str:
    """Return what stands in a query's group, for use in EXISTS, with variables of its own.

    Prefixed names are written out, since the query around it has prefixes of its own.

    Args:
        node: the constraint, for the error.
        query: its query.
        prebound: what is fixed in it.
        names: the variables that it shares with what stands around it.
        suffix: what every other variable gets behind its name.
    """
    if query.select is not None and any(
        t.keyword in ("GROUP", "HAVING") for t in query.select.after
    ):
        problem = "a query with GROUP BY within another shape is not compiled"
        raise UncompilableError(node, problem, _RULES)
    edits = list(fixed(query, prebound))
    replaced = [(edit.start, edit.end) for edit in edits]
    for token in query.where.tokens():
        is_fixed = any(start <= token.start < end for start, end in replaced)
        if token.variable and not is_fixed:
            name = names.get(token.variable, token.variable + suffix)
            edits.append(Edit(token.start, token.end, f"?{name}"))
    edits += _written_out(query)
    start, end = query.where.start, query.where.end
    within = [Edit(e.start - start, e.end - start, e.text) for e in edits if start <= e.start < end]
    return edited(query.text[start:end], within)


def _written_out(query: Query) -> Iterator[Edit]:
    """Give every prefixed name as an IRI."""
    prefixes = {
        name.text.removesuffix(":"): iri.text[1:-1]
        for word, name, iri in zip(query.tokens, query.tokens[1:], query.tokens[2:], strict=False)
        if word.keyword == "PREFIX" and iri.kind == "iri"
    }
    for token in query.where.tokens():
        prefix, colon, local = token.text.partition(":")
        if token.kind == "name" and colon and prefix in prefixes:
            iri = prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
            yield Edit(token.start, token.end, f"<{iri}>")


def checked(node: Term, text: str) -> str:
    """Return a query that was rewritten, if it is one still; else raise UncompilableError."""
    try:
        check_select(text)
    except UsageError as error:
        raise UncompilableError(node, f"the query cannot be rewritten: {error}", _RULES) from None
    return text


def fixed(query: Query, prebound: Prebound) -> Iterator[Edit]:
    """Put what is fixed in its place: in BOUND as true, in a SELECT clause with its name."""
    clauses = [query.select] if query.select else []
    clauses += [group.select for group in query.where.descendants() if group.select]
    selected = {token.start for select in clauses for token in select.clause}
    tokens = query.tokens
    for i, token in enumerate(tokens):
        if token.text[1:] == "PATH" and token.kind == "variable" and prebound.path is not None:
            yield Edit(token.start, token.end, prebound.path)
        value = prebound.terms.get(token.variable)
        if value is None:
            continue
        if i > 1 and tokens[i - 1].text == "(" and tokens[i - 2].keyword == "BOUND":
            yield Edit(tokens[i - 2].start, tokens[i + 1].end, " (true) ")
        elif token.start in selected:
            yield Edit(token.start, token.end, f"({value} AS ?{token.variable})")
        else:
            yield Edit(token.start, token.end, value)


def joined(node: Term, group: Group, nodes: str, *, in_graph: bool) -> Iterator[Edit]:
    """Yield edits that join the focus nodes to every group that needs them."""
    if not group.mentions("this") and group.kind != "GROUP":
        return
    if group.select is None and not _starts_bound(group):
        if in_graph:
            problem = "a group within GRAPH speaks of $this before it binds it"
            raise UncompilableError(node, problem, _RULES)
        yield Edit(group.start, group.start, nodes)
    for inner in group.groups():
        # in EXISTS the value of $this is put in by SPARQL itself; a FILTER of an OPTIONAL group
        # sees what stands before that group
        if inner.kind == "OPTIONAL" and not _mentions_outside_filters(inner):
            continue
        if inner.kind != "EXISTS" and inner.mentions("this"):
            yield from joined(node, inner, nodes, in_graph=in_graph or inner.kind == "GRAPH")


def _starts_bound(group: Group) -> bool:
    """Return whether a group binds ``$this`` before anything in it could need its value."""
    if group.select is not None:
        return group.mentions("this")
    content = group.content
    at = 0
    while at < len(content):
        item = content[at]
        if isinstance(item, Group):
            return _branches_mention(content, at)
        if item.keyword == "FILTER":
            at = behind_condition(content, at + 1)
            continue
        if item.keyword in BREAKS:
            return False
        if item.variable == "this":
            return True
        at += 1
    return False


def _mentions_outside_filters(group: Group) -> bool:
    """Return whether ``$this`` stands anywhere in a group but in its own FILTERs."""
    if group.select is not None:
        return group.mentions("this")
    at = 0
    while at < len(group.content):
        item = group.content[at]
        if isinstance(item, Token) and item.keyword == "FILTER":
            at = behind_condition(group.content, at + 1)
            continue
        if item.mentions("this") if isinstance(item, Group) else item.variable == "this":
            return True
        at += 1
    return False


def _branches_mention(content: list[Token | Group], at: int) -> bool:
    """Return whether a group, and every branch in UNION with it, is going to bind ``$this``."""
    while True:
        branch = content[at]
        if not isinstance(branch, Group) or not branch.mentions("this"):
            return False
        following = content[at + 1] if at + 1 < len(content) else None
        if not isinstance(following, Token) or following.keyword != "UNION":
            return True
        at += 2


def behind_condition(content: list[Token | Group], at: int) -> int:
    """Return the index behind what a FILTER or BIND holds: in brackets, a call, or (NOT) EXISTS."""
    depth = 0
    while at < len(content):
        item = content[at]
        at += 1
        if isinstance(item, Group):
            if depth == 0:
                return at
            continue
        depth += {"(": 1, ")": -1}.get(item.text, 0)
        if item.text == ")" and depth == 0:
            return at
    return at
