"""A verdict as text for people: the answer first, then the chain of norms behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from scheidslijn.model import Language
from scheidslijn.render.layout import paint, wrap
from scheidslijn.render.style import Style
from scheidslijn.render.verdict_words import EFFECTS, OUTCOMES, verdict_word
from scheidslijn.render.words import name, names, passages, plain, word
from scheidslijn.verdict.actions import ACTIONS
from scheidslijn.verdict.types import Asked, Condition, Effect, Outcome, Step, Verdict

__all__ = ["question", "render"]

_COLORS: Final = {
    Outcome.ALLOWED: "green",
    Outcome.CONDITIONAL: "yellow",
    Outcome.DISCOURAGED: "yellow",
    Outcome.CONTESTED: "yellow",
    Outcome.RESERVED: "red",
    Outcome.FORBIDDEN: "red",
    Outcome.UNREGULATED: "cyan",
}
_ALSO: Final = 6  # norms shown beside those that decide, unless all are asked for
_MET: Final = {True: "[x]", False: "[ ]"}


def render(verdict: Verdict, style: Style, *, everything: bool = False) -> str:
    """Return a verdict as text.

    Args:
        verdict: what to show.
        style: its language, width and colours.
        everything: whether to show also the norms that only mention what is asked.
    """
    language = style.language
    blocks = [
        list(_heading(verdict, style)),
        list(_conditions(verdict.conditions, style)),
        list(_steps(verdict, style)),
        list(_also(verdict, style, everything)),
        _wrap(_footer(verdict, language), style, 0),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def question(asked: Asked, language: Language) -> str:
    """Return what was asked as one sentence."""
    template = ACTIONS[asked.action].question.in_language(language)
    other = asked.towards
    return re.sub(r"\[(.*?)\]", "" if other is None else r"\1", template).format(
        role=name(asked.role, language),
        matter=name(asked.matter, language),
        other="" if other is None else name(other, language),
    )


def _heading(verdict: Verdict, style: Style) -> Iterator[str]:
    asked, language = verdict.asked, style.language
    yield from _wrap(question(asked, language), style, 0)
    scope = verdict_word("scope", language).format(
        domain=name(asked.domain, language),
        day=asked.on.isoformat(),
        reading=verdict_word(asked.reading, language),
    )
    yield from _wrap(scope, style, 0)
    if asked.given:
        given = "; ".join(names(asked.given, language))
        yield from _wrap(f"{verdict_word('given', language)}: {given}", style, 0)
    yield ""
    short, long = OUTCOMES[verdict.outcome]
    answer = short.in_language(language)
    if verdict.reserved_to and verdict.outcome is Outcome.RESERVED:
        answer += f": {'; '.join(names(verdict.reserved_to, language))}"
    lines = _wrap(answer, style, 0)
    yield from (_paint(line, _COLORS[verdict.outcome], style) for line in lines)
    yield from _wrap(f"{long.in_language(language)}{_but(verdict, language)}", style, 0)


def _but(verdict: Verdict, language: Language) -> str:
    """Return what is said all the same where no norm permits or forbids."""
    if verdict.outcome is not Outcome.UNREGULATED:
        return ""
    if verdict.reserved_to:
        roles = "; ".join(names(verdict.reserved_to, language))
        return " " + verdict_word("but reserved", language).format(roles=roles)
    expected = any(step.effect is Effect.EXPECTS for step in verdict.steps)
    return f" {verdict_word('expected', language)}" if expected else ""


def _conditions(conditions: Iterable[Condition], style: Style) -> Iterator[str]:
    for heading, unless in (("conditions", False), ("unless", True)):
        listed = [condition for condition in conditions if condition.unless is unless]
        if listed:
            yield verdict_word(heading, style.language)
        for condition in listed:
            text = _condition(condition, style.language, unless=unless)
            yield from _wrap(text, style, 2, hang=4)


def _condition(condition: Condition, language: Language, *, unless: bool = False) -> str:
    label = plain(condition.label.in_language(language))
    key = ("given" if condition.met else "not given") if unless else None
    met = verdict_word(key or ("met" if condition.met else "unmet"), language)
    return f"{_MET[condition.met]} {label} ({met.lower()})"


def _steps(verdict: Verdict, style: Style) -> Iterator[str]:
    deciding = [step for step in verdict.steps if _is_shown(step)]
    if deciding:
        contested = verdict.outcome is Outcome.CONTESTED
        yield verdict_word("who" if contested else "why", style.language)
    shown: set[str] = set()
    for step in deciding:
        yield from _step(step, style, 2, shown)


def _is_shown(step: Step) -> bool:
    return step.decides or step.effect in (Effect.CONTRADICTS, Effect.LIMITS)


def _also(verdict: Verdict, style: Style, everything: bool) -> Iterator[str]:
    others = [step for step in verdict.steps if not _is_shown(step)]
    shown = others if everything else others[:_ALSO]
    if others:
        yield verdict_word("also", style.language)
    for step in shown:
        if everything:
            yield from _step(step, style, 2, set())
        else:
            yield from _wrap(_title(step, style.language), style, 2)
    if len(shown) < len(others):
        hidden = len(others) - len(shown)
        yield from _wrap(verdict_word("and more", style.language).format(n=hidden), style, 2)


def _step(step: Step, style: Style, indent: int, shown: set[str]) -> Iterator[str]:
    """Yield a norm with all that it rests on; one that was shown before is only named."""
    language = style.language
    if step.norm.iri in shown:
        text = f"{_title(step, language)}, {verdict_word('above', language)}"
        yield from _wrap(text, style, indent)
        return
    shown.add(step.norm.iri)
    yield from _wrap(_title(step, language), style, indent)
    yield from _wrap(plain(step.says.in_language(language)), style, indent + 2, hang=0)
    for heading, parts in _grounds(step, language):
        yield from _wrap(f"{heading}: {'; '.join(parts)}", style, indent + 2)
    for condition in step.conditions:
        text = f"{verdict_word('condition', language)} {_condition(condition, language)}"
        yield from _wrap(text, style, indent + 2)
    for exception in step.exceptions:
        yield from _step(exception, style, indent + 2, shown)


def _title(step: Step, language: Language) -> str:
    effect = EFFECTS[step.effect].in_language(language)
    documents = list(dict.fromkeys(source.document for source in step.sources))
    where = f" ({', '.join(map(plain, documents))})" if documents else ""
    return f"{effect}: {name(step.norm, language)}{where}"


def _grounds(step: Step, language: Language) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield what a norm rests on, each with its heading; what is empty is left out."""
    standing = [] if step.standing is None else [name(step.standing, language)]
    shape = [] if step.checked_by is None else [name(step.checked_by, language)]
    reason = [] if step.unchecked is None else [name(step.unchecked, language)]
    articles = [name(basis, language) for basis in step.legal_basis]
    rows = (
        (verdict_word("bearer", language), names(step.bearers, language)),
        (verdict_word("standing", language), standing),
        (word("article" if len(articles) == 1 else "articles", language), articles),
        (word("source", language), passages(step.sources, language)),
        (verdict_word("checked", language), shape),
        (verdict_word("unchecked", language), reason),
    )
    yield from ((heading, parts) for heading, parts in rows if parts)


def _footer(verdict: Verdict, language: Language) -> str:
    return verdict_word("footer", language).format(
        version=verdict.version, rulebook=verdict.rulebook.sha256[:12]
    )


def _wrap(text: str, style: Style, indent: int, hang: int = 2) -> list[str]:
    return wrap(text, style.width, " " * indent, " " * hang)


def _paint(text: str, color: str, style: Style) -> str:
    return paint(text, color, bold=True) if style.color else text
