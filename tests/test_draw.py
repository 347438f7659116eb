"""Drawings: all of the data is in them, all of the text can be read, and nothing is let through."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import run
from dossiers import CLEAN, MIXED, PREFIXES
from published import skip_or_fail
from scheidslijn import draw
from scheidslijn.draw import Drawing
from scheidslijn.draw.fonts import text_width, wrap
from scheidslijn.draw.timeline import draw_timeline
from scheidslijn.draw.words import WORDS
from scheidslijn.errors import InputError, UsageError
from scheidslijn.model import LANGUAGES, Finding, Language, Report, Term
from scheidslijn.terms import plain_text
from scheidslijn.validation import validate
from scheidslijn.workspace import open_workspace

ROOT: Final = Path(__file__).parents[1]
EXAMPLES: Final = str(ROOT / "examples")
SVG: Final = "{http://www.w3.org/2000/svg}"
SL: Final = "PREFIX sl: <https://w3id.org/scheidslijn/def#> "
DOMAINS: Final = ("verzuim", "wga", "ziektewet")
DOMAIN: Final = "https://w3id.org/scheidslijn/id/domein/"
HOSTILE: Final = "</text><script>alert('1')</script>&amp; \u202e \" onload=\"x"
LONG: Final = "arbeidsongeschiktheidsverzekeringsdeskundigenoverleg" * 6


@dataclass(frozen=True)
class Box:
    """Where a line of text stands."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.5
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.5
        )


def ask(query: str, paths: Sequence[str] = ()) -> list[tuple[str, ...]]:
    with open_workspace(paths) as engine:
        return [tuple(plain_text(t or "") for t in row) for row in engine.select(SL + query).rows]


@cache
def roles(domain: str | None, language: Language) -> Drawing:
    return draw.roles(language, domain=domain)


@cache
def delegation(language: Language) -> Drawing:
    return draw.delegation(language)


@cache
def report() -> Report:
    return validate([EXAMPLES])


@cache
def timelines() -> dict[tuple[Term, Language], Drawing]:
    """Return a drawing of every dossier of the examples, in one language and then the other."""
    with open_workspace([EXAMPLES]) as engine:
        drawings = {}
        for number, dossier in enumerate(report().dossiers):
            language = LANGUAGES[number % 2]
            drawings[dossier.iri, language] = draw_timeline(
                engine, language, dossier.iri, report().findings, "edition"
            )
        return drawings


def drawn(turtle: str, folder: Path, language: Language = "nl") -> Drawing:
    path = folder / "zaak.ttl"
    path.write_text(turtle, encoding="utf-8")
    return draw.timeline(str(path), language)


def awkward(folder: Path) -> Drawing:
    """Return the drawing of a dossier with names that are hostile or too long for any line."""
    turtle = MIXED.replace('"Vera Voorbeeld"', json.dumps(HOSTILE + LONG, ensure_ascii=False))
    more = "".join(
        f":daad{n} a sl:Handeling ; sl:dossier :dossier1 ; sl:door :vera ; sl:taak :{'x' * 90}{n} ;"
        f' sl:datum "2026-02-0{1 + n // 3}"^^xsd:date .\n'
        for n in range(9)
    )
    return drawn(turtle + more, folder)


def everything(folder: Path) -> Iterator[tuple[str, Drawing]]:
    for language in LANGUAGES:
        yield f"delegation {language}", delegation(language)
        for domain in (*DOMAINS, None):
            yield f"roles {domain} {language}", roles(domain, language)
    yield "awkward", awkward(folder)
    for (iri, language), drawing in timelines().items():
        yield f"{iri} {language}", drawing


def tree(drawing: Drawing) -> ET.Element:
    return ET.fromstring(drawing.svg)


def boxes(root: ET.Element) -> list[Box]:
    """Return the room that each line of text takes."""
    found = []
    for element in root.iter(f"{SVG}text"):
        x, y, width, size = (
            float(element.attrib[name]) for name in ("x", "y", "textLength", "font-size")
        )
        text = element.text or ""
        found.append(Box(text, x, y - 0.91 * size, x + width, y + 0.22 * size))
    return found


