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
from scheidslijn.bsn import find_bsn
from scheidslijn.errors import InputError
from scheidslijn.namespaces import ID, RDF_TYPE, RDFS, RDFS_LABEL, SL, XSD
from scheidslijn.privacy import REASONS, Cleaned, Guard, Reason, Withheld, add_up
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


DESCRIBED: Final = frozenset({node("dossier"), node("pia")})


def lawful(*quads: ox.Quad) -> Cleaned:
    return Cleaned((*LAWFUL, *quads), (), DESCRIBED)


def withheld(*quads: ox.Quad) -> list[tuple[Reason, str, int]]:
    found = cleaned(*quads)
    assert found.quads == LAWFUL
    return [(each.reason, each.term, each.count) for each in found.withheld]


def test_what_a_dossier_is_for_leaves_as_it_is() -> None:
    assert cleaned() == lawful()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_of_an_example_only_texts_and_what_tells_of_health_stay_behind(path: Path) -> None:
    quads = [*ox.parse(path=str(path))]
    found = GUARD.clean(quads)
    texts = [quad for quad in quads if quad.predicate.value in TEXTS]
    health = [
        quad
        for quad in quads
        if isinstance(quad.object, ox.NamedNode) and quad.object.value in GUARD.health
    ]
    assert {each.reason for each in found.withheld} <= {Reason.TEXT, Reason.HEALTH}
    assert sum(each.count for each in found.withheld) == len(quads) - len(found.quads)
    assert sum(each.count for each in found.withheld if each.reason is Reason.TEXT) == len(texts)
    assert sum(e.count for e in found.withheld if e.reason is Reason.HEALTH) == len(health)


@pytest.mark.parametrize("term", TEXTS)
def test_text_stays_behind(term: str) -> None:
    assert withheld(says("pia", term, ox.Literal("Pia"))) == [(Reason.TEXT, term, 1)]


def test_the_kind_of_complaint_stays_behind() -> None:
    term = SL + "klachtsoort"
    quad = says("dossier", term, ID + "klachtsoort/psychisch")
    assert withheld(quad) == [(Reason.HEALTH, term, 1)]


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("toontAan", "voorwaarde/wga-behandelopdracht"),
        ("toontAan", "voorwaarde/td-psychische-klachten"),
        ("toontAan", "voorwaarde/bij-interventie-medisch"),
        ("toontAan", "voorwaarde/verwezen-naar-behandelaar"),
        ("toontAan", "voorwaarde/wga-grond-opzet"),
        ("toontAan", "klachtsoort/psychisch"),
        ("gegevens", "klachtsoort/psychisch"),
        ("gegevens", "klachtsoort/overig"),
        ("processtapsoort", "processtapsoort/eerste-taxatie-psychisch"),
        ("taak", "taak/hulp-bij-psychische-klachten"),
        ("gedelegeerdeTaak", "taak/hulp-bij-psychische-klachten"),
        ("opdrachtVoor", "taak/behandeling-bewegingsapparaat"),
        ("taak", "taak/behandeling-bewegingsapparaat"),
        ("taak", "taak/psychisch-onderzoek"),
        ("taak", "taak/beroepsziekte-melden"),
        ("taak", "taak/medisch-verwijzen"),
        ("besluitgrond", "besluitgrond/opzettelijk-veroorzaakt"),
        ("interventiesoort", "interventiesoort/medisch"),
    ],
)
def test_a_term_that_tells_of_complaints_cause_or_treatment_stays_behind(
    term: str, value: str
) -> None:
    assert withheld(says("pia", term, ID + value)) == [(Reason.HEALTH, SL + term, 1)]
    assert ID + value in GUARD.health


def test_a_complaint_that_stands_as_a_class_is_not_named() -> None:
    assert withheld(says("pia", RDF_TYPE, ID + "klachtsoort/psychisch")) == [(Reason.HEALTH, "", 1)]


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("toontAan", "voorwaarde/er-is-een-conflict"),  # of a class below that of the range
        ("taak", "taak/medische-anamnese"),
        ("besluitgrond", "besluitgrond/herstel"),
        ("gegevens", "gegevenscategorie/klachten"),
        ("interventiesoort", "interventiesoort/niet-medisch"),
        ("opdrachtVoor", "taak/triage"),  # the range is a union
        ("opdrachtVoor", "rol/casemanager"),
    ],
)
def test_a_term_about_the_work_on_a_dossier_leaves(term: str, value: str) -> None:
    quad = says("pia", term, ID + value)
    assert cleaned(quad) == lawful(quad)


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("toontAan", ID + "gegevenscategorie/diagnose"),
        ("gegevens", ID + "taak/triage"),
        ("werkgever", ID + "rol/werkgever"),
        ("rol", ID + "taak/triage"),
        ("taak", SL + "Taak"),
        ("door", SL + "Persoon"),
    ],
)
def test_a_term_of_another_class_than_the_property_expects_stays_behind(
    term: str, value: str
) -> None:
    assert withheld(says("pia", term, value)) == [(Reason.VALUE, SL + term, 1)]


