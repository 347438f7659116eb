"""Finds data published by others that tests read but the project does not copy."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NoReturn

import pytest

_REPOSITORY: Final = Path(__file__).resolve().parent.parent

_VARIABLES: Final[dict[str, str]] = {
    "profiles": "SCHEIDSLIJN_PROFILES",
    "sources": "SCHEIDSLIJN_SOURCES",
    "w3c-shacl-tests": "SCHEIDSLIJN_SHACL_TESTS",
}


def published_data(name: str) -> Path:
    """Return the folder of a published data set: its environment variable, else ../shared.

    Without the folder the test is skipped; on a build server it fails, so that a
    missing folder never passes for a green run.
    """
    folder = _folder(name)
    if folder.is_dir():
        return folder
    reason = f"published data {name!r} is not at {folder}; set {_VARIABLES[name]} to its folder"
    skip_or_fail(reason)


def find_published_data(name: str) -> Path | None:
    """Return the folder as `published_data` does, or None, for use while tests are collected."""
    folder = _folder(name)
    return folder if folder.is_dir() else None


def skip_or_fail(reason: str) -> NoReturn:
    """Skip the test for what is missing here; on a build server, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _folder(name: str) -> Path:
    return Path(os.environ.get(_VARIABLES[name]) or _REPOSITORY.parent / "shared" / name)