def meetings(found: list[Box]) -> list[tuple[str, str]]:
    ordered = sorted(found, key=lambda box: box.top)
    clashes = []
    for place, box in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.top >= box.bottom:
                break
            if box.meets(other):
                clashes.append((box.text, other.text))
    return clashes


def marked(drawing: Drawing, name: str) -> list[ET.Element]:
    """Return the groups that stand for something, such as each ``data-pair``."""
    return [group for group in tree(drawing).iter(f"{SVG}g") if f"data-{name}" in group.attrib]


def values(drawing: Drawing, name: str) -> list[str]:
    return [group.attrib[f"data-{name}"] for group in marked(drawing, name)]


def words(element: ET.Element) -> str:
    return " ".join(text.text or "" for text in element.iter(f"{SVG}text"))


# What every drawing keeps to.


def test_every_text_stands_within_the_page_and_none_meets_another(tmp_path: Path) -> None:
    number = 0
    for name, drawing in everything(tmp_path):
        root = tree(drawing)
        left, top, width, height = (float(part) for part in root.attrib["viewBox"].split())
        found = boxes(root)
        assert found, name
        for box in found:
            inside = left <= box.left and box.right <= left + width
            assert inside, (name, box)
            assert top <= box.top, (name, box)
            assert box.bottom <= top + height, (name, box)
        assert meetings(found) == [], name
        number += 1
    assert number > 50


def test_a_drawing_says_what_it_is_to_whoever_cannot_see_it(tmp_path: Path) -> None:
    for name, drawing in everything(tmp_path):
        root = tree(drawing)
        assert root.attrib["role"] == "img"
        ids = {element.get("id"): element.text for element in root.iter() if element.get("id")}
        told = [ids[name] for name in root.attrib["aria-labelledby"].split()]
        assert told == [drawing.title, drawing.description], name
        assert root.attrib["lang"] == drawing.language


def test_a_drawing_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    for _, drawing in everything(tmp_path):
        page = draw.html(drawing)
        assert "<script" not in page
        assert not re.findall(r"(?:href|src|xlink)\s*=|@import|@font-face", page)
        assert set(re.findall(r"url\(([^)]*)\)", page)) <= {"#sl-hatch", "#sl-dots"}


def test_black_grey_and_white_are_the_only_colours(tmp_path: Path) -> None:
    for _, drawing in everything(tmp_path):
        found = re.findall(r'(?:fill|stroke)="#(\w\w)(\w\w)(\w\w)"', drawing.svg)
        assert all(red == green == blue for red, green, blue in found)


# Roles.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_each_pair_of_a_domain_stands_in_the_triangle_once(domain: str, language: Language) -> None:
    expected = Counter(
        norm
        for (norm,) in ask(
            "SELECT DISTINCT ?norm { ?norm sl:onverenigbareRol ?role ; "
            f"sl:domein <{DOMAIN}{domain}> }}"
        )
    )
    drawing = roles(domain, language)
    assert sum(expected.values()) > 10
    assert Counter(values(drawing, "pair")) == expected
    assert Counter(values(drawing, "norm")) == expected


def test_the_cell_of_a_pair_is_where_its_two_roles_cross() -> None:
    with open_workspace(()) as engine:
        from scheidslijn.draw.roles_data import domain_roles

        data = domain_roles(engine, f"{DOMAIN}ziektewet", "nl")
    expected = {pair.norm: {data.names[role] for role in pair.roles} for pair in data.pairs}
    root = tree(roles("ziektewet", "nl"))
    for cell in root.iter(f"{SVG}g"):
        title = cell.findtext(f"{SVG}title") or ""
        for inner in cell.findall(f"{SVG}g[@data-pair]"):
            between = title.split(": ")[0].split(" \u00d7 ")
            assert set(between) == expected.pop(inner.attrib["data-pair"])
    assert not expected


