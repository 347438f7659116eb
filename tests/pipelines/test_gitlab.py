"""The GitLab component, run by gitlab-ci-local on this machine, and the reports that it leaves."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import junitparser
import pytest
import yaml
from sample_repository import (
    FILES,
    HOSTILE_MODULES,
    ROOT,
    VERSION,
    assert_shown,
    documented,
    environment,
    git,
    instead,
    repository,
    scheidslijn_repository,
    tool,
)

from published import skip_or_fail

TEMPLATE: Final = ROOT / "templates" / "validate.yml"
RUNNER: Final = ROOT / "tests" / "pipelines" / "node_modules" / ".bin" / "gitlab-ci-local"
COMPONENT: Final = f"$CI_SERVER_FQDN/OWNER/scheidslijn/validate@{VERSION}"
HOSTILE: Final = "`touch geraakt` \"; touch geraakt; '"
# by the name of the job; they find the command installed, as in an image of a team's own
JOBS: Final[Mapping[str, Mapping[str, str]]] = {
    "lines": {"paths": "schoon\n\n  dossiers/*.ttl  \n"},
    "violation": {"paths": "fout", "lang": "en"},
    "lighter": {"paths": "licht van gewicht"},
    "threshold": {"paths": "licht van gewicht", "fail-on": "warning"},
    "broken": {"paths": "stuk", "lang": "en"},
    "empty": {"paths": "leeg"},
    "hostile": {"paths": HOSTILE},
    "day": {"paths": "schoon", "on": "1 maart"},
    "dollar": {"paths": "prijs $CI_JOB_NAME"},
    "hr / dossiers": {"paths": "schoon"},
}


@dataclass
class Pipeline:
    """What one pipeline left behind."""

    folder: Path
    log: str

    def code(self, job: str) -> int:
        ended = rf"^{job} +finished in .*?(?: FAIL (\d+))?\s*$"
        (found,) = re.findall(ended, self.log, re.MULTILINE)
        return int(found or 0)

    def job_log(self, job: str) -> str:
        return "".join(re.findall(rf"^{job} +> (.*\n)", self.log, re.MULTILINE))

    def junit(self, job: str) -> junitparser.JUnitXml:
        return junitparser.JUnitXml.fromfile(str(self._artifact("scheidslijn.junit.xml", job)))

    def issues(self, job: str) -> list[dict[str, Any]]:
        found = json.loads(self._artifact("scheidslijn.codequality.json", job).read_text("utf-8"))
        assert isinstance(found, list)
        return found

    def _artifact(self, name: str, job: str) -> Path:
        # how the runner of these tests writes what cannot be in the name of a folder
        folder = re.sub(r"[^\w-]+", lambda found: _base64(found[0]), job)
        return self.folder / ".gitlab-ci-local" / "artifacts" / folder / name


def _base64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """One pipeline: the job that the documentation shows, and one for every other sample."""
    if not RUNNER.exists():
        skip_or_fail("gitlab-ci-local is not installed; make test installs it")
    tool("rsync")
    folder = tmp_path_factory.mktemp("gitlab")
    source = scheidslijn_repository(folder / "scheidslijn")
    (shown,) = yaml.safe_load(documented("gitlab"))["include"]
    # only this one installs the package, from an archive as GitLab makes it
    archive = folder / shown["inputs"]["package"].rpartition("/")[2]
    prefix = f"--prefix={archive.name.removesuffix('.tar.gz')}/"
    git(source, "archive", "--format=tar.gz", prefix, f"--output={archive}", VERSION)
    shown["inputs"]["package"] = archive.as_uri()
    include = [shown] + [
        {"component": COMPONENT, "inputs": {"job-name": job, "package": "", **inputs}}
        for job, inputs in JOBS.items()
    ]
    team = repository(
        folder / "team",
        {
            **FILES,
            **HOSTILE_MODULES,
            "prijs $CI_JOB_NAME/zaak.ttl": FILES["schoon/zaak.ttl"],
            ".gitlab-ci.yml": json.dumps({"include": include, "variables": {"PYTHONPATH": "."}}),
        },
        "https://gitlab.com/team/dossiers.git",
    )
    home = folder / "home"
    address = "https://gitlab.com/OWNER/scheidslijn.git"
    done = subprocess.run(
        [
            str(RUNNER), "--force-shell-executor", "--shell-isolation", "--no-color",
            "--concurrency", "2", "--max-job-name-padding", "0", "--home", str(home),
        ],
        cwd=team,
        env=environment(home, **instead(address, source)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=400,
        check=False,
    )  # fmt: skip
    return Pipeline(team, done.stdout)


def test_the_job_that_the_documentation_shows_installs_judges_and_passes(
    pipeline: Pipeline,
) -> None:
    assert pipeline.code("scheidslijn") == 0
    assert pipeline.junit("scheidslijn").failures == 0
    assert pipeline.junit("scheidslijn").tests == 1
    assert pipeline.issues("scheidslijn") == []


def test_paths_stand_on_lines(pipeline: Pipeline) -> None:
    assert pipeline.code("lines") == 0
    assert "2 dossiers getoetst" in pipeline.job_log("lines")


def test_a_violation_fails_and_is_in_log_junit_and_code_quality(pipeline: Pipeline) -> None:
    assert pipeline.code("violation") == 1
    assert_shown("gitlab log", pipeline.job_log("violation"))
    (suite,) = pipeline.junit("violation")
    (case,) = suite
    assert [type(result).__name__ for result in case.result] == ["Failure"]
    assert "fout/zaak, 50%.ttl:14 (" in case.result[0].text
    (issue,) = pipeline.issues("violation")
    assert issue["location"] == {"path": "fout/zaak, 50%.ttl", "lines": {"begin": 14}}
    assert (issue["check_name"], issue["severity"]) == ("Rolvermenging", "major")


def test_a_finding_below_the_threshold_passes_and_is_shown(pipeline: Pipeline) -> None:
    assert pipeline.code("lighter") == 0
    assert "waarschuwing: " in pipeline.job_log("lighter")
    assert pipeline.junit("lighter").failures == 0
    assert [issue["severity"] for issue in pipeline.issues("lighter")] == ["minor"]

    assert pipeline.code("threshold") == 1
    assert pipeline.junit("threshold").failures == 1


@pytest.mark.parametrize(
    ("job", "place", "path", "line"),
    [
        ("broken", "stuk/zaak.ttl:3:1", "stuk/zaak.ttl", 3),
        ("empty", "leeg", "leeg", 1),
    ],
)
def test_what_cannot_be_judged_fails_loudly_in_every_report(
    pipeline: Pipeline, job: str, place: str, path: str, line: int
) -> None:
    assert pipeline.code(job) == 3
    assert f"{place}: " in pipeline.job_log(job)
    suites = list(pipeline.junit(job))
    errors = [case.name for suite in suites for case in suite if case.result]
    assert place in errors
    (issue,) = pipeline.issues(job)
    assert issue["severity"] == "blocker"
    assert issue["location"] == {"path": path, "lines": {"begin": line}}


def test_what_a_team_gives_is_never_run(pipeline: Pipeline) -> None:
    assert pipeline.code("hostile") == 3
    assert HOSTILE in pipeline.job_log("hostile")
    assert not list(pipeline.folder.rglob("geraakt"))


def test_a_dollar_is_a_part_of_a_name(pipeline: Pipeline) -> None:
    assert pipeline.code("dollar") == 0
    assert "1 dossier getoetst" in pipeline.job_log("dollar")


def test_a_job_may_have_any_name(pipeline: Pipeline) -> None:
    assert pipeline.code("hr / dossiers") == 0
    assert pipeline.junit("hr / dossiers").tests == 1
    assert pipeline.issues("hr / dossiers") == []


def test_wrong_usage_says_what_is_wrong(pipeline: Pipeline) -> None:
    assert pipeline.code("day") == 2
    assert "'1 maart': a day was expected" in pipeline.job_log("day")


def test_the_inputs_in_the_documentation_exist_and_each_is_used() -> None:
    header, job = yaml.safe_load_all(TEMPLATE.read_text(encoding="utf-8"))
    inputs = header["spec"]["inputs"]
    (shown,) = yaml.safe_load(documented("gitlab"))["include"]
    assert shown["component"] == COMPONENT
    assert set(shown["inputs"]) <= set(inputs)
    assert set(re.findall(r"\$\[\[ inputs\.([a-z-]+) \]\]", json.dumps(job))) == set(inputs)
    # nothing of a team stands in a script
    (only,) = job.values()
    assert "[[" not in json.dumps(only["script"])


def test_the_documentation_names_the_version_of_this_repository() -> None:
    (shown,) = yaml.safe_load(documented("gitlab"))["include"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"v{project['version']}" == VERSION
    assert shown["inputs"]["package"].endswith(f"/archive/{VERSION}/scheidslijn-{VERSION}.tar.gz")
