"""Who belongs to which organisation in dossiers, in the Organization Ontology of W3C (ORG)."""

from __future__ import annotations

from scheidslijn.export.org.profile import FOAF, ORG, PROFILE

__all__ = ["FOAF", "ORG", "PROFILE"]
