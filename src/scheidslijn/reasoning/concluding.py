"""Says what clashes among axioms that cannot hold together, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from pyoxigraph import NamedNode

from scheidslijn.model import Named, Text
from scheidslijn.namespaces import OWL
from scheidslijn.reasoning.functional import Expression, Part
from scheidslijn.reasoning.phrases import CLASHES, PARTS
from scheidslijn.reasoning.words import Speaker, bare, in_both

__all__ = ["conclusion"]

# The first of these that is among the axioms tells what clashes.
_KINDS: Final = (
    ("DisjointClasses", "disjoint"),
    ("IrreflexiveProperty", "itself"),
    ("AsymmetricProperty", "mutual"),
    ("DisjointProperties", "both properties"),
    ("NegativePropertyAssertion", "denied"),
    ("DataPropertyRange", "value"),
    ("DifferentIndividuals", "different"),
)
# Otherwise the first of these expressions that stands in one of them.
_PARTS: Final = (
    ("ComplementOf", "not"),
    ("MaxCardinality", "too many"),
    ("ExactCardinality", "too many"),
    ("FunctionalProperty", "too many"),
    (OWL + "Nothing", "nothing"),
)


def conclusion(
    axioms: Sequence[Expression],
    witness: str | None,
    about: Named | None,
    own: Sequence[str],
    label: Callable[[str], Text],
) -> Text:
    """Return what clashes among axioms, and what to do.

    Args:
        axioms: what clashes.
        witness: who would be in two classes that exclude each other, if that is known.
        about: the class that can have no member, or None if the whole is inconsistent.
        own: the places in files of the user at which some of the axioms stand.
        label: gives the label of an IRI.
    """

    def said(speaker: Speaker) -> str:
        clash = _clash(speaker, axioms, _who(speaker, witness, about))
        # a name is spelled the way it is spelled, also where a sentence starts
        start = clash if witness is not None else clash[:1].upper() + clash[1:]
        parts = [start, speaker.say(CLASHES["remedy"])]
        if own:
            parts.append(speaker.say(CLASHES["look"], ", ".join(own)))
        return " ".join(parts)

    return in_both(lambda language: said(Speaker(language, label)))


def _who(speaker: Speaker, witness: str | None, about: Named | None) -> str:
    if witness is not None:
        return speaker.named(witness)
    if about is not None:
        return speaker.say(CLASHES["whoever"], speaker.a(NamedNode(about.iri)))
    return speaker.say(PARTS["thing"])


def _clash(speaker: Speaker, axioms: Sequence[Expression], who: str) -> str:
    for name, key in _KINDS:
        found = next((each for each in axioms if name in (each.name, bare(each.name))), None)
        if found is None:
            continue
        if key == "disjoint":
            kinds = speaker.listed([speaker.a(part) for part in found.parts])
            return speaker.say(CLASHES[key], who, kinds)
        if key in ("denied", "different"):
            return speaker.say(CLASHES[key])
        parts = [part for part in found.parts if key != "value"] or [found.parts[0]]
        return speaker.say(CLASHES[key], *map(speaker.property, parts))
    names = {name for axiom in axioms for name in _names(axiom)}
    key = next((key for name, key in _PARTS if name in names), "")
    return speaker.say(CLASHES[key])


def _names(part: Part) -> Iterator[str]:
    if isinstance(part, Expression):
        yield bare(part.name)
        for each in part.parts:
            yield from _names(each)
    elif isinstance(part, NamedNode):
        yield part.value
