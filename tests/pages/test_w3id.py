"""Redirects: every address of the project, followed through a real Apache to a file of the site."""

from __future__ import annotations

import json
import re
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from httpd import Answer, Apache, apache
from scheidslijn import resources
from scheidslijn.errors import UsageError
from scheidslijn.namespaces import BASE, ID, OWL, SHAPE, SL
from scheidslijn.pages import PARTS
from scheidslijn.pages.material import packaged
from scheidslijn.pages.w3id import rules, w3id

TARGET: Final = "https://example.org/proef/"
VERSION: Final = resources.package_version()
ALL: Final = frozenset(part.name for part in PARTS)
ROOT: Final = resources.queries_folder().parent
FORMS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {"Accept": "text/html,image/webp,*/*;q=0.8", "Accept_Language": "nl-NL,en;q=0.5"},
    "en": {"Accept": "text/html", "Accept_Language": "en-GB,en;q=0.9,nl;q=0.1"},
    "ttl": {"Accept": "text/turtle"},
}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Apache]:
    with apache({"scheidslijn": rules(TARGET, VERSION, ALL)}) as running:
        yield running


def asked(server: Apache, iri: str, **headers: str) -> Answer:
    """Return the answer for an IRI; what comes after # stays with whoever asks."""
    address = iri.partition("#")[0]
    assert address.startswith("https://w3id.org/")
    return server.get(address.removeprefix("https://w3id.org"), **headers)


def led(site: Path, answer: Answer, fragment: str = "") -> Path:
    """Return the file that an answer leads to, which is there, with the place on the page."""
    assert answer.status in (302, 303), answer
    assert answer.location.startswith(TARGET), answer
    parts = urlsplit(answer.location)
    path = parts.path.removeprefix(urlsplit(TARGET).path)
    assert (site / path).is_file(), answer
    place = parts.fragment or fragment
    assert path.endswith(".html") or not parts.fragment
    if place and path.endswith(".html"):
        assert place in anchors(site / path), answer
    return site / path


@cache
def anchors(page: Path) -> frozenset[str]:
    return frozenset(re.findall(r'\sid="([^"]*)"', page.read_text(encoding="utf-8")))


@cache
def named(file: Path) -> frozenset[str]:
    """Return what a file of Turtle or N-Triples speaks of."""
    form = RdfFormat.N_TRIPLES if file.suffix == ".nt" else RdfFormat.TURTLE
    found = set()
    for subject, predicate, value, _ in parse(file.read_bytes(), form):
        if isinstance(subject, NamedNode):
            found.add(subject.value)
        if predicate == NamedNode(OWL + "versionIRI") and isinstance(value, NamedNode):
            found.add(value.value)
    return frozenset(found)


@cache
def subjects(pattern: str, start: str) -> tuple[str, ...]:
    """Return what packaged files speak of, as far as it begins so, sorted."""
    found = {
        quad.subject.value
        for path in ROOT.glob(pattern)
        if "quality" not in path.parts
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(start)
    }
    assert found, pattern
    return tuple(sorted(found))


def headers(pattern: str) -> list[tuple[str, str]]:
    """Return each module with the IRI of its version."""
    found = []
    for path in ROOT.glob(pattern):
        for subject, predicate, value, _ in parse(path.read_bytes(), RdfFormat.TURTLE):
            if predicate == NamedNode(OWL + "versionIRI") and "quality" not in path.parts:
                assert isinstance(subject, NamedNode)
                assert isinstance(value, NamedNode)
                found.append((subject.value, value.value))
    assert found, pattern
    return sorted(found)


