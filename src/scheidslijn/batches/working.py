"""Judges a batch: its data graphs together where that is right, and says where findings stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from scheidslijn.batches.blocks import Block
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.judging import Judge, placed
from scheidslijn.batches.member import Member, member_of
from scheidslijn.batches.reading import Batch, Piece
from scheidslijn.batches.together import Bench
from scheidslijn.dossiers import read_units
from scheidslijn.dump import Dump
from scheidslijn.errors import InputError
from scheidslijn.inputs import Source
from scheidslijn.model import Finding, Problem
from scheidslijn.rdfio import Unit

__all__ = ["judge_batch"]

# A data graph with more statements than this is not laid beside others.
_LARGE: Final = 20_000

# What is to be judged together, or has been judged already.
_Work = Member | Judged


def judge_batch(batch: Batch, judge: Judge, bench: Bench) -> list[Judged]:
    """Return what is to be said of each data graph of a batch.

    Args:
        batch: the data graphs.
        judge: judges one by one.
        bench: judges together.
    """
    alone = len(batch.pieces) == 1
    work = [(piece, each) for piece in batch.pieces for each in _work(piece, judge, alone=alone)]
    members = [each for _, each in work if isinstance(each, Member)]
    judged = iter(bench.judge(members))
    said = [(p, next(judged) if isinstance(each, Member) else each) for p, each in work]
    places = {id(piece): _Places(piece, [j for p, j in said if p is piece]) for piece, _ in said}
    return [places[id(piece)].place(each) for piece, each in said]


def _work(piece: Piece, judge: Judge, *, alone: bool) -> Iterator[_Work]:
    source = piece.source
    if piece.problems:
        yield Judged(source.name, source.name, problems=piece.problems)
    if piece.blocks is None:
        yield from _of_file(source, judge, alone=alone)
        return
    for block in piece.blocks:
        try:
            yield member_of(source, block)
        except SyntaxError as error:
            yield _unread(source, block, error)


def _of_file(source: Source, judge: Judge, *, alone: bool) -> Iterator[_Work]:
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
            yield judge.judge(unit, shared)
        else:
            yield member_of(source, Block(unit.graph, _text(unit)))


def _text(unit: Unit) -> bytes:
    return ox.serialize((quad.triple for quad in unit.quads), format=ox.RdfFormat.N_TRIPLES) or b""


def _unread(source: Source, block: Block, error: SyntaxError) -> Judged:
    line = None
    if block.line is not None and error.lineno is not None:
        line = block.line + error.lineno - 1
    where = f"{source.name} (graph {block.graph})"
    problem = Problem(source.name, f"{error.msg.rstrip('.')}.", line)
    return Judged(source.name, where, problems=(problem,))


class _Places:
    """The places of the findings in one piece; a file is read again for them once.

    Args:
        piece: the piece.
        judged: what was said of its data graphs.
    """

    def __init__(self, piece: Piece, judged: list[Judged]) -> None:
        self._placed: dict[Finding, Finding] = {}
        if piece.blocks is None:
            found = [finding for each in judged for finding in each.findings]
            self._placed = dict(zip(found, placed(found, piece.source), strict=True))

    def place(self, judged: Judged) -> Judged:
        """Return what was said, with the places of its findings."""
        if not self._placed:
            return judged
        return replace(judged, findings=tuple(self._placed[f] for f in judged.findings))
