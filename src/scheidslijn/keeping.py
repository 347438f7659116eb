"""Keeps files and folders in the user's cache folder, whole or not at all.

What cannot be written is left: whoever keeps a file can make it anew. What a name stands for is
the caller's matter; a hash of everything that the file was made from.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path

__all__ = ["cache_folder", "keep_file", "keep_folder"]

_UNFINISHED: Final = "unfinished-"


def cache_folder(kind: str) -> Path:
    """Return the folder for files of one kind; it may not exist."""
    return user_cache_path("scheidslijn") / kind


def keep_file(path: Path, data: bytes, most: int) -> None:
    """Write a file into a cache folder; the oldest files with its extension make room.

    Args:
        path: the file.
        data: what it holds.
        most: how many files with this extension the folder may have.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with open(handle, "wb") as file:
                file.write(data)
            os.replace(name, path)  # whole or not at all, for readers beside us
        except OSError:
            os.unlink(name)
            raise
        kept = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-most]:
            old.unlink(missing_ok=True)


def keep_folder(path: Path, fill: Callable[[Path], None], most: int) -> bool:
    """Put a folder into a cache folder, and return whether it is there; the oldest make room.

    Args:
        path: the folder.
        fill: fills it, under another name; whoever is first to make it has made it for all.
        most: how many folders the cache folder may have.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=path.parent))
        try:
            fill(made)
            os.rename(made, path)
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
        finished = (each for each in path.parent.iterdir() if _UNFINISHED not in each.name)
        for old in sorted(finished, key=lambda each: each.stat().st_mtime)[:-most]:
            shutil.rmtree(old, ignore_errors=True)
    return path.is_dir()
