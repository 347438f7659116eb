"""Role assignments of persons with roles in more than one dossier, as a remote store has them.

The store says which persons those are; only what `across.Projection` keeps of them is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from scheidslijn.errors import EngineError
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF, RDFS, SL
from scheidslijn.remote.answering import Proof
from scheidslijn.remote.pages import Pages
from scheidslijn.terms import rdf_term, term_text

__all__ = ["Assignments"]

_PREFIXES: Final = f"PREFIX rdf: <{RDF}>\nPREFIX rdfs: <{RDFS}>\nPREFIX sl: <{SL}>\n"
_ASSIGNED: Final = (
    "GRAPH ?g { ?assignment a sl:Rolvervulling ; sl:door ?person ; sl:dossier ?dossier }"
)
_KEPT: Final = {
    "assignment": "rdf:type rdfs:label sl:door sl:rol sl:dossier sl:vanaf sl:totEnMet",
    "person": "rdf:type rdfs:label",
    "dossier": (
        "rdf:type rdfs:label sl:werkgever sl:domein sl:totEnMet sl:hersteldatum sl:peildatum"
    ),
}
_AT_ONCE: Final = 200


class Assignments:
    """The role assignments in some graphs that matter across dossiers.

    Args:
        pages: the store.
        graphs: the graphs that were judged.
        proof: what is known of the server.
    """

    def __init__(self, pages: Pages, graphs: Sequence[str], proof: Proof) -> None:
        self._pages = pages
        self._proof = proof
        self._graphs = frozenset(graphs)
        self._origin: dict[Term, str] = {}

    def origin(self, term: Term) -> str | None:
        """Return the graph that a role assignment stands in."""
        return self._origin.get(term)

    def shared(self) -> list[ox.Quad]:
        """Return what concerns persons with roles in more than one dossier, else nothing.

        Raises:
            EngineError: the server fails.
        """
        persons = self._persons()
        iris = [person for person in persons if not person.startswith("_:")]
        found: dict[ox.Quad, None] = {}
        for start in range(0, len(iris), _AT_ONCE):
            some = " ".join(f"<{iri}>" for iri in iris[start : start + _AT_ONCE])
            found.update(dict.fromkeys(self._about(f"VALUES ?person {{ {some} }}")))
        if len(iris) < len(persons):
            if not self._proof.keeps_names:
                raise EngineError(
                    f"{self._pages.endpoint.name}: a person with roles in several dossiers is a "
                    "blank node, which this server names anew in each answer; give it an IRI."
                )
            found.update(dict.fromkeys(self._about("FILTER(ISBLANK(?person))")))
        return list(found)

    def _persons(self) -> list[Term]:
        """Return who has roles in more than one dossier."""
        query = (
            f"{_PREFIXES}SELECT ?person (COUNT(DISTINCT ?dossier) AS ?n) {{ {_ASSIGNED} }} "
            "GROUP BY ?person HAVING(COUNT(DISTINCT ?dossier) > 1)"
        )
        rows = self._pages.select(query).rows
        return [person for person, _ in rows if person is not None]

    def _about(self, chosen: str) -> Iterator[ox.Quad]:
        for role, properties in _KEPT.items():
            query = (
                f"{_PREFIXES}SELECT DISTINCT ?g ?{role} ?property ?value {{ {chosen} {_ASSIGNED} "
                f"VALUES ?property {{ {properties} }} GRAPH ?g {{ ?{role} ?property ?value }} }}"
            )
            for row in self._pages.select(query).rows:
                graph, *terms = (term for term in row if term is not None)
                if graph in self._graphs:
                    subject, predicate, value = map(rdf_term, terms)
                    assert isinstance(predicate, ox.NamedNode)
                    assert not isinstance(subject, ox.Literal)
                    known = self._origin.setdefault(term_text(subject), graph)
                    self._origin[term_text(subject)] = min(known, graph)
                    yield ox.Quad(subject, predicate, value)
