"""DPV 2.3: what the norms say of processing personal data."""

from __future__ import annotations

from scheidslijn.export.dpv.profile import PROFILE

__all__ = ["PROFILE"]
