"""Reads the dossiers again of those who may mix roles.

Of N-Quads it is known since the first reading from which byte to which a data graph goes, so no
others are read. What was parsed or unzipped, or lies far away, is read once more in its batches.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import groupby
from typing import IO, Final

from scheidslijn.batches.blocks import IrregularError, read_blocks
from scheidslijn.batches.gathering import Gathering, Mixing
from scheidslijn.batches.judging import Judge
from scheidslijn.batches.member import member_of
from scheidslijn.batches.numbering import place_of, unit_number
from scheidslijn.batches.projection import Projection, project
from scheidslijn.batches.reading import Batch
from scheidslijn.batches.working import project_batch
from scheidslijn.inputs import Source
from scheidslijn.model import Problem
from scheidslijn.urls import is_here

__all__ = ["project_mixing"]

_CHANGED: Final = "it changed while it was read; the roles in it were not compared. Check it again."


def project_mixing(
    gathering: Gathering, judge: Judge, sources: Iterable[Source], batches: Iterable[Batch]
) -> None:
    """Add the role assignments of those who may mix roles to what was gathered.

    Args:
        gathering: what was said of each dossier.
        judge: has the store for those that need one.
        sources: the inputs.
        batches: the inputs once more, in the same batches.
    """
    others: list[int] = []
    by_name = {each.name: each for each in sources}
    for (name, cut), own in groupby(gathering.mixing(), _place):
        if not (cut and _is_sought(by_name[name])):
            others += [each.unit for each in own]
            continue
        changed = False
        with _opened(by_name[name]) as stream:
            for each in own:
                found = _projected(by_name[name], each, stream)
                if found is None:
                    changed = True
                else:
                    gathering.add_projection(each.unit, found)
        if changed:
            gathering.add_problems([Problem(name, _CHANGED)])
    if others:
        _project_batches(gathering, judge, others, batches)


def _place(mixing: Mixing) -> tuple[str, bool]:
    return mixing.source, mixing.span is not None


def _is_sought(source: Source) -> bool:
    """Return whether a place in the source is soon found; far away, or zipped, it is not."""
    near = source.path is None or is_here(source.path)
    return near and not source.name.lower().endswith(".gz")


def _opened(source: Source) -> IO[bytes]:
    if source.path is None:
        return io.BytesIO(source.data or b"")
    try:
        return source.path.open("rb")
    except OSError:
        return io.BytesIO()


def _projected(source: Source, mixing: Mixing, stream: IO[bytes]) -> Projection | None:
    """Return the role assignments in a data graph, or None when it is not where it was."""
    first, behind = mixing.span or (0, 0)
    stream.seek(first)
    data = stream.read(behind - first)
    try:
        (block,) = read_blocks(io.BytesIO(data), line=mixing.line or 1)
        member = member_of(source, block)
    except (IrregularError, SyntaxError, ValueError):
        return None
    same = block.graph == mixing.graph and mixing.sha256 in ("", member.sha256)
    return project(member) if same else None


def _project_batches(
    gathering: Gathering, judge: Judge, units: list[int], batches: Iterable[Batch]
) -> None:
    wanted = groupby(map(place_of, units), lambda place: place[0])
    following = next(wanted, None)
    for batch in batches:
        if following is None:
            return
        number, places = following
        if batch.number != number:
            continue
        own = {place for _, place in places}
        for place, projection in project_batch(batch, own, judge):
            gathering.add_projection(unit_number(number, place), projection)
        following = next(wanted, None)
