"""The pages of the named questions: a list, and one page for each in each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scheidslijn.explanation import Kind
from scheidslijn.model import LANGUAGES, Column, Language, Named, Parameter, Question
from scheidslijn.namespaces import ID, SL
from scheidslijn.pages.address import QUESTION
from scheidslijn.pages.material import Material
from scheidslijn.pages.page import Crumb, File, Page
from scheidslijn.pages.words import say
from scheidslijn.render.words import plain

__all__ = ["questions"]

_FRONT: Final = "#+"


def questions(site: Material) -> Iterator[File]:
    """Yield the list of the named questions, and the page of each, in each language."""
    named = [(Named(QUESTION + each.slug, each.question), each) for each in site.questions]
    for language in LANGUAGES:
        title = say("questions", language)
        page = Page(
            path=f"{language}/vraag/",
            language=language,
            title=f"{title} \u2013 Scheidslijn",
            description=say("questions intro", language),
            crumbs=(Crumb(say("home", language), f"{language}/"),),
            heading=title,
        )
        yield site.page("questions.html", page, {"questions": named})
    for each in site.questions:
        values = _values(each, site)
        for language in LANGUAGES:
            keywords = each.keywords.get(language, ())
            page = _page(each, language)
            yield site.page("question.html", page, {**values, "keywords": keywords})


def _page(question: Question, language: Language) -> Page:
    title = plain(question.question.in_language(language))
    return Page(
        path=f"{language}/vraag/{question.slug}/",
        language=language,
        title=f"{title} \u2013 {say('questions', language)} \u2013 Scheidslijn",
        description=plain(question.description.in_language(language)),
        crumbs=(
            Crumb(say("home", language), f"{language}/"),
            Crumb(say("questions", language), f"{language}/vraag/"),
        ),
        heading=title,
    )


def _values(question: Question, site: Material) -> dict[str, object]:
    articles = [f"{ID}artikel/{each}" for each in question.articles]
    file = f"{site.version}/queries/{question.slug}.rq"
    return {
        "question": question,
        "types": _types((*question.parameters, *question.columns), site),
        "articles": site.book.named(each for each in articles if each in site.book.types),
        "commands": site.explainer.card(question.slug, Kind.QUESTION).commands,
        "query": _bare(question.query),
        "file": file if "files" in site.parts else "",
    }


def _types(things: tuple[Parameter | Column, ...], site: Material) -> dict[str, Named]:
    """Return the classes that a question speaks of, by their local name."""
    names = {each.type for each in things if each.type.isidentifier()}
    return {name: site.book.book.named(SL + name) for name in names if SL + name in site.book.types}


def _bare(query: str) -> str:
    """Return a query without its front matter, which the page tells in words."""
    lines = query.split("\n")
    return "\n".join(line for line in lines if not line.startswith(_FRONT)).strip("\n")
