"""ODRL 2.2: the norms as rules of policies, one policy for each source document and standing.

A policy holds the rules of one document that have one standing, so that nobody mixes guidance
with law without knowing. Rules of two sources that disagree both stand, as the conflict strategy
of the profile says: ``odrl:invalid`` would void the policy, ``odrl:perm`` and ``odrl:prohibit``
would settle what the sources leave open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.material import Book
from scheidslijn.export.odrl.acts import Act, Acts
from scheidslijn.export.odrl.constraints import Constraints, local
from scheidslijn.export.odrl.losses import LOSSES, unholdable
from scheidslijn.export.odrl.nodes import Nodes
from scheidslijn.export.odrl.rules import Rule, Rules
from scheidslijn.export.odrl.terms import ODRL, PROFILE_IRI, PROV, SLP, texts, vocabulary
from scheidslijn.export.profile import Profile, Unholdable
from scheidslijn.model import Text
from scheidslijn.namespaces import DCTERMS, ID, RDF_TYPE, RDFS_LABEL, SKOS, SL

__all__ = ["PROFILE"]

_TYPE: Final = ox.NamedNode(RDF_TYPE)
# How a policy holds a rule; the other kinds of rule have a property of the profile.
_HOLDS: Final = {
    ODRL + "Permission": ODRL + "permission",
    ODRL + "Prohibition": ODRL + "prohibition",
    ODRL + "Duty": ODRL + "obligation",
}
_FUNCTIONS: Final = {"jegens": "towards", "uitTeOefenenDoor": "executor", "versterkt": "supported"}
# What a norm is about or belongs to, said as its subject.
_SUBJECTS: Final = (
    "besluitgrond", "betreftBegrip", "betreftBesluitsoort", "betreftBestandssoort",
    "betreftBewerking", "betreftGegevens", "betreftInterventiesoort", "betreftOrganisatiesoort",
    "betreftProcesstap", "betreftRol", "betreftTaak", "betreftVereiste", "definieert", "duur",
    "inProcesstap", "omvang",
)  # fmt: skip
_BETWEEN: Final = {
    "wijktAfVan": "divergesFrom", "strengerDan": "stricterThan", "uitzonderingOp": "exceptionTo",
}  # fmt: skip


class _Policies:
    """Says one rule book as policies.

    Args:
        book: the rule book.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._constraints = Constraints(book)
        self._acts = Acts(book, self._constraints)
        self._nodes = Nodes(book, self._constraints)
        rules = Rules(book, self._constraints, self._acts)
        self._rules = {norm: rules.of(norm) for norm in book.instances(SL + "Norm")}

    def statements(self) -> Iterator[ox.Quad | Unholdable]:
        """Yield the profile, the policies and all that they name; each statement once."""
        said: set[ox.Quad] = set()
        for part in (vocabulary(), self._policies(), self._all_rules(), self._acts.quads,
                     self._nodes.quads(), self._constraints.quads):  # fmt: skip
            for quad in part:
                if quad not in said:
                    said.add(quad)
                    yield quad
        for norm, rules in self._rules.items():
            if not rules:
                yield unholdable(self._book, norm)

    def _policies(self) -> Iterator[ox.Quad]:
        book = self._book
        for norm, rules in self._rules.items():
            for document in self._documents(norm):
                for standing in book.nodes(norm, SL + "status") if rules else ():
                    policy = ox.NamedNode(f"{ID}odrl/{local(document)}/{local(standing)}")
                    yield from self._policy(policy, document, standing)
                    for rule in rules:
                        held = ox.NamedNode(_held(rule.kind))
                        yield ox.Quad(policy, held, _iri(norm, rule))

    def _policy(
        self, policy: ox.NamedNode, document: ox.NamedNode, standing: ox.NamedNode
    ) -> Iterator[ox.Quad]:
        book = self._book
        yield ox.Quad(policy, _TYPE, ox.NamedNode(ODRL + "Set"))
        for predicate, value in (
            (ODRL + "uid", policy), (ODRL + "profile", ox.NamedNode(PROFILE_IRI)),
            (ODRL + "conflict", ox.NamedNode(SLP + "bothStand")),
            (DCTERMS + "source", document), (SLP + "standing", standing),
        ):  # fmt: skip
            yield ox.Quad(policy, ox.NamedNode(predicate), value)
        title, authority = book.text(document), book.text(standing)
        if title is not None and authority is not None:
            text = Text(f"{title.nl}: {authority.nl}", f"{title.en}: {authority.en}")
            yield from texts(policy, DCTERMS + "title", text)
        yield from texts(policy, DCTERMS + "coverage", Text(nl="Nederland", en="The Netherlands"))

    def _documents(self, norm: ox.NamedNode) -> list[ox.NamedNode]:
        passages = self._book.nodes(norm, SL + "vindplaats")
        found = {
            each for passage in passages for each in self._book.nodes(passage, SL + "brondocument")
        }
        return sorted(found, key=str)

    def _all_rules(self) -> Iterator[ox.Quad]:
        for norm, rules in self._rules.items():
            for rule in rules:
                yield from self._rule(norm, rule)

    def _rule(self, norm: ox.NamedNode, rule: Rule) -> Iterator[ox.Quad]:
        node, nodes = _iri(norm, rule), self._nodes
        target = nodes.target(norm, rule)
        assignee = nodes.assignee(norm, rule)
        yield ox.Quad(node, _TYPE, ox.NamedNode(rule.kind))
        yield ox.Quad(node, ox.NamedNode(ODRL + "action"), rule.act.action)
        yield ox.Quad(node, ox.NamedNode(ODRL + "target"), target)
        if assignee is not None:
            yield ox.Quad(node, ox.NamedNode(ODRL + "assignee"), assignee)
        for field, function in _FUNCTIONS.items():
            forbids = function == "executor" and rule.kind == ODRL + "Prohibition"
            for role in () if forbids else self._book.nodes(norm, SL + field):
                yield ox.Quad(node, ox.NamedNode(SLP + function), nodes.party(role))
        for constraint in rule.constraints:
            yield ox.Quad(node, ox.NamedNode(ODRL + "constraint"), constraint)
        shows = rule.duty or rule.act
        for requirement in rule.requirements:
            yield ox.Quad(shows.action, ox.NamedNode(ODRL + "refinement"), requirement)
        if rule.duty is not None:
            yield from _duty(node, rule.duty, target)
        yield from self._about(norm, node)

    def _about(self, norm: ox.NamedNode, node: ox.NamedNode) -> Iterator[ox.Quad]:
        """Yield where a rule comes from and what it says in words."""
        book = self._book
        yield ox.Quad(node, ox.NamedNode(PROV + "wasDerivedFrom"), norm)
        for predicate, own in (
            (RDFS_LABEL, RDFS_LABEL), (DCTERMS + "description", SKOS + "definition"),
            (SLP + "mending", SL + "remedie"),
        ):  # fmt: skip
            text = book.text(norm, own)
            if text is not None:
                yield from texts(node, predicate, text)
        for own, predicate in (
            (RDF_TYPE, DCTERMS + "type"), (SL + "status", SLP + "standing"),
            (SL + "grondslag", DCTERMS + "source"), (SL + "vindplaats", DCTERMS + "source"),
            (SL + "deelVan", DCTERMS + "isPartOf"),
            *((SL + each, DCTERMS + "subject") for each in _SUBJECTS),
        ):  # fmt: skip
            for value in book.nodes(norm, own):
                yield ox.Quad(node, ox.NamedNode(predicate), self._nodes.named(value))
        for own, relation in _BETWEEN.items():
            for other in book.nodes(norm, SL + own):
                for each in self._rules.get(other, ()):
                    yield ox.Quad(node, ox.NamedNode(SLP + relation), _iri(other, each))


