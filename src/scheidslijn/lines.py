"""Writes into an RDF text, beside each subject, on which line it stands.

The result is the same text with one more statement per subject, ``<urn:x-scheidslijn:line>
"12"``: a parser that reads it resolves prefixes, bases and escapes by itself. In Turtle and
TriG the scanner follows brackets only as far as is needed to tell where a subject stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from typing import Final

from scheidslijn.inputs import LINE_END, Syntax

__all__ = ["LINE_IRI", "first_lines", "mark_lines"]

LINE_IRI: Final = "urn:x-scheidslijn:line"

_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHAR: Final = _BASE + "_0-9\u00b7\u0300-\u036f\u203f-\u2040\\-"
# A dot belongs to a name only if the name goes on behind it.
_PREFIX: Final = rf"(?:[{_BASE}](?:[{_CHAR}]|\.+(?=[{_CHAR}]))*)?"
_LOCAL: Final = rf"(?:[{_CHAR}:]|%[0-9A-Fa-f]{{2}}|\\.|\.+(?=[{_CHAR}:%\\]))*"
_TOKEN: Final = re.compile(
    r"(?P<skip>\s+|#[^\r\n]*)"
    r'|(?P<string>"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""'
    r"|'''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''"
    r'|"[^"\\]*(?:\\.[^"\\]*)*"'
    r"|'[^'\\]*(?:\\.[^'\\]*)*')"
    rf"|(?P<name><[^<>\s]*>|_:[{_CHAR}](?:[{_CHAR}]|\.+(?=[{_CHAR}]))*|{_PREFIX}:{_LOCAL})"
    r"|(?P<at>@[A-Za-z][A-Za-z0-9-]*)"
    r"|(?P<number>[+-]?(?:[0-9]+\.?[0-9]*[eE][+-]?[0-9]+|[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?))"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
_GRAPH_NAME: Final = re.compile(r"\[\s*\]\s*\{")
_LINE_SUBJECT: Final = re.compile(r"(?:\A|(?<=[\r\n]))[ \t]*(<[^>\r\n]*>|_:[^\s<\"]+)")
_STATEMENT: Final = re.compile(r"[ \t]*(<[^>]*>|_:[^\s<]+)[ \t]*<[^>]*>[ \t]*(_:\S+)?")
_WORDS: Final = {"PREFIX": 2, "BASE": 1, "VERSION": 1}  # how many tokens they take


def mark_lines(text: str, syntax: Syntax) -> str:
    """Return the text with the line of every subject written beside it.

    >>> mark_lines("<a:b> <a:c> 1 .", Syntax.TURTLE)
    '<a:b> <urn:x-scheidslijn:line> "1" ; <a:c> 1 .'
    """
    starts = [0, *(end.end() for end in LINE_END.finditer(text))]
    pieces: list[str] = []
    done = 0
    lines = syntax in (Syntax.N_TRIPLES, Syntax.N_QUADS)
    for at, subject in _line_subjects(text) if lines else _Scanner(text).run():
        line = bisect_right(starts, subject)
        pieces.append(text[done:at])
        pieces.append(f' <{LINE_IRI}> "{line}" ' + (".\n" if lines else ";"))
        # In N-Triples the mark is a statement, so the subject is written once more.
        done = subject if lines else at
    return "".join([*pieces, text[done:]])


def first_lines(text: str, terms: Collection[str]) -> dict[str, int]:
    r"""Return the line on which each term first stands as a subject in N-Triples.

    Lines count from 1. Blank nodes go by their number, in order of appearance. An IRI that is
    written with escapes is not found. Without blank nodes the text may be N-Quads.

    >>> first_lines("<a:b> <a:c> _:x .\n<a:d> <a:c> _:y .\n_:y <a:c> 1 .", ["a:d", "_:b1", "a:e"])
    {'a:d': 2, '_:b1': 3}
    """
    wanted = {term if term.startswith("_:") else f"<{term}>": term for term in terms}
    blank = any(term.startswith("_:") for term in terms)
    subject_of = _Numbers().subject if blank else _iri_subject
    found: dict[str, int] = {}
    lines = LINE_END.split(text) if "\r" in text else text.split("\n")
    for number, line in enumerate(lines, start=1):
        subject = subject_of(line)
        if subject in wanted:
            found.setdefault(wanted.pop(subject), number)
            if not wanted:
                break
    return found


def _iri_subject(line: str) -> str:
    return line.lstrip(" \t").partition(">")[0] + ">"


class _Numbers:
    """Numbers the blank nodes of N-Triples, line after line."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def subject(self, line: str) -> str:
        match = _STATEMENT.match(line)
        if match is None:
            return ""
        subject, value = match.groups()
        if subject.startswith("_:"):
            subject = self._number(subject)
        if value is not None:
            self._number(value.rstrip("."))
        return subject

    def _number(self, label: str) -> str:
        return self._known.setdefault(label, f"_:b{len(self._known)}")


def _line_subjects(text: str) -> list[tuple[int, int]]:
    return [(m.end(1), m.start(1)) for m in _LINE_SUBJECT.finditer(text)]


class _Scanner:
    """Finds where marks belong in Turtle and TriG: (where to insert, where the subject is)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[tuple[int, int]] = []
        self.fresh = True  # the next token begins a statement
        self.depth = 0
        self.skip = 0
        self.candidate: tuple[int, int] | None = None
        self.collection: int | None = None

    def run(self) -> list[tuple[int, int]]:
        for token in _TOKEN.finditer(self.text):
            if token.lastgroup == "skip":
                continue
            if self.skip:
                self.skip -= 1
                continue
            if self.candidate:
                if token[0] != "{":  # else it was the name of a graph
                    self.found.append(self.candidate)
                self.candidate = None
            self._step(token)
        return self.found

    def _step(self, token: re.Match[str]) -> None:
        kind, value = token.lastgroup, token[0]
        if kind == "mark":
            self._mark(value, token.start())
        elif self.fresh and kind == "word":
            self.skip = _WORDS.get(value.upper(), 0)  # GRAPH takes none
        elif self.fresh:
            self.fresh = False
            if kind == "name":
                self.candidate = (token.end(), token.start())

    def _mark(self, value: str, at: int) -> None:
        if value in "[(":
            if value == "[" and not (self.fresh and _GRAPH_NAME.match(self.text, at)):
                self.found.append((at + 1, at))
            if value == "(" and self.fresh:
                self.collection = at
            self.fresh = False
            self.depth += 1
        elif value in "])":
            self.depth -= 1
            if self.depth == 0 and self.collection is not None:
                self.candidate = (at + 1, self.collection)
                self.collection = None
        elif value in "{}" or (value == "." and self.depth == 0):
            self.fresh = True
