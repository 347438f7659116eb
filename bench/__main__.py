"""The command line of the benchmark: ``python -m bench --help``."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bench import data, machine, page
from bench.engines import EACH, WHOLE, Engine
from bench.measure import ROOT, Limits, Measurement, measure
from bench.results import Case, Row, row, with_checks

Runs = dict[tuple[int, str], list[Measurement]]
Hopeless = set[tuple[str, str]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the data and measure everything; the page is written anew after each case."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _options(given)
    # so that no worker is left behind
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped by SIGTERM; the page stays"))
    facts = page.Facts(
        command=" ".join(["python -m bench", *given]),
        date=date.today().isoformat(),
        seed=options.seed,
        machine=machine.machine(),
        versions=machine.versions([engine.distribution for engine in WHOLE]),
    )
    with tempfile.TemporaryDirectory() as folder:
        limits = Limits(options.limit, int(options.memory * 2**30), Path(folder) / "cache")
        cases = list(_cases(options, Path(folder)))
        hopeless = _warm_up(cases, limits, data.make_dataset(1, options.seed, Path(folder)))
        runs: Runs = {}
        for repetition in range(options.repeat):
            for number, case in enumerate(cases):
                _measure(case, number, repetition, cases, runs, limits, hopeless)
                rows = with_checks([(c, _rows(c, n, runs)) for n, c in enumerate(cases)])
                options.page.write_text(page.page(facts, rows), encoding="utf-8")
            _say(f"repetition {repetition + 1} of {options.repeat} is on {options.page.name}")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    add = parser.add_argument
    add("--sizes", type=int, nargs="+", default=[100, 1000, 10000], help="dossiers in one graph")
    add("--each", type=int, default=100, help="dossiers checked one by one; 0 for none")
    add("--shapes", nargs="+", choices=data.SHAPE_SETS, default=list(data.SHAPE_SETS))
    add("--engines", nargs="+", choices=sorted({e.name for e in WHOLE}), help="default: all")
    add("--repeat", type=int, default=5, help="repetitions; the page shows medians")
    add("--limit", type=float, default=600, help="seconds that one measurement may take")
    add("--memory", type=float, default=12, help="GiB of address space for one measurement")
    add("--seed", type=int, default=1, help="seed of the dossiers")
    add("--page", type=Path, default=ROOT / "bench" / "RESULTS.md")
    return parser.parse_args(arguments)


def _cases(options: argparse.Namespace, folder: Path) -> Iterator[Case]:
    shapes = [data.make_shapes(name, folder) for name in options.shapes]
    wanted = options.engines or [engine.name for engine in WHOLE]
    made = data.make_breaches(options.seed, folder)
    for shape_set in shapes:
        chosen = _chosen(EACH, wanted, shape_set.name)
        yield Case(made, shape_set, chosen, each=True, check=True)
    for size in sorted(options.sizes):
        made = data.make_dataset(size, options.seed, folder)
        for shape_set in shapes:
            yield Case(made, shape_set, _chosen(WHOLE, wanted, shape_set.name))
    if options.each:
        made = data.make_dataset(options.each, options.seed, folder)
        for shape_set in shapes:
            yield Case(made, shape_set, _chosen(EACH, wanted, shape_set.name), each=True)


def _chosen(engines: tuple[Engine, ...], wanted: list[str], shapes: str) -> tuple[Engine, ...]:
    return tuple(e for e in engines if e.name in wanted and (not e.only or shapes in e.only))


def _warm_up(cases: list[Case], limits: Limits, one: data.Dataset) -> Hopeless:
    """Have every engine check one dossier, so that what is done once per installation is done.

    Returns:
        The engines that took too long for that, each with the name of the shapes.
    """
    done = set[tuple[str, str]]()
    hopeless: Hopeless = set()
    for case in cases:
        for engine in case.engines:
            by_shapes = (engine.name, case.shapes.name)
            if (engine.function, case.shapes.name) in done or by_shapes in hopeless:
                continue
            done.add((engine.function, case.shapes.name))
            measured = measure(engine, one.task(case.shapes.path), limits)
            if measured.problem.startswith("over "):
                hopeless.add(by_shapes)
            _say(f"warm-up: {engine.name}, {case.shapes.name}: {measured.problem or 'well'}")
    return hopeless


def _measure(
    case: Case,
    number: int,
    repetition: int,
    cases: list[Case],
    runs: Runs,
    limits: Limits,
    hopeless: Hopeless,
) -> None:
    turn = repetition % len(case.engines) if case.engines else 0
    for engine in (*case.engines[turn:], *case.engines[:turn]):
        before = runs.setdefault((number, engine.name), [])
        if before and (case.check or before[0].problem or before[0].wall > limits.seconds / 10):
            continue  # once is enough of what fails or takes long
        if (engine.name, case.shapes.name) in hopeless:
            before.append(Measurement(problem=f"not run, being over {limits.seconds:g} s for one"))
            continue
        over = _over_before(case, engine, number, cases, runs)
        if over is not None:
            before.append(Measurement(problem=f"not run, being over time at {over:,} dossiers"))
            continue
        measured = measure(engine, case.data.task(case.shapes.path), limits)
        before.append(measured)
        result = measured.problem or f"{measured.wall:.3f} s"
        _say(f"{page.title(case)}: {engine.name}: {result}")


def _rows(case: Case, number: int, runs: Runs) -> list[Row]:
    return [row(engine, case, runs.get((number, engine.name), [])) for engine in case.engines]


def _over_before(
    case: Case, engine: Engine, number: int, cases: list[Case], runs: Runs
) -> int | None:
    """Return the smaller size at which this engine took too long for these shapes, if any."""
    for n, smaller in enumerate(cases[:number]):
        same = smaller.shapes == case.shapes and smaller.each == case.each and not smaller.check
        past = runs.get((n, engine.name), [])
        if same and past and past[0].problem.startswith("over "):
            return smaller.data.dossiers
    return None


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
