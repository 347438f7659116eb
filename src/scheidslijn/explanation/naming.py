"""Finds what somebody wants explained: one thing among all that rule book and shapes speak of.

As with every name, what is meant exactly goes before what is meant in part. What the rule book
holds (a role, a norm) goes before words of the ontology and shapes of the same name, and the card
then names those; between two things that the rule book holds, nobody but the asker can choose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from scheidslijn.errors import UsageError
from scheidslijn.explanation.book import Labels
from scheidslijn.explanation.types import Kind
from scheidslijn.model import Text
from scheidslijn.names import did_you_mean, fold
from scheidslijn.namespaces import ID, PREFIXES
from scheidslijn.terms import local_name

__all__ = ["FINDING_ID", "find", "kind_named"]

FINDING_ID: Final = re.compile(r"[0-9a-f]{12}")
_SECOND: Final = frozenset((Kind.SHAPE, Kind.CLASS, Kind.PROPERTY, Kind.TERM))
_SHOWN: Final = 8
_PREFIXED: Final = re.compile(r"([a-z][a-z-]*):([\w.-]+)")


def kind_named(name: str) -> Kind:
    """Return the kind with this name.

    Raises:
        UsageError: there is none.
    """
    names = [kind.value for kind in Kind]
    if name not in names:
        raise UsageError(f"There is no kind {name!r}, only {', '.join(names)}.")
    return Kind(name)


def find(text: str, things: Labels, kind: Kind | None = None) -> tuple[str, list[str]]:
    """Return what a text means, and what else goes by exactly the same name.

    Args:
        text: an IRI, a prefixed name, the end of an IRI, a label in Dutch or English, or a part.
        things: what can be meant, with its kind and label.
        kind: the only kind that can be meant.

    Raises:
        UsageError: nothing fits, or more than one thing does.
    """
    if text in things and kind in (None, things[text][0]):
        return text, []
    known = {iri: each for iri, each in things.items() if kind in (None, each[0])}
    found = _fitting(text.strip(), known)
    if not found:
        raise UsageError(_unknown(text, known, things, kind))
    first = [iri for iri in found if known[iri][0] not in _SECOND] or found
    if len(first) > 1:
        raise UsageError(_ambiguous(text, first, known, kind))
    return first[0], [iri for iri in found if iri != first[0]]


def _fitting(text: str, things: Labels) -> list[str]:
    """Return what fits in the most exact way in which anything does."""
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    for iri in (bare, _expanded(bare)):
        if iri in things:
            return [iri]
    named = [iri for iri in things if local_name(iri) == bare]
    words = fold(bare)
    if named or not words or "://" in bare:
        return named
    folded = {
        iri: (fold(local_name(iri)), fold(label.nl), fold(label.en))
        for iri, (_, label) in things.items()
    }
    whole, piece = words.replace(" ", ""), f" {words} "
    squeezed = {iri: [n.replace(" ", "") for n in names] for iri, names in folded.items()}
    levels: tuple[Callable[[str], bool], ...] = (
        lambda iri: squeezed[iri][0] == whole,
        lambda iri: whole in squeezed[iri],
        lambda iri: any(piece in f" {name} " for name in folded[iri]),
        lambda iri: any(whole in name for name in squeezed[iri]),
    )
    return next((fits for level in levels if (fits := [i for i in things if level(i)])), [])


def _expanded(text: str) -> str:
    """Return the IRI of a prefixed name, such as ``sl:Rol`` or ``norm:td-triage``."""
    prefixed = _PREFIXED.fullmatch(text)
    if prefixed is None:
        return ""
    prefix, name = prefixed.groups()
    return PREFIXES.get(prefix, f"{ID}{prefix}/") + name


def _ambiguous(text: str, found: Sequence[str], things: Labels, kind: Kind | None) -> str:
    shown = [
        f"{things[iri][0].value} {_written(iri, found, things)} ({_both(things[iri][1])})"
        for iri in found[:_SHOWN]
    ]
    more = len(found) - len(shown)
    listed = ", ".join(shown) + (f", or one of {more} more" if more else "")
    kinds = {things[iri][0] for iri in found}
    narrow = " Narrow it with --kind." if kind is None and len(kinds) > 1 else ""
    return f"{text!r} can mean {listed}. Which one?{narrow}"


def _written(iri: str, found: Iterable[str], things: Labels) -> str:
    """Return the end of an IRI, or all of it where that would not tell two things apart."""
    name, kind = local_name(iri), things[iri][0]
    alike = [each for each in found if (local_name(each), things[each][0]) == (name, kind)]
    return name if len(alike) == 1 else iri


def _both(label: Text) -> str:
    return label.nl if label.nl == label.en else f"{label.nl} / {label.en}"


def _unknown(text: str, known: Labels, things: Labels, kind: Kind | None) -> str:
    what = "" if kind is None else f"The {kind.value} "
    names: dict[str, str] = {}
    for iri, (_, label) in known.items():
        for name in (local_name(iri), label.nl, label.en):
            names.setdefault(name, local_name(iri))
    likely = did_you_mean(local_name(text), _near(text, names))
    if kind is not None and not likely and _fitting(text, things):
        likely = " It is of another kind: leave --kind out."
    return f"{what}{text!r} is not known.{likely}"


def _near(text: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return names of about the same length: others cannot be alike, and there are thousands."""
    length = len(local_name(text))
    return {name: shown for name, shown in names.items() if abs(len(name) - length) <= length // 3}
