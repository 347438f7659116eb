"""The GitHub Action, run by act on this machine: what fails, is shown, and is uploaded."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import pytest
import yaml
from jsonschema import Draft4Validator
from sample_repository import (
    FILES,
    HOSTILE_MODULES,
    ROOT,
    VERSION,
    assert_shown,
    documented,
    environment,
    repository,
    scheidslijn_files,
    tool,
)

from published import published_data

ACTION: Final = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
USES: Final = f"OWNER/scheidslijn@{VERSION}"
PUBLIC: Final = {"repository": {"private": False}}
PRIVATE: Final = {"repository": {"private": True}}
HOSTILE: Final = "$(touch geraakt) `touch geraakt` \"; touch geraakt; '${{ github.token }}"
# by the id of the step
STEPS: Final[Mapping[str, Mapping[str, str]]] = {
    "lines": {"paths": "schoon\n\n  dossiers/*.ttl  \n", "upload-sarif": "false"},
    "violation": {"paths": "fout", "lang": "en", "category": "fout", "sarif-file": "fout.sarif"},
    "lighter": {"paths": "licht van gewicht", "category": "licht", "upload-sarif": "true"},
    "broken": {"paths": "stuk", "lang": "en", "category": "stuk", "upload-sarif": "true"},
    "empty": {"paths": "leeg", "lang": "en"},
    "hostile-dossier": {"paths": "vals", "upload-sarif": "false"},
    "hostile-input": {"paths": HOSTILE},
    "usage": {"paths": "schoon", "fail-on": "nooit"},
    "nowhere": {"paths": "schoon", "sarif-file": "geen/map/uit.sarif"},
    "occupied": {"paths": "schoon", "sarif-file": "schoon/zaak.ttl"},
    "folder": {"paths": "schoon", "sarif-file": "schoon"},
}
# a Python that judges nothing, where only the upload matters
STUB: Final = (
    "#!/bin/sh\ntouch x.sarif\n"
    'printf "exit-code=0\\nsarif-file=x.sarif\\nuploadable=true\\n" >> "$GITHUB_OUTPUT"\n'
)
TOO_LARGE: Final = STUB.replace("uploadable=true", "uploadable=false")


@dataclass
class Run:
    """What one run of a workflow left behind."""

    folder: Path
    kept: Path
    steps: dict[str, dict[str, Any]]
    lines: list[dict[str, Any]] = field(repr=False)

    def outcome(self, step: str) -> tuple[str, str]:
        found = self.steps[step]
        return found["outcome"], found["outputs"]["exit-code"]

    def summary(self, step: str) -> str:
        # of a step that fails, act tells of the summary twice
        lines = (each for each in self._of(step) if each.get("command") == "summary")
        (found,) = {str(each["content"]) for each in lines}
        return found

    def annotations(self, step: str) -> list[tuple[str, dict[str, str], str]]:
        return [
            (each["command"], each["kvPairs"], each["arg"])
            for each in self._of(step)
            if each.get("command") in ("error", "warning", "notice")
        ]

    def log(self, step: str) -> str:
        shown = (each for each in self._of(step) if each.get("raw_output") or "raw" in each)
        return "".join(each.get("raw", each["msg"]) for each in shown)

    def _of(self, step: str) -> list[dict[str, Any]]:
        return [each for each in self.lines if each.get("stepID", [""])[0] == step]


def act(folder: Path, steps: list[dict[str, Any]], event: Mapping[str, Any], **files: str) -> Run:
    """Run these steps as the one job of a workflow, in a team's repository with all samples."""
    record = {
        "if": "always()",
        "env": {"STEPS": "${{ toJSON(steps) }}"},
        "run": 'printf "%s" "$STEPS" > "$KEPT/steps.json"; ls > "$KEPT/ls"',
    }
    workflow = yaml.safe_load(documented("github"))
    workflow["jobs"]["dossiers"]["steps"] = [*steps, record]
    workflow["jobs"]["dossiers"]["env"] = {"PYTHONPATH": "."}
    # YAML 1.1, which this reader follows, takes the key "on" for true
    text = json.dumps({"on": workflow.pop(True), **workflow})
    team = repository(
        folder / "team",
        {**FILES, **HOSTILE_MODULES, **files, ".github/workflows/dossiers.yml": text},
        "https://github.com/team/dossiers.git",
    )
    for name in files:
        (team / name).chmod(0o755)
    kept = folder / "kept"
    kept.mkdir()
    (folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
    uploading = folder / "codeql-action"
    (uploading / "upload-sarif").mkdir(parents=True)
    stand_in = (ROOT / "tests/pipelines/upload-sarif/action.yml").read_bytes()
    (uploading / "upload-sarif" / "action.yml").write_bytes(stand_in)
    arguments = [
        "push", "--json", "--no-cache-server", "--pull=false",
        "--platform", "ubuntu-latest=-self-hosted",
        "--eventpath", str(folder / "event.json"),
        "--action-cache-path", str(folder / "cache"),
        "--local-repository", f"{USES}={folder / 'scheidslijn'}",
        "--local-repository", f"github/codeql-action@v4={uploading}",
    ]  # fmt: skip
    done = subprocess.run(
        [tool("act"), *arguments],
        cwd=team,
        env=environment(folder / "home", KEPT=str(kept)),
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert (kept / "steps.json").exists(), done.stdout + done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return Run(team, kept, json.loads((kept / "steps.json").read_text(encoding="utf-8")), lines)


def step(name: str, inputs: Mapping[str, str]) -> dict[str, Any]:
    return {"uses": USES, "id": name, "continue-on-error": True, "with": dict(inputs)}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One run of the step that the documentation shows, and of one for every other sample."""
    tool("act")
    folder = tmp_path_factory.mktemp("github")
    scheidslijn_files(folder / "scheidslijn")
    job = yaml.safe_load(documented("github"))["jobs"]["dossiers"]
    checkout, shown = job["steps"]
    shown |= {"id": "documented", "continue-on-error": True}
    return act(folder, [checkout, shown, *(step(*each) for each in STEPS.items())], PUBLIC)


def test_the_step_that_the_documentation_shows_judges_and_uploads(run: Run) -> None:
    assert run.outcome("documented") == ("success", "0")
    assert run.summary("documented").startswith("## scheidslijn: Geslaagd: niets gevonden\n")
    assert _uploaded(run, "scheidslijn")["results"] == []


def test_paths_stand_on_lines(run: Run) -> None:
    assert run.outcome("lines") == ("success", "0")
    assert run.steps["lines"]["outputs"]["dossiers"] == "2"


def test_a_violation_fails_and_is_shown_in_log_annotation_summary_and_code_scanning(
    run: Run,
) -> None:
    assert run.outcome("violation") == ("failure", "1")
    outputs = run.steps["violation"]["outputs"]
    assert (outputs["violations"], outputs["warnings"], outputs["infos"]) == ("1", "0", "0")
    assert "fout/zaak, 50%.ttl:14 (" in run.log("violation")
    ((level, place, message),) = run.annotations("violation")
    assert (level, place["file"], place["line"]) == ("error", "fout/zaak, 50%.ttl", "14")
    assert "Vera Voorbeeld" in message
    assert "\nRemedy: " in message
    assert_shown("github summary", run.summary("violation"))
    (result,) = _uploaded(run, "fout")["results"]
    assert (result["ruleId"], result["level"]) == ("Rolvermenging", "error")
    # where the caller asked for it
    assert outputs["sarif-file"] == "fout.sarif"
    assert "fout.sarif" in (run.kept / "ls").read_text(encoding="utf-8").splitlines()


def test_a_finding_below_the_threshold_passes_and_is_shown(run: Run) -> None:
    assert run.outcome("lighter") == ("success", "0")
    assert run.steps["lighter"]["outputs"]["warnings"] == "1"
    ((level, place, _),) = run.annotations("lighter")
    assert (level, place["file"]) == ("warning", "licht van gewicht/zaak.ttl")
    assert "| waarschuwing | licht van gewicht/zaak.ttl:" in run.summary("lighter")
    (result,) = _uploaded(run, "licht")["results"]
    assert result["level"] == "warning"


@pytest.mark.parametrize(
    ("step_id", "place", "says"),
    [
        ("broken", "stuk/zaak.ttl:3:", "not allowed"),
        ("empty", "leeg", "the folder holds no dossier"),
    ],
)
def test_what_cannot_be_judged_fails_loudly_and_is_not_uploaded(
    run: Run, step_id: str, place: str, says: str
) -> None:
    assert run.outcome(step_id) == ("failure", "3")
    ((level, properties, message),) = run.annotations(step_id)
    assert (level, properties["file"]) == ("error", place.partition(":")[0])
    assert says in message
    summary = run.summary(step_id)
    assert f"| {place}" in summary
    assert says in summary
    assert not (run.kept / "stuk.sarif").exists()
    if step_id == "broken":
        assert properties["line"] == "3"


def test_what_a_dossier_says_is_no_command_to_the_runner(run: Run) -> None:
    assert "\n::error file=gelogen.ttl::gelogen\n" in run.log("hostile-dossier")
    assert [place["file"] for _, place, _ in run.annotations("hostile-dossier")] == [
        "vals/zaak.ttl"
    ]


def test_what_a_caller_gives_and_the_code_of_the_repository_are_never_run(run: Run) -> None:
    assert run.outcome("hostile-input") == ("failure", "3")
    assert run.outcome("documented") == ("success", "0")
    left = (run.kept / "ls").read_text(encoding="utf-8").splitlines()
    assert "venv.py" in left
    assert "geraakt" not in left


@pytest.mark.parametrize(
    ("step_id", "says"),
    [
        ("usage", "'nooit' is not one of 'violation', 'warning', 'info'"),
        ("nowhere", "geen/map/uit.sarif cannot be written: there is no folder geen/map."),
        ("occupied", "schoon/zaak.ttl is there already and is no SARIF file"),
        ("folder", "sarif-file must be a file: schoon is a folder."),
    ],
)
def test_wrong_usage_says_what_is_wrong(run: Run, step_id: str, says: str) -> None:
    assert run.outcome(step_id) == ("failure", "2")
    ((level, _, message),) = run.annotations(step_id)
    assert level == "error"
    assert says in message
    assert says in run.summary(step_id)
    assert "Geslaagd" not in run.summary(step_id)
    assert (run.folder / "schoon/zaak.ttl").read_text("utf-8") == FILES["schoon/zaak.ttl"]


def test_a_run_that_may_not_upload_fails_only_when_it_must(tmp_path: Path) -> None:
    inputs = {
        "auto": {"python": "./stub", "upload-sarif": "auto", "category": "refused"},
        "true": {"python": "./stub", "upload-sarif": "true", "category": "refused"},
        "soms": {"upload-sarif": "soms"},
        "large": {"python": "./large", "upload-sarif": "auto", "category": "large"},
    }
    run = _uploads(tmp_path, inputs, PUBLIC)
    assert run.outcome("auto") == ("success", "0")
    assert run.outcome("true") == ("failure", "0")
    assert run.outcome("soms") == ("failure", "2")
    # code scanning would refuse it
    assert run.outcome("large") == ("success", "0")
    assert not list(run.kept.glob("*.sarif"))
    assert "upload-sarif must be one of auto, true, false." in run.summary("soms")


def test_the_findings_of_a_private_repository_are_uploaded_only_when_asked(tmp_path: Path) -> None:
    modes = ("auto", "true", "false")
    inputs = {mode: {"python": "./stub", "upload-sarif": mode, "category": mode} for mode in modes}
    run = _uploads(tmp_path, inputs, PRIVATE)
    assert all(run.outcome(mode) == ("success", "0") for mode in modes)
    assert {path.name for path in run.kept.glob("*.sarif")} == {"true.sarif"}


def _uploads(
    folder: Path, inputs: Mapping[str, Mapping[str, str]], event: Mapping[str, Any]
) -> Run:
    tool("act")
    scheidslijn_files(folder / "scheidslijn", ["action.yml", "ci"])
    steps = [{"uses": "actions/checkout@v5"}, *(step(*each) for each in inputs.items())]
    return act(folder, steps, event, stub=STUB, large=TOO_LARGE)


def _uploaded(run: Run, category: str) -> dict[str, Any]:
    """Return the run in the SARIF file of a category, after looking at all that GitHub asks."""
    sarif = json.loads((run.kept / f"{category}.sarif").read_text(encoding="utf-8"))
    schema = published_data("profiles") / "sarif-schema-2.1.0.json"
    Draft4Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(sarif)
    (found,) = sarif["runs"]
    assert found["invocations"][0]["executionSuccessful"] is True
    rules = {rule["id"]: rule for rule in found["tool"]["driver"]["rules"]}
    for rule in rules.values():
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
    for result in found["results"]:
        assert result["message"]["text"]
        assert result["ruleId"] in rules
        assert result["level"] in ("error", "warning", "note")
        assert result["partialFingerprints"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        file = run.folder / unquote(place["artifactLocation"]["uri"])
        # relative to the root of the repository, and in it
        assert not place["artifactLocation"]["uri"].startswith(("/", ".", "file:"))
        lines = file.read_text(encoding="utf-8").splitlines()
        assert 1 <= place["region"]["startLine"] <= len(lines)
    assert isinstance(found, dict)
    return found


# What the documentation says


def test_the_step_in_the_documentation_has_inputs_and_permissions_that_exist() -> None:
    job = yaml.safe_load(documented("github"))["jobs"]["dossiers"]
    assert job["permissions"] == {"contents": "read", "security-events": "write"}
    shown = job["steps"][1]
    assert shown["uses"] == USES
    assert set(shown["with"]) <= set(ACTION["inputs"])


def test_every_input_reaches_the_program() -> None:
    judge, *others = ACTION["runs"]["steps"]
    program = (ROOT / "ci" / "github.py").read_text(encoding="utf-8")
    for name in ACTION["inputs"]:
        variable = f"SCHEIDSLIJN_{name.upper().replace('-', '_')}"
        if judge["env"].get(variable) == f"${{{{ inputs.{name} }}}}":
            assert f'"{name}"' in program or name == "python"
        else:
            assert name == "category"
    # nothing of a caller stands in a script
    assert not any("${{" in step.get("run", "") for step in (judge, *others))
