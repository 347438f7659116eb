"""``scheidslijn query``: answer a question about the rule book, dossiers or an endpoint."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.shared import EXIT_CODES, input_format_option, language_option, write
from scheidslijn.errors import UsageError

if TYPE_CHECKING:
    from scheidslijn.model import Language, Question, Table

__all__ = ["query"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn query --list
  scheidslijn query onverenigbare-rollen --lang en
  scheidslijn query rolvervullingen examples/verzuim
  scheidslijn query mine.rq --endpoint http://127.0.0.1:7878/query --format csv
"""
_WIDTH: Final = 100  # of a table that is not shown on a terminal


@click.command("query", short_help="Answer a question.", epilog=_EXAMPLES + EXIT_CODES)
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
@language_option
@input_format_option
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
        write("".join(f"{q.slug}\n    {q.question.in_language(language)}\n" for q in listed), None)
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
    write(_answer(chosen, table, format_name, language, labels), None)


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
