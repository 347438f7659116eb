"""Checking only what changed: the same report as a full run, byte for byte, for less work."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dossiers import CASE, DELEGATION, DIRECTION, dossier
from scheidslijn import resources
from scheidslijn.batches import Batch, Judged
from scheidslijn.errors import InputError
from scheidslijn.inputs import Source, find_sources
from scheidslijn.model import Reading
from scheidslijn.namespaces import SHAPE
from scheidslijn.render import json as as_json
from scheidslijn.validation import Validator, validate

VALIDATOR = Validator.packaged()
BETWEEN = SHAPE + "RolvermengingZelfdeWerkgever"
MIXED = (DIRECTION, DELEGATION)


def graph(number: int, *roles: str, employer: str = "", person: str = "") -> str:
    """Return a dossier as a named graph; its person is nobody of another dossier's."""
    turtle = dossier(*(roles or (DIRECTION,)), number=number, employer=employer or f"werf{number}")
    turtle = turtle.replace(":vera", f":{person or f'vera{number}'}")
    triples = ox.parse(turtle, ox.RdfFormat.TURTLE)
    return "".join(f"{quad.triple} <{CASE}graaf{number}> .\n" for quad in triples)


@dataclass
class Run:
    """Runs a validation, and sees which data graphs were judged and which were only looked at."""

    judged: list[str | None] = field(default_factory=list)
    spared: list[str | None] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def __call__(
        self, batches: Iterable[Batch]
    ) -> Generator[tuple[Batch, list[Judged]], None, None]:
        for batch in batches:
            said = VALIDATOR.judge_batch(batch)
            for each in said:
                (self.spared if each.known else self.judged).append(each.graph)
                assert not (each.known and each.findings)
            yield batch, said

    def report(self, folder: Path, since: Path | None = None) -> str:
        sources = find_sources([str(folder)]).sources
        report = VALIDATOR.validate(sources, None, self.notices.append, self, since=since)
        return as_json.render(report)


def first_report(folder: Path) -> Path:
    """Judge everything; the report lies beside the folder."""
    path = folder.with_suffix(".json")
    path.write_text(Run().report(folder))
    return path


def since(folder: Path, report: Path) -> Run:
    """Check only what changed, and that the report is the same as that of a full run."""
    run = Run()
    assert run.report(folder, report) == Run().report(folder)
    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "in"
    found.mkdir()
    return found


def test_of_a_thousand_dossiers_only_the_changed_one_is_judged(folder: Path) -> None:
    graphs = [graph(number, *(MIXED if number % 10 == 0 else ())) for number in range(1000)]
    (folder / "alle.nq").write_text("".join(graphs))
    report = first_report(folder)
    assert len(json.loads(report.read_text())["findings"]) == 100
    graphs[501] = graph(501, *MIXED)
    (folder / "alle.nq").write_text("".join(graphs))
    run = since(folder, report)
    assert run.judged == [f"{CASE}graaf501"]
    assert len(run.spared) == 999
    assert run.notices == []


def test_nothing_is_judged_when_nothing_changed(folder: Path) -> None:
    (folder / "alle.nq").write_text(graph(1, *MIXED) + graph(2))
    (folder / "zaak.ttl").write_text(dossier(*MIXED, number=3))
    report = first_report(folder)
    run = since(folder, report)
    assert run.judged == []
    assert len(run.spared) == 3


def test_findings_move_with_their_graph(folder: Path) -> None:
    (folder / "alle.nq").write_text(graph(1) + graph(2, *MIXED) + graph(3))
    report = first_report(folder)
    before = json.loads(report.read_text())["findings"]
    (folder / "alle.nq").write_text(graph(3) + graph(4, DIRECTION) + graph(2, *MIXED) + graph(1))
    run = since(folder, report)
    after = json.loads(Run().report(folder))["findings"]
    assert run.judged == [f"{CASE}graaf4"]
    assert len(before) == len(after) == 1
    own = graph(2, *MIXED).splitlines()
    first = next(n for n, line in enumerate(own) if line.startswith(f"<{CASE}rol2-0>"))
    assert before[0]["line"] == graph(1).count("\n") + first + 1
    assert after[0]["line"] == (graph(3) + graph(4)).count("\n") + first + 1


