"""The value types of a card: what a thing is, what it rests on, and all that touches it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date

from scheidslijn.model import Finding, LegalBasis, Named, RuleBookVersion, SourcePlace, Text
from scheidslijn.shown import Shown

__all__ = [
    "NOTHING",
    "Card",
    "Cases",
    "Count",
    "Dispute",
    "Document",
    "Fact",
    "Ground",
    "How",
    "Kind",
    "NormNote",
    "Other",
    "QuestionNote",
    "Value",
]

NOTHING = Text("", "")


class Kind(enum.Enum):
    """What kind of thing a card is about; ``TERM`` is an individual of any other class."""

    NORM = "norm"
    SHAPE = "shape"
    ARTICLE = "article"
    LAW = "law"
    ROLE = "role"
    TASK = "task"
    DATA = "data"
    FILE = "file"
    DECISION = "decision"
    CONDITION = "condition"
    CONCEPT = "concept"
    SOURCE = "source"
    PASSAGE = "passage"
    QUESTION = "question"
    CLASS = "class"
    PROPERTY = "property"
    TERM = "term"
    FINDING = "finding"


class How(enum.Enum):
    """How another norm on the same matter differs from this one."""

    CONTRADICTS = "contradicts"
    LESS_STRICT = "less strict"
    STRICTER = "stricter"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact: a thing with its IRI, or only words.

    Attributes:
        by: the norms that say so, where that is how it is known.
    """

    label: Text
    iri: str = ""
    by: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """What is said of a thing under one heading.

    Attributes:
        key: the IRI of a property, that with ``^`` before it for what points here, or a word.
    """

    key: str
    name: Text
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class NormNote:
    """A norm in short.

    Attributes:
        relations: the properties by which it names the thing that the card is about.
        says: its definition.
    """

    norm: Named
    kinds: tuple[Named, ...]
    relations: tuple[Named, ...]
    says: Text
    standing: Named | None
    conditions: tuple[Named, ...]
    legal_basis: tuple[LegalBasis, ...]
    sources: tuple[SourcePlace, ...]
    checked_by: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Another norm that differs from the one of the card, and how."""

    how: How
    note: NormNote


@dataclass(frozen=True, slots=True)
class Document:
    """A source document; of some only the year is known, not the day."""

    document: Named
    code: str
    published: date | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What something rests on, and since when it holds.

    Attributes:
        standing: the authority of a norm or condition.
        valid_from: the first day on which it holds.
        valid_until: the first day on which it no longer holds.
        editions: the editions of the texts that were read.
    """

    standing: Named | None = None
    legal_basis: tuple[LegalBasis, ...] = ()
    sources: tuple[SourcePlace, ...] = ()
    documents: tuple[Document, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases that touch something, by name; None where such cases are not installed.

    A norm or shape is touched by what breaks it, anything else by what names it.

    Attributes:
        examples: example dossiers.
        fixtures: cases beside the shapes.
        breaches: planted breaches of `scheidslijn.synth`.
    """

    examples: tuple[str, ...] | None = None
    fixtures: tuple[str, ...] | None = None
    breaches: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class QuestionNote:
    """A named question that touches something.

    Attributes:
        command: what asks it about this very thing, or nothing where it has no parameter for it.
    """

    slug: str
    question: Text
    command: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many norms of a kind a role bears itself, and how many a broader role bears."""

    kind: Named
    own: int
    broader: int


@dataclass(frozen=True, slots=True)
class Other:
    """Another thing of the same name, which the card is not about."""

    kind: Kind
    thing: Named


@dataclass(frozen=True, slots=True)
class Card(Shown):
    """Everything that the rule book and the shapes say about one thing.

    Attributes:
        thing: what it is about; of a question the slug and of a finding the id stand for the IRI.
        classes: what it is an instance of, or of a class what it is narrower than.
        says: its definition; of a finding its message.
        facts: what else is said of it.
        readings: the readings in which a norm holds, where that is not every one.
        conditions: what must be true before a norm holds.
        checked_by: the shapes that check a norm.
        unchecked: why no shape checks it.
        remedy: what mends a breach.
        norms: the norms that name it, rest on it or are checked by it.
        counts: of a role, its norms by kind.
        commands: what to go on with.
        others: what else goes by the same name.
        finding: what the card explains, if that is a finding.
    """

    kind: Kind
    thing: Named
    classes: tuple[Named, ...]
    says: Text
    version: str
    rulebook: RuleBookVersion
    facts: tuple[Fact, ...] = ()
    ground: Ground = field(default_factory=Ground)
    disputes: tuple[Dispute, ...] = ()
    readings: tuple[Named, ...] = ()
    conditions: tuple[Named, ...] = ()
    exceptions: tuple[NormNote, ...] = ()
    checked_by: tuple[Named, ...] = ()
    unchecked: tuple[Named, ...] = ()
    remedy: Text | None = None
    norms: tuple[NormNote, ...] = ()
    counts: tuple[Count, ...] = ()
    cases: Cases = field(default_factory=Cases)
    questions: tuple[QuestionNote, ...] = ()
    commands: tuple[str, ...] = ()
    others: tuple[Other, ...] = ()
    finding: Finding | None = None
