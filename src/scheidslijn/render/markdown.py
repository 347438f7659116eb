"""Rows as a Markdown table, for a wiki, an issue or a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from scheidslijn.model import Table, Term
from scheidslijn.render.table import shown
from scheidslijn.render.words import plain

__all__ = ["escaped", "markdown", "row"]

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
    lines = [f"## {escaped(heading)}", "", row(map(escaped, titles))]
    lines.append(row("---" for _ in titles))
    lines += [row(_cell(term, labels) for term in terms) for terms in table.rows]
    below = [escaped(part) for part in footer]
    if below:
        lines += ["", " \u00b7 ".join(below)]
    return "".join(f"{each}\n" for each in lines)


def row(cells: Iterable[str]) -> str:
    """Return a row of a table.

    >>> row(["a", "b"])
    '| a | b |'
    """
    return f"| {' | '.join(cells)} |"


def _cell(term: Term | None, labels: Mapping[Term, str]) -> str:
    text = escaped(shown(term, labels))
    if term is None or not _LINKED.fullmatch(term):
        return text
    return f"[{text}](<{plain(term)}>)"


def escaped(text: str) -> str:
    r"""Return text as one line that Markdown, also in a cell of a table, shows as it is.

    >>> escaped("a|b")
    'a\\|b'
    """
    return _SPECIAL.sub(r"\\\1", plain(text))
