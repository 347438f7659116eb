"""Reads dossiers, whether they are RDF or in a form that becomes RDF.

RDF is read by `rdfio` and its lines are found by `places`, which also serve the rule book; what
reads a form knows the rule book itself, so it stands after both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from scheidslijn import places, rdfio
from scheidslijn.errors import InputError, UsageError
from scheidslijn.inputs import Limits, Source, Syntax, read_text
from scheidslijn.model import Term
from scheidslijn.rdfio import Unit

if TYPE_CHECKING:
    from scheidslijn.tables import Tables

__all__ = ["find_lines", "find_places", "read_units"]

_FORMS: Final = (Syntax.JSON, Syntax.YAML)


def read_units(
    source: Source, limits: Limits | None = None, notify: Callable[[str], None] | None = None
) -> list[Unit]:
    """Read a source of dossiers, and return one unit per named graph, or one for a file.

    Args:
        source: what to read.
        limits: how large it may be.
        notify: called with each notice, such as that hidden rows of a table were read.

    Raises:
        InputError: the input is unsound, beyond a limit, or holds nothing; of a dossier in JSON
            or YAML the sentence names the JSON path.
    """
    if source.format is Syntax.TABLE:
        tables = _tables(source, limits)
        if notify is not None:
            for notice in tables.notices:
                notify(notice)
        return tables.units()
    if source.format in _FORMS:
        # only who has a dossier in this form waits for what reads it
        from scheidslijn.form.reading import parse_form

        return rdfio.units_of(source, parse_form(source, limits or Limits()))
    if source.format is Syntax.JSON_LD and (source.path is None or source.path.is_file()):
        from scheidslijn.form import CONTEXT_URL, inlined, packaged_form

        text = read_text(source, limits or Limits())
        if CONTEXT_URL in text:
            text = inlined(text, packaged_form())
            return rdfio.units_of(source, rdfio.parsed(source, text, limits or Limits()))
    return rdfio.read_units(source, limits)


def find_lines(
    source: Source, terms: Iterable[Term], limits: Limits | None = None
) -> dict[Term, int]:
    """Return the line, from 1, on which each term first stands as a subject.

    The source is read again. In a dossier in JSON or YAML that is where the object starts that
    has the term as its id; JSON-LD and RDF/XML have no answer.
    """
    if source.format is Syntax.TABLE:
        return {term: line for term, (_, line) in find_places(source, terms, limits).items()}
    if source.format not in _FORMS:
        return places.find_lines(source, terms, limits)
    from scheidslijn.form.reading import parse_marked

    wanted = set(terms)
    if not wanted or (source.path is not None and not source.path.is_file()):
        return {}  # a pipe can be read only once
    try:
        return places.lines_of(parse_marked(source, limits or Limits()), wanted)
    except InputError:
        return {}  # a place is a help only; read_units says what is wrong


def find_places(
    source: Source, terms: Iterable[Term], limits: Limits | None = None
) -> dict[Term, tuple[str, int]]:
    """Return the file to show and the line on which each term first stands as a subject.

    Of a table the line is a row, and the file names the sheet where there are several.
    """
    if source.format is not Syntax.TABLE:
        lines = find_lines(source, terms, limits)
        return {term: (source.name, line) for term, line in lines.items()}
    wanted = set(terms)
    tables = _tables(source, limits) if wanted else None
    found = {term: tables.place(term) for term in wanted} if tables is not None else {}
    return {term: place for term, place in found.items() if place is not None}


def _tables(source: Source, limits: Limits | None) -> Tables:
    # only who has a table waits for what reads it
    from scheidslijn.tables import read_tables

    if source.mapping is None:
        problem = "say what the columns of a table mean with --mapping"
        raise UsageError(problem)
    return read_tables(source, source.mapping, limits)
