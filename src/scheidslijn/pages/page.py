"""The value types of the site: a page and what leads to it, and a file."""

from __future__ import annotations

from dataclasses import dataclass

from scheidslijn.model import Language

__all__ = ["Crumb", "File", "Page"]


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: its path from the root, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page on the way to another: its title and its path."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Page:
    """What stands at the head of a page.

    Attributes:
        path: its path within the site, such as ``nl/rol/arts/``.
        language: that of its text.
        title: what it is called; no two pages of a language are called the same.
        description: what it tells, in a sentence.
        crumbs: the pages that lead to it, the home page first; not itself.
        heading: its heading, where that is not its title.
        iri: what it is about, if that is one thing.
        turtle: the path of the file with the statements about that.
        scripts: the paths of scripts of its own.
        twin: whether there is the same page in the other language.
    """

    path: str
    language: Language
    title: str
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    heading: str = ""
    iri: str = ""
    turtle: str = ""
    scripts: tuple[str, ...] = ()
    twin: bool = True
