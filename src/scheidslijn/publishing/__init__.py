"""Publishes a graph to a store: in parts, resumed after a cut, read back, and then switched to.

Every version has a named graph of its own, which no reader sees until a pointer in a small
catalogue names it; the switch is one small update of that pointer. All of it is SPARQL 1.1 Query
and Update, since the parts, what has arrived of them, and the switch each have to be one request
that a store carries out wholly or not at all; with the Graph Store Protocol a part and the note
that it has arrived are two. `docs/publishing.md` tells the whole of it.
"""

from __future__ import annotations

from scheidslijn.publishing.catalogue import current_graph
from scheidslijn.publishing.checks import (
    dossiers_check,
    official_shapes,
    rulebook_check,
    shapes_check,
    without_official_shapes,
)
from scheidslijn.publishing.material import (
    Material,
    from_files,
    from_profile,
    packaged_rulebook,
)
from scheidslijn.publishing.run import plan, publish
from scheidslijn.publishing.types import Change, Check, Outcome, Plan, Published, Target

__all__ = [
    "Change",
    "Check",
    "Material",
    "Outcome",
    "Plan",
    "Published",
    "Target",
    "current_graph",
    "dossiers_check",
    "from_files",
    "from_profile",
    "official_shapes",
    "packaged_rulebook",
    "plan",
    "publish",
    "rulebook_check",
    "shapes_check",
    "without_official_shapes",
]