@pytest.mark.parametrize("form", FORMS)
def test_every_individual_leads_to_its_page_or_to_what_is_said_of_it(
    form: str, server: Apache, site: Path
) -> None:
    individuals = [iri for iri in subjects("ontology/regelboek/**/*.ttl", ID) if "#" not in iri]
    assert len(individuals) > 5000
    for iri in individuals:
        answer = asked(server, iri, **FORMS[form])
        file = led(site, answer)
        assert answer.status == 303
        if form == "ttl":
            assert iri in named(file)
        else:
            assert file == site / form / iri.removeprefix(ID) / "index.html"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("pattern", "space", "number"),
    [("ontology/*.ttl", SL, 299), ("shapes/*/shapes.ttl", SHAPE, 100)],
)
def test_every_word_and_shape_leads_to_its_place(
    pattern: str, space: str, number: int, form: str, server: Apache, site: Path
) -> None:
    words = subjects(pattern, space)
    assert len(words) >= number
    answer = asked(server, space, **FORMS[form])
    for iri in words:
        name = iri.removeprefix(space)
        is_shape = space == SHAPE and name not in anchors(site / "nl/shape/index.html")
        file = led(site, answer, "" if is_shape else name)
        if form == "ttl":
            assert iri in named(file)
        else:
            assert file.relative_to(site).parts[0] == form


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "pattern",
    ["ontology/**/*.ttl", "shapes/*/shapes.ttl", "ontology/alignments/*.ttl"],
)
def test_every_module_and_its_version_leads_to_its_place(
    pattern: str, form: str, server: Apache, site: Path
) -> None:
    for module, version in headers(pattern):
        file = led(site, asked(server, module, **FORMS[form]))
        assert (module in named(file)) if form == "ttl" else file.parts[-2] in ("def", "shape")
        # of a version there is but the file
        assert version in named(led(site, asked(server, version, **FORMS[form])))


@pytest.mark.parametrize("form", FORMS)
def test_every_question_leads_to_its_page_or_its_query(
    form: str, server: Apache, site: Path
) -> None:
    slugs = sorted(path.stem for path in ROOT.glob("queries/*.rq"))
    assert slugs
    for slug in slugs:
        file = led(site, asked(server, f"{BASE}vraag/{slug}", **FORMS[form]))
        if form == "ttl":
            assert file.read_bytes() == (ROOT / "queries" / f"{slug}.rq").read_bytes()
        else:
            assert file == site / form / "vraag" / slug / "index.html"


@pytest.mark.parametrize("form", FORMS)
def test_files_lead_to_themselves_whatever_is_accepted(
    form: str, server: Apache, site: Path
) -> None:
    schemas = (Path(resources.__file__).parent / "schema").glob("*.json")
    addresses = {json.loads(path.read_text())["$id"] for path in schemas}
    addresses |= {f"{BASE}schema/dossier.json", f"{BASE}context/dossier.jsonld"}
    said = parse((site / "catalog.ttl").read_bytes(), RdfFormat.TURTLE)
    downloads = {
        quad.object.value
        for quad in said
        if quad.predicate.value.endswith("downloadURL") and isinstance(quad.object, NamedNode)
    }
    assert len(downloads) > 200
    addresses |= downloads | {f"{BASE}{name}.ttl" for name in ("def", "shape", "catalog", "void")}
    addresses |= {f"{ID}rol/arts.ttl", f"{BASE}def.rdf", f"{BASE}version.json"}
    for address in sorted(addresses):
        answer = asked(server, address, **FORMS[form])
        assert answer.status == 302
        assert led(site, answer) == site / address.removeprefix(BASE)


def test_what_the_profiles_name_leads_to_the_file_that_tells_of_it(
    server: Apache, site: Path
) -> None:
    naming = set()
    for file in [*sorted((site / VERSION / "export").glob("*.ttl")), site / "catalog.ttl"]:
        own = {iri for iri in named(file) if iri.startswith(f"{ID}{file.stem}/")}
        if file.stem == "catalog":
            own = {iri for iri in named(file) if iri.startswith(f"{ID}dcat-ap-nl/")}
            assert own
        if own:
            naming.add(file.stem)
        for iri in own:
            answer = asked(server, quote(iri, safe=":/#%"), **FORMS["nl"])
            assert answer.status == 303
            assert led(site, answer) == file
    assert naming == {"catalog", "cpsv-ap", "dpv", "eli", "nl-sbb", "odrl"}
    profile = f"{BASE}odrl-profile"
    assert profile in named(led(site, asked(server, profile, **FORMS["ttl"])))


def test_the_graph_that_is_published_leads_to_what_is_in_it(server: Apache, site: Path) -> None:
    catalogue = f"{BASE}graph/rulebook"
    described = led(site, asked(server, catalogue, **FORMS["ttl"]))
    assert catalogue in named(described)
    (graph,) = (iri for iri in named(described) if iri != catalogue)
    content = led(site, asked(server, graph, **FORMS["ttl"]))
    assert f"{SL}Rol" in named(content)


