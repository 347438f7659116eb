"""Coverage: a made-up rule book with known rows, the real one beside SPARQL, and the command."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from jsonschema import Draft202012Validator

from command import run
from published import published_data
from scheidslijn.coverage import (
    GROUPINGS,
    Coverage,
    GapKind,
    Grouping,
    Material,
    State,
    coverage,
)
from scheidslijn.coverage.texts import text_coverage
from scheidslijn.editions import read_editions
from scheidslijn.errors import InputError, RuleBookError, UsageError
from scheidslijn.model import SourcePlace
from scheidslijn.namespaces import ID, SHAPE, SL
from scheidslijn.render import coverage as rendered
from scheidslijn.render.coverage_json import json as as_json
from scheidslijn.resources import ontology_files, shapes_files
from scheidslijn.synth import Breach, Change, Expectation

ROOT: Final = Path(__file__).parents[1]
PREFIXES: Final = f"""
@prefix norm: <{ID}norm/> . @prefix doc: <{ID}brondocument/> . @prefix p: <{ID}bronpassage/> .
@prefix id: <{ID}los/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix sl: <{SL}> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix shape: <{SHAPE}> .
"""
# Five norms: two of one shape, one of its own, one with a reason, one with a shape that is off,
# and one with nothing at all. One passage is a condition's, and one is nobody's.
RULES: Final = (
    PREFIXES
    + """
sl:Verbod rdfs:subClassOf sl:Norm . sl:Scherp rdfs:subClassOf sl:Verbod .
sl:Toestemming rdfs:subClassOf sl:Norm ; rdfs:label "toestemming"@nl, "permission"@en .
sl:Toon rdfs:subClassOf sl:Voorwaarde .
sl:remt rdfs:domain [ owl:unionOf ( sl:Verbod sl:Toestemming ) ] .
sl:iets rdfs:domain [ owl:unionOf ( sl:Verbod sl:Dossier ) ] .

doc:een a sl:Brondocument ; sl:code "EEN" ; rdfs:label "Document één"@nl, "Document one"@en .
doc:twee a sl:Brondocument ; sl:code "TWEE" .
p:a a sl:Bronpassage ; sl:brondocument doc:een ; sl:sectie "1" ;
    sl:eersteRegel 2 ; sl:laatsteRegel 3 .
p:b a sl:Bronpassage ; sl:brondocument doc:een ; sl:sectie "2" ;
    sl:eersteRegel 7 ; sl:laatsteRegel 7 .
p:c a sl:Bronpassage ; sl:brondocument doc:een ; sl:sectie "2" ;
    sl:eersteRegel 9 ; sl:laatsteRegel 9 .
p:d a sl:Bronpassage ; sl:brondocument doc:twee ; sl:sectie "x" ;
    sl:eersteRegel 1 ; sl:laatsteRegel 1 .
id:voorwaarde a sl:Toon ; sl:vindplaats p:b .

norm:samen-1 a sl:Scherp ; rdfs:label "samen één"@nl, "together one"@en ; sl:domein id:wga, id:zw ;
    sl:status id:wet ; sl:vindplaats p:d, p:a ; sl:getoetstDoor shape:Samen ; sl:iets 1 .
norm:samen-2 a sl:Verbod ; sl:domein id:wga ; sl:getoetstDoor shape:Samen ; sl:vindplaats p:d .
norm:alleen a sl:Verbod ; sl:domein id:zw ; sl:getoetstDoor shape:Alleen ; sl:remt norm:reden .
norm:reden a sl:Toestemming ; sl:domein id:zw ; sl:nietToetsbaarOmdat id:vrij ;
    sl:voorwaarde id:voorwaarde .
norm:uit a sl:Verbod ; sl:domein id:zw ; sl:getoetstDoor shape:Uit .
norm:niets a sl:Toestemming .
"""
)
SHAPES: Final = (
    PREFIXES
    + """
