"""Synthetic dossiers: the same for the same seed, as a stream, with exactly what was planted."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import tracemalloc
from collections.abc import Iterable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest

from command import COMMAND, clean_environment, run
from scheidslijn import resources
from scheidslijn.errors import UsageError
from scheidslijn.inputs import Syntax, find_sources
from scheidslijn.model import Report
from scheidslijn.namespaces import ID, RDF_TYPE, RDFS_LABEL, SH, SHAPE, SL
from scheidslijn.render import json as as_json
from scheidslijn.synth import (
    BREACHES,
    MAX_COUNT,
    STORIES,
    SYNTAXES,
    SyntheticDossier,
    header,
    synthesise,
    write,
    write_folder,
)
from scheidslijn.synth.cast import MEMBERS
from scheidslijn.validation import Validator

Row = tuple[object, ...]
FIELDS: Final = ("dossier", "shape", "component", "severity", "focus", "path", "value")
EXPECTATIONS: Final = [finding for breach in BREACHES.values() for finding in breach.expects]
# facts about organisations that grow with every dossier they are in
GROWING: Final = frozenset({SL + "opdrachtVoor"})


@cache
def packaged() -> Validator:
    return Validator.packaged()


def judged(dossiers: Iterable[SyntheticDossier], folder: Path, syntax: Syntax) -> Report:
    path = folder / f"dossiers.{ {'n-quads': 'nq', 'n-triples': 'nt'}[syntax] }"
    with path.open("wb") as stream:
        write(dossiers, stream, syntax)
    report = packaged().validate(find_sources([str(path)]).sources)
    assert not report.problems
    return report


def row(found: dict[str, Any]) -> Row:
    """Return what is compared; whoever reads a blank node names it anew."""
    terms = ["_:" if str(found[name]).startswith("_:") else found[name] for name in FIELDS]
    norms = [norm if isinstance(norm, str) else norm["id"] for norm in found["norms"]]
    return (*terms, *sorted(norms))


def rows(found: Iterable[dict[str, Any]]) -> list[Row]:
    return sorted(map(row, found), key=str)


def reported(report: Report) -> list[Row]:
    return rows(json.loads(as_json.render(report))["findings"])


def planted(dossiers: Iterable[SyntheticDossier], *, one_graph: bool = False) -> list[Row]:
    return rows(
        json.loads(finding.json(one_graph=one_graph)) for d in dossiers for finding in d.expected
    )


def text(dossiers: Iterable[SyntheticDossier], syntax: Syntax) -> str:
    return header(syntax) + "".join(dossier.text(syntax) for dossier in dossiers)


def shapes_graph() -> list[ox.Triple]:
    files = (path for path in resources.shapes_files() if "quality" not in path.parts)
    return [quad.triple for path in files for quad in ox.parse(path=str(path))]


def rulebook() -> list[ox.Triple]:
    return [quad.triple for path in resources.ontology_files() for quad in ox.parse(path=str(path))]


# The stream


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_same_seed_gives_the_same_text_and_another_seed_another(syntax: Syntax) -> None:
    first, again, other = (text(synthesise(20, seed), syntax) for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_a_dossier_is_the_same_whatever_the_count() -> None:
    ten, twenty = list(synthesise(10, 3, share=0.7)), list(synthesise(20, 3, share=0.7))
    for short, long in zip(ten, twenty, strict=False):
        assert short.text(Syntax.N_QUADS) == long.text(Syntax.N_QUADS)
        assert short.expected == long.expected


def test_a_stream_of_a_billion_starts_at_once_and_memory_does_not_grow() -> None:
    stream = synthesise(MAX_COUNT, 5, breaches=["Import"])

    def make(count: int) -> None:
        for dossier in islice(stream, count):
            dossier.text(Syntax.N_TRIPLES)

    make(3000)  # by then there is a mould for every kind
    tracemalloc.start()
    make(100)
    before, _ = tracemalloc.get_traced_memory()
    make(1000)
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 100_000
    assert peak - before < 1_000_000


def test_about_the_asked_share_has_a_breach() -> None:
    for share in (0.0, 0.1, 0.5, 1.0):
        broken = sum(dossier.breach is not None for dossier in synthesise(2000, 1, share=share))
        assert broken / 2000 == pytest.approx(share, abs=0.03)


def test_only_the_asked_breaches_are_planted() -> None:
    names = ["HandelenZonderRol", "RolvermengingZelfdeWerkgever-regie-and-delegee"]
    found = {d.breach for d in synthesise(100, 1, share=0.5, breaches=names)}
    assert found == {None, *names}


def test_dossiers_are_as_large_as_real_ones_and_of_every_domain() -> None:
    dossiers = list(synthesise(300, 2))
    assert sum(len(dossier.quads) for dossier in dossiers) / 300 > 65
    told = {STORIES[dossier.story].choices["domein"] for dossier in dossiers}
    domains = {
        triple.subject.value.removeprefix(ID)
        for triple in rulebook()
        if triple.predicate.value == RDF_TYPE and triple.object == ox.NamedNode(SL + "Domein")
        if isinstance(triple.subject, ox.NamedNode)
    }
    assert told == domains
    assert {dossier.story for dossier in dossiers} == set(STORIES)


def test_every_syntax_says_the_same() -> None:
    chosen = ["Rolvervulling-without-iri", "Import", "Dossier-eersteZiektedag-text"]
    dossiers = [*synthesise(6, 1), *synthesise(9, 2, share=1, breaches=chosen)]
    for dossier in dossiers:
        meant = {re.sub(r"_:\w+", "_:", str(quad.triple)) for quad in dossier.quads}
        assert {str(quad.graph_name) for quad in dossier.quads} == {
            f"<{dossier.iri.removesuffix('/dossier')}>"
        }
        for syntax in SYNTAXES:
            known = {"n-quads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}
            fallback = ox.RdfFormat.TURTLE if syntax is Syntax.TURTLE else ox.RdfFormat.N_TRIPLES
            quads = ox.parse(text([dossier], syntax), format=known.get(syntax, fallback))
            assert {re.sub(r"_:\w+", "_:", str(quad.triple)) for quad in quads} == meant, syntax


def test_everybody_is_made_up_and_dossiers_share_people_without_contradiction() -> None:
    names = {member.name for member in MEMBERS.values()} | {"Dossier", "Dubbelrol Voorbeeld"}
    facts: dict[tuple[str, str], set[str]] = {}
    for dossier in synthesise(300, 4, share=0.2):
        for quad in dossier.quads:
            if quad.predicate.value == RDFS_LABEL and isinstance(quad.object, ox.Literal):
                assert re.sub(r" [\d-]+$", "", quad.object.value) in names
            if "/kring/" in str(quad.subject):
                key = str(quad.subject), quad.predicate.value
                facts.setdefault(key, set()).add(str(quad.object))
    assert len(facts) > 1000
    assert {key[1] for key, values in facts.items() if len(values) > 1} <= GROWING


# What is planted


def test_every_shape_is_broken_by_some_breach() -> None:
    # what a shape says itself, apart from the shapes that it refers to
    own = {SH + name for name in ("path", "nodeKind", "sparql", "deactivated")}
    shapes = {
        triple.subject.value
        for triple in shapes_graph()
        if triple.predicate.value in own and isinstance(triple.subject, ox.NamedNode)
    }
    assert len(shapes) > 70
    assert {SHAPE + finding.shape for finding in EXPECTATIONS} == shapes


def test_every_combination_of_roles_that_a_shape_checks_is_broken_by_some_breach() -> None:
    kinds = {ox.NamedNode(SL + kind) for kind in ("Onverenigbaarheid", "Ontrading")}
    combinations = {t.subject for t in rulebook() if t.object in kinds}
    checked = {
        str(triple.subject).strip("<>").removeprefix(f"{ID}norm/")
        for triple in rulebook()
        if triple.predicate.value == SL + "getoetstDoor" and triple.subject in combinations
    }
    assert len(checked) > 30
    assert checked <= {norm for finding in EXPECTATIONS for norm in finding.norms}


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_gives_exactly_its_findings(name: str, tmp_path: Path) -> None:
    count = 2 if BREACHES[name].is_pair else 1
    dossiers = list(synthesise(count, 1, share=1, breaches=[name]))
    assert {dossier.breach for dossier in dossiers} == {name}
    found = reported(judged(dossiers, tmp_path, Syntax.N_QUADS))
    assert found == planted(dossiers)
    assert found


def test_lawful_dossiers_give_no_finding(tmp_path: Path) -> None:
    by_story: dict[str, list[SyntheticDossier]] = {}
    for dossier in synthesise(200, 11, share=0):
        by_story.setdefault(dossier.story, []).append(dossier)
    assert set(by_story) == set(STORIES)
    chosen = [
        extreme(told, key=lambda dossier: len(dossier.text(Syntax.TURTLE)))
        for told in by_story.values()
        for extreme in (min, max)  # the fewest and the most episodes
    ]
    report = judged(chosen, tmp_path, Syntax.N_QUADS)
    assert reported(report) == planted(chosen) == []
    assert report.checked.dossiers == len({dossier.iri for dossier in chosen})


def test_in_one_graph_a_finding_names_its_dossier_only_where_the_focus_does(
    tmp_path: Path,
) -> None:
    chosen = [
        "Dienstverband-vanaf-missing",
        "Rolvermenging-delegee-directed-by-werkgever",
        "RolvermengingZelfdeWerkgever-regie-and-delegee",
    ]
    dossiers = list(synthesise(6, 1, share=1, breaches=chosen))
    assert {dossier.breach for dossier in dossiers} == set(chosen)
    found = reported(judged(dossiers, tmp_path, Syntax.N_TRIPLES))
    assert found == planted(dossiers, one_graph=True)
    assert {each[0] is None for each in found} == {True, False}


# Wrong use


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"count": 0}, "from 1 to 999999999, not 0"),
        ({"count": MAX_COUNT + 1}, "from 1 to 999999999"),
        ({"count": 1, "share": 1.5}, "from 0 to 1, not 1.5"),
        ({"count": 1, "breaches": ["Import", "Imports"]}, "'Imports'; did you mean 'Import'?"),
        ({"count": 1, "breaches": ["7"]}, "unknown breach '7'; scheidslijn synth --list-breaches"),
    ],
)
def test_wrong_use_is_told_before_anything_is_made(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=re.escape(says)):
        synthesise(**wrong)


def test_other_syntaxes_are_refused_by_name() -> None:
    (dossier,) = synthesise(1)
    with pytest.raises(UsageError, match="not written as json-ld; known are n-quads, trig"):
        dossier.text(Syntax.JSON_LD)


# The command


def test_file_standard_output_and_folder_hold_the_same_dossiers(tmp_path: Path) -> None:
    for syntax, extension in zip(SYNTAXES, ("nq", "trig", "nt", "ttl"), strict=True):
        name = f"uit.{extension}"
        stored = run("synth", "--count", "5", "--output", name, folder=tmp_path)
        shown = run("synth", "--count", "5", "--format", syntax, folder=tmp_path)
        assert (stored.code, stored.raw, stored.err) == (0, b"", "")
        assert (tmp_path / name).read_bytes() == shown.raw == text(synthesise(5), syntax).encode()
    done = run("synth", "--count", "5", "--folder", "diep/uit", folder=tmp_path)
    assert (done.code, done.raw, done.err) == (0, b"", "")
    write_folder(synthesise(5), tmp_path / "zelf", Syntax.TURTLE)
    names = [path.name for path in sorted((tmp_path / "diep" / "uit").iterdir())]
    assert names == [f"00000000{number}.ttl" for number in range(1, 6)]
    for name in names:
        made = (tmp_path / "diep" / "uit" / name).read_bytes()
        assert made == (tmp_path / "zelf" / name).read_bytes()


def test_what_the_command_expects_is_what_the_command_finds(tmp_path: Path) -> None:
    run(
        *("synth", "--count", "2", "--seed", "4", "--share", "100"),
        *("--breach", "HandelenZonderRol", "--breach", "Rolvervulling-without-iri"),
        *("--output", "uit.trig", "--expected", "verwacht.jsonl"),
        folder=tmp_path,
    )
    lines = (tmp_path / "verwacht.jsonl").read_text(encoding="utf-8").splitlines()
    outcome = run("validate", "uit.trig", "--format", "json", folder=tmp_path)
    assert len(lines) == 2
    assert rows(json.loads(outcome.out)["findings"]) == rows(map(json.loads, lines))


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    first, second = (
        run("synth", "--count", "30", "--share", "50", environment={"PYTHONHASHSEED": seed}).raw
        for seed in ("1", "2")
    )
    assert first == second


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--count", "0"], "Invalid value for '--count'"),
        (["--share", "101"], "Invalid value for '--share'"),
        (["--format", "json-ld"], "Invalid value for '--format'"),
        (["--breach", "handelenzonderrol"], "did you mean 'HandelenZonderRol'?"),
        (["--breach", "niets", "--list-breaches"], "unknown breach 'niets'"),
        (["--output", "uit.nq", "--folder", "uit"], "give either --output or --folder"),
        (["--output", "uit.csv"], "uit.csv: the extension is not known; say the syntax with"),
        (["--output", "geen/uit.nq"], "geen/uit.nq: cannot be written: No such file"),
        (["--output", "uit.nq", "--expected", "geen/f"], "geen/f: cannot be written: No such"),
        (["--folder", "bestand/uit"], "bestand/uit: cannot be written: Not a directory"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_one_line(
    tmp_path: Path, arguments: list[str], says: str
) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    outcome = run("synth", *arguments, folder=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert says in outcome.everything
    assert (
        sum(line.startswith(("scheidslijn: ", "Error: ")) for line in outcome.err.splitlines()) == 1
    )


def test_breaches_are_listed_with_what_they_give() -> None:
    outcome = run("synth", "--list-breaches")
    assert (outcome.code, outcome.err) == (0, "")
    names = [line.split()[0] for line in outcome.out.splitlines() if not line.startswith(" ")]
    assert names == sorted(BREACHES)
    one = run("synth", "--list-breaches", "--breach", "HoorderBetrokken-chair").out
    assert one == "HoorderBetrokken-chair\n    violation HoorderBetrokken: hoorder-voorbereider\n"


def test_every_example_of_the_help_works(tmp_path: Path) -> None:
    shown = run("synth", "--help").out
    examples = [line.split()[1:] for line in shown.splitlines() if "  scheidslijn " in line]
    assert len(examples) == 5
    for arguments in examples:
        outcome = run(*arguments, folder=tmp_path)
        assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.skipif(not hasattr(pty, "openpty"), reason="there is no pseudo-terminal here")
def test_a_progress_bar_is_for_a_terminal_only(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    arguments = ["synth", "--count", "3000", "--output", str(tmp_path / "uit.nq")]
    done = subprocess.run(
        [COMMAND, *arguments],
        env=clean_environment(TERM="xterm-256color"),
        stdout=subprocess.PIPE,
        stderr=theirs,
        timeout=120,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 65536)
    os.close(ours)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"synth" in shown
    assert run(*arguments).err == ""
