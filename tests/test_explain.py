"""``explain``: a card says what the Turtle says, of everything that has a name."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from jsonschema import Draft202012Validator

import dossiers
import scheidslijn
from command import run
from reports import MIXED
from scheidslijn import resources
from scheidslijn.coverage import coverage
from scheidslijn.errors import UsageError
from scheidslijn.explanation import Card, Explainer, How, Kind, explain
from scheidslijn.explanation.naming import find
from scheidslijn.model import RuleBookVersion, Text
from scheidslijn.namespaces import ID, PREFIXES, SHAPE, SL
from scheidslijn.render import explain as text
from scheidslijn.render import explain_json
from scheidslijn.render.style import Style
from scheidslijn.terms import local_name

ROOT: Final = Path(__file__).parents[1]
SCHEMA: Final = Path(scheidslijn.__file__).parent / "schema" / "explain.schema.json"
DUTCH: Final = Style()
ENGLISH: Final = Style(language="en")
MIXED_FILE: Final = "examples/verzuim/casemanager-taakdelegatie-niet-werkgeversregie.ttl"


@cache
def explainer() -> Explainer:
    return Explainer.packaged()


@cache
def card(name: str, kind: str | None = None) -> Card:
    return explainer().card(name, kind)


@cache
def graph() -> ox.Store:
    """Every file of ontology and rule book, read by somebody else."""
    store = ox.Store()
    for path in resources.ontology_files():
        store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def asked(where: str) -> set[tuple[str, ...]]:
    """Return the local names that a pattern binds, in the order of its variables."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    found = graph().query(f"{prefixes} SELECT DISTINCT * {{ {where} }}")
    assert isinstance(found, ox.QuerySolutions)
    names = sorted(str(variable.value) for variable in found.variables)
    return {tuple(local_name(str(row[name].value)) for name in names) for row in found}


def names(found: Iterable[str]) -> set[str]:
    return set(map(local_name, found))


def fact(found: Card, key: str) -> set[str]:
    """Return what a card says under a heading: local names, or words in English."""
    return {
        local_name(value.iri) if value.iri else value.label.en
        for each in found.facts
        if each.key in (key, SL + key)
        for value in each.values
    }


@cache
def schema() -> Draft202012Validator:
    loaded = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(loaded)
    return Draft202012Validator(loaded)


# What a card says


def test_a_norm_says_all_that_its_turtle_says() -> None:
    found = card("taakdelegatie-namens-werkgever")
    assert found.kind is Kind.NORM
    assert found.thing.label == Text(
        "taakdelegatie en regie namens de werkgever niet in \u00e9\u00e9n hand",
        "task delegation and direction for the employer not in one hand",
    )
    assert names(each.iri for each in found.classes) == {"Onverenigbaarheid"}
    assert found.says.nl.startswith("Wie in taakdelegatie van een bedrijfs- of verzekeringsarts")
    told = {each.key.removeprefix(SL): fact(found, each.key) for each in found.facts}
    covered = asked(f"?n sl:gedektDoor <{found.thing.iri}>")
    assert told == {
        "bereik": {"zelfde-dossier"},
        "covers": {norm for (norm,) in covered},
        "domein": {"verzuim", "wga", "ziektewet"},
        "geldtOokVoorHandelen": {"yes"},
        "geldtVoor": {"natuurlijk-persoon"},
        "onverenigbareRol": {"casemanager-namens-werkgever", "casemanager-taakdelegatie"},
        "periode": {"gelijktijdig"},
        "ruimerBereik": {"zelfde-werkgever"},
    }
    ground = found.ground
    assert ground.standing is not None
    assert ground.standing.label == Text("parafrase van de wet", "paraphrase of law")
    assert {(place.document, place.first_line, place.last_line) for place in ground.sources} == {
        ("RSC-IV-2023", 644, 644),
        ("RSC-PUV-2024", 841, 850),
        ("RSC-PUV-2024", 1004, 1018),
        ("RSC-TD-2022", 820, 834),
        ("RSC-TD-2022", 836, 852),
        ("RSC-TD-2022", 984, 1000),
        ("RSC-TD-2022", 1002, 1020),
        ("RSC-TD-2022", 1043, 1055),
    }
    assert {(each.code, each.published, each.year) for each in ground.documents} == {
        ("RSC-IV-2023", date(2023, 4, 5), None),
        ("RSC-PUV-2024", None, 2024),
        ("RSC-TD-2022", None, 2022),
    }
    assert names(each.iri for each in found.checked_by) == {"Rolvermenging"}
    assert found.remedy is not None
    assert found.remedy.en.startswith("Have another case manager direct the process")


