"""The first pages: the choice of a language, and the home page of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheidslijn.model import LANGUAGES, Language, Text
from scheidslijn.pages.address import HOME
from scheidslijn.pages.material import Material
from scheidslijn.pages.page import File, Page
from scheidslijn.pages.wordlist import STARTS
from scheidslijn.pages.words import kind_title, say

__all__ = ["Door", "home"]


@dataclass(frozen=True, slots=True)
class Door:
    """A way into the site: its path in each language, its name, and what is behind it."""

    path: str
    title: Text
    says: Text
    number: int | None = None


def home(site: Material) -> Iterator[File]:
    """Yield the page that gives the choice of a language, and the home page of each."""
    about = Text(say("home about", "nl"), say("home about", "en"))
    choice = Page(
        path=HOME,
        language="nl",
        title="Scheidslijn",
        description=f"{about.nl} {about.en}",
        twin=False,
    )
    yield site.page("choice.html", choice, {"about": about})
    for language in LANGUAGES:
        yield site.page("home.html", _page(language), _values(language, site))


def _page(language: Language) -> Page:
    title = Text(
        "Scheidslijn \u2013 normen voor casemanagement bij verzuim, Ziektewet en WGA",
        "Scheidslijn \u2013 norms for Dutch case management in sickness absence",
    )
    return Page(
        path=f"{language}/",
        language=language,
        title=title.in_language(language),
        description=say("home about", language),
    )


def _values(language: Language, site: Material) -> dict[str, object]:
    numbers = {kind: len(iris) for kind, iris in site.individuals.items()}
    doors = [
        Door(path, title, says, numbers.get(path.strip("/")))
        for path, title, says, part in STARTS
        if site.has_place(path, part)
    ]
    kinds = [
        Door(f"{kind}/", kind_title(kind), Text("", ""), number) for kind, number in numbers.items()
    ]
    kinds.sort(key=lambda door: door.title.in_language(language).casefold())
    documents = [site.book.document(each) for each in site.individuals.get("brondocument", ())]
    return {"doors": doors, "kinds": kinds, "documents": documents}
