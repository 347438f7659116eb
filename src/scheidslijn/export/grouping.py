"""Puts statements about one thing together, so that a file in Turtle can be read."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

__all__ = ["by_subject"]


def by_subject(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return each statement once, all of a subject together, in order of appearance."""
    found: dict[object, dict[ox.Quad, None]] = {}
    for quad in quads:
        found.setdefault(quad.subject, {})[quad] = None
    return [quad for about in found.values() for quad in about]
