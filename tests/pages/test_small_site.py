"""Sites of a small rule book: what is hostile in it, and what they can do without."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import dangling, read, scan
from small import made, material

from scheidslijn.errors import RuleBookError
from scheidslijn.pages.individuals import individuals
from scheidslijn.pages.material import Material
from scheidslijn.pages.search import compounds

THINGS: Final = """
<https://w3id.org/scheidslijn/id/rol/{name}> a sl:Rol ; rdfs:label {nl}@nl, {en}@en ;
    skos:definition {nl}@nl, {en}@en .
id:norm\\/n1 a sl:Verbod ; rdfs:label "norm een"@nl, "norm one"@en ;
    skos:definition "Dit mag niet."@nl, "This is forbidden."@en ;
    sl:drager <https://w3id.org/scheidslijn/id/rol/{name}> ; sl:vindplaats id:bronpassage\\/p1 .
id:bronpassage\\/p1 a sl:Bronpassage ; rdfs:label "plaats"@nl, "place"@en ;
    sl:brondocument id:brondocument\\/d1 ; sl:eersteRegel 3 ; sl:laatsteRegel 4 ; sl:sectie {nl} .
id:brondocument\\/d1 a sl:Brondocument ; rdfs:label "stuk"@nl, "document"@en ; sl:code "D-1" .
"""
HOSTILE: Final = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;{{ 7*7 }}"
# The drawings are of the packaged rule book, of which this one has nothing.
OPTIONAL: Final = ("questions", "shapes", "ontology", "search", "sitemap")


def turtle(name: str = "arts", nl: str = "arts", en: str = "physician") -> str:
    quoted = {key: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
              for key, text in (("nl", nl), ("en", en))}  # fmt: skip
    return THINGS.format(name=name, **quoted)


@pytest.fixture(scope="module")
def plain() -> Material:
    return material(turtle())


@pytest.mark.parametrize("part", ["", *OPTIONAL])
def test_a_site_links_nothing_of_a_part_that_it_does_not_have(part: str) -> None:
    files = made(material(turtle(), frozenset(OPTIONAL) - {part}, "https://example.org/s/"))
    pages = {path: scan(data.decode()) for path, data in files.items() if path.endswith(".html")}
    assert len(pages) > 15
    assert dangling(pages, files) == []


def test_a_site_says_what_it_does_not_have(plain: Material) -> None:
    page = read(made(plain)["nl/index.html"].decode())
    assert (
        "Deze uitgave heeft niet: zoeken, vragen, tekeningen, shapes, de ontologie, "
        "gegevensbestanden." in page.text
    )
    assert not [tag for tag, _ in page.elements if tag == "form"]


def test_a_hostile_label_is_only_text_on_every_page() -> None:
    files = made(material(turtle(nl=HOSTILE, en=HOSTILE), frozenset(("search", "shapes"))))
    for path, data in files.items():
        if path.endswith(".html"):
            page = read(data.decode())
            assert page.unclosed == [], path
            assert not any(tag == "img" for tag, _ in page.elements), path
            for tag, attributes in page.elements:
                assert tag != "script" or "src" in attributes, path
                assert not any(name.startswith("on") for name in attributes), path
            assert "49" not in page.text, path
    for path in ("nl/rol/arts/index.html", "nl/rol/index.html", "nl/norm/n1/index.html",
                 "en/bronpassage/p1/index.html"):  # fmt: skip
        assert HOSTILE in read(files[path].decode()).text, path
    for path in ("static/zoeken-nl.js", "static/zoeken-en.js"):
        assert b"<" not in files[path]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30))
@settings(max_examples=8, deadline=None)
def test_any_label_is_shown_as_it_is(label: str) -> None:
    site = material(turtle(nl=label, en=label))
    files = {file.path: file.data for file in individuals(site)}
    page = read(files["en/rol/arts/index.html"].decode())
    shown = " ".join(label.split())
    safe = "".join("\ufffd" if each in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
                   "\u2068\u2069\ufeff\ufffe\uffff" else each for each in shown)  # fmt: skip
    assert safe in page.text
    assert page.unclosed == []


@pytest.mark.parametrize("name", ["..", ".htaccess", "a%2Fb", "x/y", "-", "~root"])
def test_a_name_that_could_lead_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(RuleBookError, match="can have no page"):
        made(material(turtle(name=name)))


def test_two_things_of_one_name_have_titles_that_differ() -> None:
    twins = turtle() + 'id:rol\\/arts2 a sl:Rol ; rdfs:label "arts"@nl, "physician"@en .'
    files = made(material(twins))
    titles = [read(files[f"nl/rol/{name}/index.html"].decode()).title for name in ("arts", "arts2")]
    assert titles == [
        f"arts ({name}) \u2013 Rollen \u2013 Scheidslijn" for name in ("arts", "arts2")
    ]


def test_a_text_that_has_only_the_other_language_says_so() -> None:
    only = 'id:rol\\/tolk a sl:Rol ; rdfs:label "tolk"@nl, ""@en .'
    files = made(material(turtle() + only))
    english = read(files["en/rol/tolk/index.html"].decode())
    assert ("nl", "tolk") in english.words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["verzuim", "begeleiding", "verzuimbegeleiding"], ["begeleiding", "verzuim"]),
        (["arbeid", "deskundige", "arbeidsdeskundige"], ["arbeid", "deskundige"]),
        (["ziekte", "wet", "ziektewet"], []),  # a part has four letters at least
        (["bedrijf", "arts", "bedrijfsarts"], ["arts", "bedrijf"]),
        (["begeleiding", "verzuimbegeleiding"], []),
    ],
)
def test_a_compound_is_found_by_parts_that_are_words_themselves(
    words: list[str], found: list[str]
) -> None:
    assert compounds(words).get(words[-1], []) == found