def test_a_norm_that_holds_in_one_reading_only_says_so() -> None:
    readings = asked("?norm sl:lezing ?lezing")
    assert len(readings) > 5
    for reading, norm in readings:
        assert reading in names(each.iri for each in card(norm, "norm").readings)
    shown = text.render(card("lc-del1-bevindingen-medisch-dossier"), ENGLISH)
    assert "  holds only in: strict reading\n" in shown


def test_who_disputes_a_norm_is_told_from_both_sides() -> None:
    stricter, other = card("taakdelegatie-namens-werkgever"), card("nvab-taakdelegatie-werkgever")
    (one,), (two,) = stricter.disputes, other.disputes
    assert (one.how, one.note.norm) == (How.LESS_STRICT, other.thing)
    assert (two.how, two.note.norm) == (How.STRICTER, stricter.thing)
    assert {basis.reference for basis in two.note.legal_basis} == {
        "http://data.europa.eu/eli/reg/2016/679/art_9/oj",
        "jci1.3:c:BWBR0006251&artikel=88",
        "jci1.3:c:BWBR0005290&artikel=453",
        "jci1.3:c:BWBR0005290&artikel=457",
    }


def test_every_dispute_and_exception_of_the_rule_book_stands_on_the_card() -> None:
    disputed = asked("{ ?a sl:wijktAfVan ?b } UNION { ?a sl:strengerDan ?b }")
    both = disputed | {(b, a) for a, b in disputed}
    exceptions = {(norm, each) for each, norm in asked("?e sl:uitzonderingOp ?n")}
    assert len(both) > 60
    assert len(exceptions) > 80
    for norm in sorted({a for a, _ in both | exceptions})[::3]:
        found = card(norm, "norm")
        told = names(each.note.norm.iri for each in found.disputes)
        assert told == {b for a, b in both if a == norm}, norm
        told = names(each.norm.iri for each in found.exceptions)
        assert told == {b for a, b in exceptions if a == norm}, norm


def test_a_norm_says_since_when_and_of_which_edition() -> None:
    dated = sorted(asked("?n sl:geldigVanaf ?d FILTER(?d = '2019-01-01'^^xsd:date)"))
    found = card(dated[0][1], "norm")
    assert found.ground.valid_from == date(2019, 1, 1)
    assert len(found.ground.editions) == 1
    assert found.ground.valid_until is None
    shown = text.render(found, ENGLISH)
    assert "  valid from: 2019-01-01\n" in shown
    assert f"  edition read: {found.ground.editions[0]}" in shown


def test_a_norm_that_no_shape_checks_says_why() -> None:
    found = card("regievoerder-namens-werkgever")
    assert found.checked_by == ()
    assert names(each.iri for each in found.unchecked) == {"gedrag"}
    assert f"  not checked: {found.unchecked[0].label.en}\n" in text.render(found, ENGLISH)


