"""What an export profile is: how our data are said in another vocabulary, and what gets lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from scheidslijn.export.material import Book, Case
from scheidslijn.model import Term, Text

__all__ = ["Loss", "Profile", "Statements", "Unholdable", "lost"]


@dataclass(frozen=True, slots=True)
class Loss:
    """What a target cannot hold.

    Attributes:
        terms: classes and properties of ours, as IRIs, that have no place there.
        why: what becomes of them and why, in one sentence.
    """

    terms: tuple[Term, ...]
    why: Text


@dataclass(frozen=True, slots=True)
class Unholdable:
    """One value that a target cannot hold although it holds others of its kind.

    Attributes:
        subject: what has the value.
        predicate: the property of ours that has it.
        value: the value, as a term.
        why: why it cannot be held, in one sentence.
    """

    subject: Term
    predicate: Term
    value: Term
    why: Text


Statements = Iterable[ox.Quad | Unholdable]


@dataclass(frozen=True, slots=True)
class Profile:
    """A vocabulary that our data can be said in.

    Attributes:
        name: the name for ``--profile``.
        title: what it is, in a few words.
        standard: where the vocabulary is specified.
        losses: what it cannot hold.
        rulebook: says a rule book in it, in the default graph; None where it has no place for one.
        dossier: says one dossier in it, in the default graph; None where it has no place for one.
        prefixes: the prefixes that its own terms are written with, beside ours.
        alignment: the file in ``ontology/alignments``, without ``.ttl``, that relates its terms
            to ours, or None.
    """

    name: str
    title: Text
    standard: str
    losses: tuple[Loss, ...] = ()
    rulebook: Callable[[Book], Statements] | None = None
    dossier: Callable[[Case], Statements] | None = None
    prefixes: Mapping[str, str] = field(default_factory=dict)
    alignment: str | None = None


def lost(losses: Iterable[Loss]) -> dict[Term, Text]:
    """Map each term that a target cannot hold to why."""
    return {term: loss.why for loss in losses for term in loss.terms}
