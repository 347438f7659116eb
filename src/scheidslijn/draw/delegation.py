"""Draws who may pass on which task to whom, by doctor and source, on a sheet of A3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scheidslijn.draw.canvas import GREY, Canvas
from scheidslijn.draw.delegation_data import Delegations, delegations
from scheidslijn.draw.delegation_sheet import Sheet
from scheidslijn.draw.drawing import DataTable, Drawing
from scheidslijn.draw.fonts import text_width
from scheidslijn.draw.signs import letters as letters_of
from scheidslijn.draw.words import say
from scheidslijn.model import Engine, Language, Term

__all__ = ["draw_delegation"]

_LEGEND: Final = 1000.0


def draw_delegation(engine: Engine, language: Language, edition: str) -> Drawing:
    """Draw all norms of the rule book on passing on tasks.

    Args:
        engine: what holds the rule book.
        language: of all text.
        edition: which rule book it is, to write at the top.
    """
    data = delegations(engine, language)
    forms = {form for norm in data.norms for form in norm.forms}
    letters = letters_of({form: data.names[form] for form in forms})
    title = say("delegation title", language)
    description = say("delegation description", language, number=str(len(data.norms)))
    canvas = Canvas()
    canvas.text(0, 22, title, 20, bold=True)
    canvas.text(0, 42, edition, 10, fill=GREY)
    legend = tuple(_legend(data, letters, language))
    top = _draw_legend(canvas, legend, 56)
    Sheet(canvas, data, letters, language).draw(top + 10)
    return Drawing(
        title=title,
        description=description,
        language=language,
        svg=canvas.document(title, description, language),
        size=canvas.size,
        legend=legend,
        tables=(_table(data, language),),
    )


def _legend(
    data: Delegations, letters: dict[Term, str], language: Language
) -> Iterator[tuple[str, str]]:
    for form, letter in sorted(letters.items(), key=lambda item: item[1]):
        yield letter, data.names[form]
    yield "\u2013", say("means no form", language)
    yield "*", say("means condition", language)
    yield "[…]", say("means different", language)
    yield "(1)", say("means number", language)


def _draw_legend(canvas: Canvas, legend: tuple[tuple[str, str], ...], top: float) -> float:
    x, y = 0.0, top
    for sign, meaning in legend:
        needed = 30 + text_width(meaning, 10) + 22
        if x and x + needed > _LEGEND:
            x, y = 0.0, y + 18
        canvas.text(x, y + 11, sign, 11, bold=True)
        canvas.text(x + 26, y + 11, meaning, 10)
        x += needed
    return y + 18


def _table(data: Delegations, language: Language) -> DataTable:
    names = data.names

    def listed(terms: tuple[Term, ...]) -> str:
        return ", ".join(names[term] for term in terms)

    found = [
        (
            names[norm.norm], listed(norm.tasks), listed(norm.bearers), listed(norm.forms),
            listed(norm.delegates), listed(norm.domains), listed(norm.conditions),
            listed(norm.statuses), "; ".join(norm.sources),
        )
        for norm in data.norms
    ]  # fmt: skip
    heads = ("norm", "task", "bearer", "form", "delegate", "domains", "conditions", "standing",
             "sources")  # fmt: skip
    return DataTable(
        say("delegation title", language),
        tuple(say(head, language) for head in heads),
        tuple(sorted(found)),
    )
