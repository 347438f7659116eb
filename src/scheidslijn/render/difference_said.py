"""What a change and a verdict that differs say, as sentences; text, Markdown and changelog use it.

Sentences hold text of rule books and dossiers, made safe to show on one line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from scheidslijn.difference import (
    Aspect,
    Change,
    Difference,
    DossierChange,
    FindingChange,
    Group,
    Kind,
    Origin,
    PropertyChange,
    Value,
)
from scheidslijn.model import Finding, Language, Named
from scheidslijn.namespaces import ID, SH, SL
from scheidslijn.render.difference_words import KINDS, fill, outcome, said
from scheidslijn.render.words import count, name, plain, word

__all__ = [
    "alike",
    "counted",
    "dossier_name",
    "facts",
    "findings_shown",
    "heading",
    "left_out",
    "overview",
    "verdict",
    "weighty",
]

_MOST: Final = 5
_QUERIES: Final = ("query", SH + "select", SH + "ask")
_STATUS: Final = SL + "status"
# In the ontology these alone may make a violation; the others are warnings at most.
_BINDING: Final = frozenset(
    f"{ID}normstatus/{each}" for each in ("beroepsnorm", "letterlijke-wet", "parafrase-van-wet")
)


def weighty(difference: Difference, group: Group) -> tuple[Change, ...]:
    """Return the changes of a group that change what a rule asks."""
    return difference.of(group, Aspect.MEANING)


def overview(difference: Difference, language: Language) -> Iterator[str]:
    """Yield what differs, in numbers and per group, and what it does to dossiers."""
    if difference.same:
        yield said("same", language)
        return
    old, new = difference.old, difference.new
    if old.version == new.version:
        yield fill("same version", language, version=plain(new.version))
    yield from _dossiers(difference, language)
    step = difference.step
    version = "" if step.version is None else f" ({step.version})"
    reason = step.reason.in_language(language)
    yield fill("step", language, level=step.level.value, version=version, reason=reason) + (
        ""
        if step.version is None
        else " "
        + (
            said("enough", language)
            if step.enough
            else fill("not enough", language, version=plain(new.version))
        )
    )


def _dossiers(difference: Difference, language: Language) -> Iterator[str]:
    """Yield how many dossiers get another verdict, and how that was found out."""
    judged = difference.judged
    if judged is None:
        yield said("not judged", language)
        return
    if not judged.dossiers and not judged.unread:
        yield said("not needed", language)
        return
    dossiers = count(judged.dossiers, "dossier", language)
    origins = Counter(each.origin for each in judged.changed)
    parts = ", ".join(
        fill(origin.value, language, number=origins[origin]) for origin in Origin if origins[origin]
    )
    key = "judged" if judged.changed else "judged same"
    yield fill(key, language, changed=len(judged.changed), dossiers=dossiers, parts=parts)
    if judged.borrowed is not None:
        yield fill("borrowed", language, name=plain(judged.borrowed))
    if judged.reading != "strict":
        yield said("reading", language)
    if judged.on is not None:
        yield fill("on", language, day=judged.on.isoformat())


def counted(changes: Iterable[Change], language: Language) -> str:
    """Return how many changes there are of each kind, such as ``2 added, 1 changed``."""
    kinds = [each.kind for each in changes]
    parts = (
        f"{kinds.count(kind)} {words.in_language(language)}"
        for kind, words in KINDS.items()
        if kind in kinds
    )
    return ", ".join(parts)


def left_out(difference: Difference, language: Language) -> str | None:
    """Return how many changes touch no rule, or None if there are none."""
    parts = [
        fill(key, language, number=number)
        for key, aspect in (
            ("wording", Aspect.WORDING),
            ("source", Aspect.SOURCE),
            ("upkeep", Aspect.UPKEEP),
        )
        if (number := sum(each.aspect is aspect for each in difference.changes))
    ]
    return fill("left out", language, parts=", ".join(parts)) if parts else None


def heading(change: Change, language: Language) -> str:
    """Return what changed: its label, and of what kind it is."""
    kinds = [
        name(each, language) for each in change.classes if each.label.nl != change.term.label.nl
    ]
    if change.group is Group.NORM and not change.checked:
        kinds.append(said("unchecked", language))
    return name(change.term, language) + (f" ({', '.join(kinds)})" if kinds else "")


def facts(change: Change, language: Language, *, everything: bool) -> Iterator[str]:
    """Yield what is said of a change.

    Args:
        change: what happened to a term.
        language: the language of the sentences.
        everything: whether what touches no rule is told too.
    """
    if change.former is not None:
        former = plain(change.former.iri)
        yield fill("former", language, name=name(change.former, language), iri=former)
    whole = change.kind in (Kind.ADDED, Kind.REMOVED)
    definition = plain(change.definition.in_language(language))
    if whole and definition:
        yield definition
    for each in change.properties:
        if everything or each.aspect is Aspect.MEANING or each.aspect is change.aspect:
            yield from _property(each, language, whole=whole)
    if change.touches:
        yield fill("touches", language, names=_names(change.touches, language))


def _property(change: PropertyChange, language: Language, *, whole: bool) -> Iterator[str]:
    title = name(change.property, language)
    if change.property.iri in _QUERIES and not whole:
        yield fill("other", language, name=title)
        return
    if whole:
        values = change.added or change.removed
        if change.property.iri not in _QUERIES:
            yield fill("is", language, name=title, values=_values(values, language))
        return
    for tongue in sorted({each.language for each in (*change.removed, *change.added)}):
        old, new = (
            [each for each in values if each.language == tongue]
            for values in (change.removed, change.added)
        )
        titled = f"{title} ({tongue})" if tongue else title
        if len(old) == len(new) == 1:
            was, now = (_values(each, language) for each in (old, new))
            line = fill("became", language, name=titled, old=was, new=now)
            yield line + _note(change, language)
            continue
        if old:
            yield fill("minus", language, name=titled, values=_values(old, language))
        if new:
            yield fill("plus", language, name=titled, values=_values(new, language))


def _note(change: PropertyChange, language: Language) -> str:
    """Return what another status of a norm means, if it means something."""
    if change.property.iri != _STATUS:
        return ""
    was, now = (values[0].iri in _BINDING for values in (change.removed, change.added))
    if was == now:
        return ""
    return f" ({said('binding' if now else 'not binding', language)})"


def _values(values: Iterable[Value], language: Language) -> str:
    return "; ".join(_value(each, language) for each in values)


def _value(value: Value, language: Language) -> str:
    text = plain(value.text.in_language(language))
    return f"\u201c{text}\u201d" if value.language else text


def _names(things: tuple[Named, ...], language: Language) -> str:
    shown = [name(each, language) for each in things[:_MOST]]
    if len(things) > _MOST:
        shown.append(fill("more", language, number=len(things) - _MOST))
    return "; ".join(shown)


def dossier_name(change: DossierChange, language: Language) -> str:
    """Return what a dossier is called, with its file."""
    label = name(change.dossier, language) if change.dossier.iri else ""
    return f"{plain(change.file)}: {label}" if label else plain(change.file)


def verdict(change: DossierChange, language: Language) -> str:
    """Return the verdict before and after."""
    before, after = (outcome(each, language) for each in (change.before, change.after))
    return fill("to", language, before=before, after=after)


def findings_shown(
    change: DossierChange, language: Language, *, everything: bool
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the findings that differ, each with the lines that explain it; most of them if many.

    Findings that read the same, on several nodes of the dossier, are one with their number.
    """
    numbers = Counter(_finding_lines(each, language) for each in change.findings)
    found = [
        (head if number == 1 else fill("times", language, words=head, number=number), lines)
        for (head, lines), number in numbers.items()
    ]
    shown = found if everything else found[:_MOST]
    if len(found) > len(shown):
        shown = [*shown, (fill("more", language, number=len(found) - len(shown)), ())]
    return tuple(shown)


