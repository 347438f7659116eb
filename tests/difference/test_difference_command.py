"""The command and its formats, as a user sees them."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from command import run
from planted_books import EXAMPLES, ROOT, material, replaced, without, write_book
from scheidslijn.difference import Case, Difference, Dossiers, Origin, compare
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import LANGUAGES, Named, Text
from scheidslijn.render.difference import text
from scheidslijn.render.difference_json import json as as_json
from scheidslijn.render.difference_markdown import changelog, report
from scheidslijn.render.style import Style

INSURER: Final = "verzuim/casemanager-taakdelegatie-niet-in-dienst-bij-verzekeraar.ttl"
NEW_NORM: Final = """
norm:proef-verbod a sl:Verbod ;
    rdfs:label "the coach keeps *no* file"@en, "de coach houdt geen dossier bij"@nl ;
    skos:definition "A | B"@en, "A | B"@nl ;
    sl:status normstatus:handreiking .
"""


def both(content: str) -> str:
    content = without("norm:taakdelegatie-verzekeraar")(content)
    return without("norm:verzekeraar-arts")(content) + NEW_NORM


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two rule books, each with the two examples that are judged; the new one lacks two norms."""
    folder = tmp_path_factory.mktemp("books")
    old = write_book(folder / "old")
    new = write_book(
        folder / "new",
        rolvermenging_verzuim=both,
        rolvermenging_kern=replaced(
            "normstatus:parafrase-van-wet", "normstatus:handreiking", "norm:uwv-eigen-arts"
        ),
    )
    for book in (old, new):
        (book / "examples").mkdir()
        for name in (INSURER, "verzuim/casemanager-taakdelegatie-wel.ttl"):
            shutil.copy(EXAMPLES / name, book / "examples")
    return old, new


@pytest.fixture(scope="module")
def difference(tmp_path_factory: pytest.TempPathFactory) -> Difference:
    folder = tmp_path_factory.mktemp("difference")
    path = EXAMPLES / INSURER
    given = Source("zaak.ttl", None, Syntax.TURTLE, path.read_bytes())
    old = material(folder / "old")
    new = material(
        folder / "new",
        rolvermenging_verzuim=both,
        rolvermenging_kern=replaced(
            "normstatus:parafrase-van-wet", "normstatus:handreiking", "norm:uwv-eigen-arts"
        ),
        rollen=replaced('"mediator"@nl', '"bemiddelaar"@nl'),
    )
    other = "verzuim/casemanager-taakdelegatie-wel.ttl"
    allowed = Source(other, None, Syntax.TURTLE, (EXAMPLES / other).read_bytes())
    cases = (Case(other, Origin.EXAMPLE, allowed),)
    return compare(replace(old, cases=cases), new, Dossiers((given,)))


def test_the_command_shows_rules_and_dossiers(books: tuple[Path, Path]) -> None:
    done = run("diff", *books, "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert "Norms: 1 added, 2 removed, 1 changed." in done.out
    assert "Another verdict: 1 of 2 dossiers (examples 1)." in done.out
    assert "1 violation → nothing found" in done.everything
    assert (
        "because of: task delegation and case management for the insurer not in one hand; the case "
        "manager for the insurer does not enter the occupational physician's terrain"
        in done.everything
    )
    assert "standing: paraphrase of law → guidance (a breach is now a warning at most)" in done.out


def test_a_check_fails_only_when_a_verdict_changes(books: tuple[Path, Path]) -> None:
    old, new = books
    assert run("diff", old, new, "--check").code == 1
    assert run("diff", old, old, "--check").code == 0


def test_rules_alone_are_compared_without_a_dossier(books: tuple[Path, Path]) -> None:
    done = run("diff", *books, "--no-dossiers", "--lang", "en")
    assert done.code == 0
    assert "No dossiers were judged." in done.out


def test_own_dossiers_are_judged_too(books: tuple[Path, Path], tmp_path: Path) -> None:
    content = (EXAMPLES / INSURER).read_text("utf-8").replace("-niet-in-dienst-", "-eigen-")
    (tmp_path / "zaak.ttl").write_text(content, "utf-8")
    done = run("diff", *books, "--dossiers", tmp_path / "zaak.ttl", "--format", "json")
    assert [each["origin"] for each in json.loads(done.out)["judged"]["changed"]] == [
        "given",
        "example",
    ]


def test_an_own_dossier_that_cannot_be_judged_is_exit_code_3(
    books: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "zaak.ttl").write_text("geen turtle", "utf-8")
    done = run("diff", *books, "--dossiers", tmp_path / "zaak.ttl", "--lang", "en")
    assert done.code == 3
    assert "zaak.ttl: with neither:" in done.everything


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["nergens"], 2, "there is no such file or folder"),
        (["installed", "installed", "--no-dossiers", "--check"], 2, "leaves nothing to judge"),
        (["installed", "examples/verzuim"], 3, "states no version|no owl:Ontology"),
        (["installed", "--dossiers", "nergens.ttl"], 3, "no such file or folder"),
        (["installed", "--on", "morgen"], 2, "a day was expected"),
    ],
)
def test_a_wrong_call_is_one_sentence(arguments: list[str], code: int, sentence: str) -> None:
    done = run("diff", *arguments, folder=ROOT)
    assert done.code == code
    assert re.search(sentence, done.everything)
    assert done.out == ""


