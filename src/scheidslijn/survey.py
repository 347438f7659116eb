"""Looks at what stands in a unit, before any shape does.

What it finds here would mislead a reader if it were passed over: a dossier that states rules of
its own, a file without a dossier, a node of a class that the ontology does not know. That is one
pass over the statements. Of a large dump only the subjects are read; the rest is asked of the
store, which would cost a small unit more than the pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from scheidslijn.datagraph import DataGraph
from scheidslijn.dump import Dump
from scheidslijn.model import Statement, Term
from scheidslijn.namespaces import BASE, OWL, RDF_TYPE, SL_DOSSIER, SL_IN_DOSSIER
from scheidslijn.rulebook import RuleBook
from scheidslijn.terms import term_text

__all__ = ["Survey", "survey"]


@dataclass(slots=True)
class Survey:
    """What stands in a unit.

    Attributes:
        rule: the first statement that only a rule book may make, or None.
        dossiers: the nodes typed as a dossier, sorted.
        named: those, and every node that something else names as its dossier.
        unknown: the IRIs that are subjects and have no class that the ontology knows, in order.
    """

    rule: Statement | None = None
    dossiers: list[Term] = field(default_factory=list)
    named: set[Term] = field(default_factory=set)
    unknown: list[Term] = field(default_factory=list)


def survey(statements: Sequence[Statement], book: RuleBook, data: DataGraph) -> Survey:
    """Return what stands in these statements, as far as the rule book ``book`` knows it.

    Args:
        statements: the unit.
        book: the rule book.
        data: the store that holds them beside the rule book.
    """
    if isinstance(statements, Dump):
        found = _survey_of_dump(statements, book, data)
        if found is not None:
            return found
    return _survey(statements, book)


def _survey(statements: Iterable[Statement], book: RuleBook) -> Survey:
    found = Survey()
    subjects: dict[ox.NamedNode | ox.BlankNode | ox.Triple, bool] = {}
    typed: set[ox.NamedNode | ox.BlankNode | ox.Triple] = set()
    rule_properties: dict[ox.NamedNode, bool] = {}
    classes: dict[object, tuple[bool, bool]] = {}
    a, in_dossier, dossier = map(ox.NamedNode, (RDF_TYPE, SL_IN_DOSSIER, SL_DOSSIER))
    for statement in statements:
        subject, predicate = statement.subject, statement.predicate
        says_rule = subjects.get(subject)
        if says_rule is None:
            says_rule = subjects[subject] = book.is_rule_subject(term_text(subject))
        if predicate == a:
            kind = statement.object
            if kind not in classes:
                name = term_text(kind)
                classes[kind] = (_is_known(name, book), book.is_rule_class(name))
            is_known, is_rule = classes[kind]
            says_rule = says_rule or is_rule
            if is_known:
                typed.add(subject)
            if kind == dossier:
                found.dossiers.append(term_text(subject))
        else:
            if predicate not in rule_properties:
                rule_properties[predicate] = book.is_rule_property(predicate.value)
            says_rule = says_rule or rule_properties[predicate]
            if predicate == in_dossier and not isinstance(statement.object, ox.Literal):
                found.named.add(term_text(statement.object))
        if says_rule and found.rule is None:
            found.rule = statement
    found.dossiers = sorted(set(found.dossiers))
    found.named.update(found.dossiers)
    found.unknown = [
        subject.value
        for subject in subjects
        if isinstance(subject, ox.NamedNode) and subject not in typed
    ]
    return found


def _survey_of_dump(dump: Dump, book: RuleBook, data: DataGraph) -> Survey | None:
    """Return what stands in a dump, or None when it states rules: then every statement counts."""
    store, subjects = data.store, dump.subjects()
    if any(map(book.is_rule_subject, subjects)) or store.ask(_rules(book)):
        return None
    dossiers = [row[0] for row in store.select(_DOSSIERS).rows]
    named = [row[0] for row in store.select(_NAMED).rows]
    kinds = (row[0] for row in store.select(_KINDS).rows)
    known = " ".join(f"<{kind}>" for kind in kinds if kind is not None and _is_known(kind, book))
    typed = {row[0] for row in store.select(_TYPED.replace("KNOWN", known)).rows}
    return Survey(
        dossiers=sorted(filter(None, dossiers)),
        named=set(filter(None, (*dossiers, *named))),
        unknown=[subject for subject in subjects if subject not in typed],
    )


def _is_known(kind: Term, book: RuleBook) -> bool:
    return kind == OWL + "Ontology" or book.knows_class(kind)


def _rules(book: RuleBook) -> str:
    own = f'FILTER(!STRSTARTS(STR(?node), "{BASE}"))'
    classes = " ".join(f"<{iri}>" for iri in sorted(book.rule_classes))
    properties = " ".join(f"<{iri}>" for iri in sorted(book.rule_properties))
    return f"""ASK {{
  {{ VALUES ?class {{ {classes} }} ?node <{RDF_TYPE}> ?class . {own} }} UNION
  {{ VALUES ?property {{ {properties} }} ?node ?property ?value . {own} }}
}}"""


_DOSSIERS: Final = f"SELECT DISTINCT ?node {{ ?node <{RDF_TYPE}> <{SL_DOSSIER}> }}"
_NAMED: Final = (
    f"SELECT DISTINCT ?node {{ ?part <{SL_IN_DOSSIER}> ?node FILTER(!ISLITERAL(?node)) }}"
)
_KINDS: Final = f"SELECT DISTINCT ?class {{ ?node <{RDF_TYPE}> ?class }}"
_TYPED: Final = f"SELECT DISTINCT ?node {{ VALUES ?class {{ KNOWN }} ?node <{RDF_TYPE}> ?class }}"
