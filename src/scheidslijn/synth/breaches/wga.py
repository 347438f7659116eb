"""Breaches under the WGA: which decisions a self-insurer takes, on which ground, in whose name."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Severity
from scheidslijn.synth.breach import Breach, mixing
from scheidslijn.synth.breaches.snippets import (
    access,
    act,
    breach,
    data,
    decision,
    norms,
    organisation,
    role,
    share,
    shows,
)

__all__ = ["WGA"]

_MEASURE: Final = "wga-casemanager"
_DELEGATED: Final = "wga-taakdelegatie"
_FILE: Final = "bedrijfsgeneeskundig-dossier"

WGA: Final[tuple[Breach, ...]] = (
    breach(
        "Voorbehouden-refuses-all-for-good",
        _MEASURE,
        decision(
            "weigeren",
            "wie:werkgever",
            "sl:omvang omvang:geheel ; sl:duur duur:blijvend ; "
            "sl:besluitgrond besluitgrond:onvoldoende-medewerking ; ",
        ),
        norms(
            *("Verboden", "zaak:beslissing", "besluitsoort:weigeren"),
            "puv-wga-blijvend-geheel-geen-andere-grond",
        ),
        norms(
            *("Voorbehouden", "zaak:beslissing", "besluitsoort:weigeren"),
            "puv-wga-blijvend-geheel-weigeren-uwv",
        ),
    ),
    breach(
        "VoorbehoudenWaarschuwing-werkgever-fines",
        _MEASURE,
        decision("boete-opleggen", "wie:werkgever"),
        norms(
            *("VoorbehoudenWaarschuwing", "zaak:beslissing", "besluitsoort:boete-opleggen"),
            "puv-wga-boete-alleen-uwv",
        ),
    ),
    breach(
        "Voorbehouden-werkgever-reassesses",
        _MEASURE,
        decision("herbeoordelen", "wie:werkgever"),
        norms(
            *("Voorbehouden", "zaak:beslissing", "besluitsoort:herbeoordelen"),
            "puv-wga-herbeoordelen-door-uwv",
        ),
    ),
    breach(
        "Voorbehouden-werkgever-grants",
        _MEASURE,
        decision("toekennen", "wie:werkgever"),
        norms(
            *("Voorbehouden", "zaak:beslissing", "besluitsoort:toekennen"),
            "puv-wga-toekennen-door-uwv",
        ),
    ),
    breach(
        "Voorbehouden-werkgever-judges-ongeschiktheid",
        _MEASURE,
        decision(
            "beoordelen",
            "wie:werkgever",
            "sl:besluitgrond besluitgrond:ongeschiktheid-door-ziekte ; ",
        ),
        norms(
            *("Voorbehouden", "zaak:beslissing", "besluitsoort:beoordelen"),
            "puv-wga-oordeel-ongeschiktheid-door-uwv",
        ),
    ),
    breach(
        "Verboden-defers-on-recovery",
        _MEASURE,
        decision("opschorten", "wie:werkgever", "sl:besluitgrond besluitgrond:herstel ; "),
        norms(
            *("Verboden", "zaak:beslissing", "besluitsoort:opschorten"), "puv-wga-geen-andere-grond"
        ),
    ),
    breach(
        "Verboden-suspends-for-good",
        _MEASURE,
        decision("schorsen", "wie:werkgever", "sl:duur duur:blijvend ; "),
        norms("Verboden", "zaak:beslissing", "besluitsoort:schorsen", "puv-wga-niet-blijvend"),
    ),
    breach(
        "Verboden-measure-after-fine",
        _MEASURE,
        shows("zaak:beslissing", "wga-boete-uwv")
        + decision(
            "maatregel-opleggen",
            "wie:werkgever",
            "sl:besluitgrond besluitgrond:schending-inlichtingenplicht ; ",
        ),
        norms(
            *("Verboden", "zaak:beslissing", "besluitsoort:maatregel-opleggen"),
            "puv-wga-geen-maatregel-na-boete",
        ),
    ),
    breach(
        "Verboden-measure-without-blame",
        _MEASURE,
        shows("zaak:besluit", "wga-geen-verwijt"),
        norms(
            *("Verboden", "zaak:besluit", "besluitsoort:maatregel-opleggen"),
            "puv-wga-geen-maatregel-zonder-verwijt",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-suspends-without-blame",
        _MEASURE,
        shows("zaak:beslissing", "wga-geen-verwijt") + decision("schorsen", "wie:werkgever"),
        norms(
            *("VerbodenWaarschuwing", "zaak:beslissing", "besluitsoort:schorsen"),
            "puv-wga-geen-stillegging-zonder-verwijt",
        ),
    ),
    breach(
        "Verboden-refuses-on-suspicion",
        _MEASURE,
        decision(
            "weigeren", "wie:werkgever", "sl:besluitgrond besluitgrond:vermoeden-niet-nakomen ; "
        ),
        norms(
            *("Verboden", "zaak:beslissing", "besluitsoort:weigeren"),
            "puv-wga-weigeren-alleen-twee-gevallen",
        ),
    ),
    breach(
        "Vereist-uitvoerder-in-own-name",
        _MEASURE,
        decision("maatregel-opleggen", "wie:uitvoerder", behalf="wie:uitvoerder"),
        norms(
            *("Verboden", "zaak:beslissing", "besluitsoort:maatregel-opleggen"),
            "puv-wga-niet-in-eigen-naam",
        ),
        norms(
            *("Vereist", "zaak:beslissing", "voorwaarde:wga-in-naam-eigenrisicodrager"),
            "puv-wga-externe-in-naam-eigenrisicodrager",
        ),
    ),
    breach(
        "Verboden-wia-decides-on-bezwaar",
        _MEASURE,
        decision("op-bezwaar-beslissen", "wie:wia"),
        norms(
            *("Verboden", "zaak:beslissing", "besluitsoort:op-bezwaar-beslissen"),
            "puv-wga-wia-casemanager-beslist-niet-op-bezwaar",
        ),
    ),
    breach(
        "VereistWaarschuwing-wia-in-own-name",
        _MEASURE,
        decision("schorsen", "wie:wia", behalf="wie:wia"),
        norms(
            *("VereistWaarschuwing", "zaak:beslissing", "voorwaarde:wga-in-naam-eigenrisicodrager"),
            "puv-wga-wia-casemanager-in-naam-eigenrisicodrager",
        ),
    ),
    breach(
        "VereistInfo-uwv-judges-unasked",
        _MEASURE,
        organisation("uwv", "uwv")
        + decision("re-integratie-inspanning-beoordelen", "zaak:uwv", behalf="zaak:uwv"),
        mixing(
            "zaak:beslissing",
            "voorwaarde:wga-verzoek-eigenrisicodrager",
            "puv-wga-uwv-oordeelt-op-verzoek",
            shape="VereistInfo",
            severity=Severity.INFO,
        ),
    ),
    breach(
        "Verboden-uwv-judges-again",
        _MEASURE,
        organisation("uwv", "uwv")
        + shows("zaak:beslissing", "wga-eigenrisicodrager-besloot-al")
        + shows("zaak:beslissing", "wga-verzoek-eigenrisicodrager")
        + decision("re-integratie-inspanning-beoordelen", "zaak:uwv", behalf="zaak:uwv"),
        norms(
            *("Verboden", "zaak:beslissing", "besluitsoort:re-integratie-inspanning-beoordelen"),
            "puv-wga-uwv-oordeelt-niet-na-besluit",
        ),
    ),
    breach(
        "Voorbehouden-wia-checks-arbeidsongeschiktheid",
        _MEASURE,
        act("wie:wia", "taak:arbeidsongeschiktheid-controleren"),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:arbeidsongeschiktheid-controleren"),
            "puv-wga-controle-arbeidsongeschiktheid-door-uwv",
        ),
    ),
    breach(
        "Voorbehouden-wia-summons",
        _MEASURE,
        act("wie:wia", "taak:oproepen-en-ondervragen"),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:oproepen-en-ondervragen"),
            "puv-wga-oproepen-door-uwv",
        ),
    ),
    breach(
        "Voorbehouden-wia-reassesses-medically",
        _MEASURE,
        act("wie:wia", "taak:herbeoordeling-erd-wga"),
        mixing(
            "zaak:rol-wia",
            "zaak:daad",
            "kern-uitvoerder-arts",
            "kern-werkgever-arts",
            "wia-casemanager-arts",
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:herbeoordeling-erd-wga"),
            "puv-wga-medisch-oordeel-alleen-arts",
        ),
    ),
    breach(
        "Verboden-klachten-reach-werkgever",
        _DELEGATED,
        share("wie:arts", "klachten", "wie:werkgever"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("puv-bedrijfsarts-deelt-niet-zonder-toestemming",),
            *("puv-wga-eigenrisicodrager-ontvangt-geen-gezondheidsgegevens",),
        ),
    ),
    breach(
        "Verboden-uwv-asks-klachten-without-need",
        _MEASURE,
        organisation("uwv", "uwv")
        + shows("zaak:gegeven", "wga-riv-zonder-medisch-deel")
        + data("zaak:uwv", "klachten", "vragen"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            "puv-wga-riv-toets-zonder-medisch",
        ),
    ),
    breach(
        "Verboden-stukken-in-other-file",
        _DELEGATED,
        data("wie:wia", "medische-stukken", "vastleggen")
        + " zaak:gegeven sl:bestandssoort bestandssoort:procesdossier .",
        mixing(
            "zaak:rol-wia",
            "zaak:gegeven",
            "kern-uitvoerder-arts",
            "kern-werkgever-arts",
            "wia-casemanager-arts",
        ),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:medische-stukken"),
            "puv-wga-stukken-niet-in-ander-dossier",
        ),
        norms(
            *("Voorbehouden", "zaak:gegeven", "gegevenscategorie:medische-stukken"),
            "puv-wga-gezondheidsgegevens-alleen-arts",
        ),
    ),
    breach(
        "Verboden-advocaat-tells-werkgever",
        _DELEGATED,
        role("wie:advocaat", "rol:gemachtigde-advocaat", "wie:werkgever", "{s+92}")
        + share("wie:advocaat", "medische-stukken", "wie:werkgever"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:medische-stukken"),
            *("puv-wga-eigenrisicodrager-ontvangt-geen-gezondheidsgegevens",),
            *("puv-wga-werkgever-geen-kennis-inhoud",),
        ),
    ),
    breach(
        "VerbodenWaarschuwing-uitvoerder-in-medical-file",
        _DELEGATED,
        access("wie:uitvoerder", _FILE),
        norms(
            *("VerbodenWaarschuwing", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "puv-wga-geen-toegang-medisch-dossier",
        ),
    ),
    breach(
        "Voorbehouden-stukken-to-werkgever",
        _DELEGATED,
        "zaak:bezwaar sl:medischeStukkenAan wie:werkgever .",
        norms(
            *("Voorbehouden", "zaak:bezwaar", "wie:werkgever"), "puv-wga-stukken-alleen-gemachtigde"
        ),
    ),
)
