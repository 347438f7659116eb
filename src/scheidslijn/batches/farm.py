"""What a cluster is sent, and what a worker does with it."""

from __future__ import annotations

import hashlib
import pickle
import tempfile
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import pyoxigraph as ox

from scheidslijn import resources
from scheidslijn.batches.child import Child, JudgeBatch, Told, told
from scheidslijn.batches.halving import judge_surely
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.reading import Batch, Piece
from scheidslijn.errors import EngineError, ScheidslijnError
from scheidslijn.inputs import Source
from scheidslijn.urls import is_here

__all__ = ["Identity", "Parcel", "identity", "judge_parcel", "packed", "release"]


@dataclass(frozen=True, slots=True)
class Identity:
    """What decides how is judged; who judges one input together must agree on it.

    Attributes:
        version: the version of this package.
        rulebook: the hash of rule book and shapes.
        store: the version of the store.
    """

    version: str
    rulebook: str
    store: str

    def unlike(self, other: Identity) -> str:
        """Return what another has that is not the same, as the end of a sentence."""
        if other.version != self.version:
            return f"has scheidslijn {other.version}; {self.version} is needed, as here."
        if other.rulebook != self.rulebook:
            return f"has the rule book {other.rulebook}; {self.rulebook} is needed, as here."
        return f"has pyoxigraph {other.store}; {self.store} is needed, as here."


@cache
def identity() -> Identity:
    """Return what decides how this process judges."""
    _, version = resources.read_rulebook((), resources.shapes_files())
    return Identity(version.version, version.sha256, ox.__version__)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a worker needs to judge.

    Attributes:
        key: names it.
        make: makes what judges, when it is told where the files are.
        files: the files that this needs: their names here, and their contents.
        identity: what the worker must agree on.
        limit: seconds that a batch may take.
        memory: how many bytes the process that judges may have.
    """

    key: str
    make: Callable[[Mapping[str, str]], JudgeBatch]
    files: Mapping[str, bytes]
    identity: Identity
    limit: float | None
    memory: int | None

    @classmethod
    def of(
        cls,
        make: Callable[[Mapping[str, str]], JudgeBatch],
        files: Mapping[str, bytes],
        own: Identity,
        limit: float | None,
        memory: int | None,
    ) -> Parcel:
        """Return a parcel; the same contents have the same key."""
        contents = pickle.dumps((make, sorted(files.items()), own, limit, memory))
        key = hashlib.sha256(contents).hexdigest()
        return cls(key, make, files, own, limit, memory)


def packed(batch: Batch) -> bytes:
    """Return a batch as bytes, with the contents of its local files; small ones travel fast."""
    pieces = tuple(map(_carried, batch.pieces))
    return zlib.compress(pickle.dumps(replace(batch, pieces=pieces), pickle.HIGHEST_PROTOCOL), 1)


def _carried(piece: Piece) -> Piece:
    source = piece.source
    if piece.blocks is not None or source.path is None or not is_here(source.path):
        return piece
    try:
        return replace(piece, source=replace(source, path=None, data=source.path.read_bytes()))
    except OSError:
        return piece  # whoever reads it says what is wrong


@dataclass(slots=True)
class _Bench:
    """A process that judges for one thread of a worker, and the files that it was given."""

    key: str
    child: Child
    folder: tempfile.TemporaryDirectory[str]
    places: Mapping[str, str]

    def end(self) -> None:
        """End the process, and take the files away."""
        self.child.end()
        self.child.stop()
        self.folder.cleanup()


_BENCHES: dict[int, _Bench] = {}


def judge_parcel(parcel: Parcel, data: bytes) -> list[Judged] | Told:
    """Return what is said of each data graph of a batch, or what was raised; on a worker.

    Args:
        parcel: what it takes to judge.
        data: the batch.
    """
    try:
        if identity() != parcel.identity:
            unlike = parcel.identity.unlike(identity())
            raise EngineError(f"A worker of the cluster {unlike}")
        bench = _bench(parcel)
        batch: Batch = pickle.loads(zlib.decompress(data))
        pieces = tuple(_moved(piece, bench.places) for piece in batch.pieces)
        return judge_surely(replace(batch, pieces=pieces), bench.child.judge)
    except ScheidslijnError as error:
        return told(error)


def release(key: str) -> None:
    """End the processes of a parcel on this worker."""
    for thread, bench in list(_BENCHES.items()):
        if bench.key == key:
            del _BENCHES[thread]
            bench.end()


def _bench(parcel: Parcel) -> _Bench:
    own = threading.get_ident()
    bench = _BENCHES.get(own)
    if bench is not None and bench.key != parcel.key:
        _BENCHES.pop(own).end()
        bench = None
    if bench is None:
        folder = tempfile.TemporaryDirectory(prefix="scheidslijn-")
        places = {}
        for number, (name, content) in enumerate(parcel.files.items()):
            place = Path(folder.name, str(number), Path(name).name)  # its name is in the hash
            place.parent.mkdir()
            place.write_bytes(content)
            places[name] = str(place)
        child = Child(partial(parcel.make, places), parcel.limit, parcel.memory)
        bench = _BENCHES[own] = _Bench(parcel.key, child, folder, places)
    return bench


def _moved(piece: Piece, places: Mapping[str, str]) -> Piece:
    """Return a piece whose table says what its columns mean in a file of this worker."""
    source: Source = piece.source
    if source.mapping is None:
        return piece
    mapping = Path(places.get(str(source.mapping), source.mapping))
    return replace(piece, source=replace(source, mapping=mapping))
