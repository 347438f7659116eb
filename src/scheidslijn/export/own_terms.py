"""Our own terms in groups, for profiles that can hold some groups and not others."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Term
from scheidslijn.namespaces import SL

__all__ = [
    "CHECKING",
    "CONDITIONS",
    "CONDITION_FIELDS",
    "LISTS",
    "LIST_FIELDS",
    "NORM_KINDS",
    "NORM_LINKS",
    "PAIRS",
    "PASSAGES",
    "TIME_LIMITS",
    "own",
]

NORM_KINDS: Final = (
    *("Aanbeveling", "Bevoegdheid", "Definitie", "Delegeerbaarheid", "Norm", "Ontrading"),
    *("Onverenigbaarheid", "Recht", "Rechtsmiddel", "Rolversterking", "Termijn", "Toegangsnorm"),
    *("Toestemming", "Uitzondering", "Verantwoordelijkheid", "Verbod", "Verplichting"),
    "VoorbehoudenBevoegdheid",
)
NORM_LINKS: Final = ("deelVan", "gedektDoor", "strengerDan", "uitzonderingOp", "wijktAfVan")
TIME_LIMITS: Final = (
    *("herhaling", "nietEerderDan", "termijn", "termijnNaProcesstap", "termijnVanaf"),
)
# Which two roles do not go together, and within which circle and time.
PAIRS: Final = (
    *("bereik", "geldtAlleenVoorHandelen", "geldtOokVoorHandelen", "geldtVoor"),
    *("onverenigbareRol", "periode", "ruimerBereik", "toegestaneRol"),
)
CONDITIONS: Final = (
    *("Bewijsvoorwaarde", "Delegatiegrond", "Delegatievoorwaarde", "Dossiervoorwaarde"),
    *("Gemachtigdevoorwaarde", "Kenmerkvoorwaarde", "Kwalificatievoorwaarde", "Rolvoorwaarde"),
    *("Toonvoorwaarde", "Voorwaarde"),
)
CONDITION_FIELDS: Final = (
    *("eigenschap", "hoogsteWaarde", "uitgeslotenGegevens", "uitsluitend", "vereistBewijs"),
    *("vereistGezondheidsgegevens", "vereisteRol", "vereisteWaarde"),
)
# How a dossier is compared with a norm, and what mends a breach.
CHECKING: Final = (
    *("afgelezenVan", "betreftBetrokkenheid", "betreftFeit", "getoetstDoor"),
    *("nietToetsbaarOmdat", "onderwerp", "remedie", "Toetsgrens"),
)
PASSAGES: Final = (
    *("Bindendheid", "Brondocument", "Bronpassage", "bindendheid", "brondocument", "code"),
    *("eersteRegel", "gepubliceerdOp", "jaar", "laatsteRegel", "sectie", "sha256", "titel"),
    *("uitgever", "vindplaats"),
)
# The lists of the rule book that no profile of the law has a place for, whatever it keeps.
LISTS: Final = (
    *("Actorsoort", "Afdelingssoort", "Arbeidsverhouding", "Bereik", "Fase", "Klachtsoort"),
    *("Overdrachtsvorm", "Periode", "Rolverband", "Verzekeringsproduct", "Waarborgbepaling"),
    "Waarborgsoort",
)
LIST_FIELDS: Final = (
    *("actorklasse", "afleidbaarVoor", "betreedtTerrein", "bevat", "brederCategorie", "brederRol"),
    *("brederTaak", "richtZichOp", "sluitOverdrachtUit", "vereisteBepaling", "voertUitVoor"),
    *("volgtUitAansturingDoor", "volgtUitAfdeling", "volgtUitDelegatie"),
    *("volgtUitDienstverbandBij", "volgtUitDossiereigenschap", "volgtUitOrganisatiesoort"),
    *("volgtUitWerkgeverMet", "voorbehoudenAan"),
)


def own(*names: str) -> tuple[Term, ...]:
    """Return the IRIs of our terms with these local names.

    >>> own("Norm")
    ('https://w3id.org/scheidslijn/def#Norm',)
    """
    return tuple(SL + name for name in names)
