"""Writes the rule book as a static site in Dutch and English, which works from any folder.

``address`` says which IRI has which page, ``parts`` is the table of what makes the files,
``material`` what they are made from, ``rendering`` how a page is written, ``writing`` how all of it
lands in a folder. The same rule book gives the same bytes.
"""

from __future__ import annotations

from scheidslijn.pages.building import Built, LeftOut, build
from scheidslijn.pages.page import File, Page
from scheidslijn.pages.parts import OPTIONAL, PARTS

__all__ = ["OPTIONAL", "PARTS", "Built", "File", "LeftOut", "Page", "build"]
