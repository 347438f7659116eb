"""The checks that every query passes before any engine sees it.

pyoxigraph has an HTTP client inside and no switch to turn it off: a SERVICE in a query and a
LOAD in an update reach the network. Finding those keywords by reading the text is unsafe,
since the parser also accepts ``SERVICEex:a {}`` and even ``service:a {}`` where ``service:``
is a declared prefix. So the parser itself is the judge. The word is replaced everywhere by
another word of letters, of the same length, that the text does not have. Names, strings, IRIs
and comments survive that, a keyword does not: the renamed text still parses exactly when the
word was nowhere a keyword. The renamed text cannot reach the network, so parsing it is safe.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from pyoxigraph import QueryBoolean, QuerySolutions, Store

from scheidslijn.errors import UsageError

__all__ = [
    "ParsedQuery",
    "blank_out",
    "check_ask",
    "check_select",
    "check_update",
    "parse_query",
    "trust",
    "trusted_like",
]

# Deeper nesting overflows the stack of the parser, which ends the process.
_MAX_DEPTH: Final = 100
_QUOTED: Final = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*> | \#[^\r\n]*
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
    | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'""",
    re.VERBOSE | re.DOTALL,
)
_VARIABLE: Final = re.compile(r"[?$]\w+")
_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_TRUSTED: Final[set[str]] = set()
_CHARACTER_CLASS: Final = re.compile(r"\[[^\]]*'[^\]]*\]|\[_\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What a query is: its form, its columns, and whether it names its own dataset with FROM."""

    form: str
    columns: tuple[str, ...] = ()
    own_dataset: bool = False


def check_select(query: str) -> tuple[str, ...]:
    """Check that this is a SELECT query that keeps off the network; return its columns.

    Raises:
        UsageError: when it is malformed, another form, or uses SERVICE.

    >>> check_select("SELECT ?role (1 AS ?n) { ?person ?p ?role }")
    ('role', 'n')
    """
    return _expect("SELECT", query).columns


def check_ask(query: str) -> None:
    """Check that this is an ASK query that keeps off the network; raises as ``check_select``."""
    _expect("ASK", query)


def check_update(request: str) -> None:
    """Check that this is a SPARQL update that keeps off the network.

    Raises:
        UsageError: when it is malformed, a query, or uses LOAD or SERVICE.
    """
    _check_text(request)
    renamed = request
    for word in ("load", "service"):
        renamed = _rename(renamed, word)
    error = _update_error(renamed)
    if error is None:
        return
    if _is_query(renamed):
        raise UsageError("An update was expected, but this is a query.")
    raise _refusal("update", request, ("load", "service"), error)


def blank_out(text: str) -> str:
    """Return SPARQL text with blanks for strings, IRIs and comments; every place stays.

    >>> blank_out('SELECT * # all')
    'SELECT *      '
    """
    return _QUOTED.sub(lambda match: re.sub(r"[^\r\n]", " ", match.group()), text)


def _expect(form: str, query: str) -> ParsedQuery:
    parsed = parse_query(query)
    if parsed.form != form:
        raise UsageError(f"{form}: a query of this form was expected, not {parsed.form}.")
    return parsed


def trust(queries: Iterable[str]) -> None:
    """Have SELECT queries pass as they are: those of the packaged shapes, which tests check.

    To look at a long one costs as much as to answer it.
    """
    _TRUSTED.update(queries)


@contextmanager
def trusted_like(pairs: Iterable[tuple[str, str]]) -> Iterator[None]:
    """Within the block, have queries pass that differ from trusted ones in their terms only.

    Args:
        pairs: each query, and the one that it was made from.
    """
    new = {query for query, source in pairs if source in _TRUSTED} - _TRUSTED
    _TRUSTED.update(new)
    try:
        yield
    finally:
        _TRUSTED.difference_update(new)


def parse_query(query: str) -> ParsedQuery:
    """Return what a query is, without carrying it out.

    Raises:
        UsageError: it is malformed or uses SERVICE.
    """
    return ParsedQuery("SELECT") if query in _TRUSTED else _parsed(query)


@functools.lru_cache(maxsize=512)
def _parsed(query: str) -> ParsedQuery:
    _check_text(query)
    renamed = _rename(query, "service")
    try:
        form, columns = _form_and_columns(renamed)
    except SyntaxError as error:
        has_text = blank_out(query).strip() != ""
        if has_text and _update_error(_rename(renamed, "load")) is None:
            return ParsedQuery("UPDATE")
        raise _refusal("query", query, ("service",), error) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(f"SPARQL query: {error}") from error
    if renamed != query:
        # A column may carry the replacing word; by now the query is known to be harmless.
        form, columns = _form_and_columns(query)
    return ParsedQuery(form, columns, own_dataset=not _is_query(_rename(query, "from")))


def _form_and_columns(query: str) -> tuple[str, tuple[str, ...]]:
    answer = Store().query(query)
    if isinstance(answer, QuerySolutions):
        return "SELECT", tuple(variable.value for variable in answer.variables)
    return ("ASK" if isinstance(answer, QueryBoolean) else "CONSTRUCT or DESCRIBE"), ()


def _is_query(text: str) -> bool:
    try:
        _form_and_columns(text)
    except SyntaxError:
        return False
    except (OSError, RuntimeError, ValueError):
        pass
    return True


def _update_error(request: str) -> SyntaxError | None:
    """Return why an update without LOAD and SERVICE does not parse; it runs on nothing."""
    try:
        Store().update(request)
    except SyntaxError as error:
        return error
    except (OSError, RuntimeError, ValueError):
        pass
    return None


def _rename(text: str, word: str) -> str:
    """Replace ``word``, in any case, by a word of letters that the text does not have."""
    pattern = re.compile(word, re.IGNORECASE | re.ASCII)
    if not pattern.search(text):
        return text
    for letter in "qxzjwkvygp":
        other = word[:2] + letter + word[3:]
        if not re.search(other, text, re.IGNORECASE | re.ASCII):
            return pattern.sub(lambda match: _replace_third(match.group(), letter), text)  # noqa: B023  # used at once
    raise UsageError(f"SPARQL: too many words that look like {word.upper()}.")


def _replace_third(word: str, letter: str) -> str:
    # Case is kept, so that two names that differ only in case stay two names.
    return word[:2] + (letter.upper() if word[2].isupper() else letter) + word[3:]


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError("SPARQL: the text holds half of a surrogate pair.") from None
    depth = 0
    for bracket in re.findall(r"[\[({})\]]", blank_out(text)):
        depth = depth + 1 if bracket in "[({" else max(depth - 1, 0)
        if depth > _MAX_DEPTH:
            raise UsageError(f"SPARQL: brackets are nested deeper than {_MAX_DEPTH}.")


def _refusal(kind: str, text: str, words: tuple[str, ...], error: SyntaxError) -> UsageError:
    """Say why a text is refused whose renamed form does not parse."""
    bare = _VARIABLE.sub(lambda match: " " * len(match.group()), blank_out(text))
    for word in words:
        found = re.search(word, bare, re.IGNORECASE | re.ASCII)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\n", 0, found.start())
            return UsageError(
                f"SPARQL {kind}, line {line}, column {column}: {word.upper()} is refused, since "
                f"it reaches the network. (If a name is meant, the {kind} is malformed: "
                f"{_explain(error)})"
            )
    return UsageError(f"SPARQL {kind}, {_explain(error)}")


def _explain(error: SyntaxError) -> str:
    """Return pyoxigraph's message with its place in words, without its character classes."""
    place = _PLACE.match(str(error))
    if place is None:
        return str(error)
    line, column, rest = place.groups()
    names = _CHARACTER_CLASS.sub("", rest.removeprefix("expected ").removeprefix("one of "))
    wanted = [name.strip() for name in names.split(", ") if name.strip(" ,\n")]
    if "Prefix not found" in wanted:
        problem = "a prefix is used that is not declared"
    elif wanted:
        problem = "expected " + " or ".join(wanted)
    else:
        problem = "something is not SPARQL here, or just before"
    return f"line {line}, column {column}: {problem}"
