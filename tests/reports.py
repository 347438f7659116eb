"""Sample reports for tests of the formats, written by hand and generated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from scheidslijn.model import (
    READINGS,
    Checked,
    Finding,
    LegalBasis,
    Named,
    Problem,
    Report,
    RuleBookVersion,
    Severity,
    SourcePlace,
    Text,
)
from scheidslijn.namespaces import ID, SH, SHAPE, SL, XSD

HASH: Final = "0123456789abcdef" * 4
DOSSIER: Final = Named(
    ID + "dossier/voorbeeld-1", Text(nl="Voorbeelddossier 1", en="Sample dossier 1")
)
QUIET_DOSSIER: Final = Named(
    ID + "dossier/voorbeeld-2", Text(nl="Voorbeelddossier 2", en="Sample dossier 2")
)
RULEBOOK: Final = RuleBookVersion(version="1.0.0", sha256=HASH)
PROBLEM: Final = Problem(
    source="dossiers/stuk.ttl", message="een punt ontbreekt aan het eind", line=7, column=3
)

MIXED: Final = Finding(
    dossier=DOSSIER.iri,
    shape=SHAPE + "CasemanagerIsGeenLeidinggevende",
    component=SH + "SPARQLConstraintComponent",
    severity=Severity.VIOLATION,
    focus=ID + "persoon/vera-voorbeeld",
    path=SL + "rol",
    value=ID + "rol/leidinggevende",
    message=Text(
        nl="Vera Voorbeeld is in dit dossier tegelijk casemanager en leidinggevende.",
        en="Vera Voorbeeld is both case manager and line manager in this dossier.",
    ),
    remedy=Text(
        nl="Wijs een andere casemanager aan.",
        en="Appoint another case manager.",
    ),
    norms=(
        Named(
            ID + "norm/geen-rolvermenging",
            Text(nl="Geen rolvermenging in één dossier", en="No mixing of roles in one dossier"),
        ),
    ),
    diverging=(
        Named(
            ID + "norm/rolvermenging-2016",
            Text(nl="Rolvermenging mag met afspraken", en="Mixing roles may be agreed"),
        ),
    ),
    missing=(
        Named(
            ID + "voorwaarde/afspraak",
            Text(nl="schriftelijke afspraak", en="agreement in writing"),
        ),
    ),
    readings=(Named(ID + "lezing/streng", Text(nl="strenge lezing", en="strict reading")),),
    persons=(Named(ID + "persoon/vera-voorbeeld", Text(nl="Vera Voorbeeld", en="Vera Voorbeeld")),),
    roles=(
        Named(ID + "rol/casemanager", Text(nl="casemanager", en="case manager")),
        Named(ID + "rol/leidinggevende", Text(nl="leidinggevende", en="line manager")),
    ),
    legal_basis=(
        LegalBasis(
            ID + "artikel/voorbeeldwet-1",
            "jci1.3:c:BWBR0000000&artikel=1&lid=2",
            Text(nl="Voorbeeldwet artikel 1 lid 2", en="Sample Act article 1(2)"),
        ),
    ),
    sources=(SourcePlace("RSC-PUV-2024", 1287, 1297, "6.1", HASH),),
    file="dossiers/voorbeeld-1.ttl",
    line=12,
)

ADVISED: Final = Finding(
    dossier=DOSSIER.iri,
    shape=SHAPE + "DossierHeeftEersteZiektedag",
    component=SH + "MinCountConstraintComponent",
    severity=Severity.INFO,
    focus="_:zaak",
    path=SL + "eersteZiektedag",
    value=None,
    message=Text(nl="De eerste ziektedag ontbreekt.", en="The first day of sickness is absent."),
    remedy=Text(nl="Vul de eerste ziektedag in.", en="State the first day of sickness."),
)

LOOSE: Final = Finding(
    dossier="",
    shape=SHAPE + "DatumIsDatum",
    component=SH + "DatatypeConstraintComponent",
    severity=Severity.WARNING,
    focus='"morgen"@nl',
    path=None,
    value=f'"1"^^<{XSD}integer>',
    message=Text(nl="Dit is geen datum.", en="This is no date."),
    remedy=Text(nl="Schrijf een datum.", en="Write a date."),
    file="dossiers/los bestand.ttl",
)


def report(
    *findings: Finding,
    problems: tuple[Problem, ...] = (),
    dossiers: tuple[Named, ...] = (DOSSIER, QUIET_DOSSIER),
    shapes: int = 12,
) -> Report:
    """Return a report over the sample dossiers."""
    return Report(
        findings=findings,
        problems=problems,
        dossiers=dossiers,
        checked=Checked(dossiers=len(dossiers), shapes=shapes, norms=40, triples=123),
        engine="oxigraph",
        version="0.1.0",
        rulebook=RULEBOOK,
    )


SAMPLES: Final[dict[str, Report]] = {
    "clean": report(),
    "one violation": report(MIXED),
    "everything": report(ADVISED, MIXED, LOOSE, problems=(PROBLEM,)),
    "only problems": report(problems=(PROBLEM, Problem("<stdin>", "leeg"))),
    "no dossiers": report(dossiers=()),
    "no shapes": report(shapes=0),
    "lenient on a day": replace(report(MIXED), reading="lenient", on=date(2026, 3, 1)),
}

# Every character, with the awkward ones more often than chance would give them.
_strings = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\x00\x07\x1b\r\n\t\x85\u2028\u202e\ufffe\uffff<>&'\"\\]é😀 \u00a0"),
    ),
    max_size=30,
)
_texts = st.builds(Text, nl=_strings, en=_strings)
_iris = st.from_regex(r"https://example\.org/[a-z]{1,3}[/#][a-zé0-9]{1,4}", fullmatch=True)
_blanks = st.from_regex(r"_:(b|report|reportx)-?[a-z0-9]{1,2}", fullmatch=True)
_literals = st.one_of(
    st.builds(lambda value: str(Literal(value)), _strings),
    st.builds(lambda value: str(Literal(value, language="nl")), _strings),
    st.builds(lambda value: str(Literal(value, datatype=NamedNode(XSD + "token"))), _strings),
)
_nodes = st.one_of(_iris, _blanks)
terms = st.one_of(_iris, _blanks, _literals)
_lines = st.one_of(st.none(), st.integers(1, 10**6))
_named = st.lists(st.builds(Named, _iris, _texts), max_size=2).map(tuple)
_bases = st.builds(LegalBasis, _iris, st.just("jci1.3:c:BWBR0000000&artikel=1"), _texts)
_sources = st.builds(
    SourcePlace,
    document=st.one_of(_iris, st.just("RSC-PUV-2024")),
    first_line=st.integers(1, 10),
    last_line=st.integers(10, 20),
    section=st.sampled_from(["", "6.1", "bijlage 2"]),
    sha256=st.just(HASH),
)
_files = st.one_of(st.none(), st.just("/tmp/a b.ttl"), st.just("c\udce9.ttl"), _strings)
_findings = st.builds(
    Finding,
    dossier=st.one_of(st.just(""), st.just(DOSSIER.iri), _iris),
    shape=_nodes,
    component=_iris,
    severity=st.sampled_from(Severity),
    focus=terms,
    path=st.one_of(st.none(), _nodes),
    value=st.one_of(st.none(), terms),
    message=_texts,
    remedy=_texts,
    norms=_named,
    readings=_named,
    diverging=_named,
    missing=_named,
    persons=_named,
    roles=_named,
    legal_basis=st.lists(_bases, max_size=2).map(tuple),
    sources=st.lists(_sources, max_size=2).map(tuple),
    file=_files,
    line=_lines,
)
_problems = st.builds(
    Problem,
    source=st.one_of(_strings, st.just("c\udce9.ttl")),
    message=_strings,
    line=_lines,
    column=_lines,
    kind=st.sampled_from(["input", "engine"]),
)
_dossiers = st.lists(st.builds(Named, _iris, _texts), max_size=2).map(tuple)

reports = st.builds(
    Report,
    findings=st.lists(_findings, max_size=3).map(tuple),
    problems=st.lists(_problems, max_size=2).map(tuple),
    dossiers=_dossiers,
    checked=st.builds(Checked, *[st.integers(0, 3)] * 4),
    engine=st.just("oxigraph"),
    version=st.just("0.1.0"),
    rulebook=st.just(RULEBOOK),
    reading=st.sampled_from(READINGS),
    on=st.none() | st.dates(),
)
