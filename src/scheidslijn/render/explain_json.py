"""A card as JSON, for programs; `schema/explain.schema.json` describes it field by field."""

from __future__ import annotations

from datetime import date

from scheidslijn.explanation.types import Card, Cases, Document, Fact, Ground, NormNote
from scheidslijn.model import Named
from scheidslijn.render.json import basis, dump, finding, named, source, text

__all__ = ["render"]


def render(card: Card) -> str:
    """Return a card as JSON, in both languages, with its keys in a fixed order."""
    return dump(
        {
            "kind": card.kind.value,
            "id": card.thing.iri,
            "label": text(card.thing.label),
            "classes": named(card.classes),
            "says": text(card.says),
            "facts": [_fact(each) for each in card.facts],
            "ground": _ground(card.ground),
            "disputes": [{"how": d.how.value, "norm": _note(d.note)} for d in card.disputes],
            "readings": named(card.readings),
            "conditions": named(card.conditions),
            "exceptions": [_note(each) for each in card.exceptions],
            "checked_by": named(card.checked_by),
            "unchecked": named(card.unchecked),
            "remedy": None if card.remedy is None else text(card.remedy),
            "norms": [_note(each) for each in card.norms],
            "counts": [
                {"kind": _one(each.kind), "own": each.own, "broader": each.broader}
                for each in card.counts
            ],
            "cases": _cases(card.cases),
            "questions": [
                {"name": q.slug, "question": text(q.question), "command": q.command or None}
                for q in card.questions
            ],
            "commands": list(card.commands),
            "others": [{"kind": each.kind.value} | _thing(each.thing) for each in card.others],
            "finding": None if card.finding is None else finding(card.finding),
            "version": card.version,
            "rulebook": {"version": card.rulebook.version, "sha256": card.rulebook.sha256},
        }
    )


def _thing(thing: Named) -> dict[str, object]:
    return named((thing,))[0]


def _one(thing: Named | None) -> dict[str, object] | None:
    return None if thing is None else _thing(thing)


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "key": fact.key,
        "label": text(fact.name),
        "values": [
            {"id": value.iri or None, "label": text(value.label), "by": named(value.by)}
            for value in fact.values
        ],
    }


def _ground(ground: Ground) -> dict[str, object]:
    return {
        "standing": _one(ground.standing),
        "legal_basis": [basis(each) for each in ground.legal_basis],
        "sources": [source(each) for each in ground.sources],
        "documents": [_document(each) for each in ground.documents],
        "valid_from": _day(ground.valid_from),
        "valid_until": _day(ground.valid_until),
        "editions": list(ground.editions),
    }


def _document(document: Document) -> dict[str, object]:
    return _thing(document.document) | {
        "code": document.code,
        "published": _day(document.published),
        "year": document.year,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _note(note: NormNote) -> dict[str, object]:
    return _thing(note.norm) | {
        "kinds": named(note.kinds),
        "relations": named(note.relations),
        "says": text(note.says),
        "standing": _one(note.standing),
        "conditions": named(note.conditions),
        "legal_basis": [basis(each) for each in note.legal_basis],
        "sources": [source(each) for each in note.sources],
        "checked_by": named(note.checked_by),
    }


def _cases(cases: Cases) -> dict[str, object]:
    def listed(found: tuple[str, ...] | None) -> list[str] | None:
        return None if found is None else list(found)

    return {
        "examples": listed(cases.examples),
        "fixtures": listed(cases.fixtures),
        "breaches": listed(cases.breaches),
    }
