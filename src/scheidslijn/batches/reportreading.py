"""Reads a report in JSON piece by piece, since it can be larger than memory."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from scheidslijn.errors import InputError
from scheidslijn.fingerprint import Fingerprint
from scheidslijn.model import (
    Finding,
    LegalBasis,
    Named,
    Severity,
    SourcePlace,
    Text,
)

__all__ = ["Head", "read_report"]

_CHUNK: Final = 1 << 20
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_PIECEWISE: Final = ("findings", "problems", "dossiers", "graphs")


@dataclass(frozen=True, slots=True)
class Head:
    """What a report says of itself."""

    rulebook: str
    version: str
    engine: str
    reading: str
    on: str | None


def read_report(
    path: Path, on_finding: Callable[[Finding], None], on_graph: Callable[[Fingerprint], None]
) -> Head:
    """Read a report, and return what it says of itself.

    Args:
        path: the report, as ``validate --format json`` writes it.
        on_finding: called with each finding.
        on_graph: called with each data graph.

    Raises:
        InputError: it cannot be read, or is no such report.
    """
    name = str(path)
    head: dict[str, Any] = {}
    try:
        with path.open(encoding="utf-8") as stream:
            for key, value in _Pieces(stream):
                if key == "findings":
                    on_finding(_finding(value))
                elif key == "graphs":
                    on_graph(_graph(value))
                elif key not in _PIECEWISE:
                    head[key] = value
                else:
                    head[key] = None
        if not isinstance(head["conforms"], bool) or "shapes" not in head["checked"]:
            raise ValueError
        return Head(
            rulebook=str(head["rulebook"]["sha256"]),
            version=str(head["version"]),
            engine=str(head["engine"]),
            reading=str(head["reading"]),
            on=head["on"],
        )
    except OSError as error:
        raise InputError(name, f"the report cannot be read: {error.strerror}.") from None
    except json.JSONDecodeError as error:
        problem = "the report is no JSON, or is cut off; give one that is complete."
        raise InputError(name, problem, error.lineno) from None
    except (KeyError, TypeError, ValueError, AttributeError):
        problem = "this is no report that scheidslijn validate --format json wrote."
        raise InputError(name, problem) from None


class _Pieces:
    """The keys and values of a JSON object; of a key with an array, one piece per element.

    Args:
        stream: the text.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._text, self._at, self._lines, self._ended = "", 0, 0, False
        self._decoder = json.JSONDecoder()

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        self._take("{")
        more = self._peek() != "}"
        while more:
            key = self._value()
            self._take(":")
            if self._peek() == "[":
                for value in self._elements():
                    yield key, value
            else:
                yield key, self._value()
            more = self._peek() == ","
            if more:
                self._take(",")
        self._take("}")
        if self._peek():
            raise self._wrong("nothing more expected")

    def _elements(self) -> Iterator[Any]:
        self._take("[")
        more = self._peek() != "]"
        while more:
            yield self._value()
            more = self._peek() == ","
            if more:
                self._take(",")
        self._take("]")

    def _peek(self) -> str:
        """Return the next character that is no space, or nothing at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found is not None else self._at
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._read(_CHUNK)

    def _take(self, sign: str) -> None:
        if self._peek() != sign:
            raise self._wrong(f"{sign} expected")
        self._at += 1

    def _value(self) -> Any:  # noqa: ANN401  # JSON holds anything
        size = _CHUNK
        self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._ended:
                    raise self._wrong(error.msg, error.pos) from None
            else:
                if end < len(self._text) or self._ended:  # a number may go on
                    self._at = end
                    return value
            self._read(size)
            size *= 2

    def _read(self, size: int) -> None:
        self._lines += self._text.count("\n", 0, self._at)
        more = self._stream.read(size)
        self._ended = not more
        self._text, self._at = self._text[self._at :] + more, 0

    def _wrong(self, problem: str, at: int | None = None) -> json.JSONDecodeError:
        """Return an error that knows the line of the whole text."""
        lines = self._lines + self._text.count("\n", 0, self._at if at is None else at)
        return json.JSONDecodeError(problem, "\n" * lines, lines)


def _graph(value: dict[str, Any]) -> Fingerprint:
    return Fingerprint(
        file=value["file"],
        graph=value["graph"],
        line=value["line"],
        sha256=value["sha256"],
        findings=tuple(value["findings"]),
    )


def _finding(value: dict[str, Any]) -> Finding:
    return Finding(
        dossier=value["dossier"] or "",
        shape=value["shape"],
        component=value["component"],
        severity=Severity.from_name(value["severity"]),
        focus=value["focus"],
        path=value["path"],
        value=value["value"],
        message=_text(value["message"]),
        remedy=_text(value["remedy"]),
        norms=_named(value["norms"]),
        readings=_named(value["readings"]),
        diverging=_named(value["diverging"]),
        missing=_named(value["missing"]),
        persons=_named(value["persons"]),
        roles=_named(value["roles"]),
        legal_basis=tuple(
            LegalBasis(each["id"], each["reference"], _text(each["label"]))
            for each in value["legal_basis"]
        ),
        sources=tuple(SourcePlace(**each) for each in value["sources"]),
        file=value["file"],
        line=value["line"],
    )


def _named(values: list[dict[str, Any]]) -> tuple[Named, ...]:
    return tuple(Named(each["id"], _text(each["label"])) for each in values)


def _text(value: dict[str, str]) -> Text:
    return Text(nl=value["nl"], en=value["en"])
