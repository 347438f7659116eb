"""Reads JSON (RFC 8259) as a tree.

The library parses; where something stands is looked up only for who errs or has a finding.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Final, NoReturn

from scheidslijn.form.tree import Path, Place, Tree, UnsoundError, path_text
from scheidslijn.inputs import LINE_END, place_at

__all__ = ["read_json"]

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s"\[\]{},:]+', re.DOTALL)
_MOST_DIGITS: Final = 400
_WHAT: Final = {
    "Expecting value": "a value was expected here",
    "Expecting property name enclosed in double quotes": 'a name in "double quotes" was expected',
    "Expecting ':' delimiter": "a colon was expected here",
    "Expecting ',' delimiter": "a comma was expected here",
    "Illegal trailing comma before end of object": "the comma before the brace must go",
    "Illegal trailing comma before end of array": "the comma before the bracket must go",
    "Extra data": "the document has ended, but there is more",
}


class _TwiceError(Exception):
    """An object has a key twice."""


def read_json(text: str, max_nesting: int) -> Tree:
    """Return what a JSON text says.

    Args:
        text: the text, not empty.
        max_nesting: levels of brackets that it may have.

    Raises:
        UnsoundError: it is no JSON, is nested deeper, has a key twice in one object, or holds a
            number that JSON does not have.
    """
    _check_depth(text, max_nesting)
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole,
            parse_float=_finite,
        )  # fmt: skip
    except json.JSONDecodeError as error:
        what = _WHAT.get(error.msg, error.msg)
        raise UnsoundError(f"not well-formed JSON: {what}", error.lineno, error.colno) from None
    except _TwiceError:
        _tell_twice(text)
    except _NumberError as error:
        place = place_at(text, at) if (at := text.find(error.number)) >= 0 else (None, None)
        raise UnsoundError(f"{error.number[:40]} is no number in JSON", *place) from None
    return Tree(value, cache(lambda: dict(_places(text))))


class _NumberError(Exception):
    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(number)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwiceError
    return found


def _no_number(name: str) -> NoReturn:
    raise _NumberError(name)


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise _NumberError(digits)
    return int(digits)


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _NumberError(digits)
    return value


def _check_depth(text: str, most: int) -> None:
    if text.count("[") + text.count("{") <= most:
        return
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > most:
            problem = f"brackets are nested deeper than the limit of {most}"
            raise UnsoundError(problem, *place_at(text, token.start()))


def _tell_twice(text: str) -> NoReturn:
    seen: set[Path] = set()
    for path, place in _keys(text):
        if path in seen:
            raise UnsoundError(f"{path_text(path)}: the field stands here twice", *place)
        seen.add(path)
    raise AssertionError("the parser saw a key twice")  # pragma: no cover


def _keys(text: str) -> Iterator[tuple[Path, Place]]:
    return ((path, place) for path, place, is_key in _walk(text) if is_key)


def _places(text: str) -> Iterator[tuple[Path, Place]]:
    return ((path, place) for path, place, is_key in _walk(text) if not is_key)


def _walk(text: str) -> Iterator[tuple[Path, Place, bool]]:
    """Yield the path and place of every value, and before it of its key; the text is sound."""
    starts = [0, *(end.end() for end in LINE_END.finditer(text))]
    tokens = _TOKEN.finditer(text)
    path: list[str | int] = []
    awaits_key = False
    inside: list[str] = []
    for token in tokens:
        word, at = token[0], token.start()
        line = bisect_right(starts, at)
        place = line, at - starts[line - 1] + 1
        if word == ":":
            continue
        if word == ",":
            if inside[-1] == "[":
                last = path[-1]
                assert isinstance(last, int)
                path[-1] = last + 1
            else:
                awaits_key = True
        elif word in "]}":
            inside.pop()
            path.pop()
            awaits_key = False
        elif awaits_key:
            path[-1] = json.loads(word)
            awaits_key = False
            yield tuple(path), place, True
        else:
            yield tuple(path), place, False
            if word in "[{":
                inside.append(word)
                path.append(0 if word == "[" else "")
                awaits_key = word == "{"
