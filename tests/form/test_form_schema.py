"""The JSON Schema of the form: valid, made from ontology and shapes, and one with reading."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from made_dossiers import FORM, Made, dossiers
from scheidslijn import resources
from scheidslijn.form import SCHEMA_URL, json_schema
from scheidslijn.form.checking import check
from scheidslijn.form.terms import FieldKind, form_of
from scheidslijn.form.tree import path_text
from scheidslijn.form.yamltext import read_yaml
from scheidslijn.namespaces import BASE, ID, RDF_TYPE, RDFS, SL, XSD

Json = Any
ROOT: Final = Path(__file__).parents[2]
SCHEMA: Final = json_schema(FORM, resources.read_graph(resources.shapes_files()))
WRITTEN: Final = sorted((ROOT / "examples" / "formulier").iterdir())
A: Final = ox.NamedNode(RDF_TYPE)
# What no schema can say: it knows no other part of the document, and no calendar.
BEYOND: Final = (
    "nothing in this dossier has the id",
    "stands here and at",
    "no names can be put behind",
    "is another than",
    "a day such as",
)


def loose(schema: Json) -> Json:
    """Return a schema that asks what reading asks: no field but those that say what stands here."""
    if isinstance(schema, list):
        return [loose(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {k: loose(v) for k, v in schema.items() if k not in ("maxItems", "minItems")}
    if isinstance(found.get("required"), list):
        is_dossier = "Dossier" in json.dumps(schema.get("properties", {}).get("type"))
        needed = ("type", "@base", *(["id"] if is_dossier else []))
        found["required"] = [each for each in found["required"] if each in needed]
        for name, each in found.get("properties", {}).items():
            if name in FORM.fields or (name == "id" and not is_dossier):
                each["anyOf"].append({"type": "null"})
    return found


def without_lists(value: Json) -> Json:
    """Return a schema in which an empty document or context is still refused."""
    made = loose(value)
    made["then"]["minItems"] = 1
    made["$defs"]["context"]["anyOf"][1]["minItems"] = 1
    return made


VALIDATOR: Final = Draft202012Validator(SCHEMA)
READING: Final = Draft202012Validator(without_lists(SCHEMA))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"] == SCHEMA_URL == "https://w3id.org/scheidslijn/schema/dossier.json"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_a_dossier_of_the_examples_has_the_form(path: Path) -> None:
    value = read_yaml(path.read_text(encoding="utf-8"), 64).value
    assert [error.json_path for error in VALIDATOR.iter_errors(value)] == []


def classes() -> dict[str, set[str]]:
    """Return each class that something in the examples is, with its properties."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "examples").rglob("*.ttl"):
        quads = list(ox.parse(path=str(path)))
        kinds = {q.subject: q.object for q in quads if q.predicate == A}
        for quad in quads:
            kind = kinds[quad.subject]
            assert isinstance(kind, ox.NamedNode)
            found.setdefault(kind.value, set()).add(quad.predicate.value)
    return found


def test_the_form_has_every_class_and_property_of_the_lawful_dossiers() -> None:
    used = classes()
    assert len(used) > 15
    for kind, properties in used.items():
        known = {each.iri for each in FORM.class_of[kind].fields.values()}
        own = {each for each in properties if each.startswith((BASE, RDFS))}
        assert own - known <= {SL + "dossier"}, kind


def test_the_types_stand_where_the_ontology_puts_them() -> None:
    places = {place: {kind.name for kind in FORM.standing_in(place)} for place in (
        "actoren", "betrekkingen", "feiten")}  # fmt: skip
    assert places == {
        "actoren": {"Organisatie", "Persoon"},
        "betrekkingen": {
            "Aansturing", "Delegatiebewijs", "Dienstverband", "Kwalificatie", "Opdracht",
            "Supervisie", "Waarborg",
        },
        "feiten": {
            "Beroep", "Besluit", "Bezwaar", "Deskundigenoordeel", "Gegevensverwerking",
            "Handeling", "Hoorzitting", "Interventie", "Klacht", "Overleg", "Processtap",
            "Rolvervulling", "SecondOpinion", "Taakdelegatie", "Toegangsrecht", "Verwijzing",
        },
    }  # fmt: skip
    assert next(iter(FORM.classes)) == "Dossier"


