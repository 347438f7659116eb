"""Breaches of task delegation: what is delegated, on which evidence, and what is done with it."""

from __future__ import annotations

from typing import Final

from scheidslijn.synth.breach import Breach
from scheidslijn.synth.breaches.snippets import breach, norms, outside, shows

__all__ = ["DELEGATIE"]

_CASE: Final = "verzuim-taakdelegatie"
_OWN: Final = "verzuim-eigen-gedelegeerde"
_SICKNESS: Final = "ziektewet-taakdelegatie"
_MEASURE: Final = "wga-taakdelegatie"

_DELEGATION: Final = "zaak:delegatie"
_RESERVED: Final = "puv-va-delegeert-geen-voorbehouden-taken"


def _delegated(name: str, story: str, task: str, *names: str) -> Breach:
    shape = name.partition("-")[0]
    value = f"taak:{task}"
    added = f"{_DELEGATION} sl:gedelegeerdeTaak {value} ."
    return breach(name, story, added, norms(shape, _DELEGATION, value, *names))


# what a physician does in person: the task, and the end of the name of its norm
_PERSONAL: Final = (
    ("actueel-oordeel-opstellen", "actueel-oordeel"),
    ("bekwaamheid-gedelegeerde-nagaan", "bekwaamheid"),
    ("informatie-opvragen-bij-behandelaar", "informatie-opvragen"),
    ("probleemanalyse-opstellen", "probleemanalyse"),
    ("professionele-ruimte-toetsen", "professionele-ruimte"),
    ("deelnemen-aan-smo", "smo"),
    ("spreekuur-zes-weken", "spreekuur-zes-weken"),
    ("uitvoering-door-gedelegeerde-toetsen", "uitvoering"),
    ("medisch-verwijzen", "verwijzen"),
    ("werkafspraken-met-gedelegeerde-maken", "werkafspraken"),
)
# what asks for a medical qualification: the task, the norm, and the condition and norm for verzuim
_SCHOOLED: Final = "td-gedelegeerde-medisch-geschoold"
_QUALIFIED: Final = (
    (
        *(
            "aanvullend-onderzoek-aanvragen",
            "puv-aanvullend-onderzoek-aanvragen-vraagt-kwalificatie",
        ),
        (_SCHOOLED, "td-aanvullend-onderzoek-scholing"),
    ),
    (
        *("lichamelijk-onderzoek", "puv-medische-taak-vraagt-kwalificatie"),
        (_SCHOOLED, "td-lichamelijk-onderzoek-scholing"),
    ),
    (
        *("oordeel-vormen", "puv-oordeel-vraagt-kwalificatie"),
        ("td-gedelegeerde-is-arts", "td-oordeel-vormen-arts"),
    ),
    ("psychisch-onderzoek", "puv-psychisch-onderzoek-vraagt-kwalificatie", None),
    ("medische-informatie-samenvatten", "puv-samenvatten-vraagt-kwalificatie", None),
    (
        *("vaccineren", "puv-vaccineren-vraagt-kwalificatie"),
        (_SCHOOLED, "td-vaccineren-scholing"),
    ),
)
# the requirement without evidence, the condition that is then not shown, and whose norms ask it
_EVIDENCE: Final = (
    ("aanwijzingen", "bewijs-aanwijzingen", ("lc-delegatie-vereist-aanwijzingen",)),
    (
        *("bekwaamheid-arts", "bewijs-bekwaamheid-door-arts"),
        (
            *("lc-bekwaamheid-overtuigd", "lc-delegatie-vereist-bekwaamheid"),
            *("puv-arts-toetst-bekwaamheid", "td-bekwaamheid-beoordeeld-door-arts"),
        ),
    ),
    (
        *("bekwaamheid-gedelegeerde", "bewijs-bekwaamheid-door-gedelegeerde"),
        (
            *("lc-bekwaamheid-zelf-bekwaam-achten", "puv-bekwaamheid-in-praktijk-bepalen"),
            "td-bekwaamheid-zelf-beoordeeld",
        ),
    ),
    (
        *("opdracht", "bewijs-opdracht-delegatie"),
        (
            *("lc-delegatie-vereist-opdracht", "lc-opdracht-van-arts"),
            *("puv-gedelegeerde-kent-opdracht", "td-delegatie-in-opdracht"),
        ),
    ),
)


