"""The laws and articles in ELI, the European ontology of legislation, with their JCI references."""

from __future__ import annotations

from scheidslijn.export.eli.profile import PROFILE

__all__ = ["PROFILE"]