@pytest.mark.parametrize("form", FORMS)
def test_the_project_itself_leads_to_its_home_page_or_its_catalogue(
    form: str, server: Apache, site: Path
) -> None:
    file = led(site, asked(server, BASE, **FORMS[form]))
    assert file == (site / "catalog.ttl" if form == "ttl" else site / form / "index.html")
    if form == "ttl":
        assert BASE in named(file)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_address[1]}/"
        finally:
            running.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("path", "accept", "start"),
    [
        ("def", "application/rdf+xml", b"<?xml"),
        ("def", "application/ld+json", b"[{"),
        ("id/rol/bedrijfsarts", "text/turtle", b"@prefix"),
        ("id/rol/bedrijfsarts", "text/html", b"<!DOCTYPE html>"),
        ("context/dossier.jsonld", "application/ld+json", b"{"),
        (f"{VERSION}/ontology/rol.ttl", "*/*", b"@prefix"),
    ],
)
def test_a_client_that_follows_gets_what_it_asked_for(
    path: str, accept: str, start: bytes, site: Path
) -> None:
    with served(site) as base, apache({"scheidslijn": rules(base, VERSION, ALL)}) as running:
        address = running.get(f"/scheidslijn/{path}", Accept=accept).location
        with urllib.request.urlopen(address, timeout=20) as found:
            assert found.status == 200
            assert found.read().startswith(start)


# Who gets what


@pytest.mark.parametrize(
    ("spoken", "language"),
    [
        (None, "nl"),
        ("", "nl"),
        ("*", "nl"),
        ("nl", "nl"),
        ("en", "en"),
        ("en-US,en;q=0.5", "en"),
        ("de", "nl"),
        ("de, en;q=0.7, nl;q=0.3", "en"),
        ("nl-BE;q=0.8, en;q=0.80", "nl"),
        ("EN-gb, NL;q=0.999", "en"),
        ("*;q=0.5, en;q=0.4", "nl"),
        ("*;q=0.5, nl;q=0.4", "en"),
    ],
)
def test_the_language_that_is_liked_best_is_sent(
    spoken: str | None, language: str, server: Apache
) -> None:
    sent = {} if spoken is None else {"Accept_Language": spoken}
    answer = server.get("/scheidslijn/id/rol/arts", Accept="text/html", **sent)
    assert answer.location == f"{TARGET}{language}/rol/arts/index.html"


def test_who_says_nothing_gets_the_page_in_dutch(server: Apache) -> None:
    assert server.get("/scheidslijn/def").location == f"{TARGET}nl/def/index.html"


MEDIA: Final = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}


def preferred(ranges: list[tuple[str, int | None]]) -> str | None:
    """Return what RFC 9110, section 12.5.1, says to send, the first of those liked as much."""

    def liked(media: str) -> int:
        whole = media.partition("/")[0] + "/*"
        said = {name: 1000 if quality is None else quality for name, quality in reversed(ranges)}
        return next((said[name] for name in (media, whole, "*/*") if name in said), 0)

    best = max(MEDIA, key=lambda kind: (liked(MEDIA[kind]), -list(MEDIA).index(kind)))
    return best if liked(MEDIA[best]) else None


RANGES: Final = st.lists(
    st.tuples(
        st.sampled_from(
            [*MEDIA.values(), "*/*", "text/*", "application/*", "image/png", "text/n3"]
        ),
        st.none() | st.integers(0, 1000),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda each: each[0],
)


def written(ranges: list[tuple[str, int | None]], parameter: str, space: str) -> str:
    """Return a header as clients write it, with as many decimals as it takes or all three."""
    found = []
    for number, (name, quality) in enumerate(ranges):
        text = name + (parameter if number % 2 else "")
        if quality is not None:
            exact = f"{quality / 1000:.3f}"
            text += f";{space}q={exact if number % 3 else exact.rstrip('0').rstrip('.') or '0'}"
        found.append(text)
    return f"{space},{space}".join(found)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ranges=RANGES,
    parameter=st.sampled_from(["", ";charset=utf-8", '; profile="urn:x:y"', ";v=1;q2=0.1"]),
    space=st.sampled_from(["", " ", "\t"]),
)
def test_what_is_liked_best_is_sent(
    server: Apache, ranges: list[tuple[str, int | None]], parameter: str, space: str
) -> None:
    expected = preferred(ranges)
    answer = server.get("/scheidslijn/def", Accept=written(ranges, parameter, space))
    if expected is None:
        assert answer.status == 406
    else:
        path = "nl/def/index.html" if expected == "html" else f"def.{expected}"
        assert (answer.status, answer.location) == (303, TARGET + path)


