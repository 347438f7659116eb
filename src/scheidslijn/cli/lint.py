"""``scheidslijn lint``: check the rule book itself, and what is added to it."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, cast

import click

from scheidslijn.cli.shared import language_option, write
from scheidslijn.model import Language

__all__ = ["lint"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn lint
  scheidslijn lint my-norms.ttl --lang en
  scheidslijn lint --sources ../shared/sources --fail-on warning
  scheidslijn lint my-norms.ttl --format json --output findings.json
  scheidslijn lint --list-checks

\b
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage
  3  a file (also a shape or a source) cannot be read
"""
_FINDINGS: Final = 1


@click.command("lint", short_help="Check the rule book itself.", epilog=_EXAMPLES)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="error",
    show_default=True,
    help="The lightest finding that makes the exit code 1.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write the report; json always holds both languages.",
)
@language_option
@click.option(
    "--sources", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER",
    envvar="SCHEIDSLIJN_SOURCES", show_envvar=True,
    help="Text editions of the source documents; without them passages are not compared.",
)  # fmt: skip
@click.option("--list-checks", is_flag=True, help="List the checks and what they ask.")
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE",
              help="Write the report to this file.")  # fmt: skip
def lint(
    files: tuple[str, ...],
    fail_on: Literal["error", "warning", "info"],
    format_name: str,
    lang: str,
    sources: Path | None,
    list_checks: bool,
    output: str | None,
) -> None:
    """Check ontology, rule book and shapes, with the Turtle in FILES joined to them.

    Every finding names file, line and term, says what is wrong and what to do. A file of the
    rule book itself may be among FILES; it is read once.
    """
    from scheidslijn.lint import CHECKS, Level
    from scheidslijn.lint import lint as lint_rulebook
    from scheidslijn.render import lint as rendered

    language = cast("Language", lang)
    if list_checks:
        write(rendered.listing(CHECKS, language), output)
        return
    report = lint_rulebook(files, sources=sources)
    shown = rendered.json(report) if format_name == "json" else rendered.text(report, language)
    write(shown, output)
    raise SystemExit(_FINDINGS if report.at_or_above(Level.from_name(fail_on)) else 0)
