"""The engines that are measured, one module per library, in one literal table.

Each module has functions that take a `Task` and return an `Outcome`; a module is imported only
in the process that measures it, so that nobody pays for the libraries of others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Engine:
    """One way to check the dossiers.

    Attributes:
        name: what the page calls it.
        function: ``module:function`` within ``bench.engines``.
        distribution: the package whose version the page names.
        kind: "floor" only reads the data, "own" is this project, "peer" is somebody else's.
        fresh: True if each run gets an empty folder for what is kept between runs.
        only: the shape sets that it is measured on; empty for all.
    """

    name: str
    function: str
    distribution: str
    kind: str
    fresh: bool = False
    only: frozenset[str] = frozenset()


FLOOR: Final = Engine("parse only", "floor:parse_only", "pyoxigraph", "floor")

#: what checks all dossiers as one graph
WHOLE: Final = (
    FLOOR,
    Engine("load only", "floor:load_only", "pyoxigraph", "floor"),
    Engine("scheidslijn, engine", "own:check", "scheidslijn", "own"),
    Engine("scheidslijn, engine, first run", "own:check", "scheidslijn", "own", fresh=True),
    Engine(
        "scheidslijn, whole", "own:validate", "scheidslijn", "own", only=frozenset({"complete"})
    ),
    Engine("pySHACL", "pyshacl_:check", "pyshacl", "peer"),
    Engine("pyshifty", "pyshifty:check", "pyshifty", "peer"),
    Engine("pyrudof", "rudof:check", "pyrudof", "peer"),
    Engine("pyshacl-turbo", "turbo:check", "pyshacl-turbo", "peer"),
    Engine("shacl-rust", "shacl_rust_:check", "shacl-rust", "peer"),
    Engine("shacl-rust, indexed", "shacl_rust_:check_indexed", "shacl-rust", "peer"),
    Engine("shacl", "shacl_:check", "shacl", "peer"),
)

#: what checks one dossier after another
EACH: Final = (
    Engine("scheidslijn, engine", "own:check_each", "scheidslijn", "own"),
    Engine("pySHACL", "pyshacl_:check_each", "pyshacl", "peer"),
    Engine("pyshifty", "pyshifty:check_each", "pyshifty", "peer"),
    Engine("pyrudof", "rudof:check_each", "pyrudof", "peer"),
    Engine("pyshacl-turbo", "turbo:check_each", "pyshacl-turbo", "peer"),
    Engine("shacl-rust", "shacl_rust_:check_each", "shacl-rust", "peer"),
    Engine("shacl", "shacl_:check_each", "shacl", "peer"),
)

#: what a library cannot do, or does otherwise than the others, as found with these versions
NOTES: Final = {
    "pyshacl": "Passes over sh:resultAnnotation. Asked in place, on rdflib's graph in memory.",
    "pyshifty": "Passes over sh:resultAnnotation. Asked for the W3C report: its other result, of "
    "the algebra, names neither component nor property shape.",
    "pyrudof": "Passes over sh:resultAnnotation. Does not bind $currentShape, so that a constraint "
    "finds what belongs to another shape too. Fails where a sh:sparql constraint meets a blank "
    'focus node. Takes an impossible day, "2024-02-30"^^xsd:date, for a date. Asked in its native '
    "mode; the mode Sparql finds the same and takes longer. A session repeats the results of data "
    "that it checked before; one dossier after another, each has its own, which reads the shapes.",
    "pyshacl-turbo": "Refuses sh:resultAnnotation. Given a store of pyoxigraph, its fastest input.",
    "shacl-rust": "Passes over sh:resultAnnotation. Of a sh:sparql constraint it gives no value "
    "where the query binds none or a literal; the first should be the focus node. Lets "
    "sh:lessThanOrEquals pass where two values cannot be compared. Has no compiled shapes: one "
    "dossier after another, it reads them each time. The index is its own option, "
    "experimental_index.",
    "shacl": "Passes over sh:resultAnnotation. Misses nearly all findings of Rolvermenging, "
    "RolvermengingWaarschuwing and Rolopvolging, and gives no value where a query binds a literal.",
}
