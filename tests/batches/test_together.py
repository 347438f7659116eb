"""Judging many dossiers in one store finds what judging each of them by itself finds."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from many import (
    FIXTURES,
    GRAPH,
    Lines,
    alone,
    as_n_quads,
    fixture,
    judged,
    n_quads,
    n_quads_file,
    plain,
    together,
)

from scheidslijn.inputs import Source, Syntax
from scheidslijn.namespaces import OWL, RDF_TYPE, SL, SL_DOSSIER
from scheidslijn.validation import Validator

CASES = [path for path in FIXTURES if path.parts[-3] != "quality"]
# All of them with SCHEIDSLIJN_EVERY_CASE=1, which takes minutes; else a part, the same each time.
COMPARED = CASES if os.environ.get("SCHEIDSLIJN_EVERY_CASE") else CASES[::15]
EX = "https://example.org/zaak/"


def test_there_are_cases() -> None:
    assert len(CASES) > 1000
    assert len({path.parent.parent.name for path in COMPARED}) > 8


def test_every_case_gives_in_one_file_what_it_gives_by_itself(tmp_path: Path) -> None:
    source = as_n_quads(tmp_path, [fixture(path) for path in CASES])
    said = dict(zip(CASES, together(source), strict=True))
    differing = [path.name for path in COMPARED if said[path] != alone(fixture(path))]
    assert differing == []
    assert sum(bool(each.findings) for each in said.values()) > 500


def test_a_day_and_a_lenient_reading_give_the_same_together(tmp_path: Path) -> None:
    validator = Validator.packaged(reading="lenient", on=date(2026, 3, 1))
    chosen = CASES[7::40]
    source = as_n_quads(tmp_path, [fixture(path) for path in chosen])
    said = dict(zip(chosen, together(source, validator), strict=True))
    assert [p.name for p in chosen if said[p] != alone(fixture(p), validator)] == []


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    paths=st.lists(st.sampled_from(CASES), min_size=2, max_size=6),
    names=st.sampled_from(["", "https://example.org/gedeeld/", "urn:gedeeld:"]),
)
def test_dossiers_that_share_their_names_do_not_count_in_each_other(
    tmp_path_factory: pytest.TempPathFactory, paths: list[Path], names: str
) -> None:
    graphs = [renamed(fixture(path), names) for path in paths]
    source = as_n_quads(tmp_path_factory.mktemp("gedeeld"), graphs)
    assert together(source) == [alone(lines) for lines in graphs]


def renamed(lines: Lines, names: str) -> Lines:
    """Call the first IRIs of a case's own by names that every other case uses too."""
    if not names:
        return lines
    found = dict.fromkeys(
        word
        for line in lines
        for word in (line.split(" ", 2)[0], line.split(" ", 2)[2])
        if word.startswith("<https://example.org/")
    )
    new = {word: f"<{names}{number}>" for number, word in enumerate(found)}
    return tuple(" ".join(new.get(word, word) for word in line.split(" ", 2)) for line in lines)


DOSSIER = (
    f"<{EX}d> <{RDF_TYPE}> <{SL_DOSSIER}>",
    f"<{EX}d> <{SL}domein> <https://w3id.org/scheidslijn/id/domein/verzuim>",
    f"<{EX}d> <{SL}werknemer> <{EX}pia>",
    f"<{EX}d> <{SL}werkgever> <{EX}werf>",
    f"<{EX}pia> <{RDF_TYPE}> <{SL}Persoon>",
    f"<{EX}werf> <{RDF_TYPE}> <{SL}Organisatie>",
    f"<{EX}vera> <{RDF_TYPE}> <{SL}Persoon>",
)


def role(name: str, number: int, dossier: str = f"<{EX}d>", node: str = "") -> Lines:
    node = node or f"<{EX}rol{number}>"
    return (
        f"{node} <{RDF_TYPE}> <{SL}Rolvervulling>",
        f"{node} <{SL}dossier> {dossier}",
        f"{node} <{SL}door> <{EX}vera>",
        f"{node} <{SL}rol> <https://w3id.org/scheidslijn/id/rol/{name}>",
        f'{node} <{SL}vanaf> "2026-01-05"^^<http://www.w3.org/2001/XMLSchema#date>',
    )


FIRST = role("casemanager-werkgeversregie", 1)
SECOND = role("casemanager-taakdelegatie-bedrijfsarts", 2)
BLANK = role("casemanager-taakdelegatie-bedrijfsarts", 2, node="_:b0")


def test_two_halves_of_a_breach_in_two_graphs_are_no_breach(tmp_path: Path) -> None:
    other = tuple(line.replace(f"<{EX}d>", f"<{EX}e>") for line in DOSSIER + SECOND)
    source = as_n_quads(tmp_path, [DOSSIER + FIRST, other])
    assert [each.findings for each in together(source)] == [(), ()]
    (whole,) = together(as_n_quads(tmp_path, [DOSSIER + FIRST + SECOND]))
    assert len(whole.findings) == 1


def test_a_blank_node_of_one_graph_is_none_of_another(tmp_path: Path) -> None:
    graphs = [DOSSIER + FIRST + BLANK, DOSSIER + BLANK, DOSSIER + FIRST]
    said = together(as_n_quads(tmp_path, graphs))
    assert [len(each.findings) for each in said] == [1, 1, 0]  # it has to be an IRI
    assert said == [alone(lines) for lines in graphs]


def test_a_predicate_of_ones_own_that_is_a_subject_elsewhere_stays_apart(tmp_path: Path) -> None:
    own = (f"<{EX}d> <{EX}eigen> <{EX}vera>",)
    about = (f"<{EX}eigen> <{RDF_TYPE}> <http://www.w3.org/2002/07/owl#ObjectProperty>",)
    graphs = [DOSSIER + own, DOSSIER + about, DOSSIER + own + about]
    assert together(as_n_quads(tmp_path, graphs)) == [alone(lines) for lines in graphs]


