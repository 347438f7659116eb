"""Where a file lies in a repository, as build servers want it: relative, with forward slashes."""

from __future__ import annotations

import posixpath
from pathlib import PurePath

__all__ = ["in_repository"]


def in_repository(file: str, root: PurePath | None = None) -> str:
    """Return the path of a file from the root of its repository, without ``./``.

    Args:
        file: the file as the user named it.
        root: the absolute folder that relative names start from; what lies in it becomes
            relative, anything else that is absolute stays as it is.

    >>> in_repository("./dossiers//a.ttl")
    'dossiers/a.ttl'
    """
    path = PurePath(file)
    if root is not None and path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    return posixpath.normpath(path.as_posix())
