"""The published files as a catalogue in DCAT-AP-NL 3.0, with statistics in VoID."""

from __future__ import annotations

from scheidslijn.export.dcat.profile import PROFILE, describe

__all__ = ["PROFILE", "describe"]
