"""Reading dossiers: sound input in every syntax, and every kind of unsound input."""

from __future__ import annotations

import gzip
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from scheidslijn.errors import InputError
from scheidslijn.inputs import Limits, Source, Syntax, find_sources
from scheidslijn.places import find_lines
from scheidslijn.rdfio import Unit, read_units
from scheidslijn.terms import term_text

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'
XML = f'<rdf:RDF {RDF}>\n<rdf:Description rdf:about="http://e/a"><e:b>%s</e:b></rdf:Description>'
DONE = "</rdf:RDF>"
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        pytest.fail("the network was used")

    monkeypatch.setattr(socket, "socket", refuse)


def source_of(folder: Path, name: str, data: str | bytes) -> Source:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (found,) = find_sources([str(path)]).sources
    return Source(name, found.path, found.format)


def error_of(source: Source, limits: Limits | None = None) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read_units(source, limits)
    return caught.value.place, caught.value.problem


BAD: list[tuple[str, str | bytes, str, str]] = [
    ("x.ttl", "", "x.ttl", "the file is empty; a dossier was expected."),
    ("x.ttl", " \n", "x.ttl", "the file is empty; a dossier was expected."),
    ("x.ttl", "# no", "x.ttl", "the file holds no triples; a dossier was expected."),
    ("x.jsonld", "[1, 2]", "x.jsonld", "the file holds no triples; a dossier was expected."),
    (
        "x.ttl",
        '@prefix e: <http://e/> .\ne:a e:b\n  "x"^^. ',
        "x.ttl:3:8",
        "Expecting a datatype IRI after ^^, found '.'.",
    ),
    ("x.ttl", "e:a e:b 1 .", "x.ttl:1:1", "The prefix e: has not been declared."),
    ("x.ttl", '<a:b> <a:b> """x\ny', "x.ttl:1:13", "Unexpected end of file."),
    (
        "x.ttl",
        b'<a:b> <a:b> 1 .\n<a:b> <a:b> "\xc3\xa9\xe9" .',
        "x.ttl:2:15",
        "the text is not UTF-8 (byte 0xE9); it must be saved as UTF-8.",
    ),
    (
        "x.ttl",
        b"# caf\xe9\n<a:b> <a:b> 1 .",
        "x.ttl:1:6",
        "the text is not UTF-8 (byte 0xE9); it must be saved as UTF-8.",
    ),
    (
        "x.ttl",
        "<a:b> <a:c> 1 .".encode("utf-16"),
        "x.ttl:1:1",
        "the text is in UTF-16 or UTF-32; it must be in UTF-8.",
    ),
    (
        "x.ttl",
        "<a:b> <a:c> 1 .".encode("utf-16-be"),
        "x.ttl:1:1",
        "the text is in UTF-16 or UTF-32; it must be in UTF-8.",
    ),
    (
        "x.ttl.gz",
        gzip.compress(bytes(range(256)) * 4000, mtime=0)[:900],
        "x.ttl.gz",
        "the gzip file is cut off; it must be complete.",
    ),
    (
        "x.ttl.gz",
        "<a:b> <a:c> 1 .",
        "x.ttl.gz",
        "the file is no sound gzip (Not a gzipped file (b'<a')), though its name ends in .gz.",
    ),
    (
        "x.ttl",
        gzip.compress(b"<a:b> <a:c> 1 .", mtime=0),
        "x.ttl",
        "the file is a gzip; its name must then end in .gz.",
    ),
    (
        "x.ttl",
        "<a:b> <a:c>\n <x> .",
        "x.ttl:2:2",
        "the IRI <x> is relative and the file has no base; write it in full, or add an @base line.",
    ),
    (
        "x.nt",
        "<x> <a:c> <a:d> .",
        "x.nt:1:1",
        "the IRI <x> is relative and the file has no base; write it in full.",
    ),
    (
        "x.jsonld",
        '{"http://e/p":\n {"@id": "x"}}',
        "x.jsonld:2:10",
        "the IRI <x> is relative and the file has no base; "
        'write it in full, or add "@base" to the @context.',
    ),
    (
        "x.rdf",
        XML % "" + '\n<rdf:Description rdf:about="x" e:b="x"/>' + DONE,
        "x.rdf:3:1",
        "the IRI <x> is relative and the file has no base; write it in full, or add xml:base.",
    ),
    (
        "x.rdf",
        XML % "" + '\n<rdf:Description rdf:ID="y" e:b="x"/>' + DONE,
        "x.rdf:3:1",
        "the IRI <#y> is relative and the file has no base; write it in full, or add xml:base.",
    ),
    (
        "x.ttl",
        "<http://a b> <a:c> 1 .",
        "x.ttl:1:1",
        "the IRI <http://a b> is not valid: Invalid IRI code point ' '.",
    ),
    (
        "x.jsonld",
        '{"@id":"http://a b", "http://e/p": 1}',
        "x.jsonld:1:8",
        "the IRI <http://a b> is not valid: Invalid IRI code point ' '.",
    ),
    (
        "x.jsonld",
        '{"@context": ["https://c.example/x", {}],\n"http://e/p": 1}',
        "x.jsonld:1:15",
        "the remote @context https://c.example/x is not fetched, for the network is off; "
        "put the context itself in the file.",
    ),
    (
        "x.jsonld",
        '{"@context": "x.jsonld", "http://e/p": 1}',
        "x.jsonld:1:14",
        "the remote @context x.jsonld is not fetched, for the network is off; "
        "put the context itself in the file.",
    ),
    (
        "x.jsonld",
        '{"http://a/b":\n' * 65 + "1" + "}" * 65,
        "x.jsonld:65:1",
        "brackets are nested deeper than the limit of 64.",
    ),
    (
        "x.jsonld",
        '{"http://a/b":' * 100_000,
        "x.jsonld:1:897",
        "brackets are nested deeper than the limit of 64.",
    ),
    (
        "x.jsonld",
        '{"@id":"http://a/b",\n,}',
        "x.jsonld:2:1",
        "Object keys must be strings.",
    ),
    (
        "x.rdf",
        '<!DOCTYPE r [\n <!ENTITY x "y">]>' + XML % "&x;" + DONE,
        "x.rdf:2",
        "the file declares the entity x; write its text out, without <!ENTITY.",
    ),
    (
        "x.rdf",
        '<!DOCTYPE r [ <!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>' + XML % "" + DONE,
        "x.rdf:1",
        "the file declares the entity x; write its text out, without <!ENTITY.",
    ),
    (
        "x.rdf",
        '<!DOCTYPE r SYSTEM "http://e/x.dtd">' + XML % "" + DONE,
        "x.rdf:1",
        "the file refers to an external DTD, which is not read; remove the DOCTYPE.",
    ),
    ("x.rdf", XML % "", "x.rdf:2:70", "not well-formed XML: no element found."),
    ("x.rdf", XML % "&x;" + DONE, "x.rdf:2:46", "not well-formed XML: undefined entity."),
    (
        "x.rdf",
        '<?xml version="1.0" encoding="ISO-8859-1"?>' + XML % "" + DONE,
        "x.rdf:1:1",
        "the XML declaration says ISO-8859-1; only UTF-8 can be read.",
    ),
    (
        "x.rdf",
        f"<rdf:RDF {RDF}>" + "<e:a><e:b>" * 100_000,
        "x.rdf:1:401",
        "elements are nested deeper than the limit of 64.",
    ),
    (
        "x.ttl",
        "<a:b> <a:c> <<( <a:b> <a:c> <a:d> )>> .",
        "x.ttl",
        "quoted triples (RDF 1.2) cannot be read; use plain triples.",
    ),
]


