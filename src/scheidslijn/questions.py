"""Questions: SPARQL queries in files that say in front what they ask.

A question is a ``.rq`` file whose first lines start with ``#+``. What follows those marks is
one YAML text, while for SPARQL the lines are comments, so the file runs anywhere::

    #+ question: {nl: "Wie mag wat?", en: "Who may do what?"}
    #+ description: {nl: "…", en: "…"}
    #+ columns:
    #+   role: {nl: rol, en: role}
    SELECT ?role …

The YAML is read as nodes and never built into objects: a node knows its line, a key given
twice stays visible, and no tag can make anything but text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NoReturn

import yaml
from pyoxigraph import Literal

from scheidslijn.errors import InputError, UsageError
from scheidslijn.model import LANGUAGES, Engine, Language, Question, Table, Term, Text
from scheidslijn.namespaces import RDFS_LABEL
from scheidslijn.querycheck import blank_out, check_select
from scheidslijn.terms import rdf_term

__all__ = [
    "ask",
    "find_question",
    "get_question",
    "labels",
    "list_questions",
    "read_question",
]

_MARK: Final = "#+"
_KEYS: Final = ("question", "description", "columns")
_ORDER_BY: Final = re.compile(r"\border\s*by\b", re.IGNORECASE)
_GROUP: Final = re.compile(r"\{[^{}]*\}")
_NO_TEXT: Final = Text("", "")


def read_question(text: str, slug: str) -> Question:
    r"""Read a question from the text of its file.

    Without front matter the slug stands for what is asked, and the description is empty.

    Raises:
        UsageError: when the front matter or the query is malformed, or the query is no SELECT;
            the message starts with the place, as in ``who-may.rq:2``.

    >>> read_question("#+ question: {nl: wie, en: who}\nSELECT ?s { ?s ?p ?o }", "who").question
    Text(nl='wie', en='who')
    """
    text = text.removeprefix("\ufeff")
    front = _FrontMatter(text, slug)
    front.check_columns(_checked_columns(text, slug))
    question = front.text("question") if front.present else Text(slug, slug)
    description = front.text("description", _NO_TEXT)
    return Question(slug, question, description, text, front.columns())


def find_question(name: str, folder: Path) -> Question | None:
    """Return the question with this name in the folder, or from this file, or None.

    Args:
        name: a slug, which is a file name in ``folder`` without ``.rq``; or the path of any
            ``.rq`` file.
        folder: where the named questions are.
    """
    paths = {path.stem: path for path in _files(folder)}
    if name in paths:
        return _read_file(paths[name])
    path = Path(name)
    return _read_file(path) if path.suffix == ".rq" and path.is_file() else None


def get_question(name: str, folder: Path) -> Question:
    """Return the question that ``find_question`` finds.

    Raises:
        UsageError: when there is none; it names the questions that look like it.
    """
    question = find_question(name, folder)
    if question is None:
        names = [path.stem for path in _files(folder)]
        raise UsageError(f"There is no question {name!r}.{_did_you_mean(name, names)}")
    return question


def list_questions(folder: Path) -> tuple[Question, ...]:
    """Return all questions of a folder, by slug."""
    return tuple(_read_file(path) for path in _files(folder))


def ask(question: Question, engine: Engine) -> Table:
    """Return the answer to a question, with its rows in an order that does not vary.

    Rows keep the order that the query asks for with ORDER BY, which should then settle every
    tie. Otherwise they are sorted by their terms as text, unbound first.
    """
    table = engine.select(question.query)
    if _has_order(question.query):
        return table
    return Table(table.columns, tuple(sorted(table.rows, key=_row_key)))


def labels(table: Table, engine: Engine, language: Language) -> dict[str, str]:
    """Return the labels that the engine knows for the IRIs of a table.

    A label in the language goes before one without, such as a person's name, and that before
    one in another language; a dossier need not be labelled in two.
    """
    terms = {term for row in table.rows for term in row if term is not None}
    iris = sorted(term for term in terms if not term.startswith(("_:", '"')))
    if not iris:
        return {}
    listed = " ".join(f"<{iri}>" for iri in iris)
    answer = engine.select(
        f"SELECT DISTINCT ?term ?label {{ VALUES ?term {{ {listed} }} "
        f"?term <{RDFS_LABEL}> ?label FILTER(isLiteral(?label)) }}"
    )
    found: dict[str, list[tuple[int, str]]] = {}
    for term, label in answer.rows:
        if term is not None and label is not None:
            literal = rdf_term(label)
            own = literal.language if isinstance(literal, Literal) else None
            rank = 0 if own == language else 1 if own is None else 2
            found.setdefault(term, []).append((rank, literal.value))
    return {term: min(ranked)[1] for term, ranked in found.items()}


def _row_key(row: tuple[Term | None, ...]) -> tuple[tuple[bool, str], ...]:
    return tuple((term is not None, term or "") for term in row)


def _has_order(query: str) -> bool:
    """Tell whether the query itself is ordered, not only a query inside it."""
    bare = blank_out(query)
    while (flat := _GROUP.sub(" ", bare)) != bare:
        bare = flat
    return _ORDER_BY.search(bare) is not None


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise UsageError(f"{folder}: expected a folder with questions.")
    return sorted(folder.glob("*.rq"), key=lambda path: path.stem)


def _read_file(path: Path) -> Question:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"expected UTF-8 text: {error.reason}") from error
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    return read_question(text, path.stem)


def _checked_columns(text: str, slug: str) -> tuple[str, ...]:
    try:
        return check_select(text)
    except UsageError as error:
        raise UsageError(f"{slug}.rq: {error}") from error


def _did_you_mean(name: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, sorted(names), n=3)
    return f" Did you mean {' or '.join(close)}?" if close else ""


class _FrontMatter:
    """The front matter of one file, as YAML nodes by key."""

    def __init__(self, text: str, slug: str) -> None:
        self._slug = slug
        lines = text.split("\n")
        start = next((n for n, line in enumerate(lines) if line.strip()), 0)
        end = start
        while end < len(lines) and lines[end].startswith(_MARK):
            end += 1
        for number, line in enumerate(lines[end:], end):
            if line.startswith(_MARK):
                self._fail(number, f"a {_MARK!r} line after the front matter")
        self._start = start
        self.present = end > start
        self._nodes: dict[str, yaml.Node] = {}
        if self.present:
            marked = "\n".join(line.removeprefix(_MARK) for line in lines[start:end])
            self._nodes = self._parse(marked)

    def text(self, key: str, default: Text | None = None) -> Text:
        """Return the text in both languages under ``key``."""
        if key in self._nodes:
            return self._text(self._nodes[key], key)
        if default is None:
            self._fail(self._start, f"the front matter has no {key!r}")
        return default

    def columns(self) -> dict[str, Text]:
        """Return the label of every column that has one."""
        node = self._nodes.get("columns")
        if node is None:
            return {}
        return {name: self._text(part, name) for name, part in self._mapping(node).items()}

    def check_columns(self, columns: tuple[str, ...]) -> None:
        """Refuse labels for columns that the query does not give."""
        for name in self.columns():
            if name not in columns:
                line = self._line(self._mapping(self._nodes["columns"])[name])
                self._fail(line, f"no column {name!r} in the query.{_did_you_mean(name, columns)}")

    def _parse(self, marked: str) -> dict[str, yaml.Node]:
        try:
            root = yaml.compose(marked, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = self._start + (mark.line if mark else 0)
            self._fail(line, f"the front matter is not YAML: {error.problem or error.context}")
        except (yaml.YAMLError, RecursionError) as error:
            reason = getattr(error, "reason", "nested too deep")
            self._fail(self._start, f"the front matter is not YAML: {reason}")
        if root is None:
            self._fail(self._start, "the front matter is empty")
        nodes = self._mapping(root)
        for key, node in nodes.items():
            if key not in _KEYS:
                self._fail(self._line(node), f"unknown key {key!r}.{_did_you_mean(key, _KEYS)}")
        return nodes

    def _mapping(self, node: yaml.Node) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self._fail(self._line(node), "expected 'key: value' pairs")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._fail(self._line(key), "expected a word as key")
            if key.value in found:
                self._fail(self._line(key), f"the key {key.value!r} stands here twice")
            found[key.value] = value
        return found

    def _text(self, node: yaml.Node, key: str) -> Text:
        parts = self._mapping(node)
        if sorted(parts) != sorted(LANGUAGES):
            self._fail(self._line(node), f"{key!r} needs exactly the keys nl and en")
        for language, part in parts.items():
            if not isinstance(part, yaml.ScalarNode) or not part.value.strip():
                self._fail(self._line(part), f"{key!r} needs text under {language!r}")
        return Text(parts["nl"].value.strip(), parts["en"].value.strip())

    def _line(self, node: yaml.Node) -> int:
        return self._start + int(node.start_mark.line)

    def _fail(self, line: int, problem: str) -> NoReturn:
        raise UsageError(f"{self._slug}.rq:{line + 1}: {problem}.".replace("?.", "?"))
