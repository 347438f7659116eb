"""Coverage as JSON, in both languages; `schema/coverage.schema.json` describes it."""

from __future__ import annotations

from collections.abc import Iterable

from scheidslijn.coverage import (
    GROUPINGS,
    Cases,
    Counts,
    Coverage,
    Gap,
    NormCoverage,
    ShapeCoverage,
    SourceCoverage,
)
from scheidslijn.model import Named, Text
from scheidslijn.render.json import dump

__all__ = ["json"]


def json(coverage: Coverage, norm: NormCoverage | None = None) -> str:
    """Return everything as JSON, with its keys in a fixed order.

    Args:
        coverage: what to write.
        norm: the only norm to list, with its gaps; counts, shapes and sources stay whole.
    """
    norms = coverage.norms if norm is None else (norm,)
    gaps = coverage.gaps if norm is None else coverage.gaps_of(norm)
    return dump(
        {
            "counts": _counts(coverage.counts),
            "groups": {
                by: [
                    {**_named(group.of), "counts": _counts(group.counts)}
                    for group in coverage.groups(by)
                ]
                for by in GROUPINGS
            },
            "norms": [_norm(row) for row in norms],
            "shapes": [_shape(row) for row in coverage.shapes],
            "sources": [_source(row) for row in coverage.sources],
            "gaps": [_gap(gap) for gap in gaps],
            "not_installed": list(coverage.not_installed),
            "version": coverage.version,
            "rulebook": {
                "version": coverage.rulebook.version,
                "sha256": coverage.rulebook.sha256,
            },
        }
    )


def _norm(row: NormCoverage) -> dict[str, object]:
    return {
        **_named(row.norm),
        "name": row.name,
        "kinds": _all(row.kinds),
        "domains": _all(row.domains),
        "status": None if row.status is None else _named(row.status),
        "places": [
            {
                "document": place.document,
                "section": place.section,
                "first_line": place.first_line,
                "last_line": place.last_line,
            }
            for place in row.places
        ],
        "state": row.state.value,
        "shapes": _all(row.shapes),
        "missing_shapes": _all(row.missing_shapes),
        "reasons": _all(row.reasons),
        "cases": _cases(row.cases),
        "questions": list(row.questions),
    }


def _shape(row: ShapeCoverage) -> dict[str, object]:
    return {**_named(row.shape), "norms": row.norms, "cases": _cases(row.cases)}


def _source(row: SourceCoverage) -> dict[str, object]:
    return {
        **_named(row.document),
        "code": row.code,
        "passages": row.passages,
        "unused": row.unused,
        "text": None
        if row.text is None
        else {
            "lines": row.text.lines,
            "covered": row.text.covered,
            "uncovered": [
                {
                    "first_line": each.first_line,
                    "last_line": each.last_line,
                    "lines": each.lines,
                    "after": each.after,
                    "before": each.before,
                }
                for each in row.text.uncovered
            ],
        },
    }


def _gap(gap: Gap) -> dict[str, object]:
    return {"kind": gap.kind.value, **_named(gap.term), "message": _both(gap.message)}


def _cases(cases: Cases) -> dict[str, object]:
    return {
        "examples": None if cases.examples is None else list(cases.examples),
        "fixtures": None if cases.fixtures is None else list(cases.fixtures),
        "breaches": None if cases.breaches is None else list(cases.breaches),
    }


def _counts(counts: Counts) -> dict[str, object]:
    return {
        "norms": counts.norms,
        "checked": counts.checked,
        "reasoned": counts.reasoned,
        "open": counts.open,
        "broken": counts.broken,
        "asked": counts.asked,
    }


def _all(things: Iterable[Named]) -> list[dict[str, object]]:
    return [_named(thing) for thing in things]


def _named(thing: Named) -> dict[str, object]:
    return {"id": thing.iri, "label": _both(thing.label)}


def _both(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}
