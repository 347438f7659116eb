"""Pseudonyms: stable under one key, nothing without it, and no finding changes."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheidslijn.bsn import find_bsn
from scheidslijn.errors import InputError, UsageError
from scheidslijn.inputs import Source, Syntax, find_sources
from scheidslijn.model import Finding, Report, Term
from scheidslijn.namespaces import BASE, ID, RDF_TYPE, RDFS_LABEL, SL, XSD
from scheidslijn.privacy import Guard
from scheidslijn.pseudonym import KEY_VARIABLE, PSEUDONYM, Pseudonyms, key_for_one_run, read_key
from scheidslijn.rdfio import read_units
from scheidslijn.resources import read_rulebook
from scheidslijn.rulebook import Index
from scheidslijn.validation import Validator

ROOT: Final = Path(__file__).parents[1]
EXAMPLES: Final = sorted(ROOT.glob("examples/*/*-niet-*.ttl"))[::6]
TERMS: Final = Index(read_rulebook()[0])
KEY: Final = b"0123456789abcdef0123456789abcdef"
OTHER: Final = KEY[::-1]
PIA: Final = ox.NamedNode("https://example.org/zaak/pia")


def under(key: bytes = KEY) -> Pseudonyms:
    return Pseudonyms(key, TERMS)


def test_a_pseudonym_is_the_start_of_an_hmac_of_the_iri() -> None:
    digest = hmac.new(KEY, b"node\0https://example.org/zaak/pia", hashlib.sha256).digest()[:20]
    name = "".join("abcdefghijklmnop"[half] for byte in digest for half in divmod(byte, 16))
    assert under().of(PIA).value == PSEUDONYM + name


names: Final = st.text("abcdefghij0123456789-", min_size=1).map(
    lambda name: ox.NamedNode("https://example.org/" + name)
)


@given(st.sets(names, min_size=2, max_size=30))
def test_the_same_key_gives_the_same_pseudonyms_and_no_two_nodes_share_one(
    nodes: set[ox.NamedNode],
) -> None:
    one, same, other = under(), under(), under(OTHER)
    found = {one.of(node) for node in nodes}
    assert len(found) == len(nodes)
    assert found == {same.of(node) for node in nodes}
    assert found.isdisjoint(other.of(node) for node in nodes)


@pytest.mark.parametrize(
    "iri", [ID + "rol/bedrijfsarts", ID + "domein/verzuim", SL + "Persoon", SL + "werknemer"]
)
def test_a_term_of_the_rule_book_keeps_its_name(iri: str) -> None:
    assert under().of(ox.NamedNode(iri)) == ox.NamedNode(iri)


def test_an_address_of_the_rule_book_that_it_does_not_know_is_replaced() -> None:
    made_up = ox.NamedNode(ID + "rol/pia-proefpersoon")
    assert under().of(made_up).value.startswith(PSEUDONYM)


def test_a_pseudonym_lies_outside_the_rule_book_and_is_never_taken_for_a_number() -> None:
    assert not PSEUDONYM.startswith(BASE)
    assert find_bsn(PSEUDONYM + "a2" + "234567723" + "b") == []


def test_subject_value_and_graph_get_pseudonyms_and_the_rest_stays() -> None:
    graph, blank = ox.NamedNode("urn:graf:pia"), ox.BlankNode("b0")
    kind, label = ox.NamedNode(RDF_TYPE), ox.NamedNode(RDFS_LABEL)
    door, person = ox.NamedNode(SL + "door"), ox.NamedNode(SL + "Persoon")
    own = ox.NamedNode("https://example.org/eigen")
    text, names = ox.Literal("Pia"), under()
    quads = [
        ox.Quad(PIA, kind, person, graph),
        ox.Quad(blank, door, PIA),
        ox.Quad(PIA, own, blank),
        ox.Quad(PIA, label, text),
        ox.Quad(PIA, kind, own),
    ]
    assert names.replace(quads) == [
        ox.Quad(names.of(PIA), kind, person, names.of(graph)),
        ox.Quad(blank, door, names.of(PIA)),
        ox.Quad(names.of(PIA), own, blank),
        ox.Quad(names.of(PIA), label, text),
        ox.Quad(names.of(PIA), kind, own),
    ]


def test_what_was_forgotten_is_made_again() -> None:
    names = under()
    first = names.of(PIA)
    for number in range(1 << 16):
        names.of(ox.NamedNode(f"urn:x:{number}"))
    assert names.of(PIA) == first


@cache
def validator() -> Validator:
    return Validator.packaged()


def units(path: Path) -> list[ox.Quad]:
    (source,) = find_sources([str(path)]).sources
    (unit,) = read_units(source)
    return list(unit.quads)


def report(quads: Sequence[ox.Quad]) -> Report:
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert text is not None
    return validator().validate([Source("zaak.nq", None, Syntax.N_QUADS, text)])


def told(found: Iterable[Finding], name: Callable[[Term], Term]) -> list[tuple[object, ...]]:
    """Return what findings say, without their texts and places."""
    return sorted(
        (
            each.shape,
            each.severity.name,
            # of two roles that mix the one whose name comes first is the focus node
            sorted((name(each.focus), name(each.value or ""))),
            each.path or "",
            sorted(name(person.iri) for person in each.persons),
            sorted(role.iri for role in each.roles),
            sorted(norm.iri for norm in each.norms),
            sorted(condition.iri for condition in each.missing),
            name(each.dossier),
        )
        for each in found
    )


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 10


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_findings_are_those_of_the_dossier_with_the_names_replaced(path: Path) -> None:
    quads, names = units(path), under()
    replaced = names.replace(quads)

    def name(term: Term) -> Term:
        if not term or term.startswith(("_:", '"')):
            return term
        return names.of(ox.NamedNode(term)).value

    before, after = report(quads), report(replaced)
    assert before.findings
    assert not after.problems
    assert told(after.findings, str) == told(before.findings, name)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_behind_the_guard_no_name_no_text_and_no_key_is_left(path: Path) -> None:
    quads = units(path)
    cleaned = Guard(TERMS).clean(under().replace(quads))
    written = ox.serialize(cleaned.quads, format=ox.RdfFormat.N_QUADS)
    assert written is not None
    own = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    texts = {
        quad.object.value
        for quad in quads
        if isinstance(quad.object, ox.Literal) and quad.object.datatype.value == XSD + "string"
    }
    keys = {KEY, KEY.hex().encode(), base64.b64encode(KEY), base64.b32encode(KEY)}
    assert own
    assert not any(name.encode() in written for name in own | texts)
    assert not any(key in written for key in keys)
    assert b"example.org" not in written
    assert len(cleaned.quads) > len(own)


def test_a_node_named_by_a_citizen_service_number_can_leave_under_a_pseudonym() -> None:
    person = ox.NamedNode("https://example.org/123456782")
    quad = ox.Quad(person, ox.NamedNode(RDF_TYPE), ox.NamedNode(SL + "Persoon"))
    with pytest.raises(InputError):
        Guard(TERMS).clean([quad])
    replaced = under().replace([quad])
    assert Guard(TERMS).clean(replaced).quads == tuple(replaced)


def literal(day: str) -> ox.Literal:
    return ox.Literal(day, datatype=ox.NamedNode(XSD + "date"))


def dated(name: str, *days: str) -> list[ox.Quad]:
    dossier = ox.NamedNode(f"https://example.org/{name}")
    term = ox.NamedNode(SL + "peildatum")
    kind = ox.Quad(dossier, ox.NamedNode(RDF_TYPE), ox.NamedNode(SL + "Dossier"))
    return [kind, *(ox.Quad(dossier, term, literal(day)) for day in days)]


def days(quads: Iterable[ox.Quad]) -> list[date]:
    values = (quad.object for quad in quads)
    return [date.fromisoformat(v.value[:10]) for v in values if isinstance(v, ox.Literal)]


@given(st.lists(st.dates(min_value=date(1900, 1, 1)), min_size=1), names)
def test_the_days_of_a_unit_move_back_by_the_same_whole_weeks(
    moments: list[date], name: ox.NamedNode
) -> None:
    quads = dated(name.value.rpartition("/")[2], *(moment.isoformat() for moment in moments))
    moved = under().shift(quads)
    by = {(before - after).days for before, after in zip(moments, days(moved), strict=True)}
    (weeks,) = by
    assert weeks % 7 == 0
    assert 1 <= weeks // 7 <= 26
    assert moved == under().shift(quads)
    assert moved[0] == quads[0]


def test_how_far_days_move_depends_on_the_key_and_the_dossier() -> None:
    def shifts(key: bytes) -> list[date]:
        return [days(under(key).shift(dated(f"d{n}", "2026-01-05")))[0] for n in range(50)]

    assert len(set(shifts(KEY))) > 10
    assert shifts(KEY) != shifts(OTHER)


def test_a_day_keeps_its_time_zone_and_what_is_no_day_is_refused() -> None:
    (moved,) = (q.object for q in under().shift(dated("d", "2026-01-05Z"))[1:])
    assert isinstance(moved, ox.Literal)
    assert moved.value.endswith("Z")
    with pytest.raises(InputError, match="no day of the calendar"):
        under().shift(dated("d", "2026-02-30"))


def test_a_key_comes_from_a_file_else_from_the_environment_else_there_is_none(
    tmp_path: Path,
) -> None:
    file = tmp_path / "key"
    file.write_bytes(KEY + b"\n")
    environ = {KEY_VARIABLE: OTHER.decode() + " "}
    assert read_key(file, environ) == KEY
    assert read_key(None, environ) == OTHER
    assert read_key(None, {}) is None
    assert read_key(None, {KEY_VARIABLE: " "}) is None


@pytest.mark.parametrize("key", ["kort", "a" * 40, KEY.decode()[:31]])
def test_a_key_that_is_easy_to_guess_is_refused_and_not_repeated(key: str, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(key)
    for path, environ in ((file, {}), (None, {KEY_VARIABLE: key})):
        with pytest.raises(UsageError, match="token_hex") as refused:
            read_key(path, environ)
        assert key not in str(refused.value).removeprefix(f"The key in {path}")


def test_a_key_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the key cannot be read"):
        read_key(tmp_path / "nergens")


def test_every_run_without_a_key_has_another() -> None:
    assert key_for_one_run() != key_for_one_run()
    assert len(key_for_one_run()) == 32


def test_the_key_does_not_show() -> None:
    assert KEY.decode() not in repr(under())
