"""Made-up dossiers in any number, some with a planted breach, and the findings to expect.

A large run of the checks is only a test if somebody knows what it must find. Here a dossier is
lawful by construction, or differs from a lawful one by one change; what that change must give is
written beside it, from the rule book and the shapes.

>>> from scheidslijn.synth import synthesise
>>> [dossier.number for dossier in synthesise(3, seed=7)]
[1, 2, 3]
"""

from __future__ import annotations

from scheidslijn.synth.breach import Breach, Change, Expectation
from scheidslijn.synth.breaches import BREACHES
from scheidslijn.synth.dossier import SyntheticDossier
from scheidslijn.synth.expected import ExpectedFinding
from scheidslijn.synth.generate import MAX_COUNT, choose_breaches, synthesise
from scheidslijn.synth.story import STORIES, Story
from scheidslijn.synth.template import GRAPHS, SYNTAXES, header
from scheidslijn.synth.write import ZIPPED, syntax_of, write, write_folder, zipped

__all__ = [
    "BREACHES",
    "GRAPHS",
    "MAX_COUNT",
    "STORIES",
    "SYNTAXES",
    "ZIPPED",
    "Breach",
    "Change",
    "Expectation",
    "ExpectedFinding",
    "Story",
    "SyntheticDossier",
    "choose_breaches",
    "header",
    "syntax_of",
    "synthesise",
    "write",
    "write_folder",
    "zipped",
]
