"""Exporting the rule book and dossiers: what leaves, what is counted, what is refused."""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

import scheidslijn
from scheidslijn import resources
from scheidslijn.canonical import canonical_lines
from scheidslijn.dossiers import read_units as read_dossiers
from scheidslijn.errors import InputError, UsageError
from scheidslijn.export import (
    PROFILES,
    Book,
    Exported,
    Format,
    Profile,
    TableProfile,
    Unholdable,
    export_dossiers,
    export_rulebook,
    get_profile,
    packaged_book,
)
from scheidslijn.export.tables import _NORM_LINKS
from scheidslijn.inputs import Source, Syntax, find_sources
from scheidslijn.model import Text
from scheidslijn.namespaces import SL
from scheidslijn.pseudonym import PSEUDONYM, Pseudonyms
from scheidslijn.rdfio import read_units
from scheidslijn.rulebook import Index

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*-wel.ttl"))
KEY = b"a key that nobody uses 0123456789"


@pytest.fixture(scope="module")
def book() -> Book:
    return packaged_book()


def source_of(text: str, syntax: Syntax = Syntax.TRIG) -> Source:
    return Source("zaken", None, syntax, text.encode())


def exported(
    profile: str, book: Book, sources: list[Source], form: Format, names: Pseudonyms | None = None
) -> tuple[bytes, Exported]:
    out = io.BytesIO()
    found = export_dossiers(get_profile(profile), book, sources, out, form, pseudonyms=names)
    return out.getvalue(), found


TWO = """
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rol: <https://w3id.org/scheidslijn/id/rol/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix a: <https://example.org/a/> .
@prefix b: <https://example.org/b/> .
GRAPH a:zaak {
  a:zaak a sl:Dossier ; rdfs:label "Dossier Proefpersoon" ; sl:werknemer a:pia .
  a:pia a sl:Persoon .
  [] a sl:Rolvervulling ; sl:dossier a:zaak ; sl:door a:pia ; sl:rol rol:werknemer ;
     sl:vanaf "2026-01-05"^^xsd:date .
}
GRAPH b:zaak {
  b:zaak a sl:Dossier ; sl:werknemer b:bas .
  b:bas a sl:Persoon .
  [] a sl:Rolvervulling ; sl:dossier b:zaak ; sl:door b:bas ; sl:rol rol:werknemer .
}
"""


def test_each_dossier_keeps_its_graph_and_its_blank_nodes(book: Book) -> None:
    data, found = exported("rdf", book, [source_of(TWO)], Format.N_QUADS)
    expected = [
        quad for quad in parse(TWO, RdfFormat.TRIG) if not quad.predicate.value.endswith("#label")
    ]
    assert list(canonical_lines(parse(data, RdfFormat.N_QUADS))) == list(canonical_lines(expected))
    assert (found.dossiers, found.written) == (2, len(expected))
    assert [(each.reason.value, each.count) for each in found.withheld] == [("text", 1)]


def test_the_same_input_gives_the_same_bytes(book: Book) -> None:
    """Every profile in one form, and one of each kind in every form that writes in its own way."""
    for profile, form in itertools.product(PROFILES, Format):
        tables = isinstance(profile, TableProfile)
        if profile.rulebook is None or tables != (form in (Format.CSV, Format.PARQUET)):
            continue
        if form in (Format.CANONICAL, Format.RDF_XML, Format.N_TRIPLES, Format.TRIG):
            continue  # the same statements in the same order
        if profile.name not in ("nl-sbb", "norms") and form not in (Format.TURTLE, Format.CSV):
            continue
        first, second = io.BytesIO(), io.BytesIO()
        one = export_rulebook(profile, book, first, form)
        assert one == export_rulebook(profile, book, second, form)
        assert first.getvalue() == second.getvalue()


def test_plain_rdf_of_the_rule_book_is_all_of_it(book: Book) -> None:
    out = io.BytesIO()
    export_rulebook(get_profile("rdf"), book, out, Format.CANONICAL)
    files = resources.read_graph(resources.ontology_files())
    plain = [Quad(q.subject, q.predicate, q.object) for q in files]
    assert out.getvalue() == b"".join(canonical_lines(plain))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_plain_rdf_of_a_dossier_is_all_but_what_is_said_to_stay(path: Path, book: Book) -> None:
    sources = list(find_sources([str(path)]).sources)
    data, found = exported("rdf", book, sources, Format.CANONICAL)
    (unit,) = read_units(sources[0])
    whole, left = set(canonical_lines(unit.quads)), set(data.splitlines(keepends=True))
    assert left < whole
    assert sum(each.count for each in found.withheld) == len(whole) - len(left)
    stayed = {each.term.encode() for each in found.withheld}
    assert all(line.split(b" ")[1].strip(b"<>") in stayed for line in whole - left)


