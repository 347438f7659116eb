"""Breaches under the Ziektewet: what a self-insurer leaves to UWV and to the physician."""

from __future__ import annotations

from typing import Final

from scheidslijn.synth.breach import Breach, mixing
from scheidslijn.synth.breaches.snippets import act, breach, data, decision, norms, share, shows

__all__ = ["ZIEKTEWET"]

_SICKNESS: Final = "ziektewet-taakdelegatie"

# what the same fact is as mixing of roles
_REGIE_ACT: Final = mixing(
    "zaak:rol-regie",
    "zaak:daad",
    "kern-uitvoerder-arts",
    "kern-werkgever-arts",
    "regie-ziektewet-arts",
)

ZIEKTEWET: Final[tuple[Breach, ...]] = (
    breach(
        "Vereist-werkgever-refuses-by-itself",
        _SICKNESS,
        decision("weigeren", "wie:werkgever"),
        norms(
            *("Vereist", "zaak:beslissing", "voorwaarde:zw-beschikking-door-uwv"),
            "puv-zw-weigeren-via-uwv",
        ),
        norms(
            *("Voorbehouden", "zaak:beslissing", "besluitsoort:weigeren"),
            "puv-zw-beslissing-altijd-aan-uwv",
        ),
    ),
    breach(
        "Vereist-werkgever-suspends-by-itself",
        _SICKNESS,
        decision("schorsen", "wie:werkgever"),
        norms(
            *("Vereist", "zaak:beslissing", "voorwaarde:zw-beschikking-door-uwv"),
            "puv-zw-schorsen-via-uwv",
        ),
        norms(
            *("Voorbehouden", "zaak:beslissing", "besluitsoort:schorsen"),
            "puv-zw-beslissing-altijd-aan-uwv",
        ),
    ),
    breach(
        "Vereist-werkgever-changes-by-itself",
        _SICKNESS,
        decision("wijzigen", "wie:werkgever"),
        norms(
            *("Vereist", "zaak:beslissing", "voorwaarde:zw-beschikking-door-uwv"),
            "puv-zw-wijzigen-via-uwv",
        ),
        norms(
            *("Voorbehouden", "zaak:beslissing", "besluitsoort:wijzigen"),
            "puv-zw-beslissing-altijd-aan-uwv",
        ),
    ),
    breach(
        "Vereist-werkgever-imposes-measure-by-itself",
        _SICKNESS,
        decision("maatregel-opleggen", "wie:werkgever"),
        norms(
            *("Vereist", "zaak:beslissing", "voorwaarde:zw-beschikking-door-uwv"),
            "puv-zw-maatregel-via-uwv",
        ),
    ),
    breach(
        "Vereist-werkgever-ends-by-itself",
        _SICKNESS,
        decision("beeindigen", "wie:werkgever"),
        norms(
            *("Vereist", "zaak:beslissing", "voorwaarde:zw-beschikking-door-uwv"),
            "puv-zw-beeindigen-anders-via-uwv",
        ),
    ),
    breach(
        "VereistWaarschuwing-werkgever-defers-by-itself",
        _SICKNESS,
        decision("opschorten", "wie:werkgever"),
        norms(
            *("VereistWaarschuwing", "zaak:beslissing", "voorwaarde:zw-beschikking-door-uwv"),
            "puv-zw-opschorting-via-uwv",
        ),
    ),
    breach(
        "VereistWaarschuwing-werkgever-withdraws-by-itself",
        _SICKNESS,
        decision("intrekken", "wie:werkgever"),
        norms(
            *("VereistWaarschuwing", "zaak:beslissing", "voorwaarde:zw-beschikking-door-uwv"),
            "puv-zw-intrekking-via-uwv",
        ),
    ),
    breach(
        "VereistWaarschuwing-grants-without-beschikking",
        _SICKNESS,
        shows("zaak:dossier", "zw-behoefte-aan-beschikking")
        + decision("toekennen", "wie:werkgever"),
        norms(
            *("VereistWaarschuwing", "zaak:beslissing", "voorwaarde:zw-beschikking-door-uwv"),
            "puv-zw-toekennen-met-beschikking-bij-behoefte",
        ),
    ),
    breach(
        "Verboden-regie-decides-on-bezwaar",
        _SICKNESS,
        decision("op-bezwaar-beslissen", "wie:regie"),
        norms(
            *("Verboden", "zaak:beslissing", "besluitsoort:op-bezwaar-beslissen"),
            "puv-zw-geen-besluit-op-bezwaar",
        ),
        norms(
            *("Voorbehouden", "zaak:beslissing", "besluitsoort:op-bezwaar-beslissen"),
            "puv-zw-bezwaar-alleen-uwv",
        ),
    ),
    breach(
        "Verboden-regie-fines",
        _SICKNESS,
        decision("boete-opleggen", "wie:regie"),
        norms(
            *("Verboden", "zaak:beslissing", "besluitsoort:boete-opleggen"),
            "puv-zw-geen-boete-voorbereiden",
        ),
    ),
    breach(
        "Voorbehouden-uitvoerder-judges-ongeschiktheid",
        _SICKNESS,
        decision(
            "beoordelen",
            "wie:uitvoerder",
            "sl:besluitgrond besluitgrond:ongeschiktheid-door-ziekte ; ",
        ),
        norms(
            *("Voorbehouden", "zaak:beslissing", "besluitsoort:beoordelen"),
            "puv-zw-besluit-ongeschiktheid-alleen-arts",
        ),
    ),
    breach(
        "Verboden-regie-settles-bezwaar",
        _SICKNESS,
        act("wie:regie", "taak:bezwaar-afhandelen"),
        norms(
            *("Verboden", "zaak:daad", "taak:bezwaar-afhandelen"), "puv-zw-geen-bezwaar-afhandelen"
        ),
    ),
    breach(
        "Voorbehouden-regie-judges-belastbaarheid",
        _SICKNESS,
        act("wie:regie", "taak:eindoordeel-belastbaarheid"),
        _REGIE_ACT,
        norms(
            *("Voorbehouden", "zaak:daad", "taak:eindoordeel-belastbaarheid"),
            *("puv-medisch-oordeel-voorbehouden", "puv-zw-belastbaarheid-alleen-arts"),
        ),
    ),
    breach(
        "Voorbehouden-regie-establishes-belemmeringen",
        _SICKNESS,
        act("wie:regie", "taak:arbeidsbelemmeringen-vaststellen"),
        _REGIE_ACT,
        norms(
            *("Voorbehouden", "zaak:daad", "taak:arbeidsbelemmeringen-vaststellen"),
            *("puv-medisch-oordeel-voorbehouden", "puv-zw-vaststelling-alleen-arts"),
        ),
    ),
    breach(
        "Vereist-regie-asks-belemmeringen-undelegated",
        _SICKNESS,
        act("wie:regie", "taak:ervaren-belemmeringen-uitvragen"),
        mixing(
            "zaak:rol-regie",
            "zaak:daad",
            "kern-uitvoerder-arts",
            "kern-werkgever-arts",
            "regie-ziektewet-arts",
            "taakdelegatie-gezondheidsgegevens-regie-ziektewet",
            "taakdelegatie-namens-werkgever",
            "taakdelegatie-uitvoerder",
            "taakdelegatie-werkgever-eigenrisicodrager",
        ),
        norms(
            *("Vereist", "zaak:daad", "voorwaarde:taak-gedelegeerd-door-arts"),
            "puv-zw-uitvragen-alleen-in-delegatie",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-preparation-left-to-uwv",
        _SICKNESS,
        shows("zaak:besluitvoorstel", "zw-nodig-voor-taak-uwv")
        + shows("zaak:besluitvoorstel", "zw-voorbereiding-aan-uwv-overgelaten"),
        norms(
            *(
                "VerbodenWaarschuwing",
                "zaak:besluitvoorstel",
                "taak:uitkeringsbesluit-voorbereiden",
            ),
            "puv-zw-niet-zelf-voorbereiden-na-overlaten",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-preparation-taken-over-by-uwv",
        _SICKNESS,
        shows("zaak:besluitvoorstel", "zw-nodig-voor-taak-uwv")
        + shows("zaak:besluitvoorstel", "zw-voorbereiding-door-uwv-overgenomen"),
        norms(
            *(
                "VerbodenWaarschuwing",
                "zaak:besluitvoorstel",
                "taak:uitkeringsbesluit-voorbereiden",
            ),
            "puv-zw-niet-zelf-voorbereiden-na-overname",
        ),
    ),
    breach(
        "Verboden-arts-shares-klachten-with-regie",
        _SICKNESS,
        share("wie:arts", "klachten", "wie:regie"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("puv-bedrijfsarts-deelt-niet-zonder-toestemming",),
            *("puv-zw-arts-deelt-niet-met-regievoerder",),
        ),
    ),
    breach(
        "Verboden-regie-consults-klachten",
        _SICKNESS,
        data("wie:regie", "klachten", "raadplegen"),
        mixing(
            "zaak:rol-regie",
            "zaak:gegeven",
            "kern-uitvoerder-arts",
            "kern-werkgever-arts",
            "regie-ziektewet-arts",
        ),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            "puv-zw-regievoerder-geen-andere-toegang",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-regie-receives-klachten",
        _SICKNESS,
        data("wie:regie", "klachten", "ontvangen"),
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:klachten"),
            "puv-zw-regievoerder-ontvangt-geen-gezondheidsgegevens",
        ),
    ),
    breach(
        "Verboden-uitvoerder-asks-klachten",
        _SICKNESS,
        data("wie:uitvoerder", "klachten", "vragen"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            "puv-zw-geen-extra-rechten-gezondheidsgegevens",
        ),
    ),
)
