"""A lawful dossier to start from: a small case in each domain, in the form.

What it says is made up and looks made up. It shows each list of a dossier and the facts that most
dossiers have, not everything; the schema has the rest.
"""

from __future__ import annotations

import json
from typing import Final

from scheidslijn.form.commented import commented_turtle, commented_yaml
from scheidslijn.form.terms import Form, packaged_form
from scheidslijn.inputs import Syntax
from scheidslijn.model import Language, Text

__all__ = ["BASE", "DOMAINS", "SYNTAXES", "start"]

BASE: Final = "https://example.org/zaak/1/"
SYNTAXES: Final = (Syntax.YAML, Syntax.TURTLE, Syntax.JSON)
Object = dict[str, object]

_ROLES: Final = {
    "verzuim": ("bedrijfsarts", "casemanager-werkgeversregie"),
    "ziektewet": ("verzekeringsarts", "casemanager-regie-ziektewet"),
    "wga": ("verzekeringsarts", "wia-casemanager"),
}
DOMAINS: Final = tuple(_ROLES)
_INTRODUCTION: Final = Text(
    "Een dossier om mee te beginnen. Wie en wat erin staat, is verzonnen: vervang het.\n"
    "Er horen geen gezondheidsgegevens in, alleen dat ze zijn verwerkt en van welke soort.\n"
    "Alle velden en namen: scheidslijn schema dossier",
    "A dossier to start from. Who and what stands in it is made up: replace it.\n"
    "Health data do not belong in it, only that they were processed and of which kind.\n"
    "All fields and names: scheidslijn schema dossier",
)


def start(
    domain: str,
    syntax: Syntax,
    language: Language,
    form: Form | None = None,
    *,
    base: str = BASE,
) -> str:
    """Return the text of a dossier to start from; no shape finds anything in it.

    Args:
        domain: one of `DOMAINS`.
        syntax: one of `SYNTAXES`; in JSON there are no comments.
        language: of the comments.
        form: the form; None for that of the packaged rule book.
        base: what all names in it are put behind; two dossiers differ in it.
    """
    document = _document(domain, base)
    if syntax is Syntax.JSON:
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    write = commented_yaml if syntax is Syntax.YAML else commented_turtle
    return write(document, form or packaged_form(), _INTRODUCTION, language)


def _document(domain: str, base: str) -> Object:
    start = "2026-01-05"
    # a WGA benefit starts after two years
    first_day = "2024-01-08" if domain == "wga" else start
    own_risk: Object = {
        "arbeidsverhouding": "beeindigd",
        "eigenrisicodragerVoor": domain,
    }
    return {
        "base": base,
        "id": "dossier",
        "type": "Dossier",
        "label": "Dossier Proefpersoon",
        "domein": domain,
        "werknemer": "pia",
        "werkgever": "bakkerij",
        **({"arbeidsverhouding": "lopend"} if domain == "verzuim" else own_risk),
        "eersteZiektedag": first_day,
        "vanaf": start,
        "actoren": _actors(),
        "betrekkingen": [
            {
                "id": "dienstverband-vera",
                "type": "Dienstverband",
                "medewerker": "vera",
                "inDienstBij": "bureau",
                "functie": "Casemanager",
                "vanaf": "2021-09-01",
            },
        ],
        "feiten": _facts(*_ROLES[domain]),
    }


def _actors() -> list[Object]:
    return [
        {"id": "pia", "type": "Persoon", "label": "Pia Proefpersoon"},
        {"id": "bas", "type": "Persoon", "label": "Bas Bedenksel"},
        {"id": "vera", "type": "Persoon", "label": "Vera Voorbeeld"},
        {
            "id": "bakkerij",
            "type": "Organisatie",
            "label": "Bakkerij Verzonnen BV",
            "organisatiesoort": "onderneming",
        },
        {
            "id": "bureau",
            "type": "Organisatie",
            "label": "Verzuimbureau Luchtspiegel BV",
            "organisatiesoort": "verzuimbureau",
        },
    ]


def _facts(doctor: str, manager: str) -> list[Object]:
    return [
        {
            "id": "rol-arts",
            "type": "Rolvervulling",
            "door": "bas",
            "rol": doctor,
            "vanaf": "2026-01-05",
        },
        {
            "id": "rol-regie",
            "type": "Rolvervulling",
            "door": "vera",
            "rol": manager,
            "namens": "bakkerij",
            "vanaf": "2026-01-06",
        },
        {
            "id": "regie",
            "type": "Handeling",
            "door": "vera",
            "inRol": "rol-regie",
            "taak": "proces-regisseren",
            "tenAanzienVan": "pia",
            "datum": "2026-01-12",
        },
        {
            "id": "afspraak",
            "type": "Gegevensverwerking",
            "door": "vera",
            "inRol": "rol-regie",
            "gegevens": "actiemomenten",
            "bewerking": "vastleggen",
            "datum": "2026-01-12",
        },
    ]
