"""Draws the roles of each domain and the lines between them.

Above, the core roles as blocks with the roles that strengthen them; lines over the blocks divide
the core roles. Below, a triangle holds every pair of roles that do not go together: with some
twenty roles lines would cross each other until nobody can follow them. Last, the norms by number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from scheidslijn.draw.canvas import DASHED, GREY, INK, LIGHT, Canvas
from scheidslijn.draw.drawing import DataTable, Drawing
from scheidslijn.draw.entries import Entry, draw_entries
from scheidslijn.draw.fonts import text_width
from scheidslijn.draw.roles_blocks import blocks, draw_blocks, norm_numbers, numbers
from scheidslijn.draw.roles_data import DomainRoles, Pair, domain_roles, domains
from scheidslijn.draw.roles_matrix import draw_matrix
from scheidslijn.draw.signs import discouraged, exempted, forbidden, inherited, numbered
from scheidslijn.draw.words import say
from scheidslijn.model import Engine, Language

__all__ = ["draw_roles"]

_WIDTH: Final = 1380.0
_SIZE: Final = 10.5


def draw_roles(engine: Engine, language: Language, domain: str | None, edition: str) -> Drawing:
    """Draw one domain, or all below each other.

    Args:
        engine: what holds the rule book.
        language: of all text.
        domain: the last part of its IRI, such as ``wga``; None for all domains.
        edition: which rule book it is, to write at the top.

    Raises:
        UsageError: there is no such domain.
    """
    found = [domain_roles(engine, each, language) for each in domains(engine, domain, language)]
    names = ", ".join(data.names[data.domain] for data in found)
    title = f"{say('roles title', language)}: {names}"
    canvas = Canvas()
    canvas.text(0, 22, title, 20, bold=True)
    canvas.text(0, 42, edition, _SIZE, fill=GREY)
    bottom = _draw_legend(canvas, 58, language)
    tables: list[DataTable] = []
    for data in found:
        bottom = _draw_domain(canvas, data, bottom + 16, language)
        tables += _tables(data, language)
    description = say("roles description", language)
    return Drawing(
        title=title,
        description=description,
        language=language,
        svg=canvas.document(title, description, language),
        size=canvas.size,
        legend=tuple(_legend(language)),
        tables=tuple(tables),
    )


_SIGNS: Final = (
    "line", "dashes", "solid box", "dashed box", "forbidden", "discouraged", "inherited", "exempted"
)  # fmt: skip


def _legend(language: Language) -> Iterator[tuple[str, str]]:
    for sign in _SIGNS:
        yield say(f"sign {sign}", language), say(f"means {sign}", language)


def _draw_legend(canvas: Canvas, top: float, language: Language) -> float:
    x, y = 0.0, top + 10
    for sign in _SIGNS:
        text = say(f"means {sign}", language)
        needed = 44 + text_width(text, _SIZE) + 26
        if x and x + needed > _WIDTH:
            x, y = 0.0, y + 22
        _draw_sign(canvas, sign, x, y)
        canvas.text(x + 44, y + 4, text, _SIZE)
        x += needed
    return y + 14


def _draw_sign(canvas: Canvas, sign: str, x: float, y: float) -> None:
    if sign in ("line", "dashes"):
        thick, dashes = (4.0, None) if sign == "line" else (2.0, DASHED)
        canvas.line(x, y, x + 36, y, thick=thick, dashes=dashes)
    elif sign in ("solid box", "dashed box"):
        solid = sign == "solid box"
        canvas.box(
            x, y - 8, 36, 16, stroke=INK if solid else GREY, dashes=None if solid else DASHED
        )
    else:
        draw = {
            "forbidden": forbidden,
            "discouraged": discouraged,
            "inherited": inherited,
            "exempted": exempted,
        }[sign]
        draw(canvas, x + 18, y, 7 if sign == "inherited" else 10)


def _draw_domain(canvas: Canvas, data: DomainRoles, top: float, language: Language) -> float:
    canvas.line(0, top, _WIDTH, top, stroke=LIGHT)
    name = data.names[data.domain]
    canvas.text(0, top + 26, say("domain", language, name=name), 17, bold=True)
    bottom = draw_blocks(canvas, data, top + 40, _WIDTH, language)
    canvas.text(0, bottom + 34, say("matrix", language), 14, bold=True)
    bottom = draw_matrix(canvas, data, numbers(data), bottom + 48)
    canvas.text(0, bottom + 30, say("norms", language), 14, bold=True)
    return _draw_norms(canvas, data, bottom + 42, language)


def _draw_norms(canvas: Canvas, data: DomainRoles, top: float, language: Language) -> float:
    """Draw what each number in the triangle stands for."""
    order = norm_numbers(data)

    def sign(number: int) -> Callable[[float, float], None]:
        return lambda x, y: numbered(canvas, x, y, number, 26)

    entries = [
        Entry(
            sign(order[pair.norm]),
            data.names[pair.norm],
            tuple(_notes(data, pair, language)),
            {"norm": pair.norm},
        )
        for pair in sorted(data.pairs, key=lambda each: order[each.norm])
    ]
    return draw_entries(canvas, entries, top, _WIDTH, 3)


def _kind(pair: Pair, language: Language) -> str:
    word = say("means forbidden" if pair.forbidden else "means discouraged", language)
    return f"{word}, {say('acting only', language)}" if pair.acting_only else word


def _notes(data: DomainRoles, pair: Pair, language: Language) -> Iterator[str]:
    """Yield what is said of a norm below its name."""
    number = numbers(data)
    first, second = sorted(pair.roles, key=lambda role: number[role])
    roles = f"{number[first]} \u00d7 {number[second]}"
    yield f"{roles}: {_kind(pair, language)} · {data.names[pair.status]}"
    if pair.sources:
        yield "; ".join(pair.sources)
    yield from _exceptions(data, pair, language)


def _exceptions(data: DomainRoles, pair: Pair, language: Language) -> Iterator[str]:
    for each in pair.exemptions:
        text = say("unless", language, exception=data.names[each.norm])
        conditions = ", ".join(data.names[condition] for condition in each.conditions)
        yield f"{text} ({say('if', language, conditions=conditions)})" if conditions else text


def _tables(data: DomainRoles, language: Language) -> Iterator[DataTable]:
    domain, number, order = data.names[data.domain], numbers(data), norm_numbers(data)
    rows = []
    for pair in sorted(data.pairs, key=lambda each: order[each.norm]):
        first, second = sorted(pair.roles, key=lambda role: number[role])
        rows.append(
            (
                str(order[pair.norm]),
                data.names[first],
                data.names[second],
                _kind(pair, language),
                data.names[pair.norm],
                data.names[pair.status],
                "; ".join(_exceptions(data, pair, language)),
                "; ".join(pair.sources),
            )
        )
    columns = ("number", "role", "other role", "kind", "norm", "standing", "exceptions", "sources")
    caption = f"{say('matrix', language)} {domain}"
    yield DataTable(caption, tuple(say(column, language) for column in columns), tuple(rows))
    yield _role_table(data, language)


def _role_table(data: DomainRoles, language: Language) -> DataTable:
    number = numbers(data)
    rows = [
        (
            str(number[block.role]),
            data.names[block.role],
            say("other roles", language) if core is None else data.names[core],
            say("means solid box" if block.counts else "means dashed box", language)
            if core is not None
            else "",
        )
        for core, members in blocks(data)
        for block in members
    ]
    columns = tuple(say(column, language) for column in ("number", "role", "core role", "how"))
    caption = f"{say('roles title', language)}: {data.names[data.domain]}"
    return DataTable(caption, columns, tuple(rows))
