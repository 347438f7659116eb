"""Judges dossiers that lie in somebody's SPARQL 1.1 store, inside that store."""

from __future__ import annotations

from scheidslijn.remote.validate import validate_endpoint

__all__ = ["validate_endpoint"]
