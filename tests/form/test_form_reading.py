"""Reading dossiers in JSON and YAML: what is wrong is said with its line and path."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_dossiers import FORM
from scheidslijn.dossiers import find_lines, read_units
from scheidslijn.errors import InputError
from scheidslijn.form.jsontext import read_json
from scheidslijn.form.terms import CONTEXT_URL, packaged_form
from scheidslijn.form.tree import UnsoundError
from scheidslijn.form.yamltext import read_yaml
from scheidslijn.inputs import Limits, Source, Syntax, find_sources

CASE: Final = """type: Dossier
id: zaak-7
domein: verzuim
werknemer: pia
werkgever: bakkerij
actoren:
  - {type: Persoon, id: pia}
  - {type: Organisatie, id: bakkerij}
feiten:
  - type: Rolvervulling
    id: arts
    rol: bedrijfsarts
    door: pia
    vanaf: 2026-01-05
"""
TWO: Final = '[{"type": "Dossier", "id": "%s"},\n {"type": "Dossier", "id": "%s"}]'


def error_of(text: str | bytes, syntax: Syntax, limits: Limits | None = None) -> tuple[str, str]:
    """Return the place and problem of a text that cannot be read."""
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(InputError) as caught:
        read_units(Source("zaak", None, syntax, data), limits)
    assert caught.value.problem.endswith((".", "?", ".)"))
    return caught.value.place, caught.value.problem


def subjects(text: str, syntax: Syntax = Syntax.JSON) -> set[str]:
    (unit,) = read_units(Source("zaak", None, syntax, text.encode()))
    return {str(quad.subject) for quad in unit.quads}


@pytest.mark.parametrize(
    ("old", "new", "place", "problem"),
    [
        ("rol: bedrijfsarts", "rol: bedrijfarts", "zaak:12:10",
         "$.feiten[0].rol: 'bedrijfarts' is no role of the rule book. Did you mean bedrijfsarts"),
        ("werkgever:", "werkgevr:", "zaak:5:11",
         "$.werkgevr: 'werkgevr' is no field of a Dossier. Did you mean werkgever"),
        ("door: pia", "houder: pia", "zaak:13:13",
         "$.feiten[0].houder: 'houder' is no field of a Rolvervulling but of Kwalificatie or"),
        ("door: pia", "door: pai", "zaak:13:11",
         "$.feiten[0].door: nothing in this dossier has the id 'pai'. Did you mean pia?"),
        ("door: pia", "door: {type: Persoon, id: pai, naam: Pia}", "zaak:13:42",
         "$.feiten[0].door.naam: 'naam' is no field of a Persoon."),
        ("type: Rolvervulling", "type: Rolvervuling", "zaak:10:11",
         "$.feiten[0].type: 'Rolvervuling' is no type of what stands here: one of 16"),
        ("type: Persoon", "type: Handeling", "zaak:7:12",
         "$.actoren[0].type: a Handeling cannot stand here, but in 'feiten'."),
        ("  - type: Rolvervulling\n    id:", "  - id:", "zaak:10:5",
         "$.feiten[0]: 'type' is missing: one of 16"),
        ("type: Dossier\n", "", "zaak:1:1", "$: 'type' is missing: Dossier."),
        ("id: zaak-7\n", "", "zaak:1:1", "$: 'id' is missing: the name of the dossier, or its"),
        ("id: zaak-7", "id: zaak 7", "zaak:2:5", "$.id: 'zaak 7' is no name"),
        ("id: zaak-7", "id: 7", "zaak:2:5",
         "$.id: 7 is not text, as a name is; write it between quotes."),
        ("id: arts", "id: true", "zaak:11:9", "$.feiten[0].id: true is not text, as a name is;"),
        ("id: zaak-7", "id: https://e.org/z#7", "zaak:2:5",
         "$.id: no names can be put behind 'https://e.org/z#7'; give a 'base' as well."),
        ("id: zaak-7", "id: z\nbase: https://e.org", "zaak:3:7",
         "$.base: 'https://e.org' is no base: that is an IRI that ends in /"),
        ("id: zaak-7", "id: z\n'@context': https://schema.org/", "zaak:3:13",
         "$['@context']: a dossier has the context https://w3id.org/scheidslijn/context/"),
        ("id: arts", "id: ../arts", "zaak:11:9", "$.feiten[0].id: '../arts' is no name"),
        ("feiten:", "  - {type: Persoon, id: pia}\nfeiten:", "zaak:9:25",
         "$.actoren[2].id: the id 'pia' stands here and at $.actoren[0]."),
        ("vanaf: 2026-01-05", "vanaf: 2026-02-30", "zaak:14:12",
         "$.feiten[0].vanaf: a day such as 2026-01-31 was expected and not '2026-02-30'."),
        ("vanaf: 2026-01-05", "vanaf: 5", "zaak:14:12", "and not 5."),
        ("vanaf: 2026-01-05", "vanaf: [2026-01-05, [x]]", "zaak:14:25",
         "$.feiten[0].vanaf[1]: a day such as 2026-01-31 was expected and not a list."),
        ("domein: verzuim", "isEigenrisicodrager: no", "zaak:3:22",
         "$.isEigenrisicodrager: true or false was expected and not 'no'."),
        ("domein: verzuim", "domein: {id: verzuim}", "zaak:3:9",
         "$.domein: the name of a domain was expected and not an object with fields."),
        ("domein: verzuim", "label: 7", "zaak:3:8", "$.label: text was expected and not 7."),
        ("domein: verzuim", "label: {nederlands_: x}", "zaak:3:8",
         "$.label: 'nederlands_' is no language"),
        ("domein: verzuim", "label: [{nl: x}]", "zaak:3:9",
         "$.label[0]: text was expected in a list; a language goes around the list."),
        ("werknemer: pia", "werknemer: 7", "zaak:4:12",
         "$.werknemer: the id of a person was expected; 7 is not text, as a name is; write it"),
        ("werknemer: pia", "werknemer: [[x]]", "zaak:4:13",
         "$.werknemer[0]: the id of a person was expected and not a list."),
        ("domein: verzuim", "domein: {a: b, a: c}", "zaak:3:16",
         "$.domein.a: the field stands here twice."),
        ("feiten:\n", "betrekkingen: {}\nfeiten:\n", "zaak:9:15",
         "$.betrekkingen: a list was expected and not an object with fields."),
        ("feiten:", "  - pia\nfeiten:", "zaak:9:5",
         "$.actoren[2]: something with fields was expected and not 'pia'."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_line_and_path(
    old: str, new: str, place: str, problem: str
) -> None:
    assert old in CASE
    found = error_of(CASE.replace(old, new), Syntax.YAML)
    assert found[0] == place
    assert problem in found[1]


def test_of_several_misfits_the_first_in_the_text_is_told_and_the_others_counted() -> None:
    text = CASE.replace("domein: verzuim", "domein: x").replace("door: pia", "door: y")
    place, problem = error_of(text, Syntax.YAML)
    assert place == "zaak:3:9"
    assert problem == "$.domein: 'x' is no domain of the rule book. (And 1 more in this file.)"


def test_an_act_written_out_within_another_is_sent_elsewhere() -> None:
    text = CASE + "  - {type: Handeling, inRol: {type: Rolvervulling, id: arts}}\n"
    place, problem = error_of(text, Syntax.YAML)
    assert place == "zaak:15:30"
    assert problem.startswith("$.feiten[1].inRol: give the id of a role assignment, which stands")


# What is no sound JSON or YAML


DEEP: Final = '{"type": ' * 70 + "1" + "}" * 70


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("", "zaak", "the file is empty; a dossier was expected."),
        (" \n\t", "zaak", "the file is empty; a dossier was expected."),
        (b"\xff\xfe{", "zaak:1:1", "the text is in UTF-16 or UTF-32; it must be in UTF-8."),
        (b'{"id": "\xe9"}', "zaak:1:9", "the text is not UTF-8 (byte 0xE9)"),
        ("[]", "zaak:1:1", "$: the list is empty; a dossier was expected."),
        ("7", "zaak:1:1", "$: a dossier, with fields, was expected and not 7."),
        ("null", "zaak:1:1", "$: a dossier, with fields, was expected and not null."),
        ('{"id": "a",\n "id": "b"}', "zaak:2:2", "$.id: the field stands here twice."),
        ('{"x": [{"y": 1,\n"y": 2}]}', "zaak:2:1", "$.x[0].y: the field stands here twice."),
        ('{"id": NaN}', "zaak:1:8", "NaN is no number in JSON."),
        ('{"id": 1e999}', "zaak:1:8", "1e999 is no number in JSON."),
        ('{"id": ' + "9" * 5000 + "}", "zaak:1:8", "is no number in JSON."),
        ('{"id": 1', "zaak:1:9", "not well-formed JSON: a comma was expected here."),
        ('{"id" 1}', "zaak:1:7", "not well-formed JSON: a colon was expected here."),
        ("{'id': 1}", "zaak:1:2", 'not well-formed JSON: a name in "double quotes" was expected.'),
        ('{"id": }', "zaak:1:8", "not well-formed JSON: a value was expected here."),
        ('{"id": 1} 2', "zaak:1:11", "not well-formed JSON: the document has ended"),
        (DEEP, "zaak:1:577", "brackets are nested deeper than the limit of 64."),
        ("[" * 100_000, "zaak:1:65", "brackets are nested deeper than the limit of 64."),
        ('{"type":"Dossier","id":"z","label":"\\ud800"}', "zaak:1:36",
         "$.label: the text holds half of a character (an unpaired surrogate)."),
        ('{"type":"Dossier","id":"\\ud800"}', "zaak:1:24", "$.id: '\\ud800' is no name"),
    ],
)  # fmt: skip
def test_unsound_json(text: str | bytes, place: str, problem: str) -> None:
    found = error_of(text, Syntax.JSON)
    assert found[0] == place
    assert problem in found[1]


BOMB: Final = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("", "zaak", "the file is empty; a dossier was expected."),
        ("# niets\n# nog niets", "zaak:1:1",
         "the file holds nothing but comments; a dossier was expected."),
        ("---\n", "zaak:2:1", "$: a dossier, with fields, was expected and not null."),
        (BOMB, "zaak:1:4", "$.a: the anchor &a is not read; remove it."),
        ("a: *b", "zaak:1:4", "$.a: the alias *b is not read; write it out."),
        ("<<: *b", "zaak:1:5", "the alias *b is not read"),
        ("<<: {type: Dossier}\nid: z\ntype: Dossier", "zaak:1:5", "'<<' is no field of a Dossier."),
        ("id: !!python/object/apply:os.system [x]", "zaak:1:5",
         "$.id: the tag tag:yaml.org,2002:python/object/apply:os.system is not read; remove it."),
        ("id: !!str z", "zaak:1:5", "$.id: the tag tag:yaml.org,2002:str is not read; remove it."),
        ("!!str id: z", "zaak:1:1", "$: a plain word was expected as the name of a field."),
        ("? [a]\n: b", "zaak:1:3", "$: a plain word was expected as the name of a field."),
        ("id: a\nid: b", "zaak:2:1", "$.id: the field stands here twice."),
        ("type: Dossier\n---\nid: a", "zaak:2:1", "a second document starts here"),
        ("id: {a", "zaak:2:1", "not well-formed YAML: "),
        ("id: 'a", "zaak:1:7", "not well-formed YAML: "),
        ("\tid: a", "zaak:1:1", "not well-formed YAML: "),
        ("id: \x07", "zaak", "not well-formed YAML: control characters are not allowed."),
        ("id: 1e999", "zaak:1:5", "$.id: 1e999 is no number in JSON."),
        ("[" * 100_000, "zaak:1:65", "nested deeper than the limit of 64."),
        ("- " * 100_000, "zaak:1:129", "nested deeper than the limit of 64."),
    ],
)  # fmt: skip
def test_unsound_yaml(text: str, place: str, problem: str) -> None:
    found = error_of(text, Syntax.YAML)
    assert found[0] == place
    assert problem in found[1]


def test_the_limits_hold() -> None:
    text = '{"type": "Dossier", "id": "z", "label": ["%s"]}'
    assert len(subjects(text % ("x" * 10))) == 1
    tight = Limits(max_literal_chars=9)
    place, problem = error_of(text % ("x" * 10), Syntax.JSON, tight)
    assert place == "zaak:1:42"
    assert problem == "$.label[0]: the text has 10 characters; the limit is 9."
    assert "limit of 5 bytes" in error_of(CASE, Syntax.YAML, Limits(max_file_bytes=5))[1]
    flat = Limits(max_nesting=2)
    assert error_of(CASE, Syntax.YAML, flat)[0] == "zaak:7:5"


@pytest.mark.parametrize("text", ["\ufeff" + CASE, "%YAML 1.2\n---\n" + CASE, CASE + "...\n"])
def test_marks_around_a_document_do_not_matter(text: str) -> None:
    assert subjects(text, Syntax.YAML) == subjects(CASE, Syntax.YAML)


def test_words_of_yaml_are_those_of_json() -> None:
    text = "[no, yes, off, 2026-01-05, 1_000, 0x1F, 012, 1:30, True, ~, null, '', 'true', -7, 1.50]"
    assert read_yaml(text, 64).value == [
        "no", "yes", "off", "2026-01-05", "1_000", "0x1F", "012", "1:30", "True", None, None, "",
        "true", -7, 1.5,
    ]  # fmt: skip


json_values: Final = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5),
              st.floats(allow_nan=False, allow_infinity=False)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)  # fmt: skip


def parts(value: object, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], object]:
    found: dict[tuple[str | int, ...], object] = {path: value}
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, each in items:
        found |= parts(each, (*path, key))
    return found


@given(json_values, st.sampled_from([None, 0, 2]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_json_is_read_whole_and_every_part_has_its_place(
    value: object, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    tree = read_json(text, 64)
    assert tree.value == value
    starts = [0, *(at + 1 for at, each in enumerate(text) if each == "\n")]
    decoder = json.JSONDecoder()
    places = tree.places()
    assert places.keys() == parts(value).keys()
    for path, part in parts(value).items():
        line, column = places[path]
        assert decoder.raw_decode(text, starts[line - 1] + column - 1)[0] == part


@given(st.text(st.sampled_from("{}[]:,\"' -\n#&*!a1"), max_size=30))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    for syntax in (Syntax.JSON, Syntax.YAML):
        with pytest.raises(InputError):  # none of them is a dossier
            read_units(Source("zaak", None, syntax, text.encode()))


# What names stand for


def test_two_dossiers_never_share_a_person_by_accident() -> None:
    case = '{"type": "Dossier", "id": "%s", "actoren": [{"type": "Persoon", "id": "pia"}]}'
    first, second = (subjects(case % name) for name in ("zaak-1", "zaak-2"))
    assert not first & second
    one, other = (subjects(case % f"https://example.org/zaak/{n}") for n in (1, 2))
    assert not one & other
    assert "<https://example.org/zaak/2/pia>" in other


def test_persons_are_shared_by_their_iri_or_a_common_base() -> None:
    shared = '{"type": "Dossier", "id": "%s", %s"actoren": [{"type": "Persoon", "id": "%s"}]}'
    pia = "https://example.org/personen/pia"
    first, second = (subjects(shared % (name, "", pia)) for name in ("a", "b"))
    assert first & second == {f"<{pia}>"}
    base = '"base": "https://example.org/personen/", '
    first, second = (subjects(shared % (name, base, "pia")) for name in ("a", "b"))
    assert first & second == {f"<{pia}>"}


def test_a_dossier_or_blank_node_stands_in_a_file_once() -> None:
    assert subjects(TWO % ("a", "b")) == {"<urn:x-scheidslijn:a>", "<urn:x-scheidslijn:b>"}
    place, problem = error_of(TWO % ("a", "a"), Syntax.JSON)
    assert (place, problem) == ("zaak:2:28", "$[1].id: the id 'a' stands here and at $[0].")
    blank = ', "actoren": [{"type": "Persoon", "id": "_:b"}]}'
    text = TWO.replace("}", blank) % ("a", "b")
    assert "the id '_:b' stands here and at $[0].actoren[0]" in error_of(text, Syntax.JSON)[1]


def test_a_name_may_be_that_of_something_in_another_dossier_of_the_file() -> None:
    base = '"base": "https://example.org/7/", "type": "Dossier"'
    text = f"""[{{{base}, "id": "a", "werknemer": "pia"}},
      {{{base}, "id": "b", "actoren": [{{"type": "Persoon", "id": "pia"}}]}}]"""
    assert "<https://example.org/7/pia>" in subjects(text)
    apart = text.replace('"base": "https://example.org/7/", ', "")
    assert error_of(apart, Syntax.JSON)[0] == "zaak:1:46"


@pytest.mark.parametrize(
    ("context", "problem"),
    [
        ('["CONTEXT", {"@base": "https://e.org/"}]', ""),
        ('"CONTEXT"', ""),
        ('["CONTEXT", {"@base": "https://f.org/"}]',
         "$['@context'][1]['@base']: the base 'https://f.org/' is another than 'https://e.org/'."),
        ('["CONTEXT", {"@vocab": "https://f.org/"}]',
         "$['@context']: a dossier has the context"),
        ('{"id": "@id"}', "$['@context']: a dossier has the context"),
        ("[]", "$['@context']: a dossier has the context"),
        ("null", "$['@context']: a dossier has the context"),
    ],
)  # fmt: skip
def test_the_context_may_be_named_but_not_another(context: str, problem: str) -> None:
    context = context.replace("CONTEXT", CONTEXT_URL)
    text = f'{{"@context": {context}, "base": "https://e.org/", "id": "z", "type": "Dossier"}}'
    if problem:
        assert problem in error_of(text, Syntax.JSON)[1]
    else:
        assert subjects(text) == {"<https://e.org/z>"}


def test_what_is_null_or_empty_says_nothing() -> None:
    text = CASE + "    totEnMet:\n    namens: []\n    label: null\nbetrekkingen: []\n"
    assert subjects(text, Syntax.YAML) == subjects(CASE, Syntax.YAML)
    (unit,) = read_units(Source("zaak", None, Syntax.YAML, text.encode()))
    (plain,) = read_units(Source("zaak", None, Syntax.YAML, CASE.encode()))
    assert unit.quads == plain.quads


# Lines


@pytest.mark.parametrize("syntax", [Syntax.JSON, Syntax.YAML])
def test_everything_that_is_written_out_has_its_line(syntax: Syntax) -> None:
    text = """{"type": "Dossier", "id": "z",
 "actoren": [
  {"type": "Persoon", "id": "pia"},
  {"type": "Persoon"}],
 "feiten": [
  {"type": "Taakdelegatie", "id": "https://example.org/t", "bewijs": [
    {"type": "Delegatiebewijs", "id": "_:bewijs"},
    {"type": "Delegatiebewijs"}]},
  {"type": "Handeling", "door": "pia"}]}"""
    source = Source("zaak", None, syntax, text.encode())
    (unit,) = read_units(source)
    kinds = {str(q.subject): q.object for q in unit.quads if q.predicate.value.endswith("#type")}
    found = find_lines(source, [term.strip("<>") for term in kinds])
    lines = {kinds[f"<{t}>" if ":" in t[2:] else t]: [] for t in found}  # type: ignore[var-annotated]
    for term, line in found.items():
        lines[kinds[term if term.startswith("_:") else f"<{term}>"]].append(line)
    assert {str(kind).split("#")[1].rstrip(">"): sorted(at) for kind, at in lines.items()} == {
        "Dossier": [1],
        "Persoon": [3, 4],
        "Taakdelegatie": [6],
        "Delegatiebewijs": [7, 8],
        "Handeling": [9],
    }
    assert found["https://example.org/t"] == 6


def test_a_file_that_cannot_be_read_has_no_lines() -> None:
    assert find_lines(Source("zaak", None, Syntax.JSON, b"{"), ["urn:x:y"]) == {}
    assert find_lines(Source("zaak", None, Syntax.JSON, b"{}"), []) == {}
    gone = Source("weg.json", Path("weg.json"), Syntax.JSON)
    assert find_lines(gone, ["urn:x:y"]) == {}


# What is loaded, and which files are taken


def test_who_reads_turtle_does_not_load_the_form(tmp_path: Path) -> None:
    (tmp_path / "z.ttl").write_text("<urn:x:a> a <https://w3id.org/scheidslijn/def#Dossier> .")
    code = f"""
