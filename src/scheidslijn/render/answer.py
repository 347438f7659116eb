"""An answer in every format, in one table; what a format cannot hold is refused by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from scheidslijn.answers import Answer
from scheidslijn.errors import UsageError
from scheidslijn.model import Graph, Language, Question, Table, Term
from scheidslijn.render.footer import footer

__all__ = [
    "FORMATS",
    "FOR_PEOPLE",
    "AnswerStyle",
    "check_format",
    "default_format",
    "footer",
    "needs_labels",
    "render",
]

_ROWS: Final = ("table", "csv", "json", "markdown", "html")
_TRUTH: Final = ("table", "json")
_GRAPH: Final = ("turtle", "graphml")
# In these the footer is a part of what is written.
FOR_PEOPLE: Final = ("table", "markdown", "html")
_BOLD: Final = "\x1b[1m"
_DIM: Final = "\x1b[2m"
_PLAIN: Final = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class AnswerStyle:
    """What a reader chose; a format ignores what it has no use for.

    Attributes:
        language: of headings and titles.
        labels: whether labels go with IRIs; None for what suits the format.
        footer: whether it is written below formats for people.
        color: whether a table may hold terminal colours.
        width: the width of a table, in characters.
    """

    language: Language = "nl"
    labels: bool | None = None
    footer: bool = True
    color: bool = False
    width: int = 100


def default_format(question: Question) -> str:
    """Return the format in which this question is answered when nobody says."""
    return _allowed(question)[0]


def check_format(question: Question, name: str) -> None:
    """Refuse a format that cannot hold the answer of this question.

    Raises:
        UsageError: it cannot; the message says which formats can.
    """
    allowed = _allowed(question)
    if name not in allowed:
        gives = {"SELECT": "rows", "ASK": "true or false"}.get(question.form, "a graph")
        *most, last = allowed
        raise UsageError(
            f"{question.slug} gives {gives}, which cannot be written as {name}; "
            f"use --format {', '.join(most)} or {last}."
        )


def needs_labels(name: str, style: AnswerStyle) -> bool:
    """Return whether a format shows labels, so that they have to be looked up."""
    if style.labels is not None:
        return style.labels
    return name in (*FOR_PEOPLE, "graphml")


def render(answer: Answer, name: str, style: AnswerStyle) -> str:
    """Return the answer in the format with this name.

    Raises:
        UsageError: the format cannot hold this answer, or has no place for labels.
    """
    check_format(answer.question, name)
    if name in ("json", "turtle") and style.labels:
        raise UsageError(f"{name} holds the terms of the answer only: leave out --labels.")
    if style.labels is False:
        answer = replace(answer, labels={})
    return FORMATS[name](answer, style)


def _allowed(question: Question) -> tuple[str, ...]:
    return {"SELECT": _ROWS, "ASK": _TRUTH}.get(question.form, _GRAPH)


def _table(answer: Answer, style: AnswerStyle) -> str:
    from scheidslijn.render import table

    bold, dim, plain = (_BOLD, _DIM, _PLAIN) if style.color else ("", "", "")
    heading = f"{bold}{_heading(answer, style)}{plain}\n\n"
    if isinstance(answer.result, bool):
        body = f"{str(answer.result).lower()}\n"
    else:
        titled = replace(_rows(answer), columns=_titles(answer, style))
        body = table.text(titled, answer.labels, style.width)
    below = _footer(answer, style)
    wrapped = table.lines("; ".join(below), style.width) if below else []
    return heading + body + "".join(f"{dim}{line}{plain}\n" for line in ("", *wrapped) if below)


def _csv(answer: Answer, style: AnswerStyle) -> str:
    from scheidslijn.render import table

    rows = _rows(answer)
    if style.labels:
        rows = table.with_labels(rows, _iri_columns(answer, rows), answer.labels)
    return table.csv(rows)


def _json(answer: Answer, style: AnswerStyle) -> str:
    from scheidslijn.render import table
    from scheidslijn.render.json import dump

    if isinstance(answer.result, bool):
        return dump({"head": {}, "boolean": answer.result})
    return table.json(_rows(answer))


def _markdown(answer: Answer, style: AnswerStyle) -> str:
    from scheidslijn.render.markdown import markdown

    below = _footer(answer, style)
    titles = _titles(answer, style)
    return markdown(_heading(answer, style), titles, _rows(answer), answer.labels, below)


def _html(answer: Answer, style: AnswerStyle) -> str:
    from scheidslijn.render.html import html

    below = _footer(answer, style)
    heading, titles = _heading(answer, style), _titles(answer, style)
    return html(heading, titles, _rows(answer), answer.labels, style.language, below)


def _turtle(answer: Answer, style: AnswerStyle) -> str:
    from scheidslijn.render.graph import turtle

    return turtle(_graph(answer))


def _graphml(answer: Answer, style: AnswerStyle) -> str:
    from scheidslijn.render.graph import graphml

    return graphml(_graph(answer), answer.labels)


FORMATS: Final[Mapping[str, Callable[[Answer, AnswerStyle], str]]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "markdown": _markdown,
    "html": _html,
    "turtle": _turtle,
    "graphml": _graphml,
}


def _rows(answer: Answer) -> Table:
    assert isinstance(answer.result, Table)  # as `check_format` saw to
    return answer.result


def _graph(answer: Answer) -> Graph:
    assert isinstance(answer.result, Graph)
    return answer.result


def _heading(answer: Answer, style: AnswerStyle) -> str:
    return answer.question.question.in_language(style.language)


def _titles(answer: Answer, style: AnswerStyle) -> tuple[str, ...]:
    return tuple(each.title.in_language(style.language) for each in answer.question.columns)


def _footer(answer: Answer, style: AnswerStyle) -> list[str]:
    return footer(answer, style.language) if style.footer else []


def _iri_columns(answer: Answer, rows: Table) -> set[str]:
    """Return the columns of IRIs: by their type, or by what is in them where no type is given."""
    found = set()
    for index, column in enumerate(answer.question.columns):
        held = any(_is_iri(row[index]) for row in rows.rows)
        if held if not column.type else not column.type.startswith(("xsd:", "text")):
            found.add(column.name)
    return found


def _is_iri(term: Term | None) -> bool:
    return term is not None and not term.startswith(("_:", '"'))
