"""Reads files of a revision of the git repository one stands in, with git itself."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

from scheidslijn.errors import InputError, UsageError

__all__ = ["read_revision"]

_TIMEOUT: Final = 120.0


def read_revision(revision: str, parts: tuple[str, ...], folder: Path) -> bytes:
    """Return some folders of a revision as a tar.

    Args:
        revision: a commit, tag or branch.
        parts: the folders, at the top of the project; those that are not there are left out.
        folder: where the user stands: in the repository, at the top of the project or below it.

    Raises:
        UsageError: git is not installed, this is no repository, or it has no such revision.
        InputError: the revision has none of the folders.
    """
    top = _git(folder, "rev-parse", "--show-toplevel")
    if top is None:
        raise UsageError(
            f"git:{revision}: {folder} is in no git repository; run this in a checkout, or give a "
            "folder or an archive."
        )
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if commit is None:
        raise UsageError(
            f"git:{revision}: the repository has no such revision; `git log` and `git tag` list "
            "what it has."
        )
    for place in (folder, Path(top.decode().strip())):
        there = (_git(place, "ls-tree", "--name-only", commit.decode().strip()) or b"").decode()
        held = [part for part in parts if part in there.splitlines()]
        if parts[0] in held:
            data = _git(place, "archive", "--format=tar", commit.decode().strip(), "--", *held)
            if data is not None:
                return data
    raise InputError(f"git:{revision}", f"the revision has no folder {parts[0]}.")


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git writes, or None when it fails."""
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError("git is not installed; give a folder or an archive instead.") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git {arguments[0]} did not answer; give a folder instead.") from None
    return done.stdout if done.returncode == 0 else None
