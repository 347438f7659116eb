"""Rewrites queries into what a server with departures from SPARQL 1.1 answers rightly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

import pyoxigraph as ox

from scheidslijn.compile.sparql import Edit, Token, edited, tokens_of
from scheidslijn.model import Statement
from scheidslijn.namespaces import BASE, RDFS, SL

__all__ = ["CLOSED", "closed_paths", "closure_of", "rows_apart", "without_ifs", "without_kinds"]

# The properties that paths of the plan follow any number of times.
CLOSED: Final = (
    RDFS + "subClassOf",
    SL + "brederRol",
    SL + "brederTaak",
    SL + "brederCategorie",
)
_PREFIX: Final = "urn:scheidslijn:any:"
# As `compile.merging` and `compile.queries` write them; what is written otherwise stays as it is.
_TABLE: Final = re.compile(
    r"VALUES \((?P<names>\?t\d+(?: \?t\d+)*)\) \{(?P<rows>(?: \([^()]*\))+) \}"
)
# As `compile.tables` asks first which nodes lack a property at all.
_LACKING: Final = re.compile(
    r"\{ SELECT \?this \?t0 \{ VALUES \(\?t0 [^{}]*\{[^{}]*\} (?P<scan>\?this \S+ \?t0 \.) "
    r"FILTER\((?:[^{}]|\{[^{}]*\})*\) \} \}"
)
_ROW: Final = re.compile(r"\(([^()]*)\)")
_TERM: Final = re.compile(r'<[^<>]*>|"[^"]*"')
_PLACE: Final = re.compile(r"\?t\d+\b")
# As `compile.datatypes` asks whether a day is well-formed.
_YEAR: Final = re.compile(r"COALESCE\(YEAR\((?P<node>\?\w+)\) = YEAR\((?P=node)\), ")
_LEAP: Final = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29"
_DAY: Final = (
    "^(-?[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|1[0-9]|2[0-8]))|{_LEAP})(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?$"
)
_FLAGS: Final = "BIND(CONCAT("
_FLAGGED: Final = ') AS ?failed) FILTER(?failed != "")'


def closed_paths(text: str) -> str:
    """Return a query in which ``p*`` is one property, which `closure_of` states."""
    tokens = tokens_of(text)
    prefixes = dict(_prefixes(tokens))
    edits = []
    for name, star in pairwise(tokens):
        if star.text == "*" and star.start == name.end:
            iri = _iri(name, prefixes)
            if iri in CLOSED:
                edits.append(Edit(name.start, star.end, f"<{_PREFIX}{iri}>"))
    return edited(text, edits)


def rows_apart(text: str) -> tuple[str, ...]:
    """Return a query over a table in VALUES as a query for each of its rows.

    A query without such a table, and one of several branches, is left as it is. Of a scan that
    writes down which of several conditions fail, each condition gets a query of its own.
    """
    text = _LACKING.sub(lambda match: match["scan"], text)
    if " UNION " in text:
        return (text,)
    table = _TABLE.search(text)
    # a table in a query within is joined with another one behind it
    if table is None or text[: table.start()].count("SELECT") > 1:
        return tuple(_conditions_apart(text))
    names = table["names"].split()
    found: list[str] = []
    for row in _ROW.findall(table["rows"]):
        terms = dict(zip(names, _TERM.findall(row), strict=True))
        body = text[: table.start()] + text[table.end() :]
        filled = _PLACE.sub(lambda match: terms.get(match[0], match[0]), body)  # noqa: B023
        found += _conditions_apart(filled)
    return tuple(found)


def _conditions_apart(text: str) -> Iterator[str]:
    """Yield a query for each part of CONCAT(IF(condition, "", number), …) AS ?failed."""
    start = text.find(_FLAGS)
    end = text.find(_FLAGGED)
    if start < 0 or end < 0:
        yield text
        return
    for flag in _arguments(text[start + len(_FLAGS) : end]):
        condition, _, number = _arguments(flag.removeprefix("IF(").removesuffix(")"))
        kept = f"FILTER(!{condition}) BIND({number} AS ?failed)"
        yield text[:start] + kept + text[end + len(_FLAGGED) :]


def without_ifs(text: str) -> str:
    """Return a query in which an IF between truths is said with ``&&`` and ``||``.

    It says the same where its condition is no error.
    """
    tokens = tokens_of(text)
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].keyword != "IF" or tokens[at + 1].text != "(":
            continue
        end = _closing(tokens, at + 1)
        test, then, other = _arguments(text[tokens[at + 1].end : tokens[end].start])
        if not any(map(_is_truth, (then, other))):
            continue
        parts = []
        if then != "false":
            parts.append(f"(({test}) && ({then}))")
        if other != "false":
            parts.append(f"(!({test}) && ({other}))")
        said = f"({' || '.join(parts) or 'false'})"
        return without_ifs(text[: tokens[at].start] + said + text[tokens[end].end :])
    return text


def without_kinds(text: str) -> str:
    """Return a query that asks for IRIs and for well-formed days in other words.

    Virtuoso takes a blank node for an IRI, and fails on the year of what has none.
    """
    tokens = tokens_of(text)
    edits = []
    for at, token in enumerate(tokens):
        if token.keyword == "ISIRI":
            end = _closing(tokens, at + 1)
            node = text[tokens[at + 1].end : tokens[end].start]
            said = f"(!ISBLANK({node}) && !ISLITERAL({node}))"
            edits.append(Edit(token.start, tokens[end].end, said))
        found = _YEAR.match(text, token.start)
        if found is not None:
            end = _closing(tokens, at + 1)
            said = f'REGEX(STR({found["node"]}), "{_DAY}")'
            edits.append(Edit(token.start, tokens[end].end, said))
    return edited(text, edits)


def _is_truth(expression: str) -> bool:
    found = tokens_of(expression)
    words = {token.keyword for token in found}
    return (
        expression in ("true", "false")
        or found[0].keyword in ("EXISTS", "NOT")
        or ("EXISTS" in words and found[0].keyword in ("IF", "COALESCE", "BOUND"))
    )


def _closing(tokens: tuple[Token, ...], opening: int) -> int:
    depth = 0
    for at in range(opening, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[at].text, 0)
        if not depth:
            return at
    raise ValueError("brackets do not match")


def _arguments(text: str) -> list[str]:
    """Return what stands between the commas of a list that are in no brackets."""
    found, depth, done = [], 0, 0
    for token in tokens_of(text):
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(token.text, 0)
        if token.text == "," and not depth:
            found.append(text[done : token.start].strip())
            done = token.end
    return [*found, text[done:].strip()]


def closure_of(rulebook: Iterable[Statement]) -> Iterator[ox.Triple]:
    """Yield what a rule book reaches by following a property any number of times, also none.

    Only terms of the project are followed: nothing else is a class, role or task of a rule.
    """
    direct: dict[str, dict[ox.NamedNode, set[ox.NamedNode]]] = {iri: {} for iri in CLOSED}
    known: dict[ox.NamedNode, None] = {}
    for each in rulebook:
        for term in (each.subject, each.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(BASE):
                known[term] = None
        if (
            each.predicate.value in direct
            and isinstance(each.subject, ox.NamedNode)
            and isinstance(each.object, ox.NamedNode)
        ):
            direct[each.predicate.value].setdefault(each.subject, set()).add(each.object)
    for iri, steps in direct.items():
        predicate = ox.NamedNode(_PREFIX + iri)
        for start in {**known, **dict.fromkeys(steps)}:
            for end in sorted(_reached(start, steps), key=str):
                yield ox.Triple(start, predicate, end)


def _reached(
    start: ox.NamedNode, steps: dict[ox.NamedNode, set[ox.NamedNode]]
) -> set[ox.NamedNode]:
    found, queue = {start}, [start]
    while queue:
        new = steps.get(queue.pop(), set()) - found
        found |= new
        queue += new
    return found


def _prefixes(tokens: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word.keyword == "PREFIX" and iri.kind == "iri":
            yield name.text.removesuffix(":"), iri.text[1:-1]


def _iri(token: Token, prefixes: dict[str, str]) -> str:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, colon, local = token.text.partition(":")
    return prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local) if colon else ""
