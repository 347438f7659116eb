"""Every bad input, as a real file: one clear line about it, the right exit code, no traceback.

The command runs with a network that cannot be used without being noticed: Python's sockets are
replaced by ones that leave a mark, and what is not Python could only reach a port on which
this test listens itself.
"""

from __future__ import annotations

import gzip
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from command import Outcome, clean_environment, run
from dossiers import CLEAN, DIRECTION, PREFIXES, dossier

BLOCKER: Final = """\
import pathlib, socket

def refuse(*arguments, **named):
    pathlib.Path(__file__).with_name("reached").write_text(repr(arguments))
    raise OSError("no network in this test")

socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse
"""
RDF_XML: Final = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
HALF_GZIP: Final = gzip.compress(CLEAN.encode())[:100]


class Network:
    """A server that nobody should reach, and an environment that notices who tries."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(BLOCKER, encoding="utf-8")
        self.mark = folder / "reached"
        self.environment = {"PYTHONPATH": str(folder)}
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.setblocking(False)
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}/x"

    def used(self) -> bool:
        try:
            self.server.accept()[0].close()
        except BlockingIOError:
            return self.mark.exists()
        return True


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    made = Network(tmp_path / "network")
    with made.server:
        yield made


@dataclass(frozen=True)
class Bad:
    """A bad input: what is in the file, and what is said of it after its name."""

    name: str
    content: str | bytes
    says: str
    code: int = 3
    options: tuple[str, ...] = field(default=())


UNREADABLE: Final = [
    Bad("empty.ttl", "", ": the file is empty; a dossier was expected."),
    Bad("blank.ttl", " \n\t\r\n", ": the file is empty; a dossier was expected."),
    Bad("comment.ttl", "# niets\n", ": the file holds no triples; a dossier was expected."),
    Bad(
        "broken.ttl",
        CLEAN + ":a a sl:Persoon\n:b a sl:Persoon .\n",
        f":{CLEAN.count(chr(10)) + 2}:1: A dot is expected at the end of statements.",
    ),
    Bad("half.ttl.gz", HALF_GZIP, ": the gzip file is cut off; it must be complete."),
    Bad("plain.ttl.gz", CLEAN, ": the file is no sound gzip"),
    Bad("packed.ttl", gzip.compress(CLEAN.encode()), ": the file is a gzip; its name must"),
    Bad("latin.ttl", "# caf\u00e9\n".encode("latin-1"), ":1:6: the text is not UTF-8 (byte 0xE9)"),
    Bad("wide.ttl", CLEAN.encode("utf-16"), ":1:1: the text is in UTF-16 or UTF-32"),
    Bad("junk.ttl", bytes(range(128, 256)) * 9, ":1:1: the text is not UTF-8 (byte 0x80)"),
    Bad("nul.ttl", CLEAN + ":a\0 a sl:Persoon .", f":{CLEAN.count(chr(10)) + 1}:"),
    Bad(
        "huge.ttl",
        f'{CLEAN}:vera rdfs:label "{"a" * 50_000_000}" .',
        ": one literal, IRI or comment is too long to read; it must stay under 16 MiB.",
    ),
    Bad(
        "large.ttl",
        f'{CLEAN}:vera rdfs:comment "{"a" * 1_000_001}" .',
        " has 1000001 characters; the limit is 1000000.",
    ),
    Bad(
        "deep.jsonld",
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        ":1:321: brackets are nested deeper than the limit of 64.",
    ),
    Bad(
        "bomb.rdf",
        f'<!DOCTYPE l [<!ENTITY a "{"ha" * 9}"><!ENTITY b "{"&a;" * 99}">'
        f'<!ENTITY c "{"&b;" * 99}">]>\n<rdf:RDF {RDF_XML}>&c;</rdf:RDF>',
        ":1: the file declares the entity a; write its text out, without <!ENTITY.",
    ),
    Bad("nodossier.ttl", PREFIXES + ":a a sl:Persoon .", ": holds no dossier: nothing is typed"),
    Bad("empty.trig", PREFIXES + ":g { }", ": the file holds no triples; a dossier was expected."),
    Bad("new\nline.ttl", "?", ":1:1: "),
    Bad(os.fsdecode(b"not-utf8-\xff.ttl"), "?", ":1:1: "),
    Bad("unknown.xyz", CLEAN, ": the extension is not known; known are .ttl, .trig,"),
]
JUDGED: Final = [
    Bad(
        "predicate.ttl",
        CLEAN + ":dossier1 sl:onbekend 1 .",
        "violation: The ontology does not know the property onbekend.",
        code=1,
    ),
    Bad("norole.ttl", dossier(), "violation: The dossier has at least one role assignment", code=1),
    Bad(
        "nodate.ttl",
        CLEAN.replace("2026-01-05", "2026-13-45"),
        "violation: A role assignment has exactly one first day as xsd:date",
        code=1,
    ),
    Bad(
        "textdate.ttl",
        CLEAN.replace('"2026-01-05"^^xsd:date', '"morgen"'),
        "violation: A role assignment has exactly one first day as xsd:date",
        code=1,
    ),
    Bad(
        "backward.ttl",
        CLEAN + ':rol1-0 sl:totEnMet "2025-12-31"^^xsd:date .',
        "violation: The period does not start after it ends.",
        code=1,
    ),
    Bad(
        "class.ttl",
        CLEAN + ":dier a <https://example.org/Dier> .",
        "warning: Not judged: the ontology knows no class of dier.",
        code=0,
    ),
    Bad(
        "class-strict.ttl",
        CLEAN + ":dier a sl:Dier .",
        "warning: Not judged: the ontology knows no class of dier.",
        code=1,
        options=("--fail-on", "warning"),
    ),
    Bad(
        "emptygraph.trig",
        PREFIXES + ":leeg { } :vol {" + CLEAN.removeprefix(PREFIXES) + "}",
        "Nothing found. 1 dossier checked with ",
        code=0,
    ),
    Bad(
        "long.ttl",
        CLEAN.replace("\n", "\r") + ":vera a sl:Persoon . " * 50_000,
        "Nothing found. 1 dossier checked with ",
        code=0,
    ),
    Bad("fine\nname.ttl", CLEAN, "Nothing found. 1 dossier checked with ", code=0),
    Bad(os.fsdecode(b"fine-\xff.ttl"), CLEAN, "Nothing found. 1 dossier checked with ", code=0),
]


def judge(network: Network, *arguments: str | Path) -> Outcome:
    """Run the command on these, in English, and see to it that the network stays unused."""
    outcome = run("validate", *arguments, "--lang", "en", environment=network.environment)
    assert not network.used()
    return outcome


def written(folder: Path, bad: Bad) -> Path:
    path = folder / bad.name
    content = bad.content
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def shown(path: Path) -> str:
    """Return a path as one line can hold it."""
    readable = os.fsencode(path).decode(errors="replace")
    return " ".join(readable.split())


def test_the_network_is_really_watched(network: Network) -> None:
    program = f"import urllib.request as r; r.urlopen({network.url!r})"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=clean_environment(**network.environment),
        capture_output=True,
        check=False,
    )
    assert b"no network in this test" in done.stderr
    assert network.used()
    network.mark.unlink()
    with socket.create_connection(network.server.getsockname()):
        assert network.used()


@pytest.mark.parametrize("bad", UNREADABLE, ids=lambda bad: ascii(bad.name))
def test_what_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, network: Network, bad: Bad
) -> None:
    path = written(tmp_path, bad)
    outcome = judge(network, path)
    assert outcome.code == bad.code
    assert outcome.everything.count(shown(path)) == 1
    before, _, after = outcome.everything.partition(shown(path))
    assert bad.says in after if bad.name == "large.ttl" else after.startswith(bad.says)
    assert len(before + after) < 600
    assert "Nothing found" not in outcome.out


@pytest.mark.parametrize("bad", JUDGED, ids=lambda bad: ascii(bad.name))
def test_what_can_be_judged_is_judged(tmp_path: Path, network: Network, bad: Bad) -> None:
    outcome = judge(network, written(tmp_path, bad), *bad.options)
    assert outcome.code == bad.code
    assert outcome.everything.count(bad.says) == 1
    clean = bad.says.startswith("Nothing found")
    found = sum(outcome.out.count(f"\n  {word}: ") for word in ("violation", "warning", "info"))
    assert found == (0 if clean else 1)
    assert outcome.err == ""


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (
            "entity.rdf",
            f'<!DOCTYPE l [<!ENTITY a SYSTEM "URL">]>\n<rdf:RDF {RDF_XML}>&a;</rdf:RDF>',
            ":1: the file declares the entity a;",
        ),
        (
            "dtd.rdf",
            f'<!DOCTYPE l SYSTEM "URL">\n<rdf:RDF {RDF_XML}/>',
            ":1: the file refers to an external DTD, which is not read;",
        ),
        (
            "context.jsonld",
            '{"@context": "URL", "@type": "Dossier"}',
            ":1:14: the remote @context URL is not fetched, for the network is off;",
        ),
    ],
)
def test_nothing_is_fetched_to_read_a_file(
    tmp_path: Path, network: Network, name: str, content: str, says: str
) -> None:
    path = tmp_path / name
    path.write_text(content.replace("URL", network.url), encoding="utf-8")
    outcome = judge(network, path)
    assert outcome.code == 3
    assert outcome.everything.count(f"{path}{says.replace('URL', network.url)}") == 1


def test_an_import_is_told_and_not_fetched(tmp_path: Path, network: Network) -> None:
    path = tmp_path / "import.ttl"
    path.write_text(f"{CLEAN}<urn:o> a owl:Ontology ; owl:imports <{network.url}> .")
    says = f"warning: The file refers with owl:imports to {network.url}; that was not fetched"
    for level, code in (("violation", 0), ("warning", 1)):
        outcome = judge(network, path, "--fail-on", level)
        assert outcome.code == code
        assert outcome.everything.count(says) == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("missing.ttl", "missing.ttl: no such file or folder."),
        ("mis\nsing.ttl", "mis sing.ttl: no such file or folder."),
        ("mis\x1bsing.ttl", "mis\ufffdsing.ttl: no such file or folder."),
        (os.fsdecode(b"mis-\xff.ttl"), "mis-\ufffd.ttl: no such file or folder."),
        ("empty", "empty: the folder holds no dossier; known are .ttl, .trig,"),
        ("other", "other: the folder holds no dossier; known are .ttl, .trig,"),
        ("other/*.ttl", "other/*.ttl: no dossier matches this glob; known are .ttl, .trig,"),
    ],
    ids=ascii,
)
def test_a_path_without_input_is_told_in_one_line(
    tmp_path: Path, network: Network, given: str, says: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "brief.docx").write_bytes(b"PK")
    outcome = run("validate", given, environment=network.environment, folder=tmp_path)
    assert outcome.code == 3
    assert outcome.out == ""
    assert outcome.err.startswith(f"scheidslijn: {says}")
    assert outcome.err.count("\n") == 1
    assert not network.used()


def test_a_loop_of_links_ends_with_a_notice(tmp_path: Path, network: Network) -> None:
    inner = tmp_path / "dossiers" / "binnen"
    inner.mkdir(parents=True)
    (inner / "zaak.ttl").write_text(dossier(DIRECTION))
    (inner / "terug").symlink_to("..", target_is_directory=True)
    outcome = judge(network, tmp_path / "dossiers")
    assert outcome.code == 0
    assert outcome.out.startswith("Nothing found. 1 dossier checked with ")
    assert outcome.err == (
        f"scheidslijn: {inner}/terug: the link leads to a folder that was read already; "
        "it is not followed again.\n"
    )
