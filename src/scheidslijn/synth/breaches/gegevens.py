"""Breaches of who asks, records, consults, shares or receives which data in verzuim."""

from __future__ import annotations

from typing import Final

from scheidslijn.synth.breach import Breach, mixing
from scheidslijn.synth.breaches.snippets import (
    breach,
    data,
    norms,
    organisation,
    share,
    shows,
    somebody,
)

__all__ = ["GEGEVENS"]

_CASE: Final = "verzuim-taakdelegatie"
_OWN: Final = "verzuim-eigen-gedelegeerde"
# somebody who guards the process for the physician, without medical tasks
_GUARD: Final = somebody("bewaker", "casemanager-procesbegeleiding-bedrijfsarts")

# what the same fact is as mixing of roles
_REGIE_DATA: Final = mixing(
    "zaak:rol-regie", "zaak:gegeven", "kern-werkgever-arts", "werkgeversregie-arts"
)
_WERKGEVER_DATA: Final = mixing(
    "zaak:gegeven", "wie:werkgever", "kern-werkgever-arts", shape="TerreinBetredenDoorPartij"
)

GEGEVENS: Final[tuple[Breach, ...]] = (
    breach(
        "Verboden-regie-consults-facturen-zorgverleners",
        _CASE,
        data("wie:regie", "facturen-zorgverleners", "raadplegen"),
        _REGIE_DATA,
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:facturen-zorgverleners"),
            *("iv-regievoerder-geen-zorgfacturen",),
            *("iv-verantwoordelijkheid-geeft-geen-toegang", "lc-b2-geen-toegang"),
            *("lc-b2-niet-meer-dan-verzuimfeiten", "puv-wr-geen-medische-gegevens"),
            *("td-werkgever-geen-gezondheidsgegevens",),
        ),
    ),
    breach(
        "Verboden-regie-asks-behandeling",
        _CASE,
        data("wie:regie", "behandeling", "vragen"),
        _REGIE_DATA,
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:behandeling"),
            *("iv-regievoerder-geen-gezondheidsgegevens",),
            *("iv-werkgever-geen-gezondheidsgegevens", "lc-b2-geen-uitvraag"),
            *("lc-b2-niet-meer-dan-verzuimfeiten", "lc-werkgever-vraagt-geen-behandeling"),
            *("puv-procesregie-vraagt-niet-naar-gezondheid", "puv-wr-geen-medische-gegevens"),
            *("td-werkgever-geen-gezondheidsgegevens",),
        ),
    ),
    breach(
        "Verboden-leidinggevende-records-behandeling",
        _CASE,
        data("wie:leidinggevende", "behandeling", "vastleggen"),
        mixing(
            "zaak:rol-leidinggevende", "zaak:gegeven", "kern-werkgever-arts", "leidinggevende-arts"
        ),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:behandeling"),
            *("iv-leidinggevende-geen-gezondheidsgegevens",),
            *("iv-werkgever-geen-gezondheidsgegevens", "lc-b2-niet-meer-dan-verzuimfeiten"),
            *("lc-werkgever-legt-geen-behandeling-vast", "puv-lg-geen-medische-gegevens"),
            *("td-werkgever-geen-gezondheidsgegevens",),
        ),
    ),
    breach(
        "Verboden-werkgever-asks-doktersbezoek",
        _CASE,
        data("wie:werkgever", "doktersbezoek", "vragen"),
        _WERKGEVER_DATA,
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:doktersbezoek"),
            *("iv-werkgever-geen-gezondheidsgegevens", "lc-b2-niet-meer-dan-verzuimfeiten"),
            *("lc-werkgever-vraagt-niet-doktersbezoek",),
            *("td-werkgever-geen-gezondheidsgegevens",),
        ),
    ),
    breach(
        "Verboden-regie-records-doktersbezoek",
        _CASE,
        data("wie:regie", "doktersbezoek", "vastleggen"),
        _REGIE_DATA,
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:doktersbezoek"),
            *("iv-regievoerder-geen-gezondheidsgegevens",),
            *("iv-werkgever-geen-gezondheidsgegevens", "lc-b2-geen-vastlegging"),
            *("lc-b2-niet-meer-dan-verzuimfeiten",),
            *("lc-werkgever-legt-geen-doktersbezoek-vast", "puv-wr-geen-medische-gegevens"),
            *("td-werkgever-geen-gezondheidsgegevens",),
        ),
    ),
    breach(
        "Verboden-regie-asks-functionele-mogelijkheden",
        _CASE,
        data("wie:regie", "functionele-mogelijkheden", "vragen"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:functionele-mogelijkheden"),
            *("lc-werkgever-vraagt-geen-mogelijkheden", "td-ap-taken-vragen-verboden"),
        ),
    ),
    breach(
        "Verboden-leidinggevende-records-functionele-mogelijkheden",
        _CASE,
        data("wie:leidinggevende", "functionele-mogelijkheden", "vastleggen"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:functionele-mogelijkheden"),
            "lc-werkgever-legt-geen-mogelijkheden-vast",
        ),
    ),
    breach(
        "Verboden-regie-asks-prive-oorzaken",
        _CASE,
        data("wie:regie", "prive-oorzaken", "vragen"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:prive-oorzaken"),
            "lc-werkgever-vraagt-niet-naar-prive",
        ),
    ),
    breach(
        "Verboden-werkgever-records-prive-oorzaken",
        _CASE,
        data("wie:werkgever", "prive-oorzaken", "vastleggen"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:prive-oorzaken"),
            "lc-werkgever-legt-prive-niet-vast",
        ),
    ),
    breach(
        "Verboden-leidinggevende-asks-vangnetbepaling",
        _CASE,
        data("wie:leidinggevende", "vangnetbepaling", "vragen"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:vangnetbepaling"),
            "lc-vraagt-niet-welke-vangnet",
        ),
    ),
    breach(
        "Verboden-werkgever-asks-klachten",
        _CASE,
        data("wie:werkgever", "klachten", "vragen"),
        _WERKGEVER_DATA,
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("iv-werkgever-geen-gezondheidsgegevens", "lc-b2-niet-meer-dan-verzuimfeiten"),
            *("lc-werkgever-vraagt-geen-klachten", "td-werkgever-geen-gezondheidsgegevens"),
        ),
    ),
    breach(
        "Verboden-delegee-shares-klachten-with-werkgever",
        _CASE,
        share("wie:delegee", "klachten", "wie:werkgever"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("lc-a1-geen-medisch-naar-werkgever",),
            *("lc-gedelegeerde-deelt-niet-meer-dan-bedrijfsarts",),
            *("puv-bedrijfsarts-deelt-niet-zonder-toestemming", "td-gedelegeerde-deelt-niet"),
        ),
    ),
    breach(
        "Verboden-delegee-shares-klachten-with-verzekeraar",
        _CASE,
        organisation("verzekeraar", "verzekeraar")
        + share("wie:delegee", "klachten", "zaak:verzekeraar"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("lc-gedelegeerde-deelt-niet-meer-dan-bedrijfsarts",),
            *("puv-bedrijfsarts-deelt-niet-zonder-toestemming",),
            *("td-gedelegeerde-deelt-niet-verzekeraar",),
        ),
    ),
    breach(
        "Verboden-arts-shares-klachten-with-werkgever",
        _CASE,
        share("wie:arts", "klachten", "wie:werkgever"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("lc-arts-zwijgt", "lc-bedrijfsarts-deelt-medisch-niet-zonder-toestemming"),
            *("puv-bedrijfsarts-deelt-niet-zonder-toestemming",),
        ),
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:klachten"),
            "td-bedrijfsarts-deelt-niet-werkgever",
        ),
    ),
    breach(
        "Verboden-arts-shares-klachten-with-process-guard",
        _CASE,
        _GUARD + share("wie:arts", "klachten", "zaak:bewaker"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            "lc-procesopdracht-niet-medisch-wisselen",
        ),
    ),
    breach(
        "Verboden-process-guard-consults-klachten",
        _CASE,
        _GUARD + data("zaak:bewaker", "klachten", "raadplegen"),
        norms("Verboden", "zaak:gegeven", "gegevenscategorie:klachten", "lc-a2-geen-toegang"),
    ),
    breach(
        "Verboden-process-guard-asks-klachten",
        _CASE,
        _GUARD + data("zaak:bewaker", "klachten", "vragen"),
        norms("Verboden", "zaak:gegeven", "gegevenscategorie:klachten", "lc-a2-geen-uitvraag"),
    ),
    breach(
        "Verboden-process-guard-records-klachten",
        _CASE,
        _GUARD + data("zaak:bewaker", "klachten", "vastleggen"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"), "lc-a2-geen-vastlegging"
        ),
    ),
    breach(
        "Verboden-process-guard-receives-klachten",
        _CASE,
        _GUARD + data("zaak:bewaker", "klachten", "ontvangen"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            "lc-procescm-ontvangt-niet-medisch",
        ),
    ),
    breach(
        "Vereist-process-guard-without-secrecy",
        _CASE,
        _GUARD
        + shows("zaak:gegeven", "lc-actiemomenten-signaleren")
        + data("zaak:bewaker", "actiemomenten", "vastleggen"),
        norms(
            *("Vereist", "zaak:gegeven", "voorwaarde:lc-gebonden-aan-geheimhouding"),
            "lc-a2-alleen-met-geheimhouding",
        ),
    ),
    breach(
        "Verboden-verzekeraar-records-klachten",
        _CASE,
        organisation("verzekeraar", "verzekeraar")
        + data("zaak:verzekeraar", "klachten", "vastleggen"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            "td-verzekeraar-geen-gezondheidsgegevens",
        ),
    ),
    breach(
        "Verboden-own-delegee-shares-prive-oorzaken",
        _OWN,
        shows("zaak:dossier", "td-gedelegeerde-in-dienst-van-werkgever")
        + share("wie:delegee", "prive-oorzaken", "wie:werkgever"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:prive-oorzaken"),
            "td-deelt-geen-privesituatie",
        ),
    ),
    breach(
        "VoorbehoudenWaarschuwing-mogelijkheden-established-by-regie",
        _CASE,
        "zaak:terugkoppeling sl:vastgesteldDoor wie:regie .",
        norms(
            *(
                "VoorbehoudenWaarschuwing",
                "zaak:terugkoppeling",
                "gegevenscategorie:functionele-mogelijkheden",
            ),
            "td-mogelijkheden-alleen-door-arts",
        ),
    ),
)
