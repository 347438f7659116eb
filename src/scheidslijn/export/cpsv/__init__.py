"""UWV"s services in CPSV-AP 3.2: their rules, law, participants, outputs and requirements."""

from __future__ import annotations

from scheidslijn.export.cpsv.profile import PROFILE

__all__ = ["PROFILE"]
