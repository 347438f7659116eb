"""Which nodes a shape is checked on, as patterns (SHACL 2.1.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from scheidslijn.compile.lexical import Writing
from scheidslijn.compile.paths import Path
from scheidslijn.compile.shapes import Target
from scheidslijn.namespaces import RDF, RDFS

__all__ = ["INSTANCE", "Focus", "focus_of", "is_instance", "values_of", "written_out"]

INSTANCE: Final = "rdf:type/rdfs:subClassOf*"
_TYPE: Final = f"<{RDF}type>"
_SUBCLASS: Final = f"<{RDFS}subClassOf>"
_WRITTEN_OUT: Final = f"{_TYPE}/{_SUBCLASS}*"

# from more targets than this on, it costs less to join them than to ask for each
_MANY: Final = 3

Pattern = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Focus:
    """The focus nodes of a shape.

    ``scan`` binds a variable (with its sign) to them, perhaps to one more than once; ``held`` is
    an expression that is true when a variable that is bound holds one of them. ``is_wide`` tells
    that the expression has many parts, so that a scan costs less.
    """

    scan: Pattern
    held: Pattern
    is_wide: bool = False


def focus_of(targets: tuple[Target, ...], writing: Writing) -> Focus:
    """Return the nodes of these targets."""
    by_kind: dict[str, list[str]] = {}
    for target in targets:
        value = writing.term(target.value)
        by_kind.setdefault(target.kind, []).append(value)

    def scan(variable: str) -> str:
        found = [_SCANS[kind](variable, values) for kind, values in by_kind.items()]
        return found[0] if len(found) == 1 else " UNION ".join(f"{{ {one} }}" for one in found)

    def held(variable: str) -> str:
        parts = [
            f"EXISTS {{ {_SCANS[kind](variable, [value])} }}"
            for kind, values in by_kind.items()
            for value in values
            if kind != "targetClass"
        ]
        classes = by_kind.get("targetClass", [])
        return " || ".join([is_instance(variable, classes), *parts] if classes else parts)

    return Focus(scan, held, is_wide=len(targets) > _MANY)


def values_of(focus: Focus, path: Path, node: str) -> Focus:
    """Return the value nodes of a property shape, as focus nodes of the shapes below it.

    Args:
        focus: the focus nodes of the property shape.
        path: its path.
        node: a variable for them that nothing else uses.
    """

    def pattern(variable: str) -> str:
        return f"{focus.scan(node)} {node} {path.sparql} {variable} ."

    return Focus(pattern, lambda variable: f"EXISTS {{ {pattern(variable)} }}")


def written_out(pattern: Pattern) -> Pattern:
    """Return a pattern for a query that has prefixes of its own."""
    return lambda variable: pattern(variable).replace(INSTANCE, _WRITTEN_OUT)


def _nodes(variable: str, values: list[str]) -> str:
    return f"VALUES {variable} {{ {' '.join(values)} }}"


def _instances(variable: str, values: list[str]) -> str:
    return _each(values, "?targetClass", f"{variable} {INSTANCE} {{}} .")


def is_instance(variable: str, classes: list[str]) -> str:
    """Return an expression: whether a node that is bound is an instance of one of the classes.

    Its own types come first, for they mostly decide.

    Args:
        variable: holds the node, with its sign.
        classes: as terms of a query.
    """
    own = "?targetOwnClass"
    above = " || ".join(f"EXISTS {{ {own} {_SUBCLASS}* {cls} }}" for cls in classes)
    within = f"{own} IN ({', '.join(classes)}) || {above}"
    return f"EXISTS {{ {variable} {_TYPE} {own} . FILTER({within}) }}"


def _subjects(variable: str, values: list[str]) -> str:
    return _each(values, "?targetProperty", f"{variable} {{}} ?targetObject .")


def _objects(variable: str, values: list[str]) -> str:
    return _each(values, "?targetProperty", f"?targetSubject {{}} {variable} .")


def _each(values: list[str], name: str, pattern: str) -> str:
    """Fill a pattern with a value, or with a variable that goes over several."""
    if len(values) == 1:
        return pattern.format(values[0])
    return f"VALUES {name} {{ {' '.join(values)} }} {pattern.format(name)}"


_SCANS: Final[dict[str, Callable[[str, list[str]], str]]] = {
    "targetClass": _instances,
    "targetNode": _nodes,
    "targetSubjectsOf": _subjects,
    "targetObjectsOf": _objects,
}
