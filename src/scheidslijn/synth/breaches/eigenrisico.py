"""Breaches of the lines between roles when self-insuring under the Ziektewet and the WGA."""

from __future__ import annotations

from typing import Final

from scheidslijn.synth.breach import Breach, Expectation, mixing
from scheidslijn.synth.breaches.snippets import (
    NEW,
    act,
    breach,
    data,
    delegation,
    incomplete,
    norms,
    role,
    warning,
)

__all__ = ["EIGENRISICO"]

_LIMITED: Final = "ziektewet-beperkte-delegatie"
_SICKNESS: Final = "ziektewet-taakdelegatie"
_MEASURE: Final = "wga-casemanager"
_DELEGATED: Final = "wga-taakdelegatie"

# direction for the self-insurer, and delegation, in one hand
_BOTH: Final = (
    "kern-uitvoerder-arts",
    "kern-werkgever-arts",
    "taakdelegatie-namens-werkgever",
    "taakdelegatie-uitvoerder",
    "taakdelegatie-werkgever-eigenrisicodrager",
)
_BOTH_ZIEKTEWET: Final = (
    *_BOTH,
    "regie-ziektewet-arts",
    "taakdelegatie-gezondheidsgegevens-regie-ziektewet",
)
_BOTH_WGA: Final = (*_BOTH, "wia-casemanager-arts")
_MEDICAL_ZIEKTEWET: Final = ("kern-uitvoerder-arts", "kern-werkgever-arts", "regie-ziektewet-arts")
_MEDICAL_WGA: Final = ("kern-uitvoerder-arts", "kern-werkgever-arts", "wia-casemanager-arts")
_ADMINISTERS: Final = ("kern-uitvoerder-arts", "taakdelegatie-uitvoerder")

# the limited delegation in the Ziektewet, when it lacks a condition
_SPOILED: Final = mixing("zaak:rol-regie", "zaak:rol-uitvraag", *_BOTH_ZIEKTEWET)
_UNCONSENTED: Final = warning(
    "zaak:rol-regie", "zaak:rol-uitvraag", "beperkte-delegatie-toestemming"
)


def _united(role: str) -> Expectation:
    """Return what is found of a role that unites employer and administrator without ground."""
    norm = "kern-werkgever-uitvoerder"
    return mixing(role, "zaak:dossier", norm, shape="RolVerenigtKernrollen")


def _without_evidence(requirement: str, *expects: Expectation) -> Breach:
    evidence = f"zaak:bewijs-{requirement}"
    drop = (evidence, f"zaak:delegatie sl:bewijs {evidence}")
    name = f"{expects[0].shape}-limited-without-{requirement}"
    return breach(name, _LIMITED, "", *expects, drop=drop)


