"""May this role do that, and why: the verdict on one question, with the chain of norms behind it.

``adviser`` finds the names and puts the parts together. ``probe`` states what is asked as a
dossier; ``finding`` has the shapes of validation judge it; ``speaking`` looks up which norms are
about it and ``meeting`` which of their conditions are met; ``judging`` makes one verdict of these.
"""

from __future__ import annotations

from scheidslijn.verdict.actions import ACTIONS, Action
from scheidslijn.verdict.adviser import Adviser, may
from scheidslijn.verdict.types import Asked, Condition, Effect, Outcome, Step, Verdict

__all__ = [
    "ACTIONS",
    "Action",
    "Adviser",
    "Asked",
    "Condition",
    "Effect",
    "Outcome",
    "Step",
    "Verdict",
    "may",
]
