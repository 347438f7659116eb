"""The plugin for pytest: dossiers in files as tests, and a fixture with the rule book.

Every run of pytest in an environment with this package loads this module, so it imports nothing
but pytest; what makes tests of dossiers is imported where dossiers are asked for.
"""

from __future__ import annotations

import glob
import os
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from scheidslijn.validation import Validator

__all__ = ["pytest_addoption", "pytest_configure", "scheidslijn_validator"]

_SETTINGS: Final = {
    "fail_on": "The lightest finding that fails: violation (default), warning or info.",
    "lang": "Language of findings: nl (default) or en.",
    "reading": "Of a contested rule, the reading that demands most or least: strict or lenient.",
    "on": "The day as of which dossiers are judged, such as 2026-03-01.",
    "mapping": "What the columns of tables mean (a file in RML); then tables are read too.",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--scheidslijn``, ``--scheidslijn-fail-on`` and the settings."""
    group = parser.getgroup("scheidslijn", "dossiers of case management (scheidslijn)")
    group.addoption(
        "--scheidslijn",
        action="append",
        metavar="PATH",
        help="Judge the dossiers in this file, folder or glob, in place of scheidslijn_dossiers. "
        "Repeatable.",
    )
    group.addoption(
        "--scheidslijn-fail-on",
        choices=["violation", "warning", "info"],
        help="The lightest finding that fails, in place of scheidslijn_fail_on.",
    )
    dossiers = "Files, folders and globs with dossiers, each of which becomes a test."
    parser.addini("scheidslijn_dossiers", dossiers, type="args")
    for name, text in _SETTINGS.items():
        parser.addini(f"scheidslijn_{name}", text, default="")
    shapes = "Files with SHACL shapes of your own (Turtle)."
    parser.addini("scheidslijn_shapes", shapes, type="paths")
    parser.addini("scheidslijn_rules", "Files with rules of your own (Turtle).", type="paths")


def pytest_configure(config: pytest.Config) -> None:
    """Make tests of dossiers, if any are asked for."""
    given: list[str] = config.getoption("--scheidslijn") or []
    stated: list[str] = config.getini("scheidslijn_dossiers")
    if not given and not stated:
        return
    from scheidslijn.pytest_plugin.dossiers import PLUGIN, DossierPlugin

    patterns = given or [_beside_settings(config, each) for each in stated]
    named = "--scheidslijn" if given else "scheidslijn_dossiers"
    plugin = DossierPlugin(config, patterns, named, everywhere=bool(given) or _whole(config))
    config.pluginmanager.register(plugin, PLUGIN)


@pytest.fixture(scope="session")
def scheidslijn_validator(pytestconfig: pytest.Config) -> Validator:
    """A validator with the rule book loaded, by the settings of the project."""
    from scheidslijn.pytest_plugin.settings import validator

    return validator(pytestconfig)


def _whole(config: pytest.Config) -> bool:
    """Return whether the tests of the project are to be run, and not those of some path."""
    if config.args_source is pytest.Config.ArgsSource.ARGS:
        return False
    return config.invocation_params.dir == config.rootpath


def _beside_settings(config: pytest.Config, pattern: str) -> str:
    """Return a pattern of the project's settings as one for the folder that pytest runs in."""
    here = config.invocation_params.dir
    base = config.inipath.parent if config.inipath is not None else here
    try:
        way = os.path.relpath(base, here)
    except ValueError:  # another drive
        way = str(base)
    return pattern if way == os.curdir else os.path.join(glob.escape(way), pattern)
