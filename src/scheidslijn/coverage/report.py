"""The value types of coverage: a row per norm, per shape and per source, and what is open."""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from scheidslijn.errors import UsageError
from scheidslijn.model import Named, RuleBookVersion, SourcePlace, Text
from scheidslijn.terms import local_name

__all__ = [
    "GROUPINGS",
    "Cases",
    "Counts",
    "Coverage",
    "Gap",
    "GapKind",
    "Group",
    "Grouping",
    "LineRange",
    "NormCoverage",
    "ShapeCoverage",
    "SourceCoverage",
    "State",
    "TextCoverage",
]

Grouping = Literal["kind", "source", "domain", "status", "reason"]
GROUPINGS: Final[tuple[Grouping, ...]] = ("source", "kind", "domain", "status", "reason")
_NONE: Final = Named("", Text(nl="geen", en="none"))


class State(enum.Enum):
    """Whether a norm is checked: by an active shape; not, for a reason given; or still open."""

    CHECKED = "checked"
    REASONED = "reasoned"
    OPEN = "open"


class GapKind(enum.Enum):
    """What is unfinished: see the sentence of the gap."""

    NOTHING = "neither-shape-nor-reason"
    NO_SHAPE = "shape-missing"
    UNTESTED = "shape-without-invalid-case"
    UNBROKEN = "norm-without-breaking-case"


@dataclass(frozen=True, slots=True)
class Cases:
    """What breaks a norm or shape, by name; None where such cases are not installed.

    Attributes:
        examples: example dossiers.
        fixtures: invalid cases beside the shapes.
        breaches: planted breaches of `scheidslijn.synth`.
    """

    examples: tuple[str, ...] | None
    fixtures: tuple[str, ...] | None
    breaches: tuple[str, ...] | None

    @property
    def total(self) -> int:
        """How many are known.

        >>> Cases(examples=None, fixtures=("a", "b"), breaches=()).total
        2
        """
        return sum(len(each or ()) for each in (self.examples, self.fixtures, self.breaches))


@dataclass(frozen=True, slots=True)
class NormCoverage:
    """One norm, with all that points at it and that it points at.

    Attributes:
        shapes: the active shapes that check it.
        missing_shapes: what it names as its shape, but is no active shape.
        reasons: why no shape can check it.
        questions: the named questions that mention it, its class, or a property that it has and
            that only norms have.
    """

    norm: Named
    kinds: tuple[Named, ...]
    domains: tuple[Named, ...]
    status: Named | None
    places: tuple[SourcePlace, ...]
    shapes: tuple[Named, ...]
    missing_shapes: tuple[Named, ...]
    reasons: tuple[Named, ...]
    cases: Cases
    questions: tuple[str, ...]

    @property
    def name(self) -> str:
        """The end of its IRI."""
        return local_name(self.norm.iri)

    @property
    def state(self) -> State:
        """Whether it is checked."""
        if self.shapes:
            return State.CHECKED
        return State.REASONED if self.reasons and not self.missing_shapes else State.OPEN


@dataclass(frozen=True, slots=True)
class ShapeCoverage:
    """An active shape: how many norms name it, and what breaks it."""

    shape: Named
    norms: int
    cases: Cases


@dataclass(frozen=True, slots=True)
class LineRange:
    """Lines of a text edition to which nothing points.

    Attributes:
        first_line: the first line, counted from 1.
        last_line: the last line, itself included.
        lines: how many of them are not blank.
        after: the section of the nearest passage before it, or the empty string.
        before: the section of the nearest passage after it, or the empty string.
    """

    first_line: int
    last_line: int
    lines: int
    after: str
    before: str


