"""What build servers read: Code Quality, workflow commands, a summary, and several at once."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from command import run
from dossiers import CLEAN
from dossiers import MIXED as MIXED_DOSSIER
from reports import ADVISED, LOOSE, MIXED, PROBLEM, SAMPLES, report, reports
from scheidslijn.model import Problem, Report, Severity, Text
from scheidslijn.render import FORMATS, codequality, summary, workflow
from scheidslijn.render.filepaths import in_repository

slow = settings(max_examples=60, deadline=None)
# the fields that GitLab documents for its Code Quality report
ISSUES: Final = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": False,
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "additionalProperties": False,
                    "properties": {
                        "path": {"type": "string", "minLength": 1, "pattern": r"^(?!\./)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "additionalProperties": False,
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)
ROOT: Final = PurePosixPath("/builds/team/dossiers")


def issues(sample: Report) -> list[dict[str, Any]]:
    found = json.loads(codequality.render(sample))
    ISSUES.validate(found)
    assert isinstance(found, list)
    return found


# Paths


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("dossiers/a.ttl", "dossiers/a.ttl"),
        ("./dossiers/a.ttl", "dossiers/a.ttl"),
        ("dossiers/../b.ttl", "b.ttl"),
        ("/builds/team/dossiers/a b.ttl", "a b.ttl"),
        ("/builds/team/dossiers-too/a.ttl", "/builds/team/dossiers-too/a.ttl"),
        ("../a.ttl", "../a.ttl"),
    ],
)
def test_a_file_is_named_from_the_root_of_the_repository(file: str, path: str) -> None:
    assert in_repository(file, ROOT) == path


@pytest.mark.parametrize(
    ("file", "path", "sheet"),
    [
        ("map/z.xlsx#blad 1", "map/z.xlsx", "blad 1: "),
        ("z#2.XLSM#Q#1", "z#2.XLSM", "Q#1: "),
        # these are names of files
        ("z.xlsx", "z.xlsx", ""),
        ("a#1.ttl", "a#1.ttl", ""),
        ("z.csv#1", "z.csv#1", ""),
        ("oud.xlsx#2/a.ttl", "oud.xlsx#2/a.ttl", ""),
    ],
)
def test_a_sheet_is_in_the_message_and_not_in_the_path(file: str, path: str, sheet: str) -> None:
    sample = report(
        replace(MIXED, file=file, line=3), problems=(Problem(file, "dat is geen datum", 4, 2),)
    )
    unread, mixed = issues(sample)
    assert (unread["location"]["path"], mixed["location"]["path"]) == (path, path)
    assert unread["description"] == f"Niet te lezen: {sheet}dat is geen datum"
    assert mixed["description"].startswith(f"{sheet}{MIXED.message.nl} ")

    annotations = commands(workflow.render(sample))
    assert [place["file"] for _, place, _ in annotations] == [path, path]
    assert annotations[0][2] == f"{sheet}dat is geen datum"
    assert annotations[1][2].startswith(f"{sheet}{MIXED.message.nl}\n")


# Code Quality


def test_code_quality_has_an_issue_for_each_finding_and_each_input_that_was_not_read() -> None:
    unread, advised, mixed, loose = issues(SAMPLES["everything"])
    assert unread | {"fingerprint": ""} == {
        "description": "Niet te lezen: een punt ontbreekt aan het eind",
        "check_name": "not-read",
        "fingerprint": "",
        "severity": "blocker",
        "location": {"path": "dossiers/stuk.ttl", "lines": {"begin": 7}},
    }
    assert (advised["severity"], advised["check_name"]) == ("info", "DossierHeeftEersteZiektedag")
    assert mixed["severity"] == "major"
    assert mixed["location"] == {"path": "dossiers/voorbeeld-1.ttl", "lines": {"begin": 12}}
    assert mixed["description"].startswith(f"{MIXED.message.nl} Persoon: Vera Voorbeeld. Rollen: ")
    assert mixed["description"].endswith(f"Herstel: {MIXED.remedy.nl}")
    # a finding about a file as a whole
    assert loose["severity"] == "minor"
    assert loose["location"] == {"path": "dossiers/los bestand.ttl", "lines": {"begin": 1}}


def test_code_quality_is_empty_only_when_all_was_judged_and_nothing_found() -> None:
    assert [name for name, sample in SAMPLES.items() if not issues(sample)] == ["clean"]


def test_a_fingerprint_stays_when_lines_and_files_move() -> None:
    (before,) = issues(report(MIXED))
    (after,) = issues(report(replace(MIXED, file="elders/zaak.ttl", line=99)))
    assert before["fingerprint"] == after["fingerprint"]
    (other,) = issues(report(replace(MIXED, value="urn:x")))
    assert before["fingerprint"] != other["fingerprint"]


def test_no_two_issues_share_a_fingerprint() -> None:
    @slow
    @given(reports, reports)
    def check(one: Report, two: Report) -> None:
        findings, problems = (*one.findings, *one.findings, *two.findings), one.problems
        both = replace(one, findings=findings, problems=(*problems, *problems))
        prints = [issue["fingerprint"] for issue in issues(both)]
        assert len(set(prints)) == len(prints)

    check()


# Workflow commands


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read commands back as the runner does: split first, and only then take escapes away."""
    found = []
    for line in text.splitlines():
        matched = re.fullmatch(r"::(\w+)(?: ([^:]*?))?::(.*)", line)
        if matched:
            pairs = [pair.partition("=") for pair in (matched[2] or "").split(",") if pair]
            values = {key: unescaped(value) for key, _, value in pairs}
            found.append((matched[1], values, unescaped(matched[3])))
    return found


