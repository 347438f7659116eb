"""The structure of a SPARQL query, as far as pre-binding needs it.

SHACL evaluates the query of a constraint once per focus node, with ``$this`` put in its place
(SHACL appendix A). Here a query is evaluated once for all focus nodes, so that every group that
speaks of ``$this`` must bind it. For that it is enough to know the tokens, the groups with what
stands before their brace, and the sub-queries with what they project. Whether the text is SPARQL
at all is for the parser of the store to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

__all__ = ["Edit", "Group", "Query", "Select", "Token", "edited", "read_query", "tokens_of"]

_TOKEN: Final = re.compile(
    r"""(?P<skip>\s+|\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:[^\W\d][\w.-]*|_)?:(?:[\w:%-]|\\.|\.(?=[\w:%-]))*)
    | (?P<tag>@[\w-]+)
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_KINDS: Final = frozenset(("OPTIONAL", "MINUS", "EXISTS", "UNION"))


@dataclass(frozen=True, slots=True)
class Token:
    """One token; ``kind`` is the name of its group in the pattern above."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the token."""
        return self.start + len(self.text)

    @property
    def keyword(self) -> str:
        """A word in upper case, else nothing."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def variable(self) -> str:
        """The name of a variable without its sign, else nothing."""
        return self.text[1:] if self.kind == "variable" else ""


@dataclass(slots=True)
class Select:
    """A SELECT clause: what it projects (None for ``*``), and the words that follow its group."""

    projected: frozenset[str] | None
    clause: tuple[Token, ...]
    after: tuple[Token, ...] = ()

    @property
    def sliced(self) -> bool:
        """Whether it takes only some of the solutions, with LIMIT or OFFSET."""
        return bool({"LIMIT", "OFFSET"} & {token.keyword for token in self.after})


@dataclass(slots=True)
class Group:
    """A group graph pattern.

    ``kind`` is GROUP, OPTIONAL, MINUS, EXISTS, UNION, GRAPH or SERVICE. ``content`` holds the
    tokens between its braces, and each group among them as one item.
    """

    kind: str
    start: int
    end: int = 0
    content: list[Token | Group] = field(default_factory=list)
    select: Select | None = None

    def groups(self) -> list[Group]:
        """Return the groups directly in this one."""
        return [item for item in self.content if isinstance(item, Group)]

    def tokens(self) -> Iterator[Token]:
        """Yield every token in this group and in the groups in it, in order."""
        for item in self.content:
            if isinstance(item, Group):
                yield from item.tokens()
            else:
                yield item

    def descendants(self) -> Iterator[Group]:
        """Yield every group in this one, at any depth."""
        for group in self.groups():
            yield group
            yield from group.descendants()

    def mentions(self, name: str) -> bool:
        """Return whether a variable stands anywhere in this group."""
        return any(token.variable == name for token in self.tokens())


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT or ASK query: its text, its outermost group, and its SELECT clause."""

    text: str
    tokens: tuple[Token, ...]
    where: Group
    select: Select | None


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in the place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text, without blanks and comments.

    >>> [token.text for token in tokens_of("ASK { $this a ex:A . } # fine")]
    ['ASK', '{', '$this', 'a', 'ex:A', '.', '}']
    """
    return tuple(
        Token(match.lastgroup or "", match[0], match.start())
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "skip"
    )


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made, which do not overlap.

    >>> edited("SELECT $a", [Edit(7, 9, "?b"), Edit(0, 0, "# ")])
    '# SELECT ?b'
    """
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        pieces += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, text[done:]])


def read_query(text: str) -> Query:
    """Return the structure of a sound SELECT or ASK query.

    Raises:
        ValueError: it is neither, or its braces do not match.
    """
    tokens = tokens_of(text)
    try:
        first = next(i for i, t in enumerate(tokens) if t.keyword in ("SELECT", "ASK"))
        opening = next(i for i in range(first, len(tokens)) if tokens[i].text == "{")
        where, behind = _group(tokens, opening, "GROUP")
    except (StopIteration, IndexError):
        raise ValueError("no SELECT or ASK query with a group in braces") from None
    select = None
    if tokens[first].keyword == "SELECT":
        select = _select(tokens[first + 1 : opening], tokens[behind:])
    return Query(text, tokens, where, select)


def _group(tokens: tuple[Token, ...], opening: int, kind: str) -> tuple[Group, int]:
    """Read the group whose brace is at ``opening``; return it and the index behind it."""
    group = Group(kind, tokens[opening].end)
    at = opening + 1
    if tokens[at].keyword == "SELECT":
        return _subquery(tokens, group, at)
    while tokens[at].text != "}":
        if tokens[at].text != "{":
            group.content.append(tokens[at])
            at += 1
        elif _is_data(group.content):
            while tokens[at].text != "}":
                at += 1
            group.content.append(tokens[at])  # a group behind it is not more data
            at += 1
        else:
            inner, at = _group(tokens, at, _kind(group.content))
            group.content.append(inner)
    group.end = tokens[at].start
    return group, at + 1


def _subquery(tokens: tuple[Token, ...], group: Group, at: int) -> tuple[Group, int]:
    opening = next(i for i in range(at, len(tokens)) if tokens[i].text == "{")
    inner, behind = _group(tokens, opening, "GROUP")
    closing, depth = behind, 0
    while tokens[closing].text != "}" or depth:
        depth += {"{": 1, "}": -1}.get(tokens[closing].text, 0)
        closing += 1
    group.select = _select(tokens[at + 1 : opening], tokens[behind:closing])
    group.content = [*tokens[at:opening], inner, *tokens[behind:closing]]
    group.end = tokens[closing].start
    return group, closing + 1


def _kind(before: list[Token | Group]) -> str:
    """Return what a group is, by the tokens before its brace."""
    last = [item.keyword if isinstance(item, Token) else "" for item in before[-3:]]
    if last and last[-1] in _KINDS:
        return last[-1]
    for word in ("GRAPH", "SERVICE"):
        if word in last[-2:-1] or (word in last[-3:-2] and last[-2] == "SILENT"):
            return word
    return "GROUP"


def _is_data(before: list[Token | Group]) -> bool:
    """Return whether a brace opens the rows of VALUES."""
    words = [item for item in before if isinstance(item, Token)]
    while words and (words[-1].variable or words[-1].text in "()"):
        words.pop()
    return bool(words) and words[-1].keyword == "VALUES"


def _select(clause: tuple[Token, ...], after: tuple[Token, ...]) -> Select:
    projected: set[str] | None = set()
    depth = 0
    for i, token in enumerate(clause):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text == "*" and depth == 0:
            projected = None
        elif token.variable and (depth == 0 or clause[i - 1].keyword == "AS"):
            projected = None if projected is None else projected | {token.variable}
    return Select(None if projected is None else frozenset(projected), clause, after)