def test_each_pair_of_core_roles_has_a_line_over_the_blocks_and_only_those() -> None:
    core = ask(
        "SELECT DISTINCT ?norm { ?norm sl:domein <"
        + DOMAIN
        + "wga> ; sl:onverenigbareRol ?a, ?b . "
        "?a a sl:Kernrol . ?b a sl:Kernrol . FILTER(?a != ?b) }"
    )
    assert Counter(values(roles("wga", "nl"), "line")) == Counter(norm for (norm,) in core)


def test_each_role_that_strengthens_a_core_role_stands_in_a_block() -> None:
    strengthening = {
        role
        for (role,) in ask(
            "SELECT DISTINCT ?role { ?norm a sl:Rolversterking ; sl:drager ?role ; "
            f"sl:domein <{DOMAIN}verzuim> ; sl:versterkt/sl:brederRol* ?core . "
            "?core a sl:Kernrol }"
        )
    }
    assert len(strengthening) > 10
    assert strengthening <= set(values(roles("verzuim", "nl"), "role"))


def test_what_follows_from_broader_roles_is_marked_and_an_exception_as_well() -> None:
    with open_workspace(()) as engine:
        from scheidslijn.draw.roles_data import domain_roles

        data = domain_roles(engine, f"{DOMAIN}ziektewet", "nl")
    rol = "https://w3id.org/scheidslijn/id/rol/"
    direction, delegate = f"{rol}casemanager-regie-ziektewet", f"{rol}casemanager-taakdelegatie"
    assert data.inherited(f"{rol}leidinggevende", f"{rol}bedrijfsarts")
    assert not data.inherited(f"{rol}bedrijfsarts", f"{rol}arts")
    assert data.exempt(direction, delegate)
    assert not data.exempt(f"{rol}uwv", f"{rol}werkgever")


def test_without_a_domain_all_are_drawn() -> None:
    assert Counter(values(roles(None, "en"), "pair")) == sum(
        (Counter(values(roles(domain, "en"), "pair")) for domain in DOMAINS), Counter()
    )


def test_an_unknown_domain_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match=r"'wao'.*verzuim, wga, ziektewet"):
        draw.roles(domain="wao")


# Delegation.


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_norm_on_delegability_is_drawn_for_each_of_its_tasks(language: Language) -> None:
    norms = {norm for (norm,) in ask("SELECT ?norm { ?norm a sl:Delegeerbaarheid }")}
    tasks = set(ask("SELECT ?norm ?task { ?norm a sl:Delegeerbaarheid ; sl:betreftTaak ?task }"))
    cells = marked(delegation(language), "norm")
    keys = [
        tuple(cell.get(f"data-{name}", "") for name in ("norm", "task", "doctor", "source"))
        for cell in cells
    ]
    assert len(norms) > 100
    assert {norm for norm, *_ in keys} == norms
    assert tasks <= {(norm, task) for norm, listed, *_ in keys for task in listed.split()}
    assert set(Counter(keys).values()) == {1}
    assert len(delegation(language).tables[0].rows) == len(norms)


def test_a_cell_names_form_delegate_label_and_source_lines() -> None:
    norm = "https://w3id.org/scheidslijn/id/norm/td-delegeerbaar-vaccineren"
    (cell,) = (c for c in marked(delegation("nl"), "norm") if c.attrib["data-norm"] == norm)
    assert cell.attrib["data-doctor"].endswith("/rol/bedrijfsarts")
    assert words(cell) == "T taakgedelegeerde van de arts"
    title = cell.findtext(f"{SVG}title") or ""
    ((label,),) = ask(
        f"SELECT ?l {{ <{norm}> <http://www.w3.org/2000/01/rdf-schema#label> ?l "
        "FILTER(LANG(?l) = 'nl') }"
    )
    assert title.startswith(label)
    assert re.search(r"; RSC-TD-2022, \d+", title)