@pytest.mark.parametrize(("name", "data", "place", "problem"), BAD)
def test_bad_input_is_refused_with_its_place(
    tmp_path: Path, name: str, data: str | bytes, place: str, problem: str
) -> None:
    assert error_of(source_of(tmp_path, name, data)) == (place, problem)


def test_a_file_that_went_away(tmp_path: Path) -> None:
    gone = Source("gone.ttl", tmp_path / "gone.ttl", Syntax.TURTLE)
    assert error_of(gone) == ("gone.ttl", "no such file.")
    os.symlink("gone.ttl", tmp_path / "dead.ttl")
    (dead,) = find_sources([str(tmp_path)]).sources
    assert error_of(dead)[1] == "the link leads nowhere; no such file."


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    problem = "this is a folder; a file was expected."
    assert error_of(Source("d", tmp_path, Syntax.TURTLE)) == ("d", problem)


@contextmanager
def without_root() -> Iterator[None]:
    """Act as nobody when the tests run as root, who may read every file."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_a_file_without_permission() -> None:
    # pytest's own folder is closed to other users: then the folder would be refused, not the file
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        source = source_of(Path(folder), "x.ttl", "<a:b> <a:c> 1 .")
        (Path(folder) / "x.ttl").chmod(0)
        with without_root():
            assert os.listdir(folder) == ["x.ttl"]
            assert error_of(source) == ("x.ttl", "the file cannot be read: Permission denied.")


@pytest.mark.parametrize("name", ["x.ttl", "x.nt", "x.jsonld", "x.rdf"])
def test_a_literal_of_50_mb_is_refused(tmp_path: Path, name: str) -> None:
    long = "x" * 50_000_000
    text = {
        "x.ttl": f'<a:b> <a:c> "{long}" .',
        "x.nt": f'<a:b> <a:c> "{long}" .',
        "x.jsonld": f'{{"@id": "a:b", "http://e/b": "{long}"}}',
        "x.rdf": XML % long + DONE,
    }[name]
    too_long = "one literal, IRI or comment is too long to read; it must stay under 16 MiB."
    if name == "x.rdf":
        too_long = "a literal of <http://e/b> has 50000000 characters; the limit is 1000000."
    assert error_of(source_of(tmp_path, name, text)) == (name, too_long)


def test_a_literal_at_the_limit_is_read_and_one_beyond_is_not(tmp_path: Path) -> None:
    source = source_of(tmp_path, "x.ttl", '<a:b> <a:c> "12345" .')
    assert len(read_units(source, Limits(max_literal_chars=5))) == 1
    problem = "a literal of <a:c> has 5 characters; the limit is 4."
    assert error_of(source, Limits(max_literal_chars=4)) == ("x.ttl", problem)


def test_a_gzip_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    bomb = gzip.compress(b"#" + b" " * 50_000_000)
    problem = "the file holds more than the limit of 1000000 bytes."
    source = source_of(tmp_path, "x.ttl.gz", bomb)
    assert error_of(source, Limits(max_file_bytes=1_000_000)) == ("x.ttl.gz", problem)


def test_a_string_full_of_quotes_and_brackets_is_no_nesting(tmp_path: Path) -> None:
    value = "[{" * 100_000 + '\\"' * 100_000
    source = source_of(tmp_path, "x.jsonld", f'{{"@id":"a:b","http://e/p":"{value}"}}')
    assert len(read_units(source)[0].triples) == 1
    assert error_of(source_of(tmp_path, "y.jsonld", '{"' + '\\"' * 200_000))[0][:8] == "y.jsonld"


@pytest.mark.parametrize("text", ["<!-- <!ENTITY x 'y'> -->", "<![CDATA[<!ENTITY x 'y'>]]>"])
def test_an_entity_that_is_only_mentioned_is_lawful(tmp_path: Path, text: str) -> None:
    source = source_of(tmp_path, "x.rdf", "<!DOCTYPE rdf>" + XML % text + DONE)
    assert len(read_units(source)[0].triples) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.ttl", "<a:b> <a:c> <a:d> ."),
        ("x.nt", "<a:b> <a:c> <a:d> ."),
        ("x.jsonld", '{"@id": "a:b", "http://e/p": 1}'),
        ("x.rdf", '<?xml version="1.0" encoding="UTF-8"?>' + XML % "" + DONE),
    ],
)
def test_a_utf8_byte_order_mark_is_accepted(tmp_path: Path, name: str, text: str) -> None:
    source = source_of(tmp_path, name, b"\xef\xbb\xbf" + text.encode())
    assert len(read_units(source)[0].triples) == 1


def test_a_json_ld_key_outside_the_context_is_passed_over(tmp_path: Path) -> None:
    source = source_of(tmp_path, "x.jsonld", '{"@id":"a:b","note":"x","http://e/p":1}')
    assert [t.predicate.value for t in read_units(source)[0].triples] == ["http://e/p"]


def test_standard_input_may_be_a_gzip() -> None:
    data = gzip.compress(b"<a:b> <a:c> <a:d> .")
    (source,) = find_sources(["-"], lambda: data, "turtle").sources
    assert len(read_units(source)[0].triples) == 1
    assert find_lines(source, ["a:b"]) == {"a:b": 1}


TRIG = "<s:s> <a:b> 1 .\n<g:z> { <a:b> <a:b> 2 }\n<g:a> { <a:b> <a:b> 3 . <a:b> <a:b> 3 }\n"


def test_each_named_graph_is_a_unit_with_the_shared_context(tmp_path: Path) -> None:
    units = read_units(source_of(tmp_path, "x.trig", TRIG))
    assert [(u.graph, len(u.triples)) for u in units] == [("g:z", 2), ("g:a", 2)]


def test_a_dossier_in_the_default_graph_is_a_unit_too(tmp_path: Path) -> None:
    more = "<d:d> a <https://w3id.org/scheidslijn/def#Dossier> ."
    units = read_units(source_of(tmp_path, "x.trig", TRIG + more))
    assert [(u.graph, len(u.triples)) for u in units] == [(None, 2), ("g:z", 3), ("g:a", 3)]


def test_blank_nodes_are_numbered_in_order_of_appearance(tmp_path: Path) -> None:
    source = source_of(tmp_path, "x.ttl", "_:z <a:b> [ <a:c> _:b0 ] . _:b0 <a:d> _:z .")
    first, second = read_units(source), read_units(source)
    assert first == second
    assert first[0].triples[0].subject == BlankNode("b0")
    assert {t.subject.value for t in first[0].triples if isinstance(t.subject, BlankNode)} == {
        "b0",
        "b1",
        "b2",
    }


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        (Literal('a\n"b"'), r'"a\n\"b\""'),
        (Literal("ja", language="nl"), '"ja"@nl'),
        (Literal(1), '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ],
)
def test_a_literal_as_term(literal: Literal, text: str) -> None:
    assert term_text(literal) == text


IRIS = st.sampled_from([NamedNode(f"http://e.example/{n}#x{n}") for n in "abcdé"])
BLANKS = st.sampled_from([BlankNode(n) for n in ("x", "y.z", "b0", "b1")])
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t"), max_size=8
)
LITERALS = st.one_of(
    st.builds(Literal, WORDS),
    st.builds(Literal, WORDS, language=st.sampled_from(["nl", "en-gb"])),
    st.builds(Literal, st.integers()),
    st.dates().map(
        lambda d: Literal(
            d.isoformat(), datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")
        )
    ),
)
TRIPLES = st.builds(Triple, st.one_of(IRIS, BLANKS), IRIS, st.one_of(IRIS, BLANKS, LITERALS))


def canonical(triples: list[Triple] | tuple[Triple, ...]) -> Dataset:
    found = Dataset(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return found


@settings(deadline=None, max_examples=60)
@given(
    triples=st.lists(TRIPLES, min_size=1, max_size=8),
    extension=st.sampled_from(sorted(FORMATS)),
    zipped=st.booleans(),
)
def test_every_syntax_reads_back_what_was_written(
    triples: list[Triple], extension: str, zipped: bool
) -> None:
    data = serialize(triples, format=FORMATS[extension])
    assert data is not None
    with tempfile.TemporaryDirectory() as folder:
        name = "x" + extension + (".gz" if zipped else "")
        source = source_of(Path(folder), name, gzip.compress(data) if zipped else data)
        (unit,) = read_units(source)
    assert canonical(unit.triples) == canonical(triples)


GAPS = st.sampled_from([" ", "\n", "\n\n  ", " # e:a . [\n", "\r\n", "\t"])
SUBJECTS = {
    "e:a": "http://e/a",
    "e:a.b": "http://e/a.b",
    "e:x\\,y": "http://e/x,y",
    "<http://e/full>": "http://e/full",
    "<rel>": "http://base/rel",
    "<http://e/\\u0061b>": "http://e/ab",
    ":": "http://d/",
}
OBJECTS = [
    *SUBJECTS,
    '"e:a e:p ."',
    "'''e:a\n. [ {'''",
    "1.5",
    "1",
    "true",
    '"x"@nl',
    "( 1 e:a )",
    "2",
]
HEAD = "@prefix e: <http://e/> .\nPREFIX : <http://d/>\n@base <http://base/> .\n"


@st.composite
def turtle(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    """Draw a Turtle text in a wild layout, with the line on which each subject first stands."""
    text = HEAD
    lines: dict[str, int] = {}
    for _ in range(draw(st.integers(1, 6))):
        token = draw(st.sampled_from(sorted(SUBJECTS)))
        text += draw(GAPS)
        lines.setdefault(SUBJECTS[token], text.count("\n") + 1)
        text += token
        for i in range(draw(st.integers(1, 3))):
            text += (draw(GAPS) + ";" if i else "") + draw(GAPS)
            text += draw(st.sampled_from(["a", "e:p", "<q>"])) + draw(GAPS)
            thing = draw(st.sampled_from(OBJECTS))
            text += draw(st.sampled_from([thing, f"[ e:p {thing} ]", "[]"]))
        text += draw(GAPS) + "."
    return text, lines


@settings(deadline=None, max_examples=150)
@given(turtle())
def test_the_line_of_every_subject_in_any_layout(drawn: tuple[str, dict[str, int]]) -> None:
    text, lines = drawn
    with tempfile.TemporaryDirectory() as folder:
        source = source_of(Path(folder), "x.ttl", text)
        (unit,) = read_units(source)
        subjects = {t.subject.value for t in unit.triples if isinstance(t.subject, NamedNode)}
        assert subjects == set(lines)
        assert find_lines(source, subjects) == lines


def test_the_subject_and_not_the_nearest_mention_gives_the_line(tmp_path: Path) -> None:
    source = source_of(tmp_path, "x.ttl", "<a:a>\n <a:a>\n <a:a> .")
    assert find_lines(source, ["a:a", "a:other"]) == {"a:a": 1}


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("x.nt", "# x\n<a:a> <a:p> _:x .\n\n _:x <a:p> <a:a> .", [2, 4]),
        ("x.nq", "\r\n<a:a> <a:p> _:x <a:g> .\r\n_:x <a:p> <a:a> .", [2, 3]),
        ("x.ttl", "<a:a> <a:p>\n [\n <a:p> 1 ] .", [1, 2]),
        ("x.ttl", "<a:a> <a:p> _:x . \n\n _:x <a:p> 1 .", [1, 3]),
        ("x.trig", "<a:g> {\n<a:a> <a:p> 1 }\nGRAPH <a:h>\n{ _:x <a:p> 1}", [2, 4]),
        ("x.trig", "[] {\n<a:a> <a:p> 1 . }\n_:y {\n <a:b> <a:p> [ ] }", [2, None]),
        ("x.trig", "{ <a:a> <a:p> (\n1 2) .\n } ", [1, None]),
        ("x.jsonld", '{"@id":"a:a","http://e/p":{}}', [None, None]),
    ],
)
def test_the_lines_of_each_syntax(
    tmp_path: Path, name: str, text: str, lines: list[int | None]
) -> None:
    source = source_of(tmp_path, name, text)
    found = find_lines(source, ["a:a", "_:b0"])
    assert [found.get("a:a"), found.get("_:b0")] == lines


def test_the_numbers_of_blank_nodes_agree_with_the_units(tmp_path: Path) -> None:
    text = "[\n <a:p> [\n <a:n> 3 ] ; <a:n> 1 ] <a:q> [\n <a:n> 4 ], _:x .\n_:x <a:n> 5 ."
    source = source_of(tmp_path, "x.ttl", text)
    (unit,) = read_units(source)
    lines = find_lines(source, {str(t.subject) for t in unit.triples})
    numbered = {
        lines[str(t.subject)]: int(t.object.value)
        for t in unit.triples
        if t.predicate.value == "a:n" and isinstance(t.object, Literal)
    }
    assert numbered == {1: 1, 2: 3, 3: 4, 5: 5}


def test_a_unit_is_a_plain_value(tmp_path: Path) -> None:
    source = source_of(tmp_path, "x.ttl", "<a:b> <a:c> <a:d> .")
    quad = Quad(NamedNode("a:b"), NamedNode("a:c"), NamedNode("a:d"))
    assert read_units(source) == [Unit(source, None, (quad,))]
