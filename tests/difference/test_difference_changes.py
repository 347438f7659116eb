"""Each planted change is told, exactly, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from planted_books import Edit, added, material, replaced, without
from scheidslijn.difference import (
    Aspect,
    Change,
    Difference,
    Group,
    Kind,
    Level,
    Material,
    compare,
    read_material,
)
from scheidslijn.model import Text
from scheidslijn.namespaces import ID, OWL, RDF_TYPE, RDFS, RDFS_LABEL, SH, SHAPE, SKOS, SL

NORM: Final = ID + "norm/"
ROLE: Final = ID + "rol/"
Said = dict[str, tuple[set[str], set[str]]]

NEW_NORM: Final = """
norm:proef-verbod a sl:Verbod ;
    rdfs:label "the coach keeps no file"@en, "de coach houdt geen dossier bij"@nl ;
    sl:drager rol:coach ;
    sl:domein domein:verzuim ;
    sl:status normstatus:handreiking .
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return material(tmp_path_factory.mktemp("base"))


def difference(base: Material, tmp_path: Path, **edits: Edit) -> Difference:
    return compare(base, material(tmp_path, **edits))


def only(found: Difference) -> Change:
    assert len(found.changes) == 1, [each.term.iri for each in found.changes]
    return found.changes[0]


def said(change: Change) -> Said:
    def values(each: Iterable[object]) -> set[str]:
        return {value.iri or value.text.nl for value in each}  # type: ignore[attr-defined]

    return {
        each.property.iri: (values(each.removed), values(each.added)) for each in change.properties
    }


def test_nothing_differs_from_itself(base: Material, tmp_path: Path) -> None:
    found = difference(base, tmp_path)
    assert found.same
    assert found.changes == ()
    assert found.old.sha256 == found.new.sha256
    assert found.step.level is Level.NONE


def test_a_new_norm_is_added_with_all_that_it_says(base: Material, tmp_path: Path) -> None:
    change = only(difference(base, tmp_path, rolvermenging_verzuim=added(NEW_NORM)))
    assert (change.kind, change.group, change.aspect) == (Kind.ADDED, Group.NORM, Aspect.MEANING)
    assert change.term.iri == NORM + "proef-verbod"
    assert change.term.label == Text("de coach houdt geen dossier bij", "the coach keeps no file")
    assert [each.iri for each in change.classes] == [SL + "Verbod"]
    assert not change.checked
    assert said(change) == {
        SL + "status": (set(), {ID + "normstatus/handreiking"}),
        SL + "drager": (set(), {ROLE + "coach"}),
        SL + "domein": (set(), {ID + "domein/verzuim"}),
    }


def test_a_condition_that_is_dropped_is_told_of_the_norm_that_had_it(
    base: Material, tmp_path: Path
) -> None:
    drop = replaced(
        "voorwaarde:protocol,\n        ", "", within="norm:beperkte-delegatie-ziektewet"
    )
    change = only(difference(base, tmp_path, rolvermenging_kern=drop))
    assert (change.kind, change.aspect, change.checked) == (Kind.CHANGED, Aspect.MEANING, True)
    assert change.term.iri == NORM + "beperkte-delegatie-ziektewet"
    assert said(change) == {SL + "voorwaarde": ({ID + "voorwaarde/protocol"}, set())}


def test_a_changed_condition_names_the_norms_that_it_belongs_to(
    base: Material, tmp_path: Path
) -> None:
    edit = replaced("normstatus:beroepsnorm", "normstatus:interpretatie", "voorwaarde:protocol")
    change = only(difference(base, tmp_path, rolvermenging_kern=edit))
    assert change.group is Group.CONDITION
    assert [each.iri for each in change.touches] == [NORM + "beperkte-delegatie-ziektewet"]


def test_another_status_is_a_change_of_meaning(base: Material, tmp_path: Path) -> None:
    edit = replaced(
        "normstatus:parafrase-van-wet", "normstatus:interpretatie", "norm:taakdelegatie-verzekeraar"
    )
    found = difference(base, tmp_path, rolvermenging_verzuim=edit)
    change = only(found)
    assert (change.kind, change.aspect) == (Kind.CHANGED, Aspect.MEANING)
    assert said(change) == {
        SL + "status": ({ID + "normstatus/parafrase-van-wet"}, {ID + "normstatus/interpretatie"})
    }
    assert (found.step.level, found.step.version, found.step.enough) == (
        Level.MINOR,
        "0.2.0",
        False,
    )


def test_an_exception_that_is_dropped_says_to_which_norm_it_was_one(
    base: Material, tmp_path: Path
) -> None:
    found = difference(base, tmp_path, rolvermenging_kern=without("norm:eigenrisicodragen-wga"))
    change = only(found)
    assert (change.kind, change.checked) == (Kind.REMOVED, True)
    assert change.touches == ()  # it says so itself, as follows
    assert said(change)[SL + "uitzonderingOp"] == ({NORM + "kern-werkgever-uitvoerder"}, set())
    # what is removed breaks whoever names it; before 1.0 that is a minor version
    assert (found.step.level, found.step.version) == (Level.MINOR, "0.2.0")