def test_a_task_that_nobody_may_pass_on_is_marked_as_such() -> None:
    norm = "https://w3id.org/scheidslijn/id/norm/lc-del1-probleemanalyse"
    (cell,) = (c for c in marked(delegation("en"), "norm") if c.attrib["data-norm"] == norm)
    assert words(cell) == "N not transferable"
    (sign,) = cell.findall(f"{SVG}rect")
    assert sign.attrib["fill"] == "#1a1a1a"


# Timeline.


def test_each_role_assignment_of_every_example_is_drawn_once() -> None:
    rows = ask(
        "SELECT DISTINCT ?dossier ?fact { ?fact a sl:Rolvervulling ; sl:dossier ?dossier }",
        [EXAMPLES],
    )
    assert len(rows) > 100
    for (dossier, language), drawing in timelines().items():
        expected = {fact for where, fact in rows if where == dossier}
        found = Counter(values(drawing, "fact"))
        assert {fact: found[fact] for fact in expected} == dict.fromkeys(expected, 1), language


def test_each_finding_of_every_example_is_a_number_in_the_drawing_and_in_the_list() -> None:
    by_dossier: dict[Term, list[Finding]] = {}
    for finding in report().findings:
        by_dossier.setdefault(finding.dossier, []).append(finding)
    assert len(by_dossier) > 50
    for (dossier, language), drawing in timelines().items():
        findings = by_dossier.get(dossier, [])
        numbers = [str(number) for number in range(1, len(findings) + 1)]
        assert sorted(values(drawing, "finding"), key=int) == numbers
        listed = marked(drawing, "listed")
        assert [entry.attrib["data-listed"] for entry in listed] == numbers
        for entry, finding in zip(listed, findings, strict=True):
            message = " ".join(finding.message.in_language(language).split())
            assert message.replace(" ", "") in words(entry).replace(" ", ""), dossier


def test_the_number_of_a_finding_stands_at_the_fact_that_it_is_about() -> None:
    for (dossier, _), drawing in timelines().items():
        findings = [finding for finding in report().findings if finding.dossier == dossier]
        facts = marked(drawing, "fact")
        for number, finding in enumerate(findings, start=1):
            holders = {
                fact.attrib["data-fact"]
                for fact in facts
                if fact.find(f"{SVG}g[@data-finding='{number}']") is not None
            }
            assert holders <= {finding.focus, finding.value, dossier}
            assert len(holders) == 1
            if any(fact.attrib["data-fact"] == finding.focus for fact in facts):
                assert holders == {finding.focus}


def test_a_role_that_goes_on_reaches_the_edge_and_one_that_ended_stops(tmp_path: Path) -> None:
    ended = MIXED.replace(
        "rol:casemanager-werkgeversregie ;",
        'rol:casemanager-werkgeversregie ; sl:totEnMet "2026-01-11"^^xsd:date ;',
    )
    facts = {fact.attrib["data-fact"]: fact for fact in marked(drawn(ended, tmp_path), "fact")}
    first, second = (facts[f"https://example.org/zaak/rol1-{n}"] for n in (0, 1))
    assert "2026-01-05 \u2013 2026-01-11" in words(first)
    assert "vanaf 2026-01-05" in words(second)
    assert first.find(f"{SVG}polygon") is None
    assert second.find(f"{SVG}polygon") is not None


def test_a_week_starts_on_the_first_day_of_sickness_and_seven_days_later(tmp_path: Path) -> None:
    turtle = CLEAN + ':dossier1 sl:eersteZiektedag "2026-01-06"^^xsd:date .\n'
    texts = [box.text for box in boxes(tree(drawn(turtle, tmp_path)))]
    assert texts[texts.index("2026-01-06") - 1] == "1"
    assert texts[texts.index("2026-01-13") - 1] == "2"


def test_a_fact_without_a_date_is_drawn_and_says_so(tmp_path: Path) -> None:
    more = ":daad a sl:Handeling ; sl:dossier :dossier1 ; sl:door :vera .\n"
    (fact,) = (
        fact
        for fact in marked(drawn(CLEAN + more, tmp_path, "en"), "fact")
        if fact.attrib["data-fact"].endswith("/daad")
    )
    assert "act \u00b7 undated" in words(fact)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "2026"])
