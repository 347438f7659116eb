"""Breaches of the lines between roles in verzuim, the absence-relief insurance included."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Severity
from scheidslijn.synth.breach import Breach, mixing
from scheidslijn.synth.breaches.snippets import (
    NEW,
    act,
    breach,
    data,
    day,
    delegation,
    norms,
    role,
    warning,
)

__all__ = ["VERZUIM"]

_CASE: Final = "verzuim-taakdelegatie"
_OWN: Final = "verzuim-eigen-gedelegeerde"
_INSURED: Final = "verzuim-ontzorgverzekering"

# delegate and direction for the employer: what the two roles and their broader ones collide on
_DELEGATE_DIRECTS: Final = (
    "kern-werkgever-arts",
    "taakdelegatie-namens-werkgever",
    "taakdelegatie-werkgever",
    "werkgeversregie-arts",
)
# the case manager of the employer records health data
_EMPLOYER_RECORDS: Final = (
    "iv-regievoerder-geen-gezondheidsgegevens",
    "iv-werkgever-geen-gezondheidsgegevens",
    "lc-b2-niet-meer-dan-verzuimfeiten",
    "td-werkgever-geen-gezondheidsgegevens",
)

VERZUIM: Final[tuple[Breach, ...]] = (
    # two roles at once
    breach(
        "Rolvermenging-delegee-directs",
        _CASE,
        role("wie:delegee", "rol:casemanager-werkgeversregie", "wie:werkgever"),
        mixing("zaak:rol-delegee", NEW, *_DELEGATE_DIRECTS),
    ),
    breach(
        "Rolvermenging-own-delegee-directs",
        _OWN,
        role("wie:delegee", "rol:casemanager-werkgeversregie", "wie:werkgever"),
        mixing("zaak:rol-delegee", NEW, *_DELEGATE_DIRECTS),
    ),
    breach(
        "Rolvermenging-one-day-overlap",
        _CASE,
        role("wie:delegee", "rol:casemanager-werkgeversregie", "wie:werkgever", "{s+1}", "{s+4}"),
        mixing("zaak:rol-delegee", NEW, *_DELEGATE_DIRECTS),
        norms(
            *("Verboden", "zaak:toegang-delegee", "bestandssoort:dossier-gedelegeerde"),
            *("iv-verantwoordelijkheid-geeft-geen-toegang", "puv-wr-geen-medische-gegevens"),
        ),
    ),
    breach(
        "Rolvermenging-delegee-represents-werknemer",
        _CASE,
        role("wie:delegee", "rol:vertegenwoordiger-werknemer", "wie:werknemer"),
        mixing("zaak:rol-delegee", NEW, "kern-werknemer-arts", "taakdelegatie-werknemer"),
    ),
    breach(
        "Rolvermenging-delegee-is-coach",
        _CASE,
        role("wie:delegee", "rol:coach", "wie:werkgever"),
        mixing("zaak:rol-delegee", NEW, "taakdelegatie-andere-vorm"),
    ),
    breach(
        "Rolvermenging-arts-represents-werkgever",
        _CASE,
        role("wie:arts", "rol:vertegenwoordiger-werkgever", "wie:werkgever"),
        mixing("zaak:rol-arts", NEW, "kern-werkgever-arts"),
    ),
    breach(
        "Rolvermenging-regie-represents-werknemer",
        _CASE,
        role("wie:regie", "rol:vertegenwoordiger-werknemer", "wie:werknemer"),
        mixing(NEW, "zaak:rol-regie", "kern-werkgever-werknemer", "werkgeversregie-werknemer"),
    ),
    # a role that follows from facts
    breach(
        "Rolvermenging-delegee-directed-by-werkgever",
        _CASE,
        "wie:delegee-aansturing sl:aansturende wie:werkgever .",
        mixing("zaak:rol-delegee", "wie:delegee-aansturing", *_DELEGATE_DIRECTS),
        # whom the employer directs, handles health data as the case manager of the employer
        norms(
            *("Verboden", "zaak:aantekening-delegee", "gegevenscategorie:klachten"),
            *(*_EMPLOYER_RECORDS, "lc-werkgever-legt-geen-klachten-vast"),
        ),
        norms(
            *("Verboden", "zaak:aantekening-delegee", "bestandssoort:dossier-gedelegeerde"),
            *_EMPLOYER_RECORDS,
        ),
        norms(
            *("Verboden", "zaak:toegang-delegee", "bestandssoort:dossier-gedelegeerde"),
            "iv-verantwoordelijkheid-geeft-geen-toegang",
        ),
        drop=("wie:delegee-aansturing sl:aansturende",),
    ),
    breach(
        "Rolvermenging-delegee-directed-by-leidinggevende",
        _CASE,
        "wie:delegee-aansturing sl:aansturende wie:leidinggevende .",
        mixing("zaak:rol-delegee", "wie:delegee-aansturing", *_DELEGATE_DIRECTS),
        drop=("wie:delegee-aansturing sl:aansturende",),
    ),
    breach(
        "Rolvermenging-delegee-employed-by-verzekeraar",
        _CASE,
        "zaak:verzekeraar a sl:Organisatie ; sl:organisatiesoort organisatiesoort:verzekeraar . "
        "zaak:baan a sl:Dienstverband ; sl:medewerker wie:delegee ; "
        'sl:inDienstBij zaak:verzekeraar ; sl:vanaf "2016-01-01"^^xsd:date .',
        mixing("zaak:rol-delegee", "zaak:baan", "taakdelegatie-verzekeraar", "verzekeraar-arts"),
    ),
    breach(
        "Rolvermenging-delegee-casemanager-for-werkgever",
        _CASE,
        role("wie:delegee", "rol:casemanager", "wie:werkgever"),
        mixing("zaak:rol-delegee", NEW, *_DELEGATE_DIRECTS),
    ),
    breach(
        "Rolvermenging-regie-receives-delegation",
        _CASE,
        delegation("wie:regie"),
        mixing("zaak:rol-regie", "zaak:tweede-delegatie", *_DELEGATE_DIRECTS),
        norms(
            *("Onafhankelijkheidswaarborg", "zaak:tweede-delegatie", "waarborgsoort:gedragscode"),
            *("td-maatregel-gedragscode",),
        ),
        norms(
            *(
                "Onafhankelijkheidswaarborg",
                "zaak:tweede-delegatie",
                "waarborgsoort:geheimhoudingsverklaring",
            ),
            *("td-maatregel-geheimhouding",),
        ),
        norms(
            *(
                "Onafhankelijkheidswaarborg",
                "zaak:tweede-delegatie",
                "waarborgsoort:ontslagbescherming",
            ),
            *("td-maatregel-ontslagbescherming",),
        ),
        norms(
            *(
                "Onafhankelijkheidswaarborg",
                "zaak:tweede-delegatie",
                "waarborgsoort:verklaring-werkgever",
            ),
            *("td-maatregel-verklaring-werkgever",),
        ),
    ),
    breach(
        "Rolvermenging-werknemer-is-leidinggevende",
        _CASE,
        role("wie:werknemer", "rol:leidinggevende", "wie:werkgever"),
        mixing(NEW, "zaak:dossier", "kern-werkgever-werknemer", "leidinggevende-werknemer"),
    ),
    # what is done on somebody else's terrain
    breach(
        "Rolvermenging-regie-asks-diagnose",
        _CASE,
        data("wie:regie", "diagnose", "vragen"),
        mixing("zaak:rol-regie", "zaak:gegeven", "kern-werkgever-arts", "werkgeversregie-arts"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:diagnose"),
            *("iv-regievoerder-geen-gezondheidsgegevens", "iv-werkgever-geen-gezondheidsgegevens"),
            *("lc-b2-geen-uitvraag", "lc-b2-niet-meer-dan-verzuimfeiten"),
            *("lc-werkgever-vraagt-geen-diagnose", "puv-procesregie-vraagt-niet-naar-gezondheid"),
            *("puv-wr-geen-medische-gegevens", "td-werkgever-geen-gezondheidsgegevens"),
        ),
    ),
    breach(
        "Rolvermenging-regie-judges-medically",
        _CASE,
        act("wie:regie", "taak:medisch-oordeel"),
        mixing("zaak:rol-regie", "zaak:daad", "kern-werkgever-arts", "werkgeversregie-arts"),
        norms(
            *("Verboden", "zaak:daad", "taak:medisch-oordeel"),
            *("lc-b1-niet-van-toepassing", "lc-casemanager-werkgever-geen-medisch-oordeel"),
            *("puv-wr-geen-medische-beslissing",),
        ),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:medisch-oordeel"),
            *("puv-medisch-oordeel-voorbehouden",),
        ),
    ),
    breach(
        "Rolvermenging-leidinggevende-records-klachten",
        _CASE,
        data("wie:leidinggevende", "klachten", "vastleggen"),
        mixing(
            *("zaak:rol-leidinggevende", "zaak:gegeven"),
            *("kern-werkgever-arts", "leidinggevende-arts"),
        ),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:klachten"),
            *("iv-leidinggevende-geen-gezondheidsgegevens",),
            *("iv-werkgever-geen-gezondheidsgegevens", "lc-b2-niet-meer-dan-verzuimfeiten"),
            *("lc-werkgever-legt-geen-klachten-vast", "puv-lg-geen-medische-gegevens"),
            *("td-werkgever-geen-gezondheidsgegevens",),
        ),
    ),
    breach(
        "Rolvermenging-leidinggevende-represents-werknemer",
        _CASE,
        act("wie:leidinggevende", "taak:werknemer-vertegenwoordigen"),
        mixing(
            *("zaak:rol-leidinggevende", "zaak:daad"),
            *("kern-werkgever-werknemer", "leidinggevende-werknemer"),
        ),
    ),
    breach(
        "Rolvermenging-consulent-consults-diagnose",
        _CASE,
        data("wie:consulent", "diagnose", "raadplegen"),
        mixing("zaak:rol-consulent", "zaak:gegeven", "andere-casemanager-arts"),
        norms("Verboden", "zaak:gegeven", "gegevenscategorie:diagnose", "lc-b2-geen-toegang"),
    ),
    breach(
        "Rolvermenging-delegee-represents-werkgever",
        _CASE,
        act("wie:delegee", "taak:werkgever-vertegenwoordigen"),
        mixing("zaak:rol-delegee", "zaak:daad", "kern-werkgever-arts", "taakdelegatie-werkgever"),
    ),
    breach(
        "TerreinBetredenDoorPartij-werkgever-records-diagnose",
        _CASE,
        data("wie:werkgever", "diagnose", "vastleggen"),
        mixing(
            *("zaak:gegeven", "wie:werkgever", "kern-werkgever-arts"),
            shape="TerreinBetredenDoorPartij",
        ),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:diagnose"),
            *("iv-werkgever-geen-gezondheidsgegevens", "lc-b2-niet-meer-dan-verzuimfeiten"),
            *("lc-werkgever-legt-geen-diagnose-vast", "td-werkgever-geen-gezondheidsgegevens"),
        ),
    ),
    breach(
        "TerreinBetredenDoorPartij-werknemer-represents-werkgever",
        _CASE,
        act("wie:werknemer", "taak:werkgever-vertegenwoordigen"),
        mixing(
            *("zaak:daad", "wie:werknemer", "kern-werkgever-werknemer"),
            shape="TerreinBetredenDoorPartij",
        ),
    ),
    breach(
        "HandelenZonderRol",
        _CASE,
        "zaak:vreemde a sl:Persoon . " + data("zaak:vreemde", "procesgegevens", "vastleggen"),
        mixing(
            *("zaak:gegeven", "zaak:vreemde"), shape="HandelenZonderRol", severity=Severity.INFO
        ),
    ),
    # what only has to be assessed first
    breach(
        "VereistInfo-referral-not-assessed",
        _CASE,
        "zaak:behandelaar a sl:Persoon . zaak:rol-behandelaar a sl:Rolvervulling ; "
        "sl:dossier zaak:dossier ; sl:door zaak:behandelaar ; sl:rol rol:behandelaar ; "
        f"sl:vanaf {day('{s+40}')} . "
        "zaak:verwijzing a sl:Verwijzing ; sl:dossier zaak:dossier ; "
        "sl:voorgesteldDoor wie:regie ; sl:verwezenNaar zaak:behandelaar ; "
        f"sl:datum {day('{s+41}')} .",
        mixing(
            *("zaak:verwijzing", "voorwaarde:verwijzing-beoordeeld-door-bedrijfsarts"),
            "lc-verwijzing-langs-bedrijfsarts",
            shape="VereistInfo",
            severity=Severity.INFO,
        ),
    ),
    # one role after the other
    breach(
        "Rolopvolging-regie-then-delegee",
        _CASE,
        role("wie:delegee", "rol:casemanager-werkgeversregie", "wie:werkgever", "{s+0}", "{s+3}"),
        mixing(
            *(NEW, "zaak:rol-delegee", *_DELEGATE_DIRECTS),
            shape="Rolopvolging",
            severity=Severity.WARNING,
        ),
    ),
    # the absence-relief insurance: guidance, so mostly warnings
    breach(
        "RolvermengingWaarschuwing-ontzorg-in-claimbeoordeling",
        _INSURED,
        "wie:ontzorg-dienstverband sl:afdelingssoort afdelingssoort:claimbeoordeling .",
        warning(
            *("zaak:rol-ontzorg", "wie:ontzorg-dienstverband"),
            "ontzorgverzekering-claimbeoordeling",
        ),
        drop=("wie:ontzorg-dienstverband sl:afdelingssoort",),
    ),
    breach(
        "RolvermengingWaarschuwing-ontzorg-is-arbeidsdeskundige",
        _INSURED,
        role("wie:ontzorg", "rol:arbeidsdeskundige", "wie:verzekeraar"),
        warning(NEW, "zaak:rol-ontzorg", "ontzorgverzekering-dubbele-pet"),
    ),
    breach(
        "RolvermengingWaarschuwing-ontzorg-represents-werkgever",
        _INSURED,
        role("wie:ontzorg", "rol:vertegenwoordiger-werkgever", "wie:werkgever"),
        warning(NEW, "zaak:rol-ontzorg", "ontzorgverzekering-belang-werkgever"),
    ),
    breach(
        "RolvermengingWaarschuwing-ontzorg-represents-werknemer",
        _INSURED,
        role("wie:ontzorg", "rol:vertegenwoordiger-werknemer", "wie:werknemer"),
        warning(
            *(NEW, "zaak:rol-ontzorg"),
            *("ontzorgverzekering-belang-werknemer", "verzekeraar-werknemer"),
        ),
    ),
    breach(
        "Rolvermenging-ontzorg-is-delegee",
        _INSURED,
        role("wie:ontzorg", "rol:casemanager-taakdelegatie-bedrijfsarts", "wie:arts"),
        mixing(NEW, "zaak:rol-ontzorg", "taakdelegatie-verzekeraar", "verzekeraar-arts"),
        warning(NEW, "zaak:rol-ontzorg", "ontzorgverzekering-taakdelegatie"),
    ),
    breach(
        "Rolvermenging-ontzorg-asks-diagnose",
        _INSURED,
        data("wie:ontzorg", "diagnose", "vragen"),
        mixing("zaak:rol-ontzorg", "zaak:gegeven", "verzekeraar-arts"),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:diagnose"),
            *("lc-b2-geen-uitvraag", "lc-werkgever-vraagt-geen-diagnose"),
        ),
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "gegevenscategorie:diagnose"),
            *("wc-casemanager-vraagt-geen-medische-gegevens",),
            *("wc-int-geen-medische-vragen-aan-werknemer",),
        ),
    ),
    breach(
        "BeroepskwalificatieWaarschuwing-ontzorg-in-no-register",
        _INSURED,
        "wie:ontzorg-titel sl:kwalificatiesoort kwalificatiesoort:aantekening-wia . "
        "zaak:rol-ontzorg sl:toontAan "
        "voorwaarde:wcb-geen-dienstverband-arbodienst-of-verzekeraar .",
        norms(
            *("BeroepskwalificatieWaarschuwing", "zaak:rol-ontzorg"),
            *("rol:casemanager-ontzorgverzekering", "wc-kw-geregistreerd-of-in-dienst"),
        ),
        drop=("wie:ontzorg-dienstverband", "wie:ontzorg-titel sl:kwalificatiesoort"),
    ),
    breach(
        "VoorbehoudenWaarschuwing-deskundigenoordeel-not-by-uwv",
        _INSURED,
        "zaak:deskundigenoordeel a sl:Deskundigenoordeel ; sl:dossier zaak:dossier ; "
        "sl:aanvrager wie:werknemer ; sl:gevraagdAan wie:adbureau ; "
        f"sl:betaaldDoor wie:werknemer ; sl:datum {day('{s+85}')} .",
        norms(
            *("VoorbehoudenWaarschuwing", "zaak:deskundigenoordeel", "wie:adbureau"),
            "wc-ls-deskundigenoordeel-door-uwv",
        ),
    ),
)
