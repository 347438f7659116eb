"""The files with data at the addresses that the project promises."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld  # type: ignore[import-untyped]
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import RDF, Graph

from command import run
from scheidslijn import resources
from scheidslijn.canonical import canonical_lines
from scheidslijn.errors import UsageError
from scheidslijn.explanation.book import Book
from scheidslijn.export import PROFILES
from scheidslijn.namespaces import BASE, ID, RDF_TYPE, SL
from scheidslijn.pages.exports import exports
from scheidslijn.pages.files import files
from scheidslijn.pages.material import Material, packaged
from scheidslijn.pages.rdffiles import SYNTAXES, written

VERSION: Final = resources.package_version()
DCAT: Final = "http://www.w3.org/ns/dcat#"
VOID: Final = "http://rdfs.org/ns/void#"
SPDX: Final = "http://spdx.org/rdf/terms#"
ALL: Final = frozenset(
    ("home", "individuals", "lists", "questions", "shapes", "ontology", "files", "exports")
)


@pytest.fixture(scope="module")
def material() -> Material:
    return packaged(ALL)


@pytest.fixture(scope="module")
def made(material: Material) -> dict[str, bytes]:
    found = list(files(material))
    assert len(found) == len({file.path for file in found})
    return {file.path: file.data for file in found}


def statements(data: bytes, form: RdfFormat = RdfFormat.TURTLE) -> set[Quad]:
    return set(parse(data, form))


def about(data: set[Quad], predicate: str) -> dict[str, str]:
    return {
        quad.subject.value: quad.object.value
        for quad in data
        if quad.predicate.value == predicate
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode | Literal)
    }


def test_what_is_said_of_individuals_is_what_their_files_say_together(
    made: dict[str, bytes],
) -> None:
    whole = resources.read_graph(resources.ontology_files())
    expected = {
        q for q in whole if isinstance(q.subject, NamedNode) and q.subject.value.startswith(ID)
    }
    own: set[Quad] = set()
    for path, data in made.items():
        if path.startswith("id/"):
            own |= statements(data)
    assert own == expected
    assert len(expected) > 60_000


def test_a_file_says_what_is_said_of_its_individual_and_nothing_else(
    made: dict[str, bytes],
) -> None:
    for path, data in made.items():
        if path.startswith("id/"):
            subjects = {quad.subject for quad in statements(data)}
            assert subjects == {NamedNode(BASE + path.removesuffix(".ttl"))}, path


def test_a_file_of_a_role_holds_what_the_rule_book_says_of_it(made: dict[str, bytes]) -> None:
    role = NamedNode(ID + "rol/verzekeringsarts")
    text = (resources.queries_folder().parent / "ontology/regelboek/rollen.ttl").read_bytes()
    expected = {quad for quad in parse(text, RdfFormat.TURTLE) if quad.subject == role}
    assert expected
    assert statements(made["id/rol/verzekeringsarts.ttl"]) == expected


def test_a_blank_node_goes_along_with_the_individual_that_leads_to_it(material: Material) -> None:
    text = f"""@prefix sl: <{SL}> . @prefix rol: <{ID}rol/> .
        rol:x a sl:Rol ; sl:a [ sl:b [ sl:c 1 ] ] .
        rol:y a sl:Rol ; sl:a _:shared . rol:z a sl:Rol ; sl:a _:shared .
        _:shared sl:loop _:shared . _:alone sl:c 2 ."""
    book = Book(tuple(parse(text, RdfFormat.TURTLE)), (), material.rulebook)
    found = files(replace(material, book=book))
    told = {file.path: len(statements(file.data)) for file in islice(found, 3)}
    assert told == {"id/rol/x.ttl": 4, "id/rol/y.ttl": 3, "id/rol/z.ttl": 3}


def test_each_file_of_the_catalogue_lies_where_it_says_with_its_size_and_hash(
    made: dict[str, bytes],
) -> None:
    said = statements(made["catalog.ttl"])
    addresses, sizes = about(said, DCAT + "downloadURL"), about(said, DCAT + "byteSize")
    checksums, hashes = about(said, SPDX + "checksum"), about(said, SPDX + "checksumValue")
    assert len(addresses) > 200
    for distribution, address in addresses.items():
        data = made[address.removeprefix(BASE)]
        assert len(data) == int(sizes[distribution])
        assert hashlib.sha256(data).hexdigest() == hashes[checksums[distribution]]
    dumps = {quad.object for quad in said if quad.predicate == NamedNode(VOID + "dataDump")}
    assert dumps
    assert dumps <= set(map(NamedNode, addresses.values()))


def test_all_that_is_packaged_has_a_place_in_the_folder_of_the_version(
    made: dict[str, bytes],
) -> None:
    root = resources.queries_folder().parent
    packaged = [*resources.ontology_files(), *resources.shapes_files()]
    packaged += [*root.glob("ontology/alignments/*.ttl"), *root.glob("queries/*.rq")]
    for path in packaged:
        assert made[f"{VERSION}/{path.relative_to(root).as_posix()}"] == path.read_bytes()


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("schema/dossier.json", ["schema", "dossier"]),
        ("context/dossier.jsonld", ["schema", "dossier", "--format", "json-ld-context"]),
        ("catalog.ttl", ["export", "--profile", "dcat-ap-nl"]),
    ],
)
def test_a_file_is_what_the_command_writes(
    path: str, arguments: list[str], made: dict[str, bytes]
) -> None:
    outcome = run(*arguments)
    assert outcome.code == 0
    assert made[path] == outcome.raw


def test_each_schema_stands_at_its_own_address(made: dict[str, bytes]) -> None:
    found = {path: json.loads(data) for path, data in made.items() if path.startswith("schema/")}
    assert all(schema["$id"] == BASE + path for path, schema in found.items())
    folder = Path(resources.__file__).parent / "schema"
    assert {path.name for path in folder.glob("*.json")} == {
        path.removeprefix("schema/") for path in found
    } - {"dossier.json"}


def test_what_has_an_address_that_stays_also_stands_with_its_version(
    made: dict[str, bytes],
) -> None:
    standing = {
        path
        for path in made
        if not path.startswith((f"{VERSION}/", "id/", ".well-known/")) and path != "version.json"
    }
    assert standing >= {"def.ttl", "shape.ttl", "void.ttl", "catalog.ttl", "schema/dossier.json"}
    for path in standing:
        assert made[f"{VERSION}/{path}"] == made[path]


def whole_ontology() -> Graph:
    """Return all modules of the ontology, with the header of the whole alone, by rdflib."""
    whole = Graph()
    for path in sorted((resources.queries_folder().parent / "ontology").glob("*.ttl")):
        whole.parse(path, format="turtle")
    headers = set(whole.subjects(RDF.type, rdflib.OWL.Ontology))
    for header in headers - {rdflib.URIRef(BASE + "def")}:
        whole.remove((header, None, None))
    whole.remove((None, rdflib.OWL.imports, None))
    return whole


def as_lines(text: str) -> list[bytes]:
    return list(canonical_lines(parse(text, RdfFormat.N_QUADS)))


@pytest.mark.parametrize(("extension", "name"), [("ttl", "turtle"), ("rdf", "xml"), ("nt", "nt")])
def test_the_ontology_is_whole_in_each_syntax(
    extension: str, name: str, made: dict[str, bytes]
) -> None:
    found = Graph().parse(data=made[f"def.{extension}"], format=name)
    whole = whole_ontology().serialize(format="nt")
    assert as_lines(found.serialize(format="nt")) == as_lines(whole)
    assert len(set(found.subjects(RDF.type, rdflib.OWL.Ontology))) == 1


def test_the_ontology_is_whole_in_json_ld(made: dict[str, bytes]) -> None:
    found = jsonld.to_rdf(json.loads(made["def.jsonld"]), {"format": "application/n-quads"})
    assert as_lines(found) == as_lines(whole_ontology().serialize(format="nt"))


def test_the_shapes_as_one_file_say_what_their_files_say(made: dict[str, bytes]) -> None:
    expected = canonical_lines(resources.read_graph(resources.shapes_files()))
    assert list(canonical_lines(statements(made["shape.ttl"]))) == list(expected)


def test_the_description_in_void_has_each_dataset_of_the_catalogue_and_names_them(
    made: dict[str, bytes],
) -> None:
    catalogue, found = statements(made["catalog.ttl"]), statements(made["void.ttl"])
    datasets = {
        quad.subject
        for quad in catalogue
        if quad.predicate.value == RDF_TYPE
        and quad.object in (NamedNode(VOID + "Dataset"), NamedNode(VOID + "Linkset"))
    }
    document = NamedNode(BASE + "void.ttl")
    assert {quad.subject for quad in found} == {*datasets, document}
    assert {q for q in found if q.subject != document} <= catalogue
    topics = {
        quad.object
        for quad in found
        if quad.subject == document and quad.predicate.value.endswith("/topic")
    }
    names = ("ontologie", "regelboek", "shapes", "afstemmingen")
    assert topics >= {NamedNode(f"{ID}dcat-ap-nl/{name}") for name in names[:3]}
    assert made[".well-known/void"] == made["void.ttl"]


def test_the_version_says_which_rule_book_it_is(material: Material, made: dict[str, bytes]) -> None:
    said = json.loads(made["version.json"])
    assert said == {
        "version": VERSION,
        "rulebook": {"version": VERSION, "sha256": material.rulebook.sha256},
    }


@pytest.fixture(scope="module")
def exported(material: Material) -> dict[str, bytes]:
    return {file.path: file.data for file in exports(material)}


def test_the_rule_book_stands_in_every_profile_that_has_a_place_for_it(
    exported: dict[str, bytes],
) -> None:
    expected = {each.name for each in PROFILES if each.rulebook is not None} - {"dcat-ap-nl"}
    folder = f"{VERSION}/export/"
    names = [Path(path).stem for path in exported if path.startswith(folder)]
    assert sorted(names) == sorted(expected)


@pytest.mark.parametrize(
    ("profile", "extension", "form"), [("roles", "csv", "csv"), ("eli", "ttl", "turtle")]
)
def test_an_export_is_what_the_command_writes(
    profile: str, extension: str, form: str, exported: dict[str, bytes]
) -> None:
    outcome = run("export", "--profile", profile, "--format", form)
    assert exported[f"{VERSION}/export/{profile}.{extension}"] == outcome.raw


def test_the_name_of_the_graph_to_publish_has_the_hash_of_its_file(
    exported: dict[str, bytes],
) -> None:
    (path,) = (path for path in exported if path.startswith("graph/rulebook/"))
    digest = hashlib.sha256(exported[path]).hexdigest()
    assert path == f"graph/rulebook/{VERSION}-{digest[:12]}.nt"
    files = (*resources.ontology_files(), *resources.shapes_files())
    assert exported[path] == b"".join(canonical_lines(resources.read_graph(files)))
    said = statements(exported["graph/rulebook.ttl"])
    current = about(said, DCAT + "hasCurrentVersion")
    assert current == {BASE + "graph/rulebook": BASE + path.removesuffix(".nt")}


def test_another_run_gives_the_same_bytes(
    made: dict[str, bytes], exported: dict[str, bytes]
) -> None:
    code = """if True:
        import hashlib
        from scheidslijn.pages.exports import exports
        from scheidslijn.pages.files import files
        from scheidslijn.pages.material import packaged
        site, digest = packaged(frozenset(("files", "exports"))), hashlib.sha256()
        for file in sorted([*files(site), *exports(site)], key=lambda each: each.path):
            digest.update(file.path.encode() + file.data)
        print(digest.hexdigest())"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        timeout=120,
        check=True,
    )
    digest = hashlib.sha256()
    for path, data in sorted({**made, **exported}.items()):
        digest.update(path.encode() + data)
    assert done.stdout.decode().strip() == digest.hexdigest()


