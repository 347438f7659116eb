"""Breaches of who does what in verzuim: acts, referrals and interventions."""

from __future__ import annotations

from typing import Final

from scheidslijn.synth.breach import Breach, mixing
from scheidslijn.synth.breaches.snippets import (
    act,
    breach,
    intervention,
    norms,
    referral,
    shows,
    somebody,
    step,
)

__all__ = ["TAKEN"]

_CASE: Final = "verzuim-taakdelegatie"
_OWN: Final = "verzuim-eigen-gedelegeerde"
# somebody who guards the process for the physician, without medical tasks
_GUARD: Final = somebody("bewaker", "casemanager-procesbegeleiding-bedrijfsarts")

# what the same fact is as mixing of roles
_LEIDINGGEVENDE_ACT: Final = mixing(
    "zaak:rol-leidinggevende", "zaak:daad", "kern-werkgever-arts", "leidinggevende-arts"
)
_REGIE_ACT: Final = mixing(
    "zaak:rol-regie", "zaak:daad", "kern-werkgever-arts", "werkgeversregie-arts"
)

TAKEN: Final[tuple[Breach, ...]] = (
    breach(
        "Verboden-leidinggevende-judges-belastbaarheid",
        _CASE,
        act("wie:leidinggevende", "taak:eindoordeel-belastbaarheid"),
        _LEIDINGGEVENDE_ACT,
        norms(
            *("Verboden", "zaak:daad", "taak:eindoordeel-belastbaarheid"),
            *("iv-leidinggevende-oordeelt-niet-over-belastbaarheid",),
            *("puv-lg-geen-medische-beslissing",),
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:eindoordeel-belastbaarheid"),
            *("iv-belastbaarheid-bedrijfsarts", "lc-del1-eindoordeel"),
            *("puv-medisch-oordeel-voorbehouden",),
        ),
    ),
    breach(
        "Verboden-leidinggevende-says-who-is-ill",
        _CASE,
        act("wie:leidinggevende", "taak:ziekte-vaststellen"),
        _LEIDINGGEVENDE_ACT,
        norms(
            *("Verboden", "zaak:daad", "taak:ziekte-vaststellen"),
            *("iv-leidinggevende-oordeelt-niet-over-ziekte",),
            *("puv-lg-geen-medische-beslissing",),
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:ziekte-vaststellen"),
            "iv-ziekte-vaststellen-bedrijfsarts",
        ),
    ),
    breach(
        "Verboden-regie-says-who-is-ill",
        _CASE,
        act("wie:regie", "taak:ziekte-vaststellen"),
        _REGIE_ACT,
        norms(
            *("Verboden", "zaak:daad", "taak:ziekte-vaststellen"),
            *("iv-regievoerder-oordeelt-niet-over-ziekte",),
            *("lc-casemanager-werkgever-geen-medisch-oordeel",),
            *("puv-wr-geen-medische-beslissing",),
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:ziekte-vaststellen"),
            "iv-ziekte-vaststellen-bedrijfsarts",
        ),
    ),
    breach(
        "Verboden-regie-prepares-actueel-oordeel",
        _CASE,
        act("wie:regie", "taak:actueel-oordeel-voorinvullen"),
        _REGIE_ACT,
        norms(
            *("Verboden", "zaak:daad", "taak:actueel-oordeel-voorinvullen"),
            "iv-regievoerder-niet-actueel-oordeel-voorinvullen",
        ),
    ),
    breach(
        "Verboden-regie-keeps-medical-file",
        _CASE,
        act("wie:regie", "taak:medisch-dossier-bijhouden"),
        _REGIE_ACT,
        norms(
            *("Verboden", "zaak:daad", "taak:medisch-dossier-bijhouden"),
            "iv-regievoerder-niet-medisch-dossier-bijhouden",
        ),
    ),
    breach(
        "Verboden-regie-prepares-probleemanalyse",
        _CASE,
        act("wie:regie", "taak:probleemanalyse-voorinvullen"),
        _REGIE_ACT,
        norms(
            *("Verboden", "zaak:daad", "taak:probleemanalyse-voorinvullen"),
            "iv-regievoerder-niet-probleemanalyse-voorinvullen",
        ),
    ),
    breach(
        "Voorbehouden-regie-writes-actueel-oordeel",
        _CASE,
        act("wie:regie", "taak:actueel-oordeel-opstellen"),
        _REGIE_ACT,
        norms(
            *("Verboden", "zaak:daad", "taak:actueel-oordeel-opstellen"),
            "lc-geen-medische-taak-voor-werkgever",
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:actueel-oordeel-opstellen"),
            "lc-del1-actueel-oordeel",
        ),
    ),
    breach(
        "Voorbehouden-regie-asks-behandelaar",
        _CASE,
        act("wie:regie", "taak:informatie-opvragen-bij-behandelaar"),
        _REGIE_ACT,
        norms(
            *("Verboden", "zaak:daad", "taak:informatie-opvragen-bij-behandelaar"),
            "lc-geen-medische-taak-voor-werkgever",
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:informatie-opvragen-bij-behandelaar"),
            "lc-del1-informatie-opvragen",
        ),
    ),
    breach(
        "Voorbehouden-regie-writes-probleemanalyse",
        _CASE,
        act("wie:regie", "taak:probleemanalyse-opstellen"),
        _REGIE_ACT,
        norms(
            *("Verboden", "zaak:daad", "taak:probleemanalyse-opstellen"),
            "lc-geen-medische-taak-voor-werkgever",
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:probleemanalyse-opstellen"),
            "lc-del1-probleemanalyse",
        ),
    ),
    breach(
        "Voorbehouden-leidinggevende-sits-in-for-arts",
        _CASE,
        act("wie:leidinggevende", "taak:deelnemen-aan-smo"),
        _LEIDINGGEVENDE_ACT,
        norms("Voorbehouden", "zaak:daad", "taak:deelnemen-aan-smo", "lc-del1-smo"),
    ),
    breach(
        "Voorbehouden-regie-holds-spreekuur",
        _CASE,
        act("wie:regie", "taak:spreekuur-zes-weken"),
        _REGIE_ACT,
        norms(
            *("Verboden", "zaak:daad", "taak:spreekuur-zes-weken"),
            "lc-geen-medische-taak-voor-werkgever",
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:spreekuur-zes-weken"),
            "lc-del1-spreekuur-zes-weken",
        ),
    ),
    breach(
        "Voorbehouden-consulent-refers",
        _CASE,
        act("wie:consulent", "taak:medisch-verwijzen"),
        mixing("zaak:rol-consulent", "zaak:daad", "andere-casemanager-arts"),
        norms("Voorbehouden", "zaak:daad", "taak:medisch-verwijzen", "lc-del1-verwijzen"),
    ),
    breach(
        "Voorbehouden-regie-advises-medically",
        _CASE,
        act("wie:regie", "taak:medisch-adviseren"),
        _REGIE_ACT,
        norms(
            *("Verboden", "zaak:daad", "taak:medisch-adviseren"),
            *("lc-b1-niet-van-toepassing", "lc-casemanager-werkgever-geen-medisch-oordeel"),
            *("puv-wr-geen-medische-beslissing",),
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:medisch-adviseren"),
            *("lc-medisch-advies-voorbehouden-aan-bedrijfsarts",),
            *("puv-medisch-advies-voorbehouden", "puv-medisch-oordeel-voorbehouden"),
        ),
    ),
    breach(
        "Voorbehouden-delegee-judges-belastbaarheid",
        _CASE,
        act("wie:delegee", "taak:eindoordeel-belastbaarheid"),
        norms(
            *("Verboden", "zaak:daad", "taak:eindoordeel-belastbaarheid"),
            *("puv-cmtd-oordeelt-niet", "puv-gedelegeerde-zonder-kwalificatie-oordeelt-niet"),
            *("td-geen-eigen-medisch-oordeel",),
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:eindoordeel-belastbaarheid"),
            *("iv-belastbaarheid-bedrijfsarts", "lc-del1-eindoordeel"),
            *("puv-medisch-oordeel-voorbehouden",),
        ),
    ),
    breach(
        "Verboden-delegee-advises-medically",
        _CASE,
        act("wie:delegee", "taak:medisch-adviseren"),
        norms(
            *("Verboden", "zaak:daad", "taak:medisch-adviseren"),
            *("puv-cmtd-oordeelt-niet", "puv-gedelegeerde-zonder-kwalificatie-oordeelt-niet"),
            *("td-geen-eigen-medisch-advies", "td-geen-eigen-medisch-oordeel"),
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:medisch-adviseren"),
            *("puv-medisch-advies-voorbehouden", "puv-medisch-oordeel-voorbehouden"),
        ),
    ),
    breach(
        "Verboden-delegee-judges-medically",
        _CASE,
        act("wie:delegee", "taak:medisch-oordeel"),
        norms(
            *("Verboden", "zaak:daad", "taak:medisch-oordeel"),
            *("puv-cmtd-oordeelt-niet", "puv-gedelegeerde-zonder-kwalificatie-oordeelt-niet"),
            *("td-geen-eigen-medisch-oordeel",),
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:medisch-oordeel"),
            "puv-medisch-oordeel-voorbehouden",
        ),
    ),
    breach(
        "VerbodenWaarschuwing-process-guard-judges-medically",
        _CASE,
        _GUARD + act("zaak:bewaker", "taak:medisch-oordeel"),
        norms(
            *("VerbodenWaarschuwing", "zaak:daad", "taak:medisch-oordeel"),
            "lc-procescasemanager-geeft-geen-medisch-oordeel",
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:medisch-oordeel"),
            "puv-medisch-oordeel-voorbehouden",
        ),
    ),
    breach(
        "Voorbehouden-leidinggevende-assesses-delegee",
        _OWN,
        shows("zaak:dossier", "td-gedelegeerde-in-dienst-van-werkgever")
        + act("wie:leidinggevende", "taak:uitvoering-door-gedelegeerde-toetsen"),
        _LEIDINGGEVENDE_ACT,
        norms(
            *("Voorbehouden", "zaak:daad", "taak:uitvoering-door-gedelegeerde-toetsen"),
            "td-alleen-arts-beoordeelt-gedelegeerde",
        ),
    ),
    breach(
        "VereistWaarschuwing-triage-without-arts",
        _CASE,
        shows("zaak:triage", "td-medische-problematiek"),
        norms(
            *("VereistWaarschuwing", "zaak:triage", "voorwaarde:td-bedrijfsarts-geraadpleegd"),
            "td-triage-medisch-naar-arts",
        ),
    ),
    breach(
        "Verboden-regie-refers-to-behandelaar",
        _CASE,
        somebody("hulpverlener", "behandelaar") + referral("wie:regie", "zaak:hulpverlener"),
        norms(
            *("Verboden", "zaak:verwijzing", "wie:regie"),
            *("lc-casemanager-niet-bevoegd-te-verwijzen",),
            *("lc-werkgever-verwijst-niet-medisch",),
        ),
    ),
    breach(
        "Vereist-referral-to-social-work-without-privacy",
        _CASE,
        somebody("hulpverlener", "bedrijfsmaatschappelijk-werker")
        + referral("wie:regie", "zaak:hulpverlener"),
        norms(
            *("Vereist", "zaak:verwijzing", "voorwaarde:privacy-gewaarborgd"),
            "lc-maatschappelijk-werk-met-privacywaarborgen",
        ),
    ),
    breach(
        "Voorbehouden-intervention-assessed-by-regie",
        _CASE,
        intervention("medisch", "beoordeeldDoor", "wie:regie"),
        norms(
            *("Voorbehouden", "zaak:interventie", "interventiesoort:medisch"),
            "iv-interventies-bepaalt-bedrijfsarts",
        ),
    ),
    breach(
        "Voorbehouden-wia-assessed-by-arts",
        _CASE,
        step("wia-keuring", "{+720}", "wie:arts"),
        norms(
            *("Voorbehouden", "zaak:stap", "processtapsoort:wia-keuring"),
            "puv-wga-wia-beoordeling-door-uwv",
        ),
    ),
)
