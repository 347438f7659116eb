"""A mould: one kind of dossier, ready to be filled in for any number of them.

There are some hundreds: each story, open or closed, each of its episodes, and each breach. They
are made when they are first needed and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Final

import pyoxigraph as ox

from scheidslijn.inputs import Syntax
from scheidslijn.namespaces import ID, SHAPE, SL_DOSSIER, SL_IN_DOSSIER
from scheidslijn.synth.breach import Breach, Expectation, change, component_iri, iri_of
from scheidslijn.synth.breaches import BREACHES
from scheidslijn.synth.expected import ExpectedFinding
from scheidslijn.synth.story import FIRST, STORIES, Triples
from scheidslijn.synth.template import Template, body, close, days_of, slotted, triples_of

__all__ = ["Mould", "breach_mould", "episode_mould", "story_mould"]

_BLANK: Final = "_:"


class Mould:
    """The triples of one kind of dossier, or of an episode, and what is to be found in them.

    Args:
        triples: the triples, with placeholders.
        start: days between the first day of sickness and the start of the story.
        expects: the findings that a validation must give.
    """

    def __init__(self, triples: Triples, start: int, expects: tuple[Expectation, ...] = ()) -> None:
        self.last_day = days_of(triples, start)
        self._triples = triples
        self._templates: dict[Syntax, Template] = {}
        self._expects = expects

    def text(self, syntax: Syntax, slots: Mapping[str, str]) -> str:
        """Return these triples of one dossier."""
        if syntax not in self._templates:
            self._templates[syntax] = body(self._triples, syntax)
        return self._templates[syntax].fill(slots)

    def expected(self, slots: Mapping[str, str]) -> tuple[ExpectedFinding, ...]:
        """Return the findings to expect of one dossier."""
        return tuple(
            ExpectedFinding(
                dossier=finding.dossier.format_map(slots),
                shape=finding.shape,
                component=finding.component,
                severity=finding.severity,
                focus=finding.focus.format_map(slots),
                path=finding.path,
                value=finding.value and finding.value.format_map(slots),
                norms=finding.norms,
                stands_alone=finding.stands_alone,
            )
            for finding in self._findings
        )

    @cached_property
    def _findings(self) -> tuple[ExpectedFinding, ...]:
        """The findings with placeholders."""
        return tuple(map(self._finding, self._expects))

    def _finding(self, expects: Expectation) -> ExpectedFinding:
        focus = _term(expects.focus) or ""
        kind = self._stands_alone(expects.focus)
        own = "eerste:dossier" if expects.focus.startswith("eerste:") else "zaak:dossier"
        dossier = _term(expects.dossier or own)
        return ExpectedFinding(
            dossier=_BLANK if kind == SL_DOSSIER and focus == _BLANK else dossier or "",
            shape=SHAPE + expects.shape,
            component=component_iri(expects.component),
            severity=expects.severity,
            focus=focus,
            path=_term(expects.path),
            value=_term(expects.value),
            norms=tuple(f"{ID}norm/{norm}" for norm in expects.norms),
            stands_alone=kind is not None,
        )

    def _stands_alone(self, focus: str) -> str | None:
        """Return by what a node says which dossier it belongs to, or None."""
        if iri_of(focus).startswith(FIRST):
            return SL_IN_DOSSIER
        for triple in self._triples:
            subject = triple.subject
            is_focus = (
                isinstance(subject, ox.BlankNode)
                if focus == _BLANK
                else subject == ox.NamedNode(iri_of(focus))
            )
            if is_focus and triple.predicate.value == SL_IN_DOSSIER:
                return SL_IN_DOSSIER
            if is_focus and triple.object == ox.NamedNode(SL_DOSSIER):
                return SL_DOSSIER
        return None


def _term(name: str | None) -> str | None:
    """Return a term as `scheidslijn.model` writes it, with slots."""
    if name is None or name == _BLANK or name.startswith('"'):
        return name
    if name.startswith("^"):
        return f"^<{iri_of(name[1:])}>"
    return slotted(iri_of(name))


@cache
def story_mould(story: str, closed: bool) -> Mould:
    """Return the mould of a lawful dossier."""
    return _lawful(story, STORIES[story].parts, closed)


@cache
def episode_mould(story: str, episode: str, closed: bool) -> Mould:
    """Return the mould of what a lawful dossier may have besides."""
    return _lawful(story, (episode,), closed)


@cache
def breach_mould(name: str, half: int) -> Mould:
    """Return the mould of a dossier with a breach, or of one half of a pair.

    A dossier with a breach is open: only its own change decides what has ended.
    """
    breach: Breach = BREACHES[name]
    how = breach.changes[half]
    story = STORIES[how.story]
    is_last = half == len(breach.changes) - 1
    triples = change(triples_of(story, story.parts), how)
    return Mould(triples, story.start, breach.expects if is_last else ())


def _lawful(story: str, parts: tuple[str, ...], closed: bool) -> Mould:
    triples = triples_of(STORIES[story], parts)
    return Mould(close(triples) if closed else triples, STORIES[story].start)