def test_of_a_thing_with_turtle_alone_turtle_is_sent_for_every_rdf(server: Apache) -> None:
    for media in list(MEDIA.values())[1:]:
        answer = server.get("/scheidslijn/id/rol/arts", Accept=media)
        assert answer.location == f"{TARGET}id/rol/arts.ttl"


def test_caches_and_other_sites_are_told_what_they_may(server: Apache) -> None:
    answer = server.get("/scheidslijn/def", Accept="text/turtle")
    varying = {each.strip() for each in answer.headers["Vary"].split(",")}
    assert varying == {"Accept", "Accept-Language"}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    plain = server.get("/scheidslijn/context/dossier.jsonld", Accept="text/html")
    assert "Vary" not in plain.headers
    assert plain.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path",
    ["nonsense", "README", "id/rol/arts/more", "def/../../x", "id/ROL/arts", "context/", "0.1.0/",
     "id/rol/%2e%2e%2f%2e%2e", "id/rol/a%22b", "id/rol/%0d%0aX:y", "id/rol/a$1", "vraag/a%20b"],
)  # fmt: skip
def test_what_is_no_address_of_ours_leads_nowhere(path: str, server: Apache) -> None:
    answer = server.get(f"/scheidslijn/{path}", Accept="image/png, text/html")
    assert answer.status in (400, 403, 404)
    assert not answer.location


@pytest.mark.parametrize("path", ["nonsense", "README.md", "identity/x", "definitely"])
def test_what_is_not_ours_to_send_is_left_to_the_server(path: str, server: Apache) -> None:
    assert server.get(f"/scheidslijn/{path}", Accept="image/png").status == 404


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_nothing_leads_away_from_the_site(server: Apache, path: str) -> None:
    answer = server.get(f"/scheidslijn/{quote(path, safe='/.-')}", Accept="*/*")
    assert not answer.location or answer.location.startswith((TARGET, "http://localhost"))
    assert "\n" not in answer.location


# What the rules are made from


@pytest.mark.parametrize(
    "base",
    [
        "https://example.org", "https://example.org/x", "ftp://example.org/", "example.org/",
        "https:///x/", "https://user@example.org/", "https://example.org/?x/", "//example.org/",
        "https://example.org/#x/", "https://example.org/a b/", "https://example.org/%41/",
        "https://example.org/$1/", "https://example.org/../x/", "https://example.org/x/\n", "",
        "https://w3id.org/scheidslijn/", "http://W3ID.org/x/", "https://example.org/é/",
    ],
)  # fmt: skip
def test_an_address_that_cannot_stand_in_a_rule_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match=r"cannot stand in a rule|would lead to itself"):
        rules(base, VERSION, ALL)


@pytest.mark.parametrize(
    "version", ["", "v1", "1 0", "1.0]", "1.0\nRewriteRule ^ x", "1/2", "1..2"]
)
def test_a_version_that_cannot_stand_in_a_rule_is_refused(version: str) -> None:
    with pytest.raises(UsageError, match="cannot stand in a rule"):
        rules(TARGET, version, ALL)


def test_nothing_leads_to_what_a_site_does_not_have() -> None:
    pages = rules(TARGET, VERSION, frozenset(("home", "individuals", "lists")))
    assert ".ttl" not in pages
    assert "/def/" not in pages
    data = rules(TARGET, VERSION, frozenset(("files",)))
    assert "index.html" not in data
    assert "/export/" not in data


def test_without_pages_of_the_ontology_its_address_leads_to_the_file() -> None:
    with apache({"scheidslijn": rules(TARGET, VERSION, ALL - {"ontology"})}) as running:
        answer = running.get("/scheidslijn/def", Accept="text/html;q=0.1, application/n-triples")
        assert answer.location == f"{TARGET}def.nt"


def test_the_part_has_the_rules_and_says_whose_they_are() -> None:
    site = packaged(ALL, TARGET)
    found = {file.path: file.data.decode() for file in w3id(site)}
    assert found["w3id/.htaccess"] == rules(TARGET, VERSION, ALL)
    assert TARGET in found["w3id/README.md"]
    with pytest.raises(UsageError, match="--base-url"):
        list(w3id(replace(site, base_url=None)))