@dataclass(frozen=True, slots=True)
class TextCoverage:
    """How much of a text edition some norm, or a condition of one, points to.

    Attributes:
        lines: how many lines are not blank.
        covered: to how many of those something points.
        uncovered: the other lines, in ranges, the biggest first.
    """

    lines: int
    covered: int
    uncovered: tuple[LineRange, ...]

    @property
    def share(self) -> float:
        """The covered part, from 0 to 1."""
        return self.covered / self.lines if self.lines else 0.0


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """A source document and what points to it.

    Attributes:
        document: the document.
        code: the short code by which places name it.
        passages: how many passages of it the rule book knows.
        unused: to how many of these no norm, and no condition of one, points.
        text: how much of its text is covered, or None without its text edition.
    """

    document: Named
    code: str
    passages: int
    unused: int
    text: TextCoverage | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many norms there are, and how many of them are in which state.

    Attributes:
        broken: how many have a case that breaks them, as far as cases are installed.
        asked: how many some question is about.
    """

    norms: int
    checked: int
    reasoned: int
    open: int
    broken: int
    asked: int

    @classmethod
    def of(cls, rows: Iterable[NormCoverage]) -> Counts:
        """Count these norms."""
        found = tuple(rows)
        states = [row.state for row in found]
        return cls(
            norms=len(found),
            checked=states.count(State.CHECKED),
            reasoned=states.count(State.REASONED),
            open=states.count(State.OPEN),
            broken=sum(row.cases.total > 0 for row in found),
            asked=sum(bool(row.questions) for row in found),
        )


@dataclass(frozen=True, slots=True)
class Group:
    """The norms that have one thing in common; a norm may be in several groups."""

    of: Named
    counts: Counts


@dataclass(frozen=True, slots=True)
class Gap:
    """Something unfinished: the norm or shape, and a sentence that says what is missing."""

    kind: GapKind
    term: Named
    message: Text


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the rule book covers.

    Attributes:
        norms: one row per norm, in the order of the sources.
        shapes: the active shapes, by IRI.
        sources: the source documents, by code.
        gaps: everything unfinished; `gaps_that_count` says which of them make a run fail.
        not_installed: which kinds of cases are not there, and so are not counted.
    """

    norms: tuple[NormCoverage, ...]
    shapes: tuple[ShapeCoverage, ...]
    sources: tuple[SourceCoverage, ...]
    gaps: tuple[Gap, ...]
    not_installed: tuple[str, ...]
    version: str
    rulebook: RuleBookVersion

    @property
    def counts(self) -> Counts:
        """The count over all norms."""
        return Counts.of(self.norms)

    def groups(self, by: Grouping) -> tuple[Group, ...]:
        """Return the norms counted per kind, source, domain, status or reason, largest first.

        What has none of these is a group of its own, so that no norm is left out; of reasons,
        only norms that are not checked.
        """
        found: dict[Named, list[NormCoverage]] = {}
        for row in self.norms:
            if by == "reason" and row.state is State.CHECKED:
                continue
            for each in self._groups_of(row, by) or [_NONE]:
                found.setdefault(each, []).append(row)
        groups = [Group(each, Counts.of(rows)) for each, rows in found.items()]
        return tuple(sorted(groups, key=lambda group: (-group.counts.norms, group.of.iri)))

    def gaps_that_count(self, *, strict: bool = False) -> tuple[Gap, ...]:
        """Return the gaps, those of a checked norm without a breaking case only if ``strict``."""
        return tuple(gap for gap in self.gaps if strict or gap.kind is not GapKind.UNBROKEN)

    def gaps_of(self, row: NormCoverage) -> tuple[Gap, ...]:
        """Return the gaps of one norm and of the shapes that check it."""
        terms = {row.norm, *row.shapes}
        return tuple(gap for gap in self.gaps if gap.term in terms)

    def get_norm(self, name: str) -> NormCoverage:
        """Return the row of a norm, by the end of its IRI or the whole.

        Raises:
            UsageError: there is none, or several end alike; names that look like it are named.
        """
        rows = [row for row in self.norms if name in (row.norm.iri, row.name)]
        if len(rows) == 1:
            return rows[0]
        if rows:
            raise UsageError(f"several norms are called {name!r}; give the whole IRI")
        close = difflib.get_close_matches(name, sorted(row.name for row in self.norms), n=3)
        hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else ""
        raise UsageError(f"unknown norm {name!r}{hint}")

    def _groups_of(self, row: NormCoverage, by: Grouping) -> list[Named]:
        if by == "source":
            codes = {place.document for place in row.places}
            return [source.document for source in self.sources if source.code in codes]
        if by == "status":
            return [] if row.status is None else [row.status]
        return list({"kind": row.kinds, "domain": row.domains, "reason": row.reasons}[by])