@pytest.mark.parametrize("version", ["", "v1", "1..0", "../1", "1/2", "1 0", "1%2e", "1.0+x", "é"])
def test_a_version_that_can_be_no_folder_is_refused(version: str, material: Material) -> None:
    with pytest.raises(UsageError, match="cannot be a folder"):
        next(files(replace(material, version=version)))


# How statements are written


names = st.sampled_from([SL + "a", SL + "B", ID + "rol/x", ID + "norm/y-1", "urn:x:z"])
nodes = st.one_of(names.map(NamedNode), st.sampled_from("pqrs").map(BlankNode))
texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=6)
literals = st.one_of(
    texts.map(Literal),
    texts.map(lambda text: Literal(text, language="nl")),
    st.integers(-5, 5).map(Literal),
)
quads = st.builds(
    Quad, nodes, st.sampled_from([SL + "p", SL + "q"]).map(NamedNode), st.one_of(nodes, literals)
)


@pytest.mark.parametrize("extension", SYNTAXES)
@settings(deadline=None)
@given(said=st.lists(quads, max_size=12), order=st.randoms())
def test_statements_are_written_alike_in_any_order_and_read_back(
    extension: str, said: list[Quad], order: random.Random
) -> None:
    data = written(said, extension)
    renamed = [renamed_blank(quad) for quad in said]
    order.shuffle(renamed)
    assert written(renamed + renamed[:2], extension) == data
    back = parse(data, SYNTAXES[extension])
    assert list(canonical_lines(back)) == list(canonical_lines(said))


def renamed_blank(quad: Quad) -> Quad:
    subject, value = quad.subject, quad.object
    if isinstance(subject, BlankNode):
        subject = BlankNode(f"n{subject.value}")
    if isinstance(value, BlankNode):
        value = BlankNode(f"n{value.value}")
    return Quad(subject, quad.predicate, value)


def test_a_thing_stands_with_the_prefix_of_its_kind_and_no_other_is_declared() -> None:
    said = [Quad(NamedNode(ID + "rol/x"), NamedNode(RDF_TYPE), NamedNode(SL + "Rol"))]
    lines = written(said, "ttl").decode().splitlines()
    assert lines[-1] == "rol:x a sl:Rol ."
    prefixes = {line.split()[1] for line in lines[:-1]}
    assert prefixes == {"rdf:", "rol:", "sl:"}