def test_a_property_that_only_a_rule_book_has_is_no_field() -> None:
    assert not {"drager", "onverenigbareRol", "brederRol", "bevat", "dossier"} & FORM.fields.keys()


def test_no_field_or_type_is_called_as_the_form_itself_calls_something() -> None:
    own = {"id", "type", "base", "actoren", "betrekkingen", "feiten", "$schema", "@context"}
    assert not own & {*FORM.fields, *FORM.classes}
    assert not set(FORM.fields) & set(FORM.classes)


def test_days_are_the_data_properties_without_a_range_and_the_shapes_agree() -> None:
    shapes = resources.read_graph(resources.shapes_files())
    path, datatype = (ox.NamedNode(f"http://www.w3.org/ns/shacl#{n}") for n in ("path", "datatype"))
    paths = {q.subject: q.object for q in shapes if q.predicate == path}
    asked = {
        paths[q.subject].value: q.object.value  # type: ignore[union-attr]
        for q in shapes
        if q.predicate == datatype and isinstance(paths[q.subject], ox.NamedNode)
    }
    kinds = {XSD + "date": FieldKind.DAY, XSD + "boolean": FieldKind.FLAG}
    assert len(asked) >= 6
    for prop, kind in asked.items():
        assert FORM.field_of[prop].kind is kinds[kind], prop
    days = {each.name for each in FORM.fields.values() if each.kind is FieldKind.DAY}
    assert days == {
        "datum", "eersteZiektedag", "goedgekeurdOp", "hersteldatum", "peildatum", "totEnMet",
        "uiterlijkOp", "vanaf", "verrichtOp",
    }  # fmt: skip


def test_every_name_of_the_rule_book_is_allowed_with_its_labels() -> None:
    book = resources.read_rulebook()[0]
    roles = {
        q.subject.value.removeprefix(ID + "rol/")
        for q in book.having(RDF_TYPE)
        if isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(ID + "rol/")
    }
    assert set(FORM.fields["rol"].known) == roles
    listed = SCHEMA["$defs"]["a-rol"]["anyOf"]  # type: ignore[index]
    assert {each["const"] for each in listed if "const" in each} == roles
    (doctor,) = (each for each in listed if each.get("const") == "bedrijfsarts")
    assert doctor["title"] == "bedrijfsarts / occupational physician"
    assert set(FORM.fields["opdrachtVoor"].known) > {"rol/bedrijfsarts", "taak/triage"}


def test_a_new_class_and_property_of_the_ontology_are_in_the_form_at_once() -> None:
    text = f"""@prefix sl: <{SL}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
      @prefix rdfs: <{RDFS}> .
      sl:Loting a owl:Class ; rdfs:subClassOf sl:Dossieronderdeel ; rdfs:label "loting"@nl ;
        rdfs:isDefinedBy <{BASE}def/proces> .
      sl:uitslag a owl:DatatypeProperty ; rdfs:domain sl:Loting ; rdfs:range <{XSD}integer> ;
        rdfs:isDefinedBy <{BASE}def/proces> ."""
    more = list(ox.parse(text, ox.RdfFormat.TURTLE))
    form = form_of([*resources.read_rulebook()[0], *more])
    assert form.classes["Loting"].place == "feiten"
    assert form.classes["Loting"].fields["uitslag"].kind is FieldKind.NUMBER
    assert "uitslag" not in form.classes["Handeling"].fields


def required(name: str) -> set[str]:
    definitions: Any = SCHEMA["$defs"]
    return set(definitions[name]["required"])


def test_what_the_shapes_miss_is_required() -> None:
    assert required("Dossier") == {"id", "type", "domein", "werkgever", "werknemer"}
    assert required("Rolvervulling") == {"id", "type", "door", "rol", "vanaf"}
    assert required("Handeling") == {"type", "datum", "door", "taak"}
    assert required("Delegatiebewijs") == {"type", "vereiste"}
    assert required("Persoon") == {"type"}


