"""Which norms become which frame of FLINT, by which fields, and what it has no place for."""

from __future__ import annotations

from typing import Final

from scheidslijn.export.own_terms import (
    CHECKING,
    CONDITION_FIELDS,
    CONDITIONS,
    LIST_FIELDS,
    LISTS,
    PAIRS,
    TIME_LIMITS,
    own,
)
from scheidslijn.export.profile import Loss
from scheidslijn.model import Text
from scheidslijn.namespaces import SL

__all__ = [
    "ACTS",
    "CONTRADICTED",
    "DATA",
    "DUTIES",
    "FACTS",
    "FLINT",
    "LOSSES",
    "NARROWING",
    "NEGATING",
    "NO_PRECONDITION",
    "OBJECTS",
    "OF_ONE_READING",
    "OPERATION",
    "SOURCE",
    "SUBJECTS",
]

FLINT: Final = "http://ontology.tno.nl/normengineering/flint#"
SOURCE: Final = "http://ontology.tno.nl/normengineering/source#"

ACTS: Final = frozenset(own("Bevoegdheid", "Toestemming", "VoorbehoudenBevoegdheid"))
DUTIES: Final = frozenset(own("Verplichting"))
FACTS: Final = frozenset(own("Definitie"))
NEGATING: Final = frozenset(own("Aanbeveling", "Ontrading", "Onverenigbaarheid", "Verbod"))

OPERATION: Final = SL + "betreftBewerking"
DATA: Final = own("betreftGegevens", "betreftBestandssoort")
# What a norm can be about, from what is closest to an act to what is farthest.
OBJECTS: Final = (
    *own("betreftTaak", "betreftBesluitsoort"),
    *DATA,
    *own("betreftInterventiesoort", "betreftProcesstap", "betreftVereiste", "betreftBegrip"),
)
# What narrows a norm beside its domain: a value of each must agree with the fact.
NARROWING: Final = own("omvang", "duur", "besluitgrond", "vereistKwalificatie")
# What a frame is about without a slot for it.
SUBJECTS: Final = own(
    *("betreftRol", "betreftOrganisatiesoort", "versterkt", "inProcesstap", "definieert"),
)

CONTRADICTED: Final = Text(
    nl="De norm is ook een verbod, aanbeveling of ontrading; als frame zou hij iets anders zeggen.",
    en="The norm is also a prohibition, recommendation or discouragement; as a frame it would "
    "say something else.",
)
OF_ONE_READING: Final = Text(
    nl="De norm is betwist of geldt maar in één lezing; een frame zegt dat er niet bij.",
    en="The norm is contested or holds in one reading only; a frame does not say so.",
)
NO_PRECONDITION: Final = Text(
    nl="Een plicht- of feitframe heeft geen voorwaarde; zij staat er los naast.",
    en="A duty frame or fact frame has no precondition; it stands beside it unconnected.",
)

_CONDITIONS: Final = tuple(name for name in CONDITIONS if name != "Voorwaarde")

