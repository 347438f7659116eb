"""What is read from N-Triples without parsing is what the library and a store read from them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from many import FIXTURES, Lines, fixture, packaged
from test_blocks import OBJECTS, PREDICATES, SUBJECTS

from scheidslijn.batches.blocks import Block
from scheidslijn.batches.member import Member, member_of, term_of
from scheidslijn.batches.projection import Assignment, project, project_store
from scheidslijn.batches.surveying import Surveyor
from scheidslijn.inputs import Source, Syntax
from scheidslijn.namespaces import RDF_TYPE
from scheidslijn.survey import survey

SOURCE = Source("alle.nq", None, Syntax.N_QUADS, b"")
CASES = [path for path in FIXTURES if path.parts[-3] != "quality"]
JUDGE = packaged()._judge


def member(lines: Lines, line: int | None = 1) -> Member:
    text = "".join(f"{each} .\n" for each in lines)
    return member_of(SOURCE, Block("urn:g", text.encode(), line))


odd = st.sampled_from(
    [
        '<urn:a> <urn:p> "a\\tb"',
        '<urn:a> <urn:p> "\\u0041"',
        "<urn:a>\t<urn:p>\t<urn:b>",
        "<urn:a>  <urn:p>   <urn:b>",
        '<urn:a> <urn:p> "a\\\\"',
        "<urn:\\u0061> <urn:p> <urn:b>",
        "<urn:a> <urn:p> <urn:b> ",
        "<urn:a> <urn:p> <urn:b> . # zo",
        '<urn:a> <urn:p> "x" . # "y"',
        '<urn:a> <urn:p> "x"@NL',
        '<urn:a> <urn:p> "x"@nl',
        '<urn:a> <urn:p> "x"^^<http://www.w3.org/2001/XMLSchema#string>',
        """<urn:a> <urn:p> "a\\'b" """.rstrip(),
        '<urn:a> <urn:p> "a\x0bb"',
        "_:b <urn:p> <urn:a>",
    ]
)
lines = st.tuples(*map(st.sampled_from, (SUBJECTS, PREDICATES, OBJECTS))).map(" ".join)


@given(st.lists(lines | odd, min_size=1, max_size=8).map(tuple))
def test_a_member_says_what_its_text_says(own: Lines) -> None:
    found = member(own)
    quads = list(ox.parse("".join(f"{e} .\n" for e in own), ox.RdfFormat.N_TRIPLES))
    assert [q.triple for q in found.quads()] == list(dict.fromkeys(q.triple for q in quads))
    assert found.triples == len(set(quads))
    assert [term_of(each) for each in found.subjects] == [str(q.subject).strip("<>") for q in quads]
    assert [term_of(each) for each in found.predicates] == [q.predicate.value for q in quads]
    nodes = {t for q in quads for t in (q.subject, q.object) if not isinstance(t, ox.Literal)}
    ours = "http://www.w3.org/"
    assert {term_of(t) for t in found.terms} == {
        str(node).strip("<>") for node in nodes if not str(node).startswith(f"<{ours}")
    }


@given(st.lists(lines, min_size=1, max_size=8).map(tuple), st.integers(1, 9))
def test_a_subject_stands_on_the_line_where_it_comes_first(own: Lines, start: int) -> None:
    found = member(own, start)
    for subject in SUBJECTS:
        at = next((n for n, e in enumerate(own) if e.startswith(f"{subject} ")), None)
        assert found.line_of(subject.encode()) == (None if at is None else start + at)
    assert member(own, None).line_of(SUBJECTS[0].encode()) is None


@pytest.mark.parametrize(
    "broken", ["<urn:a> <urn:p>", "<urn:a>", "<urn:a> <urn:p> 1 2", '<urn:a> "p" <urn:b>']
)
def test_a_line_that_is_no_statement_is_refused(broken: str) -> None:
    with pytest.raises(SyntaxError):
        member(("<urn:a> <urn:p> <urn:b>", broken)).quads()


def test_a_survey_of_a_member_is_that_of_its_statements() -> None:
    surveyor = Surveyor(JUDGE.book)
    refused = 0
    for path in CASES:
        own = member(fixture(path))
        expected = survey(own.quads(), JUDGE.book, JUDGE.data)
        found = surveyor.survey(own)
        if found is None:
            refused += 1
            assert expected.rule is not None, path
            continue
        assert expected.rule is None, path
        assert found == expected, path
    assert refused < 5


def test_rules_need_a_closer_look() -> None:
    for term in sorted(JUDGE.book.rule_properties):
        assert Surveyor(JUDGE.book).survey(member((f"<urn:a> <{term}> <urn:b>",))) is None
    for term in sorted(JUDGE.book.rule_classes):
        assert Surveyor(JUDGE.book).survey(member((f"<urn:a> <{RDF_TYPE}> <{term}>",))) is None
    ours = ("<https://w3id.org/scheidslijn/id/norm/x> <urn:p> <urn:b>",)
    assert Surveyor(JUDGE.book).survey(member(ours)) is None


def in_any_order(found: tuple[Assignment, ...]) -> list[tuple[object, ...]]:
    return sorted((a.person, a.dossier, a.node, sorted(a.text.splitlines())) for a in found)


def test_a_projection_of_a_member_is_that_of_a_store(tmp_path: Path) -> None:
    seen = 0
    for path in CASES[::20]:
        own = member(fixture(path))
        with JUDGE.data.holding(own.quads()):
            expected = project_store(JUDGE.data.store)
        found = project(own)
        assert in_any_order(found.assignments) == in_any_order(expected.assignments), path
        assert {d: sorted(t.splitlines()) for d, t in found.facts} == {
            d: sorted(t.splitlines()) for d, t in expected.facts
        }
        seen += len(found.assignments)
    assert seen > 20
