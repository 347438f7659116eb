"""OWL reasoning: is it consistent, can every class have members, and what follows?

What is reasoned over (`material`) becomes a document without imports and dates (`handing`), which
goes to a process of its own (`runtime`, `child`). There Java runs, with HermiT and Pellet behind
OWLAPI (`api`, `tasks`, `inferring`, `clash`, `profiles`). What comes back are IRIs, and axioms in
functional-style syntax (`functional`). Here they get a file and a line (`locating`) and words
(`words`, `concluding`), and become values (`results`, `types`).

No dossier is judged with this: `scheidslijn.validation` knows no inference but for subclasses.
"""

from __future__ import annotations

from scheidslijn.reasoning.run import check, reason
from scheidslijn.reasoning.types import (
    REASONERS,
    Clash,
    Classified,
    Consistency,
    Counts,
    Inferred,
    ProfileCheck,
    Reasoner,
    Reasoning,
    RoleHeld,
    Said,
    Settings,
    Violation,
    Why,
)

__all__ = [
    "REASONERS",
    "Clash",
    "Classified",
    "Consistency",
    "Counts",
    "Inferred",
    "ProfileCheck",
    "Reasoner",
    "Reasoning",
    "RoleHeld",
    "Said",
    "Settings",
    "Violation",
    "Why",
    "check",
    "reason",
]