def test_a_role_says_its_place_its_pairs_and_its_norms_in_numbers() -> None:
    found = card("leidinggevende")
    assert fact(found, "brederRol") == {"vertegenwoordiger-werkgever"}
    below = asked(f"?r sl:brederRol <{ID}rol/leidinggevende>")
    assert fact(found, "narrower") == {role for (role,) in below}
    above = f"<{ID}rol/leidinggevende> sl:brederRol* ?own . "
    pairs = asked(
        above + "?norm a sl:Onverenigbaarheid ; sl:onverenigbareRol ?own, ?other "
        "FILTER(?own != ?other)"
    )
    assert fact(found, "incompatible") == {other for _, other, _ in pairs}
    told = {
        (local_name(norm.iri), local_name(value.iri))
        for each in found.facts
        if each.key == "incompatible"
        for value in each.values
        for norm in value.by
    }
    assert told == {(norm, other) for norm, other, _ in pairs}
    borne = asked(above + "?norm sl:drager ?own ; a ?kind . ?kind rdfs:subClassOf* sl:Norm")
    for count in found.counts:
        kind = local_name(count.kind.iri)
        own = {norm for k, norm, by in borne if (k, by) == (kind, "leidinggevende")}
        every = {norm for k, norm, _ in borne if k == kind}
        assert (count.own, count.broader) == (len(own), len(every - own)), kind
    assert {local_name(count.kind.iri) for count in found.counts} == {kind for kind, _, _ in borne}


def test_a_role_knows_the_powers_that_are_reserved_to_it() -> None:
    found = card("arts", "role")
    powers = asked(f"?n a sl:VoorbehoudenBevoegdheid ; sl:drager <{ID}rol/arts>")
    assert fact(found, "reserved") == {norm for (norm,) in powers}
    assert len(powers) > 10


def test_a_task_says_to_whom_it_is_reserved_and_to_whom_it_can_be_delegated() -> None:
    found = card("eindoordeel-belastbaarheid")
    assert fact(found, "brederTaak") == {"medisch-oordeel"}
    above = f"<{ID}taak/eindoordeel-belastbaarheid> sl:brederTaak* ?t . "
    said = asked(above + "?t sl:voorbehoudenAan ?wie")
    normed = asked(above + "?n sl:betreftTaak ?t ; a sl:VoorbehoudenBevoegdheid ; sl:drager ?wie")
    assert fact(found, "reserved to") == {wie for _, wie in said} | {wie for _, _, wie in normed}
    assert fact(found, "delegable to") == set()
    assert len(fact(found, "not delegable")) == 2
    for task in sorted(asked("?n a sl:Delegeerbaarheid ; sl:betreftTaak ?t"))[::9]:
        each = card(task[1], "task")
        above = f"<{each.thing.iri}> sl:brederTaak* ?t . "
        allowed = asked(
            above + "?n a sl:Delegeerbaarheid ; sl:betreftTaak ?t ; sl:uitTeOefenenDoor ?wie "
            "FILTER NOT EXISTS { ?n sl:overdrachtsvorm/sl:sluitOverdrachtUit true }"
        )
        assert fact(each, "delegable to") == {wie for _, _, wie in allowed}, task


def test_an_article_has_its_reference_its_law_and_the_norms_that_rest_on_it() -> None:
    found = card("arbowet-14-1-b")
    (basis,) = found.ground.legal_basis
    assert basis.reference == "jci1.3:c:BWBR0010346&artikel=14&lid=1&o=b"
    assert fact(found, "rechtsbron") == {"arbowet"}
    resting = asked(f"?n sl:grondslag <{ID}artikel/arbowet-14-1-b>")
    assert names(each.norm.iri for each in found.norms) == {norm for (norm,) in resting}
    assert {relation.label.en for each in found.norms for relation in each.relations} == {
        "legal basis"
    }
    assert [each.slug for each in found.questions] == ["normen-bij-artikel"]
    assert "scheidslijn query normen-bij-artikel --param artikel=arbowet-14-1-b" in found.commands


def test_a_shape_says_what_it_looks_at_checks_and_how_heavily() -> None:
    found = card("Rolvermenging")
    assert found.kind is Kind.SHAPE
    assert fact(found, "target") == {"Rolvervulling"}
    assert fact(found, "severity") == {"violation"}
    (message,) = fact(found, "checks")
    assert message.startswith("In this case {?persoon} is {?rol}")
    checked = asked(f"?n sl:getoetstDoor <{SHAPE}Rolvermenging>")
    assert names(each.norm.iri for each in found.norms) == {norm for (norm,) in checked}
    assert found.cases.examples
    assert "verzuim/casemanager-taakdelegatie-niet-werkgeversregie" in found.cases.examples


