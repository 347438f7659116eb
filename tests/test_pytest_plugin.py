"""The plugin for pytest: files of dossiers as tests, and what it costs who does not use it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest

from command import clean_environment
from dossiers import DELEGATION, DIRECTION, MIXED, PREFIXES, dossier
from scheidslijn import pytest_plugin
from scheidslijn.errors import EngineError
from scheidslijn.pytest_plugin import dossiers as items
from scheidslijn.validation import Validator
from spreadsheets import HEAD, xlsx_file

pytest_plugins = ["pytester"]

ROOT: Final = Path(__file__).parents[1]
TABLES: Final = ROOT / "examples" / "tabellen"
XDIST: Final = ("-p", "xdist", "-n", "2")
# each of an employer of its own, so that they can be judged together
CLEAN: Final = dossier(DIRECTION, number=8, employer="molen").replace(":vera", ":fien")
WARNED: Final = dossier(DIRECTION, number=7, employer="brug").replace(":vera", ":anna") + (
    ":dier a :Dier .\n"
)
BROKEN: Final = f"{PREFIXES}\n:dossier3 a sl:Dossier\n"
SETTINGS: Final = """\
[pytest]
testpaths = tests
addopts = --strict-markers --strict-config
filterwarnings = error
scheidslijn_dossiers = dossiers/**/*.ttl
scheidslijn_lang = en
"""
ALL: Final = {
    "dossiers/gemengd.ttl": MIXED,
    "dossiers/goed.ttl": CLEAN,
    "dossiers/kapot.ttl": BROKEN,
    "dossiers/let-op.ttl": WARNED,
}
OUTCOMES: Final = {
    "PASSED tests/test_one.py::test_one",
    "FAILED dossiers/gemengd.ttl::scheidslijn",
    "PASSED dossiers/goed.ttl::scheidslijn",
    "ERROR dossiers/kapot.ttl::scheidslijn",
    "PASSED dossiers/let-op.ttl::scheidslijn",
}


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Return a project with a test and the settings that find dossiers, of which it has none."""
    # only the plugin under test, whether or not its entry point is installed here
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    write(pytester, {"pytest.ini": SETTINGS, "tests/test_one.py": "def test_one(): pass\n"})
    return pytester