def test_a_dossier_that_went_away_leaves_nothing_behind(folder: Path) -> None:
    (folder / "alle.nq").write_text(graph(1, *MIXED) + graph(2, *MIXED) + graph(3))
    report = first_report(folder)
    (folder / "alle.nq").write_text(graph(2, *MIXED) + graph(3))
    assert since(folder, report).judged == []
    assert len(json.loads(Run().report(folder))["findings"]) == 1


def test_what_appears_between_dossiers_appears_though_one_of_them_is_unchanged(
    folder: Path,
) -> None:
    (folder / "a.nq").write_text(graph(1, DIRECTION, employer="werf", person="vera"))
    (folder / "b.nq").write_text(graph(2, DIRECTION, employer="werf", person="vera"))
    report = first_report(folder)
    assert json.loads(report.read_text())["findings"] == []
    (folder / "b.nq").write_text(graph(2, DELEGATION, employer="werf", person="vera"))
    assert since(folder, report).judged == [f"{CASE}graaf2"]
    second = first_report(folder)
    assert [f["shape"] for f in json.loads(second.read_text())["findings"]] == [BETWEEN]
    (folder / "b.nq").write_text(graph(2, DIRECTION, employer="werf", person="vera"))
    assert since(folder, second).judged == [f"{CASE}graaf2"]


def test_a_file_is_judged_again_when_one_byte_changed(folder: Path) -> None:
    for number in range(5):
        (folder / f"{number}.ttl").write_text(dossier(*MIXED, number=number))
    report = first_report(folder)
    (folder / "3.ttl").write_text("\n" + dossier(*MIXED, number=3))
    run = since(folder, report)
    assert len(run.judged) == 1
    assert len(run.spared) == 4


def test_a_file_with_graphs_that_is_read_whole_is_spared_whole(folder: Path) -> None:
    body = dossier(*MIXED).replace("@prefix", "@prefix")
    prefixes = [line for line in body.splitlines() if line.startswith("@")]
    one = "\n".join(line for line in body.splitlines() if not line.startswith("@"))
    two = one.replace("dossier1", "dossier2").replace("rol1", "rol2")
    text = "\n".join([*prefixes, f":g1 {{ {one} }}", f":g2 {{ {two} }}"])
    (folder / "zaak.trig").write_text(text)
    report = first_report(folder)
    assert len(json.loads(report.read_text())["graphs"]) == 2
    assert since(folder, report).judged == []
    (folder / "zaak.trig").write_text(text.replace(":g1", ":g0"))
    assert since(folder, report).judged == [CASE + "g0", CASE + "g2"]


def test_what_had_a_problem_is_judged_again(folder: Path) -> None:
    (folder / "leeg.ttl").write_text("<urn:a> a <urn:b> .\n")
    (folder / "stuk.ttl").write_text("?")
    (folder / "goed.ttl").write_text(dossier(*MIXED))
    (folder / "alle.nq").write_text(graph(2) + "<urn:a> <urn:b> <urn:c> <urn:leeg> .\n")
    report = first_report(folder)
    told = json.loads(report.read_text())
    assert [(each["file"], each["graph"]) for each in told["graphs"]] == [
        (f"{folder}/alle.nq", f"{CASE}graaf2"),
        (f"{folder}/goed.ttl", None),
    ]
    run = since(folder, report)
    assert len(run.judged) == 3
    assert len(run.spared) == 2


def test_a_dossier_in_two_places_is_judged_again_in_the_place_that_was_left_out(
    folder: Path,
) -> None:
    (folder / "a.nq").write_text(graph(1, *MIXED))
    (folder / "b.nq").write_text(graph(1, *MIXED) + graph(2, *MIXED))
    report = first_report(folder)
    assert len(since(folder, report).judged) == 1
    (folder / "a.nq").write_text(graph(7))
    run = since(folder, report)
    assert run.judged == [f"{CASE}graaf7", f"{CASE}graaf1"]