def test_a_passage_and_its_document_say_where_and_when() -> None:
    found = card("rsc-td-2022-1002-1020")
    (place,) = found.ground.sources
    assert (place.document, place.section, place.first_line, place.last_line) == (
        "RSC-TD-2022", "III.1", 1002, 1020,
    )  # fmt: skip
    assert place.sha256 == "10c57f830b216b23f598e1aa01d3ddf35be157a7c2af755b4702dedb35ab427b"
    assert names(each.norm.iri for each in found.norms) == {
        norm
        for (norm,) in asked(f"?n sl:vindplaats <{found.thing.iri}> ; a/rdfs:subClassOf* sl:Norm")
    }
    document = card("oval-wc-2019")
    (written,) = document.ground.documents
    assert (written.code, written.published) == ("OVAL-WC-2019", date(2019, 7, 15))
    number = len(asked(f"?p sl:brondocument <{document.thing.iri}>"))
    assert fact(document, "passages") == {str(number)}


def test_words_of_the_ontology_have_cards() -> None:
    found = card("Rolvervulling", "class")
    assert names(each.iri for each in found.classes) == {"Dossieronderdeel"}
    assert fact(found, "properties") >= {"rol", "door", "namens", "betreftBesluit"}
    assert "Rolvermenging" in fact(found, "shapes")
    link = card("brederRol")
    assert (fact(link, "domain"), fact(link, "range")) == ({"Rol"}, {"Rol"})
    several = card("sl:door")
    assert {"Handeling", "Rolvervulling", "Besluit"} <= fact(several, "domain")


def test_a_condition_has_its_own_ground_and_a_concept_its_norms() -> None:
    found = card("toestemming-uwv", "condition")
    assert found.ground.standing is not None
    assert found.ground.standing.label.en == "interpretation"
    assert [place.first_line for place in found.ground.sources] == [1257]
    concept = card("rolvermenging", "concept")
    about = asked(f"?n ?p <{concept.thing.iri}> FILTER(?p IN (sl:betreftBegrip, sl:definieert))")
    assert names(each.norm.iri for each in concept.norms) == {norm for norm, _ in about}


def test_a_question_says_what_it_asks_for() -> None:
    found = card("normen-bij-artikel")
    assert found.kind is Kind.QUESTION
    assert found.thing.label.en == "Which norms rest on an article?"
    assert fact(found, "asked") == {"artikel (article, required)"}
    assert found.commands == (
        "scheidslijn query show normen-bij-artikel",
        "scheidslijn query normen-bij-artikel --param artikel=arbowet-14-1-b",
    )


def test_cases_and_questions_of_a_norm_are_those_of_coverage() -> None:
    for row in coverage().norms[::80]:
        found = card(row.norm.iri)
        assert found.cases.examples == row.cases.examples
        assert found.cases.fixtures == row.cases.fixtures
        assert found.cases.breaches == row.cases.breaches
        touching = {note.slug for note in found.questions}
        can_ask = {note.slug for note in found.questions if note.command}
        assert touching - can_ask <= set(row.questions) <= touching


# An installed package, and a rule book of somebody else


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Explainer:
    """A package without examples and cases."""
    for name in ("ontology", "queries"):
        (tmp_path / name).symlink_to(ROOT / name)
    for path in resources.shapes_files():
        folder = tmp_path / "shapes" / path.parent.name
        folder.mkdir(parents=True)
        (folder / path.name).symlink_to(path)
    monkeypatch.setattr(resources, "_root", lambda: tmp_path)
    return Explainer.packaged()


@pytest.mark.parametrize("name", ["taakdelegatie-namens-werkgever", "bedrijfsarts"])
def test_without_a_checkout_a_card_says_that_there_are_no_cases(
    installed: Explainer, name: str
) -> None:
    found = installed.card(name)
    assert (found.cases.examples, found.cases.fixtures) == (None, None)
    assert "examples: not in this package\n" in text.render(found, ENGLISH)
    schema().validate(json.loads(explain_json.render(found)))


