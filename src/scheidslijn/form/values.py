"""What a value of the form looks like: a name, an IRI, a day, a text; for whoever has to know.

The patterns keep to what every library for JSON Schema knows of regular expressions (2020-12, 6.4),
so that reader and schema say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from scheidslijn.form.terms import FieldKind, FormField
from scheidslijn.names import did_you_mean

__all__ = [
    "BLANK",
    "DAY",
    "IRI",
    "LANGUAGE",
    "LOCAL",
    "MOST",
    "NO_LANGUAGE",
    "Misfit",
    "iri_of_dossier",
    "is_base",
    "is_blank",
    "is_day",
    "is_iri",
    "is_language",
    "is_local",
    "is_reference",
    "no_name",
    "one_of",
    "prepared",
    "resolved",
    "shown",
]

LOCAL: Final = r"^[A-Za-z0-9_][A-Za-z0-9._~-]*$"
BLANK: Final = r"^_:[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$"
IRI: Final = r'^[A-Za-z][A-Za-z0-9+.-]*:[^\u0000-\u0020<>"{}|\\^`\u007f-\u009f]*$'
LANGUAGE: Final = r"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"
DAY: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
MOST: Final = 2**53 - 1  # what every reader of JSON keeps exact (RFC 8259, 6)
NO_LANGUAGE: Final = "@none"  # in the place of a language, for a text without one

_OWN: Final = "urn:x-scheidslijn:"  # before the name of a dossier that says no more
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LONGEST_SHOWN: Final = 60
_MOST_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit the form.

    Attributes:
        problem: a sentence without its full stop.
        word: what was given, if it may have been meant to be one of ``known``.
        known: the words that could stand there.
    """

    problem: str
    word: str = ""
    known: Iterable[str] = ()

    def sentence(self) -> str:
        """Return the problem with what may have been meant."""
        return f"{self.problem}.{did_you_mean(self.word, list(self.known))}"


def _whole(pattern: str) -> Callable[[str], object]:
    # in Python a dollar sign also stands before a line break at the end
    return re.compile(pattern.removeprefix("^").removesuffix("$")).fullmatch


_is_local, _is_blank, _is_iri, _is_language, _is_day = map(
    _whole, (LOCAL, BLANK, IRI, LANGUAGE, DAY)
)


def is_local(text: str) -> bool:
    """Return whether a text can be the name of something in a dossier."""
    return _is_local(text) is not None


def is_blank(text: str) -> bool:
    """Return whether a text is the label of a blank node."""
    return _is_blank(text) is not None


def is_iri(text: str) -> bool:
    """Return whether a text is an IRI with a scheme."""
    if not _is_iri(text):
        return False
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def is_reference(text: str) -> bool:
    """Return whether a text can stand for something in a dossier."""
    return is_local(text) or is_iri(text) or is_blank(text)


def is_language(text: str) -> bool:
    """Return whether a text is a language tag (BCP 47)."""
    try:
        return bool(_is_language(text)) and bool(Literal("", language=text))
    except ValueError:
        return False


def is_base(text: str) -> bool:
    """Return whether the names in a dossier can be put behind an IRI.

    It ends in a slash, and has no ``?`` or ``#``, which a base loses (RFC 3986, 5.2.2).
    """
    return is_iri(text) and text.endswith("/") and "?" not in text and "#" not in text


