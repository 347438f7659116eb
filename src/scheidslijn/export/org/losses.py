"""What of a dossier the Organization Ontology cannot hold."""

from __future__ import annotations

from typing import Final

from scheidslijn.export.own_terms import own
from scheidslijn.export.profile import Loss
from scheidslijn.model import Text

__all__ = ["LOSSES"]


LOSSES: Final = (
    Loss(
        own("Aansturing", "Opdracht", "Supervisie", "opdrachtVoor", "schriftelijkVastgelegd"),
        Text(
            nl="Van een aansturing, supervisie of opdracht blijft alleen het verband tussen beiden "
            "(org:reportsTo, org:linkedTo), zonder soort, eerste dag en inhoud.",
            en="Of a direction, supervision or engagement only the link between the two stays "
            "(org:reportsTo, org:linkedTo), without its kind, first day and content.",
        ),
    ),
    Loss(
        own(
            "Dossier", "Dossieronderdeel", "arbeidsverhouding", "domein", "eersteZiektedag",
            "eigenrisicodragerVoor", "hersteldatum", "isEigenrisicodrager", "klachtsoort",
            "onderVerzekering", "peildatum", "toontAan", "werkgever", "werknemer",
        ),
        Text(
            nl="ORG beschrijft organisaties en wie erbij hoort; van een zaak blijft alleen dat een "
            "rol er deel van is.",
            en="ORG describes organisations and who belongs to them; of a case only stays that a "
            "role is part of it.",
        ),
    ),
    Loss(
        own(
            "Delegatiebewijs", "Taakdelegatie", "Waarborg", "bepaalt", "bewijs",
            "consultatieBinnenWerkdagen", "delegerende", "gedelegeerde", "gedelegeerdeTaak",
            "metGezondheidsgegevens", "ondertekendDoor", "vereiste", "waarborg", "waarborgsoort",
        ),
        Text(
            nl="ORG kent geen delegatie van taken; het profiel prov-o heeft die wel.",
            en="ORG knows no delegation of tasks; the profile prov-o has it.",
        ),
    ),
    Loss(
        own(
            "Beroep", "Besluit", "Bezwaar", "Deskundigenoordeel", "Gegevensverwerking",
            "Handeling", "Hoorzitting", "Interventie", "Klacht", "Overleg", "Processtap",
            "Rechtsmiddelaanwending", "SecondOpinion", "Verwijzing", "aanvrager", "afkomstigVan",
            "beoordeeldDoor", "beschikkingDoor", "beslistDoor", "besluitgrond", "besluitsoort",
            "bestandssoort", "bestredenBesluit", "betaaldDoor", "betreftBesluit", "bewerking",
            "datum", "deelnemer", "duur", "gegevens", "gevraagdAan", "goedgekeurd",
            "goedgekeurdDoor", "goedgekeurdOp", "hoorder", "inNaamVan", "inRol", "indiener",
            "interventiesoort", "klachtOver", "medischeStukkenAan", "metToestemming", "omvang",
            "opGrondVan", "overBezwaar", "processtapsoort", "taak", "tenAanzienVan",
            "uiterlijkOp", "vastgesteldDoor", "verrichtOp", "verstrektAan", "verwezenNaar",
            "voorbereidDoor", "voorgesteldDoor", "voorzitter",
        ),
        Text(
            nl="ORG zegt niet wat er gebeurt of besloten wordt; het profiel prov-o doet dat wel.",
            en="ORG does not say what happens or is decided; the profile prov-o does.",
        ),
    ),
    Loss(
        own("Kwalificatie", "Toegangsrecht", "houder", "kwalificatiesoort"),
        Text(
            nl="ORG kent geen registraties of titels, en niet wat een systeem iemand laat doen.",
            en="ORG knows no registrations or titles, nor what a system lets somebody do.",
        ),
    ),
    Loss(
        own("functie", "vastgelegdIn"),
        Text(nl="Teksten van een dossier gaan er niet uit.", en="Texts of a dossier do not leave."),
    ),
)  # fmt: skip