def test_names_that_look_like_those_given_to_shared_terms_are_kept(tmp_path: Path) -> None:
    def marked(lines: Lines) -> Lines:
        return tuple(line.replace(f"{EX}vera", f"{EX}vera~~a") for line in lines)

    graphs = [DOSSIER + FIRST + SECOND, marked(DOSSIER + FIRST + SECOND), DOSSIER + FIRST]
    assert together(as_n_quads(tmp_path, graphs)) == [alone(lines) for lines in graphs]


def test_literals_that_hold_an_iri_of_their_graph_are_not_changed(tmp_path: Path) -> None:
    label = (f'<{EX}vera> <http://www.w3.org/2000/01/rdf-schema#label> "Vera <{EX}vera> ~~a"',)
    graphs = [DOSSIER + FIRST + SECOND + label, DOSSIER + FIRST + SECOND + label]
    said = together(as_n_quads(tmp_path, graphs))
    assert said == [alone(lines) for lines in graphs]
    assert f"<{EX}vera> ~~a" in said[0].findings[0]


def test_a_literal_that_a_query_makes_of_a_shared_name_holds_the_name(tmp_path: Path) -> None:
    imports = (
        f"<{EX}> <{RDF_TYPE}> <{OWL}Ontology>",
        f"<{EX}> <{OWL}imports> <https://example.org/elders>",
    )
    graphs = [DOSSIER + FIRST + imports] * 3
    said = together(as_n_quads(tmp_path, graphs))
    assert said == [alone(lines) for lines in graphs]
    assert '"https://example.org/elders"' in said[0].findings[0]


def test_a_term_of_the_rule_book_keeps_its_name(tmp_path: Path) -> None:
    strange = (f"<{EX}d> <{SL}werkgever> <https://w3id.org/scheidslijn/id/rol/coach>",)
    outside = (f"<{EX}d> <{SL}werkgever> <http://purl.org/dc/terms/title>",)
    graphs = [DOSSIER + strange, DOSSIER + strange, DOSSIER + outside, DOSSIER + outside]
    assert together(as_n_quads(tmp_path, graphs)) == [alone(lines) for lines in graphs]


def test_a_graph_that_states_rules_is_refused_and_the_others_are_judged(tmp_path: Path) -> None:
    rule = (f"<{EX}norm> <{RDF_TYPE}> <{SL}Onverenigbaarheid>",)
    graphs = [DOSSIER + FIRST + SECOND, DOSSIER + rule, DOSSIER + FIRST + SECOND]
    first, refused, last = together(as_n_quads(tmp_path, graphs))
    assert first == last
    assert len(first.findings) == 1
    assert refused.findings == ()
    assert "belongs in a rule book" in refused.problems[0]


def test_literals_that_a_store_would_change_are_judged_as_they_are(tmp_path: Path) -> None:
    odd = (f'<{EX}d> <{SL}eersteZiektedag> "2026-02-30"^^<http://www.w3.org/2001/XMLSchema#date>',)
    zeros = (f'<{EX}d> <{SL}loonwaarde> "007"^^<http://www.w3.org/2001/XMLSchema#integer>',)
    graphs = [DOSSIER + odd, DOSSIER + zeros, DOSSIER + FIRST]
    assert together(as_n_quads(tmp_path, graphs)) == [alone(lines) for lines in graphs]


@pytest.mark.parametrize(
    "broken",
    [
        f'<{EX}d> <{SL}x> "\\q"',
        f"<{EX}d> <{SL}x> <{EX}a b>",
        f"<{EX}d> <niets> <{EX}a>",
        f'<{EX}d> <{SL}x> "a"@12',
        f'"a" <{SL}x> <{EX}a>',
    ],
)
def test_a_broken_line_spoils_only_its_own_graph(tmp_path: Path, broken: str) -> None:
    graphs = [DOSSIER + FIRST + SECOND, (*DOSSIER, broken), DOSSIER + FIRST + SECOND]
    text = "".join(n_quads(number, lines) for number, lines in enumerate(graphs))
    source = n_quads_file(tmp_path, text.encode())
    first, spoilt, last = judged([source])
    assert [len(first.findings), len(last.findings)] == [1, 1]
    ((where, line),) = [(each.source, each.line) for each in spoilt.problems]
    assert (where, line) == (source.name, len(graphs[0]) + len(graphs[1]))
    assert (spoilt.sha256, spoilt.findings, spoilt.dossiers) == ("", (), ())
    (problem,) = spoilt.problems
    assert problem.message.endswith(f"; the graph {GRAPH}1 was not judged.")
    assert "(line" not in problem.message


def test_files_beside_each_other_give_what_each_gives_by_itself(tmp_path: Path) -> None:
    sources = []
    for number, path in enumerate(CASES[3::60]):
        text = "".join(f"{line} .\n" for line in fixture(path))
        (tmp_path / f"{number:02}.ttl").write_text(text)
        sources.append(Source(f"{number:02}.ttl", tmp_path / f"{number:02}.ttl", Syntax.TURTLE))
    assert [plain(each) for each in judged(sources)] == [
        alone(fixture(path)) for path in CASES[3::60]
    ]


def test_the_name_of_a_graph_is_its_own(tmp_path: Path) -> None:
    source = as_n_quads(tmp_path, [DOSSIER, DOSSIER])
    assert [each.graph for each in judged([source])] == [f"{GRAPH}0", f"{GRAPH}1"]
