"""Questions: what their files hold, and finding them by name, word, role and article."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheidslijn.errors import InputError, UsageError
from scheidslijn.model import Column, Question, Text
from scheidslijn.questions import (
    find_question,
    get_question,
    list_questions,
    read_question,
    search,
)

FRONT = """\
#+ summary: Who may do what?
#+ description: One sentence.
#+ tags: [permission]
#+ nl:
#+   summary: Wie mag wat één keer?
#+   description: Een zin.
#+   tags: [bevoegdheid]
#+ columns:
#+   role: {type: Rol, nl: rol, en: role}
#+ articles: [arbowet-14]
"""
QUERY = "SELECT ?role ?task { ?role <urn:may> ?task }\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "who-may.rq").write_text(FRONT + QUERY, encoding="utf-8")
    (tmp_path / "plain.rq").write_text(QUERY, encoding="utf-8")
    (tmp_path / "who-must.rq").write_text(QUERY, encoding="utf-8")
    (tmp_path / "who-may.ttl").write_text("", encoding="utf-8")
    return tmp_path


def test_front_matter_is_read_and_the_file_stays_the_query() -> None:
    question = read_question(FRONT + QUERY, "who-may")
    assert question.question == Text("Wie mag wat één keer?", "Who may do what?")
    assert question.description == Text("Een zin.", "One sentence.")
    assert question.query == FRONT + QUERY
    assert question.form == "SELECT"
    assert question.columns == (
        Column("role", Text("rol", "role"), "Rol"),
        Column("task", Text("task", "task")),
    )
    assert question.keywords == {"nl": ("bevoegdheid",), "en": ("permission",)}
    assert question.articles == ("arbowet-14",)


@pytest.mark.parametrize("text", ["\ufeff" + FRONT + QUERY, FRONT.replace("\n", "\r\n") + QUERY])
def test_a_byte_order_mark_and_other_line_ends_do_not_matter(text: str) -> None:
    assert read_question(text, "q").question.en == "Who may do what?"


def test_a_query_without_front_matter_is_a_question_too() -> None:
    assert read_question(QUERY, "plain") == Question(
        "plain",
        Text("plain", "plain"),
        Text("", ""),
        QUERY,
        columns=(Column("role", Text("role", "role")), Column("task", Text("task", "task"))),
    )


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("ASK {}", "ASK"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT or DESCRIBE"),
        ("DESCRIBE <urn:x>", "CONSTRUCT or DESCRIBE"),
    ],
)
def test_other_forms_have_no_columns(query: str, form: str) -> None:
    question = read_question(query, "q")
    assert (question.form, question.columns) == (form, ())


def test_what_is_malformed_is_refused_by_its_line_in_the_file() -> None:
    with pytest.raises(UsageError, match=r"q\.rq: SPARQL query, line 12, column"):
        read_question(FRONT + "SELECT ?role\n{ ?role }", "q")
    with pytest.raises(UsageError, match=r"q\.rq: this is an update; a question only reads"):
        read_question("DELETE WHERE { ?s ?p ?o }", "q")
    with pytest.raises(UsageError, match=r"q\.rq:9: no column 'role' in .* Did you mean rol\?$"):
        read_question(FRONT + "SELECT ?rol { ?rol <urn:may> ?task }", "q")


def test_questions_are_found_by_name_or_by_file(folder: Path) -> None:
    slugs = [question.slug for question in list_questions(folder)]
    assert slugs == ["plain", "who-may", "who-must"]
    found = find_question("who-may", folder)
    assert found is not None
    assert found == find_question(str(folder / "who-may.rq"), Path(folder))
    assert find_question("who", folder) is None
    assert find_question("../who-may", folder) is None
    assert find_question(str(folder / "who-may.ttl"), folder) is None


def test_an_unambiguous_part_of_a_name_will_do(folder: Path) -> None:
    assert get_question("plain", folder).slug == "plain"
    assert get_question("Must", folder).slug == "who-must"
    assert get_question("lain", folder).slug == "plain"
    with pytest.raises(UsageError, match=r"'who' can mean who-may, who-must\. Which one\?$"):
        get_question("who", folder)


def test_an_unknown_question_gives_the_likely_names(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"no question 'who-mya'\. Did you mean who-may"):
        get_question("who-mya", folder)
    with pytest.raises(UsageError, match=r"no question 'zzz'\.$"):
        get_question("zzz", folder)
    with pytest.raises(UsageError, match=r"no question 'x\.rq': no such file\.$"):
        get_question("x.rq", folder)


def test_a_missing_folder_and_an_unreadable_file_are_told_apart(folder: Path) -> None:
    with pytest.raises(UsageError, match="expected a folder"):
        list_questions(folder / "none")
    (folder / "latin.rq").write_bytes(b"# caf\xe9\n")
    with pytest.raises(InputError, match=r"latin\.rq: expected UTF-8"):
        find_question("latin", folder)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), ["plain", "who-may", "who-must"]),
        (("WHO",), ["who-may", "who-must"]),
        (("eén", "keer"), ["who-may"]),
        (("bevoegd",), ["who-may"]),
        (("Permission", "zin"), ["who-may"]),
        (("one sentence",), ["who-may"]),
        (("who-m",), ["who-may", "who-must"]),
        (("who", "plain"), []),
    ],
)
def test_every_word_is_searched_in_both_languages(
    folder: Path, words: tuple[str, ...], found: list[str]
) -> None:
    assert [each.slug for each in search(list_questions(folder), words)] == found


def test_a_question_is_about_roles_and_articles(folder: Path) -> None:
    query = "SELECT ?s { ?s ?p <https://w3id.org/scheidslijn/id/rol/arts> }"
    (folder / "names.rq").write_text(query)
    every = list_questions(folder)
    assert [each.slug for each in search(every, role="arts")] == ["names", "who-may"]
    assert [each.slug for each in search(every, role="werkgever")] == ["who-may"]
    assert [q.slug for q in search(every, articles=frozenset({"arbowet-14", "x"}))] == ["who-may"]
    assert search(every, articles=frozenset()) == []
