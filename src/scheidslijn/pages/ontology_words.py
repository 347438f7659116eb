"""The words of the page of the ontology."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Text
from scheidslijn.namespaces import OWL, RDFS, SKOS

__all__ = ["AMOUNTS", "CHARACTERISTICS", "KINDS", "QUANTITIES", "RELATIONS", "WORDS"]

# What a term is, the first that fits; with the anchor of its part of the page.
KINDS: Final = (
    (OWL + "Class", "alle-klassen", Text("klasse", "class"), Text("Klassen", "Classes")),
    (OWL + "ObjectProperty", "alle-relaties",
     Text("relatie tussen dingen", "object property"),
     Text("Relaties tussen dingen", "Object properties")),
    (OWL + "DatatypeProperty", "alle-gegevens",
     Text("gegeven van een ding", "datatype property"),
     Text("Gegevens van een ding", "Datatype properties")),
    (OWL + "AnnotationProperty", "alle-aantekeningen",
     Text("aantekening", "annotation property"),
     Text("Aantekeningen, waar een redeneerder niets mee doet",
          "Annotation properties, which a reasoner passes over")),
    ("", "alle-individuen", Text("individu", "individual"), Text("Individuen", "Individuals")),
)  # fmt: skip
CHARACTERISTICS: Final = {
    OWL + "FunctionalProperty": Text("hoogstens één waarde (functioneel)",
                                     "at most one value (functional)"),
    OWL + "InverseFunctionalProperty": Text("elke waarde hoort bij hoogstens één ding",
                                            "each value belongs to at most one thing"),
    OWL + "TransitiveProperty": Text("werkt door over schakels (transitief)",
                                     "carries on along a chain (transitive)"),
    OWL + "SymmetricProperty": Text("geldt ook andersom (symmetrisch)",
                                    "also holds the other way round (symmetric)"),
    OWL + "AsymmetricProperty": Text("geldt nooit ook andersom (asymmetrisch)",
                                     "never holds the other way round too (asymmetric)"),
    OWL + "ReflexiveProperty": Text("elk ding heeft zichzelf (reflexief)",
                                    "each thing has itself (reflexive)"),
    OWL + "IrreflexiveProperty": Text("geen ding heeft zichzelf (irreflexief)",
                                      "no thing has itself (irreflexive)"),
}  # fmt: skip
# How often a thing has a property, by what says so in OWL.
AMOUNTS: Final = {
    OWL + "cardinality": Text("precies {n}", "exactly {n}"),
    OWL + "maxCardinality": Text("hoogstens {n}", "at most {n}"),
    OWL + "minCardinality": Text("minstens {n}", "at least {n}"),
}
# Which values a thing has of a property.
QUANTITIES: Final = {
    OWL + "someValuesFrom": Text("minstens één", "at least one"),
    OWL + "allValuesFrom": Text("alleen", "only"),
    OWL + "hasValue": Text("altijd", "always"),
}
RELATIONS: Final = {
    OWL + "equivalentClass": Text("hetzelfde als", "the same as"),
    OWL + "equivalentProperty": Text("hetzelfde als", "the same as"),
    RDFS + "subClassOf": Text("smaller dan", "narrower than"),
    RDFS + "subPropertyOf": Text("smaller dan", "narrower than"),
    SKOS + "exactMatch": Text("komt overeen met", "matches"),
    SKOS + "closeMatch": Text("ligt dicht bij", "is close to"),
    SKOS + "broadMatch": Text("is smaller dan", "is narrower than"),
    SKOS + "narrowMatch": Text("is breder dan", "is broader than"),
    SKOS + "relatedMatch": Text("hangt samen met", "is related to"),
}
WORDS: Final = {
    "about": Text("Over de ontologie", "About the ontology"),
    "other language": Text("in het Engels", "in Dutch"),
    "by": Text("door", "by"),
    "statements": Text("uitspraken", "statements"),
    "comprises": Text("omvat", "comprises"),
    "of kind": Text("soort", "kind"),
    "being": Text("van de klasse", "of the class"),
    "alignments": Text("Afstemming op andere woordenschatten", "Alignment with other vocabularies"),
    "alignments text": Text(
        "Hoe onze woorden zich verhouden tot die van anderen; bij elk woord staat met welke.",
        "How our words relate to those of others; each word says to which."),
    "below": Text("breder dan", "broader than"),
    "above": Text("smaller dan", "narrower than"),
    "always": Text("elk heeft", "each has"),
    "address": Text("adres", "address"),
    "characteristics": Text("bijzonderheden", "characteristics"),
    "cite": Text("Aanhalen", "How to cite"),
    "cite text": Text(
        "Gebruik het adres van het woord. Wie de ontologie als geheel aanhaalt, noemt haar titel, "
        "haar versie en het adres van die versie:",
        "Use the address of the word. Whoever cites the ontology as a whole gives its title, its "
        "version and the address of that version:"),
    "created": Text("gemaakt op", "created on"),
    "defined": Text("module", "module"),
    "deprecated": Text("vervallen", "deprecated"),
    "deprecated text": Text("Gebruik dit woord niet meer.", "Do not use this word any more."),
    "disjoint": Text("sluit uit", "excludes"),
    "domain": Text("van", "of"),
    "equivalent": Text("hetzelfde als", "the same as"),
    "files": Text("bestanden", "files"),
    "imports": Text("bouwt op", "builds on"),
    "instances": Text("individuen in het regelboek", "individuals in the rule book"),
    "inverse": Text("omgekeerde van", "inverse of"),
    "intro": Text(
        "Alle woorden waarin normen en dossiers worden geschreven. Elk woord heeft hier een vaste "
        "plek, in beide talen dezelfde.",
        "All words in which norms and dossiers are written. Each word has a fixed place here, the "
        "same in both languages."),
    "licence": Text("licentie", "licence"),
    "modules": Text("Modules", "Modules"),
    "modules text": Text(
        "De ontologie bestaat uit modules, die samen één geheel zijn.",
        "The ontology consists of modules, which together are one whole."),
    "ontology": Text("Ontologie", "Ontology"),
    "prefix": Text("voorvoegsel", "prefix"),
    "prefixes": Text("Naamruimten", "Namespaces"),
    "prior": Text("vorige versie", "prior version"),
    "properties": Text("eigenschappen ervan", "its properties"),
    "questions": Text("vragen", "questions"),
    "range": Text("waarde", "value"),
    "read from": Text("afgelezen van", "read from"),
    "related": Text("elders", "elsewhere"),
    "replaced": Text("vervangen door", "replaced by"),
    "rulebook modules": Text("Modules van het regelboek", "Modules of the rule book"),
    "rulebook text": Text(
        "De individuen staan in eigen modules. Wat ze zeggen, staat op de bladzijden van de "
        "individuen zelf.",
        "The individuals stand in modules of their own. What they say is on the pages of the "
        "individuals themselves."),
    "shapes": Text("shapes", "shapes"),
    "title": Text("De ontologie", "The ontology"),
    "tree": Text("Klassen als boom", "Classes as a tree"),
    "used": Text("gebruikt bij", "used with"),
    "values of": Text("waarde van", "value of"),
    "version": Text("versie", "version"),
    "version iri": Text("adres van deze versie", "address of this version"),
}  # fmt: skip
