"""A verdict as JSON, for programs; `schema/verdict.schema.json` describes it field by field."""

from __future__ import annotations

from scheidslijn.model import Named
from scheidslijn.render.json import basis, dump, named, source, text
from scheidslijn.verdict.types import Asked, Condition, Step, Verdict

__all__ = ["render"]


def render(verdict: Verdict) -> str:
    """Return a verdict as JSON, in both languages, with its keys in a fixed order."""
    return dump(
        {
            "asked": _asked(verdict.asked),
            "outcome": verdict.outcome.value,
            "permitted": verdict.permitted,
            "reserved_to": named(verdict.reserved_to),
            "conditions": [_condition(each) for each in verdict.conditions],
            "norms": [_step(each) for each in verdict.steps],
            "version": verdict.version,
            "rulebook": {"version": verdict.rulebook.version, "sha256": verdict.rulebook.sha256},
        }
    )


def _asked(asked: Asked) -> dict[str, object]:
    return {
        "role": _one(asked.role),
        "action": asked.action,
        "matter": _one(asked.matter),
        "towards": _one(asked.towards),
        "domain": _one(asked.domain),
        "on": asked.on.isoformat(),
        "given": named(asked.given),
        "reading": asked.reading,
    }


def _one(thing: Named | None) -> dict[str, object] | None:
    return None if thing is None else named((thing,))[0]


def _condition(condition: Condition) -> dict[str, object]:
    return {
        "id": condition.iri,
        "label": text(condition.label),
        "met": condition.met,
        "unless": condition.unless,
    }


def _step(step: Step) -> dict[str, object]:
    return {
        "norm": _one(step.norm),
        "says": text(step.says),
        "effect": step.effect.value,
        "decides": step.decides,
        "standing": _one(step.standing),
        "bearers": named(step.bearers),
        "conditions": [_condition(each) for each in step.conditions],
        "exceptions": [_step(each) for each in step.exceptions],
        "legal_basis": [basis(each) for each in step.legal_basis],
        "sources": [source(each) for each in step.sources],
        "checked_by": _one(step.checked_by),
        "unchecked": _one(step.unchecked),
    }
