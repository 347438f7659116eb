"""Batches on several processes: what dies, hangs or grows is named, and nothing else is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_judges import batches, fake_judge, names
from scheidslijn.batches.blocks import Block
from scheidslijn.batches.halving import LostError, given_up, halves, judge_surely
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.reading import Batch, Piece
from scheidslijn.batches.sharing import Part, Sharing
from scheidslijn.batches.workers import Workers
from scheidslijn.errors import EngineError, InputError
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import Problem

TESTS: Final = str(Path(__file__).parents[1])
linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel limits memory there")


@pytest.fixture(autouse=True)
def _findable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [TESTS, *sys.path])


def children() -> set[int]:
    """Return the processes that this one has started and that are still there."""
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # a thread of another test has just ended
            found.update(map(int, (task / "children").read_text().split()))
    return found


def said(runner: Workers, given: Iterator[Batch]) -> dict[int, list[Judged]]:
    outcome = list(runner(given))
    by_number = {batch.number: judged for batch, judged in outcome}
    assert len(by_number) == len(outcome), "each batch is said once"
    return by_number


def in_order(by_number: dict[int, list[Judged]]) -> list[Judged]:
    return [each for _, judged in sorted(by_number.items()) for each in judged]


def failures(judged: list[Judged]) -> dict[str, str]:
    return {
        each.where: problem.message
        for each in judged
        for problem in each.problems
        if problem.kind == "engine"
    }


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_data_graph_is_judged_once_in_its_place(jobs: int) -> None:
    found = said(Workers(fake_judge, jobs), batches(7, 5))
    assert [each.where for each in in_order(found)] == names(35)
    assert not failures(in_order(found))


def test_no_batches_are_no_work() -> None:
    before = children()
    assert said(Workers(fake_judge, 2), iter(())) == {}
    assert children() == before


def test_there_are_as_many_processes_as_jobs(tmp_path: Path) -> None:
    runner = Workers(partial(fake_judge, marks=str(tmp_path)), 2)
    said(runner, batches(12, 1, dict.fromkeys(range(12), "pid")))
    assert len(list(tmp_path.iterdir())) == 2
    assert not (tmp_path / str(os.getpid())).exists()


def test_few_batches_are_in_memory_at_a_time() -> None:
    taken: list[int] = []

    def counted() -> Iterator[Batch]:
        for batch in batches(40, 1):
            taken.append(batch.number)
            yield batch

    for passed, _ in enumerate(Workers(fake_judge, 2)(counted()), 1):
        assert len(taken) <= passed + 2 + 2  # two more are read than are judged


def test_the_last_batch_is_shared(tmp_path: Path) -> None:
    runner = Workers(partial(fake_judge, marks=str(tmp_path)), 2)
    does = {0: "pid", 1: "sleep 1", 200: "pid"}
    found = said(runner, batches(1, 400, does))
    assert [each.where for each in in_order(found)] == names(400)
    assert len(list(tmp_path.iterdir())) == 2


def test_what_dies_in_a_part_of_the_last_batch_is_named_and_the_rest_is_judged() -> None:
    found = in_order(said(Workers(fake_judge, 3), batches(1, 450, {3: "die", 440: "die"})))
    assert [each.where for each in found] == names(450)
    assert list(failures(found)) == [f"alles.nq (graph urn:g:{n})" for n in (3, 440)]


def test_what_kills_its_process_alone_is_named_and_the_rest_is_judged() -> None:
    found = in_order(said(Workers(fake_judge, 2), batches(4, 8, {3: "die", 21: "die"})))
    assert [each.where for each in found] == names(32)
    assert failures(found) == {
        f"alles.nq (graph urn:g:{n})": f"alles.nq (graph urn:g:{n}): the process that judged it "
        "was ended (signal 9); it may have taken too much memory, so nothing is known about it."
        for n in (3, 21)
    }


@pytest.mark.parametrize("graphs", [1, 6])
def test_a_process_that_is_killed_once_costs_nothing(tmp_path: Path, graphs: int) -> None:
    runner = Workers(partial(fake_judge, marks=str(tmp_path)), 2)
    found = in_order(said(runner, batches(3, graphs, {graphs: "die-once now"})))
    assert (tmp_path / "now").exists()
    assert [each.where for each in found] == names(3 * graphs)
    assert not failures(found)


def test_what_takes_too_long_is_named_and_the_rest_is_judged() -> None:
    runner = Workers(fake_judge, 2, limit=1.5)
    found = in_order(said(runner, batches(3, 4, {6: "sleep 60"})))
    assert [each.where for each in found] == names(12)
    where = "alles.nq (graph urn:g:6)"
    assert failures(found) == {
        where: f"{where}: stopped after 1.5 seconds, so nothing is known about it."
    }


@linux
def test_what_takes_too_much_memory_is_named_and_the_rest_is_judged() -> None:
    half = 512 << 20
    runner = Workers(fake_judge, 2, memory=1 << 30)
    found = in_order(said(runner, batches(3, 4, {1: f"eat {half // 8}", 6: f"eat {half * 4}"})))
    assert [each.where for each in found] == names(12)
    assert list(failures(found)) == ["alles.nq (graph urn:g:6)"]
    assert "may have taken too much memory" in failures(found)["alles.nq (graph urn:g:6)"]


@pytest.mark.parametrize(
    ("does", "says"),
    [
        ("fail", "the store is out of order"),
        ("blunder x", "an unexpected error: KeyError: 'x'"),
    ],
)
def test_what_fails_is_named_and_the_rest_is_judged(does: str, says: str) -> None:
    found = in_order(said(Workers(fake_judge, 2), batches(2, 4, {2: does})))
    assert [each.where for each in found] == names(8)
    where = "alles.nq (graph urn:g:2)"
    assert failures(found) == {where: f"{where}: {says}, so nothing is known about it."}


def test_an_error_of_the_user_ends_it_as_it_is() -> None:
    with pytest.raises(InputError, match=r"^regels\.ttl:7: geen regels$") as caught:
        list(Workers(fake_judge, 2)(batches(9, 2, {5: "refuse"})))
    assert (caught.value.source, caught.value.line) == ("regels.ttl", 7)


def test_a_reader_that_fails_ends_it() -> None:
    before = children()

    def broken() -> Iterator[Batch]:
        yield from batches(3, 1)
        raise EngineError("stuk")

    with pytest.raises(EngineError, match=r"^stuk$"):
        list(Workers(fake_judge, 2)(broken()))
    assert children() == before


def test_a_process_that_cannot_begin_is_an_error_and_no_endless_trying() -> None:
    begins = partial(os._exit, 5)
    with pytest.raises(EngineError, match=r"cannot begin: .*\(exit code 5\)"):
        list(Workers(begins, 2)(batches(4, 2)))


def test_who_wants_no_more_leaves_no_process_behind() -> None:
    before = children()
    running = Workers(fake_judge, 2)(batches(50, 1, {7: "sleep 60", 8: "sleep 60"}))
    next(running)
    assert len(children()) > len(before)
    began = time.monotonic()
    running.close()
    assert children() == before
    assert time.monotonic() - began < 9


@linux
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_goes_on_when_this_one_is_ended(how: signal.Signals, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {TESTS!r})\n"
        "from functools import partial\n"
        "from fake_judges import batches, fake_judge\n"
        "from scheidslijn.batches.workers import Workers\n"
        "does = {0: 'pid', 1: 'pid', 2: 'sleep 60', 3: 'sleep 60'}\n"
        f"list(Workers(partial(fake_judge, marks={str(tmp_path)!r}), 2)(batches(4, 1, does)))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    try:
        _wait(lambda: bool(list(tmp_path.iterdir())))
        process.send_signal(how)
        assert process.wait(20) != 0
    finally:
        process.kill()
    for mark in tmp_path.iterdir():
        _wait(partial(_is_gone, int(mark.name)))


def _is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] == "Z"
    except OSError:
        return True


def _wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@st.composite
def batch(draw: st.DrawFn) -> Batch:
    """A batch of files that are read whole, and files with graphs."""
    pieces = []
    for number in range(draw(st.integers(1, 6))):
        source = Source(f"f{number}.nq", Path(f"f{number}.nq"), Syntax.N_QUADS)
        count = draw(st.integers(-1, 5))
        blocks = tuple(Block(f"urn:{number}:{n}", b"") for n in range(count))
        problems = draw(st.sampled_from([(), (Problem(source.name, "wrong"),)]))
        pieces.append(Piece(source, None if count <= 0 else blocks, problems, number=number))
    return Batch(4, tuple(pieces), 99)


def graphs(of: Batch) -> list[tuple[int, str | None]]:
    return [
        (piece.number, None if block is None else block.graph)
        for piece in of.pieces
        for block in (piece.blocks or (None,))
    ]


@given(batch())
def test_halves_hold_everything_once_in_order(whole: Batch) -> None:
    parts = halves(whole)
    if not parts:
        assert len(graphs(whole)) == 1
        return
    assert graphs(parts[0]) + graphs(parts[1]) == graphs(whole)
    assert abs(len(graphs(parts[0])) - len(graphs(parts[1]))) <= 1
    held = [p for part in parts for piece in part.pieces for p in piece.problems]
    assert held == [problem for piece in whole.pieces for problem in piece.problems]
    assert {(part.number, part.done) for part in parts} == {(4, 99)}


@given(st.lists(st.sampled_from([1, 150, 199, 200, 1000]), max_size=4), st.data())
def test_each_graph_is_handed_out_once_and_only_the_last_batch_in_parts(
    sizes: list[int], data: st.DataObject
) -> None:
    made = [next(batches(1, size)) for size in sizes]
    sharing = Sharing(each for each in made)
    taken: list[Part] = []
    in_hand: list[Part] = []
    outcome: dict[int, list[Judged]] = {}
    while (part := sharing.take()) is not None or in_hand:
        if part is not None:
            taken.append(part)
            in_hand.append(part)
        if part is None or data.draw(st.booleans()):
            done = in_hand.pop(data.draw(st.integers(0, len(in_hand) - 1)))
            judged = [
                Judged("alles.nq", str(block.graph))
                for piece in done.batch.pieces
                for block in piece.blocks or ()
            ]
            found = sharing.give(done, judged)
            if found is not None:
                assert id(found[0]) not in outcome, "a batch is whole once"
                outcome[id(found[0])] = found[1]
    for batch, size in zip(made, sizes, strict=True):
        assert [each.where for each in outcome[id(batch)]] == [f"urn:g:{n}" for n in range(size)]
    parts = [len(graphs(each.batch)) for each in taken]
    assert parts[: len(sizes) - 1] == sizes[:-1]
    assert all(size >= 100 for size in parts[len(sizes) :])


@given(batch(), st.sets(st.integers(0, 30)))
def test_what_is_lost_alone_fails_alone(whole: Batch, poison: set[int]) -> None:
    every = graphs(whole)
    lost = {every[n] for n in poison if n < len(every)}

    def ask(part: Batch) -> list[Judged]:
        if lost & set(graphs(part)):
            raise LostError("weg")
        return [replaced for replaced in given_up(part, "") if not _is_notice(replaced)]

    found = [each for each in judge_surely(whole, ask) if not _is_notice(each)]
    reasons = [problem.message for each in found for problem in each.problems]
    assert [": weg, so" in reason for reason in reasons] == [graph in lost for graph in every]
    assert [each.piece for each in found] == [number for number, _ in every]


def _is_notice(judged: Judged) -> bool:
    return judged.problems == (Problem(judged.source, "wrong"),)
