"""The command: parse, call one function, render, exit code."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from scheidslijn.errors import ScheidslijnError, UsageError
from scheidslijn.model import LANGUAGES, Language, Severity

if TYPE_CHECKING:
    from scheidslijn.model import Question, Report, Table

__all__ = ["main"]

_EXIT_CODES = """
\b
Exit codes:
  0  nothing at or above --fail-on, and every input was judged
  1  findings at or above --fail-on
  2  wrong usage
  3  an input (also shapes or rules) cannot be read, or holds no dossier
  4  an engine or endpoint failed
"""
_EXAMPLES = """\b
Examples:
  scheidslijn validate examples/verzuim
  scheidslijn query --list
  scheidslijn query onverenigbare-rollen
"""
_VALIDATE_EXAMPLES = """\b
Examples:
  scheidslijn validate dossier.ttl
  scheidslijn validate 'dossiers/**/*.ttl' --fail-on warning --lang en
  scheidslijn validate dossiers --format sarif --output findings.sarif
  gunzip -c dossier.nt.gz | scheidslijn validate - --input-format n-triples
"""
_QUERY_EXAMPLES = """\b
Examples:
  scheidslijn query --list
  scheidslijn query onverenigbare-rollen --lang en
  scheidslijn query rolvervullingen examples/verzuim
  scheidslijn query mine.rq --endpoint http://127.0.0.1:7878/query --format csv
