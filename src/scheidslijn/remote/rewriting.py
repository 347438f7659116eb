"""Rewrites queries into what a server with departures from SPARQL 1.1 answers rightly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from scheidslijn.compile.sparql import Edit, Token, edited, tokens_of
from scheidslijn.model import Statement, Term
from scheidslijn.namespaces import BASE, RDFS, SL, XSD

__all__ = [
    "CLOSED",
    "closed_paths",
    "closure_of",
    "conditions_apart",
    "iri_of",
    "prefixes_of",
    "without_bare_choices",
    "without_ifs",
    "without_kinds",
    "without_mixed_days",
]

# The properties that paths of the plan follow any number of times, by themselves or mixed.
CLOSED: Final = (
    (RDFS + "subClassOf",),
    (SL + "brederRol",),
    (SL + "brederTaak",),
    (SL + "brederCategorie",),
    (SL + "brederTaak", SL + "brederCategorie"),
    (SL + "brederTaak", SL + "brederCategorie", SL + "bevat"),
)
_PREFIX: Final = "urn:scheidslijn:any:"
# As `compile.datatypes` asks whether a day is well-formed.
_YEAR: Final = re.compile(r"COALESCE\(YEAR\((?P<node>\?\w+)\) = YEAR\((?P=node)\), ")
_LEAP: Final = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29"
_DAY: Final = (
    "^(-?[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|1[0-9]|2[0-8]))|{_LEAP})(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?$"
)
# A comparison that is a FILTER itself, or counts as false where it is an error.
_COMPARED: Final = re.compile(
    r"(?P<before>(?:FILTER|COALESCE)\s*\(\s*)(?P<a>[?$]\w+) (?P<sign>[<>]=?) (?P<b>[?$]\w+)"
    r"(?P<after>\s*\)|, false\))"
)
_CHOICE: Final = re.compile(r'"[\w -]+([|][\w -]+)+"')
Steps = dict[ox.NamedNode, set[ox.NamedNode]]

# As `compile.queries` writes them.
_FLAGS: Final = "BIND(CONCAT("
_FLAGGED: Final = ') AS ?failed) FILTER(?failed != "")'


def closed_paths(text: str) -> str:
    """Return a query in which ``p*`` or ``(p|q)*`` is one property, which `closure_of` states."""
    tokens = tokens_of(text)
    prefixes = prefixes_of(tokens)
    edits = []
    for at, (last, star) in enumerate(pairwise(tokens)):
        if star.text != "*" or star.start != last.end:
            continue
        start = at
        while last.text == ")" and tokens[start].text != "(":
            start -= 1
        words = tokens[start + 1 : at] if start < at else (last,)
        iris = tuple(iri_of(word, prefixes) for word in words[::2])
        if iris in CLOSED and all(word.text == "|" for word in words[1::2]):
            edits.append(Edit(tokens[start].start, star.end, f"<{_closing_property(iris)}>"))
    return edited(text, edits)


def _closing_property(iris: tuple[Term, ...]) -> Term:
    first, *others = iris
    return _PREFIX + ",".join((*(quote(iri, safe=":/") for iri in others), first))


def conditions_apart(text: str) -> tuple[str, ...]:
    """Return a scan that writes down which of several conditions fail as a query for each.

    It is told by CONCAT(IF(condition, "", number), …) AS ?failed; others stay as they are.
    """
    start = text.find(_FLAGS)
    end = text.find(_FLAGGED)
    if " UNION " in text or start < 0 or end < 0:
        return (text,)
    found = []
    for flag in _arguments(text[start + len(_FLAGS) : end]):
        condition, _, number = _arguments(flag.removeprefix("IF(").removesuffix(")"))
        kept = f"FILTER(!{condition}) BIND({number} AS ?failed)"
        found.append(text[:start] + kept + text[end + len(_FLAGGED) :])
    return tuple(found)


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


def without_bare_choices(text: str) -> str:
    """Return a query in which the pattern of a REGEX with ``|`` stands in brackets.

    Virtuoso takes a pattern of words and ``|`` alone for a text that is to be found as it stands.
    """
    tokens = tokens_of(text)
    edits = []
    for at, token in enumerate(tokens):
        if token.keyword == "REGEX":
            start, end = tokens[at + 1].end, tokens[_closing(tokens, at + 1)].start
            pattern = _arguments(text[start:end])[1]
            if _CHOICE.fullmatch(pattern):
                found = text.rindex(pattern, start, end)
                edits.append(Edit(found, found + len(pattern), f'"({pattern[1:-1]})"'))
    return edited(text, edits)


def without_mixed_days(text: str) -> str:
    """Return a query that compares a day with another day only.

    To compare a day with something else is an error; Virtuoso calls it true.
    """

    def said(found: re.Match[str]) -> str:
        a, b = (f"COALESCE(DATATYPE({found[name]}) = <{XSD}date>, false)" for name in "ab")
        compared = f"{found['a']} {found['sign']} {found['b']}"
        alike = f"(({a} && {b}) || (!{a} && !{b}))"
        return f"{found['before']}{alike} && {compared}{found['after']}"

    return _COMPARED.sub(said, text)


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
    direct: dict[str, Steps] = {iri: {} for iris in CLOSED for iri in iris}
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
    for iris in CLOSED:
        predicate = ox.NamedNode(_closing_property(iris))
        steps: Steps = {}
        for iri in iris:
            for start, ends in direct[iri].items():
                steps.setdefault(start, set()).update(ends)
        for start in {**known, **dict.fromkeys(steps)}:
            for end in sorted(_reached(start, steps), key=str):
                yield ox.Triple(start, predicate, end)


def _reached(start: ox.NamedNode, steps: Steps) -> set[ox.NamedNode]:
    found, queue = {start}, [start]
    while queue:
        new = steps.get(queue.pop(), set()) - found
        found |= new
        queue += new
    return found


def prefixes_of(tokens: tuple[Token, ...]) -> dict[str, str]:
    """Return the prefixes that a query declares."""
    return {
        name.text.removesuffix(":"): iri.text[1:-1]
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.keyword == "PREFIX" and iri.kind == "iri"
    }


def iri_of(token: Token, prefixes: Mapping[str, str]) -> Term:
    """Return the IRI that a token names, or nothing."""
    if token.kind == "iri":
        return token.text[1:-1]
    if token.kind != "name":
        return ""
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
