"""Chooses which norms of a rule book are applied: those of one reading, that hold on one day.

A norm that is not applied stays in the rule book, so that another finding can name it as the
source that says otherwise. It only loses the statements by which a shape comes upon it: which
shape checks it, which roles it keeps apart, and to which norm it is an exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final

import pyoxigraph as ox

from scheidslijn.errors import RuleBookError, UsageError
from scheidslijn.model import READINGS, Reading, Statement, Term
from scheidslijn.namespaces import ID, SL
from scheidslijn.ruletext import RuleText, having
from scheidslijn.terms import quad_of, term_text

__all__ = ["READING_IRIS", "applicable"]

_LEZING: Final = ox.NamedNode(SL + "lezing")
_EXCEPTION_TO: Final = ox.NamedNode(SL + "uitzonderingOp")
_FROM: Final = ox.NamedNode(SL + "geldigVanaf")
_UNTIL: Final = ox.NamedNode(SL + "vervaltOp")
_FOUND_BY: Final = (
    ox.NamedNode(SL + "getoetstDoor"),
    ox.NamedNode(SL + "onverenigbareRol"),
    _EXCEPTION_TO,
)
READING_IRIS: Final[dict[Reading, Term]] = {
    "strict": ID + "lezing/streng",
    "lenient": ID + "lezing/soepel",
}
# xsd:date may carry a time zone; a rule holds for whole days.
_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")

Statements = Sequence[Statement]


def applicable(
    rulebook: Iterable[Statement], reading: Reading = "strict", on: date | None = None
) -> Statements:
    """Return the rule book as it is applied in this reading and on this day.

    A norm without ``sl:lezing`` holds in every reading. Where an exception to it belongs to one
    reading only, what is found hangs on the reading all the same, so it is marked with it.

    Args:
        rulebook: the statements of ontology and rule book.
        reading: the reading to apply.
        on: norms whose ``sl:geldigVanaf`` is after this day, or whose ``sl:vervaltOp`` is on or
            before it, are not applied; None applies norms of every time.

    Raises:
        UsageError: the reading is unknown, or ``on`` is no whole day.
        RuleBookError: a norm has a reading that is none of the two, or a date that is none.
    """
    if reading not in READINGS:
        raise UsageError(f"unknown reading {reading!r}; known are {', '.join(READINGS)}.")
    if isinstance(on, datetime):
        raise UsageError(f"a day was expected (datetime.date), not a time: {on}.")
    statements = rulebook if isinstance(rulebook, RuleText) else tuple(rulebook)
    unread, hanging = _by_reading(statements, READING_IRIS[reading])
    left_out = unread | (set() if on is None else set(_not_valid(statements, on)))
    mark = ox.NamedNode(READING_IRIS[reading])
    added = [ox.Quad(norm, _LEZING, mark) for norm in hanging]
    gone = {each for each in having(statements, *_FOUND_BY) if each.subject in left_out}
    if isinstance(statements, RuleText):
        return statements.changed(set(map(quad_of, gone)), added)
    return (*(each for each in statements if each not in gone), *added)


Node = ox.NamedNode | ox.BlankNode | ox.Triple


def _by_reading(statements: Statements, chosen: Term) -> tuple[set[Node], list[ox.NamedNode]]:
    """Return the norms of another reading, and the norms of every reading that hang on one."""
    readings: dict[Node, set[Term]] = {}
    for each in having(statements, _LEZING):
        found = term_text(each.object)
        if found not in READING_IRIS.values():
            known = " and ".join(f"<{iri}>" for iri in READING_IRIS.values())
            raise RuleBookError(
                f"{term_text(each.subject)} has the reading {found}; known are {known}."
            )
        readings.setdefault(each.subject, set()).add(found)
    contested = {norm for norm, found in readings.items() if len(found) < len(READING_IRIS)}
    hanging = {
        each.object: None
        for each in having(statements, _EXCEPTION_TO)
        if each.subject in contested
        and isinstance(each.object, ox.NamedNode)
        and each.object not in readings
    }
    return {norm for norm in contested if chosen not in readings[norm]}, list(hanging)


def _not_valid(statements: Statements, on: date) -> Iterator[Node]:
    """Yield the norms that do not hold yet on this day, or no longer."""
    for each in having(statements, _FROM, _UNTIL):
        if (each.predicate == _FROM and _day(each) > on) or (
            each.predicate == _UNTIL and _day(each) <= on
        ):
            yield each.subject


def _day(statement: Statement) -> date:
    value = statement.object
    written = _DAY.fullmatch(value.value) if isinstance(value, ox.Literal) else None
    try:
        if written is not None:
            return date.fromisoformat(written[1])
    except ValueError:
        pass
    raise RuleBookError(
        f"{term_text(statement.subject)} has the value {term_text(value)} of "
        f"<{statement.predicate.value}>; a day was expected, such as 2026-03-01."
    )
