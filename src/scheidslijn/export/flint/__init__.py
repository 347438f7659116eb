"""Norms as frames of FLINT: acts, duties and facts, with the passages and articles they rest on."""

from __future__ import annotations

from scheidslijn.export.flint.profile import PROFILE

__all__ = ["PROFILE"]
