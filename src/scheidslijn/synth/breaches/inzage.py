"""Breaches of who may look into or write in the medical file in verzuim."""

from __future__ import annotations

from typing import Final

from scheidslijn.synth.breach import Breach
from scheidslijn.synth.breaches.snippets import access, breach, data, norms, outside, somebody

__all__ = ["INZAGE"]

_CASE: Final = "verzuim-taakdelegatie"
_FILE: Final = "bedrijfsgeneeskundig-dossier"
# somebody who guards the process for the physician, without medical tasks
_GUARD: Final = somebody("bewaker", "casemanager-procesbegeleiding-bedrijfsarts")

INZAGE: Final[tuple[Breach, ...]] = (
    breach(
        "Verboden-process-guard-in-medical-file",
        _CASE,
        _GUARD + access("zaak:bewaker", _FILE),
        norms(
            *("Verboden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-a2-niet-in-medisch-dossier",
        ),
        norms(
            *("VerbodenWaarschuwing", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-gedelegeerde-niet-in-dossier-arts",
        ),
    ),
    breach(
        "Verboden-consulent-in-medical-file",
        _CASE,
        access("wie:consulent", _FILE),
        norms(
            *("Verboden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-ri-cm-niet-in-dossier",
        ),
        norms(
            *("Voorbehouden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-dossier-alleen-team",
        ),
    ),
    breach(
        "Verboden-regie-in-medical-file",
        _CASE,
        access("wie:regie", _FILE),
        norms(
            *("Verboden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            *("iv-verantwoordelijkheid-geeft-geen-toegang", "lc-b2-cm-niet-in-dossier"),
            *("puv-wr-geen-medische-gegevens",),
        ),
        norms(
            *("Voorbehouden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-dossier-alleen-team",
        ),
    ),
    breach(
        "Verboden-social-worker-looks-into-medical-file",
        _CASE,
        somebody("hulpverlener", "bedrijfsmaatschappelijk-werker")
        + access("zaak:hulpverlener", _FILE),
        norms(
            *("Verboden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-bmw-ziet-dossier-niet",
        ),
        norms(
            *("Voorbehouden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-dossier-alleen-team",
        ),
    ),
    breach(
        "Verboden-social-worker-writes-in-medical-file",
        _CASE,
        somebody("hulpverlener", "bedrijfsmaatschappelijk-werker")
        + access("zaak:hulpverlener", _FILE, "vastleggen"),
        norms(
            *("Verboden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-bmw-werkt-niet-in-dossier",
        ),
        norms(
            *("Voorbehouden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-dossier-alleen-team",
        ),
    ),
    breach(
        "Verboden-paramedicus-looks-into-medical-file",
        _CASE,
        somebody("hulpverlener", "paramedicus") + access("zaak:hulpverlener", _FILE),
        norms(
            *("Verboden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-paramedicus-ziet-dossier-niet",
        ),
        norms(
            *("Voorbehouden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-dossier-alleen-team",
        ),
    ),
    breach(
        "Verboden-paramedicus-writes-in-medical-file",
        _CASE,
        somebody("hulpverlener", "paramedicus") + access("zaak:hulpverlener", _FILE, "vastleggen"),
        norms(
            *("Verboden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-paramedicus-werkt-niet-in-dossier",
        ),
        norms(
            *("Voorbehouden", "zaak:toegang", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-dossier-alleen-team",
        ),
    ),
    breach(
        "Vereist-delegee-in-medical-file-without-health-data",
        _CASE,
        "zaak:delegatie sl:metGezondheidsgegevens false . "
        + data("wie:delegee", "contactgegevens", "raadplegen")
        + f" zaak:gegeven sl:bestandssoort bestandssoort:{_FILE} .",
        norms(
            *("VerbodenWaarschuwing", "zaak:gegeven", "bestandssoort:bedrijfsgeneeskundig-dossier"),
            "lc-gedelegeerde-niet-in-dossier-arts",
        ),
        norms(
            *(
                "Vereist",
                "zaak:aantekening-delegee",
                "voorwaarde:taak-gedelegeerd-met-gezondheidsgegevens",
            ),
            "lc-kwadrant-a-i-alleen-passend-bij-taak",
        ),
        norms(
            *("Vereist", "zaak:gegeven", "voorwaarde:taak-gedelegeerd-met-gezondheidsgegevens"),
            *("lc-kwadrant-a-i-alleen-passend-bij-taak",),
            *("lc-medebehandelaar-inzage-niet-buiten-opdracht",),
        ),
        outside("zaak:aantekening-delegee"),
        drop=("zaak:delegatie sl:metGezondheidsgegevens",),
    ),
)
