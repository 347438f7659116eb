"""The files that are the same in every site, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scheidslijn.pages.material import Material
from scheidslijn.pages.page import File, Page

__all__ = ["fixed", "own_file"]

_FOLDER: Final = Path(__file__).parent / "static"
_NAMES: Final = ("icon.svg", "site.css", "site.js")


def fixed(site: Material) -> Iterator[File]:
    """Yield style and script, the page for what is not there, and a note to web hosts.

    A web host shows that page at any address, so its links are right only where the site knows
    where it stands.
    """
    for name in _NAMES:
        yield own_file(name)
    # some hosts leave out folders such as .well-known unless this file is there
    yield File(".nojekyll", b"")
    page = Page(path="404.html", language="nl", title="404 \u2013 Scheidslijn", twin=False)
    yield site.page("missing.html", page, {})


def own_file(name: str) -> File:
    """Return a file of our own that is the same in every site."""
    return File(f"static/{name}", (_FOLDER / name).read_bytes())
