"""Explains one thing: a card with what it is, what it rests on, who disputes it, what touches it.

``naming`` finds what is meant, ``explainer`` fills the card with what ``cards``, ``vocabulary``
and ``question`` say of its kind, ``reach`` adds cases and questions, ``commands`` what to go on
with. ``found`` validates again to find the finding that an id stands for.
"""

from __future__ import annotations

from scheidslijn.explanation.explainer import Explainer, explain
from scheidslijn.explanation.types import (
    Card,
    Cases,
    Count,
    Dispute,
    Document,
    Fact,
    Ground,
    How,
    Kind,
    NormNote,
    Other,
    QuestionNote,
    Value,
)

__all__ = [
    "Card",
    "Cases",
    "Count",
    "Dispute",
    "Document",
    "Explainer",
    "Fact",
    "Ground",
    "How",
    "Kind",
    "NormNote",
    "Other",
    "QuestionNote",
    "Value",
    "explain",
]
