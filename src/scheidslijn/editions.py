"""The text editions of the source documents: their lines, never a copy of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from scheidslijn.errors import InputError

__all__ = ["Editions", "read_editions"]

# per document code its lines, which keep their line ends
Editions = Mapping[str, Sequence[bytes]]
_CELLS: Final = 5  # of a row in the table of the README: file, title, publisher, date, code


def read_editions(folder: Path) -> Editions:
    """Return the lines of each text edition, as the table in the README of the folder names it.

    Args:
        folder: holds ``README.md`` with a table of five columns, of which the first is a ``.txt``
            file in the folder and the last the code of the document, and those files.

    Raises:
        InputError: the README or a file that it names cannot be read, or it names none.
    """
    found: dict[str, list[bytes]] = {}
    readme = folder / "README.md"
    try:
        for line in readme.read_text(encoding="utf-8").splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(cells) == _CELLS and cells[0].endswith(".txt"):
                found[cells[-1]] = (folder / cells[0]).read_bytes().splitlines(keepends=True)
    except UnicodeDecodeError:
        raise InputError(str(readme), "the sources cannot be read: it is not UTF-8.") from None
    except OSError as error:
        name = str(error.filename or readme)
        raise InputError(name, f"the sources cannot be read: {error.strerror}.") from None
    if not found:
        raise InputError(str(readme), "the table names no text edition (.txt) with its code.")
    return found
