"""A team's repository with dossiers in it, and this repository as that team would fetch it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from platformdirs import user_cache_dir

from dossiers import DIRECTION, MIXED, dossier
from published import skip_or_fail

__all__ = [
    "FILES",
    "HOSTILE_MODULES",
    "ROOT",
    "VERSION",
    "assert_shown",
    "documented",
    "environment",
    "git",
    "instead",
    "repository",
    "scheidslijn_files",
    "scheidslijn_repository",
    "tool",
]

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
VERSION: Final = "v0.1.0"
# what a team's pipeline can use of this repository
_PARTS: Final = (
    ".pre-commit-hooks.yaml", "LICENSE", "LICENSE-CC-BY-4.0", "README.md", "action.yml", "ci",
    "ontology", "pyproject.toml", "queries", "requirements.lock", "shapes", "src", "templates",
)  # fmt: skip
_CLEAN: Final = dossier(DIRECTION)
_TITLE: Final = '"Dossier 1"'

FILES: Final[Mapping[str, str]] = {
    "dossiers/zaak.ttl": dossier(DIRECTION, number=2, employer="molen").replace(":vera", ":fien"),
    "schoon/zaak.ttl": _CLEAN,
    "fout/zaak, 50%.ttl": MIXED,
    # warned of: nothing knows what a :Dier is
    "licht van gewicht/zaak.ttl": f"{_CLEAN}:dier a :Dier .\n",
    "stuk/zaak.ttl": "\n\n?",
    "leeg/LEESMIJ.md": "Hier staat niets.\n",
    # what a dossier says must not be taken for a command by what runs the pipeline
    "vals/zaak.ttl": MIXED.replace(_TITLE, '"::error file=gelogen.ttl::gelogen"'),
}

_RAN: Final = "import pathlib, sys; pathlib.Path('geraakt').touch(); sys.exit('geraakt')\n"
# run when Python looks for modules in the repository that it judges
HOSTILE_MODULES: Final[Mapping[str, str]] = {
    name: _RAN for name in ("pip/__main__.py", "pip/__init__.py", "venv.py", "click.py", "json.py")
}


def tool(name: str) -> str:
    """Return the path of a program that the tests install; skip the test without it."""
    beside = Path(sys.executable).parent
    found = shutil.which(name, path=os.pathsep.join([str(beside), os.environ.get("PATH", "")]))
    if found is None:
        skip_or_fail(f"{name} is not installed; make test and .ci/run install it")
    return found


def environment(home: Path, **extra: str) -> dict[str, str]:
    """Return an environment in which nothing of the caller's home is read, but for pip's cache."""
    home.mkdir(exist_ok=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    for name in ("CI", "PYTHONPATH", "VIRTUAL_ENV"):
        kept.pop(name, None)
    for who in ("AUTHOR", "COMMITTER"):
        kept |= {f"GIT_{who}_NAME": "Vera Voorbeeld", f"GIT_{who}_EMAIL": "vera@example.org"}
    return {
        "PIP_CACHE_DIR": user_cache_dir("pip"),
        **kept,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        **extra,
    }


def instead(address: str, folder: Path) -> dict[str, str]:
    """Return what makes git fetch a folder instead of an address."""
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{folder}.insteadOf",
        "GIT_CONFIG_VALUE_0": address,
    }


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, and return what it says."""
    home = folder.parent / "git-home"
    done = subprocess.run(
        [tool("git"), *arguments], cwd=folder, env=environment(home), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def repository(folder: Path, files: Mapping[str, str], remote: str) -> Path:
    """Make a repository with these files in it, all committed."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", remote)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Begin")
    return folder


def scheidslijn_files(folder: Path, parts: Sequence[str] = _PARTS) -> Path:
    """Make a copy of what others fetch of this repository, as it is now."""
    folder.mkdir()
    for part in parts:
        if (ROOT / part).is_dir():
            # the cases of the shapes are two files in three, copied for each step, and no judge
            skipped = shutil.ignore_patterns("__pycache__", "invalid", "valid")
            shutil.copytree(ROOT / part, folder / part, ignore=skipped)
        else:
            shutil.copy2(ROOT / part, folder / part)
    return folder


def scheidslijn_repository(folder: Path) -> Path:
    """Make a repository of what others fetch of this one, with a tag."""
    scheidslijn_files(folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Release")
    git(folder, "tag", VERSION)
    return folder


def documented(name: str) -> str:
    """Return the block of docs/ci.md below the comment with this name."""
    found = re.search(rf"<!-- {re.escape(name)} -->\n```\w+\n(.*?)```\n", DOCS, flags=re.DOTALL)
    assert found, f"docs/ci.md has no block {name!r}"
    return found[1]


def assert_shown(name: str, log: str) -> None:
    """Check that a log holds what docs/ci.md shows of it; dots stand for what is left out."""
    rest = log
    for part in re.split("\n?…\n", documented(name)):
        assert part in rest, f"{part}\nis not in\n{rest}"
        rest = rest.partition(part)[2]
