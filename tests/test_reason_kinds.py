"""What a reasoner tells of individuals is put to the test before it is believed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from scheidslijn.reasoning.api import Api
from scheidslijn.reasoning.kinds import Kinds


@dataclass(frozen=True)
class Entity:
    name: str

    def getIRI(self) -> str:  # as OWLAPI calls it
        return self.name

    def toStringID(self) -> str:
        return self.name

    def isAnonymous(self) -> bool:
        return False


@dataclass(frozen=True)
class Denial:
    kind: str
    individual: str


@dataclass
class Make:
    def getOWLObjectComplementOf(self, kind: Entity) -> Entity:
        return kind

    def getOWLClassAssertionAxiom(self, kind: Entity, individual: Entity) -> Denial:
        return Denial(kind.name, individual.name)


@dataclass
class StubApi:
    """Knows which denials are a contradiction, and counts the questions."""

    true: frozenset[str]
    asked: list[str] = field(default_factory=list)
    make: Make = field(default_factory=Make)

    def individual(self, name: str) -> Entity:
        return Entity(name)

    def owl_class(self, name: str) -> Entity:
        return Entity(name)

    def names(self, found: list[str]) -> list[str]:
        return sorted(found)

    def is_consistent(self, axioms: list[Any]) -> bool:
        (denial,) = (each for each in axioms if isinstance(each, Denial))
        self.asked.append(denial.kind)
        return denial.kind not in self.true

    def java(self, _name: str) -> Any:  # noqa: ANN401
        class Kinds:
            OBJECT_PROPERTY_DOMAIN = DATA_PROPERTY_DOMAIN = OBJECT_PROPERTY_RANGE = None
            OBJECT_PROPERTY_ASSERTION = DATA_PROPERTY_ASSERTION = None

        return Kinds


@dataclass(frozen=True)
class Stated:
    kind: str

    def getClassExpression(self) -> Entity:
        return Entity(self.kind)


class StubOntology:
    def getClassAssertionAxioms(self, _individual: Entity) -> list[Stated]:
        return [Stated("Kernrol")]

    def getAxioms(self, _kind: object) -> list[object]:
        return []


class StubReasoner:
    """Tells two classes too many or too few to be believed; one of them is true."""

    def getTypes(self, _individual: Entity, _direct: bool) -> list[str]:
        return ["Kernrol", "Rol", "Casemanagementrol", "Versterkt"]

    def getSuperClasses(self, kind: Entity, _direct: bool) -> list[str]:
        return {"Kernrol": ["Rol"], "Casemanagementrol": ["Rol"]}.get(kind.name, [])


def test_class_that_can_be_denied_is_left_out_and_what_is_above_a_stated_one_is_not_asked() -> None:
    api = StubApi(frozenset({"Versterkt"}))
    kinds = Kinds(cast("Api", api), [], StubOntology(), StubReasoner())
    assert kinds.of("arts") == {
        "classes": ["Kernrol", "Rol", "Versterkt"],
        "direct": ["Versterkt"],
        "stated": ["Kernrol"],
    }
    assert sorted(api.asked) == ["Casemanagementrol", "Versterkt"]
