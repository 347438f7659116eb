"""The form means the triples that it should, by two processors of JSON-LD, and back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from pyld import jsonld  # type: ignore[import-untyped]

from made_dossiers import FORM, Made, canonical, dossiers
from scheidslijn import rdfio
from scheidslijn.dossiers import read_units
from scheidslijn.errors import InputError
from scheidslijn.form import CONTEXT_URL, context, documents, linked
from scheidslijn.inputs import Source, Syntax
from scheidslijn.namespaces import ID, SL

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = sorted((ROOT / "examples").rglob("*.ttl"))
CASES: Final = [
    path
    for path in sorted((ROOT / "shapes").glob("*/*valid/*.ttl"))
    if path.parts[-3] not in ("quality", "privacy")
]
# JSON writes a character beyond 16 bits as two, in YAML it has an escape of its own
PAIR: Final = re.compile(r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}")


def one_escape(pair: re.Match[str]) -> str:
    character: str = json.loads(f'"{pair[0]}"')
    return f"\\U{ord(character):08x}"


def read(text: str, syntax: Syntax = Syntax.JSON) -> list[ox.Quad]:
    (unit,) = read_units(Source("zaak", None, syntax, text.encode()))
    return list(unit.quads)


def turtle(path: Path) -> tuple[ox.Quad, ...]:
    (unit,) = rdfio.read_units(Source(path.name, path, Syntax.TURTLE))
    return tuple(unit.quads)


def by_pyld(document: dict[str, object]) -> list[ox.Quad]:
    """Return the triples that another processor makes of a dossier with the published context."""

    def load(url: str, _options: object) -> dict[str, object]:
        assert url == CONTEXT_URL
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": {"@context": context(FORM)},
        }

    options = {"format": "application/n-quads", "documentLoader": load}
    return list(ox.parse(jsonld.to_rdf(document, options), ox.RdfFormat.N_QUADS))


@given(dossiers())
@settings(max_examples=300, deadline=None)
def test_a_dossier_means_what_its_fields_say(made: Made) -> None:
    assert canonical(read(json.dumps(made.document))) == canonical(made.quads)


@given(dossiers())
@settings(max_examples=100, deadline=None)
def test_another_processor_reads_the_same_with_the_context(made: Made) -> None:
    assert canonical(by_pyld(linked(made.document))) == canonical(made.quads)


@given(dossiers())
@settings(max_examples=100, deadline=None)
def test_a_dossier_that_names_the_context_is_read_as_json_and_as_json_ld(made: Made) -> None:
    text = json.dumps(linked(made.document), ensure_ascii=False)
    for syntax in (Syntax.JSON, Syntax.JSON_LD):
        assert canonical(read(text, syntax)) == canonical(made.quads)


def test_a_role_that_is_called_as_a_field_is_the_role() -> None:
    assert "werkgever" in FORM.fields
    fact: dict[str, object] = {"type": "Rolvervulling", "rol": ["werkgever", "hoorder"]}
    case: dict[str, object] = {"type": "Dossier", "id": "https://example.org/z", "feiten": [fact]}
    as_json_ld = read(json.dumps(linked(case)), Syntax.JSON_LD)
    for quads in (read(json.dumps(case)), by_pyld(linked(case)), as_json_ld):
        said = {str(quad.object) for quad in quads if quad.predicate.value == SL + "rol"}
        assert said == {f"<{ID}rol/werkgever>", f"<{ID}rol/hoorder>"}


@given(dossiers())
@settings(max_examples=100, deadline=None)
def test_json_is_read_the_same_as_yaml(made: Made) -> None:
    text = PAIR.sub(one_escape, json.dumps(made.document))  # YAML 1.2 contains JSON
    assert canonical(read(text, Syntax.YAML)) == canonical(made.quads)


@given(dossiers())
@settings(max_examples=200, deadline=None)
def test_what_is_written_means_the_same(made: Made) -> None:
    (document,) = documents(made.quads)
    assert canonical(read(json.dumps(document))) == canonical(made.quads)


@given(dossiers())
@settings(max_examples=50, deadline=None)
def test_what_is_written_does_not_depend_on_the_order(made: Made) -> None:
    forward, back = sorted(made.quads, key=str), sorted(made.quads, key=str, reverse=True)
    assert json.dumps(documents(forward)) == json.dumps(documents(back))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_survives_being_written_and_read(path: Path) -> None:
    quads = turtle(path)
    made = documents(quads)
    for found in (made, list(map(linked, made))):
        assert canonical(read(json.dumps(found))) == canonical(quads)


def test_a_case_of_a_shape_is_written_whole_or_refused_by_name() -> None:
    refused = {}
    for path in CASES:
        quads = turtle(path)
        try:
            made = documents(quads)
        except InputError as error:
            refused[path] = error.problem
            continue
        assert canonical(read(json.dumps(made))) == canonical(quads), path
    assert len(CASES) > 800
    assert len(refused) < len(CASES) / 10
    assert all("the form" in why or "dossier <" in why for why in refused.values())


PREFIXES: Final = (
    "@prefix sl: <https://w3id.org/scheidslijn/def#> . @prefix : <https://example.org/zaak/> ."
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . :d a sl:Dossier . "
)


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        (":p a sl:Persoon ; sl:voornaam 'Pia' .", "p", "def#voornaam> of a Persoon"),
        (":p a sl:Persoon ; sl:rol :r .", "p", "knows no property"),
        (":p a sl:Persson .", "p", "no type <https://w3id.org/scheidslijn/def#Persson>"),
        (":p a sl:Persoon , sl:Organisatie .", "p", "something that is"),
        (":p rdfs:label 'Pia' .", "p", "something without a type"),
        (":d sl:vanaf '2026-01-05' .", "d", "\"2026-01-05\" as 'vanaf' of a Dossier"),
        (":d sl:vanaf '2026-02-30'^^xsd:date .", "d", "as 'vanaf'"),
        (":d sl:vanaf '2026-01-05Z'^^xsd:date .", "d", "as 'vanaf'"),
        (":d sl:isEigenrisicodrager '1'^^xsd:boolean .", "d", "as 'isEigenrisicodrager'"),
        (":d rdfs:label '7'^^xsd:integer .", "d", "as 'label'"),
        (":d sl:domein 'verzuim' .", "d", "as 'domein'"),
        (":d sl:werknemer [] .", "d", "which has no type"),
        (":h a sl:Handeling .", "h", "a Handeling without a dossier"),
        (":h a sl:Handeling ; sl:dossier :d , :e . :e a sl:Dossier .", "h", "the link of"),
        (":h a sl:Handeling ; sl:dossier :elders .", "h", "does not stand in the same file"),
        (":p a sl:Persoon ; sl:dossier :d .", "p", "the link of a Persoon"),
        (":b a sl:Delegatiebewijs ; sl:consultatieBinnenWerkdagen 02 .", "b", "as 'consultatie"),
    ],
)  # fmt: skip
def test_what_the_form_cannot_hold_is_refused_by_name(text: str, where: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        documents(ox.parse(PREFIXES + text, ox.RdfFormat.TURTLE))
    assert caught.value.source == f"https://example.org/zaak/{where}"
    assert problem in caught.value.problem


@pytest.mark.parametrize("text", ["", "[] a <https://w3id.org/scheidslijn/def#Dossier> ."])
def test_without_a_dossier_that_has_an_iri_nothing_is_written(text: str) -> None:
    with pytest.raises(InputError, match="dossier"):
        documents(ox.parse(text, ox.RdfFormat.TURTLE))


def test_a_written_dossier_is_as_plain_as_it_can_be() -> None:
    text = """:d sl:domein <https://w3id.org/scheidslijn/id/domein/wga> ; sl:werknemer :pia ;
        sl:werkgever <https://example.org/bedrijven/7> .
      :pia a sl:Persoon ; rdfs:label "Pia"@nl , "Pia P." .
      :t a sl:Taakdelegatie ; sl:dossier :d ; sl:bewijs [ a sl:Delegatiebewijs ; sl:door :pia ] ,
        :samen ; sl:vanaf '2026-01-05'^^xsd:date .
      :u a sl:Taakdelegatie ; sl:dossier :d ; sl:bewijs :samen . :samen a sl:Delegatiebewijs .
      """
    assert documents(ox.parse(PREFIXES + text, ox.RdfFormat.TURTLE)) == [
        {
            "base": "https://example.org/zaak/",
            "id": "d",
            "type": "Dossier",
            "domein": "wga",
            "werkgever": "https://example.org/bedrijven/7",
            "werknemer": "pia",
            "actoren": [
                {"id": "pia", "type": "Persoon", "label": {"@none": "Pia P.", "nl": "Pia"}}
            ],
            "betrekkingen": [{"id": "samen", "type": "Delegatiebewijs"}],
            "feiten": [
                {
                    "id": "t",
                    "type": "Taakdelegatie",
                    "bewijs": [{"type": "Delegatiebewijs", "door": "pia"}, "samen"],
                    "vanaf": "2026-01-05",
                },
                {"id": "u", "type": "Taakdelegatie", "bewijs": "samen"},
            ],
        }
    ]


def test_two_dossiers_of_a_file_each_have_what_they_name() -> None:
    text = """:e a sl:Dossier ; sl:werknemer :noud . :d sl:werknemer :pia .
      :pia a sl:Persoon . :noud a sl:Persoon . :los a sl:Organisatie .
      [] a sl:Dienstverband ; sl:medewerker :noud ; sl:inDienstBij :werf . :werf a sl:Organisatie .
      """
    first, second = documents(ox.parse(PREFIXES + text, ox.RdfFormat.TURTLE))
    assert first["actoren"] == [
        {"id": "los", "type": "Organisatie"},
        {"id": "pia", "type": "Persoon"},
    ]
    assert second["actoren"] == [
        {"id": "werf", "type": "Organisatie"},
        {"id": "noud", "type": "Persoon"},
    ]
    assert second["betrekkingen"] == [
        {"type": "Dienstverband", "inDienstBij": "werf", "medewerker": "noud"}
    ]
