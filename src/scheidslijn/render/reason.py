"""The outcome of reasoning as text for people: does it hold together, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scheidslijn.model import Named
from scheidslijn.reasoning.types import (
    Clash,
    Classified,
    Inferred,
    ProfileCheck,
    Reasoning,
    RoleHeld,
    Said,
)
from scheidslijn.render.layout import paint, wrap
from scheidslijn.render.reason_words import REASONER_NAMES, reason_count, reason_word
from scheidslijn.render.style import Style
from scheidslijn.render.words import name, names, place, plain

__all__ = ["render"]


def render(found: Reasoning, style: Style, *, tree: bool = False) -> str:
    """Return what the reasoner found as text.

    Args:
        found: what it found.
        style: its language, width and colours.
        tree: whether to show all classes as a tree, and not only what is new about them.
    """
    consistent = found.consistency.consistent
    blocks: list[Iterable[str]] = [_verdict(found, style)]
    blocks += [_clash(clash, number, style) for number, clash in enumerate(found.clashes, 1)]
    if consistent:
        blocks.append(_tree(found.classes, style) if tree else _classes(found.classes, style))
        blocks.append(_roles(found.roles, style))
        blocks.append(_individuals(found.individuals, style))
    blocks.append(_profiles(found.profiles, style))
    blocks.append(_footer(found, style))
    shown = ("\n".join(lines) for lines in blocks)
    return "\n\n".join(block for block in shown if block) + "\n"


def _verdict(found: Reasoning, style: Style) -> Iterator[str]:
    language, empty = style.language, found.consistency.unsatisfiable
    if not found.consistency.consistent:
        text = reason_word("clashing", language)
    elif empty:
        told = {each.about.iri: each.about for each in found.clashes if each.about is not None}
        shown = [name(told[iri], language) if iri in told else plain(iri) for iri in empty]
        count = reason_count(len(empty), "class", language)
        text = reason_word("empty", language, n=count, names=", ".join(shown))
    else:
        text = reason_word("sound", language)
    yield from (_bold(line, style) for line in _wrap(text, style, 0))


def _clash(clash: Clash, number: int, style: Style) -> Iterator[str]:
    if clash.about is None:
        heading = reason_word("clash", style.language, n=str(number))
    else:
        heading = reason_word("clash about", style.language, name=name(clash.about, style.language))
    yield from (_bold(line, style) for line in _wrap(heading, style, 0))
    yield from _said(clash.said, style, 2)
    yield from _wrap(plain(clash.conclusion.in_language(style.language)), style, 2, hang=0)


def _said(said: Iterable[Said], style: Style, indent: int) -> Iterator[str]:
    """Yield axioms: each in a line with a dash, and where it stands below it."""
    for each in said:
        sentence = plain(each.sentence.in_language(style.language))
        yield from _wrap(f"- {sentence}", style, indent)
        if each.file is not None:
            yield from _wrap(place(each.file, each.line), style, indent + 4, hang=0)


def _classes(classes: Iterable[Classified], style: Style) -> Iterator[str]:
    told = [each for each in classes if each.new or each.same]
    if not told:
        yield reason_word("none new", style.language)
        return
    yield reason_word("new", style.language)
    for each in told:
        yield from _wrap(f"{name(each.thing, style.language)}: {_news(each, style)}", style, 2)


def _news(each: Classified, style: Style) -> str:
    rows = (("below", each.new), ("same", each.same))
    parts = [
        reason_word(key, style.language, names=_listed(things, style))
        for key, things in rows
        if things
    ]
    return "; ".join(parts)


def _tree(classes: Sequence[Classified], style: Style) -> Iterator[str]:
    """Yield every class below each of its parents; what equals it stands beside it."""
    yield reason_word("tree", style.language)
    children: dict[str, list[Classified]] = {}
    known = {each.thing.iri for each in classes}
    for each in classes:
        above = [parent.iri for parent in each.parents if parent.iri in known]
        for parent in above or [""]:
            children.setdefault(parent, []).append(each)
    yield from _branch("", children, style, 2, frozenset())


def _branch(
    parent: str,
    children: dict[str, list[Classified]],
    style: Style,
    indent: int,
    seen: frozenset[str],
) -> Iterator[str]:
    below = sorted(children.get(parent, ()), key=lambda each: name(each.thing, style.language))
    for each in below:
        if each.thing.iri in seen:
            continue
        news = _news(each, style)
        label = name(each.thing, style.language)
        yield from _wrap(f"{label} ({news})" if news else label, style, indent)
        yield from _branch(each.thing.iri, children, style, indent + 2, seen | {each.thing.iri})


def _roles(roles: Sequence[RoleHeld], style: Style) -> Iterator[str]:
    if roles:
        yield reason_word("roles", style.language)
    for each in roles:
        text = f"{name(each.actor, style.language)}: {name(each.role, style.language)}"
        if each.kinds:
            text += f" ({_listed(each.kinds, style)})"
        if each.broader:
            broader = _listed(each.broader, style)
            text += f"; {reason_word('broader', style.language, names=broader)}"
        yield from _wrap(text, style, 2)


def _individuals(individuals: Iterable[Inferred], style: Style) -> Iterator[str]:
    told = [each for each in individuals if each.kinds]
    if told:
        yield reason_word("kinds", style.language)
    for each in told:
        where = "" if each.file is None else f" ({place(each.file, each.line)})"
        thing = name(each.thing, style.language)
        yield from _wrap(f"{thing}{where}: {_listed(each.kinds, style)}", style, 2)
        for why in each.why:
            because = name(why.kind, style.language)
            yield from _wrap(reason_word("because", style.language, name=because), style, 4)
            yield from _said(why.said, style, 6)


def _profiles(profiles: Sequence[ProfileCheck], style: Style) -> Iterator[str]:
    if profiles:
        yield reason_word("profiles", style.language)
    for each in profiles:
        verdict = reason_word(
            "within" if each.conforms else "outside", style.language, name=each.name
        )
        if not each.conforms and not each.violations:
            verdict += f", {reason_word('only DL', style.language)}"
        yield from _wrap(verdict, style, 2)
        for violation in each.violations:
            count = reason_count(violation.count, "statement", style.language)
            sentence = plain(violation.sentence.in_language(style.language))
            yield from _wrap(f"{count}: {sentence}", style, 4)
            shown = violation.said if each.name == "DL" else violation.said[:2]
            yield from _said(shown, style, 6)
            if violation.count > len(shown) and shown:
                more = str(violation.count - len(shown))
                yield from _wrap(reason_word("more", style.language, n=more), style, 6)


def _footer(found: Reasoning, style: Style) -> Iterator[str]:
    language, counts = style.language, found.counts
    if counts.dates:
        number = reason_count(counts.dates, "statement", language)
        yield from _wrap(reason_word("dates", language, n=number), style, 0)
    book = found.rulebook
    text = reason_word(
        "footer",
        language,
        reasoner=REASONER_NAMES[found.reasoner],
        axioms=reason_count(counts.axioms, "axiom", language),
        classes=reason_count(counts.classes, "class", language),
        individuals=reason_count(counts.individuals, "individual", language),
        version=found.version,
        rulebook="" if book is None else reason_word("rulebook", language, sha=book.sha256[:12]),
    )
    yield from _wrap(text, style, 0)


def _listed(things: Iterable[Named], style: Style) -> str:
    return ", ".join(names(things, style.language))


def _wrap(text: str, style: Style, indent: int, hang: int = 2) -> list[str]:
    return wrap(text, style.width, " " * indent, " " * hang)


def _bold(text: str, style: Style) -> str:
    return paint(text, bold=True) if style.color else text