def write(project: pytest.Pytester, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = project.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return project.runpytest_inprocess("-rA", *arguments, plugins=[pytest_plugin])


def run_apart(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest in a process of its own, since xdist gives its processes names and no modules."""
    return project.runpytest_subprocess("-p", "scheidslijn.pytest_plugin", "-rA", *arguments)


def outcomes(result: pytest.RunResult) -> set[str]:
    """Return the lines of the short summary, without what is told behind them."""
    lines = (line.partition(" - ")[0] for line in result.outlines)
    return {line for line in lines if re.match("(PASSED|FAILED|ERROR) ", line)}


def collected(result: pytest.RunResult) -> list[str]:
    return [line for line in result.outlines if "::" in line]


def test_each_file_passes_or_fails_or_is_in_error_by_itself(project: pytest.Pytester) -> None:
    write(project, ALL)
    result = run(project)
    assert outcomes(result) == OUTCOMES
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["scheidslijn: 4 files, fails on violation"])


def test_a_failure_reads_as_the_command_writes_it_below_how_much_was_found(
    project: pytest.Pytester,
) -> None:
    write(project, {"dossiers/gemengd.ttl": MIXED})
    result = run(project, "--tb=short")
    command = str(Path(sys.executable).with_name("scheidslijn"))
    written = subprocess.run(
        [command, "validate", "dossiers", "--lang", "en"],
        cwd=project.path, env=clean_environment(), capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    finding, _, _ = written.partition("\n\nFound:")
    assert "Dossier 1\n  violation: In this case Vera Voorbeeld is" in finding
    line = MIXED.splitlines().index(":rol1-0 a sl:Rolvervulling ; sl:dossier :dossier1 ;") + 1
    assert f"\n    dossiers/gemengd.ttl:{line} (" in finding
    told = re.escape(f"Found: 1 violation, 0 warnings, 0 info.\n{finding}")
    assert re.search(f"_+ dossiers/gemengd.ttl _+\n{told}\n=+ ", result.stdout.str())


def test_a_file_that_cannot_be_read_says_where_and_why(project: pytest.Pytester) -> None:
    write(project, {"dossiers/kapot.ttl": BROKEN, "dossiers/leeg.ttl": PREFIXES + ":a a :B .\n"})
    result = run(project, "--tb=short", "--color=no")
    # what ends the file is missing, which shows at its end
    last = BROKEN.count("\n") + 1
    result.stdout.fnmatch_lines(
        [
            "*ERROR at setup of dossiers/kapot.ttl*",
            f"dossiers/kapot.ttl:{last}:*",
            "*ERROR at setup of dossiers/leeg.ttl*",
            "dossiers/leeg.ttl: holds no dossier: *",
        ]
    )
    assert "ERROR dossiers/leeg.ttl::scheidslijn" in outcomes(result)


def test_lighter_findings_pass_and_are_shown_at_the_end(project: pytest.Pytester) -> None:
    write(project, {"dossiers/let-op.ttl": WARNED})
    result = run(project, "-q")
    assert result.ret == pytest.ExitCode.OK
    line = WARNED.splitlines().index(":dier a :Dier .") + 1
    result.stdout.fnmatch_lines(
        [
            "*= scheidslijn: noted in dossiers that passed =*",
            "Found: 0 violations, 1 warning, 0 info.",
            "Dossier 7",
            "  warning: *",
            f"    dossiers/let-op.ttl:{line} (*",
        ]
    )


@pytest.mark.parametrize(
    ("setting", "options", "failed"),
    [
        ("scheidslijn_fail_on = warning", (), 1),
        ("scheidslijn_fail_on = info", (), 1),
        ("scheidslijn_fail_on = warning", ("--scheidslijn-fail-on", "violation"), 0),
        ("", ("--scheidslijn-fail-on", "warning"), 1),
    ],
)
def test_what_fails_is_for_the_project_to_say_and_for_the_run_to_say_otherwise(
    project: pytest.Pytester, setting: str, options: tuple[str, ...], failed: int
) -> None:
    write(project, {"dossiers/let-op.ttl": WARNED, "pytest.ini": SETTINGS + setting + "\n"})
    run(project, *options).assert_outcomes(passed=2 - failed, failed=failed)


def test_a_finding_across_dossiers_is_there_whichever_test_is_selected(
    project: pytest.Pytester,
) -> None:
    write(
        project,
        {
            "dossiers/een.ttl": dossier(DIRECTION, number=1),
            "dossiers/twee.ttl": dossier(DELEGATION, number=2),
        },
    )
    heavy = ("--scheidslijn-fail-on", "warning")
    result = run(project, "-k", "een", *heavy)
    assert outcomes(result) == {"FAILED dossiers/een.ttl::scheidslijn"}
    run(project, "--scheidslijn", "dossiers/een.ttl", *heavy).assert_outcomes(passed=2)


@pytest.mark.parametrize("extra", [(), XDIST], ids=["alone", "xdist"])
@pytest.mark.parametrize("option", [(), ("--scheidslijn", "dossiers", "--scheidslijn", "leeg/*")])
def test_where_nothing_matches_the_run_fails_before_it_starts(
    project: pytest.Pytester, option: tuple[str, ...], extra: tuple[str, ...]
) -> None:
    if option:
        write(project, {"dossiers/goed.ttl": CLEAN})
    result = run_apart(project, *option, *extra)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    given = "--scheidslijn: leeg/[*]" if option else "scheidslijn_dossiers: dossiers/[*][*]/[*].ttl"
    result.stderr.fnmatch_lines([f"ERROR: {given}: no dossier matches this glob; *"])
    assert "passed" not in result.stdout.str()


def test_who_asks_for_other_tests_is_not_held_up(project: pytest.Pytester) -> None:
    run(project, "tests/test_one.py").assert_outcomes(passed=1)
    write(project, {"dossiers/kapot.ttl": BROKEN})
    run(project, "tests").assert_outcomes(passed=1)


def test_a_dossier_can_be_asked_for_by_its_path_and_by_its_name(project: pytest.Pytester) -> None:
    write(project, ALL)
    for asked in ("dossiers/goed.ttl", "dossiers/goed.ttl::scheidslijn"):
        assert outcomes(run(project, asked)) == {"PASSED dossiers/goed.ttl::scheidslijn"}
    assert outcomes(run(project, "dossiers")) == OUTCOMES - {"PASSED tests/test_one.py::test_one"}


def test_files_that_no_setting_names_are_no_tests(project: pytest.Pytester) -> None:
    write(project, {**ALL, "anders/ook.ttl": MIXED})
    assert not any("anders" in line for line in outcomes(run(project, ".")))
    result = run(project, "anders/ook.ttl")
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_a_file_is_one_test_however_it_is_found(project: pytest.Pytester) -> None:
    write(project, {"dossiers/goed.ttl": CLEAN})
    (project.path / "dossiers" / "zelfde.ttl").symlink_to("goed.ttl")
    expected = ["dossiers/goed.ttl::scheidslijn", "tests/test_one.py::test_one"]
    for asked in (
        ["."],
        ["-o", "testpaths="],
        ["--scheidslijn", "dossiers", "dossiers/goed.ttl", "tests"],
        ["--scheidslijn", "dossiers", "--scheidslijn", "./dossiers/goed.ttl"],
    ):
        found = collected(run(project, "--collect-only", "-q", *asked))
        assert sorted(name for name in found if "zelfde" not in name) == expected


def test_collecting_judges_nothing(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, ALL)
    monkeypatch.setattr(items, "validator", None)  # calling it would be an error
    result = run(project, "--collect-only", "-q")
    assert result.ret == pytest.ExitCode.OK
    assert collected(result) == ["tests/test_one.py::test_one", *(f"{n}::scheidslijn" for n in ALL)]


def test_what_failed_can_be_run_again_by_itself(project: pytest.Pytester) -> None:
    write(project, ALL)
    run(project)
    again = run(project, "--last-failed")
    assert outcomes(again) == {line for line in OUTCOMES if not line.startswith("PASSED")}


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (("-m", "not scheidslijn"), 0),
        (("-m", "scheidslijn"), 4),
        (("--ignore=dossiers",), 0),
        (("--ignore=dossiers/kapot.ttl",), 3),
        (("--ignore-glob=*kapot*",), 3),
        (("--deselect=dossiers/kapot.ttl",), 3),
        (("-k", "let-op"), 1),
    ],
    ids=str,
)
def test_tests_of_dossiers_are_left_out_as_others_are(
    project: pytest.Pytester, options: tuple[str, ...], left: int
) -> None:
    write(project, ALL)
    found = collected(run(project, "--collect-only", "-q", *options))
    assert sum(name.startswith("dossiers/") for name in found) == left


def test_the_folder_that_pytest_runs_in_changes_places_and_not_names(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, ALL)
    monkeypatch.chdir(project.path / "tests")
    result = run(project, "--tb=short", "../dossiers")
    assert "FAILED ../dossiers/gemengd.ttl::scheidslijn" in outcomes(result)
    result.stdout.fnmatch_lines(["    ../dossiers/gemengd.ttl:14 (*"])
    # in a folder of tests without more, only these are meant
    assert outcomes(run(project)) == {"PASSED test_one.py::test_one"}


def test_a_test_that_leaves_the_folder_behind_does_no_harm(project: pytest.Pytester) -> None:
    leaves = "import os\ndef test_one(tmp_path): os.chdir(tmp_path)\n"
    write(project, {"tests/test_one.py": leaves, "dossiers/gemengd.ttl": MIXED})
    result = run(project)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["    dossiers/gemengd.ttl:14 (*"])


def test_odd_names_are_carried_and_those_that_pytest_cannot_carry_are_refused(
    project: pytest.Pytester,
) -> None:
    names = ("met spatie", "aanhaling'\"", "50%25", "-streep", "pijp|", "a@b[1]", "élève", "<b>")
    clean = [
        dossier(DIRECTION, number=number, employer=f"e{number}").replace(":vera", f":v{number}")
        for number in range(len(names))
    ]
    files = {f"dossiers/{name}.ttl": text for name, text in zip(names, clean, strict=True)}
    write(project, files)
    passed = {f"PASSED {name}::scheidslijn" for name in files}
    assert outcomes(run(project)) == passed | {"PASSED tests/test_one.py::test_one"}
    for name in ("dubbel::punt", "nieuwe\nregel", "\x1b[31mrood", "geen\udce9utf"):
        odd = project.path / "dossiers" / f"{name}.ttl"
        odd.write_text(CLEAN, encoding="utf-8")
        result = run(project)
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines(["*: pytest cannot use this name; *"])
        odd.unlink()


def test_dossiers_in_tables_json_and_yaml_are_tests_too(project: pytest.Pytester) -> None:
    for name in ("dossiers.csv", "dossiers.rml"):
        shutil.copy(TABLES / name, project.path)
    form = ROOT / "examples" / "formulier"
    for name in (
        "casemanager-taakdelegatie-niet-werkgeversregie.dossier.yaml",
        "verzuim-andere-werkgever-niet-zelfde-werkgever.dossier.json",
    ):
        shutil.copy(form / name, project.path)
    settings = SETTINGS.replace("dossiers/**/*.ttl", ".")
    write(project, {"pytest.ini": settings + "scheidslijn_mapping = dossiers.rml\n"})
    result = run(project, "--tb=short")
    assert outcomes(result) == {
        "PASSED tests/test_one.py::test_one",
        "FAILED dossiers.csv::scheidslijn",
        "FAILED casemanager-taakdelegatie-niet-werkgeversregie.dossier.yaml::scheidslijn",
        "PASSED verzuim-andere-werkgever-niet-zelfde-werkgever.dossier.json::scheidslijn",
    }
    # the second row of dossiers is lawful no more, and neither is the third; the first is
    places = set(re.findall(r"^    (dossiers\.csv:\d+) ", result.stdout.str(), re.MULTILINE))
    assert places == {"dossiers.csv:3", "dossiers.csv:4"}


def test_findings_in_the_sheets_of_a_workbook_belong_to_it(project: pytest.Pytester) -> None:
    maps = [
        f"""ex:{sheet} rml:source "{sheet}" ; rml:referenceFormulation rml:CSV .
        ex:map-{sheet} a rml:TriplesMap ; rml:logicalSource ex:{sheet} ; rml:subjectMap
            [ rml:template "https://example.org/{sheet}/{{nummer}}" ; rml:class sl:Dossier ] .\n"""
        for sheet in ("een", "twee")
    ]
    rows = [["nummer"], ["1"]]
    xlsx_file(project.path, {"een": rows, "twee": rows}, "zaken.xlsx")
    settings = SETTINGS.replace("dossiers/**/*.ttl", "zaken.xlsx dossiers/goed.ttl")
    write(
        project,
        {
            "zaken.rml": HEAD + "".join(maps),
            "dossiers/goed.ttl": CLEAN,
            "pytest.ini": settings + "scheidslijn_mapping = zaken.rml\n",
        },
    )
    result = run(project, "--tb=short")
    result.assert_outcomes(passed=2, failed=1)
    for sheet in ("een", "twee"):
        result.stdout.fnmatch_lines([f"    zaken.xlsx#{sheet}:2 (*"])


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("scheidslijn_fail_on = erg", "scheidslijn_fail_on is 'erg'; known are violation, *"),
        ("scheidslijn_reading = mild", "scheidslijn_reading is 'mild'; known are strict, *"),
        ("scheidslijn_on = 20260301", "scheidslijn_on is '20260301'; give a day, *"),
        ("scheidslijn_on = 2026-02-30", "scheidslijn_on is '2026-02-30'; give a day, *"),
        ("scheidslijn_rules = nergens.ttl", "scheidslijn_rules names *nergens.ttl; there is no *"),
        ("scheidslijn_mapping = tests", "scheidslijn_mapping names *tests; there is no such file."),
    ],
)
def test_a_setting_that_is_wrong_is_refused(
    project: pytest.Pytester, setting: str, told: str
) -> None:
    write(project, {"pytest.ini": f"{SETTINGS}{setting}\n", "dossiers/goed.ttl": CLEAN})
    result = run(project)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {told}"])


def test_a_language_that_is_unknown_is_refused(project: pytest.Pytester) -> None:
    settings = SETTINGS.replace("lang = en", "lang = fr")
    write(project, {"pytest.ini": settings, "dossiers/goed.ttl": CLEAN})
    run(project).stderr.fnmatch_lines(["ERROR: scheidslijn_lang is 'fr'; known are nl, en."])


def test_rules_of_the_project_are_applied_and_where_they_are_unsound_every_dossier_is_in_error(
    project: pytest.Pytester,
) -> None:
    write(
        project,
        {
            "pytest.ini": SETTINGS + "scheidslijn_shapes = eigen.ttl\n",
            "dossiers/goed.ttl": CLEAN,
            "eigen.ttl": "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
            "@prefix sl: <https://w3id.org/scheidslijn/def#> .\n"
            "<urn:mijn> a sh:NodeShape ; sh:targetClass sl:Dossier ;\n"
            "    sh:property [ sh:path sl:peildatum ; sh:minCount 1 ] .\n",
        },
    )
    result = run(project)
    assert "FAILED dossiers/goed.ttl::scheidslijn" in outcomes(result)
    write(project, {"eigen.ttl": "kapot"})
    result = run(project)
    assert outcomes(result) == {
        "PASSED tests/test_one.py::test_one",
        "ERROR dossiers/goed.ttl::scheidslijn",
    }
    result.stdout.fnmatch_lines(["*eigen.ttl:1:*"])


def test_an_engine_that_fails_fails_once_and_every_dossier_is_in_error(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def fail(config: pytest.Config) -> None:
        calls.append(config)
        raise EngineError("dossiers/goed.ttl: stopped after 600 seconds.")

    monkeypatch.setattr(items, "validator", fail)
    write(project, {"dossiers/goed.ttl": CLEAN, "dossiers/gemengd.ttl": MIXED})
    result = run(project)
    result.assert_outcomes(passed=1, errors=2)
    result.stdout.fnmatch_lines(["dossiers/goed.ttl: stopped after 600 seconds."])
    assert len(calls) == 1


def test_the_fixture_gives_one_validator_by_the_settings(project: pytest.Pytester) -> None:
    write(
        project,
        {
            "pytest.ini": SETTINGS.replace("scheidslijn_dossiers", "# ")
            + "scheidslijn_reading = lenient\nscheidslijn_on = 2026-03-01\n",
            "tests/test_two.py": (
                "import datetime\n"
                "from pathlib import Path\n"
                "from scheidslijn.testing import report_of\n"
                "seen = set()\n"
                "def test_settings(scheidslijn_validator):\n"
                "    seen.add(scheidslijn_validator)\n"
                "    report = report_of(Path('zaak.ttl'), validator=scheidslijn_validator)\n"
                "    assert report.reading == 'lenient'\n"
                "    assert report.on == datetime.date(2026, 3, 1)\n"
                "def test_once(scheidslijn_validator):\n"
                "    assert seen == {scheidslijn_validator}\n"
            ),
            "zaak.ttl": CLEAN,
        },
    )
    run(project).assert_outcomes(passed=3)


def test_files_and_the_fixture_share_one_validator(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    load = Validator.packaged

    def packaged(**settings: object) -> Validator:
        made.append(settings)
        return load()

    monkeypatch.setattr(Validator, "packaged", packaged)
    uses = "def test_two(scheidslijn_validator): assert scheidslijn_validator\n"
    write(project, {"tests/test_two.py": uses, "dossiers/goed.ttl": CLEAN})
    run(project).assert_outcomes(passed=3)
    assert made == [{"shapes": [], "rules": [], "reading": "strict", "on": None}]


def test_processes_side_by_side_find_the_same(project: pytest.Pytester) -> None:
    write(project, ALL)
    result = run_apart(project, *XDIST)
    assert outcomes(result) == OUTCOMES
    result.stdout.fnmatch_lines(["*= scheidslijn: noted in dossiers that passed =*"])


def test_dossiers_are_one_group_for_xdist(project: pytest.Pytester) -> None:
    groups = "print(i.nodeid, *(m.args for m in i.iter_markers('xdist_group')))"
    hook = f"def pytest_collection_modifyitems(items):\n    for i in items: {groups}\n"
    write(project, {"dossiers/goed.ttl": CLEAN, "conftest.py": hook})
    result = run(project, "--collect-only", "-s", "-p", "xdist")
    result.stdout.fnmatch_lines(["dossiers/goed.ttl::scheidslijn ('scheidslijn',)"])
    run(project, "--collect-only", "-s").stdout.fnmatch_lines(["dossiers/goed.ttl::scheidslijn"])


def test_junit_tells_failures_from_errors_and_where_they_are(project: pytest.Pytester) -> None:
    write(project, ALL)
    run(project, "--junitxml=junit.xml", "-o", "junit_family=xunit1")
    cases = {
        case.attrib["classname"]: case
        for case in ElementTree.parse(project.path / "junit.xml").iter("testcase")
    }
    failed = cases["dossiers.gemengd.ttl"]
    assert (failed.attrib["file"], failed.attrib["line"]) == ("dossiers/gemengd.ttl", "13")
    assert [child.tag for child in failed] == ["failure"]
    assert failed[0].attrib["message"].startswith("Found: 1 violation, 0 warnings, 0 info.")
    assert [child.tag for child in cases["dossiers.kapot.ttl"]] == ["error"]
    assert not [child for child in cases["dossiers.goed.ttl"] if child.tag != "system-out"]


def test_the_place_of_a_failure_is_that_of_what_weighs_most(project: pytest.Pytester) -> None:
    lines = WARNED.splitlines() + dossier(DIRECTION, DELEGATION, number=9).splitlines()
    write(project, {"dossiers/twee.ttl": "\n".join(lines) + "\n"})
    run(project, "--junitxml=junit.xml", "-o", "junit_family=xunit1")
    cases = ElementTree.parse(project.path / "junit.xml").iter("testcase")
    (failed,) = (case for case in cases if case.attrib["name"] == "scheidslijn")
    # pytest counts from 0
    line = lines.index(":rol9-0 a sl:Rolvervulling ; sl:dossier :dossier9 ;")
    assert failed.attrib["line"] == str(line)


# As it is installed: an entry point, in a process of its own.


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the path that makes the entry point known that the project declares."""
    folder = tmp_path_factory.mktemp("installed")
    info = folder / "scheidslijn_plugin-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: scheidslijn-plugin\nVersion: 0\n")
    (info / "entry_points.txt").write_text("[pytest11]\nscheidslijn = scheidslijn.pytest_plugin\n")
    return folder


def spawn(folder: Path, installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder, env=clean_environment(PYTHONPATH=str(installed)),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_the_package_declares_the_plugin() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    entry_points = declared["entry-points"]["pytest11"]
    assert entry_points == {"scheidslijn": "scheidslijn.pytest_plugin"}


def test_who_does_not_use_the_plugin_loads_nothing_and_sees_nothing(
    tmp_path: Path, installed: Path
) -> None:
    (tmp_path / "test_one.py").write_text("def test_one(): pass\n")
    code = (
        "import sys, pytest; pytest.main(['-q', '-W', 'error']);"
        "ours = [m for m in sys.modules if m.startswith(('scheidslijn', 'pyoxigraph', 'rdflib'))];"
        "print(sorted(ours))"
    )
    done = spawn(tmp_path, installed, "-c", code)
    assert done.stdout.splitlines()[-1] == "['scheidslijn', 'scheidslijn.pytest_plugin']"
    assert done.stdout.count("scheidslijn") == 2
    assert done.stderr == ""


def test_the_plugin_can_be_left_out(tmp_path: Path, installed: Path) -> None:
    (tmp_path / "test_one.py").write_text("def test_one(): pass\n")
    (tmp_path / "kapot.ttl").write_text("kapot")
    (tmp_path / "pytest.ini").write_text("[pytest]\nscheidslijn_dossiers = kapot.ttl\n")
    with_it = spawn(tmp_path, installed, "-m", "pytest", "-q")
    assert "1 passed, 1 error" in with_it.stdout
    without = spawn(tmp_path, installed, "-m", "pytest", "-q", "-p", "no:scheidslijn")
    assert (without.returncode, "1 passed" in without.stdout) == (0, True)


def test_help_explains_every_option_and_setting(tmp_path: Path, installed: Path) -> None:
    told = spawn(tmp_path, installed, "-m", "pytest", "--help").stdout
    assert set(re.findall(r"^  (--scheidslijn\S*)", told, re.MULTILINE)) == {
        "--scheidslijn=PATH",
        "--scheidslijn-fail-on={violation,warning,info}",
    }
    assert set(re.findall(r"^  scheidslijn_(\w+) \(", told, re.MULTILINE)) == {
        "dossiers", "fail_on", "lang", "mapping", "on", "reading", "rules", "shapes",
    }  # fmt: skip


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return a project as the page about the plugin describes it."""
    page = (ROOT / "docs" / "pytest.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"`([\w./]+)`:\n\n```\w+\n(.*?)```", page, flags=re.DOTALL))
    assert set(blocks) == {"pyproject.toml", "tests/test_zaken.py"}
    form = ROOT / "examples" / "formulier"
    warned = "verzuim-andere-werkgever-niet-zelfde-werkgever.dossier.json"
    blocks[f"export/{warned}"] = (form / warned).read_text(encoding="utf-8")
    for name, text in {**ALL, **blocks}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("extra", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_the_page_about_the_plugin_works_as_written(
    sample: Path, installed: Path, extra: tuple[str, ...]
) -> None:
    done = spawn(sample, installed, "-m", "pytest", "-q", "--tb=short", *extra)
    assert re.search(r"^1 failed, 5 passed, 1 error in ", done.stdout, re.MULTILINE), done.stdout
    assert "Found: 1 violation, 0 warnings, 0 info.\nDossier 1\n" in done.stdout


def test_the_command_lines_of_the_page_select_what_it_says(sample: Path, installed: Path) -> None:
    page = (ROOT / "docs" / "pytest.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```console\n(.*?)```", page, flags=re.DOTALL)
    (sample / "dossiers" / "goed.ttl").rename(sample / "dossiers" / "zaak-7.ttl")
    counts = []
    for line in block.splitlines():
        prompt, command, *words = shlex.split(line)
        assert (prompt, command) == ("$", "pytest")
        summary = spawn(sample, installed, "-m", "pytest", "-q", "--tb=no", *words).stdout
        counts += re.findall(r"^(\d.*) in [\d.]+s", summary, re.MULTILINE)
    assert counts == [
        "1 failed, 5 passed, 1 error",
        "1 passed",
        "2 passed, 5 deselected",
        "1 failed, 2 passed",
    ]
