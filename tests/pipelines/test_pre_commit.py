"""The hooks, run by pre-commit itself: commits are refused and let through."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Final

import pytest
import yaml
from sample_repository import (
    FILES,
    ROOT,
    assert_shown,
    documented,
    environment,
    git,
    instead,
    repository,
    scheidslijn_repository,
    tool,
)

from dossiers import DELEGATION, DIRECTION, MIXED, PREFIXES, dossier

HOOKS: Final = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
}
ADDRESS: Final = "https://github.com/OWNER/scheidslijn"
ALL: Final = """\
      - id: scheidslijn-all
        args: [dossiers, --lang, en]
        stages: [manual]
      - id: scheidslijn-lint
"""


class Team:
    """A repository in which commits are tried; pre-commit installs the hooks once."""

    def __init__(self, folder: Path) -> None:
        self.folder = repository(
            folder / "team", {"README.md": "Dossiers\n"}, "https://example.org/t.git"
        )
        hooks = scheidslijn_repository(folder / "scheidslijn")
        self.environment = environment(
            folder / "home", PRE_COMMIT_HOME=str(folder / "pre-commit"), **instead(ADDRESS, hooks)
        )
        self.write(".pre-commit-config.yaml", documented("pre-commit") + ALL)
        self.run("pre-commit", "install")
        git(self.folder, "commit", "--no-verify", "--quiet", "--message", "Configure")
        self.begin = git(self.folder, "rev-parse", "HEAD").strip()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        git(self.folder, "add", "--", name)

    def run(self, name: str, *arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [tool(name), *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        return done.returncode, done.stdout

    def head(self) -> str:
        return git(self.folder, "rev-parse", "HEAD").strip()

    def commit(self) -> tuple[int, str]:
        return self.run("git", "commit", "--message", "Add")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Team:
    tool("pre-commit")
    return Team(tmp_path_factory.mktemp("pre-commit"))


@pytest.fixture
def team(installed: Team) -> Team:
    git(installed.folder, "reset", "--quiet", "--hard", installed.begin)
    return installed


def test_commits_are_refused_and_let_through_by_what_is_staged(team: Team) -> None:
    team.write("dossiers/zaak.ttl", MIXED)
    code, log = team.commit()
    assert (code, team.head()) == (1, team.begin)
    assert "- hook id: scheidslijn\n" in log
    assert "- exit code: 1" in log
    assert "dossiers/zaak.ttl:" in log
    assert_shown("pre-commit refuses", log)

    team.write("dossiers/zaak.ttl", FILES["stuk/zaak.ttl"])
    code, log = team.commit()
    assert (code, team.head()) == (1, team.begin)
    assert "- exit code: 3" in log
    assert "dossiers/zaak.ttl:3:" in log

    team.write("dossiers/zaak.ttl", FILES["licht van gewicht/zaak.ttl"])
    code, log = team.commit()
    assert code == 0, log
    assert team.head() != team.begin
    assert "waarschuwing: " in log
    assert "Gevonden: 0 overtredingen, 1 waarschuwing, 0 info." in log


def test_what_is_no_dossier_by_place_or_name_is_left_alone(team: Team) -> None:
    team.write("woorden/termen.ttl", f"{PREFIXES}:dier a sl:Concept .\n")
    code, log = team.commit()
    assert code == 0, log
    assert "(no files to check)Skipped" in log.splitlines()[0]

    # the place says that it is a dossier, and it is none
    team.write("dossiers/termen.ttl", f"{PREFIXES}:dier a sl:Concept .\n")
    code, log = team.commit()
    assert code == 1
    assert "dossiers/termen.ttl: holds no dossier" in " ".join(log.split())


def test_all_dossiers_are_judged_together_and_none_at_all_is_refused(team: Team) -> None:
    run = ("run", "scheidslijn-all", "--hook-stage", "manual")
    code, log = team.run("pre-commit", *run)
    assert code == 1
    assert "dossiers: no such file or folder." in log

    # one person with two roles, in two dossiers of one employer: neither file shows it alone
    team.write("dossiers/een.ttl", dossier(DIRECTION, number=3, employer="kade"))
    team.write("dossiers/twee.ttl", dossier(DELEGATION, number=4, employer="kade"))
    git(team.folder, "commit", "--no-verify", "--quiet", "--message", "Two")
    code, log = team.run("pre-commit", *run)
    assert code == 0, log
    assert "warning: " in log
    assert "Vera Voorbeeld" in log


def test_a_name_with_a_hyphen_is_no_option(team: Team) -> None:
    victim = team.folder / "x.dossier.ttl"
    team.write("--output=x.dossier.ttl", MIXED)
    code, log = team.commit()
    assert (code, team.head()) == (1, team.begin)
    assert "\n    --output=x.dossier.ttl:14 (" in log
    assert not victim.exists()

    # with options of the team's own, as the documentation shows them
    config = (
        f"{documented('pre-commit').partition('      - id')[0]}{documented('pre-commit options')}"
    )
    team.write(".pre-commit-config.yaml", config)
    code, log = team.commit()
    assert (code, team.head()) == (1, team.begin)
    assert "1 violation, 0 warnings" in log
    assert not victim.exists()


def test_a_rule_file_with_a_hyphen_is_no_option(team: Team) -> None:
    team.write("--output=x/rules/a.ttl", f"{PREFIXES}<urn:x-eigen:norm> a sl:Norm .\n")
    code, log = team.run("pre-commit", "run", "scheidslijn-lint")
    assert code == 1
    assert "--output=x/rules/a.ttl:" in log


def test_rules_of_their_own_are_checked(team: Team) -> None:
    team.write("rules/eigen.ttl", f"{PREFIXES}<urn:x-eigen:norm> a sl:Norm .\n")
    code, log = team.commit()
    assert code == 1
    assert "- hook id: scheidslijn-lint\n" in log
    assert "rules/eigen.ttl:" in log


@pytest.mark.parametrize(
    ("name", "is_dossier"),
    [
        ("dossiers/a.ttl", True),
        ("hr/dossiers/2026/a.nq.gz", True),
        ("zaak.dossier.yaml", True),
        ("x/zaak.dossier.json", True),
        ("zaak.dossier.ttl", True),
        ("dossiers/a.yaml", False),
        ("dossiers/README.md", False),
        ("mijndossiers/a.ttl", False),
        ("a.ttl", False),
        ("zaak.dossier.yaml.bak", False),
    ],
)
def test_a_dossier_is_known_by_its_place_or_its_name(name: str, is_dossier: bool) -> None:
    assert bool(re.search(HOOKS["scheidslijn"]["files"], name)) is is_dossier
