"""``scheidslijn diff``: what differs between two rule books, and what that does to dossiers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.shared import (
    day_option,
    find_inputs,
    input_format_option,
    language_option,
    mapping_option,
    text_style,
    write,
)
from scheidslijn.model import READINGS, Language, Reading

if TYPE_CHECKING:
    from pathlib import Path

    from scheidslijn.difference import Difference

__all__ = ["diff"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn diff git:v0.1.0
  scheidslijn diff scheidslijn-0.1.0-py3-none-any.whl . --lang en
  scheidslijn diff git:main . --dossiers cases --format markdown --output diff.md
  scheidslijn diff old/ontology new/ontology --no-dossiers
  scheidslijn diff git:v0.1.0 . --format changelog
  scheidslijn diff git:main . --check

\b
OLD and NEW: a folder (a checkout, an unpacked release or its folder ontology), a wheel, sdist or
zip of a release, an RDF file, git:REVISION of the repository you stand in, or installed.

\b
Exit codes:
  0  compared, whatever differs
  1  with --check: a dossier gets another verdict
  2  wrong usage
  3  a side cannot be read or compared, or a dossier that you gave cannot be judged with either
  4  the engine failed
"""
_VERDICTS_CHANGE: Final = 1
_UNREADABLE: Final = 3


@click.command("diff", short_help="Compare two rule books.", epilog=_EXAMPLES)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", default="installed")
@click.option("--dossiers", multiple=True, metavar="PATH",
              help="Also judge these dossiers: a file, folder or glob. Repeatable.")  # fmt: skip
@click.option("--no-cases", is_flag=True, help="Leave out the test cases of the shapes.")
@click.option("--no-dossiers", is_flag=True, help="Compare the rules alone, which is quick.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "markdown", "json", "changelog"]),
    default="text",
    show_default=True,
    help="How to write it; json holds both languages, changelog a section of a CHANGELOG.md.",
)
@click.option("--all", "everything", is_flag=True,
              help="Show wording, sources and upkeep too, and every dossier.")  # fmt: skip
@click.option("--check", is_flag=True, help="Exit with 1 if a dossier gets another verdict.")
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE",
              help="Write the report to this file.")  # fmt: skip
@language_option
@input_format_option
@mapping_option
@click.option(
    "--reading",
    type=click.Choice(READINGS),
    default="strict",
    show_default=True,
    help="Of a contested rule, apply the reading that demands most or least.",
)
@day_option("Judge as of this day, such as 2026-03-01; without it norms of every time are applied.")
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), default=600.0,
              show_default=True, metavar="SECONDS",
              help="How long the checks of one data graph may take.")  # fmt: skip
def diff(
    old: str,
    new: str,
    dossiers: tuple[str, ...],
    no_cases: bool,
    no_dossiers: bool,
    format_name: str,
    everything: bool,
    check: bool,
    output: str | None,
    lang: str,
    input_format: str | None,
    mapping: Path | None,
    reading: str,
    on: date | None,
    time_limit: float,
) -> None:
    """Say what changed from rule book OLD to NEW, and which dossiers get another verdict.

    Rules are compared by what they mean: order, layout and prefixes make no difference. The
    examples and test cases of both are judged with either, and so are your own --dossiers. NEW is
    the installed rule book unless you name another.
    """
    from scheidslijn.difference import Dossiers, compare, read_material
    from scheidslijn.errors import UsageError
    from scheidslijn.render.progress import progress_bar

    if no_dossiers and (dossiers or check):
        raise UsageError("--no-dossiers leaves nothing to judge; leave out --dossiers and --check.")
    given = find_inputs(dossiers, input_format, mapping)
    how = Dossiers(given, not no_cases, cast("Reading", reading), on, time_limit)
    with progress_bar("diff") as progress:
        difference = compare(
            read_material(old), read_material(new), None if no_dossiers else how, progress
        )
    language = cast("Language", lang)
    write(_shown(difference, format_name, language, output, everything=everything), output)
    raise SystemExit(_exit_code(difference, check=check))


def _shown(
    difference: Difference,
    format_name: str,
    language: Language,
    output: str | None,
    *,
    everything: bool,
) -> str:
    from scheidslijn.render import difference as rendered
    from scheidslijn.render import difference_json, difference_markdown

    if format_name == "json":
        return difference_json.json(difference)
    if format_name == "markdown":
        return difference_markdown.report(difference, language, everything=everything)
    if format_name == "changelog":
        return difference_markdown.changelog(difference, language)
    return rendered.text(difference, text_style(language, output), everything=everything)


def _exit_code(difference: Difference, *, check: bool) -> int:
    from scheidslijn.difference import Origin

    judged = difference.judged
    if judged is None:
        return 0
    if any(u.origin is Origin.GIVEN and u.before and u.after for u in judged.unread):
        return _UNREADABLE
    return _VERDICTS_CHANGE if check and judged.changed else 0
