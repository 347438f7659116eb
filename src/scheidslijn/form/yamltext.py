"""Reads YAML 1.2 as a tree, as far as it says what JSON can say.

Bare words are what the JSON schema of YAML 1.2 (10.2) says: ``true``, ``false``, ``null`` and
numbers; everything else is text, so ``no`` is a word and a day is a day. An empty value is null, as
in YAML's core schema. Tags, anchors and aliases are refused: JSON has none, and they are how a
small file becomes a large one. The events of the parser are read as they come, so nothing is built
that is nested too deep.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final, NoReturn

import yaml

from scheidslijn.form.tree import Path, Place, Tree, UnsoundError, path_text

__all__ = ["read_yaml"]

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,399})")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?")
_WORDS: Final[dict[str, object]] = {"": None, "~": None, "null": None, "true": True, "false": False}


def read_yaml(text: str, max_nesting: int) -> Tree:
    """Return what a YAML text says.

    Args:
        text: the text, not empty.
        max_nesting: levels of lists and mappings that it may have.

    Raises:
        UnsoundError: it is no YAML, is nested deeper, has a key twice in one mapping, or holds what
            JSON does not have, or nothing but comments.
    """
    try:
        return _Builder(max_nesting).tree(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise UnsoundError(
            f"not well-formed YAML: {error.problem or error.context}", *place
        ) from None
    except yaml.YAMLError as error:
        reason = getattr(error, "reason", "it cannot be read")
        raise UnsoundError(f"not well-formed YAML: {reason}") from None


class _Builder:
    """Builds one document from the events of the parser."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._places: dict[Path, Place] = {}

    def tree(self, events: Iterator[yaml.Event]) -> Tree:
        value: object = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    _refuse(event, "a second document starts here; put several dossiers in a list")
                value = self._value(next(events), events, ())
        if not documents:
            raise UnsoundError("the file holds nothing but comments; a dossier was expected", 1, 1)
        return Tree(value, lambda: self._places)

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> object:
        where = path_text(path)
        if isinstance(event, yaml.AliasEvent):
            _refuse(event, f"{where}: the alias *{event.anchor} is not read; write it out")
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
        if event.anchor is not None:
            _refuse(event, f"{where}: the anchor &{event.anchor} is not read; remove it")
        if event.tag is not None:
            _refuse(event, f"{where}: the tag {event.tag} is not read; remove it")
        self._places[path] = _place(event)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event, path)
        if len(path) >= self._most:
            _refuse(event, f"lists and mappings are nested deeper than the limit of {self._most}")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, path)
        return self._mapping(events, path)

    def _list(self, events: Iterator[yaml.Event], path: Path) -> list[object]:
        found: list[object] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            found.append(self._value(event, events, (*path, len(found))))
        return found

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.tag or event.anchor:
                problem = "a plain word was expected as the name of a field"
                _refuse(event, f"{path_text(path)}: {problem}")
            inner = (*path, event.value)
            if event.value in found:
                _refuse(event, f"{path_text(inner)}: the field stands here twice")
            found[event.value] = self._value(next(events), events, inner)
        return found


def _scalar(event: yaml.ScalarEvent, path: Path) -> object:
    word: str = event.value
    if not event.implicit[0]:  # in quotes, or a block of text
        return word
    if word in _WORDS:
        return _WORDS[word]
    if _WHOLE.fullmatch(word):
        return int(word)
    if _NUMBER.fullmatch(word):
        value = float(word)
        if not math.isfinite(value):
            _refuse(event, f"{path_text(path)}: {word[:40]} is no number in JSON")
        return value
    return word


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    assert mark is not None  # the parser marks every event
    return mark.line + 1, mark.column + 1


def _refuse(event: yaml.Event, problem: str) -> NoReturn:
    raise UnsoundError(problem, *_place(event))