def test_a_kind_of_complaint_of_the_user_stays_behind() -> None:
    below = says("eigen-klachtsoort", RDFS + "subClassOf", SL + "Klachtsoort")
    rules = [*read_rulebook()[0], below, says("hernia", RDF_TYPE, "eigen-klachtsoort")]
    guard = Guard(Index(rules))
    found = guard.clean([*LAWFUL, says("pia", "toontAan", "hernia")])
    assert found.withheld == (Withheld(Reason.HEALTH, SL + "toontAan", 1),)
    assert guard.knows(CASE + "hernia")
    assert not GUARD.knows(CASE + "hernia")


def test_every_term_about_health_that_the_guard_names_is_one_of_the_rule_book() -> None:
    assert len(GUARD.health) > 20
    assert all(GUARD.knows(each) for each in GUARD.health)
    assert GUARD.knows(SL + "klachtsoort")
    assert not any(map(GUARD.knows, (SL + "verzonnen", "_:f0b0", "geen IRI", "")))


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
    assert GUARD.clean(LAWFUL[::-1]) == Cleaned(LAWFUL[::-1], (), DESCRIBED)


def test_blank_nodes_leave_without_the_label_that_somebody_chose() -> None:
    guard = Guard(TERMS)
    kind, person = ox.NamedNode(RDF_TYPE), ox.NamedNode(SL + "Persoon")
    labels = ("jan-depressief", f"b{BSN}", "n0", "g1")
    quads = [ox.Quad(ox.BlankNode(each), kind, person) for each in labels]
    door = ox.Quad(ox.BlankNode("g1"), ox.NamedNode(SL + "door"), ox.BlankNode("n0"))
    found = guard.clean([*quads, door])
    expected = [(ox.BlankNode(f"g{number}"), person) for number in range(4)]
    assert [(quad.subject, quad.object) for quad in found.quads] == [
        *expected,
        (ox.BlankNode("g3"), ox.BlankNode("g2")),
    ]
    assert found.described == frozenset()


def test_a_guard_gives_a_blank_node_one_number_and_no_two_share_one() -> None:
    guard = Guard(TERMS)
    kind, person = ox.NamedNode(RDF_TYPE), ox.NamedNode(SL + "Persoon")
    units = [[ox.Quad(ox.BlankNode(label), kind, person)] for label in ("b0", "b1", "b0")]
    found = [guard.clean(unit).quads[0].subject for unit in units]
    assert found == [ox.BlankNode("g0"), ox.BlankNode("g1"), ox.BlankNode("g0")]


def test_of_the_nodes_that_are_named_only_those_that_leave_are_described() -> None:
    term = a(ID + "rol/verzonnen", "Persoon")
    other = says("jan", RDF_TYPE, "https://schema.org/Person")
    assert cleaned(term, other, says("dossier", "werkgever", "onbekende")).described == DESCRIBED


WRITTEN: Final = (
    BSN,
    "123%20456%20782",
    "123%C2%A0456%C2%A0782",  # no-break spaces
    "123%E2%80%93456%E2%80%93782",  # en dashes
    "123%E2%80%91456%E2%80%91782",  # hyphens that do not break
    "123%E2%88%92456%E2%88%92782",  # minus signs
    "".join(chr(0xFF10 + int(digit)) for digit in BSN),  # full width
    "".join(f"%EF%BC%{0x90 + int(digit):X}" for digit in BSN),
    "123%E2%80%8B456782",  # a space of no width
    "12345%C2%AD6782",  # a soft hyphen
    "%31%32%33%34%35%36%37%38%32",
    "%2531%2532%2533%2534%2535%2536%2537%2538%2532",
    "%252531%252532%25253345678%252532",
    "123_456_782",
    "1234_56_782",
    "1234-56-782",
    "1234.56.782",
    "12.34.56.782",
    "12-34-56-782",
    "12%2034%2056%20782",
    f"BSN-nr{BSN}",
    f"bsnnr{BSN}",
    f"sofinummer{BSN}",
)