import sys, scheidslijn
scheidslijn.validate([{str(tmp_path / "z.ttl")!r}])
bad = [m for m in sys.modules if m in ("yaml", "jsonschema") or m.startswith("scheidslijn.form")]
assert not bad, bad
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_who_reads_json_does_not_load_yaml(tmp_path: Path) -> None:
    (tmp_path / "z.json").write_text('{"type": "Dossier", "id": "z"}')
    code = f"""
import sys, scheidslijn
scheidslijn.validate([{str(tmp_path / "z.json")!r}])
bad = [m for m in sys.modules if m in ("yaml", "jsonschema")]
assert not bad, bad
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_in_a_folder_only_files_that_say_so_are_dossiers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    marked = ["a.dossier.json", "b.dossier.yaml", "c.dossier.YML.gz", "d.ttl"]
    for name in (*marked, "a.json", "b.yaml", "a.expected.json", ".dossier.json"):
        (tmp_path / name).touch()
    for given_path in (".", "**", "*"):
        found = [Path(each.name).name for each in find_sources([given_path]).sources]
        assert found == marked
    assert [s.name for s in find_sources(["*.json"]).sources] == [
        "a.dossier.json", "a.expected.json", "a.json"
    ]  # fmt: skip
    assert find_sources(["b.yaml"]).sources[0].format is Syntax.YAML
    assert find_sources(["a.json"], None, "yaml").sources[0].format is Syntax.YAML


def test_the_form_is_read_from_the_rule_book_once() -> None:
    assert packaged_form() is FORM


def test_a_tree_that_is_unsound_says_where() -> None:
    with pytest.raises(UnsoundError) as caught:
        read_json('{"a":\n?}', 64)
    assert (caught.value.line, caught.value.column) == (2, 1)
