"""Reads dossiers in the form, from JSON or YAML: text to tree, to what it holds, to triples."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox

from scheidslijn.errors import InputError
from scheidslijn.form.checking import Entry, check
from scheidslijn.form.jsontext import read_json
from scheidslijn.form.stating import statements
from scheidslijn.form.terms import Form, packaged_form
from scheidslijn.form.tree import Tree, UnsoundError, path_text
from scheidslijn.inputs import Limits, Source, Syntax, read_text

__all__ = ["parse_form", "parse_marked"]


def parse_form(source: Source, limits: Limits, form: Form | None = None) -> Iterator[ox.Quad]:
    """Yield the statements of the dossiers in a JSON or YAML source.

    Args:
        source: the input.
        limits: how large it may be, and how deep nested.
        form: the form to read it by; None for that of the packaged rule book.

    Raises:
        InputError: it cannot be read, or does not have the form; the sentence names the JSON path
            of the first misfit, and how many there are.
    """
    tree = _tree(source, limits)
    return statements(_fitting(source, tree, form or packaged_form(), limits))


def parse_marked(source: Source, limits: Limits) -> Iterator[ox.Quad]:
    """Yield the same statements, with the line of each node that is written out beside them.

    Raises:
        InputError: as `parse_form` does.
    """
    tree = _tree(source, limits)
    places = tree.places()
    found = _fitting(source, tree, packaged_form(), limits)
    return statements(found, lambda path: places[path][0])


def _tree(source: Source, limits: Limits) -> Tree:
    text = read_text(source, limits)
    if not text.strip():
        raise InputError(source.name, "the file is empty; a dossier was expected.")
    try:
        return _reader(source.format)(text, limits.max_nesting)
    except UnsoundError as error:
        raise InputError(source.name, f"{error.problem}.", error.line, error.column) from None


def _reader(syntax: Syntax) -> Callable[[str, int], Tree]:
    if syntax is Syntax.JSON:
        return read_json
    # the library for YAML is only needed for YAML
    from scheidslijn.form.yamltext import read_yaml

    return read_yaml


def _fitting(source: Source, tree: Tree, form: Form, limits: Limits) -> list[Entry]:
    found = check(tree.value, form, limits.max_literal_chars)
    if not found.misfits:
        return found.dossiers
    placed = [(tree.place(path), path, misfit) for path, misfit in found.misfits]
    place, path, misfit = min(placed, key=lambda each: (each[0][0] or 0, each[0][1] or 0))
    more = len(placed) - 1
    others = f" (And {more} more in this file.)" if more else ""
    problem = f"{path_text(path)}: {misfit.sentence()}{others}"
    raise InputError(source.name, problem, *place)
