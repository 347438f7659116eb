"""The command line of the mutation test: ``python -m bench.mutation --help``."""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.mutation.mutant import Mutant
from bench.mutation.report import Results, as_json, as_text, read_equivalents
from bench.mutation.run import Bench, Outcome, run
from bench.mutation.world import shown


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge mutants; return 1 when one survives that is not known to be equivalent."""
    options = _options(arguments)
    # so that no worker is left behind, and what is known is reported
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    bench = Bench()
    numbers = [n for n, mutant in enumerate(bench.mutants) if _is_wanted(mutant, options.only)]
    if options.sample is not None and options.sample < len(numbers):
        numbers = sorted(random.Random(options.seed).sample(numbers, options.sample))
    _say(f"{len(numbers)} mutants, {len(bench.cases) - len(bench.baseline.red)} cases")
    if not numbers:
        _say("no mutant matches, so nothing was judged")
        return 2
    outcomes = _outcomes(run(bench, numbers, options.workers, options.limit), len(numbers))
    results = Results(
        outcomes=[(bench.mutants[n], outcomes[n]) for n in numbers if n in outcomes],
        red=sorted(bench.baseline.red),
        unread=bench.rules.unread(),
        equivalents=read_equivalents(),
    )
    print("\n".join(as_text(results)))
    if options.json is not None:
        text = json.dumps(as_json(results), ensure_ascii=False, indent=1)
        options.json.write_text(f"{text}\n", encoding="utf-8")
    return 1 if results.survivors() or results.wrong() else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.mutation", description=__doc__)
    add = parser.add_argument
    add("--only", metavar="PART", help="mutants with this in part, kind, subject or file")
    add("--sample", type=int, metavar="N", help="this many mutants, drawn at random")
    add("--seed", type=int, default=1, help="seed of the sample")
    add("--limit", type=float, default=60, help="seconds that one mutant may take")
    add("--workers", type=int, default=2, help="processes that judge mutants")
    add("--json", type=Path, metavar="FILE", help="write every outcome to this file")
    return parser.parse_args(arguments)


def _is_wanted(mutant: Mutant, only: str | None) -> bool:
    said = (mutant.part, mutant.kind, shown(mutant.subject), mutant.file)
    return only is None or any(only in text for text in said)


def _outcomes(found: Iterable[tuple[int, Outcome]], every: int) -> dict[int, Outcome]:
    """Gather outcomes, and say how far it is; those so far when it is stopped."""
    began = time.monotonic()
    outcomes: dict[int, Outcome] = {}
    try:
        for number, outcome in found:
            outcomes[number] = outcome
            if len(outcomes) % 100 == 0 or len(outcomes) == every:
                _say(f"{len(outcomes)} of {every} mutants, {time.monotonic() - began:.0f} s")
    except KeyboardInterrupt:
        _say(f"stopped after {len(outcomes)} of {every} mutants; the report is about these")
    return outcomes


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
