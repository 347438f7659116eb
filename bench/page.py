"""Writes the page with results, in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.data import SHAPE_SETS
from bench.engines import NOTES
from bench.findings import Difference
from bench.results import STEPS, Case, Row, fastest_equal_peer, floor_of

HEAD: Final = """\
# This engine beside others

Measured on {date}; this writes the page anew:

```console
$ {command}
```

Every engine gets the same N-Triples file with the dossiers and the rule book as one graph, and the
same shapes as one Turtle file, in a process of its own; this engine reads rule book and dossiers
from two files with the same statements. Time counts from the start of that process
until the findings are in memory as (focus, path, value, component, shape, severity); processor time
and peak memory are those of the process. Before that, each engine has checked one dossier, so that
what is done once is done: Python's bytecode, and the plan that this project makes of its shapes and
keeps; *first run* is without that plan. Numbers are medians, ± half of what lies between fastest
and slowest; the order of the engines turns with every repetition. Findings are compared as sets
with what is known to be wrong in the dossiers, blank nodes counting as one. *Parse only* is
pyoxigraph reading the N-Triples and nothing else, *load only* the same into its store; *to parse*
and *to best equal* say how many times as long it took as the first of these, and as the fastest
engine of others whose findings are equal, here and of every breach.
"""


_SECTIONS: Final[tuple[tuple[str, str, Callable[[Case], bool]], ...]] = (
    (
        "Every breach",
        "Each dossier has one of the breaches that `scheidslijn synth` knows, and is checked by\n"
        "itself, joined with the rule book; once, for this is about findings. An engine whose\n"
        "findings differ here does not count as equal elsewhere.\n",
        lambda case: case.check,
    ),
    ("All dossiers as one graph", "", lambda case: not case.each),
    (
        "One dossier after another",
        "Each dossier is joined with the rule book and checked by itself.\n",
        lambda case: case.each and not case.check,
    ),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page says about the run as a whole."""

    command: str
    date: str
    seed: int
    machine: Mapping[str, str]
    versions: Mapping[str, str]


def page(facts: Facts, cases: Sequence[tuple[Case, Sequence[Row]]]) -> str:
    """Return the page, as Markdown."""
    parts = [HEAD.format(command=facts.command, date=facts.date)]
    parts += ["## In short\n", _short(cases)]
    parts += ["## Machine and versions\n", _table(("", ""), facts.machine.items())]
    parts.append(", ".join(f"{name} {version}" for name, version in facts.versions.items()) + ".\n")
    parts += ["## Dossiers and shapes\n", _data(facts, [case for case, _ in cases])]
    parts += [_shapes([case for case, _ in cases])]
    for heading, note, belongs in _SECTIONS:
        parts += [f"## {heading}\n", note]
        parts += [
            f"### {title(case)}\n\n{_each(case, rows) if case.each else _whole(rows)}"
            for case, rows in cases
            if belongs(case)
        ]
    parts += ["## Where findings differ\n", _differences(cases)]
    parts.append("## What the libraries cannot do\n")
    parts += [f"- **{name}**: {note}" for name, note in NOTES.items()]
    return "\n".join(parts) + "\n"


def _short(cases: Sequence[tuple[Case, Sequence[Row]]]) -> str:
    """Return a line per case: this project's engine, and the fastest of others that is equal."""
    lines = []
    for case, rows in cases:
        own = next((row for row in rows if row.engine.kind == "own"), None)
        if own is None:
            continue
        best = fastest_equal_peer(rows)
        if own.problem:
            figures = [own.problem, "", ""]
        else:
            figures = [_number(own.wall), *_judged(own)[1:], _ratio(own.wall, floor_of(rows))]
        figures += [best.engine.name, _number(best.wall)] if best else ["none", ""]
        figures += [_ratio(own.wall, best.wall if best else None)] if not own.problem else [""]
        lines.append([title(case), *figures])
    heads = ("case", "this engine s", "equal", "to parse", "fastest equal", "s", "to best equal")
    return _table(heads, lines)


