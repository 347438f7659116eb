"""What ODRL cannot hold of the rule book, and why."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from scheidslijn.export.material import Book
from scheidslijn.export.profile import Loss, Unholdable
from scheidslijn.model import Text
from scheidslijn.namespaces import RDF_TYPE, SL

__all__ = ["LOSSES", "unholdable"]


def _sl(*names: str) -> tuple[str, ...]:
    return tuple(SL + name for name in names)


LOSSES: Final = (
    Loss(_sl("Definitie"), Text(
        "Een omschrijving staat niets toe, verbiedt niets en verplicht tot niets; zij wordt geen"
        " regel.",
        "A definition permits, forbids and obliges nothing; it becomes no rule.",
    )),
    Loss(_sl("overdrachtsvorm"), Text(
        "Alleen taakdelegatie en wat niet overdraagbaar is, heeft een handeling; opdracht en"
        " mandaat staan in de tekst van de regel.",
        "Only task delegation and what cannot be transferred have an action; engagement and"
        " mandate stand in the text of the rule.",
    )),
    Loss(_sl("ruimerBereik"), Text(
        "Wat de bron openlaat, zou in ODRL een verbod worden.",
        "What the source leaves open would become a prohibition in ODRL.",
    )),
    Loss(_sl("brederRol", "voertUitVoor"), Text(
        "Wie voor een arts taken uitvoert, wordt geen deel van de artsen: alle regels voor hen"
        " zouden dan overgaan, ook over wat zij zelf moeten doen.",
        "Whoever carries out tasks for a physician becomes no part of the physicians: every rule"
        " for them would carry over, also on what they must do in person.",
    )),
    Loss(_sl("bevat"), Text(
        "Een verbod op gegevens geldt ook voor bestanden die ze bevatten; een toestemming niet.",
        "A prohibition on data reaches the files that hold them; a permission does not.",
    )),
    Loss(_sl("gedektDoor", "getoetstDoor", "nietToetsbaarOmdat", "Toetsgrens"), Text(
        "Hoe een norm wordt getoetst, is een zaak van de shapes en geen inhoud van de regel.",
        "How a norm is checked is a matter of the shapes and no content of the rule.",
    )),
    Loss(_sl("editie", "jaar", "bwbId", "eersteRegel", "laatsteRegel", "sectie", "sha256"), Text(
        "De regel wijst naar artikel en passage; die zelf beschrijven staat in het regelboek.",
        "The rule points to article and passage; the rule book itself describes these.",
    )),
    Loss(
        _sl(
            "afleidbaarVoor", "volgtUitAansturingDoor", "volgtUitAfdeling", "volgtUitDelegatie",
            "volgtUitDienstverbandBij", "volgtUitDossiereigenschap", "volgtUitOrganisatiesoort",
            "volgtUitWerkgeverMet", "Afdelingssoort",
        ),
        Text(
            "Wie een rol heeft, neemt ODRL als gegeven; uit feiten leidt het geen rol af.",
            "ODRL takes it as given who holds a role; it derives no role from facts.",
        ),
    ),
    Loss(
        _sl(
            "Arbeidsverhouding", "Klachtsoort", "Rolverband", "actorklasse", "betreedtTerrein",
            "betreftRegeling", "richtZichOp", "voorbehoudenAan", "vereisteBepaling",
            "Waarborgbepaling",
        ),
        Text(
            "Dit beschrijft dossiers, taken en gegevens zelf en niet wat een norm regelt.",
            "This describes dossiers, tasks and data themselves, not what a norm rules.",
        ),
    ),
)  # fmt: skip

# Why norms of a kind give no rule, unless another kind that they have gives one.
_WHY: Final = {
    "Definitie": Text(
        "Een omschrijving staat niets toe, verbiedt niets en verplicht tot niets.",
        "A definition permits, forbids and obliges nothing.",
    ),
    "Delegeerbaarheid": Text(
        "De norm begrenst wat wordt gedelegeerd zonder te zeggen in welke vorm dat mag.",
        "The norm limits what is delegated without saying in which form it may be.",
    ),
    "Termijn": Text(
        "De norm zegt hoelang iets geldt en niet wat iemand binnen een tijd moet doen.",
        "The norm says how long something holds, not what somebody must do within a time.",
    ),
}


# What a rule book of a user's own can hold.
_SAYS_NOTHING: Final = Text(
    "De norm zegt niet of iets mag, moet, niet mag of wordt aangeraden.",
    "The norm does not say whether something may, must, must not or had better be done.",
)


def unholdable(book: Book, norm: ox.NamedNode) -> Unholdable:
    """Return why a norm gives no rule."""
    kinds = [kind.value.removeprefix(SL) for kind in book.nodes(norm, RDF_TYPE)]
    kind = next((each for each in _WHY if each in kinds), kinds[0])
    return Unholdable(norm.value, RDF_TYPE, SL + kind, _WHY.get(kind, _SAYS_NOTHING))
