"""``may``: every answer is one that the sources give, and none that ``validate`` denies."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Final

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import scheidslijn
from command import run
from scheidslijn import Adviser, Outcome, Validator, Verdict
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import Report, Severity
from scheidslijn.namespaces import ID, OWL, SL
from scheidslijn.render.style import Style
from scheidslijn.render.verdict import render
from scheidslijn.resources import read_rulebook
from scheidslijn.verdict import ACTIONS, Effect
from verdict_dossiers import OPERATIONS, Case, Facts, shown, turtle

ADVISER: Final = Adviser.packaged()
VALIDATOR: Final = Validator.packaged()
FACTS: Final = Facts(read_rulebook()[0].without(OWL + "imports"))
SCHEMA: Final = Path(scheidslijn.__file__).parent / "schema" / "verdict.schema.json"
CONSENT: Final = "toestemming-werknemer-voor-delen"
DELEGATED: Final = "taak-gedelegeerd-door-arts"
EVIDENCE: Final = (
    "bewijs-aanwijzingen",
    "bewijs-bekwaamheid-door-arts",
    "bewijs-bekwaamheid-door-gedelegeerde",
    "bewijs-opdracht-delegatie",
    "bewijs-raadpleging-arts",
    "bewijs-werknemer-geinformeerd",
    "lc-consultatie-binnen-twee-werkdagen",
)


def ask(text: str, *given: str, adviser: Adviser = ADVISER) -> Verdict:
    """Return the verdict on ``role action matter [domain] [> other role]``."""
    question, _, towards = text.partition(" > ")
    role, action, matter, *domain = question.split()
    return adviser.answer(
        adviser.asked(
            role, action, matter, *(domain or ["verzuim"]), towards=towards or None, given=given
        )
    )


def names(verdict: Verdict, *effects: Effect) -> set[str]:
    """Return the local names of the deciding norms with one of these effects, or with any."""
    return {
        step.norm.iri.removeprefix(ID + "norm/")
        for step in verdict.steps
        if step.decides and (not effects or step.effect in effects)
    }


def unmet(verdict: Verdict) -> set[str]:
    return {c.iri.removeprefix(ID + "voorwaarde/") for c in verdict.conditions if not c.met}


# Each with a norm that must decide, and the passage that was read: document, a line of it.
ANSWERS: Final = (
    # RSC-IV-2023 398: the employer does not collect or record health data
    ("werkgever ask diagnose", "forbidden", "iv-werkgever-geen-gezondheidsgegevens",
     "RSC-IV-2023", 398),
    # NVAB-LC-2020 795: not the diagnosis, not the treatment
    ("werkgever ask diagnose", "forbidden", "lc-werkgever-vraagt-geen-diagnose",
     "NVAB-LC-2020", 795),
    # the twin of it: where and how the sick employee can be reached may be asked
    ("werkgever ask contactgegevens", "conditional", "lc-mag-vragen-contactgegevens", None, 0),
    # RSC-PUV-2024 473-476: the physician shares nothing with the employer without consent
    ("bedrijfsarts share diagnose > werkgever", "conditional",
     "puv-bedrijfsarts-deelt-niet-zonder-toestemming", "RSC-PUV-2024", 473),
    # RSC-PUV-2024 1311-1314: in the end UWV always decides, with a formal decision of its own
    ("eigenrisicodrager issue weigeren ziektewet", "reserved",
     "puv-zw-beslissing-altijd-aan-uwv", "RSC-PUV-2024", 1311),
    ("uwv issue weigeren ziektewet", "conditional", "puv-zw-beslissing-altijd-aan-uwv",
     "RSC-PUV-2024", 1311),
    ("eigenrisicodrager decide weigeren ziektewet", "conditional", "puv-zw-weigeren-via-uwv",
     "RSC-PUV-2024", 0),
    # the final judgment on work capacity is the physician's own, whoever is delegated to
    ("bedrijfsarts do eindoordeel-belastbaarheid", "allowed", "lc-del1-eindoordeel",
     "NVAB-LC-2020", 0),
    ("bedrijfsarts delegate eindoordeel-belastbaarheid > casemanager-taakdelegatie-bedrijfsarts",
     "forbidden", "lc-del1-eindoordeel", "NVAB-LC-2020", 0),
    ("casemanager-taakdelegatie-bedrijfsarts do eindoordeel-belastbaarheid", "reserved",
     "lc-del1-eindoordeel", "NVAB-LC-2020", 0),
    # and the anamnesis is delegable
    ("bedrijfsarts delegate medische-anamnese > casemanager-taakdelegatie-bedrijfsarts",
     "conditional", "lc-delegatie-vereist-toezicht", "NVAB-LC-2020", 0),
    ("casemanager-werkgeversregie do medische-anamnese", "forbidden",
     "lc-geen-medische-taak-voor-werkgever", "NVAB-LC-2020", 0),
    ("casemanager-werkgeversregie do proces-regisseren", "allowed", "puv-wr-regisseert",
     "RSC-PUV-2024", 0),
    # NVAB-LC-2020 657-658: open to the physician and the team, whoever else works there
    ("casemanager-werkgeversregie access bedrijfsgeneeskundig-dossier", "reserved",
     "lc-b2-cm-niet-in-dossier", "NVAB-LC-2020", 0),
    ("arbeidsdeskundige access bedrijfsgeneeskundig-dossier", "reserved",
     "lc-dossier-alleen-team", "NVAB-LC-2020", 657),
    # RSC-PUV-2024 1255-1285: under a protocol and without health data the one exception
    ("verzekeringsarts delegate ervaren-belemmeringen-uitvragen ziektewet >"
     " casemanager-regie-ziektewet", "conditional",
     "taakdelegatie-gezondheidsgegevens-regie-ziektewet", "RSC-PUV-2024", 0),
    ("verzekeringsarts delegate medische-anamnese ziektewet > casemanager-regie-ziektewet",
     "forbidden", "taakdelegatie-gezondheidsgegevens-regie-ziektewet", "RSC-PUV-2024", 0),
    # RSC-PUV-2024 1770-1788: UWV itself may ask for health data that it needs
    ("casemanager-taakdelegatie-bedrijfsarts delegate medische-anamnese", "discouraged",
     "td-delegeren-alleen-door-arts", "RSC-TD-2022", 0),
    ("werknemer combine bedrijfsarts", "forbidden", "kern-werknemer-arts", "RSC-PUV-2024", 0),
    ("casemanager-taakdelegatie-bedrijfsarts combine casemanager-werkgeversregie", "forbidden",
     "taakdelegatie-werkgever", "RSC-PUV-2024", 0),
    ("casemanager-regie-ziektewet combine casemanager-taakdelegatie-verzekeringsarts ziektewet",
     "conditional", "taakdelegatie-gezondheidsgegevens-regie-ziektewet", "RSC-PUV-2024", 0),
    ("casemanager-procesbegeleiding-bedrijfsarts access bedrijfsgeneeskundig-dossier", "contested",
     "lc-gedelegeerde-niet-in-dossier-arts", "NVAB-LC-2020", 0),
)  # fmt: skip


@pytest.mark.parametrize(("text", "outcome", "norm", "document", "line"), ANSWERS)
def test_an_answer_is_the_one_that_the_source_gives(
    text: str, outcome: str, norm: str, document: str | None, line: int
) -> None:
    verdict = ask(text)
    assert verdict.outcome.value == outcome
    assert norm in names(verdict)
    (step,) = (s for s in verdict.steps if s.norm.iri == f"{ID}norm/{norm}")
    places = [place for place in step.sources if document in (None, place.document)]
    assert places
    assert not line or any(p.first_line <= line <= p.last_line for p in places)


def test_what_nothing_speaks_of_is_not_regulated() -> None:
    verdict = ask("coach do loonwaarde-vaststellen")
    assert verdict.outcome is Outcome.UNREGULATED
    assert not verdict.conditions
    assert not names(verdict)


def test_a_reserved_thing_names_whom_it_is_reserved_to() -> None:
    verdict = ask("eigenrisicodrager issue weigeren ziektewet")
    assert [role.iri for role in verdict.reserved_to] == [ID + "rol/uwv"]
    assert ask("werkgever ask contactgegevens").reserved_to == ()


def test_a_condition_that_is_given_is_met_and_the_rest_is_not() -> None:
    asked = "bedrijfsarts share diagnose > werkgever"
    assert CONSENT in unmet(ask(asked))
    assert not ask(asked).permitted
    verdict = ask(asked, CONSENT)
    assert verdict.outcome is Outcome.CONDITIONAL
    assert unmet(verdict) == set()
    assert verdict.permitted


def test_a_delegate_needs_a_delegation_and_that_needs_its_evidence() -> None:
    asked = "casemanager-taakdelegatie-bedrijfsarts do medische-anamnese"
    assert DELEGATED in unmet(ask(asked))
    assert set(EVIDENCE) <= unmet(ask(asked, DELEGATED))
    verdict = ask(asked, DELEGATED, "bevoegd-en-bekwaam", *EVIDENCE)
    assert verdict.permitted
    assert DELEGATED not in unmet(verdict)


def test_one_of_two_conditions_is_not_enough() -> None:
    asked = (
        "casemanager-regie-ziektewet combine casemanager-taakdelegatie-verzekeringsarts ziektewet"
    )
    needed = {"alleen-belemmeringen", "arts-delegeert", "protocol", "toezicht-op-protocol",
              "zonder-gezondheidsgegevens"}  # fmt: skip
    assert needed <= unmet(ask(asked))
    # any delegation that is stated is a physician's
    for left_out in sorted(needed - {"arts-delegeert"}):
        verdict = ask(asked, *sorted(needed - {left_out}))
        assert not verdict.permitted
        assert left_out in unmet(verdict)


def test_an_answer_shows_what_another_source_says_to_it() -> None:
    # NVAB-LC-2020 table II lets a delegate form a judgment within given frames
    verdict = ask("casemanager-werkgeversregie do medisch-oordeel")
    others = [s for s in verdict.steps if s.effect is Effect.CONTRADICTS]
    assert [s.norm.iri for s in others] == [ID + "norm/lc-del2-oordeel-vormen"]


def test_a_norm_holds_from_its_first_day() -> None:
    reached = 0
    for norm, (first,) in sorted(FACTS.subjects("geldigVanaf").items()):
        day = date.fromisoformat(first)
        for case in _cases_of(norm)[:1]:
            if norm in {step.norm.iri for step in ADVISER.answer(_asked(case, day)).steps}:
                reached += 1
                before = ADVISER.answer(_asked(case, day.replace(year=day.year - 1)))
                assert norm not in {step.norm.iri for step in before.steps}
    assert reached


def test_the_reading_of_a_contested_rule_is_the_one_asked_for() -> None:
    lenient = Adviser.packaged("lenient")
    asked = "casemanager-procesbegeleiding-bedrijfsarts access bedrijfsgeneeskundig-dossier"
    strict_norms, lenient_norms = names(ask(asked)), names(ask(asked, adviser=lenient))
    contested = {
        norm.removeprefix(ID + "norm/")
        for norm, readings in FACTS.subjects("lezing").items()
        if readings == [ID + "lezing/streng"]
    }
    assert strict_norms & contested
    assert not lenient_norms & contested


@pytest.mark.parametrize(
    "role",
    [
        "casemanager-werkgeversregie",
        f"<{ID}rol/casemanager-werkgeversregie>",
        f"{ID}rol/casemanager-werkgeversregie",
        "casemanager werkgeversregie",
        "Case manager employer's direction",
        "werkgeversregie",
    ],
)
def test_a_role_is_named_in_any_way_that_is_unambiguous(role: str) -> None:
    asked = ADVISER.asked(role, "inzien", "DIAGNOSE")
    assert asked.role.iri == ID + "rol/casemanager-werkgeversregie"
    assert (asked.action, asked.matter.iri) == ("see", ID + "gegevenscategorie/diagnose")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["werkgver", "ask", "diagnose"], "role 'werkgver' is not known. Did you mean werkgever"),
        (["casemanager na", "ask", "diagnose"], "can mean casemanager-namens-verzekeraar"),
        (["werkgever", "asc", "diagnose"], "action 'asc' is not known. Did you mean ask?"),
        (["werkgever", "ask", "diagnos"], None),
        (["werkgever", "ask", "vaccineren"], "what to ask 'vaccineren' is not known."),
        (["werkgever", "share", "diagnose"], "say with which role (--to)"),
        (["werkgever", "combine", "uwv", "--to", "uwv"], "leave --to out"),
        (["werkgever", "ask", "diagnose", "--given", "xyz"], "condition 'xyz' is not known."),
        (["werkgever", "ask", "diagnose", "--domain", "awbz"], "domain 'awbz' is not known."),
        (["werkgever", "ask", "diagnose", "--on", "2026-13-01"], "a day was expected"),
        (["werkgever", "ask"], "Missing argument 'MATTER'"),
    ],
)
def test_a_wrong_question_says_what_to_do(arguments: list[str], says: str | None) -> None:
    outcome = run("may", *arguments)
    if says is None:
        assert (outcome.code, outcome.err) == (0, "")
        return
    assert (outcome.code, outcome.out) == (2, "")
    assert says in outcome.everything


def test_the_answer_is_text_in_both_languages() -> None:
    dutch = run("may", "werkgever", "ask", "diagnose")
    english = run("may", "werkgever", "ask", "diagnose", "--lang", "en")
    assert (dutch.code, dutch.err, english.code, english.err) == (0, "", 0, "")
    assert dutch.out.startswith("Mag werkgever vragen naar diagnose?\n")
    assert english.out.startswith("May employer ask for diagnosis?\n")
    assert "\nNee, verboden\n" in dutch.out
    assert "\nNo, forbidden\n" in english.out
    assert "bron: RSC-IV-2023 § 2.2 (regel 398)" in dutch.everything
    assert "source: RSC-IV-2023 § 2.2 (line 398)" in english.everything
    assert "\x1b[" not in dutch.out + english.out
    assert all(len(line) <= 100 for line in (dutch.out + english.out).splitlines())


def test_json_holds_the_whole_chain_and_keeps_to_its_schema() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for text in sorted({text for text, *_ in ANSWERS}):
        question, _, towards = text.partition(" > ")
        role, action, matter, *domain = question.split()
        options = (["--domain", domain[0]] if domain else []) + (
            ["--to", towards] if towards else []
        )
        outcome = run("may", role, action, matter, *options, "--json")
        value = json.loads(outcome.out)
        jsonschema.validate(value, schema)
        verdict = ask(text)
        assert value["outcome"] == verdict.outcome.value
        assert [n["norm"]["id"] for n in value["norms"]] == [s.norm.iri for s in verdict.steps]


@pytest.mark.parametrize(("given", "code"), [((), 1), ((CONSENT,), 0)])
def test_check_makes_the_exit_code_an_answer(given: tuple[str, ...], code: int) -> None:
    options = [option for each in given for option in ("--given", each)]
    asked = ("may", "bedrijfsarts", "share", "diagnose", "--to", "werkgever", *options)
    assert run(*asked).code == 0
    assert run(*asked, "--check").code == code


def test_the_dossier_of_a_question_can_be_validated(tmp_path: Path) -> None:
    file = tmp_path / "gevraagd.ttl"
    run("may", "werkgever", "ask", "diagnose", "--dossier", file)
    outcome = run("validate", file, "--format", "json")
    assert outcome.code == 1
    found = {norm["id"] for each in json.loads(outcome.out)["findings"] for norm in each["norms"]}
    assert found == {f"{ID}norm/{name}" for name in names(ask("werkgever ask diagnose"))}


def test_the_same_question_gives_the_same_bytes() -> None:
    asked = ("may", "bedrijfsarts", "delegate", "medische-anamnese", "--all")
    first, second = (run(*asked, environment={"PYTHONHASHSEED": seed}) for seed in "12")
    assert first.raw == second.raw


def test_a_hostile_name_cannot_steer_a_terminal() -> None:
    outcome = run("may", "\x1b[31mrood", "ask", "diagnose")
    assert outcome.code == 2
    assert "\x1b" not in outcome.err


def test_every_outcome_and_effect_has_words() -> None:
    for language in ("nl", "en"):
        for text in {text for text, *_ in ANSWERS} | {"coach do loonwaarde-vaststellen"}:
            shown_text = render(ask(text), Style(language=language), everything=True)
            assert "{" not in shown_text
            assert "None" not in shown_text


# Random facts, built beside the code that answers, judged by validation.

CONDITIONS: Final = sorted(
    {
        c
        for s in (FACTS.subjects("voorwaarde"), FACTS.subjects("vereist"))
        for v in s.values()
        for c in v
    }
)
SHOWN: Final = [condition for condition in CONDITIONS if shown(condition, FACTS) is not None]
ROLES: Final = sorted(ADVISER.names("Rol"))
CHECKED: Final = sorted(FACTS.subjects("getoetstDoor"))
FIELDS: Final = {
    "betreftTaak": ("do", "delegate"),
    "betreftGegevens": tuple(OPERATIONS),
    "betreftBestandssoort": ("access",),
    "betreftBesluitsoort": ("decide", "prepare", "issue"),
    "onverenigbareRol": ("combine",),
}


def _narrower(role: str) -> list[str]:
    found = {role}
    while True:
        more = {r for r in ROLES if found.intersection(FACTS.objects(r, "brederRol"))} - found
        if not more:
            return sorted(found)
        found |= more


def _cases_of(norm: str) -> list[Case]:
    """Return what a norm could be about: one of its matters, one of its bearers, a domain."""
    bearers = FACTS.objects(norm, "drager") or FACTS.objects(norm, "onverenigbareRol")[:1]
    return [
        Case(bearer, action, matter, domain, bearers[0] if action == "share" else None)
        for field, actions in FIELDS.items()
        for matter in FACTS.objects(norm, field)
        for action in actions
        for bearer in bearers
        for domain in FACTS.objects(norm, "domein")
        if not (action == "combine" and matter == bearer)
    ]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw what a norm is about, sometimes done by another role, with conditions shown or not."""
    case = draw(st.sampled_from(draw(st.sampled_from(CHECKED).map(_cases_of).filter(bool))))
    near = st.sampled_from(_narrower(case.role))
    role = draw(st.one_of(near, near, st.sampled_from(ROLES)))
    towards = None
    if case.action in ("share", "delegate") or (case.action in OPERATIONS and draw(st.booleans())):
        towards = draw(st.sampled_from(ROLES))
    given_conditions = draw(st.lists(st.sampled_from(SHOWN), max_size=3, unique=True))
    domain = draw(st.sampled_from([case.domain, *(f"{ID}domein/{d}" for d in ("verzuim", "wga"))]))
    return Case(role, case.action, case.matter, domain, towards, tuple(sorted(given_conditions)))


