"""Keeps files in the user's cache folder, whole or not at all.

What cannot be written is left: whoever keeps a file can make it anew. What a name stands for is
the caller's matter; a hash of everything that the file was made from.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

__all__ = ["cache_folder", "keep_file"]


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
