"""``scheidslijn validate``: judge dossiers, and write the report."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.shared import (
    EXIT_CODES,
    day_option,
    input_format_option,
    language_option,
    mapping_option,
    tell,
    write_pieces,
)
from scheidslijn.errors import InputError, UsageError
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
_FORMATS: Final = (
    "text",
    "json",
    "sarif",
    "junit",
    "turtle",
    "markdown",
    "codequality",
    "github",
)
_FINDINGS: Final = 1
_UNREADABLE: Final = 3

Files = tuple[tuple[str, str], ...]


def _files(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> Files:
    """Read FORMAT=FILE, as often as it was given."""
    found: dict[str, str] = {}
    for value in values:
        name, _, file = value.partition("=")
        if name not in _FORMATS or not file:
            known = f"FORMAT=FILE was expected, with a format out of {', '.join(_FORMATS)}."
            raise click.BadParameter(f"{value!r}: {known}")
        if file in found:
            raise click.BadParameter(f"{value!r}: {found[file]} is to go into the same file.")
        found[file] = name
    return tuple((name, file) for file, name in found.items())


@click.command("validate", short_help="Judge dossiers.", epilog=_EXAMPLES + EXIT_CODES)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How to write the report; json and turtle always hold both languages.",
)
@click.option("--output", type=click.Path(dir_okay=False), help="Write the report to this file.")
@click.option("--report", "reports", multiple=True, metavar="FORMAT=FILE", callback=_files,
              help="Write the report in this format to this file as well. Repeatable.")  # fmt: skip
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
    reports: Files,
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

    _spare((*paths, *shapes, *rules, str(mapping or "")), reports, output)
    threshold, language = Severity.from_name(fail_on), cast("Language", lang)
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
        if reports:
            nothing = _nothing(error, rules, engine, cast("Reading", reading), on)
            _write_reports(nothing, reports, language, threshold)
        raise
    _write_reports(report, reports, language, threshold)
    _write(report, format_name, output, language, threshold)
    raise SystemExit(_exit_code(report, threshold))


def _spare(read: Iterable[str], reports: Files, output: str | None) -> None:
    """Refuse to write over a file that was named as one to read, which would then be lost."""
    inputs = [file for file in read if os.path.isfile(file)]
    for file in (*(file for _, file in reports), output or ""):
        if os.path.exists(file) and any(os.path.samefile(each, file) for each in inputs):
            raise UsageError(f"{file}: is to be read; write the report to another file.")


def _nothing(
    error: InputError, rules: tuple[str, ...], engine: str, reading: Reading, on: date | None
) -> Report:
    """Return the report of a run that found no inputs: who reads only reports must see that too."""
    from scheidslijn import resources
    from scheidslijn.model import Checked, Problem, Report

    _, version = resources.read_rulebook(tuple(map(Path, rules)), resources.shapes_files())
    return Report(
        findings=(),
        problems=(Problem(error.source, error.problem, error.line, error.column),),
        dossiers=(),
        checked=Checked(dossiers=0, shapes=0, norms=0, triples=0),
        engine=engine,
        version=version.version,
        rulebook=version,
        reading=reading,
        on=on,
    )


def _write_reports(report: Report, files: Files, language: Language, threshold: Severity) -> None:
    if not files:
        return
    from scheidslijn.render import FORMATS, Style

    style = Style(language=language, fail_on=threshold)
    for name, file in files:
        write_pieces(FORMATS[name](report, style), file)


def _write(
    report: Report, format_name: str, output: str | None, language: Language, threshold: Severity
) -> None:
    from scheidslijn.render import FORMATS, Style
    from scheidslijn.render.words import place

    color = output is None and sys.stdout.isatty()
    style = Style(language=language, color=color, fail_on=threshold)
    write_pieces(FORMATS[format_name](report, style), output)
    for problem in report.problems if format_name != "text" else ():
        tell(f"{place(problem.source, problem.line, problem.column)}: {problem.message}")


def _exit_code(report: Report, threshold: Severity) -> int:
    if report.problems:
        return _UNREADABLE
    return _FINDINGS if report.at_or_above(threshold) else 0
