"""Finds what is meant, and fills its card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final, Self

from scheidslijn import resources
from scheidslijn.errors import UsageError
from scheidslijn.explanation import cards, vocabulary
from scheidslijn.explanation.book import Book, Labels
from scheidslijn.explanation.commands import commands
from scheidslijn.explanation.found import find_finding
from scheidslijn.explanation.naming import FINDING_ID, find, kind_named
from scheidslijn.explanation.question import question
from scheidslijn.explanation.reach import Reach
from scheidslijn.explanation.types import NOTHING, Card, Kind, Other
from scheidslijn.model import Finding, Named, Reading, RuleBookVersion, Statement, Term, Text
from scheidslijn.namespaces import OWL

__all__ = ["Explainer", "explain"]

# What fills a card, by kind; a kind that is not here has nothing of its own.
_PARTS: Final[dict[Kind, Callable[[Card, Book], Card]]] = {
    Kind.NORM: cards.norm,
    Kind.SHAPE: vocabulary.shape,
    Kind.ARTICLE: cards.article,
    Kind.LAW: cards.law,
    Kind.ROLE: cards.role,
    Kind.TASK: cards.task,
    Kind.CONDITION: cards.condition,
    Kind.SOURCE: cards.source,
    Kind.PASSAGE: cards.passage,
    Kind.CLASS: vocabulary.class_,
    Kind.PROPERTY: vocabulary.property_,
}


def explain(
    name: str,
    kind: Kind | str | None = None,
    *,
    paths: Sequence[str] = (),
    reading: Reading = "strict",
    on: date | None = None,
    stdin: Callable[[], bytes] | None = None,
    input_format: str | None = None,
) -> Card:
    """Return everything that the rule book says about one thing, or about one finding.

    Args:
        name: an IRI, the end of one, a prefixed name, a label in Dutch or English, or a part that
            only one thing has; the name of a question; or the id of a finding.
        kind: the only kind that it can be, such as ``norm``; see ``Kind``.
        paths: for a finding, the dossiers in which it was found.
        reading: for a finding, the reading with which it was found.
        on: for a finding, the day as of which was judged.
        stdin: for a finding, reads standard input whole, for the path ``-``.
        input_format: for a finding, the RDF syntax of every input.

    Raises:
        UsageError: the name is unknown or can mean several things, or paths are missing.
        InputError: a path cannot be read.
        RuleBookError: the rule book cannot be read.

    >>> card = explain("bedrijfsarts")
    >>> card.kind.value, card.thing.label.en
    ('role', 'occupational physician')
    """
    explainer = Explainer.packaged()
    if _is_finding(name, kind, paths):
        found = find_finding(
            name, paths, reading=reading, on=on, stdin=stdin, input_format=input_format
        )
        return explainer.finding(found)
    return explainer.card(name, kind)


def _is_finding(name: str, kind: Kind | str | None, paths: Sequence[str]) -> bool:
    """Return whether a name is the id of a finding; paths go with nothing else."""
    asked = kind in (None, Kind.FINDING, Kind.FINDING.value)
    if asked and FINDING_ID.fullmatch(name):
        return True
    if kind in (Kind.FINDING, Kind.FINDING.value):
        raise UsageError(f"{name!r} is no id of a finding: that is twelve signs from 0-9 and a-f.")
    if paths:
        raise UsageError(
            f"PATH only goes with the id of a finding, and {name!r} is none; put a name of several "
            "words between quotation marks."
        )
    return False


class Explainer:
    """Rule book and shapes, loaded once, ready to explain any number of things.

    Args:
        rulebook: the statements of ontology and rule book.
        shapes: the statements of the packaged shapes graph.
        version: which rule book this is.
    """

    def __init__(
        self, rulebook: Sequence[Statement], shapes: Sequence[Statement], version: RuleBookVersion
    ) -> None:
        self._book = Book(rulebook, shapes, version)
        self._reach = Reach(self._book)

    @classmethod
    def packaged(cls) -> Self:
        """Return an explainer with the packaged rule book and shapes."""
        files = resources.shapes_files()
        rulebook, version = resources.read_rulebook(shapes=files)
        return cls(rulebook.without(OWL + "imports"), resources.read_graph(files), version)

    @cached_property
    def _things(self) -> Labels:
        """Everything that a name can mean, the named questions included."""
        folder = resources.queries_folder()
        slugs = sorted(path.stem for path in folder.glob("*.rq"))
        return self._book.labels | {slug: (Kind.QUESTION, Text(slug, slug)) for slug in slugs}

    def card(self, name: str, kind: Kind | str | None = None) -> Card:
        """Return the card of what a name means.

        Raises:
            UsageError: the name is unknown or can mean several things.
        """
        wanted = kind_named(kind) if isinstance(kind, str) else kind
        iri, others = find(name, self._things, wanted)
        found = self._things[iri][0]
        if found is Kind.QUESTION:
            card = question(iri, self._new(found, Named(iri, NOTHING), NOTHING), self._book)
        else:
            card = self._filled(iri, found)
        return replace(
            card,
            commands=(*card.commands, *commands(card, self._things)),
            others=tuple(
                Other(kind, Named(each, label))
                for each in others
                for kind, label in (self._things[each],)
            ),
        )

    def _filled(self, iri: Term, kind: Kind) -> Card:
        book = self._book
        classes = vocabulary.classes_of(iri, book)
        new = self._new(kind, book.book.named(iri), book.book.definition(iri), classes)
        card = _PARTS.get(kind, cards.general)(new, book)
        return replace(
            card,
            cases=self._reach.cases(iri, kind, [note.norm.iri for note in card.norms]),
            questions=self._reach.questions(iri, kind),
        )

    def finding(self, finding: Finding) -> Card:
        """Return the card of a finding, with each of its norms in short."""
        thing = Named(finding.id, finding.message)
        new = self._new(Kind.FINDING, thing, finding.message)
        card = replace(
            new,
            norms=tuple(self._book.note(norm.iri) for norm in finding.norms if self._knows(norm)),
            remedy=finding.remedy,
            finding=finding,
        )
        return replace(card, commands=tuple(commands(card, self._things)))

    def _knows(self, norm: Named) -> bool:
        return self._book.is_norm(norm.iri)

    def _new(self, kind: Kind, thing: Named, says: Text, classes: tuple[Named, ...] = ()) -> Card:
        return Card(
            kind=kind,
            thing=thing,
            classes=classes,
            says=says,
            version=resources.package_version(),
            rulebook=self._book.version,
        )
