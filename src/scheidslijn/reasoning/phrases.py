"""The sentences in which axioms, clashes and violations of profiles are said, in both languages.

``{0}``, ``{1}`` … are what stands in an axiom, said in words: a class with its article, a property
in quotes, an individual by its label.
"""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Text

__all__ = ["AXIOMS", "CLASHES", "DATATYPES", "FACETS", "PARTS", "VIOLATIONS"]

# Axioms, by their name in functional-style syntax; "Object" and "Data" are left out of it.
AXIOMS: Final[dict[str, Text]] = {
    "Nothing": Text("Niets kan {0} zijn.", "Nothing can be {0}."),
    "SubClassOf is": Text("{0} is altijd {1}.", "{0} is always {1}."),
    "SubClassOf has": Text("{0} heeft altijd {1}.", "{0} always has {1}."),
    "EquivalentClasses": Text(
        "Wat {0} is, is {1}, en andersom.", "What is {0} is {1}, and the other way round."
    ),
    "DisjointClasses": Text("Niets is tegelijk {all}.", "Nothing is {all} at the same time."),
    "DisjointUnion": Text(
        "{0} is altijd precies een van deze: {rest}.",
        "{0} is always exactly one of these: {rest}.",
    ),
    "SubPropertyOf": Text(
        "Wat iets als {0} heeft, heeft het ook als {1}.",
        "What something has as {0}, it also has as {1}.",
    ),
    "EquivalentProperties": Text("{0} en {1} zeggen hetzelfde.", "{0} and {1} say the same."),
    "DisjointProperties": Text(
        "Niets heeft hetzelfde zowel als {0} als {1}.",
        "Nothing has the same thing both as {0} and as {1}.",
    ),
    "InverseProperties": Text(
        "Heeft A als {0} B, dan heeft B als {1} A, en andersom.",
        "If A has B as {0}, then B has A as {1}, and the other way round.",
    ),
    "PropertyDomain is": Text("Wat {0} heeft, is altijd {1}.", "What has {0} is always {1}."),
    "PropertyDomain has": Text("Wat {0} heeft, heeft ook {1}.", "What has {0} also has {1}."),
    "PropertyRange": Text(
        "Wat als {0} wordt genoemd, is altijd {1}.", "What is named as {0} is always {1}."
    ),
    "FunctionalProperty": Text("Iets heeft ten hoogste één {0}.", "Something has at most one {0}."),
    "InverseFunctionalProperty": Text(
        "Hetzelfde is van ten hoogste één ding {0}.", "The same is {0} of at most one thing."
    ),
    "TransitiveProperty": Text(
        "Heeft A als {0} B, en B als {0} C, dan heeft A ook C als {0}.",
        "If A has B as {0}, and B has C as {0}, then A also has C as {0}.",
    ),
    "SymmetricProperty": Text(
        "Heeft A als {0} B, dan heeft B als {0} A.", "If A has B as {0}, then B has A as {0}."
    ),
    "AsymmetricProperty": Text(
        "Heeft A als {0} B, dan heeft B nooit als {0} A.",
        "If A has B as {0}, then B never has A as {0}.",
    ),
    "ReflexiveProperty": Text("Alles heeft zichzelf als {0}.", "Everything has itself as {0}."),
    "IrreflexiveProperty": Text("Niets heeft zichzelf als {0}.", "Nothing has itself as {0}."),
    "ClassAssertion is": Text("{1} is {0}.", "{1} is {0}."),
    "ClassAssertion has": Text("{1} heeft {0}.", "{1} has {0}."),
    "PropertyAssertion": Text("{1} heeft als {0}: {2}.", "{1} has as {0}: {2}."),
    "NegativePropertyAssertion": Text(
        "{1} heeft niet als {0}: {2}.", "{1} does not have as {0}: {2}."
    ),
    "SameIndividual": Text("{all} zijn dezelfde.", "{all} are the same."),
    "DifferentIndividuals": Text("{all} zijn niet dezelfde.", "{all} are not the same."),
    "HasKey": Text(
        "Wie of wat hetzelfde heeft als {rest}, is dezelfde ({0}).",
        "What has the same as {rest} is the same ({0}).",
    ),
    "DatatypeDefinition": Text("{0} is {1}.", "{0} is {1}."),
    "AnnotationAssertion": Text("{1} heeft als noot {0}: {2}.", "{1} has as note {0}: {2}."),
    "Declaration": Text("{0} is gedeclareerd.", "{0} is declared."),
}

