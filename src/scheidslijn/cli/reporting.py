"""Where the report of a validation goes, in which formats, and which exit code it means."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import click

from scheidslijn.cli.shared import tell, write_pieces
from scheidslijn.errors import EngineError, InputError, UsageError
from scheidslijn.model import Language, Severity

if TYPE_CHECKING:
    from scheidslijn.model import Report

__all__ = ["Destination", "report_options"]

_FORMATS: Final = (
    "text",
    "json",
    "sarif",
    "junit",
    "turtle",
    "markdown",
    "codequality",
    "github",
)
_FINDINGS: Final = 1
_Function = TypeVar("_Function", bound=Callable[..., None])

Files = tuple[tuple[str, str], ...]


def _files(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> Files:
    """Read FORMAT=FILE, as often as it was given."""
    found: dict[str, str] = {}
    for value in values:
        name, _, file = value.partition("=")
        if name not in _FORMATS or not file:
            known = f"FORMAT=FILE was expected, with a format out of {', '.join(_FORMATS)}."
            raise click.BadParameter(f"{value!r}: {known}")
        if file in found:
            raise click.BadParameter(f"{value!r}: {found[file]} is to go into the same file.")
        found[file] = name
    return tuple((name, file) for file, name in found.items())


def report_options(command: _Function) -> _Function:
    """Give a command ``--format``, ``--output`` and ``--report``."""
    for option in (
        click.option("--report", "reports", multiple=True, metavar="FORMAT=FILE", callback=_files,
                     help="Write the report in this format to this file as well. Repeatable."),
        click.option("--output", type=click.Path(dir_okay=False),
                     help="Write the report to this file."),
        click.option("--format", "format_name", type=click.Choice(_FORMATS), default="text",
                     show_default=True,
                     help="How to write the report; json and turtle always hold both languages."),
    ):  # fmt: skip
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a report goes.

    Attributes:
        format_name: the format of what goes to ``output``.
        output: the file for it, or None for standard output.
        reports: further formats, each with its file.
        language: the language of what is written.
        threshold: the lightest finding that makes the exit code 1.
    """

    format_name: str
    output: str | None
    reports: Files
    language: Language
    threshold: Severity

    def spare(self, read: Iterable[str]) -> None:
        """Refuse to write over a file that was named as one to read, which would then be lost.

        Raises:
            UsageError: it was.
        """
        inputs = [file for file in read if os.path.isfile(file)]
        for file in (*(file for _, file in self.reports), self.output or ""):
            if os.path.exists(file) and any(os.path.samefile(each, file) for each in inputs):
                raise UsageError(f"{file}: is to be read; write the report to another file.")

    def write_nothing(self, error: InputError, nothing: Callable[[], Report]) -> None:
        """Write that no inputs were found: who reads only files must see that too.

        Args:
            error: why there is nothing.
            nothing: gives a report of nothing.
        """
        if self.reports:
            from dataclasses import replace

            from scheidslijn.model import Problem

            problem = Problem(error.source, error.problem, error.line, error.column)
            self._write_files(replace(nothing(), problems=(problem,)))

    def write(self, report: Report) -> int:
        """Write a report everywhere, and return the exit code."""
        from scheidslijn.render import FORMATS, Style
        from scheidslijn.render.walk import count_at_or_above
        from scheidslijn.render.words import place

        self._write_files(report)
        color = self.output is None and sys.stdout.isatty()
        style = Style(language=self.language, color=color, fail_on=self.threshold)
        write_pieces(FORMATS[self.format_name](report, style), self.output)
        for problem in report.problems if self.format_name != "text" else ():
            tell(f"{place(problem.source, problem.line, problem.column)}: {problem.message}")
        if any(problem.kind == "engine" for problem in report.problems):
            return EngineError.exit_code
        if report.problems:
            return InputError.exit_code
        return _FINDINGS if count_at_or_above(report, self.threshold) else 0

    def _write_files(self, report: Report) -> None:
        if not self.reports:
            return
        from scheidslijn.render import FORMATS, Style

        style = Style(language=self.language, fail_on=self.threshold)
        for name, file in self.reports:
            write_pieces(FORMATS[name](report, style), file)
