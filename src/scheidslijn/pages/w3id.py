"""The part of a site that sends whoever asks for an address of ours to the file it stands for.

The addresses begin with ``https://w3id.org/scheidslijn/``. w3id.org has a folder for each project
with rules for Apache in ``.htaccess``, and a ``README.md`` that says whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scheidslijn.errors import UsageError
from scheidslijn.namespaces import BASE
from scheidslijn.pages.datafiles import CATALOGUE, CATALOGUE_PROFILE, DESCRIPTION
from scheidslijn.pages.files import VERSION
from scheidslijn.pages.material import Material
from scheidslijn.pages.negotiation import EXTENSION, HTML, LANGUAGE, choice
from scheidslijn.pages.page import File

__all__ = ["rules", "w3id"]

# What mod_rewrite takes as it is: it gives a meaning to % and $, and to a space.
_SAFE: Final = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*")
_VERSION: Final = VERSION.pattern
_KIND: Final = "[a-z][a-z-]*"
_NAME: Final = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?"
_PATH: Final = "[A-Za-z0-9][A-Za-z0-9._/-]*"
_README: Final = """\
# scheidslijn

`{base}` names the ontology, rule book and shapes of scheidslijn: checkable rules on the dividing
lines between roles in Dutch sickness-absence case management.

Everything is at <{site}>. `.htaccess` is made by `scheidslijn site --base-url {site}`.

## Contact

Whoever sends this folder to w3id.org writes a name and a GitHub user name here.
"""


# The profiles that name things of their own; the file of the profile says what these are.
_NAMING: Final = ("cpsv-ap", "dpv", "eli", "nl-sbb", "odrl")


@dataclass(frozen=True, slots=True)
class _Route:
    """Where addresses of one form lead.

    Attributes:
        pattern: what an address is like, without its beginning.
        page: the page for people, or nothing.
        part: the part of a site that has this page.
        data: the file for programs, or nothing.
    """

    pattern: str
    page: str = ""
    part: str = ""
    data: str = ""


def w3id(material: Material) -> Iterator[File]:
    """Yield the rules and the page that w3id.org asks for.

    Raises:
        UsageError: the address of the site or the version cannot stand in a rule, or it is not
            known where the site will stand.
    """
    if material.base_url is None:
        raise UsageError("it is not known where the site will stand; give --base-url")
    text = rules(material.base_url, material.version, material.parts)
    yield File("w3id/.htaccess", text.encode())
    yield File("w3id/README.md", _README.format(base=BASE, site=material.base_url).encode())


def rules(base_url: str, version: str, parts: frozenset[str]) -> str:
    """Return the ``.htaccess`` for the folder of the project at w3id.org.

    Args:
        base_url: where the site stands, ending in ``/``.
        version: the version whose files the addresses without a version lead to.
        parts: the parts that the site has; nothing leads to what is not there.

    Raises:
        UsageError: the address or the version cannot stand in a rule.
    """
    if not _SAFE.fullmatch(base_url):
        raise UsageError(f"{base_url!r} cannot stand in a rule; write it as https://host/path/")
    if base_url.partition("//")[2].lower().startswith("w3id.org/"):
        raise UsageError(f"{base_url} would lead to itself; name where the files are")
    if not VERSION.fullmatch(version):
        raise UsageError(f"version {version!r} cannot stand in a rule")
    lines = [
        f"# {BASE} leads to {base_url}",
        "# Made by scheidslijn site; README.md says whom to ask.",
        "RewriteEngine on",
        "<IfModule mod_headers.c>",
        '    Header always set Access-Control-Allow-Origin "*"',
        '    Header always merge Vary "Accept, Accept-Language" env=SL_AS',
        "</IfModule>",
        "# Files, each at one address",
        *(_rule(pattern, base_url + path, 302) for pattern, path in _files(parts)),
        "# Things with data alone (303: what is sent is not the thing itself)",
        *(_rule(pattern, base_url + path, 303) for pattern, path in _described(version, parts)),
        "# Things with a page, too; nothing else goes any further",
        "RewriteRule !^(?:$|(?:def|alignment|shape|id|vraag)(?:/|$)) - [L]",
        *choice(),
        "# Where they are",
        *(line for route in _things(version) for line in _either(route, base_url, parts)),
    ]
    return "\n".join(lines) + "\n"


def _files(parts: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield what addresses of files are like, and where each lies in the site."""
    if "files" in parts:
        yield f"^({_VERSION})/({_PATH})$", "$1/$2"
        yield rf"^(context|schema)/({_NAME})$", "$1/$2"
        yield r"^(def\.(?:ttl|rdf|nt|jsonld)|shape\.ttl)$", "$1"
        yield r"^(catalog\.ttl|void\.ttl|version\.json)$", "$1"
        yield r"^\.well-known/void$", DESCRIPTION
        yield rf"^(id/{_KIND}/{_NAME}\.ttl)$", "$1"


