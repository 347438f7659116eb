"""A rule book as text: says what its statements say, and is kept only as what it was."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from scheidslijn import resources
from scheidslijn.namespaces import BASE, OWL, RDF_TYPE, RDFS_LABEL, SL
from scheidslijn.rulebook import Index
from scheidslijn.ruletext import RuleText, having, outside_iris, rule_text

TEXT: Final = """\
<urn:a> <urn:p> <urn:b> .
<urn:a-b> <urn:p> <urn:b> .
<urn:a> <urn:p-q> "a \\n <urn:b> ."@nl .
<urn:ab> <urn:p> "é" .
<urn:a> <urn:p> <urn:a> .
_:n <urn:p> <urn:b> .
<urn:a> <urn:pq> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a cache of its own."""
    monkeypatch.setattr(resources, "cache_folder", lambda kind: tmp_path / kind)
    return tmp_path / "rulebooks"


def small() -> tuple[tuple[ox.Quad, ...], RuleText]:
    quads = tuple(ox.parse(TEXT, ox.RdfFormat.N_TRIPLES))
    return quads, rule_text(quads[:5], quads[5:])


def test_a_text_says_what_its_statements_say() -> None:
    quads, text = small()
    assert set(text) == set(quads)
    assert len(text) == len(quads)
    plain, lazy = Index(quads), Index(text)
    terms = ["urn:a", "urn:a-b", "urn:ab", "urn:abc", "_:n", '"é"', "", "urn:\ud800"]
    for predicate in ("urn:p", "urn:p-q", "urn:pq", "urn:", "urn:q", "\ud800"):
        assert lazy.all_objects(predicate) == plain.all_objects(predicate)
        for term in terms:
            assert lazy.objects(term, predicate) == plain.objects(term, predicate)
            assert lazy.text(term, predicate) == plain.text(term, predicate)
            assert lazy.subjects(predicate, term) == plain.subjects(predicate, term)


def test_statements_can_be_taken_out_and_added() -> None:
    quads, text = small()
    assert set(text.without("urn:p")) == {q for q in quads if q.predicate.value != "urn:p"}
    assert set(text.changed(quads[4:6], quads[:0])) == {*quads[:4], quads[6]}
    assert set(text.changed([quads[0], quads[2]])) == {quads[1], *quads[3:]}
    new = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("x"))
    more = text.with_own([quads[0], quads[5], new, new])
    assert len(more) == len(quads) + 1
    assert having(more, ox.NamedNode("urn:p"))[-1] == new


def test_every_iri_in_it_that_comes_from_elsewhere_is_known() -> None:
    quads, text = small()
    iris = {b"<urn:%s>" % name for name in (b"a", b"b", b"a-b", b"ab", b"p", b"p-q", b"pq")}
    assert outside_iris(text) == outside_iris(quads) == iris
    own = f"<{BASE}a> <{RDF_TYPE}> <http://www.w3.org.example/> ."
    assert outside_iris(ox.parse(own, ox.RdfFormat.N_TRIPLES)) == {b"<http://www.w3.org.example/>"}
    assert not outside_iris(())


def test_the_packaged_rule_book_is_what_its_files_say(folder: Path) -> None:
    graph = resources.read_graph(resources.ontology_files())
    made, version = resources.read_rulebook()
    (kept,) = folder.iterdir()
    found, _ = resources.read_rulebook()
    assert set(graph) == set(made) == set(found)
    assert len(graph) == len(made) == len(found)
    assert found.text == made.text
    assert version == resources.rulebook_version(resources.ontology_files())
    plain, lazy = Index(graph), Index(found)
    assert set(lazy.instances(BASE)) == set(plain.instances(BASE))
    for subject in {quad.subject.value for quad in graph if isinstance(quad.subject, ox.NamedNode)}:
        assert lazy.text(subject, RDFS_LABEL) == plain.text(subject, RDFS_LABEL)
        assert lazy.objects(subject, RDF_TYPE) == plain.objects(subject, RDF_TYPE)
    for predicate in ("drager", "getoetstDoor", "vindplaats"):
        assert lazy.all_objects(SL + predicate) == plain.all_objects(SL + predicate)
    assert not having(found.without(OWL + "imports"), ox.NamedNode(OWL + "imports"))
    assert kept.exists()


def test_what_was_kept_is_not_trusted_when_it_is_damaged(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = tmp_path / "only.ttl"
    only.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(resources, "ontology_files", lambda: (only,))
    made, _ = resources.read_rulebook()
    (kept,) = folder.iterdir()
    data = kept.read_bytes()
    for damaged in (b"", data[:-1], data[:100], data.replace(b"urn:a-b", b"urn:a-c")):
        kept.write_bytes(damaged)
        again, _ = resources.read_rulebook()
        assert again.text == made.text
        assert set(again.others) == set(made.others)
        assert kept.read_bytes() == data
    only.write_text(TEXT.replace("urn:ab", "urn:abc"), encoding="utf-8")
    changed, _ = resources.read_rulebook()
    assert changed.text == made.text.replace(b"urn:ab>", b"urn:abc>")


def test_no_cache_is_needed(folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file, where a folder is wanted")
    assert len(resources.read_rulebook()[0]) > 1000