def test_json_follows_its_schema(difference: Difference, books: tuple[Path, Path]) -> None:
    schema = json.loads((files("scheidslijn") / "schema" / "difference.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    shown: dict[str, Any] = json.loads(as_json(difference))
    validator.validate(shown)
    assert shown["step"]["level"] == "minor"
    (dossier,) = shown["judged"]["changed"]
    assert dossier["before"] == {"heaviest": "violation", "violations": 1, "warnings": 0,
                                 "infos": 0}  # fmt: skip
    assert dossier["after"]["heaviest"] is None
    done = run("diff", *books, "--no-dossiers", "--format", "json")
    validator.validate(json.loads(done.out))
    assert json.loads(done.out)["judged"] is None


def test_the_same_comparison_gives_the_same_bytes(books: tuple[Path, Path]) -> None:
    one, two = (
        run("diff", *books, "--format", "json", environment={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    )
    assert one.raw == two.raw


def test_a_report_in_markdown_escapes_and_links(difference: Difference) -> None:
    shown = report(difference, "en")
    link = r"- **added**: [the coach keeps \*no\* file (prohibition, not checked)]"
    assert f"{link}(<https://w3id.org/scheidslijn/id/norm/proef-verbod>)" in shown
    assert r"  - A \| B" in shown
    (row,) = (line for line in shown.splitlines() if line.startswith("| zaak.ttl"))
    assert row.split(" | ")[1:3] == ["1 violation", "nothing found"]
    assert row.count(" | ") == 3
    assert shown.count("\n# ") == 0
    assert shown.startswith("# From ")


def test_a_changelog_has_the_sections_of_keep_a_changelog(difference: Difference) -> None:
    shown = changelog(difference)
    assert re.findall("^### (.*)$", shown, re.MULTILINE) == ["Added", "Changed", "Removed", "Fixed"]
    added, rest = shown.split("### Changed")
    changed, removed = rest.split("### Removed")
    assert r"[the coach keeps \*no\* file" in added
    assert "Verdicts: 1 of 2 dossiers" in changed
    assert "standing: paraphrase of law → guidance" in changed
    assert "id/norm/verzekeraar-arts>)." in removed
    assert "Wording, source places or upkeep only: 1." in removed


def test_what_touches_no_rule_is_counted_and_shown_with_all(difference: Difference) -> None:
    style = Style("en")
    assert "Not shown: 1 with other wording only." in text(difference, style)
    assert "bemiddelaar" not in text(difference, style)
    everything = text(difference, style, everything=True)
    assert "name (nl): “mediator” → “bemiddelaar”" in everything
    assert "Not shown" not in everything


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_asked_and_no_sign_steers_a_terminal(
    difference: Difference, language: str
) -> None:
    evil = replace(difference.changes[0], term=Named("urn:x", Text("a\x1b[31mb", "a\x1b[31mb")))
    shown = text(replace(difference, changes=(evil, *difference.changes[1:])),
                 Style("nl" if language == "nl" else "en", width=72))  # fmt: skip
    assert "\x1b" not in shown
    assert all(len(line) <= 72 for line in shown.splitlines() if " " in line.strip())


def test_nothing_that_differs_is_said_in_one_sentence(tmp_path: Path) -> None:
    one = material(tmp_path)
    found = compare(one, one)
    assert "Geen verschil: beide zeggen hetzelfde." in text(found, Style("nl"))
    assert changelog(found) == ""
    assert "No difference: both say the same." in report(found, "en")
