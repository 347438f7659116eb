"""``scheidslijn export``: rule book and dossiers in the vocabularies and formats of others."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.shared import (
    Output,
    find_inputs,
    input_format_option,
    language_option,
    mapping_option,
    tell,
    text_style,
    write,
)
from scheidslijn.errors import UsageError
from scheidslijn.model import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheidslijn.export import Book, Exported, Format, Profile, TableProfile
    from scheidslijn.inputs import Source
    from scheidslijn.pseudonym import Pseudonyms

__all__ = ["export"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn export --list
  scheidslijn export --profile nl-sbb --output begrippen.ttl
  scheidslijn export --profile norms --output normen.parquet
  scheidslijn export --profile odrl --losses
  scheidslijn export --profile prov-o dossiers.nq --pseudonyms --output handelingen.nq
  scheidslijn export --profile rdf dossier.ttl --format canonical

\b
Exit codes:
  0  written; what was left out is said on standard error
  2  wrong usage, or a file that cannot be written
  3  an input cannot be read, holds no dossier, or holds what may not leave
  4  an engine failed
"""
_NO_KEY: Final = (
    "no key: these pseudonyms are for this run alone; set SCHEIDSLIJN_PSEUDONYM_KEY or give "
    "--pseudonym-key to get the same ones again."
)


@click.command("export", short_help="Write linked data and tables for others.", epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--profile", "profile_name", metavar="NAME", help="What to write it as; see --list.")
@click.option("--list", "list_profiles", is_flag=True, help="List the profiles.")
@click.option("--losses", "show_losses", is_flag=True, help="Show what the profile cannot hold.")
@click.option("--format", "format_name", metavar="NAME",
              help="turtle, trig, n-triples, n-quads, rdf-xml, json-ld, canonical (RDFC-1.0), csv "
              "or parquet; default: by the extension of FILE, else turtle, or csv for "
              "tables.")  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE",
              help="Write to this file. Default: standard output.")  # fmt: skip
@click.option("--report", "report_file", type=click.Path(dir_okay=False), metavar="FILE",
              help="Also write what was written and left out, as JSON.")  # fmt: skip
@click.option("--pseudonyms", is_flag=True,
              help="Give the nodes of dossiers other names, made with a key.")  # fmt: skip
@click.option("--pseudonym-key", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
              help="The file with the key; implies --pseudonyms. Default: the variable "
              "SCHEIDSLIJN_PSEUDONYM_KEY, else a key for this run alone.")  # fmt: skip
@click.option("--rules", multiple=True, type=click.Path(exists=True, dir_okay=False),
              metavar="FILE", help="Rules of your own (Turtle), joined with the packaged rule "
              "book. Repeatable.")  # fmt: skip
@input_format_option
@mapping_option
@language_option
def export(
    paths: tuple[str, ...],
    profile_name: str | None,
    list_profiles: bool,
    show_losses: bool,
    format_name: str | None,
    output: str | None,
    report_file: str | None,
    pseudonyms: bool,
    pseudonym_key: str | None,
    rules: tuple[str, ...],
    input_format: str | None,
    mapping: Path | None,
    lang: str,
) -> None:
    """Write the rule book, or the dossiers in PATHS, in a vocabulary or format of others.

    Texts and health data of dossiers never leave: labels, remarks and kinds of complaint stay
    behind. With --pseudonyms the names of persons, organisations and facts do too.
    """
    from scheidslijn.export import PROFILES, get_profile, packaged_book
    from scheidslijn.render import export as shown

    style = text_style(cast("Language", lang), None)
    if list_profiles:
        write(shown.profiles(PROFILES, style), None)
        return
    if profile_name is None:
        raise UsageError("say what to write with --profile; --list shows the profiles")
    profile = get_profile(profile_name)
    if show_losses:
        write(shown.losses(profile, style), None)
        return
    form = _format(profile, output, format_name)
    _check_report(report_file, output)
    book = packaged_book(rules)
    sources = find_inputs(paths, input_format, mapping)
    names = None
    if pseudonyms or pseudonym_key:
        if not sources:
            raise UsageError("pseudonyms are for dossiers; give the paths of some")
        names = _pseudonyms(book, pseudonym_key)
    exported = _written(profile, book, sources, output, form, names)
    if exported is None:
        return  # whoever read standard output has gone
    if report_file is not None:
        write(shown.json(profile, exported), report_file)
    click.echo(shown.text(profile, exported, style), nl=False, err=True)


def _format(profile: Profile | TableProfile, output: str | None, format_name: str | None) -> Format:
    from scheidslijn.export import Format, TableProfile, format_of

    if format_name is not None:
        try:
            return Format(format_name)
        except ValueError:
            known = ", ".join(Format)
            raise UsageError(f"unknown format {format_name!r}; known are {known}") from None
    if output is None:
        return Format.CSV if isinstance(profile, TableProfile) else Format.TURTLE
    form = format_of(output)
    if form is None:
        raise UsageError(f"{output}: the extension is not known; say the format with --format")
    return form


def _pseudonyms(book: Book, key_file: str | None) -> Pseudonyms:
    from scheidslijn.pseudonym import Pseudonyms, key_for_one_run, read_key

    key = read_key(None if key_file is None else Path(key_file))
    if key is None:
        tell(_NO_KEY)
        key = key_for_one_run()
    return Pseudonyms(key, book.terms)


def _written(
    profile: Profile | TableProfile,
    book: Book,
    sources: Sequence[Source],
    output: str | None,
    form: Format,
    names: Pseudonyms | None,
) -> Exported | None:
    """Write the export; what stood in the file stays until the export is whole.

    Returns None when whoever read standard output has gone before the end.
    """
    from scheidslijn.export import export_dossiers, export_rulebook
    from scheidslijn.render.progress import progress_bar

    exported = None
    with Output(output) as stream, progress_bar("export") as progress:
        if sources:
            exported = export_dossiers(
                profile,
                book,
                sources,
                stream,
                form,
                pseudonyms=names,
                progress=progress,
                notify=tell,
            )
        else:
            exported = export_rulebook(profile, book, stream, form)
    return exported


def _check_report(report: str | None, output: str | None) -> None:
    """Refuse a report that could not be written after the export.

    Raises:
        UsageError: its folder is not there, or it is the file of the export.
    """
    if report is None:
        return
    target = os.path.realpath(report)
    if output is not None and target == os.path.realpath(output):
        raise UsageError(f"{report}: the export and its report cannot be one file")
    if not os.path.isdir(os.path.dirname(target)):
        raise UsageError(f"{report}: cannot be written: no such folder")
