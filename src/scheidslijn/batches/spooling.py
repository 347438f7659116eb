"""Keeps what can be read only once, such as a pipe, where it can be read again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from scheidslijn.errors import EngineError
from scheidslijn.inputs import Source

__all__ = ["spooled"]


@contextmanager
def spooled(sources: Sequence[Source]) -> Iterator[tuple[Source, ...]]:
    """Give the sources with each pipe among them copied to a file, which goes when they are done.

    Dossiers are read again to see where a finding stands and who mixes roles between them, and
    also by other processes.

    Args:
        sources: the inputs.

    Raises:
        EngineError: there is no room for the copy.
    """
    with ExitStack() as held:
        yield tuple(_copied(each, held) if _is_pipe(each) else each for each in sources)


def _is_pipe(source: Source) -> bool:
    path = source.path
    return isinstance(path, Path) and path.exists() and not path.is_file() and not path.is_dir()


def _copied(source: Source, held: ExitStack) -> Source:
    assert source.path is not None
    # who reads what cannot be opened says what is wrong
    with suppress(OSError), source.path.open("rb") as stream:
        return replace(source, path=_kept(source.name, stream, held))
    return source


def _kept(name: str, stream: IO[bytes], held: ExitStack) -> Path:
    suffix = ".gz" if name.lower().endswith(".gz") else ""
    try:
        place = Path(held.enter_context(tempfile.TemporaryDirectory()), f"pipe{suffix}")
        with place.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
    except OSError as error:
        raise EngineError(
            f"{name}: it can be read only once, and cannot be kept on disk: {error.strerror}. "
            "Give a folder with more room in the variable TMPDIR."
        ) from error
    return place
