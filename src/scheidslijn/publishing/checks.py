"""What must have nothing to say before something is published."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad

from scheidslijn import resources
from scheidslijn.engine import CompiledEngine
from scheidslijn.errors import RuleBookError, UncompilableError, place_text
from scheidslijn.inputs import Source
from scheidslijn.lint import Level, lint
from scheidslijn.model import Language, Result, Severity, ShapesEngine, Statement, Term
from scheidslijn.namespaces import RDF_TYPE, SH
from scheidslijn.publishing.types import Check
from scheidslijn.terms import local_name
from scheidslijn.validation import Validator

__all__ = [
    "dossiers_check",
    "official_shapes",
    "rulebook_check",
    "shapes_check",
    "without_official_shapes",
]

# The files with shapes of those who look after a profile, by its name. Of DCAT-AP-NL these are the
# mandatory ones; others of it want descriptions that stand elsewhere.
_OFFICIAL: Final = {
    "dcat-ap-nl": ("dcat-ap-nl-SHACL.ttl",),
    "nl-sbb": ("nl-sbb-skos-ap-nl.ttl",),
}
_TYPE: Final = NamedNode(RDF_TYPE)
_SHAPES: Final = (NamedNode(SH + "NodeShape"), NamedNode(SH + "PropertyShape"))
_FOLDER: Final = "SCHEIDSLIJN_PROFILES"


def rulebook_check(language: Language = "nl") -> Check:
    """Return a check that runs the linter on the packaged rule book and its shapes.

    Args:
        language: the language of what it finds.
    """

    def check(_statements: Sequence[Quad]) -> list[str]:
        return [
            f"{found.file}:{found.line}: {found.term.iri}: {found.message.in_language(language)}"
            for found in lint().at_or_above(Level.ERROR)
        ]

    return check


def dossiers_check(sources: Sequence[Source], language: Language = "nl") -> Check:
    """Return a check that judges dossiers on the rule book; only violations count.

    What it says names no person and quotes no text of a dossier.

    Args:
        sources: the dossiers as they are, not as they will leave.
        language: the language of what it finds.
    """

    def check(_statements: Sequence[Quad]) -> list[str]:
        report = Validator.packaged().validate(sources)
        problems = [
            f"{place_text(each.source, each.line, each.column)}: {each.message}"
            for each in report.problems
        ]
        found = [
            f"{place_text(each.file or each.dossier, each.line, None)}: "
            f"{each.remedy.in_language(language)} ({local_name(each.shape)})"
            for each in report.at_or_above(Severity.VIOLATION)
        ]
        return problems + found

    return check


def official_shapes(
    profile: str | None, environ: Mapping[str, str] | None = None
) -> tuple[Path, ...]:
    """Return the files with the official shapes of a profile that are on this machine.

    Args:
        profile: its name, or None.
        environ: where the folder is named, by ``SCHEIDSLIJN_PROFILES``; default: the environment.
    """
    folder = (os.environ if environ is None else environ).get(_FOLDER)
    if not folder:
        return ()
    files = (Path(folder, name) for name in _OFFICIAL.get(profile or "", ()))
    return tuple(file for file in files if file.is_file())


def without_official_shapes(profile: str | None, files: Sequence[Path]) -> bool:
    """Return whether a profile has official shapes, and none of these files can be they.

    Args:
        profile: its name, or None.
        files: the shapes that are checked.
    """
    return profile in _OFFICIAL and not files


def shapes_check(files: Sequence[Path]) -> Check:
    """Return a check that runs SHACL shapes, such as those of a profile; only violations count.

    What cannot be compiled is left to pySHACL, which is slow.

    Args:
        files: Turtle files that together are the shapes graph; ``owl:imports`` is not followed.

    Raises:
        RuleBookError: a file cannot be read, says nothing in SHACL, or they hold no shape together.
    """
    shapes: list[Quad] = []
    for number, file in enumerate(files):
        found = resources.read_graph((file,))
        if not any(map(_is_shacl, found)):
            raise RuleBookError(f"{file}: says nothing in SHACL; a file with shapes was expected")
        shapes += resources.apart(found, number)
    if not any(map(_makes_shape, shapes)):
        problem = "no sh:NodeShape, no sh:PropertyShape and no target; shapes were expected"
        raise RuleBookError(f"{', '.join(map(str, files))}: {problem}")

    def check(statements: Sequence[Quad]) -> list[str]:
        found = _engine(shapes).validate(statements)
        return [_said(each) for each in found if each.severity is Severity.VIOLATION]

    return check


def _is_shacl(statement: Statement) -> bool:
    return statement.predicate.value.startswith(SH) or _makes_shape(statement)


def _makes_shape(statement: Statement) -> bool:
    """Return whether a statement makes its subject a shape (SHACL 2.1, 2.1.3)."""
    if statement.predicate == _TYPE:
        return statement.object in _SHAPES
    return statement.predicate.value.startswith(SH + "target")


def _engine(shapes: Sequence[Statement]) -> ShapesEngine:
    try:
        return CompiledEngine(shapes)
    except UncompilableError:
        from scheidslijn.reference import ReferenceEngine

        return ReferenceEngine(shapes, ())


def _said(result: Result) -> str:
    where = " ".join(_shown(term) for term in (result.focus, result.path, result.value) if term)
    shape = "a shape" if result.shape.startswith("_:") else f"<{result.shape}>"
    return f"{where}: {shape} asks otherwise ({local_name(result.component)})"


def _shown(term: Term) -> str:
    return term if term.startswith(('"', "_:")) else f"<{term}>"
