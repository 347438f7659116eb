"""Writes dossiers as they come, so that memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol

from scheidslijn.inputs import EXTENSIONS, Syntax
from scheidslijn.synth.dossier import SyntheticDossier
from scheidslijn.synth.template import SYNTAXES, header

__all__ = ["Sink", "syntax_of", "write", "write_folder"]

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


def write_folder(dossiers: Iterable[SyntheticDossier], folder: Path, syntax: Syntax) -> None:
    """Write each dossier to a file of its own, named by its number; make the folder if needed.

    Raises:
        UsageError: dossiers are not written in this syntax.
        OSError: the folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    start = header(syntax)
    for dossier in dossiers:
        path = folder / f"{dossier.number:09d}{_EXTENSION[syntax]}"
        path.write_bytes((start + dossier.text(syntax)).encode())


def syntax_of(name: str) -> Syntax | None:
    """Return the syntax that a file name asks for by its extension, or None.

    >>> syntax_of("dossiers.nq").value
    'n-quads'
    """
    found = EXTENSIONS.get(Path(name).suffix.lower())
    return found if found in SYNTAXES else None
