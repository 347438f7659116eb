"""SPARQL-based constraint components: their parameters and validators (SHACL 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from scheidslijn.compile.graph import ShapesGraph, is_iri, is_literal
from scheidslijn.compile.prefixes import prologue
from scheidslijn.errors import ShapesError
from scheidslijn.model import Term
from scheidslijn.namespaces import SH
from scheidslijn.terms import plain_text

__all__ = ["ComponentParameter", "CustomComponent", "Validator", "read_components"]

# The variable of a parameter is the local name of its IRI: what could be a name, at the end.
_LOCAL_NAME: Final = re.compile(r"[^\W\d][\w.-]*$")
_RESERVED: Final = frozenset(("this", "shapesGraph", "currentShape", "path", "PATH", "value"))


@dataclass(frozen=True, slots=True)
class ComponentParameter:
    """A parameter: its property, the variable that stands for it, and whether it may be absent."""

    iri: Term
    variable: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Validator:
    """A validator: the node that states it, and its query with prefixes before it."""

    node: Term
    query: str
    is_ask: bool


@dataclass(frozen=True, slots=True)
class CustomComponent:
    """A constraint component with the validators for node and for property shapes."""

    node: Term
    parameters: tuple[ComponentParameter, ...]
    for_nodes: Validator | None
    for_properties: Validator | None


def read_components(graph: ShapesGraph) -> tuple[CustomComponent, ...]:
    """Return the constraint components that the shapes graph declares, sorted by node.

    Raises:
        ShapesError: a declaration is not well-formed.
    """
    return tuple(
        _component(graph, node)
        for node in graph.instances(SH + "ConstraintComponent")
        if graph.objects(node, SH + "parameter") and not node.startswith(SH)
    )


def _component(graph: ShapesGraph, node: Term) -> CustomComponent:
    parameters = tuple(_parameter(graph, p) for p in graph.objects(node, SH + "parameter"))
    if all(parameter.optional for parameter in parameters):
        raise ShapesError(node, "a component needs a parameter that is not optional", "6.2.1")
    both = _validator(graph, node, "validator")
    if both is not None and not both.is_ask:
        raise ShapesError(node, "sh:validator takes an ASK query", "6.2.3")
    return CustomComponent(
        node,
        parameters,
        _validator(graph, node, "nodeValidator") or both,
        _validator(graph, node, "propertyValidator") or both,
    )


def _parameter(graph: ShapesGraph, node: Term) -> ComponentParameter:
    path = graph.only(node, SH + "path", "6.2.1")
    if path is None or not is_iri(path):
        raise ShapesError(node, "a parameter needs one IRI as sh:path", "6.2.1")
    found = _LOCAL_NAME.search(path)
    name = found[0] if found else ""
    if name in _RESERVED or not name.isidentifier():
        raise ShapesError(node, f"a parameter may not be named {name or path}", "6.2.1")
    return ComponentParameter(path, name, graph.flag(node, SH + "optional", "6.2.1"))


def _validator(graph: ShapesGraph, component: Term, kind: str) -> Validator | None:
    node = graph.first(component, SH + kind)
    if node is None:
        return None
    texts = [
        (text, form == "ask")
        for form in ("ask", "select")
        for text in graph.objects(node, SH + form)
    ]
    if len(texts) != 1 or not is_literal(texts[0][0]):
        raise ShapesError(node, "a validator needs one sh:ask or one sh:select", "6.2.3")
    ((text, is_ask),) = texts
    return Validator(node, prologue(graph, node) + plain_text(text), is_ask)
