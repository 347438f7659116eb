"""The findings to expect, in the words of the report: so that the two can be compared exactly."""

from __future__ import annotations

import json
from dataclasses import dataclass

from scheidslijn.model import Severity, Term

__all__ = ["ExpectedFinding"]


@dataclass(frozen=True, slots=True)
class ExpectedFinding:
    """One finding that a validation must give; fields are those of `scheidslijn.model.Finding`.

    A blank node is ``_:`` without a name, since whoever reads it names it anew.

    Attributes:
        dossier: the dossier that the finding is about.
        norms: IRIs of all norms that it names, sorted.
        stands_alone: True if the focus node says itself which dossier it belongs to. A report
            finds the dossier of another node, such as an employment, only where there is one.
    """

    dossier: Term
    shape: Term
    component: Term
    severity: Severity
    focus: Term
    path: Term | None
    value: Term | None
    norms: tuple[Term, ...]
    stands_alone: bool

    def json(self, *, one_graph: bool = False) -> str:
        """Return the finding as one line, with the names of the findings in a JSON report.

        Args:
            one_graph: True if the dossier shares its graph with other dossiers.
        """
        known = self.stands_alone or not one_graph
        fields = {
            "dossier": self.dossier if known else None,
            "shape": self.shape,
            "component": self.component,
            "severity": self.severity.name.lower(),
            "focus": self.focus,
            "path": self.path,
            "value": self.value,
            "norms": list(self.norms),
        }
        return json.dumps(fields, ensure_ascii=False)
