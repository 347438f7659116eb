"""Breaches of form: something that a dossier must state is missing, double or no known term.

One row per shape, and per way in which it can be broken that differs from the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from scheidslijn.model import Severity
from scheidslijn.synth.breach import Breach, Change, Expectation, result
from scheidslijn.synth.breaches.snippets import day, incomplete, norms, outside, roleless

__all__ = ["FORM"]

_ASSIGNMENT: Final = "verzuim-taakdelegatie"
_REPORT: Final = "verzuim-melding"
_LIMITED: Final = "ziektewet-beperkte-delegatie"
_MEASURE: Final = "wga-casemanager"

_DELEGATION: Final = "zaak:delegatie"
_EVIDENCE: Final = "zaak:bewijs-toezicht"
_JOB: Final = "wie:delegee-dienstverband"
_DIRECTION: Final = "wie:delegee-aansturing"
_TITLE: Final = "wie:delegee-titel"
_ENGAGEMENT: Final = "zaak:opdracht-tweede-spoor"
_ROLE: Final = "zaak:rol-bijstand"
_ACT: Final = "zaak:triage"
_DATA: Final = "zaak:aantekening-delegee"
_DIRECTING: Final = "zaak:procesregie"
_PLAN: Final = "zaak:plan-van-aanpak"
_CASE: Final = "zaak:dossier"
_HEARING: Final = "zaak:hoorzitting"

# what is left out: the property shape, and the node that then lacks a value
_MISSING: Final = (
    ("Dossier-domein", _CASE, _ASSIGNMENT),
    ("Dossier-werkgever", _CASE, _LIMITED),
    ("Dossier-werknemer", _CASE, _ASSIGNMENT),
    ("Rolvervulling-door", _ROLE, _ASSIGNMENT),
    ("Rolvervulling-dossier", _ROLE, _ASSIGNMENT),
    ("Rolvervulling-rol", _ROLE, _ASSIGNMENT),
    ("Rolvervulling-vanaf", _ROLE, _ASSIGNMENT),
    ("Taakdelegatie-delegerende", _DELEGATION, _ASSIGNMENT),
    ("Taakdelegatie-dossier", _DELEGATION, _ASSIGNMENT),
    ("Taakdelegatie-gedelegeerde", _DELEGATION, _ASSIGNMENT),
    ("Taakdelegatie-gedelegeerdeTaak", _DELEGATION, _ASSIGNMENT),
    ("Taakdelegatie-vanaf", _DELEGATION, _ASSIGNMENT),
    ("Delegatiebewijs-vereiste", _EVIDENCE, _ASSIGNMENT),
    ("Handeling-datum", _ACT, _ASSIGNMENT),
    ("Handeling-door", _ACT, _ASSIGNMENT),
    ("Handeling-dossier", _ACT, _ASSIGNMENT),
    ("Handeling-taak", _ACT, _ASSIGNMENT),
    ("Gegevensverwerking-bewerking", _DATA, _ASSIGNMENT),
    ("Gegevensverwerking-datum", _PLAN, _ASSIGNMENT),
    ("Gegevensverwerking-door", _DATA, _ASSIGNMENT),
    ("Gegevensverwerking-dossier", _DATA, _ASSIGNMENT),
    ("Gegevensverwerking-gegevens", _DATA, _ASSIGNMENT),
    ("Dienstverband-inDienstBij", _JOB, _ASSIGNMENT),
    ("Dienstverband-medewerker", _JOB, _ASSIGNMENT),
    ("Dienstverband-vanaf", _JOB, _ASSIGNMENT),
    ("Aansturing-aangestuurde", _DIRECTION, _ASSIGNMENT),
    ("Aansturing-aansturende", _DIRECTION, _ASSIGNMENT),
    ("Aansturing-vanaf", _DIRECTION, _ASSIGNMENT),
    ("Kwalificatie-houder", _TITLE, _ASSIGNMENT),
    ("Kwalificatie-kwalificatiesoort", _TITLE, _ASSIGNMENT),
    ("Opdracht-opdrachtgever", _ENGAGEMENT, _ASSIGNMENT),
    ("Opdracht-opdrachtnemer", _ENGAGEMENT, _ASSIGNMENT),
    ("Besluit-besluitsoort", "zaak:besluit", _MEASURE),
    ("Besluit-dossier", "zaak:besluit", _MEASURE),
    ("Bezwaar-bestredenBesluit", "zaak:bezwaar", _MEASURE),
    ("Bezwaar-dossier", "zaak:bezwaar", _MEASURE),
    ("Hoorzitting-dossier", _HEARING, _MEASURE),
    ("Hoorzitting-hoorder", _HEARING, _MEASURE),
    ("Hoorzitting-overBezwaar", _HEARING, _MEASURE),
)
# a fact of a dossier that is not there, and belongs to nothing else then
_ASTRAY: Final = (
    ("Rolvervulling", _ROLE, _ASSIGNMENT),
    ("Taakdelegatie", _DELEGATION, _ASSIGNMENT),
    ("Handeling", _ACT, _ASSIGNMENT),
    ("Gegevensverwerking", _DATA, _ASSIGNMENT),
    ("Besluit", "zaak:besluit", _MEASURE),
    ("Bezwaar", "zaak:bezwaar", _MEASURE),
    ("Hoorzitting", _HEARING, _MEASURE),
)
# a value that the ontology does not know, in place of the one that stood there
_UNKNOWN: Final = (
    ("Dossier-arbeidsverhouding", _CASE, _ASSIGNMENT, "arbeidsverhouding:pauze"),
    ("Dossier-domein", _CASE, _ASSIGNMENT, "domein:verzuimm"),
    ("Dossier-werknemer", _CASE, _REPORT, "zaak:niemand"),
    ("Rolvervulling-rol", _ROLE, _ASSIGNMENT, "rol:belangenbehartigger"),
    ("Taakdelegatie-delegerende", _DELEGATION, _ASSIGNMENT, "zaak:niemand"),
    ("Taakdelegatie-gedelegeerde", _DELEGATION, _ASSIGNMENT, "zaak:niemand"),
    ("Taakdelegatie-gedelegeerdeTaak", _DELEGATION, _ASSIGNMENT, "taak:handopleggen"),
    ("Delegatiebewijs-vereiste", _EVIDENCE, _ASSIGNMENT, "delegatievereiste:toezichtt"),
    ("Handeling-inRol", _ACT, _ASSIGNMENT, "zaak:rol-weg"),
    ("Handeling-taak", _ACT, _ASSIGNMENT, "taak:handopleggen"),
    ("Gegevensverwerking-bewerking", _DATA, _ASSIGNMENT, "bewerking:onthouden"),
    ("Gegevensverwerking-gegevens", _DATA, _ASSIGNMENT, "gegevenscategorie:klacht"),
    ("Kwalificatie-kwalificatiesoort", _TITLE, _ASSIGNMENT, "kwalificatiesoort:eigen"),
    ("Besluit-besluitsoort", "zaak:besluit", _MEASURE, "besluitsoort:opschuiven"),
    ("Bezwaar-bestredenBesluit", "zaak:bezwaar", _MEASURE, "zaak:weg"),
    ("Hoorzitting-overBezwaar", _HEARING, _MEASURE, "zaak:weg"),
    # an organisation, where a person is meant
    ("Aansturing-aangestuurde", _DIRECTION, _ASSIGNMENT, "wie:arbodienst"),
    ("Dienstverband-medewerker", _JOB, _ASSIGNMENT, "wie:arbodienst"),
    ("Hoorzitting-voorzitter", _HEARING, _MEASURE, "wie:uitvoerder"),
)
# the same, beside what stood there: the property may have more values, or had none
_UNKNOWN_BESIDE: Final = (
    ("Dossier-eigenrisicodragerVoor", _CASE, _ASSIGNMENT, "uitkeringsregeling:ww"),
    ("Taakdelegatie-bewijs", _DELEGATION, _ASSIGNMENT, "zaak:los-stuk"),
    ("Dienstverband-afdelingssoort", _JOB, _ASSIGNMENT, "afdelingssoort:kelder"),
    ("Hoorzitting-hoorder", _HEARING, _MEASURE, "wie:uitvoerder"),
)
# neither a person nor an organisation, in place of what stood there or beside it
_NOBODY: Final = (
    ("Dossier-werkgever", _CASE, _LIMITED, True),
    ("Handeling-door", _DIRECTING, _ASSIGNMENT, True),
    ("Gegevensverwerking-door", _PLAN, _ASSIGNMENT, True),
    ("Dienstverband-inDienstBij", _JOB, _ASSIGNMENT, True),
    ("Aansturing-aansturende", _DIRECTION, _ASSIGNMENT, True),
    ("Kwalificatie-houder", _TITLE, _ASSIGNMENT, True),
    ("Opdracht-opdrachtgever", _ENGAGEMENT, _ASSIGNMENT, True),
    ("Rolvervulling-door", _ROLE, _ASSIGNMENT, True),
    ("Rolvervulling-namens", _ROLE, _ASSIGNMENT, True),
    ("Opdracht-opdrachtnemer", _ENGAGEMENT, _ASSIGNMENT, True),
    ("Besluit-voorbereidDoor", "zaak:besluit", _MEASURE, False),
)
# a text, where a day or a truth value is meant
_TEXT: Final = (
    ("Dossier-eersteZiektedag", _CASE, _ASSIGNMENT, '"maandag"'),
    ("Rolvervulling-vanaf", _ROLE, _ASSIGNMENT, '"1 maart"'),
    ("Taakdelegatie-metGezondheidsgegevens", _DELEGATION, _ASSIGNMENT, '"ja"'),
    ("Taakdelegatie-vanaf", _DELEGATION, _ASSIGNMENT, '"na de start"'),
    ("Delegatiebewijs-datum", _EVIDENCE, _ASSIGNMENT, '"vorige week"'),
    ("Handeling-datum", _ACT, _ASSIGNMENT, '"morgen"'),
    ("Gegevensverwerking-datum", _DATA, _ASSIGNMENT, '"gisteren"'),
    ("Dienstverband-vanaf", _JOB, _ASSIGNMENT, '"vast"'),
    ("Aansturing-vanaf", _DIRECTION, _ASSIGNMENT, '"altijd"'),
    ("Kwalificatie-vanaf", _TITLE, _ASSIGNMENT, '"2015"'),
    ("Opdracht-vanaf", _ENGAGEMENT, _ASSIGNMENT, '"mei"'),
)
# two last days, each after the first day
_TWO_ENDS: Final = (
    ("Rolvervulling", _ROLE, "{s+60}", "{s+61}"),
    ("Taakdelegatie", _DELEGATION, "{s+60}", "{s+61}"),
    ("Dienstverband", _JOB, "{s+60}", "{s+61}"),
    ("Aansturing", _DIRECTION, "{s+60}", "{s+61}"),
    ("Kwalificatie", _TITLE, "{s+60}", "{s+61}"),
    ("Opdracht", _ENGAGEMENT, "{s+90}", "{s+91}"),
)
# a last day before the first day, which the finding shows
_BACKWARDS: Final = (
    ("Rolvervulling", _ROLE, "{s+29}", "{s+30}"),
    ("Taakdelegatie", _DELEGATION, "{s+3}", "{s+4}"),
    ("Dienstverband", _JOB, "2001-01-01", "{delegee-sinds}"),
    ("Aansturing", _DIRECTION, "2001-01-01", "{delegee-sinds}"),
    ("Kwalificatie", _TITLE, "2001-01-01", "{delegee-sinds}"),
    ("Opdracht", _ENGAGEMENT, "{s+79}", "{s+80}"),
)
# the same with "onbekend" for a last day, which is not a day that comes after the first
_NO_END: Final = (
    ("Rolvervulling", _ROLE, "{s+30}"),
    ("Taakdelegatie", _DELEGATION, "{s+4}"),
    ("Dienstverband", _JOB, "{delegee-sinds}"),
    ("Aansturing", _DIRECTION, "{delegee-sinds}"),
    ("Kwalificatie", _TITLE, "{delegee-sinds}"),
    ("Opdracht", _ENGAGEMENT, "{s+80}"),
)
# a norm misses what a malformed fact does not say
_UNSUPERVISED: Final = norms(
    *("Vereist", _DELEGATION, "voorwaarde:bewijs-raadpleging-arts"),
    *("lc-delegatie-vereist-toezicht", "lc-toezicht-verzekerd"),
    *("puv-gedelegeerde-kan-raadplegen", "td-delegatie-onder-toezicht"),
)
_ALSO: Final[Mapping[str, tuple[Expectation, ...]]] = {
    "Bezwaar-bestredenBesluit-unknown": (incomplete("sl:voorbereidDoor"),),
    "Gegevensverwerking-door-unknown": (roleless(_PLAN, "zaak:niemand"),),
    "Handeling-door-unknown": (roleless(_DIRECTING, "zaak:niemand"),),
    "Taakdelegatie-gedelegeerde-unknown": (outside(_ACT), outside(_DATA)),
    "Delegatiebewijs-vereiste-missing": (_UNSUPERVISED,),
    "Delegatiebewijs-vereiste-unknown": (_UNSUPERVISED,),
    "Handeling-taak-unknown": (outside(_ACT),),
    "Taakdelegatie-begin-voor-eind": (outside(_ACT), outside(_DATA)),
    "Taakdelegatie-gedelegeerdeTaak-unknown": (outside(_ACT),),
    "Taakdelegatie-metGezondheidsgegevens-text": (
        norms(
            *("Vereist", _DATA, "voorwaarde:taak-gedelegeerd-met-gezondheidsgegevens"),
            "lc-kwadrant-a-i-alleen-passend-bij-taak",
        ),
    ),
}


def _path(shape: str) -> str:
    return f"sl:{shape.partition('-')[2]}"


def _breach(name: str, change: Change, *expects: Expectation) -> Breach:
    return Breach(name, (change,), (*expects, *_ALSO.get(name, ())))


def _missing() -> Iterator[Breach]:
    for shape, focus, story in _MISSING:
        change = Change(story, drop=(f"{focus} {_path(shape)}",))
        yield _breach(f"{shape}-missing", change, result(shape, "MinCount", focus))


def _unknown() -> Iterator[Breach]:
    for rows, in_place in ((_UNKNOWN, True), (_UNKNOWN_BESIDE, False)):
        for shape, focus, story, value in rows:
            change = _put(shape, focus, story, value, in_place)
            yield _breach(f"{shape}-unknown", change, result(shape, "Class", focus, value))


def _astray() -> Iterator[Breach]:
    for kind, focus, story in _ASTRAY:
        shape = f"{kind}-dossier"
        found = result(shape, "Class", focus, "zaak:weg")
        # whoever acts there has no role there
        also = (roleless(focus, "wie:delegee"),) if focus in (_ACT, _DATA) else ()
        yield _breach(
            f"{shape}-unknown",
            _put(shape, focus, story, "zaak:weg", in_place=True),
            *(replace(finding, dossier="zaak:weg") for finding in (found, *also)),
        )


def _nobody() -> Iterator[Breach]:
    for shape, focus, story, in_place in _NOBODY:
        change = _put(shape, focus, story, "zaak:niemand", in_place)
        yield _breach(f"{shape}-unknown", change, result(shape, "Or", focus, "zaak:niemand"))


def _text() -> Iterator[Breach]:
    for shape, focus, story, value in _TEXT:
        change = _put(shape, focus, story, value, in_place=True)
        yield _breach(f"{shape}-text", change, result(shape, "Datatype", focus, value))


def _put(shape: str, focus: str, story: str, value: str, in_place: bool) -> Change:
    drop = (f"{focus} {_path(shape)}",) if in_place else ()
    return Change(story, drop, f"{focus} {_path(shape)} {value} .")


def _two_ends() -> Iterator[Breach]:
    for kind, focus, first, second in _TWO_ENDS:
        shape = f"{kind}-totEnMet"
        change = Change(_ASSIGNMENT, add=f"{focus} sl:totEnMet {day(first)}, {day(second)} .")
        yield _breach(f"{shape}-twice", change, result(shape, "MaxCount", focus))


def _backwards() -> Iterator[Breach]:
    for kind, focus, end, begin in _BACKWARDS:
        shape = f"{kind}-begin-voor-eind"
        change = Change(_ASSIGNMENT, add=f"{focus} sl:totEnMet {day(end)} .")
        expected = result(shape, "LessThanOrEquals", focus, day(begin), "sl:vanaf")
        yield _breach(shape, change, expected)


def _no_end() -> Iterator[Breach]:
    for kind, focus, begin in _NO_END:
        # a day cannot be compared with a text: SHACL 4.5.4 has that broken too
        yield _breach(
            f"{kind}-totEnMet-text",
            Change(_ASSIGNMENT, add=f'{focus} sl:totEnMet "onbekend" .'),
            result(f"{kind}-totEnMet", "Datatype", focus, '"onbekend"'),
            result(f"{kind}-begin-voor-eind", "LessThanOrEquals", focus, day(begin), "sl:vanaf"),
        )


def _others() -> Iterator[Breach]:
    yield _breach(
        "Dossier-hersteldatum-no-day",
        Change(_ASSIGNMENT, add=f"{_CASE} sl:hersteldatum {day('2024-02-30')} ."),
        result("Dossier-hersteldatum", "Datatype", _CASE, day("2024-02-30")),
    )
    yield _breach(
        "Dossier-rolvervulling-missing",
        Change(_REPORT, drop=("zaak:rol-leidinggevende",)),
        result("Dossier-rolvervulling", "QualifiedMinCount", _CASE, path="^sl:dossier"),
    )
    for kind, node, story in (("Dossier", _CASE, _REPORT), ("Rolvervulling", _ROLE, _ASSIGNMENT)):
        yield _breach(
            f"{kind}-without-iri",
            Change(story, blank=node),
            Expectation(kind, "NodeKind", "_:", None, "_:"),
        )


def _strange() -> Iterator[Breach]:
    yield _breach(
        "Import",
        Change(
            _ASSIGNMENT, add="zaak: a owl:Ontology ; owl:imports <https://example.org/elders> ."
        ),
        Expectation(
            *("Import", "SPARQL", "zaak:", None, '"https://example.org/elders"'), Severity.WARNING
        ),
    )
    for name, focus, prop in (
        ("OnbekendeEigenschap", _CASE, "sl:werkgevr"),
        ("OnbekendeEigenschap-of-person", "wie:delegee", "sl:werktBij"),
    ):
        yield _breach(
            name,
            Change(_ASSIGNMENT, add=f"{focus} {prop} wie:arbodienst ."),
            Expectation("OnbekendeEigenschap", "SPARQL", focus, prop, "wie:arbodienst"),
        )
    for name, focus, prop, text, norm in (
        ("Burgerservicenummer", _EVIDENCE, "sl:vastgelegdIn", '"123456782"', "privacy-geen-bsn"),
        ("Diagnose", _EVIDENCE, "sl:vastgelegdIn", '"DSM-5"', "privacy-geen-diagnose"),
        ("VrijeTekst", _CASE, "owl:versionInfo", '"belt morgen terug"', "privacy-geen-vrije-tekst"),
    ):
        yield _breach(
            name,
            Change(_ASSIGNMENT, add=f"{focus} {prop} {text} ."),
            Expectation(name, "SPARQL", focus, prop, focus, Severity.WARNING, (norm,)),
        )
    yield _breach(
        "ZonderPlaats",
        Change(_ASSIGNMENT, add=f'{_EVIDENCE} sl:vastgelegdIn "BSN 123456782" .'),
        Expectation("ZonderPlaats", "SPARQL", _EVIDENCE, "sl:vastgelegdIn", _EVIDENCE),
        Expectation(
            *("Burgerservicenummer", "SPARQL", _EVIDENCE, "sl:vastgelegdIn", _EVIDENCE),
            Severity.WARNING,
            ("privacy-geen-bsn",),
        ),
    )
    yield _breach(
        "Onbeoordeeld",
        Change(_ASSIGNMENT, add="zaak:notitie a sl:Notitie ; sl:dossier zaak:dossier ."),
        Expectation(
            *("Onbeoordeeld", "Class", "zaak:notitie", None, "sl:Notitie"), Severity.WARNING
        ),
    )


FORM: Final[tuple[Breach, ...]] = (
    *_missing(),
    *_unknown(),
    *_astray(),
    *_nobody(),
    *_text(),
    *_two_ends(),
    *_backwards(),
    *_no_end(),
    *_others(),
    *_strange(),
)
