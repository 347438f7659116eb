"""Breaches of time: a step taken late or not recorded, and a decision that lasts too long."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Severity
from scheidslijn.synth.breach import Breach, Expectation, mixing
from scheidslijn.synth.breaches.snippets import breach, day, decision, norms, shows, step

__all__ = ["TERMIJN"]

_REPORT: Final = "verzuim-melding"
_SICKNESS: Final = "ziektewet-taakdelegatie"
_MEASURE: Final = "wga-casemanager"


def _unseen(step: str, *names: str) -> Expectation:
    """Return the result for a step that a dossier does not record while its time has passed."""
    shape, value = "TermijnOngezien", f"processtapsoort:{step}"
    return mixing("zaak:dossier", value, *names, shape=shape, severity=Severity.INFO)


def _step(name: str, story: str, add: str, done: str, *names: str) -> Breach:
    """Return a breach by one more step, ``zaak:stap``, or one that is there already."""
    return breach(name, story, add, norms(name.partition("-")[0], "zaak:stap", day(done), *names))


def _trial(story: str, norm: str) -> Breach:
    """Return a breach by a trial placement of seven months, where six are the most."""
    ends = f"sl:totEnMet {day('{s+310}')} ; "
    return breach(
        f"Besluitduur-proefplaats-{story.partition('-')[0]}",
        story,
        decision("proefplaats-toestaan", "wie:werkgever", ends),
        norms("Besluitduur", "zaak:beslissing", day("{s+310}"), norm),
    )


_DONE_LATE: Final = (
    # one day after the eight weeks, under the Ziektewet and otherwise
    _step(
        "Termijn-plan-van-aanpak-ziektewet",
        _SICKNESS,
        step("plan-van-aanpak", "{+57}", "wie:uitvoerder"),
        "{+57}",
        "iv-plan-van-aanpak-acht-weken-zw",
    ),
    _step(
        "TermijnWaarschuwing-plan-van-aanpak",
        _REPORT,
        step("plan-van-aanpak", "{+57}", "wie:werkgever"),
        "{+57}",
        "wc-pw-plan-binnen-acht-weken",
    ),
    # also more than two weeks after the analysis, which is the other limit
    _step(
        "TermijnWaarschuwing-plan-after-probleemanalyse",
        _REPORT,
        shows("zaak:stap", "wcb-acht-weken-voorbij")
        + step("probleemanalyse", "{+41}", "wie:werkgever", "analyse")
        + step("plan-van-aanpak", "{+57}", "wie:werkgever"),
        "{+57}",
        *("wc-pw-plan-binnen-acht-weken", "wc-pw-plan-twee-weken-na-probleemanalyse"),
    ),
    # a guideline that asks for a consultation within two weeks, and one within four
    _step(
        "Termijn-first-consultation-two-weeks",
        _REPORT,
        shows("zaak:stap", "richtlijn-consult-binnen-twee-weken")
        + step("spreekuur-bedrijfsarts", "{+15}", "wie:werkgever"),
        "{+15}",
        "lc-eerste-consult-binnen-twee-weken",
    ),
    _step(
        "Termijn-first-consultation-four-weeks",
        _REPORT,
        shows("zaak:stap", "richtlijn-consult-twee-tot-vier-weken")
        + step("spreekuur-bedrijfsarts", "{+29}", "wie:werkgever"),
        "{+29}",
        "lc-eerste-consult-binnen-vier-weken",
    ),
    # one day after six weeks, with a long absence in sight: the advice is the employer's duty too
    breach(
        "Termijn-advice-after-six-weeks",
        _REPORT,
        shows("zaak:dossier", "langdurig-verzuim-dreigt")
        + step("probleemanalyse", "{+43}", "wie:werkgever"),
        norms(
            *("Termijn", "zaak:stap", day("{+43}")),
            "lc-werkgever-vraagt-advies-binnen-zes-weken",
        ),
        norms(
            *("TermijnWaarschuwing", "zaak:stap", day("{+43}")),
            *("td-probleemanalyse-zesde-week", "wc-pw-probleemanalyse"),
        ),
    ),
    _step(
        "TermijnWaarschuwing-taxatie-psychisch",
        _REPORT,
        "zaak:dossier sl:klachtsoort klachtsoort:psychisch . "
        + step("eerste-taxatie-psychisch", "{+15}", "wie:werkgever"),
        "{+15}",
        *("lc-taxatie-psychisch-twee-weken", "td-eerste-taxatie-psychisch"),
    ),
    _step(
        "TermijnWaarschuwing-eerstejaarsevaluatie",
        _REPORT,
        step("eerstejaarsevaluatie", "{+364}", "wie:werkgever"),
        "{+364}",
        "wc-pw-eerstejaarsevaluatie",
    ),
    _step(
        "TermijnWaarschuwing-ziekmelding-uwv",
        _REPORT,
        step("ziekmelding-uwv", "{+294}", "wie:werkgever"),
        "{+294}",
        "wc-pw-ziekmelding-uwv",
    ),
    # three weeks and a day after the form came
    _step(
        "TermijnWaarschuwing-wia-aanvraag",
        _REPORT,
        step("wia-formulier-toezenden", "{+605}", "wie:werkgever", "formulier")
        + step("wia-aanvraag", "{+627}", "wie:werknemer"),
        "{+627}",
        "wc-pw-wia-formulier-drie-weken",
    ),
    # six weeks and a day after the talk before
    _step(
        "TermijnWaarschuwing-voortgangsgesprek",
        _REPORT,
        step("voortgangsgesprek", "{+94}", "wie:leidinggevende", "gesprek")
        + step("voortgangsgesprek", "{+137}", "wie:leidinggevende"),
        "{+137}",
        "wc-pw-voortgangsgesprek-zes-weken",
    ),
)
_DONE_EARLY: Final = (
    _step(
        "TermijnWaarschuwing-wia-formulier-early",
        _REPORT,
        step("wia-formulier-toezenden", "{+601}", "wie:werkgever"),
        "{+601}",
        "wc-pw-wia-formulier-week-87",
    ),
    _step(
        "TermijnWaarschuwing-re-integratieverslag-early",
        _REPORT,
        shows("zaak:dossier", "twintig-maanden-niet-volledig-hervat")
        + step("re-integratieverslag", "{+600}", "wie:werkgever"),
        "{+600}",
        "wc-pw-re-integratieverslag",
    ),
)

TERMIJN: Final[tuple[Breach, ...]] = (
    *_DONE_LATE,
    *_DONE_EARLY,
    _trial(_SICKNESS, "puv-zw-proefplaats-zes-maanden"),
    _trial(_MEASURE, "puv-wga-proefplaats-zes-maanden"),
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
