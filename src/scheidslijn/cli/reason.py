"""``scheidslijn reason``: does the rule book hold together in OWL, and what follows from it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.shared import (
    find_inputs,
    input_format_option,
    language_option,
    mapping_option,
    tell,
    text_style,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

    from scheidslijn.model import Language
    from scheidslijn.reasoning import Reasoner

__all__ = ["reason"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn reason
  scheidslijn reason my-ontology.ttl zaak.dossier.yaml --lang en
  scheidslijn reason zaak.ttl --why
  scheidslijn reason --profile --tree
  scheidslijn reason zaak.ttl --inferred afgeleid.ttl
  scheidslijn reason other.ttl --alone --reasoner pellet --format json

\b
Exit codes:
  0  consistent, and every class can have members; with --profile, also within OWL 2 DL
  1  not so
  2  wrong usage
  3  an input cannot be read
  4  Java is missing, took too much memory or time, or the reasoner failed
"""
_UNSOUND: Final = 1


@click.command("reason", short_help="Reason in OWL: consistency, what follows.", epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--alone", is_flag=True, help="Reason over PATHS only, without the rule book.")
@click.option("--profile", "profiles", is_flag=True,
              help="Check whether it is OWL 2 DL, and what is outside RL, EL and QL.")  # fmt: skip
@click.option("--tree", is_flag=True, help="Show all classes as a tree.")
@click.option("--why", is_flag=True, help="Say what the classes of things follow from.")
@click.option("--inferred", type=click.Path(dir_okay=False), metavar="FILE",
              help="Write what follows and is not stated, as Turtle (.ttl) or N-Triples (.nt): of "
              "the things in PATHS, or else of all of the rule book.")  # fmt: skip
@click.option("--clashes", type=click.IntRange(min=1), default=3, show_default=True, metavar="N",
              help="How many contradictions to explain.")  # fmt: skip
@click.option("--reasoner", type=click.Choice(["hermit", "pellet"]), default="hermit",
              show_default=True, help="What reasons.")  # fmt: skip
@click.option("--memory", type=click.IntRange(min=1), default=2000, show_default=True,
              metavar="MB", help="How much memory Java may take.")  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), default=600.0,
              show_default=True, metavar="SECONDS", help="How long it may take.")  # fmt: skip
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How to write it; json always holds both "
              "languages.")  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE",
              help="Write to this file.")  # fmt: skip
@input_format_option
@mapping_option
@language_option
def reason(
    paths: tuple[str, ...],
    alone: bool,
    profiles: bool,
    tree: bool,
    why: bool,
    inferred: str | None,
    clashes: int,
    reasoner: str,
    memory: int,
    time_limit: float,
    format_name: str,
    output: str | None,
    input_format: str | None,
    mapping: Path | None,
    lang: str,
) -> None:
    """Reason in OWL over the rule book, and over the ontologies, rules and dossiers in PATHS.

    A contradiction is told in plain words, with the fewest statements that make it. Dossiers are
    judged by validate, which infers nothing; this shows what an ontology makes of them.
    """
    from scheidslijn.errors import UsageError
    from scheidslijn.reasoning import Settings
    from scheidslijn.reasoning import reason as reasoned
    from scheidslijn.render import reason as text
    from scheidslijn.render import reason_json, reason_triples
    from scheidslijn.render.progress import progress_bar

    if alone and not paths:
        raise UsageError("--alone leaves out the rule book; give PATHS to reason over")
    form = None if inferred is None else reason_triples.format_of(inferred)
    with progress_bar("reason") as progress:
        outcome = reasoned(
            find_inputs(paths, input_format, mapping),
            alone=alone,
            profiles=profiles,
            inferred=form is not None,
            why=why,
            settings=Settings(cast("Reasoner", reasoner), memory, time_limit, clashes),
            progress=progress,
            notify=tell,
        )
    if form is not None and outcome.consistency.consistent:
        write(reason_triples.render(outcome.inferred, form), inferred)
    style = text_style(cast("Language", lang), output)
    json = format_name == "json"
    write(reason_json.render(outcome) if json else text.render(outcome, style, tree=tree), output)
    raise SystemExit(0 if outcome.sound else _UNSOUND)
