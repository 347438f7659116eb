"""The list of all pages for search engines (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from scheidslijn.model import LANGUAGES
from scheidslijn.pages import address
from scheidslijn.pages.drawings import slugs
from scheidslijn.pages.material import Material
from scheidslijn.pages.page import File

__all__ = ["sitemap"]

_START: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)
_SHARED: Final = (
    ("shapes", "shape/"),
    ("drawings", "tekening/"),
    ("ontology", "def/"),
    ("questions", "vraag/"),
)


def sitemap(site: Material) -> Iterator[File]:
    """Yield the sitemap; it holds whole addresses, so it needs to know where the site stands."""
    base = site.base_url or ""
    lines = [f"<url><loc>{escape(base + path)}</loc></url>\n" for path in sorted(_paths(site))]
    yield File("sitemap.xml", (_START + "".join(lines) + "</urlset>\n").encode())


def _paths(site: Material) -> Iterator[str]:
    """Yield what can be found: no page that only leads to others, such as that of searching."""
    yield address.HOME
    questions = [address.QUESTION + each.slug for each in site.questions]
    things = (*(i for iris in site.individuals.values() for i in iris), *questions)
    for language in LANGUAGES:
        yield f"{language}/"
        yield from (f"{language}/{path}" for part, path in _SHARED if part in site.parts)
        yield from (f"{language}/{kind}/" for kind in site.individuals)
        if "drawings" in site.parts:
            yield from (f"{language}/tekening/{slug}/" for slug in slugs(site))
        yield from (path for each in things if (path := site.path(each, language)))
