"""What ``scheidslijn validate --endpoint`` calls: the dossiers of a remote store, and a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

from scheidslijn.cli.shared import tell
from scheidslijn.errors import UsageError

if TYPE_CHECKING:
    from scheidslijn.model import Report
    from scheidslijn.validation import Settings

__all__ = ["EndpointOptions", "endpoint_options", "validate_at"]

_Function = TypeVar("_Function", bound=Callable[..., None])


def endpoint_options(command: _Function) -> _Function:
    """Give a command ``--endpoint`` and what goes with it."""
    for option in (
        click.option("--max-findings", type=click.IntRange(min=1), default=1_000_000,
                     show_default=True, metavar="N",
                     help="With --endpoint: stop after so many findings, and say so."),
        click.option("--page-size", type=click.IntRange(min=1), default=5000, show_default=True,
                     metavar="ROWS", help="With --endpoint: rows to ask for at a time."),
        click.option("--store-url", metavar="URL",
                     help="With --load-rulebook: where the store takes graphs (Graph Store "
                     "Protocol)."),
        click.option("--load-rulebook", "load", is_flag=True,
                     help="With --endpoint: put the rule book into the store first, and try the "
                     "store out."),
        click.option("--fetch-facts", "fetch", is_flag=True,
                     help="With --endpoint: judge here what the store cannot answer; the "
                     "statements that this reads leave it, without labels and texts."),
        click.option("--graph", "graphs", multiple=True, metavar="IRI",
                     help="With --endpoint: judge this named graph only. Repeatable."),
        click.option("--endpoint", metavar="URL",
                     help="Judge the dossiers in a SPARQL 1.1 store, where they are."),
    ):  # fmt: skip
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class EndpointOptions:
    """What the command line says of an endpoint.

    Attributes:
        url: where it answers queries; None when files are to be judged.
        graphs: the named graphs to judge; none for every one that holds a dossier.
        load: whether to load the rule book first.
        fetch: whether statements may be fetched to judge what it cannot answer.
        store_url: where it takes whole graphs, or None for the usual place.
        page_size: how many rows to ask for at a time.
        max_findings: after how many findings to stop.
    """

    url: str | None
    graphs: tuple[str, ...]
    load: bool
    fetch: bool
    store_url: str | None
    page_size: int
    max_findings: int


def validate_at(place: EndpointOptions, paths: tuple[str, ...], settings: Settings) -> Report:
    """Judge the dossiers of an endpoint; what cannot be asked of one is refused.

    Raises:
        UsageError: files were named too, or an option that has no meaning for an endpoint.
    """
    from scheidslijn.remote import Limits, validate_endpoint
    from scheidslijn.render.progress import progress_bar
    from scheidslijn.validation import TIME_LIMIT

    if paths:
        raise UsageError("name files or --endpoint, not both; a named graph is named by --graph")
    if settings.on is not None:
        raise UsageError(
            "--on cannot be used with --endpoint: the day would have to be written into each "
            "dossier; put sl:peildatum there, or judge a copy of the dossiers as a file"
        )
    if settings.engine != "compiled":
        raise UsageError(f"--engine {settings.engine} cannot be used with --endpoint")
    with progress_bar("validate") as progress:
        return validate_endpoint(
            place.url or "",
            place.graphs,
            shapes=settings.shapes,
            rules=settings.rules,
            reading=settings.reading,
            load=place.load,
            fetch=place.fetch,
            store_url=place.store_url,
            limits=Limits(place.page_size, place.max_findings, settings.time_limit or TIME_LIMIT),
            progress=progress,
            notify=tell,
        )