def test_a_file_is_not_spared_where_a_graph_of_it_was_left_out(folder: Path) -> None:
    (folder / "a.ttl").write_text(dossier(*MIXED))
    body = "\n".join(line for line in dossier(*MIXED).splitlines() if not line.startswith("@"))
    prefixes = "\n".join(line for line in dossier().splitlines() if line.startswith("@"))
    other = body.replace("dossier1", "dossier9").replace("rol1", "rol9")
    (folder / "b.trig").write_text(f"{prefixes}\n:g1 {{ {body} }}\n:g9 {{ {other} }}\n")
    report = first_report(folder)
    assert [each["file"] for each in json.loads(report.read_text())["graphs"]] == [
        f"{folder}/a.ttl"
    ]
    (folder / "a.ttl").unlink()
    assert len(since(folder, report).judged) == 2


@pytest.mark.parametrize(
    ("rulebook", "reading", "on", "why"),
    [
        (True, "strict", None, "rests on another rule book; every dossier is judged again."),
        (False, "lenient", None, "rests on another reading; every dossier is judged again."),
        (False, "strict", date(2026, 3, 1), "rests on another day; every dossier is judged again."),
    ],
)
def test_everything_is_judged_when_what_it_rests_on_changed(
    folder: Path,
    tmp_path: Path,
    rulebook: bool,
    reading: Reading,
    on: date | None,
    why: str,
) -> None:
    (folder / "alle.nq").write_text(graph(1, *MIXED) + graph(2))
    report = first_report(folder)
    rule = tmp_path / "regel.ttl"
    rule.write_text("<urn:mijn> a <https://w3id.org/scheidslijn/def#Begrip> .\n")
    rules = [str(rule)] if rulebook else []
    notices: list[str] = []
    again = validate(
        [str(folder)],
        rules=rules,
        reading=reading,
        on=on,
        since=report,
        notify=notices.append,
    )
    assert notices == [f"{report}: {why}"]
    assert again == validate([str(folder)], rules=rules, reading=reading, on=on)


def test_a_report_of_another_version_and_engine_is_named(folder: Path) -> None:
    (folder / "alle.nq").write_text(graph(1))
    report = first_report(folder)
    told = json.loads(report.read_text()) | {"version": "0.0.0", "engine": "reference"}
    report.write_text(json.dumps(told))
    run = since(folder, report)
    assert run.notices == [
        f"{report}: rests on another version and another engine; every dossier is judged again."
    ]
    assert len(run.judged) == 1


def test_a_day_gives_the_same_report(folder: Path, tmp_path: Path) -> None:
    (folder / "alle.nq").write_text(graph(1, *MIXED) + graph(2))
    day = date(2026, 3, 1)
    path = tmp_path / "dag.json"
    first = validate([str(folder)], on=day)
    path.write_text(as_json.render(first))
    assert as_json.render(validate([str(folder)], on=day, since=path)) == as_json.render(first)


def test_findings_that_share_an_id_are_looked_for_again(folder: Path) -> None:
    (folder / "alle.nq").write_text(graph(1, *MIXED) + graph(2))
    report = first_report(folder)
    told = json.loads(report.read_text())
    told["findings"] *= 2
    report.write_text(json.dumps(told))
    assert since(folder, report).judged == [f"{CASE}graaf1"]


def test_rows_of_tables_are_spared_with_their_mapping(tmp_path: Path) -> None:
    examples = Path(__file__).parents[2] / "examples" / "tabellen"
    mapping = tmp_path / "dossiers.rml"
    mapping.write_bytes((examples / "dossiers.rml").read_bytes())
    table = examples / "dossiers.csv"
    first = validate([str(table)], mapping=mapping)
    assert first.findings
    path = tmp_path / "tabel.json"
    path.write_text(as_json.render(first))
    again = validate([str(table)], mapping=mapping, since=path)
    assert as_json.render(again) == path.read_text()
    mapping.write_text(mapping.read_text() + "\n# anders\n")
    renewed = validate([str(table)], mapping=mapping)
    assert [g.sha256 for g in renewed.graphs] != [g.sha256 for g in first.graphs]


