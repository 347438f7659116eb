"""Where something stands in legislation, as a BWB id, JCI reference or European ELI says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from scheidslijn import jci

__all__ = ["Place", "read_place"]

# As in http://data.europa.eu/eli/reg/2016/679/art_9/par_2/oj; a date stands for a consolidated
# text.
_EUROPEAN: Final = re.compile(
    r"http://data\.europa\.eu/eli/(?P<act>[a-z_]+/[0-9]{4}/[0-9]+)"
    r"(?P<parts>(?:/[a-z]+_[0-9a-z]+)*)/(?:oj|[0-9]{4}-[0-9]{2}-[0-9]{2})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in legislation.

    Attributes:
        work: the act: a BWB id, or kind, year and number of a European act.
        parts: the place in it, as (level, number) pairs from coarse to fine; none for all of it.
        reference: the reference itself.
        european: whether the reference is a European ELI, and with that an IRI.
    """

    work: str
    parts: tuple[tuple[str, str], ...]
    reference: str
    european: bool = False


def read_place(reference: str) -> Place | None:
    """Read a BWB id, a JCI 1.3 reference or a European ELI; return None for anything else.

    >>> read_place("jci1.3:c:BWBR0001888&artikel=63a&lid=2").parts
    (('artikel', '63a'), ('lid', '2'))
    >>> read_place("http://data.europa.eu/eli/reg/2016/679/art_9/par_2/oj").parts
    (('art', '9'), ('par', '2'))
    """
    european = _EUROPEAN.fullmatch(reference)
    if european is not None:
        levels = [part.partition("_") for part in european["parts"].split("/") if part]
        parts = tuple((level, number) for level, _, number in levels)
        return Place(european["act"], parts, reference, european=True)
    text = reference if reference.startswith("jci") else f"jci1.3:c:{reference}"
    try:
        found = jci.parse(text)
    except jci.JciError:
        return None
    return Place(found.bwb, found.location, reference)
