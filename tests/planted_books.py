"""Small rule books: a part of the real one, written out, with planted changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from scheidslijn.difference import Material, read_material

__all__ = ["EXAMPLES", "ROOT", "Edit", "added", "material", "replaced", "without", "write_book"]

ROOT: Final = Path(__file__).parents[1]
EXAMPLES: Final = ROOT / "examples"
Edit = Callable[[str], str]

_MODULES: Final = (
    "rollen",
    "rolvermenging-kern",
    "rolvermenging-verzuim",
    "soorten-norm",
    "wetten",
)


def write_book(folder: Path, **edits: Edit) -> Path:
    """Write ontology, roles, role mixing and its shapes to a folder, and return it.

    Args:
        folder: where to; it is made.
        edits: what to do to the text of a file, by its name without extension and with ``_`` for
            ``-``; ``shapes`` is the shapes file, ``every`` is done to all.
    """
    files = {
        **{f"ontology/{path.name}": path for path in sorted((ROOT / "ontology").glob("*.ttl"))},
        **{
            f"ontology/regelboek/{name}.ttl": ROOT / "ontology" / "regelboek" / f"{name}.ttl"
            for name in _MODULES
        },
        "shapes/rolvermenging/shapes.ttl": ROOT / "shapes" / "rolvermenging" / "shapes.ttl",
    }
    done = set()
    for name, path in files.items():
        text = path.read_text(encoding="utf-8")
        for key in ("every", path.stem.replace("-", "_")):
            if key in edits:
                text = edits[key](text)
                done.add(key)
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    assert done == set(edits), "an edit names a file that is not there"
    return folder


def material(folder: Path, **edits: Edit) -> Material:
    """Return a small rule book with these edits."""
    return read_material(str(write_book(folder, **edits)))


def replaced(old: str, new: str, within: str | None = None) -> Edit:
    """Return an edit that replaces a text that stands there once.

    Args:
        old: what stands there.
        new: what is to stand there.
        within: the term, by its prefixed name, in whose block it stands; None for the whole file.
    """

    def edit(text: str) -> str:
        block = text if within is None else _block(text, within)
        assert block.count(old) == 1, (old, within)
        return text.replace(block, block.replace(old, new))

    return edit


def without(term: str) -> Edit:
    """Return an edit that takes out the block of a term."""
    return lambda text: text.replace(_block(text, term), "")


def added(turtle: str) -> Edit:
    """Return an edit that adds a block."""
    return lambda text: f"{text}\n{turtle}\n"


def _block(text: str, term: str) -> str:
    found = re.search(rf"^{re.escape(term)} a .*?\.\n(?=\n|\Z)", text, re.DOTALL | re.MULTILINE)
    assert found is not None, term
    return found[0]
