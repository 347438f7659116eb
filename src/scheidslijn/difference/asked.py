"""What differs between the named questions of two sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from scheidslijn.difference.literals import plain_query
from scheidslijn.difference.types import Aspect, Change, Group, Kind, PropertyChange, Value
from scheidslijn.errors import UsageError
from scheidslijn.frontmatter import FrontMatter, read_front_matter
from scheidslijn.model import Named, Text

__all__ = ["question_changes"]

_QUERY = Named("query", Text("vraag", "query"))
_WORDS = Named("summary", Text("omschrijving", "description"))


def question_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Yield what happened to each question; layout and comments of a query do not matter.

    Args:
        old: the text of each question of the old side, by its name.
        new: those of the new one.
    """
    for slug in sorted({*old, *new}):
        before, after = old.get(slug), new.get(slug)
        if before is None or after is None:
            kind = Kind.ADDED if before is None else Kind.REMOVED
            yield _change(slug, kind, Aspect.MEANING, after or before or "", ())
        elif before != after:
            properties = tuple(_properties(before, after, slug))
            if properties:
                aspect = max(each.aspect for each in properties)
                yield _change(slug, Kind.CHANGED, aspect, after, properties)


def _change(
    slug: str, kind: Kind, aspect: Aspect, text: str, properties: tuple[PropertyChange, ...]
) -> Change:
    summary = _front_matter(text, slug).summary
    label = Text(summary.nl or slug, summary.en or slug)
    return Change(kind, Group.QUESTION, aspect, Named(slug, label), properties=properties)


def _properties(before: str, after: str, slug: str) -> Iterator[PropertyChange]:
    old, new = plain_query(before), plain_query(after)
    if old != new:
        values = (Value(Text(old, old)),), (Value(Text(new, new)),)
        yield PropertyChange(_QUERY, Aspect.MEANING, *values)
    said = [_without_lines(_front_matter(text, slug)) for text in (before, after)]
    if said[0] != said[1]:
        old_words, new_words = (Value(each.summary) for each in said)
        changed = old_words != new_words
        yield PropertyChange(
            _WORDS,
            Aspect.WORDING,
            (old_words,) if changed else (),
            (new_words,) if changed else (),
        )


def _without_lines(matter: FrontMatter) -> FrontMatter:
    parameters = {name: replace(each, line=0) for name, each in matter.parameters.items()}
    return replace(matter, parameters=parameters, lines={})


def _front_matter(text: str, slug: str) -> FrontMatter:
    try:
        return read_front_matter(text, slug)
    except UsageError:
        return FrontMatter()  # of another time; its query still counts
