"""What of the rule book ELI has no place for."""

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

__all__ = ["LOSSES"]

_OF_NORMS: Final = (
    *("besluitgrond", "betreftBegrip", "betreftBesluitsoort", "betreftBestandssoort"),
    *("betreftBewerking", "betreftGegevens", "betreftInterventiesoort"),
    *("betreftOrganisatiesoort", "betreftProcesstap", "betreftRol", "betreftTaak"),
    *("betreftVereiste", "definieert", "drager", "duur", "editie", "geldigVanaf"),
    *("inProcesstap", "jegens", "laatOnverlet", "lezing", "omvang", "overdrachtsvorm", "status"),
    *("uitTeOefenenDoor", "vereist", "vereistKwalificatie", "vereistWaarborg", "versterkt"),
    *("vervaltOp", "voorwaarde"),
)
_THINGS: Final = (
    *("Begrip", "Besluitgrond", "Besluitsoort", "Bestandssoort", "Bewerking"),
    *("Casemanagementrol", "Delegatievereiste", "Duur", "Expertrol", "Gegevenscategorie"),
    *("Interventiesoort", "Kernrol", "Kwalificatiesoort", "Lezing", "Normstatus", "Omvang"),
    *("Organisatiesoort", "Procesrol", "Processtapsoort", "Rol", "Taak", "Uitkeringsregeling"),
)

LOSSES: Final = (
    Loss(
        own(*NORM_KINDS),
        Text(
            nl="Een norm is geen wetgeving: hij blijft alleen als wat naar een artikel verwijst, "
            "met zijn eigen klasse; een norm zonder artikel blijft weg.",
            en="A norm is no legislation: it remains only as what refers to an article, with its "
            "own class; a norm without an article is left out.",
        ),
    ),
    Loss(
        own(*_OF_NORMS, *NORM_LINKS, *PAIRS, *TIME_LIMITS, *CHECKING),
        Text(
            nl="ELI beschrijft wetgeving, niet wat een norm inhoudt, hoeveel gezag hij heeft, "
            "vanaf wanneer hij geldt en hoe hij wordt nagegaan.",
            en="ELI describes legislation, not what a norm contains, how much authority it has, "
            "from when it holds and how it is checked.",
        ),
    ),
    Loss(
        own(*CONDITIONS, *CONDITION_FIELDS),
        Text(
            nl="Een voorwaarde blijft achter bij haar norm.",
            en="A condition stays behind with its norm.",
        ),
    ),
    Loss(
        own(*PASSAGES),
        Text(
            nl="Een standpunt, leidraad of werkwijzer is geen wetgeving.",
            en="A position paper, guideline or manual is no legislation.",
        ),
    ),
    Loss(
        own("domein", "Domein", "betreftRegeling"),
        Text(
            nl="Voor welk domein een artikel ertoe doet, is een lezing van ons en geen kenmerk "
            "van de wet.",
            en="For which domain an article matters is a reading of ours and no feature of the "
            "law.",
        ),
    ),
    Loss(
        own(*_THINGS, *LISTS, *LIST_FIELDS),
        Text(
            nl="De lijsten van het regelboek zijn geen wetgeving.",
            en="The lists of the rule book are no legislation.",
        ),
    ),
)
