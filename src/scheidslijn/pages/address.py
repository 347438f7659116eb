"""Which IRI has which page, and how one page points to another.

A path is written from the root of the site. A page is a folder, ``nl/rol/bedrijfsarts/``, of which
the file is ``index.html``; a link names that file, so that it also works without a server. What
shares a page with others has an anchor there, ``nl/def/#Rol``. Both languages have the same paths
after the first part, and the same anchors.
"""

from __future__ import annotations

import re
from typing import Final

from scheidslijn.model import LANGUAGES, Language
from scheidslijn.namespaces import BASE, ID, SHAPE, SL

__all__ = [
    "DEFINITIONS",
    "HOME",
    "INDEX",
    "QUESTION",
    "SHAPES",
    "anchor_of",
    "file_of",
    "in_language",
    "kind_of",
    "page_of",
    "relative",
]

INDEX: Final = "index.html"
HOME: Final = ""
DEFINITIONS: Final = "def"
SHAPES: Final = "shape"
# A question is no part of the rule book, and has an address of this form.
QUESTION: Final = BASE + "vraag/"
# A name as it stands in an IRI is the name of a folder, so what could lead elsewhere is none.
_NAME: Final = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?"
_INDIVIDUAL: Final = re.compile(rf"{re.escape(ID)}(?P<kind>[a-z][a-z-]*)/{_NAME}")
_QUESTION: Final = re.compile(rf"{re.escape(QUESTION)}(?P<name>{_NAME})")
_TERM: Final = re.compile(
    rf"(?P<space>{re.escape(SL)}|{re.escape(SHAPE)})(?P<name>[A-Za-z][A-Za-z0-9._-]*)?"
)
_TAKEN: Final = frozenset(
    (DEFINITIONS, SHAPES, "vraag", "tekening", "zoeken", "static", *LANGUAGES)
)


def page_of(iri: str, language: Language) -> str | None:
    """Return where the page of an IRI is within the site, or None for what can have no page.

    The form of the IRI says where; whether the rule book knows it is for the caller to know.

    Args:
        iri: an individual, a word of the ontology, a shape, or a question.
        language: that of the page.

    >>> page_of("https://w3id.org/scheidslijn/id/rol/bedrijfsarts", "en")
    'en/rol/bedrijfsarts/'
    >>> page_of("https://w3id.org/scheidslijn/def#Rol", "nl")
    'nl/def/#Rol'
    >>> page_of("https://example.org/rol/bedrijfsarts", "nl") is None
    True
    """
    kind = kind_of(iri)
    if kind is not None:
        return f"{language}/{kind}/{iri.rpartition('/')[2]}/"
    found = _QUESTION.fullmatch(iri)
    if found is not None:
        return f"{language}/vraag/{found['name']}/"
    found = _TERM.fullmatch(iri)
    if found is None:
        return None
    folder = SHAPES if found["space"] == SHAPE else DEFINITIONS
    return f"{language}/{folder}/" + (f"#{found['name']}" if found["name"] else "")


def kind_of(iri: str) -> str | None:
    """Return the kind of an individual as its IRI says it, such as ``rol``, or None.

    >>> kind_of("https://w3id.org/scheidslijn/id/rol/bedrijfsarts")
    'rol'
    """
    found = _INDIVIDUAL.fullmatch(iri)
    return None if found is None or found["kind"] in _TAKEN else found["kind"]


def anchor_of(path: str) -> str:
    """Return the anchor that a path ends with, or nothing.

    >>> anchor_of("nl/def/#Rol"), anchor_of("nl/def/")
    ('Rol', '')
    """
    return path.partition("#")[2]


def file_of(path: str) -> str:
    """Return the file that holds a page, without its anchor.

    >>> file_of("nl/def/#Rol"), file_of(""), file_of("404.html")
    ('nl/def/index.html', 'index.html', '404.html')
    """
    bare = path.partition("#")[0]
    return bare + INDEX if not bare or bare.endswith("/") else bare


def in_language(path: str, language: Language) -> str:
    """Return the same page in a language.

    >>> in_language("nl/rol/arts/", "en")
    'en/rol/arts/'
    """
    first, _, rest = path.partition("/")
    return f"{language}/{rest}" if first in LANGUAGES else path


def relative(from_page: str, to_page: str) -> str:
    """Return the link from one page to another page or file, each as a path within the site.

    >>> relative("nl/rol/arts/", "nl/norm/kern-x/#bronplaatsen")
    '../../norm/kern-x/index.html#bronplaatsen'
    >>> relative("nl/rol/arts/", "static/site.css"), relative("", "nl/")
    ('../../../static/site.css', 'nl/index.html')
    >>> relative("nl/def/", "nl/def/#Rol")
    '#Rol'
    """
    here, there, anchor = file_of(from_page), file_of(to_page), anchor_of(to_page)
    if here == there and anchor:
        return f"#{anchor}"
    steps, way = here.split("/")[:-1], there.split("/")
    shared = 0
    while shared < min(len(steps), len(way) - 1) and steps[shared] == way[shared]:
        shared += 1
    path = "../" * (len(steps) - shared) + "/".join(way[shared:])
    return f"{path}#{anchor}" if anchor else path