def test_pseudonyms_replace_every_name_of_a_dossier_and_none_of_the_rule_book(book: Book) -> None:
    names = Pseudonyms(KEY, Index(book.quads))
    data, _ = exported("rdf", book, [source_of(TWO)], Format.N_QUADS, names)
    assert b"example.org" not in data
    assert KEY not in data
    assert KEY.hex().encode() not in data
    mapping = {"a/zaak", "a/pia", "b/zaak", "b/bas"}
    text = TWO.replace('rdfs:label "Dossier Proefpersoon" ; ', "")
    quads = list(parse(text, RdfFormat.TRIG))
    assert list(canonical_lines(parse(data, RdfFormat.N_QUADS))) == list(
        canonical_lines(names.replace(quads))
    )
    for each in mapping:
        assert names.of(NamedNode(f"https://example.org/{each}")).value.startswith(PSEUDONYM)


def test_what_is_no_dossier_is_not_exported(book: Book) -> None:
    with pytest.raises(InputError, match="holds no dossier"):
        exported("rdf", book, [source_of("<urn:a> <urn:b> <urn:c> .")], Format.TURTLE)


def test_a_term_without_a_place_is_counted_with_why(book: Book) -> None:
    text = TWO.replace("a:pia a sl:Persoon .", "a:pia a sl:Persoon . a:h a sl:Handeling .")
    _, found = exported("assignments", book, [source_of(text)], Format.CSV)
    assert found.lost == {SL + "Handeling": 1}


def test_a_value_that_cannot_be_held_is_named(book: Book) -> None:
    why = Text("kan niet", "cannot be")
    profile = Profile(
        "toy",
        Text("", ""),
        "urn:x",
        dossier=lambda case: [
            Unholdable(str(quad.subject), quad.predicate.value, str(quad.object), why)
            if isinstance(quad.object, Literal)
            else quad
            for quad in case.quads
        ],
    )
    out = io.BytesIO()
    found = export_dossiers(profile, book, [source_of(TWO)], out, Format.N_TRIPLES)
    (group,) = found.unheld
    assert (group.why, group.count) == (why, 1)
    (value,) = group.first
    assert value.predicate == SL + "vanaf"
    assert value.value == '"2026-01-05"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert b"2026" not in out.getvalue()


@pytest.mark.parametrize(
    ("profile", "form", "problem"),
    [
        ("norms", Format.CSV, "is for the rule book"),
        ("norms", Format.TURTLE, "not written as turtle, but as csv, parquet"),
        ("rdf", Format.CSV, "not written as csv"),
    ],
)
def test_a_profile_says_what_it_is_for(
    profile: str, form: Format, problem: str, book: Book
) -> None:
    with pytest.raises(UsageError, match=problem):
        exported(profile, book, [source_of(TWO)], form)


def test_a_profile_for_dossiers_wants_paths(book: Book) -> None:
    with pytest.raises(UsageError, match="give the paths"):
        export_rulebook(get_profile("findings"), book, io.BytesIO(), Format.CSV)


def test_a_dossier_in_two_places_is_refused(book: Book) -> None:
    again = Source("meer", None, Syntax.TRIG, TWO.encode())
    with pytest.raises(
        InputError, match=r"a/zaak stands in zaken .* and in meer .*; put it in one"
    ):
        exported("rdf", book, [source_of(TWO), again], Format.N_QUADS)


def test_the_counts_are_those_of_what_was_written(book: Book) -> None:
    out = io.BytesIO()
    found = export_rulebook(get_profile("rdf"), book, out, Format.CANONICAL)
    assert (found.dossiers, found.written) == (0, out.getvalue().count(b"\n"))
    shared = TWO.replace("b:bas", "a:pia")  # one person in both
    data, found = exported("org", book, [source_of(shared)], Format.CANONICAL)
    assert found.written == data.count(b"\n")


def test_an_unknown_profile_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UsageError, match="unknown profile 'skos'; known are rdf, "):
        get_profile("skos")


# Tables


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_every_norm_is_a_row_with_its_law_and_place(book: Book) -> None:
    out = io.BytesIO()
    export_rulebook(get_profile("norms"), book, out, Format.CSV)
    rows = {row["norm"].rsplit("/", 1)[-1]: row for row in rows_of(out.getvalue())}
    assert len(rows) == len(book.instances(SL + "Norm")) > 2000
    # NVAB-LC-2020 lines 795-800 and 814-816; written by hand
    row = rows["lc-werkgever-legt-geen-behandeling-vast"]
    assert row["kinds"] == "Toegangsnorm | Verbod"
    assert row["standing"] == "parafrase-van-wet"
    assert row["domains"] == "verzuim"
    assert row["bearers"] == (
        "casemanager-namens-verzekeraar | casemanager-namens-werkgever | werkgever"
    )
    assert row["data"] == "behandeling"
    assert row["operations"] == "vastleggen"
    assert row["checked_by"] == "Verboden"
    assert row["articles"] == "http://data.europa.eu/eli/reg/2016/679/art_9/oj"
    assert row["places"] == "NVAB-LC-2020 795-800 | NVAB-LC-2020 814-816"


