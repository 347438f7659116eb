"""``scheidslijn may``: whether a role may do something, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.shared import day_option, language_option, text_style, write
from scheidslijn.model import READINGS, Reading

if TYPE_CHECKING:
    from scheidslijn.model import Language

__all__ = ["may"]

_HELP: Final = """\b
Examples:
  scheidslijn may werkgever ask diagnose
  scheidslijn may casemanager-werkgeversregie do medische-anamnese --lang en
  scheidslijn may bedrijfsarts share diagnose --to werkgever
  scheidslijn may bedrijfsarts share diagnose --to werkgever \\
      --given toestemming-werknemer-voor-delen
  scheidslijn may bedrijfsarts delegate eindoordeel-belastbaarheid
  scheidslijn may eigenrisicodrager decide weigeren --domain ziektewet
  scheidslijn may casemanager-taakdelegatie-bedrijfsarts combine casemanager-werkgeversregie

\b
Actions:
  do, delegate                             a task
  ask, record, see, share, receive         a kind of data, or of file
  access                                   a kind of file
  decide, prepare, issue                   a kind of decision
  combine                                  with another role, at the same time

\b
Answers: allowed; allowed under conditions, each met or not; discouraged; contested, with who says
what; reserved to somebody else; forbidden; not regulated by these sources.

\b
Exit codes:
  0  there is an answer
  1  with --check: it is not allowed, or a condition is not met
  2  wrong usage, such as an unknown name
  3  the rule book cannot be read
  4  the engine failed
"""
_NOT_ALLOWED: Final = 1


@click.command("may", short_help="May a role do this, and why.", epilog=_HELP)
@click.argument("role")
@click.argument("action")
@click.argument("matter")
@click.option(
    "--domain",
    default="verzuim",
    show_default=True,
    help="verzuim, ziektewet or wga; in the last two the employer bears the risk itself.",
)
@click.option(
    "--to",
    "--from",
    "towards",
    metavar="ROLE",
    help="With whom data are shared, of whom is asked, or to whom is delegated.",
)
@click.option(
    "--given",
    multiple=True,
    metavar="CONDITION",
    help="A condition to take as met. Repeatable; the answer names the conditions.",
)
@day_option("On which day, such as 2026-03-01. Without it the day of the rule book.")
@click.option(
    "--reading",
    type=click.Choice(READINGS),
    default="strict",
    show_default=True,
    help="Of a contested rule, the reading that demands most or least.",
)
@click.option("--all", "everything", is_flag=True, help="Show every norm that is about this.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, in both languages.")
@click.option(
    "--dossier",
    "dossier_file",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Also write what is asked as a dossier (Turtle), for scheidslijn validate.",
)
@click.option("--check", is_flag=True, help="Exit with 1 unless it is allowed, conditions met.")
@click.option("--output", type=click.Path(dir_okay=False), help="Write the answer to this file.")
@language_option
def may(
    role: str,
    action: str,
    matter: str,
    domain: str,
    towards: str | None,
    given: tuple[str, ...],
    on: date | None,
    reading: str,
    everything: bool,
    as_json: bool,
    dossier_file: str | None,
    check: bool,
    output: str | None,
    lang: str,
) -> None:
    """Say whether ROLE may do ACTION with MATTER, and by which norms, articles and sources.

    Names are the end of an IRI, a label in Dutch or English, or an unambiguous part. The answer
    agrees with what validate finds in a dossier in which this happens.
    """
    from scheidslijn.render import verdict as text
    from scheidslijn.render import verdict_json
    from scheidslijn.verdict import Adviser

    adviser = Adviser.packaged(cast("Reading", reading))
    asked = adviser.asked(role, action, matter, domain, towards=towards, given=given, on=on)
    if dossier_file is not None:
        write(adviser.dossier(asked), dossier_file)
    verdict = adviser.answer(asked)
    style = text_style(cast("Language", lang), output)
    if as_json:
        write(verdict_json.render(verdict), output)
    else:
        write(text.render(verdict, style, everything=everything), output)
    if check and not verdict.permitted:
        raise SystemExit(_NOT_ALLOWED)