def test_a_date_until_which_a_norm_holds_is_a_change_of_meaning(
    base: Material, tmp_path: Path
) -> None:
    edit = replaced(
        "sl:status normstatus:beroepsnorm",
        'sl:vervaltOp "2027-01-01"^^xsd:date ;\n    sl:status normstatus:beroepsnorm',
        "norm:taakdelegatie-werkgever",
    )
    change = only(difference(base, tmp_path, rolvermenging_verzuim=edit))
    assert change.aspect is Aspect.MEANING
    assert said(change) == {SL + "vervaltOp": (set(), {"2027-01-01"})}


def test_another_article_is_a_change_of_meaning(base: Material, tmp_path: Path) -> None:
    edit = replaced("artikel:avg-9", "artikel:big-88", "norm:verzekeraar-arts")
    change = only(difference(base, tmp_path, rolvermenging_verzuim=edit))
    assert said(change) == {SL + "grondslag": ({ID + "artikel/avg-9"}, {ID + "artikel/big-88"})}
    assert change.aspect is Aspect.MEANING


def test_another_source_place_is_no_change_of_meaning(base: Material, tmp_path: Path) -> None:
    edit = replaced("bronpassage:rsc-td-2022-1002-1020,\n        ", "",
                    "norm:taakdelegatie-verzekeraar")  # fmt: skip
    found = difference(base, tmp_path, rolvermenging_verzuim=edit)
    assert only(found).aspect is Aspect.SOURCE
    assert found.step.level is Level.PATCH


def test_other_words_are_a_patch_and_change_no_meaning(base: Material, tmp_path: Path) -> None:
    edit = replaced('"self-insuring under the WGA"@en', '"self-insurance under the WGA"@en')
    found = difference(base, tmp_path, rolvermenging_kern=edit)
    change = only(found)
    assert (change.kind, change.aspect) == (Kind.CHANGED, Aspect.WORDING)
    (label,) = change.properties
    assert label.property.iri == RDFS_LABEL
    assert [(each.text.en, each.language) for each in (*label.removed, *label.added)] == [
        ("self-insuring under the WGA", "en"),
        ("self-insurance under the WGA", "en"),
    ]
    assert (found.step.level, found.step.version) == (Level.PATCH, "0.1.1")


def test_a_role_with_another_name_is_renamed_and_whoever_names_it_is_unchanged(
    base: Material, tmp_path: Path
) -> None:
    found = difference(base, tmp_path, every=lambda text: text.replace("rol:coach", "rol:mentor"))
    change = only(found)
    assert (change.kind, change.group) == (Kind.RENAMED, Group.ROLE)
    assert change.former is not None
    assert (change.former.iri, change.term.iri) == (ROLE + "coach", ROLE + "mentor")
    assert change.properties == ()


def test_two_names_for_one_content_are_no_renaming(base: Material, tmp_path: Path) -> None:
    # neither on the way there nor on the way back
    def twice(text: str) -> str:
        start = text.index("rol:riskmanager a ")
        block = text[start : text.index("\n\n", start)]
        one, other = (block.replace("rol:riskmanager", f"rol:{name}") for name in ("een", "twee"))
        return text.replace(block, f"{one}\n\n{other}")

    found = difference(base, tmp_path, rollen=twice)
    assert {(each.kind, each.term.iri) for each in found.changes} == {
        (Kind.REMOVED, ROLE + "riskmanager"),
        (Kind.ADDED, ROLE + "een"),
        (Kind.ADDED, ROLE + "twee"),
    }
    back = compare(read_material(str(tmp_path)), base)
    assert Kind.RENAMED not in {each.kind for each in back.changes}
    assert len(back.changes) == 3


def test_a_chain_of_names_is_followed(base: Material, tmp_path: Path) -> None:
    def edit(text: str) -> str:
        return text.replace("voorwaarde:protocol", "voorwaarde:draaiboek").replace(
            "norm:beperkte-delegatie-ziektewet", "norm:beperkte-delegatie-zw"
        )

    found = difference(base, tmp_path, every=edit)
    assert {(each.kind, each.term.iri) for each in found.changes} == {
        (Kind.RENAMED, ID + "voorwaarde/draaiboek"),
        (Kind.RENAMED, NORM + "beperkte-delegatie-zw"),
    }


