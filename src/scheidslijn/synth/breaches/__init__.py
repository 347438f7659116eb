"""The table of breaches, by name: every shape is broken by at least one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheidslijn.synth.breach import Breach
from scheidslijn.synth.breaches.between import BETWEEN
from scheidslijn.synth.breaches.delegatie import DELEGATIE
from scheidslijn.synth.breaches.eigenrisico import EIGENRISICO
from scheidslijn.synth.breaches.form import FORM
from scheidslijn.synth.breaches.termijn import TERMIJN
from scheidslijn.synth.breaches.verzuim import VERZUIM

__all__ = ["BREACHES"]

BREACHES: Final[Mapping[str, Breach]] = {
    breach.name: breach
    for breach in sorted(
        (*FORM, *VERZUIM, *EIGENRISICO, *DELEGATIE, *TERMIJN, *BETWEEN),
        key=lambda each: each.name,
    )
}
