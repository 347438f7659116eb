"""The command ``export`` as a user meets it: files, messages and exit codes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import threading
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from command import COMMAND, clean_environment, run
from scheidslijn.export import PROFILES

ROOT = Path(__file__).parents[2]
DOSSIER = next(iter(sorted(ROOT.glob("examples/verzuim/*-wel.ttl"))))
KEY = {"SCHEIDSLIJN_PSEUDONYM_KEY": "made-up-key-0123456789-abcdefghij"}


def test_profiles_are_listed_in_both_languages() -> None:
    for language, word in (("nl", "regelboek"), ("en", "rule book")):
        listed = run("export", "--list", "--lang", language)
        assert listed.code == 0
        assert all(f"{profile.name}\n" in listed.out for profile in PROFILES)
        assert f"({word}" in listed.out


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_the_losses_of_a_profile_are_shown(profile: object) -> None:
    shown = run("export", "--profile", getattr(profile, "name"), "--losses", "--lang", "en")  # noqa: B009
    assert shown.code == 0
    assert shown.out.strip()


def test_a_file_is_written_in_the_format_of_its_extension(tmp_path: Path) -> None:
    for name, form in (("a.ttl", RdfFormat.TURTLE), ("a.nq", RdfFormat.N_QUADS)):
        done = run("export", "--profile", "rdf", DOSSIER, "--output", tmp_path / name)
        assert (done.code, done.out) == (0, "")
        assert list(parse((tmp_path / name).read_bytes(), form))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.nq", "a.ttl"]


def test_what_was_written_and_left_out_is_said_and_reported(tmp_path: Path) -> None:
    done = run(
        "export", "--profile", "assignments", DOSSIER, "--output", tmp_path / "a.csv",
        "--report", tmp_path / "r.json", "--lang", "en",
    )  # fmt: skip
    data = (tmp_path / "a.csv").read_bytes()
    report = json.loads((tmp_path / "r.json").read_text())
    assert report["sha256"] == hashlib.sha256(data).hexdigest()
    assert report["bytes"] == len(data)
    assert report["written"] == data.count(b"\r\n") - 1
    labels = DOSSIER.read_text().count("rdfs:label")
    assert {"reason": "text", "count": labels}.items() <= next(
        each for each in report["withheld"] if each["term"].endswith("#label")
    ).items()
    assert f"{labels} rdfs:label: is text" in done.err
    assert report["sha256"] in done.err


def test_pseudonyms_are_the_same_for_the_same_key_and_others_without(tmp_path: Path) -> None:
    def written(**environment: str) -> str:
        arguments = ("export", "--profile", "rdf", DOSSIER, "--pseudonyms")
        return run(*arguments, environment=environment).out

    assert written(**KEY) == written(**KEY)
    key = tmp_path / "key"
    key.write_text(KEY["SCHEIDSLIJN_PSEUDONYM_KEY"] + "\n")
    done = run("export", "--profile", "rdf", DOSSIER, "--pseudonym-key", key)
    assert done.out == written(**KEY)
    assert "example.org" not in done.out
    assert KEY["SCHEIDSLIJN_PSEUDONYM_KEY"] not in done.out + done.err
    assert len({written(), written(), written(**KEY)}) == 3


def test_without_a_key_the_user_is_told_that_names_will_not_come_back() -> None:
    done = run("export", "--profile", "rdf", DOSSIER, "--pseudonyms")
    assert "for this run alone" in done.err
    assert "SCHEIDSLIJN_PSEUDONYM_KEY" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["export"], 2, "say what to write with --profile; --list shows the profiles"),
        (["export", "--profile", "skos"], 2, "unknown profile 'skos'; known are rdf,"),
        (["export", "--profile", "rdf", "--format", "pdf"], 2, "unknown format 'pdf'; known are"),
        (["export", "--profile", "norms", "--format", "turtle"], 2, "but as csv, parquet"),
        (["export", "--profile", "rdf", "--output", "x.doc"], 2, "say the format with --format"),
        (["export", "--profile", "findings"], 2, "is for dossiers; give the paths of some"),
        (["export", "--profile", "norms", str(DOSSIER)], 2, "is for the rule book"),
        (["export", "--profile", "rdf", "nowhere.ttl"], 3, "no such file"),
    ],
)
def test_wrong_usage_says_what_to_do(
    arguments: list[str], code: int, says: str, tmp_path: Path
) -> None:
    done = run(*arguments, folder=tmp_path)
    assert done.code == code
    assert says in done.everything
    assert list(tmp_path.iterdir()) == []


def test_a_weak_key_is_refused_and_not_repeated() -> None:
    done = run(
        "export", "--profile", "rdf", DOSSIER, "--pseudonyms",
        environment={"SCHEIDSLIJN_PSEUDONYM_KEY": "geheim"},
    )  # fmt: skip
    assert done.code == 2
    assert "geheim" not in done.everything


def test_a_broken_input_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    good = DOSSIER.read_text()
    (tmp_path / "b.ttl").write_text(good + "\n<oops")
    (tmp_path / "a.ttl").write_text(good)
    out = tmp_path / "out.nt"
    out.write_text("old")
    done = run("export", "--profile", "rdf", tmp_path / "a.ttl", tmp_path / "b.ttl",
               "--output", out)  # fmt: skip
    assert done.code == 3
    assert "b.ttl" in done.err
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.ttl", "b.ttl", "out.nt"]


def test_a_reader_that_leaves_is_no_failure() -> None:
    done = subprocess.run(
        f"{COMMAND} export --profile rdf | head -c 10",
        shell=True,
        capture_output=True,
        env=clean_environment(),
        timeout=120,
        check=False,
    )
    assert len(done.stdout) == 10
    assert done.stderr == b""


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    assert run("export", "--profile", "roles", "--output", link).code == 0
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"role,")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--report", "nowhere/r.json"], "nowhere/r.json: cannot be written: no such folder"),
        (["--report", "o.csv"], "the export and its report cannot be one file"),
        (["--pseudonyms"], "pseudonyms are for dossiers"),
    ],
)
def test_what_would_fail_afterwards_is_refused_before(
    more: list[str], says: str, tmp_path: Path
) -> None:
    (tmp_path / "o.csv").write_text("old")
    done = run("export", "--profile", "roles", "--output", "o.csv", *more, folder=tmp_path)
    assert done.code == 2
    assert says in done.everything
    assert (tmp_path / "o.csv").read_text() == "old"


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    done = run("export", "--profile", "roles", "--format", "csv", "--output", pipe)
    reader.join(timeout=30)
    assert done.code == 0
    assert read[0].startswith(b"role,")


def test_nobody_can_name_a_dossier_by_a_citizen_service_number(tmp_path: Path) -> None:
    # 111222333 passes the check of such numbers and belongs to nobody
    bad = tmp_path / "zaak.ttl"
    bad.write_text(re.sub(r"https://example\.org/", "https://example.org/111222333/",
                          DOSSIER.read_text()))  # fmt: skip
    done = run("export", "--profile", "rdf", bad)
    assert done.code == 3
    assert "111222333" not in done.everything
    done = run("export", "--profile", "rdf", bad, "--pseudonyms", environment=KEY)
    assert done.code == 0
    assert "111222333" not in done.everything


def test_every_example_of_the_help_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "dossier.ttl").write_bytes(DOSSIER.read_bytes())
    (tmp_path / "dossiers.nq").write_bytes(
        run("export", "--profile", "rdf", DOSSIER, "--format", "n-quads").raw
    )
    shown = run("export", "--help").out
    examples = re.findall(r"^  +scheidslijn (export .*)$", shown, re.MULTILINE)
    assert len(examples) >= 6
    for example in examples:
        assert run(*example.split(), folder=tmp_path).code == 0, example