def unescaped(text: str) -> str:
    for code, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_a_finding_is_a_command_with_its_place() -> None:
    found = commands(workflow.render(SAMPLES["everything"], "en"))
    assert [level for level, _, _ in found] == ["error", "error", "warning", "notice"]
    assert found[0][1] == {
        "file": "dossiers/stuk.ttl",
        "line": "7",
        "col": "3",
        "title": "Could not be read",
    }
    _, place, message = found[1]
    assert place == {
        "file": "dossiers/voorbeeld-1.ttl",
        "line": "12",
        "title": "violation: CasemanagerIsGeenLeidinggevende",
    }
    assert message.startswith(f"{MIXED.message.en}\nPerson: Vera Voorbeeld\n")
    assert message.endswith(f"\nRemedy: {MIXED.remedy.en}")
    assert found[3][1]["title"] == "info: DossierHeeftEersteZiektedag"
    assert "file" not in found[3][1]


def test_a_run_that_judged_nothing_is_an_error() -> None:
    for sample in ("no dossiers", "no shapes"):
        ((level, place, message),) = commands(workflow.render(SAMPLES[sample]))
        assert (level, place) == ("error", {})
        assert "Dit is geen goede uitslag." in message


def test_a_file_name_cannot_end_a_property_or_start_another() -> None:
    file = "a,b:c%2C=d::e.ttl"
    ((_, place, _),) = commands(workflow.render(report(replace(MIXED, file=file))))
    assert place["file"] == file


def test_github_is_given_ten_of_each_level_and_told_how_many_there_were() -> None:
    several = [replace(MIXED, focus=f"urn:x:{n}") for n in range(13)]
    several += [replace(LOOSE, focus=f"urn:x:{n}") for n in range(10)]
    written = workflow.render(report(*several), "en")
    levels = [level for level, _, _ in commands(written)]
    assert (levels.count("error"), levels.count("warning")) == (10, 10)
    assert written.endswith("\nAnd 3 more: GitHub shows no more of them for one step.\n")


def test_a_long_message_is_cut() -> None:
    long = replace(MIXED, message=Text(nl="a" * 1_000_000, en=""))
    assert len(workflow.render(report(long))) < 5000


@slow
@given(reports)
def test_every_line_of_any_report_is_one_command_or_plain_words(sample: Report) -> None:
    written = workflow.render(sample)
    expected = len(sample.findings) + len(sample.problems)
    judged = sample.checked.dossiers > 0 and sample.checked.shapes > 0
    expected += not judged and not sample.problems
    assert len(commands(written)) == expected
    assert len(written.splitlines()) == max(expected, 1)


# Summary


@pytest.mark.parametrize(
    ("sample", "verdict"),
    [
        ("clean", "Passed: nothing found"),
        ("one violation", "Failed: 1 finding at or above the threshold (violation)"),
        ("everything", "Not everything was judged"),
        ("only problems", "Not everything was judged"),
        ("no dossiers", "Nothing was judged"),
        ("no shapes", "Nothing was judged"),
    ],
)
def test_the_verdict_comes_first(sample: str, verdict: str) -> None:
    written = summary.render(SAMPLES[sample], "en")
    assert written.splitlines()[0] == f"## scheidslijn: {verdict}"


