"""What docs/ci.md says of inputs, hooks and exit codes is what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import yaml
from sample_repository import FILES, ROOT, documented

from command import run
from scheidslijn.cli.shared import EXIT_CODES

PAGE: Final = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
GITHUB, HOOKS, GITLAB, _ = re.split(
    r"^## (?:pre-commit|GitLab|Elsewhere)$", PAGE, flags=re.MULTILINE
)


def rows(text: str) -> list[list[str]]:
    """Return the cells of the rows of tables, without headings."""
    found = re.findall(r"^\| (`.*|[0-9] \|.*) \|$", text, flags=re.MULTILINE)
    return [[cell.strip() for cell in row.split("|")] for row in found]


def defaults(text: str) -> dict[str, str]:
    """Return the inputs in a table with their defaults."""
    return {
        name: cells[1].strip("`")
        for cells in rows(text)
        for name in re.findall(r"`([a-z-]+)`", cells[0])
    }


def test_the_page_names_every_input_of_the_action_with_its_default() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert defaults(GITHUB) == {name: each["default"] for name, each in action["inputs"].items()}
    (outputs,) = re.findall(r"Its outputs are (.*)\.", GITHUB)
    assert re.findall("`([a-z-]+)`", outputs) == list(action["outputs"])


def test_the_page_names_every_input_of_the_component() -> None:
    template = (ROOT / "templates" / "validate.yml").read_text(encoding="utf-8")
    inputs = next(yaml.safe_load_all(template))["spec"]["inputs"]
    (shared,) = re.findall(r"The inputs (.*) are those above\.", GITLAB)
    names = re.findall("`([a-z-]+)`", shared)
    own = defaults(GITLAB)
    assert sorted([*names, *own]) == sorted(inputs)
    given = defaults(GITHUB) | own
    assert {name: each.get("default", "required") for name, each in inputs.items()} == {
        name: given[name] for name in inputs
    }


def test_the_page_names_every_hook() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [cells[0].strip("`") for cells in rows(HOOKS)] == [hook["id"] for hook in hooks]
    (shown,) = yaml.safe_load(documented("pre-commit"))["repos"]
    assert {hook["id"] for hook in shown["hooks"]} <= {hook["id"] for hook in hooks}


def test_no_name_of_a_file_is_an_option_of_a_hook() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (own,) = yaml.safe_load(documented("pre-commit options"))
    for hook in (*hooks, own):
        assert hook["args"][-1] == "--" or not hook.get("pass_filenames", True)


def test_the_page_names_every_exit_code() -> None:
    codes = re.findall(r"^ +(\d) ", EXIT_CODES, flags=re.MULTILINE)
    assert [cells[0] for cells in rows(PAGE.rpartition("| exit code |")[2])] == codes


def test_the_command_on_the_page_writes_the_reports_that_it_names(tmp_path: Path) -> None:
    (line,) = documented("elsewhere").splitlines()
    (tmp_path / "dossiers").mkdir()
    (tmp_path / "dossiers" / "zaak.ttl").write_text(FILES["schoon/zaak.ttl"], encoding="utf-8")
    outcome = run(*line.split()[2:], folder=tmp_path)
    assert outcome.code == 0
    written = {path.name for path in tmp_path.iterdir()} - {"dossiers"}
    assert written == set(re.findall(r"--report \w+=(\S+)", line))
