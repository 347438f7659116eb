"""The whole site of the packaged rule book."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from reading import Scanned, dangling, page_file, scan, target

from built_site import BASE_URL
from scheidslijn import resources
from scheidslijn.model import LANGUAGES
from scheidslijn.namespaces import ID, RDF_TYPE, RDFS_LABEL, SH, SHAPE, SKOS, SL

_SAMPLE: Final = 97  # every so many pages is read whole


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Scanned]:
    found = sorted(site.rglob("*.html"))
    return {path.relative_to(site).as_posix(): scan(path.read_text("utf-8")) for path in found}


@pytest.fixture(scope="module")
def book() -> list[ox.Quad]:
    """Return the statements of the rule book, read without the code that writes the site."""
    found: list[ox.Quad] = []
    for path in resources.ontology_files():
        found += ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    return found


def subjects(book: list[ox.Quad], space: str) -> set[str]:
    return {
        each.subject.value
        for each in book
        if isinstance(each.subject, ox.NamedNode) and each.subject.value.startswith(space)
    }


def test_every_individual_has_one_page_in_each_language(
    book: list[ox.Quad], pages: dict[str, Scanned]
) -> None:
    individuals = {iri[len(ID) :] for iri in subjects(book, ID)}
    assert len(individuals) > 5000
    deep = re.compile(r"(nl|en)/([^/]+/[^/]+)/index\.html")
    made = Counter(found.groups() for page in pages if (found := deep.fullmatch(page)))
    kinds = {each.split("/")[0] for each in individuals}
    for language in LANGUAGES:
        own = {path for lang, path in made if lang == language and path.split("/")[0] in kinds}
        assert own == individuals
        assert {f"{language}/{kind}/index.html" for kind in kinds} <= set(pages)


def test_every_question_has_one_page_and_every_shape_one_anchor_in_each_language(
    pages: dict[str, Scanned],
) -> None:
    slugs = {path.stem for path in resources.queries_folder().glob("*.rq")}
    shapes = set()
    for path in resources.shapes_files():
        for each in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if each.predicate.value == RDF_TYPE and isinstance(each.object, ox.NamedNode):
                name = str(getattr(each.subject, "value", ""))
                if each.object.value in (f"{SH}NodeShape", f"{SH}PropertyShape"):
                    shapes.add(name)
    names = Counter(each[len(SHAPE) :] for each in shapes if each.startswith(SHAPE))
    assert slugs
    assert names
    for language in LANGUAGES:
        made = re.compile(rf"{language}/vraag/([^/]+)/index\.html")
        assert {found[1] for page in pages if (found := made.fullmatch(page))} == slugs
        ids = Counter(pages[f"{language}/shape/index.html"].ids)
        assert {name: ids[name] for name in names} == dict(names)


def test_every_link_leads_to_a_file_and_an_anchor_that_are_there(
    site: Path, pages: dict[str, Scanned]
) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert dangling(pages, files) == []
    assert sum(len(each.links) for each in pages.values()) > 100_000


def test_no_two_anchors_of_a_page_and_no_two_titles_are_the_same(
    pages: dict[str, Scanned],
) -> None:
    assert [page for page, each in pages.items() if len(set(each.ids)) < len(each.ids)] == []
    for language in LANGUAGES:
        titles = Counter(p.title for page, p in pages.items() if page.startswith(f"{language}/"))
        assert [title for title, number in titles.items() if number > 1 or not title] == []


def test_both_languages_have_the_same_pages_with_the_same_anchors(
    pages: dict[str, Scanned],
) -> None:
    def own(language: str) -> dict[str, set[str]]:
        return {
            page.removeprefix(f"{language}/"): set(each.ids)
            for page, each in pages.items()
            if page.startswith(f"{language}/")
        }

    assert own("nl") == own("en")


def test_headings_begin_with_one_and_skip_no_level(pages: dict[str, Scanned]) -> None:
    wrong = []
    for page, each in pages.items():
        steps = zip(each.headings, each.headings[1:], strict=False)
        if each.headings.count(1) != 1 or each.headings[0] != 1 or any(b > a + 1 for a, b in steps):
            wrong.append(page)
    assert wrong == []


def sampled(pages: dict[str, Scanned]) -> Iterator[str]:
    own = [page for page in pages if page.count("/") < 3 or "/tekening/" in page]
    yield from own
    yield from list(pages)[::_SAMPLE]


def test_pages_are_well_formed_and_load_nothing_from_elsewhere(
    site: Path, pages: dict[str, Scanned]
) -> None:
    for page in sampled(pages):
        found = page_file(site, page)
        assert found.unclosed == [], page
        assert not any(each.startswith(("http:", "https:", "//", "data:")) for each in
                       found.loaded if not each.startswith(BASE_URL)), page  # fmt: skip
        for tag, attributes in found.elements:
            assert tag not in ("style", "iframe", "object", "base"), page
            assert not any(name.startswith("on") or name == "style" for name in attributes), page
            assert tag != "script" or attributes.get("src"), page


def test_a_page_says_its_language_and_leads_to_the_other(
    site: Path, pages: dict[str, Scanned]
) -> None:
    for page in sampled(pages):
        language = page.split("/")[0]
        if language not in LANGUAGES:
            continue
        found = page_file(site, page)
        assert found.language == language
        other = {"nl": "en", "en": "nl"}[language]
        switch = [a for tag, a in found.elements if tag == "a" and a.get("rel") == "alternate"]
        (only,) = [a for a in switch if a.get("hreflang") == other]
        assert target(page, only["href"]) == (f"{other}/{page.split('/', 1)[1]}", "")
        alternates = {
            a["hreflang"]: a["href"]
            for tag, a in found.elements
            if tag == "link" and "hreflang" in a
        }
        path = page.split("/", 1)[1].removesuffix("index.html")
        assert alternates == {each: f"{BASE_URL}{each}/{path}" for each in LANGUAGES}


def test_a_norm_page_links_everything_that_the_rule_book_says_of_the_norm(
    book: list[ox.Quad], pages: dict[str, Scanned]
) -> None:
    norms = [iri for iri in subjects(book, f"{ID}norm/")]
    said: defaultdict[str, set[str]] = defaultdict(set)
    for each in book:
        if isinstance(each.object, ox.NamedNode) and each.object.value.startswith(ID):
            said[str(getattr(each.subject, "value", ""))].add(each.object.value)
    for norm in norms:
        for language in LANGUAGES:
            page = f"{language}/norm/{norm.rpartition('/')[2]}/index.html"
            linked = {to[0] for link in pages[page].links if (to := target(page, link))}
            asked = {f"{language}/{iri[len(ID) :]}/index.html" for iri in said[norm]}
            assert asked <= linked, norm


def test_a_page_shows_label_and_definition_in_its_language(site: Path, book: list[ox.Quad]) -> None:
    texts: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for each in book:
        if each.predicate.value in (RDFS_LABEL, f"{SKOS}definition"):
            value = each.object
            assert isinstance(value, ox.Literal)
            texts[str(getattr(each.subject, "value", "")), value.language or ""].append(value.value)
    for iri in sorted(subjects(book, ID))[::_SAMPLE]:
        for language in LANGUAGES:
            shown = page_file(site, f"{language}/{iri[len(ID) :]}/index.html").text
            assert texts[iri, language]
            for text in texts[iri, language]:
                assert " ".join(text.split()) in shown


def test_terms_of_the_ontology_have_an_anchor_of_their_name(
    book: list[ox.Quad], pages: dict[str, Scanned]
) -> None:
    terms = {each[len(SL) :] for each in subjects(book, SL)}
    assert terms
    for language in LANGUAGES:
        assert terms <= set(pages[f"{language}/def/index.html"].ids)


def test_the_sitemap_names_every_page_by_its_whole_address(
    site: Path, pages: dict[str, Scanned]
) -> None:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    named = [each.text or "" for each in root.iter(f"{space}loc")]
    found = {page.removesuffix("index.html") for page in pages if "/zoeken/" not in page}
    assert len(named) == len(set(named)) < 50_000
    assert set(named) == {BASE_URL + page for page in found - {"404.html"}}


_AGAIN: Final = """
import sys
from itertools import islice
from pathlib import Path
from scheidslijn.pages import PARTS
from scheidslijn.pages.material import packaged

