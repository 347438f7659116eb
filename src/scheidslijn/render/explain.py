"""A card as text for people: what it is and says, what it rests on, and what to go on with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from scheidslijn.explanation.reach import BY_NORM
from scheidslijn.explanation.types import Card, Document, Fact, Kind, NormNote, Value
from scheidslijn.model import Language, LegalBasis, Named
from scheidslijn.render.explain_words import HOW, KINDS, NORMS, card_word
from scheidslijn.render.layout import paint, wrap
from scheidslijn.render.style import Style
from scheidslijn.render.words import details, name, names, passages, place, plain, word

__all__ = ["render"]

# Of a list, unless all is asked for.
_VALUES: Final = 12
_MOST: Final = 8
_CASES: Final = 3
_TEXTS: Final = (Kind.ARTICLE, Kind.PASSAGE, Kind.SOURCE)


def render(card: Card, style: Style, *, everything: bool = False) -> str:
    """Return a card as text.

    Args:
        card: what to show.
        style: its language, width and colours.
        everything: whether to show long lists whole.
    """

    def at_most(number: int) -> int | None:
        return None if everything else number

    parts = (
        _heading(card, style),
        _finding(card, style),
        _facts(card, style, at_most(_VALUES)),
        _ground(card, style),
        _disputes(card, style),
        _exceptions(card, style),
        _norms(card, style, at_most(_MOST)),
        _counts(card, style),
        _cases(card, style, at_most(_CASES)),
        _questions(card, style, at_most(_MOST)),
        _next(card, style),
        iter(_wrap(_footer(card, style.language), style, 0)),
    )
    blocks = ("\n".join(lines) for lines in parts)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _heading(card: Card, style: Style) -> Iterator[str]:
    language = style.language
    kind = KINDS[card.kind].in_language(language)
    if card.finding is not None:
        yield _bold(f"{kind} {card.finding.id}", style)
        return
    for line in _wrap(f"{kind}: {name(card.thing, language)}", style, 0):
        yield _bold(line, style)
    yield from _wrap(plain(card.thing.iri), style, 0)
    if card.classes:
        yield from _wrap("; ".join(names(card.classes, language)), style, 0)
    says = plain(card.says.in_language(language))
    if says:
        yield ""
        yield from _wrap(says, style, 0, hang=0)
    for other in card.others:
        what = f"{KINDS[other.kind].in_language(language)} {name(other.thing, language)}"
        text = f"{card_word('also', language)}: {what}"
        yield from _wrap(f"{text} (--kind {other.kind.value})", style, 0)


def _finding(card: Card, style: Style) -> Iterator[str]:
    finding, language = card.finding, style.language
    if finding is None:
        return
    if finding.file is not None:
        yield from _wrap(place(finding.file, finding.line), style, 0)
    severity = word(finding.severity.name.lower(), language)
    yield from _wrap(f"{severity}: {plain(finding.message.in_language(language))}", style, 0)
    for detail in details(finding, language):
        yield from _wrap(detail, style, 2)


def _facts(card: Card, style: Style, most: int | None) -> Iterator[str]:
    for fact in card.facts:
        yield from _wrap(_fact(fact, style.language, most), style, 0)


def _fact(fact: Fact, language: Language, most: int | None) -> str:
    shown = [_value(value, language) for value in fact.values[:most]]
    more = len(fact.values) - len(shown)
    if more:
        shown.append(_more(more, language))
    return f"{plain(fact.name.in_language(language))}: {'; '.join(shown)}"


def _value(value: Value, language: Language) -> str:
    text = name(Named(value.iri, value.label), language)
    by = "; ".join(names(value.by[:1], language))
    more = f" +{len(value.by) - 1}" if len(value.by) > 1 else ""
    return f"{text} ({card_word('says', language)} {by}{more})" if by else text


def _ground(card: Card, style: Style) -> Iterator[str]:
    rows = [(heading, parts) for heading, parts in _grounds(card, style.language) if parts]
    if rows:
        yield card_word("stands" if card.kind in _TEXTS else "rests on", style.language)
    for heading, parts in rows:
        yield from _wrap(f"{heading}: {'; '.join(parts)}", style, 2)


def _grounds(card: Card, language: Language) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield what a thing rests on, each with its heading."""
    ground = card.ground
    standing = [] if ground.standing is None else [ground.standing]
    yield card_word("standing", language), names(standing, language)
    yield card_word("readings", language), names(card.readings, language)
    for basis in ground.legal_basis:
        yield word("article", language), [_article(basis, language)]
    yield word("source", language), passages(ground.sources, language)
    yield card_word("published", language), [_document(d, language) for d in ground.documents]
    for key, day in (("from", ground.valid_from), ("until", ground.valid_until)):
        yield card_word(key, language), [] if day is None else [day.isoformat()]
    yield card_word("editions", language), [plain(each) for each in ground.editions]
    yield card_word("conditions", language), names(card.conditions, language)
    yield card_word("checked", language), names(card.checked_by, language)
    yield card_word("unchecked", language), names(card.unchecked, language)
    if card.remedy is not None and card.kind is not Kind.FINDING:
        yield card_word("remedy", language), [plain(card.remedy.in_language(language))]


def _article(basis: LegalBasis, language: Language) -> str:
    reference = f" ({plain(basis.reference)})" if basis.reference else ""
    return f"{name(basis, language)}{reference}"


