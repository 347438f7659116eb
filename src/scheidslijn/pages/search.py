"""Search without a server: a page, the script that searches, and what there is to be found.

What can be found is a script too, since a page that is opened as a file may load nothing else. It
names the parts of compound words, ``verzuim`` and ``begeleiding`` in ``verzuimbegeleiding``, as far
as these parts are words of the rule book themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scheidslijn.explanation import Kind
from scheidslijn.model import LANGUAGES, Language, Term, Text
from scheidslijn.names import fold
from scheidslijn.pages import address
from scheidslijn.pages.fixed import own_file
from scheidslijn.pages.material import Material
from scheidslijn.pages.page import Crumb, File, Page
from scheidslijn.pages.words import say
from scheidslijn.render.explain_words import KINDS
from scheidslijn.render.words import plain
from scheidslijn.terms import local_name

__all__ = ["Found", "compounds", "found", "search"]

_LIBRARY: Final = "static/minisearch/minisearch.js"
_OWN: Final = "static/zoeken.js"
# Of the same name, what the rule book holds goes before the words that it is written in.
_LATE: Final = (Kind.CLASS, Kind.PROPERTY, Kind.SHAPE)
_LINKING: Final = ("", "s", "e", "en", "n")
_SHORTEST: Final = 4  # letters of a part of a compound


@dataclass(frozen=True, slots=True)
class Found:
    """Something that can be found: where, what kind of thing, its names, and what it means."""

    path: str
    kind: str
    title: str
    other: str
    name: str
    says: str


def search(site: Material) -> Iterator[File]:
    """Yield the page of searching in each language, with all that it needs."""
    assert site.search_script is not None  # the table of parts asks for it
    script, licence = site.search_script
    yield File(_LIBRARY, script)
    yield File("static/minisearch/LICENSE.txt", licence)
    yield own_file("zoeken.js")
    for language in LANGUAGES:
        data = f"static/zoeken-{language}.js"
        title = say("search", language)
        page = Page(
            path=f"{language}/zoeken/",
            language=language,
            title=f"{title} \u2013 Scheidslijn",
            description=say("search hint", language),
            crumbs=(Crumb(say("home", language), f"{language}/"),),
            heading=title,
            scripts=(_LIBRARY, data, _OWN),
        )
        yield site.page("search.html", page, {})
        yield File(data, _data(tuple(found(site, language)), language))


def found(site: Material, language: Language) -> Iterator[Found]:
    """Yield everything that can be found, questions last; what has no page cannot be."""
    for iri, (kind, label) in site.book.labels.items():
        path = site.path(iri, language)
        if path is not None:
            says = Text("", "") if kind is Kind.PASSAGE else site.book.book.definition(iri)
            what = _kind(iri, kind, site, language)
            yield _found(iri, path, what, label, says, language)
    for each in site.questions:
        iri = address.QUESTION + each.slug
        path = site.path(iri, language)
        if path is not None:
            what = KINDS[Kind.QUESTION].in_language(language)
            yield _found(iri, path, what, each.question, each.description, language)


def _kind(iri: Term, kind: Kind, site: Material, language: Language) -> str:
    """Return what kind of thing this is, in words; of an individual of no kind, its class."""
    if kind is not Kind.TERM:
        return KINDS[kind].in_language(language)
    return site.book.book.label(min(site.book.types[iri])).in_language(language)


def _found(iri: Term, path: str, kind: str, label: Text, says: Text, language: Language) -> Found:
    other = label.en if language == "nl" else label.nl
    title = plain(label.in_language(language)) or local_name(iri)
    return Found(
        path=address.relative(f"{language}/", path),
        kind=kind,
        title=title,
        other=plain(other) if other != title else "",
        name=local_name(iri),
        says=plain(says.in_language(language)),
    )


def _data(things: tuple[Found, ...], language: Language) -> bytes:
    kinds = sorted({each.kind for each in things})
    words = (fold(f"{each.title} {each.other} {each.says}").split() for each in things)
    late = {KINDS[each].in_language(language) for each in _LATE}
    data = {
        "kinds": kinds,
        "late": [number for number, kind in enumerate(kinds) if kind in late],
        "parts": compounds(word for line in words for word in line),
        "things": [[e.path, kinds.index(e.kind), e.title, e.other, e.name, e.says] for e in things],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # within a script nothing else could be taken for the end of it, or of a line
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.scheidslijnZoeken={text};\n".encode()


def compounds(words: Iterable[str]) -> dict[str, list[str]]:
    """Return the parts of each compound among words, as far as those are words among them too.

    >>> compounds(["verzuimbegeleiding", "verzuim", "begeleiding", "leiding"])
    {'verzuimbegeleiding': ['begeleiding', 'verzuim']}
    """
    known = {word for word in words if len(word) >= _SHORTEST and word.isalpha()}
    parts = {word: sorted(_parts(word, known)) for word in sorted(known)}
    return {word: found for word, found in parts.items() if found}


def _parts(word: str, known: set[str]) -> set[str]:
    """Return the two parts of a compound, or nothing; of several ways the longest second part."""
    for middle in range(_SHORTEST, len(word) - _SHORTEST + 1):
        first, second = word[:middle], word[middle:]
        if second in known:
            for link in _LINKING:
                bare = first.removesuffix(link)
                if bare in known and len(bare) >= _SHORTEST:
                    return {bare, second}
    return set()
