"""Writes dossiers as they come, so that memory does not grow with their number."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from scheidslijn.inputs import EXTENSIONS, Syntax
from scheidslijn.synth.dossier import SyntheticDossier
from scheidslijn.synth.template import SYNTAXES, header

__all__ = ["ZIPPED", "Sink", "syntax_of", "write", "write_folder", "zipped"]

ZIPPED: Final = ".gz"
_GZIP: Final = 16 + zlib.MAX_WBITS  # a gzip header, without a name or a time
_FASTEST: Final = 1  # dossiers look alike: more effort takes four times as long for a third less
_EXTENSION: Final = {syntax: extension for extension, syntax in EXTENSIONS.items()}


class Sink(Protocol):
    """Whatever takes bytes: a binary file, or a stream."""

    def write(self, data: bytes, /) -> object:
        """Take these bytes."""


def write(dossiers: Iterable[SyntheticDossier], sink: Sink, syntax: Syntax) -> None:
    """Write dossiers one after the other; N-Quads and TriG give each a named graph.

    Raises:
        UsageError: dossiers are not written in this syntax.
        OSError: the sink cannot be written to.
    """
    sink.write(header(syntax).encode())
    for dossier in dossiers:
        sink.write(dossier.text(syntax).encode())


def write_folder(
    dossiers: Iterable[SyntheticDossier],
    folder: Path,
    syntax: Syntax,
    *,
    per_subfolder: int | None = None,
) -> None:
    """Write each dossier to a file of its own, named by its number; make the folder if needed.

    Args:
        dossiers: the dossiers, in the order of their numbers.
        folder: where to write them.
        syntax: how to write them.
        per_subfolder: how many consecutive numbers share a subfolder, which is named by the
            first of them; without it there are no subfolders.

    Raises:
        UsageError: dossiers are not written in this syntax.
        OSError: the folder or a file cannot be written.
    """
    place: Path | None = None
    start = header(syntax)
    for dossier in dossiers:
        wanted = folder
        if per_subfolder is not None:
            wanted = folder / f"{dossier.number - (dossier.number - 1) % per_subfolder:09d}"
        if wanted != place:
            wanted.mkdir(parents=True, exist_ok=True)
            place = wanted
        path = wanted / f"{dossier.number:09d}{_EXTENSION[syntax]}"
        path.write_bytes((start + dossier.text(syntax)).encode())


@contextmanager
def zipped(sink: Sink) -> Iterator[Sink]:
    """Give a sink that writes to another as gzip, and end the gzip file when all went well.

    >>> from io import BytesIO
    >>> stream = BytesIO()
    >>> with zipped(stream) as sink:
    ...     _ = sink.write(b"dossier")
    >>> __import__("gzip").decompress(stream.getvalue())
    b'dossier'
    """
    packer = _Packer(sink)
    yield packer
    packer.finish()


class _Packer:
    """Packs what is written; the standard module would ask more of the sink than `Sink` has."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._packer = zlib.compressobj(_FASTEST, wbits=_GZIP)

    def write(self, data: bytes, /) -> None:
        packed = self._packer.compress(data)
        if packed:
            self._sink.write(packed)

    def finish(self) -> None:
        self._sink.write(self._packer.flush())


def syntax_of(name: str) -> Syntax | None:
    """Return the syntax that a file name asks for by its extension, or None.

    >>> syntax_of("dossiers.nq").value, syntax_of("dossiers.nq.gz").value
    ('n-quads', 'n-quads')
    """
    found = EXTENSIONS.get(Path(name.lower().removesuffix(ZIPPED)).suffix)
    return found if found in SYNTAXES else None