def is_day(text: str) -> bool:
    """Return whether a text is a day that exists, such as 2026-01-05."""
    try:
        return bool(_is_day(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def iri_of_dossier(identifier: str, base: str | None) -> str:
    """Return the IRI of a dossier.

    >>> iri_of_dossier("zaak-7", None), iri_of_dossier("zaak-7", "https://example.org/")
    ('urn:x-scheidslijn:zaak-7', 'https://example.org/zaak-7')
    """
    return resolved(identifier, _OWN if base is None else base)


def resolved(reference: str, base: str) -> str:
    """Return the IRI that a name in a dossier stands for; an IRI or blank node is itself.

    >>> resolved("pia", "https://example.org/zaak/7/"), resolved("urn:x:pia", "https://e.org/")
    ('https://example.org/zaak/7/pia', 'urn:x:pia')
    """
    return base + reference if is_local(reference) else reference


def shown(value: object) -> str:
    """Return a value as a sentence names it.

    >>> shown("bas"), shown(True), shown([1, 2]), shown({"id": "x"})
    ("'bas'", 'true', 'a list', 'an object with fields')
    """
    if isinstance(value, dict):
        return "an object with fields"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def one_of(names: Sequence[str]) -> str:
    """Return names as a sentence offers them.

    >>> one_of(["a"]), one_of(["a", "b", "c"])
    ('a', 'a, b or c')
    """
    if len(names) > _MOST_NAMED:
        return f"one of {len(names)}, such as {one_of(names[:3])}"
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def no_name(value: object) -> str:
    """Return what is to be said of a value that cannot be a name in a dossier.

    >>> no_name(7)
    '7 is not text, as a name is; write it between quotes'
    """
    if isinstance(value, int | float):  # a truth value as well
        return f"{shown(value)} is not text, as a name is; write it between quotes"
    return f"{shown(value)} is no name of letters, digits and -._ and no IRI"


def prepared(each: FormField, value: object, max_chars: int) -> object:
    """Return a single value of a field, a name as its IRI, or a misfit.

    Args:
        each: the field.
        value: its value, or one of them.
        max_chars: how long a text may be.
    """
    match each.kind:
        case FieldKind.NAME:
            return _name(each, value)
        case FieldKind.DAY if not (isinstance(value, str) and is_day(value)):
            return Misfit(f"a day such as 2026-01-31 was expected and not {shown(value)}")
        case FieldKind.FLAG if not isinstance(value, bool):
            return Misfit(f"true or false was expected and not {shown(value)}")
        case FieldKind.NUMBER:
            return _number(value)
        case FieldKind.TEXT:
            return _text(value, max_chars)
        case FieldKind.NODE:
            return _no_node(each, value)
    return value


def _name(each: FormField, value: object) -> object:
    if isinstance(value, str) and (value in each.known or is_iri(value)):
        return each.known.get(value, value)
    kinds = " or ".join(kind.en for kind in each.range)
    if not isinstance(value, str):
        return Misfit(f"the name of a {kinds} was expected and not {shown(value)}")
    return Misfit(f"{shown(value)} is no {kinds} of the rule book", value, each.known)


def _no_node(each: FormField, value: object) -> Misfit:
    kinds = one_of([kind.en for kind in each.range])
    if isinstance(value, dict):
        return Misfit(f"give the id of a {kinds}, which stands with its fields elsewhere")
    if isinstance(value, int | float):
        return Misfit(f"the id of a {kinds} was expected; {no_name(value)}")
    if not isinstance(value, str):
        return Misfit(f"the id of a {kinds} was expected and not {shown(value)}")
    return Misfit(no_name(value))


def _number(value: object) -> object:
    whole = isinstance(value, float) and value.is_integer()
    if isinstance(value, bool) or not (whole or isinstance(value, int)):
        return Misfit(f"a whole number was expected and not {shown(value)}")
    assert isinstance(value, int | float)
    if abs(value) > MOST:
        return Misfit(f"the number is beyond what JSON keeps exact, {MOST}")
    return int(value)


def _text(value: object, max_chars: int) -> object:
    """Return a text, or texts by language."""
    if isinstance(value, str):
        return value if (why := _unsound(value, max_chars)) is None else Misfit(why)
    if not isinstance(value, dict):
        return Misfit(f"text was expected and not {shown(value)}")
    made: dict[str, object] = {}
    for language, texts in value.items():
        if language != NO_LANGUAGE and not is_language(language):
            return Misfit(f"{shown(language)} is no language, such as nl, to put before a text")
        for text in texts if isinstance(texts, list) else [texts]:
            if not isinstance(text, str):
                return Misfit(f"text was expected after {language!r} and not {shown(text)}")
            if (why := _unsound(text, max_chars)) is not None:
                return Misfit(why)
        made[language] = texts
    return made


def _unsound(text: str, max_chars: int) -> str | None:
    if len(text) > max_chars:
        return f"the text has {len(text)} characters; the limit is {max_chars}"
    if _SURROGATE.search(text):
        return "the text holds half of a character (an unpaired surrogate)"
    return None