shape:Samen a sh:NodeShape ; sh:targetClass sl:Dossier .
shape:Alleen a sh:NodeShape ; sh:targetClass sl:Dossier ; sh:property shape:Alleen-datum .
shape:Alleen-datum sh:path sl:datum .
shape:Vorm a sh:NodeShape ; sh:targetClass sl:Dossier ; sh:property shape:Vorm-naam .
shape:Uit a sh:NodeShape ; sh:targetClass sl:Dossier ; sh:deactivated true .
"""
)
# text of EEN: passages on 2-3, 7 (a condition's) and 9 (nobody's)
TEXT: Final = "kop\nx\n\n \nrest\n\x0c\nvoorwaarde\n\nover\nover\n\n"


def expected(path: Path, *rows: tuple[str, list[str]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    found = [
        {"shape": SHAPE + shape, "norms": [f"{ID}norm/{norm}" for norm in norms]}
        if norms
        else {"shape": SHAPE + shape}
        for shape, norms in rows
    ]
    path.write_text(json.dumps(found), "utf-8")
    return path


def question(folder: Path, slug: str, where: str) -> None:
    folder.mkdir(exist_ok=True)
    text = f"PREFIX sl: <{SL}>\n# sl:Toestemming\nSELECT ?n {{ {where} }}"
    (folder / f"{slug}.rq").write_text(text, "utf-8")


@pytest.fixture
def material(tmp_path: Path) -> Material:
    """The rule book above, with its cases, breaches and questions."""
    (tmp_path / "rules.ttl").write_text(RULES, "utf-8")
    (tmp_path / "shapes.ttl").write_text(SHAPES, "utf-8")
    shapes = tmp_path / "shapes"
    questions = tmp_path / "queries"
    question(questions, "klasse", "?n a sl:Verbod")
    question(questions, "naam", f"?n ?p <{ID}norm/niets>")
    question(questions, "eigenschap", "?n sl:remt ?m ; sl:iets ?x ; sl:domein ?d")
    question(questions, "geen", '?n ?p "sl:Verbod"')
    finding = Expectation("Samen", "SPARQL", "zaak:x", norms=("samen-2",))
    return Material(
        rulebook=(tmp_path / "rules.ttl",),
        shapes=(tmp_path / "shapes.ttl",),
        questions=questions,
        fixtures=(
            expected(shapes / "f" / "invalid" / "zonder.expected.json", ("Alleen-datum", [])),
            expected(shapes / "f" / "invalid" / "twee.expected.json", ("Samen", [])),
            expected(shapes / "g" / "invalid" / "uit.expected.json", ("Uit", [])),
        ),
        examples=(
            expected(
                tmp_path / "examples" / "wga" / "niet.expected.json",
                ("Samen", ["samen-1"]),
                ("Alleen", []),
            ),
        ),
        breaches={
            "Breuk": Breach("Breuk", (Change("verhaal"),), (finding,)),
            "Vorm": Breach("Vorm", (Change("verhaal"),), (Expectation("Alleen", "X", "zaak:x"),)),
        },
    )


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with the text of one of the two documents."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "README.md").write_text("| een.txt | Document één | X | 2024 | EEN |\n", "utf-8")
    (folder / "een.txt").write_text(TEXT, "utf-8")
    return folder


@cache
def real() -> Coverage:
    return coverage(sources=published_data("sources"))


# A made-up rule book


def test_every_norm_has_exactly_its_row(material: Material) -> None:
    found = coverage(material)
    shown = [
        (
            row.name,
            [kind.iri.removeprefix(SL) for kind in row.kinds],
            [domain.iri.removeprefix(f"{ID}los/") for domain in row.domains],
            [(place.document, place.first_line, place.last_line) for place in row.places],
            row.state.value,
            [shape.iri.removeprefix(SHAPE) for shape in (*row.shapes, *row.missing_shapes)],
            (row.cases.examples, row.cases.fixtures, row.cases.breaches),
            row.questions,
        )
        for row in found.norms
    ]
    one, two = [("EEN", 2, 3), ("TWEE", 1, 1)], [("TWEE", 1, 1)]
    example, fixture = ("wga/niet",), ("f/zonder",)
    named = ("eigenschap", "klasse")
    assert shown == [
        ("samen-1", ["Scherp"], ["wga", "zw"], one, "checked", ["Samen"], (example, (), ()),
         ("klasse",)),
        ("samen-2", ["Verbod"], ["wga"], two, "checked", ["Samen"], ((), (), ("Breuk",)),
         ("klasse",)),
        ("alleen", ["Verbod"], ["zw"], [], "checked", ["Alleen"], (example, fixture, ()), named),
        ("niets", ["Toestemming"], [], [], "open", [], ((), (), ()), ("naam",)),
        ("reden", ["Toestemming"], ["zw"], [], "reasoned", [], ((), (), ()), ("eigenschap",)),
        ("uit", ["Verbod"], ["zw"], [], "open", ["Uit"], ((), ("g/uit",), ()), ("klasse",)),
    ]  # fmt: skip
    assert found.norms[0].norm.label.en == "together one"
    assert found.norms[0].status is not None
    assert found.norms[1].status is None
    assert [reason.iri for reason in found.norms[4].reasons] == [f"{ID}los/vrij"]


def test_every_shape_has_its_norms_and_cases(material: Material) -> None:
    assert [
        (row.shape.iri.removeprefix(SHAPE), row.norms, row.cases.examples, row.cases.fixtures,
         row.cases.breaches)
        for row in coverage(material).shapes
    ] == [
        ("Alleen", 1, ("wga/niet",), ("f/zonder",), ("Vorm",)),
        ("Samen", 2, ("wga/niet",), ("f/twee",), ("Breuk",)),
        ("Vorm", 0, (), (), ()),
    ]  # fmt: skip


def test_gaps_are_what_is_unfinished_and_a_breaking_case_is_asked_if_strict(
    material: Material,
) -> None:
    def gaps(of: Coverage, *, strict: bool) -> list[tuple[str, str]]:
        return [
            (gap.kind.name, gap.term.iri.removeprefix(SHAPE).removeprefix(f"{ID}norm/"))
            for gap in of.gaps_that_count(strict=strict)
        ]

    found = coverage(material)
    failing = [("NOTHING", "niets"), ("NO_SHAPE", "uit"), ("UNTESTED", "Vorm")]
    assert gaps(found, strict=False) == gaps(found, strict=True) == failing
    unbroken = coverage(replace(material, breaches={}))
    assert gaps(unbroken, strict=False) == failing
    assert gaps(unbroken, strict=True) == [("UNBROKEN", "samen-2"), *failing]
    assert [gap.kind for gap in unbroken.gaps_of(unbroken.get_norm("samen-2"))] == [
        GapKind.UNBROKEN
    ]
    for gap in unbroken.gaps:
        assert gap.message.nl != gap.message.en


def test_what_is_not_installed_is_said_and_not_counted_as_nothing(material: Material) -> None:
    found = coverage(replace(material, examples=None, fixtures=None))
    assert found.not_installed == ("examples", "fixtures")
    row = found.get_norm("samen-1")
    assert (row.cases.examples, row.cases.fixtures, row.cases.breaches) == (None, None, ())
    assert GapKind.UNTESTED not in {gap.kind for gap in found.gaps}
    table = rendered.norms_table(found.norms[:2], "en")
    assert [cells[-2] for cells in table.rows] == ['"?"', '"1+"']
    full = rendered.as_csv(rendered.norms_table([row], "en", full=True))
    (cells,) = csv.DictReader(io.StringIO(full))
    assert (cells["examples"], cells["fixtures"], cells["breaches"]) == ("", "", "0")
    assert "examples: not installed" in rendered.norm_text(row, (), "en")
    assert "Not counted, since not installed: examples, test cases." in rendered.summary(
        found, "en"
    )


def test_groups_leave_no_norm_out_and_are_in_order(material: Material) -> None:
    found = coverage(material)
    shown = {
        by: [(g.of.iri.rpartition("/")[2].rpartition("#")[2], g.counts.norms, g.counts.checked)
             for g in found.groups(by)]
        for by in GROUPINGS
    }  # fmt: skip
    assert shown == {
        "source": [("", 4, 1), ("twee", 2, 2), ("een", 1, 1)],
        "kind": [("Verbod", 3, 2), ("Toestemming", 2, 0), ("Scherp", 1, 1)],
        "domain": [("zw", 4, 2), ("wga", 2, 2), ("", 1, 0)],
        "status": [("", 5, 2), ("wet", 1, 1)],
        "reason": [("", 2, 0), ("vrij", 1, 0)],
    }
    counts = found.counts
    assert (counts.norms, counts.checked, counts.reasoned, counts.open) == (6, 3, 1, 2)
    assert (counts.broken, counts.asked) == (4, 6)


def test_lines_to_which_no_norm_and_no_condition_points(material: Material, sources: Path) -> None:
    one, two = coverage(material, sources=sources).sources
    assert (one.code, one.passages, one.unused) == ("EEN", 3, 1)
    assert (two.code, two.passages, two.unused, two.text) == ("TWEE", 1, 0, None)
    assert one.text is not None
    # of kop, x, rest, voorwaarde, over, over the second and fourth; 3 is blank
    assert (one.text.lines, one.text.covered) == (6, 2)
    assert [dataclasses.astuple(each) for each in one.text.uncovered] == [
        (9, 10, 2, "2", ""),
        (1, 1, 1, "", "1"),
        (5, 5, 1, "1", "2"),
    ]
    assert one.text.share == pytest.approx(1 / 3)
    shown = rendered.uncovered_text((one, two), "en")
    assert shown.startswith(
        "EEN: no norm points to 4 of the 6 non-blank lines, in 3 ranges; 33% is covered.\n"
    )
    assert [line.split(None, 2) for line in shown.splitlines()[4:7]] == [
        ["9\u201310", "2", "after § 2"],
        ["1", "1", "before § 1"],
        ["5", "1", "between § 1 and § 2"],
    ]
    assert "TWEE: the folder of sources has no text of it." in shown
    assert coverage(material).sources[0].text is None


@pytest.mark.parametrize(
    ("text", "places", "ranges"),
    [
        ("", [], []),
        ("\n \n", [], []),
        ("a\n\n\nb\n", [], [(1, 4, 2)]),
        ("a\n\n\nb\n", [(2, 3)], [(1, 4, 2)]),
        ("a\nb\nc\n", [(2, 2)], [(1, 1, 1), (3, 3, 1)]),
        ("a\nb\n", [(2, 90), (70, 80)], [(1, 1, 1)]),
        ("a\nb\nc\n", [(1, 2), (2, 3)], []),
        ("a\nb\n\nc\n", [(1, 1)], [(2, 4, 2)]),
        ("a\n\u00a0\nb", [(1, 1)], [(3, 3, 1)]),
    ],
)
def test_ranges_go_on_over_blank_lines_only(
    text: str, places: list[tuple[int, int]], ranges: list[tuple[int, int, int]]
) -> None:
    found = text_coverage(
        text.encode().splitlines(keepends=True),
        [SourcePlace("D", first, last, "1", "") for first, last in places],
    )
    assert [(each.first_line, each.last_line, each.lines) for each in found.uncovered] == ranges
    assert found.lines - found.covered == sum(each.lines for each in found.uncovered)


def test_no_view_prints_the_source(material: Material, sources: Path) -> None:
    (sources / "een.txt").write_text(TEXT.replace("kop", "geheim").replace("rest", "geheim"))
    found = coverage(material, sources=sources)
    shown = [
        rendered.summary(found),
        rendered.uncovered_text(found.sources, "nl"),
        rendered.as_csv(rendered.uncovered_table(found.sources)),
        as_json(found),
    ]
    assert not any("geheim" in each for each in shown)


def test_broken_material_is_told_with_its_file(material: Material, tmp_path: Path) -> None:
    for content in ("[", "7", '["a"]', '[{"norms": []}]', '[{"shape": "x", "norms": 3}]'):
        case = tmp_path / "kapot.expected.json"
        case.write_text(content, "utf-8")
        with pytest.raises(RuleBookError, match=r"kapot\.expected\.json: a JSON list of findings"):
            coverage(replace(material, fixtures=(case,)))
    with pytest.raises(RuleBookError, match=r"weg\.expected\.json: No such file"):
        coverage(replace(material, examples=(tmp_path / "weg.expected.json",)))
    (tmp_path / "fout.ttl").write_text("?", "utf-8")
    with pytest.raises(RuleBookError, match=r"fout\.ttl:1:1"):
        coverage(replace(material, rulebook=(tmp_path / "fout.ttl",)))
    with pytest.raises(InputError, match=r"README\.md: the sources cannot be read: No such file"):
        coverage(material, sources=tmp_path)


def test_text_editions_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    for content, says in (
        (b"# niets\n", "names no text edition"),
        (b"| weg.txt | a | b | c | D |\n", r"weg\.txt: the sources cannot be read: No such"),
        (b"\xff", "it is not UTF-8"),
    ):
        readme.write_bytes(content)
        with pytest.raises(InputError, match=says):
            read_editions(tmp_path)


def test_a_norm_is_found_by_name_or_iri_and_no_other(material: Material) -> None:
    found = coverage(material)
    assert found.get_norm("alleen") is found.get_norm(f"{ID}norm/alleen")
    with pytest.raises(UsageError, match="unknown norm 'aleen'; did you mean 'alleen'"):
        found.get_norm("aleen")


# The real rule book


@cache
def store() -> ox.Store:
    filled = ox.Store()
    for path in (*ontology_files(), *shapes_files()):
        filled.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return filled


def numbers(query: str) -> dict[str, int]:
    """Return what a query with a key and a count gives."""
    head = (
        f"PREFIX sl: <{SL}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "PREFIX sh: <http://www.w3.org/ns/shacl#> "
    )
    answer = store().query(head + query)
    assert isinstance(answer, ox.QuerySolutions)
    return {str(row[0].value): int(row[1].value) for row in answer}


NORM: Final = "?norm a ?class . ?class rdfs:subClassOf* sl:Norm ."
CHECKED: Final = (
    "EXISTS { ?norm sl:getoetstDoor ?s . "
    "?s sh:targetClass|sh:targetNode|sh:targetSubjectsOf|sh:targetObjectsOf ?t "
    "FILTER NOT EXISTS { ?s sh:deactivated true } }"
)


@pytest.mark.parametrize(
    ("by", "predicate"),
    [("kind", "a"), ("domain", "sl:domein"), ("status", "sl:status")],
)
def test_totals_agree_with_a_count_in_sparql(by: Grouping, predicate: str) -> None:
    of = "FILTER(?key != sl:Norm) ?key rdfs:subClassOf* sl:Norm ." if by == "kind" else ""
    select = f"SELECT ?key (COUNT(DISTINCT ?norm) AS ?n) {{ {NORM} ?norm {predicate} ?key . {of}"
    groups = [group for group in coverage_groups(by) if group[0]]
    assert {iri: counts[0] for iri, counts in groups} == numbers(f"{select} }} GROUP BY ?key")
    checked = numbers(f"{select} FILTER {CHECKED} }} GROUP BY ?key")
    assert {iri: counts[1] for iri, counts in groups if counts[1]} == checked


def coverage_groups(by: Grouping) -> list[tuple[str, tuple[int, int]]]:
    return [(g.of.iri, (g.counts.norms, g.counts.checked)) for g in real().groups(by)]


def test_states_sources_and_reasons_agree_with_a_count_in_sparql() -> None:
    found = real()
    one = "SELECT ('x' AS ?key) (COUNT(DISTINCT ?norm) AS ?n)"
    assert numbers(f"{one} {{ {NORM} }}") == {"x": found.counts.norms}
    assert numbers(f"{one} {{ {NORM} FILTER {CHECKED} }}") == {"x": found.counts.checked}
    by_code = "SELECT ?code (COUNT(DISTINCT ?norm) AS ?n) { %s ?norm sl:vindplaats/sl:brondocument/sl:code ?code } GROUP BY ?code"  # noqa: E501  # one query
    codes = {source.document.iri: source.code for source in found.sources}
    assert numbers(by_code % NORM) == {codes[iri]: n for iri, (n, _) in coverage_groups("source")}
    reasons = numbers(
        f"SELECT ?r (COUNT(DISTINCT ?norm) AS ?n) {{ {NORM} ?norm sl:nietToetsbaarOmdat ?r . "
        f"FILTER NOT {CHECKED} }} GROUP BY ?r"
    )
    assert {iri: n for iri, (n, _) in coverage_groups("reason") if iri} == reasons
    passages = numbers(
        "SELECT ?code (COUNT(DISTINCT ?p) AS ?n) { ?p a sl:Bronpassage ; "
        "sl:brondocument/sl:code ?code } GROUP BY ?code"
    )
    assert {source.code: source.passages for source in found.sources} == passages


def test_covered_lines_are_the_lines_of_all_passages_that_something_points_to() -> None:
    answer = store().query(
        f"PREFIX sl: <{SL}> SELECT DISTINCT ?code ?first ?last {{ ?x sl:vindplaats ?p . "
        "?p sl:brondocument/sl:code ?code ; sl:eersteRegel ?first ; sl:laatsteRegel ?last }"
    )
    assert isinstance(answer, ox.QuerySolutions)
    pointed: dict[str, set[int]] = {}
    for row in answer:
        code, first, last = (str(row[name].value) for name in ("code", "first", "last"))
        pointed.setdefault(code, set()).update(range(int(first), int(last) + 1))
    texts = read_editions(published_data("sources"))
    assert texts.keys() == {source.code for source in real().sources}
    for source in real().sources:
        filled = {n for n, line in enumerate(texts[source.code], 1) if line.decode().strip()}
        assert source.text is not None
        assert source.text.covered == len(filled & pointed[source.code])
        left = [n for r in source.text.uncovered for n in range(r.first_line, r.last_line + 1)]
        assert len(left) == len(set(left))
        assert filled & set(left) == filled - pointed[source.code]
        sizes = [each.lines for each in source.text.uncovered]
        assert sizes == sorted(sizes, reverse=True)


def test_cases_of_a_norm_are_those_that_name_it() -> None:
    """The norms that an expected finding names are read here as text."""
    named = {
        path.name.removesuffix(".expected.json")
        for path in (ROOT / "examples").rglob("*.expected.json")
        if f'"{ID}norm/taakdelegatie-werkgever"' in path.read_text("utf-8")
    }
    row = real().get_norm("taakdelegatie-werkgever")
    assert row.cases.examples is not None
    assert {each.partition("/")[2] for each in row.cases.examples} == named != set()
    assert {"onverenigbare-rollen", "verboden-van-rol"} & set(row.questions)
    assert set(row.questions) <= {path.stem for path in (ROOT / "queries").glob("*.rq")}
    assert row.state is State.CHECKED


def test_nothing_of_the_rule_book_is_unfinished() -> None:
    gaps = real().gaps_that_count()
    assert [f"{gap.term.iri}: {gap.message.en}" for gap in gaps] == []


def test_values_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        real().version = "2"  # type: ignore[misc]  # that is what is tried


# The command


def code(*, strict: bool = False) -> int:
    return int(bool(real().gaps_that_count(strict=strict)))


def test_the_summary_counts_and_names_in_both_languages() -> None:
    sources = str(published_data("sources").resolve())
    counts = real().counts
    for language, head in (("nl", "normen"), ("en", "norms")):
        outcome = run("coverage", "--lang", language, "--sources", sources)
        assert (outcome.code, outcome.err) == (code(), "")
        assert outcome.out.startswith(f"{counts.norms} {head}: {counts.checked} ")
        for source in real().sources:
            assert source.code in outcome.out
        for by in GROUPINGS[1:]:
            for group in real().groups(by):
                label = group.of.label.nl if language == "nl" else group.of.label.en
                assert label in outcome.everything
    assert "--sources" in run("coverage").out
    environment = {"SCHEIDSLIJN_SOURCES": sources}
    assert run("coverage", "--lang", "en", environment=environment).out == outcome.out
    assert run("coverage", "--strict").code == code(strict=True)


def test_json_follows_its_schema_and_holds_everything(tmp_path: Path) -> None:
    text = (files("scheidslijn") / "schema" / "coverage.schema.json").read_text("utf-8")
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    sources = str(published_data("sources").resolve())
    arguments = ("coverage", "--format", "json", "--sources", sources)
    outcome = run(*arguments, "--output", "uit.json", folder=tmp_path)
    assert (outcome.code, outcome.out, outcome.err) == (code(), "", "")
    report = json.loads((tmp_path / "uit.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(report)
    assert len(report["norms"]) == report["counts"]["norms"] == real().counts.norms
    assert [s["text"]["covered"] for s in report["sources"]] == [
        source.text.covered for source in real().sources if source.text is not None
    ]
    one = json.loads(run("coverage", "--format", "json", "--norm", "taakdelegatie-werkgever").out)
    Draft202012Validator(schema).validate(one)
    assert [norm["name"] for norm in one["norms"]] == ["taakdelegatie-werkgever"]
    assert [source["text"] for source in one["sources"]] == [None] * len(real().sources)


def test_csv_and_table_have_one_row_per_norm() -> None:
    outcome = run("coverage", "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(outcome.out, newline="")))
    assert [row["iri"] for row in rows] == [row.norm.iri for row in real().norms]
    assert all(row["label"] and row["kinds"] and row["state"] for row in rows)
    lines = run("coverage", "--format", "table").out.splitlines()
    assert lines[0].startswith("norm ")
    assert len(lines) == 2 + len(rows)


def test_counts_per_group_and_uncovered_lines_are_shown(tmp_path: Path) -> None:
    for by in (*GROUPINGS, "shape"):
        outcome = run("coverage", "--by", by, "--format", "csv")
        rows = list(csv.reader(io.StringIO(outcome.out, newline="")))
        size = len(real().shapes) if by == "shape" else len(real().groups(by))  # type: ignore[arg-type]
        assert rows[0][:2] == [by, "norms"]
        assert len(rows) == size + 1
    sources = str(published_data("sources").resolve())
    outcome = run("coverage", "--uncovered", "--sources", sources, "--format", "csv")
    (first, *_) = csv.DictReader(io.StringIO(outcome.out, newline=""))
    biggest = real().sources[0].text
    assert biggest is not None
    assert int(first["first_line"]) == biggest.uncovered[0].first_line
    shown = run("coverage", "--uncovered", "--sources", sources).out
    assert all(f"{source.code}: " in shown for source in real().sources)


def test_of_one_norm_only_its_own_gaps_count() -> None:
    outcome = run("coverage", "--norm", "taakdelegatie-werkgever", "--lang", "en")
    assert (outcome.code, outcome.err) == (0, "")
    assert "checked by: mixing of roles in one case" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "exit_code", "says"),
    [
        (["--by", "year"], 2, "Invalid value for '--by'"),
        (["--format", "html"], 2, "Invalid value for '--format'"),
        (["--lang", "de"], 2, "Invalid value for '--lang'"),
        (["--sources", "geen"], 2, "Invalid value for '--sources'"),
        (["--unknown"], 2, "No such option"),
        (["dossier.ttl"], 2, "unexpected extra argument"),
        (["--uncovered"], 2, "--uncovered needs the text editions: give --sources FOLDER"),
        (["--by", "kind", "--norm", "x"], 2, "give one of --by, --norm and --uncovered"),
        (["--norm", "taakdelegatie-werkgver"], 2, "did you mean 'taakdelegatie-werkgever'"),
        (["--output", "geen/uit.txt"], 2, "geen/uit.txt: cannot be written: No such file"),
        (["--sources", "."], 3, "README.md: the sources cannot be read: No such file"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_unreadable_input_3(
    tmp_path: Path, arguments: list[str], exit_code: int, says: str
) -> None:
    outcome = run("coverage", *arguments, folder=tmp_path)
    assert (outcome.code, outcome.out) == (exit_code, "")
    assert says in outcome.everything


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    first, second = (
        run("coverage", "--format", "json", environment={"PYTHONHASHSEED": seed}).raw
        for seed in ("1", "2")
    )
    assert first == second


def test_the_help_has_examples_that_work(tmp_path: Path) -> None:
    shown = run("coverage", "--help").out
    assert "Exit codes:" in shown
    examples = [line.split()[1:] for line in shown.splitlines() if "  scheidslijn " in line]
    assert len(examples) == 5
    sources = str(published_data("sources").resolve())
    for arguments in examples:
        words = [sources if word == "../shared/sources" else word for word in arguments]
        assert run(*words, folder=tmp_path).code in (0, 1)
    assert "coverage" in run("--help").out
