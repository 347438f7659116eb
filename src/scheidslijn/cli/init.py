"""``scheidslijn init``: write a dossier to start from."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

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


@click.command("init", short_help="Write a dossier to start from.", epilog=_EXAMPLES)
@click.argument("file", default="zaak.dossier.yaml", type=click.Path(dir_okay=False))
@click.option("--domain", type=click.Choice(_DOMAINS), default="verzuim", show_default=True,
              help="Where the dossier is set.")  # fmt: skip
@click.option("--format", "format_name", type=click.Choice(sorted(set(_FORMATS.values()))),
              help="What to write; default: by the extension of FILE.")  # fmt: skip
@language_option
@click.option("--force", is_flag=True, help="Write over FILE if it exists.")
def init(file: str, domain: str, format_name: str | None, lang: str, force: bool) -> None:
    """Write a lawful dossier to FILE, zaak.dossier.yaml if none is given; '-' is standard output.

    YAML and Turtle have a comment beside each field, which says what it means. JSON has no
    comments; it says the same.
    """
    from scheidslijn.form.starting import start

    text = start(domain, _syntax(file, format_name), cast("Language", lang))
    if file == "-":
        write(text, None)
        return
    _write(file, text, force)
    write(f"{file} is written. Next:\n  scheidslijn validate {shlex.quote(file)}\n", None)


def _syntax(file: str, format_name: str | None) -> Syntax:
    from scheidslijn.inputs import Syntax

    name = format_name or _FORMATS.get(os.path.splitext(file.lower())[1])
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
