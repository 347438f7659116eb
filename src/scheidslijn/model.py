"""The value types that pass between modules, and the protocols of the two kinds of engine.

An RDF term is written here as a string, so that results of every engine compare equal: an IRI as
it is, a blank node as ``_:label``, a literal in N-Triples syntax (it starts with a quotation mark).
"""

from __future__ import annotations

import enum
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

from pyoxigraph import Quad, Triple

from scheidslijn.fingerprint import Fingerprint
from scheidslijn.shown import Shown

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = [
    "LANGUAGES",
    "READINGS",
    "Checked",
    "Column",
    "Engine",
    "Finding",
    "Graph",
    "Language",
    "LegalBasis",
    "Named",
    "Parameter",
    "Problem",
    "Question",
    "Reading",
    "Report",
    "Result",
    "RuleBookVersion",
    "Severity",
    "ShapesEngine",
    "SourcePlace",
    "Statement",
    "Table",
    "Term",
    "Text",
]

Term = str
# A triple may come as a quad, whose graph then does not matter.
Statement = Triple | Quad
Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")
# Of a contested rule, the reading that demands most or least.
Reading = Literal["strict", "lenient"]
READINGS: tuple[Reading, ...] = ("strict", "lenient")


class Severity(enum.IntEnum):
    """How heavy a finding weighs; a higher number is heavier.

    >>> Severity.WARNING >= Severity.INFO
    True
    """

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @classmethod
    def from_name(cls, name: str) -> Severity:
        """Return the severity with this name, in upper or lower case.

        >>> Severity.from_name("violation").name
        'VIOLATION'
        """
        return cls[name.upper()]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in both languages."""

    nl: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the text in ``language``.

        >>> Text(nl="rol", en="role").in_language("en")
        'role'
        """
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """Something with an IRI and a label in both languages: a norm, a role, a person."""

    iri: str
    label: Text = field(compare=False)


@dataclass(frozen=True, slots=True, order=True)
class LegalBasis:
    """An article of law, with its JCI 1.3 reference (or ELI, for European law)."""

    iri: str
    reference: str
    label: Text = field(compare=False)


