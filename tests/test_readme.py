"""The README: every command line runs, and prints what the README shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS: Final = re.findall(r"```console\n(.*?)```", README, flags=re.DOTALL)
WITH_FINDINGS: Final = (
    "examples/formulier",
    "examples/tabellen",
    "examples/verzuim/",
    "examples/wga",
    "dossiers.nq.gz",
)
TALKATIVE: Final = "scheidslijn export --profile "


def commands(block: str) -> list[tuple[str, str]]:
    """Return each command line of a block with the output that is shown for it, or nothing."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(line, output) for line, _, output in (part.partition("\n") for part in parts)]


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(line)
    words[0] = str(Path(sys.executable).with_name(words[0]))
    environment = {key: value for key, value in os.environ.items() if key != "CI"}
    return subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return an empty folder with the examples in it, where commands may write."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


def tag(folder: Path) -> None:
    """Make the folder a repository that holds this rule book as its tag v0.1.0."""
    for name in ("ontology", "shapes", "queries"):
        shutil.copytree(ROOT / name, folder / name)
    author = ["-c", "user.name=Vera Voorbeeld", "-c", "user.email=vera@example.org"]
    for words in (
        ["init", "-q"],
        ["add", "."],
        [*author, "commit", "-qm", "all"],
        ["tag", "v0.1.0"],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)


ALL: Final = [commands(block) for block in BLOCKS]


def test_the_first_screen_holds_sentence_commands_finding_and_answer_in_order() -> None:
    first = [each for block in ALL[:4] for each in block]
    lines = [line for line, _ in first]
    assert lines[:2] == ["make demo", "make test"]
    assert lines[2].startswith("scheidslijn validate")
    assert lines[3].startswith("scheidslijn query")
    assert lines[4].startswith("scheidslijn may")
    assert all(shown for _, shown in first[2:5])
    assert README.index("## In het Nederlands") > README.index(lines[4])


@pytest.mark.parametrize(
    "block", [b for b in ALL if not b[0][0].startswith("make")], ids=lambda block: block[0][0]
)
def test_the_command_lines_of_a_block_work_one_after_the_other_and_print_what_is_shown(
    block: list[tuple[str, str]], checkout: Path
) -> None:
    if "git:v" in block[0][0]:
        tag(checkout)
    for line, shown in block:
        done = run(line, checkout)
        expected = 1 if any(part in line for part in WITH_FINDINGS) and "validate" in line else 0
        assert done.returncode == expected, (line, done.stderr)
        # an export says there what it left out
        assert done.stderr == "" or line.startswith(TALKATIVE)
        if shown.endswith("…\n"):
            # A long answer is shown by its beginning.
            assert done.stdout.startswith(shown.removesuffix("…\n"))
        elif shown:
            assert done.stdout.rstrip() == shown.rstrip()


def test_the_python_example_runs(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    monkeypatch.chdir(checkout)
    exec(compile(code, "README.md", "exec"), {})


def test_the_make_targets_are_what_ci_runs_and_the_demo_shows_both() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    planned = subprocess.run(
        ["make", "--dry-run", "--always-make", "demo"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "scheidslijn validate examples" in planned
    assert "scheidslijn query" in planned


def test_make_site_installs_what_searches_and_writes_the_site() -> None:
    planned = subprocess.run(
        ["make", "--dry-run", "--always-make", "site"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "npm ci --prefix web" in planned
    site = next(line for line in planned.splitlines() if " site " in line and "scheidslijn" in line)
    assert site.endswith(" site")
    assert "--search-script web/node_modules/minisearch/" in site


@pytest.mark.parametrize("name", re.findall(r"\]\(([^)#:]+)\)", README))
def test_a_link_leads_somewhere(name: str) -> None:
    assert (ROOT / name).exists()


def test_the_dossier_in_the_model_page_is_judged_and_clean(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    dossier, *norms = re.findall(r"```turtle\n(.*?)```", page, flags=re.DOTALL)
    (tmp_path / "dossier.ttl").write_text(dossier, encoding="utf-8")
    (tmp_path / "norms.ttl").write_text("\n".join(norms), encoding="utf-8")
    done = run("scheidslijn validate dossier.ttl --rules norms.ttl --lang en", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Nothing found. 1 dossier checked")
