"""The statements of a rule book as one text, which a store reads as it is.

Most of a rule book are labels, definitions and passages that only a finding names. So its
statements stay a text in which what a node has of a property is found by halving, and become
terms only where somebody asks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Final, overload

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from scheidslijn.model import Statement, Term
from scheidslijn.namespaces import BASE

__all__ = ["RuleText", "having", "outside_iris", "rule_text"]

_OUTSIDE: Final = re.compile(rb"<(?!%s|http://www\.w3\.org/)[^<>\s]*>" % re.escape(BASE.encode()))

Node = NamedNode | BlankNode | Literal | Triple


class RuleText(Sequence[Quad]):
    """The statements of a rule book, most of them as text.

    Args:
        text: N-Triples as the library writes them, one statement a line, each once, sorted by
            predicate and then by subject, without blank nodes.
        others: statements beside these, each once: those with a blank node, which a store would
            rename, and those with a literal that a store would write differently.
    """

    def __init__(self, text: bytes, others: Iterable[Quad] = ()) -> None:
        self.text = text
        self.others = tuple(others)
        self._known_bounds: dict[Term, tuple[int, int]] = {}

    def __iter__(self) -> Iterator[Quad]:
        yield from _parsed(self.text)
        yield from self.others

    @cached_property
    def _length(self) -> int:
        return self.text.count(b"\n") + len(self.others)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Quad: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Quad]: ...

    def __getitem__(self, at: int | slice) -> Quad | Sequence[Quad]:
        return tuple(self)[at]

    def objects(self, subject: Term, predicate: Term) -> list[Node]:
        """Return what the text says that a node has of a property, in its order."""
        return [quad.object for quad in _parsed(self.text[slice(*self._span(subject, predicate))])]

    def subjects(self, predicate: Term) -> dict[Term, list[Term]]:
        """Map each node that the text gives as a value of a property to what has it."""
        line = re.compile(rf"^<([^>]*)> <{re.escape(predicate)}> <([^>]*)> \.$", re.MULTILINE)
        found: dict[Term, list[Term]] = {}
        for subject, value in line.findall(self._of(predicate).decode()):
            found.setdefault(value, []).append(subject)
        return found

    def having(self, predicate: Term) -> Iterator[Quad]:
        """Yield the statements with this predicate."""
        return chain(
            _parsed(self._of(predicate)), (q for q in self.others if q.predicate.value == predicate)
        )

    def without(self, *predicates: Term) -> RuleText:
        """Return the statements without those of some predicates."""
        pieces, done = [], 0
        for start, end in sorted(map(self._bounds, predicates)):
            if start < end:
                pieces.append(self.text[done:start])
                done = end
        pieces.append(self.text[done:])
        others = (quad for quad in self.others if quad.predicate.value not in predicates)
        return RuleText(b"".join(pieces), others)

    def without_lines(self, predicate: Term, unwanted: re.Pattern[bytes]) -> RuleText:
        """Return the statements without those lines of one predicate that match a pattern.

        Args:
            predicate: the predicate.
            unwanted: matches whole lines, with the line feed at their end.
        """
        start, end = self._bounds(predicate)
        kept = unwanted.sub(b"", self.text[start:end])
        return RuleText(self.text[:start] + kept + self.text[end:], self.others)

    def changed(self, without: Collection[Quad], added: Iterable[Quad] = ()) -> RuleText:
        """Return the statements without some of them, and with others that are not there yet."""
        cut = set(without)
        places: defaultdict[tuple[int, int], list[Quad]] = defaultdict(list)
        for quad in cut:
            if isinstance(quad.subject, NamedNode):
                places[self._span(quad.subject.value, quad.predicate.value)].append(quad)
        pieces, done = [], 0
        for (start, end), gone in sorted(places.items(), key=lambda place: place[0]):
            pieces.append(self.text[done:start])
            pieces += (
                line
                for line in self.text[start:end].splitlines(keepends=True)
                if next(_parsed(line)) not in gone
            )
            done = end
        pieces.append(self.text[done:])
        others = (quad for quad in self.others if quad not in cut)
        return RuleText(b"".join(pieces), (*others, *added))

    def with_own(self, statements: Iterable[Statement]) -> RuleText:
        """Return the statements with others beside them; those that are there stay once."""
        known = set(self.others)
        new = dict.fromkeys(Quad(each.subject, each.predicate, each.object) for each in statements)
        added = (quad for quad in new if quad not in known and not self._has(quad))
        return RuleText(self.text, (*self.others, *added))

    def _has(self, quad: Quad) -> bool:
        subject = quad.subject
        return isinstance(subject, NamedNode) and quad.object in self.objects(
            subject.value, quad.predicate.value
        )

    def _of(self, predicate: Term) -> bytes:
        return self.text[slice(*self._bounds(predicate))]

    def _bounds(self, predicate: Term) -> tuple[int, int]:
        """Return where the statements with a predicate start and end."""
        bounds = self._known_bounds.get(predicate)
        if bounds is None:
            name, end = _written(predicate), len(self.text)
            # the sign after the space
            bounds = self._first(name + b" ", 0, end), self._first(name + b"!", 0, end)
            self._known_bounds[predicate] = bounds
        return bounds

    def _span(self, subject: Term, predicate: Term) -> tuple[int, int]:
        """Return where the statements with a subject and predicate start and end."""
        node, name = _written(subject), _written(predicate)
        start = end = self._first(name + b" " + node, *self._bounds(predicate))
        line = node + b" " + name + b" "
        while self.text.startswith(line, end):
            end = self.text.index(b"\n", end) + 1
        return start, end

    def _first(self, key: bytes, low: int, high: int) -> int:
        """Return where the first line starts whose predicate and subject are not before these."""
        text = self.text
        while low < high:
            middle = (low + high) // 2
            start = max(text.rfind(b"\n", low, middle) + 1, low)
            space = text.index(b" ", start)
            if text[space + 1 : text.index(b" ", space + 1)] + b" " + text[start:space] < key:
                low = text.index(b"\n", middle) + 1
            else:
                high = start
        return low


def rule_text(statements: Iterable[Quad], others: Iterable[Quad]) -> RuleText:
    """Return statements of the default graph as a rule book; see there what goes where."""
    text = serialize((quad.triple for quad in statements), format=RdfFormat.N_TRIPLES)
    lines: list[bytes] = [] if text is None else text.splitlines(keepends=True)
    lines.sort(key=_key)
    return RuleText(b"".join(lines), others)


def having(statements: Iterable[Statement], *predicates: NamedNode) -> list[Statement]:
    """Return the statements with one of these predicates."""
    if isinstance(statements, RuleText):
        return [quad for each in predicates for quad in statements.having(each.value)]
    return [each for each in statements if each.predicate in predicates]


def outside_iris(statements: Iterable[Quad]) -> frozenset[bytes]:
    """Return the IRIs in statements that are not of the project or the W3C, as N-Triples have them.

    What looks like one within a text is among them.
    """
    found = set[bytes]()
    if isinstance(statements, RuleText):
        found.update(_OUTSIDE.findall(statements.text))
        statements = statements.others
    for quad in statements:
        found.update(_OUTSIDE.findall(str(quad.triple).encode()))
    return frozenset(found)


def _written(iri: Term) -> bytes:
    return f"<{iri}>".encode(errors="surrogatepass")  # what is no IRI is merely not found


def _key(line: bytes) -> bytes:
    subject, predicate, _ = line.split(b" ", 2)
    return predicate + b" " + subject


def _parsed(text: bytes) -> Iterator[Quad]:
    # lenient: what the library wrote itself needs no look at its IRIs
    return parse(text, RdfFormat.N_TRIPLES, lenient=True)