site, base, script = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
minisearch = (script.read_bytes(), b"")
material = packaged(frozenset(part.name for part in PARTS), base, minisearch)
different = number = 0
for part in PARTS:
    if part.name in ("exports", "files", "w3id"):
        continue
    for file in islice(part.files(material), 60):
        if file.path.startswith("static/minisearch/LICENSE"):
            continue
        number += 1
        if (site / file.path).read_bytes() != file.data:
            different += 1
            print(file.path)
print(number, different)
"""


def test_the_same_rule_book_gives_the_same_bytes_with_another_hash_seed(
    site: Path, search_script: Path
) -> None:
    seed = str(1 + int(os.environ.get("PYTHONHASHSEED") or "0") % 1000)
    done = subprocess.run(
        [sys.executable, "-c", _AGAIN, str(site), BASE_URL, str(search_script)],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    number, different = done.stdout.split()[-2:]
    assert int(number) > 200
    assert int(different) == 0, done.stdout


def test_articles_are_listed_by_law_and_in_the_order_of_their_numbers(site: Path) -> None:
    page = page_file(site, "nl/artikel/index.html")
    links = page.by_section["arbowet"]
    articles = [link.partition("/")[0] for link in links if not link.startswith("../")]
    wanted = ["arbowet-14-2", "arbowet-14-2-a", "arbowet-14-3", "arbowet-14-10"]
    assert sorted(wanted, key=articles.index) == wanted
    assert not [each for each in articles if not each.startswith("arbowet-")]
