"""Rows, verdicts and cards as a notebook shows them: HTML in the colours of its reader.

No colour is set but that of lines, which follows the text, so a dark theme stays dark. Every text
is escaped, nothing runs, and only addresses of the web become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from scheidslijn.explanation.types import Card
from scheidslijn.model import Language, LegalBasis, Table, Term, Text
from scheidslijn.namespaces import BASE
from scheidslijn.render import explain
from scheidslijn.render import table as rows
from scheidslijn.render import verdict as verdict_text
from scheidslijn.render.style import Style
from scheidslijn.render.table import shown
from scheidslijn.render.verdict import question
from scheidslijn.render.verdict_words import EFFECTS, OUTCOMES, verdict_word
from scheidslijn.render.words import name, names, passages, plain, word
from scheidslijn.shown import Shown
from scheidslijn.terms import local_name
from scheidslijn.verdict.types import Condition, Effect, Outcome, Step, Verdict

__all__ = ["html", "table_html", "text", "verdict_html"]

# rows that are shown, as HTML and as text
_MOST: Final = 50
_FEW: Final = 20
_LINKED: Final = re.compile(r"https?://\S+")
_LANGUAGE: Final = re.compile(r'".*"@([A-Za-z]+(?:-[A-Za-z0-9]+)*)', re.DOTALL)
_STYLE: Final = (
    "<style>.scheidslijn table{border-collapse:collapse}"
    ".scheidslijn th,.scheidslijn td{text-align:left;vertical-align:top;"
    "border-bottom:1px solid currentColor;padding:.25em .75em .25em 0}</style>"
)
_ROWS: Final = Text("{shown} van {all} rijen", "{shown} of {all} rows")


def html(value: Shown, language: Language = "nl") -> str:
    """Return a table, verdict or card as HTML.

    Raises:
        TypeError: it is something else.
    """
    if isinstance(value, Table):
        return table_html(value, language)
    if isinstance(value, Verdict):
        return verdict_html(value, language)
    # what stands in it has been made safe to show, line by line
    shown_text = escape(text(value, language))
    return _framed(f'<pre style="white-space:pre-wrap">{shown_text}</pre>', language)


def text(value: Shown, language: Language = "nl") -> str:
    """Return a table, verdict or card as text.

    Raises:
        TypeError: it is something else.
    """
    style = Style(language)
    if isinstance(value, Verdict):
        return verdict_text.render(value, style).rstrip()
    if isinstance(value, Card):
        return explain.render(value, style).rstrip()
    if isinstance(value, Table):
        few = Table(value.columns, value.rows[:_FEW])
        ends = {each: _end(each) for row in few.rows for each in row if each is not None}
        written = rows.text(few, ends, style.width)
        return f"{written}{_counted(value, _FEW, language)}"
    raise TypeError(f"{type(value).__name__} does not show itself.")


def table_html(table: Table, language: Language = "nl") -> str:
    """Return the first rows of a table; an IRI is a link to itself."""
    heads = "".join(f'<th scope="col">{_escaped(column)}</th>' for column in table.columns)
    lines = "".join(
        "<tr>" + "".join(f"<td>{_cell(term)}</td>" for term in row) + "</tr>"
        for row in table.rows[:_MOST]
    )
    count = _counted(table, _MOST, language)
    return _framed(
        f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table><p>{count}</p>",
        language,
    )


def _counted(table: Table, most: int, language: Language) -> str:
    number = len(table.rows)
    return _ROWS.in_language(language).format(shown=min(number, most), all=number)


def verdict_html(verdict: Verdict, language: Language = "nl") -> str:
    """Return a verdict: the answer, the conditions, and each norm that it rests on."""
    asked = verdict.asked
    scope = verdict_word("scope", language).format(
        domain=name(asked.domain, language),
        day=asked.on.isoformat(),
        reading=verdict_word(asked.reading, language),
    )
    short, long = OUTCOMES[verdict.outcome]
    answer = "; ".join(names(verdict.reserved_to, language))
    answer = short.in_language(language) + (f": {answer}" if answer else "")
    deciding = [each for each in verdict.steps if _is_shown(each)]
    heading = verdict_word("who" if verdict.outcome is Outcome.CONTESTED else "why", language)
    footer = verdict_word("footer", language).format(
        version=verdict.version, rulebook=verdict.rulebook.sha256[:12]
    )
    return _framed(
        f"<p>{_escaped(question(asked, language))}<br><small>{_escaped(scope)}</small></p>"
        f"<p><strong>{_escaped(answer)}</strong><br>{_escaped(long.in_language(language))}</p>"
        + _conditions(verdict.conditions, verdict_word("conditions", language), language)
        + (f"<p>{heading}</p>{_steps(deciding, language)}" if deciding else "")
        + f"<p><small>{_escaped(footer)}</small></p>",
        language,
    )


def _is_shown(step: Step) -> bool:
    return step.decides or step.effect in (Effect.CONTRADICTS, Effect.LIMITS)


def _conditions(conditions: Iterable[Condition], heading: str, language: Language) -> str:
    items = [
        f"<li>{_escaped(each.label.in_language(language))} "
        f"({verdict_word('met' if each.met else 'unmet', language)})</li>"
        for each in conditions
    ]
    return f"<p>{_escaped(heading)}</p><ul>{''.join(items)}</ul>" if items else ""


def _steps(steps: Iterable[Step], language: Language) -> str:
    items = "".join(f"<li>{_step(each, language)}</li>" for each in steps)
    return f"<ul>{items}</ul>"


def _step(step: Step, language: Language) -> str:
    """Return a norm with what it says and rests on, and its exceptions inside it."""
    effect = EFFECTS[step.effect].in_language(language)
    grounds = "".join(f"<br><small>{each}</small>" for each in _grounds(step, language))
    return (
        f"<strong>{_escaped(effect)}: {_escaped(name(step.norm, language))}</strong><br>"
        f"{_escaped(step.says.in_language(language))}{grounds}"
        + _conditions(step.conditions, verdict_word("conditions", language), language)
        + (_steps(step.exceptions, language) if step.exceptions else "")
    )


def _grounds(step: Step, language: Language) -> Iterator[str]:
    if step.standing is not None:
        standing = name(step.standing, language)
        yield _escaped(f"{verdict_word('standing', language)}: {standing}")
    for basis in step.legal_basis:
        yield f"{word('article', language)}: {_article(basis, language)}"
    if step.sources:
        yield _escaped(f"{word('source', language)}: {'; '.join(passages(step.sources, language))}")


def _article(basis: LegalBasis, language: Language) -> str:
    """Return an article, with a link to its text: of a Dutch law at wetten.overheid.nl."""
    reference = plain(basis.reference)
    if reference.startswith("jci"):
        reference = f"https://wetten.overheid.nl/{reference}"
    return _link(reference, name(basis, language))


def _cell(term: Term | None) -> str:
    if term is None or term.startswith(("_:", '"')):
        tagged = None if term is None else _LANGUAGE.fullmatch(term)
        text = _escaped(shown(term))
        return text if tagged is None else f'<span lang="{_escaped(tagged[1])}">{text}</span>'
    return _link(term, _end(term))


def _end(term: Term) -> str:
    """Return how an IRI is shown: one of the project by its last part."""
    return local_name(term) if term.startswith(BASE) else shown(term)


def _link(address: str, text: str) -> str:
    """Return a text that leads to an address, if that is one of the web; else with it as title."""
    if _LINKED.fullmatch(address):
        return f'<a href="{_escaped(address)}">{_escaped(text)}</a>'
    return f'<span title="{_escaped(address)}">{_escaped(text)}</span>'


def _framed(inner: str, language: Language) -> str:
    return f'<div class="scheidslijn" lang="{language}">{_STYLE}{inner}</div>'


def _escaped(text: str) -> str:
    return escape(plain(text))
