"""The command: each part parses, calls one function, renders; here errors become exit codes.

What a command needs is imported when it runs, so that ``--help`` and a wrong option answer at
once.
"""

from __future__ import annotations

from typing import Final

import click

from scheidslijn.cli.coverage import coverage
from scheidslijn.cli.lint import lint
from scheidslijn.cli.query import query
from scheidslijn.cli.shared import tell
from scheidslijn.cli.synth import synth
from scheidslijn.cli.validate import validate
from scheidslijn.errors import ScheidslijnError

__all__ = ["main"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn validate examples/verzuim
  scheidslijn query --list
  scheidslijn query onverenigbare-rollen
  scheidslijn synth --count 1000 --output dossiers.nq --expected findings.jsonl
  scheidslijn lint my-norms.ttl
  scheidslijn coverage --by source
"""
_INTERRUPTED: Final = 130


@click.group(epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="scheidslijn")
def cli() -> None:
    """Check Dutch sickness-absence, Ziektewet and WGA dossiers on the lines between roles."""


cli.add_command(validate)
cli.add_command(query)
cli.add_command(synth)
cli.add_command(lint)
cli.add_command(coverage)


def main() -> None:
    """Run the command; every error is one line on standard error and its own exit code."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except ScheidslijnError as error:
        tell(error)
        raise SystemExit(error.exit_code) from None
    except (click.Abort, KeyboardInterrupt):
        raise SystemExit(_INTERRUPTED) from None
