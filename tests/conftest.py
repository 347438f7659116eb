"""Fixtures that several test modules use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from built_site import search_script, site
from remote_store import book, loaded, proxy
from server import oxigraph_server

__all__ = ["book", "loaded", "proxy", "search_script", "server", "site"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes minutes to set up, so that no process is left alone with it."""
    items.sort(key=lambda item: "test_remote_virtuoso" not in item.nodeid)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a SPARQL server, and give its URL; a test puts its own data there."""
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as url:
        yield url
