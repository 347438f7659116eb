"""Coverage as text for people and as CSV.

Of a source text only the numbers of lines are shown, never the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, Literal

import pyoxigraph as ox

from scheidslijn.coverage import (
    GROUPINGS,
    Cases,
    Counts,
    Coverage,
    Gap,
    GapKind,
    Grouping,
    LineRange,
    NormCoverage,
    SourceCoverage,
    State,
)
from scheidslijn.model import Language, Named, SourcePlace, Table
from scheidslijn.render import table as tables
from scheidslijn.render.coverage_words import WORDS, fill
from scheidslijn.render.layout import wrap
from scheidslijn.render.words import name, plain

__all__ = [
    "View",
    "as_csv",
    "as_text",
    "by_table",
    "norm_text",
    "norms_table",
    "summary",
    "uncovered_table",
    "uncovered_text",
]

View = Grouping | Literal["shape"]
_WIDTH: Final = 100
_SHOWN: Final = 10  # of the gaps of one kind, in the summary


def summary(coverage: Coverage, language: Language = "nl", width: int | None = None) -> str:
    """Return the counts: over all, per source, kind, domain, status and reason, and the gaps."""
    counts = coverage.counts
    passages = sum(source.passages for source in coverage.sources)
    head = fill(
        "total",
        language,
        norms=counts.norms,
        checked=counts.checked,
        reasoned=counts.reasoned,
        open=counts.open,
    )
    used = passages - sum(source.unused for source in coverage.sources)
    pointed = fill("used", language, used=used, passages=passages)
    blocks = [head + "\n", f"{pointed}\n{_share_line(coverage.sources, language)}\n"]
    blocks += [as_text(by_table(coverage, by, language), language, width) for by in GROUPINGS]
    blocks.append(WORDS["several"].in_language(language) + "\n")
    blocks.append(_gaps(coverage, language))
    return "\n".join([*blocks, *_notes(coverage, language)])


def as_text(table: Table, language: Language, width: int | None = None) -> str:
    """Return a table of this module in aligned columns, with titles in the language."""
    titles = tuple(WORDS[column].in_language(language) for column in table.columns)
    return tables.text(replace(table, columns=titles), width=width)


def as_csv(table: Table) -> str:
    """Return a table of this module as CSV, with the English names of its columns."""
    return tables.csv(table)


def norms_table(rows: Iterable[NormCoverage], language: Language, *, full: bool = False) -> Table:
    """Return one row per norm.

    Args:
        rows: the norms.
        language: the language of labels.
        full: with a column of its own for everything, as CSV has it.
    """
    columns: tuple[str, ...]
    if full:
        columns = (
            *("iri", "name", "label", "kinds", "domains", "status", "places", "state", "shapes"),
            *("missing_shapes", "reasons", "examples", "fixtures", "breaches", "questions"),
        )
        return _table(columns, (_full_row(row, language) for row in rows))
    columns = ("norm", "kinds", "domains", "status", "places", "checked_by", "cases", "questions")
    return _table(columns, (_short_row(row, language) for row in rows))


def by_table(coverage: Coverage, by: View, language: Language) -> Table:
    """Return one row per kind, source, domain, status, reason or shape, with its counts."""
    if by == "shape":
        return _table(
            ("shape", "norms", "examples", "fixtures", "breaches"),
            (
                (name(each.shape, language), each.norms, *_numbers(each.cases))
                for each in coverage.shapes
            ),
        )
    groups = [(group.of, _counts(group.counts)) for group in coverage.groups(by)]
    columns: tuple[str, ...] = (by, "norms", "checked", "reasoned", "open", "broken", "asked")
    if by == "reason":
        return _table((by, "norms"), ((name(of, language), counts[0]) for of, counts in groups))
    if by != "source":
        return _table(columns, ((name(of, language), *counts) for of, counts in groups))
    sources = {source.document: source for source in coverage.sources}
    return _table(
        (*columns, "passages", "lines", "covered", "share"),
        (
            (sources[of].code, *counts, sources[of].passages, *_text_numbers(sources[of]))
            if of in sources
            else (name(of, language), *counts, None, None, None, None)
            for of, counts in groups
        ),
    )


def uncovered_table(sources: Iterable[SourceCoverage]) -> Table:
    """Return one row per range of lines to which no norm points, per source the biggest first."""
    return _table(
        ("source", "first_line", "last_line", "lines", "after_section", "before_section"),
        (
            (source.code, each.first_line, each.last_line, each.lines, each.after, each.before)
            for source in sources
            if source.text is not None
            for each in source.text.uncovered
        ),
    )


def uncovered_text(sources: Iterable[SourceCoverage], language: Language) -> str:
    """Return per source which lines no norm points to, as line numbers of its text edition."""
    blocks = []
    for source in sources:
        if source.text is None:
            blocks.append(fill("no text", language, source=source.code) + "\n")
            continue
        missing = source.text.lines - source.text.covered
        head = fill(
            "left",
            language,
            source=source.code,
            missing=missing,
            lines=source.text.lines,
            share=_percent(source),
            ranges=len(source.text.uncovered),
        )
        rows = _table(
            ("range", "lines", "between"),
            ((_span(r), r.lines, _between(r, language)) for r in source.text.uncovered),
        )
        listed = "\n" + as_text(rows, language) if rows.rows else ""
        blocks.append(f"{head}\n{listed}")
    return "\n".join([*blocks, WORDS["furniture"].in_language(language) + "\n"])


def norm_text(row: NormCoverage, gaps: Iterable[Gap], language: Language = "nl") -> str:
    """Return everything about one norm, a line each, with what is unfinished about it."""
    lines: list[tuple[str, Iterable[str]]] = [
        ("kinds", _names(row.kinds, language)),
        ("domains", _names(row.domains, language)),
        ("status", _names([row.status] if row.status else [], language)),
        ("places", _places(row.places)),
        ("shapes", _names(row.shapes, language)),
        ("missing_shapes", _names(row.missing_shapes, language)),
        ("reasons", _names(row.reasons, language)),
        *(
            (kind, [WORDS["absent"].in_language(language)] if found is None else found)
            for kind, found in _origins(row.cases)
        ),
        ("questions", row.questions),
        ("gap", [_sentence(gap, language) for gap in gaps]),
    ]
    optional = ("missing_shapes", "reasons", "shapes", "gap")
    nothing = [WORDS["nothing"].in_language(language)]
    shown = [
        f"{WORDS[key].in_language(language)}: {'; '.join(map(plain, parts or nothing))}"
        for key, values in lines
        if (parts := list(values)) or key not in optional
    ]
    wrapped = [line for each in shown for line in wrap(each, _WIDTH, "  ")]
    return "\n".join([f"{name(row.norm, language)} <{plain(row.norm.iri)}>", *wrapped]) + "\n"


def _gaps(coverage: Coverage, language: Language) -> str:
    if not coverage.gaps:
        return WORDS["no gaps"].in_language(language) + "\n"
    lines = []
    by_message: dict[tuple[bool, str], list[str]] = {}
    for gap in coverage.gaps:
        key = gap.kind is GapKind.UNBROKEN, _sentence(gap, language)
        by_message.setdefault(key, []).append(name(gap.term, language))
    for (_, message), names in sorted(by_message.items()):
        lines.append(f"  {len(names)}: {message}")
        lines += [f"    {each}" for each in names[:_SHOWN]]
        if len(names) > _SHOWN:
            lines.append("    " + fill("more", language, number=len(names) - _SHOWN))
    return "\n".join([WORDS["gaps"].in_language(language), *lines]) + "\n"


def _sentence(gap: Gap, language: Language) -> str:
    message = plain(gap.message.in_language(language))
    strict = gap.kind is GapKind.UNBROKEN
    return f"{message} {WORDS['strict'].in_language(language)}" if strict else message


def _notes(coverage: Coverage, language: Language) -> list[str]:
    if not coverage.not_installed:
        return []
    kinds = ", ".join(WORDS[kind].in_language(language) for kind in coverage.not_installed)
    return [fill("not installed", language, kinds=kinds) + "\n"]


def _share_line(sources: Sequence[SourceCoverage], language: Language) -> str:
    texts = [source.text for source in sources if source.text is not None]
    if not texts:
        return WORDS["no sources"].in_language(language)
    lines, covered = sum(text.lines for text in texts), sum(text.covered for text in texts)
    share = f"{100 * covered // lines if lines else 0}%"
    return fill("share line", language, lines=lines, covered=covered, share=share)


def _full_row(row: NormCoverage, language: Language) -> Sequence[str | int | None]:
    def joined(things: Iterable[Named]) -> str:
        return "; ".join(_names(things, language))

    return (
        *(row.norm.iri, row.name, name(row.norm, language), joined(row.kinds)),
        *(joined(row.domains), joined([row.status] if row.status else [])),
        *("; ".join(_places(row.places)), row.state.value, joined(row.shapes)),
        *(joined(row.missing_shapes), joined(row.reasons), *_numbers(row.cases)),
        "; ".join(row.questions),
    )


def _short_row(row: NormCoverage, language: Language) -> Sequence[str | int | None]:
    by = ", ".join(_names(row.shapes, language))
    if row.state is State.REASONED:
        by = fill("not", language, reasons=", ".join(_names(row.reasons, language)))
    elif row.state is State.OPEN:
        by = WORDS["nobody"].in_language(language)
    unknown = any(found is None for _, found in _origins(row.cases))
    return (
        f"{name(row.norm, language)} [{row.name}]",
        ", ".join(_names(row.kinds, language)),
        ", ".join(_names(row.domains, language)),
        ", ".join(_names([row.status] if row.status else [], language)),
        "; ".join(_places(row.places)),
        by,
        # what is not installed is not counted as nothing
        (f"{row.cases.total}+" if row.cases.total else "?") if unknown else row.cases.total,
        len(row.questions),
    )


def _table(columns: tuple[str, ...], rows: Iterable[Sequence[str | int | None]]) -> Table:
    return Table(
        columns,
        tuple(
            tuple(None if cell is None else str(ox.Literal(str(cell))) for cell in row)
            for row in rows
        ),
    )


def _counts(counts: Counts) -> tuple[int, ...]:
    return (
        *(counts.norms, counts.checked, counts.reasoned),
        *(counts.open, counts.broken, counts.asked),
    )


def _origins(cases: Cases) -> tuple[tuple[str, tuple[str, ...] | None], ...]:
    return (
        ("examples", cases.examples),
        ("fixtures", cases.fixtures),
        ("breaches", cases.breaches),
    )


def _numbers(cases: Cases) -> tuple[int | None, ...]:
    return tuple(None if found is None else len(found) for _, found in _origins(cases))


def _text_numbers(source: SourceCoverage) -> tuple[str | int | None, ...]:
    if source.text is None:
        return (None, None, None)
    return (source.text.lines, source.text.covered, _percent(source))


def _percent(source: SourceCoverage) -> str:
    # rounded down: 100% is everything
    return "" if source.text is None else f"{int(100 * source.text.share)}%"


def _names(things: Iterable[Named], language: Language) -> list[str]:
    return [name(thing, language) for thing in things]


def _places(places: Iterable[SourcePlace]) -> list[str]:
    """Return per document and section the lines."""
    found: dict[str, list[str]] = {}
    for each in places:
        first, last = each.first_line, each.last_line
        lines = str(first) if first == last else f"{first}\u2013{last}"
        found.setdefault(plain(f"{each.document} {_section(each.section)}"), []).append(lines)
    return [f"{where} ({', '.join(lines)})" for where, lines in found.items()]


def _section(section: str) -> str:
    return f"\u00a7 {section}" if section[:1].isdigit() else section


def _span(each: LineRange) -> str:
    one = each.first_line == each.last_line
    return str(each.first_line) if one else f"{each.first_line}\u2013{each.last_line}"


def _between(each: LineRange, language: Language) -> str:
    """Return where the lines stand, as seen from the nearest passages."""
    after, before = plain(_section(each.after)), plain(_section(each.before))
    if after == before:
        return after
    key = "between two" if after and before else "after one" if after else "before one"
    return fill(key, language, after=after, before=before)
