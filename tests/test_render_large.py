"""Reports larger than memory: every format reads them again and holds little, with equal bytes."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Generic, TypeVar, overload
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import ADVISED, DOSSIER, LOOSE, MIXED, SAMPLES, report, reports
from scheidslijn.model import Checked, Finding, Named, Problem, Report, Severity, Text
from scheidslijn.namespaces import PREFIXES
from scheidslijn.render import FORMATS, Style
from scheidslijn.render.json import dump
from scheidslijn.render.walk import count_at_or_above, counts

slow = settings(max_examples=60, deadline=None)
Item = TypeVar("Item")
# Bytes that each finding would take, were it held, and that it may take: what the library of JSON
# leaves behind is not cleared away at once.
_HELD: Final = 4000
_ALLOWED: Final = 100


class Lazy(Sequence[Item], Generic[Item]):
    """A sequence that makes its items anew each time, and holds none."""

    def __init__(self, number: int, make: Callable[[int], Item]) -> None:
        self._number = number
        self._make = make
        self.walks = 0

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Item]:
        self.walks += 1
        return map(self._make, range(self._number))

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        raise AssertionError("an item by its number is slow")


class Known(Lazy[Finding]):
    """Findings that know how many they are of each shape and severity."""

    @property
    def tally(self) -> Mapping[tuple[str, Severity], int]:
        return {(MIXED.shape, Severity.VIOLATION): 3, (LOOSE.shape, Severity.WARNING): 4}


def lazy(items: Sequence[Item]) -> Lazy[Item]:
    return Lazy(len(items), items.__getitem__)


def in_order(sample: Report) -> Report:
    """Return a report with the order that a validation gives, and every dossier listed once."""
    dossiers = {each.dossier: Named(each.dossier, Text("", "")) for each in sample.findings}
    dossiers |= {each.iri: each for each in sample.dossiers}
    dossiers.pop("", None)
    return replace(
        sample,
        findings=tuple(
            sorted(
                sample.findings,
                key=lambda f: (f.dossier, -f.severity, f.file or "", f.line or 0, f.shape, f.focus),
            )
        ),
        problems=tuple(sorted(sample.problems, key=lambda p: (p.source, p.message))),
        dossiers=tuple(sorted(dossiers.values())),
    )


def written(sample: Report, style: Style) -> dict[str, str]:
    return {name: "".join(pieces(sample, style)) for name, pieces in FORMATS.items()}


# The same bytes


@slow
@given(
    st.lists(reports, min_size=1, max_size=4),
    st.sampled_from(["findings", "problems", "dossiers", "all"]),
    st.sampled_from(Severity),
)
def test_a_report_on_disk_is_written_as_one_in_memory(
    samples: list[Report], which: str, fail_on: Severity
) -> None:
    sample = in_order(
        replace(
            samples[0],
            findings=[finding for each in samples for finding in each.findings],
            dossiers=[dossier for each in samples for dossier in each.dossiers],
        )
    )
    names = ("findings", "problems", "dossiers") if which == "all" else (which,)
    parts: dict[str, Any] = {name: lazy(getattr(sample, name)) for name in names}
    style = Style(language="en", fail_on=fail_on)
    assert written(replace(sample, **parts), style) == written(sample, style)


def test_findings_without_a_dossier_come_last_also_when_they_stand_first() -> None:
    shapes = [MIXED.shape, LOOSE.shape]
    outside = [
        replace(LOOSE, shape=shapes[n % 2], severity=severity, focus=f"urn:x:{n}")
        for severity in reversed(Severity)
        for n in range(5)
    ]
    sample = report(*outside, MIXED, ADVISED)
    on_disk = replace(sample, findings=lazy(sample.findings), dossiers=lazy(sample.dossiers))
    both = [written(each, Style(fail_on=Severity.WARNING)) for each in (sample, on_disk)]
    assert both[0] == both[1]
    assert both[1]["text"].index("Voorbeelddossier 1\n") < both[1]["text"].index("Buiten een")


def test_a_dossier_that_only_findings_name_is_shown_by_its_iri() -> None:
    strange = replace(MIXED, dossier="urn:a:vreemd")
    on_disk = report(strange, MIXED)
    on_disk = replace(on_disk, findings=lazy((MIXED, strange)), dossiers=lazy((DOSSIER,)))
    for name in ("text", "sarif", "junit", "markdown"):
        text = "".join(FORMATS[name](on_disk, Style()))
        assert "urn:a:vreemd" in text
        assert "Voorbeelddossier 1" in text


# The bytes are those that the libraries write of the whole


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", ["json", "sarif", "codequality"])
def test_json_in_pieces_is_as_the_library_indents_it(name: str, sample: str) -> None:
    text = "".join(FORMATS[name](SAMPLES[sample], Style()))
    assert text == dump(json.loads(text))
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


@slow
@given(reports)
def test_json_of_any_report_in_pieces_is_as_the_library_indents_it(sample: Report) -> None:
    for name in ("json", "sarif", "codequality"):
        text = "".join(FORMATS[name](sample, Style()))
        assert text == dump(json.loads(text))


@slow
@given(reports, st.sampled_from(Severity))
def test_junit_in_pieces_is_as_the_library_indents_it(sample: Report, fail_on: Severity) -> None:
    text = "".join(FORMATS["junit"](sample, Style(fail_on=fail_on)))
    root = ElementTree.fromstring(text)
    ElementTree.indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    assert text == f"{head}\n{ElementTree.tostring(root, encoding='unicode')}\n"
    for suite in root:
        numbers = [len(suite.findall(p)) for p in ("testcase", "testcase/failure", ".//error")]
        assert [int(suite.attrib[a]) for a in ("tests", "failures", "errors")] == numbers
    for attribute in ("tests", "failures", "errors"):
        assert int(root.attrib[attribute]) == sum(int(suite.attrib[attribute]) for suite in root)


@slow
@given(reports)
def test_turtle_in_pieces_is_as_the_library_writes_the_whole(sample: Report) -> None:
    text = "".join(FORMATS["turtle"](sample, Style()))
    whole = ox.serialize(
        (quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)),
        format=ox.RdfFormat.TURTLE,
        prefixes={name: PREFIXES[name] for name in ("rdfs", "sh", "shape", "sl", "xsd")},
    )
    assert whole is not None
    assert text == whole.decode()


# Memory


def large(number: int) -> Report:
    """Return a report on disk: of ten findings one is outside any dossier, the rest in one each.

    As many dossiers have no finding, and as many inputs could not be read.
    """
    outside = number // 10

    def found(n: int) -> Finding:
        if n < outside:
            return replace(LOOSE, focus=f"_:b{n}", message=Text(nl=f"Los {n}.", en=""))
        return replace(
            MIXED,
            dossier=dossier(n).iri,
            focus=f"urn:persoon:{n}",
            severity=Severity(1 + n % 3),
            line=n,
        )

    def dossier(n: int) -> Named:
        return Named(f"{DOSSIER.iri}-{n:09}", Text(nl=f"Dossier {n}", en=""))

    return replace(
        report(),
        findings=Lazy(number, found),
        problems=Lazy(outside, lambda n: Problem(f"stuk/{n:09}.ttl", "leeg")),
        dossiers=Lazy(2 * number, dossier),
        checked=Checked(dossiers=2 * number, shapes=12, norms=40, triples=123),
    )


def peak(sample: Report, pieces: Callable[[Report, Style], Iterator[str]]) -> int:
    tracemalloc.start()
    try:
        size = sum(len(piece) for piece in pieces(sample, Style()))
        assert size > 1000
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", FORMATS)
def test_memory_does_not_grow_with_the_number_of_findings(name: str) -> None:
    pieces = FORMATS[name]
    few, many = 1000, 4000
    sum(len(piece) for piece in pieces(large(few), Style()))  # what is loaded once does not count
    grown = peak(large(many), pieces) - peak(large(few), pieces)
    # the identities of Code Quality are held up to a number, and a summary up to a mebibyte
    allowed = {"codequality": 200, "markdown": 1500}.get(name, _ALLOWED)
    assert grown < (many - few) * allowed < (many - few) * _HELD


def test_findings_held_would_be_noticed() -> None:
    def held(sample: Report, _style: Style) -> Iterator[str]:
        texts = list(FORMATS["json"](sample, Style()))
        yield "".join(texts)

    grown = peak(large(1500), held) - peak(large(500), held)
    assert grown > 1000 * 2000


def test_no_format_walks_through_the_findings_more_than_a_few_times() -> None:
    walks = {}
    for name, pieces in FORMATS.items():
        sample = large(50)
        assert isinstance(sample.findings, Lazy)
        sum(len(piece) for piece in pieces(sample, Style()))
        walks[name] = sample.findings.walks
    # of which some end at the first dossier: those for what was found outside any
    assert max(walks.values()) <= 12, walks
    assert (walks["json"], walks["github"], walks["sarif"]) == (1, 2, 3)


# Numbers


def test_a_report_counts_its_findings_once() -> None:
    findings = lazy((MIXED, LOOSE, LOOSE, ADVISED))
    sample = replace(report(), findings=findings)
    for _ in range(2):
        assert list(counts(sample).items()) == [
            (Severity.VIOLATION, 1),
            (Severity.WARNING, 2),
            (Severity.INFO, 1),
        ]
        assert [count_at_or_above(sample, each) for each in Severity] == [4, 3, 1]
    assert findings.walks == 1
    assert sample.at_or_above(Severity.WARNING) == (MIXED, LOOSE, LOOSE)
    assert count_at_or_above(replace(sample, findings=(MIXED,)), Severity.INFO) == 1


def test_findings_that_know_their_number_are_not_walked_through() -> None:
    findings = Known(7, lambda _: MIXED)
    sample = replace(report(), findings=findings)
    assert [count_at_or_above(sample, each) for each in Severity] == [7, 7, 3]
    assert findings.walks == 0
