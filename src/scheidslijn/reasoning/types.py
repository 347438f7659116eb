"""What reasoning gives, and how it is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pyoxigraph import Triple

from scheidslijn.model import Named, RuleBookVersion, Text

__all__ = [
    "REASONERS",
    "Clash",
    "Classified",
    "Consistency",
    "Counts",
    "Inferred",
    "ProfileCheck",
    "Reasoner",
    "Reasoning",
    "RoleHeld",
    "Said",
    "Settings",
    "Violation",
    "Why",
]

Reasoner = Literal["hermit", "pellet"]
REASONERS: tuple[Reasoner, ...] = ("hermit", "pellet")


@dataclass(frozen=True, slots=True)
class Settings:
    """Which reasoner is asked, and what it may take.

    Attributes:
        reasoner: ``hermit`` or ``pellet``.
        memory: megabytes for what Java keeps.
        time_limit: seconds, after which Java is ended.
        clashes: how many contradictions, or classes without members, are explained.
    """

    reasoner: Reasoner = "hermit"
    memory: int = 2000
    time_limit: float = 600.0
    clashes: int = 3


@dataclass(frozen=True, slots=True)
class Consistency:
    """What the reasoner says about a set of triples.

    Attributes:
        consistent: False when the statements contradict each other.
        unsatisfiable: IRIs of the named classes that can have no member, sorted; empty when
            the whole is inconsistent, because then every class would be in it.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An axiom, said in words.

    Attributes:
        axiom: the axiom in functional-style syntax.
        sentence: the same in plain words.
        file: the file that it stands in, as far as that is known.
        line: the line on which its subject stands there.
        own: whether it stands in a file that the user gave.
    """

    axiom: str
    sentence: Text
    file: str | None
    line: int | None
    own: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """Statements that cannot hold together, of which none can be left out.

    Attributes:
        about: the class that can have no member for it, or None when the whole is inconsistent.
        said: the statements; facts first, then what is said of classes and properties.
        conclusion: what clashes, and what to do.
    """

    about: Named | None
    said: tuple[Said, ...]
    conclusion: Text


@dataclass(frozen=True, slots=True)
class Classified:
    """Where a class stands.

    Attributes:
        thing: the class.
        parents: the classes right above it, whether stated or inferred.
        new: the classes above it that do not follow from what is stated class by class.
        same: the other classes that have the same members.
    """

    thing: Named
    parents: tuple[Named, ...]
    new: tuple[Named, ...]
    same: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """From which statements it follows that something is of a class."""

    kind: Named
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Inferred:
    """What something in the files of the user is, without being said to be.

    Attributes:
        thing: what it is about.
        file: the file that it stands in.
        line: the line on which it stands there.
        stated: the classes that it is said to be of.
        kinds: the classes that it is inferred to be of beside these, the most specific first.
        why: of the most specific ones, what they follow from; only if that was asked for.
    """

    thing: Named
    file: str | None
    line: int | None
    stated: tuple[Named, ...]
    kinds: tuple[Named, ...]
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role that somebody has in a dossier, with what follows of that role.

    Attributes:
        assignment: the role assignment.
        actor: who has the role.
        role: the role.
        kinds: the kinds of role that it is, such as a core role.
        broader: the roles that it strengthens or represents, directly or by others.
    """

    assignment: Named
    actor: Named
    role: Named
    kinds: tuple[Named, ...]
    broader: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """A way in which an ontology falls outside a profile of OWL 2.

    Attributes:
        kind: what is wrong, as OWLAPI calls it.
        sentence: the same in words.
        count: how many axioms are so.
        said: these axioms, at most twenty, and none where the whole is meant.
    """

    kind: str
    sentence: Text
    count: int
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ProfileCheck:
    """Whether the whole is in a profile: ``DL``, ``RL``, ``EL`` or ``QL``.

    Of the last three only what is not a violation of OWL 2 DL already is listed.
    """

    name: str
    conforms: bool
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What was reasoned over, in numbers.

    Attributes:
        files: the files of the user.
        axioms: logical axioms.
        classes: named classes.
        individuals: named individuals, and blank nodes that stand for one.
        dates: values that were left out, because OWL 2 has no dates.
    """

    files: int
    axioms: int
    classes: int
    individuals: int
    dates: int


@dataclass(frozen=True, slots=True)
class Reasoning:
    """Everything one run of the reasoner has to say.

    ``rulebook`` is None when only the files of the user were read. ``inferred`` holds what follows
    and is not stated, sorted; it is empty unless that was asked for.
    """

    reasoner: Reasoner
    consistency: Consistency
    clashes: tuple[Clash, ...]
    classes: tuple[Classified, ...]
    individuals: tuple[Inferred, ...]
    roles: tuple[RoleHeld, ...]
    profiles: tuple[ProfileCheck, ...]
    inferred: tuple[Triple, ...]
    counts: Counts
    version: str
    rulebook: RuleBookVersion | None

    @property
    def sound(self) -> bool:
        """Whether it is consistent, every class can have members, and OWL 2 DL, if asked, holds."""
        outside = any(each.name == "DL" and not each.conforms for each in self.profiles)
        consistency = self.consistency
        return consistency.consistent and not consistency.unsatisfiable and not outside
