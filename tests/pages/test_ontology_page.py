"""The page of the ontology: every word at its own place, with what the Turtle says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Final

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from scheidslijn import resources
from scheidslijn.errors import RuleBookError
from scheidslijn.explanation.book import Book
from scheidslijn.model import LANGUAGES, Language
from scheidslijn.namespaces import BASE, DCTERMS, ID, OWL, RDFS, SKOS, SL
from scheidslijn.pages.material import Material, packaged
from scheidslijn.pages.ontology import ontology

ROOT: Final = resources.queries_folder().parent
LABEL: Final = NamedNode(RDFS + "label")
DEFINITION: Final = NamedNode(SKOS + "definition")
PARTS: Final = frozenset(
    ("home", "individuals", "lists", "questions", "shapes", "ontology", "files")
)


@dataclass
class Read(HTMLParser):
    """A page: its anchors in order, and the words and links of each section by its anchor."""

    anchors: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def __hash__(self) -> int:
        return id(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.anchors.append(str(found["id"]))
        if tag == "section":
            self.open.append(found.get("id") or "")
        if tag == "a":
            for name in self.open or [""]:
                self.links.setdefault(name, []).append(str(found["href"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for name in self.open:
            self.words[name] = f"{self.words.get(name, '')} {data}"

    def says(self, anchor: str) -> str:
        """Return the words of a section, one space between them."""
        return " ".join(self.words[anchor].split())


def pages(site: Material) -> dict[Language, Read]:
    made = {file.path: file.data.decode() for file in ontology(site)}
    assert set(made) == {"nl/def/index.html", "en/def/index.html"}
    found = {}
    for language in LANGUAGES:
        found[language] = Read()
        found[language].feed(made[f"{language}/def/index.html"])
    return found


@pytest.fixture(scope="module")
def material() -> Material:
    return packaged(PARTS)


@pytest.fixture(scope="module")
def read(material: Material) -> dict[Language, Read]:
    return pages(material)


def said(pattern: str) -> Iterator[Quad]:
    for path in sorted(ROOT.glob(pattern)):
        yield from parse(path.read_bytes(), RdfFormat.TURTLE)


def terms() -> dict[str, dict[tuple[NamedNode, str | None], str]]:
    """Return label and definition of every term in the modules, by the end of its IRI."""
    found: dict[str, dict[tuple[NamedNode, str | None], str]] = {}
    for subject, predicate, value, _ in said("ontology/*.ttl"):
        if isinstance(subject, NamedNode) and subject.value.startswith(SL):
            texts = found.setdefault(subject.value.removeprefix(SL), {})
            if predicate in (LABEL, DEFINITION) and isinstance(value, Literal):
                texts[predicate, value.language] = value.value
    return found


def test_every_word_has_one_place_which_is_the_same_in_both_languages(
    read: dict[Language, Read],
) -> None:
    expected = terms()
    assert len(expected) == 299
    for page in read.values():
        counted = Counter(page.anchors)
        assert not [anchor for anchor, number in counted.items() if number > 1]
        assert set(expected) <= set(counted)
    assert read["nl"].anchors == read["en"].anchors


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_has_its_label_its_definition_and_its_address(
    language: Language, read: dict[Language, Read]
) -> None:
    for name, texts in terms().items():
        told = read[language].says(name)
        assert f"{texts[LABEL, language]} sl:{name}" in told
        assert texts[DEFINITION, language] in told
        assert SL + name in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_within_the_page_lead_to_a_place(
    language: Language, read: dict[Language, Read]
) -> None:
    page = read[language]
    inner = [h for hrefs in page.links.values() for h in hrefs if h.startswith("#")]
    assert len(inner) > 1000
    assert {href[1:] for href in inner} <= set(page.anchors)


def test_what_a_class_is_stands_there_in_words(read: dict[Language, Read]) -> None:
    # ontology/rolpaar.ttl and ontology/taak.ttl: what they restrict, and what excludes what
    told = read["en"].says("Uitzondering")
    assert "narrower than norm" in told
    assert "at least one exception to of the class norm" in told
    assert "at most two allowed role" in told
    assert "#Norm" in read["en"].links["Uitzondering"]
    assert "#Verbod" in read["en"].links["Uitzondering"]
    told = read["nl"].says("Taakdelegatie")
    assert "elk heeft precies één delegerende precies één gedelegeerde" in told


def test_what_a_property_is_stands_there_in_words(read: dict[Language, Read]) -> None:
    assert "transitive" in read["en"].says("brederRol")
    assert "functional" not in read["en"].says("brederRol")
    assert "geldt ook andersom (symmetrisch)" in read["nl"].says("wijktAfVan")
    assert read["nl"].links["opdrachtVoor"][:3] == ["#Opdracht", "#Rol", "#Taak"]
    assert "#besluitsoort" in read["nl"].links["betreftBesluitsoort"]


def test_each_characteristic_in_the_turtle_has_its_words(read: dict[Language, Read]) -> None:
    words = {
        "FunctionalProperty": "(functional)",
        "TransitiveProperty": "(transitive)",
        "SymmetricProperty": "(symmetric)",
        "AsymmetricProperty": "(asymmetric)",
        "IrreflexiveProperty": "(irreflexive)",
    }
    for kind, mark in words.items():
        expected = {
            quad.subject.value.removeprefix(SL)
            for quad in said("ontology/*.ttl")
            if quad.object == NamedNode(OWL + kind) and isinstance(quad.subject, NamedNode)
        }
        assert expected
        assert {name for name in terms() if mark in read["en"].says(name)} == expected


def test_a_property_says_how_many_norms_have_it(read: dict[Language, Read]) -> None:
    having = {
        quad.subject
        for quad in said("ontology/regelboek/**/*.ttl")
        if quad.predicate == NamedNode(SL + "drager")
    }
    assert all(isinstance(each, NamedNode) and "/id/norm/" in each.value for each in having)
    assert f"used with {len(having):,} Norms" in read["en"].says("drager")
    assert "../norm/index.html" in read["en"].links["drager"]


def test_a_class_says_how_many_individuals_the_rule_book_has_of_it(
    read: dict[Language, Read],
) -> None:
    roles = {
        quad.subject.value
        for quad in said("ontology/regelboek/**/*.ttl")
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(f"{ID}rol/")
    }
    assert len(roles) > 40
    assert f"{len(roles)} Rollen" in read["nl"].says("Rol")
    assert "individuen" not in read["nl"].says("Rolvervulling")


def test_a_word_names_the_shapes_and_questions_that_use_it(read: dict[Language, Read]) -> None:
    # shapes/delegatie: the shape of a delegation targets the class; queries/termijnen.rq asks
    target = {
        quad.subject.value.partition("#")[2]
        for quad in said("shapes/*/shapes.ttl")
        if quad.predicate.value.endswith("targetClass")
        and quad.object == NamedNode(SL + "Taakdelegatie")
        and isinstance(quad.subject, NamedNode)
    }
    links = read["nl"].links["Taakdelegatie"]
    assert target
    assert {f"../shape/index.html#{name}" for name in target} <= set(links)
    asking = {path.stem for path in ROOT.glob("queries/*.rq") if "sl:termijn " in path.read_text()}
    assert asking
    assert {f"../vraag/{slug}/index.html" for slug in asking} <= set(read["nl"].links["termijn"])


def test_each_alignment_stands_with_its_word(read: dict[Language, Read]) -> None:
    relations = {
        OWL + "equivalentClass", OWL + "equivalentProperty", RDFS + "subClassOf",
        RDFS + "subPropertyOf", *(f"{SKOS}{kind}Match" for kind in
                                  ("exact", "close", "broad", "narrow", "related")),
    }  # fmt: skip
    number = 0
    for subject, predicate, value, _ in said("ontology/alignments/*.ttl"):
        ours = isinstance(subject, NamedNode) and subject.value.startswith(SL)
        if ours and predicate.value in relations and isinstance(value, NamedNode):
            assert value.value in read["en"].links[subject.value.removeprefix(SL)]
            number += 1
    assert number > 200


@pytest.mark.parametrize(
    ("pattern", "start", "anchor"),
    [
        ("ontology/*.ttl", BASE + "def/", "module/"),
        ("ontology/regelboek/**/*.ttl", BASE + "def/", "module/"),
        ("ontology/alignments/*.ttl", BASE + "alignment/", "alignment/"),
    ],
)
def test_every_module_has_a_place(
    pattern: str, start: str, anchor: str, read: dict[Language, Read]
) -> None:
    headers = {
        quad.subject.value
        for quad in said(pattern)
        if quad.object == NamedNode(OWL + "Ontology") and isinstance(quad.subject, NamedNode)
    } - {BASE + "def"}
    assert len(headers) >= 10
    expected = {anchor + header.removeprefix(start) for header in headers}
    assert expected <= set(read["nl"].anchors)


def test_the_head_says_which_ontology_it_is_and_where_its_files_are(
    read: dict[Language, Read],
) -> None:
    told, links = read["nl"].says("over-deze-ontologie"), read["nl"].links["over-deze-ontologie"]
    version = resources.package_version()
    assert f"{BASE}def/{version}" in told
    assert "https://creativecommons.org/licenses/by/4.0/" in links
    assert {f"../../def.{each}" for each in ("ttl", "rdf", "nt", "jsonld")} <= set(links)


def test_without_the_other_parts_nothing_leads_to_them(material: Material) -> None:
    bare = replace(material, parts=frozenset(("home", "individuals", "lists", "ontology")))
    for page in pages(bare).values():
        hrefs = {href for name in page.words for href in page.links.get(name, ())}
        for absent in ("../shape/", "../vraag/", "../../def.", "../../0."):
            assert not [href for href in hrefs if href.startswith(absent)]


# Words that the ontology does not have now


def crafted(material: Material, text: str) -> Material:
    """Return a site of which the ontology says more."""
    prefixes = f"@prefix sl: <{SL}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> ."
    more = parse(f"{prefixes} @prefix dcterms: <{DCTERMS}> . {text}", RdfFormat.TURTLE)
    statements = (*material.book.statements, *more)
    return replace(
        material, book=Book(statements, material.book.shape_statements, material.rulebook)
    )


def test_a_deprecated_word_says_so_and_what_takes_its_place(material: Material) -> None:
    text = "sl:Oud a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy sl:Rol ."
    page = pages(crafted(material, text))["nl"]
    assert "vervallen. Gebruik dit woord niet meer." in page.says("Oud").replace(" .", ".")
    assert "vervangen door rol" in page.says("Oud")
    assert "vervallen" not in page.says("Rol")


def test_a_label_cannot_write_on_the_page(material: Material) -> None:
    hostile = "<script>alert(1)</script>"
    text = f'sl:X a owl:Class ; rdfs:label "{hostile}"@nl , "&quot; onclick=x"@en .'
    (dutch, english) = (file.data.decode() for file in ontology(crafted(material, text)))
    for html in (dutch, english):
        assert hostile not in html
        assert "&lt;script&gt;" in html
        assert 'onclick=x"' not in html


@pytest.mark.parametrize(
    "axiom",
    [
        "[ a owl:Restriction ; owl:onProperty sl:door ; owl:hasSelf true ]",
        "[ a owl:Restriction ; owl:onProperty sl:door ; owl:allValuesFrom [ a owl:Class ] ]",
        "[ a owl:Class ; owl:complementOf sl:Rol ]",
    ],
)
def test_an_axiom_without_words_is_refused_by_the_name_of_its_class(
    axiom: str, material: Material
) -> None:
    site = crafted(material, f"sl:X a owl:Class ; rdfs:subClassOf {axiom} .")
    with pytest.raises(RuleBookError, match=f"no words for an axiom about <{SL}X>"):
        list(ontology(site))


def test_amounts_and_values_have_words(material: Material) -> None:
    text = """sl:X a owl:Class ; rdfs:subClassOf
        [ a owl:Restriction ; owl:onProperty sl:door ; owl:minCardinality 3 ] ,
        [ a owl:Restriction ; owl:onProperty sl:rol ; owl:allValuesFrom sl:Kernrol ] ."""
    told = pages(crafted(material, text))["nl"].says("X")
    assert "minstens 3 door" in told
    assert "alleen rol van de klasse kernrol" in told
