"""Names that people give: what they mean, and what is said when that is not clear."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheidslijn.errors import UsageError
from scheidslijn.model import Text
from scheidslijn.names import did_you_mean, find_all, fold, individuals, resolve
from scheidslijn.namespaces import ID, RDFS, SL
from scheidslijn.store import EmbeddedStore

ROL = ID + "rol/"
ROLES = {
    ROL + "arts": Text("bedrijfs- of verzekeringsarts", "occupational or insurance physician"),
    ROL + "bedrijfsarts": Text("bedrijfsarts", "occupational physician"),
    ROL + "casemanager": Text("casemanager", "case manager"),
    ROL + "casemanager-werkgeversregie": Text("casemanager werkgeversregie", "case manager WG"),
    ROL + "geinteresseerde": Text("geïnteresseerde", "interested party"),
    ROL + "uwv": Text("arts", "UWV"),
}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (ROL + "bedrijfsarts", "bedrijfsarts"),
        (f"<{ROL}bedrijfsarts>", "bedrijfsarts"),
        ("bedrijfsarts", "bedrijfsarts"),
        ("  bedrijfsarts ", "bedrijfsarts"),
        ("Bedrijfs-Arts", "bedrijfsarts"),
        ("OCCUPATIONAL PHYSICIAN", "bedrijfsarts"),
        ("occupational-physician", "bedrijfsarts"),
        ("arts", "arts"),  # the end of an IRI goes before a label
        ("casemanager", "casemanager"),
        ("case manager", "casemanager"),
        ("werkgeversregie", "casemanager-werkgeversregie"),
        ("insurance", "arts"),
        ("GEÏNTERESSEERDE", "geinteresseerde"),
        ("geinteresseerde", "geinteresseerde"),
        ("u.w.v.", "uwv"),
        ("interested", "geinteresseerde"),
        ("drijfsarts", "bedrijfsarts"),
    ],
)
def test_a_name_means_what_is_most_exact(text: str, name: str) -> None:
    assert resolve(text, ROLES) == ROL + name


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "physician",
            r"^role 'physician' can mean arts \(bedrijfs- of .*\), bedrijfsarts \(.*\)\. Which ",
        ),
        ("bedrijfsars", r"^role 'bedrijfsars' is not known\. Did you mean bedrijfsarts"),
        (ROL + "bedrijfsats", r"is not known\. Did you mean bedrijfsarts"),
        ("cse manager", r"is not known\. Did you mean casemanager"),
        ("", r"^role '' is not known\.$"),
        ("---", r"^role '---' is not known\.$"),
        ("zzz", r"^role 'zzz' is not known\.$"),
        ("urn:x", r"^role 'urn:x' is not known\.$"),
    ],
)
def test_what_is_not_clear_is_refused_with_what_it_may_be(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        resolve(text, ROLES, "role")


def test_of_many_candidates_only_some_are_listed() -> None:
    many = {f"urn:x/rol-{n:02}": Text(f"rol {n}", f"role {n}") for n in range(20)}
    with pytest.raises(UsageError, match=r"rol-07 \(rol 7 / role 7\), or one of 12 more\. Which"):
        resolve("rol", many)
    with pytest.raises(UsageError, match="there is nothing to choose from"):
        resolve("rol", {})


def test_names_that_end_alike_are_listed_whole() -> None:
    alike = {"urn:a/x-rol": Text("een", "one"), "urn:b/x-rol": Text("twee", "two")}
    with pytest.raises(UsageError, match=r"can mean urn:a/x-rol \(een / one\), urn:b/x-rol"):
        resolve("x", alike)


def test_all_that_fits_is_found_words_before_pieces() -> None:
    articles = {f"urn:x/{n}": Text(n, n) for n in ("wet-14", "wet-14-1", "wet-141", "wet-2")}
    assert find_all("wet 14", articles) == ["urn:x/wet-14", "urn:x/wet-14-1"]
    assert find_all("et-14", articles) == ["urn:x/wet-14", "urn:x/wet-14-1", "urn:x/wet-141"]
    assert find_all("urn:x/wet-2", articles) == ["urn:x/wet-2"]
    assert find_all("awb", articles) == []


@given(st.text())
def test_any_text_is_resolved_or_refused(text: str) -> None:
    with suppress(UsageError):
        assert resolve(text, ROLES) in ROLES
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(sorted(ROLES)), st.booleans(), st.sampled_from([str.upper, str.title, str]))
def test_every_label_and_name_leads_to_its_own(iri: str, english: bool, change: type[str]) -> None:
    label = ROLES[iri].in_language("en" if english else "nl")
    if label != "arts":  # that is also the end of another IRI
        assert resolve(change(label), ROLES) == iri


def test_a_sentence_names_what_looks_alike() -> None:
    assert did_you_mean("rol", []) == ""
    assert did_you_mean("Röl", ["rol"]) == " Did you mean rol?"


def test_individuals_are_those_of_narrower_classes_too() -> None:
    with EmbeddedStore() as store:
        store.update(
            f"INSERT DATA {{ <{SL}Kern> <{RDFS}subClassOf> <{SL}Rol> . "
            f'<urn:a> a <{SL}Rol> ; <{RDFS}label> "een"@nl , "one"@en . '
            f'<urn:b> a <{SL}Kern> ; <{RDFS}label> "twee" . '
            f"<urn:c> a <{SL}Kern> . [] a <{SL}Rol> . <urn:d> a <{SL}Taak> . "
            f'<urn:e> a <{SL}Rol> , <{SL}Kern> ; <{RDFS}label> "drei"@de , "drie"@nl }}'
        )
        assert individuals(store, "Rol") == {
            "urn:a": Text("een", "one"),
            "urn:b": Text("twee", "twee"),
            "urn:c": Text("urn:c", "urn:c"),
            "urn:e": Text("drie", "drei"),
        }
        with pytest.raises(UsageError, match="not the name of a class"):
            individuals(store, "Rol> ?x")
