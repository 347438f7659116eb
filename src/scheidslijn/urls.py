"""Finds files by URL: in object stores and whatever else fsspec reads, if the user names them.

What is found has the methods of a path, so whoever reads it need not know where it is. Nothing
is fetched until then, and never anything that a dossier names.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, cast

from scheidslijn.errors import InputError, UsageError

__all__ = ["find_remote", "is_here", "is_url"]

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_MISSING: Final = (
    "{}: reading from there needs what is not installed: run pip install 'scheidslijn[cluster]'."
)
_MAGIC: Final = re.compile(r"[*?\[]")


def is_url(name: str) -> bool:
    """Return whether a name is a URL, and no file of this machine.

    >>> is_url("s3://bucket/dossiers.nq"), is_url("dossiers.nq")
    (True, False)
    """
    return _URL.match(name) is not None


def is_here(path: Path) -> bool:
    """Return whether only this machine, or this process, has a file."""
    return isinstance(path, Path) or str(path).startswith("memory:")


def find_remote(url: str) -> dict[str, Path]:
    """Return the file at a URL, or the files in a folder or of a glob by their URLs, sorted.

    Args:
        url: such as ``s3://bucket/dossiers/*.nq``.

    Raises:
        UsageError: nothing is installed that reads there.
        InputError: there is nothing, or it cannot be reached.
    """
    try:
        from upath import UPath
    except ImportError:
        raise UsageError(_MISSING.format(url)) from None
    try:
        path = UPath(url)
        fs = path.fs
        if _MAGIC.search(path.path):
            names = fs.glob(path.path)
        elif fs.isdir(path.path):
            names = fs.find(path.path)
        elif fs.exists(path.path):
            return {url: cast("Path", path)}
        else:
            raise InputError(url, "no such file or folder.")
        urls = sorted(fs.unstrip_protocol(name) for name in names)
        return {each: cast("Path", UPath(each)) for each in urls}
    except InputError:
        raise
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: nothing is installed that reads there: {error}.") from error
    except Exception as error:  # whatever a library for a store throws
        why = f"{type(error).__name__}: {error}".rstrip(".")
        raise InputError(url, f"it cannot be reached ({why}).") from error
