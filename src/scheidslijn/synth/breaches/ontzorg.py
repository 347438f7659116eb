"""Breaches around the absence-relief insurance: what its case manager leaves to others."""

from __future__ import annotations

from typing import Final

from scheidslijn.synth.breach import Breach, mixing
from scheidslijn.synth.breaches.snippets import (
    access,
    act,
    breach,
    data,
    day,
    intervention,
    norms,
    share,
    shows,
)

__all__ = ["ONTZORG"]

_INSURED: Final = "verzuim-ontzorgverzekering"
_FILE: Final = "bedrijfsgeneeskundig-dossier"

# what the same fact is as mixing of roles
_ONTZORG_ACT: Final = mixing("zaak:rol-ontzorg", "zaak:daad", "verzekeraar-arts")
_ONTZORG_DATA: Final = mixing("zaak:rol-ontzorg", "zaak:gegeven", "verzekeraar-arts")

ONTZORG: Final[tuple[Breach, ...]] = (
    breach(
        "VerbodenWaarschuwing-ontzorg-judges-medically",
        _INSURED,
        act("wie:ontzorg", "taak:medisch-oordeel"),
        _ONTZORG_ACT,
        norms("Verboden", "zaak:daad", "taak:medisch-oordeel", "lc-b1-niet-van-toepassing"),
        norms(
            *("VerbodenWaarschuwing", "zaak:daad", "taak:medisch-oordeel"),
            "wc-casemanager-geeft-geen-medisch-oordeel",
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:medisch-oordeel"),
            "puv-medisch-oordeel-voorbehouden",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-judges-relaas",
        _INSURED,
        act("wie:ontzorg", "taak:relaas-werknemer-beoordelen"),
        norms(
            *("VerbodenWaarschuwing", "zaak:daad", "taak:relaas-werknemer-beoordelen"),
            "wc-casemanager-oordeelt-niet-over-relaas",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-guides-medically",
        _INSURED,
        act("wie:ontzorg", "taak:medische-verzuimbegeleiding"),
        _ONTZORG_ACT,
        norms(
            *("VerbodenWaarschuwing", "zaak:daad", "taak:medische-verzuimbegeleiding"),
            "wc-casemanager-verzorgt-geen-medische-begeleiding",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-fills-in-mogelijkheden",
        _INSURED,
        act("wie:ontzorg", "taak:mogelijkheden-zelf-invullen"),
        _ONTZORG_ACT,
        norms(
            *("Verboden", "zaak:daad", "taak:mogelijkheden-zelf-invullen"),
            "lc-b1-niet-van-toepassing",
        ),
        norms(
            *("VerbodenWaarschuwing", "zaak:daad", "taak:mogelijkheden-zelf-invullen"),
            *("wc-casemanager-geeft-geen-medisch-oordeel",),
            *("wc-casemanager-vult-mogelijkheden-niet-in",),
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:mogelijkheden-zelf-invullen"),
            "puv-medisch-oordeel-voorbehouden",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-establishes-loonwaarde",
        _INSURED,
        act("wie:ontzorg", "taak:loonwaarde-vaststellen"),
        norms(
            *("VerbodenWaarschuwing", "zaak:daad", "taak:loonwaarde-vaststellen"),
            "wc-pr-bepaalt-loonwaarde-niet-zelf",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-examines-functietaken",
        _INSURED,
        act("wie:ontzorg", "taak:functietaken-onderzoeken"),
        norms(
            *("VerbodenWaarschuwing", "zaak:daad", "taak:functietaken-onderzoeken"),
            "wc-pr-onderzoekt-functietaken-niet-zelf",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-examines-tweede-spoor",
        _INSURED,
        act("wie:ontzorg", "taak:haalbaarheid-tweede-spoor-onderzoeken"),
        norms(
            *("VerbodenWaarschuwing", "zaak:daad", "taak:haalbaarheid-tweede-spoor-onderzoeken"),
            "wc-pr-onderzoekt-haalbaarheid-niet-zelf",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-compares-belasting",
        _INSURED,
        act("wie:ontzorg", "taak:belasting-en-belastbaarheid-vergelijken"),
        norms(
            *("VerbodenWaarschuwing", "zaak:daad", "taak:belasting-en-belastbaarheid-vergelijken"),
            "wc-pr-vergelijkt-belasting-niet-zelf",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-gives-inkomensadvies",
        _INSURED,
        shows("zaak:daad", "deskundigheid-nodig") + act("wie:ontzorg", "taak:inkomensadvies-geven"),
        norms(
            *("VerbodenWaarschuwing", "zaak:daad", "taak:inkomensadvies-geven"),
            "wc-pr-geeft-geen-inkomensadvies",
        ),
    ),
    breach(
        "VereistWaarschuwing-ontzorg-promises-money",
        _INSURED,
        act("wie:ontzorg", "taak:financiering-toezeggen"),
        norms(
            *("VereistWaarschuwing", "zaak:daad", "voorwaarde:wcb-mandaat-of-afstemming"),
            "wc-vz-toezegging-met-mandaat-of-afstemming",
        ),
    ),
    breach(
        "VoorbehoudenWaarschuwing-deskundige-advises-intervention",
        _INSURED,
        act("wie:deskundige", "taak:medische-interventie-adviseren"),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:medische-interventie-adviseren"),
            "puv-medisch-oordeel-voorbehouden",
        ),
        norms(
            *("VoorbehoudenWaarschuwing", "zaak:daad", "taak:medische-interventie-adviseren"),
            "wc-advies-medische-interventie-voorbehouden",
        ),
    ),
    breach(
        "VoorbehoudenWaarschuwing-deskundige-tests-intervention",
        _INSURED,
        act("wie:deskundige", "taak:medische-toets-interventie"),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:medische-toets-interventie"),
            "puv-medisch-oordeel-voorbehouden",
        ),
        norms(
            *("VoorbehoudenWaarschuwing", "zaak:daad", "taak:medische-toets-interventie"),
            "wc-bedrijfsarts-toetst-interventie-medisch",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-records-klachten",
        _INSURED,
        data("wie:ontzorg", "klachten", "vastleggen"),
        _ONTZORG_DATA,
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("lc-b2-geen-vastlegging", "lc-werkgever-legt-geen-klachten-vast"),
        ),
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:klachten"),
            "wc-casemanager-legt-geen-medische-gegevens-vast",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-werkgever-records-klachten",
        _INSURED,
        data("wie:werkgever", "klachten", "vastleggen"),
        mixing(
            "zaak:gegeven",
            "wie:werkgever",
            "kern-werkgever-arts",
            shape="TerreinBetredenDoorPartij",
        ),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("iv-werkgever-geen-gezondheidsgegevens", "lc-b2-niet-meer-dan-verzuimfeiten"),
            *("lc-werkgever-legt-geen-klachten-vast",),
            *("td-werkgever-geen-gezondheidsgegevens",),
        ),
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:klachten"),
            "wc-werkgever-verwerkt-geen-medische-gegevens",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-receives-klachten",
        _INSURED,
        data("wie:ontzorg", "klachten", "ontvangen"),
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:klachten"),
            "wc-casemanager-ontvangt-geen-medische-gegevens",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-werkgever-receives-klachten",
        _INSURED,
        data("wie:werkgever", "klachten", "ontvangen"),
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:klachten"),
            "wc-werkgever-ontvangt-geen-medische-gegevens",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-consults-klachten",
        _INSURED,
        data("wie:ontzorg", "klachten", "raadplegen"),
        _ONTZORG_DATA,
        norms("Verboden", "zaak:gegeven", "gegevenscategorie:klachten", "lc-b2-geen-toegang"),
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:klachten"),
            "wc-casemanager-raadpleegt-geen-medische-gegevens",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-leidinggevende-asks-klachten",
        _INSURED,
        data("wie:leidinggevende", "klachten", "vragen"),
        mixing(
            "zaak:rol-leidinggevende", "zaak:gegeven", "kern-werkgever-arts", "leidinggevende-arts"
        ),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("iv-leidinggevende-geen-gezondheidsgegevens",),
            *("iv-werkgever-geen-gezondheidsgegevens", "lc-b2-niet-meer-dan-verzuimfeiten"),
            *("lc-werkgever-vraagt-geen-klachten", "puv-lg-geen-medische-gegevens"),
            *("td-werkgever-geen-gezondheidsgegevens",),
        ),
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:klachten"),
            "wc-werkgever-verzamelt-geen-medische-gegevens",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-shares-klachten",
        _INSURED,
        share("wie:ontzorg", "klachten", "wie:adbureau"),
        _ONTZORG_DATA,
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:klachten"),
            "wc-casemanager-deelt-geen-medische-gegevens",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-asks-arts",
        _INSURED,
        data("wie:ontzorg", "klachten", "vragen") + " zaak:gegeven sl:afkomstigVan wie:arts .",
        _ONTZORG_DATA,
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("lc-b2-geen-uitvraag", "lc-werkgever-vraagt-geen-klachten"),
        ),
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("wc-casemanager-vraagt-geen-medische-gegevens",),
            *("wc-int-geen-medische-vragen-aan-bedrijfsarts",),
            *("wc-int-geen-medische-vragen-aan-werknemer",),
        ),
    ),
    breach(
        "VerbodenWaarschuwing-arts-shares-klachten-with-ontzorg",
        _INSURED,
        share("wie:arts", "klachten", "wie:ontzorg"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("lc-arts-zwijgt", "lc-bedrijfsarts-deelt-medisch-niet-zonder-toestemming"),
            *("puv-bedrijfsarts-deelt-niet-zonder-toestemming",),
        ),
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("lc-arts-verzekeraar-niet-meer-dan-werkgever",),
            *("wc-bedrijfsarts-deelt-geen-medische-gegevens",),
        ),
    ),
    breach(
        "VerbodenWaarschuwing-arts-shares-klachten-with-verzekeraar",
        _INSURED,
        share("wie:arts", "klachten", "wie:verzekeraar"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("lc-arts-zwijgt", "lc-bedrijfsarts-deelt-medisch-niet-zonder-toestemming"),
            *("puv-bedrijfsarts-deelt-niet-zonder-toestemming",),
        ),
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("lc-arts-verzekeraar-niet-meer-dan-werkgever",),
            *("td-bedrijfsarts-deelt-niet-verzekeraar",),
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-in-medical-file",
        _INSURED,
        access("wie:ontzorg", _FILE),
        norms(
            *("VerbodenWaarschuwing", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "wc-ba-casemanager-geen-medisch-dossier",
        ),
        norms(
            *("Voorbehouden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-dossier-alleen-team",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-werkgever-in-medical-file",
        _INSURED,
        access("wie:werkgever", _FILE),
        norms(
            *("Verboden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "iv-verantwoordelijkheid-geeft-geen-toegang",
        ),
        norms(
            *("VerbodenWaarschuwing", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "wc-ba-werkgever-geen-medisch-dossier",
        ),
        norms(
            *("Voorbehouden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-dossier-alleen-team",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-proposes-medical-intervention",
        _INSURED,
        intervention("medisch", "voorgesteldDoor", "wie:ontzorg"),
        norms(
            *("VerbodenWaarschuwing", "zaak:interventie", "interventiesoort:medisch"),
            "wc-casemanager-stelt-geen-medische-interventie-voor",
        ),
        norms(
            *("VoorbehoudenWaarschuwing", "zaak:interventie", "interventiesoort:medisch"),
            "wc-int-medische-interventie-aangevraagd-door-arts",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-ontzorg-decides-on-intervention",
        _INSURED,
        intervention("niet-medisch", "beslistDoor", "wie:ontzorg"),
        norms(
            *("VerbodenWaarschuwing", "zaak:interventie", "interventiesoort:niet-medisch"),
            "wc-int-casemanager-beslist-niet",
        ),
    ),
    breach(
        "VereistWaarschuwing-ontzorg-proposes-without-arts",
        _INSURED,
        intervention("niet-medisch", "voorgesteldDoor", "wie:ontzorg"),
        norms(
            *(
                "VereistWaarschuwing",
                "zaak:interventie",
                "voorwaarde:verwijzing-beoordeeld-door-bedrijfsarts",
            ),
            "wc-niet-medische-interventie-altijd-afgestemd",
        ),
    ),
    breach(
        "VoorbehoudenWaarschuwing-second-opinion-by-deskundige",
        _INSURED,
        "zaak:second-opinion a sl:SecondOpinion ; sl:dossier zaak:dossier ; "
        "sl:aanvrager wie:werknemer ; sl:gevraagdAan wie:deskundige ; "
        f"sl:datum {day('{s+95}')} .",
        norms(
            *("VoorbehoudenWaarschuwing", "zaak:second-opinion", "wie:deskundige"),
            "wc-ls-second-opinion-door-bedrijfsarts",
        ),
    ),
)
