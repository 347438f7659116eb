"""The words and sentences in which coverage is shown, in both languages."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Language, Text

__all__ = ["WORDS", "fill"]

WORDS: Final[dict[str, Text]] = {
    # titles of columns, by the name that CSV has
    "iri": Text("IRI", "IRI"),
    "name": Text("naam", "name"),
    "label": Text("omschrijving", "label"),
    "norm": Text("norm", "norm"),
    "kind": Text("soort", "kind"),
    "kinds": Text("soorten", "kinds"),
    "source": Text("bron", "source"),
    "domain": Text("domein", "domain"),
    "domains": Text("domeinen", "domains"),
    "status": Text("status", "standing"),
    "reason": Text("waarom niet getoetst", "why not checked"),
    "reasons": Text("niet getoetst omdat", "not checked because"),
    "shape": Text("shape", "shape"),
    "shapes": Text("getoetst door", "checked by"),
    "checked_by": Text("getoetst door", "checked by"),
    "missing_shapes": Text("shape ontbreekt", "shape missing"),
    "places": Text("vindplaatsen (regels)", "places (lines)"),
    "state": Text("toestand", "state"),
    "cases": Text("overtreden in", "broken in"),
    "examples": Text("voorbeelden", "examples"),
    "fixtures": Text("testgevallen", "test cases"),
    "breaches": Text("overtredingen van synth", "breaches of synth"),
    "questions": Text("vragen", "questions"),
    "norms": Text("normen", "norms"),
    "checked": Text("getoetst", "checked"),
    "reasoned": Text("niet, met reden", "not, with reason"),
    "open": Text("open", "open"),
    "broken": Text("met overtreding", "with a breach"),
    "asked": Text("met vraag", "with a question"),
    "passages": Text("passages", "passages"),
    "lines": Text("regels", "lines"),
    "covered": Text("gedekt", "covered"),
    "share": Text("deel", "share"),
    "range": Text("van\u2013tot en met", "from\u2013to"),
    "between": Text("waar", "where"),
    # sentences
    "total": Text(
        "{norms} normen: {checked} getoetst, {reasoned} niet getoetst met een reden, {open} open.",
        "{norms} norms: {checked} checked, {reasoned} not checked for a reason, {open} open.",
    ),
    "used": Text(
        "Normen en hun voorwaarden wijzen naar {used} van de {passages} passages.",
        "Norms and their conditions point to {used} of the {passages} passages.",
    ),
    "share line": Text(
        "Zij dekken {covered} van de {lines} niet-lege regels van de bronteksten ({share}).",
        "They cover {covered} of the {lines} non-blank lines of the source texts ({share}).",
    ),
    "no sources": Text(
        "Hoeveel regels zij dekken, is niet geteld: geef de bronteksten met --sources.",
        "How many lines they cover was not counted: name the source texts with --sources.",
    ),
    "several": Text(
        "Een norm kan meer soorten, bronnen en domeinen hebben en telt dan in elk mee.",
        "A norm can have several kinds, sources and domains, and then counts in each.",
    ),
    "gap": Text("nog niet af", "unfinished"),
    "gaps": Text("Nog niet af:", "Unfinished:"),
    "no gaps": Text("Er is niets onaf.", "Nothing is unfinished."),
    "strict": Text("(telt alleen met --strict)", "(counts with --strict only)"),
    "more": Text("\u2026 en nog {number}", "\u2026 and {number} more"),
    "some gaps": Text(
        "nog niet af: {number} normen of shapes; scheidslijn coverage --format json noemt ze",
        "unfinished: {number} norms or shapes; scheidslijn coverage --format json names them",
    ),
    "not installed": Text(
        "Niet meegeteld, want niet geïnstalleerd: {kinds}.",
        "Not counted, since not installed: {kinds}.",
    ),
    "absent": Text("niet geïnstalleerd", "not installed"),
    "nothing": Text("geen", "none"),
    "nobody": Text("niets, zonder reden", "nothing, without a reason"),
    "not": Text("niet: {reasons}", "not: {reasons}"),
    "left": Text(
        "{source}: naar {missing} van de {lines} niet-lege regels wijst geen norm, "
        "in {ranges} stukken; gedekt is {share}.",
        "{source}: no norm points to {missing} of the {lines} non-blank lines, "
        "in {ranges} ranges; {share} is covered.",
    ),
    "no text": Text(
        "{source}: de map met bronnen heeft geen tekst hiervan.",
        "{source}: the folder of sources has no text of it.",
    ),
    "furniture": Text(
        "Ook inhoudsopgaven, kopjes en paginaranden zijn regels; niet elke regel vraagt een norm.",
        "Contents, headings and page margins are lines too; not every line asks for a norm.",
    ),
    "between two": Text("tussen {after} en {before}", "between {after} and {before}"),
    "after one": Text("na {after}", "after {after}"),
    "before one": Text("v\u00f3\u00f3r {before}", "before {before}"),
}


def fill(key: str, language: Language, **values: object) -> str:
    """Return a sentence with its values.

    >>> fill("more", "en", number=3)
    '… and 3 more'
    """
    return WORDS[key].in_language(language).format(**values)
