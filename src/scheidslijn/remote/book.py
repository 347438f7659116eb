"""The rule book in a remote store: put there, and recognised there.

Three named graphs with one beginning, that of `Material.graph`: the rule book as the shapes read
it; with ``:closure`` what it reaches over paths, for servers that cannot follow them; and with
``:proof`` what was found out about the server. The proof is written last, so a rule book that is
there only in part, since a load broke off, is never taken for a whole one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import pyoxigraph as ox

from scheidslijn.endpoint import Endpoint
from scheidslijn.errors import EngineError
from scheidslijn.model import Term
from scheidslijn.namespaces import XSD
from scheidslijn.remote.answering import Proof
from scheidslijn.remote.loading import parts_of
from scheidslijn.remote.pages import Pages
from scheidslijn.terms import plain_text

__all__ = [
    "OWN",
    "begin",
    "closure_graph",
    "find_proof",
    "keep_proof",
    "others_loaded",
    "put",
    "trial_graph",
]

# Graphs that start so are ours, and no dossiers.
OWN: Final = "urn:scheidslijn:"
_IS: Final = OWN + "is:"
_QUERY: Final = OWN + "query:"


def closure_graph(book: str) -> str:
    """Return the graph beside a rule book in which its paths are written out."""
    return f"{book}:closure"


def trial_graph(book: str) -> str:
    """Return the graph beside a rule book that for a while holds made-up dossiers."""
    return f"{book}:trial"


def _proof_graph(book: str) -> str:
    return f"{book}:proof"


def begin(endpoint: Endpoint, book: str) -> None:
    """Note that a rule book is being loaded, so that nobody takes it for whole; raises as `put`."""
    node = ox.NamedNode(book)
    put(endpoint, _proof_graph(book), [ox.Triple(node, ox.NamedNode(_IS + "loading"), node)])


def find_proof(pages: Pages, book: str) -> Proof | None:
    """Return what is known of the server, when the rule book is there as a whole.

    Raises:
        EngineError: the server fails, or the rule book was changed since it was loaded.
    """
    said: dict[Term, list[tuple[Term, Term]]] = {}
    for subject, predicate, value in pages.select(
        "SELECT ?s ?p ?o { ?s ?p ?o }", [_proof_graph(book)]
    ).rows:
        assert subject is not None
        assert predicate is not None
        assert value is not None
        said.setdefault(predicate.removeprefix(_IS), []).append((subject, plain_text(value)))
    sizes = {graph: int(size) for graph, size in said.get("size", ())}
    if not sizes:
        return None
    for graph, size in sizes.items():
        if _size(pages, graph) != size:
            raise EngineError(
                f"{pages.endpoint.name}: <{graph}> was changed after it was loaded; load it anew "
                "with --load-rulebook."
            )
    ((_, server),) = said["server"]
    return Proof(
        forms={query.removeprefix(_QUERY): form for query, form in said.get("form", ())},
        server=server,
        keeps_names=said["keepsNames"][0][1] == "yes",
    )


def keep_proof(pages: Pages, book: str, proof: Proof) -> None:
    """Write down what is known of the server, and with that that the rule book is whole."""
    facts = [
        (book, "server", proof.server),
        (book, "keepsNames", "yes" if proof.keeps_names else "no"),
        *((_QUERY + key, "form", form) for key, form in sorted(proof.forms.items())),
        *((graph, "size", str(_size(pages, graph))) for graph in (book, closure_graph(book))),
    ]
    triples = (
        ox.Triple(ox.NamedNode(s), ox.NamedNode(_IS + p), ox.Literal(o)) for s, p, o in facts
    )
    put(pages.endpoint, _proof_graph(book), triples)


def put(endpoint: Endpoint, graph: str, triples: Iterable[ox.Triple | ox.Quad]) -> None:
    """Replace a named graph of ours; nothing else in the store is ever written.

    Raises:
        UsageError: the endpoint takes no graphs.
        EngineError: the server fails.
    """
    assert graph.startswith(OWN)
    given = (ox.Triple(each.subject, each.predicate, each.object) for each in triples)
    send = endpoint.put_graph
    for part in parts_of(given):
        send(graph, part)
        send = endpoint.add_to_graph


def others_loaded(pages: Pages) -> Sequence[str]:
    """Return the rule books that the store holds, of whatever version, sorted."""
    query = f"SELECT DISTINCT ?book {{ GRAPH ?proof {{ ?book <{_IS}server> ?server }} }}"
    return [book for (book,) in pages.select(query).rows if book is not None]


def _size(pages: Pages, graph: str) -> int:
    ((count,),) = pages.endpoint.over([graph]).select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
    assert count is not None
    assert count.endswith(f"<{XSD}integer>")
    return int(plain_text(count))
