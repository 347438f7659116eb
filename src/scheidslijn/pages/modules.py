"""The files of which ontology, rule book and alignments consist, as their headers have it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from scheidslijn import resources
from scheidslijn.model import Named, Term, Text
from scheidslijn.namespaces import BASE, DCTERMS, OWL, PREFIXES, RDF_TYPE, SL
from scheidslijn.rulebook import Index

__all__ = ["ALIGNMENTS", "ONTOLOGY", "RULEBOOK", "Module", "anchor", "modules", "prefixes"]

# Where they lie among what is packaged.
ONTOLOGY: Final = "ontology/*.ttl"
RULEBOOK: Final = "ontology/regelboek/**/*.ttl"
ALIGNMENTS: Final = "ontology/alignments/*.ttl"
_HEADER: Final = SL.removesuffix("#")


@dataclass(frozen=True, slots=True)
class Module:
    """A file with a header.

    Attributes:
        id: its anchor on the page of the ontology.
        says: what it is about.
        imports: the modules that it builds on.
        number: how many statements it has beside its header.
        file: its path among what is packaged.
    """

    id: str
    iri: Term
    title: Text
    says: Text
    imports: tuple[Named, ...]
    number: int
    file: str


def anchor(module: Term) -> str:
    """Return where a module stands on the page of the ontology.

    >>> anchor("https://w3id.org/scheidslijn/def/regelboek/rollen")
    'module/regelboek/rollen'
    >>> anchor("https://w3id.org/scheidslijn/alignment/skos")
    'alignment/skos'
    """
    if module.startswith(_HEADER + "/"):
        return "module/" + module[len(_HEADER) + 1 :]
    return module.removeprefix(BASE)


def modules(pattern: str) -> tuple[Module, ...]:
    """Return the modules among the packaged files that fit a pattern, by their address.

    Raises:
        RuleBookError: a file cannot be read.
    """
    root = resources.queries_folder().parent
    read = {path: resources.read_graph([path]) for path in sorted(root.glob(pattern))}
    names = {
        module: index.text(module, DCTERMS + "title") or Text(module, module)
        for index in map(Index, read.values())
        for module in index.subjects(RDF_TYPE, OWL + "Ontology")
    }
    found = (
        _module(module, quads, path.relative_to(root), names)
        for path, quads in read.items()
        for module in Index(quads).subjects(RDF_TYPE, OWL + "Ontology")
    )
    return tuple(sorted(found, key=lambda each: each.iri))


def _module(
    module: Term, quads: tuple[ox.Quad, ...], file: Path, names: dict[Term, Text]
) -> Module:
    index, header = Index(quads), ox.NamedNode(module)
    return Module(
        id=anchor(module),
        iri=module,
        title=names[module],
        says=index.text(module, DCTERMS + "description") or Text("", ""),
        imports=tuple(
            Named(each, names.get(each, Text(each, each)))
            for each in index.objects(module, OWL + "imports")
        ),
        number=sum(1 for quad in quads if quad.subject != header),
        file=file.as_posix(),
    )


def prefixes() -> dict[str, str]:
    """Return the namespaces of ontology and alignments by the prefix that their files have, sorted.

    Raises:
        RuleBookError: a file cannot be read.
    """
    root = resources.queries_folder().parent
    found = dict(PREFIXES)
    for pattern in (ONTOLOGY, ALIGNMENTS):
        for path in sorted(root.glob(pattern)):
            parser = ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE)
            for _ in parser:
                pass
            found |= {name: space for name, space in parser.prefixes.items() if name not in found}
    return dict(sorted(found.items()))
