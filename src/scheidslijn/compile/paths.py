"""SHACL property paths, as SPARQL writes them (SHACL 2.3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scheidslijn.compile.graph import ShapesGraph, is_iri
from scheidslijn.errors import ShapesError
from scheidslijn.model import Term
from scheidslijn.namespaces import SH

__all__ = ["Path", "read_path"]

_CLAUSE: Final = "2.3.1"
_UNARY: Final = {
    SH + "inversePath": "^{}",
    SH + "zeroOrMorePath": "{}*",
    SH + "oneOrMorePath": "{}+",
    SH + "zeroOrOnePath": "{}?",
}


@dataclass(frozen=True, slots=True)
class Path:
    """A property path: ``text`` as results name it, ``sparql`` as a query writes it.

    A predicate path is named by its bare IRI; every other one as in SPARQL.
    """

    text: Term
    sparql: str

    @property
    def predicate(self) -> Term | None:
        """The IRI of a predicate path, or None for a longer one."""
        return self.text if is_iri(self.text) and self.sparql == f"<{self.text}>" else None


def read_path(graph: ShapesGraph, node: Term, shape: Term) -> Path:
    """Return the path that ``node`` stands for.

    Raises:
        ShapesError: it is no well-formed path, or comes back to itself.
    """
    if is_iri(node):
        return Path(node, f"<{node}>")
    text = _read(graph, node, shape, ())
    return Path(text, text)


def _read(graph: ShapesGraph, node: Term, shape: Term, above: tuple[Term, ...]) -> str:
    """Return a path in SPARQL; what consists of several parts stands in parentheses."""
    if is_iri(node):
        return f"<{node}>"
    if node in above:
        raise ShapesError(shape, "the path comes back to itself", _CLAUSE)
    above = (*above, node)
    if graph.is_list(node):
        steps = graph.items(node, shape)
        return _joined(graph, steps, "/", shape, above)
    forms = [(p, v) for p in _UNARY for v in graph.objects(node, p)]
    alternatives = graph.objects(node, SH + "alternativePath")
    if len(forms) + len(alternatives) != 1:
        problem = "a path must be an IRI, a list, or a node with exactly one kind of path"
        raise ShapesError(shape, problem, _CLAUSE)
    if alternatives:
        return _joined(graph, graph.items(alternatives[0], shape), "|", shape, above)
    predicate, inner = forms[0]
    path = _read(graph, inner, shape, above)
    bare = (path[0], path[-1]) in (("(", ")"), ("<", ">"))
    return _UNARY[predicate].format(path if bare else f"({path})")


def _joined(
    graph: ShapesGraph, steps: tuple[Term, ...], sign: str, shape: Term, above: tuple[Term, ...]
) -> str:
    if len(steps) < 2:
        problem = "a sequence or alternative path needs two members or more"
        raise ShapesError(shape, problem, _CLAUSE)
    return "(" + sign.join(_read(graph, step, shape, above) for step in steps) + ")"
