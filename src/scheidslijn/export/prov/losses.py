"""What of a dossier PROV-O cannot hold."""

from __future__ import annotations

from typing import Final

from scheidslijn.export.own_terms import own
from scheidslijn.export.profile import Loss
from scheidslijn.model import Text

__all__ = ["LOSSES"]

LOSSES: Final = (
    Loss(
        own(
            "Aansturing", "Dienstverband", "Opdracht", "Supervisie", "aangestuurde",
            "aansturende", "afdelingssoort", "gesuperviseerde", "inDienstBij", "medewerker",
            "opdrachtVoor", "opdrachtgever", "opdrachtnemer", "organisatiesoort",
            "schriftelijkVastgelegd", "supervisor",
        ),
        Text(nl="PROV zegt wie in een handeling voor wie optrad, niet wie bij wie hoort of werkt; "
                "het profiel org doet dat wel.",
             en="PROV says who acted for whom in an act, not who belongs to or works for whom; the "
                "profile org does."),
    ),
    Loss(
        own(
            "Kwalificatie", "Toegangsrecht", "houder", "kwalificatiesoort",
        ),
        Text(nl="PROV zegt wat er is gebeurd, niet wat iemand mag, kan of bezit.",
             en="PROV says what happened, not what somebody may do, can do or holds."),
    ),
    Loss(
        own(
            "arbeidsverhouding", "domein", "eersteZiektedag", "eigenrisicodragerVoor",
            "hersteldatum", "isEigenrisicodrager", "klachtsoort", "onderVerzekering", "peildatum",
        ),
        Text(nl="Van een zaak kent PROV alleen het verloop en wie erbij betrokken is, niet waarop "
                "het recht let.",
             en="Of a case PROV knows its course and who is involved only, not what the law looks "
                "at."),
    ),
    Loss(
        own(
            "toontAan", "bepaalt", "consultatieBinnenWerkdagen", "metGezondheidsgegevens",
            "metToestemming", "uiterlijkOp", "vereiste", "waarborgsoort",
        ),
        Text(nl="PROV kent geen voorwaarden, vereisten, termijnen of toestemming, en niet of eraan "
                "is voldaan.",
             en="PROV knows no conditions, requirements, time limits or consent, nor whether they "
                "are met."),
    ),
    Loss(
        own(
            "besluitgrond", "duur", "omvang",
        ),
        Text(nl="PROV zegt dat er is besloten en door wie, niet hoe ver of waarom.",
             en="PROV says that a decision was taken and by whom, not how far it goes or why."),
    ),
    Loss(
        own(
            "klachtOver", "tenAanzienVan", "verwezenNaar",
        ),
        Text(nl="PROV kent wie verantwoordelijk is voor wat er gebeurt, niet wie het treft.",
             en="PROV knows who is responsible for what happens, not whom it is directed at."),
    ),
    Loss(
        own(
            "Dossieronderdeel",
        ),
        Text(nl="Alleen wat voor feit het is, heeft een plaats; dat het er een is niet.",
             en="Only what kind of fact it is has a place; that it is one has not."),
    ),
    Loss(
        own(
            "functie", "vastgelegdIn",
        ),
        Text(nl="Teksten van een dossier gaan er niet uit.", en="Texts of a dossier do not leave."),
    ),
)  # fmt: skip
