"""The command: each part parses, calls one function, renders; here errors become exit codes.

A command is imported when it is asked for, and what it needs when it runs, so that nobody waits
for another's libraries.
"""

from __future__ import annotations

import importlib
from typing import Final

import click

from scheidslijn.cli.shared import tell
from scheidslijn.errors import ScheidslijnError

__all__ = ["main"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn init zaak.dossier.yaml
  scheidslijn validate examples/verzuim
  scheidslijn may werkgever ask diagnose
  scheidslijn query list
  scheidslijn query onverenigbare-rollen
  scheidslijn export --profile nl-sbb --output begrippen.ttl
  scheidslijn synth --count 1000 --output dossiers.nq --expected findings.jsonl
  scheidslijn lint my-norms.ttl
  scheidslijn coverage --by source
  scheidslijn diff git:main .
  scheidslijn reason zaak.dossier.ttl --why
  scheidslijn draw roles --domain verzuim --output roles.svg
"""
_INTERRUPTED: Final = 130


_COMMANDS: Final = (
    "validate",
    "may",
    "explain",
    "query",
    "draw",
    "export",
    "init",
    "publish",
    "schema",
    "synth",
    "lint",
    "diff",
    "reason",
    "site",
    "coverage",
)


class _Commands(click.Group):
    """The commands by name; each has a module of its own, of the same name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"scheidslijn.cli.{cmd_name}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(
    cls=_Commands, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="scheidslijn")
def cli() -> None:
    """Check Dutch sickness-absence, Ziektewet and WGA dossiers on the lines between roles."""


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
