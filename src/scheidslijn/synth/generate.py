"""Makes dossiers one after the other; each follows from the seed and its own number alone."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from scheidslijn.errors import UsageError
from scheidslijn.synth.breach import Breach
from scheidslijn.synth.breaches import BREACHES
from scheidslijn.synth.cast import Casting, Names, fill_cast
from scheidslijn.synth.dossier import Slots, SyntheticDossier
from scheidslijn.synth.draws import Draws
from scheidslijn.synth.mould import breach_mould, episode_mould, story_mould
from scheidslijn.synth.story import STORIES, Story

__all__ = ["MAX_COUNT", "choose_breaches", "synthesise"]

MAX_COUNT: Final = 999_999_999  # numbers have nine digits
_FIRST_START: Final = date(2021, 1, 1)
_STARTS: Final = 2000  # days in which a story may start
_EXTRA: Final = 200  # days that a closed dossier lasted at most beyond its last event
_CLOSED: Final = 0.5
_EPISODE: Final = 0.3
_EMPLOYERS: Final = 840  # a multiple of every number of employers in a circle
_TOLD: Final = tuple(name for name, story in STORIES.items() for _ in range(story.weight))


def synthesise(
    count: int,
    seed: int = 1,
    *,
    share: float = 0.1,
    breaches: Sequence[str] | None = None,
) -> Iterator[SyntheticDossier]:
    """Yield dossiers 1 to ``count``, one at a time.

    Dossier k is the same whatever the count. A breach between two dossiers takes an odd number
    and the next.

    Args:
        count: how many dossiers.
        seed: the same seed gives the same dossiers.
        share: which part of them, from 0 to 1, has a breach.
        breaches: which breaches may occur, by name; all of `BREACHES` if None.

    Raises:
        UsageError: a count or share out of range, or an unknown breach.
    """
    if not 1 <= count <= MAX_COUNT:
        raise UsageError(f"the number of dossiers must be from 1 to {MAX_COUNT}, not {count}")
    if not 0 <= share <= 1:
        raise UsageError(f"the share of dossiers with a breach must be from 0 to 1, not {share}")
    chosen = choose_breaches(breaches)
    series = _Series(seed, share, chosen, [breach for breach in chosen if not breach.is_pair])
    return map(series.dossier, range(1, count + 1))


def choose_breaches(names: Sequence[str] | None) -> list[Breach]:
    """Return the breaches with these names, or all of them.

    Raises:
        UsageError: there is no breach with such a name.
    """
    for name in names or ():
        if name not in BREACHES:
            near = difflib.get_close_matches(name, BREACHES, n=1, cutoff=0.4)
            raise UsageError(
                f"unknown breach '{name}'; "
                + (f"did you mean '{near[0]}'? " if near else "")
                + "scheidslijn synth --list-breaches shows the names"
            )
    return [BREACHES[name] for name in sorted(BREACHES if names is None else set(names))]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a dossier is to be.

    Attributes:
        draws: makes the choices that are left.
        start: days after the first possible start of a story.
        employer: chooses the employer.
        breach: the breach, or None.
        half: which change of the breach it gets.
        first: the number of the first dossier of its pair, or its own.
    """

    draws: Draws
    start: int
    employer: int
    breach: Breach | None
    half: int
    first: int


@dataclass(frozen=True, slots=True)
class _Series:
    """Everything that the dossiers of one run have in common."""

    seed: int
    share: float
    breaches: Sequence[Breach]
    single: Sequence[Breach]

    def dossier(self, number: int) -> SyntheticDossier:
        plan = self._plan(number)
        return self._lawful(plan, number) if plan.breach is None else self._broken(plan, number)

    def _plan(self, number: int) -> _Plan:
        """Return the plan for a dossier; the second of a pair looks back at the first."""
        own = self._own_plan(number)
        before = self._own_plan(number - 1) if number % 2 == 0 else own
        if number % 2 or before.breach is None or not before.breach.is_pair:
            return own
        return _Plan(own.draws, before.start, before.employer, before.breach, 1, number - 1)

    def _own_plan(self, number: int) -> _Plan:
        draws = Draws(self.seed, number)
        start, employer = draws.below(_STARTS), draws.below(_EMPLOYERS)
        # a pair begins at an odd number, so that no dossier is wanted by two pairs
        possible = self.breaches if number % 2 else self.single
        is_broken = draws.chance(self.share) and possible
        breach = possible[draws.below(len(possible))] if is_broken else None
        return _Plan(draws, start, employer, breach, 0, number)

    def _broken(self, plan: _Plan, number: int) -> SyntheticDossier:
        assert plan.breach is not None
        how = plan.breach.changes[plan.half]
        mould = breach_mould(plan.breach.name, plan.half)
        names = Names.of(self.seed, number, plan.first)
        slots = _slots(plan, STORIES[how.story], names)
        casting = Casting(plan.employer, private=True, paired=how.paired)
        fill_cast(slots, STORIES[how.story].cast, names, casting, plan.draws)
        return SyntheticDossier(
            number=number,
            iri=f"{names.own}dossier",
            story=how.story,
            breach=plan.breach.name,
            expected=mould.expected(slots),
            _moulds=(mould,),
            _slots=slots,
        )

    def _lawful(self, plan: _Plan, number: int) -> SyntheticDossier:
        draws = plan.draws
        told = _TOLD[draws.below(len(_TOLD))]
        story = STORIES[told]
        closed = draws.chance(_CLOSED)
        episodes = [name for name in story.episodes if draws.chance(_EPISODE)]
        moulds = (
            story_mould(told, closed),
            *(episode_mould(told, name, closed) for name in episodes),
        )
        names = Names.of(self.seed, number, number)
        slots = _slots(plan, story, names)
        last_day = max(mould.last_day for mould in moulds)
        slots["einde"] = slots[f"+{last_day + draws.below(_EXTRA)}"]
        cast = dict(story.cast)
        for name in episodes:
            cast.update(story.episodes[name])
        fill_cast(slots, cast, names, Casting(plan.employer), draws)
        return SyntheticDossier(
            number=number,
            iri=f"{names.own}dossier",
            story=told,
            breach=None,
            expected=(),
            _moulds=moulds,
            _slots=slots,
        )


def _slots(plan: _Plan, story: Story, names: Names) -> Slots:
    """Return the slots that every dossier has, apart from its cast."""
    slots = Slots(_FIRST_START + timedelta(days=plan.start - story.start), story.start)
    slots["nummer"] = str(names.number)
    slots["eigen"] = names.own
    slots["eerste"] = names.pair
    slots["graaf"] = names.own[:-1]
    slots["blanco"] = f"z{names.number}-"
    return slots