def test_every_property_of_a_norm_has_a_column_or_is_named_as_lost(book: Book) -> None:
    used = {
        predicate.value
        for norm in book.instances(SL + "Norm")
        for predicate in book.subjects[norm]
        if predicate.value.startswith(SL)
    }
    lost = {term for loss in get_profile("norms").losses for term in loss.terms}
    columns = {each[3] for each in _NORM_LINKS}
    texts = {"status", "grondslag", "vindplaats", "geldigVanaf", "vervaltOp", "remedie"}
    assert used - lost == {SL + name for name in columns | texts if SL + name in used}


def test_every_kind_of_fact_is_a_role_assignment_or_named_as_lost(book: Book) -> None:
    kinds = {
        quad.object.value
        for path in EXAMPLES
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE)
        if quad.predicate.value.endswith("#type") and isinstance(quad.object, NamedNode)
    }
    lost = {term for loss in get_profile("assignments").losses for term in loss.terms}
    kept = {SL + name for name in ("Dossier", "Rolvervulling", "Persoon", "Organisatie")}
    assert kinds <= lost | kept


def test_every_role_is_a_row(book: Book) -> None:
    out = io.BytesIO()
    export_rulebook(get_profile("roles"), book, out, Format.CSV)
    rows = {row["role"].rsplit("/", 1)[-1]: row for row in rows_of(out.getvalue())}
    assert rows["bedrijfsarts"]["broader_roles"] == "arts"
    assert rows["bedrijfsarts"]["label_en"] == "occupational physician"
    assert rows["bezwaarafhandelaar"]["kinds"] == "Procesrol"


def test_role_assignments_are_rows(book: Book) -> None:
    data, found = exported("assignments", book, [source_of(TWO)], Format.CSV)
    first, second = rows_of(data)
    assert first["assignment"].startswith("_:")
    assert first["role"].endswith("/rol/werknemer")
    assert (first["dossier"], first["by"]) == (
        "https://example.org/a/zaak",
        "https://example.org/a/pia",
    )
    assert (first["from"], first["until"]) == ("2026-01-05", "")
    assert second["from"] == ""
    assert found.written == 2


def test_findings_are_those_of_validate_without_what_names_people(book: Book) -> None:
    paths = [str(path) for path in sorted(EXAMPLES[0].parents[1].glob("gegevens/*.ttl"))]
    report = scheidslijn.validate(paths)
    data, _ = exported("findings", book, list(find_sources(paths).sources), Format.CSV)
    rows = rows_of(data)
    assert sorted(
        (row["dossier"], row["focus"], row["severity"], row["norms"]) for row in rows
    ) == sorted(
        (
            each.dossier,
            each.focus,
            each.severity.name.lower(),
            " | ".join(norm.iri for norm in each.norms),
        )
        for each in report.findings
    )
    labels = {
        quad.object.value
        for path in paths
        for quad in parse(Path(path).read_bytes(), RdfFormat.TURTLE)
        if quad.predicate.value.endswith("#label") and isinstance(quad.object, Literal)
    }
    assert labels
    assert not any(label.encode() in data for label in labels)


def test_the_id_of_a_finding_does_not_follow_from_a_name_that_stays_behind(book: Book) -> None:
    paths = [str(path) for path in sorted(EXAMPLES[0].parents[1].glob("gegevens/*.ttl"))]
    sources = list(find_sources(paths).sources)
    plain = {row["finding"] for row in rows_of(exported("findings", book, sources, Format.CSV)[0])}
    names = Pseudonyms(KEY, Index(book.quads))
    data, _ = exported("findings", book, sources, Format.CSV, names)
    assert b"example.org" not in data
    assert plain.isdisjoint(row["finding"] for row in rows_of(data))


HOSTILE = TWO.replace(
    "a:pia a sl:Persoon .",
    """a:pia a sl:Persoon .
  a:r a sl:Rolvervulling ; sl:dossier a:zaak ; sl:door "Jan Schijn kanker"@nl ;
     sl:rol "kanker van Jan" .
  a:s a sl:Rolvervulling ; sl:dossier "Jan Schijn kanker" ; sl:door <https://jan.example/kanker> ;
     sl:rol <https://jan.example/kanker-rol> .
  <https://jan.example/kanker> sl:vanaf "2026-01-05"^^xsd:date .""",
)


