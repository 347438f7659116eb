"""Writes a site into a folder, whole or not at all.

All goes into a new folder beside it first, which then takes its place. A folder that is not empty
is only replaced if it is a site that this wrote before, which a marker in it says.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from scheidslijn.errors import RuleBookError, UsageError
from scheidslijn.pages.page import File

__all__ = ["MARKER", "Writer", "new_site"]

MARKER: Final = ".scheidslijn-site"
_MARK: Final = b"Written by scheidslijn site, which replaces this folder when it is run again.\n"
# Names that every file system and web server takes as they are.
_PART: Final = re.compile(r"\.?[A-Za-z0-9][A-Za-z0-9._+-]*|_[a-z]+")


class Writer:
    """Writes files into a new folder.

    Args:
        folder: an empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: set[Path] = set()
        self._taken: set[str] = set()

    def write(self, files: Iterable[File]) -> Iterator[str]:
        """Write files one by one, and yield the path of each.

        Raises:
            RuleBookError: a path is none, or there are two of it, also but for the case of letters.
            UsageError: a file cannot be written.
        """
        for file in files:
            if not all(map(_PART.fullmatch, file.path.split("/"))):
                raise RuleBookError(f"{file.path!r} cannot be the path of a page")
            if file.path.lower() in self._taken:
                raise RuleBookError(f"two pages would both have the path {file.path}")
            self._taken.add(file.path.lower())
            self._write(self._folder / file.path, file.data)
            yield file.path

    def _write(self, path: Path, data: bytes) -> None:
        try:
            if path.parent not in self._made:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(path.parent)
            path.write_bytes(data)
        except OSError as error:
            raise UsageError(f"{path}: cannot be written: {error.strerror}") from error


@contextmanager
def new_site(output: Path) -> Iterator[Writer]:
    """Give what writes a new site, which takes the place of this folder when all went well.

    Args:
        output: a folder that is not there yet, is empty, or is a site written before.

    Raises:
        UsageError: the folder holds something else, or cannot be written.
    """
    output = output.resolve()
    _refuse_others(output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from error
    try:
        made.chmod(0o755)
        (made / MARKER).write_bytes(_MARK)
        yield Writer(made)
        _replace(output, made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _refuse_others(output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output}: is a file; name a folder")
    if output.is_dir() and any(output.iterdir()) and not (output / MARKER).is_file():
        raise UsageError(
            f"{output}: holds files that scheidslijn site did not write; name another folder, or "
            "empty this one"
        )


def _replace(output: Path, made: Path) -> None:
    """Put a folder in the place of another, which goes only then."""
    _refuse_others(output)
    old = made.with_name(f"{made.name}-old")
    try:
        if output.exists():
            output.rename(old)
        try:
            made.rename(output)
        except OSError:
            if old.exists():
                old.rename(output)
            raise
    except OSError as error:
        raise UsageError(f"{output}: cannot be replaced: {error.strerror}") from error
    shutil.rmtree(old, ignore_errors=True)
