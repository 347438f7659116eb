"""What to type next: commands that go on from a card, each of which works as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scheidslijn import resources
from scheidslijn.explanation.book import Labels
from scheidslijn.explanation.types import Card, Kind
from scheidslijn.terms import local_name

__all__ = ["commands"]

_DATA: Final = "diagnose"
_MOST: Final = 3  # of the same sort


def commands(card: Card, things: Labels) -> Iterator[str]:
    """Yield commands that go on from a card: questions on it, a verdict, and related cards."""
    yield from [each.command for each in card.questions if each.command][:_MOST]
    yield from _verdicts(card)
    yield from _related(card, things)


def _verdicts(card: Card) -> Iterator[str]:
    """Yield questions whether somebody may do this."""
    name = local_name(card.thing.iri)
    if card.kind is Kind.ROLE:
        yield f"scheidslijn may {name} ask {_DATA}"
        for other in _first(card, "incompatible"):
            yield f"scheidslijn may {name} combine {local_name(other)}"
    elif card.kind is Kind.TASK:
        for key in ("reserved to", "delegable to"):
            for role in _first(card, key):
                yield f"scheidslijn may {local_name(role)} do {name}"
    elif card.kind is Kind.DATA:
        yield f"scheidslijn may werkgever ask {name}"
    elif card.kind is Kind.FILE:
        yield f"scheidslijn may werkgever access {name}"
    elif card.kind is Kind.DECISION:
        yield f"scheidslijn may eigenrisicodrager decide {name} --domain ziektewet"


def _first(card: Card, key: str) -> list[str]:
    """Return the IRI of the first value of a fact, or nothing."""
    return [value.iri for fact in card.facts if fact.key == key for value in fact.values][:1]


def _related(card: Card, things: Labels) -> Iterator[str]:
    """Yield the cards of what this one rests on, or differs from."""
    if card.kind is Kind.FINDING and card.finding is not None:
        for note in card.norms[:_MOST]:
            yield _explain(note.norm.iri, things)
        if card.finding.shape in things:
            yield _explain(card.finding.shape, things)
    elif card.kind is Kind.NORM:
        for each in [*(d.note.norm for d in card.disputes), *card.checked_by][:_MOST]:
            yield _explain(each.iri, things)
    elif card.kind is Kind.SHAPE:
        for case in (card.cases.examples or ())[:1]:
            path = Path("examples", f"{case}.ttl")
            if (resources.queries_folder().parent / path).is_file():
                yield f"scheidslijn validate {path.as_posix()}"


def _explain(iri: str, things: Labels) -> str:
    """Return what explains something: by the end of its IRI, and its kind where that is shared."""
    name = local_name(iri)
    shared = sum(local_name(each) == name for each in things) > 1
    kind = f" --kind {things[iri][0].value}" if shared and iri in things else ""
    return f"scheidslijn explain {name}{kind}"
