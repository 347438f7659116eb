"""Builds a site: says which parts it has, makes them, and writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scheidslijn.errors import InputError, UsageError
from scheidslijn.model import LANGUAGES, Text
from scheidslijn.names import did_you_mean
from scheidslijn.pages.material import Material, packaged
from scheidslijn.pages.parts import OPTIONAL, PARTS, Part
from scheidslijn.pages.writing import new_site

__all__ = ["Built", "LeftOut", "build"]

_ASKED: Final = Text("dat is gevraagd", "as was asked")
_BASE_URL: Final = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?"
    r"(?:/[A-Za-z0-9._~-]+)*/"
)
_LICENCES: Final = ("LICENSE.txt", "LICENSE", "LICENSE.md")
_MOST: Final = 1 << 22  # bytes of a script; the one that is meant has a hundredth of that


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part that a site does not have, and why."""

    part: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Built:
    """What a site holds: how many pages and how many files in all, and what was left out."""

    pages: int
    files: int
    left_out: tuple[LeftOut, ...]


def build(
    output: Path,
    *,
    without: Collection[str] = (),
    base_url: str | None = None,
    search_script: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    notify: Callable[[Text], None] | None = None,
) -> Built:
    """Write the packaged rule book as a site into a folder.

    Args:
        output: the folder; it is not there yet, is empty, or is a site written before.
        without: names of parts to leave out.
        base_url: where the site will stand, ending in ``/``; parts that need it are else left out.
        search_script: MiniSearch as one script for browsers; search is else left out. Its licence
            stands beside it or in a folder above it.
        progress: called with the number of files written, and of how many there will be about.
        notify: called with what was left out and why.

    Raises:
        UsageError: the folder holds something else or cannot be written, there is no such part,
            the address is none, or Jinja is not installed.
        InputError: the script or its licence cannot be read.
        RuleBookError: the rule book cannot be read, or has what can have no page.
    """
    _check(without, base_url)
    script = None if search_script is None or "search" in without else _script(search_script)
    reasons = {part.name: _why_not(part, without, base_url, script is None) for part in PARTS}
    left_out = tuple(LeftOut(name, why) for name, why in reasons.items() if why is not None)
    present = [part for part in PARTS if reasons[part.name] is None]
    names = frozenset(part.name for part in present)
    with new_site(output) as writer:
        for each in left_out:
            if notify is not None:
                name, why = each.part, each.reason
                notify(Text(f"zonder {name}: {why.nl}", f"no {name}: {why.en}"))
        material = packaged(names, base_url, script)
        total, pages, files = _about(material), 0, 0
        for part in present:
            for path in writer.write(part.files(material)):
                files += 1
                pages += path.endswith(".html")
                if progress is not None:
                    progress(files, max(total, files))
    return Built(pages, files, left_out)


def _check(without: Collection[str], base_url: str | None) -> None:
    for name in without:
        if name not in OPTIONAL:
            raise UsageError(
                f"a site has no part {name!r} that can be left out, only {', '.join(OPTIONAL)}."
                f"{did_you_mean(name, OPTIONAL)}"
            )
    if base_url is not None and not _BASE_URL.fullmatch(base_url):
        raise UsageError(
            f"{base_url!r} cannot be where a site stands; write a whole address that ends in /, "
            "such as https://example.org/scheidslijn/"
        )


def _why_not(
    part: Part, without: Collection[str], base_url: str | None, no_script: bool
) -> Text | None:
    if part.name in without:
        return _ASKED
    if base_url is None and part.needs_base is not None:
        return part.needs_base
    return part.needs_script if no_script else None


def _about(material: Material) -> int:
    """Return about how many files there will be: most are pages of individuals."""
    individuals = sum(map(len, material.individuals.values()))
    return individuals * (len(LANGUAGES) + ("files" in material.parts))


def _script(path: Path) -> tuple[bytes, bytes]:
    """Return the script that searches with its licence, which goes where the script goes."""
    script = _read(path)
    for folder in list(path.resolve().parents)[:3]:
        for name in _LICENCES:
            if (folder / name).is_file():
                return script, _read(folder / name)
    raise InputError(str(path), "no LICENSE stands beside it or above it; a site needs both")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    if len(data) > _MOST or b"\0" in data:
        raise InputError(str(path), "is no script for browsers")
    return data
