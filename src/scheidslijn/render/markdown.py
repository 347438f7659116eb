"""Rows as a Markdown table, for a wiki, an issue or a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from scheidslijn.model import Table, Term
from scheidslijn.render.table import shown
from scheidslijn.render.words import plain

__all__ = ["markdown"]

# What could start or end anything in Markdown, or in the HTML that it lets through.
_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_LINKED: Final = re.compile(r"https?://[^\s<>|]+")


def markdown(
    heading: str,
    titles: Sequence[str],
    table: Table,
    labels: Mapping[Term, str],
    footer: Iterable[str] = (),
) -> str:
    r"""Return a heading, the table and what stands below it; an IRI is a link with its label.

    >>> print(markdown("Who?", ["role"], Table(("r",), (("urn:x",),)), {"urn:x": "a|b"}), end="")
    ## Who?
    <BLANKLINE>
    | role |
    | --- |
    | a\|b |
    """
    lines = [f"## {_escaped(heading)}", "", _line(map(_escaped, titles))]
    lines.append(_line("---" for _ in titles))
    lines += [_line(_cell(term, labels) for term in row) for row in table.rows]
    below = [_escaped(part) for part in footer]
    if below:
        lines += ["", " \u00b7 ".join(below)]
    return "".join(f"{line}\n" for line in lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(term: Term | None, labels: Mapping[Term, str]) -> str:
    text = _escaped(shown(term, labels))
    if term is None or not _LINKED.fullmatch(term):
        return text
    return f"[{text}](<{plain(term)}>)"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", plain(text))