def _duty(node: ox.NamedNode, act: Act, target: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield what must be shown before a permission is given."""
    duty = ox.NamedNode(node.value + "-duty")
    yield ox.Quad(node, ox.NamedNode(ODRL + "duty"), duty)
    yield ox.Quad(duty, _TYPE, ox.NamedNode(ODRL + "Duty"))
    yield ox.Quad(duty, ox.NamedNode(ODRL + "action"), act.action)
    yield ox.Quad(duty, ox.NamedNode(ODRL + "target"), target)
    for constraint in act.constraints:
        yield ox.Quad(duty, ox.NamedNode(ODRL + "constraint"), constraint)


def _iri(norm: ox.NamedNode, rule: Rule) -> ox.NamedNode:
    return ox.NamedNode(f"{norm.value}#{rule.name}")


def _held(kind: str) -> str:
    """Return the property by which a policy holds a kind of rule."""
    name = kind.removeprefix(SLP)
    return _HOLDS.get(kind) or f"{SLP}{name[0].lower()}{name[1:]}"


def _rulebook(book: Book) -> Iterable[ox.Quad | Unholdable]:
    return _Policies(book).statements()


PROFILE: Final = Profile(
    name="odrl",
    title=Text(nl="ODRL 2.2: beleid met regels", en="ODRL 2.2: policies with rules"),
    standard="https://www.w3.org/TR/odrl-model/",
    losses=LOSSES,
    rulebook=_rulebook,
    prefixes={"odrl": ODRL, "odrl-profile": SLP, "prof": "http://www.w3.org/ns/dx/prof/",
              "prov": PROV},
    alignment="odrl",
)  # fmt: skip
