"""Explains one finding: the paths are validated again, and its id says which it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from scheidslijn.errors import UsageError
from scheidslijn.model import Finding, Reading

__all__ = ["find_finding"]


def find_finding(
    name: str,
    paths: Sequence[str],
    *,
    reading: Reading = "strict",
    on: date | None = None,
    stdin: Callable[[], bytes] | None = None,
    input_format: str | None = None,
) -> Finding:
    """Return the finding with an id among those of dossiers.

    Args:
        name: the id.
        paths: the dossiers: files, folders, globs or ``-``.
        reading: of contested rules, the reading to apply.
        on: the day as of which to judge, or None.
        stdin: reads standard input whole, for ``-``.
        input_format: the RDF syntax of every input.

    Raises:
        UsageError: there is no path, no such finding, or it stands in several files.
        InputError: an input cannot be read.
    """
    if not paths:
        raise UsageError(
            f"{name} is the id of a finding: add the PATH in which it was found, "
            f"such as scheidslijn explain {name} dossier.ttl"
        )
    # loading what validates takes longest, and nothing else here needs it
    from scheidslijn.validation import validate

    report = validate(paths, reading=reading, on=on, stdin=stdin, input_format=input_format)
    found = [finding for finding in report.findings if finding.id == name]
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(sorted({f"{each.file}:{each.line}" for each in found}))
        raise UsageError(f"The finding {name} stands at {places}: name one file.")
    unread = len(report.problems)
    unjudged = f" {unread} could not be judged." if unread else ""
    raise UsageError(
        f"No finding {name} in {report.checked.dossiers} dossiers with {len(report.findings)} "
        f"findings, in the {report.reading} reading"
        f"{'' if on is None else f' as of {on.isoformat()}'}.{unjudged} The id changes with what "
        "is found; --reading and --on have to be those of that run."
    )
