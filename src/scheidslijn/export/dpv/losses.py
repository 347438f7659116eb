"""What DPV cannot hold of the rule book, and why."""

from __future__ import annotations

from typing import Final

from scheidslijn.export.profile import Loss
from scheidslijn.model import Text
from scheidslijn.namespaces import SL

__all__ = ["LOSSES", "NOT_DATA", "NO_KIND", "RESERVED"]

NOT_DATA: Final = Text(
    "De norm gaat niet over het verwerken van persoonsgegevens.",
    "The norm is not about processing personal data.",
)
NO_KIND: Final = Text(
    "DPV kent geen regel die een recht, verantwoordelijkheid, vrijstelling of omschrijving is.",
    "DPV has no rule that is a claim, responsibility, exemption or definition.",
)
RESERVED: Final = Text(
    "DPV kan niet zeggen dat iets aan ieder ander is verboden; alleen een toestemming zou het"
    " voorbehoud verzwijgen.",
    "DPV cannot say that something is forbidden to everybody else; a permission alone would be"
    " silent on the reservation.",
)


def _sl(*names: str) -> tuple[str, ...]:
    return tuple(SL + name for name in names)


LOSSES: Final = (
    Loss(
        _sl(
            "Definitie", "Onverenigbaarheid", "Ontrading", "Recht", "Rechtsmiddel", "Termijn",
            "Verantwoordelijkheid", "VoorbehoudenBevoegdheid",
        ),
        Text(
            "DPV kent geen regel van deze soort, of de normen gaan niet over persoonsgegevens.",
            "DPV has no rule of this kind, or the norms are not about personal data.",
        ),
    ),
    Loss(_sl("grondslag"), Text(
        "De artikelen blijven bron; een rechtsgrond van DPV is preciezer dan wat de normen"
        " aanhalen, zoals artikel 9 AVG in zijn geheel.",
        "The articles remain the source; a legal basis of DPV is more precise than what the norms"
        " cite, such as article 9 GDPR as a whole.",
    )),
    Loss(_sl("jegens"), Text(
        "Alleen aan wie gegevens worden gegeven, heeft in DPV een plaats.",
        "Only to whom data are given has a place in DPV.",
    )),
    Loss(_sl("uitzonderingOp"), Text(
        "DPV kent geen voorrang: een uitzondering is een eigen toestemming, waarnaar het verbod"
        " verwijst.",
        "DPV has no precedence: an exception is a permission of its own, to which the prohibition"
        " points.",
    )),
    Loss(_sl("wijktAfVan", "strengerDan", "deelVan", "laatOnverlet"), Text(
        "DPV zegt niets over hoe regels zich tot elkaar verhouden.",
        "DPV says nothing on how rules relate to each other.",
    )),
    Loss(_sl("termijn", "termijnNaProcesstap", "termijnVanaf", "nietEerderDan", "herhaling"), Text(
        "De normen met een termijn gaan over processtappen en niet over gegevens.",
        "The norms with a deadline are about process steps and not about data.",
    )),
    Loss(_sl("brederRol", "brederTaak", "bevat"), Text(
        "DPV laat een regel niet doorwerken naar wie of wat er deel van is.",
        "DPV does not carry a rule over to whoever or whatever is a part.",
    )),
    Loss(
        _sl(
            "eigenschap", "hoogsteWaarde", "uitgeslotenGegevens", "uitsluitend",
            "vereistBewijs", "vereisteRol", "vereisteWaarde",
        ),
        Text(
            "Een voorwaarde is voor DPV een context met een omschrijving en geen vergelijking.",
            "To DPV a condition is a context with a description and no comparison.",
        ),
    ),
    Loss(
        _sl(
            "bereik", "geldtAlleenVoorHandelen", "geldtOokVoorHandelen", "geldtVoor",
            "onverenigbareRol", "periode", "ruimerBereik", "toegestaneRol", "versterkt",
            "uitTeOefenenDoor", "overdrachtsvorm", "sluitOverdrachtUit", "voertUitVoor",
            "Actorsoort", "Bereik", "Periode", "Overdrachtsvorm",
        ),
        Text(
            "Wie welke rollen samen heeft of een taak overneemt, ligt buiten DPV.",
            "Who holds which roles together or takes over a task lies outside DPV.",
        ),
    ),
    Loss(
        _sl(
            "betreftBesluitsoort", "betreftInterventiesoort", "betreftOrganisatiesoort",
            "betreftProcesstap", "betreftRol", "betreftVereiste", "besluitgrond", "duur",
            "omvang", "inProcesstap", "definieert", "Besluitgrond", "Besluitsoort", "Duur",
            "Interventiesoort", "Omvang", "Organisatiesoort", "Processtapsoort",
            "Delegatievereiste", "Kwalificatiesoort",
        ),
        Text(
            "Besluiten, stappen, interventies en vereisten staan hooguit in de tekst van de regel.",
            "Decisions, steps, interventions and requirements stand at most in the text of a rule.",
        ),
    ),
    Loss(_sl("gedektDoor", "getoetstDoor", "nietToetsbaarOmdat", "remedie", "Toetsgrens"), Text(
        "Hoe een norm wordt getoetst en wat helpt, is geen inhoud van de regel.",
        "How a norm is checked and what helps is no content of the rule.",
    )),
    Loss(
        _sl(
            "editie", "jaar", "bwbId", "eersteRegel", "laatsteRegel", "sectie", "sha256",
            "jci", "eli", "code", "uitgever", "bindendheid", "gepubliceerdOp", "brondocument",
            "Bindendheid",
        ),
        Text(
            "De regel wijst naar artikel en passage; die zelf beschrijven staat in het regelboek.",
            "The rule points to article and passage; the rule book itself describes these.",
        ),
    ),
    Loss(
        _sl(
            "afleidbaarVoor", "volgtUitAansturingDoor", "volgtUitAfdeling",
            "volgtUitDelegatie", "volgtUitDienstverbandBij", "volgtUitDossiereigenschap",
            "volgtUitOrganisatiesoort", "volgtUitWerkgeverMet", "Afdelingssoort",
            "Arbeidsverhouding", "Klachtsoort", "Rolverband", "Uitkeringsregeling",
            "Verzekeringsproduct", "Waarborgbepaling", "actorklasse", "betreedtTerrein",
            "betreftRegeling", "vereisteBepaling", "voorbehoudenAan",
        ),
        Text(
            "Dit beschrijft dossiers, rollen en taken zelf, niet wat een norm over gegevens zegt.",
            "This describes dossiers, roles and tasks themselves, not what a norm says of data.",
        ),
    ),
)  # fmt: skip
