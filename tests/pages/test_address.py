"""Which IRI has which page, how pages link each other, and the fixed words."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import normpath
from typing import Final, get_args

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import scheidslijn.pages
from scheidslijn import resources
from scheidslijn.model import Language
from scheidslijn.namespaces import BASE, ID, SHAPE, SL
from scheidslijn.pages import address, words
from scheidslijn.pages.sections import ANCHORS

TEMPLATES: Final = Path(scheidslijn.pages.__file__).parent / "templates"
NAMES: Final = st.from_regex(r"[a-z][a-z0-9-]{0,12}[a-z0-9]", fullmatch=True)
LANGUAGES: Final = st.sampled_from(get_args(Language))
FOLDERS: Final = st.lists(NAMES, max_size=4).map(lambda parts: "".join(f"{p}/" for p in parts))
PATHS: Final = st.tuples(FOLDERS, st.sampled_from(("", "404.html", "x.ttl"))).map("".join)


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (f"{ID}norm/kern-x", "nl/norm/kern-x/"),
        (f"{ID}bronpassage/rsc-td-2022-820-834", "nl/bronpassage/rsc-td-2022-820-834/"),
        (f"{SL}Rol", "nl/def/#Rol"),
        (SL, "nl/def/"),
        (f"{SHAPE}Rolvermenging", "nl/shape/#Rolvermenging"),
        (f"{BASE}vraag/casemanagers", "nl/vraag/casemanagers/"),
    ],
)
def test_everything_that_has_a_page_has_it_at_a_lasting_path(iri: str, path: str) -> None:
    assert address.page_of(iri, "nl") == path
    assert address.page_of(iri, "en") == path.replace("nl/", "en/", 1)


@pytest.mark.parametrize(
    "iri",
    [
        "",
        ID,
        f"{ID}norm",
        f"{ID}norm/",
        f"{ID}norm/../x",
        f"{ID}norm/..",
        f"{ID}norm/.x",
        f"{ID}norm/x/y",
        f"{ID}norm/x#y",
        f"{ID}norm/x?y",
        f"{ID}norm/x%2F..",
        f"{ID}norm/x\n",
        f"{ID}../x",
        f"{ID}def/x",
        f"{ID}zoeken/x",
        f"{BASE}def/norm",
        f"{SL}1x",
        f"{SL}x y",
        "http://w3id.org/scheidslijn/id/norm/x",
        "https://example.org/",
        "_:b0",
    ],
)
def test_what_is_no_address_of_the_project_has_no_page(iri: str) -> None:
    assert address.page_of(iri, "nl") is None


@given(st.text(max_size=40), LANGUAGES)
def test_no_name_leads_out_of_its_folder(name: str, language: Language) -> None:
    path = address.page_of(f"{ID}rol/{name}", language)
    assert path is None or (
        path == f"{language}/rol/{name}/" and re.fullmatch(r"[\w.-]+", name, re.ASCII)
    )


@given(PATHS, PATHS, st.one_of(st.just(""), NAMES))
def test_a_link_leads_from_any_page_to_the_file_of_any_other(here: str, to: str, name: str) -> None:
    link = address.relative(here, f"{to}#{name}" if name else to)
    path, _, anchor = link.partition("#")
    folder = address.file_of(here).rpartition("/")[0]
    reached = normpath(f"{folder}/{path}".lstrip("/")) if path else address.file_of(here)
    assert (reached, anchor) == (address.file_of(to), name)
    assert not link.startswith("/")


@given(PATHS, LANGUAGES, LANGUAGES)
def test_a_page_stands_at_the_same_path_in_both_languages(
    path: str, own: Language, other: Language
) -> None:
    page = f"{own}/{path}"
    assert address.in_language(page, other) == f"{other}/{path}"
    assert address.in_language(address.in_language(page, other), own) == page


def test_anchors_that_others_may_link_to_stay_what_they_are() -> None:
    assert ANCHORS == (
        "definitie", "kracht", "kenmerken", "voorwaarden", "uitzonderingen", "artikelen",
        "bronplaatsen", "anders", "toetsing", "verband", "aantallen", "normen", "gevallen",
        "vragen", "adres",
    )  # fmt: skip


def test_every_fixed_word_that_a_template_asks_for_is_there_in_both_languages() -> None:
    asked = {
        key
        for path in TEMPLATES.rglob("*.html")
        if path.name != "ontology.html"  # it has words of its own
        for key in re.findall(r"here\.say\('([^']+)'", path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 40
    for key in asked:
        assert words.say(key, "nl")
        assert words.say(key, "en")


def test_every_kind_of_individual_has_a_name_in_the_plural() -> None:
    kinds = {
        each.subject.value.removeprefix(ID).split("/")[0]
        for path in resources.ontology_files()
        for each in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        if isinstance(each.subject, ox.NamedNode) and each.subject.value.startswith(ID)
    }
    assert kinds == set(words.KINDS)
