"""Finding the files to read, on real folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scheidslijn.errors import InputError, UsageError
from scheidslijn.inputs import Syntax, find_sources


@pytest.fixture(autouse=True)
def in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def make(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("<a:b> <a:c> <a:d> .")


def names(*paths: str) -> list[str]:
    return [source.name for source in find_sources(paths).sources]


def test_a_folder_gives_its_known_files_sorted_and_no_hidden_ones() -> None:
    make("d/b.ttl", "d/a/c.nq.gz", "d/A.TTL", "d/.h.ttl", "d/.git/x.ttl", "d/readme.md")
    assert names("d") == ["d/A.TTL", "d/a/c.nq.gz", "d/b.ttl"]


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("x.ttl", Syntax.TURTLE),
        ("x.trig.gz", Syntax.TRIG),
        ("x.nt", Syntax.N_TRIPLES),
        ("x.nq", Syntax.N_QUADS),
        ("x.jsonld", Syntax.JSON_LD),
        ("x.rdf.gz", Syntax.RDF_XML),
        ("x.json", Syntax.JSON),
        ("x.dossier.yaml", Syntax.YAML),
        ("x.yml.gz", Syntax.YAML),
    ],
)
def test_the_extension_says_the_syntax(name: str, syntax: Syntax) -> None:
    make(name)
    assert find_sources([name]).sources[0].format is syntax


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("d/*.ttl", ["d/x.ttl"]),
        ("d/?.ttl", ["d/x.ttl"]),
        ("**/*.ttl", ["d/e/f/z.ttl", "d/e/y.ttl", "d/x.ttl"]),
        ("d/**/y.ttl", ["d/e/y.ttl"]),
        ("d/**/[yz].*", ["d/e/f/z.ttl", "d/e/y.ttl"]),
        ("d/*/**", ["d/e/f/z.ttl", "d/e/y.ttl"]),
        ("d/*/*", ["d/e/f/z.ttl", "d/e/y.ttl"]),
        ("d/**/e/*.ttl", ["d/e/y.ttl"]),
    ],
)
def test_globs_that_no_shell_expanded(pattern: str, expected: list[str]) -> None:
    make("d/x.ttl", "d/e/y.ttl", "d/e/f/z.ttl", "d/x.md")
    assert names(pattern) == expected


def test_an_absolute_glob(tmp_path: Path) -> None:
    make("d/e/x.ttl")
    assert names(f"{tmp_path.as_posix()}/**/*.ttl") == [f"{tmp_path.as_posix()}/d/e/x.ttl"]


def test_a_name_that_looks_like_a_glob_is_a_file_first() -> None:
    make("a[1].ttl", "a1.ttl")
    assert names("a[1].ttl") == ["a[1].ttl"]


def test_a_file_given_twice_is_read_once_under_its_first_name() -> None:
    make("d/x.ttl")
    os.symlink("x.ttl", "d/y.ttl")
    assert names("d/x.ttl", "d", "./d/x.ttl", "d/*.ttl") == ["d/x.ttl"]


def test_links_are_followed() -> None:
    make("far/x.ttl", "d/y.ttl")
    os.symlink("../far", "d/link")
    assert names("d") == ["d/link/x.ttl", "d/y.ttl"]


@pytest.mark.parametrize("given", ["d", "d/**/*.ttl"])
def test_a_loop_of_links_is_not_followed_and_is_named(given: str) -> None:
    make("d/a/x.ttl", "d/b/y.ttl")
    os.symlink("..", "d/a/up")
    os.symlink("../a", "d/b/across")
    found = find_sources([given])
    assert [s.name for s in found.sources] == ["d/a/x.ttl", "d/b/y.ttl"]
    why = "the link leads to a folder that was read already; it is not followed again."
    assert found.notices == (f"d/a/up: {why}", f"d/b/across: {why}")


def test_a_link_to_itself_is_named() -> None:
    make("d/x.ttl")
    os.symlink("self.ttl", "d/self.ttl")
    assert find_sources(["d"]).notices == (
        "d/self.ttl: the link leads back to itself; it is not followed again.",
    )


def test_standard_input_is_read_once() -> None:
    calls: list[int] = []

    def stdin() -> bytes:
        calls.append(1)
        return b"x"

    (source,) = find_sources(["-", "-"], stdin, "turtle").sources
    assert (source.name, source.path, source.data, calls) == ("<stdin>", None, b"x", [1])


@pytest.mark.parametrize(
    ("paths", "input_format", "message"),
    [
        ([], None, "no path was given"),
        (["-"], None, "--input-format"),
        (["-"], "turtle", "standard input cannot be read here"),
        (["x.ttl"], "word", "known are turtle, trig, n-triples, n-quads, json-ld, rdf-xml, json"),
    ],
)
def test_a_wrong_call(paths: list[str], input_format: str | None, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        find_sources(paths, None, input_format)


KNOWN = "known are .ttl, .trig, .nt, .nq, .jsonld, .rdf, .json, .yaml, .yml, each also with .gz"
MARKS = "of JSON and YAML only files such as zaak.dossier.json are read here"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("none.ttl", "no such file or folder."),
        ("d", f"the folder holds no dossier; {KNOWN}; {MARKS}."),
        ("d/*.ttl", f"no dossier matches this glob; {KNOWN}; {MARKS}."),
        ("e/**", f"no dossier matches this glob; {KNOWN}; {MARKS}."),
        (
            "d/x.md",
            f"the extension is not known; {KNOWN}; or say the syntax with --input-format.",
        ),
    ],
)
def test_nothing_to_read(given: str, problem: str) -> None:
    make("d/x.md")
    with pytest.raises(InputError) as caught:
        find_sources([given])
    assert (caught.value.place, caught.value.problem) == (given, problem)


def test_the_format_option_goes_before_the_extension() -> None:
    make("x.md", "y.ttl")
    found = find_sources(["x.md", "y.ttl"], None, "n-triples")
    assert [s.format for s in found.sources] == [Syntax.N_TRIPLES] * 2
