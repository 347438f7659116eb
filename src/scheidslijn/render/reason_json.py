"""The outcome of reasoning as JSON; `schema/reason.schema.json` describes it field by field."""

from __future__ import annotations

from scheidslijn.model import Named
from scheidslijn.reasoning.types import (
    Clash,
    Classified,
    Inferred,
    ProfileCheck,
    Reasoning,
    RoleHeld,
    Said,
)
from scheidslijn.render.json import dump, named, text

__all__ = ["render"]


def render(found: Reasoning) -> str:
    """Return what the reasoner found as JSON, in both languages, with its keys in a fixed order."""
    counts, book = found.counts, found.rulebook
    return dump(
        {
            "sound": found.sound,
            "consistent": found.consistency.consistent,
            "unsatisfiable": list(found.consistency.unsatisfiable),
            "clashes": [_clash(each) for each in found.clashes],
            "classes": [_class(each) for each in found.classes],
            "individuals": [_individual(each) for each in found.individuals],
            "roles": [_role(each) for each in found.roles],
            "profiles": [_profile(each) for each in found.profiles],
            "checked": {
                "files": counts.files,
                "axioms": counts.axioms,
                "classes": counts.classes,
                "individuals": counts.individuals,
                "dates": counts.dates,
            },
            "reasoner": found.reasoner,
            "version": found.version,
            "rulebook": None if book is None else {"version": book.version, "sha256": book.sha256},
        }
    )


def _clash(clash: Clash) -> dict[str, object]:
    return {
        "about": None if clash.about is None else _one(clash.about),
        "statements": [_said(each) for each in clash.said],
        "conclusion": text(clash.conclusion),
    }


def _said(said: Said) -> dict[str, object]:
    return {
        "axiom": said.axiom,
        "sentence": text(said.sentence),
        "file": said.file,
        "line": said.line,
        "own": said.own,
    }


def _class(each: Classified) -> dict[str, object]:
    return _one(each.thing) | {
        "parents": named(each.parents),
        "new": named(each.new),
        "same": named(each.same),
    }


def _individual(each: Inferred) -> dict[str, object]:
    return _one(each.thing) | {
        "file": each.file,
        "line": each.line,
        "stated": named(each.stated),
        "inferred": named(each.kinds),
        "why": [
            {"class": _one(why.kind), "statements": [_said(said) for said in why.said]}
            for why in each.why
        ],
    }


def _role(each: RoleHeld) -> dict[str, object]:
    return {
        "assignment": _one(each.assignment),
        "actor": _one(each.actor),
        "role": _one(each.role),
        "kinds": named(each.kinds),
        "broader": named(each.broader),
    }


def _profile(each: ProfileCheck) -> dict[str, object]:
    return {
        "name": each.name,
        "conforms": each.conforms,
        "violations": [
            {
                "kind": violation.kind,
                "sentence": text(violation.sentence),
                "count": violation.count,
                "statements": [_said(said) for said in violation.said],
            }
            for violation in each.violations
        ],
    }


def _one(thing: Named) -> dict[str, object]:
    return named((thing,))[0]