def alike(
    changes: Iterable[DossierChange], language: Language, *, everything: bool
) -> list[tuple[list[str], str, tuple[tuple[str, tuple[str, ...]], ...]]]:
    """Return the names of dossiers, their verdict and findings, once for those that read the same.

    Args:
        changes: the dossiers that get another verdict.
        language: the language of the sentences.
        everything: whether each finding is told, however many there are.
    """
    found: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], list[str]] = {}
    for each in changes:
        told = verdict(each, language), findings_shown(each, language, everything=everything)
        found.setdefault(told, []).append(dossier_name(each, language))
    return [(names, *told) for told, names in found.items()]


def _finding_lines(change: FindingChange, language: Language) -> tuple[str, tuple[str, ...]]:
    """Return what happened to a finding, and its norms and causes."""
    found = change.after or change.before
    assert found is not None
    lines = []
    if found.norms and found.norms != change.causes:
        lines.append(fill("norm", language, names=_names(found.norms, language)))
    lines += _stood_on(change, language)
    if change.causes:
        lines.append(fill("cause", language, names=_names(change.causes, language)))
    else:
        lines.append(said("cause unknown", language))
    return _happened(change, found, language), tuple(lines)


def _stood_on(change: FindingChange, language: Language) -> Iterator[str]:
    """Yield the norms and missing conditions of a finding before, where it has others now."""
    was, now = change.before, change.after
    if was is None or now is None:
        return
    if was.norms != now.norms:
        yield fill("norm was", language, names=_names(was.norms, language))
    if was.missing != now.missing:
        for key, missing in (("missing was", was.missing), ("missing", now.missing)):
            if missing:
                yield fill(key, language, names=_names(missing, language))


def _happened(change: FindingChange, found: Finding, language: Language) -> str:
    message = plain(found.message.in_language(language))
    severity = word(found.severity.name.lower(), language)
    if change.before is None:
        return fill("appears", language, severity=severity, message=message)
    if change.after is None:
        return fill("vanishes", language, severity=severity, message=message)
    before = word(change.before.severity.name.lower(), language)
    key = "rests" if before == severity else "weighs"
    return fill(key, language, before=before, after=severity, message=message)
