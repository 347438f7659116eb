"""Runs the example notebook as a reader would; run as a program, it writes what comes out.

``python tests/example_notebook.py`` renews the outputs after the rule book or the library changed;
with the name of a file it writes there.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

__all__ = ["METADATA", "NOTEBOOK", "executed", "outputs", "read"]

NOTEBOOK: Final = Path(__file__).parents[1] / "examples" / "notebook.ipynb"
METADATA: Final = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# The footer of a verdict names the rule book, which changes with every norm.
_RULE_BOOK: Final = re.compile(r"(scheidslijn )\S+(, regelboek )[0-9a-f]{12}")
_TIMEOUT: Final = 120


def read(path: Path = NOTEBOOK) -> NotebookNode:
    """Return a notebook as it is stored."""
    text = path.read_text(encoding="utf-8")
    notebook: NotebookNode = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def executed() -> NotebookNode:
    """Return the notebook after running all of it, without what depends on machine and moment."""
    notebook = read()
    client = NotebookClient(
        notebook,
        timeout=_TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(NOTEBOOK.parent)}},
    )
    client.execute()
    notebook.metadata = METADATA
    return notebook


def outputs(cell: NotebookNode) -> list[object]:
    """Return what a cell gave, without the version of the rule book."""
    return [_neutral(dict(output)) for output in cell.get("outputs", [])]


def _neutral(value: object) -> object:
    if isinstance(value, dict):
        return {key: _neutral(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_neutral(each) for each in value]
    return _RULE_BOOK.sub(r"\1VERSION\2HASH", value) if isinstance(value, str) else value


if __name__ == "__main__":
    written: str = nbformat.writes(executed())  # type: ignore[no-untyped-call]
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else NOTEBOOK
    target.write_text(written + "\n", encoding="utf-8")
