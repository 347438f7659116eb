"""``scheidslijn synth``: write made-up dossiers, and the findings to expect of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from scheidslijn.cli.shared import Output, write
from scheidslijn.errors import UsageError

if TYPE_CHECKING:
    from scheidslijn.inputs import Syntax
    from scheidslijn.synth import Breach, SyntheticDossier
    from scheidslijn.synth.write import Sink

__all__ = ["synth"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn synth --count 1000 --output dossiers.nq --expected findings.jsonl
  scheidslijn synth --count 1000 --output dossiers.nq.gz
  scheidslijn synth --count 20 --share 100 --folder dossiers
  scheidslijn synth --breach HandelenZonderRol --share 100 --count 2 --format trig
  scheidslijn synth --list-breaches

\b
Exit codes:
  0  everything was written
  2  wrong usage, or a file that cannot be written
"""
_FORMATS: Final = ("n-quads", "trig", "n-triples", "turtle")
_STEP: Final = 100  # dossiers between two moves of the progress bar
_CROWD: Final = 5000  # files that one folder holds without trouble
_PER_SUBFOLDER: Final = 1000


@click.command("synth", short_help="Make up dossiers.", epilog=_EXAMPLES)
@click.option("--count", type=click.IntRange(1, 999_999_999), default=100, show_default=True,
              metavar="N", help="How many dossiers.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, metavar="N",
              help="The same seed gives the same dossiers, whatever their number.")  # fmt: skip
@click.option("--share", type=click.FloatRange(0, 100), default=10.0, show_default=True,
              metavar="PERCENT", help="How many of the dossiers have a breach.")  # fmt: skip
@click.option("--breach", "breaches", multiple=True, metavar="NAME",
              help="Plant only this breach. Repeatable; default: all.")  # fmt: skip
@click.option("--list-breaches", is_flag=True, help="List the breaches and what they give.")
@click.option("--output", type=click.Path(dir_okay=False, allow_dash=True), metavar="FILE",
              help="Write the dossiers to this file, packed if its name ends in .gz; "
              "- is standard output, which is the default.")  # fmt: skip
@click.option("--folder", type=click.Path(file_okay=False), metavar="FOLDER",
              help="Write each dossier to a file of its own in this folder; more than 5000 "
              "are spread over subfolders of 1000.")  # fmt: skip
@click.option("--format", "format_name", type=click.Choice(_FORMATS),
              help="RDF syntax; default: by the extension of FILE, turtle in a FOLDER, else "
              "n-quads. In n-quads and trig each dossier has a named graph.")  # fmt: skip
@click.option("--expected", type=click.Path(dir_okay=False), metavar="FILE",
              help="Write the findings to expect to this file, as JSON Lines; packed if its name "
              "ends in .gz.")  # fmt: skip
def synth(
    count: int,
    seed: int,
    share: float,
    breaches: tuple[str, ...],
    list_breaches: bool,
    output: str | None,
    folder: str | None,
    format_name: str | None,
    expected: str | None,
) -> None:
    """Make up lawful dossiers, some with a planted breach, and say what must be found.

    People and organisations in them do not exist. Each breach is one change to a lawful
    dossier; all the rest must give no finding.
    """
    from scheidslijn.render.progress import progress_bar
    from scheidslijn.synth import GRAPHS, choose_breaches, synthesise
    from scheidslijn.synth import write as write_dossiers

    if list_breaches:
        write("".join(map(_listed, choose_breaches(breaches or None))), None)
        return
    output = None if output == "-" else output
    syntax = _syntax(output, folder, format_name)
    one_graph = folder is None and syntax not in GRAPHS and count > 1
    dossiers = synthesise(count, seed, share=share / 100, breaches=breaches or None)
    with (
        progress_bar("synth") as progress,
        nullcontext() if expected is None else _written(expected) as notes,
    ):
        seen = _seen(dossiers, count, progress, notes, one_graph)
        if folder is None:
            with _written(output) as stream:
                write_dossiers(seen, stream, syntax)
        else:
            _fill(folder, seen, syntax, count)


@contextmanager
def _written(name: str | None) -> Iterator[Sink]:
    """Give what writes to a file, packed if its name says so, or to standard output."""
    from scheidslijn.synth import ZIPPED, zipped

    with Output(name) as stream:
        if name is None or not name.lower().endswith(ZIPPED):
            yield stream
            return
        with zipped(stream) as packed:
            yield packed


def _fill(folder: str, seen: Iterator[SyntheticDossier], syntax: Syntax, count: int) -> None:
    """Write each dossier to a file of its own."""
    from scheidslijn.synth import write_folder

    per_subfolder = _PER_SUBFOLDER if count > _CROWD else None
    try:
        write_folder(seen, Path(folder), syntax, per_subfolder=per_subfolder)
    except OSError as error:
        name = error.filename or folder
        raise UsageError(f"{name}: cannot be written: {error.strerror}") from error


def _syntax(output: str | None, folder: str | None, format_name: str | None) -> Syntax:
    from scheidslijn.inputs import Syntax
    from scheidslijn.synth import syntax_of

    if output is not None and folder is not None:
        raise UsageError("give either --output or --folder")
    if format_name is not None:
        return Syntax(format_name)
    if output is None:
        return Syntax.N_QUADS if folder is None else Syntax.TURTLE
    syntax = syntax_of(output)
    if syntax is None:
        raise UsageError(f"{output}: the extension is not known; say the syntax with --format")
    return syntax


def _seen(
    dossiers: Iterator[SyntheticDossier],
    count: int,
    progress: Callable[[int, int], None] | None,
    notes: Sink | None,
    one_graph: bool,
) -> Iterator[SyntheticDossier]:
    """Pass dossiers on, and note what is to be found in each."""
    for dossier in dossiers:
        if notes is not None:
            for finding in dossier.expected:
                notes.write(f"{finding.json(one_graph=one_graph)}\n".encode())
        yield dossier
        if progress is not None and dossier.number % _STEP == 0:
            progress(dossier.number, count)


def _listed(breach: Breach) -> str:
    lines = [breach.name + (" (two dossiers)" if breach.is_pair else "")]
    for finding in breach.expects:
        norms = f": {', '.join(finding.norms)}" if finding.norms else ""
        lines.append(f"    {finding.severity.name.lower()} {finding.shape}{norms}")
    return "\n".join(lines) + "\n"
