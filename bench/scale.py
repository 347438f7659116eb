"""Measures the whole command on any number of dossiers: time, memory, and whether it is right.

    python -m bench.scale --sizes 1000 10000 100000 1000000 --jobs 1 2

writes `bench/SCALE.md`. The dossiers are N-Quads with a named graph for each; what is measured is
``scheidslijn validate FILE --format json --output REPORT`` as a process, from its start to its
end. Its time is told as a ratio to reading the same file with pyoxigraph and doing nothing with
it, in the same run. Findings are compared with what was planted, one by one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

from bench.machine import machine

PAGE: Final = Path(__file__).with_name("SCALE.md")
_COMMAND: Final = str(Path(sys.executable).with_name("scheidslijn"))
_PARSE: Final = (
    "import sys, pyoxigraph as ox\n"
    "for _ in ox.parse(path=sys.argv[1], format=ox.RdfFormat.N_QUADS): pass\n"
)
_MIB: Final = 2**20
_LOOK: Final = 0.5  # seconds between two looks at the memory
_HEAD: Final = """\
# Any number of dossiers

Measured on {date}; this writes the page anew:

```console
$ {command}
```

The dossiers are those of `scheidslijn synth`, in N-Quads with a named graph for each, one in ten
with a planted breach. *Whole* is the command a user runs, from its start to its end:
`scheidslijn validate FILE --format json --output REPORT`; it also looks across dossiers, puts each
finding in words with its law and its line, and writes the report. *Parse* is pyoxigraph reading
the same file and nothing else. Numbers are medians of the runs, peak memory is that of the
largest process, and of all processes together what they do not share with each other and what they
share once; *planted* says whether the findings are exactly those that were planted.

{machine}

