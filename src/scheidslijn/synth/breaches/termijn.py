"""Breaches of time: a step taken late or not recorded, and a decision that lasts too long."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Severity
from scheidslijn.synth.breach import Breach, Expectation, mixing
from scheidslijn.synth.breaches.snippets import breach, day, norms

__all__ = ["TERMIJN"]

_REPORT: Final = "verzuim-melding"
_SICKNESS: Final = "ziektewet-taakdelegatie"
_MEASURE: Final = "wga-casemanager"


def _unseen(step: str, *names: str) -> Expectation:
    """Return the result for a step that a dossier does not record while its time has passed."""
    shape, value = "TermijnOngezien", f"processtapsoort:{step}"
    return mixing("zaak:dossier", value, *names, shape=shape, severity=Severity.INFO)


TERMIJN: Final[tuple[Breach, ...]] = (
    # one day after the six weeks
    breach(
        "Termijn-probleemanalyse-ziektewet",
        _SICKNESS,
        "zaak:stap a sl:Processtap ; sl:dossier zaak:dossier ; sl:door wie:arts ; "
        "sl:processtapsoort processtapsoort:probleemanalyse ; "
        f"sl:uiterlijkOp {day('{+42}')} ; sl:verrichtOp {day('{+43}')} .",
        norms("Termijn", "zaak:stap", day("{+43}"), "iv-probleemanalyse-zes-weken-zw"),
    ),
    # one day after the first week
    breach(
        "TermijnWaarschuwing-melding-arbodienst",
        _REPORT,
        f"zaak:melding-arbodienst sl:verrichtOp {day('{+8}')} .",
        norms(
            *("TermijnWaarschuwing", "zaak:melding-arbodienst", day("{+8}")),
            "wc-pw-ziekmelding-eerste-week",
        ),
        drop=("zaak:melding-arbodienst sl:verrichtOp",),
    ),
    # a dossier that still says nothing but the report
    breach(
        "TermijnOngezien-after-six-weeks",
        _REPORT,
        f"zaak:dossier sl:peildatum {day('{+43}')} .",
        _unseen("probleemanalyse", "td-probleemanalyse-zesde-week", "wc-pw-probleemanalyse"),
        _unseen("spreekuur-bedrijfsarts", "lc-arts-uiterlijk-zes-weken"),
    ),
    # three months, where eight weeks is the most
    breach(
        "Besluitduur-opschorten",
        _MEASURE,
        "zaak:besluit sl:besluitsoort besluitsoort:opschorten .",
        norms("Besluitduur", "zaak:besluit", day("{s+165}"), "puv-wga-acht-weken"),
        drop=("zaak:besluit sl:besluitsoort",),
    ),
)
