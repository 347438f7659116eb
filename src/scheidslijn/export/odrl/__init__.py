"""ODRL 2.2: the norms as rules of policies, one policy for each source document and standing."""

from __future__ import annotations

from scheidslijn.export.odrl.profile import PROFILE

__all__ = ["PROFILE"]
