"""Judges dossiers that lie in somebody's SPARQL 1.1 store, inside that store."""

from __future__ import annotations

from scheidslijn.remote.validate import Limits, validate_endpoint

__all__ = ["Limits", "validate_endpoint"]
