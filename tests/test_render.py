"""Every format can be written; text and JSON say what the report says and never mislead."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reports import (
    ADVISED,
    DOSSIER,
    LOOSE,
    MIXED,
    PROBLEM,
    SAMPLES,
    report,
    reports,
)
from scheidslijn.model import LANGUAGES, Report, Text
from scheidslijn.render import FORMATS, Style, is_clean, text
from scheidslijn.render import json as json_format

SCHEMA = files("scheidslijn") / "schema" / "report.schema.json"
NOT_CLEAN = [name for name, sample in SAMPLES.items() if not is_clean(sample)]
slow = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    loaded = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(loaded)
    return Draft202012Validator(loaded)


# All formats


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_output_is_utf8_and_ends_with_one_newline(format_name: str, sample: str) -> None:
    written = "".join(FORMATS[format_name](SAMPLES[sample], Style()))
    assert written.encode().endswith(b"\n")
    assert not written.endswith("\n\n")


@slow
@given(reports)
def test_any_report_can_be_written_and_encoded(sample: Report) -> None:
    for write in FORMATS.values():
        for language in LANGUAGES:
            style = Style(language=language)
            first, second = ("".join(write(sample, style)).encode() for _ in range(2))
            assert first == second


def test_output_does_not_depend_on_the_hash_seed() -> None:
    program = (
        "from reports import SAMPLES; from scheidslijn.render import FORMATS, Style\n"
        "print([list(f(r, Style())) for f in FORMATS.values() for r in SAMPLES.values()])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


# Text


def test_text_of_a_violation_names_everything() -> None:
    assert text.render(report(MIXED, problems=(PROBLEM,)), "nl") == (
        "Voorbeelddossier 1\n"
        "  overtreding: Vera Voorbeeld is in dit dossier tegelijk casemanager en"
        " leidinggevende.\n"
        f"    dossiers/voorbeeld-1.ttl:12 ({MIXED.id})\n"
        "    Persoon: Vera Voorbeeld\n"
        "    Rollen: casemanager; leidinggevende\n"
        "    Norm: Geen rolvermenging in één dossier\n"
        "    Lezing: strenge lezing\n"
        "    Artikel: Voorbeeldwet artikel 1 lid 2\n"
        "    Bron: RSC-PUV-2024 § 6.1 (regels 1287\u20131297)\n"
        "    Ontbreekt: schriftelijke afspraak\n"
        "    Een andere bron zegt iets anders: Rolvermenging mag met afspraken\n"
        "    Herstel: Wijs een andere casemanager aan.\n"
        "\n"
        "Niet te lezen\n"
        "  dossiers/stuk.ttl:7:3: een punt ontbreekt aan het eind\n"
        "\n"
        "Gevonden: 1 overtreding, 0 waarschuwingen, 0 info. 1 bestand niet te lezen: het"
        " oordeel is\n"
        "onvolledig. 2 dossiers getoetst met 12 shapes aan 40 normen.\n"
    )


def test_text_puts_the_heaviest_first_and_dossierless_findings_last() -> None:
    written = text.render(report(LOOSE, ADVISED, MIXED), "en")
    heads = [line for line in written.splitlines() if re.match(r"\S|  \w+: ", line)]
    assert heads == [
        "Sample dossier 1",
        "  violation: Vera Voorbeeld is both case manager and line manager in this dossier.",
        "  info: The first day of sickness is absent.",
        "Outside any dossier",
        "  warning: This is no date.",
        "Found: 1 violation, 1 warning, 1 info. "
        "2 dossiers checked with 12 shapes against 40 norms.",
    ]


def test_text_calls_a_dossier_without_label_by_its_iri() -> None:
    nameless = replace(DOSSIER, label=Text(nl="", en=""))
    assert text.render(report(MIXED, dossiers=(nameless,))).startswith(DOSSIER.iri + "\n")
    assert text.render(report(MIXED, dossiers=())).startswith(DOSSIER.iri + "\n")


def test_text_of_a_clean_report_says_what_was_looked_at() -> None:
    assert text.render(SAMPLES["clean"]) == (
        "Niets gevonden. 2 dossiers getoetst met 12 shapes aan 40 normen.\n"
    )


def test_text_names_a_reading_and_a_day_that_are_not_the_usual_ones() -> None:
    dutch = text.render(SAMPLES["lenient on a day"], width=999)
    english = text.render(SAMPLES["lenient on a day"], "en", width=999)
    assert dutch.endswith("aan 40 normen. Soepele lezing. Peildatum: 2026-03-01.\n")
    assert english.endswith("against 40 norms. Lenient reading. Reference date: 2026-03-01.\n")
    assert "\n    Reading: strict reading\n" in english


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", NOT_CLEAN)
def test_text_that_is_not_clean_never_opens_as_clean(sample: str, language: str) -> None:
    written = text.render(SAMPLES[sample], "nl" if language == "nl" else "en")
    assert not re.search(r"^(Niets|Nothing) (gevonden|found)\.", written, re.MULTILINE)


@pytest.mark.parametrize("sample", ["no dossiers", "no shapes"])
def test_text_says_that_nothing_was_judged(sample: str) -> None:
    assert text.render(SAMPLES[sample], "nl").startswith("Er is niets beoordeeld")
    assert text.render(SAMPLES[sample], "en").startswith("Nothing was judged")


def test_text_is_coloured_only_on_request() -> None:
    colored = text.render(report(MIXED), color=True)
    assert "\x1b[31movertreding\x1b[0m: Vera" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == text.render(report(MIXED))


def test_text_shows_no_terminal_codes_of_a_dossier() -> None:
    nasty = replace(MIXED, message=Text(nl="stil\x1b[2J\u202eweg\nnieuw", en=""))
    assert "overtreding: stil\ufffd[2J\ufffdweg nieuw" in text.render(report(nasty))


@slow
@given(reports, st.integers(1, 120))
def test_text_keeps_to_its_width_without_trailing_spaces(sample: Report, width: int) -> None:
    for line in text.render(sample, "en", width=width).split("\n"):
        assert line == line.rstrip()
        assert line.isprintable() or not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", line)
        assert len(line) <= max(width, 7) or " " not in line.strip()


def test_text_without_colour_does_not_import_click() -> None:
    program = (
        "import sys; from scheidslijn.render import FORMATS, Style; from reports import SAMPLES\n"
        "before = set(sys.modules); [list(FORMATS['text'](r, Style())) for r in SAMPLES.values()]\n"
        "print(sorted({'click', 'rich', 'rdflib'} & (set(sys.modules) - before)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout == "[]\n"


# JSON


@pytest.mark.parametrize("sample", SAMPLES)
def test_json_of_a_sample_is_valid(schema: Draft202012Validator, sample: str) -> None:
    schema.validate(json.loads(json_format.render(SAMPLES[sample])))


@slow
@given(reports)
def test_json_of_any_report_is_valid(sample: Report) -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    validator.validate(json.loads(json_format.render(sample)))


def test_json_says_what_the_report_says() -> None:
    written = json_format.render(report(MIXED, LOOSE))
    assert "één dossier" in written
    loaded = json.loads(written)
    first, second = loaded["findings"]
    assert (first["id"], second["id"]) == (MIXED.id, LOOSE.id)
    assert first["severity"] == "violation"
    assert first["norms"] == [
        {
            "id": MIXED.norms[0].iri,
            "label": {
                "nl": "Geen rolvermenging in één dossier",
                "en": "No mixing of roles in one dossier",
            },
        }
    ]
    assert first["legal_basis"][0]["reference"] == "jci1.3:c:BWBR0000000&artikel=1&lid=2"
    assert first["sources"][0]["first_line"] == 1287
    assert second["dossier"] is None
    assert second["line"] is None
    assert [each["label"]["en"] for each in first["readings"]] == ["strict reading"]
    assert second["readings"] == []
    assert (loaded["reading"], loaded["on"]) == ("strict", None)
    assert loaded["checked"] == {"dossiers": 2, "shapes": 12, "norms": 40, "triples": 123}


def test_json_says_of_each_problem_what_failed(schema: Draft202012Validator) -> None:
    unread, unjudged = PROBLEM, replace(PROBLEM, line=None, column=None, kind="engine")
    loaded = json.loads(json_format.render(report(problems=(unread, unjudged))))
    place = {"source": PROBLEM.source, "message": PROBLEM.message}
    assert loaded["problems"] == [
        {"kind": "input", **place, "line": PROBLEM.line, "column": PROBLEM.column},
        {"kind": "engine", **place, "line": None, "column": None},
    ]
    loaded["problems"][0]["kind"] = "shape"
    assert not schema.is_valid(loaded)


@pytest.mark.parametrize("sample", SAMPLES)
def test_json_conforms_only_when_something_was_judged(sample: str) -> None:
    assert json.loads(json_format.render(SAMPLES[sample]))["conforms"] is (sample == "clean")


def _containers(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _containers(each)
    elif isinstance(value, list):
        for each in value:
            yield from _containers(each)


def test_schema_refuses_every_missing_extra_or_mistyped_key(schema: Draft202012Validator) -> None:
    good = json.loads(json_format.render(SAMPLES["everything"]))
    for index, container in enumerate(_containers(good)):
        for change in [("extra", "x"), *((key, None) for key in container)]:
            for replacement in ("removed", [False], 1.5):
                bad = copy.deepcopy(good)
                target = list(_containers(bad))[index]
                if change[1] is None and replacement == "removed":
                    del target[change[0]]
                else:
                    target[change[0]] = replacement
                assert not schema.is_valid(bad), (change, replacement, target)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "3F2A9C1B2D3E"),
        ("id", "3f2a9c1b2d3e4"),
        ("severity", "VIOLATION"),
        ("line", 0),
        ("dossier", ""),
        ("shape", '"a literal"'),
        ("focus", '"no end'),
        ("component", "_:b"),
    ],
)
def test_schema_refuses_wrong_values(schema: Draft202012Validator, key: str, value: object) -> None:
    bad = json.loads(json_format.render(report(MIXED)))
    bad["findings"][0][key] = value
    assert not schema.is_valid(bad)


@pytest.mark.parametrize("sample", SAMPLES)
def test_schema_refuses_the_opposite_verdict(schema: Draft202012Validator, sample: str) -> None:
    bad = json.loads(json_format.render(SAMPLES[sample]))
    bad["conforms"] = not bad["conforms"]
    assert not schema.is_valid(bad)


def test_schema_describes_every_property() -> None:
    loaded = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert loaded["$id"] == "https://w3id.org/scheidslijn/schema/report.schema.json"
    for container in _containers(loaded):
        if container.get("type") == "object":
            assert container["additionalProperties"] is False
            for name, each in container["properties"].items():
                assert "$ref" in each or each["description"], name
