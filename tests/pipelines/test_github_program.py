"""The program of the GitHub Action, where a runner or its machine does not do what it should."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest
from sample_repository import ROOT

# writes its reports as the command does, and then what each test lets it do
COMMAND: Final = """
import json, os, random, signal, sys
from pathlib import Path
files = dict(each.removeprefix("--report=").split("=", 1) for each in sys.argv[1:] if "=" in each)
findings = [{"severity": "warning"}] * RESULTS
report = json.dumps({"findings": findings, "checked": {"dossiers": 7}})
Path(files["sarif"]).write_bytes(SARIF)
Path(files["markdown"]).write_text("## scheidslijn: Geslaagd\\n")
"""
WRITE: Final = 'Path(files["json"]).write_text(report)\n'
SARIF: Final = b'{"runs": []}'


@dataclass
class Step:
    """A step of the action, with a command that the test writes."""

    program: ModuleType
    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def run(self, ending: str = WRITE, results: int = 0, sarif: str = repr(SARIF)) -> int:
        command = self.folder / "command.py"
        text = COMMAND.replace("RESULTS", str(results)).replace("SARIF", sarif)
        command.write_text(text + ending, encoding="utf-8")
        self.monkeypatch.setattr(self.program, "installed", lambda _: [sys.executable, command])
        return self.again()

    def again(self) -> int:
        code = self.program.main()
        assert isinstance(code, int)
        return code

    def outputs(self) -> dict[str, str]:
        lines = (self.folder / "outputs").read_text(encoding="utf-8").splitlines()
        return {name: value for name, _, value in (line.partition("=") for line in lines)}

    def summary(self) -> str:
        return (self.folder / "summary").read_text(encoding="utf-8")


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Step:
    spec = importlib.util.spec_from_file_location("github", ROOT / "ci" / "github.py")
    assert spec
    assert spec.loader
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    given = {
        "SCHEIDSLIJN_PATHS": "dossiers",
        "SCHEIDSLIJN_UPLOAD_SARIF": "auto",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "outputs"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }
    monkeypatch.setattr(os, "environ", given)
    monkeypatch.chdir(tmp_path)
    return Step(program, tmp_path, monkeypatch)


def test_a_command_that_was_killed_is_a_failure_and_its_halves_of_reports_are_not_read(
    step: Step, capfd: pytest.CaptureFixture[str]
) -> None:
    half = 'Path(files["json"]).write_text(report[:9])\nos.kill(os.getpid(), signal.SIGKILL)\n'
    assert step.run(half) == 4
    assert step.outputs() == {"exit-code": "4"}
    for told in (step.summary(), capfd.readouterr().out):
        assert "the command was stopped by signal 9; nothing can be said of the dossiers." in told
        assert "Probably it needed more memory than the runner has." in told
        assert "Geslaagd" not in told


def test_a_command_that_was_stopped_otherwise_is_not_said_to_need_memory(step: Step) -> None:
    assert step.run("os.kill(os.getpid(), signal.SIGTERM)\n") == 4
    assert "stopped by signal 15" in step.summary()
    assert "memory" not in step.summary()


@pytest.mark.parametrize(
    ("results", "sarif", "told"),
    [
        (25_000, repr(SARIF), ""),
        (25_001, repr(SARIF), "it takes 25000 results at most, and these are 25001."),
        # 10 MB as it is sent, zipped
        (1, "random.Random(0).randbytes(10_000_001)", "it takes 10000000 bytes at most, zipped."),
        (1, "bytes(10_000_001)", ""),
    ],
)
def test_what_code_scanning_refuses_is_not_uploaded_and_is_told(
    step: Step, results: int, sarif: str, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert step.run(results=results, sarif=sarif) == 0
    outputs = step.outputs()
    assert (outputs["warnings"], outputs["dossiers"]) == (str(results), "7")
    assert outputs["uploadable"] == ("false" if told else "true")
    for text in (step.summary(), capfd.readouterr().out):
        assert ("Code scanning refuses this SARIF file" in text) is bool(told)
        assert told in text


def test_what_was_not_judged_in_full_is_not_uploaded(step: Step) -> None:
    assert step.run(f"{WRITE}sys.exit(3)\n") == 0
    assert step.outputs()["exit-code"] == "3"
    assert step.outputs()["uploadable"] == "false"


@pytest.mark.parametrize("problem", [FileNotFoundError(2, "no such file", "bin/python")])
def test_a_machine_on_which_nothing_can_be_installed_is_refused_in_words(
    step: Step, problem: OSError, capfd: pytest.CaptureFixture[str]
) -> None:
    def installed(_: Path) -> list[str]:
        raise problem

    step.monkeypatch.setattr(step.program, "installed", installed)
    assert step.again() == 4
    assert step.outputs() == {"exit-code": "4"}
    for told in (step.summary(), capfd.readouterr().out):
        assert "could not be installed: [Errno 2] no such file: 'bin/python'." in told
        assert "The action runs on Linux and macOS." in told


def test_an_older_sarif_file_makes_way(step: Step) -> None:
    older = step.folder / "uit.sarif"
    older.write_bytes(b'{"version": "2.1.0", "runs": [{}]}')
    os.environ["SCHEIDSLIJN_SARIF_FILE"] = "uit.sarif"
    assert step.run() == 0
    assert step.outputs()["sarif-file"] == "uit.sarif"
    assert older.read_bytes() == SARIF

    # and nobody takes it for one of a run that wrote none
    assert step.run('Path(files["sarif"]).unlink()\n') == 0
    assert step.outputs()["sarif-file"] == ""
    assert not older.exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, '{"runs": 3}', '["runs"]', "@prefix : <urn:x> ."]
)
def test_what_is_no_sarif_file_is_left_as_it_was(step: Step, text: str) -> None:
    (step.folder / "zaak.ttl").write_text(text, encoding="utf-8")
    os.environ["SCHEIDSLIJN_SARIF_FILE"] = "zaak.ttl"
    assert step.run() == 2
    assert (step.folder / "zaak.ttl").read_text(encoding="utf-8") == text
    assert step.outputs() == {"exit-code": "2"}
    assert "zaak.ttl is there already and is no SARIF file; it is left" in step.summary()


def test_sarif_is_not_written_through_a_link(step: Step) -> None:
    (step.folder / "uit.sarif").symlink_to(step.folder / "elders.sarif")
    os.environ["SCHEIDSLIJN_SARIF_FILE"] = "uit.sarif"
    assert step.run() == 2
    assert not (step.folder / "elders.sarif").exists()


def test_a_sarif_file_that_cannot_have_that_name_is_refused(step: Step) -> None:
    os.environ["SCHEIDSLIJN_SARIF_FILE"] = "x" * 300
    assert step.run() == 2
    assert "sarif-file cannot be written: " in step.summary()


def test_sarif_is_what_the_command_wrote(step: Step) -> None:
    assert step.run() == 0
    assert json.loads(Path(step.outputs()["sarif-file"]).read_bytes()) == {"runs": []}
