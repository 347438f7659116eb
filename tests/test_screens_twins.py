"""What screens leave out: a lawful look-alike of each sort, and twins that must still be found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from scheidslijn.compile.plan import Plan
from scheidslijn.engine import CompiledEngine
from scheidslijn.execution import run
from scheidslijn.namespaces import SL, XSD
from scheidslijn.screens import narrowed
from scheidslijn.store import EmbeddedStore
from scheidslijn.validation import Validator

SHAPES: Final = Path(__file__).parents[1] / "shapes"
CASE: Final = "https://example.org/zaak/"
DATA: Final = "https://example.org/gegevens/"
ID: Final = "https://w3id.org/scheidslijn/id/"
KINDS: Final = (
    "delegatievereiste duur gegevenscategorie norm verzekeringsproduct voorwaarde waarborgsoort"
)
PREFIXES: Final = f"PREFIX : <{CASE}> PREFIX sl: <{SL}> PREFIX xsd: <{XSD}> " + " ".join(
    f"PREFIX {kind}: <{ID}{kind}/>" for kind in KINDS.split()
)


@dataclass(frozen=True)
class Twins:
    """A node that a shape could look at, which is lawful, and changes that make it unlawful.

    Attributes:
        file: the dossier.
        shape: the shape whose screen is asked.
        node: the focus node.
        changes: SPARQL updates, each of which makes a twin.
        norm: the norm that the twins break; without it any.
        lawful: an update that makes the look-alike, if it does not stand in the file as it is.
    """

    file: str
    shape: str
    node: str
    changes: tuple[str, ...]
    norm: str = ""
    lawful: str = ""


ORDERED: Final = "WHERE { ?d sl:gedelegeerde ?person ; sl:metGezondheidsgegevens true"
SAFEGUARD: Final = "?s sl:waarborgsoort waarborgsoort:ontslagbescherming"
CASES: Final = {
    "a prohibition under a condition": Twins(
        "betrokkenheid/invalid/besluit-wga-geheel-en-blijvend-door-eigenrisicodrager.ttl",
        "Verboden",
        CASE + "maatregel-opleggen-tijdelijk",
        (
            "INSERT DATA { :maatregel-opleggen-tijdelijk sl:toontAan voorwaarde:wga-geen-verwijt }",
            "INSERT DATA { :dossier sl:toontAan voorwaarde:wga-geen-verwijt }",
            """INSERT DATA { :maatregel-opleggen-tijdelijk sl:opGrondVan :stuk .
            :stuk sl:bewijs :brief . :brief sl:toontAan voorwaarde:wga-geen-verwijt }""",
        ),
        "puv-wga-geen-maatregel-zonder-verwijt",
    ),
    "a reservation of what is whole and lasting": Twins(
        "betrokkenheid/invalid/besluit-wga-geheel-en-blijvend-door-eigenrisicodrager.ttl",
        "Voorbehouden",
        CASE + "maatregel-opleggen-tijdelijk",
        ("INSERT DATA { :maatregel-opleggen-tijdelijk sl:duur duur:blijvend }",),
        "puv-wga-blijvend-geheel-weigeren-uwv",
    ),
    "a reservation under a condition": Twins(
        "betrokkenheid/valid/interventie-zonder-verzekering.ttl",
        "Voorbehouden",
        CASE + "second-opinion",
        (
            """INSERT DATA { :dossier sl:onderVerzekering
            verzekeringsproduct:mkb-verzuim-ontzorgverzekering }""",
        ),
        "wc-ls-second-opinion-door-bedrijfsarts",
    ),
    "a reservation that may be passed on": Twins(
        "betrokkenheid/invalid/gegevens-gedelegeerde-heeft-toegang-tot-dossier.ttl",
        "Voorbehouden",
        DATA + "noud-toegang",
        (
            """INSERT DATA { norm:lc-dossier-alleen-team sl:overdrachtsvorm :vorm .
            :vorm sl:sluitOverdrachtUit true }""",
        ),
        "lc-dossier-alleen-team",
    ),
    "a requirement under a condition": Twins(
        "betrokkenheid/invalid/taak-medisch-verzuim-door-casemanager-taakdelegatie.ttl",
        "Vereist",
        CASE + "triage-niet-medisch",
        (
            "INSERT DATA { :triage-niet-medisch sl:toontAan voorwaarde:td-medische-problematiek }",
            "INSERT DATA { :dossier sl:toontAan voorwaarde:td-medische-problematiek }",
        ),
        "td-triage-medisch-naar-arts",
    ),
    "a requirement that a delegation meets": Twins(
        "betrokkenheid/invalid/gegevens-coach-met-gedelegeerde-taak.ttl",
        "Vereist",
        DATA + "fien-vragen",
        (
            f"DELETE {{ ?d sl:metGezondheidsgegevens true }} {ORDERED} }}",
            f"DELETE {{ ?d sl:dossier ?in }} INSERT {{ ?d sl:dossier :ander }} {ORDERED} ; "
            "sl:dossier ?in }",
            f"""DELETE {{ ?d sl:vanaf ?from }} INSERT {{ ?d sl:vanaf "2026-03-17"^^xsd:date }}
            {ORDERED} ; sl:vanaf ?from }}""",
            f'INSERT {{ ?d sl:totEnMet "2026-03-15"^^xsd:date }} {ORDERED} }}',
            f"DELETE {{ ?d sl:gedelegeerde ?person }} INSERT {{ ?d sl:gedelegeerde :wie }} "
            f"{ORDERED} }}",
        ),
        "lc-kwadrant-a-i-alleen-passend-bij-taak",
    ),
    "a requirement with a highest value": Twins(
        "delegatie/valid/in-dienst-met-waarborgen.ttl",
        "Vereist",
        CASE + "delegatie",
        (
            """DELETE { ?b sl:consultatieBinnenWerkdagen 2 }
            INSERT { ?b sl:consultatieBinnenWerkdagen 3 }
            WHERE { ?b sl:consultatieBinnenWerkdagen 2 }""",
            """DELETE { ?b sl:consultatieBinnenWerkdagen 2 }
            INSERT { ?b sl:consultatieBinnenWerkdagen "2 dagen" }
            WHERE { ?b sl:consultatieBinnenWerkdagen 2 }""",
        ),
        "lc-toezicht-consultatie-twee-werkdagen",
    ),
    "a requirement that evidence shows": Twins(
        "delegatie/valid/in-dienst-met-waarborgen.ttl",
        "Vereist",
        CASE + "delegatie",
        (
            "DELETE DATA { :delegatie sl:bewijs :bewijs-aanwijzingen }",
            """DELETE DATA { :delegatie sl:bewijs :bewijs-aanwijzingen } ;
            INSERT DATA { :andere sl:bewijs :bewijs-aanwijzingen }""",
            # shown in one respect, and not in another that the condition has too
            "INSERT DATA { voorwaarde:bewijs-aanwijzingen sl:eigenschap sl:ondertekendDoor }",
        ),
        "lc-delegatie-vereist-aanwijzingen",
    ),
    "a qualification until the end of the role": Twins(
        "delegatie/valid/inschrijving-tot-einde-rol.ttl",
        "Beroepskwalificatie",
        CASE + "arts",
        (
            """DELETE { :arts-registratie sl:kwalificatiesoort ?soort }
            INSERT { :arts-registratie sl:kwalificatiesoort :andere }
            WHERE { :arts-registratie sl:kwalificatiesoort ?soort }""",
            'INSERT DATA { :arts-registratie sl:totEnMet "2024-12-30"^^xsd:date }',
            'INSERT DATA { :arts-registratie sl:vanaf "2024-01-02"^^xsd:date }',
            # of two first days one is before the registration
            """DELETE { :arts-registratie sl:vanaf ?from } INSERT {
            :arts-registratie sl:vanaf "2024-01-01"^^xsd:date .
            :arts sl:vanaf "2023-12-31"^^xsd:date
            } WHERE { :arts-registratie sl:vanaf ?from }""",
        ),
    ),
    "a safeguard with all provisions and signatures": Twins(
        "delegatie/valid/in-dienst-met-waarborgen.ttl",
        "Onafhankelijkheidswaarborg",
        CASE + "delegatie",
        (
            f"DELETE {{ ?d sl:waarborg ?s }} WHERE {{ ?d sl:waarborg ?s . {SAFEGUARD} }}",
            f"DELETE {{ ?s sl:bepaalt ?what }} WHERE {{ {SAFEGUARD} ; sl:bepaalt ?what }}",
            f"DELETE {{ ?s sl:ondertekendDoor :wg }} WHERE {{ {SAFEGUARD} }}",
            # a second one of the same sort lacks what the first has
            """INSERT DATA { :delegatie sl:waarborg :tweede .
            :tweede sl:waarborgsoort waarborgsoort:ontslagbescherming }""",
        ),
    ),
    "what a party does that is reserved to nobody": Twins(
        "rolvermenging/invalid/werkgever-legt-diagnose-vast.ttl",
        "TerreinBetredenDoorPartij",
        CASE + "verwerking",
        (
            "INSERT DATA { :verwerking sl:gegevens gegevenscategorie:diagnose }",
            "INSERT DATA { :eigen sl:brederCategorie gegevenscategorie:diagnose }",
        ),
        lawful="""DELETE { :verwerking sl:gegevens ?what } INSERT { :verwerking sl:gegevens :eigen }
        WHERE { :verwerking sl:gegevens ?what }""",
    ),
}


@pytest.fixture(scope="module")
def packaged() -> tuple[Plan, EmbeddedStore]:
    """Give what of the packaged plan goes through stated screens, and a store with the rules."""
    judge = Validator.packaged()._judge
    assert isinstance(judge.engine, CompiledEngine)
    plan = judge.engine._plan
    own = tuple(query for query in plan.own if query.narrowing)
    return replace(plan, core=(), own=own), judge.data.store


def dossier(case: Twins, change: str = "") -> list[ox.Quad]:
    """Return the statements of a case, and of a twin after its change."""
    store = ox.Store()
    store.load(path=str(SHAPES / case.file), format=ox.RdfFormat.TURTLE)
    for update in filter(None, (case.lawful, change)):
        before = set(store)
        store.update(PREFIXES + update)
        assert set(store) != before
    return list(store)


def screened(plan: Plan, store: EmbeddedStore, case: Twins) -> bool:
    """Return whether the screen of a case gives its node, for its norm if the screen names it."""
    (screen,) = (
        text for text in plan.screens if f"shape#{case.shape}>" in text.split("getoetstDoor")[0]
    )
    rows = [row for row in store.select(screen).rows if row[1] == case.node]
    return any(not case.norm or (row[-1] or "").endswith(case.norm) for row in rows)


def found(plan: Plan, store: EmbeddedStore, case: Twins) -> Counter[str]:
    """Return what a plan finds at the node of a case about its norm."""
    about = f"{ID}norm/{case.norm}'" if case.norm else case.shape
    all_found = (repr(each) for each in run(plan, store) if each.focus == case.node)
    return Counter(each for each in all_found if about in each)


@pytest.mark.parametrize("name", CASES)
def test_a_screen_leaves_out_what_is_surely_lawful(
    packaged: tuple[Plan, EmbeddedStore], name: str
) -> None:
    (plan, store), case = packaged, CASES[name]
    data = dossier(case)
    store.load(data)
    try:
        assert not screened(plan, store, case)
        assert found(plan, store, case) == Counter()
    finally:
        store.remove(data)


@pytest.mark.parametrize(
    ("name", "change"),
    [(name, change) for name, case in CASES.items() for change in case.changes],
    ids=lambda value: value if value in CASES else "",
)
def test_a_screen_gives_the_unlawful_twin(
    packaged: tuple[Plan, EmbeddedStore], name: str, change: str
) -> None:
    (plan, store), case = packaged, CASES[name]
    data = [quad for quad in dossier(case, change) if not store.holds(quad)]
    store.load(data)
    try:
        assert screened(plan, store, case)
        whole = found(plan, store, case)
        assert whole
        with narrowed(plan, store) as left:
            assert found(left, store, case) == whole
    finally:
        store.remove(data)