"""
_FINDINGS, _UNREADABLE, _INTERRUPTED = 1, 3, 130
_WIDTH = 100  # of a table that is not shown on a terminal
_LANGUAGE = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="nl",
    show_default=True,
    help="Language of what is written, Dutch or English.",
)
_INPUT_FORMAT = click.option(
    "--input-format", metavar="NAME", help="RDF syntax of all inputs, such as turtle or n-quads."
)


@click.group(epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="scheidslijn")
def cli() -> None:
    """Check Dutch sickness-absence, Ziektewet and WGA dossiers on the lines between roles."""


@cli.command(short_help="Judge dossiers.", epilog=_VALIDATE_EXAMPLES + _EXIT_CODES)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "sarif", "junit", "turtle"]),
    default="text",
    show_default=True,
    help="How to write the report; json and turtle always hold both languages.",
)
@click.option("--output", type=click.Path(dir_okay=False), help="Write the report to this file.")
@_LANGUAGE
@click.option(
    "--fail-on",
    type=click.Choice([severity.name.lower() for severity in reversed(Severity)]),
    default="violation",
    show_default=True,
    help="The lightest finding that makes the exit code 1.",
)
@_INPUT_FORMAT
@click.option(
    "--shapes", multiple=True, type=click.Path(exists=True, dir_okay=False), metavar="FILE",
    help="SHACL shapes of your own (Turtle), used beside the packaged ones. Repeatable.",
)  # fmt: skip
@click.option(
    "--rules", multiple=True, type=click.Path(exists=True, dir_okay=False), metavar="FILE",
    help="Rules of your own (Turtle), joined with the packaged rule book. Repeatable.",
)  # fmt: skip
def validate(
    paths: tuple[str, ...],
    format_name: str,
    output: str | None,
    lang: str,
    fail_on: str,
    input_format: str | None,
    shapes: tuple[str, ...],
    rules: tuple[str, ...],
) -> None:
    """Judge the dossiers in files, folders and globs; '-' reads standard input.

    Reads Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML, also gzipped, and fetches
    nothing from the network.
    """
    from scheidslijn.render import FORMATS, Style
    from scheidslijn.render.progress import progress_bar
    from scheidslijn.render.words import place
    from scheidslijn.validation import validate as validate_paths

    threshold = Severity.from_name(fail_on)
    with progress_bar() as progress:
        report = validate_paths(
            paths,
            shapes=shapes,
            rules=rules,
            stdin=sys.stdin.buffer.read,
            input_format=input_format,
            progress=progress,
            notify=_tell,
        )
    style = Style(
        language=cast("Language", lang),
        color=output is None and sys.stdout.isatty(),
        fail_on=threshold,
    )
    _write(FORMATS[format_name](report, style), output)
    for problem in report.problems if format_name != "text" else ():
        _tell(f"{place(problem.source, problem.line, problem.column)}: {problem.message}")
    raise SystemExit(_exit_code(report, threshold))


@cli.command(short_help="Answer a question.", epilog=_QUERY_EXAMPLES + _EXIT_CODES)
@click.argument("question", required=False)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--list", "list_all", is_flag=True, help="List the named questions.")
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL 1.1 endpoint, not the rule book.")
@click.option("--timeout", type=float, default=30.0, show_default=True, metavar="SECONDS",
              help="How long an endpoint may take.")  # fmt: skip
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to write the answer; json is SPARQL 1.1 JSON results.",
)
@_LANGUAGE
@_INPUT_FORMAT
def query(
    question: str | None,
    paths: tuple[str, ...],
    list_all: bool,
    endpoint: str | None,
    timeout: float,
    format_name: str,
    lang: str,
    input_format: str | None,
) -> None:
    """Answer a named QUESTION, or a SPARQL file (.rq), about the rule book and dossiers.

    The rule book is always there; dossiers in PATH are added to it. With --endpoint the
    question goes to that server, which then must hold what is asked about.
    """
    from scheidslijn import questions, resources, workspace

    language = cast("Language", lang)
    folder = resources.queries_folder()
    if list_all:
        listed = questions.list_questions(folder)
        _write("".join(f"{q.slug}\n    {q.question.in_language(language)}\n" for q in listed), None)
        return
    if question is None:
        raise UsageError("name a question or a .rq file; scheidslijn query --list shows the names")
    chosen = questions.get_question(question, folder)
    if endpoint is not None and paths:
        raise UsageError("give either PATH or --endpoint: a remote store holds its own data")
    with (
        workspace.open_workspace(paths, sys.stdin.buffer.read, input_format)
        if endpoint is None
        else workspace.open_endpoint(endpoint, timeout)
    ) as engine:
        table = questions.ask(chosen, engine)
        labels = questions.labels(table, engine, language) if format_name == "table" else {}
    _write(_answer(chosen, table, format_name, language, labels), None)


def _answer(
    chosen: Question, table: Table, format_name: str, language: Language, labels: Mapping[str, str]
) -> str:
    from scheidslijn.render import table as tables

    if format_name != "table":
        return (tables.csv if format_name == "csv" else tables.json)(table)
    titles = {name: text.in_language(language) for name, text in chosen.columns.items()}
    titled = replace(table, columns=tuple(titles.get(name, name) for name in table.columns))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH
    return f"{chosen.question.in_language(language)}\n\n{tables.text(titled, labels, width)}"


def _write(text: str, output: str | None) -> None:
    """Write UTF-8 with the line ends as they are, whatever the locale and the system."""
    try:
        if output is None:
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()
        else:
            Path(output).write_bytes(text.encode())
    except BrokenPipeError:
        # the reader has gone (| head): the verdict stands, and nothing is left to flush at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise UsageError(f"{output or '<stdout>'}: cannot be written: {error.strerror}") from error


def _tell(message: object) -> None:
    """Say something in one line on standard error; a file name can hold anything."""
    from scheidslijn.render.words import plain

    click.echo(f"scheidslijn: {plain(str(message))}", err=True)


def _exit_code(report: Report, threshold: Severity) -> int:
    if report.problems:
        return _UNREADABLE
    return _FINDINGS if report.at_or_above(threshold) else 0


def main() -> None:
    """Run the command; every error is one line on standard error and its own exit code."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except ScheidslijnError as error:
        _tell(error)
        raise SystemExit(error.exit_code) from None
    except (click.Abort, KeyboardInterrupt):
        raise SystemExit(_INTERRUPTED) from None
