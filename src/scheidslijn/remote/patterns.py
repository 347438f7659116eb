"""The triple patterns of a query, and which of them hold for each of its solutions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scheidslijn.compile.prebinding import behind_condition
from scheidslijn.compile.sparql import Group, Token

__all__ = ["Pattern", "demanded", "filtered", "joined", "patterns_of"]

_BEFORE_GROUPS: Final = frozenset(("OPTIONAL", "MINUS", "UNION"))
_GOES_ON: Final = ("/", "|", "^")
_REPEATS: Final = ("*", "+", "?")
_PATH: Final = frozenset((*_GOES_ON, *_REPEATS, "(", ")"))
_NAMES: Final = frozenset(("iri", "name", "variable"))
_TERMS: Final = frozenset((*_NAMES, "string"))
_BOUND: Final = ["(", "BOUND", "("]


Term = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern: the tokens of its subject, of the path, and of its object."""

    subject: Term
    path: Term
    object: Term

    @property
    def tokens(self) -> Term:
        """All tokens."""
        return (*self.subject, *self.path, *self.object)

    def written(self, text: str) -> str:
        """Return the pattern as the text of the query has it, with its subject."""
        parts = (self.subject, self.path, self.object)
        return " ".join(text[part[0].start : part[-1].end] for part in parts) + " ."


def patterns_of(group: Group) -> list[Pattern]:
    """Return the patterns directly in a group.

    Raises:
        ValueError: it has a collection, a blank node in brackets, or what is no pattern.
    """
    found: list[Pattern] = []
    for run in _runs(group):
        found += _read(run)
    return found


def joined(group: Group) -> Iterator[Pattern]:
    """Yield the patterns that a group joins: its own, and those of plain groups in it.

    Raises:
        ValueError: as `patterns_of`.
    """
    if group.select is not None:
        return
    yield from patterns_of(group)
    for at, inner in enumerate(group.content):
        if isinstance(inner, Group) and inner.kind == "GROUP" and not _is_branch(group.content, at):
            yield from joined(inner)


def demanded(group: Group) -> Iterator[Pattern]:
    """Yield patterns that all hold together for each solution of a group.

    Those are what it joins, and what stands in an OPTIONAL without whose match a
    ``FILTER(BOUND(?name))`` fails; raises as `patterns_of`.
    """
    if group.select is not None:
        return
    yield from patterns_of(group)
    bound = _held_bound(group)
    for at, inner in enumerate(group.content):
        if not isinstance(inner, Group):
            continue
        if inner.kind == "OPTIONAL":
            binding = (o for o in group.groups() if o.kind not in ("EXISTS", "MINUS"))
            others = {t.variable for o in binding if o is not inner for t in o.tokens()}
            if {t.variable for t in inner.tokens()} & bound - others:
                yield from joined(inner)
        elif inner.kind == "GROUP" and not _is_branch(group.content, at):
            yield from demanded(inner)


def filtered(group: Group) -> Iterator[Pattern]:
    """Yield patterns each of which holds for each solution of a group, by a FILTER EXISTS.

    What the group does not bind may differ between them; raises as `patterns_of`.
    """
    for at, inner in enumerate(group.content):
        if isinstance(inner, Group) and inner.kind == "EXISTS" and _is_asked(group.content, at):
            yield from joined(inner)
            yield from filtered(inner)


def _is_branch(content: list[Token | Group], at: int) -> bool:
    """Return whether a group is the first of a UNION; the others are named so."""
    following = content[at + 1] if at + 1 < len(content) else None
    return isinstance(following, Token) and following.keyword == "UNION"


