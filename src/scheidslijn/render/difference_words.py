"""The words and sentences in which a difference is told, in both languages."""

from __future__ import annotations

from typing import Final

from scheidslijn.difference import Group, Kind, Tally
from scheidslijn.model import Language, Text
from scheidslijn.render.words import count

__all__ = ["GROUPS", "KINDS", "fill", "outcome", "said"]

GROUPS: Final[dict[Group, Text]] = {
    Group.NORM: Text("Normen", "Norms"),
    Group.CONDITION: Text("Voorwaarden", "Conditions"),
    Group.ROLE: Text("Rollen", "Roles"),
    Group.TASK: Text("Taken", "Tasks"),
    Group.ARTICLE: Text("Wetten en artikelen", "Laws and articles"),
    Group.INDIVIDUAL: Text("Andere begrippen van het regelboek", "Other things of the rule book"),
    Group.TERM: Text("Klassen en eigenschappen", "Classes and properties"),
    Group.AXIOM: Text("Axioma's", "Axioms"),
    Group.SHAPE: Text("Shapes", "Shapes"),
    Group.QUESTION: Text("Vragen", "Questions"),
    Group.SOURCE: Text("Bronnen en passages", "Sources and passages"),
    Group.ALIGNMENT: Text("Verwijzingen naar andere vocabulaires", "Alignments"),
    Group.MODULE: Text("Modules", "Modules"),
}
KINDS: Final[dict[Kind, Text]] = {
    Kind.ADDED: Text("erbij", "added"),
    Kind.REMOVED: Text("vervallen", "removed"),
    Kind.RENAMED: Text("hernoemd", "renamed"),
    Kind.CHANGED: Text("gewijzigd", "changed"),
}
_SAID: Final[dict[str, Text]] = {
    "title": Text("Van {old} naar {new}", "From {old} to {new}"),
    "side": Text(
        "{name}: versie {version}, {norms} normen, {shapes} shapes, sha256 {sha}",
        "{name}: version {version}, {norms} norms, {shapes} shapes, sha256 {sha}",
    ),
    "same version": Text(
        "Beide noemen versie {version}, maar de inhoud verschilt.",
        "Both say version {version}, but their content differs.",
    ),
    "same": Text(
        "Geen verschil: beide zeggen hetzelfde.", "No difference: both say the same."
    ),
    "summary": Text("Samengevat", "In short"),
    "no meaning": Text("Geen regel verandert.", "No rule changes."),
    "step": Text("Voorgestelde stap: {level}{version}, want {reason}.",
                 "Suggested step: {level}{version}, since {reason}."),
    "enough": Text("De nieuwe versie is daarvoor hoog genoeg.",
                   "The new version is high enough for that."),
    "not enough": Text("De nieuwe versie noemt nog {version}.",
                       "The new version still says {version}."),
    "dossiers": Text("Dossiers met een ander oordeel", "Dossiers with another verdict"),
    "judged": Text("Ander oordeel: {changed} van {dossiers} ({parts}).",
                   "Another verdict: {changed} of {dossiers} ({parts})."),
    "given": Text("eigen dossiers {number}", "dossiers of your own {number}"),
    "example": Text("voorbeelden {number}", "examples {number}"),
    "case": Text("testgevallen van shapes {number}", "test cases of shapes {number}"),
    "judged same": Text("Ander oordeel: geen van {dossiers}.",
                        "Another verdict: none of {dossiers}."),
    "not needed": Text(
        "Regels en shapes betekenen hetzelfde: geen dossier krijgt een ander oordeel.",
        "Rules and shapes mean the same: no dossier gets another verdict.",
    ),
    "not judged": Text("Er zijn geen dossiers beoordeeld.", "No dossiers were judged."),
    "borrowed": Text("Met de shapes van {name} voor beide.",
                     "With the shapes of {name} for both."),
    "unread": Text("Niet te beoordelen", "Could not be judged"),
    "unread both": Text("met geen van beide: {why}", "with neither: {why}"),
    "unread old": Text("niet met de oude: {why}", "not with the old one: {why}"),
    "unread new": Text("niet met de nieuwe: {why}", "not with the new one: {why}"),
    "to": Text("{before} \u2192 {after}", "{before} \u2192 {after}"),
    "clean": Text("niets gevonden", "nothing found"),
    "appears": Text("erbij: {severity}: {message}", "appears: {severity}: {message}"),
    "vanishes": Text("vervalt: {severity}: {message}", "vanishes: {severity}: {message}"),
    "weighs": Text("was {before}, wordt {after}: {message}",
                   "was {before}, becomes {after}: {message}"),
    "rests": Text("blijft {after}, op andere normen of voorwaarden: {message}",
                  "stays {after}, on other norms or conditions: {message}"),
    "norm": Text("norm: {names}", "norm: {names}"),
    "missing": Text("ontbreekt: {names}", "missing: {names}"),
    "norm was": Text("norm eerst: {names}", "norm before: {names}"),
    "missing was": Text("ontbrak eerst: {names}", "missing before: {names}"),
    "cause": Text("door: {names}", "because of: {names}"),
    "cause unknown": Text("door: niet te herleiden tot \u00e9\u00e9n wijziging",
                          "because of: cannot be traced to a change"),
    "touches": Text("raakt: {names}", "touches: {names}"),
    "former": Text("heette {name} <{iri}>", "was {name} <{iri}>"),
    "plus": Text("{name}: erbij {values}", "{name}: added {values}"),
    "minus": Text("{name}: weg {values}", "{name}: gone {values}"),
    "is": Text("{name}: {values}", "{name}: {values}"),
    "became": Text("{name}: {old} \u2192 {new}", "{name}: {old} \u2192 {new}"),
    "other": Text("{name}: gewijzigd", "{name}: changed"),
    "binding": Text("een breuk kan nu een overtreding zijn", "a breach can now be a violation"),
    "not binding": Text("een breuk is nu hoogstens een waarschuwing",
                        "a breach is now a warning at most"),
    "times": Text("{words} ({number} keer)", "{words} ({number} times)"),
    "alike": Text("Zo ook: {names}", "Likewise: {names}"),
    "more": Text("\u2026 en nog {number}", "\u2026 and {number} more"),
    "left out": Text(
        "Niet getoond: {parts}. Alles staat in --all.", "Not shown: {parts}. --all shows it all."
    ),
    "wording": Text("{number} met alleen andere bewoording", "{number} with other wording only"),
    "source": Text("{number} in bronnen en vindplaatsen", "{number} in sources and places"),
    "upkeep": Text("{number} in beheer", "{number} in upkeep"),
    "unchecked": Text("niet getoetst", "not checked"),
    "dossier": Text("Dossier", "Dossier"),
    "before": Text("Eerst", "Before"),
    "after": Text("Nu", "Now"),
    "why": Text("Door", "Because of"),
    "finding": Text("Bevinding", "Finding"),
    "reading": Text("Soepele lezing.", "Lenient reading."),
    "on": Text("Peildatum: {day}.", "Reference date: {day}."),
}  # fmt: skip
_COUNTED: Final = ("violation", "warning", "info")


def said(key: str, language: Language) -> str:
    """Return a fixed word or sentence.

    >>> said("clean", "en")
    'nothing found'
    """
    return _SAID[key].in_language(language)


def fill(key: str, language: Language, **values: object) -> str:
    """Return a sentence with its values.

    >>> fill("more", "en", number=3)
    '… and 3 more'
    """
    return said(key, language).format(**values)


def outcome(tally: Tally, language: Language) -> str:
    """Return the verdict on a dossier in words.

    >>> outcome(Tally(violations=1, warnings=2), "en")
    '1 violation, 2 warnings'
    """
    numbers = (tally.violations, tally.warnings, tally.infos)
    parts = [
        count(number, noun, language)
        for noun, number in zip(_COUNTED, numbers, strict=True)
        if number
    ]
    return ", ".join(parts) or said("clean", language)
