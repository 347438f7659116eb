"""Lines of text for people: wrapped to a width, and coloured where a terminal shows them."""

from __future__ import annotations

import textwrap

__all__ = ["paint", "wrap"]


def wrap(text: str, width: int, indent: str = "", hang: str = "  ") -> list[str]:
    """Return a text as lines of at most ``width`` characters.

    Words stay whole, so that a file name or a reference to the law can be copied.

    Args:
        text: what to wrap.
        width: in characters; a single longer word is never broken.
        indent: what every line starts with.
        hang: what every line but the first starts with beside that.

    >>> wrap("een twee drie", 10)
    ['een twee', '  drie']
    """
    return textwrap.wrap(
        text,
        # textwrap refuses a width that leaves no room at all.
        width=max(width, len(indent) + len(hang) + 1),
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def paint(text: str, color: str | None = None, *, bold: bool = False) -> str:
    """Return a text with the codes that colour it on a terminal."""
    # click takes 25 ms to import; a run without colour should not pay for it.
    import click

    return click.style(text, fg=color, bold=bold or None)
