"""Reads the front matter of a question: the YAML in the lines that start with ``#+``.

The keys are those of grlc (https://grlc.io), in English, with the Dutch words under ``nl``::

    #+ summary: Who may do what?
    #+ description: A row is a role with a task.
    #+ tags: [role, task]
    #+ nl:
    #+   summary: Wie mag wat?
    #+ parameters:
    #+   rol: {type: Rol, nl: rol, en: role, example: bedrijfsarts}
    #+ columns:
    #+   taak: {type: Taak, nl: taak, en: task}
    #+ articles: [arbowet-14-1-b]

The YAML is read as nodes and never built into objects: a node knows its line, a key given
twice stays visible, and no tag can make anything but text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NoReturn

import yaml

from scheidslijn.errors import UsageError
from scheidslijn.model import LANGUAGES, Column, Language, Text
from scheidslijn.names import did_you_mean

__all__ = ["Declared", "FrontMatter", "read_front_matter"]

_MARK: Final = "#+"
_WORDS: Final = ("summary", "description", "tags")
_KEYS: Final = (*_WORDS, "nl", "parameters", "columns", "articles")
_COLUMN: Final = ("type", *LANGUAGES)
_PARAMETER: Final = (*_COLUMN, "example", "default", "values")
_NO_TEXT: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Declared:
    """What the front matter says of one parameter; ``line`` is where, from 1."""

    type: str
    title: Text
    line: int
    example: str = ""
    default: str | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter of a question says; ``present`` tells whether it has one.

    ``lines`` holds the line of each column, from 1.
    """

    present: bool = False
    summary: Text = _NO_TEXT
    description: Text = _NO_TEXT
    keywords: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    parameters: Mapping[str, Declared] = field(default_factory=dict)
    columns: Mapping[str, Column] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    articles: tuple[str, ...] = ()


def read_front_matter(text: str, slug: str) -> FrontMatter:
    r"""Return the front matter of a question.

    Args:
        text: the text of its file.
        slug: the name of its file without ``.rq``, for errors.

    Raises:
        UsageError: the front matter is malformed; the message starts with its place, as in
            ``who-may.rq:2``.

    >>> read_front_matter("#+ summary: who\n#+ nl: {summary: wie}\nSELECT * {}", "who").summary
    Text(nl='wie', en='who')
    """
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    end = start
    while end < len(lines) and lines[end].startswith(_MARK):
        end += 1
    reader = _Reader(slug, start)
    for number, line in enumerate(lines[end:], end):
        if line.startswith(_MARK):
            reader.fail(number, f"a {_MARK!r} line after the front matter")
    if end == start:
        return FrontMatter()
    return reader.read("\n".join(line.removeprefix(_MARK) for line in lines[start:end]))


class _Reader:
    """Reads the nodes of one file; every line in it counts from 0."""

    def __init__(self, slug: str, start: int) -> None:
        self._slug = slug
        self._start = start

    def read(self, marked: str) -> FrontMatter:
        root = self._compose(marked)
        nodes = self._mapping(root, _KEYS)
        dutch = self._mapping(nodes["nl"], _WORDS) if "nl" in nodes else {}
        if "summary" not in nodes:
            self.fail(self._line(root), "the front matter has no 'summary'")
        columns = self._entries(nodes, "columns", _COLUMN)
        return FrontMatter(
            present=True,
            summary=self._both("summary", nodes, dutch),
            description=self._both("description", nodes, dutch),
            keywords={"nl": self._tags(dutch), "en": self._tags(nodes)},
            parameters={
                name: self._declared(node, parts)
                for name, (node, parts) in self._entries(nodes, "parameters", _PARAMETER).items()
            },
            columns={
                name: Column(name, self._title(node, parts), self._optional(parts, "type", ""))
                for name, (node, parts) in columns.items()
            },
            lines={name: self._line(node) + 1 for name, (node, _) in columns.items()},
            articles=self._list(nodes["articles"], "articles") if "articles" in nodes else (),
        )

    def fail(self, line: int, problem: str) -> NoReturn:
        raise UsageError(f"{self._slug}.rq:{line + 1}: {problem}.".replace("?.", "?"))

    def _compose(self, marked: str) -> yaml.Node:
        try:
            root = yaml.compose(marked, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = self._start + (mark.line if mark else 0)
            self.fail(line, f"the front matter is not YAML: {error.problem or error.context}")
        except (yaml.YAMLError, RecursionError) as error:
            reason = getattr(error, "reason", "nested too deep")
            self.fail(self._start, f"the front matter is not YAML: {reason}")
        if root is None:
            self.fail(self._start, "the front matter is empty")
        return root

    def _entries(
        self, nodes: Mapping[str, yaml.Node], key: str, keys: tuple[str, ...]
    ) -> dict[str, tuple[yaml.Node, dict[str, yaml.Node]]]:
        if key not in nodes:
            return {}
        entries = self._mapping(nodes[key])
        return {name: (node, self._mapping(node, keys)) for name, node in entries.items()}

    def _declared(self, node: yaml.Node, parts: dict[str, yaml.Node]) -> Declared:
        default = self._text(parts["default"], "default") if "default" in parts else None
        return Declared(
            type=self._optional(parts, "type", ""),
            title=self._title(node, parts),
            line=self._line(node) + 1,
            example=self._optional(parts, "example", default or ""),
            default=default,
            values=self._list(parts["values"], "values") if "values" in parts else (),
        )

    def _title(self, node: yaml.Node, parts: Mapping[str, yaml.Node]) -> Text:
        for language in LANGUAGES:
            if language not in parts:
                self.fail(self._line(node), f"a title is missing under {language!r}")
        return Text(nl=self._text(parts["nl"], "nl"), en=self._text(parts["en"], "en"))

    def _both(
        self, key: str, english: Mapping[str, yaml.Node], dutch: Mapping[str, yaml.Node]
    ) -> Text:
        """Return the text in both languages; one stands for the other where that is left out."""
        found = {
            language: self._optional(nodes, key, "")
            for language, nodes in (("en", english), ("nl", dutch))
        }
        return Text(nl=found["nl"] or found["en"], en=found["en"] or found["nl"])

    def _tags(self, nodes: Mapping[str, yaml.Node]) -> tuple[str, ...]:
        return self._list(nodes["tags"], "tags") if "tags" in nodes else ()

    def _list(self, node: yaml.Node, key: str) -> tuple[str, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self.fail(self._line(node), f"{key!r} needs a list, such as [a, b]")
        return tuple(self._text(part, key) for part in node.value)

    def _mapping(self, node: yaml.Node, keys: Iterable[str] | None = None) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self.fail(self._line(node), "expected 'key: value' pairs")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fail(self._line(key), "expected a word as key")
            if key.value in found:
                self.fail(self._line(key), f"the key {key.value!r} stands here twice")
            if keys is not None and key.value not in keys:
                likely = did_you_mean(key.value, keys)
                self.fail(self._line(key), f"unknown key {key.value!r}.{likely}")
            found[key.value] = value
        return found

    def _optional(self, nodes: Mapping[str, yaml.Node], key: str, default: str) -> str:
        return self._text(nodes[key], key) if key in nodes else default

    def _text(self, node: yaml.Node, key: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.fail(self._line(node), f"{key!r} needs text")
        return str(node.value).strip()

    def _line(self, node: yaml.Node) -> int:
        return self._start + int(node.start_mark.line)
