"""The constraints of SHACL-SPARQL, as strategies draw them for `shacl_strategies.Shapes`.

A query is drawn from a list of forms; ``<P>`` and ``<Q>`` in it stand for predicates, ``<K>``
for a class, ``<N>`` for a node, ``<L>`` for a literal, ``<D>`` for a number and ``<M>`` for a
literal that the embedded store can order: it does not order xsd:boolean.
"""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox
from hypothesis import strategies as st

from shacl_strategies import (
    EX,
    Constraint,
    Name,
    Node,
    Shapes,
    booleans,
    classes,
    ex,
    literal,
    literals,
    names,
    predicates,
    sh,
)

__all__ = ["COMPONENTS", "SPARQL"]

_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_ANY_URI: Final = ox.NamedNode("http://www.w3.org/2001/XMLSchema#anyURI")
_ONTOLOGY: Final = ox.NamedNode("http://www.w3.org/2002/07/owl#Ontology")

_QUERIES: Final = {
    # one basic pattern, and what is projected of it
    "link": "SELECT $this ?value WHERE { $this <P> ?value . }",
    "question mark": "SELECT ?this ?value WHERE { ?this <P> ?value . }",
    "distinct": "SELECT DISTINCT $this WHERE { $this <P> ?other . }",
    "backwards": "SELECT $this ?value WHERE { ?value <P> $this . }",
    "two steps": "SELECT $this ?value WHERE { $this <P> ?x . ?x <Q> ?value . }",
    "any": "SELECT $this ?path ?value WHERE { $this ?path ?value . }",
    "renamed": "SELECT $this (?x AS ?value) (<P> AS ?path) WHERE { $this <P> ?x . }",
    "path": "SELECT $this ?value WHERE { $this <P>/^<Q> ?value . }",
    "closure": "SELECT $this ?value WHERE { $this <P>* ?value . ?value a <K> . }",
    "class": "SELECT $this ?value WHERE { $this <P> ?value . ?value a/rdfs:subClassOf* <K> . }",
    "term": "SELECT $this WHERE { $this <P> <L> . }",
    # what is not there
    "not exists": "SELECT $this WHERE { FILTER NOT EXISTS { $this <P> ?x . } }",
    "exists": "SELECT $this WHERE { FILTER EXISTS { $this <P> ?x . ?x <Q> $this . } }",
    "values without": (
        "SELECT $this ?value WHERE { $this <P> ?value . FILTER NOT EXISTS { ?value <Q> ?x . } }"
    ),
    "filter inside": (
        "SELECT $this ?value WHERE { $this <P> ?value . "
        "FILTER NOT EXISTS { ?value <Q> ?x . FILTER (?x = $this) } }"
    ),
    "nested": (
        "SELECT $this WHERE { FILTER NOT EXISTS { $this <P> ?x . "
        "FILTER NOT EXISTS { ?x <Q> $this . } } }"
    ),
    # optional and alternative parts
    "optional": (
        "SELECT $this ?value WHERE { $this <P> ?value . OPTIONAL { $this <Q> ?x . } "
        "FILTER (!bound(?x)) }"
    ),
    "optional this": "SELECT $this ?value WHERE { OPTIONAL { $this <P> ?value . } }",
    "optional filter": (
        "SELECT $this ?value WHERE { $this <P> ?value . "
        "OPTIONAL { ?value <Q> ?x . FILTER (?x = $this) } FILTER (!bound(?x)) }"
    ),
    "union": "SELECT $this ?value WHERE { { $this <P> ?value . } UNION { ?value <Q> $this . } }",
    "union of filters": ("SELECT $this WHERE { { FILTER ($this = <N>) } UNION { $this a <K> . } }"),
    # $this outside basic patterns
    "filter": "SELECT $this WHERE { FILTER ($this = <N>) }",
    "filter in group": (
        "SELECT $this ?value WHERE { $this <P> ?value . { FILTER ($this = <N>) } }"
    ),
    "two groups": (
        "SELECT $this WHERE { { FILTER (isIRI($this)) } { { FILTER (bound($this)) } } }"
    ),
    "bind": "SELECT $this ?value WHERE { BIND ($this AS ?self) ?self <P> ?value . }",
    "bind in group": (
        "SELECT $this ?value WHERE { { BIND ($this AS ?value) } FILTER (isIRI(?value)) }"
    ),
    "bind text": (
        'SELECT $this ?value WHERE { BIND (CONCAT(STR($this), "!") AS ?value) '
        "FILTER (isIRI($this)) }"
    ),
    "itself": "SELECT $this ?value WHERE { $this <P> ?value . FILTER (?value != $this) }",
    # queries in queries
    "sub-select": (
        "SELECT $this ?value WHERE { { SELECT $this ?value WHERE { $this <P> ?value . } } }"
    ),
    "sub-select filter": (
        "SELECT $this WHERE { $this <P> ?x . { SELECT $this WHERE { FILTER ($this = <N>) } } }"
    ),
    "sub-select count": (
        "SELECT $this ?value WHERE { $this <Q> ?value . "
        "{ SELECT $this (COUNT(DISTINCT ?x) AS ?n) WHERE { $this <P> ?x . } GROUP BY $this } "
        "FILTER (?n > 1) }"
    ),
    "group": ("SELECT $this WHERE { $this <P> ?x . } GROUP BY $this HAVING (COUNT(?x) > 1)"),
    "group by value": (
        "SELECT $this ?value WHERE { $this ?x ?value . } GROUP BY $this ?value "
        "HAVING (COUNT(?x) > 1)"
    ),
    # expressions on values
    "is literal": "SELECT $this ?value WHERE { $this <P> ?value . FILTER (isLiteral(?value)) }",
    "language": 'SELECT $this ?value WHERE { $this <P> ?value . FILTER (lang(?value) = "en") }',
    "text": 'SELECT $this ?value WHERE { $this <P> ?value . FILTER (STR(?value) = "abc") }',
    # SPARQL decides the equality of numbers, and leaves that of other literals open (17.4.1.7)
    "equal": (
        "SELECT $this ?value WHERE { $this <P> ?value . "
        "FILTER (isNumeric(?value) && ?value = <D>) }"
    ),
    "unequal": (
        "SELECT $this ?value WHERE { $this <P> ?value . "
        "FILTER (isNumeric(?value) && ?value != <D>) }"
    ),
    "more": "SELECT $this ?value WHERE { $this <P> ?value . FILTER (?value > <M>) }",
    "not more": "SELECT $this ?value WHERE { $this <P> ?value . FILTER (!(?value > <M>)) }",
    "among": "SELECT $this ?value WHERE { $this <P> ?value . FILTER (?value IN (<N>, <K>)) }",
    "two values": (
        "SELECT $this ?value WHERE { $this <P> ?value . $this <Q> ?other . "
        "FILTER (isIRI(?value) && isIRI(?other) && STR(?value) < STR(?other)) }"
    ),
    "default": (
        "SELECT $this ?value WHERE { $this <P> ?value . OPTIONAL { ?value <Q> ?x . } "
        "FILTER (COALESCE(?x, <N>) = <N>) }"
    ),
}
# on a property shape, with its path in the place of a predicate
_PATH_QUERIES: Final = {
    "path link": "SELECT $this ?value WHERE { $this $PATH ?value . }",
    "path class": (
        "SELECT $this ?value WHERE { $this $PATH ?value . FILTER NOT EXISTS { ?value a <K> . } }"
    ),
    "path none": "SELECT $this WHERE { FILTER NOT EXISTS { $this $PATH ?x . } }",
    "path twice": (
        "SELECT $this WHERE { $this $PATH ?x . $this $PATH ?y . "
        "FILTER (!isBlank(?x) && !isBlank(?y) && STR(?x) < STR(?y)) }"
    ),
    "path and link": "SELECT $this ?value WHERE { $this <P> ?value . $this $PATH ?value . }",
    "path literal": (
        "SELECT $this ?value WHERE { $this $PATH ?value . FILTER (!isLiteral(?value) || "
        '!langMatches(lang(?value), "en")) }'
    ),
}
_ASKS: Final = (
    "ASK { FILTER ((isIRI($value) || isNumeric($value)) && $value = $wanted) }",
    "ASK { FILTER (isLiteral($value) || $value != $wanted) }",
    "ASK { FILTER (isBlank($value) || STR($value) != STR($wanted)) }",
    "ASK { $value <P> $wanted . }",
    "ASK { FILTER NOT EXISTS { $value <P> $wanted . } }",
    "ASK { FILTER (bound($extra) && (isBlank($value) || STR($value) != STR($extra))) }",
    "ASK { FILTER (isLiteral($value) || $value != COALESCE($extra, $wanted)) }",
    "ASK { { FILTER (isLiteral($value)) } UNION { $value ?any $wanted . } }",
    "ASK { $this ?any $value . }",
)
_NODE_SELECTS: Final = (
    "SELECT $this WHERE { FILTER NOT EXISTS { $this <P> $wanted . } }",
    "SELECT $this ?value WHERE { $this <P> ?value . "
    "FILTER (!isLiteral(?value) && ?value != $wanted) }",
    "SELECT $this ?value WHERE { $this <P> ?value . FILTER (!bound($extra)) }",
    "SELECT $this (?x AS ?value) WHERE { $this <P> ?x . ?x <Q> $wanted . }",
)
_PROPERTY_SELECTS: Final = (
    "SELECT $this ?value WHERE { $this $PATH ?value . "
    "FILTER (isNumeric(?value) && ?value = $wanted) }",
    "SELECT $this WHERE { FILTER NOT EXISTS { $this $PATH $wanted . } }",
    "SELECT $this ?value WHERE { $this $PATH ?value . FILTER (!bound($extra)) }",
    "SELECT DISTINCT $this ?value WHERE { $this $PATH ?value . OPTIONAL { ?value <P> ?x . } "
    "FILTER (!bound(?x) || ?x = $wanted) }",
)
_numbers: Final = st.sampled_from(
    [
        literal("1", "integer"),
        literal("01", "integer"),
        literal("1.0", "decimal"),
        literal("2", "int"),
    ]
)
_ordered: Final = literals.filter(lambda term: not str(term).endswith("#boolean>"))
_HOLES: Final = re.compile("<[PQKNLDM]>")