def _lacking(requirement: str) -> tuple[str, str]:
    """Return what is left out when the evidence of a requirement is missing."""
    return (f"zaak:bewijs-{requirement}", f"{_DELEGATION} sl:bewijs zaak:bewijs-{requirement}")


def _unqualified(task: str, norm: str, more: tuple[str, str] | None) -> Breach:
    asked = [("medische-kwalificatie-gedelegeerde", norm), *([more] if more else [])]
    return breach(
        f"Vereist-qualification-for-{task}",
        _CASE,
        f"{_DELEGATION} sl:gedelegeerdeTaak taak:{task} .",
        *(
            norms("Vereist", _DELEGATION, f"voorwaarde:{condition}", name)
            for condition, name in asked
        ),
    )


def _unproven(requirement: str, condition: str, names: tuple[str, ...]) -> Breach:
    return breach(
        f"Vereist-without-{requirement}",
        _CASE,
        "",
        norms("Vereist", _DELEGATION, f"voorwaarde:{condition}", *names),
        drop=_lacking(requirement),
    )


DELEGATIE: Final[tuple[Breach, ...]] = (
    # what stays with the physician
    _delegated(
        *("NietDelegeerbaar-prognose", _CASE, "prognose-beperkingen"),
        *("lc-del1-prognose", _RESERVED),
    ),
    _delegated("NietDelegeerbaar-wga", _MEASURE, "medisch-oordeel", _RESERVED),
    _delegated(
        *("NietDelegeerbaarWaarschuwing-medical-file", _CASE),
        *("bevindingen-vastleggen-medisch-dossier", "lc-del1-bevindingen-medisch-dossier"),
    ),
    _delegated(
        *("NietDelegeerbaar-belastbaarheid", _CASE, "eindoordeel-belastbaarheid"),
        *("lc-del1-eindoordeel", _RESERVED),
    ),
    *(
        _delegated(f"NietDelegeerbaar-{task}", _CASE, task, f"lc-del1-{norm}")
        for task, norm in _PERSONAL
    ),
    breach(
        "VoorbehoudenWaarschuwing-delegated-by-regie",
        _CASE,
        f"{_DELEGATION} sl:delegerende wie:regie .",
        norms(
            *("VoorbehoudenWaarschuwing", _DELEGATION, "wie:regie"),
            "td-delegeren-alleen-door-arts",
        ),
        drop=(f"{_DELEGATION} sl:delegerende",),
    ),
    # what a delegation must show
    *(_unqualified(*row) for row in _QUALIFIED),
    *(_unproven(*row) for row in _EVIDENCE),
    breach(
        "Vereist-without-informeren",
        _CASE,
        "",
        norms(
            *("Vereist", _DELEGATION, "voorwaarde:bewijs-werknemer-geinformeerd"),
            *("lc-delegatie-vereist-informeren", "lc-informeren-functie-en-taak"),
        ),
        norms(
            *("VereistWaarschuwing", _DELEGATION, "voorwaarde:bewijs-werknemer-geinformeerd"),
            "puv-gedelegeerde-is-geen-arts",
        ),
        drop=_lacking("informeren"),
    ),
    breach(
        "VereistWaarschuwing-aanwijzingen-needed",
        _CASE,
        shows(_DELEGATION, "lc-aanwijzingen-nodig"),
        norms(
            *("Vereist", _DELEGATION, "voorwaarde:bewijs-aanwijzingen"),
            "lc-delegatie-vereist-aanwijzingen",
        ),
        norms(
            *("VereistWaarschuwing", _DELEGATION, "voorwaarde:bewijs-aanwijzingen"),
            "lc-aanwijzingen-waar-nodig",
        ),
        drop=_lacking("aanwijzingen"),
    ),
    # two working days do for other tasks
    breach(
        "Vereist-invasive-without-immediate-consultation",
        _CASE,
        shows(_DELEGATION, "lc-invasieve-handeling"),
        norms(
            *("Vereist", _DELEGATION, "voorwaarde:lc-consultatie-direct"),
            "lc-toezicht-invasief-direct",
        ),
    ),
    breach(
        "VereistWaarschuwing-delegee-in-no-quality-system",
        _SICKNESS,
        "wie:delegee-titel sl:kwalificatiesoort kwalificatiesoort:aantekening-wia .",
        norms(
            *("VereistWaarschuwing", _DELEGATION, "voorwaarde:deelname-kwaliteitssysteem"),
            "puv-gedelegeerde-eigen-kwaliteitssysteem",
        ),
        drop=("wie:delegee-titel sl:kwalificatiesoort",),
    ),
    breach(
        "Vereist-consultation-in-three-days",
        _CASE,
        "zaak:bewijs-toezicht sl:consultatieBinnenWerkdagen 3 .",
        norms(
            *("Vereist", _DELEGATION, "voorwaarde:lc-consultatie-binnen-twee-werkdagen"),
            "lc-toezicht-consultatie-twee-werkdagen",
        ),
        drop=("zaak:bewijs-toezicht sl:consultatieBinnenWerkdagen",),
    ),
    breach(
        "VereistWaarschuwing-werknemer-not-informed",
        _MEASURE,
        "",
        norms(
            *("VereistWaarschuwing", _DELEGATION, "voorwaarde:bewijs-werknemer-geinformeerd"),
            "puv-gedelegeerde-is-geen-arts",
        ),
        drop=("zaak:bewijs-informeren", f"{_DELEGATION} sl:bewijs zaak:bewijs-informeren"),
    ),
    breach(
        "Beroepskwalificatie-arts",
        _CASE,
        "wie:arts-registratie sl:kwalificatiesoort kwalificatiesoort:big-arts .",
        norms(
            *("Beroepskwalificatie", "zaak:rol-arts", "rol:bedrijfsarts", "lc-aw14-1-kwalificatie"),
        ),
        drop=("wie:arts-registratie sl:kwalificatiesoort",),
    ),
    # a delegate employed by the employer
    breach(
        "Onafhankelijkheidswaarborg-provision-missing",
        _OWN,
        "",
        norms(
            *("Onafhankelijkheidswaarborg", _DELEGATION),
            *("waarborgbepaling:geheimhouding-na-einde", "td-maatregel-geheimhouding"),
        ),
        drop=("zaak:waarborg-geheimhouding sl:bepaalt waarborgbepaling:geheimhouding-na-einde",),
    ),
    breach(
        "Onafhankelijkheidswaarborg-unsigned",
        _OWN,
        "",
        norms(
            *("Onafhankelijkheidswaarborg", _DELEGATION, "rol:werkgever"),
            "td-maatregel-verklaring-werkgever",
        ),
        drop=("zaak:waarborg-verklaring sl:ondertekendDoor",),
    ),
    # what is done on a delegation
    breach(
        "BuitenDelegatie-another-task",
        _CASE,
        "zaak:triage sl:taak taak:arbeidsanamnese .",
        outside("zaak:triage"),
        drop=("zaak:triage sl:taak",),
    ),
    breach(
        "BuitenDelegatie-afterwards",
        _CASE,
        f'{_DELEGATION} sl:totEnMet "{{s+4}}"^^xsd:date .',
        outside("zaak:aantekening-delegee"),
        outside("zaak:triage"),
    ),
)
