"""The page of the shapes: one in each language, with an anchor for every shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scheidslijn import resources
from scheidslijn.explanation import Card, Fact, Kind
from scheidslijn.model import LANGUAGES, Term, Text
from scheidslijn.namespaces import DCTERMS, RDFS, SH
from scheidslijn.pages.material import Material
from scheidslijn.pages.page import Crumb, File, Page
from scheidslijn.pages.words import say
from scheidslijn.terms import local_name

__all__ = ["Family", "Told", "families", "shapes"]


@dataclass(frozen=True, slots=True)
class Told:
    """A shape as the page tells it: its card, its parts, and its anchor."""

    id: str
    card: Card
    facts: tuple[Fact, ...]
    parts: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """The shapes of one folder: what they look at, and the lawful cases that none may break.

    Attributes:
        id: its anchor; no shape has a name in small letters throughout.
        valid: the names of the lawful cases, or None where these are not installed.
    """

    id: str
    title: Text
    says: Text
    shapes: tuple[Told, ...]
    valid: tuple[str, ...] | None


def shapes(site: Material) -> Iterator[File]:
    """Yield the page of the shapes in each language."""
    found = families(site)
    for language in LANGUAGES:
        title = say("shapes", language)
        page = Page(
            path=f"{language}/shape/",
            language=language,
            title=f"{title} \u2013 Scheidslijn",
            description=say("shapes intro", language),
            crumbs=(Crumb(say("home", language), f"{language}/"),),
            heading=title,
        )
        yield site.page("shapes.html", page, {"families": found, "number": len(site.shapes)})


def families(site: Material) -> tuple[Family, ...]:
    """Return the shapes by family; a shape that is part of another stands with it."""
    index = site.book.shapes
    within = {iri for iri in site.shapes if index.subjects(SH + "property", iri)}
    by_module: dict[Term, list[Term]] = defaultdict(list)
    for iri in site.shapes:
        if iri not in within:
            by_module[index.first(iri, RDFS + "isDefinedBy") or ""].append(iri)
    told: set[Term] = set()
    return tuple(
        Family(
            id=f"familie-{local_name(module)}",
            title=index.text(module, DCTERMS + "title") or Text(module, module),
            says=index.text(module, DCTERMS + "description") or Text("", ""),
            shapes=tuple(_told(iri, site, told) for iri in by_module[module]),
            valid=_valid(local_name(module)),
        )
        for module in sorted(by_module)
    )


def _told(iri: Term, site: Material, told: set[Term]) -> Told:
    """Return a shape with its parts; a part of several shapes stands with the first."""
    told.add(iri)
    card = site.explainer.card(iri, Kind.SHAPE)
    index = site.book.shapes
    parts = [
        each
        for each in index.objects(iri, SH + "property")
        if each in site.shape_set and each not in told
    ]
    facts = (each for each in card.facts if each.key not in ("module", "parts", "part of"))
    return Told(
        id=local_name(iri),
        card=card,
        facts=tuple(facts),
        parts=tuple(_told(each, site, told) for each in parts),
    )


def _valid(family: str) -> tuple[str, ...] | None:
    """Return the names of the lawful cases of a family."""
    folder = _folder(family)
    if folder is None or not folder.is_dir():
        return None
    return tuple(sorted(f"{family}/{path.stem}" for path in folder.glob("*.ttl")))


def _folder(family: str) -> Path | None:
    return next(
        (p.parent / "valid" for p in resources.shapes_files() if p.parent.name == family), None
    )
