"""What the rule book covers: norm, source place, shape, example, question, and what is left over.

`material` says where the files are and reads the cases, `norms` makes a row of each norm, `texts`
compares the source places with the text editions, `gaps` says what is unfinished, and `run` puts
these together.
"""

from __future__ import annotations

from scheidslijn.coverage.material import Material
from scheidslijn.coverage.report import (
    GROUPINGS,
    Cases,
    Counts,
    Coverage,
    Gap,
    GapKind,
    Group,
    Grouping,
    LineRange,
    NormCoverage,
    ShapeCoverage,
    SourceCoverage,
    State,
    TextCoverage,
)
from scheidslijn.coverage.run import coverage

__all__ = [
    "GROUPINGS",
    "Cases",
    "Counts",
    "Coverage",
    "Gap",
    "GapKind",
    "Group",
    "Grouping",
    "LineRange",
    "Material",
    "NormCoverage",
    "ShapeCoverage",
    "SourceCoverage",
    "State",
    "TextCoverage",
    "coverage",
]
