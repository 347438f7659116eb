"""Draws the rule book and dossiers as SVG that can be read, printed and searched.

Three drawings: the roles of a domain with the lines that divide them, who may pass on which task
to whom, and one dossier in time with the findings on it. Each is a `Drawing`, which holds its SVG
and the same data as tables; `html` wraps both in a page. Data come from SPARQL over the rule book;
a layout never knows a role or task by name, except the core roles and doctors by which a page is
divided.
"""

from __future__ import annotations

from collections.abc import Callable

from scheidslijn import resources
from scheidslijn.draw.delegation import draw_delegation
from scheidslijn.draw.drawing import DataTable, Drawing
from scheidslijn.draw.page import html
from scheidslijn.draw.roles import draw_roles
from scheidslijn.draw.timeline import draw_timeline
from scheidslijn.draw.timeline_data import find_case
from scheidslijn.draw.words import say
from scheidslijn.errors import InputError
from scheidslijn.model import Language, RuleBookVersion
from scheidslijn.validation import validate
from scheidslijn.workspace import open_workspace

__all__ = ["DataTable", "Drawing", "delegation", "html", "roles", "timeline"]


def roles(language: Language = "nl", *, domain: str | None = None) -> Drawing:
    """Draw the roles of one domain, or of all, and what keeps them apart.

    Args:
        language: of all text.
        domain: the last part of its IRI, such as ``wga``; None for all domains.

    Raises:
        UsageError: there is no such domain.
        RuleBookError: the rule book cannot be read.
    """
    with open_workspace(()) as engine:
        return draw_roles(engine, language, domain, _edition(_version(), language))


def delegation(language: Language = "nl") -> Drawing:
    """Draw which doctor may pass on which task, to whom, and by which source.

    Raises:
        RuleBookError: the rule book cannot be read.
    """
    with open_workspace(()) as engine:
        return draw_delegation(engine, language, _edition(_version(), language))


def timeline(
    path: str,
    language: Language = "nl",
    *,
    dossier: str | None = None,
    stdin: Callable[[], bytes] | None = None,
    input_format: str | None = None,
) -> Drawing:
    """Check one dossier and draw it in time, with what the check found.

    Args:
        path: a file with the dossier, or ``-`` for standard input.
        language: of all text.
        dossier: its IRI, where the file holds more than one.
        stdin: reads standard input whole, for ``-``.
        input_format: the RDF syntax of the file, whatever its extension.

    Raises:
        UsageError: it is not clear which dossier is meant, or the dossier holds no date.
        InputError: the file cannot be read or judged, or holds no dossier.
        RuleBookError: the rule book cannot be read.
        EngineError: the check failed.
    """
    read: list[bytes] = []

    def once() -> bytes:
        if not read and stdin is not None:
            read.append(stdin())
        return b"".join(read)

    source = None if stdin is None else once
    report = validate([path], stdin=source, input_format=input_format)
    for problem in report.problems:
        raise InputError(problem.source, problem.message, problem.line, problem.column)
    with open_workspace([path], source, input_format) as engine:
        case = find_case(engine, dossier)
        edition = _edition(report.rulebook, language)
        return draw_timeline(engine, language, case, report.findings, edition)


def _version() -> RuleBookVersion:
    return resources.rulebook_version((*resources.ontology_files(), *resources.shapes_files()))


def _edition(version: RuleBookVersion, language: Language) -> str:
    """Return which rule book is drawn, as validation names it: its files and the shapes."""
    return say("rule book", language, version=version.version, sha=version.sha256[:12])
