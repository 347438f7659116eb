"""Validation infers nothing but subclasses, so that no inference can hide an error.

Each case is a dossier with an error that is gone when what the reasoner infers is added to the
dossier. Validation of the dossier as it is written finds the error all the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from scheidslijn.inputs import find_sources
from scheidslijn.namespaces import ID, OWL, RDFS, SH, SHAPE, SL
from scheidslijn.reasoning import Reasoner, Settings, reason
from scheidslijn.validation import validate

ZAAK: Final = "https://example.org/zaak/"
EIGEN: Final = "https://example.org/eigen#"
PREFIXES: Final = f"""\
@prefix domein: <{ID}domein/> .
@prefix eigen: <{EIGEN}> .
@prefix owl: <{OWL}> .
@prefix rdfs: <{RDFS}> .
@prefix relatie: <{ID}arbeidsverhouding/> .
@prefix rol: <{ID}rol/> .
@prefix sl: <{SL}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix zaak: <{ZAAK}> .
"""
DOSSIER: Final = """\
zaak:dossier a sl:Dossier ;
    sl:domein domein:verzuim ;
    sl:werknemer zaak:pia ;
    sl:werkgever zaak:bakkerij ;
    sl:arbeidsverhouding relatie:lopend ;
    sl:eersteZiektedag "2026-01-05"^^xsd:date ;
    sl:vanaf "2026-01-05"^^xsd:date .
zaak:bakkerij a sl:Organisatie .
zaak:pia a sl:Persoon .
zaak:bas a sl:Persoon .
zaak:arts a sl:Rolvervulling ;
    sl:dossier zaak:dossier ;
    sl:door zaak:bas ;
    sl:rol rol:bedrijfsarts ;
    sl:namens zaak:bakkerij ;
    sl:vanaf "2026-01-05"^^xsd:date .
"""
BAS: Final = "zaak:bas a sl:Persoon .\n"
DOOR: Final = "    sl:door zaak:bas ;\n"
ROL: Final = "    sl:rol rol:bedrijfsarts ;\n"
KIND: Final = "zaak:arts a sl:Rolvervulling ;"

Found = set[tuple[str, str, str]]


def without(*parts: str) -> str:
    text = DOSSIER
    for part in parts:
        assert part in text
        text = text.replace(part, "")
    return text


def instead(old: str, new: str) -> str:
    assert old in DOSSIER
    return DOSSIER.replace(old, new)


# What the rules of the user say, the dossier, and what is wrong in it: shape, focus, component.
HIDDEN: Final[dict[str, tuple[str, str, Found]]] = {
    "the range makes somebody a person": (
        "",
        without(BAS) + "zaak:baan a sl:Dienstverband ; sl:medewerker zaak:bas ; "
        'sl:inDienstBij zaak:bakkerij ; sl:vanaf "2025-01-01"^^xsd:date .\n',
        {("Rolvervulling-door", "arts", "Or")},
    ),
    "an inverse says by whom": (
        "eigen:vervult a owl:ObjectProperty ; owl:inverseOf sl:door .",
        without(DOOR) + "zaak:bas eigen:vervult zaak:arts .\n",
        {("Rolvervulling-door", "arts", "MinCount")},
    ),
    "a subproperty says by whom": (
        "eigen:doorArts a owl:ObjectProperty ; rdfs:subPropertyOf sl:door .",
        instead("    sl:door zaak:bas ;", "    eigen:doorArts zaak:bas ;"),
        {("Rolvervulling-door", "arts", "MinCount")},
    ),
    "a value that all of a class have says which role": (
        "eigen:Arts a owl:Class ; rdfs:subClassOf sl:Rolvervulling , [ a owl:Restriction ; "
        "owl:onProperty sl:rol ; owl:hasValue rol:bedrijfsarts ] .",
        without(ROL) + "zaak:arts a eigen:Arts .\n",
        {("Rolvervulling-rol", "arts", "MinCount")},
    ),
    "the same thing under another name says by whom": (
        "",
        without(DOOR) + "zaak:arts owl:sameAs zaak:ander . zaak:ander sl:door zaak:bas .\n",
        {("Rolvervulling-door", "arts", "MinCount")},
    ),
}


def findings(dossier: Path, rules: Path | None) -> Found:
    report = validate([str(dossier)], rules=() if rules is None else [str(rules)])
    assert report.problems == ()
    return {
        (
            each.shape.removeprefix(SHAPE),
            each.focus.removeprefix(ZAAK),
            each.component.removeprefix(SH).removesuffix("ConstraintComponent"),
        )
        for each in report.findings
    }


def written(folder: Path, name: str, turtle: str) -> Path:
    path = folder / name
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


def rules_of(folder: Path, turtle: str) -> Path | None:
    return written(folder, "regels.ttl", turtle + "\n") if turtle else None


def test_the_dossier_that_the_cases_change_is_without_findings(tmp_path: Path) -> None:
    assert findings(written(tmp_path, "zaak.ttl", DOSSIER), None) == set()


@pytest.mark.parametrize("case", HIDDEN)
def test_error_that_inference_would_hide_is_found(case: str, tmp_path: Path) -> None:
    rules_text, text, wrong = HIDDEN[case]
    rules, dossier = rules_of(tmp_path, rules_text), written(tmp_path, "zaak.ttl", text)
    assert wrong <= findings(dossier, rules)

    own = [str(path) for path in (dossier, rules) if path is not None]
    reasoner: Reasoner = "pellet" if "value" in case else "hermit"
    found = reason(find_sources(own).sources, inferred=True, settings=Settings(reasoner=reasoner))
    assert found.consistency.consistent
    about = [each for each in found.inferred if ZAAK in str(each.subject)]
    completed = tmp_path / "aangevuld.ttl"
    more = ox.serialize(about, format=ox.RdfFormat.N_TRIPLES)
    assert more is not None
    completed.write_text(PREFIXES + text + more.decode(), encoding="utf-8")
    assert not wrong & findings(completed, rules)


def test_subclass_of_the_user_is_judged_like_the_class_above_it(tmp_path: Path) -> None:
    rules = rules_of(
        tmp_path,
        "eigen:Arts a owl:Class ; rdfs:subClassOf eigen:Medisch . "
        "eigen:Medisch a owl:Class ; rdfs:subClassOf sl:Rolvervulling .",
    )
    text = without(DOOR).replace(KIND, "zaak:arts a eigen:Arts ;")
    missing = ("Rolvervulling-door", "arts", "MinCount")
    assert missing in findings(written(tmp_path, "zaak.ttl", text), rules)
    whole = DOSSIER.replace(KIND, "zaak:arts a eigen:Arts ;")
    assert missing not in findings(written(tmp_path, "heel.ttl", whole), rules)


@pytest.mark.parametrize(
    "rules_text",
    [
        "eigen:Arts a owl:Class ; owl:equivalentClass sl:Rolvervulling .",
        "eigen:Arts a owl:Class . sl:Rolvervulling owl:equivalentClass eigen:Arts .",
    ],
)
def test_class_that_only_equals_another_is_not_judged_like_it(
    rules_text: str, tmp_path: Path
) -> None:
    rules = rules_of(tmp_path, rules_text)
    text = without(DOOR).replace(KIND, "zaak:arts a eigen:Arts ;")
    found = findings(written(tmp_path, "zaak.ttl", text), rules)
    # it is told that nothing judged it, which is no clean pass either
    assert ("Onbeoordeeld", "arts", "Class") in found
    assert ("Rolvervulling-door", "arts", "MinCount") not in found
