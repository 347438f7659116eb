"""Every check of the linter, in one literal table.

The first part covers the default report of ROBOT (robot.obolibrary.org/report_queries, 32 queries)
as far as it fits; each check names its query in its docstring. Four have nothing to look at here:
``invalid_xref``, ``missing_subset_declaration`` and ``missing_synonymtype_declaration`` are about
OBO cross-references, subsets and kinds of synonym, which this vocabulary does not have, and the
exact and scoped synonyms of OBO are one check on ``skos:altLabel`` and ``skos:hiddenLabel``.
Levels follow ROBOT too, but for definitions: two individuals may well be told in the same words.
"""

from __future__ import annotations

from typing import Final

from scheidslijn.lint import declarations, deprecation, law, references, texts
from scheidslijn.lint.quality import quality_shapes
from scheidslijn.lint.report import Check, Level
from scheidslijn.model import Text

__all__ = ["CHECKS"]

_WRITE: Final = Text("Vul de ontbrekende tekst aan.", "Add the missing text.")
_TRIM: Final = Text("Haal de overtollige witruimte weg.", "Remove the superfluous blanks.")
_ONE: Final = Text("Houd er per taal één over.", "Keep one per language.")
_HEAD: Final = Text("Vul de kop van de ontologie aan.", "Complete the header of the ontology.")
_DECLARE: Final = Text("Verbeter de naam, of verklaar de term.", "Correct or declare the name.")

