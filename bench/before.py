"""Shows what each query of the packaged shapes took in an earlier checkout, and takes in this one.

    git worktree add ../before deb66d3
    python -m bench.before ../before

writes `bench/BEFORE.md`. Both are given the same dossiers on the same machine, by turns.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.machine import machine
from scheidslijn.batches.blocks import read_blocks
from scheidslijn.batches.isolation import rename_shared
from scheidslijn.batches.member import member_of
from scheidslijn.inputs import Source, Syntax
from scheidslijn.synth import synthesise

PAGE: Final = Path(__file__).with_name("BEFORE.md")
_PLAN: Final = str(Path(__file__).with_name("plan.py"))
_HERE: Final = Path(__file__).parents[1]
_VALIDATE: Final = "import sys; from scheidslijn.cli import main; sys.exit(main())"

_Times = dict[str, dict[str, float]]


def main() -> None:
    """Measure both checkouts, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.before", description=__doc__)
    parser.add_argument("earlier", type=Path, help="the folder of the earlier checkout")
    parser.add_argument("--count", type=int, default=1000, help="dossiers in one store")
    parser.add_argument("--whole", type=int, default=200, help="dossiers for the whole command")
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        triples, quads = Path(folder, "dossiers.nt"), Path(folder, "dossiers.nq")
        triples.write_bytes(_apart(_dossiers(options.count)))
        quads.write_bytes(_dossiers(options.whole))
        before, now = (_queries(each, triples) for each in (options.earlier, _HERE))
        whole = [_whole(each, quads) for each in (options.earlier, _HERE)]
    commits = tuple(map(_commit, (options.earlier, _HERE)))
    page = _page(options, commits, list(_rows(before, now, options.count)), whole)
    options.page.write_text(page, encoding="utf-8")


def _dossiers(count: int) -> bytes:
    return "".join(each.text(Syntax.N_QUADS) for each in synthesise(count, 1)).encode()


def _apart(quads: bytes) -> bytes:
    """Return the statements of all dossiers as one graph in which nothing is shared."""
    source = Source("dossiers.nq", None, Syntax.N_QUADS)
    members = [member_of(source, block) for block in read_blocks(io.BytesIO(quads))]
    rename_shared(members, lambda _: False)
    return b"".join(member.text_apart() for member in members)


def _queries(checkout: Path, triples: Path) -> _Times:
    command = [sys.executable, "-P", _PLAN, str(triples)]
    answer = subprocess.run(command, env=_with(checkout), check=True, capture_output=True)
    found: _Times = json.loads(answer.stdout)
    return found


def _whole(checkout: Path, quads: Path) -> float:
    command = [sys.executable, "-P", "-c", _VALIDATE, "validate", str(quads), "--format", "json"]
    began = time.monotonic()
    answer = subprocess.run(command, env=_with(checkout), check=False, stdout=subprocess.DEVNULL)
    if answer.returncode != 1:
        raise SystemExit(f"validate ended with exit code {answer.returncode}, not with findings")
    return time.monotonic() - began


def _with(checkout: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str((checkout / "src").resolve())}


def _commit(checkout: Path) -> str:
    command = ["git", "-C", str(checkout), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _rows(before: _Times, now: _Times, count: int) -> Iterator[tuple[str, ...]]:
    """Yield a row for each query, the longest before first; times in ms per dossier."""
    columns = (before["plain"], now["plain"], now["screened"])
    names = {name: None for column in columns for name in column}
    for name in sorted(names, key=lambda name: -columns[0].get(name, 0)):
        cells = (column.get(name) for column in columns)
        yield name, *("" if cell is None else f"{cell * 1000 / count:.3f}" for cell in cells)
    yield "all", *(f"{sum(column.values()) * 1000 / count:.3f}" for column in columns)


def _page(
    options: argparse.Namespace,
    commits: tuple[str, ...],
    rows: list[tuple[str, ...]],
    whole: list[float],
) -> str:
    facts = "; ".join(f"{name} {value}" for name, value in machine().items())
    earlier, now = commits
    seconds = [f"{each * 1000 / options.whole:.1f}" for each in whole]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"""\
# What each query took, before and after

Measured on {datetime.now(UTC).date()} by `python -m bench.before` at the commit {now}; *before* is
the commit {earlier}, the last without batches. In milliseconds of processor time per dossier,
{options.count:,} dossiers of `scheidslijn synth` in one store, least of three runs. *Plain* asks
each query of every focus node; *screened* is as the engine does it: the screens tell which few
nodes a query is asked of, and the shapes that share a constraint are asked together. The whole
command on {options.whole:,} dossiers took {seconds[0]} ms per dossier before, which judged each by
itself, and takes {seconds[1]} ms now, with its start.

{facts}

| query | before, plain | now, plain | now, screened |
| --- | ---: | ---: | ---: |
{table}
"""


if __name__ == "__main__":
    main()
