"""Turns a glob into a regular expression, for walks of our own."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Sequence

__all__ = ["part_regexes"]


def part_regexes(parts: Sequence[str]) -> Iterator[str]:
    """Yield the pieces of a regular expression for a glob that was cut at its slashes."""
    for i, part in enumerate(parts):
        last = i == len(parts) - 1
        if part == "**":
            yield ".*" if last else "(?:[^/]+/)*"
        else:
            # fnmatch lets * cross a slash, so the component is cut out by a lookahead first.
            yield "(?=[^/]*" + (r"\Z)" if last else "/)")
            yield fnmatch.translate(part).removesuffix(r"\Z") + ("" if last else "/")