CASE: Final[dict[str, object]] = {
    "type": "Dossier", "id": "zaak-7", "domein": "verzuim", "werknemer": "pia", "werkgever": "werf",
    "actoren": [{"type": "Persoon", "id": "pia"}, {"type": "Organisatie", "id": "werf"}],
    "feiten": [{"type": "Rolvervulling", "id": "r", "door": "pia", "rol": "werknemer",
                "vanaf": "2026-01-05"}],
}  # fmt: skip


def changed(where: tuple[str | int, ...], value: object) -> dict[str, object]:
    made: dict[str, object] = copy.deepcopy(CASE)
    target: Any = made
    for step in where[:-1]:
        target = target[step]
    target[where[-1]] = value
    return made


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("domein",), "verzuin"),
        (("domein",), ["verzuim", "wga"]),
        (("werkgevr",), "werf"),
        (("feiten", 0, "rol"), "bedrijfarts"),
        (("feiten", 0, "vanaf"), "5 januari"),
        (("feiten", 0, "door"), ["pia", "werf"]),
        (("feiten", 0, "type"), "Persoon"),
        (("actoren", 0, "id"), "twee woorden"),
        (("@context",), "https://schema.org/"),
    ],
)
def test_the_schema_refuses_what_does_not_fit(where: tuple[str | int, ...], value: object) -> None:
    assert VALIDATOR.is_valid(CASE)
    assert not VALIDATOR.is_valid(changed(where, value))


# One change to a dossier: what stands somewhere becomes something else, or something comes to it.
strange: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 2**54),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["", "pia", "Persoon", "verzuim", "2026-01-05", "2026-13-05", "https://e.org/x", "_:x",
         "a b", "rol/bedrijfsarts", "https://e.org/", "nl:", "x:<>", ".", "@none"]
    ),
    st.just([]),
    st.just({}),
    st.just(["pia", None]),
    st.just({"type": "Persoon", "id": "extra"}),
    st.just({"type": "Delegatiebewijs"}),
    st.just({"nl": "ja", "@none": ["x"]}),
    st.just({"nl": 3}),
)  # fmt: skip
keys: Final = st.sampled_from(
    ["id", "type", "base", "label", "rol", "door", "vanaf", "bewijs", "feiten", "actoren",
     "betrekkingen", "$schema", "@context", "@id", "dossier", "werkgevr", "isEigenrisicodrager"]
)  # fmt: skip


def spots(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path]
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, each in items:
        found += spots(each, (*path, key))
    return found


@st.composite
def damaged(draw: st.DrawFn) -> object:
    made: Made = draw(dossiers())
    document: Any = copy.deepcopy(made.document)
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(spots(document)))
        target: Any = document
        for step in path[:-1]:
            target = target[step]
        if not path:
            document[draw(keys)] = copy.deepcopy(draw(strange))
            continue
        inner = target[path[-1]]
        if isinstance(inner, dict) and draw(st.booleans()):
            inner[draw(keys)] = copy.deepcopy(draw(strange))
        elif draw(st.booleans()):
            target[path[-1]] = copy.deepcopy(draw(strange))
        else:
            del target[path[-1]]
    return document


def told(error: ValidationError) -> str:
    return f"{error.json_path}: {error.message[:200]}"


@given(damaged())
@settings(max_examples=400, deadline=None)
def test_reading_refuses_what_the_schema_refuses_but_for_what_is_missing(document: object) -> None:
    misfits = check(document, FORM, 1_000_000).misfits
    errors = list(READING.iter_errors(document))
    problems = [f"{path_text(path)}: {misfit.problem}" for path, misfit in misfits]
    plain = [each for each in problems if not any(why in each for why in BEYOND)]
    if errors:
        assert problems, [told(error) for error in errors]
    if plain:
        assert errors, plain


@given(dossiers())
@settings(max_examples=100, deadline=None)
def test_what_is_made_of_the_form_has_it(made: Made) -> None:
    assert [told(error) for error in READING.iter_errors(made.document)] == []
    assert check(made.document, FORM, 1_000_000).misfits == []
