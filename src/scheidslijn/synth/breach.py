"""What a breach is: one change to a lawful dossier, and exactly what is then to be found.

What is expected stands in the table beside the change and is derived from the rule book and the
shapes, never from what an engine says. Terms are written as in Turtle: ``zaak:`` and ``wie:`` as
in the parts, ``eerste:`` for a thing of the first dossier of a pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from scheidslijn.model import Severity
from scheidslijn.namespaces import ID, OWL, SH, SL, XSD
from scheidslijn.synth.story import FIRST, OWN, WHO, Triples

__all__ = ["Breach", "Change", "Expectation", "change", "iri_of", "mixing", "pair", "result"]

_PREFIXES: Final[dict[str, str]] = {
    "zaak": OWN,
    "wie": WHO,
    "eerste": FIRST,
    "owl": OWL,
    "sl": SL,
    "xsd": XSD,
}
_PREFIX: Final = re.compile(r"\b([a-z]+):[A-Za-z]")
_SPARQL: Final = "SPARQL"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One finding that a breach gives, with terms as in Turtle and names without namespaces.

    Attributes:
        shape: the name of the shape.
        component: the name of the constraint component, without ``ConstraintComponent``.
        focus: the focus node.
        path: a predicate, or ``^`` and a predicate.
        value: a node, or a literal in N-Triples syntax.
        severity: how heavy it weighs.
        norms: the names of the norms that the finding names, all of them.
        dossier: the dossier, if the focus node says that it belongs to another.
    """

    shape: str
    component: str
    focus: str
    path: str | None = None
    value: str | None = None
    severity: Severity = Severity.VIOLATION
    norms: tuple[str, ...] = ()
    dossier: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """How a lawful dossier becomes another one.

    Attributes:
        story: the lawful dossier.
        drop: what is left out: ``subject``, ``subject predicate`` or a whole triple.
        add: what is added, in Turtle.
        blank: a node that loses its IRI.
        paired: the part of somebody who is also in the other dossier of a pair.
    """

    story: str
    drop: tuple[str, ...] = ()
    add: str = ""
    blank: str | None = None
    paired: str | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """A named breach.

    Attributes:
        name: what it is called on the command line.
        changes: the change to the dossier; two for a breach between two consecutive dossiers.
        expects: the findings; of a pair they stand with the second dossier.
    """

    name: str
    changes: tuple[Change, ...]
    expects: tuple[Expectation, ...]

    @property
    def is_pair(self) -> bool:
        """True when the breach takes two consecutive dossiers."""
        return len(self.changes) == 2


def result(
    shape: str, component: str, focus: str, value: str | None = None, path: str | None = None
) -> Expectation:
    """Return the result of a property shape; its path is the end of its name, unless given."""
    return Expectation(shape, component, focus, path or f"sl:{shape.partition('-')[2]}", value)


def mixing(
    focus: str,
    value: str,
    *norms: str,
    shape: str = "Rolvermenging",
    severity: Severity = Severity.VIOLATION,
    path: str | None = None,
) -> Expectation:
    """Return the result of a SPARQL constraint about norms."""
    return Expectation(shape, _SPARQL, focus, path, value, severity, tuple(sorted(norms)))


def pair(name: str, first: Change, second: Change, *expects: Expectation) -> Breach:
    """Return a breach between two consecutive dossiers."""
    return Breach(name, (first, second), expects)


def iri_of(name: str) -> str:
    """Return the IRI that a prefixed name stands for.

    >>> iri_of("rol:arts")
    'https://w3id.org/scheidslijn/id/rol/arts'
    """
    prefix, _, local = name.partition(":")
    return _PREFIXES.get(prefix, f"{ID}{prefix}/") + local


def component_iri(name: str) -> str:
    """Return the IRI of a constraint component."""
    return f"{SH}{name}ConstraintComponent"


def change(triples: Triples, how: Change) -> Triples:
    """Return the triples after a change.

    Raises:
        ValueError: what is to be left out is not there.
    """
    for pattern in how.drop:
        kept = tuple(triple for triple in triples if not _matches(triple, pattern))
        if len(kept) == len(triples):
            raise ValueError(f"{how.story} holds no {pattern}")
        triples = kept
    triples = (*triples, *_read(how.add))
    return triples if how.blank is None else tuple(_without_iri(triples, iri_of(how.blank)))


def _matches(triple: ox.Triple, pattern: str) -> bool:
    wanted = [ox.NamedNode(iri_of(name)) for name in pattern.split()]
    return [triple.subject, triple.predicate, triple.object][: len(wanted)] == wanted


def _read(text: str) -> Triples:
    prefixes = "".join(
        f"@prefix {prefix}: <{iri_of(prefix + ':')}> .\n"
        for prefix in sorted(set(_PREFIX.findall(text)) | {"zaak"})
    )
    parsed = ox.parse(prefixes + text, format=ox.RdfFormat.TURTLE)
    return tuple(quad.triple for quad in parsed)


def _without_iri(triples: Iterable[ox.Triple], iri: str) -> Iterable[ox.Triple]:
    named, blank = ox.NamedNode(iri), ox.BlankNode("knoop")
    for triple in triples:
        yield ox.Triple(
            blank if triple.subject == named else triple.subject,
            triple.predicate,
            blank if triple.object == named else triple.object,
        )
