"""A report as JSON, for programs; `schema/report.schema.json` describes it field by field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scheidslijn.fingerprint import Fingerprint
from scheidslijn.model import Finding, LegalBasis, Named, Report, SourcePlace, Text
from scheidslijn.render.style import is_clean

__all__ = ["Each", "basis", "dump", "dumped", "finding", "named", "pieces", "render", "source",
           "text"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Each:
    """The values of a list, made one by one while they are written."""

    values: Iterable[object]


def render(report: Report) -> str:
    """Return the report as JSON, in both languages, with its keys in a fixed order."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """Yield the report as JSON, finding by finding."""
    return dumped(
        {
            "conforms": is_clean(report),
            "findings": Each(map(finding, report.findings)),
            "problems": Each(
                {
                    "kind": problem.kind,
                    "source": problem.source,
                    "message": problem.message,
                    "line": problem.line,
                    "column": problem.column,
                }
                for problem in report.problems
            ),
            "dossiers": Each(map(_named, report.dossiers)),
            "graphs": Each(map(_graph, report.graphs)),
            "checked": {
                "dossiers": report.checked.dossiers,
                "shapes": report.checked.shapes,
                "norms": report.checked.norms,
                "triples": report.checked.triples,
            },
            "reading": report.reading,
            "on": None if report.on is None else report.on.isoformat(),
            "engine": report.engine,
            "version": report.version,
            "rulebook": {"version": report.rulebook.version, "sha256": report.rulebook.sha256},
        }
    )


def dump(value: object) -> str:
    """Return a value as indented JSON that can always be encoded as UTF-8."""
    return f"{_dumped(value)}\n"


def dumped(value: object) -> Iterator[str]:
    """Yield the text of `dump` in pieces, where an `Each` is written as a list.

    Args:
        value: a value of JSON; an `Each` may stand in it, in another, and in objects in those.

    >>> "".join(dumped({"a": Each([1, 2])})) == dump({"a": [1, 2]})
    True
    """
    yield from _pieces(value, "\n")
    yield "\n"


def _pieces(value: object, margin: str) -> Iterator[str]:
    inner = f"{margin}  "
    if isinstance(value, Each):
        before = "["
        for each in value.values:
            yield f"{before}{inner}"
            yield from _pieces(each, inner)
            before = ","
        yield "[]" if before == "[" else f"{margin}]"
    elif isinstance(value, dict) and _holds_each(value):
        before = "{"
        for key, each in value.items():
            yield f"{before}{inner}{_dumped(key)}: "
            yield from _pieces(each, inner)
            before = ","
        yield f"{margin}}}"
    else:
        # a line end can only stand between values: in a text it is escaped
        yield _dumped(value).replace("\n", margin)


def _holds_each(value: dict[object, object]) -> bool:
    return any(
        isinstance(each, Each) or (isinstance(each, dict) and _holds_each(each))
        for each in value.values()
    )


def _dumped(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    if text.isascii():
        return text
    # A file name that is not valid text in its file system holds lone surrogates.
    return re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def finding(found: Finding) -> dict[str, object]:
    """Return a finding, as JSON has it."""
    return {
        "id": found.id,
        "dossier": found.dossier or None,
        "shape": found.shape,
        "component": found.component,
        "severity": found.severity.name.lower(),
        "focus": found.focus,
        "path": found.path,
        "value": found.value,
        "message": text(found.message),
        "remedy": text(found.remedy),
        "norms": named(found.norms),
        "readings": named(found.readings),
        "diverging": named(found.diverging),
        "missing": named(found.missing),
        "persons": named(found.persons),
        "roles": named(found.roles),
        "legal_basis": [basis(each) for each in found.legal_basis],
        "sources": [source(each) for each in found.sources],
        "file": found.file,
        "line": found.line,
    }


def _graph(found: Fingerprint) -> dict[str, object]:
    return {
        "file": found.file,
        "graph": found.graph,
        "line": found.line,
        "sha256": found.sha256,
        "findings": list(found.findings),
    }


def text(value: Text) -> dict[str, str]:
    """Return a text in both languages, as JSON has it."""
    return {"nl": value.nl, "en": value.en}


def named(things: Sequence[Named]) -> list[dict[str, object]]:
    """Return things with their labels, as JSON has them."""
    return [_named(thing) for thing in things]


def _named(thing: Named) -> dict[str, object]:
    return {"id": thing.iri, "label": text(thing.label)}


def basis(article: LegalBasis) -> dict[str, object]:
    """Return an article, as JSON has it."""
    return {"id": article.iri, "reference": article.reference, "label": text(article.label)}


def source(place: SourcePlace) -> dict[str, object]:
    """Return a source place, as JSON has it."""
    return {
        "document": place.document,
        "section": place.section,
        "first_line": place.first_line,
        "last_line": place.last_line,
        "sha256": place.sha256,
    }
