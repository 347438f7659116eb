"""Which findings of a dossier appear, vanish or change.

A finding is the same when its shape, place and value are, by the new names of renamed terms; what
it says in words does not count. It changes when its severity, its norms or the conditions that it
misses differ. One that vanishes and one that appears on the same node with a norm in common are
one that changed too: so a violation that became a warning of another shape is told as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from scheidslijn.difference.types import FindingChange
from scheidslijn.model import Finding, Named, Term

__all__ = ["Renames", "finding_changes"]

Renames = Mapping[Term, Term]
Causes = Callable[[Finding | None, Finding | None], tuple[Named, ...]]


def finding_changes(
    old: Sequence[Finding], new: Sequence[Finding], renames: Renames, causes: Causes
) -> Iterator[FindingChange]:
    """Yield what differs between the findings of one dossier, in the order of the reports.

    Args:
        old: what the old rule book finds.
        new: what the new one finds.
        renames: the new name of every renamed term.
        causes: says to which changed terms a finding that differs can be traced.
    """
    gone, come = list(old), list(new)
    pairs: list[tuple[Finding | None, Finding | None]] = []
    for alike in (_same, _identity, _matter):
        for was, now in _matched(gone, come, renames, alike):
            gone.remove(was)
            come.remove(now)
            if alike is not _same:
                pairs.append((was, now))
    pairs += [(each, None) for each in gone]
    pairs += [(None, each) for each in come]
    for before, after in sorted(pairs, key=_place):
        yield FindingChange(before, after, causes(before, after))


Key = tuple[object, ...]


def _matched(
    gone: Sequence[Finding],
    come: Sequence[Finding],
    renames: Renames,
    alike: Callable[[Finding, Renames], list[Key]],
) -> Iterator[tuple[Finding, Finding]]:
    """Yield the pairs that have a key in common, each finding in one pair at most."""
    waiting: dict[Key, list[Finding]] = {}
    for each in come:
        for key in alike(each, {}):
            waiting.setdefault(key, []).append(each)
    taken: set[int] = set()
    for before in list(gone):
        for key in alike(before, renames):
            free = [each for each in waiting.get(key, ()) if id(each) not in taken]
            if free:
                taken.add(id(free[0]))
                yield before, free[0]
                break


def _identity(finding: Finding, renames: Renames) -> list[Key]:
    path, value = finding.path, finding.value
    return [
        (
            renames.get(finding.shape, finding.shape),
            finding.component,
            finding.focus,
            path and renames.get(path, path),
            value and renames.get(value, value),
        )
    ]


def _same(finding: Finding, renames: Renames) -> list[Key]:
    norms, missing = (_names(each, renames) for each in (finding.norms, finding.missing))
    return [(*_identity(finding, renames)[0], finding.severity, norms, missing)]


def _matter(finding: Finding, renames: Renames) -> list[Key]:
    return [(finding.focus, norm) for norm in sorted(_names(finding.norms, renames))]


def _names(things: tuple[Named, ...], renames: Renames) -> frozenset[Term]:
    return frozenset(renames.get(each.iri, each.iri) for each in things)


def _place(pair: tuple[Finding | None, Finding | None]) -> tuple[object, ...]:
    before, after = pair
    found = before or after
    assert found is not None
    return (-found.severity, found.shape, found.focus, found.path or "", found.value or "",
            before is None)  # fmt: skip
