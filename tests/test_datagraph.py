"""What of the rule book lies beside a data graph: all that the packaged shapes could read."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from scheidslijn import resources, validation
from scheidslijn.batches import Judged, read_batches
from scheidslijn.compile import compile_shapes
from scheidslijn.datagraph import UNREAD, UNREAD_KINDS, read_by_shapes
from scheidslijn.inputs import find_sources
from scheidslijn.model import Term
from scheidslijn.namespaces import BASE, OWL, PREFIXES, RDF_TYPE, RDFS, RDFS_LABEL, SKOS, SL
from scheidslijn.rulebook import Index
from scheidslijn.ruletext import RuleText
from scheidslijn.terms import term_text
from scheidslijn.validation import Validator

ROOT: Final = Path(__file__).parents[1]
KINDS: Final = frozenset(SL + kind for kind in UNREAD_KINDS)


@cache
def rulebook() -> Index:
    return Index(resources.read_rulebook()[0])


@cache
def queries() -> str:
    plan = compile_shapes(resources.read_graph(resources.shapes_files()))
    exact = compile_shapes(resources.read_graph(resources.shapes_files()), exact=True)
    # a variable that is compared with names reads them of dossiers, whatever their subject
    texts = "\n".join((*plan.queries, *exact.queries))
    return re.sub(r"\?(path|property) IN ?\([^)]*\)", "", texts)


def names(term: Term) -> bool:
    """Return whether a query of the packaged shapes names a term, in either way."""
    if f"<{term}>" in queries():
        return True
    return any(
        re.search(rf"\b{prefix}:{re.escape(term.removeprefix(namespace))}(?![\w-])", queries())
        for prefix, namespace in PREFIXES.items()
        if term.startswith(namespace)
    )


@pytest.mark.parametrize("term", UNREAD)
def test_no_query_names_a_property_that_is_left_out(term: Term) -> None:
    assert not names(term)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_query_names_a_class_of_which_individuals_are_left_out(kind: Term) -> None:
    seen, left = {kind}, [kind]
    while left:
        above = set(rulebook().objects(left.pop(), f"{RDFS}subClassOf")) - seen
        seen |= above
        left += above
    # a dossier can put a class of its own below one of these, and none of these below another
    assert not [term for term in seen if names(term)]
    assert all(term.startswith((BASE, "_:")) for term in seen)


def test_no_query_could_come_upon_what_is_left_out_from_another_fact_of_the_rule_book() -> None:
    unread = {*UNREAD, *KINDS}
    schema = {RDF_TYPE, f"{RDFS}isDefinedBy", f"{RDFS}subClassOf"}
    for quad in read_by_shapes(resources.read_rulebook()[0].without(f"{OWL}imports")):
        if quad.predicate.value not in schema:
            assert term_text(quad.subject) not in unread, quad
            assert term_text(quad.object) not in unread, quad


def test_where_it_is_defined_is_known_of_each_term_and_of_nothing_else() -> None:
    read = Index(read_by_shapes(resources.read_rulebook()[0]))
    whole = resources.read_rulebook()[0].having(f"{RDFS}isDefinedBy")
    for quad in whole:
        subject = term_text(quad.subject)
        assert bool(read.objects(subject, f"{RDFS}isDefinedBy")) == subject.startswith(SL)


def test_what_is_read_is_less_than_half() -> None:
    statements = resources.read_rulebook()[0]
    assert len(read_by_shapes(statements)) < len(statements) / 2
    assert read_by_shapes(tuple(statements)) == tuple(statements)


def found() -> list[Judged]:
    """Judge all cases of shapes, other than those of rule books."""
    cases = sorted((ROOT / "shapes").glob("*/*valid/*.ttl"))
    paths = [str(path) for path in cases if "quality" not in path.parts]
    validator = Validator.packaged()
    batches = read_batches(find_sources(paths).sources)
    return [judged for batch in batches for judged in validator.judge_batch(batch)]


def test_every_case_gives_the_same_with_all_of_the_rule_book_but_its_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_less = found()
    assert len({finding.shape for judged in with_less for finding in judged.findings}) > 50

    def without_texts(statements: RuleText) -> RuleText:
        # to look for what has no place in a dossier in all of them takes a minute
        return statements.without(RDFS_LABEL, f"{SKOS}definition", f"{SL}remedie")

    monkeypatch.setattr(validation, "read_by_shapes", without_texts)
    assert found() == with_less
