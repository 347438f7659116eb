"""``scheidslijn draw``: the rule book and dossiers as drawings."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

import click

from scheidslijn.cli.shared import input_format_option, language_option, write
from scheidslijn.errors import UsageError

if TYPE_CHECKING:
    from scheidslijn.draw import Drawing
    from scheidslijn.model import Language

__all__ = ["draw"]

_EXIT_CODES: Final = """
\b
Exit codes:
  0  drawn, also when the dossier has findings
  2  wrong usage, or a dossier without any date
  3  an input cannot be read, or holds no dossier
  4  an engine failed
"""
_EXAMPLES: Final = """\b
Examples:
  scheidslijn draw roles --domain verzuim --output roles.svg
  scheidslijn draw delegation --lang en --output delegation.html
  scheidslijn draw timeline dossier.ttl --output dossier.html
"""
_ROLES: Final = """\b
Examples:
  scheidslijn draw roles --domain wga --output roles.svg
  scheidslijn draw roles --lang en --output roles.html
"""
_DELEGATION: Final = """\b
Examples:
  scheidslijn draw delegation --output delegation.html
  scheidslijn draw delegation --lang en > delegation.svg
"""
_TIMELINE: Final = """\b
Examples:
  scheidslijn draw timeline dossier.ttl --output dossier.html
  scheidslijn draw timeline cases.nq --dossier https://example.org/zaak/7
"""
_KINDS: Final = (".svg", ".html")
_Function = TypeVar("_Function", bound=Callable[..., None])


def _output_option(command: _Function) -> _Function:
    return click.option(
        "--output",
        type=click.Path(dir_okay=False),
        metavar="FILE",
        help="Write to this file, .svg or .html; an HTML page also holds the data as tables. "
        "Default: SVG on standard output.",
    )(command)


@click.group("draw", short_help="Draw roles, delegation or a dossier.",
             epilog=_EXAMPLES + _EXIT_CODES)  # fmt: skip
def draw() -> None:
    """Draw the rule book, or one dossier in time, as SVG or as an HTML page."""


@draw.command("roles", short_help="Draw roles and their dividing lines.",
              epilog=_ROLES + _EXIT_CODES)  # fmt: skip
@click.option("--domain", metavar="NAME",
              help="One domain, such as verzuim, ziektewet or wga. Default: all.")  # fmt: skip
@language_option
@_output_option
def roles(domain: str | None, lang: str, output: str | None) -> None:
    """Draw the core roles with the roles that strengthen them, and what keeps them apart."""
    kind = _kind(output)
    from scheidslijn import draw as drawings

    _write(drawings.roles(cast("Language", lang), domain=domain), kind, output)


@draw.command("delegation", short_help="Draw who may pass on which task to whom.",
              epilog=_DELEGATION + _EXIT_CODES)  # fmt: skip
@language_option
@_output_option
def delegation(lang: str, output: str | None) -> None:
    """Draw each task with the doctor who may pass it on, to whom, and by which source."""
    kind = _kind(output)
    from scheidslijn import draw as drawings

    _write(drawings.delegation(cast("Language", lang)), kind, output)


@draw.command("timeline", short_help="Draw one dossier in time.",
              epilog=_TIMELINE + _EXIT_CODES)  # fmt: skip
@click.argument("path", metavar="DOSSIER")
@click.option("--dossier", "dossier", metavar="IRI",
              help="Which dossier, where the file holds more than one.")  # fmt: skip
@language_option
@input_format_option
@_output_option
def timeline(
    path: str, dossier: str | None, lang: str, input_format: str | None, output: str | None
) -> None:
    """Draw who had which role when and what was done, with the findings of a check.

    DOSSIER is a file with one dossier, or - for standard input.
    """
    kind = _kind(output)
    from scheidslijn import draw as drawings

    drawing = drawings.timeline(
        path,
        cast("Language", lang),
        dossier=dossier,
        stdin=sys.stdin.buffer.read,
        input_format=input_format,
    )
    _write(drawing, kind, output)


def _kind(output: str | None) -> str:
    kind = ".svg" if output is None else Path(output).suffix.lower()
    if kind not in _KINDS:
        raise UsageError(f"{output}: a drawing is written as .svg or .html; name such a file")
    return kind


def _write(drawing: Drawing, kind: str, output: str | None) -> None:
    from scheidslijn.draw import html

    write(html(drawing) if kind == ".html" else drawing.svg, output)
