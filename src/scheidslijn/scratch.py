"""Databases that hold, while something is done, what memory might not.

SQLite keeps a database without a name in memory until that grows, and then in a file that goes
with the process; where files of that kind lie, the variable SQLITE_TMPDIR or TMPDIR says.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from scheidslijn.errors import EngineError

__all__ = ["kept_on_disk", "scratch_database"]


def scratch_database(tables: str, cache: int) -> sqlite3.Connection:
    """Return a new database that nobody else sees, in one transaction that need never end.

    If each row were committed by itself, each would be written to the disk by itself.

    Args:
        tables: the statements that make its tables.
        cache: how many KiB of it stay in memory.
    """
    database = sqlite3.connect("", isolation_level=None)
    database.executescript(
        f"PRAGMA cache_size = -{cache}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
        f"{tables}; BEGIN"
    )
    return database


@contextmanager
def kept_on_disk(what: str) -> Iterator[None]:
    """Say in a sentence that the disk is full, or fails.

    Args:
        what: what is kept, as the subject of that sentence.

    Raises:
        EngineError: it is.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise EngineError(
            f"{what} cannot be kept on disk: {error}. Give a folder with more room in the "
            "variable SQLITE_TMPDIR."
        ) from error
