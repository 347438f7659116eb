"""``scheidslijn schema``: what a dossier in JSON or YAML may hold, for editors and systems."""

from __future__ import annotations

import json
from typing import Final

import click

from scheidslijn.cli.shared import write

__all__ = ["schema"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn schema dossier --output dossier.schema.json
  scheidslijn schema dossier --format json-ld-context

\b
Exit codes:
  0  it was written
  2  wrong usage, or a file that cannot be written
  3  the rule book cannot be read
"""
_FORMATS: Final = ("json-schema", "json-ld-context")


@click.command("schema", short_help="What a dossier in JSON or YAML holds.", epilog=_EXAMPLES)
@click.argument("what", type=click.Choice(["dossier"]))
@click.option("--format", "format_name", type=click.Choice(_FORMATS), default=_FORMATS[0],
              show_default=True, help="JSON Schema 2020-12, or a JSON-LD 1.1 context.")  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE",
              help="Write to this file.")  # fmt: skip
def schema(what: str, format_name: str, output: str | None) -> None:
    """Write the JSON Schema of a dossier: every field, and every name of the rule book.

    It is made from the ontology, the rule book and the shapes each time, so it fits this version.
    Reading asks less: what is missing in a dossier, validate finds.
    """
    from scheidslijn import resources
    from scheidslijn.form import context, json_schema, packaged_form

    form = packaged_form()
    if format_name == "json-schema":
        made = json_schema(form, resources.read_graph(resources.shapes_files()))
    else:
        made = {"@context": context(form)}
    write(json.dumps(made, indent=2, ensure_ascii=False) + "\n", output)
