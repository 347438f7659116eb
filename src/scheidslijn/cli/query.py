"""``scheidslijn query``: find a question, read it, and ask it of rule book, dossiers or endpoint.

``list`` and ``show`` are commands of their own. Any other first word is the name of a question,
or an option: then everything goes to the command that asks.
"""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.shared import EXIT_CODES, input_format_option, language_option, tell, write
from scheidslijn.errors import UsageError

if TYPE_CHECKING:
    from scheidslijn.answers import Answer, Window
    from scheidslijn.model import Language
    from scheidslijn.render.answer import AnswerStyle

__all__ = ["query"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn query list
  scheidslijn query list delegeren --role bedrijfsarts --lang en
  scheidslijn query show onverenigbare-rollen
  scheidslijn query onverenigbare-rollen --lang en
  scheidslijn query rolvervullingen examples/verzuim --format html --output rollen.html
  scheidslijn query rollen-op-datum examples/verzuim --param datum=2026-03-01
  scheidslijn query onverenigbare-rollen --format csv --labels --page 2 --page-size 20
  scheidslijn query mine.rq --endpoint http://127.0.0.1:7878/query --format csv
"""
_WIDTH: Final = 100  # of a table that is not shown on a terminal
_PAGE_SIZE: Final = 50
_FORMATS: Final = ("table", "csv", "json", "markdown", "html", "turtle", "graphml")


class _Query(click.Group):
    """A group whose commands are ``list`` and ``show``, and which otherwise asks a question."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let the command that asks have everything that is for no other."""
        if not args:
            raise UsageError(
                "name a question or a .rq file; scheidslijn query list shows the names"
            )
        if args[0] not in {*self.list_commands(ctx), *ctx.help_option_names}:
            args = ["ask", *args]
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what stands behind the name of the command."""
        return ["NAME [PATH]... [OPTIONS]", "| list [WORD]...", "| show NAME"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of the command that asks, and the two other commands."""
        _ask.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


@click.group(
    "query",
    cls=_Query,
    short_help="Find and answer questions.",
    epilog=_EXAMPLES + EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
def query() -> None:
    """Answer a question about the rule book and dossiers.

    NAME is that of a question, an unambiguous part of it, or a SPARQL file (.rq). The rule book
    is always there; dossiers in PATH are added to it. With --endpoint the question goes to that
    server, which then must hold what is asked about.
    """


@query.command("list")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option("--role", metavar="ROLE", help="Only questions that are about a role.")
@click.option("--article", metavar="ARTICLE", help="Only questions on an article, or a part of it.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How to write the list.")  # fmt: skip
@language_option
def _list(
    words: tuple[str, ...], role: str | None, article: str | None, format_name: str, lang: str
) -> None:
    """List the questions, those that hold every WORD in either language."""
    from scheidslijn.asking import find_questions
    from scheidslijn.render.question import list_json, list_text

    found = find_questions(words, role, article)
    is_json = format_name == "json"
    write(list_json(found) if is_json else list_text(found, cast("Language", lang)), None)


@query.command("show")
@click.argument("name")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How to write it; json has all values.")  # fmt: skip
@language_option
def _show(name: str, format_name: str, lang: str) -> None:
    """Show a question: its parameters, columns, articles and query, and how to ask it."""
    from scheidslijn import resources
    from scheidslijn.asking import known_of
    from scheidslijn.questions import get_question
    from scheidslijn.render.question import show_json, show_text

    found = get_question(name, resources.queries_folder())
    known = known_of(found)
    is_json = format_name == "json"
    text = show_json(found, known) if is_json else show_text(found, known, cast("Language", lang))
    write(text, None)


@query.command("ask", hidden=True, short_help="Ask a question.")
@click.argument("name")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-p", "--param", "parameters", multiple=True, metavar="NAME=VALUE",
              help="A value for a parameter; of an IRI also its name. Repeatable.")  # fmt: skip
@click.option("--format", "format_name", type=click.Choice(_FORMATS),
              help="How to write the answer: rows as table (the default), csv, json (SPARQL 1.1 "
                   "results), markdown or html; a graph as turtle or graphml.")  # fmt: skip
@click.option("--labels/--no-labels", default=None,
              help="Show labels with IRIs, in csv as columns of their own; or none.")  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False), help="Write the answer to this file.")
