"""Opens an embedded store that holds the rule book, and dossiers where they are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import pyoxigraph as ox

from scheidslijn import resources
from scheidslijn.inputs import find_sources
from scheidslijn.rdfio import read_units
from scheidslijn.store import EmbeddedStore

__all__ = ["open_workspace"]


def open_workspace(
    paths: Sequence[str],
    stdin: Callable[[], bytes] | None = None,
    input_format: str | None = None,
) -> AbstractContextManager[EmbeddedStore]:
    """Return a store with the rule book and, each in a graph of its own, the dossiers in paths.

    Raises:
        InputError: an input cannot be read.
        RuleBookError: the rule book cannot be read.
    """
    store = EmbeddedStore()
    store.load(ox.Quad(*triple) for triple in resources.read_graph(resources.ontology_files()))
    number = 0
    for source in find_sources(paths, stdin, input_format).sources if paths else ():
        for unit in read_units(source):
            number += 1
            graph = ox.NamedNode(f"urn:scheidslijn:unit:{number}")
            store.load(ox.Quad(*triple, graph) for triple in unit.triples)
    return store