def _is_asked(content: list[Token | Group], at: int) -> bool:
    """Return whether a FILTER fails without this EXISTS: FILTER EXISTS, or IF(EXISTS, …, false)."""
    before = [item.text.upper() if isinstance(item, Token) else "{" for item in content[:at]]
    if before[-2:] == ["FILTER", "EXISTS"]:
        return True
    if before[-5:] != ["FILTER", "(", "IF", "(", "EXISTS"]:
        return False
    following = content[at + 1]
    end = behind_condition(content, at - 4)
    last = [item.text if isinstance(item, Token) else "{" for item in content[end - 4 : end]]
    comma = isinstance(following, Token) and following.text == ","
    return comma and last == [",", "false", ")", ")"]


def _held_bound(group: Group) -> set[str]:
    """Return the variables that only a group in this one can bind, and that a FILTER holds to it.

    The FILTER is one that says only that, ``FILTER(BOUND(?name))``.
    """
    content = group.content
    found, bound = set[str](), set[str]()
    at = 0
    while at < len(content):
        item = content[at]
        at += 1
        if not isinstance(item, Token):
            continue
        bound.add(item.variable)
        if item.keyword == "FILTER":
            end = behind_condition(content, at)
            texts = [each.text if isinstance(each, Token) else "{" for each in content[at:end]]
            if [text.upper() for text in texts[:3]] == _BOUND and texts[4:] == [")", ")"]:
                found.add(texts[3][1:])
            at = end
    return found - bound


def _runs(group: Group) -> Iterator[list[Token]]:
    """Yield the tokens of a group between what is no pattern, such as FILTER and groups."""
    run: list[Token] = []
    at = 0
    while at < len(group.content):
        item = group.content[at]
        behind = at + 1
        if isinstance(item, Group):
            if item.kind in ("GRAPH", "SERVICE"):
                raise ValueError(f"{item.kind} is not looked into")
        elif item.keyword in ("FILTER", "BIND"):
            behind = behind_condition(group.content, behind)
        elif item.keyword == "VALUES":
            behind = _behind_table(group.content, behind)
        elif item.keyword not in _BEFORE_GROUPS:
            run.append(item)
            at += 1
            continue
        yield run
        run, at = [], behind
    yield run


def _behind_table(content: list[Token | Group], at: int) -> int:
    """Return the index behind a table: its names, and the brace that ends its rows."""
    texts = [item.text if isinstance(item, Token) else "" for item in content[at:]]
    return at + texts.index("}") + 1


def _read(run: list[Token]) -> Iterator[Pattern]:
    """Yield the patterns that a run of tokens writes, with ``;`` and ``,``."""
    subject: Term = ()
    path: Term = ()
    at = 0
    while at < len(run):
        if run[at].text in (".", ";", ","):
            subject = () if run[at].text == "." else subject
            path = path if run[at].text == "," else ()
            at += 1
            continue
        if not subject:
            subject, at = _term(run, at)
        if not path:
            path, at = _path(run, at)
        found, at = _term(run, at)
        yield Pattern(subject, path, found)


def _term(run: list[Token], at: int) -> tuple[Term, int]:
    """Return a variable, an IRI or a literal, and the index behind it."""
    end = at + 1
    first = run[at] if at < len(run) else None
    if first is not None and first.text.isdecimal():
        while end < len(run) and run[end].text.isdecimal() and run[end].start == run[end - 1].end:
            end += 1
        return tuple(run[at:end]), end
    if first is None or not (first.kind in _TERMS or first.keyword in ("TRUE", "FALSE")):
        raise ValueError("a term that is no name, variable or literal")
    if first.kind == "string" and end < len(run):
        end += 3 if run[end].text == "^" else run[end].kind == "tag"
    return tuple(run[at:end]), end


def _path(run: list[Token], at: int) -> tuple[Term, int]:
    """Return a variable or a path, and the index behind it."""
    end, depth = at, 0
    while end < len(run):
        token = run[end]
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text not in _PATH and token.kind not in _NAMES and token.text != "a":
            raise ValueError("a path that is not looked into")
        end += 1
        following = run[end].text if end < len(run) else ""
        if not depth and token.text not in _GOES_ON and following not in (*_GOES_ON, *_REPEATS):
            break
    return tuple(run[at:end]), end
