"""What is known of a data graph once it has been judged; it passes between processes."""

from __future__ import annotations

from dataclasses import dataclass

from scheidslijn.model import Finding, Named, Problem, Term

__all__ = ["Judged"]


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
        roles: who has which role in which dossier, as numbers.
        scope: names what its blank nodes belong to: the file, or the data graph by itself.
        triples: the number of its statements.
        graph: the name of the graph, or None.
        line: the line of the file on which it starts, where its lines are those of the file.
        span: from which byte of the file, unzipped, to which; None where it was parsed.
        sha256: the hash of its statements, or of the file that it is read from with others;
            empty where it could not be judged.
        known: whether its findings are those of an earlier report, and were not looked for.
        notices: what the user should know of how it was read.
        piece: the number of its piece in the batch.
    """

    source: str
    where: str
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    dossiers: tuple[Named, ...] = ()
    claimed: tuple[Term, ...] = ()
    roles: tuple[tuple[int, int, int], ...] = ()
    scope: str = ""
    triples: int = 0
    graph: Term | None = None
    line: int | None = None
    span: tuple[int, int] | None = None
    sha256: str = ""
    known: bool = False
    notices: tuple[str, ...] = ()
    piece: int = 0
