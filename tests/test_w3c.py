"""The test suite that W3C published with SHACL: every case gives its report, or is refused."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest

from published import published_data
from scheidslijn.engine import CompiledEngine
from scheidslijn.errors import ShapesError
from w3c import SUITE, Case, Row, find_cases

CASES: Final = find_cases()
REPORTED: Final = [case for case in CASES if case.expected is not None]
REFUSED: Final = [case for case in CASES if case.expected is None]


def name(case: Case) -> str:
    return case.name.replace("/", "-")


def test_the_suite_is_complete() -> None:
    """There are 98 cases of SHACL Core and 23 of SHACL-SPARQL, each under its own name."""
    assert published_data(SUITE)
    assert Counter(case.part for case in CASES) == {"core": 98, "sparql": 23}
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", REPORTED, ids=name)
def test_a_case_gives_exactly_the_results_of_its_report(case: Case) -> None:
    """Focus node, path, value and component agree, as often as the report has them."""
    found = CompiledEngine(case.shapes).violations(case.data)
    rows = sorted(Row.of(each.focus, each.path, each.value, each.component) for each in found)
    assert rows == list(case.expected or ())
    assert (not found) == case.conforms


@pytest.mark.parametrize("case", REFUSED, ids=name)
def test_a_query_that_must_fail_is_refused(case: Case) -> None:
    """Where W3C expects a failure, the shapes are refused before any data is looked at."""
    with pytest.raises(ShapesError):
        CompiledEngine(case.shapes)