_CONDITIONS: Final = (
    _without_evidence(
        "protocol",
        _SPOILED,
        norms(
            *("Vereist", "zaak:delegatie", "voorwaarde:bewijs-van-protocol"),
            "puv-zw-protocol-verplicht",
        ),
    ),
    _without_evidence(
        "toezicht-op-protocol",
        _SPOILED,
        norms(
            *("Vereist", "zaak:delegatie", "voorwaarde:bewijs-van-toezicht-op-protocol"),
            "puv-zw-arts-ziet-toe-op-protocol",
        ),
    ),
    _without_evidence("toestemming-uwv", _UNCONSENTED),
    breach(
        "Rolvermenging-limited-with-another-task",
        _LIMITED,
        "zaak:delegatie sl:gedelegeerdeTaak taak:triage .",
        _SPOILED,
    ),
    breach(
        "Rolvermenging-limited-with-gezondheidsgegevens",
        _LIMITED,
        "zaak:delegatie sl:metGezondheidsgegevens true .",
        _SPOILED,
        drop=("zaak:delegatie sl:metGezondheidsgegevens",),
    ),
    breach(
        "Rolvermenging-limited-not-by-arts",
        _LIMITED,
        "zaak:secretaris a sl:Persoon . zaak:delegatie sl:delegerende zaak:secretaris .",
        _SPOILED,
        drop=("zaak:delegatie sl:delegerende",),
    ),
    breach(
        "Rolvermenging-limited-with-access-to-medical-file",
        _LIMITED,
        "zaak:toegang a sl:Toegangsrecht ; sl:dossier zaak:dossier ; sl:houder wie:regie ; "
        "sl:bestandssoort bestandssoort:bedrijfsgeneeskundig-dossier .",
        _SPOILED,
        norms(
            *("Verboden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            *("puv-zw-regievoerder-geen-toegangsrecht",),
        ),
    ),
    breach(
        "Rolvermenging-limited-receives-klachten",
        _LIMITED,
        "zaak:aantekening-arts sl:verstrektAan wie:regie .",
        _SPOILED,
    ),
    # asking is on medical terrain, and shows that the delegation is not without health data
    breach(
        "Rolvermenging-limited-asks-diagnose",
        _LIMITED,
        data("wie:regie", "diagnose", "vragen"),
        _SPOILED,
        mixing("zaak:rol-regie", "zaak:gegeven", *_MEDICAL_ZIEKTEWET),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:diagnose"),
            *("puv-procesregie-vraagt-niet-naar-gezondheid",),
            *("puv-zw-regievoerder-vraagt-geen-gezondheidsgegevens",),
        ),
    ),
    breach(
        "Rolvermenging-limited-beside-broader-delegation",
        _LIMITED,
        delegation("wie:regie"),
        _SPOILED,
        _UNCONSENTED,
    ),
    breach(
        "Rolvermenging-limited-not-recorded",
        _LIMITED,
        "",
        _SPOILED,
        _UNCONSENTED,
        drop=("zaak:delegatie",),
    ),
    # the same fact is a condition of self-insuring itself
    breach(
        "RolVerenigtKernrollen-ziektewet",
        _LIMITED,
        "",
        _united("zaak:rol-regie"),
        _SPOILED,
        drop=("zaak:dossier sl:eigenrisicodragerVoor", "zaak:dossier sl:isEigenrisicodrager"),
    ),
    breach(
        "RolVerenigtKernrollen-for-the-other-regeling",
        _LIMITED,
        "zaak:dossier sl:eigenrisicodragerVoor uitkeringsregeling:wga .",
        _united("zaak:rol-regie"),
        _SPOILED,
        drop=("zaak:dossier sl:eigenrisicodragerVoor",),
    ),
)
_ZIEKTEWET: Final = (
    breach(
        "Rolvermenging-regie-acts-for-uwv",
        _LIMITED,
        role("wie:regie", "rol:uwv", "wie:uwv"),
        mixing(NEW, "zaak:rol-regie", "kern-werkgever-uwv"),
        mixing(NEW, "zaak:rol-uitvraag", *_ADMINISTERS),
    ),
    breach(
        "Rolvermenging-regie-represents-ex-werknemer",
        _LIMITED,
        role("wie:regie", "rol:vertegenwoordiger-werknemer", "wie:werknemer"),
        mixing(
            *(NEW, "zaak:rol-regie", "kern-uitvoerder-werknemer"),
            *("kern-werkgever-werknemer", "regie-ziektewet-werknemer"),
        ),
        mixing(NEW, "zaak:rol-uitvraag", "kern-werknemer-arts", "taakdelegatie-werknemer"),
    ),
    breach(
        "Rolvermenging-regie-ziektewet-judges-medically",
        _SICKNESS,
        act("wie:regie", "taak:medisch-oordeel"),
        mixing("zaak:rol-regie", "zaak:daad", *_MEDICAL_ZIEKTEWET),
        norms(
            *("Voorbehouden", "zaak:daad", "taak:medisch-oordeel"),
            *("puv-medisch-oordeel-voorbehouden",),
        ),
    ),
    breach(
        "Rolvermenging-delegee-directs-ziektewet",
        _SICKNESS,
        role("wie:delegee", "rol:casemanager-regie-ziektewet", "wie:werkgever"),
        mixing("zaak:rol-delegee", NEW, *_BOTH_ZIEKTEWET),
        warning("zaak:rol-delegee", NEW, "beperkte-delegatie-toestemming"),
    ),
    breach(
        "Rolvermenging-delegee-for-private-uitvoerder",
        _SICKNESS,
        role("wie:delegee", "rol:private-uitvoerder", "wie:uitvoerder"),
        mixing("zaak:rol-delegee", NEW, *_ADMINISTERS),
    ),
    breach(
        "Rolvermenging-delegee-prepares-uitkeringsbesluit",
        _SICKNESS,
        act("wie:delegee", "taak:uitkeringsbesluit-voorbereiden"),
        mixing("zaak:rol-delegee", "zaak:daad", *_ADMINISTERS),
    ),
    breach(
        "Rolvermenging-delegee-represents-eigenrisicodrager",
        _SICKNESS,
        role("wie:delegee", "rol:vertegenwoordiger-werkgever", "wie:werkgever"),
        mixing(
            *("zaak:rol-delegee", NEW),
            *("kern-werkgever-arts", "taakdelegatie-werkgever-eigenrisicodrager"),
        ),
    ),
)
_WGA: Final = (
    breach(
        "Rolvermenging-wia-settles-bezwaar",
        _MEASURE,
        act("wie:wia", "taak:bezwaar-afhandelen"),
        mixing("zaak:rol-wia", "zaak:daad", "wia-casemanager-bezwaar"),
    ),
    # this pair does not go together in any order
    breach(
        "Rolvermenging-wia-settles-bezwaar-afterwards",
        _MEASURE,
        role("wie:wia", "rol:bezwaarafhandelaar", "wie:werkgever", "{s+91}")
        + ' zaak:rol-wia sl:totEnMet "{s+80}"^^xsd:date .',
        mixing(NEW, "zaak:rol-wia", "wia-casemanager-bezwaar"),
    ),
    breach(
        "Rolvermenging-wia-asks-diagnose",
        _MEASURE,
        data("wie:wia", "diagnose", "vragen"),
        mixing("zaak:rol-wia", "zaak:gegeven", *_MEDICAL_WGA),
        norms(
            *("Verboden", "zaak:gegeven", "gegevenscategorie:diagnose"),
            *("puv-procesregie-vraagt-niet-naar-gezondheid",),
        ),
        norms(
            *("Voorbehouden", "zaak:gegeven", "gegevenscategorie:diagnose"),
            *("puv-wga-gezondheidsgegevens-alleen-arts",),
        ),
    ),
    breach(
        "Rolvermenging-wia-represents-ex-werknemer",
        _MEASURE,
        role("wie:wia", "rol:vertegenwoordiger-werknemer", "wie:werknemer"),
        mixing(
            *(NEW, "zaak:rol-wia", "kern-uitvoerder-werknemer"),
            *("kern-werkgever-werknemer", "wia-casemanager-werknemer"),
        ),
    ),
    breach(
        "Rolvermenging-delegee-is-wia-casemanager",
        _DELEGATED,
        role("wie:delegee", "rol:wia-casemanager", "wie:werkgever"),
        mixing("zaak:rol-delegee", NEW, *_BOTH_WGA),
    ),
    breach(
        "Rolvermenging-delegee-prepares-sanctie",
        _DELEGATED,
        act("wie:delegee", "taak:sanctie-voorbereiden"),
        mixing("zaak:rol-delegee", "zaak:daad", *_ADMINISTERS),
    ),
    breach(
        "Rolvermenging-arts-is-private-uitvoerder",
        _DELEGATED,
        role("wie:arts", "rol:private-uitvoerder", "wie:uitvoerder"),
        mixing("zaak:rol-arts", NEW, "kern-uitvoerder-arts"),
    ),
    breach(
        "Rolvermenging-lawyer-not-authorised",
        _DELEGATED,
        "",
        mixing("zaak:rol-advocaat", "zaak:inzage", "kern-werkgever-arts"),
        norms(
            *("Voorbehouden", "zaak:inzage", "gegevenscategorie:diagnose"),
            *("puv-wga-gezondheidsgegevens-alleen-arts",),
        ),
        drop=("zaak:bezwaar sl:medischeStukkenAan",),
    ),
    breach(
        "RolVerenigtKernrollen-wga",
        _MEASURE,
        "",
        _united("zaak:rol-wia"),
        norms(
            *("Voorbehouden", "zaak:besluit", "besluitsoort:maatregel-opleggen"),
            *("puv-wga-wie-sancties-oplegt",),
        ),
        drop=("zaak:dossier sl:eigenrisicodragerVoor", "zaak:dossier sl:isEigenrisicodrager"),
    ),
)


