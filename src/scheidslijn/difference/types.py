"""What a comparison of two rule books gives, ready to be shown."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import Final

from scheidslijn.model import Finding, Named, Reading, Severity, Term, Text

__all__ = [
    "Aspect",
    "Change",
    "Difference",
    "DossierChange",
    "FindingChange",
    "Group",
    "Judged",
    "Kind",
    "Level",
    "Origin",
    "PropertyChange",
    "Side",
    "Step",
    "Tally",
    "Unread",
    "Value",
]

_NO_TEXT: Final = Text("", "")


class Kind(enum.StrEnum):
    """What happened to a term; renamed means the same content under another IRI."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


class Aspect(enum.IntEnum):
    """What a change touches; a higher number weighs more.

    Meaning is what the rule asks, and the law that it rests on; source is where a document says
    it; wording is its names and sentences; upkeep is its file, version and alignments.
    """

    UPKEEP = 1
    WORDING = 2
    SOURCE = 3
    MEANING = 4


class Group(enum.StrEnum):
    """What kind of thing a changed term is, in the order in which they are shown."""

    NORM = "norm"
    CONDITION = "condition"
    ROLE = "role"
    TASK = "task"
    ARTICLE = "article"
    INDIVIDUAL = "individual"
    TERM = "term"
    AXIOM = "axiom"
    SHAPE = "shape"
    QUESTION = "question"
    SOURCE = "source"
    ALIGNMENT = "alignment"
    MODULE = "module"


class Origin(enum.StrEnum):
    """Where a dossier comes from: the user, the examples, or the cases of the shapes."""

    GIVEN = "given"
    EXAMPLE = "example"
    CASE = "case"


class Level(enum.StrEnum):
    """How far the version has to move."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: a thing with its IRI, or a text, then with its language if any."""

    text: Text
    iri: Term | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """The values of one property that are gone, and those that are new."""

    property: Named
    aspect: Aspect
    removed: tuple[Value, ...] = ()
    added: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one term.

    Attributes:
        term: the term, under its new IRI and label where it has one.
        former: what it was called before, if it is renamed.
        classes: what it is.
        definition: what it means, or no text.
        properties: what is said of it otherwise; all of it where it is added or removed.
        touches: the norms that a condition, exception or shape is about, and the shapes that a
            constraint is a part of.
        checked: whether a shape looks at it, so that verdicts can change.
    """

    kind: Kind
    group: Group
    aspect: Aspect
    term: Named
    former: Named | None = None
    classes: tuple[Named, ...] = ()
    definition: Text = _NO_TEXT
    properties: tuple[PropertyChange, ...] = ()
    touches: tuple[Named, ...] = ()
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared.

    Attributes:
        name: as the user named it.
        ontology: the IRI of its ontology.
        sha256: the hash of its statements, shapes included, in their canonical form (RDFC-1.0);
            layout and order do not change it.
    """

    name: str
    ontology: Term
    version: str
    sha256: str
    norms: int
    shapes: int
    statements: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of each severity a dossier has."""

    violations: int = 0
    warnings: int = 0
    infos: int = 0

    @property
    def heaviest(self) -> Severity | None:
        """The severity of the heaviest finding, or None."""
        if self.violations:
            return Severity.VIOLATION
        if self.warnings:
            return Severity.WARNING
        return Severity.INFO if self.infos else None


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that appears, vanishes, or weighs otherwise or rests on other norms.

    ``causes`` are the changed terms that it can be traced to, the closest kind only.
    """

    before: Finding | None
    after: Finding | None
    causes: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierChange:
    """A dossier that gets another verdict."""

    file: str
    origin: Origin
    dossier: Named
    before: Tally
    after: Tally
    findings: tuple[FindingChange, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be judged with one of the two, or with both, and why."""

    file: str
    origin: Origin
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What judging the same dossiers with either gave.

    ``borrowed`` names the side whose shapes judged for both, where one has none.
    """

    files: int
    dossiers: int
    changed: tuple[DossierChange, ...]
    unread: tuple[Unread, ...]
    reading: Reading
    on: date | None
    borrowed: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """How far the version should move, to which, and why; ``enough`` if it already has."""

    level: Level
    version: str | None
    reason: Text
    enough: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that one comparison has to say; ``judged`` is None if no dossier was to be."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    judged: Judged | None
    step: Step

    @property
    def same(self) -> bool:
        """True when nothing differs, and no verdict does."""
        return not self.changes and not (self.judged and self.judged.changed)

    def of(self, group: Group, aspect: Aspect | None = None) -> tuple[Change, ...]:
        """Return the changes of a group, or those of it that weigh as much as ``aspect``."""
        return tuple(
            each
            for each in self.changes
            if each.group is group and (aspect is None or each.aspect is aspect)
        )
