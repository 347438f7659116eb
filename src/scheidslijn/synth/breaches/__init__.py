"""The table of breaches, by name: every shape is broken by at least one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheidslijn.synth.breach import Breach
from scheidslijn.synth.breaches.between import BETWEEN
from scheidslijn.synth.breaches.delegatie import DELEGATIE
from scheidslijn.synth.breaches.eigenrisico import EIGENRISICO
from scheidslijn.synth.breaches.form import FORM
from scheidslijn.synth.breaches.gegevens import GEGEVENS
from scheidslijn.synth.breaches.inzage import INZAGE
from scheidslijn.synth.breaches.ontzorg import ONTZORG
from scheidslijn.synth.breaches.taken import TAKEN
from scheidslijn.synth.breaches.termijn import TERMIJN
from scheidslijn.synth.breaches.twice import TWICE
from scheidslijn.synth.breaches.verzuim import VERZUIM
from scheidslijn.synth.breaches.wga import WGA
from scheidslijn.synth.breaches.ziektewet import ZIEKTEWET

__all__ = ["BREACHES"]

BREACHES: Final[Mapping[str, Breach]] = {
    breach.name: breach
    for breach in sorted(
        (
            *(*FORM, *TWICE, *BETWEEN, *DELEGATIE, *TERMIJN),
            *(*VERZUIM, *GEGEVENS, *INZAGE, *TAKEN, *ONTZORG),
            *(*EIGENRISICO, *ZIEKTEWET, *WGA),
        ),
        key=lambda each: each.name,
    )
}
