"""``scheidslijn init``: write a dossier to start from."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import quote_from_bytes

import click

from scheidslijn.cli.shared import language_option, write
from scheidslijn.errors import UsageError

if TYPE_CHECKING:
    from scheidslijn.inputs import Syntax
    from scheidslijn.model import Language

__all__ = ["init"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn init
  scheidslijn init zaak-7.dossier.yaml --domain ziektewet --lang en
  scheidslijn init zaak-7.ttl
  scheidslijn init - --format json

\b
Exit codes:
  0  the file was written
  2  wrong usage, such as a file that exists, or one that cannot be written
"""
_DOMAINS: Final = ("verzuim", "ziektewet", "wga")
_FORMATS: Final = {".yaml": "yaml", ".yml": "yaml", ".ttl": "turtle", ".json": "json"}
_WRITTEN: Final = {
    "nl": "{file} is geschreven. Daarna:\n  scheidslijn validate {quoted}\n",
    "en": "{file} is written. Next:\n  scheidslijn validate {quoted}\n",
}


@click.command("init", short_help="Write a dossier to start from.", epilog=_EXAMPLES)
@click.argument("file", default="zaak.dossier.yaml", type=click.Path(dir_okay=False))
@click.option("--domain", type=click.Choice(_DOMAINS), default="verzuim", show_default=True,
              help="Where the dossier is set.")  # fmt: skip
@click.option("--format", "format_name", type=click.Choice(sorted(set(_FORMATS.values()))),
              help="What to write; default: by the extension of FILE, YAML for '-'.")  # fmt: skip
@language_option
@click.option("--force", is_flag=True, help="Write over FILE if it exists.")
def init(file: str, domain: str, format_name: str | None, lang: str, force: bool) -> None:
    """Write a lawful dossier to FILE, zaak.dossier.yaml if none is given; '-' is standard output.

    YAML and Turtle have a comment beside each field, which says what it means. JSON has no
    comments; it says the same.
    """
    from scheidslijn.form.starting import BASE, start

    syntax = _syntax(file, format_name)
    text = start(domain, syntax, cast("Language", lang), base=_base(file) or BASE)
    if file == "-":
        write(text, None)
        return
    _write(file, text, force)
    write(_WRITTEN[lang].format(file=file, quoted=shlex.quote(file)), None)


def _base(file: str) -> str | None:
    """Return what the names in a file are put behind, so that those of another file differ.

    >>> _base("map/zaak-7.dossier.yaml"), _base("mijn zaak.ttl"), _base("-")
    ('https://example.org/zaak-7/', 'https://example.org/mijn%20zaak/', None)
    """
    stem, _ = os.path.splitext(os.path.basename(file))
    if stem.lower().endswith(".dossier"):
        stem = stem[: -len(".dossier")]
    if file == "-" or not stem.strip("."):  # dots alone would be a folder in an IRI
        return None
    return f"https://example.org/{quote_from_bytes(os.fsencode(stem), safe='')}/"


def _syntax(file: str, format_name: str | None) -> Syntax:
    from scheidslijn.inputs import Syntax

    by_extension = "yaml" if file == "-" else _FORMATS.get(os.path.splitext(file.lower())[1])
    name = format_name or by_extension
    if name is None:
        known = ", ".join(_FORMATS)
        raise UsageError(f"{file}: the extension is none of {known}; say what with --format")
    return Syntax(name)


def _write(file: str, text: str, force: bool) -> None:
    try:
        with Path(file).open("wb" if force else "xb") as stream:
            stream.write(text.encode())
    except FileExistsError:
        raise UsageError(f"{file} exists; give another name, or --force to replace it") from None
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror}") from None
