"""What differs between two rule books or ontologies, and what that does to dossiers.

Both are read into statements, and compared by what they say of each term: order, layout, prefixes
and the names of blank nodes make no difference. Then the same dossiers are judged with either.
"""

from __future__ import annotations

from scheidslijn.difference.compared import compare
from scheidslijn.difference.judging import Dossiers
from scheidslijn.difference.reading import Case, Material, read_material
from scheidslijn.difference.types import (
    Aspect,
    Change,
    Difference,
    DossierChange,
    FindingChange,
    Group,
    Judged,
    Kind,
    Level,
    Origin,
    PropertyChange,
    Side,
    Step,
    Tally,
    Unread,
    Value,
)

__all__ = [
    "Aspect",
    "Case",
    "Change",
    "Difference",
    "DossierChange",
    "Dossiers",
    "FindingChange",
    "Group",
    "Judged",
    "Kind",
    "Level",
    "Material",
    "Origin",
    "PropertyChange",
    "Side",
    "Step",
    "Tally",
    "Unread",
    "Value",
    "compare",
    "read_material",
]
