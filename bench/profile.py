"""Shows where the time of a batch goes: each step, and each query.

    python -m bench.profile --count 3000

writes `bench/PROFILE.md`. Times are
processor time in one process, least of three runs, per dossier and as a ratio to reading the same
statements with pyoxigraph and doing nothing with them.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import pyoxigraph as ox

from bench.machine import machine
from scheidslijn.batches.blocks import Block, read_blocks
from scheidslijn.batches.isolation import rename_shared
from scheidslijn.batches.member import Member, member_of
from scheidslijn.batches.reading import BATCH_BYTES
from scheidslijn.batches.roles import Roles
from scheidslijn.batches.surveying import Surveyor
from scheidslijn.datagraph import DataGraph, read_by_shapes
from scheidslijn.engine import CompiledEngine
from scheidslijn.execution import merged, run
from scheidslijn.inputs import Source, Syntax
from scheidslijn.namespaces import OWL
from scheidslijn.resources import read_graph, read_rulebook, shapes_files
from scheidslijn.rulebook import RuleBook
from scheidslijn.screens import narrowed
from scheidslijn.shapesgraphs import within
from scheidslijn.store import EmbeddedStore
from scheidslijn.synth import synthesise
from scheidslijn.terms import local_name

PAGE: Final = Path(__file__).with_name("PROFILE.md")
_RUNS: Final = 3
_Value = TypeVar("_Value")


@dataclass(slots=True)
class _Times:
    """Seconds by name, in the order in which they were first measured."""

    found: dict[str, float] = field(default_factory=dict)

    def least(self, name: str, work: Callable[[], _Value]) -> _Value:
        """Return what work returns; keep the least time it took in some runs."""
        for _ in range(_RUNS):
            began = time.process_time()
            value = work()
            took = time.process_time() - began
            self.found[name] = min(took, self.found.get(name, took))
        return value


def main() -> None:
    """Make dossiers, measure each step on them, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.profile", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="dossiers, in one batch")
    parser.add_argument("--seed", type=int, default=1, help="seed of the dossiers")
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args()
    quads = "".join(
        each.text(Syntax.N_QUADS) for each in synthesise(options.count, options.seed)
    ).encode()
    steps, queries = _Times(), _Times()
    text = _steps(quads, steps)
    _queries(text, steps, queries)
    options.page.write_text(_page(options.count, steps, queries), encoding="utf-8")


def _steps(quads: bytes, times: _Times) -> bytes:
    """Measure what is done before the queries, and return the statements for the store."""
    source = Source("dossiers.nq", None, Syntax.N_QUADS)
    book = RuleBook(read_rulebook()[0], read_graph(shapes_files()))
    store = EmbeddedStore(union=False)
    store.load(read_rulebook()[0])
    surveyor, roles = Surveyor(book), Roles(store, own=False)
    times.least("parse only", lambda: sum(1 for _ in ox.parse(quads, format=ox.RdfFormat.N_QUADS)))
    blocks: list[Block] = times.least("blocks", lambda: list(read_blocks(io.BytesIO(quads))))
    members: list[Member] = times.least("split", lambda: [member_of(source, b) for b in blocks])
    times.least("survey", lambda: [surveyor.survey(each) for each in members])
    times.least("exactness", lambda: [surveyor.is_exact(each) for each in members])
    times.least("isolation", lambda: rename_shared(members, lambda _: False))
    text = times.least("renaming", lambda: b"".join(each.text_apart() for each in members))
    times.least("roles", lambda: [roles.of_member(each) for each in members])
    return text


def _queries(text: bytes, steps: _Times, queries: _Times) -> None:
    book = read_by_shapes(read_rulebook()[0].without(OWL + "imports"))
    shapes = read_graph(shapes_files())
    across = RuleBook(read_rulebook()[0], shapes).shapes_across()
    data = DataGraph(book)
    engine = CompiledEngine(within(shapes, across), data)
    with data.holding_texts(text, b""):
        pass
    steps.least("rule book into a new store", data._restart)
    began = time.process_time()
    with data.holding_texts(text, b""):
        steps.found["load"] = time.process_time() - began
        plan = engine._plan
        for number, core in enumerate(plan.core):
            queries.least(f"SHACL Core {number + 1}", partial(data.store.select, core))
        for number, screen in enumerate(plan.screens):
            queries.least(f"screen {number + 1}", partial(data.store.select, screen))
        with narrowed(plan, data.store) as left:
            for query in left.own:
                shape = local_name(plan.checks[query.check].shape)
                queries.least(shape, partial(data.store.select, query.text))
            steps.least("queries", lambda: merged(run(left, data.store)))
        steps.least("queries with screens", engine.validate_held)


def _page(count: int, steps: _Times, queries: _Times) -> str:
    floor = steps.found["parse only"]
    facts = "; ".join(f"{name} {value}" for name, value in machine().items())
    lines = [
        "# Where the time of a batch goes",
        "",
        f"Measured on {datetime.now(UTC).date()} by `python -m bench.profile --count {count}`: "
        f"{count:,} dossiers of `scheidslijn synth` in one batch (a batch has about "
        f"{BATCH_BYTES >> 20} MiB otherwise), processor time of one process, least of {_RUNS} "
        "runs. *To parse* is the ratio to pyoxigraph reading the same statements.",
        "",
        facts,
        "",
    ]
    for title, times in (("step", steps), ("query", queries)):
        lines += [f"| {title} | ms per dossier | to parse |", "| --- | ---: | ---: |"]
        lines += [
            f"| {name} | {seconds * 1000 / count:.3f} | {seconds / floor:.2f} |"
            for name, seconds in times.found.items()
        ]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
