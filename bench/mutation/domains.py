"""Which classes a fact can have that a norm's other selectors reach, by the domains of properties.

A norm on ``sl:besluitsoort`` values reaches facts with that property only, and the ontology gives
it the domain ``sl:Besluit``. That the norm also asks for a Besluit says nothing more, unless a
dossier contradicts the ontology.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from bench.mutation.world import World
from scheidslijn.model import Term
from scheidslijn.namespaces import OWL, RDF, RDFS, SH, SL
from scheidslijn.terms import term_text

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

# By which properties of a fact it has an sl:onderwerp, by the class of that value.
_SUBJECT: Final[Mapping[str, tuple[str, ...]]] = {
    "Besluitsoort": ("besluitsoort",),
    "Bestandssoort": ("bestandssoort",),
    "Gegevenscategorie": ("gegevens", "bestandssoort"),
    "Interventiesoort": ("interventiesoort",),
    "Processtapsoort": ("processtapsoort",),
    "Taak": ("taak", "gedelegeerdeTaak"),
}


class Domains:
    """Says what class a fact has that a norm can reach.

    Args:
        world: the rule book with its ontology.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    def reached(
        self, norm: Term, shapes: Iterable[Term], selectors: Iterable[str]
    ) -> frozenset[Term]:
        """Return the classes of the facts about which these shapes can ask a norm.

        Args:
            norm: the IRI of the norm.
            shapes: the shapes that check it.
            selectors: names of properties of the norm, without prefix, each of which a fact must
                meet by one of its values.
        """
        found = frozenset().union(*map(self._targeted, shapes))
        for selector in selectors:
            found &= self._asked(norm, selector, found)
        return found

    def _targeted(self, shape: Term) -> frozenset[Term]:
        quads = self._world.about_shapes.get(shape, ())
        classes = (term_text(q.object) for q in quads if q.predicate.value == SH + "targetClass")
        return frozenset().union(*map(self._narrower, classes))

    def _asked(self, norm: Term, selector: str, everything: frozenset[Term]) -> frozenset[Term]:
        values = self._world.values(norm, selector)
        if not values:
            return everything
        if selector == "betreftFeit":
            return frozenset().union(*map(self._narrower, values))
        if SL + selector in self._world.compared:
            read_from = self._world.values(SL + selector, "afgelezenVan")
            return self._having(prop.removeprefix(SL) for prop in read_from)
        if selector == "betreftBetrokkenheid":
            return self._having(value.removeprefix(SL) for value in values)
        if selector == "onderwerp":
            return frozenset().union(*map(self._about, values))
        return everything

    def _about(self, subject: Term) -> frozenset[Term]:
        """Return the classes of the facts that can have a subject; a class stands for itself."""
        kinds = {kind.removeprefix(SL) for kind in self._world.types(subject)}
        props = [prop for kind in kinds for prop in _SUBJECT.get(kind, ())]
        return self._having(props) if props else self._narrower(subject)

    def _having(self, props: Iterable[str]) -> frozenset[Term]:
        return frozenset().union(*(self._domain(SL + prop) for prop in props))

    def _domain(self, prop: Term) -> frozenset[Term]:
        quads = self._world.about.get(prop, ())
        named = [quad.object for quad in quads if quad.predicate.value == RDFS + "domain"]
        members = (member for node in named for member in self._members(node))
        return frozenset().union(*map(self._narrower, members))

    def _members(
        self, node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    ) -> Iterator[Term]:
        """Yield a class, or those of which it is the union."""
        if not isinstance(node, ox.BlankNode):
            yield term_text(node)
            return
        for quad in self._world.about.get(term_text(node), ()):
            if quad.predicate.value in (OWL + "unionOf", RDF + "first", RDF + "rest"):
                yield from self._members(quad.object)

    def _narrower(self, wide: Term) -> frozenset[Term]:
        found = {wide}
        for narrow in self._below.get(wide, ()):
            found |= self._narrower(narrow)
        return frozenset(found)

    @cached_property
    def _below(self) -> Mapping[Term, list[Term]]:
        found: dict[Term, list[Term]] = {}
        for quad in self._world.rulebook:
            if quad.predicate.value == RDFS + "subClassOf":
                found.setdefault(term_text(quad.object), []).append(term_text(quad.subject))
        return found
