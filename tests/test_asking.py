"""Asking the packaged questions from Python: what comes back, of what, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from scheidslijn import resources, workspace
from scheidslijn.answers import Window
from scheidslijn.asking import ask, find_questions, full_answer, known_of
from scheidslijn.errors import EngineError, InputError, UsageError
from scheidslijn.model import Question, Table
from scheidslijn.namespaces import ID
from scheidslijn.questions import get_question, read_question

ROOT: Final = Path(__file__).parents[1]
DOSSIER: Final = str(ROOT / "queries" / "rolvervullingen.ttl")
COUNT: Final = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?_o_iri }"


def named(name: str) -> Question:
    return get_question(name, resources.queries_folder())


def test_a_question_is_asked_by_name_with_values_by_name() -> None:
    table = ask("rollen-op-datum", {"date": "2026-03-01"}, [DOSSIER])
    assert table.columns[:2] == ("dossier", "vervulling")
    assert table.rows
    assert table == ask(named("rollen-op-datum"), {"datum": "2026-03-01"}, [DOSSIER])
    assert ask("rollen-op-datum", {"datum": "2026-03-01"}).rows == ()


def test_a_question_of_ones_own_is_asked_too(tmp_path: Path) -> None:
    (tmp_path / "eigen.rq").write_text(COUNT)
    table = ask(str(tmp_path / "eigen.rq"), {"o": ID + "rol/bedrijfsarts"})
    assert isinstance(table, Table)
    with pytest.raises(UsageError, match="waar gives no rows"):
        ask(read_question("ASK {}", "waar"))


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({}, r"^rollen-op-datum needs a value for 'datum' \(datum / date, xsd:date\), such as"),
        ({"datum": "morgen"}, r"^datum: a day, .* not 'morgen'"),
        ({"dtum": "2026-03-01"}, r"has no parameter 'dtum'; it has datum\. Did you mean datum\?"),
    ],
)
def test_values_that_do_not_fit_are_refused(parameters: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        ask("rollen-op-datum", parameters, [DOSSIER])


def test_what_is_missing_is_said_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(workspace, "open_workspace")
    with pytest.raises(UsageError, match="needs a value"):
        ask("rollen-op-datum", {}, ["geen.ttl"])


def test_errors_of_the_process_apart_are_those_of_the_call() -> None:
    with pytest.raises(InputError, match=r"^geen\.ttl: no such file or folder\."):
        ask("rolvervullingen", paths=["geen.ttl"])
    with pytest.raises(UsageError, match="give either PATH or --endpoint"):
        ask("rolvervullingen", paths=[DOSSIER], endpoint="http://127.0.0.1:1/")


def test_a_question_that_explodes_is_stopped() -> None:
    explodes = read_question("SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "knal")
    with pytest.raises(EngineError, match=r"^knal: stopped after 1 seconds"):
        ask(explodes, time_limit=1)


def test_provenance_holds_whatever_made_the_answer(tmp_path: Path) -> None:
    texts = (Path(DOSSIER).read_bytes(), b"<urn:a> <urn:b> <urn:c> .")
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.ttl").write_bytes(text)
    files = [str(tmp_path / f"{number}.ttl") for number in range(2)]
    question = named("rolvervullingen")
    made = [full_answer(question, {}, paths, provenance=True).provenance for paths in (
        files, list(reversed(files)), [str(tmp_path)], files[:1], [])]  # fmt: skip
    assert made[0] == made[1] == made[2]
    assert all(each is not None for each in made)
    first = made[0]
    assert first is not None
    assert len({each.data for each in made if each is not None}) == 3
    assert first.rulebook == resources.read_rulebook()[1]
    assert (len(first.query), first.engine) == (64, "oxigraph")
    assert full_answer(question).provenance is None


def test_standard_input_is_read_here_and_asked_there() -> None:
    data = Path(DOSSIER).read_bytes()
    found = full_answer(
        "rolvervullingen", paths=["-"], stdin=lambda: data, input_format="turtle", provenance=True
    )
    there = full_answer("rolvervullingen", paths=[DOSSIER], provenance=True)
    assert found == there
    with pytest.raises(UsageError, match="standard input has no extension"):
        full_answer("rolvervullingen", paths=["-"], stdin=lambda: data)


def test_pages_join_to_the_whole_answer() -> None:
    whole = ask("onverenigbare-rollen").rows
    pages: list[tuple[str | None, ...]] = []
    for offset in range(0, len(whole), 20):
        found = full_answer("onverenigbare-rollen", window=Window(offset, 20))
        assert isinstance(found.result, Table)
        assert found.total == len(whole)
        pages += found.result.rows
    assert tuple(pages) == whole


def test_questions_are_found_by_word_role_and_article() -> None:
    assert len(find_questions()) == len(list((ROOT / "queries").glob("*.rq")))
    assert "onverenigbare-rollen" in {q.slug for q in find_questions(["IN ÉÉN HAND"])}
    assert find_questions(role="occupational physician")
    by_article = find_questions(article="arbowet")
    assert by_article
    assert all(any(name.startswith("arbowet") for name in q.articles) for q in by_article)
    for wrong in ({"role": "zzz"}, {"article": "zzz"}):
        with pytest.raises(UsageError, match="is not known"):
            find_questions((), **wrong)


def test_what_a_parameter_can_be_is_known() -> None:
    known = known_of(named("gegevens-van-rol"))
    assert known.values["rol"][ID + "rol/bedrijfsarts"].en == "occupational physician"
    assert known_of(named("rolvervullingen")).values == {}
    question = next(each for each in find_questions() if each.articles)
    assert tuple(known_of(question).articles) == question.articles