def _query(graph: Shapes, form: str) -> ox.Literal:
    kinds: dict[str, st.SearchStrategy[Node]] = {
        "K": classes,
        "N": names,
        "L": literals,
        "D": _numbers,
        "M": _ordered,
    }
    drawn: dict[str, str] = {}

    def fill(hole: re.Match[str]) -> str:
        kind = hole.group()[1]
        if hole.group() not in drawn:
            term = graph.draw(kinds.get(kind, predicates))
            short = isinstance(term, ox.NamedNode)
            drawn[hole.group()] = str(term).replace(f"<{EX}", "ex:")[:-1] if short else str(term)
        return drawn[hole.group()]

    return ox.Literal(_HOLES.sub(fill, form))


def _prefixes(graph: Shapes, query: Name) -> None:
    """Let a query use the prefixes ex and rdfs."""
    header = ex("prefixes")
    graph.add(query, "prefixes", header)
    graph.state(header, _TYPE, _ONTOLOGY)
    for prefix, namespace in (("ex", EX), ("rdfs", _RDFS)):
        declaration = ex("prefix-" + prefix)
        graph.add(header, "declare", declaration)
        graph.add(declaration, "prefix", literal(prefix))
        graph.add(declaration, "namespace", ox.Literal(namespace, datatype=_ANY_URI))


