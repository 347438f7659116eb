"""Measures how long each export takes, how large it is and how much memory it needs.

    python -m bench.exports --count 100000

writes `bench/EXPORTS.md`. Every export is a process of its own, from the command to its end; its
time is told as a ratio to parsing the same dossiers and doing nothing with them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.machine import machine
from scheidslijn.export import PROFILES, Format, Profile, TableProfile

PAGE: Final = Path(__file__).with_name("EXPORTS.md")
_COMMAND: Final = str(Path(sys.executable).with_name("scheidslijn"))
_PARSE: Final = (
    "import sys, pyoxigraph as ox\n"
    "for _ in ox.parse(path=sys.argv[1], format=ox.RdfFormat.N_QUADS): pass\n"
)
_FORMATS: Final[dict[str, tuple[Format, ...]]] = {
    "rdf": (
        Format.N_QUADS,
        Format.TRIG,
        Format.TURTLE,
        Format.RDF_XML,
        Format.JSON_LD,
        Format.CANONICAL,
    ),
}
_TABLES: Final = (Format.CSV, Format.PARQUET)
_MIB: Final = 2**20


@dataclass(frozen=True, slots=True)
class _Run:
    """One process: its seconds, its peak memory and the bytes that it wrote."""

    seconds: float
    memory: int
    size: int


def main() -> None:
    """Make the dossiers, measure, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.exports", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="how many dossiers")
    parser.add_argument("--repeat", type=int, default=1, help="how often each is measured")
    parser.add_argument("--findings", type=int, default=1000,
                        help="how many dossiers, for findings: they are validated")  # fmt: skip
    options = parser.parse_args()
    facts = machine()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        dossiers, few = place / "dossiers.nq", place / "few.nq"
        for path, count in ((dossiers, options.count), (few, options.findings)):
            _run([_COMMAND, "synth", "--count", str(count), "--output", str(path)], path)
        parsed = [_run([sys.executable, "-c", _PARSE, str(dossiers)], None)
                  for _ in range(options.repeat)]  # fmt: skip
        books = {_name(p, f): _measured(p, f, (), place, options.repeat) for p, f in _books()}
        found = {
            _name(p, f): _measured(
                p, f, (few if _validates(p) else dossiers,), place, options.repeat
            )
            for p, f in _dossiers()
        }
        size = dossiers.stat().st_size
    PAGE.write_text(_page(facts, options, size, parsed, books, found), encoding="utf-8")
    print(f"wrote {PAGE.name}")


def _books() -> Iterable[tuple[Profile | TableProfile, Format]]:
    for profile in PROFILES:
        if profile.rulebook is not None:
            yield from ((profile, form) for form in _formats(profile))


def _dossiers() -> Iterable[tuple[Profile | TableProfile, Format]]:
    for profile in PROFILES:
        if profile.dossier is not None or _validates(profile):
            yield from ((profile, form) for form in _formats(profile))


def _formats(profile: Profile | TableProfile) -> tuple[Format, ...]:
    usual = _TABLES if isinstance(profile, TableProfile) else (Format.N_QUADS,)
    return _FORMATS.get(profile.name, usual)


def _validates(profile: Profile | TableProfile) -> bool:
    return isinstance(profile, TableProfile) and profile.findings is not None


def _name(profile: Profile | TableProfile, form: Format) -> str:
    return f"{profile.name} as {form}"


def _measured(
    profile: Profile | TableProfile,
    form: Format,
    paths: Sequence[Path],
    folder: Path,
    repeat: int,
) -> list[_Run]:
    out = folder / "out"
    command = [_COMMAND, "export", "--profile", profile.name, "--format", form.value]
    command += ["--output", str(out), *map(str, paths)]
    runs = [_run(command, out) for _ in range(repeat)]
    out.unlink()
    return runs


def _run(command: Sequence[str], output: Path | None) -> _Run:
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    size = 0 if output is None else output.stat().st_size
    return _Run(seconds, used.ru_maxrss * 1024, size)


def _page(
    facts: dict[str, str],
    options: argparse.Namespace,
    size: int,
    parsed: list[_Run],
    books: dict[str, list[_Run]],
    found: dict[str, list[_Run]],
) -> str:
    unit = _seconds(parsed)
    rows = [
        ("parsing alone", f"{unit:.1f}", "1.0", f"{1000 * unit / options.count:.2f}",
         f"{_memory(parsed):.0f}", ""),
    ]  # fmt: skip
    for name, runs in found.items():
        few = name.startswith("findings ")
        count = options.findings if few else options.count
        seconds = _seconds(runs)
        each, floor = seconds / count, unit / options.count
        label = f"{name} ({count:,} dossiers)" if few else name
        rows.append((label, f"{seconds:.1f}", f"{each / floor:.1f}", f"{1000 * each:.2f}",
                     f"{_memory(runs):.0f}", f"{runs[0].size / _MIB:.1f}"))  # fmt: skip
    book_rows = [
        (name, f"{_seconds(runs):.2f}", f"{_memory(runs):.0f}", f"{runs[0].size / 1024:.0f}")
        for name, runs in books.items()
    ]
    return "\n".join(
        [
            "# How long an export takes",
            "",
            f"Measured on {datetime.now(tz=UTC).date()}; `python -m bench.exports --count "
            f"{options.count}` writes this page anew. Medians of {options.repeat}.",
            "",
            *_table(("machine", ""), facts.items()),
            "",
            f"## {options.count:,} dossiers",
            "",
            f"Made up by `scheidslijn synth`: {size / _MIB:.0f} MiB of N-Quads, one file, a named "
            "graph for each dossier. The whole process, from the command to its end.",
            "",
            *_table(("export", "s", "to parsing", "ms a dossier", "peak MiB", "size MiB"), rows),
            "",
            "## The rule book",
            "",
            *_table(("export", "s", "peak MiB", "size KiB"), book_rows),
            "",
        ]
    )


def _seconds(runs: list[_Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def _memory(runs: list[_Run]) -> float:
    return statistics.median(run.memory for run in runs) / _MIB


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        f"| {' | '.join(head)} |",
        f"|{' --- |' * len(head)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


if __name__ == "__main__":
    main()
