"""The rule book"s lists as concepts, in NL-SBB: the Dutch profile of SKOS."""

from __future__ import annotations

from scheidslijn.export.nl_sbb.profile import PROFILE, scheme_iri

__all__ = ["PROFILE", "scheme_iri"]
