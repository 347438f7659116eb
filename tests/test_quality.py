"""The lint of ontology, rule book and shapes: it holds for them, and it finds what it should.

A case holds only its own statements. Before it is checked it is joined with what the real
ontology, rule book and shapes say of the terms that it mentions, and of the terms these
mention in turn: individuals and shapes in full, classes and properties as declarations.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from published import published_data
from scheidslijn import jci
from scheidslijn.datagraph import DataGraph
from scheidslijn.engine import CompiledEngine
from scheidslijn.model import Result
from scheidslijn.namespaces import BASE, ID, RDF_TYPE, RDFS, SH, SHAPE, SKOS, SL
from scheidslijn.reference import ReferenceEngine
from scheidslijn.resources import ontology_files, read_graph

ROOT = Path(__file__).parents[1]
QUALITY = ROOT / "shapes" / "quality"
SHAPES_FILES = sorted((ROOT / "shapes").glob("*/*.ttl"))
VALID = sorted((QUALITY / "valid").glob("*.ttl"))
INVALID = sorted((QUALITY / "invalid").glob("*.ttl"))

DECLARES = {RDF_TYPE, RDFS + "subClassOf", RDFS + "label", SKOS + "definition"}
DECLARES |= {RDFS + "isDefinedBy", SH + "declare"}
NAME_IN_QUERY = re.compile(r"(?<![\w?$:<])([A-Za-z][\w-]*):([A-Za-z][\w-]*)")

Key = tuple[str | None, ...]


@cache
def lint_shapes() -> tuple[ox.Quad, ...]:
    return read_graph(sorted(QUALITY.glob("*.ttl")))


@cache
def everything() -> tuple[ox.Quad, ...]:
    return read_graph([*ontology_files(), *SHAPES_FILES])


@cache
def descriptions() -> dict[object, list[ox.Quad]]:
    found: dict[object, list[ox.Quad]] = defaultdict(list)
    for triple in everything():
        found[triple.subject].append(triple)
    return dict(found)


def said_of(term: object) -> Iterable[ox.Quad]:
    """What a case is told of a term that it mentions."""
    in_full = isinstance(term, ox.BlankNode) or (
        isinstance(term, ox.NamedNode) and term.value.startswith((ID, SHAPE))
    )
    for triple in descriptions().get(term, ()):
        superclass = triple.predicate.value == RDFS + "subClassOf"
        if in_full or (
            triple.predicate.value in DECLARES
            and not (superclass and isinstance(triple.object, ox.BlankNode))
        ):
            yield triple


def joined(case: Path) -> list[ox.Quad]:
    own = read_graph([case])
    declared = {triple.subject for triple in own}
    found: dict[ox.Quad, None] = dict.fromkeys(own)
    queue: list[object] = [term for t in own for term in (t.predicate, t.object)]
    seen: set[object] = set(declared)
    while queue:
        term = queue.pop()
        if term in seen or isinstance(term, ox.Literal):
            continue
        seen.add(term)
        for triple in said_of(term):
            found[triple] = None
            queue += [triple.predicate, triple.object]
    return list(found)


@cache
def engine() -> ReferenceEngine:
    return ReferenceEngine(lint_shapes(), rulebook=())


def key(result: Result) -> Key:
    return (
        result.focus,
        result.path,
        result.value,
        result.component,
        result.shape,
        result.severity.name,
    )


def lint(triples: list[ox.Quad]) -> set[Key]:
    return {key(result) for result in engine().validate(triples)}


def values(predicate: str) -> dict[str, list[str]]:
    """Literals and IRIs that the whole of ontology, rule book and shapes gives, per subject."""
    found: dict[str, list[str]] = defaultdict(list)
    for triple in everything():
        subject, value = triple.subject, triple.object
        if (
            triple.predicate.value == predicate
            and isinstance(subject, ox.NamedNode)
            and isinstance(value, ox.Literal | ox.NamedNode)
        ):
            found[subject.value].append(value.value)
    return found


def test_ontology_rule_book_and_shapes_have_no_finding() -> None:
    """By our engine: pySHACL takes a minute, and ``test_equal`` holds the two side by side."""
    assert CompiledEngine(lint_shapes(), DataGraph(everything())).validate([]) == []
    if os.environ.get("SCHEIDSLIJN_EVERY_CASE"):
        assert lint(list(everything())) == set()


def test_cases_are_found_and_each_invalid_case_has_its_expectation() -> None:
    assert VALID
    assert INVALID
    assert sorted((QUALITY / "invalid").glob("*.expected.json")) == [
        case.with_suffix(".expected.json") for case in INVALID
    ]


@pytest.mark.parametrize("case", VALID, ids=lambda case: case.stem)
def test_a_valid_case_has_no_finding(case: Path) -> None:
    assert lint(joined(case)) == set()


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.stem)
def test_an_invalid_case_has_exactly_its_findings(case: Path) -> None:
    expected = json.loads(case.with_suffix(".expected.json").read_text("utf-8"))
    assert lint(joined(case)) == {tuple(finding.values()) for finding in expected}
    assert all(
        list(finding) == ["focus", "path", "value", "component", "shape", "severity"]
        for finding in expected
    )


def test_every_lint_shape_has_a_case_that_it_rejects() -> None:
    reported = {
        finding["shape"]
        for path in (QUALITY / "invalid").glob("*.expected.json")
        for finding in json.loads(path.read_text("utf-8"))
    }
    types = (SH + "NodeShape", SH + "PropertyShape")
    declared = {
        triple.subject.value
        for triple in lint_shapes()
        if triple.predicate.value == RDF_TYPE
        and isinstance(triple.object, ox.NamedNode)
        and triple.object.value in types
        and isinstance(triple.subject, ox.NamedNode)
    }
    # what only groups property shapes, or only serves as a value shape, reports nothing itself
    groups = set(values(SH + "property")) | {
        shape for shapes in values(SH + "qualifiedValueShape").values() for shape in shapes
    }
    assert declared - groups - reported == set()


def test_no_lint_shape_has_a_blank_node() -> None:
    assert not [
        triple
        for triple in lint_shapes()
        if triple.predicate.value in (SH + "property", SH + "sparql", SH + "qualifiedValueShape")
        and not isinstance(triple.object, ox.NamedNode)
    ]


def prefixes(constraint: str) -> dict[str, str]:
    (ontology,) = values(SH + "prefixes")[constraint]
    declared = {}
    for link in descriptions()[ox.NamedNode(ontology)]:
        if link.predicate.value == SH + "declare":
            fields = {t.predicate.value: t.object for t in descriptions()[link.object]}
            prefix, namespace = fields[SH + "prefix"], fields[SH + "namespace"]
            assert isinstance(prefix, ox.Literal)
            assert isinstance(namespace, ox.Literal)
            declared[prefix.value] = namespace.value
    return declared


@pytest.mark.parametrize("constraint", sorted(values(SH + "select")))
def test_a_select_uses_declared_prefixes_and_terms_only(constraint: str) -> None:
    (select,) = values(SH + "select")[constraint]
    known = prefixes(constraint)
    header = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in known.items())
    ox.Store().query(header + select)  # refuses a prefix that is not declared
    text = re.sub(r'"[^"\n]*"', '""', select)
    named = {known[prefix] + name for prefix, name in NAME_IN_QUERY.findall(text)}
    ours = {ox.NamedNode(term) for term in named if term.startswith(BASE)}
    assert ours <= set(descriptions())


def test_jci_references_of_the_rule_book_are_references() -> None:
    references = [text for texts in values(SL + "jci").values() for text in texts]
    assert references
    for text in references:
        assert jci.write(jci.parse(text)) == text


def text_editions() -> dict[str, Path]:
    """The file of the text edition per document code, as the README of the sources lists them."""
    folder = published_data("sources")
    found = {}
    for line in (folder / "README.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 5 and cells[0].endswith(".txt"):
            found[cells[4]] = folder / cells[0]
    return found


def test_passages_are_the_lines_of_their_source_with_that_sha256() -> None:
    lines = {
        code: path.read_bytes().splitlines(keepends=True) for code, path in text_editions().items()
    }
    code_of, document_of = values(SL + "code"), values(SL + "brondocument")
    first_of, last_of = values(SL + "eersteRegel"), values(SL + "laatsteRegel")
    wrong = []
    for passage, (digest,) in values(SL + "sha256").items():
        (code,) = code_of[document_of[passage][0]]
        first, last = int(first_of[passage][0]), int(last_of[passage][0])
        text = b"".join(lines[code][first - 1 : last])
        inside = 1 <= first <= last <= len(lines[code])
        if not inside or hashlib.sha256(text).hexdigest() != digest:
            wrong.append(passage)
    assert wrong == []
    assert values(SL + "sha256").keys() == document_of.keys() != set()


def test_every_ontology_file_is_at_most_600_lines() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in ontology_files()}
    assert {name: length for name, length in lengths.items() if length > 600} == {}
