"""Makes of what the reasoner answers, in IRIs and axioms, values with labels, places and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from pyoxigraph import BlankNode, NamedNode, Triple

from scheidslijn.errors import place_text
from scheidslijn.model import Named, Text
from scheidslijn.namespaces import OWL, RDF_TYPE, RDFS, SL
from scheidslijn.reasoning.concluding import conclusion
from scheidslijn.reasoning.functional import Expression, parse
from scheidslijn.reasoning.handing import BLANK, Handed, named_blank
from scheidslijn.reasoning.locating import Locator
from scheidslijn.reasoning.material import Material
from scheidslijn.reasoning.phrases import PARTS, VIOLATIONS
from scheidslijn.reasoning.types import (
    Clash,
    Classified,
    Inferred,
    ProfileCheck,
    RoleHeld,
    Said,
    Violation,
    Why,
)
from scheidslijn.reasoning.words import order, sentence

__all__ = ["Results"]

_Members = Mapping[str, Mapping[str, Any]]

_SHOWN: Final = 20  # axioms of one kind of violation
_SUBCLASS: Final = RDFS + "subClassOf"
_EQUIVALENT: Final = OWL + "equivalentClass"
_ROLE: Final = SL + "Rol"
_ASSIGNMENT: Final = SL + "Rolvervulling"


class Results:
    """What was reasoned over, and ways to tell what comes of it.

    Args:
        material: what was reasoned over.
        handed: what of it went to the reasoner.
    """

    def __init__(self, material: Material, handed: Handed) -> None:
        self.material = material
        self.handed = handed
        self._locator = Locator(material.origins, handed.blanks)

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """The names of what the files of the user speak of, terms included."""
        subjects = {triple.subject for triple in self.material.own}
        return tuple(sorted({*self._own_things, *self._names(subjects)}))

    @cached_property
    def _own_things(self) -> frozenset[str]:
        """The names of what stands in the files of the user and not in the rule book."""
        material = self.material
        told = {triple.subject for triple in material.rules}
        return frozenset(self._names(material.nodes(material.own) - told))

    def asked_about(self, *, everything: bool) -> tuple[str, ...]:
        """Return the names of the things of which the classes are wanted.

        Args:
            everything: whether to ask about the rule book, when there is nothing beside it.
        """
        if self.material.own:
            roles = (t.object for t in self.material.own if t.predicate.value == SL + "rol")
            return tuple(sorted({*self._own_things, *self._names(roles)}))
        nodes = self.material.nodes(self.material.rules) if everything else set()
        return tuple(sorted(self._names(nodes)))

    def _names(self, nodes: Iterable[object]) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, NamedNode):
                yield node.value
            elif isinstance(node, BlankNode) and node.value in self.handed.blanks:
                yield named_blank(node.value)

    def label(self, iri: str) -> Text:
        """Return the label of an IRI, or says what is without a name."""
        if not iri.startswith(BLANK):
            return self.material.terms.label(iri)
        kinds = self.material.terms.terms.objects(f"_:{iri.removeprefix(BLANK)}", RDF_TYPE)
        kind = self.label(kinds[0]) if kinds else PARTS["thing"]
        blank = PARTS["blank"]
        return Text(nl=blank.nl.format(kind.nl), en=blank.en.format(kind.en))

    def clashes(self, found: Iterable[Mapping[str, Any]]) -> tuple[Clash, ...]:
        """Return clashes, in words."""
        return tuple(self._clash(each) for each in found)

    def _clash(self, found: Mapping[str, Any]) -> Clash:
        said = self._all_said(found["axioms"])
        own = sorted({(each.file, each.line or 0) for each in said if each.own and each.file})
        places = [place_text(file, line or None, None) for file, line in own]
        about = None if found["about"] is None else self._named(found["about"])
        witness = next(iter(found["witness"]), None)
        axioms = [parse(each.axiom) for each in said]
        return Clash(about, said, conclusion(axioms, witness, about, places, self.label))

    def _all_said(self, texts: Iterable[str]) -> tuple[Said, ...]:
        """Return axioms in words, facts first."""
        read = sorted(((parse(text), text) for text in texts), key=lambda e: (*order(e[0]), e[1]))
        return tuple(self._said(axiom, text) for axiom, text in read)

    def _said(self, axiom: Expression, text: str) -> Said:
        place = self._locator.find(axiom)
        words = sentence(axiom, self.label)
        if place is None:
            return Said(text, words, None, None, own=False)
        origin, line = place
        return Said(text, words, origin.source.name, line, own=origin.own)

    def classes(
        self, hierarchy: Mapping[str, Mapping[str, Sequence[str]]]
    ) -> tuple[Classified, ...]:
        """Return where each class stands."""
        stated = {name: self._stated_above(name) for name in hierarchy}
        return tuple(
            Classified(
                self._named(name),
                self._nameds(found["parents"]),
                self._nameds(each for each in found["above"] if each not in stated[name]),
                self._nameds(found["same"]),
            )
            for name, found in sorted(hierarchy.items())
        )

    def _stated_above(self, name: str) -> set[str]:
        """Return the classes above one that follow from what is stated of single classes."""
        terms, found, waiting = self.material.terms.terms, set[str](), [name]
        while waiting:
            at = waiting.pop()
            for above in (*terms.objects(at, _SUBCLASS), *terms.objects(at, _EQUIVALENT)):
                if above not in found:
                    found.add(above)
                    waiting.append(above)
        return found

    def individuals(
        self, members: _Members, reasons: Iterable[Mapping[str, Any]]
    ) -> tuple[Inferred, ...]:
        """Return what the things of the user are, without being said to be."""
        why: dict[str, list[Why]] = {}
        for each in reasons:
            told = Why(self._named(each["class"]), self._all_said(each["axioms"]))
            why.setdefault(each["individual"], []).append(told)
        found = []
        for name in sorted(members.keys() & self._own_things):
            member = members[name]
            first = member["direct"]
            rest = set(member["classes"]) - set(first) - set(member["stated"])
            place = self._locator.find_subject(name)
            found.append(
                Inferred(
                    thing=self._named(name),
                    file=None if place is None else place[0].source.name,
                    line=None if place is None else place[1],
                    stated=self._nameds(member["stated"]),
                    kinds=(*self._nameds(first), *self._nameds(rest)),
                    why=tuple(why.get(name, ())),
                )
            )
        return tuple(found)

    def roles(self, members: _Members) -> tuple[RoleHeld, ...]:
        """Return who has which role in the dossiers of the user."""
        found = []
        for name in sorted(members.keys() & self._own_things):
            if _ASSIGNMENT in members[name]["classes"]:
                actors, roles = (_values(members[name], key) for key in ("door", "rol"))
                found += [
                    self._role(name, actor, role, members) for actor in actors for role in roles
                ]
        return tuple(found)

    def _role(self, assignment: str, actor: str, role: str, members: _Members) -> RoleHeld:
        member = members.get(role, {"classes": (), "values": ()})
        kinds = (each for each in member["classes"] if _ROLE in self._stated_above(each))
        return RoleHeld(
            assignment=self._named(assignment),
            actor=self._named(actor),
            role=self._named(role),
            kinds=self._nameds(kinds),
            broader=self._nameds(each for each in _values(member, "brederRol") if each != role),
        )

    def profiles(self, found: Mapping[str, Sequence[Sequence[str]]]) -> tuple[ProfileCheck, ...]:
        """Return of each profile what stands outside it; what DL asks already, only there."""
        of_all = {tuple(each) for each in found.get("DL", ())}
        checks = []
        for name, violations in found.items():
            own = [each for each in violations if name == "DL" or tuple(each) not in of_all]
            by_kind: dict[str, list[str]] = {}
            for kind, axiom in own:
                by_kind.setdefault(kind, []).append(axiom)
            said = tuple(self._violation(*each) for each in sorted(by_kind.items()))
            checks.append(ProfileCheck(name, not violations, said))
        return tuple(checks)

    def _violation(self, kind: str, axioms: Sequence[str]) -> Violation:
        different = sorted({axiom for axiom in axioms if axiom})
        said = tuple(self._said(parse(text), text) for text in different[:_SHOWN])
        words = VIOLATIONS.get(kind, Text(kind, kind))
        return Violation(kind, words, max(len(different), 1), said)

    def inferred(self, reply: Mapping[str, Any]) -> tuple[Triple, ...]:
        """Return the triples that follow and are not stated, sorted.

        What has no name is left out, since no other file could speak of it.
        """
        stated = set(self.material.triples)
        follow = {triple for triple in _following(reply) if not _speaks_of_blank(triple)}
        return tuple(sorted(follow - stated, key=str))

    def _named(self, iri: str) -> Named:
        blank = iri.startswith(BLANK)
        return Named(f"_:{iri.removeprefix(BLANK)}" if blank else iri, self.label(iri))

    def _nameds(self, iris: Iterable[str]) -> tuple[Named, ...]:
        return tuple(self._named(iri) for iri in sorted(iris))


def _values(member: Mapping[str, Any], local: str) -> list[str]:
    return [value[1:-1] for name, value in member["values"] if name == SL + local]


def _following(reply: Mapping[str, Any]) -> Iterator[Triple]:
    for name, each in reply.get("hierarchy", {}).items():
        yield from _triples(name, _SUBCLASS, each["above"])
        yield from _triples(name, _EQUIVALENT, each["same"])
    for name in reply.get("unsatisfiable", ()):
        yield from _triples(name, _SUBCLASS, [OWL + "Nothing"])
    for name, above in reply.get("subproperties", {}).items():
        yield from _triples(name, RDFS + "subPropertyOf", above)
    for name, member in reply.get("members", {}).items():
        yield from _triples(name, RDF_TYPE, member["classes"])
        yield from _triples(name, OWL + "sameAs", member.get("same", ()))
        for prop, value in member.get("values", ()):
            (term,) = parse(f"Value({value})").parts
            assert not isinstance(term, Expression | int)
            yield Triple(NamedNode(name), NamedNode(prop), term)


def _triples(subject: str, predicate: str, objects: Iterable[str]) -> Iterator[Triple]:
    for value in objects:
        yield Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def _speaks_of_blank(triple: Triple) -> bool:
    ends = (triple.subject, triple.object)
    return any(isinstance(node, NamedNode) and node.value.startswith(BLANK) for node in ends)
