"""The words that are written on pages, by a key in English."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Text

__all__ = ["STARTS", "WORDS"]

WORDS: Final[dict[str, Text]] = {
    "address": Text("Adres", "Address"),
    "address note": Text(
        "Dit adres blijft hetzelfde en is te gebruiken in een dossier of een verwijzing.",
        "This address stays the same, and can be used in a dossier or a reference."),
    "all kinds": Text("Al wat in het regelboek staat", "All that is in the rule book"),
    "articles": Text("Artikelen", "Articles"),
    "as svg": Text("De tekening alleen (SVG)", "The drawing alone (SVG)"),
    "breadcrumbs": Text("Kruimelpad", "Breadcrumbs"),
    "cases": Text("Gevallen", "Cases"),
    "checked": Text("Getoetst door", "Checked by"),
    "checking": Text("Toetsing", "Checking"),
    "columns": Text("Kolommen van het antwoord", "Columns of the answer"),
    "command line": Text("Op de opdrachtregel", "On the command line"),
    "conditions": Text("Voorwaarden", "Conditions"),
    "conditions note": Text("De norm geldt als aan al deze voorwaarden is voldaan.",
                            "The norm holds when all these conditions are met."),
    "contents": Text("Op deze bladzijde", "On this page"),
    "copy": Text("kopieer", "copy"),
    "disclaimer": Text("Geen juridisch advies.", "Not legal advice."),
    "disputes": Text("Wie het anders zegt", "Who says it differently"),
    "document": Text("Document", "Document"),
    "domain": Text("Domein", "Domain"),
    "drawings": Text("Tekeningen", "Drawings"),
    "drawings note": Text(
        "Elke tekening staat ook in woorden: de tabellen eronder zeggen hetzelfde.",
        "Every drawing is also there in words: the tables below it say the same."),
    "example": Text("voorbeeld", "example"),
    "exceptions": Text("Uitzonderingen", "Exceptions"),
    "exceptions note": Text("In deze gevallen geldt de norm niet, of anders.",
                            "In these cases the norm does not hold, or otherwise."),
    "facts": Text("Kenmerken", "Characteristics"),
    "filter": Text("Toon alleen wat deze woorden bevat", "Show only what has these words"),
    "filter none": Text("Niets in deze lijst bevat die woorden.",
                        "Nothing in this list has those words."),
    "footer licence": Text("Regelboek en bladzijden: CC BY 4.0. Programma: Apache 2.0.",
                           "Rule book and pages: CC BY 4.0. Program: Apache 2.0."),
    "force": Text("Kracht", "Force"),
    "home": Text("Home", "Home"),
    "home about": Text(
        "Wie mag wat in verzuim, Ziektewet en WGA? Deze bladzijden laten zien welke normen gelden "
        "voor casemanagement: wat zij zeggen, voor wie, op welke grond, en waar bronnen elkaar "
        "tegenspreken. Elke norm heeft een vast adres.",
        "Who may do what in sickness absence, the Ziektewet and the WGA? These pages show which "
        "norms hold for Dutch case management: what they say, for whom, on what ground, and where "
        "sources contradict each other. Every norm has a lasting address."),
    "home read": Text("Hoe u een norm leest", "How to read a norm"),
    "home read text": Text(
        "Bovenaan staat wat de norm zegt, in onze woorden. Het gezag zegt waarop hij rust: de "
        "letter van de wet, een weergave daarvan, een beroepsnorm, een handreiking of onze eigen "
        "uitleg. De vindplaats noemt document en regels. Wat wij in geen dossier kunnen toetsen, "
        "zegt waarom niet.",
        "At the top stands what the norm says, in our words. Its authority says on what it rests: "
        "the letter of the law, a rendering of it, a professional norm, guidance, or our own "
        "reading. The source passage names document and lines. What we can check in no dossier "
        "says why not."),
    "home sources": Text("Waaruit de normen komen", "Where the norms come from"),
    "kind": Text("Soort", "Kind"),
    "known only": Text("De tekst van de bronnen staat hier niet; wel waar u haar vindt.",
                       "The text of the sources is not here, but where you find it is."),
    "law": Text("lees de tekst", "read the text"),
    "legend": Text("Legenda", "Legend"),
    "lines": Text("Regels", "Lines"),
    "main": Text("Hoofdmenu", "Main menu"),
    "more": Text("toon alle {n}", "show all {n}"),
    "name": Text("Naam", "Name"),
    "names several": Text("Een norm uit meer bronnen staat bij de eerste daarvan.",
                          "A norm from several sources stands with the first of them."),
    "no check": Text("Niet getoetst, omdat", "Not checked, because"),
    "no source": Text("Zonder vindplaats", "Without a source passage"),
    "norm": Text("norm", "norm"),
    "norms": Text("Normen", "Norms"),
    "notation": Text("Soort waarde", "Kind of value"),
    "of norms": Text("Verband met andere normen", "Relation to other norms"),
    "optional": Text("mag", "optional"),
    "other language": Text("English", "Nederlands"),
    "parameters": Text("Wat u erbij kunt zeggen", "What you can say with it"),
    "query": Text("De vraag in SPARQL", "The question in SPARQL"),
    "question": Text("vraag", "question"),
    "questions": Text("Vragen", "Questions"),
    "questions intro": Text(
        "Elke vraag is een SPARQL-vraag aan het regelboek of aan dossiers, met een antwoord dat in "
        "de tests vastligt.",
        "Every question is a SPARQL query to the rule book or to dossiers, of which the tests hold "
        "the answer."),
    "remedy": Text("Herstel", "Remedy"),
    "required": Text("verplicht", "required"),
    "results": Text("Resultaten", "Results"),
    "rulebook": Text("regelboek", "rule book"),
    "search": Text("Zoeken", "Search"),
    "search go": Text("Zoek", "Search"),
    "search hint": Text(
        "Zoek in alles: normen, rollen, taken, artikelen, vindplaatsen, vragen. Delen van woorden "
        "en kleine tikfouten tellen mee.",
        "Search in everything: norms, roles, tasks, articles, source passages, questions. Parts of "
        "words and small typing errors count."),
    "search many": Text("{n} gevonden", "{n} found"),
    "search most": Text("{n} gevonden; de beste {m} staan hieronder",
                        "{n} found; the best {m} are below"),
    "search none": Text("Niets gevonden", "Nothing found"),
    "search script": Text("Zoeken gaat in uw browser, en heeft daarvoor JavaScript nodig. "
                          "De lijsten doen het ook zonder.",
                          "Searching is done in your browser, which needs JavaScript for it. "
                          "The lists work without."),
    "section": Text("Paragraaf", "Section"),
    "severity": Text("Zwaarte van een bevinding", "Severity of a finding"),
    "shape": Text("shape", "shape"),
    "shapes": Text("Shapes", "Shapes"),
    "shapes intro": Text(
        "Een shape kijkt in een dossier of de normen zijn nageleefd. Hier staat van elke shape wat "
        "zij zoekt, voor welke normen, hoe zwaar een bevinding weegt, en welke gevallen haar "
        "toetsen.",
        "A shape looks in a dossier whether the norms were kept. Here is of every shape what it "
        "looks for, by which norms, how much a finding weighs, and which cases test it."),
    "sha256": Text("SHA-256 van deze regels", "SHA-256 of these lines"),
    "sha256 rulebook": Text("SHA-256 van het regelboek", "SHA-256 of the rule book"),
    "site": Text("Scheidslijn", "Scheidslijn"),
    "skip": Text("Naar de inhoud", "Skip to content"),
    "sources": Text("Bronplaatsen", "Source passages"),
    "start": Text("Begin hier", "Start here"),
    "status": Text("Gezag", "Authority"),
    "table": Text("De tekening in woorden", "The drawing in words"),
    "theme": Text("Onderwerp", "Subject"),
    "this norm": Text("Deze norm", "This norm"),
    "times": Text("Aantal", "Number"),
    "turtle": Text("Als gegevens (Turtle)", "As data (Turtle)"),
    "until": Text("Vervalt op", "Lapses on"),
    "from": Text("Geldig vanaf", "Valid from"),
    "valid cases": Text("geoorloofde gevallen", "lawful cases"),
    "invalid cases": Text("ongeoorloofde gevallen", "unlawful cases"),
    "version": Text("versie", "version"),
    "what": Text("Wat de norm regelt", "What the norm regulates"),
    "where": Text("Waar het staat", "Where it stands"),
    "without": Text("Deze uitgave heeft niet: {parts}.", "This edition does not have: {parts}."),
}  # fmt: skip

# Where a newcomer begins: path, name, what is there, and the part without which it is not.
STARTS: Final = (
    ("norm/", Text("Normen", "Norms"),
     Text("Alle normen, per bron en per soort.", "All norms, by source and kind."), ""),
    ("rol/", Text("Rollen", "Roles"),
     Text("Wat een rol mag, moet en niet mag.",
          "What a role may do, must do and must not do."), ""),
    ("tekening/", Text("Tekeningen", "Drawings"),
     Text("Welke rollen niet samengaan, en wie welke taak mag overdragen.",
          "Which roles do not go together, and who may pass on which task."), "drawings"),
    ("brondocument/", Text("Bronnen", "Sources"),
     Text("De documenten waaruit de normen komen, met hun vindplaatsen.",
          "The documents that the norms come from, with their passages."), ""),
    ("vraag/", Text("Vragen", "Questions"),
     Text("Wat u het regelboek kunt vragen, met een antwoord dat is nagerekend.",
          "What you can ask the rule book, with an answer that was worked out."), "questions"),
    ("shape/", Text("Shapes", "Shapes"),
     Text("Hoe een dossier aan de normen wordt getoetst.",
          "How a dossier is checked against the norms."), "shapes"),
    ("def/", Text("Ontologie", "Ontology"),
     Text("De woorden waarin normen en dossiers zijn geschreven.",
          "The words in which norms and dossiers are written."), "ontology"),
)  # fmt: skip
