"""A real scheduler and workers on loopback: everything is found once, whoever is killed."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

import pytest

pytest.importorskip("distributed")

from dask_cluster import DaskCluster, dask_cluster
from fake_judges import batches, fake_judge, names
from scheidslijn.batches.cluster import Cluster
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.reading import Batch
from scheidslijn.errors import EngineError, InputError, UsageError
from scheidslijn.inputs import Syntax, find_sources
from scheidslijn.render import FORMATS, Style
from scheidslijn.synth import synthesise, write
from scheidslijn.validation import Settings

DOSSIERS: Final = 400
BATCH: Final = 5 << 18
TESTS: Final = str(Path(__file__).parents[1])


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with dask_cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[DaskCluster]:
    with dask_cluster(tmp_path) as running:
        yield running


def in_order(outcome: list[tuple[Batch, list[Judged]]]) -> list[Judged]:
    numbers = [batch.number for batch, _ in outcome]
    assert len(set(numbers)) == len(numbers), "each batch is said once"
    return [each for _, judged in sorted(outcome, key=lambda o: o[0].number) for each in judged]


def failures(judged: list[Judged]) -> list[str]:
    return [each.where for each in judged if any(p.kind == "engine" for p in each.problems)]


def test_every_data_graph_is_judged_once_in_its_place(cluster: DaskCluster) -> None:
    found = in_order(list(Cluster(cluster.address, fake_judge)(batches(9, 4))))
    assert [each.where for each in found] == names(36)
    assert not failures(found)


def test_few_batches_are_in_flight(cluster: DaskCluster) -> None:
    taken: list[int] = []

    def counted() -> Iterator[Batch]:
        for batch in batches(30, 1):
            taken.append(batch.number)
            yield batch

    most = 0
    for passed, _ in enumerate(Cluster(cluster.address, fake_judge)(counted())):
        most = max(most, len(taken) - passed)
    assert len(taken) == 30
    assert most <= 2 * 2  # two for each thread of the two workers


def test_what_kills_who_judges_it_is_named_and_no_worker_is_lost(cluster: DaskCluster) -> None:
    runner = Cluster(cluster.address, fake_judge, limit=3)
    found = in_order(list(runner(batches(4, 8, {3: "die", 21: "sleep 60", 30: "blunder x"}))))
    assert [each.where for each in found] == names(32)
    assert failures(found) == [names(32)[n] for n in (3, 21, 30)]
    assert [worker.poll() for worker in cluster.workers] == [None, None]


def test_an_error_of_the_user_ends_it_as_it_is(cluster: DaskCluster) -> None:
    with pytest.raises(InputError, match=r"^regels\.ttl:7: geen regels$"):
        list(Cluster(cluster.address, fake_judge)(batches(6, 2, {5: "refuse"})))


def test_who_wants_no_more_leaves_nothing_running(cluster: DaskCluster, tmp_path: Path) -> None:
    does = {0: "pid", 1: "pid", 2: "sleep 60", 3: "sleep 60"}
    running = Cluster(cluster.address, partial(fake_judge, marks=str(tmp_path)))(
        batches(9, 1, does)
    )
    next(running)
    next(running)
    running.close()
    assert list(tmp_path.iterdir())
    for mark in tmp_path.iterdir():
        _wait(Path(f"/proc/{mark.name}"))
    assert len(list(Cluster(cluster.address, fake_judge)(batches(3, 1)))) == 3


def test_a_killed_worker_costs_nothing(fragile: DaskCluster, tmp_path: Path) -> None:
    does = dict.fromkeys(range(40), "sleep 0.2")
    outcome = []
    for each in Cluster(fragile.address, fake_judge)(batches(40, 1, does)):
        outcome.append(each)
        if len(outcome) == 10:
            fragile.kill(fragile.workers[0])
    assert [each.where for each in in_order(outcome)] == names(40)
    assert not failures(in_order(outcome))


def test_a_batch_that_takes_workers_down_is_halved_and_named(tmp_path: Path) -> None:
    once = "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"
    # one worker goes down with the batch, one with the half of it, one with the graph alone
    with dask_cluster(tmp_path, workers=4, **{once: "0"}) as running:
        runner = Cluster(running.address, fake_judge)
        found = in_order(list(runner(batches(1, 4, {1: "die-with-parent"}))))
        assert sorted(worker.poll() is None for worker in running.workers) == [False] * 3 + [True]
    assert [each.where for each in found] == names(4)
    assert failures(found) == [names(4)[1]]
    assert "every worker of the cluster that judged it was lost" in str(found[1].problems)


@pytest.mark.parametrize("what", ["workers", "scheduler"])
def test_a_lost_cluster_is_an_error_and_no_endless_waiting(fragile: DaskCluster, what: str) -> None:
    does = dict.fromkeys(range(100), "sleep 0.2")
    running = Cluster(fragile.address, fake_judge, patience=3)(batches(100, 1, does))
    next(running)
    began = time.monotonic()
    fragile.kill(*(fragile.workers if what == "workers" else [fragile.scheduler]))
    says = r"has had no workers for 3 seconds" if what == "workers" else r"scheduler was lost"
    with pytest.raises(EngineError, match=says):
        list(running)
    assert time.monotonic() - began < 40


def test_a_worker_of_another_version_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import pyoxigraph\npyoxigraph.__version__ = '0.0.1'\n"
    )
    with dask_cluster(tmp_path, workers=0) as running:
        path = os.pathsep.join((str(tmp_path), TESTS, str(Path(TESTS).parent / "src")))
        running.add_worker(PYTHONPATH=path)
        with pytest.raises(EngineError, match=r"worker tcp://\S+ has pyoxigraph 0\.0\.1; \d"):
            list(Cluster(running.address, fake_judge)(batches(1, 1)))


def test_an_address_without_a_scheduler_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheidslijn.batches.cluster._CONNECT", 2)
    with pytest.raises(EngineError, match=r"^tcp://127\.0\.0\.1:1: no scheduler can be reached"):
        list(Cluster("tcp://127.0.0.1:1", fake_judge)(batches(1, 1)))
    with pytest.raises(UsageError, match=r"^nergens://x: is no address of a scheduler"):
        list(Cluster("nergens://x", fake_judge)(batches(1, 1)))


def test_without_the_library_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'scheidslijn\[cluster\]'"):
        list(Cluster("tcp://127.0.0.1:1", fake_judge)(batches(1, 1)))


def test_dossiers_give_the_report_of_a_local_run_though_a_worker_is_killed(
    fragile: DaskCluster, tmp_path: Path
) -> None:
    dump = tmp_path / "dossiers.nq"
    with dump.open("wb") as stream:
        write(synthesise(DOSSIERS, 3, share=0.3), stream, Syntax.N_QUADS)
    sources = find_sources([str(dump)]).sources
    settings = Settings()
    done: list[int] = []

    def kill_half_way(_done: int, _total: int) -> None:
        done.append(_done)
        if len(done) == 3:
            fragile.workers[0].send_signal(signal.SIGKILL)

    validator = settings.validator()
    runner = Cluster(fragile.address, settings.judge)
    far = validator.validate(sources, kill_half_way, run=runner, batch_bytes=BATCH)
    assert len(done) > 6, "it was killed when much was still to come"
    assert fragile.workers[0].wait(20) == -signal.SIGKILL
    near = validator.validate(sources)
    style = Style()
    assert far.checked.dossiers >= DOSSIERS
    assert len(far.findings) > DOSSIERS // 10
    assert "".join(FORMATS["json"](far, style)) == "".join(FORMATS["json"](near, style))


def _wait(gone: Path) -> None:
    deadline = time.monotonic() + 20
    while gone.exists() and "Z" not in (gone / "stat").read_text().split(")")[1]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