def test_a_strange_date_does_not_break_the_axis(day: str, tmp_path: Path) -> None:
    more = (
        f':daad a sl:Handeling ; sl:dossier :dossier1 ; sl:door :vera ; sl:datum "{day}" .\n'
        ':dossier1 sl:eersteZiektedag "2026-01-05"^^xsd:date .\n'
    )
    drawing = drawn(CLEAN + more, tmp_path)
    assert meetings(boxes(tree(drawing))) == []


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    drawing = awkward(tmp_path)
    shown = "".join(box.text for box in boxes(tree(drawing)))
    assert "<script>" in shown
    assert "\u202e" not in drawing.svg
    for document in (drawing.svg, draw.html(drawing)):
        assert "<script" not in document
        assert 'onload="x' not in document


def test_a_file_with_more_dossiers_asks_which_one_and_draws_that(tmp_path: Path) -> None:
    path = tmp_path / "twee.ttl"
    second = MIXED.replace("dossier1", "dossier2").replace(":rol1", ":rol2")
    path.write_text(CLEAN + second, encoding="utf-8")
    with pytest.raises(UsageError, match=r"found 2; choose with --dossier .*dossier1, .*dossier2"):
        draw.timeline(str(path))
    chosen = draw.timeline(str(path), dossier="https://example.org/zaak/dossier2")
    assert {fact for fact in values(chosen, "fact") if "rol" in fact} == {
        "https://example.org/zaak/rol2-0",
        "https://example.org/zaak/rol2-1",
    }
    with pytest.raises(UsageError, match="there is no dossier urn:x"):
        draw.timeline(str(path), dossier="urn:x")


def test_a_dossier_without_any_date_or_no_dossier_at_all_is_refused(tmp_path: Path) -> None:
    bare = (
        PREFIXES + ":d a sl:Dossier ; sl:domein domein:wga ; sl:werknemer :p ; sl:werkgever :o .\n"
    )
    with pytest.raises(UsageError, match="holds no date"):
        drawn(bare, tmp_path)
    with pytest.raises(InputError, match="holds no dossier"):
        drawn(PREFIXES + ":p a sl:Persoon .\n", tmp_path)


# Pages and the command.


def test_a_page_holds_drawing_legend_and_data(tmp_path: Path) -> None:
    for language in LANGUAGES:
        for drawing in (delegation(language), roles("wga", language), awkward(tmp_path)):
            page = draw.html(drawing)
            assert page.startswith("<!DOCTYPE html>")
            assert f'<html lang="{drawing.language}">' in page
            assert f"<title>{escape(drawing.title)}</title>" in page
            assert drawing.svg.strip() in page
            plain = unescape(page)
            for sign, meaning in drawing.legend:
                assert f"<dt>{sign}</dt><dd>{meaning}</dd>" in plain
            rows = sum(len(table.rows) for table in drawing.tables)
            assert page.count('<th scope="row">') == rows > 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("roles", "--domain", "wga"),
        ("delegation", "--lang", "en"),
        ("timeline", "examples/wga/horen-met-meerderheid-wel.ttl"),
    ],
)
def test_the_same_input_gives_the_same_bytes(arguments: tuple[str, ...], tmp_path: Path) -> None:
    first, second = (
        run("draw", *arguments, environment={"PYTHONHASHSEED": seed}, folder=ROOT)
        for seed in ("1", "2")
    )
    assert first.code == 0, first.err
    assert first.raw == second.raw
    ET.fromstring(first.raw)
    page = tmp_path / "page.HTML"
    assert run("draw", *arguments, "--output", page, folder=ROOT).code == 0
    assert first.out.strip() in page.read_text(encoding="utf-8")


def test_standard_input_is_read_once(tmp_path: Path) -> None:
    done = run("draw", "timeline", "-", "--input-format", "turtle", stdin=MIXED.encode())
    assert done.code == 0, done.err
    assert done.raw == run("draw", "timeline", write(tmp_path, MIXED)).raw


