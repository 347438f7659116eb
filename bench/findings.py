"""Findings of every engine in one form, so that they can be compared.

A finding is (focus, path, value, component, shape, severity). A term is written as an IRI
without brackets, as ``_:`` for every blank node, and as a literal between quotation marks with
its language or datatype, without escapes. A path that is more than one predicate is written
``(path)``: engines print such paths in ways of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

Finding = tuple[str, str, str, str, str, str]

SH: Final = "http://www.w3.org/ns/shacl#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_STRING: Final = _XSD + "string"
_FIELDS: Final = {
    SH + "focusNode": 0,
    SH + "resultPath": 1,
    SH + "value": 2,
    SH + "sourceConstraintComponent": 3,
    SH + "sourceShape": 4,
    SH + "resultSeverity": 5,
}
_LITERAL: Final = re.compile(
    r'"(?P<text>.*)"(?:@(?P<language>[\w-]+)|\^\^<?(?P<type>[^<>"]*)>?)?', re.DOTALL
)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CONTROLS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def finding(
    focus: str | None,
    path: str | None,
    value: str | None,
    component: str | None,
    shape: str | None,
    severity: str | None,
) -> Finding:
    """Return a finding in the common form, from terms as engines print them.

    >>> finding("<urn:a>", None, '"x"^^<http://www.w3.org/2001/XMLSchema#string>', "c", "_:b", "s")
    ('urn:a', '', '"x"', 'c', '_:', 's')
    """
    return (
        term(focus),
        _path(path),
        term(value),
        term(component),
        term(shape),
        term(severity).removeprefix(SH).lower(),
    )


def term(text: str | None) -> str:
    r"""Return a term in the common form; nothing becomes the empty string.

    >>> term('"een \\"woord\\""@NL'), term("_:b12"), term("<urn:a>"), term(None)
    ('"een "woord""@nl', '_:', 'urn:a', '')
    """
    if not text:
        return ""
    if text.startswith("_:"):
        return "_:"
    if not text.startswith('"'):
        return text.removeprefix("<").removesuffix(">")
    found = _LITERAL.fullmatch(text)
    if found is None:
        return text
    return literal(_ESCAPE.sub(_unescape, found["text"]), found["language"], found["type"])


def literal(text: str, language: str | None, datatype: str | None) -> str:
    """Return a literal in the common form, from its parts."""
    if language:
        return f'"{text}"@{language.lower()}'
    if datatype and datatype.startswith("xsd:"):
        datatype = _XSD + datatype[4:]
    return f'"{text}"' if datatype in (None, _STRING) else f'"{text}"^^<{datatype}>'


def of_report(triples: Iterable[tuple[str, str, str]]) -> set[Finding]:
    """Return the findings in a SHACL report graph, whose terms are written as in N-Triples.

    Only what hangs on ``sh:result`` counts; results nested in ``sh:detail`` do not.
    """
    results: set[str] = set()
    fields: dict[str, list[str | None]] = {}
    for subject, predicate, value in triples:
        name = predicate.removeprefix("<").removesuffix(">")
        if name == SH + "result":
            results.add(value)
        elif name in _FIELDS:
            fields.setdefault(subject, [None] * len(_FIELDS))[_FIELDS[name]] = value
    return {finding(*fields[node]) for node in results}


@dataclass(frozen=True, slots=True)
class Difference:
    """What an engine did not find, and what it found beside the expected, counted per shape."""

    missing: Mapping[str, int]
    extra: Mapping[str, int]

    @property
    def is_none(self) -> bool:
        """True when the findings are equal."""
        return not self.missing and not self.extra


def difference(found: Iterable[Finding], expected: Iterable[Finding]) -> Difference:
    """Compare the findings of an engine with those expected."""
    found, expected = frozenset(found), frozenset(expected)
    return Difference(_by_shape(expected - found), _by_shape(found - expected))


def _by_shape(findings: Iterable[Finding]) -> Counter[str]:
    return Counter(shape for _, _, _, _, shape, _ in findings)


def _path(text: str | None) -> str:
    """Return a predicate as its IRI, and any longer path as one and the same word."""
    if not text:
        return ""
    name = text[1:-1] if re.fullmatch(r"<[^<>]*>", text) else text
    return "(path)" if re.search(r"^_:|[<>()|*+^]", name) else name


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _CONTROLS.get(found[3], found[3])
