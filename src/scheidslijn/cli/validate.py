"""``scheidslijn validate``: judge dossiers, and write the report."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.remote import EndpointOptions, endpoint_options, validate_at
from scheidslijn.cli.reporting import Destination, report_options
from scheidslijn.cli.shared import (
    EXIT_CODES,
    day_option,
    input_format_option,
    language_option,
    mapping_option,
    tell,
)
from scheidslijn.errors import InputError, UsageError
from scheidslijn.model import READINGS, Language, Reading, Severity

if TYPE_CHECKING:
    from scheidslijn.model import Report
    from scheidslijn.validation import EngineName, Settings

__all__ = ["validate"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn validate dossier.ttl
  scheidslijn validate zaak.dossier.yaml
  scheidslijn validate cases.xlsx --mapping cases.rml
  scheidslijn validate 'dossiers/**/*.ttl' --fail-on warning --lang en
  scheidslijn validate dossiers --format sarif --output findings.sarif
  scheidslijn validate dossiers --report junit=junit.xml --report markdown=summary.md
  scheidslijn validate dossier.ttl --reading lenient --on 2026-03-01
  scheidslijn validate --endpoint http://localhost:7878/query --load-rulebook
  gunzip -c dossier.nt.gz | scheidslijn validate - --input-format n-triples
"""


@click.command("validate", short_help="Judge dossiers.", epilog=_EXAMPLES + EXIT_CODES)
@click.argument("paths", nargs=-1, metavar="PATH...")
@report_options
@language_option
@click.option(
    "--fail-on",
    type=click.Choice([severity.name.lower() for severity in reversed(Severity)]),
    default="violation",
    show_default=True,
    help="The lightest finding that makes the exit code 1.",
)
@input_format_option
@mapping_option
@click.option(
    "--shapes", multiple=True, type=click.Path(exists=True, dir_okay=False), metavar="FILE",
    help="SHACL shapes of your own (Turtle), used beside the packaged ones. Repeatable.",
)  # fmt: skip
@click.option(
    "--rules", multiple=True, type=click.Path(exists=True, dir_okay=False), metavar="FILE",
    help="Rules of your own (Turtle), joined with the packaged rule book. Repeatable.",
)  # fmt: skip
@click.option(
    "--engine",
    type=click.Choice(["compiled", "reference"]),
    default="compiled",
    show_default=True,
    help="What checks: shapes compiled to SPARQL, or pySHACL; the same findings, slowly.",
)
@click.option(
    "--reading",
    type=click.Choice(READINGS),
    default="strict",
    show_default=True,
    help="Of a contested rule, apply the reading that demands most or least.",
)
@day_option(
    "Judge as of this day, such as 2026-03-01: with the norms that hold then, and with terms that "
    "have passed. Without it norms of every time are applied."
)
@click.option("--since", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              metavar="REPORT",
              help="An earlier report in JSON: judge again only what changed; the report is the "
              "same.")  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), default=600.0,
              show_default=True, metavar="SECONDS",
              help="How long the checks of one data graph may take.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(0), default=1, show_default=True, metavar="N",
              help="On how many processes to judge; 0 for as many as there are cores.")  # fmt: skip
@click.option("--scheduler", metavar="ADDRESS",
              help="Judge on a cluster of Dask instead, such as tcp://10.0.0.5:8786.")  # fmt: skip
@endpoint_options
def validate(
    paths: tuple[str, ...],
    format_name: str,
    output: str | None,
    reports: tuple[tuple[str, str], ...],
    lang: str,
    fail_on: str,
    input_format: str | None,
    mapping: Path | None,
    shapes: tuple[str, ...],
    rules: tuple[str, ...],
    engine: str,
    reading: str,
    on: date | None,
    since: Path | None,
    time_limit: float,
    jobs: int,
    scheduler: str | None,
    endpoint: str | None,
    graphs: tuple[str, ...],
    load: bool,
    fetch: bool,
    store_url: str | None,
    page_size: int,
    max_findings: int,
) -> None:
    """Judge the dossiers in files, folders and globs; '-' reads standard input.

    Reads dossiers in JSON and YAML, in CSV and Excel with --mapping, and in Turtle, TriG,
    N-Triples, N-Quads, JSON-LD and RDF/XML, also gzipped; fetches nothing but the URLs you name.
    """
    from scheidslijn.validation import Settings

    to = Destination(
        format_name, output, reports, cast("Language", lang), Severity.from_name(fail_on)
    )
    to.spare((*paths, *shapes, *rules, str(mapping or "")))
    place = EndpointOptions(endpoint, graphs, load, fetch, store_url, page_size, max_findings)
    settings = Settings(
        shapes, rules, cast("EngineName", engine), time_limit, cast("Reading", reading), on
    )
    inputs = _Inputs(paths, input_format, mapping, since, jobs or os.cpu_count() or 1, scheduler)
    judge = partial(_files, inputs) if endpoint is None else partial(_endpoint, inputs)
    try:
        report = judge(place, settings)
    except InputError as error:
        to.write_nothing(error, lambda: _nothing(settings))
        raise
    raise SystemExit(to.write(report))


@dataclass(frozen=True, slots=True)
class _Inputs:
    paths: tuple[str, ...]
    format: str | None
    mapping: Path | None
    since: Path | None
    jobs: int
    scheduler: str | None


def _files(inputs: _Inputs, place: EndpointOptions, settings: Settings) -> Report:
    from scheidslijn.render.progress import progress_bar
    from scheidslijn.validation import validate as validate_paths

    if place.graphs or place.load or place.fetch or place.store_url:
        raise UsageError(
            "--graph, --load-rulebook, --fetch-facts and --store-url go with --endpoint"
        )
    with progress_bar("validate") as progress:
        return validate_paths(
            inputs.paths,
            shapes=settings.shapes,
            rules=settings.rules,
            engine=settings.engine,
            reading=settings.reading,
            on=settings.on,
            time_limit=settings.time_limit,
            stdin=sys.stdin.buffer.read,
            input_format=inputs.format,
            mapping=inputs.mapping,
            since=inputs.since,
            progress=progress,
            notify=tell,
            jobs=inputs.jobs,
            scheduler=inputs.scheduler,
        )


def _endpoint(inputs: _Inputs, place: EndpointOptions, settings: Settings) -> Report:
    if inputs.jobs != 1 or inputs.scheduler:
        raise UsageError("--jobs and --scheduler are for files, not for --endpoint")
    if inputs.format or inputs.mapping or inputs.since:
        raise UsageError("--input-format, --mapping and --since are for files, not for --endpoint")
    return validate_at(place, inputs.paths, settings)


def _nothing(settings: Settings) -> Report:
    """Return the report of a run without inputs."""
    from scheidslijn import resources
    from scheidslijn.model import Checked, Report

    rules = tuple(map(Path, settings.rules))
    _, version = resources.read_rulebook(rules, resources.shapes_files())
    return Report(
        findings=(),
        problems=(),
        dossiers=(),
        checked=Checked(dossiers=0, shapes=0, norms=0, triples=0),
        engine=settings.engine,
        version=version.version,
        rulebook=version,
        reading=settings.reading,
        on=settings.on,
    )