def test_the_report_says_which_graphs_it_knows(folder: Path) -> None:
    schema = json.loads((files("scheidslijn") / "schema" / "report.schema.json").read_text())
    (folder / "alle.nq").write_text(graph(1) + graph(2, *MIXED))
    told = json.loads(Run().report(folder))
    Draft202012Validator(schema).validate(told)
    (found,) = told["findings"]
    assert [(each["graph"], each["line"], each["findings"]) for each in told["graphs"]] == [
        (f"{CASE}graaf1", 1, []),
        (f"{CASE}graaf2", graph(1).count("\n") + 1, [found["id"]]),
    ]


def test_a_report_of_before_problems_had_a_kind_is_taken(folder: Path) -> None:
    (folder / "alle.nq").write_text(graph(1) + graph(2, *MIXED))
    (folder / "stuk.ttl").write_text("geen Turtle")
    report = first_report(folder)
    told = json.loads(report.read_text())
    (problem,) = told["problems"]
    assert problem.pop("kind") == "input"
    report.write_text(json.dumps(told))
    run = since(folder, report)
    assert run.judged == [None]  # the broken file
    assert len(run.spared) == 2


# Reports that are none


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", r"r\.json:1: the report is no JSON, or is cut off"),
        ("geen", r"r\.json:1: the report is no JSON, or is cut off"),
        ("{}", r"r\.json: this is no report that"),
        ("[]", r"r\.json:1: the report is no JSON"),
        ('{"conforms": true, "rulebook": {"sha256": "0"}}', r"r\.json: this is no report that"),
        ('{"findings": [{"id": 1}]}', r"r\.json: this is no report that"),
        ('{"graphs": [3]}', r"r\.json: this is no report that"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(text)
    with pytest.raises(InputError, match=problem):
        VALIDATOR.validate([], since=path)


def test_a_report_that_is_cut_is_refused_wherever_it_is_cut(folder: Path) -> None:
    (folder / "alle.nq").write_text(graph(1, *MIXED))
    report = first_report(folder)
    text = report.read_text()
    for end in (1, 10, len(text) // 3, len(text) // 2, len(text) - 2):
        report.write_text(text[:end])
        with pytest.raises(
            InputError, match=rf"in\.json:{text[:end].count(chr(10)) + 1}: .*cut off"
        ):
            VALIDATOR.validate([], since=report)
    report.write_text(text + "{}")
    with pytest.raises(InputError, match="no JSON"):
        VALIDATOR.validate([], since=report)


def test_a_report_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"niet\.json: the report cannot be read"):
        VALIDATOR.validate([], since=tmp_path / "niet.json")


# Whatever is done to the dossiers


@dataclass(frozen=True)
class State:
    """One dossier of a generated file."""

    number: int
    roles: tuple[str, ...]
    employer: str
    person: str

    def text(self) -> str:
        return graph(self.number, *self.roles, employer=self.employer, person=self.person)


_states = st.lists(
    st.builds(
        State,
        number=st.integers(0, 5),
        roles=st.sampled_from([(DIRECTION,), (DELEGATION,), MIXED, ("bedrijfsarts",)]),
        employer=st.sampled_from(["werf", "molen"]),
        person=st.sampled_from(["vera", "teun"]),
    ),
    max_size=5,
)
_files = st.dictionaries(st.sampled_from(["a.nq", "b.nq"]), _states, min_size=1)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=_files, after=_files)
def test_any_edit_gives_the_report_of_a_full_run(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, list[State]],
    after: dict[str, list[State]],
) -> None:
    place = tmp_path_factory.mktemp("edits")

    def put(states: dict[str, list[State]]) -> list[Source]:
        for name, own in states.items():
            (place / name).write_text("".join(each.text() for each in own))
        return [each for each in find_sources([str(place)]).sources if each.path is not None]

    report = place / "report"
    report.write_text(as_json.render(VALIDATOR.validate(put(before))))
    sources = put({**before, **after})
    full = as_json.render(VALIDATOR.validate(sources))
    assert as_json.render(VALIDATOR.validate(sources, since=report)) == full


def test_the_version_of_a_report_is_that_of_the_package(folder: Path) -> None:
    (folder / "alle.nq").write_text(graph(1))
    assert json.loads(Run().report(folder))["version"] == resources.package_version()
