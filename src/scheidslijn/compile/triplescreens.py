"""A screen that is read from constraints which look at every value of every property.

Such a constraint looks for a text that should not be there. Each would read the whole data graph,
to find nothing in nearly all of it. What it asks of a single triple, ``OPTIONAL { $this ?property
?value }`` with the BINDs and FILTERs behind it that speak of nothing else, is a screen: a node
without such a triple cannot be a result. All of them share a scan, and only the nodes that it
gives are put to the constraints themselves. Conditions on the property alone are tried on each
property that the scan gives, once. See `screening` for screens that the shapes graph states.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from scheidslijn.compile.focus import is_instance
from scheidslijn.compile.folding import alternatives, simplified, weakened
from scheidslijn.compile.plan import Check, Narrowing, OwnQuery
from scheidslijn.compile.prebinding import behind_condition
from scheidslijn.compile.sparql import Group, Query, Token, read_query
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF, RDFS

__all__ = ["screened"]

# instances of classes have a triple at least, so that OPTIONAL { $this ?property ?value } is met
_FOCUS: Final = re.compile(
    r"\s*\{ SELECT DISTINCT \?this \{ "
    r"(?P<scan>(?:VALUES \?targetClass \{ (?P<classes>[^{}]*) \} )?"
    rf"\?this <{RDF}type>/<{RDFS}subClassOf>\* (?:\?targetClass|(?P<cls><[^<>]*>)) \.) \}} \}}"
)
_ESCAPED: Final = re.compile(r"\\(.)")
# what is longer takes more time to read than it saves, and any condition alone is a screen
_LONGEST: Final = 4000
_STRING: Final = r'"(?:[^"\\\r\n]|\\.)*"'
_CONSTANTS: Final = re.compile(rf"CONCAT\(\s*({_STRING}(?:\s*,\s*{_STRING})*)\s*\)")
_PROPERTY: Final = "property"
_VALUE: Final = "value"
_FOUND: Final = "found"


@dataclass(frozen=True, slots=True)
class _Condition:
    """An expression that is true for a triple that a constraint may be about."""

    text: str
    of_property: bool


def _condition(text: str) -> _Condition:
    return _Condition(text, f"?{_VALUE}" not in text and "?this" not in text)


def _parts(condition: _Condition) -> list[str]:
    """Return the alternatives in a FILTER, of which some may be about the property alone."""
    inner = condition.text.strip()
    # a bracket at the start is that of FILTER itself
    return alternatives(inner[1:-1] if inner.startswith("(") else inner)


@dataclass(slots=True)
class _Reader:
    """Reads what a query asks of a triple; ``names`` has what stands for its variables."""

    query: Query
    suffix: str
    names: dict[str, str] = field(default_factory=dict)
    assigned: dict[str, frozenset[str]] = field(default_factory=dict)

    def conditions(self) -> list[_Condition]:
        """Return conditions of which one holds for each triple that gives a result; none if any."""
        content = self.query.where.content
        start = self._behind_triple(content)
        filters = [] if start is None else list(self._filters(content, start))
        if len(filters) > 1:
            of_property = all(condition.of_property for condition in filters)
            return [_Condition(" && ".join(f"({c.text})" for c in filters), of_property)]
        return [_condition(part) for each in filters for part in _parts(each)]

    def _behind_triple(self, content: list[Token | Group]) -> int | None:
        """Return the index behind ``OPTIONAL { $this ?property ?value }``, if it stands there."""
        seen: set[str] = set()
        for at, item in enumerate(content):
            if not isinstance(item, Group):
                seen.add(item.variable)
                continue
            inner = [t.variable if isinstance(t, Token) else "" for t in item.content]
            if item.kind == "OPTIONAL" and len(inner) == 3 and inner[0] == "this" and all(inner):
                _, prop, value = inner
                if prop == value or "this" in (prop, value) or {prop, value} & seen:
                    return None
                self.names = {"this": "?this", prop: f"?{_PROPERTY}", value: f"?{_VALUE}"}
                return at + 1
            seen |= {token.variable for token in item.tokens()}
        return None

    def _filters(self, content: list[Token | Group], at: int) -> Iterator[_Condition]:
        """Yield the conditions of FILTERs that speak of a triple alone; read BINDs as names."""
        while at < len(content):
            item = content[at]
            if not isinstance(item, Token) or item.keyword not in ("FILTER", "BIND"):
                at += 1
                continue
            end = behind_condition(content, at + 1)
            within = self._tokens(content, at, end)
            if item.keyword == "FILTER":
                written = self._written(within)
                if written is not None and len(written) <= _LONGEST:
                    yield _Condition(written, self._used(within) <= {_PROPERTY})
            elif len(within) > 4 and within[-3].keyword == "AS":
                self._assign(within[1:-3], within[-2].variable)
            at = end

    def _assign(self, expression: list[Token], name: str) -> None:
        written = self._written(expression)
        if written is not None and name not in self.names:
            self.names[name] = written if len(expression) == 1 else f"({written})"
            self.assigned[name] = self._used(expression)

    def _tokens(self, content: list[Token | Group], at: int, end: int) -> list[Token]:
        """Return the tokens behind the word at ``at``, with the braces of groups among them."""
        first = content[at]
        assert isinstance(first, Token)
        last = content[end - 1]
        behind = last.end if isinstance(last, Token) else last.end + 1
        return [t for t in self.query.tokens if first.end <= t.start < behind]

    def _used(self, tokens: list[Token]) -> frozenset[str]:
        """Return which of this, property and value an expression depends on."""
        found: set[str] = set()
        for token in tokens:
            if token.variable in self.assigned:
                found |= self.assigned[token.variable]
            elif token.variable in self.names:
                found.add(self.names[token.variable].removeprefix("?"))
        return frozenset(found)

    def _written(self, tokens: list[Token]) -> str | None:
        """Return an expression with all its names written out; None if it needs other variables."""
        prefixes = _prefixes(self.query)
        pieces, depth, before = [], 0, Token("", "", 0)
        for i, token in enumerate(tokens):
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            text = token.text
            if token.kind == "variable":
                name = self.names.get(token.variable)
                plain = name is not None and token.variable not in self.assigned
                is_asked = i > 1 and tokens[i - 2].keyword == "BOUND"
                if not plain and ((name is None) == (depth == 0) or is_asked):
                    return None
                text = name or f"?{token.variable}{self.suffix}"
            elif token.kind == "name" and ":" in text:
                prefix, _, local = text.partition(":")
                if prefix not in prefixes:
                    return None
                text = "<" + prefixes[prefix] + _ESCAPED.sub(r"\1", local) + ">"
            elif token.kind == "word" and token.keyword in ("SELECT", "BNODE", "RAND", "UUID"):
                return None
            pieces += [" " if i and token.start > before.end else "", text]
            before = token
        return _CONSTANTS.sub(_joined, "".join(pieces))


def screened(
    own: Iterable[OwnQuery], checks: Sequence[Check], number: int
) -> tuple[tuple[OwnQuery, ...], tuple[str, ...]]:
    """Return own queries with a narrowing where one can be read from them, and the screen for it.

    Args:
        own: the queries; those that have a narrowing are left as they are.
        checks: the checks that they name.
        number: the number that the screen gets.
    """
    queries = list(own)
    asked: dict[bool, list[str]] = {False: [], True: []}
    shapes = set[Term]()
    for index, query in enumerate(queries):
        shape = checks[query.check].shape
        found = _FOCUS.match(query.text, query.text.find("{") + 1)
        if found is None or query.narrowing is not None or shape.startswith("_:"):
            continue
        conditions = _conditions(query.text, index)
        for condition in conditions:
            asked[condition.of_property].append(condition.text)
        if conditions:
            # of each node in the table, for a store may join the table to all focus nodes there are
            classes = (found["classes"] or found["cls"]).split()
            before, after = query.text[: found.start("scan")], query.text[found.end("scan") :]
            held = f"FILTER({is_instance('?this', classes)})"
            narrowing = Narrowing(number, f"{before}VALUES (?this) {{ ", f" }} {held}{after}")
            queries[index] = replace(query, narrowing=narrowing)
            shapes.add(shape)
    return tuple(queries), (_screen(asked, shapes),) if shapes else ()


def _screen(asked: dict[bool, list[str]], shapes: set[Term]) -> str:
    of_property = " || ".join(f"COALESCE({text}, false)" for text in asked[True])
    branches = _of_triples(asked[False], of_property) if asked[False] else [_alone(of_property)]
    nodes = " UNION ".join(f"{{ SELECT ?this {{ {branch} }} }}" for branch in branches)
    table = " ".join(f"<{shape}>" for shape in sorted(shapes))
    return (
        f"SELECT ?currentShape ?this WHERE {{ {{ SELECT DISTINCT ?this {{ {nodes} }} }} "
        f"VALUES ?currentShape {{ {table} }} }}"
    )


def _conditions(text: str, number: int) -> list[_Condition]:
    return _Reader(read_query(text), f"_{number}").conditions()


def _of_triples(conditions: list[str], of_property: str) -> Iterator[str]:
    """Yield screens that tell apart what is asked of literals, of types, and of other nodes.

    Args:
        conditions: what is asked of triples.
        of_property: what is asked of their properties alone; empty for nothing.

    A value is tried once with each property that has it, and not for every node; what a condition
    says of the node itself is left out there, but not for types, for each node has its own.
    """
    literal, typed = f"ISLITERAL(?{_VALUE})", f"?{_PROPERTY} = <{RDF}type>"
    of_literals, of_others, of_types = (
        [simplified(text, known) for text in dict.fromkeys(conditions)]
        for known in (
            {literal: True, f"ISIRI(?{_VALUE})": False},
            {literal: False, typed: False},
            {literal: False, typed: True},
        )
    )
    named = [text for text in of_types if "?this" in text]
    if named:
        names = f"?this <{RDF}type> ?{_VALUE} BIND(<{RDF}type> AS ?{_PROPERTY})"
        yield f"{names} FILTER({_any(named)})"
    of_others += [text for text in of_types if text not in named]
    parts = [weakened(_any(texts), "?this") for texts in (of_literals, of_others)]
    triple = f"?this ?{_PROPERTY} ?{_VALUE}"
    if "true" in parts:
        yield f"{triple} . FILTER(IF({literal}, {_any(of_literals)}, {_any(of_others)}))"
        if of_property:
            yield _alone(of_property)
        return
    names = f"?{_PROPERTY} ?{_VALUE}"
    each = f"{{ SELECT DISTINCT {names} {{ {triple} }} }}"
    passes = f"COALESCE(IF({literal}, {', '.join(parts)}), false)"
    if not of_property:
        yield _looked_up(names, each, passes)
        return
    # a value that does not pass leaves ?found open, and so do all others of the same property
    names = f"?{_PROPERTY} ?{_FOUND}"
    tried = f"{each} BIND(IF({passes}, ?{_VALUE}, 1 / 0) AS ?{_FOUND})"
    each = f"{{ SELECT DISTINCT {names} {{ {tried} }} }}"
    yield _looked_up(names, each, f"BOUND(?{_FOUND}) || {of_property}", _FOUND)


def _any(conditions: list[str]) -> str:
    """Return whether one of some simplified conditions holds."""
    return simplified(" || ".join(f"({text})" for text in conditions), {})


def _alone(of_property: str) -> str:
    each = f"{{ SELECT DISTINCT ?{_PROPERTY} {{ ?node ?{_PROPERTY} ?object }} }}"
    return _looked_up(f"?{_PROPERTY}", each, of_property)


def _looked_up(names: str, each: str, condition: str, value: str = _VALUE) -> str:
    """Return what gives the nodes with a triple of which some terms meet a condition."""
    # a store tries a FILTER before DISTINCT, and what it needs a BIND for after that
    passing = f"{{ SELECT {names} {{ {each} BIND({condition} AS ?passes) FILTER(?passes) }} }}"
    # OPTIONAL, so that a store looks up the few that are left instead of reading everything
    held = f"OPTIONAL {{ ?this ?{_PROPERTY} ?{value} }} FILTER(BOUND(?this))"
    return f"{passing} {held}"


def _prefixes(query: Query) -> dict[str, str]:
    tokens = query.tokens
    return {
        name.text.removesuffix(":"): iri.text[1:-1]
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.keyword == "PREFIX" and iri.kind == "iri"
    }


def _joined(match: re.Match[str]) -> str:
    """Join constant strings, for a store reads a regular expression that is constant once."""
    return '"' + "".join(text[1:-1] for text in re.findall(_STRING, match[1])) + '"'
