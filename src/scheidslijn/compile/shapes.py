"""Reads a shapes graph into shapes with their targets and constraints, and refuses what is unsound.

A shape is whatever SHACL calls one (2.1): a node typed as such, one with a target, one with a
parameter of a constraint component, or a value of a parameter that takes shapes. Parameters are
read by the table in `parameters`; here stands what makes a shape as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scheidslijn.compile.custom import CustomComponent, read_components
from scheidslijn.compile.graph import ShapesGraph, is_iri, is_literal
from scheidslijn.compile.parameters import KNOWN, PARAMETERS, SHAPE_LISTS, SHAPE_VALUES, Values
from scheidslijn.compile.paths import Path, read_path
from scheidslijn.errors import ShapesError, UncompilableError
from scheidslijn.model import Term
from scheidslijn.namespaces import OWL, RDF_TYPE, RDFS, SH

__all__ = ["Shape", "Shapes", "Target", "read_shapes"]

# each with the section that describes it
_TARGETS: Final = {
    "targetNode": "2.1.3.1",
    "targetClass": "2.1.3.2",
    "targetSubjectsOf": "2.1.3.4",
    "targetObjectsOf": "2.1.3.5",
}
_CLASSES: Final = (RDFS + "Class", OWL + "Class")
_VIOLATION: Final = SH + "Violation"


@dataclass(frozen=True, slots=True)
class Target:
    """One target of a shape: ``kind`` is the local name of its property (SHACL 2.1.3)."""

    kind: str
    value: Term


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape, as its own triples state it.

    ``values`` holds, per parameter (IRI), the values in sorted order, lists not yet read out.
    ``path`` is None for a node shape.
    """

    node: Term
    path: Path | None
    targets: tuple[Target, ...]
    severity: Term
    deactivated: bool
    values: Values


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes of a shapes graph, by node, and its SPARQL-based constraint components."""

    graph: ShapesGraph
    by_node: dict[Term, Shape]
    components: tuple[CustomComponent, ...]

    def targeted(self) -> list[Shape]:
        """Return the shapes that have a target and are not switched off, sorted by node."""
        return [s for s in self.by_node.values() if s.targets and not s.deactivated]


def read_shapes(graph: ShapesGraph) -> Shapes:
    """Return the shapes of a shapes graph.

    Raises:
        ShapesError: the graph is no well-formed SHACL.
        UncompilableError: a shape refers to itself, or names a feature that is not compiled.
    """
    for node in graph.subjects(SH + "entailment"):
        raise UncompilableError(node, "sh:entailment asks for inference, which is not done", "3.2")
    components = read_components(graph)
    own = {p.iri for c in components for p in c.parameters}
    by_node = {node: _shape(graph, node, own) for node in sorted(_nodes(graph, components))}
    _refuse_unknown(graph, by_node, own)
    _refuse_recursion(by_node, graph)
    return Shapes(graph, by_node, components)


def _nodes(graph: ShapesGraph, components: tuple[CustomComponent, ...]) -> set[Term]:
    """Return every node that is a shape (SHACL 2.1)."""
    found = {*graph.instances(SH + "NodeShape"), *graph.instances(SH + "PropertyShape")}
    for target in _TARGETS:
        found.update(graph.subjects(SH + target))
    # the description of a component's parameter is a property shape that validates no data
    declared = {d for c in graph.instances(SH + "ConstraintComponent")
                for d in graph.objects(c, SH + "parameter")}  # fmt: skip
    for parameter in PARAMETERS:
        found.update(node for node in graph.subjects(parameter) if node not in declared)
    for component in components:
        required = [p.iri for p in component.parameters if not p.optional]
        found.update(*(graph.subjects(iri) for iri in required[:1]))
    for parameter in SHAPE_VALUES:
        for owner in found & set(graph.subjects(parameter)):
            found.update(v for v in graph.objects(owner, parameter) if not is_literal(v))
    return _closed(graph, found - declared)


def _closed(graph: ShapesGraph, found: set[Term]) -> set[Term]:
    queue = list(found)
    while queue:
        for node in _referenced(graph, queue.pop()):
            if node not in found and not is_literal(node):
                found.add(node)
                queue.append(node)
    return found


def _referenced(graph: ShapesGraph, node: Term) -> list[Term]:
    """Return the shapes that a shape refers to."""
    direct = [value for p in SHAPE_VALUES for value in graph.objects(node, p)]
    lists = [value for p in SHAPE_LISTS for value in graph.objects(node, p)]
    return direct + [member for value in lists for member in graph.items(value, node)]


def _shape(graph: ShapesGraph, node: Term, own: set[str]) -> Shape:
    severity = graph.only(node, SH + "severity", "2.1.4") or _VIOLATION
    if not is_iri(severity):
        raise ShapesError(node, f"sh:severity must be an IRI, not {severity}", "2.1.4")
    for message in graph.objects(node, SH + "message"):
        if not is_literal(message):
            raise ShapesError(node, f"sh:message must be a string, not {message}", "2.1.5")
    shape = Shape(
        node=node,
        path=_path(graph, node),
        targets=tuple(_targets(graph, node)),
        severity=severity,
        deactivated=graph.flag(node, SH + "deactivated", "2.1.6"),
        values={p: tuple(graph.objects(node, p)) for p in (*PARAMETERS, *sorted(own))
                if graph.objects(node, p)},
    )  # fmt: skip
    for parameter, values in shape.values.items():
        if parameter in PARAMETERS:
            PARAMETERS[parameter].check(graph, node, shape.path is not None, values)
    return shape


def _path(graph: ShapesGraph, node: Term) -> Path | None:
    paths = graph.objects(node, SH + "path")
    types = graph.objects(node, RDF_TYPE)
    if len(paths) > 1:
        raise ShapesError(node, f"a property shape has one sh:path, not {len(paths)}", "2.3")
    used = any(node in graph.objects(owner, SH + "property")
               for owner in graph.subjects(SH + "property", node))  # fmt: skip
    if not paths:
        if SH + "PropertyShape" in types or used:
            raise ShapesError(node, "a property shape needs one sh:path", "2.3")
        return None
    if SH + "NodeShape" in types:
        raise ShapesError(node, "a node shape has no sh:path", "2.2")
    if is_literal(paths[0]):
        raise ShapesError(node, f"sh:path must be a path, not {paths[0]}", "2.3.1")
    return read_path(graph, paths[0], node)


def _targets(graph: ShapesGraph, node: Term) -> list[Target]:
    found = []
    for kind in _TARGETS:
        for value in graph.objects(node, SH + kind):
            if kind != "targetNode" and not is_iri(value):
                raise ShapesError(node, f"sh:{kind} must be an IRI, not {value}", _TARGETS[kind])
            if value.startswith("_:"):
                raise ShapesError(node, "sh:targetNode must not be a blank node", "2.1.3.1")
            found.append(Target(kind, value))
    is_shape = {SH + "NodeShape", SH + "PropertyShape"} & set(graph.objects(node, RDF_TYPE))
    if is_shape and is_iri(node) and _is_class(graph, node):
        found.append(Target("targetClass", node))
    return found


def _is_class(graph: ShapesGraph, node: Term) -> bool:
    """Return whether a shape is a class too, and so targets its instances (SHACL 2.1.3.3)."""
    kinds = {narrower for cls in _CLASSES for narrower in graph.subclasses(cls)}
    return bool(kinds & set(graph.objects(node, RDF_TYPE)))


def _refuse_unknown(graph: ShapesGraph, by_node: dict[Term, Shape], own: set[str]) -> None:
    """Refuse a property of the SHACL namespace that SHACL does not have: it would check nothing."""
    for node in by_node:
        for predicate in graph.predicates(node):
            if predicate.startswith(SH) and predicate not in KNOWN and predicate not in own:
                problem = f"unknown constraint component: SHACL has no property <{predicate}>"
                raise ShapesError(node, problem, "2.1.1")


def _refuse_recursion(by_node: dict[Term, Shape], graph: ShapesGraph) -> None:
    """Refuse shapes that refer to themselves, directly or by others (SHACL 3.4.3)."""
    done: set[Term] = set()
    for start in by_node:
        stack = [(start, _referenced(graph, start))]
        while stack:
            node, waiting = stack[-1]
            if node in done or not waiting:
                done.add(node)
                stack.pop()
                continue
            above = [shape for shape, _ in stack]
            following = waiting.pop()
            if following in above:
                circle = above[above.index(following) :]
                # the one that a reader can find: a shape with an IRI, if there is one
                named = min(circle, key=lambda shape: (shape.startswith("_:"), shape))
                raise UncompilableError(named, "the shape refers to itself (recursion)", "3.4.3")
            stack.append((following, _referenced(graph, following)))
