"""What the commands share: options, the text of the exit codes, and how they write and tell."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Self, TypeVar

import click

from scheidslijn.errors import UsageError
from scheidslijn.model import LANGUAGES, Language

if TYPE_CHECKING:
    from scheidslijn.inputs import Source
    from scheidslijn.render.style import Style

__all__ = [
    "EXIT_CODES",
    "Output",
    "day_option",
    "find_inputs",
    "input_format_option",
    "language_option",
    "mapping_option",
    "tell",
    "text_style",
    "write",
    "write_pieces",
]

_WIDTH: Final = 100  # of text that is not shown on a terminal

EXIT_CODES: Final = """
\b
Exit codes:
  0  nothing at or above --fail-on, and every input was judged
  1  findings at or above --fail-on
  2  wrong usage
  3  an input (also shapes or rules) cannot be read, or holds no dossier
  4  an engine or endpoint failed
"""
_Function = TypeVar("_Function", bound=Callable[..., None])


def language_option(command: _Function) -> _Function:
    """Give a command ``--lang``."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default="nl",
        show_default=True,
        help="Language of what is written, Dutch or English.",
    )(command)


def input_format_option(command: _Function) -> _Function:
    """Give a command ``--input-format``."""
    return click.option(
        "--input-format",
        metavar="NAME",
        help="What all inputs are, such as json, turtle or n-quads.",
    )(command)


def mapping_option(command: _Function) -> _Function:
    """Give a command ``--mapping``."""
    return click.option(
        "--mapping",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="What the columns of tables mean (RML in Turtle); then .csv and .xlsx are read too.",
    )(command)


def day_option(help_text: str) -> Callable[[_Function], _Function]:
    """Return what gives a command ``--on``, a day."""
    return click.option("--on", metavar="DATE", callback=_day, help=help_text)


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        # the library also reads other ways of writing a day
        return date.fromisoformat(value if re.fullmatch("[0-9]{4}(-[0-9]{2}){2}", value) else "")
    except ValueError:
        expected = "a day was expected, written as year-month-day, such as 2026-03-01."
        raise click.BadParameter(f"{value!r}: {expected}") from None


def find_inputs(
    paths: Sequence[str], input_format: str | None, mapping: Path | None = None
) -> tuple[Source, ...]:
    """Return the inputs that paths name, after telling each notice; none without paths.

    Args:
        paths: files, folders, globs, or ``-`` for standard input.
        input_format: what all inputs are, or None to tell by their names.
        mapping: what the columns of tables mean.

    Raises:
        InputError: a path does not exist or matches nothing.
    """
    from scheidslijn.inputs import find_sources

    if not paths:
        return ()
    found = find_sources(paths, sys.stdin.buffer.read, input_format, mapping)
    for notice in found.notices:
        tell(notice)
    return found.sources


def text_style(language: Language, output: str | None) -> Style:
    """Return how text is shown: as wide as the terminal and in colour, if it goes to one."""
    from scheidslijn.render.style import Style

    shown = output is None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if shown else _WIDTH
    return Style(language=language, color=shown, width=width)


class _ReaderGoneError(Exception):
    """Whoever read standard output has gone (``| head``), and wants no more."""


class Output:
    """A file, or standard output, to write to piece by piece.

    Use it as a context manager. A file is written under another name beside it, and gets its name
    when all is there: until then, and after an error, what stood in it stays. A device or a pipe
    is written to as it is. When the reader of standard output has gone, the block ends there and
    nothing is left to flush at exit: that is no failure, and changes no verdict.

    Args:
        name: the file to write to, or None for standard output.

    Raises:
        UsageError: the file cannot be written, now or later.
    """

    def __init__(self, name: str | None) -> None:
        self._name = name
        self._part: Path | None = None
        self._stream: BinaryIO = sys.stdout.buffer
        with self._explained():
            self._target = None if name is None else _target(name)
            if self._target is not None:
                handle, part = tempfile.mkstemp(".part", ".scheidslijn-", self._target.parent)
                self._part = Path(part)
                self._stream = open(handle, "wb")  # noqa: SIM115  # __exit__ closes it
            elif name is not None:
                self._stream = Path(name).open("wb")  # noqa: SIM115

    def write(self, data: bytes) -> None:
        """Write bytes as they are."""
        with self._explained():
            self._stream.write(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> bool:
        try:
            with self._explained():
                (self._stream.flush if self._name is None else self._stream.close)()
                if kind is None:
                    self._finish()
        except _ReaderGoneError:
            return kind is None or issubclass(kind, _ReaderGoneError)
        finally:
            if self._part is not None:
                self._part.unlink(missing_ok=True)
        return kind is not None and issubclass(kind, _ReaderGoneError)

    def _finish(self) -> None:
        """Give a file that is whole its name, and the mode of the old file, or of any new one."""
        if self._part is None or self._target is None:
            return
        if self._target.exists():
            shutil.copymode(self._target, self._part)
        else:
            mask = os.umask(0)
            os.umask(mask)
            self._part.chmod(0o666 & ~mask)
        os.replace(self._part, self._target)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if self._name is None:  # else what is left is written at exit, and fails again
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                if isinstance(error, BrokenPipeError):
                    raise _ReaderGoneError from error
            name = self._name or "<stdout>"
            raise UsageError(f"{name}: cannot be written: {error.strerror}") from error


def _target(name: str) -> Path | None:
    """Return the file behind links, or None: a device, a pipe, a mount, or its folder is closed."""
    target = Path(os.path.realpath(name))
    if name.startswith(("/dev/", "/proc/")):
        return None
    if not target.exists():
        return target
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    closed = not os.access(target.parent, os.W_OK)
    return None if closed or not target.is_file() or target.is_mount() else target


def write(text: str, output: str | None) -> None:
    """Write a text to a file, or to standard output, as `write_pieces` does."""
    write_pieces((text,), output)


def write_pieces(pieces: Iterable[str], output: str | None) -> None:
    """Write UTF-8 with the line ends as they are, whatever the locale and the system.

    Args:
        pieces: what to write; once standard output has no reader, no more are made.
        output: the file to write to, or None for standard output.

    Raises:
        UsageError: the file cannot be written.
    """
    left = iter(pieces)
    with Output(output) as stream:
        while some := tuple(islice(left, 1000)):
            stream.write("".join(some).encode())


def tell(message: object) -> None:
    """Say something in one line on standard error; a file name can hold anything."""
    from scheidslijn.render.words import plain

    click.echo(f"scheidslijn: {plain(str(message))}", err=True)
