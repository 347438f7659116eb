"""What is published and where to, and what came of it."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Quad

from scheidslijn.errors import UsageError
from scheidslijn.model import Term
from scheidslijn.namespaces import BASE

__all__ = ["GRAPHS", "Change", "Check", "Outcome", "Plan", "Published", "Target"]

GRAPHS: Final = BASE + "graph/"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_VERSION: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,63}")
_SHOWN_DIGITS: Final = 12

# Says in one line each what is wrong with the statements, or nothing.
Check = Callable[[Sequence[Quad]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Target:
    """What is published: under which name and version, and below which IRI its graphs are named.

    Attributes:
        name: what stays the same from version to version: small letters, digits and hyphens.
        version: a version number or the like; two versions may have the same.
        base: an IRI that ends in ``/`` or ``#``, to which the name is added.

    Raises:
        UsageError: one of them cannot be a part of the IRI of a graph.
    """

    name: str
    version: str
    base: str = GRAPHS

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise UsageError(f"name {self.name!r}: small letters, digits and hyphens are expected")
        if not _VERSION.fullmatch(self.version):
            raise UsageError(
                f"version {self.version!r}: letters, digits, dots and hyphens are expected"
            )
        try:
            NamedNode(self.base)
        except ValueError as error:
            raise UsageError(f"graph {self.base!r} is no IRI: {error}") from None
        if not self.base.endswith(("/", "#")):
            raise UsageError(f"graph {self.base!r}: an IRI that ends in / or # is expected")

    @property
    def catalogue(self) -> str:
        """The IRI of what is published, and of the graph that says which version is current."""
        return self.base + self.name

    @property
    def uploads(self) -> str:
        """The graph that says what has arrived of versions that are not whole yet."""
        return f"{self.catalogue}/uploads"

    def graph(self, sha256: str) -> str:
        """Return the graph of a version with this content."""
        return f"{self.catalogue}/{self.version}-{sha256[:_SHOWN_DIGITS]}"


class Outcome(enum.Enum):
    """What came of it."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing.

    Attributes:
        graph: the graph of this version, or None when a check refused it.
        previous: the graph that was current before, or None.
        triples: how many triples it has.
        sha256: the SHA-256 of its canonical form (RDFC-1.0), or empty when a check refused it.
        resumed: how many triples an earlier run had sent already.
        by_value: how many triples have a literal that stores keep by value, in their own form,
            such as 1.5 for 1.50.
        removed: the graphs of older versions that were removed.
        findings: why it was refused.
    """

    outcome: Outcome
    target: Target
    graph: str | None = None
    previous: str | None = None
    triples: int = 0
    sha256: str = ""
    resumed: int = 0
    by_value: int = 0
    removed: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What changes about one subject: triples in N-Triples syntax that come and go."""

    subject: Term
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing would do.

    Attributes:
        graph: the graph of this version, or None when a check would refuse it.
        current: the graph that is current now, or None.
        added: how many triples it has that the current version has not.
        removed: how many triples the current version has that it has not.
        kept: how many triples both have.
        changes: the first of those changes, by subject.
        arrived: how many triples an earlier run that was cut off has sent already.
        findings: why it would be refused.
    """

    target: Target
    graph: str | None
    current: str | None
    sha256: str = ""
    added: int = 0
    removed: int = 0
    kept: int = 0
    changes: tuple[Change, ...] = ()
    arrived: int = 0
    findings: tuple[str, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether this version is the current one already."""
        return self.graph is not None and self.graph == self.current