@click.option("--page", type=click.IntRange(min=1), metavar="N", help="Give this page only.")
@click.option("--page-size", type=click.IntRange(min=1), metavar="ROWS",
              help=f"Rows on a page.  [default: {_PAGE_SIZE}]")  # fmt: skip
@click.option("--max-rows", type=click.IntRange(min=1), default=10_000, show_default=True,
              metavar="ROWS", help="Give no more rows than this, and say so.")  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), default=60.0,
              show_default=True, metavar="SECONDS", help="How long it may take.")  # fmt: skip
@click.option("--footer/--no-footer", default=None,
              help="Say below the answer what it was made from; of csv, json, turtle and graphml "
                   "on standard error.  [default: not for those]")  # fmt: skip
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL 1.1 endpoint, not the rule book.")
@language_option
@input_format_option
def _ask(
    name: str,
    paths: tuple[str, ...],
    parameters: tuple[str, ...],
    format_name: str | None,
    labels: bool | None,
    output: str | None,
    page: int | None,
    page_size: int | None,
    max_rows: int,
    time_limit: float,
    footer: bool | None,
    endpoint: str | None,
    lang: str,
    input_format: str | None,
) -> None:
    """Answer a question."""
    from scheidslijn import asking, resources
    from scheidslijn.questions import get_question
    from scheidslijn.render import answer as answers

    language = cast("Language", lang)
    question = get_question(name, resources.queries_folder())
    chosen = format_name or answers.default_format(question)
    answers.check_format(question, chosen)
    below = chosen in answers.FOR_PEOPLE if footer is None else footer
    style = _style(language, labels, below, on_terminal=output is None and sys.stdout.isatty())
    found = asking.full_answer(
        question,
        _given(parameters),
        paths,
        window=_window(question.form, page, page_size, max_rows),
        language=language if answers.needs_labels(chosen, style) else None,
        provenance=below,
        endpoint=endpoint,
        time_limit=time_limit,
        stdin=sys.stdin.buffer.read,
        input_format=input_format,
    )
    write(answers.render(found, chosen, style), output)
    _notice(found, has_data=bool(paths or endpoint))
    if below and chosen not in answers.FOR_PEOPLE:
        tell("; ".join(answers.footer(found, language)))


def _style(language: Language, labels: bool | None, footer: bool, on_terminal: bool) -> AnswerStyle:
    from scheidslijn.render.answer import AnswerStyle

    width = shutil.get_terminal_size().columns if on_terminal else _WIDTH
    return AnswerStyle(language, labels, footer, color=on_terminal, width=width)


def _given(parameters: tuple[str, ...]) -> dict[str, str]:
    given: dict[str, str] = {}
    for each in parameters:
        name, sign, value = each.partition("=")
        if not sign or not name.strip():
            raise UsageError(f"--param {each!r}: expected NAME=VALUE, such as rol=bedrijfsarts")
        if name.strip() in given:
            raise UsageError(f"--param {each!r}: {name.strip()} was given before")
        given[name.strip()] = value
    return given


def _window(form: str, page: int | None, page_size: int | None, max_rows: int) -> Window:
    from scheidslijn.answers import Window

    if page is None and page_size is None:
        return Window(cap=max_rows)
    if form != "SELECT":
        raise UsageError("only rows come in pages; leave out --page and --page-size")
    size = page_size or _PAGE_SIZE
    return Window(offset=((page or 1) - 1) * size, limit=size, cap=max_rows)


def _notice(found: Answer, has_data: bool) -> None:
    """Say on standard error what the answer itself may not show."""
    if found.capped is not None:
        given = found.capped
        tell(f"only {given} of {found.total} are given; raise --max-rows or ask for pages")
    elif 0 < found.total <= found.window.offset:
        tell(f"there is no such page: {found.total} rows in all")
    types = {column.type for column in found.question.columns}
    if not found.total and not has_data and "Dossier" in types:
        tell("no rows: this question is about dossiers, and no PATH was given")