"""


@dataclass(frozen=True, slots=True)
class _Run:
    """One process and its children: seconds, processor time, and memory in bytes."""

    seconds: float
    cpu: float
    largest: int
    together: int
    code: int


@dataclass(frozen=True, slots=True)
class _Row:
    """What was measured at one size with one number of jobs."""

    dossiers: int
    jobs: int
    runs: tuple[_Run, ...]
    parse: float
    findings: int
    planted: bool


def main() -> None:
    """Make the dossiers, measure, and write the page after each size."""
    options = _options()
    rows: list[_Row] = []
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        place = Path(folder)
        for size in sorted(options.sizes):
            rows += _measure_size(size, options, place)
            _write(options, rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    add = parser.add_argument
    add("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000], help="dossiers")
    add("--jobs", type=int, nargs="+", default=[1, 2], help="processes that judge")
    add("--repeat", type=int, default=3, help="runs of each up to 10,000 dossiers; else one")
    add("--seed", type=int, default=1, help="seed of the dossiers")
    add("--folder", type=Path, help="where the dossiers are written: 24 GB for a million")
    add("--page", type=Path, default=PAGE)
    return parser.parse_args()


def _measure_size(size: int, options: argparse.Namespace, place: Path) -> Iterator[_Row]:
    dossiers, expected = place / "dossiers.nq", place / "expected.jsonl"
    subprocess.run(
        [_COMMAND, "synth", "--count", str(size), "--seed", str(options.seed), "--output",
         str(dossiers), "--expected", str(expected)],
        check=True,
    )  # fmt: skip
    repeat = options.repeat if size <= 10_000 else 1
    report = place / "report.json"
    parsed = [_run([sys.executable, "-c", _PARSE, str(dossiers)]) for _ in range(repeat)]
    for jobs in options.jobs:
        command = [_COMMAND, "validate", str(dossiers), "--format", "json", "--output",
                   str(report), "--jobs", str(jobs)]  # fmt: skip
        runs = tuple(_run(command) for _ in range(repeat))
        found = _findings(report)
        row = _Row(
            dossiers=size,
            jobs=jobs,
            runs=runs,
            parse=median(run.seconds for run in parsed),
            findings=len(found),
            planted=found == _planted(expected) and all(run.code == 1 for run in runs),
        )
        print(f"{size:,} dossiers, {jobs} jobs: {_seconds(row):.1f} s", file=sys.stderr, flush=True)
        yield row


def _run(command: Sequence[str]) -> _Run:
    """Run a command, and watch the memory of it and its children while it runs."""
    seen = [0, 0]
    before = os.times()
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, done, seen))
    watch.start()
    code = process.wait()
    seconds = time.monotonic() - began
    done.set()
    watch.join()
    after = os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return _Run(seconds, cpu, seen[0], seen[1], code)


def _watch(pid: int, done: threading.Event, seen: list[int]) -> None:
    while not done.wait(_LOOK):
        sizes = [_memory(each) for each in (pid, *_children(pid))]
        seen[0] = max(seen[0], *(peak for peak, _ in sizes))
        seen[1] = max(seen[1], sum(now for _, now in sizes))


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = task.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in map(int, found):
            yield child
            yield from _children(child)


def _memory(pid: int) -> tuple[int, int]:
    """Return the most memory that a process has held, and its part of what is held now, in bytes.

    A page that several processes share counts for each of them in equal parts.
    """
    lines: list[str] = []
    try:
        for name in ("status", "smaps_rollup"):
            lines += Path(f"/proc/{pid}/{name}").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0, 0
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in lines if "kB" in line}
    return sizes.get("VmHWM", 0), sizes.get("Pss", 0)


def _findings(report: Path) -> set[tuple[object, ...]]:
    read = json.loads(report.read_text(encoding="utf-8"))
    return {
        _key(each, [norm["id"] for norm in each["norms"]])
        for each in read["findings"]
    }  # fmt: skip


def _planted(expected: Path) -> set[tuple[object, ...]]:
    with expected.open(encoding="utf-8") as lines:
        read = map(json.loads, lines)
        return {_key(each, each["norms"]) for each in read}


def _key(each: dict[str, str | None], norms: Iterable[str]) -> tuple[object, ...]:
    """Return what makes a finding the same; a blank node is called otherwise by everybody."""
    terms = (each[name] or "" for name in ("dossier", "focus", "path", "value"))
    named = ("_:" if term.startswith("_:") else term for term in terms)
    return (*named, each["component"], each["shape"], each["severity"], *sorted(norms))


def _seconds(row: _Row) -> float:
    return median(run.seconds for run in row.runs)


def _write(options: argparse.Namespace, rows: Sequence[_Row]) -> None:
    command = " ".join(
        ["python -m bench.scale --sizes", *map(str, sorted(options.sizes)), "--jobs",
         *map(str, options.jobs), f"--repeat {options.repeat} --seed {options.seed}"]
    )  # fmt: skip
    facts = "; ".join(f"{name} {value}" for name, value in machine().items())
    head = _HEAD.format(date=datetime.now(UTC).date(), command=command, machine=facts)
    options.page.write_text(head + _table(rows), encoding="utf-8")


def _table(rows: Sequence[_Row]) -> str:
    names = ("dossiers", "jobs", "whole s", "CPU s", "ms per dossier", "parse s", "to parse",
             "to one job", "largest MiB", "all MiB", "findings", "planted", "runs")  # fmt: skip
    lines = ["| " + " | ".join(names) + " |", "|" + " ---: |" * len(names)]
    single = {row.dossiers: _seconds(row) for row in rows if row.jobs == 1}
    for row in rows:
        seconds = _seconds(row)
        one = single.get(row.dossiers)
        cells = (
            f"{row.dossiers:,}",
            str(row.jobs),
            f"{seconds:.2f}",
            f"{median(run.cpu for run in row.runs):.2f}",
            f"{seconds * 1000 / row.dossiers:.3f}",
            f"{row.parse:.2f}",
            f"{seconds / row.parse:.1f}",
            "" if one is None else f"{one / seconds:.2f}",
            f"{max(run.largest for run in row.runs) / _MIB:.0f}",
            f"{max(run.together for run in row.runs) / _MIB:.0f}",
            f"{row.findings:,}",
            "exactly" if row.planted else "no",
            str(len(row.runs)),
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
