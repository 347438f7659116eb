"""The fixed words in Dutch and English, and the lines in which a finding is explained.

Text from a dossier is not trusted: `plain` takes out what could steer a terminal
or break an XML document. Formats for people go through it; JSON, SARIF and Turtle
escape by their own rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from scheidslijn.errors import place_text
from scheidslijn.model import (
    Checked,
    Finding,
    Language,
    LegalBasis,
    Named,
    Report,
    SourcePlace,
    Text,
)
from scheidslijn.terms import local_name

__all__ = [
    "count",
    "details",
    "looked_at",
    "name",
    "names",
    "passages",
    "place",
    "plain",
    "rule_ids",
    "word",
]

# Controls, direction overrides, lone surrogates and the non-characters that XML forbids.
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)

WORDS: Final[dict[str, Text]] = {
    "violation": Text(nl="overtreding", en="violation"),
    "violations": Text(nl="overtredingen", en="violations"),
    "warning": Text(nl="waarschuwing", en="warning"),
    "warnings": Text(nl="waarschuwingen", en="warnings"),
    "info": Text(nl="info", en="info"),
    "infos": Text(nl="info", en="info"),
    "dossier": Text(nl="dossier", en="dossier"),
    "dossiers": Text(nl="dossiers", en="dossiers"),
    "shape": Text(nl="shape", en="shape"),
    "shapes": Text(nl="shapes", en="shapes"),
    "norm": Text(nl="norm", en="norm"),
    "norms": Text(nl="normen", en="norms"),
    "file": Text(nl="bestand", en="file"),
    "files": Text(nl="bestanden", en="files"),
    "input": Text(nl="Invoer", en="Input"),
    "person": Text(nl="persoon", en="person"),
    "persons": Text(nl="personen", en="persons"),
    "role": Text(nl="rol", en="role"),
    "roles": Text(nl="rollen", en="roles"),
    "reading": Text(nl="lezing", en="reading"),
    "readings": Text(nl="lezingen", en="readings"),
    "article": Text(nl="artikel", en="article"),
    "articles": Text(nl="artikelen", en="articles"),
    "source": Text(nl="bron", en="source"),
    "sources": Text(nl="bronnen", en="sources"),
    "line": Text(nl="regel", en="line"),
    "lines": Text(nl="regels", en="lines"),
    "missing": Text(nl="ontbreekt", en="missing"),
    "diverging": Text(
        nl="een andere bron zegt iets anders",
        en="another source says otherwise",
    ),
    "remedy": Text(nl="herstel", en="remedy"),
    "no dossier of its own": Text(nl="Buiten een dossier", en="Outside any dossier"),
    "not read": Text(nl="Niet te lezen", en="Could not be read"),
    "no findings": Text(nl="Geen bevindingen", en="No findings"),
    "nothing found": Text(nl="Niets gevonden", en="Nothing found"),
    "nothing found elsewhere": Text(
        nl="In wat wel te lezen was, is niets gevonden",
        en="Nothing was found in what could be read",
    ),
    "found": Text(nl="Gevonden", en="Found"),
    "looked at": Text(
        nl="{dossiers} getoetst met {shapes} aan {norms}",
        en="{dossiers} checked with {shapes} against {norms}",
    ),
    "lenient": Text(nl="Soepele lezing.", en="Lenient reading."),
    "as of": Text(nl="Peildatum: {day}.", en="Reference date: {day}."),
    "incomplete": Text(
        nl="{files} niet te lezen: het oordeel is onvolledig.",
        en="{files} could not be read: this verdict is incomplete.",
    ),
    "no dossier": Text(
        nl="Er is niets beoordeeld: er is geen dossier gevonden. Dit is geen goede uitslag.",
        en="Nothing was judged: no dossier was found. This is not a clean result.",
    ),
    "no shape": Text(
        nl="Er is niets beoordeeld: geen shape heeft gekeken. Dit is geen goede uitslag.",
        en="Nothing was judged: no shape looked. This is not a clean result.",
    ),
}


def word(key: str, language: Language) -> str:
    """Return a fixed word or sentence.

    >>> word("remedy", "nl")
    'herstel'
    """
    return WORDS[key].in_language(language)


def count(number: int, key: str, language: Language) -> str:
    """Return a number with its noun, in the singular or the plural.

    >>> count(2, "norm", "nl"), count(1, "norm", "en")
    ('2 normen', '1 norm')
    """
    return f"{number} {word(key if number == 1 else key + 's', language)}"


def plain(text: str) -> str:
    """Return the text as one line that is safe to show: no controls, single spaces."""
    return _UNSAFE.sub("\ufffd", " ".join(text.split()))


def name(thing: Named | LegalBasis, language: Language) -> str:
    """Return the label; without one, that in the other language or the end of the IRI."""
    label = thing.label
    return plain(
        label.in_language(language).strip()
        or label.nl.strip()
        or label.en.strip()
        or local_name(thing.iri)
    )


def rule_ids(report: Report) -> dict[str, str]:
    """Return a name for every shape that found something, sorted by shape.

    It is the end of the shape's IRI, or the whole IRI when two shapes end alike.
    """
    shapes = sorted({shape for shape, _ in report.tally})
    short = [local_name(shape) for shape in shapes]
    return {
        shape: end if short.count(end) == 1 else shape
        for shape, end in zip(shapes, short, strict=True)
    }


def place(source: str, line: int | None, column: int | None = None) -> str:
    """Return a place in a file that is safe to show, in the form that editors recognise.

    >>> place("zaak.ttl", 3)
    'zaak.ttl:3'
    """
    return plain(place_text(source, line, column))


def details(finding: Finding, language: Language) -> list[str]:
    """Return what explains a finding, one line per kind: who, norm, article, source, remedy."""
    rows: list[tuple[str, list[str]]] = [
        (_noun("person", finding.persons, language), names(finding.persons, language)),
        (_noun("role", finding.roles, language), names(finding.roles, language)),
        (_noun("norm", finding.norms, language), names(finding.norms, language)),
        (_noun("reading", finding.readings, language), names(finding.readings, language)),
        (
            _noun("article", finding.legal_basis, language),
            [name(basis, language) for basis in finding.legal_basis],
        ),
        (
            _noun("source", finding.sources, language),
            passages(finding.sources, language),
        ),
        (word("missing", language), names(finding.missing, language)),
        (word("diverging", language), names(finding.diverging, language)),
        (word("remedy", language), [plain(finding.remedy.in_language(language))]),
    ]
    return [
        f"{heading[0].upper()}{heading[1:]}: {'; '.join(parts)}"
        for heading, parts in rows
        if any(parts)
    ]


def looked_at(checked: Checked, language: Language) -> str:
    """Return the words that say how much was looked at, and with what."""
    return word("looked at", language).format(
        dossiers=count(checked.dossiers, "dossier", language),
        shapes=count(checked.shapes, "shape", language),
        norms=count(checked.norms, "norm", language),
    )


def _noun(key: str, things: tuple[object, ...], language: Language) -> str:
    return word(key if len(things) == 1 else key + "s", language)


def names(things: Iterable[Named], language: Language) -> list[str]:
    """Return the labels of things, safe to show."""
    return [name(thing, language) for thing in things]


def passages(sources: Iterable[SourcePlace], language: Language) -> list[str]:
    """Return one text per document: its sections, and per section the lines."""
    documents: dict[str, dict[str, list[SourcePlace]]] = {}
    for source in sources:
        document = plain(local_name(source.document))
        documents.setdefault(document, {}).setdefault(plain(source.section), []).append(source)
    return [
        f"{document} {', '.join(_section(*each, language) for each in sections.items())}".rstrip()
        for document, sections in documents.items()
    ]


def _section(section: str, places: list[SourcePlace], language: Language) -> str:
    title = f"\u00a7 {section}" if section[:1].isdigit() else section
    lines = [_lines(place) for place in places]
    one = len(lines) == 1 and lines[0].isdigit()
    return f"{title} ({word('line' if one else 'lines', language)} {', '.join(lines)})".lstrip()


def _lines(place: SourcePlace) -> str:
    first, last = place.first_line, place.last_line
    return str(first) if first == last else f"{first}\u2013{last}"
