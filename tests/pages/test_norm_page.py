"""One page of a norm, with what its Turtle says, read by hand.

The norm stands in ``ontology/regelboek/rolvermenging-verzuim.ttl``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import Read, page_file, target

NORM = "taakdelegatie-namens-werkgever"


@pytest.fixture(scope="module", params=["nl", "en"])
def page(site: Path, request: pytest.FixtureRequest) -> tuple[str, Read]:
    return request.param, page_file(site, f"{request.param}/norm/{NORM}/index.html")


def linked(page: tuple[str, Read], section: str) -> set[str]:
    """Return what a section links within the site, without the language before it."""
    language, found = page
    here = f"{language}/norm/{NORM}/index.html"
    files = {to[0] for link in found.by_section[section] if (to := target(here, link))}
    return {file.removeprefix(f"{language}/").removesuffix("/index.html") for file in files}


def test_who_may_not_be_one_and_where_it_holds(page: tuple[str, Read]) -> None:
    assert linked(page, "kenmerken") - {"def"} == {
        "rol/casemanager-namens-werkgever",
        "rol/casemanager-taakdelegatie",
        "domein/verzuim",
        "domein/wga",
        "domein/ziektewet",
        "actorsoort/natuurlijk-persoon",
        "bereik/zelfde-dossier",
        "bereik/zelfde-werkgever",
        "periode/gelijktijdig",
    }


def test_on_what_it_rests(page: tuple[str, Read]) -> None:
    assert linked(page, "kracht") == {"normstatus/parafrase-van-wet"}
    assert linked(page, "artikelen") == {
        "artikel/avg-9",
        "artikel/big-88",
        "artikel/bw-7-453",
        "artikel/bw-7-457",
    }
    links = page[1].by_section["artikelen"]
    assert "https://wetten.overheid.nl/jci1.3:c:BWBR0006251&artikel=88" in links
    assert "http://data.europa.eu/eli/reg/2016/679/art_9/oj" in links
    assert linked(page, "bronplaatsen") == {
        "brondocument/rsc-iv-2023",
        "brondocument/rsc-puv-2024",
        "brondocument/rsc-td-2022",
        "bronpassage/rsc-iv-2023-644-644",
        "bronpassage/rsc-puv-2024-1004-1018",
        "bronpassage/rsc-puv-2024-841-850",
        "bronpassage/rsc-td-2022-1002-1020",
        "bronpassage/rsc-td-2022-1043-1055",
        "bronpassage/rsc-td-2022-820-834",
        "bronpassage/rsc-td-2022-836-852",
        "bronpassage/rsc-td-2022-984-1000",
    }


def test_who_says_otherwise_and_what_checks_it(page: tuple[str, Read]) -> None:
    assert "norm/nvab-taakdelegatie-werkgever" in linked(page, "anders")
    assert "bronpassage/nvab-lc-2020-396-403" in linked(page, "anders")
    assert linked(page, "toetsing") == {"shape"}
    (check,) = page[1].by_section["toetsing"]
    assert check.endswith("shape/index.html#Rolvermenging")


def test_what_it_says_in_the_language_of_the_page(page: tuple[str, Read]) -> None:
    language, found = page
    said = {
        "nl": (
            "taakdelegatie en regie namens de werkgever niet in één hand",
            "Wie in taakdelegatie van een bedrijfs- of verzekeringsarts werkt, voert niet "
            "tegelijk namens de werkgever de procesregie: dat verdraagt zich niet met de "
            "privacyregels, de onafhankelijkheid van de arts en het medisch beroepsgeheim.",
            "Laat een andere casemanager de regie namens de werkgever voeren, of beëindig de "
            "taakdelegatie voordat de regie begint.",
            "onverenigbaarheid",
            "overtreding",
            "is minder streng",
            "841\u2013850",
        ),
        "en": (
            "task delegation and direction for the employer not in one hand",
            "Have another case manager direct the process for the employer, or end the delegation "
            "before that direction starts.",
            "incompatibility",
            "violation",
            "is less strict",
            "841\u2013850",
        ),
    }
    for words in said[language]:
        assert words in found.text
    assert f"https://w3id.org/scheidslijn/id/norm/{NORM}" in found.text


def test_in_which_case_it_does_not_hold(page: tuple[str, Read]) -> None:
    # norm:beperkte-delegatie-ziektewet in rolvermenging-kern.ttl, the only exception to it
    assert linked(page, "uitzonderingen") - {"def"} == {
        "norm/beperkte-delegatie-ziektewet",
        "normstatus/beroepsnorm",
        "artikel/zw-28-1",
        "artikel/zw-63a-2",
        "brondocument/rsc-puv-2024",
        "bronpassage/rsc-puv-2024-1255-1268",
        "bronpassage/rsc-puv-2024-1280-1285",
        "bronpassage/rsc-puv-2024-1290-1293",
        "voorwaarde/alleen-belemmeringen",
        "voorwaarde/arts-delegeert",
        "voorwaarde/eigenrisicodrager-ziektewet",
        "voorwaarde/protocol",
        "voorwaarde/toezicht-op-protocol",
        "voorwaarde/zonder-gezondheidsgegevens",
    }


def test_what_is_quoted_in_dutch_says_so_on_an_english_page(site: Path) -> None:
    # rsc-td-2022-820-834 stands in section III.1; nvab-lc-2020-230-231 in "Samenvatting, noot 8"
    found = page_file(site, "en/bronpassage/nvab-lc-2020-230-231/index.html")
    assert ("nl", "Samenvatting, noot 8") in found.words
    dutch = page_file(site, "nl/bronpassage/nvab-lc-2020-230-231/index.html")
    assert ("nl", "Samenvatting, noot 8") in dutch.words
    assert not [tag for tag, a in dutch.elements if tag == "span" and a.get("lang") == "nl"]
