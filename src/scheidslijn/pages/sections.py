"""The sections of the page of a thing: which there are, in what order, under which anchor.

An anchor is a Dutch word and the same in both languages; links from elsewhere rest on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from scheidslijn.explanation import Card, Kind
from scheidslijn.explanation.reach import BY_NORM
from scheidslijn.model import Language
from scheidslijn.pages.words import say
from scheidslijn.render.explain_words import NORMS

__all__ = ["ANCHORS", "Section", "sections"]

_TEXTS: Final = (Kind.ARTICLE, Kind.PASSAGE, Kind.SOURCE)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page: its anchor, its heading, and the template that fills it."""

    id: str
    title: str
    template: str


def _has_force(card: Card) -> bool:
    ground = card.ground
    dated = ground.valid_from or ground.valid_until or ground.editions
    return bool(card.kind is Kind.NORM or ground.standing or dated or card.readings)


def _has_sources(card: Card) -> bool:
    return bool(card.ground.sources or card.ground.documents)


def _has_cases(card: Card) -> bool:
    cases = card.cases
    found = bool(cases.examples or cases.fixtures or cases.breaches)
    own = card.kind in (Kind.NORM, Kind.SHAPE) and bool(card.checked_by or card.kind is Kind.SHAPE)
    return found or own


def _cases_title(card: Card, language: Language) -> str:
    if card.kind in (Kind.NORM, Kind.SHAPE):
        return say("breaks", language)
    return say("breaks such" if card.kind in BY_NORM else "names", language)


def _plain(key: str) -> Callable[[Card, Language], str]:
    return lambda _card, language: say(key, language)


def _norms_title(card: Card, language: Language) -> str:
    return NORMS.get(card.kind, NORMS[Kind.TERM]).in_language(language)


def _facts_title(card: Card, language: Language) -> str:
    return say("what" if card.kind is Kind.NORM else "facts", language)


def _sources_title(card: Card, language: Language) -> str:
    return say("where" if card.kind in _TEXTS else "sources", language)


# Anchor and template, heading, and whether a card has it; facts are divided over two of them, and
# who divides says which is empty.
_SECTIONS: Final[
    tuple[tuple[str, str, Callable[[Card, Language], str], Callable[[Card], bool]], ...]
] = (
    ("kracht", "force", _plain("force"), _has_force),
    ("kenmerken", "facts", _facts_title, lambda card: True),
    ("voorwaarden", "conditions", _plain("conditions"), lambda card: bool(card.conditions)),
    ("uitzonderingen", "exceptions", _plain("exceptions"), lambda card: bool(card.exceptions)),
    ("artikelen", "articles", _plain("articles"), lambda card: bool(card.ground.legal_basis)),
    ("bronplaatsen", "sources", _sources_title, _has_sources),
    ("anders", "disputes", _plain("disputes"), lambda card: bool(card.disputes)),
    ("toetsing", "checking", _plain("checking"),
     lambda card: bool(card.checked_by or card.unchecked or card.remedy)),
    ("verband", "relations", _plain("of norms"), lambda card: card.kind is Kind.NORM),
    ("aantallen", "counts", _plain("norms in numbers"), lambda card: bool(card.counts)),
    ("normen", "norms", _norms_title, lambda card: bool(card.norms)),
    ("gevallen", "cases", _cases_title, _has_cases),
    ("vragen", "questions", _plain("questions"), lambda card: bool(card.questions)),
    ("adres", "address", _plain("address"), lambda card: True),
)  # fmt: skip
# With the definition, which stands under the heading of a page.
ANCHORS: Final = ("definitie", *(each[0] for each in _SECTIONS))


def sections(card: Card, language: Language, without: tuple[str, ...] = ()) -> tuple[Section, ...]:
    """Return the sections of a card that have something to say.

    Args:
        card: what the page tells.
        language: that of the headings.
        without: anchors of sections that turned out to be empty.
    """
    return tuple(
        Section(anchor, title(card, language), f"section/{template}.html")
        for anchor, template, title, has in _SECTIONS
        if anchor not in without and has(card)
    )
