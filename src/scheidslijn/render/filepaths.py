"""Where a file lies in a repository, as build servers want it: relative, with forward slashes.

A finding in one of several sheets of a workbook has the sheet after the name of the file,
``zaken.xlsx#Blad1``. No such file exists, so build servers get the file, and the message says
which sheet.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePath
from typing import Final

__all__ = ["file_of", "in_repository", "with_sheet"]

# Excel allows 31 characters, and none of these; so a "#" in the name of a folder is left alone.
_SHEET: Final = re.compile(r"(.*?\.xls[xm])#([^/\\:*?\[\]]{1,31})", re.IGNORECASE | re.DOTALL)


def in_repository(file: str, root: PurePath | None = None) -> str:
    """Return the path of a file from the root of its repository, without ``./`` and sheet.

    Args:
        file: the file as the user named it, with its sheet.
        root: the absolute folder that relative names start from; what lies in it becomes
            relative, anything else that is absolute stays as it is.

    >>> in_repository("./dossiers//a.ttl")
    'dossiers/a.ttl'
    """
    path = PurePath(file_of(file))
    if root is not None and path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    return posixpath.normpath(path.as_posix())


def file_of(file: str) -> str:
    """Return the file without the sheet that is named after a workbook.

    >>> file_of("zaken.xlsx#Blad1")
    'zaken.xlsx'
    """
    found = _SHEET.fullmatch(file)
    return found[1] if found else file


def with_sheet(message: str, file: str | None) -> str:
    """Return a message, with before it the sheet that is named after a workbook.

    >>> with_sheet("Dit is geen datum.", "zaken.xlsx#Blad1")
    'Blad1: Dit is geen datum.'
    """
    found = _SHEET.fullmatch(file or "")
    return f"{found[2]}: {message}" if found else message
