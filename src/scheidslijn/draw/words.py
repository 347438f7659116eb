"""The fixed words of the drawings, in Dutch and English."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Language, Text

__all__ = ["WORDS", "say"]

WORDS: Final[dict[str, Text]] = {
    "legend": Text("Legenda", "Legend"),
    "data": Text("Dezelfde gegevens als tabel", "The same data as a table"),
    "rule book": Text("Regelboek {version} ({sha})", "Rule book {version} ({sha})"),
    # roles
    "roles title": Text("Rollen en hun scheidslijnen", "Roles and their dividing lines"),
    "roles description": Text(
        "Per domein de kernrollen met de rollen die hen versterken, en daaronder een driehoek van "
        "rol tegen rol met elk paar dat verboden of ontraden is in één hand.",
        "For each domain the core roles with the roles that strengthen them, and below that a "
        "triangle of role by role with each pair that is forbidden or discouraged in one hand.",
    ),
    "domain": Text("Domein: {name}", "Domain: {name}"),
    "other roles": Text("andere rollen", "other roles"),
    "norms": Text("Normen", "Norms"),
    "matrix": Text(
        "Welke rollen gaan niet samen in één hand?", "Which roles do not go together in one hand?"
    ),
    "sign line": Text("dikke lijn", "thick line"),
    "means line": Text("verboden in één hand", "forbidden in one hand"),
    "sign dashes": Text("streepjeslijn", "dashed line"),
    "means dashes": Text("ontraden", "discouraged"),
    "sign solid box": Text("doorgetrokken kader", "solid frame"),
    "means solid box": Text(
        "telt als de kernrol: normen daarvoor werken door",
        "counts as the core role: its norms carry over",
    ),
    "sign dashed box": Text("gestreept kader", "dashed frame"),
    "means dashed box": Text("steunt de kernrol", "supports the core role"),
    "sign forbidden": Text("zwart vierkant", "black square"),
    "means forbidden": Text("verboden", "forbidden"),
    "sign discouraged": Text("half zwart vierkant", "half black square"),
    "means discouraged": Text("ontraden", "discouraged"),
    "sign inherited": Text("klein grijs vierkant", "small grey square"),
    "means inherited": Text("volgt uit bredere rollen", "follows from broader roles"),
    "sign exempted": Text("ring", "ring"),
    "means exempted": Text("uitzondering mogelijk", "exception possible"),
    "acting only": Text("alleen bij handelen", "only when acting"),
    "unless": Text("tenzij: {exception}", "unless: {exception}"),
    "if": Text("mits {conditions}", "if {conditions}"),
    "number": Text("nummer", "number"),
    "norm": Text("norm", "norm"),
    "kind": Text("soort", "kind"),
    "role": Text("rol", "role"),
    "other role": Text("andere rol", "other role"),
    "core role": Text("kernrol", "core role"),
    "how": Text("hoe", "how"),
    "standing": Text("gezag", "standing"),
    "exceptions": Text("uitzonderingen", "exceptions"),
    # delegation
    "delegation title": Text(
        "Wie mag welke taak aan wie overdragen?", "Who may pass on which task to whom?"
    ),
    "delegation description": Text(
        "Taken in rijen, artsen en bronnen in kolommen; in een cel de vorm van overdracht en aan "
        "wie. Alle {number} normen over delegeerbaarheid staan erin.",
        "Tasks in rows, doctors and sources in columns; in a cell the form of transfer and to "
        "whom. It holds all {number} norms on delegability.",
    ),
    "means no form": Text("de norm noemt geen vorm", "the norm names no form"),
    "means condition": Text("onder voorwaarden", "under conditions"),
    "means different": Text(
        "wijkt af van wat boven de kolom staat: drager, domein",
        "differs from what stands above the column: bearer, domain",
    ),
    "means number": Text("zie de lijst onderaan", "see the list at the end"),
    "no form": Text("zonder vorm", "no form"),
    "others": Text(
        "Normen van een ander dan deze artsen, of die niemand noemen",
        "Norms of others than these doctors, or that name nobody",
    ),
    "group never": Text("Niet over te dragen", "Not to be passed on"),
    "group both doctors": Text(
        "Over te dragen door {first} en {second}", "May be passed on by {first} and {second}"
    ),
    "group first doctor": Text("Over te dragen door de {first}", "May be passed on by the {first}"),
    "group second doctor": Text(
        "Over te dragen door de {second}", "May be passed on by the {second}"
    ),
    "group no task": Text("Normen zonder bepaalde taak", "Norms on no task in particular"),
    # timeline
    "timeline title": Text("Tijdlijn: {name}", "Timeline: {name}"),
    "timeline description": Text(
        "Per persoon wie wanneer welke rol had en wat er is gedaan, met de bevindingen van de "
        "toets als nummers. Aantal bevindingen: {number}.",
        "For each person which role he or she had when and what was done, with the findings of "
        "the check as numbers. Number of findings: {number}.",
    ),
    "the case": Text("Dossier", "Case"),
    "on the whole": Text("over het hele dossier", "on the whole case"),
    "undated": Text("zonder datum", "undated"),
    "from day": Text("vanaf {day}", "from {day}"),
    "due": Text("uiterlijk {day}", "due {day}"),
    "weeks of sickness": Text(
        "week vanaf de eerste ziektedag, met haar eerste dag",
        "week from the first day of sickness, with its first day",
    ),
    "weeks": Text(
        "week van het dossier, met haar eerste dag", "week of the case, with its first day"
    ),
    "bar grey": Text("grijze balk", "grey bar"),
    "bar hatch": Text("gestreepte balk", "hatched bar"),
    "bar dots": Text("gestippelde balk", "dotted bar"),
    "bar white": Text("witte balk", "white bar"),
    "arrow": Text("pijl", "arrow"),
    "means arrow": Text("loopt door", "goes on"),
    "badge VIOLATION": Text("nummer wit op zwart", "number white on black"),
    "badge WARNING": Text("nummer in kader met punten", "number in a pointed frame"),
    "badge INFO": Text("nummer in rond kader", "number in a round frame"),
    "findings": Text("Bevindingen", "Findings"),
    "no findings": Text("Geen bevindingen", "No findings"),
    "finding": Text("bevinding", "finding"),
    "explained": Text("toelichting", "explanation"),
    "facts": Text("Feiten in het dossier", "Facts in the case"),
    "who": Text("wie", "who"),
    "about": Text("wat", "what"),
    "when": Text("wanneer", "when"),
    "task": Text("taak", "task"),
    "bearer": Text("drager", "bearer"),
    "form": Text("overdrachtsvorm", "form of transfer"),
    "delegate": Text("uit te voeren door", "carried out by"),
    "domains": Text("domeinen", "domains"),
    "conditions": Text("voorwaarden", "conditions"),
    "sources": Text("vindplaatsen (bron, regels)", "places (source, lines)"),
}


def say(key: str, language: Language, **values: str) -> str:
    """Return fixed words in a language, with values filled in.

    >>> say("domain", "nl", name="verzuim")
    'Domein: verzuim'
    """
    return WORDS[key].in_language(language).format(**values)