def test_another_severity_of_a_shape_is_told(base: Material, tmp_path: Path) -> None:
    edit = replaced("sh:severity sh:Violation", "sh:severity sh:Warning", "shape:HoorderBetrokken")
    change = only(difference(base, tmp_path, shapes=edit))
    assert (change.group, change.checked) == (Group.SHAPE, True)
    assert change.term.iri == SHAPE + "HoorderBetrokken"
    assert said(change) == {SH + "severity": ({SH + "Violation"}, {SH + "Warning"})}


def test_layout_and_comments_of_a_query_are_no_change(base: Material, tmp_path: Path) -> None:
    found = difference(
        base,
        tmp_path,
        shapes=lambda text: text.replace("SELECT ", "\n# what is asked\n  SELECT   "),
    )
    assert found.changes == ()


def test_another_query_is_told_with_the_shapes_that_it_is_a_part_of(
    base: Material, tmp_path: Path
) -> None:
    edit = replaced("$this sl:door ?value", "$this sl:houder ?value", "shape:handelen-zonder-rol")
    change = only(difference(base, tmp_path, shapes=edit))
    assert change.term.iri == SHAPE + "handelen-zonder-rol"
    assert set(said(change)) == {SH + "select"}
    assert [each.iri for each in change.touches] == [SHAPE + "HandelenZonderRol"]


def test_an_axiom_that_grows_is_one_change_with_its_new_member(tmp_path: Path) -> None:
    header = (
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix : <https://example.org/o#> .\n"
        '<https://example.org/o> a owl:Ontology ; owl:versionInfo "1.0.0" .\n'
        ":a a owl:Class . :b a owl:Class . :c a owl:Class .\n"
    )
    for name, members in (("old", ":a :b"), ("new", ":c :b :a")):
        axiom = f"[] a owl:AllDisjointClasses ; owl:members ( {members} ) ."
        (tmp_path / f"{name}.ttl").write_text(header + axiom, encoding="utf-8")
    old, new = (read_material(str(tmp_path / f"{name}.ttl")) for name in ("old", "new"))
    change = only(compare(old, new))
    assert (change.kind, change.group) == (Kind.CHANGED, Group.AXIOM)
    assert said(change) == {OWL + "members": (set(), {"https://example.org/o#c"})}


def test_a_class_with_another_range_is_told_as_a_term(base: Material, tmp_path: Path) -> None:
    edit = replaced("rdfs:range xsd:boolean", "rdfs:range xsd:string", "sl:uitsluitend")
    change = only(difference(base, tmp_path, voorwaarde=edit))
    assert change.group is Group.TERM
    assert set(said(change)) == {RDFS + "range"}


def test_a_norm_of_another_kind_is_told_with_both_kinds(base: Material, tmp_path: Path) -> None:
    edit = replaced("a sl:Onverenigbaarheid", "a sl:Ontrading", "norm:taakdelegatie-werkgever")
    change = only(difference(base, tmp_path, rolvermenging_verzuim=edit))
    assert said(change) == {RDF_TYPE: ({SL + "Onverenigbaarheid"}, {SL + "Ontrading"})}


def test_a_norm_that_moves_to_another_module_is_upkeep(base: Material, tmp_path: Path) -> None:
    edit = replaced("def/regelboek/rolvermenging-verzuim>", "def/regelboek/rolvermenging-kern>",
                    "norm:taakdelegatie-werkgever")  # fmt: skip
    assert only(difference(base, tmp_path, rolvermenging_verzuim=edit)).aspect is Aspect.UPKEEP


@pytest.mark.parametrize(
    "edits",
    [
        {"rolvermenging_verzuim": added(NEW_NORM)},
        {"rolvermenging_kern": without("norm:eigenrisicodragen-wga")},
        {"every": lambda text: text.replace("rol:coach", "rol:mentor")},
        {"rolvermenging_verzuim": replaced("artikel:avg-9", "artikel:big-88",
                                           "norm:verzekeraar-arts")},
    ],
    ids=["added", "removed", "renamed", "changed"],
)  # fmt: skip
def test_the_way_back_tells_the_mirror_image(
    base: Material, tmp_path: Path, edits: dict[str, Edit]
) -> None:
    other = material(tmp_path, **edits)
    mirrored = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}
    there, back = compare(base, other), compare(other, base)
    assert len(there.changes) == len(back.changes) == 1
    (one,), (two,) = there.changes, back.changes
    assert two.kind is mirrored.get(one.kind, one.kind)
    assert (two.group, two.aspect) == (one.group, one.aspect)
    assert said(two) == {name: (new, old) for name, (old, new) in said(one).items()}
    assert (two.former and two.former.iri) == (one.former and one.term.iri)


def test_definitions_are_shown_in_the_new_words(base: Material, tmp_path: Path) -> None:
    edit = replaced("within the demands of careful administration", "with care")
    change = only(difference(base, tmp_path, rolvermenging_kern=edit))
    assert "with care" in change.definition.en
    assert set(said(change)) == {SKOS + "definition"}
