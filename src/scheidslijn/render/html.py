"""Rows as one small HTML page that needs nothing else, and runs no script."""

from __future__ import annotations

import html as html_module
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from scheidslijn.model import Language, Table, Term
from scheidslijn.render.table import shown
from scheidslijn.render.words import plain

__all__ = ["html"]

# An IRI can also be a javascript: one, so only these are links.
_LINKED: Final = re.compile(r"https?://\S+")
_STYLE: Final = """\
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse }
caption { font-size: 1.25rem; font-weight: 600; text-align: left; padding-bottom: 0.75rem }
th, td { border-bottom: 1px solid #ccc; padding: 0.35rem 1rem 0.35rem 0; text-align: left; \
vertical-align: top }
a { color: #00508f }
footer { margin-top: 1.5rem; font-size: 0.875rem; color: #555 }
"""


def html(
    heading: str,
    titles: Sequence[str],
    table: Table,
    labels: Mapping[Term, str],
    language: Language,
    footer: Iterable[str] = (),
) -> str:
    """Return a page with the table; an IRI is a link with its label, and says itself as title."""
    rows = [
        "".join(f"<td>{_cell(term, labels)}</td>" for term in row).join(("<tr>", "</tr>"))
        for row in table.rows
    ]
    heads = "".join(f'<th scope="col">{_escaped(title)}</th>' for title in titles)
    below = " \u00b7 ".join(map(_escaped, footer))
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_escaped(heading)}</title>",
        f"<style>\n{_STYLE}</style>",
        "</head>",
        "<body>",
        "<table>",
        f"<caption>{_escaped(heading)}</caption>",
        "<thead>",
        f"<tr>{heads}</tr>",
        "</thead>",
        "<tbody>",
        *rows,
        "</tbody>",
        "</table>",
        *([f"<footer>{below}</footer>"] if below else []),
        "</body>",
        "</html>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _cell(term: Term | None, labels: Mapping[Term, str]) -> str:
    text = _escaped(shown(term, labels))
    if term is None or term.startswith(("_:", '"')):
        return text
    iri = _escaped(term)
    if _LINKED.fullmatch(term):
        return f'<a href="{iri}" title="{iri}">{text}</a>'
    return f'<span title="{iri}">{text}</span>'


def _escaped(text: str) -> str:
    return html_module.escape(plain(text))
