"""Breaches of task delegation: what is delegated, on which evidence, and what is done with it."""

from __future__ import annotations

from typing import Final

from scheidslijn.synth.breach import Breach
from scheidslijn.synth.breaches.snippets import breach, norms, outside

__all__ = ["DELEGATIE"]

_CASE: Final = "verzuim-taakdelegatie"
_OWN: Final = "verzuim-eigen-gedelegeerde"
_MEASURE: Final = "wga-taakdelegatie"

_DELEGATION: Final = "zaak:delegatie"
_RESERVED: Final = "puv-va-delegeert-geen-voorbehouden-taken"


def _delegated(name: str, story: str, task: str, *names: str) -> Breach:
    shape = name.partition("-")[0]
    value = f"taak:{task}"
    added = f"{_DELEGATION} sl:gedelegeerdeTaak {value} ."
    return breach(name, story, added, norms(shape, _DELEGATION, value, *names))


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
    # what a delegation must show
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
