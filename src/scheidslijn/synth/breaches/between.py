"""Breaches between two dossiers of one employer: somebody is in both, in roles that do not mix."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Severity
from scheidslijn.synth.breach import Breach, Change, mixing

__all__ = ["BETWEEN"]

# who plays two parts, in which stories, and what that breaks in the wider circle of an employer
_PAIRS: Final = (
    (
        "regie-and-delegee",
        ("verzuim-taakdelegatie", "regie"),
        ("verzuim-eigen-gedelegeerde", "delegee"),
        "taakdelegatie-namens-werkgever",
    ),
    (
        "delegee-and-wia",
        ("wga-taakdelegatie", "delegee"),
        ("wga-casemanager", "wia"),
        "taakdelegatie-namens-werkgever",
    ),
    (
        "ontzorg-and-deskundige",
        ("verzuim-ontzorgverzekering", "ontzorg"),
        ("verzuim-ontzorgverzekering", "deskundige"),
        "ontzorgverzekering-dubbele-pet",
    ),
    (
        "delegee-and-ontzorg",
        ("verzuim-taakdelegatie", "delegee"),
        ("verzuim-ontzorgverzekering", "ontzorg"),
        "taakdelegatie-verzekeraar",
    ),
)
# the job at the insurer would also show from the first dossier, where both share a graph
_DROP: Final = {"taakdelegatie-verzekeraar": ("wie:ontzorg-dienstverband",)}


def _breach(name: str, first: tuple[str, str], second: tuple[str, str], norm: str) -> Breach:
    shape = "RolvermengingZelfdeWerkgever"
    # numbers in IRIs have a fixed width, so the role in the first dossier sorts first
    expected = mixing(
        *(f"eerste:rol-{first[1]}", f"zaak:rol-{second[1]}", norm),
        shape=shape,
        severity=Severity.WARNING,
    )
    changes = (
        Change(first[0], paired=first[1]),
        Change(second[0], drop=_DROP.get(norm, ()), paired=second[1]),
    )
    return Breach(f"{shape}-{name}", changes, (expected,))


BETWEEN: Final[tuple[Breach, ...]] = tuple(_breach(*row) for row in _PAIRS)