# Expressions within axioms, lists, and values.
PARTS: Final[dict[str, Text]] = {
    "a": Text("een {0}", "a {0}"),
    "an": Text("een {0}", "an {0}"),
    "thing": Text("iets", "something"),
    "nothing": Text("iets wat niet bestaat", "something that does not exist"),
    "property": Text("\u2018{0}\u2019", "\u2018{0}\u2019"),
    "inverse": Text("{0} (omgekeerd)", "{0} (the other way round)"),
    "chain": Text(" van de ", " of the "),
    "not": Text("iets wat niet {0} is", "something that is not {0}"),
    "and": Text("{0} en {1}", "{0} and {1}"),
    "or": Text("{0} of {1}", "{0} or {1}"),
    "having": Text("iets wat {0} heeft", "something that has {0}"),
    "SomeValuesFrom": Text("ten minste één {0} die {1} is", "at least one {0} that is {1}"),
    "SomeValuesFrom any": Text("een {0}", "a {0}"),
    "AllValuesFrom": Text("als {0} alleen {1}", "as {0} only {1}"),
    "HasValue": Text("als {0}: {1}", "as {0}: {1}"),
    "HasSelf": Text("zichzelf als {0}", "itself as {0}"),
    "MinCardinality": Text("ten minste {0} {1}", "at least {0} {1}"),
    "MaxCardinality": Text("ten hoogste {0} {1}", "at most {0} {1}"),
    "ExactCardinality": Text("precies {0} {1}", "exactly {0} {1}"),
    "that is": Text("{0} die {1} is", "{0} that is {1}"),
    "one of": Text("een van deze: {0}", "one of these: {0}"),
    "0": Text("geen", "no"),
    "1": Text("één", "one"),
    "text": Text("“{0}” (tekst zonder taal)", "“{0}” (text without a language)"),
    "text in": Text("“{0}” (tekst met taal {1})", "“{0}” (text with language {1})"),
    "value of": Text("“{0}” ({1})", "“{0}” ({1})"),
    "with": Text("{0} met {1}", "{0} with {1}"),
    "blank": Text("{0} zonder naam", "{0} without a name"),
    "somebody": Text("iets", "something"),
}

DATATYPES: Final[dict[str, Text]] = {
    "xsd:boolean": Text("ja of nee (true of false)", "yes or no (true or false)"),
    "xsd:string": Text("tekst zonder taal", "text without a language"),
    "rdf:langString": Text("tekst met een taal", "text with a language"),
    "rdf:PlainLiteral": Text("tekst", "text"),
    "xsd:integer": Text("een geheel getal", "a whole number"),
    "xsd:nonNegativeInteger": Text("een geheel getal van 0 of meer", "a whole number of 0 or more"),
    "xsd:positiveInteger": Text("een geheel getal van 1 of meer", "a whole number of 1 or more"),
    "xsd:decimal": Text("een getal", "a number"),
    "xsd:dateTime": Text("een dag met een tijd", "a day with a time"),
    "xsd:anyURI": Text("een adres", "an address"),
    "rdfs:Literal": Text("een waarde", "a value"),
    "": Text("een waarde van het type {0}", "a value of the type {0}"),
}

FACETS: Final[dict[str, Text]] = {
    "minInclusive": Text("ten minste {0}", "at least {0}"),
    "maxInclusive": Text("ten hoogste {0}", "at most {0}"),
    "minExclusive": Text("meer dan {0}", "more than {0}"),
    "maxExclusive": Text("minder dan {0}", "less than {0}"),
    "pattern": Text("de vorm {0}", "the form {0}"),
    "": Text("{1} {0}", "{1} {0}"),
}

# What clashes, by what is among the axioms, and in the end what to do.
CLASHES: Final[dict[str, Text]] = {
    "disjoint": Text(
        "{0} zou daardoor tegelijk {1} zijn, en dat kan niet.",
        "Because of this {0} would be {1} at the same time, and that cannot be.",
    ),
    "different": Text(
        "Wat verschillend heet, zou daardoor toch hetzelfde zijn.",
        "Because of this, things that are said to differ would be the same.",
    ),
    "denied": Text("Hetzelfde wordt gezegd en ontkend.", "The same thing is both said and denied."),
    "itself": Text(
        "Iets zou daardoor zichzelf als {0} hebben, en dat kan niet.",
        "Because of this something would have itself as {0}, and that cannot be.",
    ),
    "mutual": Text(
        "Twee zouden elkaar daardoor over en weer als {0} hebben, en dat kan niet.",
        "Because of this two would have each other as {0}, and that cannot be.",
    ),
    "both properties": Text(
        "Iets zou daardoor hetzelfde als {0} en als {1} hebben, en dat kan niet.",
        "Because of this something would have the same as {0} and as {1}, and that cannot be.",
    ),
    "value": Text(
        "Een waarde is niet van de soort die {0} vraagt.",
        "A value is not of the kind that {0} asks for.",
    ),
    "too many": Text(
        "Iets zou daardoor meer hebben dan ervan mag zijn.",
        "Because of this something would have more than there may be.",
    ),
    "not": Text(
        "Iets zou daardoor zijn wat het niet is.",
        "Because of this something would be what it is not.",
    ),
    "nothing": Text(
        "Iets zou daardoor behoren tot wat niet bestaan kan.",
        "Because of this something would belong to what cannot exist.",
    ),
    "": Text("Samen kan dit niet waar zijn.", "Together this cannot be true."),
    "whoever": Text("wat {0} is,", "what is {0}"),
    "remedy": Text(
        "Verander of schrap een van deze uitspraken: zonder een ervan is deze tegenspraak weg.",
        "Change or drop one of these statements: without any one of them this clash is gone.",
    ),
    "look": Text(
        "Kijk eerst naar wat in de eigen bestanden staat: {0}.",
        "Look first at what stands in your own files: {0}.",
    ),
}