def write(folder: Path, text: str) -> Path:
    path = folder / "zaak.ttl"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("roles", "--domain", "wao"), 2, "give --domain one of verzuim, wga, ziektewet"),
        (("roles", "--lang", "de"), 2, "'de' is not one of"),
        (("delegation", "--output", "x.png"), 2, "written as .svg or .html"),
        (("delegation", "--output", "no/such/folder/x.svg"), 2, "cannot be written"),
        (("timeline", "nowhere.ttl"), 3, "nowhere.ttl"),
        (("timeline",), 2, "DOSSIER"),
        (("timeline", "examples/verzuim"), 2, "choose with --dossier IRI"),
        (("timeline", "README.md", "--input-format", "turtle"), 3, "README.md:3"),
    ],
)
def test_an_error_is_one_line_that_says_what_to_do(
    arguments: tuple[str, ...], code: int, told: str
) -> None:
    done = run("draw", *arguments, folder=ROOT)
    assert done.code == code
    assert told in " ".join(done.err.split())
    assert not done.raw


def test_help_gives_examples_and_exit_codes() -> None:
    for part in ((), ("roles",), ("delegation",), ("timeline",)):
        done = run("draw", *part, "--help")
        assert done.code == 0
        assert "Examples:" in done.out
        assert "Exit codes:" in done.out


def test_all_fixed_words_are_used() -> None:
    folder = ROOT / "src" / "scheidslijn" / "draw"
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    made = {"sign", "means", "group", "bar", "badge"}
    for key in WORDS:
        assert key.split()[0] in made or len(re.findall(f"[\"']{key}[\"']", code)) > 1, key


# Text.


@given(st.text(max_size=80), st.floats(30, 200), st.booleans())
def test_lines_fit_and_lose_nothing_but_space(text: str, width: float, bold: bool) -> None:
    lines = wrap(text, 10, width, bold)
    for line in lines:
        assert text_width(line, 10, bold) <= width + 0.001
    bare = "".join(text.split())
    joined = "".join(lines).replace(" ", "")
    assert joined.replace("-", "") == bare.replace("-", "")


def test_a_long_word_breaks_at_its_hyphen() -> None:
    assert wrap("verzuim-ontzorgverzekering", 10, 90) == ("verzuim-", "ontzorgverzekering")


_SCRIPT: Final = """
const result = {texts: 0, clashes: [], outside: []};
for (const svg of document.querySelectorAll('svg')) {
  const page = svg.viewBox.baseVal;
  const found = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBBox()]);
  result.texts += found.length;
  found.sort((a, b) => a[1].y - b[1].y);
  found.forEach(([text, a], place) => {
    if (a.x < page.x || a.y < page.y || a.x + a.width > page.x + page.width
        || a.y + a.height > page.y + page.height) result.outside.push(text);
    for (const [other, b] of found.slice(place + 1)) {
      if (b.y >= a.y + a.height) break;
      const x = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const y = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      if (x > 0.5 && y > 0.7) result.clashes.push([text, other, x, y]);
    }
  });
}
document.body.innerHTML = '<pre id="result"></pre>';
document.getElementById('result').textContent = JSON.stringify(result);
"""


def test_a_browser_draws_all_text_within_the_page_and_apart(tmp_path: Path) -> None:
    browser = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if browser is None:
        skip_or_fail("no chromium is installed to draw with")
    drawings = dict(everything(tmp_path))
    page = tmp_path / "all.html"
    svgs = "".join(drawing.svg for drawing in drawings.values())
    page.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><body>{svgs}<script>{_SCRIPT}</script>',
        encoding="utf-8",
    )
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
         f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()],
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    match = re.search(r'<pre id="result">(.*?)</pre>', done.stdout, flags=re.DOTALL)
    assert match, done.stderr[-2000:]
    result = json.loads(unescape(match[1]))
    assert result["texts"] == sum(len(boxes(tree(drawing))) for drawing in drawings.values())
    assert result["outside"] == []
    assert result["clashes"] == []