def _described(version: str, parts: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield what addresses of things without a page are like, and which file tells of them."""
    if "files" in parts:
        yield f"^def/({_VERSION})/?$", "$1/def.ttl"
        yield f"^def/({_VERSION})/({_PATH})$", "$1/ontology/$2.ttl"
        yield f"^alignment/({_VERSION})/({_NAME})$", "$1/ontology/alignments/$2.ttl"
        yield f"^shape/({_VERSION})/({_NAME})$", "$1/shapes/$2/shapes.ttl"
        yield f"^id/{CATALOGUE_PROFILE}/.+$", CATALOGUE
    if "exports" in parts:
        for profile in _NAMING:
            yield f"^id/{profile}/.+$", f"{version}/export/{profile}.ttl"
        yield "^odrl-profile$", f"{version}/export/odrl.ttl"
        yield "^graph/rulebook$", "graph/rulebook.ttl"
        yield f"^(graph/rulebook/{_VERSION}-[0-9a-f]{{12}})$", "$1.nt"


def _things(version: str) -> tuple[_Route, ...]:
    """Return the routes of what has a page."""
    alignment = f"{version}/ontology/alignments/$1.ttl"
    shape = f"{version}/shapes/$1/shapes.ttl"
    return (
        _Route("^$", "index.html", "home", CATALOGUE),
        _Route("^def/?$", "def/index.html", "ontology", f"def.{EXTENSION}"),
        _Route(f"^def/({_PATH})$", "def/index.html#module/$1", "ontology",
               f"{version}/ontology/$1.ttl"),
        _Route(f"^alignment/({_NAME})$", "def/index.html#alignment/$1", "ontology", alignment),
        _Route("^shape/?$", "shape/index.html", "shapes", "shape.ttl"),
        _Route(f"^shape/({_NAME})$", "shape/index.html#familie-$1", "shapes", shape),
        _Route(f"^id/({_KIND})/?$", "$1/index.html", "lists"),
        _Route(f"^id/({_KIND})/({_NAME})$", "$1/$2/index.html", "individuals", "id/$1/$2.ttl"),
        _Route("^vraag/?$", "vraag/index.html", "questions"),
        _Route(f"^vraag/({_NAME})$", "vraag/$1/index.html", "questions",
               f"{version}/queries/$1.rq"),
    )  # fmt: skip


def _either(route: _Route, base_url: str, parts: frozenset[str]) -> Iterator[str]:
    """Yield the rules of a thing; where a site has no page of it, or no data, the other serves."""
    data = route.data if "files" in parts else ""
    if route.part in parts:
        if data:
            yield HTML
        yield _rule(route.pattern, f"{base_url}{LANGUAGE}/{route.page}", 303)
    if data:
        yield _rule(route.pattern, base_url + data, 303)


def _rule(pattern: str, target: str, status: int) -> str:
    """Return the rule that redirects; without NE the # of a place on a page becomes %23."""
    flags = f"R={status},L,NE" if "#" in target else f"R={status},L"
    return f"RewriteRule {pattern} {target} [{flags}]"
