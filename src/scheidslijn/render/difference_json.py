"""A difference as JSON, in both languages; `schema/difference.schema.json` describes it."""

from __future__ import annotations

from collections.abc import Iterable

from scheidslijn.difference import (
    Change,
    Difference,
    DossierChange,
    FindingChange,
    Judged,
    PropertyChange,
    Side,
    Tally,
    Value,
)
from scheidslijn.model import Finding, Named
from scheidslijn.render.json import dump, named, text

__all__ = ["json"]


def json(difference: Difference) -> str:
    """Return everything that differs as JSON, with its keys in a fixed order."""
    step = difference.step
    return dump(
        {
            "same": difference.same,
            "old": _side(difference.old),
            "new": _side(difference.new),
            "step": {
                "level": step.level.value,
                "version": step.version,
                "reason": text(step.reason),
                "enough": step.enough,
            },
            "changes": [_change(each) for each in difference.changes],
            "judged": None if difference.judged is None else _judged(difference.judged),
        }
    )


def _side(side: Side) -> dict[str, object]:
    return {
        "name": side.name,
        "ontology": side.ontology,
        "version": side.version,
        "sha256": side.sha256,
        "norms": side.norms,
        "shapes": side.shapes,
        "statements": side.statements,
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind.value,
        "group": change.group.value,
        "aspect": change.aspect.name.lower(),
        "id": change.term.iri or None,
        "label": text(change.term.label),
        "former": None if change.former is None else named((change.former,))[0],
        "classes": named(change.classes),
        "definition": text(change.definition),
        "checked": change.checked,
        "touches": named(change.touches),
        "properties": [_property(each) for each in change.properties],
    }


def _property(change: PropertyChange) -> dict[str, object]:
    return {
        "id": change.property.iri,
        "label": text(change.property.label),
        "aspect": change.aspect.name.lower(),
        "removed": _values(change.removed),
        "added": _values(change.added),
    }


def _values(values: Iterable[Value]) -> list[dict[str, object]]:
    return [
        {"id": each.iri, "text": text(each.text), "language": each.language or None}
        for each in values
    ]


def _judged(judged: Judged) -> dict[str, object]:
    return {
        "files": judged.files,
        "dossiers": judged.dossiers,
        "reading": judged.reading,
        "on": None if judged.on is None else judged.on.isoformat(),
        "borrowed": judged.borrowed,
        "changed": [_dossier(each) for each in judged.changed],
        "unread": [
            {
                "file": each.file,
                "origin": each.origin.value,
                "before": each.before,
                "after": each.after,
            }
            for each in judged.unread
        ],
    }


def _dossier(change: DossierChange) -> dict[str, object]:
    return {
        "file": change.file,
        "origin": change.origin.value,
        "dossier": _named_or_none(change.dossier),
        "before": _tally(change.before),
        "after": _tally(change.after),
        "findings": [_finding_change(each) for each in change.findings],
    }


def _named_or_none(thing: Named) -> dict[str, object] | None:
    return named((thing,))[0] if thing.iri else None


def _tally(tally: Tally) -> dict[str, object]:
    heaviest = tally.heaviest
    return {
        "heaviest": None if heaviest is None else heaviest.name.lower(),
        "violations": tally.violations,
        "warnings": tally.warnings,
        "infos": tally.infos,
    }


def _finding_change(change: FindingChange) -> dict[str, object]:
    return {
        "before": None if change.before is None else _finding(change.before),
        "after": None if change.after is None else _finding(change.after),
        "causes": named(change.causes),
    }


def _finding(found: Finding) -> dict[str, object]:
    return {
        "id": found.id,
        "severity": found.severity.name.lower(),
        "shape": found.shape,
        "focus": found.focus,
        "path": found.path,
        "value": found.value,
        "message": text(found.message),
        "norms": named(found.norms),
        "missing": named(found.missing),
    }
