"""What the rule book says about roles in a domain: who strengthens whom, and what divides them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scheidslijn.draw.lookup import Names, Row, places, select
from scheidslijn.errors import UsageError
from scheidslijn.model import Engine, Language, Term
from scheidslijn.namespaces import ID, SL
from scheidslijn.terms import local_name

__all__ = ["DomainRoles", "Exemption", "Pair", "domain_roles", "domains"]

_DOMAINS: Final = "SELECT ?domain WHERE { ?domain a sl:Domein }"
_ROLES: Final = """
SELECT DISTINCT ?role ?kind ?broader WHERE {
  ?kind rdfs:subClassOf* sl:Rol .
  ?role a ?kind .
  OPTIONAL { ?role sl:brederRol ?broader }
}
"""
_NAMED: Final = """
SELECT DISTINCT ?domain ?role WHERE {
  ?norm sl:domein ?domain ;
    sl:drager|sl:jegens|sl:onverenigbareRol|sl:toegestaneRol|sl:uitTeOefenenDoor|sl:versterkt
    ?role .
}
"""
_STRENGTHENED: Final = """
SELECT DISTINCT ?domain ?role ?strengthened ?norm WHERE {
  ?norm a sl:Rolversterking ; sl:domein ?domain ; sl:drager ?role ; sl:versterkt ?strengthened .
}
"""
_PAIRS: Final = """
SELECT DISTINCT ?domain ?norm ?kind ?a ?b ?status ?acting WHERE {
  VALUES ?kind { sl:Onverenigbaarheid sl:Ontrading }
  ?norm a ?kind ; sl:domein ?domain ; sl:onverenigbareRol ?a ; sl:onverenigbareRol ?b .
  OPTIONAL { ?norm sl:status ?status }
  OPTIONAL { ?norm sl:geldtAlleenVoorHandelen ?acting }
  FILTER(STR(?a) < STR(?b))
}
"""
_EXEMPTIONS: Final = """
SELECT DISTINCT ?domain ?norm ?exempt ?a ?b ?condition WHERE {
  ?exempt a sl:Uitzondering ; sl:uitzonderingOp ?norm ; sl:domein ?domain .
  ?norm sl:onverenigbareRol ?any .
  OPTIONAL { ?exempt sl:toegestaneRol ?a ; sl:toegestaneRol ?b . FILTER(STR(?a) < STR(?b)) }
  OPTIONAL { ?exempt sl:voorwaarde ?condition }
}
"""


@dataclass(frozen=True, slots=True)
class Exemption:
    """An exception to the norm on a pair, with the two roles that it allows together."""

    norm: Term
    allowed: frozenset[Term]
    conditions: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A norm that keeps two roles apart in one domain.

    Attributes:
        forbidden: whether it forbids; otherwise it advises against.
        acting_only: whether it speaks only of doing what belongs to the other role.
        sources: where it stands in the sources.
    """

    norm: Term
    roles: frozenset[Term]
    forbidden: bool
    status: Term
    acting_only: bool
    exemptions: tuple[Exemption, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DomainRoles:
    """The roles of one domain and what divides them.

    Attributes:
        cores: the core roles, of which a norm of the domain speaks.
        members: for each core role the roles that strengthen it, itself not included.
        others: roles that strengthen none, but that a pair of the domain names.
        above: for each role all roles that are broader, itself included.
        parents: for each role those that are directly broader.
        strengthening: for a role and a core role, the norms that say so.
    """

    domain: Term
    cores: tuple[Term, ...]
    members: dict[Term, frozenset[Term]]
    others: frozenset[Term]
    above: dict[Term, frozenset[Term]]
    parents: dict[Term, frozenset[Term]]
    strengthening: dict[tuple[Term, Term], tuple[Term, ...]]
    pairs: tuple[Pair, ...]
    names: Names

    def inherited(self, one: Term, other: Term) -> tuple[Pair, ...]:
        """Return the pairs of broader roles that keep these two apart as well.

        Of two roles of which one is broader than the other, nothing is inherited.
        """
        if one in self.above[other] or other in self.above[one]:
            return ()
        return tuple(
            pair
            for pair in self.pairs
            if pair.roles != {one, other} and self._covers(pair.roles, one, other)
        )

    def exempt(self, one: Term, other: Term) -> bool:
        """Tell whether every norm that keeps these two roles apart has an exception for them."""
        direct = tuple(pair for pair in self.pairs if pair.roles == {one, other})
        return all(
            any(
                not exemption.allowed or self._covers(exemption.allowed, one, other)
                for exemption in pair.exemptions
            )
            for pair in direct + self.inherited(one, other)
        )

    def _covers(self, roles: frozenset[Term], one: Term, other: Term) -> bool:
        a, b = sorted(roles)
        up, down = self.above[one], self.above[other]
        return (a in up and b in down) or (b in up and a in down)


def domains(engine: Engine, domain: str | None, language: Language) -> list[Term]:
    """Return the domains to draw, by label: the one that is named, or all.

    Raises:
        UsageError: the rule book has no domain of that name.
    """
    known = [row[0] for row in select(engine, _DOMAINS)]
    by_name = {local_name(iri): iri for iri in known}
    if domain is not None:
        if domain not in by_name:
            listed = ", ".join(sorted(by_name))
            raise UsageError(f"there is no domain {domain!r}; give --domain one of {listed}")
        return [by_name[domain]]
    names = Names(engine, language)
    return sorted(known, key=lambda iri: (local_name(iri) != "verzuim", names[iri]))


def domain_roles(engine: Engine, domain: Term, language: Language) -> DomainRoles:
    """Return the roles of a domain, with the norms that join and divide them."""
    listed = select(engine, _ROLES)
    above, parents = _above(listed)
    pairs = _pairs(engine, domain)
    cores_known = {role for role, kind, _ in listed if kind == SL + "Kernrol"}
    strengthening: dict[tuple[Term, Term], list[Term]] = {}
    for where, role, strengthened, norm in select(engine, _STRENGTHENED):
        for core in above.get(strengthened, frozenset()) & cores_known:
            if where == domain and role != core:
                strengthening.setdefault((role, core), []).append(norm)
    paired = {role for pair in pairs for role in pair.roles}
    named = {role for where, role in select(engine, _NAMED) if where == domain} & above.keys()
    known = {broader for role in named for broader in above[role]}
    members = {
        core: frozenset(
            role
            for role in known - cores_known
            if core in above[role] or (role, core) in strengthening
        )
        for core in cores_known & known
    }
    shown = {role for group in members.values() for role in group} | members.keys()
    names = Names(engine, language)
    names.learn(known | {domain} | {pair.status for pair in pairs})
    return DomainRoles(
        domain=domain,
        cores=tuple(sorted(members, key=_core_place)),
        members=members,
        others=frozenset(paired - shown),
        above=above,
        parents=parents,
        strengthening={pair: tuple(norms) for pair, norms in strengthening.items()},
        pairs=pairs,
        names=names,
    )


def _core_place(core: Term) -> tuple[int, Term]:
    """Order the core roles as the sources do; one that is new goes last."""
    known = ("werknemer", "werkgever", "arts", "uitvoerder")
    name = core.removeprefix(f"{ID}rol/")
    return (known.index(name) if name in known else len(known), core)


def _above(rows: list[Row]) -> tuple[dict[Term, frozenset[Term]], dict[Term, frozenset[Term]]]:
    parents: dict[Term, set[Term]] = {}
    for role, _, broader in rows:
        parents.setdefault(role, set())
        if broader:
            parents[role].add(broader)
            parents.setdefault(broader, set())

    def reach(role: Term) -> frozenset[Term]:
        found, todo = {role}, [role]
        while todo:
            new = parents[todo.pop()] - found
            found |= new
            todo += new
        return frozenset(found)

    return {role: reach(role) for role in parents}, {r: frozenset(p) for r, p in parents.items()}


def _pairs(engine: Engine, domain: Term) -> tuple[Pair, ...]:
    exemptions: dict[Term, dict[Term, tuple[set[Term], set[Term]]]] = {}
    for where, norm, exempt, a, b, condition in select(engine, _EXEMPTIONS):
        if where == domain:
            allowed, conditions = exemptions.setdefault(norm, {}).setdefault(exempt, (set(), set()))
            allowed |= {a, b} - {""}
            conditions |= {condition} - {""}
    found_places = places(engine)
    return tuple(
        Pair(
            norm=norm,
            roles=frozenset((a, b)),
            forbidden=kind == SL + "Onverenigbaarheid",
            status=status,
            acting_only=acting == "true",
            exemptions=tuple(
                Exemption(exempt, frozenset(allowed), tuple(sorted(conditions)))
                for exempt, (allowed, conditions) in sorted(exemptions.get(norm, {}).items())
            ),
            sources=tuple(found_places.get(norm, ())),
        )
        for where, norm, kind, a, b, status, acting in select(engine, _PAIRS)
        if where == domain
    )
