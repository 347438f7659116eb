"""Of those who may mix roles the dossiers are read again, and where that can be no others are."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from many import n_quads_file, packaged
from test_since import graph

from dossiers import DELEGATION, DIRECTION
from scheidslijn.batches import Batch, read_batches
from scheidslijn.batches.gathering import Gathering
from scheidslijn.batches.rereading import project_mixing
from scheidslijn.inputs import Source, Syntax

# vera mixes roles in 2 and 5; the others have each their own employer
GRAPHS = [
    graph(number, (DIRECTION, DELEGATION)[number % 2], **({"employer": "werf", "person": "vera"}
          if number in (2, 5) else {}))
    for number in range(1, 8)
]  # fmt: skip
ALL = "".join(GRAPHS).encode()
Known = list[tuple[str, str, str, bytes, int | None]]


def gathered(source: Source, large: int = 0) -> Gathering:
    gathering = Gathering()
    for batch in read_batches([source], 3000, large=large):
        gathering.add(batch.number, packaged().judge_batch(batch))
    gathering.leave_spread()
    return gathering


def projected(
    gathering: Gathering, source: Source, batches: Iterator[Batch] | None = None
) -> Known:
    """Return the role assignments that are compared; of the text each line once."""
    judge = packaged()._between
    assert judge is not None
    project_mixing(gathering, judge, [source], batches or unread())
    return [
        (a.person, a.dossier, a.node, b"".join(sorted(a.text.splitlines())), a.line)
        for a in (each.assignment for each in gathering.shared())
    ]


def unread() -> Iterator[Batch]:
    pytest.fail("a batch was read again")
    yield


def line_of(text: bytes, known: Known) -> list[int]:
    lines = text.splitlines()
    return [
        next(at for at, line in enumerate(lines, 1) if line.startswith(f"<{node}> ".encode()))
        for _, _, node, _, _ in known
    ]


@pytest.mark.parametrize("large", [0, 1 << 40])
def test_only_the_bytes_of_those_who_may_mix_roles_are_read_again(
    tmp_path: Path, large: int
) -> None:
    source = n_quads_file(tmp_path, ALL)
    found = projected(gathered(source, large), source)
    assert [dossier.rpartition("/")[2] for _, dossier, *_ in found] == ["dossier2", "dossier5"]
    assert [line for *_, line in found] == line_of(ALL, found)


def test_what_lies_in_memory_is_read_there_again() -> None:
    source = Source("alle.nq", None, Syntax.N_QUADS, ALL)
    assert len(projected(gathered(source), source)) == 2


@pytest.mark.parametrize(
    "before",
    [
        b"niets\n",
        b"<urn:a> <urn:p> <urn:\xff> <urn:g> .\n",
        "<urn:a> <urn:é> \"é\" <urn:elders> .\n".encode(),
        graph(8).encode().replace(b'"2026-01-05"', b'"\\u0032026-01-05"'),
    ],
)  # fmt: skip
def test_a_place_is_counted_in_bytes_past_whatever_stands_before(
    tmp_path: Path, before: bytes
) -> None:
    behind = [*map(str.encode, GRAPHS[:3]), before, *map(str.encode, GRAPHS[3:])]
    for text in (before + ALL, b"".join(behind).rstrip(b"\n")):
        source = n_quads_file(tmp_path, text)
        found = projected(gathered(source), source)
        assert len(found) == 2
        assert [line for *_, line in found] == line_of(text, found)


@pytest.mark.parametrize(
    "text",
    [
        ALL.replace(b"\n", b"\r\n"),
        b"# alles\n" + ALL,
        ALL.replace(b" <", b"\t<"),
        b"".join((*(g.encode() for g in GRAPHS[:2]), b"\n", *(g.encode() for g in GRAPHS[2:]))),
    ],
)
def test_what_was_parsed_is_read_again_in_its_batches(tmp_path: Path, text: bytes) -> None:
    plain = n_quads_file(tmp_path, ALL)
    expected = [known[:4] for known in projected(gathered(plain), plain)]
    source = n_quads_file(tmp_path, text, "anders.nq")
    batches = read_batches([source], 3000, large=0)
    assert [known[:4] for known in projected(gathered(source), source, batches)] == expected


def test_what_was_unzipped_is_read_again_in_its_batches(tmp_path: Path) -> None:
    plain = n_quads_file(tmp_path, ALL)
    zipped = n_quads_file(tmp_path, gzip.compress(ALL), "alle.nq.gz")
    batches = read_batches([zipped], 3000, large=0)
    again = projected(gathered(zipped), zipped, batches)
    assert again == projected(gathered(plain), plain)


def test_what_lies_far_away_is_read_again_in_its_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = n_quads_file(tmp_path, ALL)
    expected = projected(gathered(source), source)
    monkeypatch.setattr("scheidslijn.batches.rereading.is_here", lambda _: False)
    batches = read_batches([source], 3000, large=0)
    assert projected(gathered(source), source, batches) == expected


def test_a_byte_order_mark_is_a_wrong_line_and_moves_the_others(tmp_path: Path) -> None:
    source = n_quads_file(tmp_path, b"\xef\xbb\xbf" + ALL)
    gathering = gathered(source)
    problems = [each.line for each in gathering.problems()]
    found = projected(gathering, source)
    assert problems == [1]
    assert [line for *_, line in found] == line_of(ALL, found)


@pytest.mark.parametrize(
    "after",
    [
        ALL[: len(ALL) // 2],
        b"",
        b"\n" + ALL,
        ALL.replace(b"graaf5", b"graaf9"),
        ALL.replace(b"dossier5", b"dossier9"),
        ALL.replace(GRAPHS[4].encode(), b"x" * (len(GRAPHS[4]) - 1) + b"\n"),
        None,
    ],
)
def test_a_file_that_changed_meanwhile_is_named(tmp_path: Path, after: bytes | None) -> None:
    source = n_quads_file(tmp_path, ALL)
    gathering = gathered(source)
    assert source.path is not None
    source.path.unlink()
    if after is not None:
        source.path.write_bytes(after)
    assert len(projected(gathering, source)) < 2
    (problem,) = gathering.problems()
    assert (problem.source, "it changed while it was read" in problem.message) == ("alle.nq", True)


def test_a_change_elsewhere_in_the_file_is_none(tmp_path: Path) -> None:
    source = n_quads_file(tmp_path, ALL)
    gathering = gathered(source)
    assert source.path is not None
    source.path.write_bytes(ALL + graph(9).encode())
    assert len(projected(gathering, source)) == 2
    assert not gathering.problems()
