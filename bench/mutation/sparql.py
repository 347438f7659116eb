r"""Mutants of a query, made on its text.

The text is split into tokens with their brackets; a change replaces a stretch of it. What is
replaced: a filter, a condition of ``IF``, an operand of ``&&`` or ``||`` and an ``EXISTS`` by what
is always true or false; a comparison by its neighbour; an ``OPTIONAL``, a branch of a ``UNION``, an
alternative of a path and the sign that makes a path longer are left out. A pattern that joins is
left as it is: without it there is no end of rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"""(?P<text>\"(?:[^"\\]|\\.)*\"(?:\^\^[\w:]+|@[\w-]+)?)
      | (?P<comment>\#[^\n]*)
      | (?P<iri><[^<>\s"{}|^`\\]*>)
      | (?P<variable>[?$]\w+)
      | (?P<name>[A-Za-z_][\w-]*(?::[\w-]*)?)
      | (?P<number>\d+)
      | (?P<sign>&&|\|\||<=|>=|!=|\^\^|[-+*/(){}\[\].,;:<>=!|^?$])""",
    re.VERBOSE,
)
_OPEN: Final = {"(": ")", "{": "}", "[": "]"}
_COMPARISONS: Final = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "!=", "!=": "="}
_LONGER: Final = ("*", "+", "?")


class Change(NamedTuple):
    """A stretch of the text and what takes its place; ``kind`` says what was done."""

    kind: str
    start: int
    end: int
    by: str


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


class Query:
    """A query as tokens.

    Args:
        text: the query.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = [
            _Token(m[0], m.start(), m.end())
            for m in _TOKEN.finditer(text)
            if m.lastgroup != "comment"
        ]
        self._partner: dict[int, int] = {}
        stack: list[int] = []
        for place, token in enumerate(self._tokens):
            if token.text in _OPEN:
                stack.append(place)
            elif token.text in _OPEN.values() and stack:
                opened = stack.pop()
                self._partner[opened], self._partner[place] = place, opened

    def changes(self) -> Iterator[Change]:
        """Yield every change that gives another text, each text once."""
        done = {self.text}
        for place in range(len(self._tokens)):
            for change in self._at(place):
                text = self.changed(change)
                if text not in done:
                    done.add(text)
                    yield change

    def changed(self, change: Change) -> str:
        """Return the text after a change."""
        return self.text[: change.start] + change.by + self.text[change.end :]

    def _at(self, place: int) -> Iterator[Change]:
        token = self._tokens[place]
        match token.text.upper():
            case "FILTER":
                yield from self._filter(place)
            case "OPTIONAL":
                yield self._change("drop optional", place, self._partner[place + 1], "")
            case "UNION":
                yield from self._union(place)
            case "EXISTS":
                yield from self._exists(place)
            case "IF":
                yield from self._condition(place)
            case "&&" | "||":
                yield from self._operands(place)
            case "|":
                yield from self._alternatives(place)
            case text if text in _COMPARISONS and self._is_apart(place):
                by = _COMPARISONS[text]
                yield Change(f"flip {text}", token.start, token.end, by)
            case text if text in _LONGER and self._is_beside(place):
                yield Change("drop path sign", token.start, token.end, "")

    def _change(self, kind: str, first: int, last: int, by: str) -> Change:
        return Change(kind, self._tokens[first].start, self._tokens[last].end, by)

    def _end_of_exists(self, place: int) -> int:
        """Return the last token of ``[NOT] EXISTS { … }`` that begins here, or -1."""
        words = [self._tokens[i].text.upper() for i in range(place, place + 2)]
        opened = place + 2 if words[:2] == ["NOT", "EXISTS"] else place + 1
        return self._partner[opened] if "EXISTS" in words[: opened - place] else -1

    def _filter(self, place: int) -> Iterator[Change]:
        last = self._end_of_exists(place + 1)
        if last < 0:
            opened = place + 1 if self._tokens[place + 1].text == "(" else place + 2
            last = self._partner[opened]
        yield self._change("drop filter", place, last, "")
        yield self._change("close filter", place, last, "FILTER(false)")

    def _union(self, place: int) -> Iterator[Change]:
        before, after = self._partner[place - 1], self._partner[place + 1]
        yield self._change("drop branch", before, place, "")
        yield self._change("drop branch", place, after, "")

    def _exists(self, place: int) -> Iterator[Change]:
        first = place - 1 if self._tokens[place - 1].text.upper() == "NOT" else place
        if self._tokens[first - 1].text.upper() == "FILTER":
            return
        for by in ("true", "false"):
            yield self._change(f"exists is {by}", first, self._partner[place + 1], by)

    def _condition(self, place: int) -> Iterator[Change]:
        last = self._right(place + 2, (",",))
        for by in ("true", "false"):
            yield self._change(f"condition is {by}", place + 2, last, by)

    def _operands(self, place: int) -> Iterator[Change]:
        sign = self._tokens[place].text
        stops = ("&&", "||", ",") if sign == "&&" else ("||", ",")
        by = "true" if sign == "&&" else "false"
        kind = f"drop operand of {sign}"
        yield self._change(kind, self._left(place - 1, stops), place - 1, by)
        yield self._change(kind, place + 1, self._right(place + 1, stops), by)

    def _right(self, place: int, stops: tuple[str, ...]) -> int:
        """Return the last token before one of these on the same level, or before a bracket."""
        while self._tokens[place].text not in (*stops, *_OPEN.values()):
            place = self._partner[place] + 1 if self._tokens[place].text in _OPEN else place + 1
        return place - 1

    def _left(self, place: int, stops: tuple[str, ...]) -> int:
        while self._tokens[place].text not in (*stops, *_OPEN):
            closes = self._tokens[place].text in _OPEN.values()
            place = self._partner[place] - 1 if closes else place - 1
        return place + 1

    def _alternatives(self, place: int) -> Iterator[Change]:
        left, right = place, place
        while self._joined(left - 1) and self._tokens[left - 1].text not in ("|", "("):
            left = self._partner[left - 1] if self._tokens[left - 1].text == ")" else left - 1
        while self._joined(right) and self._tokens[right + 1].text not in ("|", ")"):
            right = self._partner[right + 1] if self._tokens[right + 1].text == "(" else right + 1
        yield self._change("drop alternative", left, place, "")
        yield self._change("drop alternative", place, right, "")

    def _joined(self, place: int) -> bool:
        """Return whether nothing stands between a token and the next."""
        return self._tokens[place].end == self._tokens[place + 1].start

    def _is_apart(self, place: int) -> bool:
        return not self._joined(place - 1) and not self._joined(place)

    def _is_beside(self, place: int) -> bool:
        """Return whether a sign belongs to the path before it."""
        before = self._tokens[place - 1].text
        return self._joined(place - 1) and (before == ")" or ":" in before)
