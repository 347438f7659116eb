"""Expressions simplified by what is known keep their meaning."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheidslijn.compile.folding import alternatives, simplified, weakened

LITERAL = "ISLITERAL(?v)"
VALUES = ('"12"', '"12"^^<urn:own>', '"a"@nl', "<urn:a12>", '""')


def passes(expression: str, value: str) -> bool:
    query = f"SELECT ?v {{ VALUES ?v {{ {value} }} FILTER({expression}) }}"
    answer = ox.Store().query(query)
    assert isinstance(answer, ox.QuerySolutions)
    return any(True for _ in answer)


@pytest.mark.parametrize(
    ("expression", "is_literal", "simple"),
    [
        ('IF(ISLITERAL(?v), REGEX(STR(?v), "1"), false)', True, '(REGEX(STR(?v), "1"))'),
        ('IF(ISLITERAL(?v), REGEX(STR(?v), "1"), false)', False, "false"),
        ('REGEX(IF(ISLITERAL(?v), STR(?v), ""), "[0-9]")', False, "false"),
        ('REGEX(LCASE(IF(ISLITERAL(?v), STR(?v), "")), "^$")', False, "true"),
        ('IF(ISLITERAL(?v), "x", "") != "" && ?w', False, "false"),
        ('IF(ISLITERAL(?v), "x", "") != "" && ?w', True, "?w"),
        ("!ISLITERAL(?v) || ?w = 1.5", True, "?w = 1.5"),
        ("!ISLITERAL(?v) || ?w", False, "true"),
        ("!?a = ISLITERAL(?v)", False, "! ?a = ISLITERAL ( ?v )"),
    ],
)
def test_what_is_known_is_filled_in(expression: str, is_literal: bool, simple: str) -> None:
    assert simplified(expression, {LITERAL: is_literal}) == simple


def expressions() -> st.SearchStrategy[str]:
    texts = st.recursive(
        st.sampled_from(["STR(?v)", '""', '"a1"', "LCASE(STR(?v))"]),
        lambda inner: st.builds("IF({}, {}, {})".format, conditions_of(inner), inner, inner),
        max_leaves=4,
    )
    return st.recursive(
        conditions_of(texts),
        lambda inner: st.one_of(
            st.builds("({} && {})".format, inner, inner),
            st.builds("{} || {}".format, inner, inner).map(lambda text: f"({text})"),
            st.builds("!({})".format, inner),
            st.builds("IF({}, {}, {})".format, inner, inner, inner),
        ),
        max_leaves=8,
    )


def conditions_of(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from([LITERAL, "ISIRI(?v)", "true", "false", "EXISTS { ?v <urn:p> ?o }"]),
        st.builds('REGEX({}, "{}")'.format, texts, st.sampled_from(["[0-9]", "^$", "a|b", "x*"])),
        st.builds("{} {} {}".format, texts, st.sampled_from(["=", "!="]), texts),
    )


@given(expressions(), st.sampled_from(VALUES))
def test_a_filter_passes_the_same_values(expression: str, value: str) -> None:
    known = {LITERAL: not value.startswith("<")}
    assert passes(simplified(expression, known), value) == passes(expression, value)


@given(st.lists(expressions(), min_size=1, max_size=3), st.sampled_from(VALUES))
def test_one_of_the_alternatives_passes_when_all_together_do(parts: list[str], value: str) -> None:
    found = alternatives(" || ".join(parts))
    assert any(passes(part, value) for part in found) == passes(" || ".join(parts), value)


@given(expressions(), st.sampled_from(VALUES), st.sampled_from(VALUES))
def test_what_is_weakened_holds_wherever_the_whole_does(expression: str, v: str, w: str) -> None:
    mixed = expression.replace('"a1"', "STR(?w)")
    less = weakened(mixed, "?w")
    assert "?w" not in less
    only_whole = f"FILTER({mixed}) FILTER(!COALESCE({less}, false))"
    query = f"SELECT ?v {{ VALUES (?v ?w) {{ ({v} {w}) }} {only_whole} }}"
    answer = ox.Store().query(query)
    assert isinstance(answer, ox.QuerySolutions)
    assert not any(True for _ in answer)


@pytest.mark.parametrize(
    ("expression", "less"),
    [
        ("?a && NOT EXISTS { ?w a ?b }", "?a"),
        ("?a || ?w", "true"),
        ("?a && !(?b || ?w)", "?a"),
        ("IF(?w, ?a, ?b)", "true"),
        ("(?a && (?b || ?c && ?w)) && ?d", "(?a && (?b || ?c)) && ?d"),
    ],
)
def test_what_speaks_of_a_variable_is_left_out(expression: str, less: str) -> None:
    assert weakened(expression, "?w").replace("( ", "(").replace(" )", ")") == less
