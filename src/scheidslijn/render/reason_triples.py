"""Inferred triples as Turtle or N-Triples, sorted, so that the same triples are the same bytes."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import RdfFormat, Triple, serialize

from scheidslijn.errors import UsageError
from scheidslijn.namespaces import PREFIXES

__all__ = ["FORMATS", "format_of", "render"]

FORMATS = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES}


def format_of(name: str) -> RdfFormat:
    """Return the format that a file name asks for.

    Raises:
        UsageError: its extension is another one.
    """
    for extension, form in FORMATS.items():
        if name.endswith(extension):
            return form
    raise UsageError(f"{name}: inferred triples are written to a file that ends in .ttl or .nt")


def render(triples: Sequence[Triple], form: RdfFormat) -> str:
    """Return triples, sorted, in one of the two formats."""
    prefixes = dict(PREFIXES) if form == RdfFormat.TURTLE else None
    written = serialize(sorted(triples, key=str), format=form, prefixes=prefixes)
    assert written is not None
    return written.decode()