# What OWLAPI finds outside a profile, by the name of its class.
VIOLATIONS: Final[dict[str, Text]] = {
    "CycleInDatatypeDefinition": Text(
        "een datatype is met zichzelf gedefinieerd", "a datatype is defined with itself"
    ),
    "EmptyOneOfAxiom": Text("een opsomming is leeg", "an enumeration is empty"),
    "InsufficientOperands": Text(
        "een uitdrukking heeft te weinig delen", "an expression has too few parts"
    ),
    "OntologyIRINotAbsolute": Text(
        "de IRI van een ontologie is niet volledig", "the IRI of an ontology is not absolute"
    ),
    "OntologyVersionIRINotAbsolute": Text(
        "de IRI van een versie is niet volledig", "the IRI of a version is not absolute"
    ),
    "DatatypeIRIAlsoUsedAsClassIRI": Text(
        "een naam is zowel een datatype als een klasse", "a name is both a datatype and a class"
    ),
    "IllegalPunning": Text(
        "een naam is tegelijk twee soorten eigenschap, of klasse en datatype",
        "a name is two kinds of property at once, or both a class and a datatype",
    ),
    "InsufficientIndividuals": Text(
        "te weinig individuen in een uitspraak die er twee vraagt",
        "too few individuals in an axiom that asks for two",
    ),
    "InsufficientPropertyExpressions": Text(
        "te weinig eigenschappen in een uitspraak die er twee vraagt",
        "too few properties in an axiom that asks for two",
    ),
    "LastPropertyInChainNotInImposedRange": Text(
        "het bereik van een keten van eigenschappen past niet bij het laatste lid",
        "the range of a property chain does not fit its last link",
    ),
    "LexicalNotInLexicalSpace": Text(
        "een waarde is niet te lezen als haar datatype", "a value cannot be read as its datatype"
    ),
    "UseOfAnonymousIndividual": Text(
        "een knooppunt zonder naam waar dat niet mag", "a node without a name where none may be"
    ),
    "UseOfBuiltInDatatypeInDatatypeDefinition": Text(
        "een ingebouwd datatype wordt opnieuw gedefinieerd", "a built-in datatype is defined again"
    ),
    "UseOfDataOneOfWithMultipleLiterals": Text(
        "een opsomming van meer dan één waarde", "an enumeration of more than one value"
    ),
    "UseOfDefinedDatatypeInDatatypeRestriction": Text(
        "een zelf gedefinieerd datatype wordt ingeperkt",
        "a datatype that was defined is restricted",
    ),
    "UseOfIllegalAxiom": Text(
        "een soort uitspraak die het profiel niet kent",
        "a kind of axiom that the profile does not have",
    ),
    "UseOfIllegalClassExpression": Text(
        "een uitdrukking die het profiel niet kent",
        "an expression that the profile does not have",
    ),
    "UseOfIllegalDataRange": Text(
        "een soort waarde die het profiel niet kent",
        "a kind of value that the profile does not have",
    ),
    "UseOfIllegalFacetRestriction": Text(
        "een inperking die bij dit datatype niet mag",
        "a restriction that this datatype does not allow",
    ),
    "UseOfNonAbsoluteIRI": Text("een IRI is niet volledig", "an IRI is not absolute"),
    "UseOfNonAtomicClassExpression": Text(
        "een uitdrukking waar het profiel alleen een klasse toestaat",
        "an expression where the profile allows only a class",
    ),
    "UseOfNonEquivalentClassExpression": Text(
        "een uitdrukking die het profiel niet toestaat als gelijke van een klasse",
        "an expression that the profile does not allow as the equal of a class",
    ),
    "UseOfNonSimplePropertyInAsymmetricObjectPropertyAxiom": Text(
        "een eigenschap die doorwerkt, kan niet asymmetrisch heten",
        "a property that is transitive or follows from a chain cannot be asymmetric",
    ),
    "UseOfNonSimplePropertyInCardinalityRestriction": Text(
        "van een eigenschap die doorwerkt, kan geen aantal worden gevraagd",
        "of a property that is transitive or follows from a chain no number can be asked",
    ),
    "UseOfNonSimplePropertyInDisjointPropertiesAxiom": Text(
        "een eigenschap die doorwerkt, kan geen andere uitsluiten",
        "a property that is transitive or follows from a chain cannot exclude another",
    ),
    "UseOfNonSimplePropertyInFunctionalPropertyAxiom": Text(
        "een eigenschap die doorwerkt, kan niet functioneel heten",
        "a property that is transitive or follows from a chain cannot be functional",
    ),
    "UseOfNonSimplePropertyInInverseFunctionalObjectPropertyAxiom": Text(
        "een eigenschap die doorwerkt, kan niet omgekeerd functioneel heten",
        "a property that is transitive or follows from a chain cannot be inverse functional",
    ),
    "UseOfNonSimplePropertyInIrreflexivePropertyAxiom": Text(
        "een eigenschap die doorwerkt, kan niet irreflexief heten",
        "a property that is transitive or follows from a chain cannot be irreflexive",
    ),
    "UseOfNonSimplePropertyInObjectHasSelf": Text(
        "een eigenschap die doorwerkt, kan niet naar zichzelf worden gevraagd",
        "of a property that is transitive or follows from a chain no self can be asked",
    ),
    "UseOfNonSubClassExpression": Text(
        "een uitdrukking die het profiel niet toestaat als bijzondere klasse",
        "an expression that the profile does not allow as a narrower class",
    ),
    "UseOfNonSuperClassExpression": Text(
        "een uitdrukking die het profiel niet toestaat als algemene klasse",
        "an expression that the profile does not allow as a broader class",
    ),
    "UseOfObjectOneOfWithMultipleIndividuals": Text(
        "een opsomming van meer dan één individu", "an enumeration of more than one individual"
    ),
    "UseOfObjectPropertyInverse": Text("een omgekeerde eigenschap", "the inverse of a property"),
    "UseOfPropertyInChainCausesCycle": Text(
        "een keten van eigenschappen loopt rond", "a chain of properties runs in a circle"
    ),
    "UseOfReservedVocabularyForAnnotationPropertyIRI": Text(
        "een naam van OWL zelf wordt als eigenschap gebruikt",
        "a name of OWL itself is used as a property",
    ),
    "UseOfReservedVocabularyForClassIRI": Text(
        "een naam van OWL zelf wordt als klasse gebruikt", "a name of OWL itself is used as a class"
    ),
    "UseOfReservedVocabularyForDataPropertyIRI": Text(
        "een naam van OWL zelf wordt als eigenschap gebruikt",
        "a name of OWL itself is used as a property",
    ),
    "UseOfReservedVocabularyForIndividualIRI": Text(
        "een naam van OWL zelf wordt als individu gebruikt",
        "a name of OWL itself is used as an individual",
    ),
    "UseOfReservedVocabularyForObjectPropertyIRI": Text(
        "een naam van OWL zelf wordt als eigenschap gebruikt",
        "a name of OWL itself is used as a property",
    ),
    "UseOfReservedVocabularyForOntologyIRI": Text(
        "een naam van OWL zelf wordt als ontologie gebruikt",
        "a name of OWL itself is used as an ontology",
    ),
    "UseOfReservedVocabularyForVersionIRI": Text(
        "een naam van OWL zelf wordt als versie gebruikt",
        "a name of OWL itself is used as a version",
    ),
    "UseOfTopDataPropertyAsSubPropertyInSubPropertyAxiom": Text(
        "de eigenschap van alles staat onder een andere",
        "the property of everything stands below another one",
    ),
    "UseOfUndeclaredAnnotationProperty": Text(
        "een eigenschap is niet gedeclareerd en telt als annotatie, dus zonder betekenis",
        "a property is not declared and counts as an annotation, so without meaning",
    ),
    "UseOfUndeclaredClass": Text("een klasse is niet gedeclareerd", "a class is not declared"),
    "UseOfUndeclaredDataProperty": Text(
        "een eigenschap met waarden is niet gedeclareerd",
        "a property with values is not declared",
    ),
    "UseOfUndeclaredDatatype": Text(
        "een datatype is niet gedeclareerd", "a datatype is not declared"
    ),
    "UseOfUndeclaredObjectProperty": Text(
        "een eigenschap is niet gedeclareerd", "a property is not declared"
    ),
    "UseOfUnknownDatatype": Text(
        "een datatype hoort niet bij die van OWL 2", "a datatype is none of those of OWL 2"
    ),
}
