"""What is known of a data graph once it has been judged; it passes between processes."""

from __future__ import annotations

from dataclasses import dataclass

from scheidslijn.model import Finding, Named, Problem, Term

__all__ = ["Assignment", "Judged"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A role assignment, as the shapes look at it that compare dossiers.

    Attributes:
        person: whose it is.
        dossier: in which dossier.
        node: the assignment itself.
        text: what the data graph says of it and of its person, as N-Triples.
        line: the line of the file on which it stands, from 1, if that is known.
    """

    person: Term
    dossier: Term
    node: Term
    text: bytes
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome for one data graph.

    Attributes:
        source: the name of the file it stands in.
        where: the file, and the graph if there are more.
        findings: what was found within it.
        problems: why it, or a part of it, could not be judged.
        dossiers: the dossiers in it.
        claimed: every dossier that something in it belongs to, sorted.
        assignments: the role assignments in it.
        facts: what it says of each of its dossiers that has a role assignment, as N-Triples.
        scope: names what its blank nodes belong to: the file, or the data graph by itself.
        triples: the number of its statements.
        sha256: the hash of its statements; empty where it has none.
        notices: what the user should know of how it was read.
    """

    source: str
    where: str
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    dossiers: tuple[Named, ...] = ()
    claimed: tuple[Term, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    facts: tuple[tuple[Term, bytes], ...] = ()
    scope: str = ""
    triples: int = 0
    sha256: str = ""
    notices: tuple[str, ...] = ()
