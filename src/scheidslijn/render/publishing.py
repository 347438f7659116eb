"""What came of publishing, or would come of it, as text for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scheidslijn.model import Language, Text
from scheidslijn.publishing import Outcome, Plan, Published
from scheidslijn.render.json import dump
from scheidslijn.render.words import plain

__all__ = ["json", "text"]

_OUTCOMES: Final = {
    Outcome.PUBLISHED: Text(
        nl="Gepubliceerd en gelijk teruggelezen: {name} {version}, {triples} triples.",
        en="Published and read back equal: {name} {version}, {triples} triples.",
    ),
    Outcome.UNCHANGED: Text(
        nl="Niets te doen: {name} {version} met deze {triples} triples is al de huidige versie.",
        en="Nothing to do: {name} {version} with these {triples} triples is the current version.",
    ),
    Outcome.REFUSED: Text(
        nl="Geweigerd, er is niets verstuurd: {name} {version}. Gevonden: {findings}.",
        en="Refused, nothing was sent: {name} {version}. Found: {findings}.",
    ),
}
_GRAPH: Final = Text(nl="Graaf", en="Graph")
_PREVIOUS: Final = Text(nl="Vorige", en="Previous")
_REMOVED: Final = Text(nl="Verwijderd", en="Removed")
_BY_VALUE: Final = Text(
    nl="{n} triples hebben een getal, tijd of waarheidswaarde in een schrijfwijze die de meeste "
    "stores niet bewaren (zoals 1.50 voor 1.5): gelijk naar waarde.",
    en="{n} triples have a number, time or truth value in a form that most stores do not keep "
    "(such as 1.50 for 1.5): equal by value.",
)
_DRY: Final = Text(
    nl="Proef: er is niets geschreven.",
    en="Dry run: nothing was written.",
)
_FIRST: Final = Text(nl="Er is nog geen versie.", en="There is no version yet.")
_NOW: Final = Text(nl="Nu", en="Now")
_THEN: Final = Text(nl="Straks", en="Then")
_SAME: Final = Text(nl="Dit is al de huidige versie.", en="This is the current version already.")
_COUNTS: Final = Text(
    nl="{added} triples erbij, {removed} eraf, {kept} gelijk.",
    en="{added} triples added, {removed} removed, {kept} the same.",
)
_ARRIVED: Final = Text(
    nl="Van een eerdere keer die is afgebroken zijn er al {n} triples.",
    en="Of an earlier run that was cut off, {n} triples are there already.",
)
_MORE: Final = Text(nl="en nog {n} triples", en="and {n} triples more")
_REFUSED: Final = Text(
    nl="Dit wordt geweigerd. Gevonden: {n}.", en="This will be refused. Found: {n}."
)


def text(done: Published | Plan, language: Language = "nl") -> str:
    """Return as text what came of it, or would: the counts, and the first changes by subject."""
    lines = _plan(done, language) if isinstance(done, Plan) else _published(done, language)
    return "".join(f"{line}\n" for line in lines)


def json(done: Published | Plan) -> str:
    """Return as JSON what came of it, or would come of it, with its keys in a fixed order."""
    return _plan_json(done) if isinstance(done, Plan) else _published_json(done)


def _published_json(published: Published) -> str:
    return dump(
        {
            "outcome": published.outcome.value,
            "name": published.target.name,
            "version": published.target.version,
            "catalogue": published.target.catalogue,
            "graph": published.graph,
            "previous": published.previous,
            "triples": published.triples,
            "sha256": published.sha256 or None,
            "resumed": published.resumed,
            "byValue": published.by_value,
            "removed": list(published.removed),
            "findings": list(published.findings),
        }
    )


def _plan_json(plan: Plan) -> str:
    return dump(
        {
            "name": plan.target.name,
            "version": plan.target.version,
            "catalogue": plan.target.catalogue,
            "graph": plan.graph,
            "current": plan.current,
            "isCurrent": plan.is_current,
            "sha256": plan.sha256,
            "added": plan.added,
            "removed": plan.removed,
            "kept": plan.kept,
            "arrived": plan.arrived,
            "changes": [
                {
                    "subject": change.subject,
                    "added": list(change.added),
                    "removed": list(change.removed),
                }
                for change in plan.changes
            ],
            "findings": list(plan.findings),
        }
    )


def _published(published: Published, language: Language) -> Iterator[str]:
    yield (
        _OUTCOMES[published.outcome]
        .in_language(language)
        .format(
            name=published.target.name,
            version=published.target.version,
            triples=published.triples,
            findings=len(published.findings),
        )
    )
    yield from (f"  {plain(finding)}" for finding in published.findings)
    if published.graph is None:
        return
    yield f"  {_GRAPH.in_language(language)}: {published.graph}"
    yield f"  SHA-256 (RDFC-1.0): {published.sha256}"
    if published.previous is not None and published.previous != published.graph:
        yield f"  {_PREVIOUS.in_language(language)}: {published.previous}"
    yield from (f"  {_REMOVED.in_language(language)}: {graph}" for graph in published.removed)
    if published.by_value:
        yield f"  {_BY_VALUE.in_language(language).format(n=published.by_value)}"


def _plan(plan: Plan, language: Language) -> Iterator[str]:
    yield _DRY.in_language(language)
    if plan.current is None:
        yield f"  {_FIRST.in_language(language)}"
    else:
        yield f"  {_NOW.in_language(language)}: {plan.current}"
    if plan.graph is not None:
        yield f"  {_THEN.in_language(language)}: {plan.graph}"
    if plan.is_current:
        yield f"  {_SAME.in_language(language)}"
    counts = _COUNTS.in_language(language)
    yield f"  {counts.format(added=plan.added, removed=plan.removed, kept=plan.kept)}"
    if plan.arrived:
        yield f"  {_ARRIVED.in_language(language).format(n=plan.arrived)}"
    if plan.findings:
        yield f"  {_REFUSED.in_language(language).format(n=len(plan.findings))}"
        yield from (f"    {plain(finding)}" for finding in plan.findings)
    shown = 0
    for change in plan.changes:
        yield plain(change.subject)
        for sign, lines in (("+", change.added), ("-", change.removed)):
            shown += len(lines)
            yield from (f"  {sign} {_said(line)}" for line in lines)
    rest = plan.added + plan.removed - shown
    if rest:
        yield _MORE.in_language(language).format(n=rest)


def _said(line: str) -> str:
    """Return a line of N-Triples without its subject, which stands above it."""
    return plain(line.partition(" ")[2])
