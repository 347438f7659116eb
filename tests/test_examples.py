"""The examples: every allowed dossier is clean, every forbidden twin gives exactly what it should.

The files are found by glob and pair by name: ``<case>-niet-<what>.ttl`` belongs to
``<case>-wel.ttl`` and to ``<case>-niet-<what>.expected.json``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from expected import expected_of, in_order, read_expected, told
from scheidslijn.inputs import find_sources
from scheidslijn.model import Report
from scheidslijn.reasoning import Consistency, reason
from scheidslijn.validation import Validator

EXAMPLES: Final = Path(__file__).parents[1] / "examples"
DOMAINS: Final = (
    "besluiten",
    "delegatie",
    "gegevens",
    "ontzorgverzekering",
    "poortwachter",
    "rechtsmiddelen",
    "verzuim",
    "wga",
    "ziektewet",
)
LABEL: Final = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PERSON: Final = NamedNode("https://w3id.org/scheidslijn/def#Persoon")
MADE_UP: Final = frozenset(
    {
        "Bas Bedenksel",
        "Fien Fictief",
        "Noud Nepnaam",
        "Pia Proefpersoon",
        "Sjaak Schijn",
        "Teun Testman",
        "Vera Voorbeeld",
    }
)

Check = Callable[[Path], Report]


def found(pattern: str) -> list[Path]:
    return [path for domain in DOMAINS for path in sorted((EXAMPLES / domain).glob(pattern))]


ALLOWED: Final = found("*-wel.ttl")
FORBIDDEN: Final = found("*-niet-*.ttl")
EVERY: Final = [*ALLOWED, *FORBIDDEN]


def name(path: Path) -> str:
    return path.stem


@cache
def triples(path: Path) -> frozenset[Triple]:
    """Return the triples with the base of the allowed twin: a twin is a case of its own."""
    text = path.read_text(encoding="utf-8").replace(base(path), base(allowed_twin(path)))
    quads = parse(text, format=RdfFormat.TURTLE)
    return frozenset(quad.triple for quad in quads)


def allowed_twin(path: Path) -> Path:
    case, _, _ = path.stem.removesuffix("-wel").partition("-niet-")
    return path.with_name(f"{case}-wel.ttl")


def base(path: Path) -> str:
    return f"https://example.org/{path.stem.removesuffix('-wel')}/"


@pytest.fixture(scope="session")
def check() -> Check:
    validator = Validator.packaged()

    @cache
    def run(path: Path) -> Report:
        return validator.validate(find_sources([str(path)]).sources)

    return run


@pytest.mark.parametrize("domain", DOMAINS)
def test_each_domain_has_allowed_and_forbidden_examples(domain: str) -> None:
    assert list((EXAMPLES / domain).glob("*-wel.ttl"))
    assert list((EXAMPLES / domain).glob("*-niet-*.ttl"))


def test_every_file_is_allowed_forbidden_or_expected() -> None:
    expected = {path.with_suffix(".expected.json") for path in FORBIDDEN}
    files = {path for domain in DOMAINS for path in (EXAMPLES / domain).iterdir()}
    assert files == {*EVERY, *expected}


@pytest.mark.parametrize("path", ALLOWED, ids=name)
def test_an_allowed_dossier_is_clean(path: Path, check: Check) -> None:
    report = check(path)
    assert report.dossiers
    assert expected_of(report) == []
    assert report.conforms


@pytest.mark.parametrize("path", FORBIDDEN, ids=name)
def test_a_forbidden_dossier_gives_exactly_what_it_should(path: Path, check: Check) -> None:
    report = check(path)
    expected = read_expected(path.with_suffix(".expected.json"))
    assert expected
    assert not report.problems
    assert not report.conforms
    assert told(expected_of(report), expected) == expected
    assert [row.norms for row in expected_of(report)] == [row.norms for row in expected]


@pytest.mark.parametrize("path", FORBIDDEN, ids=name)
def test_expectations_are_sorted(path: Path) -> None:
    rows = read_expected(path.with_suffix(".expected.json"))
    assert rows == in_order(rows)
    assert all(list(row.norms) == sorted(set(row.norms)) for row in rows)


@pytest.mark.parametrize("path", FORBIDDEN, ids=name)
def test_a_finding_names_its_norm_and_place_and_speaks_both_languages(
    path: Path, check: Check
) -> None:
    for finding in check(path).findings:
        assert finding.norms
        assert finding.legal_basis or finding.sources
        assert finding.persons
        assert finding.line
        for text in (finding.message, finding.remedy):
            assert text.nl
            assert text.en
            assert text.nl != text.en
            assert "http" not in text.nl + text.en
            assert "{" not in text.nl + text.en


@pytest.mark.parametrize("path", FORBIDDEN, ids=name)
def test_a_forbidden_dossier_differs_in_one_change(path: Path) -> None:
    changed = triples(path) ^ triples(allowed_twin(path))
    subjects = {triple.subject for triple in changed}
    # A node that only comes or goes with the change belongs to it.
    introduced = {triple.object for triple in changed} & subjects
    assert len(subjects - introduced) == 1
    assert len(introduced) <= 1


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_persons_are_made_up_and_everything_is_of_one_case(path: Path) -> None:
    known = triples(path)
    persons = {t.subject for t in known if t.predicate == TYPE and t.object == PERSON}
    labels = {triple.subject: triple.object for triple in known if triple.predicate == LABEL}
    assert persons
    for person in persons:
        label = labels[person]
        assert isinstance(label, Literal)
        assert label.value in MADE_UP
    for triple in known:
        assert isinstance(triple.subject, NamedNode)
        assert triple.subject.value.startswith(base(allowed_twin(path)))


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_the_first_line_says_where_the_case_comes_from(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# Allowed: " if path in ALLOWED else "# Forbidden: ")
    assert " Source: " in first


def test_the_examples_can_be_judged_together(check: Check) -> None:
    report = check(EXAMPLES)
    assert not report.problems
    assert len(report.dossiers) >= len(EVERY)


def test_no_example_contradicts_the_ontology() -> None:
    found = reason(find_sources([str(EXAMPLES / name) for name in DOMAINS]).sources)
    assert found.consistency == Consistency(consistent=True, unsatisfiable=()), found.clashes
