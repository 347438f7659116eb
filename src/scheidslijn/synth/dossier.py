"""One synthetic dossier: its text in any syntax, its quads, and the findings to expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pyoxigraph as ox

from scheidslijn.inputs import Syntax
from scheidslijn.synth.expected import ExpectedFinding
from scheidslijn.synth.mould import Mould

__all__ = ["Slots", "SyntheticDossier"]


class Slots(dict[str, str]):
    """What comes in the place of each slot; days are reckoned when asked for.

    Args:
        first_day: the first day of sickness.
        start: days from then to the start of the story.

    >>> Slots(date(2024, 2, 28), 0)["+2"]
    '2024-03-01'
    """

    def __init__(self, first_day: date, start: int) -> None:
        super().__init__()
        self._origins = {"": first_day.toordinal(), "s": first_day.toordinal() + start}

    def __missing__(self, key: str) -> str:
        """Reckon the day that a key such as ``+14`` or ``s+14`` means, and keep it."""
        origin, _, days = key.partition("+")
        day = date.fromordinal(self._origins[origin] + int(days)).isoformat()
        self[key] = day
        return day


@dataclass(frozen=True, slots=True)
class SyntheticDossier:
    """A made-up dossier.

    Attributes:
        number: its number, from 1.
        iri: the IRI of the dossier; its graph has the same without the last part.
        story: the lawful dossier that it is, or was before the breach.
        breach: the name of the breach, or None.
        expected: the findings that a validation must give. One between two dossiers stands
            with the second of them.
    """

    number: int
    iri: str
    story: str
    breach: str | None
    expected: tuple[ExpectedFinding, ...]
    _moulds: tuple[Mould, ...] = field(repr=False)
    _slots: Mapping[str, str] = field(repr=False)

    @property
    def quads(self) -> tuple[ox.Quad, ...]:
        """The dossier as quads in its own named graph."""
        return tuple(ox.parse(self.text(Syntax.N_QUADS), format=ox.RdfFormat.N_QUADS))

    def text(self, syntax: Syntax) -> str:
        """Return the dossier in one of the syntaxes of `scheidslijn.synth.SYNTAXES`.

        Turtle and TriG need the prefixes of `scheidslijn.synth.header` before them.

        Raises:
            UsageError: dossiers are not written in this syntax.
        """
        texts = [mould.text(syntax, self._slots) for mould in self._moulds]
        if syntax in (Syntax.N_QUADS, Syntax.N_TRIPLES):
            return "".join(texts)
        blocks = "\n".join(texts)
        if syntax is Syntax.TRIG:
            blocks = f"<{self._slots['graaf']}> {{\n{blocks}}}\n"
        return f"\n@prefix zaak: <{self._slots['eigen']}> .\n\n{blocks}"
