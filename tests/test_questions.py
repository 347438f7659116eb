"""Questions: front matter, finding by name, and answers in a steady order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheidslijn.errors import InputError, UsageError
from scheidslijn.model import Question, Text
from scheidslijn.questions import (
    ask,
    find_question,
    get_question,
    list_questions,
    read_question,
)
from scheidslijn.store import EmbeddedStore

FRONT = """\
#+ question: {nl: "Wie mag wat?", en: "Who may do what?"}
#+ description:
#+   nl: >
#+     Een zin.
#+   en: One sentence.
#+ columns:
#+   role: {nl: rol, en: role}
"""
QUERY = "SELECT ?role ?task { ?role <urn:may> ?task }\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "who-may.rq").write_text(FRONT + QUERY, encoding="utf-8")
    (tmp_path / "plain.rq").write_text(QUERY, encoding="utf-8")
    (tmp_path / "who-may.ttl").write_text("", encoding="utf-8")
    return tmp_path


def test_front_matter_is_read_and_the_file_stays_the_query() -> None:
    question = read_question(FRONT + QUERY, "who-may")
    assert question.question == Text("Wie mag wat?", "Who may do what?")
    assert question.description == Text("Een zin.", "One sentence.")
    assert question.query == FRONT + QUERY
    assert question.columns == {"role": Text("rol", "role")}


@pytest.mark.parametrize("text", ["\ufeff" + FRONT + QUERY, FRONT.replace("\n", "\r\n") + QUERY])
def test_a_byte_order_mark_and_other_line_ends_do_not_matter(text: str) -> None:
    question = read_question(text, "q")
    assert question.question.en == "Who may do what?"
    with EmbeddedStore() as store:
        assert ask(question, store).rows == ()


def test_a_query_without_front_matter_is_a_question_too() -> None:
    assert read_question(QUERY, "plain") == Question(
        "plain", Text("plain", "plain"), Text("", ""), QUERY
    )
    assert read_question(QUERY, "plain").columns == {}


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("#+ question: {nl: a, en: b", r"q\.rq:1: the front matter is not YAML"),
        ("\n#+ question: {nl: a, en: b}\n#+ : : :", r"q\.rq:3: the front matter is not YAML"),
        ("#+ question: {nl: a, en: b}\n#+ tags: x", r"q\.rq:2: unknown key 'tags'"),
        ("#+ questoin: {nl: a, en: b}", r"q\.rq:1: unknown key.* Did you mean question\?$"),
        ("#+ question: {nl: a}", r"q\.rq:1: 'question' needs exactly the keys nl and en"),
        ("#+ question:\n#+   nl: a\n#+   en: ''", r"q\.rq:3: 'question' needs text under 'en'"),
        ("#+ question:\n#+   nl: a\n#+   en: [b]", r"q\.rq:3: 'question' needs text under 'en'"),
        ("#+ question: who", r"q\.rq:1: expected 'key: value' pairs"),
        ("#+ - question", r"q\.rq:1: expected 'key: value' pairs"),
        ("#+ question: {nl: a, en: b}\n#+ question: {}", r"q\.rq:2: the key 'question' stands"),
        ("#+ description: {nl: a, en: b}", r"q\.rq:1: the front matter has no 'question'"),
        ("#+ {}\n#+ ? [a]\n#+ : b", r"q\.rq:"),
        ("#+", r"q\.rq:1: the front matter is empty"),
        (
            "#+ question: {nl: a, en: b}\n#+ columns:\n#+   rol: {nl: rol, en: role}",
            r"q\.rq:3: no column 'rol' in the query\. Did you mean role\?$",
        ),
        ("#+ question: {nl: a, en: b}\n\n#+ columns: {}", r"q\.rq:3: a '#\+' line after"),
        ("#+ a: &x [*x]", r"q\.rq:1: unknown key"),
        ("#+ " + "[" * 3000, r"q\.rq:1: the front matter is not YAML"),
        ("#+ a: \x01", r"q\.rq:1: the front matter is not YAML"),
        ("#+ question: !!python/object:os.system {nl: a, en: }", r"q\.rq:1: 'question' needs"),
    ],
)
def test_malformed_front_matter_is_refused_by_line(front: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_question(f"{front}\n{QUERY}", "q")


def test_a_malformed_query_is_refused_by_its_line_in_the_file() -> None:
    with pytest.raises(UsageError, match=r"q\.rq: SPARQL query, line 8, column"):
        read_question(FRONT + "SELECT ?role { ?role }", "q")
    with pytest.raises(UsageError, match=r"q\.rq: SELECT: a query of this form was expected"):
        read_question("ASK {}", "q")


@given(st.text())
def test_any_front_matter_is_read_or_refused(text: str) -> None:
    front = "".join(f"#+{line}\n" for line in text.split("\n"))
    try:
        question = read_question(front + QUERY, "q")
    except UsageError as error:
        place = str(error)
    else:
        place = f"q.rq:{question.question.nl}"
    assert re.match(r"q\.rq:.", place)


def test_questions_are_found_by_name_or_by_file(folder: Path) -> None:
    assert [question.slug for question in list_questions(folder)] == ["plain", "who-may"]
    found = find_question("who-may", folder)
    assert found is not None
    assert found == find_question(str(folder / "who-may.rq"), Path(folder))
    assert find_question("who", folder) is None
    assert find_question("../who-may", folder) is None
    assert find_question(str(folder / "who-may.ttl"), folder) is None


def test_an_unknown_question_gives_the_likely_names(folder: Path) -> None:
    assert get_question("plain", folder).slug == "plain"
    with pytest.raises(UsageError, match=r"no question 'who-mya'\. Did you mean who-may\?"):
        get_question("who-mya", folder)
    with pytest.raises(UsageError, match=r"no question 'zzz'\.$"):
        get_question("zzz", folder)


def test_a_missing_folder_and_an_unreadable_file_are_told_apart(folder: Path) -> None:
    with pytest.raises(UsageError, match="expected a folder"):
        list_questions(folder / "none")
    (folder / "latin.rq").write_bytes(b"# caf\xe9\n")
    with pytest.raises(InputError, match=r"latin\.rq: expected UTF-8"):
        find_question("latin", folder)


@pytest.fixture
def store() -> EmbeddedStore:
    store = EmbeddedStore()
    rows = " . ".join(f"<urn:{n % 7}> <urn:may> {n}" for n in range(20))
    store.update(f"INSERT DATA {{ {rows} }}")
    return store


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?r ?t { ?r <urn:may> ?t }",
        "SELECT ?r ?t { { SELECT * { ?r <urn:may> ?t } ORDER BY DESC(?t) } }",
        "SELECT ?r ?t { ?r <urn:may> ?t FILTER(?r != <urn:ORDER:BY>) } # ORDER BY ?r",
        "SELECT ?r ?none { ?r <urn:may> ?t OPTIONAL { ?r <urn:none> ?none } }",
    ],
)
def test_rows_are_sorted_where_the_query_leaves_the_order_open(
    store: EmbeddedStore, query: str
) -> None:
    rows = ask(read_question(query, "q"), store).rows
    assert list(rows) == sorted(
        rows, key=lambda row: [(term is not None, term or "") for term in row]
    )
    assert sorted(map(str, rows)) == sorted(map(str, store.select(query).rows))


@pytest.mark.parametrize(
    "order", ["ORDER BY DESC(?t)", "order#\n by desc(?t)", "ORDER BY DESC(?t) LIMIT 9"]
)
def test_the_order_of_the_query_is_kept(store: EmbeddedStore, order: str) -> None:
    query = "SELECT ?t { ?r <urn:may> ?t FILTER EXISTS { ?r ?p ?t } } " + order
    rows = ask(read_question(query, "q"), store).rows
    numbers = [int(str(row[0]).split('"')[1]) for row in rows]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] == 19
