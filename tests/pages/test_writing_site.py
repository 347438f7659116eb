"""A site lands in its folder whole or not at all, and takes nobody's files away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from command import run
from scheidslijn.errors import InputError, RuleBookError, UsageError
from scheidslijn.pages import OPTIONAL, build
from scheidslijn.pages.page import File
from scheidslijn.pages.writing import MARKER, new_site


def write(output: Path, *files: File) -> list[str]:
    with new_site(output) as writer:
        return list(writer.write(files))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_new_site_replaces_the_one_before_it_whole(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "site"
    write(output, File("old.html", b"1"), File("nl/index.html", b"2"))
    write(output, File("nl/index.html", b"3"))
    left = contents(output)
    assert left.pop(MARKER)
    assert left == {"nl/index.html": b"3"}
    assert [each.name for each in output.parent.iterdir()] == ["site"]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(UsageError, match="did not write"):
        write(tmp_path, File("index.html", b""))
    assert contents(tmp_path) == {"thesis.txt": b"years of work"}
    with pytest.raises(UsageError, match="is a file"):
        write(tmp_path / "thesis.txt", File("index.html", b""))


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    output = tmp_path / "site"
    output.mkdir()
    assert write(output, File("index.html", b"x")) == ["index.html"]
    assert output.stat().st_mode & 0o777 == 0o755


def test_what_fails_halfway_leaves_the_old_site_and_nothing_else(tmp_path: Path) -> None:
    output = tmp_path / "site"
    write(output, File("index.html", b"old"))

    def failing() -> Iterator[File]:
        yield File("index.html", b"new")
        raise RuleBookError("broken")

    with pytest.raises(RuleBookError), new_site(output) as writer:
        list(writer.write(failing()))
    assert contents(output)["index.html"] == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


def test_somebody_who_fills_the_folder_meanwhile_keeps_the_files(tmp_path: Path) -> None:
    output = tmp_path / "site"

    def meanwhile() -> Iterator[File]:
        yield File("index.html", b"x")
        output.mkdir()
        (output / "mine").touch()

    with pytest.raises(UsageError, match="did not write"):
        write(output, *meanwhile())
    assert list(contents(output)) == ["mine"]


@pytest.mark.parametrize(
    "path", ["", "/etc/x", "../x", "a/../b", "a//b", "a/", "a\\b", "a b", "a\n", "nl/..", "~/x"]
)
def test_a_path_that_could_lead_elsewhere_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(RuleBookError, match="cannot be the path"):
        write(tmp_path / "site", File(path, b""))
    assert list(tmp_path.iterdir()) == []


def test_two_files_of_one_path_are_refused_also_but_for_case(tmp_path: Path) -> None:
    with pytest.raises(RuleBookError, match="two pages"):
        write(tmp_path / "site", File("nl/Rol/index.html", b""), File("nl/rol/index.html", b""))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org/x",
        "ftp://example.org/",
        "//example.org/",
        "example.org/",
        "https://",
        "https:///x/",
        "https://example.org/?q=/",
        "https://example.org/#/",
        'https://example.org/"/',
        "https://example.org/a b/",
        "https://user@example.org/",
        "https://example.org/x/\n",
        "https://example.org//",
    ],
)
def test_what_is_no_whole_address_of_a_site_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError, match="cannot be where a site stands"):
        build(tmp_path / "site", base_url=url)
    assert list(tmp_path.iterdir()) == []


def test_only_parts_that_a_site_can_do_without_are_left_out(tmp_path: Path) -> None:
    for name in ("home", "individuals", "serach"):
        with pytest.raises(UsageError, match="no part") as error:
            build(tmp_path / "site", without=[name])
        assert all(each in str(error.value) for each in OPTIONAL)
    assert "Did you mean search?" in str(error.value)


def test_a_script_that_searches_comes_with_its_licence(tmp_path: Path) -> None:
    script = tmp_path / "a" / "b" / "c" / "d" / "index.js"
    expected: tuple[tuple[bytes | None, str], ...] = (
        (None, "cannot be read"),
        (b"\0binary", "no script"),
        (b"// x", "no LICENSE"),
    )
    for data, problem in expected:
        if data is not None:
            script.parent.mkdir(parents=True, exist_ok=True)
            script.write_bytes(data)
        with pytest.raises(InputError, match=problem):
            build(tmp_path / "site", search_script=script)


def test_the_command_refuses_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    outcome = run("site", tmp_path)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert run("site", tmp_path / "new", "--without", "home").code == 2
    assert run("site", tmp_path / "new", "--search-script", tmp_path / "no.js").code == 3
    assert run("site", tmp_path / "new", "--base-url", "x").code == 2
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]


def test_the_help_names_every_part_that_can_be_left_out() -> None:
    assert all(name in run("site", "--help").everything for name in OPTIONAL)
