"""The drawings of the rule book: roles per domain, and delegation, with their tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scheidslijn import draw
from scheidslijn.draw import Drawing
from scheidslijn.model import LANGUAGES, Language
from scheidslijn.pages.material import Material
from scheidslijn.pages.page import Crumb, File, Page
from scheidslijn.pages.words import say
from scheidslijn.terms import local_name

__all__ = ["drawings", "slugs"]

_ROLES: Final = "rollen-"
_DELEGATION: Final = "delegatie"


def drawings(site: Material) -> Iterator[File]:
    """Yield the list of the drawings, and the page and the SVG of each, in each language."""
    for language in LANGUAGES:
        drawn = dict(_drawn(site, language))
        title = say("drawings", language)
        page = Page(
            path=f"{language}/tekening/",
            language=language,
            title=f"{title} \u2013 Scheidslijn",
            description=say("drawings note", language),
            crumbs=(Crumb(say("home", language), f"{language}/"),),
            heading=title,
        )
        yield site.page("drawings.html", page, {"drawn": drawn})
        for slug, drawing in drawn.items():
            path = f"{language}/tekening/{slug}/"
            svg = f"{path}{slug}.svg"
            values = {"drawing": drawing, "svg": svg}
            yield site.page("drawing.html", _page(path, drawing, language), values)
            yield File(svg, drawing.svg.encode())


def slugs(site: Material) -> tuple[str, ...]:
    """Return the names of the drawings."""
    domains = (local_name(each) for each in site.individuals.get("domein", ()))
    return (*(f"{_ROLES}{domain}" for domain in domains), _DELEGATION)


def _drawn(site: Material, language: Language) -> Iterator[tuple[str, Drawing]]:
    for slug in slugs(site):
        if slug == _DELEGATION:
            yield slug, draw.delegation(language)
        else:
            yield slug, draw.roles(language, domain=slug.removeprefix(_ROLES))


def _page(path: str, drawing: Drawing, language: Language) -> Page:
    return Page(
        path=path,
        language=language,
        title=f"{drawing.title} \u2013 {say('drawings', language)} \u2013 Scheidslijn",
        description=drawing.description,
        crumbs=(
            Crumb(say("home", language), f"{language}/"),
            Crumb(say("drawings", language), f"{language}/tekening/"),
        ),
        heading=drawing.title,
    )
