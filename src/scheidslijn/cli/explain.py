"""``scheidslijn explain``: everything that is known of one thing, or of one finding."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.shared import (
    day_option,
    input_format_option,
    language_option,
    text_style,
    write,
)
from scheidslijn.model import READINGS, Reading

if TYPE_CHECKING:
    from scheidslijn.model import Language

__all__ = ["explain"]

_HELP: Final = """\b
Examples:
  scheidslijn explain bedrijfsarts
  scheidslijn explain taakdelegatie-namens-werkgever --lang en
  scheidslijn explain "Working Conditions Act, article 14(1)(b)" --lang en
  scheidslijn explain Rolvermenging --json
  scheidslijn explain taakdelegatie --kind term
  scheidslijn explain 8506d5bac948 examples/verzuim

\b
Kinds: norm, shape, article, law, role, task, data, file, decision, condition, concept, source,
passage, question, class, property, term, finding.

\b
Exit codes:
  0  there is a card
  2  wrong usage, such as a name that is unknown or can mean several things
  3  the rule book or an input cannot be read
  4  the engine failed
"""


@click.command("explain", short_help="Explain a norm, role, article, finding …", epilog=_HELP)
@click.argument("name")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--kind", metavar="KIND", help="What kind of thing NAME is, where it can be several.")
@click.option("--all", "everything", is_flag=True, help="Show long lists whole.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, in both languages, all of it.")
@click.option("--output", type=click.Path(dir_okay=False), help="Write the card to this file.")
@click.option(
    "--reading",
    type=click.Choice(READINGS),
    default="strict",
    show_default=True,
    help="Of a finding: the reading of contested rules with which it was found.",
)
@day_option("Of a finding: the day as of which was judged, if there was one.")
@input_format_option
@language_option
def explain(
    name: str,
    paths: tuple[str, ...],
    kind: str | None,
    everything: bool,
    as_json: bool,
    output: str | None,
    reading: str,
    on: date | None,
    input_format: str | None,
    lang: str,
) -> None:
    """Explain what NAME is, on what it rests, who disputes it and what touches it.

    NAME is the end of an IRI, a label in Dutch or English, an unambiguous part, or the id of a
    finding (twelve digits and letters): then PATH is validated again to find it.
    """
    from scheidslijn.explanation import explain as explained
    from scheidslijn.render import explain as text
    from scheidslijn.render import explain_json

    card = explained(
        name,
        kind,
        paths=paths,
        reading=cast("Reading", reading),
        on=on,
        stdin=sys.stdin.buffer.read,
        input_format=input_format,
    )
    style = text_style(cast("Language", lang), output)
    if as_json:
        write(explain_json.render(card), output)
    else:
        write(text.render(card, style, everything=everything), output)