def test_findings_below_the_threshold_pass_and_are_shown() -> None:
    sample = report(LOOSE, ADVISED)
    written = summary.render(sample, "en")
    assert "Passed: nothing at or above the threshold (violation)" in written
    assert "**0 violations, 1 warning, 1 info.**" in written
    assert "| warning | dossiers/los bestand.ttl | This is no date." in written
    assert "Failed: 2 findings" in summary.render(sample, "en", Severity.INFO)


def test_a_finding_has_its_norm_article_and_remedy_folded_below_it() -> None:
    row = summary.render(report(MIXED), "en").splitlines()[-1]
    assert row.startswith(
        f"| violation | dossiers/voorbeeld-1.ttl:12 | {MIXED.message.en} <details>"
    )
    for part in (
        f"Sample dossier 1 ({MIXED.id})",
        "Norm: No mixing of roles in one dossier",
        "Article: Sample Act article 1(2)",
        f"Remedy: {MIXED.remedy.en}",
    ):
        assert f">{part}<" in row


def test_what_was_not_read_comes_with_its_place() -> None:
    written = summary.render(SAMPLES["everything"], "en")
    assert "| dossiers/stuk.ttl:7:3 | een punt ontbreekt aan het eind |" in written
    assert "1 file could not be read: this verdict is incomplete." in written
    assert written.index("stuk.ttl") < written.index("voorbeeld-1.ttl")


def test_reading_and_day_are_named() -> None:
    written = summary.render(SAMPLES["lenient on a day"], "en")
    assert "Lenient reading. Reference date: 2026-03-01." in written


def test_a_summary_stays_below_a_mebibyte_and_counts_what_it_leaves_out() -> None:
    long = Text(nl="lang " * 2000, en="<b>" * 2000)
    several = [replace(MIXED, focus=f"urn:x:{n}", message=long) for n in range(300)]
    problems = [Problem(f"{n}.ttl", "x" * 5000) for n in range(100)]
    written = summary.render(report(*several, problems=tuple(problems)), "en")
    assert 900_000 < len(written.encode()) < 1024 * 1024
    shown = len(re.findall(r"^\| violation ", written, re.MULTILINE))
    assert 0 < shown < 300
    assert written.endswith(f"\nAnd {300 - shown} more that do not fit here.\n")


def test_one_finding_that_does_not_fit_hides_no_other() -> None:
    huge = replace(MIXED, message=Text(nl="a" * 2_000_000, en=""))
    written = summary.render(report(huge, LOOSE))
    assert LOOSE.message.nl in written
    assert written.endswith("\nEn nog 1 die hier niet past.\n")


def test_what_a_dossier_says_is_shown_and_never_marks_up() -> None:
    hostile = "</details>|<script>[x](y)\n# `a` *b* ![c](d) <!-- {{ }}"
    finding = replace(MIXED, message=Text(nl=hostile, en=""), file="a|b<i>.ttl")
    unread = replace(PROBLEM, source="c|d<i>.ttl", message=hostile)
    written = summary.render(report(finding, problems=(unread,)))
    html = MarkdownIt("gfm-like", {"linkify": False}).render(written)
    assert html.count("<tr>") == 4
    assert html.count("<td>") == 5
    assert (html.count("<details>"), html.count("</details>")) == (1, 1)
    assert "&lt;/details&gt;|&lt;script&gt;[x](y) # `a` *b* ![c](d) &lt;!-- {{ }}" in html
    assert "a|b&lt;i&gt;.ttl:12" in html
    assert "c|d&lt;i&gt;.ttl:7:3" in html
    assert not re.search(r"<(script|i|a|em|code|img|h1)\b", html)


def test_nobody_is_called_by_what_a_dossier_says() -> None:
    finding = replace(MIXED, message=Text(nl="Zie @vera en a@b.", en=""), file="@fien/a.ttl")
    unread = replace(PROBLEM, source="@team/c.ttl", message="@iedereen")
    html = MarkdownIt("gfm-like", {"linkify": False}).render(
        summary.render(report(finding, problems=(unread,)))
    )
    assert html.count("@") == html.count("@\u200b") == 5
    assert "Zie @\u200bvera en a@\u200bb." in html


