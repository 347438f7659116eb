"""References to Dutch law in the JCI 1.3 notation of Juriconnect.

A reference is ``jci`` version ``:`` type ``:`` BWB id, then ``&key=value`` parts: first the
place in the law, from coarse to fine, then the dates. Real references show where that order
is firm and where it is not, and this module follows them:

- ``boek`` and ``bijlage`` come first, then ``deel``, ``hoofdstuk``, ``titel``, ``titeldeel``
  and ``afdeling`` in the order of the law itself (the Kieswet has chapters inside divisions,
  the Awb the other way round), then ``paragraaf``, ``sub-paragraaf``, the article, ``lid``,
  and last ``o`` and ``volzin`` in either order;
- only ``o`` may occur twice, for a list inside a list (``&o=b&o=1°``);
- type ``c`` (one consolidated text) takes ``g`` and ``z``, type ``v`` (a range of versions)
  takes ``s`` and ``e``; each at most once, in either order.

A reference has one spelling, so that two are equal exactly when their texts are. A value is
made of Latin letters, digits and a few marks; a blank in a label is written ``_``
(``artikel=P_15``). Percent-encoding is refused: it belongs to the URL that carries a
reference, not to the reference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from urllib.parse import unquote

from scheidslijn.errors import ScheidslijnError
from scheidslijn.model import Language, Text

__all__ = ["Jci", "JciError", "parse", "write"]

_VERSIONS: Final = ("1.3", "1.31")
_DATE_KEYS: Final = {"c": ("g", "z"), "v": ("s", "e")}

# Per location key: its rank from coarse to fine, and how a label names it.
_KEYS: Final[dict[str, tuple[int, Text]]] = {
    "boek": (0, Text("boek", "book")),
    "bijlage": (0, Text("bijlage", "annex")),
    "deel": (1, Text("deel", "part")),
    "hoofdstuk": (1, Text("hoofdstuk", "chapter")),
    "titel": (1, Text("titel", "title")),
    "titeldeel": (1, Text("titel", "title")),
    "afdeling": (1, Text("afdeling", "division")),
    "paragraaf": (2, Text("paragraaf", "section")),
    "sub-paragraaf": (3, Text("subparagraaf", "subsection")),
    "artikel": (4, Text("artikel", "article")),
    "aanwijzing": (4, Text("aanwijzing", "instruction")),
    "lid": (5, Text("lid", "paragraph")),
    "o": (6, Text("onder", "under")),
    "volzin": (6, Text("volzin", "sentence")),
}
_ARTICLE_RANK: Final = 4
_BWB: Final = re.compile(r"BWB[RV][0-9]{7}", re.ASCII)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
# Latin letters only: a Cyrillic look-alike would make a second 'artikel 63a'.
_VALUE: Final = re.compile(r"[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f°º.:_*()',;/-]+")
_WHOLE: Final = Text("de hele regeling", "the whole regulation")


class JciError(ScheidslijnError, ValueError):
    """A reference that is not JCI 1.3.

    Args:
        part: the piece of the text that is wrong, as it stands there.
        expected: what was expected in its place.
    """

    exit_code = 3

    def __init__(self, part: str, expected: str) -> None:
        self.part = part
        self.expected = expected
        super().__init__(f"JCI reference: {part!r} is wrong, expected {expected}")


@dataclass(frozen=True, slots=True)
class Jci:
    """A reference to a Dutch law, or to a place in it. Every value of this type is valid.

    Attributes:
        bwb: the BWB id of the law, such as ``BWBR0001888``.
        location: the place in the law as (key, value) pairs, from coarse to fine.
        dates: the dates as (key, date) pairs: ``g`` validity and ``z`` view for type c,
            ``s`` start and ``e`` end for type v.
        kind: ``c`` for one consolidated text, ``v`` for a range of versions.
        version: ``1.3``, or ``1.31`` for version 1.3.1 of the standard.

    Raises:
        JciError: when a part is not as the standard has it.
    """

    bwb: str
    location: tuple[tuple[str, str], ...] = ()
    dates: tuple[tuple[str, date], ...] = ()
    kind: Literal["c", "v"] = "c"
    version: Literal["1.3", "1.31"] = "1.3"

    def __post_init__(self) -> None:
        if self.version not in _VERSIONS:
            raise JciError(f"jci{self.version}", "version 'jci1.3' or 'jci1.31'")
        if self.kind not in _DATE_KEYS:
            raise JciError(self.kind, "type 'c' (one text) or 'v' (a range of versions)")
        if not _BWB.fullmatch(self.bwb):
            raise JciError(self.bwb, "a BWB id: 'BWBR' or 'BWBV' and seven digits")
        _check_location(self.location)
        _check_dates(self.kind, self.dates)

    def __str__(self) -> str:
        return write(self)

    def date_of(self, key: str) -> date | None:
        """Return the date with this key (``g``, ``z``, ``s`` or ``e``), or None."""
        return dict(self.dates).get(key)

    def label(self, language: Language) -> str:
        """Return the place as a reader would cite it, without the name of the law.

        Chapters and the like are left out when an article is named, since articles are
        numbered through; a book or an annex stays, since each numbers its own.

        >>> reference = parse("jci1.3:c:BWBR0001888&hoofdstuk=V&artikel=63a&lid=2&o=a")
        >>> reference.label("nl"), reference.label("en")
        ('artikel 63a lid 2 onder a', 'article 63a paragraph 2 under a')
        """
        ranks = [_KEYS[key][0] for key, _ in self.location]
        has_article = _ARTICLE_RANK in ranks
        words = [
            f"{_KEYS[key][1].in_language(language)} {value.replace('_', ' ').rstrip('.')}"
            for (key, value), rank in zip(self.location, ranks, strict=True)
            if not (has_article and 0 < rank < _ARTICLE_RANK)
        ]
        return " ".join(words) or _WHOLE.in_language(language)


def parse(text: str) -> Jci:
    """Read a reference.

    Raises:
        JciError: when the text is not a reference; it names the part and what was expected.

    >>> parse("jci1.3:c:BWBR0005537&hoofdstuk=2&artikel=2:4&g=2024-01-01").date_of("g")
    datetime.date(2024, 1, 1)
    """
    head, *parts = text.split("&")
    fields = head.split(":")
    if len(fields) != 3 or not fields[0].startswith("jci"):
        raise JciError(head, "'jci1.3:c:' and a BWB id, such as 'jci1.3:c:BWBR0001888'")
    location: list[tuple[str, str]] = []
    dates: list[tuple[str, date]] = []
    for part in parts:
        key, value = _pair(part)
        if key in ("g", "z", "s", "e"):
            dates.append((key, _date(part, value)))
        elif dates and key in _KEYS:
            raise JciError(part, "the place in the law before the dates")
        else:
            location.append((key, value))
    version, kind, bwb = fields
    return Jci(
        bwb,
        tuple(location),
        tuple(dates),
        kind,  # type: ignore[arg-type]  # any text; Jci itself refuses what is no type
        version.removeprefix("jci"),  # type: ignore[arg-type]  # likewise
    )


def write(reference: Jci) -> str:
    """Return the text of a reference; ``parse`` gives it back.

    >>> write(Jci("BWBR0001888", (("artikel", "63a"),), (("g", date(2024, 1, 1)),)))
    'jci1.3:c:BWBR0001888&artikel=63a&g=2024-01-01'
    """
    head = f"jci{reference.version}:{reference.kind}:{reference.bwb}"
    place = [f"&{key}={value}" for key, value in reference.location]
    return head + "".join(place + [f"&{key}={day.isoformat()}" for key, day in reference.dates])


def _pair(part: str) -> tuple[str, str]:
    if part.startswith("amp;"):
        raise JciError("&" + part, "'&' itself: '&amp;' is its form inside XML")
    key, equals, value = part.partition("=")
    if not equals:
        raise JciError(part, "key=value")
    return key, value


def _date(part: str, value: str) -> date:
    if not _DATE.fullmatch(value):
        raise JciError(part, "a date as year-month-day, such as 2024-01-31")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise JciError(part, "a date that exists") from None


def _check_location(location: tuple[tuple[str, str], ...]) -> None:
    seen: list[str] = []
    for key, value in location:
        part = f"{key}={value}"
        if key not in _KEYS:
            raise JciError(part, f"one of the keys {', '.join(_KEYS)} (or g, z, s, e)")
        if key in seen and key != "o":
            raise JciError(part, f"{key!r} at most once")
        if seen and _KEYS[key][0] < _KEYS[seen[-1]][0]:
            raise JciError(part, f"{key!r} before {seen[-1]!r}: from coarse to fine")
        _check_value(part, value)
        seen.append(key)


def _check_value(part: str, value: str) -> None:
    if not value:
        raise JciError(part, "a value after '='")
    if "%" in value:
        plain = unquote(value).replace(" ", "_")
        raise JciError(part, f"a value without percent-encoding, such as {plain!r}")
    if not _VALUE.fullmatch(value):
        wrong = next(char for char in value if not _VALUE.fullmatch(char))
        raise JciError(part, f"Latin letters, digits and marks, '_' for a blank, not {wrong!r}")


def _check_dates(kind: str, dates: tuple[tuple[str, date], ...]) -> None:
    lawful = _DATE_KEYS[kind]
    keys = [key for key, _ in dates]
    for key, day in dates:
        part = f"{key}={day.isoformat()}"
        if key not in lawful:
            raise JciError(part, f"{' or '.join(lawful)}, the dates of type {kind!r}")
        if keys.count(key) > 1:
            raise JciError(part, f"{key!r} at most once")
    days = dict(dates)
    if "s" in days and "e" in days and days["e"] < days["s"]:
        raise JciError(f"e={days['e'].isoformat()}", f"an end not before s={days['s'].isoformat()}")
