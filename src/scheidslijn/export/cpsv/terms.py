"""The terms of CPSV-AP that are used, and what of the rule book it has no place for."""

from __future__ import annotations

from typing import Final

from scheidslijn.export.own_terms import (
    CHECKING,
    CONDITION_FIELDS,
    CONDITIONS,
    LIST_FIELDS,
    LISTS,
    NORM_KINDS,
    NORM_LINKS,
    PAIRS,
    PASSAGES,
    TIME_LIMITS,
    own,
)
from scheidslijn.export.profile import Loss
from scheidslijn.model import Text

__all__ = [
    "ABOUT",
    "CPSV",
    "CV",
    "DECIDING",
    "ELI",
    "FOAF",
    "LOSSES",
    "NETHERLANDS",
    "NO_LANGUAGE",
    "NO_SERVICE",
    "SERVICE_OF_SCHEME",
    "WHOEVER",
]

CPSV: Final = "http://purl.org/vocab/cpsv#"
CV: Final = "http://data.europa.eu/m8g/"
ELI: Final = "http://data.europa.eu/eli/ontology#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
NETHERLANDS: Final = "http://publications.europa.eu/resource/authority/country/NLD"

# The fields that say what a norm is about.
_ABOUT: Final = (
    *("betreftBegrip", "betreftBesluitsoort", "betreftBestandssoort", "betreftBewerking"),
    *("betreftGegevens", "betreftInterventiesoort", "betreftOrganisatiesoort"),
    *("betreftProcesstap", "betreftRol", "betreftTaak", "betreftVereiste", "definieert"),
)
ABOUT: Final = own(*_ABOUT)
# The kinds of norm by which its bearer must or may take a decision.
DECIDING: Final = frozenset(
    own("Bevoegdheid", "Toestemming", "Verplichting", "VoorbehoudenBevoegdheid")
)
SERVICE_OF_SCHEME: Final = Text(
    nl="wat UWV doet bij de uitkering: {}", en="what UWV does on the benefit: {}"
)
WHOEVER: Final = Text(nl="wie deze rol vervult: {}", en="whoever fills this role: {}")
NO_LANGUAGE: Final = Text(
    nl="CPSV-AP wil van elke tekst weten in welke taal hij is.",
    en="CPSV-AP wants to know of each text in which language it is.",
)
NO_SERVICE: Final = Text(
    nl="Een cpsv:Rule is een regel die een openbare dienst volgt; deze norm bindt UWV niet en "
    "geldt niet tegenover UWV, of gaat niet over een dienst van UWV.",
    en="A cpsv:Rule is a rule that a public service follows; this norm does not bind UWV and does "
    "not hold towards UWV, or is not about a service of UWV.",
)

LOSSES: Final = (
    Loss(
        own("drager", "jegens", "Organisatiesoort"),
        Text(
            nl="Wie een dienst raakt, blijft als deelneming aan de dienst; welke regel wie bindt "
            "en tegenover wie, kan CPSV-AP niet zeggen.",
            en="Whom a service touches remains as participation in the service; CPSV-AP cannot "
            "say which rule binds whom and towards whom.",
        ),
    ),
    Loss(
        own(*_ABOUT, "inProcesstap", "domein", "Domein", "betreftRegeling"),
        Text(
            nl="Waarover een norm gaat en in welk domein, kiest de dienst waar hij bij hoort; een "
            "soort besluit van UWV blijft als uitkomst van de dienst, en niet van de regel.",
            en="What a norm is about and in which domain chooses the service it belongs to; a "
            "kind of decision of UWV remains as output of the service, and not of the rule.",
        ),
    ),
    Loss(
        own(*NORM_KINDS, *NORM_LINKS, *PAIRS),
        Text(
            nl="CPSV-AP kent regels en geen plichten, bevoegdheden of uitzonderingen; een regel "
            "houdt daarom onze klasse, en zijn band met andere normen blijft achter.",
            en="CPSV-AP knows rules and no duties, powers or exceptions; so a rule keeps our "
            "class, and its links to other norms stay behind.",
        ),
    ),
    Loss(
        own(*TIME_LIMITS),
        Text(
            nl="Een wettelijke termijn is niet de geschatte doorlooptijd van een dienst.",
            en="A time limit of the law is not the estimated processing time of a service.",
        ),
    ),
    Loss(
        own(
            *("besluitgrond", "duur", "omvang", "Besluitgrond", "Duur", "Omvang"),
            *("overdrachtsvorm", "uitTeOefenenDoor", "laatOnverlet", "versterkt"),
            *("vereistKwalificatie", "Kwalificatiesoort", "vereistWaarborg"),
            *("editie", "geldigVanaf", "vervaltOp", "lezing", "Lezing"),
        ),
        Text(
            nl="Hoe ver een regel reikt, wie hem voor een ander uitoefent en wanneer hij geldt, "
            "staat alleen nog in zijn omschrijving, voor zover die het zegt.",
            en="How far a rule reaches, who exercises it for another and when it holds stands "
            "only in its description, as far as that says so.",
        ),
    ),
    Loss(
        own(*CONDITIONS, *CONDITION_FIELDS),
        Text(
            nl="Een voorwaarde blijft als eis met haar naam; hoe een dossier haar toont, en of "
            "zij de regel laat gelden of zijn inhoud is, blijft achter.",
            en="A condition remains as a requirement with its name; how a dossier shows it, and "
            "whether it makes the rule hold or is its content, stays behind.",
        ),
    ),
    Loss(
        own(*PASSAGES, *CHECKING, "aanduiding", "citeertitel", "onderdeelVan"),
        Text(
            nl="Waar een bron het zegt en hoe een dossier wordt nagegaan, hoort niet bij een "
            "dienst.",
            en="Where a source says so and how a dossier is checked is no part of a service.",
        ),
    ),
    Loss(
        own(
            *("Begrip", "Bestandssoort", "Bewerking", "Delegatievereiste", "Gegevenscategorie"),
            *("Casemanagementrol", "Expertrol", "Interventiesoort", "Kernrol", "Procesrol"),
            *("Processtapsoort", "Taak"),
            *LISTS,
            *LIST_FIELDS,
        ),
        Text(
            nl="Van de lijsten van het regelboek blijft wat een dienst, rol, uitkomst of status "
            "van een regel is, zonder wat breder is en zonder de soort rol.",
            en="Of the lists of the rule book remains what is a service, role, output or standing "
            "of a rule, without what is broader and without the kind of role.",
        ),
    ),
)
