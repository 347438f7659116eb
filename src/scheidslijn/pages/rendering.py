"""Writes pages from templates: the only user of Jinja.

A template gets `Here`, which knows the page that is written and its language, and from there says
and links things. All that it returns is escaped already; so is every other value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scheidslijn.errors import UsageError
from scheidslijn.explanation import Fact, QuestionNote, Value
from scheidslijn.model import LANGUAGES, Language, LegalBasis, Named, SourcePlace, Text
from scheidslijn.namespaces import SL
from scheidslijn.pages import address
from scheidslijn.pages.words import MONTHS, PLACES, READERS, say
from scheidslijn.render.words import name, plain
from scheidslijn.terms import local_name

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

    from scheidslijn.pages.material import Material

__all__ = ["Here", "Place", "Templates"]

_FOLDER: Final = Path(__file__).parent / "templates"
_LAWS: Final = "https://wetten.overheid.nl/"
_WEB: Final = ("http://", "https://")
# What these say is quoted in Dutch, in whichever language a page is.
_DUTCH: Final = frozenset(SL + each for each in ("editie", "sectie", "uitgever"))


class Templates:
    """The templates of the site.

    Raises:
        UsageError: Jinja is not installed.
    """

    def __init__(self) -> None:
        try:
            import jinja2
        except ImportError as error:
            needed = "the site needs Jinja2; run: pip install 'scheidslijn[site]'"
            raise UsageError(needed) from error
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_FOLDER),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._known: dict[str, jinja2.Template] = {}

    def html(self, template: str, values: Mapping[str, object]) -> str:
        """Return what a template makes of values."""
        known = self._known.get(template)
        if known is None:
            known = self._known[template] = self._environment.get_template(template)
        return known.render(values)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the main menu: its name, the link to it, and whether it is open."""

    title: str
    href: str
    current: str


