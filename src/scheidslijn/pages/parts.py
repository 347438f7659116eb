"""The parts of a site, in one table: each is a function from the material to its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from scheidslijn.model import Text
from scheidslijn.pages.drawings import drawings
from scheidslijn.pages.exports import exports
from scheidslijn.pages.files import files
from scheidslijn.pages.fixed import fixed
from scheidslijn.pages.home import home
from scheidslijn.pages.individuals import individuals
from scheidslijn.pages.lists import lists
from scheidslijn.pages.material import Material
from scheidslijn.pages.ontology import ontology
from scheidslijn.pages.page import File
from scheidslijn.pages.questions import questions
from scheidslijn.pages.search import search
from scheidslijn.pages.shapes import shapes
from scheidslijn.pages.sitemap import sitemap
from scheidslijn.pages.w3id import w3id

__all__ = ["OPTIONAL", "PARTS", "Part"]

_NO_SCRIPT: Final = Text(
    "zonder --search-script is er geen script dat zoekt",
    "without --search-script there is no script that searches",
)
_NO_BASE: Final = Text(
    "zonder --base-url is niet bekend waar de site komt te staan",
    "without --base-url it is not known where the site will stand",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a site.

    Attributes:
        name: what it is called.
        files: makes its files.
        optional: whether a site can do without it.
        needs_script: says why it is left out where no script that searches was given, or None.
        needs_base: says why it is left out where it is not known where the site will stand.
    """

    name: str
    files: Callable[[Material], Iterable[File]]
    optional: bool = True
    needs_script: Text | None = None
    needs_base: Text | None = None


PARTS: Final = (
    Part("fixed", fixed, optional=False),
    Part("home", home, optional=False),
    Part("individuals", individuals, optional=False),
    Part("lists", lists, optional=False),
    Part("questions", questions),
    Part("shapes", shapes),
    Part("drawings", drawings),
    Part("ontology", ontology),
    Part("files", files),
    Part("exports", exports),
    Part("search", search, needs_script=_NO_SCRIPT),
    Part("sitemap", sitemap, needs_base=_NO_BASE),
    Part("w3id", w3id, needs_base=_NO_BASE),
)
OPTIONAL: Final = tuple(part.name for part in PARTS if part.optional)
