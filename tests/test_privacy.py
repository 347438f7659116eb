"""The guard: what the ontology declares for dossiers leaves, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers import MIXED
from scheidslijn.errors import InputError
from scheidslijn.namespaces import BASE, ID, RDF_TYPE, RDFS_LABEL, SL, XSD
from scheidslijn.privacy import REASONS, Cleaned, Guard, Reason, Withheld, add_up, find_bsn
from scheidslijn.resources import read_rulebook
from scheidslijn.rulebook import Index

EXAMPLES: Final = sorted((Path(__file__).parents[1] / "examples").glob("*/*-wel.ttl"))
CASE: Final = "https://example.org/zaak/"
TERMS: Final = Index(read_rulebook()[0])
GUARD: Final = Guard(TERMS)
BSN: Final = "123456782"  # 9+16+21+24+25+24+21+16-2 = 154 = 14 x 11
TEXTS: Final = (RDFS_LABEL, SL + "functie", SL + "vastgelegdIn")


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(name if ":" in name else CASE + name)


def says(subject: str, predicate: str, value: ox.NamedNode | ox.Literal | str) -> ox.Quad:
    name = predicate if ":" in predicate else SL + predicate
    term = node(value) if isinstance(value, str) else value
    return ox.Quad(node(subject), ox.NamedNode(name), term)


def a(subject: str, kind: str) -> ox.Quad:
    return says(subject, RDF_TYPE, SL + kind)


def in_graph(quads: Sequence[ox.Quad], graph: ox.NamedNode) -> list[ox.Quad]:
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads]


def literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


DAY: Final = literal("2026-01-05", "date")
LAWFUL: Final = (
    a("dossier", "Dossier"),
    a("pia", "Persoon"),
    says("dossier", "werknemer", "pia"),
    says("dossier", "domein", ID + "domein/verzuim"),
    says("dossier", "eersteZiektedag", DAY),
    says("dossier", "isEigenrisicodrager", literal("true", "boolean")),
)


def cleaned(*quads: ox.Quad) -> Cleaned:
    return GUARD.clean([*LAWFUL, *quads])


def withheld(*quads: ox.Quad) -> list[tuple[Reason, str, int]]:
    found = cleaned(*quads)
    assert found.quads == LAWFUL
    return [(each.reason, each.term, each.count) for each in found.withheld]


def test_what_a_dossier_is_for_leaves_as_it_is() -> None:
    assert cleaned() == Cleaned(LAWFUL, ())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_of_an_example_only_texts_and_the_kind_of_complaint_stay_behind(path: Path) -> None:
    quads = [*ox.parse(path=str(path))]
    found = GUARD.clean(quads)
    texts = [quad for quad in quads if quad.predicate.value in TEXTS]
    kinds = [quad for quad in quads if quad.predicate.value == SL + "klachtsoort"]
    health = [each for each in found.withheld if each.reason is Reason.HEALTH]
    assert {each.reason for each in found.withheld} <= {Reason.TEXT, Reason.HEALTH}
    assert sum(each.count for each in found.withheld) == len(quads) - len(found.quads)
    assert sum(each.count for each in found.withheld if each.reason is Reason.TEXT) == len(texts)
    assert sum(e.count for e in health if e.term == SL + "klachtsoort") == len(kinds)


@pytest.mark.parametrize("term", TEXTS)
def test_text_stays_behind(term: str) -> None:
    assert withheld(says("pia", term, ox.Literal("Pia"))) == [(Reason.TEXT, term, 1)]


def test_the_kind_of_complaint_stays_behind() -> None:
    term = SL + "klachtsoort"
    quad = says("dossier", term, ID + "klachtsoort/psychisch")
    assert withheld(quad) == [(Reason.HEALTH, term, 1)]


def test_a_condition_that_speaks_of_treatment_stays_behind_and_another_leaves() -> None:
    term = SL + "toontAan"
    quad = says("dossier", term, ID + "voorwaarde/wga-behandelopdracht")
    assert withheld(quad) == [(Reason.HEALTH, term, 1)]
    other = says("dossier", term, ID + "voorwaarde/er-is-een-conflict")
    assert cleaned(other) == Cleaned((*LAWFUL, other), ())


def test_every_term_about_health_that_the_guard_names_is_one_of_the_rule_book() -> None:
    known = {subject for subject, _ in TERMS.instances(BASE)}
    assert {each.value for each in GUARD._health if isinstance(each, ox.NamedNode)} <= known
    assert SL + "klachtsoort" in known


@pytest.mark.parametrize(
    "quad",
    [
        says("pia", "http://www.w3.org/2004/02/skos/core#note", ox.Literal("moe")),
        says("pia", "https://schema.org/healthCondition", "http://snomed.info/id/35489007"),
        says("pia", "https://example.org/heeftDepressie", literal("true", "boolean")),
        says("pia", "ziektebeeld", ox.Literal("F32")),
        says("pia", RDF_TYPE, "https://schema.org/MedicalCondition"),
        # properties that only a rule book uses
        says("pia", "drager", "dossier"),
        says("pia", "brederRol", ID + "rol/werkgever"),
    ],
    ids=lambda quad: quad.predicate.value.rpartition("/")[2],
)
def test_a_term_of_others_stays_behind_without_being_named(quad: ox.Quad) -> None:
    assert withheld(quad) == [(Reason.VOCABULARY, "", 1)]


@pytest.mark.parametrize("kind", ["Norm", "Rol", "Klachtsoort"])
def test_a_class_that_only_a_rule_book_fills_stays_behind(kind: str) -> None:
    assert withheld(a("pia", kind)) == [(Reason.VOCABULARY, SL + kind, 1)]


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("eersteZiektedag", ox.Literal("2026-01-05")),
        ("eersteZiektedag", literal("ziek sinds januari", "date")),
        ("eersteZiektedag", literal("2026-01-05T10:00:00", "dateTime")),
        ("isEigenrisicodrager", literal("hernia", "boolean")),
        ("consultatieBinnenWerkdagen", literal("depressie", "integer")),
        ("consultatieBinnenWerkdagen", literal("0612345678", "integer")),
        ("werknemer", ox.Literal("Pia Proefpersoon")),
    ],
    ids=str,
)
def test_a_value_of_another_kind_stays_behind(term: str, value: ox.Literal) -> None:
    assert withheld(says("dossier", term, value)) == [(Reason.VALUE, SL + term, 1)]


@pytest.mark.parametrize(
    "value", ["http://snomed.info/id/35489007", "onbekende", ID + "rol/depressief"]
)
def test_a_node_that_nobody_describes_stays_behind(value: str) -> None:
    quad = says("dossier", "werkgever", value)
    assert withheld(quad) == [(Reason.NODE, SL + "werkgever", 1)]


@pytest.mark.parametrize("subject", ["onbekende", ID + "rol/werkgever", ID + "rol/verzonnen"])
def test_nothing_leaves_about_a_node_without_a_class_or_a_term_of_the_rule_book(
    subject: str,
) -> None:
    assert withheld(says(subject, "datum", DAY)) == [(Reason.NODE, SL + "datum", 1)]
    assert withheld(a(ID + "rol/verzonnen", "Persoon")) == [(Reason.NODE, SL + "Persoon", 1)]


def test_a_role_of_the_user_leaves_as_a_value_and_not_as_a_person() -> None:
    rules = [*read_rulebook()[0], a("eigen-rol", "Rol")]
    value, person = says("pia", "rol", "eigen-rol"), a("eigen-rol", "Persoon")
    found = Guard(Index(rules)).clean([*LAWFUL, value, person])
    assert found.quads == (*LAWFUL, value)
    assert found.withheld == (Withheld(Reason.NODE, SL + "Persoon", 1),)


def test_the_order_of_the_statements_does_not_matter() -> None:
    assert GUARD.clean(LAWFUL[::-1]) == Cleaned(LAWFUL[::-1], ())


def test_blank_nodes_leave_without_the_label_that_somebody_chose() -> None:
    guard = Guard(TERMS)
    pia, bewijs = ox.BlankNode("pia-depressief"), ox.BlankNode("b7")
    kind, door = ox.NamedNode(RDF_TYPE), ox.NamedNode(SL + "door")
    found = guard.clean(
        [
            ox.Quad(bewijs, kind, ox.NamedNode(SL + "Delegatiebewijs")),
            ox.Quad(pia, kind, ox.NamedNode(SL + "Persoon")),
            ox.Quad(bewijs, door, pia),
        ]
    )
    assert [(quad.subject, quad.object) for quad in found.quads] == [
        (bewijs, ox.NamedNode(SL + "Delegatiebewijs")),
        (ox.BlankNode("n0"), ox.NamedNode(SL + "Persoon")),
        (bewijs, ox.BlankNode("n0")),
    ]


@pytest.mark.parametrize(
    "name", [f"persoon/{BSN}", f"persoon-{BSN}", f"bsn{BSN}", f"{BSN}/rol", "123%20456%20782"]
)
def test_a_node_named_by_a_citizen_service_number_is_refused_and_the_number_hidden(
    name: str,
) -> None:
    with pytest.raises(InputError) as refused:
        GUARD.clean([*LAWFUL, a(name, "Persoon")], "zaak.ttl")
    assert refused.value.place == "zaak.ttl"
    assert "https://example.org/zaak/" in str(refused.value)
    assert not any(sign.isdigit() for sign in str(refused.value))


def test_a_graph_or_a_number_that_is_a_citizen_service_number_is_refused() -> None:
    named = in_graph(LAWFUL, node(BSN))
    number = says("dossier", "consultatieBinnenWerkdagen", literal(BSN, "integer"))
    for quads in (named, [*LAWFUL, number]):
        with pytest.raises(InputError, match=r"\*{9}"):
            GUARD.clean(quads)


def test_an_organisation_may_be_named_by_its_rsin_but_a_person_may_not() -> None:
    employer = a(BSN, "Organisatie")
    assert cleaned(employer).quads == (*LAWFUL, employer)
    with pytest.raises(InputError):
        cleaned(employer, a(BSN, "Persoon"))


@pytest.mark.parametrize(
    "text",
    [
        "123456789",  # 156 - 9 = 147, no multiple of eleven
        "123456782L01",
        "x123456782",
        "1123456782",
        "000000012",
        "20260105",
        "2026.01.006",
        "+31 612345671",
        "0031 612345671",
        "6f1d3b0e-8c1a-4d7e-9b55-123456782abc",
        "",
    ],
)
def test_a_lawful_look_alike_is_no_citizen_service_number(text: str) -> None:
    assert find_bsn(text) == []


@pytest.mark.parametrize(
    "number",
    ["123456782", "1234.56.782", "1234 56 782", "123 456 782", "123.456.782", "123-456-782"],
)
def test_a_citizen_service_number_is_found_however_it_is_written(number: str) -> None:
    assert find_bsn(f"tel 0101234567, 987654321; BSN:{number}.") == [number]


@given(st.text("0123456789", min_size=9, max_size=9))
def test_a_number_is_found_if_its_weighted_sum_is_a_multiple_of_eleven(digits: str) -> None:
    total = sum((9 - place) * int(digit) for place, digit in enumerate(digits[:8]))
    lawful = (total - int(digits[8])) % 11 == 0 and digits[:2] != "00"
    assert find_bsn(digits) == ([digits] if lawful else [])


SECRETS: Final = ("Zeldzaam", "F32.1", "depressie", "hernia", "Dossier Geheim")
secret: Final = st.sampled_from(SECRETS)
terms: Final = st.sampled_from(
    [
        *(each.value for each in sorted(GUARD._kinds, key=str)),
        "https://schema.org/diagnosis",
        "http://www.w3.org/2000/01/rdf-schema#seeAlso",
        "https://example.org/depressie",
    ]
)
values: Final = st.one_of(
    secret.map(ox.Literal),
    secret.map(lambda text: ox.Literal(text, language="nl")),
    st.builds(literal, secret, st.sampled_from(["date", "boolean", "integer", "string"])),
    secret.map(lambda text: ox.NamedNode("urn:x:" + text.replace(" ", "-"))),
    st.sampled_from([node("pia"), node("dossier"), DAY, ox.NamedNode(ID + "rol/werkgever")]),
)
subjects: Final = st.one_of(
    st.sampled_from(["pia", "dossier"]).map(node),
    secret.map(lambda text: ox.NamedNode("urn:x:" + text.replace(" ", "-"))),
    secret.map(lambda text: ox.BlankNode(text.replace(" ", ""))),
)
planted: Final = st.lists(
    st.builds(lambda s, p, o: ox.Quad(s, ox.NamedNode(p), o), subjects, terms, values)
)


@given(planted)
def test_what_is_planted_in_a_dossier_never_comes_out(quads: Sequence[ox.Quad]) -> None:
    found = GUARD.clean([*LAWFUL, *quads])
    written = "".join(map(str, (*found.quads, *found.withheld)))
    assert not any(each in written or each.replace(" ", "-") in written for each in SECRETS)
    assert len(found.quads) + sum(each.count for each in found.withheld) == 6 + len(quads)
    assert found.quads[:6] == LAWFUL


def test_counts_of_several_units_are_added_up() -> None:
    one, two = Withheld(Reason.TEXT, RDFS_LABEL, 2), Withheld(Reason.HEALTH, "x", 1)
    assert add_up([one, two, one]) == (two, Withheld(Reason.TEXT, RDFS_LABEL, 4))
    assert add_up([]) == ()


def test_every_reason_has_words_in_both_languages() -> None:
    assert set(REASONS) == set(Reason)
    assert all(text.nl and text.en and text.nl != text.en for text in REASONS.values())


def test_a_dossier_in_a_named_graph_keeps_its_graph() -> None:
    graph = ox.NamedNode(CASE + "graf")
    quads = in_graph([*ox.parse(MIXED, ox.RdfFormat.TURTLE)], graph)
    found = GUARD.clean(quads)
    assert {quad.graph_name for quad in found.quads} == {graph}
    assert len(found.quads) == len(quads) - 2  # two labels