def _asked(case: Case, on: date = date(2026, 10, 20)) -> scheidslijn.verdict.Asked:
    return ADVISER.asked(
        case.role, case.action, case.matter, case.domain,
        towards=case.towards, given=case.given, on=on,
    )  # fmt: skip


def _report(text: str) -> Report:
    return VALIDATOR.validate([Source("zaak.ttl", None, Syntax.TURTLE, text.encode())])


def _agree(verdict: Verdict, report: Report) -> None:
    assert not report.problems
    broken = {n.iri: f.severity for f in report.findings for n in f.norms}
    violated = Severity.VIOLATION in broken.values()
    told = {step.norm.iri for step in verdict.steps}
    assert set(broken) <= told
    if violated:
        assert not verdict.permitted
        assert verdict.outcome not in (Outcome.ALLOWED, Outcome.UNREGULATED)
    if verdict.outcome in (Outcome.FORBIDDEN, Outcome.RESERVED):
        assert violated
    if verdict.outcome is Outcome.DISCOURAGED:
        assert broken
    if verdict.outcome in (Outcome.ALLOWED, Outcome.UNREGULATED):
        assert not broken


@settings(
    max_examples=250, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(cases())
def test_may_and_validate_never_disagree(case: Case) -> None:
    _agree(ADVISER.answer(_asked(case)), _report(turtle(case, FACTS)))


@settings(
    max_examples=80, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(
    st.sampled_from(ROLES),
    st.sampled_from(sorted(ACTIONS)).flatmap(
        lambda action: st.tuples(
            st.just(action), st.sampled_from(sorted(ADVISER.names(*ACTIONS[action].matters)))
        )
    ),
    st.sampled_from(["verzuim", "ziektewet", "wga"]),
    st.lists(st.sampled_from(CONDITIONS), max_size=4, unique=True),
)
def test_the_dossier_of_any_question_gets_the_same_judgement(
    role: str, doing: tuple[str, str], domain: str, given_conditions: list[str]
) -> None:
    towards = ROLES[0] if doing[0] == "share" else None
    asked = ADVISER.asked(role, *doing, domain, towards=towards, given=given_conditions)
    _agree(ADVISER.answer(asked), _report(ADVISER.dossier(asked)))


def test_the_cases_reach_every_way_to_answer() -> None:
    found = {ask(text).outcome for text, *_ in ANSWERS}
    assert found >= set(Outcome) - {Outcome.DISCOURAGED, Outcome.UNREGULATED}


def test_a_guideline_that_does_not_bind_only_discourages() -> None:
    norm = next(
        norm for norm in CHECKED
        if SL + "Verbod" in [SL + k for k in FACTS.kinds(norm)]
        and FACTS.objects(norm, "status") == [ID + "normstatus/handreiking"]
        and not FACTS.objects(norm, "voorwaarde") and _cases_of(norm)
    )  # fmt: skip
    outcomes = {ADVISER.answer(_asked(case)).outcome for case in _cases_of(norm)}
    assert Outcome.FORBIDDEN not in outcomes or Outcome.DISCOURAGED in outcomes
