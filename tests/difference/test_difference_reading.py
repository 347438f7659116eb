"""What OLD and NEW can be, and what is refused."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from command import clean_environment
from planted_books import ROOT, write_book
from scheidslijn.difference import archives as archives_module
from scheidslijn.difference import compare, read_material
from scheidslijn.errors import InputError, UsageError

HEADER: Final = (
    "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix : <https://example.org/o#> .\n"
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_book(tmp_path_factory.mktemp("book"))


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def as_zip(folder: Path, target: Path, prefix: str) -> str:
    with zipfile.ZipFile(target, "w") as archive:
        for path in files(folder):
            archive.write(path, prefix + path.relative_to(folder).as_posix())
    return str(target)


def as_tar(folder: Path, target: Path, prefix: str) -> str:
    with tarfile.open(target, "w:gz") as archive:
        for path in files(folder):
            archive.add(path, prefix + path.relative_to(folder).as_posix())
    return str(target)


def git(folder: Path, *arguments: str) -> None:
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Vera Voorbeeld"), ("EMAIL", "vera@example.org"))
    }
    subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        env=clean_environment(HOME=str(folder), **who),
        check=True,
        capture_output=True,
    )


def test_every_form_of_a_release_gives_the_same_rule_book(book: Path, tmp_path: Path) -> None:
    wanted = read_material(str(book))
    forms = [
        as_zip(book, tmp_path / "checkout.zip", "scheidslijn-0.1.0/"),
        as_zip(book, tmp_path / "scheidslijn-0.1.0-py3-none-any.whl", "scheidslijn/data/"),
        as_tar(book, tmp_path / "scheidslijn-0.1.0.tar.gz", "scheidslijn-0.1.0/"),
        as_tar(book, tmp_path / "bare.tgz", ""),
    ]
    for form in forms:
        found = read_material(form)
        assert found.name == form
        assert set(found.rules) == set(wanted.rules)
        assert len(found.shapes) == len(wanted.shapes) > 0
        assert compare(wanted, found).same


def test_a_folder_ontology_is_a_rule_book_without_shapes(book: Path) -> None:
    found = read_material(str(book / "ontology"))
    assert len(found.rules) == len(read_material(str(book)).rules)
    assert found.shapes == ()


def test_installed_is_the_packaged_rule_book() -> None:
    installed, checkout = read_material("installed"), read_material(str(ROOT))
    assert set(installed.rules) == set(checkout.rules)
    assert installed.alignments
    assert len(installed.questions or {}) == len(list((ROOT / "queries").glob("*.rq")))


def test_a_wheel_of_this_checkout_is_read(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    found, checkout = read_material(str(wheel)), read_material(str(ROOT))
    assert set(found.rules) == set(checkout.rules)
    assert found.questions == checkout.questions
    assert {case.path for case in found.cases} == {
        case.path for case in checkout.cases if case.path.startswith("shapes/")
    }


def test_a_revision_is_read_with_git_from_the_top_and_from_below(tmp_path: Path) -> None:
    write_book(tmp_path)
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    git(tmp_path, "tag", "v1")
    wanted = read_material(str(tmp_path))
    roles = tmp_path / "ontology" / "regelboek" / "rollen.ttl"
    roles.write_text(roles.read_text("utf-8").replace('"mediator"@nl', '"bemiddelaar"@nl'), "utf-8")
    for place in (tmp_path, tmp_path / "ontology" / "regelboek"):
        found = read_material("git:v1", place)
        assert set(found.rules) == set(wanted.rules)
    (change,) = compare(read_material("git:v1", tmp_path), read_material(str(tmp_path))).changes
    assert change.term.label.nl == "bemiddelaar"


def test_a_project_below_the_top_of_a_repository_is_found(tmp_path: Path) -> None:
    write_book(tmp_path / "regels")
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    assert read_material("git:HEAD", tmp_path / "regels").rules
    with pytest.raises(InputError, match=r"git:HEAD: the revision has no folder ontology\."):
        read_material("git:HEAD", tmp_path)


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:ontology", ""])
def test_a_revision_that_is_none_is_named(tmp_path: Path, revision: str) -> None:
    git(tmp_path, "init")
    with pytest.raises(UsageError, match="the repository has no such revision"):
        read_material(f"git:{revision}", tmp_path)
    assert not (tmp_path / "x").exists()


def test_without_a_repository_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="is in no git repository"):
        read_material("git:HEAD", tmp_path)


def test_without_git_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="git is not installed; give a folder"):
        read_material("git:HEAD", tmp_path)


# Refusals


def test_what_is_not_there_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="nergens: there is no such file or folder; give a folder"):
        read_material("nergens")


def test_an_empty_folder_holds_no_rule_book(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no ontology in it"):
        read_material(str(tmp_path))


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.docx"
    path.write_bytes(b"PK")
    with pytest.raises(InputError, match=r"book\.docx: the extension is not known"):
        read_material(str(path))


def test_a_mistake_in_a_module_is_named_with_file_and_line(book: Path, tmp_path: Path) -> None:
    folder = write_book(tmp_path, rollen=lambda text: text + "\nrol:stuk a sl:Rol ;; .\n!")
    with pytest.raises(InputError, match=r"ontology/regelboek/rollen\.ttl:[0-9]+"):
        read_material(str(folder))


@pytest.mark.parametrize("name", ["../ontology/a.ttl", "/ontology/a.ttl", "C:/ontology/a.ttl",
                                  "ontology\\..\\..\\a.ttl"])  # fmt: skip
def test_an_archive_that_leads_out_of_itself_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "")
    with pytest.raises(InputError, match="a file that leads out of it"):
        read_material(str(path))
    tar = tmp_path / "evil.tar"
    with tarfile.open(tar, "w") as other:
        other.addfile(tarfile.TarInfo(name))
    with pytest.raises(InputError, match="a file that leads out of it"):
        read_material(str(tar))


def test_links_in_an_archive_are_not_followed(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "links.tar"
    with tarfile.open(path, "w") as archive:
        for file in files(book):
            archive.add(file, file.relative_to(book).as_posix())
        link = tarfile.TarInfo("ontology/rechts.ttl")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert set(read_material(str(path)).rules) == set(read_material(str(book)).rules)


def test_an_archive_beyond_the_limits_is_refused(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archives = (as_zip(book, tmp_path / "a.zip", ""), as_tar(book, tmp_path / "a.tar.gz", ""))
    monkeypatch.setattr(archives_module, "MAX_BYTES", 100_000)
    for archive in archives:
        with pytest.raises(InputError, match="more than the limit of 100000 bytes"):
            read_material(archive)
    monkeypatch.setattr(archives_module, "MAX_FILES", 3)
    for archive in archives:
        with pytest.raises(InputError, match="more than the limit of 3 files"):
            read_material(archive)


@pytest.mark.parametrize(
    ("name", "problem"), [("a.whl", "no sound zip"), ("a.tar.gz", "no sound tar")]
)
def test_a_broken_archive_is_refused(book: Path, tmp_path: Path, name: str, problem: str) -> None:
    whole = (as_zip if name.endswith("whl") else as_tar)(book, tmp_path / f"whole-{name}", "")
    for data in (b"", b"no archive", Path(whole).read_bytes()[:-900]):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(InputError, match=problem):
            read_material(str(path))


def test_an_archive_without_a_rule_book_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other/README.md", "")
    with pytest.raises(InputError, match="the archive has no folder ontology"):
        read_material(str(path))


# What cannot be compared


def ontology(folder: Path, name: str, header: str) -> str:
    path = folder / f"{name}.ttl"
    path.write_text(f"{HEADER}{header} :a a owl:Class .\n", encoding="utf-8")
    return str(path)


def test_two_versions_of_somebody_elses_ontology_are_compared(tmp_path: Path) -> None:
    old = ontology(tmp_path, "old", '<https://example.org/o> a owl:Ontology ; owl:versionInfo "1".')
    new = ontology(
        tmp_path,
        "new",
        "<https://example.org/o> a owl:Ontology ; owl:versionIRI <https://example.org/o/2> ."
        " :b a owl:Class .",
    )
    found = compare(read_material(old), read_material(new))
    assert (found.old.version, found.new.version) == ("1", "2")
    assert {each.term.iri for each in found.changes} == {
        "https://example.org/o#b",
        "https://example.org/o",
    }


def test_another_base_is_refused(book: Path, tmp_path: Path) -> None:
    other = ontology(tmp_path, "o", '<https://example.org/o> a owl:Ontology; owl:versionInfo "1".')
    with pytest.raises(InputError, match=r"this is <https://example\.org/o>, and .* is <https:"):
        compare(read_material(str(book)), read_material(other))


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("<https://example.org/o> a owl:Ontology .", "states no version; add owl:versionInfo"),
        ("", "there is no owl:Ontology with an IRI in it"),
        ('[] a owl:Ontology ; owl:versionInfo "1" .', "there is no owl:Ontology with an IRI"),
    ],
)
def test_a_missing_version_or_header_is_refused(tmp_path: Path, header: str, problem: str) -> None:
    path = ontology(tmp_path, "o", header)
    with pytest.raises(InputError, match=problem) as raised:
        compare(read_material(path), read_material(path))
    assert raised.value.exit_code == 3


def test_rule_books_without_a_norm_in_common_are_refused(book: Path) -> None:
    ours = read_material(str(book))
    norm = "https://w3id.org/scheidslijn/id/norm/"
    theirs = replace(ours, name="ander", rules=tuple(renamed(ours.rules, norm)))
    with pytest.raises(InputError, match=r"ander: none of its [0-9]+ norms is among the"):
        compare(ours, theirs)


def renamed(rules: Iterable[ox.Quad], norm: str) -> Iterable[ox.Quad]:
    text = io.BytesIO()
    ox.serialize((rule.triple for rule in rules), text, ox.RdfFormat.N_TRIPLES)
    changed = text.getvalue().decode().replace(norm, norm + "ander-")
    return ox.parse(changed, ox.RdfFormat.N_TRIPLES)


def test_files_that_may_not_be_read_are_named(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = tmp_path / "dicht.ttl"
    path.write_text("")
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        read_material(str(path))