@pytest.mark.parametrize(
    "name",
    [f"persoon/{BSN}", f"persoon-{BSN}", f"bsn{BSN}", f"{BSN}/rol", *WRITTEN],
)
def test_a_node_named_by_a_citizen_service_number_is_refused_and_the_number_hidden(
    name: str,
) -> None:
    with pytest.raises(InputError) as refused:
        GUARD.clean([*LAWFUL, a(name, "Persoon")], "zaak.ttl")
    assert refused.value.place == "zaak.ttl"
    assert "https://example.org/zaak/" in str(refused.value)
    assert "pseudonyms" in str(refused.value)
    assert not any(sign.isdigit() for sign in str(refused.value))


def test_a_graph_that_is_named_by_a_citizen_service_number_is_refused() -> None:
    with pytest.raises(InputError, match=r"name of a graph, .*\*{9}"):
        GUARD.clean(in_graph(LAWFUL, node(BSN)))


@pytest.mark.parametrize("text", [BSN, f"Jan Jansen {BSN}"])
def test_a_number_that_is_a_citizen_service_number_is_refused_without_its_text(text: str) -> None:
    number = says("dossier", "consultatieBinnenWerkdagen", literal(text, "integer"))
    with pytest.raises(InputError) as refused:
        GUARD.clean([*LAWFUL, number])
    message = str(refused.value)
    assert "in a number: nothing is exported" in message
    assert not any(each in message for each in ("Jan", "*", "1", "pseudonym"))


@pytest.mark.parametrize(
    "quad",
    [
        says("dossier", "werkgever", BSN),
        says("dossier", "werknemer", BSN),
        says(BSN, "datum", DAY),
        says(BSN, RDF_TYPE, "https://schema.org/Person"),
        says(BSN, "https://example.org/eigen", ox.Literal("x")),
    ],
    ids=str,
)
def test_a_node_without_a_class_is_refused_too(quad: ox.Quad) -> None:
    with pytest.raises(InputError, match="name of a node"):
        cleaned(quad)


def test_an_organisation_may_be_named_by_its_rsin_but_a_person_may_not() -> None:
    employer = a(BSN, "Organisatie"), says("dossier", "werkgever", BSN)
    assert cleaned(*employer).quads == (*LAWFUL, *employer)
    with pytest.raises(InputError):
        cleaned(*employer, a(BSN, "Persoon"))


@pytest.mark.parametrize(
    "place", ["werknemer", "medewerker", "houder", "gedelegeerde", "supervisor", "voorzitter"]
)
def test_an_organisation_in_the_place_of_a_person_has_no_rsin(place: str) -> None:
    for name in (BSN, "urn:rsin:" + BSN):
        with pytest.raises(InputError):
            cleaned(a(name, "Organisatie"), says("dossier", place, name))


@pytest.mark.parametrize(
    "name", ["urn:bsn:{}", "BSN/{}", "burgerservicenummer-{}", "sofi/{}", "sofinr{}", "b%73n/{}"]
)
def test_an_organisation_whose_number_is_called_that_of_a_person_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        cleaned(a(name.format(BSN), "Organisatie"))


@pytest.mark.parametrize("name", ["urn:rsin:{}", "sofia/{}", "{}/bsn", "rsin-nr{}"])
def test_an_organisation_whose_number_is_not_called_that_of_a_person_leaves(name: str) -> None:
    employer = a(name.format(BSN), "Organisatie")
    assert cleaned(employer).quads == (*LAWFUL, employer)


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
        "12345678-1234-4123-8456-123456782012",
        "https://example.org/dossier/000000123/rol/arts",
        "2026-01-006",  # as nine digits 202601006 passes the test, like 2026.01.006
        "2026_01_006",
        "2026-01-05-10-00-00-010",  # 100000010 passes it: 9 + 2 - 0 = 11
        "http://10.10.10.102/dossier/1",  # 101010102 passes it: 9 + 7 + 5 + 3 - 2 = 22
        "tel:%2B31612345671",
        "29048215672",  # eleven digits of a register of care
        "12345678",  # eight of a chamber of commerce
        "sha256-1f3a123456782bcd",
        "",
    ],
)
def test_a_lawful_look_alike_is_no_citizen_service_number(text: str) -> None:
    assert find_bsn(text) == []


@pytest.mark.parametrize(
    "number",
    [
        *("123456782", "1234.56.782", "1234 56 782", "123 456 782", "123.456.782", "123-456-782"),
        *("123_456_782", "1234-56-782", "12.34.56.782", "12 34 56 782"),
    ],
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
        *(each.value for each in sorted(GUARD._slots, key=str)),
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
