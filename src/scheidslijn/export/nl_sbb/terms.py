"""What of the rule book becomes what in NL-SBB, and what it has no place for."""

from __future__ import annotations

from typing import Final

from scheidslijn.export.own_terms import CONDITION_FIELDS, CONDITIONS, NORM_KINDS, own
from scheidslijn.export.profile import Loss
from scheidslijn.model import Text
from scheidslijn.namespaces import RDFS, SKOS

__all__ = ["BROADER", "LOSSES", "NOTES", "RELATED", "SCHEMES", "SILENT"]

# Classes whose individuals are concepts; each is a concept scheme of its own, because NL-SBB wants
# one preferred term for one concept in a scheme, and a role and a kind of organisation share some.
SCHEMES: Final = (
    "Actorsoort",
    "Afdelingssoort",
    "Arbeidsverhouding",
    "Begrip",
    "Bereik",
    "Besluitgrond",
    "Besluitsoort",
    "Bestandssoort",
    "Bewerking",
    "Bindendheid",
    "Delegatievereiste",
    "Domein",
    "Duur",
    "Fase",
    "Gegevenscategorie",
    "Interventiesoort",
    "Klachtsoort",
    "Kwalificatiesoort",
    "Lezing",
    "Normstatus",
    "Omvang",
    "Organisatiesoort",
    "Overdrachtsvorm",
    "Periode",
    "Processtapsoort",
    "Rol",
    "Rolverband",
    "Taak",
    "Toetsgrens",
    "Uitkeringsregeling",
    "Verzekeringsproduct",
    "Waarborgbepaling",
    "Waarborgsoort",
)

BROADER: Final = ("brederCategorie", "brederRol", "brederTaak")

RELATED: Final = (
    "betreftRegeling",
    "bevat",
    "vereisteBepaling",
    "volgtUitOrganisatiesoort",
    "voorbehoudenAan",
)

# What a concept may say already in the words of NL-SBB, and keeps.
NOTES: Final = (
    RDFS + "comment",
    *(SKOS + name for name in ("altLabel", "hiddenLabel", "scopeNote", "example")),
    *(SKOS + name for name in ("editorialNote", "historyNote", "changeNote")),
)

# A norm or condition that has a concept here marks itself with a list of ours: its sources say
# nothing of that concept.
SILENT: Final = (
    "bereik",
    "geldtVoor",
    "lezing",
    "nietToetsbaarOmdat",
    "periode",
    "ruimerBereik",
    "status",
)

_NORMS: Final = tuple(name for name in NORM_KINDS if name != "Definitie")
_OF_NORMS: Final = (
    *("bereik", "besluitgrond", "betreftBegrip", "betreftBesluitsoort", "betreftBestandssoort"),
    *("betreftBetrokkenheid", "betreftBewerking", "betreftFeit", "betreftGegevens"),
    *("betreftInterventiesoort", "betreftOrganisatiesoort", "betreftProcesstap", "betreftRol"),
    *("betreftTaak", "betreftVereiste", "deelVan", "drager", "duur", "editie", "gedektDoor"),
    *("geldigVanaf", "geldtAlleenVoorHandelen", "geldtOokVoorHandelen", "geldtVoor"),
    *("getoetstDoor", "herhaling", "inProcesstap", "jegens", "laatOnverlet", "lezing"),
    *("nietEerderDan", "nietToetsbaarOmdat", "omvang", "onderwerp", "onverenigbareRol"),
    *("overdrachtsvorm", "periode", "remedie", "ruimerBereik", "strengerDan", "termijn"),
    *("termijnNaProcesstap", "termijnVanaf", "toegestaneRol", "uitTeOefenenDoor"),
    *("uitzonderingOp", "vereist", "vereistKwalificatie", "vereistWaarborg", "versterkt"),
    *("vervaltOp", "voorwaarde", "wijktAfVan"),
)
_OF_CHECKS: Final = (
    *("actorklasse", "afgelezenVan", "afleidbaarVoor", "betreedtTerrein", "richtZichOp"),
    *("sluitOverdrachtUit", "voertUitVoor", "volgtUitAansturingDoor", "volgtUitAfdeling"),
    *("volgtUitDelegatie", "volgtUitDienstverbandBij", "volgtUitDossiereigenschap"),
    "volgtUitWerkgeverMet",
)

LOSSES: Final = (
    Loss(
        own(*_NORMS, *_OF_NORMS),
        Text(
            nl="Een norm is geen begrip; alleen een definitie die een begrip omschrijft, blijft: "
            "als toelichting en bron van dat begrip.",
            en="A norm is no concept; only a definition that defines a concept remains, as a "
            "scope note and source of that concept.",
        ),
    ),
    Loss(
        own(*CONDITIONS, *CONDITION_FIELDS),
        Text(
            nl="Een voorwaarde is geen begrip; zij blijft achter bij haar norm.",
            en="A condition is no concept; it stays behind with its norm.",
        ),
    ),
    Loss(
        own(*_OF_CHECKS),
        Text(
            nl="Hoe een feit in een dossier bij een begrip hoort, is een regel en geen betekenis.",
            en="How a fact in a dossier belongs to a concept is a rule and not a meaning.",
        ),
    ),
    Loss(
        own(*RELATED),
        Text(
            nl="Het verband blijft als skos:related; welk verband het is en welke kant het op "
            "gaat, kan NL-SBB niet zeggen.",
            en="The relation remains as skos:related; NL-SBB cannot say which relation it is and "
            "in which direction it goes.",
        ),
    ),
    Loss(
        own("brederRol"),
        Text(
            nl="De hiërarchie blijft als skos:broader; dat een rol een andere versterkt of "
            "vertegenwoordigt, en niet altijd een soort daarvan is, kan NL-SBB niet zeggen.",
            en="The hierarchy remains as skos:broader; NL-SBB cannot say that a role strengthens "
            "or represents another, and is not always a kind of it.",
        ),
    ),
    Loss(
        own("bindendheid", "sha256", "aanduiding"),
        Text(
            nl="Een brondocument heeft in NL-SBB een naam, een verwijzing, een webadres en "
            "uitleg, en verder niets.",
            en="A source document has a name, a citation, a web address and a comment in NL-SBB, "
            "and nothing else.",
        ),
    ),
)
