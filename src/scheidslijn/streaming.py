"""Reads dossiers one at a time, so that memory does not grow with their number.

A file in N-Quads or TriG with a named graph for each dossier can be larger than memory. It is
read as a stream, from `LARGE` bytes on, and then what belongs together must stand together: the
statements of the default graph first, and those of one named graph without another in between.
A smaller file is read whole, in any order.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import IO, Final, cast

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from scheidslijn.dossiers import read_units
from scheidslijn.errors import InputError
from scheidslijn.inputs import Limits, Source, Syntax
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF_TYPE, SL_DOSSIER
from scheidslijn.rdfio import Renamer, Unit, parsed
from scheidslijn.terms import term_text

__all__ = ["LARGE", "stream_units", "units_of_stream"]

LARGE: Final = 32 << 20
_WITH_GRAPHS: Final = (Syntax.N_QUADS, Syntax.TRIG)
_MOST: Final = 1_000_000  # statements of one graph
_TYPE: Final = NamedNode(RDF_TYPE)
_DOSSIER: Final = NamedNode(SL_DOSSIER)
_Graph = NamedNode | BlankNode | DefaultGraph


def stream_units(
    source: Source,
    limits: Limits | None = None,
    notify: Callable[[str], None] | None = None,
    *,
    large: int = LARGE,
) -> Iterator[Unit]:
    """Yield the units of a source as `dossiers.read_units` does, those of a large one as they come.

    Of a large source the blank nodes are named b0, b1 … anew in every unit, so that the same
    label in two named graphs is two nodes.

    Args:
        source: what to read.
        limits: how large a source that is read whole may be, and each literal.
        notify: called with each notice, such as that hidden rows of a table were read.
        large: from how many bytes on, as it lies on disk, a source is read as a stream.

    Raises:
        InputError: it is unsound, beyond a limit, or a large one that is not in order.
    """
    limits = limits or Limits()
    if source.path is None or source.format not in _WITH_GRAPHS or not _is_large(source, large):
        yield from read_units(source, limits, notify)
        return
    try:
        with _opened(source) as stream:
            yield from units_of_stream(source, stream, limits)
    except EOFError:
        raise InputError(source.name, "the gzip file is cut off; it must be complete.") from None
    except OSError as error:
        raise InputError(source.name, f"the file cannot be read: {error}.") from None


def _is_large(source: Source, large: int) -> bool:
    try:
        return source.path is not None and source.path.stat().st_size >= large
    except OSError:
        return False  # read_units says what is wrong


@contextmanager
def _opened(source: Source) -> Iterator[IO[bytes]]:
    assert source.path is not None
    with source.path.open("rb") as raw:
        zipped = source.path.name.lower().endswith(".gz")
        yield cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if zipped else raw


def units_of_stream(source: Source, stream: IO[bytes], limits: Limits) -> Iterator[Unit]:
    """Yield the units of N-Quads or TriG as they come.

    Args:
        source: where the stream is from.
        stream: the text, in which what belongs together stands together.
        limits: how large a literal may be.

    Raises:
        InputError: it is unsound, beyond a limit, or not in order.
    """
    shared: list[Quad] = []
    done: set[Term] = set()
    quads = parsed(source, stream, limits)
    for graph, group in groupby(quads, lambda quad: quad.graph_name):
        own = _bounded(source, graph, group)
        if isinstance(graph, DefaultGraph):
            if done:
                problem = "statements of the default graph stand behind a named graph"
                raise _out_of_order(source, problem)
            shared = own
            if any(quad.predicate == _TYPE and quad.object == _DOSSIER for quad in own):
                yield _unit(source, None, own)
            continue
        name = term_text(graph)
        if name in done:
            raise _out_of_order(source, f"the graph {name} stands in more than one place")
        done.add(name)
        yield _unit(source, name, [*own, *shared])
    if not done:
        problem = "no statement has a named graph, and the file is too large to be one dossier"
        raise InputError(source.name, f"{problem}; give each dossier a graph of its own.")


def _bounded(source: Source, graph: _Graph, group: Iterable[Quad]) -> list[Quad]:
    quads: list[Quad] = []
    for quad in group:
        quads.append(quad)
        if len(quads) > _MOST:
            problem = f"{graph} holds more than {_MOST} statements"
            raise InputError(source.name, f"{problem}; give each dossier a graph of its own.")
    return quads


def _unit(source: Source, name: Term | None, quads: Sequence[Quad]) -> Unit:
    rename = Renamer()
    return Unit(source, name, tuple(dict.fromkeys(map(rename.quad, quads))))


def _out_of_order(source: Source, problem: str) -> InputError:
    return InputError(
        source.name,
        f"{problem}, which a file this large must not have; sort it by graph first.",
    )