LOSSES: Final = (
    Loss(
        own("Norm", "Aanbeveling", "Ontrading"),
        Text(
            nl="Wat wordt aangeraden of ontraden is geen plicht en geen geldige handeling.",
            en="What is recommended or discouraged is no duty and no valid act.",
        ),
    ),
    Loss(
        own("Verbod"),
        Text(
            nl="FLINT gaat over handelen en laat nalaten buiten beschouwing, en daarmee verboden.",
            en="FLINT is about acting and leaves omissions out of scope, and so prohibitions.",
        ),
    ),
    Loss(
        own("Onverenigbaarheid", *PAIRS),
        Text(
            nl="Dat twee rollen niet samengaan, is geen handeling, plicht of feit van een van "
            "beide.",
            en="That two roles do not go together is no act, duty or fact of either.",
        ),
    ),
    Loss(
        own("Uitzondering", "uitzonderingOp", "strengerDan", "wijktAfVan"),
        Text(
            nl="FLINT kent geen voorrang tussen normen; een frame wijst met rdfs:seeAlso naar de "
            "uitzonderingen op zijn norm, naar wat strenger is en naar wat een andere bron anders "
            "zegt, met hun woorden.",
            en="FLINT knows no priority between norms; a frame points with rdfs:seeAlso to the "
            "exceptions to its norm, to what is stricter and to what another source says "
            "otherwise, with their words.",
        ),
    ),
    Loss(
        own("Recht", "Rechtsmiddel"),
        Text(
            nl="Een recht kan een aanspraak, vrijheid of bevoegdheid zijn; welke, zegt het "
            "regelboek niet, dus een plicht van de wederpartij volgt er niet uit.",
            en="A right can be a claim, a liberty or a power; the rule book does not say which, "
            "so no duty of the other party follows from it.",
        ),
    ),
    Loss(
        own("Verantwoordelijkheid", "Delegeerbaarheid", "Rolversterking", "Toegangsnorm"),
        Text(
            nl="Wie voor iets instaat, of iets overdraagbaar is, welke rol een andere steunt en "
            "wie bij welke gegevens kan, is geen frame op zich; is de norm ook een bevoegdheid, "
            "toestemming of plicht, dan blijft die.",
            en="Who answers for something, whether it can be passed on, which role supports "
            "another and who has access to which data is no frame in itself; if the norm is a "
            "power, permission or obligation too, that remains.",
        ),
    ),
    Loss(
        own("jegens"),
        Text(
            nl="Tegenover wie een plicht geldt, staat als wie haar kan opeisen; of hij dat echt "
            "kan, en of van meer zulke rollen elk of een volstaat, zegt het regelboek niet.",
            en="Towards whom a duty holds stands as who can claim it; whether he really can, and "
            "whether of several such roles each or one suffices, the rule book does not say.",
        ),
    ),
    Loss(
        own("Termijn", *TIME_LIMITS),
        Text(
            nl="FLINT kent geen tijd; een termijn staat alleen in de woorden van het frame.",
            en="FLINT has no time; a time limit stands only in the words of the frame.",
        ),
    ),
    Loss(
        own("uitTeOefenenDoor", "overdrachtsvorm", "laatOnverlet"),
        Text(
            nl="Een frame noemt wie de bevoegdheid of plicht heeft, niet wie haar voor hem mag "
            "uitoefenen, en niet wiens positie de norm laat zoals die is. Dat niemand anders een "
            "voorbehouden bevoegdheid heeft, zegt het evenmin.",
            en="A frame names who has the power or duty, not who may exercise it for him, and not "
            "whose position the norm leaves as it is. Nor does it say that nobody else has a "
            "reserved power.",
        ),
    ),
    Loss(
        own("vereist", "vereistWaarborg", *CONDITION_FIELDS, *_CONDITIONS),
        Text(
            nl="Een voorwaarde is een feit met een naam; welke soort het is, hoe een dossier haar "
            "toont en wat een plicht van een feit eist, staat alleen in woorden. Meer "
            "voorwaarden gelden samen, ook waar een bron ze als alternatieven bedoelt: het "
            "regelboek groepeert ze niet.",
            en="A condition is a fact with a name; which kind it is, how a dossier shows it and "
            "what a duty requires of a fact stands in words only. Several conditions hold "
            "together, also where a source means them as alternatives: the rule book does not "
            "group them.",
        ),
    ),
    Loss(
        own("deelVan", "gedektDoor", "lezing", "Lezing", "editie"),
        Text(
            nl="Frames verwijzen niet naar frames die hetzelfde preciezer zeggen; een norm die "
            "betwist is of in één lezing geldt, wordt geen frame.",
            en="Frames do not refer to frames that say the same more precisely; a norm that is "
            "contested or holds in one reading becomes no frame.",
        ),
    ),
    Loss(
        own("sha256", "bindendheid", "Bindendheid", "jaar", "gepubliceerdOp", "uitgever", "code"),
        Text(
            nl="Van een brondocument blijft zijn naam en van een passage haar vindplaats in "
            "woorden.",
            en="Of a source document remains its name and of a passage its place in words.",
        ),
    ),
    Loss(
        own("eersteRegel", "laatsteRegel", "sectie", "titel"),
        Text(
            nl="FLINT telt tekens in een zin en geen regels; document, hoofdstuk en regels staan "
            "samen in dcterms:bibliographicCitation.",
            en="FLINT counts characters in a sentence and no lines; document, section and lines "
            "stand together in dcterms:bibliographicCitation.",
        ),
    ),
    Loss(
        own(*CHECKING),
        Text(
            nl="Hoe een dossier aan een norm wordt getoetst, hoort niet bij de uitleg van een "
            "bron.",
            en="How a dossier is checked against a norm is no part of the interpretation of a "
            "source.",
        ),
    ),
    Loss(
        own("bwbId", "citeertitel", "aanduiding", "onderdeelVan"),
        Text(
            nl="Van een artikel blijft de naam en de verwijzing; zijn plaats in de wet staat in "
            "de uitvoer in ELI.",
            en="Of an article remain its name and reference; its place in the law is in the "
            "output in ELI.",
        ),
    ),
    Loss(
        own(*LISTS, *LIST_FIELDS, "betreftRegeling", "Uitkeringsregeling"),
        Text(
            nl="Van de lijsten van het regelboek blijft wat een frame noemt, zonder wat breder is.",
            en="Of the lists of the rule book remains what a frame names, without what is broader.",
        ),
    ),
)
