"""The fixed words of a card in Dutch and English."""

from __future__ import annotations

from typing import Final

from scheidslijn.explanation.types import How, Kind
from scheidslijn.model import Language, Text

__all__ = ["HOW", "KINDS", "NORMS", "card_word"]

KINDS: Final[dict[Kind, Text]] = {
    Kind.NORM: Text("norm", "norm"),
    Kind.SHAPE: Text("shape", "shape"),
    Kind.ARTICLE: Text("artikel", "article"),
    Kind.LAW: Text("rechtsbron", "source of law"),
    Kind.ROLE: Text("rol", "role"),
    Kind.TASK: Text("taak", "task"),
    Kind.DATA: Text("soort gegevens", "kind of data"),
    Kind.FILE: Text("soort bestand", "kind of file"),
    Kind.DECISION: Text("soort besluit", "kind of decision"),
    Kind.CONDITION: Text("voorwaarde", "condition"),
    Kind.CONCEPT: Text("begrip", "concept"),
    Kind.SOURCE: Text("brondocument", "source document"),
    Kind.PASSAGE: Text("vindplaats", "source passage"),
    Kind.QUESTION: Text("vraag", "question"),
    Kind.CLASS: Text("klasse", "class"),
    Kind.PROPERTY: Text("eigenschap", "property"),
    Kind.TERM: Text("term", "term"),
    Kind.FINDING: Text("bevinding", "finding"),
}

HOW: Final[dict[How, Text]] = {
    How.CONTRADICTS: Text("zegt iets anders", "says otherwise"),
    How.STRICTER: Text("is strenger", "is stricter"),
    How.LESS_STRICT: Text("is minder streng", "is less strict"),
}

_RESTING: Final = Text("Normen die hierop rusten", "Norms that rest on this")
# The heading of the norms of a card; that of a term is for every kind that is not here.
NORMS: Final[dict[Kind, Text]] = {
    Kind.TERM: Text("Normen hierover", "Norms on this"),
    Kind.ARTICLE: _RESTING,
    Kind.LAW: _RESTING,
    Kind.PASSAGE: _RESTING,
    Kind.SOURCE: _RESTING,
    Kind.SHAPE: Text("Normen die dit toetst", "Norms that this checks"),
    Kind.CONDITION: Text("Normen met deze voorwaarde", "Norms with this condition"),
    Kind.FINDING: Text("Wat de normen zeggen", "What the norms say"),
}

_WORDS: Final[dict[str, Text]] = {
    "and more": Text("en nog {n}; --all toont ze", "and {n} more; --all shows them"),
    "also": Text("Zo heet ook", "Of the same name"),
    "breaches": Text("ingebouwde overtredingen", "planted breaches"),
    "breaks": Text("Gevallen die dit overtreden", "Cases that break this"),
    "breaks such": Text("Gevallen die zo\u2019n norm overtreden", "Cases that break such a norm"),
    "checked": Text("getoetst door", "checked by"),
    "conditions": Text("voorwaarden", "conditions"),
    "disputes": Text("Wie het anders zegt", "Who says it differently"),
    "editions": Text("gelezen editie", "edition read"),
    "examples": Text("voorbeelden", "examples"),
    "exceptions": Text("Uitzonderingen", "Exceptions"),
    "fixtures": Text("testgevallen", "test cases"),
    "footer": Text("scheidslijn {version}, regelboek {rulebook}. Geen juridisch advies.",
                   "scheidslijn {version}, rule book {rulebook}. Not legal advice."),
    "from": Text("geldig vanaf", "valid from"),
    "names": Text("Gevallen waarin dit voorkomt", "Cases in which this occurs"),
    "next": Text("Verder", "Go on with"),
    "none": Text("geen", "none"),
    "norms in numbers": Text("Normen per soort", "Norms by kind"),
    "not installed": Text("niet in dit pakket", "not in this package"),
    "of broader": Text("{own}, en {broader} van bredere rollen",
                       "{own}, and {broader} of broader roles"),
    "published": Text("uitgegeven", "published"),
    "questions": Text("Vragen hierover", "Questions on this"),
    "readings": Text("geldt alleen in", "holds only in"),
    "remedy": Text("herstel", "remedy"),
    "rests on": Text("Waarop het rust", "What it rests on"),
    "says": Text("volgens", "according to"),
    "stands": Text("Waar het staat", "Where it stands"),
    "standing": Text("gezag", "authority"),
    "unchecked": Text("niet getoetst", "not checked"),
    "until": Text("vervalt op", "lapses on"),
}  # fmt: skip


def card_word(key: str, language: Language) -> str:
    """Return a fixed word or sentence of a card.

    >>> card_word("standing", "en")
    'authority'
    """
    return _WORDS[key].in_language(language)
