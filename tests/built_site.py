"""The site that the tests look at: it is built once, also where tests run in several processes."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

import pytest

from scheidslijn.pages import build

__all__ = ["BASE_URL", "search_script", "site"]

BASE_URL: Final = "https://example.org/scheidslijn/"  # where the site of the tests would stand
_REPOSITORY: Final = Path(__file__).resolve().parents[1]
_SCRIPT: Final = _REPOSITORY / "web/node_modules/minisearch/dist/umd/index.js"
_PATIENCE: Final = 900  # seconds; a site takes one, also on a busy machine


@pytest.fixture(scope="session")
def search_script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the script that searches, or where it is not installed what has its name only."""
    if _SCRIPT.is_file():
        return _SCRIPT
    folder = tmp_path_factory.mktemp("minisearch")
    (folder / "LICENSE.txt").write_text("MIT\n", encoding="utf-8")
    (folder / "index.js").write_text("// searches nothing\n", encoding="utf-8")
    return folder / "index.js"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, search_script: Path) -> Path:
    """Return the folder of the whole site; who comes first builds it, and the others wait."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    output, failed = folder / "site", folder / "site-failed"
    try:
        (folder / "site-lock").mkdir()
    except FileExistsError:
        until = time.monotonic() + _PATIENCE
        while not output.is_dir():  # it is moved into place whole
            assert not failed.exists(), "another process could not build the site"
            assert time.monotonic() < until
            time.sleep(0.2)
        return output
    try:
        build(output, base_url=BASE_URL, search_script=search_script)
    except BaseException:
        failed.touch()
        raise
    return output
