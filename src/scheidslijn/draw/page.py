"""Writes a drawing as an HTML page that needs nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from scheidslijn.draw.drawing import DataTable, Drawing
from scheidslijn.draw.fonts import FAMILY
from scheidslijn.draw.words import say

__all__ = ["html"]

_STYLE: Final = f"""\
body {{ font-family: {FAMILY}; color: #1a1a1a; background: #fff; margin: 1.5rem; }}
figure {{ margin: 0; overflow-x: auto; }}
figure svg {{ max-width: 100%; height: auto; }}
table {{ border-collapse: collapse; margin: 1rem 0; font-size: 0.85rem; }}
caption {{ text-align: left; font-weight: bold; padding: 0.3rem 0; }}
th, td {{ border: 1px solid #5a5a5a; padding: 0.2rem 0.4rem; }}
th, td {{ text-align: left; vertical-align: top; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; }}
dt {{ font-weight: bold; }}
dd {{ margin: 0; }}
@page {{ size: A3; margin: 10mm; }}
@media print {{
  body {{ margin: 0; }}
  h1, h1 + p {{ display: none; }}
  figure {{ break-after: page; overflow: visible; }}
  figure.sheet svg {{ max-height: 99vh; }}
}}
"""
# Up to this height for its width a drawing is printed on one page, however small.
_SHEET: Final = 2.0


def html(drawing: Drawing) -> str:
    """Return the drawing within a page, followed by its legend and its data as tables."""
    return "".join(f"{line}\n" for line in _lines(drawing))


def _lines(drawing: Drawing) -> Iterator[str]:
    language = drawing.language
    yield "<!DOCTYPE html>"
    yield f'<html lang="{language}">'
    yield '<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(drawing.title)}</title>"
    yield f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{escape(drawing.title)}</h1>\n<p>{escape(drawing.description)}</p>"
    width, height = drawing.size
    kind = ' class="sheet"' if height < _SHEET * width else ""
    yield f"<figure{kind}>\n{drawing.svg.rstrip()}\n</figure>"
    yield f"<h2>{escape(say('legend', language))}</h2>\n<dl>"
    for sign, meaning in drawing.legend:
        yield f"<dt>{escape(sign)}</dt><dd>{escape(meaning)}</dd>"
    yield f"</dl>\n<h2>{escape(say('data', language))}</h2>"
    for table in drawing.tables:
        if table.rows:
            yield from _table(table)
    yield "</main>\n</body>\n</html>"


def _table(table: DataTable) -> Iterator[str]:
    yield f"<table>\n<caption>{escape(table.caption)}</caption>"
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for first, *rest in table.rows:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</tbody>\n</table>"
