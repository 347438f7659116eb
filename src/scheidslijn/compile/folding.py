"""Simplifies a SPARQL expression by what is known, such as that a value is a literal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["alternatives", "simplified", "weakened"]

_TOKEN: Final = re.compile(
    r"""\s+|(?P<kept>"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^<>\s]*>)?|<[^<>\s]*>|[?$]\w+
    |[0-9]+(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?|\w+|&&|\|\||!=|<=|>=|.)""",
    re.DOTALL | re.VERBOSE,
)
_EMPTY: Final = '""'
_CLOSING: Final = {"(": ")", "{": "}"}


def simplified(expression: str, known: Mapping[str, bool]) -> str:
    """Return an expression that is true for the same bindings, as far as ``known`` holds.

    What is simplified may be false where the expression is an error; both fail a FILTER.

    Args:
        expression: the expression, with names written out.
        known: parts of it, as this function writes them, and what they are.

    >>> simplified("IF(ISLITERAL(?v), ?a = 1, ?b) || false", {"ISLITERAL(?v)": True})
    '(?a = 1)'
    """
    return _alternatives(_tokens(expression), known)


def alternatives(expression: str) -> list[str]:
    """Return the parts of which one is true when an expression is.

    >>> alternatives("?a = 1 || (?b || ?c)")
    ['?a = 1', '( ?b || ?c )']
    """
    return [" ".join(part) for part in _split(_tokens(expression), "||")]


def weakened(expression: str, variable: str) -> str:
    """Return an expression without a variable that is true wherever the given one is.

    Args:
        expression: the expression, with names written out.
        variable: the variable, with its sign; ``true`` stands for what speaks of it.

    >>> weakened("?a = 1 && (?b = ?a || NOT EXISTS { ?b a ?c }) && IF(?a, !BOUND(?b), ?d)", "?b")
    '?a = 1 && IF(?a, true, ?d)'
    """
    return _weakened(_tokens(expression), variable)


def _weakened(tokens: list[str], variable: str) -> str:
    """Weaken what must be true: parts of it may only become true more often."""
    if variable not in tokens:
        return " ".join(tokens)
    either = _split(tokens, "||")
    if len(either) > 1:
        parts = [_weakened(part, variable) for part in either]
        return _combined(parts, " || ", decides="true", adds_nothing="false")
    both = _split(tokens, "&&")
    if len(both) > 1:
        parts = [_bracketed(_weakened(part, variable)) for part in both]
        return _combined(parts, " && ", decides="false", adds_nothing="true")
    if tokens[0] == "(" and _behind(tokens, 0) == len(tokens):
        return _weakened(tokens[1:-1], variable)
    if tokens[0].upper() == "IF" and _primary(tokens, 0) == len(tokens):
        asked, *chosen = _split(tokens[2:-1], ",")
        if variable not in asked:
            kept = [_weakened(part, variable) for part in chosen]
            return f"IF({', '.join([' '.join(asked), *kept])})"
    return "true"


def _bracketed(text: str) -> str:
    return f"({text})" if "||" in text else text


def _tokens(expression: str) -> list[str]:
    return [m["kept"] for m in _TOKEN.finditer(expression) if m["kept"] is not None]


def _alternatives(tokens: list[str], known: Mapping[str, bool]) -> str:
    parts = [_conjunction(part, known) for part in _split(tokens, "||")]
    return _combined(parts, " || ", decides="true", adds_nothing="false")


def _conjunction(tokens: list[str], known: Mapping[str, bool]) -> str:
    parts = [_relation(part, known) for part in _split(tokens, "&&")]
    return _combined(parts, " && ", decides="false", adds_nothing="true")


def _combined(parts: list[str], sign: str, *, decides: str, adds_nothing: str) -> str:
    if decides in parts:
        return decides
    needed = list(dict.fromkeys(part for part in parts if part != adds_nothing))
    if len(needed) == 1:
        return needed[0]
    return sign.join(needed) if needed else adds_nothing


def _relation(tokens: list[str], known: Mapping[str, bool]) -> str:
    """Simplify what has neither && nor || outside brackets."""
    if len(tokens) > 1 and tokens[0] == "!":
        if _primary(tokens, 1) != len(tokens):
            return " ".join(tokens)
        inner = _relation(tokens[1:], known)
        return {"true": "false", "false": "true"}.get(inner, f"!({inner})")
    if tokens and tokens[0].upper() in ("NOT", "EXISTS"):
        return " ".join(tokens)
    items, at = [], 0
    while at < len(tokens):
        end = _primary(tokens, at)
        part = tokens[at:end]
        items.append(_called(part, known) if part[-1] == ")" else " ".join(part))
        at = end
    text = " ".join(items)
    if text in known:
        return str(known[text]).lower()
    if len(items) == 3 and items[1] in ("=", "!=") and all(map(_is_plain, items[::2])):
        return str((items[0] == items[2]) == (items[1] == "=")).lower()
    return text


def _primary(tokens: list[str], at: int) -> int:
    """Return the index behind a term, or an expression in brackets with what stands before it."""
    for opening in (at, at + 1):
        is_name = opening == at or re.match(r"[\w<]", tokens[at]) is not None
        if is_name and opening < len(tokens) and tokens[opening] in _CLOSING:
            return _behind(tokens, opening)
    return at + 1


def _called(tokens: list[str], known: Mapping[str, bool]) -> str:
    """Simplify a function, or an expression in brackets."""
    name, within = ("", tokens[1:-1]) if tokens[0] == "(" else (tokens[0], tokens[2:-1])
    arguments = [_alternatives(part, known) for part in _split(within, ",")] if within else []
    upper = name.upper()
    if (
        not name
        and len(arguments) == 1
        and (_is_plain(arguments[0]) or arguments[0] in ("true", "false"))
    ):
        return arguments[0]
    if upper == "IF" and arguments[0] in ("true", "false"):
        chosen = arguments[1 if arguments[0] == "true" else 2]
        return chosen if _is_plain(chosen) or chosen in ("true", "false") else f"({chosen})"
    if upper in ("STR", "LCASE", "UCASE") and arguments == [_EMPTY]:
        return _EMPTY
    text = f"{name}({', '.join(arguments)})"
    if upper == "REGEX" and len(arguments) == 2 and arguments[0] == _EMPTY:
        return _of_nothing(arguments[1]) or text
    return str(known[text]).lower() if text in known else text


def _is_plain(text: str) -> bool:
    """Return whether this is a plain string."""
    return re.fullmatch(r'"(?:[^"\\]|\\.)*"', text) is not None


def _of_nothing(pattern: str) -> str:
    """Return whether the empty string matches a plain pattern, as a constant; or nothing."""
    if not pattern.startswith('"') or "\\" in pattern:
        return ""
    try:
        return str(re.search(pattern[1:-1], "") is not None).lower()
    except re.error:
        return ""


def _split(tokens: list[str], sign: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token in _CLOSING) - (token in _CLOSING.values())
        if token == sign and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _behind(tokens: list[str], opening: int) -> int:
    depth = 0
    for at in range(opening, len(tokens)):
        depth += (tokens[at] in _CLOSING) - (tokens[at] in _CLOSING.values())
        if depth == 0:
            return at + 1
    raise ValueError("brackets that do not match")
