"""Which cases and which named questions touch a thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scheidslijn import resources
from scheidslijn.explanation.book import Book
from scheidslijn.explanation.types import Cases, Kind, QuestionNote
from scheidslijn.model import Term
from scheidslijn.namespaces import RDFS, SL
from scheidslijn.terms import local_name

if TYPE_CHECKING:
    from scheidslijn.coverage.norms import CaseIndex
    from scheidslijn.frontmatter import FrontMatter

__all__ = ["BY_NORM", "Reach"]

_Rank = tuple[bool, int, str]
# Of each its name and its text; None where such dossiers are not installed.
_Dossiers = tuple[tuple[str, str], ...] | None

# The kinds of things that cases touch by breaking a norm.
BY_NORM: Final = frozenset(
    (Kind.NORM, Kind.ARTICLE, Kind.LAW, Kind.PASSAGE, Kind.SOURCE, Kind.CONDITION)
)
_TYPE: Final = r"\{{type: {name}\b"
_PARAMETERS: Final = re.compile(r"^#\+ parameters:\n(?:#\+  .*\n)*", re.MULTILINE)


class Reach:
    """The cases and questions beside a rule book.

    Args:
        book: the rule book.
    """

    def __init__(self, book: Book) -> None:
        self._book = book

    def cases(self, iri: Term, kind: Kind, norms: Iterable[Term]) -> Cases:
        """Return the cases that touch a thing.

        Args:
            iri: the thing.
            kind: its kind. A norm or shape is touched by what breaks it; what no dossier names,
                such as an article, by what breaks a norm that rests on it.
            norms: the norms that name the thing.
        """
        if kind is Kind.SHAPE:
            found = self._index.of_shape(iri)
            return Cases(found.examples, found.fixtures, found.breaches)
        if kind in BY_NORM:
            each = [self._index.of_norm(norm) for norm in (iri, *norms)]
            return Cases(
                _together(cases.examples for cases in each),
                _together(cases.fixtures for cases in each),
                _together(cases.breaches for cases in each),
            )
        examples, fixtures = self._dossiers
        return Cases(examples=_naming(iri, examples), fixtures=_naming(iri, fixtures))

    @cached_property
    def _index(self) -> CaseIndex:
        from scheidslijn.coverage.material import Material, breach_cases, read_cases
        from scheidslijn.coverage.norms import Book as Covered
        from scheidslijn.coverage.norms import CaseIndex

        files, book = Material.packaged(), self._book
        return CaseIndex(
            Covered(book.book, book.rules, book.shapes),
            examples=None if files.examples is None else read_cases(files.examples),
            fixtures=None if files.fixtures is None else read_cases(files.fixtures),
            breaches=None if files.breaches is None else breach_cases(files.breaches),
        )

    def questions(self, iri: Term, kind: Kind) -> tuple[QuestionNote, ...]:
        """Return the questions that can be asked about a thing, then those that touch it most.

        A question touches what it names, and a norm also by a class or property that it has.
        """
        found = sorted(self._touching(iri, kind), key=lambda each: each[0])
        return tuple(note for _, note in found)

    def _touching(self, iri: Term, kind: Kind) -> Iterator[tuple[_Rank, QuestionNote]]:
        name = local_name(iri)
        marks = self._marks(iri, kind)
        classes = self._classes(iri)
        typed = re.compile("|".join(_TYPE.format(name=re.escape(each)) for each in classes))
        for slug, text in self._queries:
            named = len(marks & _mentioned(text))
            cited = kind is Kind.ARTICLE and name in text
            asked = "".join(_PARAMETERS.findall(text))
            if not (named or cited or (classes and typed.search(asked))):
                continue
            front = _front_matter(text, slug)
            command = _command(slug, text, front, classes, name)
            if named or command or (cited and name in front.articles):
                rank = (not command, -named, slug)
                yield rank, QuestionNote(slug, front.summary, command)

    @cached_property
    def _queries(self) -> tuple[tuple[str, str], ...]:
        """The text of each named question, by its slug."""
        paths = sorted(resources.queries_folder().glob("*.rq"))
        return tuple((path.stem, path.read_text(encoding="utf-8")) for path in paths)

    @cached_property
    def _dossiers(self) -> tuple[_Dossiers, _Dossiers]:
        """The dossiers among the examples and beside the shapes."""
        examples = resources.queries_folder().parent / "examples"
        fixtures = [path.parent for path in resources.shapes_files()]
        return (
            _read([examples]),
            _read(folder / part for folder in fixtures for part in ("invalid", "valid")),
        )

    def _classes(self, iri: Term) -> frozenset[str]:
        """Return the local names of the classes of an individual, with those above them."""
        types = self._book.types.get(iri, set())
        above = {
            each
            for kind in types
            if kind.startswith(SL)
            for each in self._above(kind)
            if each.startswith(SL)
        }
        return frozenset(map(local_name, above))

    def _above(self, kind: Term) -> frozenset[Term]:
        found, queue = {kind}, [kind]
        while queue:
            fresh = set(self._book.rules.objects(queue.pop(), RDFS + "subClassOf")) - found
            found |= fresh
            queue += fresh
        return frozenset(found)

    def _marks(self, iri: Term, kind: Kind) -> frozenset[Term]:
        """Return what a query mentions when it touches this, as coverage has it of a norm.

        That is the thing itself; of a norm also a class that it belongs to, or a property that
        it has and that only norms have.
        """
        if kind is not Kind.NORM:
            return frozenset((iri,))
        book = self._book
        classes = {a for t in book.types[iri] for a in self._above(t)} & book.norm_classes
        properties = {
            prop
            for prop in self._norm_properties
            if book.rules.objects(iri, prop) or book.rules.subjects(prop, iri)
        }
        return frozenset({iri} | classes | properties)

    @cached_property
    def _norm_properties(self) -> tuple[Term, ...]:
        return tuple(each for each in self._book.properties if self._only_norms_have(each))

    def _only_norms_have(self, prop: Term) -> bool:
        book = self._book
        domains = {
            each
            for domain in book.rules.objects(prop, RDFS + "domain")
            for each in book.members(domain)
        }
        return bool(domains) and domains <= book.norm_classes


def _command(slug: str, text: str, front: FrontMatter, classes: frozenset[str], name: str) -> str:
    """Return what asks a question about a thing, or nothing where it cannot be."""
    query = text.split("\n#+", 1)[-1]
    fitting = [each for each, said in front.parameters.items() if said.type in classes]
    needed = [
        each
        for each in front.parameters
        if each not in fitting[:1] and re.search(rf"[?$]_{re.escape(each)}(?:_|\b)", query)
    ]
    asks_dossiers = any(column.type == "Dossier" for column in front.columns.values())
    if not fitting or needed or asks_dossiers:
        return ""
    return f"scheidslijn query {slug} --param {fitting[0]}={name}"


def _together(found: Iterable[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """Return all names once, sorted, or None where such cases are not installed."""
    known = [each for each in found if each is not None]
    return tuple(sorted({name for names in known for name in names})) if known else None


def _read(folders: Iterable[Path]) -> _Dossiers:
    """Return name and text of the dossiers in folders, or None where there are no folders."""
    present = [folder for folder in folders if folder.is_dir()]
    if not present:
        return None
    found = []
    for path in (each for folder in present for each in folder.rglob("*.ttl")):
        folder = path.parent.parent if path.parent.name in ("invalid", "valid") else path.parent
        found.append((f"{folder.name}/{path.stem}", path.read_text(encoding="utf-8")))
    return tuple(found)


def _naming(iri: Term, dossiers: _Dossiers) -> tuple[str, ...] | None:
    """Return the dossiers that name a thing, or None where these are not installed."""
    if dossiers is None:
        return None
    name = local_name(iri)
    found = {case for case, text in dossiers if name in text and iri in _mentioned(text)}
    return tuple(sorted(found))


# Whoever explains thousands of things in one run asks the same texts again and again.
@lru_cache(maxsize=1 << 13)
def _mentioned(text: str) -> frozenset[Term]:
    from scheidslijn.coverage.material import mentioned

    return mentioned(text)


@lru_cache(maxsize=1 << 8)
def _front_matter(text: str, slug: str) -> FrontMatter:
    from scheidslijn.frontmatter import read_front_matter

    return read_front_matter(text, slug)
