"""Who did what in dossiers, in the Provenance Ontology of W3C (PROV-O)."""

from __future__ import annotations

from scheidslijn.export.prov.profile import PROFILE

__all__ = ["PROFILE"]
