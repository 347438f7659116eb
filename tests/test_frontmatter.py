"""The front matter of questions: what is read from it, and where it is wrong."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheidslijn.errors import UsageError
from scheidslijn.frontmatter import Declared, FrontMatter, read_front_matter
from scheidslijn.model import Column, Text

FRONT = """\
#+ summary: Who may do what?
#+ description: >-
#+   One
#+   sentence.
#+ tags: [role, task]
#+ nl:
#+   summary: "Wie mag wat?"
#+   description: Een zin.
#+   tags: [rol, taak]
#+ parameters:
#+   rol: {type: Rol, nl: rol, en: role, example: bedrijfsarts}
#+   datum: {type: xsd:date, nl: datum, en: date, default: 2026-03-01}
#+   soort:
#+     {type: xsd:string, nl: soort, en: kind, example: a, values: [a, b]}
#+ columns:
#+   taak: {type: Taak, nl: taak, en: task}
#+ articles: [arbowet-14]
"""
QUERY = "SELECT ?taak { ?taak ?_rol_iri ?_datum_xsd_date , ?_soort }\n"


def test_everything_is_read() -> None:
    assert read_front_matter(FRONT + QUERY, "q") == FrontMatter(
        present=True,
        summary=Text("Wie mag wat?", "Who may do what?"),
        description=Text("Een zin.", "One sentence."),
        keywords={"nl": ("rol", "taak"), "en": ("role", "task")},
        parameters={
            "rol": Declared("Rol", Text("rol", "role"), 11, "bedrijfsarts"),
            "datum": Declared("xsd:date", Text("datum", "date"), 12, "2026-03-01", "2026-03-01"),
            "soort": Declared("xsd:string", Text("soort", "kind"), 14, "a", None, ("a", "b")),
        },
        columns={"taak": Column("taak", Text("taak", "task"), "Taak")},
        lines={"taak": 16},
        articles=("arbowet-14",),
    )


def test_a_file_without_front_matter_says_so() -> None:
    assert read_front_matter("# a comment\n" + QUERY, "q") == FrontMatter()


def test_one_language_stands_for_the_other() -> None:
    front = read_front_matter("\n#+ summary: who\n" + QUERY, "q")
    assert front.summary == Text("who", "who")
    assert front.description == Text("", "")


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("#+ summary: {a: b", r"q\.rq:1: the front matter is not YAML"),
        ("\n#+ summary: a\n#+ : : :", r"q\.rq:3: the front matter is not YAML"),
        ("#+ summary: a\n#+ endpoint: x", r"q\.rq:2: unknown key 'endpoint'\."),
        ("#+ sumary: a", r"q\.rq:1: unknown key 'sumary'\. Did you mean summary\?$"),
        ("#+ summary: [a]", r"q\.rq:1: 'summary' needs text\.$"),
        ("#+ summary: ''", r"q\.rq:1: 'summary' needs text\.$"),
        ("#+ summary: a\n#+ nl: {title: b}", r"q\.rq:2: unknown key 'title'"),
        ("#+ summary: a\n#+ nl: b", r"q\.rq:2: expected 'key: value' pairs"),
        ("#+ - summary", r"q\.rq:1: expected 'key: value' pairs"),
        ("#+ summary: a\n#+ summary: b", r"q\.rq:2: the key 'summary' stands here twice"),
        ("#+ description: a", r"q\.rq:1: the front matter has no 'summary'"),
        ("#+ summary: a\n#+ tags: b", r"q\.rq:2: 'tags' needs a list, such as \[a, b\]"),
        ("#+ summary: a\n#+ articles: [{b: c}]", r"q\.rq:2: 'articles' needs text"),
        (
            "#+ summary: a\n#+ columns:\n#+   r: {nl: rol}",
            r"q\.rq:3: a title is missing under 'en'",
        ),
        ("#+ summary: a\n#+ columns:\n#+   r: rol", r"q\.rq:3: expected 'key: value' pairs"),
        ("#+ summary: a\n#+ columns: {r: {typ: x}}", r"unknown key 'typ'\. Did you mean type\?"),
        ("#+ summary: a\n#+ parameters: {r: {values: x}}", r"q\.rq:2: a title is missing"),
        ("#+ {}\n#+ ? [a]\n#+ : b", r"q\.rq:"),
        ("#+", r"q\.rq:1: the front matter is empty"),
        ("#+ summary: a\n\n#+ columns: {}", r"q\.rq:3: a '#\+' line after"),
        ("#+ a: &x [*x]", r"q\.rq:1: unknown key"),
        ("#+ " + "[" * 3000, r"q\.rq:1: the front matter is not YAML"),
        ("#+ a: \x01", r"q\.rq:1: the front matter is not YAML"),
        ("#+ summary: !!python/object:os.system {a: b}", r"q\.rq:1: 'summary' needs text"),
    ],
)
def test_what_is_malformed_is_refused_by_line(front: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_front_matter(f"{front}\n{QUERY}", "q")


@given(st.text())
def test_any_front_matter_is_read_or_refused(text: str) -> None:
    lines = "".join(f"#+{line}\n" for line in text.split("\n"))
    try:
        place = f"q.rq:{read_front_matter(lines + QUERY, 'q').summary.nl}"
    except UsageError as error:
        place = str(error)
    assert re.match(r"q\.rq:.", place)
