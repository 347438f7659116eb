"""``scheidslijn validate``: judge dossiers, and write the report."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.reporting import Destination, report_options
from scheidslijn.cli.shared import (
    EXIT_CODES,
    day_option,
    input_format_option,
    language_option,
    mapping_option,
    tell,
)
from scheidslijn.errors import InputError
from scheidslijn.model import READINGS, Language, Reading, Severity

if TYPE_CHECKING:
    from scheidslijn.model import Report
    from scheidslijn.validation import EngineName

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
  gunzip -c dossier.nt.gz | scheidslijn validate - --input-format n-triples
"""


@click.command("validate", short_help="Judge dossiers.", epilog=_EXAMPLES + EXIT_CODES)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
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
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), default=600.0,
              show_default=True, metavar="SECONDS",
              help="How long the checks of one data graph may take.")  # fmt: skip
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
    time_limit: float,
) -> None:
    """Judge the dossiers in files, folders and globs; '-' reads standard input.

    Reads dossiers in JSON and YAML, in CSV and Excel with --mapping, and in Turtle, TriG,
    N-Triples, N-Quads, JSON-LD and RDF/XML, also gzipped; fetches nothing from the network.
    """
    from scheidslijn.render.progress import progress_bar
    from scheidslijn.validation import validate as validate_paths

    to = Destination(
        format_name, output, reports, cast("Language", lang), Severity.from_name(fail_on)
    )
    to.spare((*paths, *shapes, *rules, str(mapping or "")))
    try:
        with progress_bar("validate") as progress:
            report = validate_paths(
                paths,
                shapes=shapes,
                rules=rules,
                engine=cast("EngineName", engine),
                reading=cast("Reading", reading),
                on=on,
                time_limit=time_limit,
                stdin=sys.stdin.buffer.read,
                input_format=input_format,
                mapping=mapping,
                progress=progress,
                notify=tell,
            )
    except InputError as error:
        to.write_nothing(error, lambda: _nothing(rules, engine, cast("Reading", reading), on))
        raise
    raise SystemExit(to.write(report))


def _nothing(rules: tuple[str, ...], engine: str, reading: Reading, on: date | None) -> Report:
    """Return the report of a run without inputs."""
    from scheidslijn import resources
    from scheidslijn.model import Checked, Report

    _, version = resources.read_rulebook(tuple(map(Path, rules)), resources.shapes_files())
    return Report(
        findings=(),
        problems=(),
        dossiers=(),
        checked=Checked(dossiers=0, shapes=0, norms=0, triples=0),
        engine=engine,
        version=version.version,
        rulebook=version,
        reading=reading,
        on=on,
    )
