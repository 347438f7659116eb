"""What ``scheidslijn validate --endpoint`` calls: the dossiers of a remote store, and a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from scheidslijn.cli.shared import tell
from scheidslijn.errors import UsageError

if TYPE_CHECKING:
    from scheidslijn.model import Reading, Report

__all__ = ["EndpointOptions", "validate_at"]


@dataclass(frozen=True, slots=True)
class EndpointOptions:
    """What the command line says of an endpoint.

    Attributes:
        url: where it answers queries.
        graphs: the named graphs to judge; none for every one that holds a dossier.
        load: whether to load the rule book first.
        store_url: where it takes whole graphs, or None for the usual place.
        page_size: how many rows to ask for at a time.
        max_findings: after how many findings to stop.
    """

    url: str
    graphs: tuple[str, ...]
    load: bool
    store_url: str | None
    page_size: int
    max_findings: int


def validate_at(
    options: EndpointOptions,
    paths: tuple[str, ...],
    shapes: tuple[str, ...],
    rules: tuple[str, ...],
    engine: str,
    reading: Reading,
    on: date | None,
    time_limit: float,
) -> Report:
    """Judge the dossiers of an endpoint; what cannot be asked of one is refused.

    Raises:
        UsageError: files were named too, or an option that has no meaning for an endpoint.
    """
    from scheidslijn.remote import Limits, validate_endpoint
    from scheidslijn.render.progress import progress_bar

    if paths:
        raise UsageError("name files or --endpoint, not both; a named graph is named by --graph")
    if on is not None:
        raise UsageError(
            "--on cannot be used with --endpoint: the day would have to be written into each "
            "dossier; put sl:peildatum there, or judge a copy of the dossiers as a file"
        )
    if engine != "compiled":
        raise UsageError(f"--engine {engine} cannot be used with --endpoint")
    with progress_bar("validate") as progress:
        return validate_endpoint(
            options.url,
            options.graphs,
            shapes=shapes,
            rules=rules,
            reading=reading,
            load=options.load,
            store_url=options.store_url,
            limits=Limits(options.page_size, options.max_findings, time_limit),
            progress=progress,
            notify=tell,
        )