@dataclass(frozen=True, slots=True, order=True)
class SourcePlace:
    """A passage of a source document: lines ``first_line`` to ``last_line`` of its text edition."""

    document: str
    first_line: int
    last_line: int
    section: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Result:
    """One result of one shape, as an engine gives it: the same for every engine.

    ``path`` is the IRI of a predicate, or a longer path in the syntax of SPARQL.
    ``bindings`` holds, per annotation property of the constraint (by IRI), the terms that
    the query bound for this result; it is how a shape names norm, persons and roles.
    """

    focus: Term
    path: Term | None
    value: Term | None
    component: Term
    shape: Term
    severity: Severity
    bindings: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str, str, str, int]:
        """What makes a result the same as another, and its place in a sorted report."""
        return (
            self.focus,
            self.path or "",
            self.value or "",
            self.component,
            self.shape,
            -self.severity,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has to say about one dossier, ready to be shown.

    Attributes:
        dossier: IRI of the dossier, or the empty string when the fact belongs to none.
        shape: IRI of the shape that found it.
        component: IRI of the SHACL constraint component.
        norms: the norms that are broken, heaviest first.
        readings: the readings in which those norms hold, where that is not every reading.
        diverging: norms of other sources that say something else about the same matter.
        missing: the conditions of an exception that the dossier does not show.
        file: the file as the user named it, or None.
        line: the line of the focus node in that file, from 1, or None.
    """

    dossier: str
    shape: str
    component: str
    severity: Severity
    focus: Term
    path: Term | None
    value: Term | None
    message: Text
    remedy: Text
    norms: tuple[Named, ...] = ()
    readings: tuple[Named, ...] = ()
    diverging: tuple[Named, ...] = ()
    missing: tuple[Named, ...] = ()
    persons: tuple[Named, ...] = ()
    roles: tuple[Named, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    sources: tuple[SourcePlace, ...] = ()
    file: str | None = None
    line: int | None = None

    @property
    def id(self) -> str:
        """What stays the same for the same finding, wherever its file is: twelve hex digits.

        They begin the SHA-256 of the JSON list of dossier, shape, component, focus, path and value.
        """
        parts = (self.dossier, self.shape, self.component, self.focus, self.path, self.value)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that could not be judged, so that the run as a whole is no clean pass.

    ``kind`` says what failed: the input could not be read, or an engine could not judge it.
    """

    source: str
    message: str
    line: int | None = None
    column: int | None = None
    kind: Literal["input", "engine"] = "input"


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks looked at, in numbers."""

    dossiers: int
    shapes: int
    norms: int
    triples: int


@dataclass(frozen=True, slots=True)
class RuleBookVersion:
    """Which rule book judged: its version and the SHA-256 of its files, shapes included."""

    version: str
    sha256: str


@dataclass(frozen=True)
class Report:
    """Everything one validation has to say; its sequences are in order, and may lie on disk.

    Findings by dossier, heaviest first; all else by file or IRI. ``graphs`` is for a later run.
    """

    findings: Sequence[Finding]
    problems: Sequence[Problem]
    dossiers: Sequence[Named]
    checked: Checked
    engine: str
    version: str
    rulebook: RuleBookVersion
    reading: Reading = "strict"
    on: date | None = None
    graphs: Sequence[Fingerprint] = ()

    @property
    def conforms(self) -> bool:
        """True when a shape looked at a dossier, all input could be read, and nothing was found."""
        # SHACL calls a graph that nobody looked at conforming too; a reader would be misled.
        found = self.findings or self.problems
        return self.checked.dossiers > 0 and self.checked.shapes > 0 and not found

    @cached_property
    def tally(self) -> Mapping[tuple[str, Severity], int]:
        """How many findings have which shape and severity; all are read, unless they know."""
        known: Mapping[tuple[str, Severity], int] | None = getattr(self.findings, "tally", None)
        return Counter((f.shape, f.severity) for f in self.findings) if known is None else known

    def at_or_above(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings that weigh at least ``severity``."""
        return tuple(finding for finding in self.findings if finding.severity >= severity)


@dataclass(frozen=True, slots=True)
class Table(Shown):
    """The answer of a SELECT query: named columns and rows of terms, None where unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a data frame of pandas; what is unbound is missing.

        A column is of integers, numbers, booleans, days or times where all its values are, and
        else of text: an IRI as it is, a literal by what it says. UsageError: pandas is missing.
        """
        from scheidslijn.render import frames

        return frames.to_pandas(self)

    def to_polars(self) -> polars.DataFrame:
        """Return the rows as a data frame of polars; the rest is as for pandas."""
        from scheidslijn.render import frames

        return frames.to_polars(self)


@dataclass(frozen=True, slots=True)
class Graph:
    """The answer of a CONSTRUCT or DESCRIBE query: triples of terms, each once, sorted."""

    triples: tuple[tuple[Term, Term, Term], ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that a question leaves open until it is asked.

    Attributes:
        name: what it is called in a call, such as ``rol``.
        variable: the variable of the query that its value takes the place of, without ``?``.
        type: the local name of a class of the ontology, ``xsd:`` with a datatype, or empty for
            any IRI.
        title: what it is called in a sentence.
        required: whether the question cannot be asked without it.
        example: a value to try, or empty.
        default: the value when none is given, or None.
        values: all values that a literal may have, or nothing.
    """

    name: str
    variable: str
    type: str
    title: Text
    required: bool
    example: str = ""
    default: str | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: its variable, its title, and a type as that of a parameter.

    The type ``text`` is that of a label; it is empty where the question does not say.
    """

    name: str
    title: Text
    type: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A named SPARQL question: what it asks in both languages, and its query text.

    Attributes:
        slug: its name.
        question: what it asks, in a sentence.
        description: what a row is and how to read it, or empty.
        query: the text of its file, front matter included.
        form: ``SELECT``, ``ASK`` or ``CONSTRUCT or DESCRIBE``.
        parameters: what it leaves open, in the order of its front matter.
        columns: the columns of its answer, in order; nothing for another form than SELECT.
        keywords: words to find it by, per language.
        articles: local names of the articles of law that it is about.
    """

    slug: str
    question: Text
    description: Text
    query: str
    form: str = "SELECT"
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    keywords: Mapping[Language, tuple[str, ...]] = field(default_factory=dict, hash=False)
    articles: tuple[str, ...] = ()


class Engine(Protocol):
    """Something that answers SPARQL 1.1: the embedded store or a remote endpoint."""

    name: str

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads to the store."""

    def select(self, query: str) -> Table:
        """Return the rows of a SELECT query, in the order the store gives them."""

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query."""

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""

    def update(self, request: str) -> None:
        """Carry out a SPARQL update request."""

    def close(self) -> None:
        """Release what the engine holds; it is not usable after this."""


class ShapesEngine(Protocol):
    """Something that checks one data graph against the shapes and rule book it was made with."""

    name: str

    def validate(self, statements: Sequence[Statement]) -> list[Result]:
        """Return the results for this data graph joined with the rule book, sorted by key."""
