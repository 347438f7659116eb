"""The fixed words of the site in Dutch and English."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Language, Text
from scheidslijn.pages.wordlist import WORDS
from scheidslijn.render.explain_words import card_word

__all__ = ["KINDS", "MONTHS", "PLACES", "READERS", "kind_title", "say"]

# What the individuals of a kind are called together, by the kind in their IRI.
KINDS: Final[dict[str, Text]] = {
    "actorsoort": Text("Soorten actoren", "Kinds of actors"),
    "afdelingssoort": Text("Soorten afdelingen", "Kinds of departments"),
    "arbeidsverhouding": Text("Arbeidsverhoudingen", "Employment relations"),
    "artikel": Text("Artikelen", "Articles of law"),
    "begrip": Text("Begrippen", "Concepts"),
    "bereik": Text("Bereiken", "Scopes"),
    "besluitgrond": Text("Gronden van besluiten", "Grounds of decisions"),
    "besluitsoort": Text("Soorten besluiten", "Kinds of decisions"),
    "bestandssoort": Text("Soorten bestanden", "Kinds of files"),
    "bewerking": Text("Bewerkingen van gegevens", "Operations on data"),
    "bindendheid": Text("Bindendheid", "Binding force"),
    "brondocument": Text("Bronnen", "Sources"),
    "bronpassage": Text("Vindplaatsen", "Source passages"),
    "delegatievereiste": Text("Vereisten van delegatie", "Requirements of delegation"),
    "domein": Text("Domeinen", "Domains"),
    "duur": Text("Duur van besluiten", "Durations of decisions"),
    "gegevenscategorie": Text("Soorten gegevens", "Kinds of data"),
    "interventiesoort": Text("Soorten interventies", "Kinds of interventions"),
    "klachtsoort": Text("Soorten klachten", "Kinds of complaints"),
    "kwalificatiesoort": Text("Soorten kwalificaties", "Kinds of qualifications"),
    "lezing": Text("Lezingen van betwiste regels", "Readings of contested rules"),
    "norm": Text("Normen", "Norms"),
    "normstatus": Text("Gezag van normen", "Authority of norms"),
    "omvang": Text("Omvang van besluiten", "Extents of decisions"),
    "organisatiesoort": Text("Soorten organisaties", "Kinds of organisations"),
    "overdrachtsvorm": Text("Vormen van overdracht", "Forms of transfer"),
    "periode": Text("Perioden", "Periods"),
    "processtapsoort": Text("Soorten processtappen", "Kinds of process steps"),
    "rechtsbron": Text("Wetten", "Laws"),
    "rol": Text("Rollen", "Roles"),
    "rolverband": Text("Verbanden tussen rollen", "Relations between roles"),
    "taak": Text("Taken", "Tasks"),
    "toetsgrens": Text("Grenzen van toetsing", "Limits of checking"),
    "uitkeringsregeling": Text("Uitkeringsregelingen", "Benefit schemes"),
    "verzekeringsproduct": Text("Verzekeringsproducten", "Insurance products"),
    "voorwaarde": Text("Voorwaarden", "Conditions"),
    "waarborgbepaling": Text("Bepalingen van waarborgen", "Clauses of safeguards"),
    "waarborgsoort": Text("Soorten waarborgen", "Kinds of safeguards"),
}
# What leads to the rest of the site: path, name, and the part without which it is not there.
PLACES: Final = (
    ("norm/", Text("Normen", "Norms"), ""),
    ("rol/", Text("Rollen", "Roles"), ""),
    ("taak/", Text("Taken", "Tasks"), ""),
    ("gegevenscategorie/", Text("Gegevens", "Data"), ""),
    ("besluitsoort/", Text("Besluiten", "Decisions"), ""),
    ("artikel/", Text("Artikelen", "Articles"), ""),
    ("brondocument/", Text("Bronnen", "Sources"), ""),
    ("vraag/", Text("Vragen", "Questions"), "questions"),
    ("tekening/", Text("Tekeningen", "Drawings"), "drawings"),
    ("shape/", Text("Shapes", "Shapes"), "shapes"),
    ("def/", Text("Ontologie", "Ontology"), "ontology"),
)
# What a reader could look for, and not every site has, by the part that makes it.
READERS: Final = {
    "search": Text("zoeken", "search"),
    "questions": Text("vragen", "questions"),
    "drawings": Text("tekeningen", "drawings"),
    "shapes": Text("shapes", "shapes"),
    "ontology": Text("de ontologie", "the ontology"),
    "files": Text("gegevensbestanden", "data files"),
}
MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
           "september", "oktober", "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August",
           "September", "October", "November", "December"),
}  # fmt: skip


def say(key: str, language: Language) -> str:
    """Return a fixed word or sentence; one that cards have too is theirs.

    >>> say("home", "en"), say("standing", "nl")
    ('Home', 'gezag')
    """
    found = WORDS.get(key)
    return card_word(key, language) if found is None else found.in_language(language)


def kind_title(kind: str) -> Text:
    """Return what the individuals of a kind are called together; an unknown kind as it is.

    >>> kind_title("rol").en, kind_title("nieuw").nl
    ('Roles', 'nieuw')
    """
    return KINDS.get(kind, Text(kind, kind))
