"""Finds what is written as a citizen service number (BSN), in texts and in names."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

__all__ = ["find_bsn", "find_called_bsn"]

# Nine digits as people write a citizen service number, with no digit or letter beside them: random
# names of hexadecimal digits are full of nine digits in a row, and 123456782L01 names a payroll.
_NINE: Final = re.compile(
    # two digits first, since a search for digits is a quick one
    r"[0-9]{2}(?:(?<![0-9A-Za-z]..)|(?<=bsn..)|(?<=sofi..)|(?<=nummer..)|(?<=nr..))"
    r"(?:[0-9](?:[0-9]{6}|([ ._-])[0-9]{3}\1[0-9]{3}|[0-9]([ ._-])[0-9]{2}\2[0-9]{3})"
    # day, month, year and so on are more than four groups
    r"|(?<![0-9][ ._-]..)([ ._-])[0-9]{2}\3[0-9]{2}\3[0-9]{3}(?![ ._-][0-9]))(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(r"bsn|burgerservice|sofi(?![a-mo-z])", re.IGNORECASE)  # not Sofia
_ABROAD: Final = re.compile(r"(?:[+]|00)31[ -]?(?:[(]0[)])?[ -]?[0-9]")  # how a telephone begins
_HOST: Final = re.compile(r"//(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])(?:[.](?=[0-9])|\b)){4}")
_SERIAL: Final = re.compile(r"(19|20)[0-9]{2}[ ._-](0[1-9]|1[0-2])[ ._-]")  # year, month, serial
# What cannot be seen falls away, and hyphens, dashes and the minus sign become one.
_SAME: Final[Mapping[int, str | None]] = {
    **dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)),
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-"),
}
_LAYERS: Final = 8  # of percent-encoding
_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def find_bsn(text: str) -> list[str]:
    """Return what in a text is written as a citizen service number (BSN) and passes its test.

    The test is that of the numbers themselves: nine times the first digit, eight times the second
    and so on to twice the eighth, less the ninth, is a multiple of eleven. One in eleven numbers of
    nine digits passes it by chance. A telephone number, a case number of year, month and serial,
    the address of a host and what starts with two noughts are passed over. Percent-encoding, signs
    that cannot be seen and other forms of digits and dashes hide nothing.

    >>> find_bsn("BSN 1234.56.782, telefoon 0101234567, dossier 2026-01-005")
    ['1234.56.782']
    >>> find_bsn("https://example.org/%31%32%33%C2%A0456%C2%A0782")
    ['123 456 782']
    """
    return [match[0] for match in _numbers(text)]


def find_called_bsn(text: str) -> list[str]:
    """Return the numbers before which a text says that they are citizen service numbers."""
    return [match[0] for match in _numbers(text) if _CALLED.search(match.string, 0, match.start())]


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Yield each number that passes the test, in a text that is made plain first."""
    if "%" in text or not text.isascii():
        text = _plain(text)
    for match in _NINE.finditer(_ABROAD.sub("tel", text) if "31" in text else text):
        if _passes(match[0]) and not _SERIAL.match(match[0]) and not _in_host(match):
            yield match


def _in_host(match: re.Match[str]) -> bool:
    """Return whether a number is part of the address of a host."""
    hosts = _HOST.finditer(match.string)
    return any(host.start() < match.start() < host.end() for host in hosts)


def _plain(text: str) -> str:
    """Return a text without percent-encoding, and with one form for each digit and dash."""
    for _ in range(_LAYERS):
        decoded = unicodedata.normalize("NFKC", unquote(text))
        if decoded == text:
            break
        text = decoded
    return text.translate(_SAME)


def _passes(number: str) -> bool:
    if number.startswith("00"):
        return False
    digits = map(int, re.sub("[^0-9]", "", number))
    total: int = sum(map(operator.mul, _WEIGHTS, digits))
    return total % 11 == 0
