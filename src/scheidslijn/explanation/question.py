"""What a card says of a named question."""

from __future__ import annotations

from dataclasses import replace
from shlex import quote

from scheidslijn import resources
from scheidslijn.explanation.book import Book
from scheidslijn.explanation.facts import fact, things
from scheidslijn.explanation.types import Card, Value
from scheidslijn.model import Named, Parameter, Question, Text
from scheidslijn.namespaces import ID, SL

__all__ = ["question"]


def question(slug: str, card: Card, book: Book) -> Card:
    """Fill the card of a question: what it asks for, and what it answers with."""
    from scheidslijn.questions import get_question

    found = get_question(slug, resources.queries_folder())
    articles = [f"{ID}artikel/{each}" for each in found.articles]
    concerned = sorted({SL + each.type for each in found.parameters if each.type.isidentifier()})
    words = [Value(Text(w, w)) for part in found.keywords.values() for w in part]
    return replace(
        card,
        thing=Named(slug, found.question),
        says=found.description,
        facts=(
            *fact("asked", [_parameter(each, book) for each in found.parameters]),
            *fact("columns", [Value(each.title) for each in found.columns]),
            *fact("articles", things((each for each in articles if each in book.types), book)),
            *fact("keywords", words),
        ),
        classes=book.named(each for each in concerned if each in book.types),
        commands=(f"scheidslijn query show {slug}", f"scheidslijn query {slug}{_given(found)}"),
    )


def _given(found: Question) -> str:
    """Return what the question cannot be asked without, and a dossier where it is about those."""
    needed = [f"{each.name}={each.example}" for each in found.parameters if each.required]
    dossiers = any(column.type == "Dossier" for column in found.columns)
    given = "".join(f" --param {quote(each)}" for each in needed)
    return (" examples/verzuim" if dossiers else "") + given


def _parameter(parameter: Parameter, book: Book) -> Value:
    """Return a parameter as words: its name, what it is, and whether it can be left out."""
    need = Text("verplicht", "required") if parameter.required else Text("mag", "optional")
    title, name = parameter.title, parameter.name
    return Value(Text(f"{name} ({title.nl}, {need.nl})", f"{name} ({title.en}, {need.en})"))
