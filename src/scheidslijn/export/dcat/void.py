"""Statistics of an RDF dataset in VoID: how much it holds, of which classes and properties."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from scheidslijn.namespaces import BASE, ID, PREFIXES, RDF_TYPE, SL, XSD

__all__ = ["VOID", "describe_links", "statistics"]

VOID: Final = "http://rdfs.org/ns/void#"
_TYPE: Final = ox.NamedNode(RDF_TYPE)
_INTEGER: Final = ox.NamedNode(XSD + "integer")
_NAMESPACE: Final = re.compile(r".*[#/]")
_OWN: Final = (SL, ID)


def statistics(dataset: ox.NamedNode, quads: Iterable[ox.Quad], space: str) -> Iterator[ox.Quad]:
    """Yield what a dataset holds, in numbers (VoID, sections 2.3, 4.4 and 4.6).

    Args:
        dataset: the node that stands for it.
        quads: its statements.
        space: what the IRIs of the things that it describes begin with; those are its entities.
    """
    triples = {quad.triple for quad in quads}
    subjects = {triple.subject for triple in triples}
    by_class: defaultdict[ox.NamedNode, set[object]] = defaultdict(set)
    for triple in triples:
        if triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode):
            by_class[triple.object].add(triple.subject)
    by_property = Counter(triple.predicate for triple in triples)
    own = {each for each in subjects if isinstance(each, ox.NamedNode)}
    yield ox.Quad(dataset, _TYPE, _void("Dataset"))
    yield ox.Quad(dataset, _void("uriSpace"), ox.Literal(space))
    counts = {
        "triples": len(triples),
        "entities": sum(each.value.startswith(space) for each in own),
        "classes": len(by_class),
        "properties": len(by_property),
        "distinctSubjects": len(subjects),
        "distinctObjects": len({triple.object for triple in triples}),
    }
    for name, count in counts.items():
        yield ox.Quad(dataset, _void(name), _number(count))
    for namespace in sorted({_namespace(each) for each in (*by_class, *by_property)}):
        yield ox.Quad(dataset, _void("vocabulary"), ox.NamedNode(namespace))
    sizes = {kind: len(members) for kind, members in by_class.items()}
    yield from _partitions(dataset, "class", "entities", sizes)
    yield from _partitions(dataset, "property", "triples", by_property)


def _partitions(
    dataset: ox.NamedNode, kind: str, counted: str, sizes: Mapping[ox.NamedNode, int]
) -> Iterator[ox.Quad]:
    for term, size in sorted(sizes.items(), key=lambda item: item[0].value):
        part = ox.NamedNode(f"{dataset.value}#{kind}-{_short(term)}")
        yield ox.Quad(dataset, _void(f"{kind}Partition"), part)
        yield ox.Quad(part, _TYPE, _void("Dataset"))
        yield ox.Quad(part, _void(kind), term)
        yield ox.Quad(part, _void(counted), _number(size))


def describe_links(
    dataset: ox.NamedNode,
    quads: Iterable[ox.Quad],
    homes: Mapping[str, ox.NamedNode],
) -> Iterator[ox.Quad]:
    """Yield each set of links from our things to those of others (VoID, section 5).

    A linkset has one predicate, and one dataset at either end.

    Args:
        dataset: the node that stands for the dataset with the links.
        quads: its statements.
        homes: the dataset of ours that describes IRIs that begin so.
    """
    sizes: Counter[tuple[str, ox.NamedNode, str]] = Counter()
    for triple in {quad.triple for quad in quads}:
        subject, target = triple.subject, triple.object
        if not (isinstance(subject, ox.NamedNode) and isinstance(target, ox.NamedNode)):
            continue
        home = next((each for each in _OWN if subject.value.startswith(each)), None)
        if home is not None and triple.predicate != _TYPE and not target.value.startswith(BASE):
            sizes[home, triple.predicate, _namespace(target)] += 1
    ordered = sorted(sizes.items(), key=lambda item: (item[0][0], item[0][1].value, item[0][2]))
    for (home, predicate, namespace), size in ordered:
        name = f"{homes[home].value.rsplit('/', 1)[-1]}-{_short(predicate)}"
        links = ox.NamedNode(f"{dataset.value}#links-{name}-{_short_space(namespace)}")
        target_set = ox.NamedNode(namespace)
        yield ox.Quad(dataset, _void("subset"), links)
        yield ox.Quad(links, _TYPE, _void("Linkset"))
        yield ox.Quad(links, _void("linkPredicate"), predicate)
        yield ox.Quad(links, _void("subjectsTarget"), homes[home])
        yield ox.Quad(links, _void("objectsTarget"), target_set)
        yield ox.Quad(links, _void("triples"), _number(size))
        yield ox.Quad(target_set, _TYPE, _void("Dataset"))
        yield ox.Quad(target_set, _void("uriSpace"), ox.Literal(namespace))


def _namespace(term: ox.NamedNode) -> str:
    found = _NAMESPACE.match(term.value)
    return found.group() if found else term.value


def _short(term: ox.NamedNode) -> str:
    namespace = _namespace(term)
    return f"{_short_space(namespace)}-{term.value.removeprefix(namespace)}"


def _short_space(namespace: str) -> str:
    names = (name for name, iri in PREFIXES.items() if iri == namespace)
    return next(names, quote(namespace, safe=""))


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + name)


def _number(count: int) -> ox.Literal:
    return ox.Literal(str(count), datatype=_INTEGER)
