"""Judges a batch: its data graphs together where that is right, and says where findings stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox

from scheidslijn.batches.blocks import Block
from scheidslijn.batches.hashing import hash_of_file
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.judging import Judge, placed
from scheidslijn.batches.member import Member, member_of, unread
from scheidslijn.batches.numbering import Place
from scheidslijn.batches.projection import Projection, project, project_store
from scheidslijn.batches.reading import Batch, Piece, n_triples
from scheidslijn.batches.together import Bench
from scheidslijn.dossiers import read_units
from scheidslijn.dump import Dump
from scheidslijn.errors import InputError
from scheidslijn.model import Finding, Problem
from scheidslijn.rdfio import Unit

__all__ = ["judge_batch", "project_batch"]

# A data graph with more statements than this is not laid beside others.
_LARGE: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Alone:
    """A data graph that is judged by itself, and those of its statements that others have too.

    Where its findings are ``known``, what stands in it is all that is looked at.
    """

    unit: Unit
    shared: frozenset[ox.Quad]
    known: bool


# A data graph, or what is to be said where there is none.
_Work = Member | _Alone | Judged


def judge_batch(batch: Batch, judge: Judge, bench: Bench) -> list[Judged]:
    """Return what is to be said of each data graph of a batch.

    Args:
        batch: the data graphs.
        judge: judges one by one.
        bench: judges together.
    """
    alone = len(batch.pieces) == 1
    work = [(piece, each) for piece in batch.pieces for each in _work(piece, None, alone=alone)]
    judged = iter(bench.judge([each for _, each in work if isinstance(each, Member)]))
    said: list[tuple[Piece, Judged]] = []
    for piece, each in work:
        if isinstance(each, Member):
            said.append((piece, next(judged)))
        elif isinstance(each, _Alone):
            work_on = judge.look if each.known else judge.judge
            said.append((piece, work_on(each.unit, each.shared)))
        else:
            said.append((piece, each))
    by_piece: dict[int, list[Judged]] = {}
    for piece, outcome in said:
        by_piece.setdefault(id(piece), []).append(outcome)
    places = {id(piece): _Places(piece, by_piece[id(piece)]) for piece, _ in said}
    return [
        replace(places[id(piece)].place(outcome), piece=piece.number) for piece, outcome in said
    ]


def project_batch(
    batch: Batch, wanted: Collection[Place], judge: Judge
) -> Iterator[tuple[Place, Projection]]:
    """Yield the role assignments of some data graphs of a batch, with their place in it.

    Args:
        batch: the data graphs.
        wanted: the places: the number of the piece, and the place in what `judge_batch` says of it.
        judge: has the store for those that need one.
    """
    alone = len(batch.pieces) == 1
    for piece in batch.pieces:
        own = {place for number, place in wanted if number == piece.number}
        for place, each in enumerate(_work(piece, own, alone=alone) if own else ()):
            if place not in own:
                continue
            if isinstance(each, Member):
                yield (piece.number, place), project(each)
            elif isinstance(each, _Alone):
                with judge.data.holding(each.unit.quads):
                    yield (piece.number, place), project_store(judge.data.store)


def _work(piece: Piece, wanted: Collection[int] | None, *, alone: bool) -> Iterator[_Work]:
    """Yield each data graph of a piece; where only some are wanted, the others cut short."""
    source = piece.source
    if piece.problems:
        yield Judged(source.name, source.name, problems=piece.problems)
    if piece.blocks is None:
        yield from _of_file(piece, alone=alone)
        return
    for place, block in enumerate(piece.blocks, int(bool(piece.problems))):
        if wanted is not None and place not in wanted:
            yield Judged(source.name, source.name)
            continue
        try:
            yield member_of(source, block)
        except SyntaxError as error:
            yield unread(source, block, error)


def _of_file(piece: Piece, *, alone: bool) -> Iterator[_Work]:
    source = piece.source
    notices: list[str] = []
    try:
        units = read_units(source, notify=notices.append)
    except InputError as error:
        problem = Problem(error.source, error.problem, error.line, error.column)
        yield Judged(source.name, source.name, problems=(problem,), notices=tuple(notices))
        return
    if notices:
        yield Judged(source.name, source.name, notices=tuple(notices))
    shared = frozenset[ox.Quad]()
    if len(units) > 1 and units[0].graph is None:
        shared = frozenset(units[0].quads)
    for unit in units:
        by_itself = alone and len(units) == 1
        if by_itself or shared or isinstance(unit.quads, Dump) or len(unit.quads) > _LARGE:
            yield _Alone(unit, shared, known=piece.known)
        else:
            yield member_of(source, Block(unit.graph, n_triples(unit.quads), known=piece.known))


class _Places:
    """The places of the findings in one piece, and its hash; a file is read again for them once.

    Args:
        piece: the piece.
        judged: what was said of its data graphs.
    """

    def __init__(self, piece: Piece, judged: list[Judged]) -> None:
        self._placed: dict[Finding, Finding] = {}
        self._sha256: str | None = None
        if piece.blocks is None:
            sound = not any(each.problems for each in judged)
            self._sha256 = hash_of_file(piece.source) if sound else ""
            found = [finding for each in judged for finding in each.findings]
            self._placed = dict(zip(found, placed(found, piece.source), strict=True))

    def place(self, judged: Judged) -> Judged:
        """Return what was said, with the places of its findings."""
        if self._sha256 is None:
            return judged
        findings = tuple(self._placed[each] for each in judged.findings)
        return replace(judged, findings=findings, sha256=self._sha256 if judged.dossiers else "")
