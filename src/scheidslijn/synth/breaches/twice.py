"""Breaches of form: something that a dossier states once at most is stated twice.

The second value is as sound as the first, so that nothing else is found.
"""

from __future__ import annotations

from typing import Final

from scheidslijn.synth.breach import Breach, result
from scheidslijn.synth.breaches.snippets import breach, day, outside

__all__ = ["TWICE"]

_CASE: Final = "verzuim-taakdelegatie"
_REPORT: Final = "verzuim-melding"
_MEASURE: Final = "wga-casemanager"

_DELEGATION: Final = "zaak:delegatie"
_ROLE: Final = "zaak:rol-bijstand"
_JOB: Final = "wie:delegee-dienstverband"
_DIRECTION: Final = "wie:delegee-aansturing"
_TITLE: Final = "wie:delegee-titel"
_ENGAGEMENT: Final = "zaak:opdracht-tweede-spoor"
_EVIDENCE: Final = "zaak:bewijs-toezicht"
_HEARING: Final = "zaak:hoorzitting"

_SOMEBODY: Final = "zaak:ander . zaak:ander a sl:Persoon"
_SOME_BODY: Final = "zaak:ander . zaak:ander a sl:Organisatie"
_EARLIER: Final = day("2009-01-01")
_DECISION: Final = (
    "zaak:ander . zaak:ander a sl:Besluit ; sl:dossier zaak:dossier ; "
    "sl:besluitsoort besluitsoort:waarschuwen ; sl:voorbereidDoor wie:wia"
)
_OBJECTION: Final = (
    "zaak:ander . zaak:ander a sl:Bezwaar ; sl:dossier zaak:dossier ; "
    "sl:bestredenBesluit zaak:besluit"
)

# the property shape, the node that has a value already, the story, and the second value
_ROWS: Final = (
    ("Dossier-arbeidsverhouding", "zaak:dossier", _REPORT, "arbeidsverhouding:beeindigd"),
    ("Dossier-domein", "zaak:dossier", _REPORT, "domein:wga"),
    ("Dossier-eersteZiektedag", "zaak:dossier", _REPORT, day("{+1}")),
    ("Dossier-werkgever", "zaak:dossier", _CASE, _SOME_BODY),
    ("Dossier-werknemer", "zaak:dossier", _REPORT, _SOMEBODY),
    ("Rolvervulling-door", _ROLE, _CASE, _SOMEBODY),
    ("Rolvervulling-namens", _ROLE, _CASE, "wie:vakbond"),
    ("Rolvervulling-rol", _ROLE, _CASE, "rol:mediator"),
    ("Rolvervulling-vanaf", _ROLE, _CASE, day("{s+31}")),
    ("Taakdelegatie-delegerende", _DELEGATION, _CASE, _SOMEBODY),
    ("Taakdelegatie-gedelegeerde", _DELEGATION, _CASE, _SOMEBODY),
    ("Taakdelegatie-vanaf", _DELEGATION, _CASE, day("{s+5}")),
    ("Delegatiebewijs-datum", _EVIDENCE, _CASE, day("{s+5}")),
    ("Delegatiebewijs-vereiste", _EVIDENCE, _CASE, "delegatievereiste:opdracht"),
    ("Handeling-datum", "zaak:triage", _CASE, day("{s+9}")),
    ("Handeling-door", "zaak:procesregie", _CASE, "wie:leidinggevende"),
    ("Handeling-inRol", "zaak:triage", _CASE, "zaak:rol-arts"),
    ("Handeling-taak", "zaak:triage", _CASE, "taak:medische-anamnese"),
    ("Gegevensverwerking-datum", "zaak:plan-van-aanpak", _CASE, day("{s+53}")),
    ("Gegevensverwerking-door", "zaak:plan-van-aanpak", _CASE, "wie:leidinggevende"),
    ("Dienstverband-inDienstBij", _JOB, _CASE, "wie:vakbond"),
    ("Dienstverband-medewerker", _JOB, _CASE, _SOMEBODY),
    ("Dienstverband-vanaf", _JOB, _CASE, _EARLIER),
    ("Aansturing-aangestuurde", _DIRECTION, _CASE, _SOMEBODY),
    ("Aansturing-aansturende", _DIRECTION, _CASE, "wie:vakbond"),
    ("Aansturing-vanaf", _DIRECTION, _CASE, _EARLIER),
    ("Kwalificatie-houder", _TITLE, _CASE, _SOMEBODY),
    ("Kwalificatie-kwalificatiesoort", _TITLE, _CASE, "kwalificatiesoort:rcm"),
    ("Kwalificatie-vanaf", _TITLE, _CASE, _EARLIER),
    ("Opdracht-opdrachtgever", _ENGAGEMENT, _CASE, _SOME_BODY),
    ("Opdracht-opdrachtnemer", _ENGAGEMENT, _CASE, _SOME_BODY),
    ("Opdracht-vanaf", _ENGAGEMENT, _CASE, day("{s+81}")),
    ("Besluit-besluitsoort", "zaak:besluit", _MEASURE, "besluitsoort:waarschuwen"),
    ("Bezwaar-bestredenBesluit", "zaak:bezwaar", _MEASURE, _DECISION),
    ("Hoorzitting-overBezwaar", _HEARING, _MEASURE, _OBJECTION),
    ("Hoorzitting-voorzitter", _HEARING, _MEASURE, _SOMEBODY),
    # of which nothing was stated before
    ("Dossier-hersteldatum", "zaak:dossier", _REPORT, f"{day('{+200}')}, {day('{+201}')}"),
    (
        *("Dienstverband-afdelingssoort", _JOB, _CASE),
        "afdelingssoort:personeelszaken, afdelingssoort:re-integratieafdeling",
    ),
)


def _twice(shape: str, focus: str, story: str, value: str) -> Breach:
    add = f"{focus} sl:{shape.partition('-')[2]} {value} ."
    return breach(f"{shape}-twice", story, add, result(shape, "MaxCount", focus))


TWICE: Final[tuple[Breach, ...]] = (
    *(_twice(*row) for row in _ROWS),
    # with health data and without: then what needs them is not covered either
    breach(
        "Taakdelegatie-metGezondheidsgegevens-twice",
        _CASE,
        f"{_DELEGATION} sl:metGezondheidsgegevens false .",
        result("Taakdelegatie-metGezondheidsgegevens", "MaxCount", _DELEGATION),
        outside("zaak:aantekening-delegee"),
    ),
)
