"""Questions themselves, as text and as JSON: a list of them, and everything about one."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from scheidslijn.asking import Known
from scheidslijn.model import LANGUAGES, Column, Language, Parameter, Question, Text
from scheidslijn.render.json import dump
from scheidslijn.render.words import plain
from scheidslijn.terms import local_name

__all__ = ["command_line", "list_json", "list_text", "show_json", "show_text"]

_SHOWN: Final = 12
_INDENT: Final = "    "
_WIDTH: Final = 100
_WORDS: Final[dict[str, Text]] = {
    "parameters": Text("Parameters", "Parameters"),
    "columns": Text("Kolommen", "Columns"),
    "articles": Text("Artikelen", "Articles"),
    "keywords": Text("Trefwoorden", "Keywords"),
    "query": Text("Query", "Query"),
    "ask": Text("Zo stelt u de vraag", "How to ask it"),
    "optional": Text("mag weg", "optional"),
    "default": Text("anders", "by default"),
    "such as": Text("bijvoorbeeld", "such as"),
    "one of": Text("een van", "one of"),
    "more": Text("nog {n} andere", "{n} more"),
    "none": Text("Geen vraag past hierbij.", "No question fits this."),
}


def list_text(questions: Iterable[Question], language: Language) -> str:
    """Return slug and sentence of each question, and the parameters that it needs."""
    lines = []
    for each in questions:
        needed = " ".join(f"{p.name}=\u2026" for p in each.parameters if p.required)
        lines += [f"{each.slug} {needed}".rstrip(), _INDENT + _plain(each.question, language)]
    return "".join(f"{line}\n" for line in lines) or f"{_word('none', language)}\n"


def list_json(questions: Iterable[Question]) -> str:
    """Return the questions as JSON, in both languages, without their query."""
    return dump([_object(each) for each in questions])


def show_json(question: Question, known: Known) -> str:
    """Return everything about one question as JSON, with the values that parameters can have."""
    found = _object(question) | {"query": question.query, "command": command_line(question)}
    values = {
        name: [{"id": iri, "label": _both(label)} for iri, label in sorted(allowed.items())]
        for name, allowed in known.values.items()
    }
    return dump(found | {"values": values})


def show_text(question: Question, known: Known, language: Language) -> str:
    """Return everything about one question.

    Args:
        question: what is shown.
        known: what the rule book has for its parameters, and its articles.
        language: that of sentences and titles; the query is as it is.
    """
    parts: list[tuple[str, Sequence[str]]] = [
        (
            "parameters",
            [_parameter(p, known.values.get(p.name), language) for p in question.parameters],
        ),
        ("columns", [_column(column, language) for column in question.columns]),
        ("articles", [_article(name, known, language) for name in question.articles]),
        ("keywords", [", ".join(question.keywords.get(language, ()))]),
    ]
    text = f"{question.slug}\n\n{_wrapped(_plain(question.question, language), '')}"
    if question.description.in_language(language):
        text += "\n" + _wrapped(_plain(question.description, language), "")
    for key, lines in parts:
        if any(lines):
            text += f"\n{_word(key, language)}:\n" + "".join(_wrapped(line) for line in lines)
    query = "".join(f"{_INDENT}{line}\n" for line in _body(question).splitlines())
    text += f"\n{_word('query', language)}:\n{query}"
    return f"{text}\n{_word('ask', language)}:\n{_INDENT}{command_line(question)}\n"


def command_line(question: Question) -> str:
    """Return a command that asks the question, with its examples for parameters.

    >>> command_line(Question("wie", Text("", ""), Text("", ""), ""))
    'scheidslijn query wie'
    """
    words = ["scheidslijn", "query", question.slug]
    for each in question.parameters:
        if each.example:
            words += ["--param", f"{each.name}={each.example}"]
    return shlex.join(words)


def _parameter(parameter: Parameter, values: Mapping[str, Text] | None, language: Language) -> str:
    title = _plain(parameter.title, language)
    parts = [parameter.type or "IRI"]
    parts += [] if parameter.required else [_word("optional", language)]
    if parameter.default is not None:
        parts.append(f"{_word('default', language)} {parameter.default}")
    said = "" if title == parameter.name else f" \u2013 {title}"
    example = f"; {_word('such as', language)} {parameter.example}" if parameter.example else ""
    line = f"{parameter.name}{said} ({', '.join(parts)}){example}"
    known = list(parameter.values) or sorted(map(local_name, values or ()))
    if not known:
        return line
    left = len(known) - _SHOWN
    more = [_word("more", language).format(n=left)] if left > 0 else []
    return f"{line}; {_word('one of', language)} {', '.join([*known[:_SHOWN], *more])}"


def _article(name: str, known: Known, language: Language) -> str:
    label = known.articles.get(name)
    return name if label is None else f"{_plain(label, language)} ({name})"


def _column(column: Column, language: Language) -> str:
    title = _plain(column.title, language)
    said = "" if title == column.name else f" \u2013 {title}"
    return f"{column.name}{said}" + (f" ({column.type})" if column.type else "")


def _body(question: Question) -> str:
    """Return the query without its front matter."""
    lines = question.query.splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+")).strip("\n")


def _object(question: Question) -> dict[str, object]:
    return {
        "name": question.slug,
        "question": _both(question.question),
        "description": _both(question.description),
        "form": question.form,
        "parameters": [
            {
                "name": each.name,
                "type": each.type,
                "title": _both(each.title),
                "required": each.required,
                "example": each.example,
                "default": each.default,
                "values": list(each.values),
            }
            for each in question.parameters
        ],
        "columns": [
            {"name": each.name, "type": each.type, "title": _both(each.title)}
            for each in question.columns
        ],
        "articles": list(question.articles),
        "keywords": {each: list(question.keywords.get(each, ())) for each in LANGUAGES},
    }


def _both(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}


def _plain(text: Text, language: Language) -> str:
    return plain(text.in_language(language))


def _word(key: str, language: Language) -> str:
    return _WORDS[key].in_language(language)


def _wrapped(line: str, indent: str = _INDENT) -> str:
    further = indent + "  " if indent else ""
    lines = textwrap.wrap(
        line, _WIDTH, initial_indent=indent, subsequent_indent=further, break_on_hyphens=False
    )
    return "".join(f"{each}\n" for each in lines)
