"""A difference between two rule books as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from scheidslijn.difference import Change, Difference, DossierChange, Group, Kind, Side, Unread
from scheidslijn.model import Language
from scheidslijn.render.difference_said import (
    alike,
    counted,
    facts,
    heading,
    left_out,
    overview,
    weighty,
)
from scheidslijn.render.difference_words import GROUPS, fill, said
from scheidslijn.render.layout import paint, wrap
from scheidslijn.render.style import Style
from scheidslijn.render.words import plain

__all__ = ["text", "unread_lines"]

_MOST: Final = 10  # dossiers that read differently
_SIGNS: Final = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.RENAMED: "=", Kind.CHANGED: "~"}
_COLORS: Final = {Kind.ADDED: "green", Kind.REMOVED: "red", Kind.RENAMED: "cyan"}


def text(difference: Difference, style: Style, *, everything: bool = False) -> str:
    """Return the difference as text: in short, the rules that change, and the dossiers.

    Args:
        difference: what differs.
        style: the language, the width and whether there is colour.
        everything: whether changes that touch no rule, and every dossier, are shown too.
    """
    return "\n\n".join(_blocks(difference, style, everything=everything)) + "\n"


def _blocks(difference: Difference, style: Style, *, everything: bool) -> Iterator[str]:
    yield "\n".join(_top(difference, style))
    for group in Group:
        found = difference.of(group) if everything else weighty(difference, group)
        if found:
            yield "\n".join(_group(group, found, style, everything=everything))
    hidden = None if everything else left_out(difference, style.language)
    if hidden is not None:
        yield "\n".join(wrap(hidden, style.width))
    judged = difference.judged
    if judged is not None and judged.changed:
        yield "\n".join(_dossiers(judged.changed, style, everything=everything))
    if judged is not None and judged.unread:
        lines = [_title(said("unread", style.language), style)]
        for line in unread_lines(judged.unread, style.language):
            lines += wrap(line, style.width, "  ")
        yield "\n".join(lines)


def _top(difference: Difference, style: Style) -> Iterator[str]:
    language = style.language
    for side in (difference.old, difference.new):
        yield from wrap(_side(side, language), style.width)
    yield ""
    for group in Group:
        found = weighty(difference, group)
        if found:
            title = GROUPS[group].in_language(language)
            yield from wrap(f"{title}: {counted(found, language)}.", style.width)
    for sentence in overview(difference, language):
        yield from wrap(sentence, style.width)


def _side(side: Side, language: Language) -> str:
    return fill(
        "side",
        language,
        name=plain(side.name),
        version=plain(side.version),
        norms=side.norms,
        shapes=side.shapes,
        sha=side.sha256[:12],
    )


def _group(
    group: Group, changes: Iterable[Change], style: Style, *, everything: bool
) -> Iterator[str]:
    yield _title(GROUPS[group].in_language(style.language), style)
    for change in changes:
        sign = _SIGNS[change.kind]
        lines = wrap(f"{sign} {heading(change, style.language)}", style.width, "  ")
        if style.color and change.kind in _COLORS:
            lines[0] = lines[0].replace(sign, paint(sign, _COLORS[change.kind], bold=True), 1)
        yield from lines
        if change.term.iri:
            yield f"    <{plain(change.term.iri)}>"
        for fact in facts(change, style.language, everything=everything):
            yield from wrap(fact, style.width, "    ")


def _dossiers(
    changes: tuple[DossierChange, ...], style: Style, *, everything: bool
) -> Iterator[str]:
    language = style.language
    yield _title(said("dossiers", language), style)
    found = alike(changes, language, everything=everything)
    shown = found if everything else found[:_MOST]
    for names, outcome, findings in shown:
        yield from wrap(names[0], style.width, "  ")
        yield from wrap(outcome, style.width, "    ")
        for head, lines in findings:
            yield from wrap(head, style.width, "    ")
            for line in lines:
                yield from wrap(line, style.width, "      ")
        if len(names) > 1:
            others = fill("alike", language, names="; ".join(names[1:]))
            yield from wrap(others, style.width, "    ")
    if len(shown) < len(found):
        yield "  " + fill("more", language, number=sum(len(names) for names, *_ in found[_MOST:]))


def unread_lines(unread: Iterable[Unread], language: Language) -> Iterator[str]:
    """Yield for each file that could not be judged with either, or both, why not."""
    for each in unread:
        file = plain(each.file)
        if each.before is not None and each.before == each.after:
            yield f"{file}: {fill('unread both', language, why=plain(each.before))}"
            continue
        for key, why in (("unread old", each.before), ("unread new", each.after)):
            if why is not None:
                yield f"{file}: {fill(key, language, why=plain(why))}"


def _title(words: str, style: Style) -> str:
    return paint(words, bold=True) if style.color else words
