"""A difference between two rule books in Markdown: a whole report, or a section of a changelog."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from scheidslijn.difference import Aspect, Change, Difference, DossierChange, Group, Kind
from scheidslijn.model import Language, Text
from scheidslijn.render.difference import unread_lines
from scheidslijn.render.difference_said import (
    counted,
    dossier_name,
    facts,
    findings_shown,
    heading,
    left_out,
    overview,
    weighty,
)
from scheidslijn.render.difference_words import GROUPS, KINDS, fill, outcome, said
from scheidslijn.render.markdown import escaped, row
from scheidslijn.render.words import name, plain

__all__ = ["changelog", "report"]

_LINKED: Final = re.compile(r"https?://[^\s<>|]+")
_MOST: Final = 3  # facts of one change in a changelog
_SECTIONS: Final = (
    ("Added", (Kind.ADDED,)),
    ("Changed", (Kind.CHANGED, Kind.RENAMED)),
    ("Removed", (Kind.REMOVED,)),
)
_VERDICTS: Final = Text("Oordelen: {} van {} dossiers.", "Verdicts: {} of {} dossiers.")
_SMALL: Final = Text(
    "Alleen bewoording, vindplaatsen of beheer: {}.",
    "Wording, source places or upkeep only: {}.",
)


def report(difference: Difference, language: Language, *, everything: bool = False) -> str:
    """Return the difference as a report in Markdown, with a table of the dossiers that differ.

    Args:
        difference: what differs.
        language: the language of the report.
        everything: whether changes that touch no rule are told too.
    """
    return "\n".join(_lines(difference, language, everything=everything)) + "\n"


def _lines(difference: Difference, language: Language, *, everything: bool) -> Iterator[str]:
    old, new = difference.old, difference.new
    title = fill("title", language, old=f"{old.name} ({old.version})",
                 new=f"{new.name} ({new.version})")  # fmt: skip
    yield f"# {escaped(title)}"
    yield ""
    for group in Group:
        found = weighty(difference, group)
        if found:
            label = GROUPS[group].in_language(language)
            yield f"- {escaped(label)}: {escaped(counted(found, language))}."
    for sentence in overview(difference, language):
        yield f"- {escaped(sentence)}"
    for group in Group:
        found = difference.of(group) if everything else weighty(difference, group)
        if found:
            yield from _group(group, found, language, everything=everything)
    hidden = None if everything else left_out(difference, language)
    if hidden is not None:
        yield from ("", escaped(hidden))
    yield from _dossiers(difference, language)


def _group(
    group: Group, changes: Iterable[Change], language: Language, *, everything: bool
) -> Iterator[str]:
    yield from ("", f"## {GROUPS[group].in_language(language)}", "")
    for change in changes:
        kind = KINDS[change.kind].in_language(language)
        yield f"- **{kind}**: {_linked(change, heading(change, language))}"
        for fact in facts(change, language, everything=everything):
            yield f"  - {escaped(fact)}"


def _dossiers(difference: Difference, language: Language) -> Iterator[str]:
    judged = difference.judged
    if judged is None:
        return
    if judged.changed:
        yield from ("", f"## {said('dossiers', language)}", "")
        titles = [said(key, language) for key in ("dossier", "before", "after", "finding")]
        yield row(titles)
        yield row("---" for _ in titles)
        for each in judged.changed:
            yield row(map(escaped, _cells(each, language)))
    if judged.unread:
        yield from ("", f"## {said('unread', language)}", "")
        for line in unread_lines(judged.unread, language):
            yield f"- {escaped(line)}"


def _cells(change: DossierChange, language: Language) -> Iterator[str]:
    yield dossier_name(change, language)
    yield outcome(change.before, language)
    yield outcome(change.after, language)
    found = findings_shown(change, language, everything=False)
    yield " \u2022 ".join("; ".join((head, *lines)) for head, lines in found)


def changelog(difference: Difference, language: Language = "en") -> str:
    """Return what changed as the body of a section of a changelog (Keep a Changelog 1.1.0).

    The names of norms and other terms link to their IRIs.
    """
    lines: list[str] = []
    for title, kinds in _SECTIONS:
        entries = [
            entry
            for group in Group
            for change in weighty(difference, group)
            if change.kind in kinds
            for entry in _entry(change, language)
        ]
        if title == "Changed":
            entries = [*_verdicts(difference, language), *entries]
        if entries:
            lines += [f"### {title}", "", *entries, ""]
    small = sum(each.aspect is not Aspect.MEANING for each in difference.changes)
    if small:
        lines += ["### Fixed", "", f"- {_SMALL.in_language(language).format(small)}", ""]
    return "\n".join(lines)


def _entry(change: Change, language: Language) -> Iterator[str]:
    kind = KINDS[Kind.RENAMED].in_language(language)
    group = GROUPS[change.group].in_language(language)
    what = f"{group}: {_linked(change, heading(change, language))}"
    details = [
        escaped(each)
        for each in facts(change, language, everything=False)
        if change.kind in (Kind.CHANGED, Kind.RENAMED)
    ]
    if change.kind is Kind.RENAMED:
        what = f"{what} ({kind})"
    more = [fill("more", language, number=len(details) - _MOST)] if len(details) > _MOST else []
    told = "; ".join((*details[:_MOST], *more))
    yield f"- {what}" + (f". {told}." if told else ".")


def _verdicts(difference: Difference, language: Language) -> Iterator[str]:
    judged = difference.judged
    if judged is None or not judged.changed:
        return
    yield "- " + _VERDICTS.in_language(language).format(len(judged.changed), judged.dossiers)
    causes = {cause for each in judged.changed for f in each.findings for cause in f.causes}
    for cause in sorted(causes):
        number = sum(any(cause in f.causes for f in each.findings) for each in judged.changed)
        yield f"  - [{escaped(name(cause, language))}](<{plain(cause.iri)}>): {number}"


def _linked(change: Change, words: str) -> str:
    iri = change.term.iri
    if not _LINKED.fullmatch(iri):
        return escaped(words)
    return f"[{escaped(words)}](<{plain(iri)}>)"
