"""Opens what a question is asked of: the rule book with dossiers, or a remote endpoint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from itertools import count
from shutil import rmtree
from typing import Final

import pyoxigraph as ox

from scheidslijn import resources
from scheidslijn.dossiers import read_units
from scheidslijn.inputs import find_sources
from scheidslijn.keeping import cache_folder, keep_folder
from scheidslijn.model import Engine
from scheidslijn.store import EmbeddedStore

__all__ = ["open_endpoint", "open_workspace"]

_KEPT: Final = 3  # rule books on disk; one under development leaves one behind for every change


def open_workspace(
    paths: Sequence[str],
    stdin: Callable[[], bytes] | None = None,
    input_format: str | None = None,
) -> AbstractContextManager[Engine]:
    """Return a store with the rule book and, each in a graph of its own, the dossiers in paths.

    Raises:
        InputError: an input cannot be read.
        RuleBookError: the rule book cannot be read.
    """
    if not paths:
        return _rulebook()
    store = EmbeddedStore()
    store.load(resources.read_rulebook()[0])
    graphs = count(1)
    sources = find_sources(paths, stdin, input_format).sources
    for number, source in enumerate(sources, start=len(resources.ontology_files())):
        for unit in read_units(source):
            graph = ox.NamedNode(f"urn:scheidslijn:unit:{next(graphs)}")
            quads = resources.apart(unit.quads, number)
            store.load(ox.Quad(q.subject, q.predicate, q.object, graph) for q in quads)
    return store


def _rulebook() -> EmbeddedStore:
    """Return the packaged rule book, from the user's cache folder if it can be kept there."""
    folder = cache_folder("stores") / resources.rulebook_key()
    with suppress(OSError):
        return EmbeddedStore.kept(folder)
    store = EmbeddedStore()
    store.load(resources.read_rulebook()[0])
    rmtree(folder, ignore_errors=True)  # it is damaged, or not there
    keep_folder(folder, store.keep_in, _KEPT)
    return store


def open_endpoint(url: str, timeout: float) -> AbstractContextManager[Engine]:
    """Return a remote SPARQL 1.1 endpoint that may take ``timeout`` seconds per question.

    Raises:
        UsageError: the URL is not one of http or https.
    """
    from scheidslijn.endpoint import Endpoint

    return Endpoint(url, timeout=timeout)