def title(case: Case) -> str:
    """Return what a case is called."""
    return f"{case.shapes.name} shapes, {case.data.name}{', one by one' * case.each}"


def _data(facts: Facts, cases: Iterable[Case]) -> str:
    sets = {case.data.name: case.data for case in cases}
    rows = [
        (data.name, f"{data.triples:,}", f"{data.size / 2**20:.1f}", str(facts.seed))
        for data in sets.values()
    ]
    return _table(("dossiers", "triples with rule book", "MiB of N-Triples", "seed"), rows)


def _shapes(cases: Iterable[Case]) -> str:
    sets = {case.shapes.name: case.shapes for case in cases}
    rows = [
        (shapes.name, SHAPE_SETS[shapes.name], f"{shapes.triples:,}", str(shapes.targeted))
        for shapes in sets.values()
    ]
    return _table(("shapes", "which", "triples", "shapes with a target"), rows)


def _whole(rows: Sequence[Row]) -> str:
    floor, best = floor_of(rows), fastest_equal_peer(rows)
    heads = ("engine", "wall s", "±", "CPU s", "peak MiB", *(f"{step} s" for step in STEPS))
    lines = []
    for row in rows:
        if row.problem:
            lines.append([row.engine.name, row.problem])
            continue
        lines.append(
            [
                row.engine.name,
                _number(row.wall),
                _number(row.spread / 2),
                _number(row.cpu),
                f"{row.peak / 2**20:,.0f}",
                *(_number(row.steps.get(step)) for step in STEPS),
                *_judged(row),
                _ratio(row.wall, floor),
                _ratio(row.wall, best.wall if best and row.difference else None),
                str(row.runs),
            ]
        )
    return _table((*heads, "findings", "equal", "to parse", "to best equal", "runs"), lines)


def _each(case: Case, rows: Sequence[Row]) -> str:
    best = fastest_equal_peer(rows)
    heads = ("engine", "ms per dossier", "wall s", "CPU s", "peak MiB")
    lines = []
    for row in rows:
        if row.problem:
            lines.append([row.engine.name, row.problem])
            continue
        lines.append(
            [
                row.engine.name,
                _number(row.steps["validate"] * 1000 / case.data.dossiers),
                _number(row.wall),
                _number(row.cpu),
                f"{row.peak / 2**20:,.0f}",
                *_judged(row),
                _ratio(row.wall, best.wall if best else None),
                str(row.runs),
            ]
        )
    return _table((*heads, "findings", "equal", "to best equal", "runs"), lines)


def _judged(row: Row) -> tuple[str, str]:
    if row.difference is None:
        return "", ""
    if not row.is_equal:
        return f"{row.found:,}", _counts(row.difference)
    also = {True: "", False: ", but not of every breach", None: "; of every breach unknown"}
    return f"{row.found:,}", f"yes{also[row.checked]}"


def _counts(difference: Difference) -> str:
    missing, extra = sum(difference.missing.values()), sum(difference.extra.values())
    return f"no: {missing:,} missing, {extra:,} extra"


def _differences(cases: Sequence[tuple[Case, Sequence[Row]]]) -> str:
    lines = []
    for case, rows in cases:
        for row in rows:
            if row.difference is None or row.is_equal:
                continue
            missing, extra = row.difference.missing, row.difference.extra
            for shape in sorted({*missing, *extra}):
                name = shape.split("#")[-1]
                counts = (str(missing.get(shape, 0)), str(extra.get(shape, 0)))
                lines.append((row.engine.name, title(case), name, *counts))
    if not lines:
        return "None: every engine that gave a result gave the expected one.\n"
    return _table(("engine", "case", "shape", "missing", "extra"), lines)


def _number(value: float | None) -> str:
    """Return a number with three digits that count.

    >>> _number(0.01234), _number(12.34), _number(1234.5), _number(None)
    ('0.0123', '12.3', '1,234', '')
    """
    if value is None:
        return ""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3g}"


def _ratio(value: float, other: float | None) -> str:
    return "" if not other else _number(value / other)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    for row in rows:
        cells = [*row, *("" for _ in range(len(heads) - len(row)))]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
