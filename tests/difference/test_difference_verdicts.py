"""Which dossiers get another verdict, with the finding and the norm to blame."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from planted_books import EXAMPLES, ROOT, Edit, material, replaced, without
from scheidslijn.difference import (
    Aspect,
    Case,
    Change,
    Difference,
    DossierChange,
    Dossiers,
    Group,
    Kind,
    Level,
    Material,
    Origin,
    Tally,
    compare,
    read_material,
)
from scheidslijn.difference.batches import batches_of
from scheidslijn.difference.causes import Tracer
from scheidslijn.errors import RuleBookError, UsageError
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import Finding, Named, Severity, Text
from scheidslijn.namespaces import ID, SH, SHAPE, SL

NORM: Final = ID + "norm/"
INSURER: Final = "verzuim/casemanager-taakdelegatie-niet-in-dienst-bij-verzekeraar.ttl"
ALLOWED: Final = "verzuim/casemanager-taakdelegatie-wel.ttl"
SELF_INSURER: Final = "shapes/rolvermenging/valid/eigenrisicodrager-is-werkgever-en-uitvoerder.ttl"


def case(path: Path, origin: Origin = Origin.EXAMPLE) -> Case:
    name = path.relative_to(ROOT).as_posix()
    return Case(name, origin, Source(name, None, Syntax.TURTLE, path.read_bytes()))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Material:
    cases = (case(EXAMPLES / INSURER), case(EXAMPLES / ALLOWED))
    return replace(material(tmp_path_factory.mktemp("base")), cases=cases)


def judged(
    base: Material, tmp_path: Path, how: Dossiers | None = None, **edits: Edit
) -> Difference:
    return compare(base, material(tmp_path, **edits), how or Dossiers())


def changed(found: Difference) -> tuple[DossierChange, ...]:
    assert found.judged is not None
    return found.judged.changed


def names(finding: Finding | None) -> set[str]:
    assert finding is not None
    return {norm.iri.removeprefix(NORM) for norm in finding.norms}


def both(text: str) -> str:
    return without("norm:taakdelegatie-verzekeraar")(without("norm:verzekeraar-arts")(text))


def test_a_norm_that_is_dropped_takes_its_finding_along_and_is_to_blame(
    base: Material, tmp_path: Path
) -> None:
    # the expected findings of this example are one violation of exactly these two norms
    found = judged(base, tmp_path, rolvermenging_verzuim=both)
    (dossier,) = changed(found)
    assert dossier.file == "examples/" + INSURER
    assert dossier.origin is Origin.EXAMPLE
    assert dossier.dossier.label.nl == "Dossier Proefpersoon"
    assert (dossier.before, dossier.after) == (Tally(violations=1), Tally())
    (finding,) = dossier.findings
    assert names(finding.before) == {"taakdelegatie-verzekeraar", "verzekeraar-arts"}
    assert finding.after is None
    assert [each.iri for each in finding.causes] == [
        NORM + "taakdelegatie-verzekeraar",
        NORM + "verzekeraar-arts",
    ]
    assert found.judged is not None
    assert (found.judged.files, found.judged.dossiers) == (2, 2)
    assert found.step.level is Level.MINOR


def test_the_way_back_it_appears(base: Material, tmp_path: Path) -> None:
    found = compare(material(tmp_path, rolvermenging_verzuim=both), base, Dossiers())
    (dossier,) = changed(found)
    assert (dossier.before, dossier.after) == (Tally(), Tally(violations=1))
    (finding,) = dossier.findings
    assert finding.before is None
    assert names(finding.after) == {"taakdelegatie-verzekeraar", "verzekeraar-arts"}


def test_a_finding_that_stands_on_one_norm_fewer_is_told_as_such(
    base: Material, tmp_path: Path
) -> None:
    found = judged(base, tmp_path, rolvermenging_verzuim=without("norm:verzekeraar-arts"))
    (dossier,) = changed(found)
    assert dossier.before == dossier.after == Tally(violations=1)
    (finding,) = dossier.findings
    assert names(finding.after) == {"taakdelegatie-verzekeraar"}
    assert [each.iri for each in finding.causes] == [NORM + "verzekeraar-arts"]


def test_an_exception_that_is_dropped_is_to_blame_for_the_finding_that_appears(
    base: Material, tmp_path: Path
) -> None:
    base = replace(base, cases=(case(ROOT / SELF_INSURER, Origin.CASE),))
    edit = without("norm:eigenrisicodragen-ziektewet")
    (dossier,) = changed(judged(base, tmp_path, rolvermenging_kern=edit))
    assert (dossier.origin, dossier.before.heaviest) == (Origin.CASE, None)
    assert dossier.after.violations > 0
    for finding in dossier.findings:
        assert finding.before is None
        assert "kern-werkgever-uitvoerder" in names(finding.after)
        assert [each.iri for each in finding.causes] == [NORM + "eigenrisicodragen-ziektewet"]


def test_another_severity_of_the_shape_is_told_as_one_change(
    base: Material, tmp_path: Path
) -> None:
    edit = replaced("sh:severity sh:Violation", "sh:severity sh:Warning", "shape:Rolvermenging")
    (dossier,) = changed(judged(base, tmp_path, shapes=edit))
    assert (dossier.before, dossier.after) == (Tally(violations=1), Tally(warnings=1))
    (finding,) = dossier.findings
    assert finding.before is not None
    assert finding.after is not None
    assert [each.iri for each in finding.causes] == [SHAPE + "Rolvermenging"]


def test_a_norm_that_has_ended_counts_until_the_day_before(base: Material, tmp_path: Path) -> None:
    def ended(text: str) -> str:
        for norm in ("norm:taakdelegatie-verzekeraar", "norm:verzekeraar-arts"):
            text = replaced(
                "sl:status normstatus:parafrase-van-wet",
                'sl:vervaltOp "2026-07-01"^^xsd:date ; sl:status normstatus:parafrase-van-wet',
                norm,
            )(text)
        return text

    for day, number in ((date(2026, 6, 30), 0), (date(2026, 7, 1), 1)):
        folder = tmp_path / day.isoformat()
        found = judged(base, folder, Dossiers(on=day), rolvermenging_verzuim=ended)
        assert len(changed(found)) == number
        assert found.judged is not None
        assert found.judged.on == day


def test_a_renamed_norm_and_role_change_no_verdict(base: Material, tmp_path: Path) -> None:
    def edit(text: str) -> str:
        return text.replace("norm:verzekeraar-arts", "norm:verzekeraar-en-arts")

    found = judged(base, tmp_path, every=edit)
    assert len(found.changes) == 1
    assert changed(found) == ()
    assert found.judged is not None
    assert found.judged.dossiers == 2


def test_other_words_need_no_judging(base: Material, tmp_path: Path) -> None:
    edit = replaced('"self-insuring under the WGA"@en', '"self-insurance under the WGA"@en')
    found = judged(base, tmp_path, rolvermenging_kern=edit)
    assert found.judged is not None
    assert (found.judged.files, found.judged.dossiers, found.judged.changed) == (2, 0, ())


def test_dossiers_of_the_user_come_first_and_are_judged_together(
    base: Material, tmp_path: Path
) -> None:
    path = EXAMPLES / INSURER
    given = Source("mijn.ttl", None, Syntax.TURTLE, path.read_bytes().replace(
        b"casemanager-taakdelegatie-niet-in-dienst-bij-verzekeraar", b"mijn"))  # fmt: skip
    found = judged(base, tmp_path, Dossiers((given,)), rolvermenging_verzuim=both)
    assert [(each.file, each.origin) for each in changed(found)] == [
        ("mijn.ttl", Origin.GIVEN),
        ("examples/" + INSURER, Origin.EXAMPLE),
    ]
    assert changed(found)[0].findings[0].before is not None


def test_a_dossier_that_one_side_cannot_judge_is_said(base: Material, tmp_path: Path) -> None:
    # a class of which only the new rule book has an individual belongs in a rule book
    text = (
        "@prefix sl: <https://w3id.org/scheidslijn/def#> . @prefix : <https://example.org/z/> .\n"
        ":d a sl:Dossier . :x a sl:Proefsoort ."
    )
    own = Case("a.ttl", Origin.EXAMPLE, Source("a.ttl", None, Syntax.TURTLE, text.encode()))
    new = """
        sl:Proefsoort a owl:Class ; rdfs:isDefinedBy <https://w3id.org/scheidslijn/def/rol> .
        <https://w3id.org/scheidslijn/id/proef/een> a sl:Proefsoort .
    """
    found = judged(replace(base, cases=(own,)), tmp_path, rol=lambda text: text + new)
    assert found.judged is not None
    (unread,) = found.judged.unread
    assert (unread.file, unread.before) == ("a.ttl", None)
    assert unread.after is not None
    assert "belongs in a rule book" in unread.after
    assert found.judged.changed == ()


def test_without_shapes_those_of_the_other_side_judge_for_both(
    base: Material, tmp_path: Path
) -> None:
    rules = replace(material(tmp_path, rolvermenging_verzuim=both), shapes=())
    found = compare(base, rules, Dossiers())
    assert found.judged is not None
    assert found.judged.borrowed == base.name
    assert [each.file for each in found.judged.changed] == ["examples/" + INSURER]
    # shapes that one side lacks are not told as removed
    assert {each.term.iri for each in found.changes} == {
        NORM + "taakdelegatie-verzekeraar",
        NORM + "verzekeraar-arts",
    }


def test_shapes_that_cannot_be_used_name_their_side_and_the_way_out(
    base: Material, tmp_path: Path
) -> None:
    edit = replaced("sh:severity sh:Violation", "sh:severity sh:Zwaar", "shape:Rolvermenging")
    with pytest.raises(RuleBookError, match="With --no-dossiers the rules alone are compared"):
        judged(base, tmp_path, shapes=edit)


def test_dossiers_cannot_be_judged_with_somebody_elses_ontology(tmp_path: Path) -> None:
    text = '<https://example.org/o> a <http://www.w3.org/2002/07/owl#Ontology> ; <{}> "1" .'
    path = tmp_path / "o.ttl"
    path.write_text(text.format("http://www.w3.org/2002/07/owl#versionInfo"), encoding="utf-8")
    other = read_material(str(path))
    assert compare(other, other, Dossiers()).judged is None
    given = Source("a.ttl", None, Syntax.TURTLE, b"")
    with pytest.raises(UsageError, match="leave --dossiers out"):
        compare(other, other, Dossiers((given,)))


def test_cases_are_laid_together_and_what_cannot_be_stands_alone() -> None:
    def turtle(name: str, text: str, syntax: Syntax = Syntax.TURTLE) -> Case:
        return Case(name, Origin.CASE, Source(name, None, syntax, text.encode()))

    prefix = "PREFIX sl: <https://w3id.org/scheidslijn/def#> PREFIX : <https://example.org/> "
    fine = [turtle(f"{name}.ttl", prefix + ":d a sl:Dossier ; sl:x :y .") for name in "ab"]
    alone = [
        turtle("anoniem.ttl", prefix + "[] a sl:Dossier ."),
        turtle("geen.ttl", prefix + ":a sl:x :y ."),
        turtle("regel.ttl", prefix + ":d a sl:Dossier . sl:Dossier sl:x :y ."),
        turtle("graaf.trig", prefix + ":g { :d a sl:Dossier }", Syntax.TRIG),
        turtle("stuk.ttl", "geen turtle"),
    ]
    (batch,), found = batches_of([*fine, *alone])
    assert found == alone
    assert list(batch.cases.values()) == fine
    for mark, each in batch.cases.items():
        assert batch.case_of(f"https://example.org/d~{mark}") == each
    assert batch.case_of("https://example.org/d") is None


def test_laid_together_or_apart_the_same_dossiers_differ(base: Material, tmp_path: Path) -> None:
    paths = sorted((EXAMPLES / "verzuim").glob("*.ttl"))
    examples = replace(base, cases=tuple(map(case, paths)))
    given = tuple(Source(path.name, path, Syntax.TURTLE) for path in paths)
    new = material(tmp_path, rolvermenging_verzuim=both)
    together = compare(examples, new, Dossiers())
    apart = compare(replace(base, cases=(case(EXAMPLES / ALLOWED),)), new, Dossiers(given))
    assert {Path(each.file).name for each in changed(together)} == {
        each.file for each in changed(apart)
    }
    assert Path(INSURER).name in {each.file for each in changed(apart)}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (":a :b :c .", "holds no dossier"),
        (":d a sl:Dossier . :a sl:uitzonderingOp :b .", "belongs in a rule book"),
        (":d a sl:Dossier", "Unexpected end|expected"),
    ],
)
def test_a_file_that_neither_can_judge_does_not_hide_what_the_others_say(
    base: Material, tmp_path: Path, text: str, problem: str
) -> None:
    prefixes = f"PREFIX sl: <{SL}> PREFIX : <https://example.org/z/> "
    source = Source("leeg.ttl", None, Syntax.TURTLE, (prefixes + text).encode())
    cases = (*base.cases, Case("leeg.ttl", Origin.EXAMPLE, source))
    found = judged(replace(base, cases=cases), tmp_path, rolvermenging_verzuim=both)
    assert [each.file for each in changed(found)] == ["examples/" + INSURER]
    assert found.judged is not None
    (unread,) = found.judged.unread
    assert unread.file == "leeg.ttl"
    assert unread.before == unread.after
    assert re.search(problem, unread.before or "")


# Causes


def tracer(*kinds: tuple[str, Kind]) -> Tracer:
    quads = ox.parse(
        f"@prefix : <{NORM}> . @prefix sl: <{SL}> . @prefix sh: <{SH}> ."
        ":exception sl:uitzonderingOp :norm ; sl:voorwaarde :condition . :norm sl:drager :role ."
        ":role sl:brederRol :broader . :shape sh:sparql :query .",
        ox.RdfFormat.TURTLE,
    )
    changes = (
        Change(kind, Group.NORM, Aspect.MEANING, Named(NORM + name, Text(name, name)))
        for name, kind in kinds
    )
    return Tracer(quads, changes)


def finding() -> Finding:
    no = Text("", "")
    norm = Named(NORM + "norm", no)
    return Finding("", NORM + "shape", "", Severity.WARNING, "", None, None, no, no, (norm,))


def causes(of: Tracer, *, appears: bool) -> list[str]:
    found = of.causes(None, finding()) if appears else of.causes(finding(), None)
    return [each.iri.removeprefix(NORM) for each in found]


@pytest.mark.parametrize(
    ("kinds", "appears", "vanishes"),
    [
        # a new norm or one that is gone explains all by itself
        ([("norm", Kind.ADDED), ("query", Kind.CHANGED)], ["norm"], ["norm"]),
        ([("norm", Kind.CHANGED), ("query", Kind.CHANGED)], ["norm", "query"], ["norm", "query"]),
        # a new exception makes nothing appear, and one that is gone makes nothing vanish
        ([("exception", Kind.ADDED)], [], ["exception"]),
        ([("exception", Kind.REMOVED)], ["exception"], []),
        ([("condition", Kind.CHANGED)], ["condition"], ["condition"]),
        # what is near goes before what is far
        ([("query", Kind.CHANGED), ("broader", Kind.CHANGED)], ["query"], ["query"]),
        ([("broader", Kind.CHANGED)], ["broader"], ["broader"]),
        ([("elsewhere", Kind.CHANGED)], [], []),
    ],
)
def test_a_finding_is_traced_to_the_closest_change(
    kinds: list[tuple[str, Kind]], appears: list[str], vanishes: list[str]
) -> None:
    assert causes(tracer(*kinds), appears=True) == appears
    assert causes(tracer(*kinds), appears=False) == vanishes
