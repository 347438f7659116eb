"""What a project and a run of pytest set, and the validator that follows from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

import pytest

from scheidslijn.errors import UsageError
from scheidslijn.model import LANGUAGES, READINGS, Language, Reading, Severity
from scheidslijn.validation import Validator

__all__ = ["Settings", "settings_of", "validator"]

_SEVERITIES: Final = tuple(severity.name.lower() for severity in reversed(Severity))
_VALIDATOR: Final = pytest.StashKey[Validator]()
_Word = TypeVar("_Word", bound=str)


@dataclass(frozen=True, slots=True)
class Settings:
    """How dossiers are judged and findings are told; each as of the command."""

    fail_on: Severity
    language: Language
    reading: Reading
    on: date | None
    mapping: Path | None
    shapes: tuple[Path, ...]
    rules: tuple[Path, ...]


def settings_of(config: pytest.Config) -> Settings:
    """Return the settings of a run.

    Raises:
        UsageError: one of them is wrong.
    """
    fail_on: str | None = config.getoption("--scheidslijn-fail-on")
    return Settings(
        fail_on=Severity.from_name(fail_on or _choice(config, "fail_on", _SEVERITIES)),
        language=_choice(config, "lang", LANGUAGES),
        reading=_choice(config, "reading", READINGS),
        on=_day(config),
        mapping=next(iter(_files(config, "mapping")), None),
        shapes=_files(config, "shapes"),
        rules=_files(config, "rules"),
    )


def validator(config: pytest.Config) -> Validator:
    """Return the validator of a run, which is loaded when it is first asked for.

    Raises:
        UsageError: a setting is wrong.
        InputError: a file with rules or shapes cannot be read.
        RuleBookError: rules or shapes of the project cannot be used.
    """
    if _VALIDATOR not in config.stash:
        settings = settings_of(config)
        config.stash[_VALIDATOR] = Validator.packaged(
            shapes=list(map(str, settings.shapes)),
            rules=list(map(str, settings.rules)),
            reading=settings.reading,
            on=settings.on,
        )
    return config.stash[_VALIDATOR]


def _choice(config: pytest.Config, name: str, known: Sequence[_Word]) -> _Word:
    """Return a setting that has to be one of some words, of which the first is the default."""
    given: str = config.getini(f"scheidslijn_{name}")
    for each in known:
        if given in ("", each):
            return each
    raise UsageError(f"scheidslijn_{name} is {given!r}; known are {', '.join(known)}.")


def _day(config: pytest.Config) -> date | None:
    given: str = config.getini("scheidslijn_on")
    if not given:
        return None
    try:
        # the library also reads other ways of writing a day
        return date.fromisoformat(given if re.fullmatch("[0-9]{4}(-[0-9]{2}){2}", given) else "")
    except ValueError:
        raise UsageError(f"scheidslijn_on is {given!r}; give a day, such as 2026-03-01.") from None


def _files(config: pytest.Config, name: str) -> tuple[Path, ...]:
    """Return files, which the settings name as seen from where they stand."""
    given: str | list[Path] = config.getini(f"scheidslijn_{name}")
    base = config.inipath.parent if config.inipath is not None else config.invocation_params.dir
    files = tuple(base / each for each in ([given] if isinstance(given, str) else given) if each)
    for file in files:
        if not file.is_file():
            raise UsageError(f"scheidslijn_{name} names {file}; there is no such file.")
    return files
