"""Times each query of the plan for the packaged shapes, of whichever checkout is on the path.

    python -P bench/plan.py TRIPLES

prints JSON: processor time in seconds, least of three runs, of SHACL Core and of each shape with
queries of its own, put to one store that holds the triples beside the rule book. ``plain`` asks
them of every focus node; ``screened``, where the checkout has screens, is as the engine does it.
`bench.before` calls it for two checkouts; so it keeps to what both have.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from scheidslijn.datagraph import DataGraph, read_by_shapes
from scheidslijn.engine import CompiledEngine
from scheidslijn.namespaces import OWL
from scheidslijn.resources import read_graph, read_rulebook, shapes_files
from scheidslijn.rulebook import RuleBook
from scheidslijn.terms import local_name, term_text

_RUNS = 3


def main() -> None:
    """Load the triples, and time every query."""
    rulebook, _ = read_rulebook()
    shapes = read_graph(shapes_files())
    across = RuleBook(rulebook, shapes).shapes_across()
    data = DataGraph(read_by_shapes(rulebook.without(OWL + "imports")))
    engine = CompiledEngine((s for s in shapes if term_text(s.subject) not in across), data)
    data.store.load_text(Path(sys.argv[1]).read_bytes())
    plan = engine._plan

    def timed(queries: Iterable[tuple[str, str]]) -> dict[str, float]:
        found: dict[str, float] = {}
        for name, text in queries:
            found[name] = found.get(name, 0) + min(seconds(text) for _ in range(_RUNS))
        return found

    def seconds(text: str) -> float:
        began = time.process_time()
        data.store.select(text)
        return time.process_time() - began

    core = [("SHACL Core", text) for text in plan.core]
    own = [(local_name(plan.checks[query.check].shape), query.text) for query in plan.own]
    found = {"plain": timed((*core, *own))}
    if getattr(plan, "screens", ()):
        from scheidslijn.screens import narrowed

        screens = [("screens", text) for text in plan.screens]
        with narrowed(plan, data.store) as left:
            own = [(local_name(plan.checks[query.check].shape), query.text) for query in left.own]
            found["screened"] = timed((*core, *screens, *own))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
