"""``scheidslijn coverage``: what the rule book covers, and what it leaves."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.shared import language_option, tell, write
from scheidslijn.errors import UsageError
from scheidslijn.model import Language

if TYPE_CHECKING:
    from scheidslijn.coverage import Coverage, Gap, NormCoverage
    from scheidslijn.render.coverage import View

__all__ = ["coverage"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn coverage
  scheidslijn coverage --by source --lang en
  scheidslijn coverage --norm taakdelegatie-werkgever
  scheidslijn coverage --format csv --output norms.csv
  scheidslijn coverage --uncovered --sources ../shared/sources

\b
Exit codes:
  0  nothing is unfinished
  1  a norm has neither a shape nor a reason, or names a shape that is not there; a
     shape has no invalid case; with --strict: a checked norm has no breaking case
  2  wrong usage
  3  a file of the rule book, a case or a source cannot be read
"""
_UNFINISHED: Final = 1


@click.command("coverage", short_help="Show what the rule book covers.", epilog=_EXAMPLES)
@click.option("--format", "format_name", type=click.Choice(["table", "json", "csv"]),
              help="Write a table or CSV with one row per norm (or what --by, --norm or "
              "--uncovered asks), or everything as JSON. Default: a summary.")  # fmt: skip
@click.option("--by", type=click.Choice(["kind", "source", "domain", "status", "reason", "shape"]),
              help="Count the norms per kind, source and so on.")  # fmt: skip
@click.option("--norm", metavar="NAME", help="Show one norm, by the end of its IRI or the whole.")
@click.option("--uncovered", is_flag=True,
              help="List the lines of the sources to which no norm points; needs --sources. "
              "Only the numbers of lines are shown.")  # fmt: skip
@click.option(
    "--sources", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER",
    envvar="SCHEIDSLIJN_SOURCES", show_envvar=True,
    help="Text editions of the source documents, to count their lines.",
)  # fmt: skip
@click.option("--strict", is_flag=True,
              help="Also ask of each norm that is checked a case that breaks it.")  # fmt: skip
@language_option
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE",
              help="Write to this file.")  # fmt: skip
def coverage(
    format_name: str | None,
    by: str | None,
    norm: str | None,
    uncovered: bool,
    sources: Path | None,
    strict: bool,
    lang: str,
    output: str | None,
) -> None:
    """Show per norm its source places, shape, breaking cases and questions, and what is missing.

    The lines of a source count as covered when a norm, or a condition of one, points to them.
    """
    from scheidslijn.coverage import coverage as cover
    from scheidslijn.render.coverage_json import json
    from scheidslijn.render.coverage_words import fill

    if sum((by is not None, norm is not None, uncovered)) > 1:
        raise UsageError("give one of --by, --norm and --uncovered")
    if uncovered and sources is None:
        raise UsageError("--uncovered needs the text editions: give --sources FOLDER")
    language = cast("Language", lang)
    found = cover(sources=sources)
    row = None if norm is None else found.get_norm(norm)
    gaps = _counting(found, row, strict)
    if format_name == "json":
        write(json(found, row), output)
    else:
        view = cast("View | None", by)
        write(_shown(found, row, view, uncovered, format_name, language), output)
        for source in found.sources if sources is not None else ():
            if source.text is None:
                tell(fill("no text", language, source=source.code))
        if gaps and (by or uncovered or format_name):
            tell(fill("some gaps", language, number=len(gaps)))
    raise SystemExit(_UNFINISHED if gaps else 0)


def _counting(found: Coverage, row: NormCoverage | None, strict: bool) -> list[Gap]:
    """Return the gaps that make the run fail: of one norm only its own."""
    gaps = found.gaps_that_count(strict=strict)
    return [gap for gap in gaps if row is None or gap in found.gaps_of(row)]


def _shown(
    found: Coverage,
    row: NormCoverage | None,
    by: View | None,
    uncovered: bool,
    format_name: str | None,
    language: Language,
) -> str:
    from scheidslijn.render import coverage as rendered

    as_csv = format_name == "csv"
    # elsewhere one line per row, for grep and less -S
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    if uncovered and not as_csv:
        return rendered.uncovered_text(found.sources, language)
    if row is not None and not as_csv:
        return rendered.norm_text(row, found.gaps_of(row), language)
    if uncovered:
        table = rendered.uncovered_table(found.sources)
    elif by is not None:
        table = rendered.by_table(found, by, language)
    elif format_name is None:
        return rendered.summary(found, language, width)
    else:
        rows = found.norms if row is None else (row,)
        table = rendered.norms_table(rows, language, full=as_csv)
    return rendered.as_csv(table) if as_csv else rendered.as_text(table, language, width)
