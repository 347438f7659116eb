"""Says the rule book and dossiers in the vocabularies and formats of others.

Each profile is a small module with one constant, and says in a table what it cannot hold.
"""

from __future__ import annotations

from typing import Final

from scheidslijn.errors import UsageError
from scheidslijn.export.cpsv import PROFILE as CPSV_AP
from scheidslijn.export.dcat import PROFILE as DCAT_AP_NL
from scheidslijn.export.dpv import PROFILE as DPV
from scheidslijn.export.eli import PROFILE as ELI
from scheidslijn.export.exporting import export_dossiers, export_rulebook, packaged_book
from scheidslijn.export.findings import FINDINGS
from scheidslijn.export.flint import PROFILE as FLINT
from scheidslijn.export.material import Book, Case
from scheidslijn.export.nl_sbb import PROFILE as NL_SBB
from scheidslijn.export.odrl import PROFILE as ODRL
from scheidslijn.export.org import PROFILE as ORG
from scheidslijn.export.profile import Loss, Profile, Unholdable
from scheidslijn.export.prov import PROFILE as PROV_O
from scheidslijn.export.rdf import PROFILE as RDF
from scheidslijn.export.table import TableProfile
from scheidslijn.export.tables import ASSIGNMENTS, NORMS, ROLES
from scheidslijn.export.tally import Exported
from scheidslijn.export.writing import ROWS, Format, format_of

__all__ = [
    "PROFILES",
    "ROWS",
    "Book",
    "Case",
    "Exported",
    "Format",
    "Loss",
    "Profile",
    "TableProfile",
    "Unholdable",
    "export_dossiers",
    "export_rulebook",
    "format_of",
    "get_profile",
    "packaged_book",
]

PROFILES: Final[tuple[Profile | TableProfile, ...]] = (
    RDF,
    NL_SBB,
    DCAT_AP_NL,
    ODRL,
    DPV,
    ELI,
    CPSV_AP,
    FLINT,
    ORG,
    PROV_O,
    NORMS,
    ROLES,
    ASSIGNMENTS,
    FINDINGS,
)


def get_profile(name: str) -> Profile | TableProfile:
    """Return the profile with this name.

    Raises:
        UsageError: there is none.
    """
    for profile in PROFILES:
        if profile.name == name:
            return profile
    known = ", ".join(profile.name for profile in PROFILES)
    raise UsageError(f"unknown profile {name!r}; known are {known}")
