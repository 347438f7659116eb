"""The release pages in a real browser: links, contrast, headings, narrow screens and search."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright

from published import skip_or_fail

# One page of each kind that there is a template for, and the longest of them.
PAGES: Final = (
    "index.html",
    "nl/index.html",
    "nl/norm/index.html",
    "nl/artikel/index.html",
    "nl/norm/hoorder-voorbereider/index.html",
    "nl/norm/lc-werkgever-vraagt-advies-binnen-zes-weken/index.html",
    "nl/rol/bedrijfsarts/index.html",
    "nl/taak/medische-anamnese/index.html",
    "nl/def/index.html",
    "nl/shape/index.html",
    "nl/vraag/index.html",
    "nl/vraag/gegevens-van-rol/index.html",
    "nl/tekening/index.html",
    "nl/tekening/rollen-verzuim/index.html",
    "nl/tekening/delegatie/index.html",
    "nl/zoeken/index.html?q=begeleiding",
    "en/index.html",
    "en/norm/hoorder-voorbereider/index.html",
    "en/def/index.html",
)
NARROW: Final = 320  # CSS pixels; WCAG 2.2, success criterion 1.4.10
POLICY: Final = "default-src 'self'; object-src 'none'; base-uri 'none'"
# The browser looks for no address but those it is given.
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class Host(SimpleHTTPRequestHandler):
    """A host of static files that allows a page nothing but its own files."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass
class Visit:
    """A page in the browser, with what it said on the console and what it could not load."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def see(self, answer: Response) -> None:
        if answer.status >= 400:
            self.complaints.append(f"{answer.status} {answer.url}")


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        skip_or_fail("no chromium is installed to look at the pages with")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = Visit(context.new_page())
    made.page.on("console", made.hear)
    made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
    made.page.on("response", made.see)
    yield made
    context.close()


def needs_search(site: Path) -> None:
    script = site / "static" / "minisearch" / "minisearch.js"
    if script.stat().st_size < 1000:
        skip_or_fail("MiniSearch is not installed: npm ci --prefix web")


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_no_page_complains(
    browser: Browser, address: str, scheme: str, path: str
) -> None:
    width = NARROW if scheme == "dark" else 1280
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        # the policy holds for the pages, not for what measures them
        bypass_csp=True,
    )
    try:
        page = context.new_page()
        page.goto(address + path)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        ran = {rule["id"] for rule in results.response["passes"]}
        assert {"document-title", "html-has-lang", "color-contrast"} <= ran
    finally:
        context.close()


@pytest.mark.parametrize("path", PAGES)
def test_headings_go_down_one_level_at_a_time(visit: Visit, address: str, path: str) -> None:
    visit.page.goto(address + path)
    levels = visit.page.eval_on_selector_all(
        "h1, h2, h3, h4, h5, h6", "all => all.map(each => Number(each.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("path", PAGES)
def test_on_a_narrow_screen_nothing_is_wider_than_the_screen(
    visit: Visit, address: str, path: str
) -> None:
    visit.page.set_viewport_size({"width": NARROW, "height": 800})
    visit.page.goto(address + path)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= NARROW
    assert visit.complaints == []


def test_a_reader_gets_from_the_choice_of_language_to_an_article_and_back_in_the_other_language(
    visit: Visit, address: str
) -> None:
    page = visit.page
    page.goto(address)
    page.get_by_role("link", name="Nederlands").first.click()
    page.get_by_role("navigation").get_by_role("link", name="Normen", exact=True).click()
    page.get_by_role("link", name="wie het besluit voorbereidde, hoort niet").first.click()
    assert page.url == f"{address}nl/norm/hoorder-voorbereider/index.html"
    page.get_by_role("link", name="artikel 7:5 Algemene wet bestuursrecht").first.click()
    assert page.locator("h1").inner_text().lower() == "artikel 7:5 algemene wet bestuursrecht"
    dutch = page.url
    page.get_by_role("link", name="English", exact=True).click()
    assert page.url == dutch.replace("/nl/", "/en/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert visit.complaints == []


def test_the_links_of_a_page_lead_to_pages_that_open(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(f"{address}en/norm/hoorder-voorbereider/index.html")
    links = page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)")
    own = sorted({link.partition("#")[0] for link in links if link.startswith(address)})
    assert len(own) > 20
    for link in own:
        answer = page.request.get(link)
        assert answer.status == 200, link


def test_a_term_of_the_ontology_is_where_its_anchor_says(visit: Visit, address: str) -> None:
    visit.page.goto(f"{address}nl/def/index.html#Rolvervulling")
    assert visit.page.evaluate(
        "document.querySelector(':target').getBoundingClientRect().top < innerHeight"
    )
    assert "sl:Rolvervulling" in visit.page.locator(":target").inner_text()


@pytest.mark.parametrize("way", ["http", "file"])
def test_search_finds_words_parts_of_words_and_words_with_an_error(
    visit: Visit, address: str, site: Path, way: str
) -> None:
    needs_search(site)
    start = address if way == "http" else f"{site.as_uri()}/"
    page = visit.page
    page.goto(f"{start}nl/index.html")
    page.get_by_role("searchbox").first.fill("hoorzitting")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/**")
    page.wait_for_selector("#resultaten a")
    for asked, found in (
        ("medische anamnese", "medische anamnese afnemen"),
        ("63a", "artikel 63a ziektewet"),
        ("bedrijfsart", "bedrijfsarts"),
        ("bedrijfsatrs", "bedrijfsarts"),
        ("7:453", "artikel 7:453 burgerlijk wetboek"),
    ):
        page.locator("#q").fill(asked)
        page.wait_for_function(
            "text => [...document.querySelectorAll('#resultaten a')].slice(0, 10)"
            ".some(each => each.textContent.toLowerCase() === text)",
            arg=found,
        )
    page.locator("#q").press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1")
    assert page.locator("h1").inner_text().lower() == "artikel 7:453 burgerlijk wetboek"
    assert visit.complaints == []


def test_what_is_not_there_is_said_not_to_be_there(visit: Visit, address: str, site: Path) -> None:
    needs_search(site)
    visit.page.goto(f"{address}nl/zoeken/index.html?q=qqqqzzzz")
    visit.page.wait_for_function("document.getElementById('aantal').textContent !== ''")
    assert visit.page.locator("#resultaten li").count() == 0


def test_a_list_is_narrowed_by_words_and_whole_without_scripts(
    visit: Visit, browser: Browser, address: str
) -> None:
    visit.page.goto(f"{address}nl/norm/index.html")
    visit.page.get_by_role("main").locator("input").fill("voorbereidde bezwaar hoort")
    shown = visit.page.locator("#lijst li:visible > a:first-child")
    expect(shown.filter(has_text="wie het besluit voorbereidde")).to_have_count(1)
    assert shown.count() < 10
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{address}nl/norm/index.html")
        assert page.get_by_role("main").get_by_role("link").count() > 2000
    finally:
        context.close()