def _involved(*officers: str) -> tuple[Expectation, ...]:
    shape, norm = "HoorderBetrokken", "hoorder-voorbereider"
    return tuple(mixing("zaak:hoorzitting", who, norm, shape=shape) for who in officers)


_HEARINGS: Final = (
    breach(
        "HoorderBetrokken-alone",
        _MEASURE,
        "zaak:hoorzitting sl:hoorder wie:wia .",
        *_involved("wie:wia"),
        drop=("zaak:hoorzitting sl:hoorder",),
    ),
    breach(
        "HoorderBetrokken-ziektewet",
        _SICKNESS,
        "zaak:hoorzitting sl:hoorder wie:regie .",
        *_involved("wie:regie"),
        norms(
            *("VerbodenWaarschuwing", "zaak:hoorzitting", "wie:regie"),
            *("puv-zw-geen-hoorzitting-leiden",),
        ),
        drop=("zaak:hoorzitting sl:hoorder",),
    ),
    breach(
        "HoorderBetrokken-one-of-two",
        _MEASURE,
        "zaak:hoorzitting sl:hoorder wie:wia .",
        *_involved("wie:wia"),
    ),
    breach(
        "HoorderBetrokken-majority",
        _DELEGATED,
        "zaak:besluit sl:voorbereidDoor wie:lid .",
        *_involved("wie:jurist", "wie:lid"),
    ),
    breach(
        "HoorderBetrokken-chair",
        _DELEGATED,
        "zaak:hoorzitting sl:voorzitter wie:jurist .",
        *_involved("wie:jurist"),
        drop=("zaak:hoorzitting sl:voorzitter",),
    ),
    breach(
        "HoorzittingOnvolledig-voorbereider",
        _MEASURE,
        "",
        incomplete("sl:voorbereidDoor"),
        drop=("zaak:besluit sl:voorbereidDoor",),
    ),
    breach(
        "HoorzittingOnvolledig-voorzitter",
        _DELEGATED,
        "",
        incomplete("sl:voorzitter"),
        drop=("zaak:hoorzitting sl:voorzitter",),
    ),
)

EIGENRISICO: Final[tuple[Breach, ...]] = (*_CONDITIONS, *_ZIEKTEWET, *_WGA, *_HEARINGS)