def _sparql(form: str) -> Constraint:
    def state(graph: Shapes, name: Name, depth: int) -> None:
        constraint = graph.fresh(blank=graph.draw(st.booleans()))
        graph.add(name, "sparql", constraint)
        graph.add(constraint, "select", _query(graph, form))
        _prefixes(graph, constraint)
        if graph.chance(8):
            graph.add(constraint, "deactivated", graph.draw(booleans))

    return Constraint(state, property_only="$PATH" in form)


def _component(graph: Shapes, name: Name, depth: int) -> None:
    """Use a component of one's own: parameters ``wanted`` and, optional, ``extra``."""
    number = graph.draw(st.integers(1, 2))
    component, wanted = ex(f"Component{number}"), f"c{number}/wanted"
    if not any(triple.subject == component for triple in graph.triples):
        _declare(graph, component, number)
    graph.state(name, ex(wanted), graph.draw(st.one_of(names, _numbers)))
    if graph.draw(st.booleans()):
        graph.state(name, ex(f"c{number}/extra"), graph.draw(names))


def _declare(graph: Shapes, component: ox.NamedNode, number: int) -> None:
    graph.state(component, _TYPE, sh("ConstraintComponent"))
    for parameter in ("wanted", "extra"):
        declaration = graph.fresh(blank=True)
        graph.add(component, "parameter", declaration)
        graph.add(declaration, "path", ex(f"c{number}/{parameter}"))
        if parameter == "extra":
            graph.add(declaration, "optional", literal("true", "boolean"))
    kinds = graph.draw(
        st.sampled_from((("",), ("", "node"), ("", "property"), ("node", "property")))
    )
    for kind in kinds:
        validator = graph.fresh(blank=graph.draw(st.booleans()))
        graph.add(component, (kind + "Validator") if kind else "validator", validator)
        forms = {"": _ASKS, "node": _NODE_SELECTS, "property": _PROPERTY_SELECTS}[kind]
        query = _query(graph, graph.draw(st.sampled_from(forms)))
        graph.add(validator, "select" if kind else "ask", query)
        graph.state(validator, _TYPE, sh("SPARQLSelectValidator" if kind else "SPARQLAskValidator"))
        _prefixes(graph, validator)


SPARQL: Final = {name: _sparql(form) for name, form in (_QUERIES | _PATH_QUERIES).items()}
COMPONENTS: Final = {"component": Constraint(_component)}