class Here:
    """What a template says and links, seen from one page.

    Args:
        path: the page that is written.
        language: that of the page.
        site: what the site is made from.
    """

    def __init__(self, path: str, language: Language, site: Material) -> None:
        self.path = path
        self.language = language
        self.site = site

    @cached_property
    def other(self) -> Language:
        """The other language."""
        return next(each for each in LANGUAGES if each != self.language)

    @cached_property
    def twin(self) -> str:
        """The path of the same page in the other language."""
        return address.in_language(self.path, self.other)

    def address(self, path: str) -> str:
        """Return the whole address of a page where it is known, else the link to it."""
        base = self.site.base_url
        return self.to(path) if base is None else base + path

    @property
    def places(self) -> list[Place]:
        """What the main menu leads to."""
        return [
            Place(
                title=title.in_language(self.language),
                href=self.own(path),
                current=_current(self.path, f"{self.language}/{path}"),
            )
            for path, title, part in PLACES
            if self.site.has_place(path, part)
        ]

    @cached_property
    def missing(self) -> str:
        """Which parts that a reader could look for this site does not have, or nothing."""
        absent = [name for key, name in READERS.items() if key not in self.site.parts]
        names = ", ".join(name.in_language(self.language) for name in absent)
        return self.say("without").format(parts=names) if names else ""

    def say(self, key: str) -> str:
        """Return a fixed word or sentence."""
        return say(key, self.language)

    def number(self, number: int) -> str:
        """Return a number with its thousands apart."""
        return f"{number:,}".replace(",", "." if self.language == "nl" else ",")

    def to(self, path: str) -> str:
        """Return the link to another page or file of the site."""
        return address.relative(self.path, path)

    def own(self, path: str) -> str:
        """Return the link to a page that each language has, such as ``norm/``."""
        return self.to(f"{self.language}/{path}")

    def href(self, iri: str) -> str:
        """Return the link to the page of a thing, or nothing where the site has none."""
        path = self.site.path(iri, self.language)
        return "" if path is None else self.to(path)

    def text(self, text: Text) -> Markup:
        """Return a text in the language of the page; one in the other says that it is."""
        own = plain(text.in_language(self.language)).strip()
        if own:
            return _safe(own)
        return _in(plain(text.in_language(self.other)).strip(), self.other)

    def dutch(self, text: str) -> Markup:
        """Return a text that is Dutch in whichever language the page is."""
        return _safe(plain(text)) if self.language == "nl" else _in(plain(text), "nl")

    def thing(self, thing: Named | LegalBasis) -> Markup:
        """Return the label of a thing, as a link to its page if it has one."""
        label = thing.label
        text = self.text(label) if label.nl.strip() or label.en.strip() else _safe(thing.iri)
        return self._linked(self.href(thing.iri), text, thing.iri)

    def value(self, value: Value, key: str = "") -> Markup:
        """Return a value of a fact: a link to what it is, or words.

        Args:
            value: the value.
            key: that of the fact.
        """
        if value.iri:
            return self.thing(Named(value.iri, value.label))
        return self.dutch(value.label.nl) if key in _DUTCH else self.text(value.label)

    def values(self, fact: Fact) -> list[Markup]:
        """Return the values of a fact, each with the norms that say so."""
        found = []
        for value in fact.values:
            text = self.value(value, fact.key)
            if value.by:
                by = _safe("; ").join(self.things(value.by))
                text += _markup(' <span class="by">(%s %s)</span>', self.say("says"), by)
            found.append(text)
        return found

    def heading(self, fact: Fact) -> Markup:
        """Return the heading of a fact, which leads to the property that it is."""
        return self._linked(self.href(fact.key.removeprefix("^")), self.text(fact.name), "")

    def places_by_section(
        self, places: Iterable[SourcePlace]
    ) -> list[tuple[SourcePlace, list[SourcePlace]]]:
        """Return passages by the section that they stand in, each time with the first of them."""
        found: dict[tuple[str, str], list[SourcePlace]] = {}
        for place in places:
            found.setdefault((place.document, place.section), []).append(place)
        return [(several[0], several) for several in found.values()]

    def codes(self, places: Iterable[SourcePlace]) -> str:
        """Return the codes of the documents that passages stand in."""
        return ", ".join(dict.fromkeys(plain(local_name(each.document)) for each in places))

    def question(self, note: QuestionNote) -> Markup:
        """Return a question as a link to its page."""
        iri = address.QUESTION + note.slug
        return self.thing(Named(iri, note.question))

    def day(self, day: date) -> str:
        """Return a day as people write it, with the name of the month."""
        months = MONTHS[self.language]
        return f"{day.day} {months[day.month - 1]} {day.year}"

    def things(self, things: Iterable[Named]) -> list[Markup]:
        """Return the labels of things as links."""
        return [self.thing(each) for each in things]

    def apart(self, things: Iterable[Named], text: Text | None) -> list[Markup]:
        """Return the labels of things as links, without what a text says already."""
        return self.things(each for each in things if each.label != text)

    def document(self, code: str) -> Markup:
        """Return the code of a source document, as a link to its page."""
        iri = self.site.document(code)
        return self._linked(self.href(iri), _safe(plain(local_name(code))), iri)

    def passage(self, place: SourcePlace) -> str:
        """Return the link to the page of a passage, or nothing."""
        iri = self.site.passages.get(place)
        return "" if iri is None else self.href(iri)

    def lines(self, place: SourcePlace) -> str:
        """Return the lines of a passage."""
        first, last = place.first_line, place.last_line
        return str(first) if first == last else f"{first}\u2013{last}"

    def law(self, reference: str) -> str:
        """Return where the text of an article stands, or nothing where that is not known.

        A JCI reference is followed by wetten.overheid.nl; an ELI is an address itself.
        """
        if reference.startswith("jci"):
            return _LAWS + plain(reference)
        return plain(reference) if reference.startswith(_WEB) else ""

    def name(self, thing: Named | LegalBasis) -> str:
        """Return the label of a thing as plain text."""
        return name(thing, self.language)

    @staticmethod
    def _linked(href: str, text: Markup, iri: str) -> Markup:
        if href:
            return _markup('<a href="%s">%s</a>', href, text)
        return _markup('<span title="%s">%s</span>', iri, text) if iri.startswith(_WEB) else text


def _safe(text: str) -> Markup:
    from markupsafe import escape

    return escape(text)


def _markup(template: str, *values: object) -> Markup:
    """Fill what is HTML with values that are escaped, except those that are HTML already."""
    from markupsafe import Markup

    return Markup(template) % values


def _in(text: str, language: Language) -> Markup:
    return _markup('<span lang="%s">%s</span>', language, text)


def _current(here: str, place: str) -> str:
    """Return how a place of the menu is the one that is open: it itself, or one within it."""
    if here == place:
        return "page"
    return "true" if here.startswith(place) else ""