def _document(document: Document, language: Language) -> str:
    published = document.published or document.year
    code = plain(document.code) or name(document.document, language)
    return code if published is None else f"{published} ({code})"


def _disputes(card: Card, style: Style) -> Iterator[str]:
    language = style.language
    if card.disputes:
        yield card_word("disputes", language)
    for dispute in card.disputes:
        how = HOW[dispute.how].in_language(language)
        yield from _note(dispute.note, style, 2, heading=f"{how}: ")


def _exceptions(card: Card, style: Style) -> Iterator[str]:
    if card.exceptions:
        yield card_word("exceptions", style.language)
    for note in card.exceptions:
        yield from _note(note, style, 2)


def _norms(card: Card, style: Style, most: int | None) -> Iterator[str]:
    """Yield the norms of a card; those of a finding with all that they rest on."""
    language = style.language
    whole = card.kind is Kind.FINDING
    shown = card.norms[: None if whole else most]
    if card.kind is Kind.ROLE and most is not None:
        shown = ()  # hundreds of norms name a role; its card tells them in numbers
    if shown:
        yield NORMS.get(card.kind, NORMS[Kind.TERM]).in_language(language)
    for note in shown:
        if whole:
            yield from _note(note, style, 2)
        else:
            yield from _wrap(_title(note, language), style, 2)
    if shown and len(shown) < len(card.norms):
        hidden = len(card.norms) - len(shown)
        yield from _wrap(_more(hidden, language), style, 2)


def _title(note: NormNote, language: Language) -> str:
    kinds = ", ".join(names(note.kinds, language))
    documents = list(dict.fromkeys(source.document for source in note.sources))
    where = f" ({', '.join(map(plain, documents))})" if documents else ""
    return f"{kinds}: {name(note.norm, language)}{where}"


def _note(note: NormNote, style: Style, indent: int, heading: str = "") -> Iterator[str]:
    """Yield a norm with what it says and rests on."""
    language = style.language
    yield from _wrap(heading + _title(note, language), style, indent)
    yield from _wrap(plain(note.says.in_language(language)), style, indent + 2, hang=0)
    standing = [] if note.standing is None else [note.standing]
    rows = (
        (card_word("standing", language), names(standing, language)),
        (card_word("conditions", language), names(note.conditions, language)),
        (
            word("article" if len(note.legal_basis) == 1 else "articles", language),
            [_article(basis, language) for basis in note.legal_basis],
        ),
        (word("source", language), passages(note.sources, language)),
    )
    for title, parts in rows:
        if parts:
            yield from _wrap(f"{title}: {'; '.join(parts)}", style, indent + 2)


def _counts(card: Card, style: Style) -> Iterator[str]:
    language = style.language
    if card.counts:
        yield card_word("norms in numbers", language)
    for count in card.counts:
        number = str(count.own)
        if count.broader:
            numbers = card_word("of broader", language)
            number = numbers.format(own=count.own, broader=count.broader)
        yield from _wrap(f"{name(count.kind, language)}: {number}", style, 2)


def _cases(card: Card, style: Style, most: int | None) -> Iterator[str]:
    language, cases = style.language, card.cases
    broken = card.kind in (*BY_NORM, Kind.SHAPE)
    rows = [("examples", cases.examples), ("fixtures", cases.fixtures)]
    if broken:
        rows.append(("breaches", cases.breaches))
    own = card.kind in (Kind.NORM, Kind.SHAPE)
    if card.kind in (Kind.QUESTION, Kind.FINDING) or not (own or any(f != () for _, f in rows)):
        return
    yield card_word("breaks" if own else "breaks such" if broken else "names", language)
    for key, found in rows:
        yield from _wrap(f"{card_word(key, language)}: {_listed(found, language, most)}", style, 2)


def _listed(found: Sequence[str] | None, language: Language, most: int | None) -> str:
    if found is None:
        return card_word("not installed", language)
    if not found:
        return card_word("none", language)
    shown = ", ".join(map(plain, found[:most]))
    more = len(found) - len(found[:most])
    return f"{len(found)}: {shown}" + (f"; {_more(more, language)}" if more else "")


def _questions(card: Card, style: Style, most: int | None) -> Iterator[str]:
    language = style.language
    if card.questions:
        yield card_word("questions", language)
    for note in card.questions[:most]:
        sentence = plain(note.question.in_language(language))
        yield from _wrap(f"{note.slug}: {sentence}", style, 2)
    more = len(card.questions[most:]) if most is not None else 0
    if more:
        yield from _wrap(_more(more, language), style, 2)


def _next(card: Card, style: Style) -> Iterator[str]:
    if card.commands:
        yield card_word("next", style.language)
    # a command stays on one line, so that it can be copied
    yield from (f"  {plain(command)}" for command in card.commands)


def _more(number: int, language: Language) -> str:
    return card_word("and more", language).format(n=number)


def _footer(card: Card, language: Language) -> str:
    return card_word("footer", language).format(
        version=card.version, rulebook=card.rulebook.sha256[:12]
    )


def _wrap(text: str, style: Style, indent: int, hang: int = 2) -> list[str]:
    return wrap(text, style.width, " " * indent, " " * hang)


def _bold(text: str, style: Style) -> str:
    return paint(text, bold=True) if style.color else text