CHECKS: Final[tuple[Check, ...]] = (
    # Labels, definitions and other texts
    Check(
        "missing-label",
        Level.ERROR,
        Text("Een term heeft een naam.", "A term has a label."),
        _WRITE,
        texts.missing_label,
    ),
    Check(
        "missing-definition",
        Level.ERROR,
        Text("Een term heeft een definitie.", "A term has a definition."),
        _WRITE,
        texts.missing_definition,
    ),
    Check(
        "missing-language",
        Level.ERROR,
        Text("Een tekst is er in beide talen.", "A text is there in both languages."),
        Text("Vertaal de tekst.", "Translate the text."),
        texts.missing_language,
    ),
    Check(
        "multiple-labels",
        Level.ERROR,
        Text("Per taal is er één naam.", "There is one label per language."),
        _ONE,
        texts.multiple_labels,
    ),
    Check(
        "multiple-definitions",
        Level.ERROR,
        Text("Per taal is er één definitie.", "There is one definition per language."),
        _ONE,
        texts.multiple_definitions,
    ),
    Check(
        "duplicate-label",
        Level.ERROR,
        Text(
            "Twee termen van dezelfde soort heten niet hetzelfde.",
            "Two terms of one kind have different labels.",
        ),
        Text("Geef een van beide een andere naam.", "Give one of them another label."),
        texts.duplicate_label,
    ),
    Check(
        "duplicate-definition",
        Level.WARNING,
        Text(
            "Twee termen hebben niet dezelfde definitie.", "Two terms have different definitions."
        ),
        Text("Zeg waarin de termen verschillen.", "Say in what the terms differ."),
        texts.duplicate_definition,
    ),
    Check(
        "duplicate-synonym",
        Level.WARNING,
        Text("Een synoniem herhaalt geen naam.", "A synonym repeats no label."),
        Text("Haal het synoniem weg.", "Remove the synonym."),
        texts.duplicate_synonym,
    ),
    Check(
        "label-whitespace",
        Level.ERROR,
        Text("Een naam heeft geen witruimte te veel.", "A label has no superfluous blanks."),
        _TRIM,
        texts.label_whitespace,
    ),
    Check(
        "definition-whitespace",
        Level.WARNING,
        Text("Een definitie heeft geen witruimte te veel.", "A definition has no extra blanks."),
        _TRIM,
        texts.definition_whitespace,
    ),
    Check(
        "text-whitespace",
        Level.WARNING,
        Text("Een andere tekst heeft geen witruimte te veel.", "No other text has extra blanks."),
        _TRIM,
        texts.text_whitespace,
    ),
    Check(
        "label-formatting",
        Level.ERROR,
        Text("Een naam is één regel zonder opmaak.", "A label is one line without formatting."),
        Text("Schrijf de naam op één regel.", "Write the label on one line."),
        texts.label_formatting,
    ),
    Check(
        "definition-lowercase",
        Level.INFO,
        Text("Een definitie begint met een hoofdletter.", "A definition starts in upper case."),
        Text("Begin met een hoofdletter.", "Start in upper case."),
        texts.definition_lowercase,
    ),
    Check(
        "definition-full-stop",
        Level.INFO,
        Text("Een definitie eindigt met een punt.", "A definition ends with a full stop."),
        Text("Zet er een punt achter.", "Add a full stop."),
        texts.definition_full_stop,
    ),
    # Deprecated terms
    Check(
        "deprecated-in-use",
        Level.ERROR,
        Text("Niets gebruikt een vervallen term.", "Nothing uses a deprecated term."),
        Text("Gebruik wat de term vervangt.", "Use what replaces the term."),
        deprecation.deprecated_in_use,
    ),
    Check(
        "deprecated-not-boolean",
        Level.ERROR,
        Text("De waarde van owl:deprecated is true.", "The value of owl:deprecated is true."),
        Text("Schrijf true, zonder aanhalingstekens.", "Write true, without quotes."),
        deprecation.deprecated_not_boolean,
    ),
    Check(
        "deprecated-without-replacement",
        Level.WARNING,
        Text(
            "Een vervallen term noemt zijn vervanger.", "A deprecated term names what replaces it."
        ),
        Text("Noem de vervanger met dcterms:isReplacedBy.", "Name it with dcterms:isReplacedBy."),
        deprecation.deprecated_without_replacement,
    ),
    Check(
        "deprecated-label",
        Level.WARNING,
        Text("De naam van een vervallen term zegt dat.", "The label of a deprecated term says so."),
        Text("Begin de naam met 'vervallen'.", "Start the label with 'obsolete'."),
        deprecation.deprecated_label,
    ),
    Check(
        "obsolete-label-misused",
        Level.ERROR,
        Text(
            "Alleen een vervallen term heet vervallen.",
            "Only a deprecated term is called obsolete.",
        ),
        Text("Zet owl:deprecated erbij, of verander de naam.", "Add owl:deprecated, or rename."),
        deprecation.obsolete_label_misused,
    ),
    Check(
        "replaced-by-misused",
        Level.ERROR,
        Text(
            "Een vervanger staat bij een vervallen term en is zelf geldig.",
            "A replacement stands with a deprecated term and is itself valid.",
        ),
        Text("Haal de vervanger weg, of kies een geldige.", "Remove it, or choose a valid one."),
        deprecation.replaced_by_misused,
    ),
    # Declarations
    Check(
        "undeclared-class",
        Level.ERROR,
        Text("Elke gebruikte klasse is verklaard.", "Every class in use is declared."),
        _DECLARE,
        declarations.undeclared_class,
    ),
    Check(
        "undeclared-property",
        Level.ERROR,
        Text("Elke gebruikte eigenschap is verklaard.", "Every property in use is declared."),
        _DECLARE,
        declarations.undeclared_property,
    ),
    Check(
        "built-in-redefined",
        Level.ERROR,
        Text(
            "Vaste woordenschat wordt niet opnieuw bepaald.",
            "Built-in vocabulary is not defined anew.",
        ),
        Text("Haal de uitspraak weg.", "Remove the statement."),
        declarations.built_in_redefined,
    ),
    Check(
        "built-in-unknown",
        Level.ERROR,
        Text(
            "Een naam uit vaste woordenschat bestaat daar.",
            "A name of a built-in vocabulary exists there.",
        ),
        Text("Verbeter de naam.", "Correct the name."),
        declarations.built_in_unknown,
    ),
    Check(
        "punning",
        Level.ERROR,
        Text("Een term is één soort ding.", "A term is one kind of thing."),
        Text("Maak er twee termen van.", "Make two terms of it."),
        declarations.punning,
    ),
    Check(
        "equivalent-pair",
        Level.WARNING,
        Text("Geen twee eigen termen zijn hetzelfde.", "No two terms of our own are the same."),
        Text("Voeg de termen samen.", "Merge the terms."),
        declarations.equivalent_pair,
    ),
    Check(
        "equivalent-without-genus",
        Level.WARNING,
        Text(
            "Een gelijkgestelde beperking noemt ook een bovenklasse.",
            "An equivalent restriction also names a superclass.",
        ),
        Text("Voeg de bovenklasse toe.", "Add the superclass."),
        declarations.equivalent_without_genus,
    ),
    Check(
        "multiple-equivalents",
        Level.WARNING,
        Text("Een klasse is gelijk aan hoogstens één andere.", "A class equals at most one other."),
        Text("Houd er één over.", "Keep one."),
        declarations.multiple_equivalents,
    ),
    Check(
        "multiple-equivalent-definitions",
        Level.ERROR,
        Text(
            "Een klasse heeft hoogstens één logische definitie.",
            "A class has at most one logical definition.",
        ),
        Text("Voeg de definities samen.", "Merge the definitions."),
        declarations.multiple_equivalent_definitions,
    ),
    Check(
        "missing-superclass",
        Level.INFO,
        Text("Een klasse staat niet op zichzelf.", "A class does not stand alone."),
        Text("Noem de bovenklasse.", "Name the superclass."),
        declarations.missing_superclass,
    ),
    Check(
        "invalid-iri",
        Level.ERROR,
        Text("Een eigen adres heeft de vaste vorm.", "An address of our own has the fixed form."),
        Text(
            "Gebruik https://w3id.org/scheidslijn/ met def#Naam, shape#Naam of id/soort/naam.",
            "Use https://w3id.org/scheidslijn/ with def#Name, shape#Name or id/kind/name.",
        ),
        declarations.invalid_iri,
    ),
    Check(
        "ontology-title",
        Level.ERROR,
        Text("Een ontologie heeft een titel.", "An ontology has a title."),
        _HEAD,
        declarations.ontology_title,
    ),
    Check(
        "ontology-description",
        Level.ERROR,
        Text("Een ontologie heeft een beschrijving.", "An ontology has a description."),
        _HEAD,
        declarations.ontology_description,
    ),
    Check(
        "ontology-licence",
        Level.ERROR,
        Text("Een ontologie heeft een licentie.", "An ontology has a licence."),
        _HEAD,
        declarations.ontology_licence,
    ),
    # The rule book itself
    Check(
        "dangling-reference",
        Level.ERROR,
        Text("Een eigen term die wordt gebruikt, is beschreven.", "A term in use is described."),
        _DECLARE,
        references.dangling_reference,
    ),
    Check(
        "circular-hierarchy",
        Level.ERROR,
        Text("Geen term ligt onder zichzelf.", "No term lies under itself."),
        Text("Haal een van de stappen weg.", "Remove one of the steps."),
        references.circular_hierarchy,
    ),
    Check(
        "described-twice",
        Level.ERROR,
        Text("Een term is in één bestand beschreven.", "A term is described in one file."),
        Text("Beschrijf de term op één plaats.", "Describe the term in one place."),
        references.described_twice,
    ),
    Check(
        "repeated-identifier",
        Level.ERROR,
        Text("Een code hoort bij één term.", "A code belongs to one term."),
        Text("Voeg de termen samen, of verbeter de code.", "Merge the terms, or correct the code."),
        references.repeated_identifier,
    ),
    Check(
        "legal-basis",
        Level.ERROR,
        Text("Een grondslag is een artikel.", "A legal basis is an article."),
        Text("Verwijs naar een artikel in wetten.ttl.", "Refer to an article in wetten.ttl."),
        law.legal_basis,
    ),
    Check(
        "jci-invalid",
        Level.ERROR,
        Text("Een verwijzing is JCI 1.3.", "A reference is JCI 1.3."),
        Text("Verbeter de verwijzing.", "Correct the reference."),
        law.jci_invalid,
    ),
    Check(
        "jci-other-law",
        Level.ERROR,
        Text("Een verwijzing noemt de eigen wet.", "A reference names the article's own law."),
        Text("Verbeter de verwijzing of de rechtsbron.", "Correct the reference or the law."),
        law.jci_other_law,
    ),
    Check(
        "passage-text",
        Level.ERROR,
        Text(
            "Een bronpassage is wat er in de teksteditie staat.",
            "A source passage is what stands in the text edition.",
        ),
        Text(
            "Lees de passage na en verbeter regels of SHA-256.",
            "Reread it, and correct lines or SHA-256.",
        ),
        law.passage_text,
    ),
    Check(
        "passage-unchecked",
        Level.INFO,
        Text("De teksten van de bronnen zijn er.", "The texts of the sources are at hand."),
        Text("Noem hun map met --sources.", "Name their folder with --sources."),
        law.passage_unchecked,
    ),
    Check(
        "norm-conflict",
        Level.WARNING,
        Text(
            "Geen toestemming geeft onverklaard vrij wat een verbod verbiedt.",
            "No permission allows, unexplained, what a prohibition forbids.",
        ),
        Text(
            "Verbind de normen met sl:uitzonderingOp of sl:wijktAfVan, of noem de voorwaarde.",
            "Link the norms with sl:uitzonderingOp or sl:wijktAfVan, or state the condition.",
        ),
        law.norm_conflict,
    ),
    Check(
        "quality-shape",
        Level.ERROR,
        Text(
            "De kwaliteitsvormen zijn tevreden; de ernst is die van de vorm.",
            "The quality shapes are content; the level is that of the shape.",
        ),
        Text("Doe wat de vorm zegt.", "Do what the shape says."),
        quality_shapes,
    ),
)