@pytest.mark.parametrize("names", [False, True])
def test_a_finding_names_nothing_that_the_guard_did_not_let_pass(names: bool, book: Book) -> None:
    pseudonyms = Pseudonyms(KEY, Index(book.quads)) if names else None
    data, found = exported("findings", book, [source_of(HOSTILE)], Format.CSV, pseudonyms)
    assert found.written >= 3
    assert b"anker" not in data
    assert b"Jan" not in data
    assert b"jan.example" not in data


def test_a_finding_that_tells_of_health_stays_behind_and_is_counted(book: Book) -> None:
    path = next(EXAMPLES[0].parents[1].glob("poortwachter/psychische-klachten-niet-taxatie-*.ttl"))
    sources = list(find_sources([str(path)]).sources)
    report = scheidslijn.validate([str(path)])
    assert any("psychisch" in norm.iri for each in report.findings for norm in each.norms)
    data, found = exported("findings", book, sources, Format.CSV)
    assert b"psychisch" not in data
    behind = [each.count for each in found.withheld if each.term == SL + "norm"]
    assert behind == [len(report.findings) - found.written]
    assert behind[0] >= 1


def test_findings_are_sorted_by_the_names_that_leave(book: Book) -> None:
    paths = [str(path) for path in sorted(EXAMPLES[0].parents[1].glob("gegevens/*.ttl"))]
    pseudonyms = Pseudonyms(KEY, Index(book.quads))
    sources = list(find_sources(paths).sources)
    rows = rows_of(exported("findings", book, sources, Format.CSV, pseudonyms)[0])
    assert [row["dossier"] for row in rows] == sorted(row["dossier"] for row in rows)


# Profiles as a whole


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_a_profile_says_in_both_languages_what_it_loses(
    profile: Profile | TableProfile, book: Book
) -> None:
    known = {str(node) for node in book.subjects}
    terms = [term for loss in profile.losses for term in loss.terms]
    assert len(terms) == len(set(terms))
    assert all(f"<{term}>" in known for term in terms if term.startswith(SL))
    for text in (profile.title, *(loss.why for loss in profile.losses)):
        assert text.nl
        assert text.en
        assert text.nl != text.en


def test_profiles_have_names_of_their_own() -> None:
    assert len({profile.name for profile in PROFILES}) == len(PROFILES)


# JSON-LD


def test_json_ld_of_the_rule_book_is_all_of_it_with_short_names(book: Book) -> None:
    out = io.BytesIO()
    export_rulebook(get_profile("rdf"), book, out, Format.JSON_LD)
    plain = [Quad(q.subject, q.predicate, q.object) for q in book.quads]
    assert list(canonical_lines(parse(out.getvalue(), RdfFormat.JSON_LD))) == list(
        canonical_lines(plain)
    )
    nodes = {node.get("id"): node for node in json.loads(out.getvalue())["@graph"]}
    norm = nodes["norm:lc-werkgever-legt-geen-behandeling-vast"]
    assert norm["rdfs:label"]["nl"] == "de werkgever legt behandelingen niet vast"
    assert norm["sl:grondslag"] == "artikel:avg-9"
    assert {place["sl:laatsteRegel"]["@value"] for place in norm["sl:vindplaats"]
            if isinstance(place, dict)} >= {"800"}  # fmt: skip


def test_json_ld_of_dossiers_is_the_form_and_reads_back(book: Book, tmp_path: Path) -> None:
    data, found = exported("rdf", book, [source_of(TWO)], Format.JSON_LD)
    first, second = json.loads(data)
    assert (first["type"], second["type"]) == ("Dossier", "Dossier")
    assert first["feiten"][0]["rol"] == "werknemer"
    assert found.unheld == ()
    path = tmp_path / "zaken.jsonld"
    path.write_bytes(data)
    (unit,) = read_dossiers(Source("zaken", path, Syntax.JSON_LD))
    text = TWO.replace('rdfs:label "Dossier Proefpersoon" ; ', "")
    plain = [Quad(q.subject, q.predicate, q.object) for q in parse(text, RdfFormat.TRIG)]
    assert list(canonical_lines(unit.quads)) == list(canonical_lines(plain))


def test_a_dossier_beyond_the_form_stands_there_as_expanded_json_ld(book: Book) -> None:
    # an act without its dossier has no place in the tree of a dossier
    text = TWO.replace("a:pia a sl:Persoon .", "a:pia a sl:Persoon . a:h a sl:Handeling .")
    data, found = exported("rdf", book, [source_of(text)], Format.JSON_LD)
    (group,) = found.unheld
    assert group.count == 1
    assert "stands there as expanded JSON-LD" in group.why.en
    assert b'"@id": "https://example.org/a/h"' in data