@slow
@given(reports, st.sampled_from(Severity))
def test_any_report_is_a_summary_with_a_row_for_each_finding_and_problem(
    sample: Report, fail_on: Severity
) -> None:
    written = summary.render(sample, "en", fail_on)
    html = MarkdownIt("gfm-like", {"linkify": False}).render(written)
    tables = bool(sample.findings) + bool(sample.problems)
    assert html.count("<tr>") == len(sample.findings) + len(sample.problems) + tables
    passed = written.startswith("## scheidslijn: Passed")
    judged = sample.checked.dossiers > 0 and sample.checked.shapes > 0 and not sample.problems
    assert passed is (judged and not sample.at_or_above(fail_on))


# The command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mixed.ttl").write_text(MIXED_DOSSIER, encoding="utf-8")
    (tmp_path / "clean.ttl").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "leeg").mkdir()
    return tmp_path


def test_one_run_writes_every_report_as_it_would_be_written_alone(folder: Path) -> None:
    reports = [f"--report={name}=uit.{name}" for name in FORMATS]
    shared = ("--lang", "en", "--fail-on", "info")
    outcome = run("validate", "mixed.ttl", *reports, *shared, folder=folder)
    assert outcome.code == 1
    assert outcome.err == ""
    for name in FORMATS:
        alone = run("validate", "mixed.ttl", "--format", name, *shared, folder=folder)
        assert (folder / f"uit.{name}").read_bytes() == alone.raw
    assert (folder / "uit.text").read_bytes() == outcome.raw


def test_files_are_named_from_the_folder_that_the_command_runs_in(folder: Path) -> None:
    for file in ("./mixed.ttl", folder / "mixed.ttl"):
        outcome = run(
            "validate", file, "--report=codequality=q.json", "--report=github=a.txt", folder=folder
        )
        assert outcome.code == 1
        assert json.loads((folder / "q.json").read_text())[0]["location"]["path"] == "mixed.ttl"
        assert (folder / "a.txt").read_text().startswith("::error file=mixed.ttl,line=14,")


@pytest.mark.parametrize("path", ["leeg", "bestaat-niet.ttl"])
def test_reports_say_that_no_dossier_was_found(folder: Path, path: str) -> None:
    reports = [f"--report={name}=uit.{name}" for name in FORMATS]
    outcome = run("validate", path, *reports, "--on", "2026-03-01", folder=folder)
    assert (outcome.code, outcome.out) == (3, "")
    found = json.loads((folder / "uit.json").read_text(encoding="utf-8"))
    assert found["conforms"] is False
    assert [problem["source"] for problem in found["problems"]] == [path]
    assert found["on"] == "2026-03-01"
    for name in FORMATS:
        written = (folder / f"uit.{name}").read_text(encoding="utf-8")
        assert path in written or name == "turtle"


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("uit.xml", "FORMAT=FILE was expected, with a format out of text, json, sarif, junit"),
        ("html=uit.html", "FORMAT=FILE was expected"),
        ("junit=", "FORMAT=FILE was expected"),
        ("sarif=eerder.json", "json is to go into the same file."),
        ("sarif=geen/map.sarif", "geen/map.sarif: cannot be written: No such file"),
    ],
)
def test_a_report_that_cannot_be_written_is_refused(folder: Path, value: str, says: str) -> None:
    reports = ("--report", "json=eerder.json", "--report", value)
    outcome = run("validate", "clean.ttl", *reports, folder=folder)
    assert outcome.code == 2
    assert says in outcome.everything


@pytest.mark.parametrize(
    "given",
    [
        ("mixed.ttl", "clean.ttl", "--report", "json=mixed.ttl"),
        ("mixed.ttl", "--output", "./leeg/../mixed.ttl"),
        ("clean.ttl", "--shapes", "mixed.ttl", "--report=sarif=mixed.ttl"),
        ("clean.ttl", "--rules", "mixed.ttl", "--output", "mixed.ttl"),
        ("clean.ttl", "--mapping", "mixed.ttl", "--output", "mixed.ttl"),
    ],
)
def test_a_file_that_is_to_be_read_is_not_written_over(
    folder: Path, given: tuple[str, ...]
) -> None:
    outcome = run("validate", *given, folder=folder)
    assert outcome.code == 2
    assert "mixed.ttl: is to be read; write the report to another file." in outcome.everything
    assert (folder / "mixed.ttl").read_text(encoding="utf-8") == MIXED_DOSSIER


def test_an_older_report_is_written_over(folder: Path) -> None:
    for _ in range(2):
        assert run("validate", "clean.ttl", "--report=json=uit.json", folder=folder).code == 0