HOSTILE: Final = "boos\x1b[31m\u202e<script>alert(1)</script>&\r\nregel"


def test_a_hostile_label_cannot_steer_a_terminal_or_a_page() -> None:
    turtle = f"""
    @prefix sl: <{SL}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix n: <{ID}norm/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    sl:Verbod rdfs:subClassOf sl:Norm .
    sl:drager a owl:ObjectProperty ; rdfs:label {json.dumps(HOSTILE)} .
    n:a a sl:Verbod ; rdfs:label {json.dumps(HOSTILE)} ; skos:definition {json.dumps(HOSTILE)} ;
        sl:remedie {json.dumps(HOSTILE)} ; sl:drager n:b ; sl:wijktAfVan n:b .
    n:b a sl:Verbod ; rdfs:label {json.dumps(HOSTILE)} .
    """
    statements = tuple(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    found = Explainer(statements, (), RuleBookVersion("1", "0" * 64)).card("a", "norm")
    shown = text.render(found, DUTCH)
    assert not set(shown) & set("\x1b\u202e\r")
    assert found.thing.label.nl == HOSTILE
    page = found._repr_html_()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    schema().validate(json.loads(explain_json.render(found)))


# Names


@pytest.mark.parametrize(
    "name",
    [
        "bedrijfsarts",
        "Bedrijfsarts",
        "occupational physician",
        "Occupational  Physician",
        "rol:bedrijfsarts",
        ID + "rol/bedrijfsarts",
        f"<{ID}rol/bedrijfsarts>",
    ],
)
def test_a_thing_is_found_by_every_name_that_it_has(name: str) -> None:
    assert card(name).thing.iri == ID + "rol/bedrijfsarts"


def test_a_part_of_a_name_is_enough_when_only_one_thing_has_it() -> None:
    assert card("zesde kernvoorwaarde").thing.iri == ID + "norm/td-zesde-kernvoorwaarde"


def test_what_the_rule_book_holds_goes_before_words_of_the_ontology() -> None:
    found = card("werkgever")
    assert (found.kind, found.thing.iri) == (Kind.ROLE, ID + "rol/werkgever")
    assert [(each.kind, each.thing.iri) for each in found.others] == [
        (Kind.PROPERTY, SL + "werkgever")
    ]
    assert "Zo heet ook: eigenschap werkgever (--kind property)\n" in text.render(found, DUTCH)
    assert card("werkgever", "property").thing.iri == SL + "werkgever"


def test_a_name_of_several_kinds_is_listed_with_each_kind() -> None:
    with pytest.raises(UsageError) as caught:
        card("proefplaats-toestaan")
    message = str(caught.value)
    assert "decision proefplaats-toestaan (" in message
    assert "task proefplaats-toestaan (" in message
    assert message.endswith("Which one? Narrow it with --kind.")
    assert card("proefplaats-toestaan", "task").kind is Kind.TASK
    assert card("proefplaats-toestaan", "decision").kind is Kind.DECISION
    with pytest.raises(UsageError, match=r"class Taakdelegatie .* shape Taakdelegatie"):
        card("Taakdelegatie")


def test_two_things_of_one_kind_are_told_apart_by_their_iris() -> None:
    things = {
        "urn:x/a": (Kind.NORM, Text("een", "one")),
        "urn:y/a": (Kind.NORM, Text("twee", "two")),
    }
    with pytest.raises(
        UsageError, match=r"norm urn:x/a \(een / one\), norm urn:y/a .*Which one\?$"
    ):
        find("a", things)


@pytest.mark.parametrize(
    ("name", "kind", "says"),
    [
        ("bedrijfsats", None, "'bedrijfsats' is not known. Did you mean bedrijfsarts"),
        ("bedrijfsarts", "norm", "It is of another kind|is not known|can mean"),
        ("bedrijfsarts", "norms", "There is no kind 'norms', only norm, shape,"),
        ("https://w3id.org/scheidslijn/id/rol/niemand", None, "is not known"),
        ("", None, "is not known"),
        ("  ", None, "is not known"),
    ],
)
def test_an_unknown_name_is_refused_with_what_looks_like_it(
    name: str, kind: str | None, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        card(name, kind)


def test_everything_that_has_a_name_has_a_card() -> None:
    """Of every kind some, in both languages, and as JSON that its schema describes."""
    by_kind: dict[Kind, list[str]] = {}
    for iri, (kind, _) in explainer()._things.items():
        by_kind.setdefault(kind, []).append(iri)
    assert set(by_kind) == set(Kind) - {Kind.FINDING}
    for kind, iris in by_kind.items():
        for iri in sorted(iris)[:: max(1, len(iris) // 6)]:
            found = explainer().card(iri)
            assert found.kind is kind, iri
            schema().validate(json.loads(explain_json.render(found)))
            for style in (DUTCH, ENGLISH):
                shown = text.render(found, style)
                assert iri in shown
                long = [line for line in shown.splitlines() if len(line) > style.width]
                assert all(" " not in line.strip() or "scheidslijn " in line for line in long), iri


@pytest.mark.parametrize(
    "name",
    [
        "bedrijfsarts",
        "eindoordeel-belastbaarheid",
        "diagnose",
        "bedrijfsgeneeskundig-dossier",
        "weigeren",
        "rollenboom",
        "lc-del1-bevindingen-medisch-dossier",
    ],
)
def test_the_commands_on_a_card_work(name: str) -> None:
    found = card(name)
    assert found.commands
    for command in found.commands:
        program, *arguments = shlex.split(command)
        done = run(*arguments, folder=ROOT)
        assert (program, done.code, done.err) == ("scheidslijn", 0, ""), command


# Findings


def test_the_id_of_a_finding_hangs_on_what_is_found_and_not_on_where() -> None:
    same = replace(MIXED, file="elders.ttl", line=99, message=Text("", ""), norms=())
    assert same.id == MIXED.id
    assert len(MIXED.id) == 12
    changed = [
        replace(MIXED, dossier="urn:x"),
        replace(MIXED, shape="urn:x"),
        replace(MIXED, component="urn:x"),
        replace(MIXED, focus="urn:x"),
        replace(MIXED, path=None),
        replace(MIXED, value=None),
        replace(MIXED, path=MIXED.value, value=MIXED.path),
    ]
    assert len({MIXED.id, *(each.id for each in changed)}) == 8


def test_findings_have_ids_of_their_own() -> None:
    report = scheidslijn.validate([str(ROOT / "examples")])
    assert len(report.findings) > 100
    assert len({finding.id for finding in report.findings}) == len(report.findings)


def test_a_finding_is_explained_with_its_norms_and_what_mends_it() -> None:
    (finding,) = scheidslijn.validate([str(ROOT / MIXED_FILE)]).findings
    found = explain(finding.id, paths=[str(ROOT / "examples" / "verzuim")])
    assert found.kind is Kind.FINDING
    assert found.finding is not None
    assert found.finding.id == finding.id
    assert [each.norm for each in found.norms] == list(finding.norms)
    first = found.norms[0]
    assert first.says.en.startswith("Whoever works under delegation from an occupational")
    assert first.standing is not None
    assert first.standing.label.en == "paraphrase of law"
    assert found.remedy == finding.remedy
    schema().validate(json.loads(explain_json.render(found)))
    assert [each for each in found.commands if "Rolvermenging" in each] == [
        "scheidslijn explain Rolvermenging"
    ]


def test_a_finding_says_which_condition_is_missing() -> None:
    reported = scheidslijn.validate([str(ROOT / "examples" / "ziektewet")])
    finding = next(each for each in reported.findings if each.missing)
    shown = text.render(explainer().finding(finding), ENGLISH)
    assert f"Missing: {finding.missing[0].label.en}" in " ".join(shown.split())


def test_the_id_in_the_text_of_a_report_is_what_explain_takes() -> None:
    told = run("validate", MIXED_FILE, "--lang", "en", folder=ROOT).out
    (line,) = [each.strip() for each in told.splitlines() if f"{MIXED_FILE}:115" in each]
    assert line.startswith(f"{MIXED_FILE}:115 (")
    name = line.removesuffix(")").rpartition("(")[2]
    done = run("explain", name, "examples/verzuim", "--lang", "en", folder=ROOT)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == f"finding {name}"
    assert lines[2] == f"{MIXED_FILE}:115"
    assert lines[3].startswith("violation: In this case Vera Voorbeeld is case manager")
    assert "What the norms say" in lines


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["8506d5bac948"], "8506d5bac948 is the id of a finding: add the PATH"),
        (["000000000000", MIXED_FILE], "No finding 000000000000 in 1 dossiers with 1 findings"),
        (["bedrijfsarts", MIXED_FILE], "PATH only goes with the id of a finding"),
        (["bedrijfsarts", "--kind", "finding"], "'bedrijfsarts' is no id of a finding"),
        (["bedrijfsats"], "Did you mean bedrijfsarts"),
        (["Taakdelegatie"], "Narrow it with --kind."),
        (["bedrijfsarts", "--kind", "rol"], "There is no kind 'rol'"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_two(arguments: list[str], says: str) -> None:
    done = run("explain", *arguments, folder=ROOT)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert len(done.err.splitlines()) == 1


def test_a_path_that_cannot_be_read_is_exit_code_three(tmp_path: Path) -> None:
    assert run("explain", "8506d5bac948", tmp_path / "niets.ttl").code == 3


def test_a_finding_in_two_files_is_explained_when_one_is_named(tmp_path: Path) -> None:
    anonymous = dossiers.MIXED.replace(":dossier1", "_:dossier")
    for name in ("een.ttl", "twee.ttl"):
        (tmp_path / name).write_text(anonymous, encoding="utf-8")
    findings = scheidslijn.validate([str(tmp_path)]).findings
    ids = [finding.id for finding in findings]
    one = next(each for each in findings if ids.count(each.id) == 2)
    with pytest.raises(UsageError, match=r"stands at .*een\.ttl:\d+, .*twee\.ttl:\d+: name one"):
        explain(one.id, paths=[str(tmp_path)])
    assert explain(one.id, paths=[str(tmp_path / "een.ttl")]).thing.iri == one.id


# The command


def test_the_command_writes_both_languages_json_and_a_file(tmp_path: Path) -> None:
    dutch, english = run("explain", "arts"), run("explain", "arts", "--lang", "en")
    assert dutch.out.startswith("rol: bedrijfs- of verzekeringsarts\n")
    assert english.out.startswith("role: occupational or insurance physician\n")
    file = tmp_path / "kaart.json"
    done = run("explain", "arts", "--json", "--output", file)
    assert (done.code, done.out, done.err) == (0, "", "")
    loaded = json.loads(file.read_text(encoding="utf-8"))
    schema().validate(loaded)
    assert (loaded["kind"], loaded["id"]) == ("role", ID + "rol/arts")
    assert loaded["label"]["nl"] == "bedrijfs- of verzekeringsarts"


def test_long_lists_are_cut_and_all_shows_them() -> None:
    found = card("rsc-td-2022")
    short, long = text.render(found, ENGLISH), text.render(found, ENGLISH, everything=True)
    assert f"  and {len(found.norms) - 8} more; --all shows them\n" in short
    assert "--all" not in long
    last = found.norms[-1].norm.label.en
    assert last in " ".join(long.split())
    assert last not in " ".join(short.split())


def test_every_field_of_the_schema_is_described_and_required() -> None:
    loaded = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert loaded["$id"] == "https://w3id.org/scheidslijn/schema/explain.schema.json"
    report = json.loads((SCHEMA.parent / "report.schema.json").read_text(encoding="utf-8"))
    for name in ("finding", "named", "legalBasis", "source", "text"):
        assert loaded["$defs"][name] == report["$defs"][name]
    for container in (loaded, *loaded["$defs"].values()):
        if container.get("type") == "object":
            assert container["additionalProperties"] is False
            assert sorted(container["required"]) == sorted(container["properties"])
            for name, each in container["properties"].items():
                assert "$ref" in each or each["description"], name
