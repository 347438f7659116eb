"""What pySHACL does differently from the recommendation, each with an example and its clause.

A result is written ``focus path value component``, with ``-`` for what is absent; what ends with
``Error`` is raised instead. ``clause`` is a section of SHACL (W3C Recommendation, 20 July 2017)
unless it names another document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["DEVIATIONS", "PREFIXES", "Deviation"]

PREFIXES: Final = """\
@prefix : <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True, slots=True)
class Deviation:
    """One deviation of pySHACL.

    Attributes:
        clause: where the recommendation says otherwise.
        what: what pySHACL does.
        shapes: a shapes graph in Turtle.
        data: a data graph in Turtle.
        expected: the results that the recommendation asks for.
        found: the results of pySHACL.
        mended: whether `oracle.repaired` gives what is expected. What is not mended, the
            strategies do not draw.
    """

    clause: str
    what: str
    shapes: str
    data: str
    expected: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    mended: bool = True


def _component(validators: str) -> str:
    return f"""
        :Own a sh:ConstraintComponent ; {validators} ;
            sh:parameter [ sh:path :wanted ] .
    """


DEVIATIONS: Final = {
    # Paths and targets
    "inverse-of-a-sequence": Deviation(
        clause="2.3.1.4",
        what="goes backwards along each step, but from the first step to the last",
        shapes=":S sh:targetNode :c ; sh:nodeKind sh:Literal ;\n"
        "sh:path [ sh:inversePath ( :p :q ) ] .",
        data=":a :p :b . :b :q :c .",
        expected=("c ^(p/q) a NodeKind",),
    ),
    "path-from-what-is-not-there": Deviation(
        clause="3.7",
        what="takes a focus node for a value node that is not in the data graph",
        shapes=":S sh:targetNode :c ; sh:path [ sh:zeroOrMorePath :p ] ; sh:nodeKind sh:Literal .",
        data=":a :p :b .",
        found=("c p* c NodeKind",),
    ),
    "class-of-a-subclass-of-a-class": Deviation(
        clause="2.1.3.3",
        what="sees a class only by rdfs:Class, owl:Class and their direct subclasses",
        shapes=":C a :M, sh:NodeShape ; sh:nodeKind sh:Literal .\n"
        ":M rdfs:subClassOf :N . :N rdfs:subClassOf rdfs:Class .",
        data=":a a :C .",
        expected=("a - a NodeKind",),
        mended=False,
    ),
    # Values
    "datatype-of-every-literal": Deviation(
        clause="4.1.2",
        what="takes rdfs:Literal for the datatype of every literal",
        shapes=":S sh:targetNode 1 ; sh:datatype rdfs:Literal .",
        data="",
        expected=('"1"^^integer - "1"^^integer Datatype',),
    ),
    "ill-typed-dateTime": Deviation(
        clause="4.1.2",
        what="takes a date, and more that Python reads, for a well-formed xsd:dateTime",
        shapes=":S sh:targetNode :a ; sh:path :p ; sh:datatype xsd:dateTime .",
        data=':a :p "2026-01-05"^^xsd:dateTime .',
        expected=('a p "2026-01-05"^^dateTime Datatype',),
    ),
    "ill-typed-decimal": Deviation(
        clause="4.1.2",
        what="takes an exponent for part of a well-formed xsd:decimal",
        shapes=":S sh:targetNode :a ; sh:path :p ; sh:datatype xsd:decimal .",
        data=':a :p "1e0"^^xsd:decimal .',
        expected=('a p "1e0"^^decimal Datatype',),
    ),
    "range-across-kinds": Deviation(
        clause="4.3.1",
        what="orders literals of different kinds by their datatype",
        shapes=":S sh:targetNode :a ; sh:path :p ; sh:minExclusive true .",
        data=":a :p 1 .",
        expected=('a p "1"^^integer MinExclusive',),
    ),
    "range-with-nan": Deviation(
        clause="4.3.3",
        what="fails on a decimal beside NaN",
        shapes=":S sh:targetNode :a ; sh:path :p ; sh:maxExclusive 1.0 .",
        data=':a :p "NaN"^^xsd:double .',
        expected=('a p "NaN"^^double MaxExclusive',),
        found=("EngineError",),
    ),
    "range-of-moments-a-month-apart": Deviation(
        clause="4.3.2, with XML Schema 1.1 part 2, E.3.3",
        what="compares no moment with a zone with one without, however far apart",
        shapes=":S sh:targetNode :a ; sh:path :p ;\n"
        'sh:minInclusive "2026-01-05T00:00:00Z"^^xsd:dateTime .',
        data=':a :p "2026-02-05T00:00:00"^^xsd:dateTime .',
        found=('a p "2026-02-05T00:00:00"^^dateTime MinInclusive',),
    ),
    "range-of-days-with-and-without-zone": Deviation(
        clause="4.3.2, with XML Schema 1.1 part 2, E.3.3",
        what="leaves out the zone of a day",
        shapes=':S sh:targetNode :a ; sh:path :p ; sh:minInclusive "2026-01-05"^^xsd:date .',
        data=':a :p "2026-01-05Z"^^xsd:date .',
        expected=('a p "2026-01-05Z"^^date MinInclusive',),
    ),
    "length-of-a-blank-node": Deviation(
        clause="4.4.1",
        what="lets a blank node pass when the least length is 0",
        shapes=":S sh:targetNode :a ; sh:path :p ; sh:minLength 0 .",
        data=":a :p [] .",
        expected=("a p _: MinLength",),
    ),
    "flags-of-a-pattern": Deviation(
        clause="4.4.3",
        what="knows the flags i and m only",
        shapes=':S sh:targetNode "abc" ; sh:pattern "a b c" ; sh:flags "x" .',
        data="",
        found=('"abc" - "abc" Pattern',),
        mended=False,
    ),
    "language-ranges": Deviation(
        clause="4.4.4",
        what="matches a range with a whole tag or its first part only",
        shapes=':S sh:targetNode "abc"@en-gb-oed ; sh:languageIn ( "en-gb" ) .',
        data="",
        found=('"abc"@en-gb-oed - "abc"@en-gb-oed LanguageIn',),
    ),
    "unique-languages-by-another-true": Deviation(
        clause="4.4.5",
        what='takes "1"^^xsd:boolean for true',
        shapes=':S sh:targetNode :a ; sh:path :p ; sh:uniqueLang "1"^^xsd:boolean .',
        data=':a :p "abc"@en, "def"@en .',
        found=("a p - UniqueLang",),
        mended=False,
    ),
    "less-than-among-names": Deviation(
        clause="4.5.3",
        what="compares IRIs by their text",
        shapes=":S sh:targetNode :a ; sh:path :p ; sh:lessThan :q .",
        data=":a :p :a ; :q :b .",
        expected=("a p a LessThan",),
    ),
    "less-than-among-languages": Deviation(
        clause="4.5.4",
        what="compares texts in two languages as if they had none",
        shapes=":S sh:targetNode :a ; sh:path :p ; sh:lessThanOrEquals :q .",
        data=':a :p "abc"@en ; :q "def"@nl .',
        expected=('a p "abc"@en LessThanOrEquals',),
    ),
    "less-than-among-blank-nodes": Deviation(
        clause="4.5.3",
        what="fails on a blank node",
        shapes=":S sh:targetNode :a ; sh:path :p ; sh:lessThan :q .",
        data=":a :p [] ; :q 1 .",
        expected=("a p _: LessThan",),
        found=("EngineError",),
    ),
    "closed-to-resources": Deviation(
        clause="4.8.1",
        what="always lets rdf:type rdfs:Resource pass",
        shapes=":S sh:targetNode :a ; sh:closed true .",
        data=":a a rdfs:Resource .",
        expected=("a rdf:type rdfs:Resource Closed",),
    ),
    # SPARQL
    "path-within-a-path": Deviation(
        clause="5.3",
        what="writes a path within a path without brackets, which SPARQL cannot read",
        shapes=":S sh:targetNode :a ; sh:path [ sh:inversePath [ sh:inversePath :p ] ] ;\n"
        "sh:sparql [\n"
        'sh:select "SELECT $this ?value WHERE { $this $PATH ?value }" ] .',
        data=":a :p :b .",
        expected=("a ^(^p) b SPARQL",),
        found=("EngineError",),
    ),
    "failure": Deviation(
        clause="5.3",
        what="gives a result where a query says that it failed",
        shapes=":S sh:targetNode :a ; sh:sparql [\n"
        'sh:select "SELECT $this ?failure WHERE { $this ?any ?x . BIND (true AS ?failure) }" ] .',
        data=":a :p :b .",
        expected=("EngineError",),
        found=("a - a SPARQL",),
        mended=False,
    ),
    "query-across-kinds": Deviation(
        clause="SPARQL 1.1, 17.3",
        what="orders literals of different kinds by their datatype",
        shapes=":S sh:targetNode :a ; sh:sparql [\n"
        'sh:select "SELECT $this ?value WHERE { $this ?any ?value . FILTER (?value > true) }" ] .',
        data=":a :p 1 .",
        found=('a - "1"^^integer SPARQL',),
    ),
    "path-from-an-empty-text": Deviation(
        clause="SPARQL 1.1, 9.3",
        what="goes from everywhere when a path starts at an empty text, 0 or false",
        shapes=':S sh:targetNode "" ; sh:sparql [ sh:select """SELECT $this ?value '
        'WHERE { $this <https://example.org/p>* ?value . ?value a <https://example.org/A> }""" ] .',
        data=":a a :A .",
        found=('"" - a SPARQL',),
    ),
    "path-in-a-query-from-what-is-not-there": Deviation(
        clause="appendix A",
        what="puts the focus node in a path, which then begins outside the data graph as well",
        shapes=":S sh:targetNode :c ; sh:sparql [\n"
        'sh:select "SELECT $this ?value WHERE { $this <https://example.org/p>* ?value }" ] .',
        data=":a :p :b .",
        found=("c - c SPARQL",),
    ),
    "text-of-a-blank-node": Deviation(
        clause="SPARQL 1.1, 17.4.2.5",
        what="takes the label of a blank node for its text",
        shapes=":S sh:targetNode :a ; sh:sparql [ sh:select \n"
        "\"SELECT $this ?value WHERE { $this ?any ?value . FILTER (STR(?value) != '') }\" ] .",
        data=":a :p [] .",
        found=("a - _: SPARQL",),
        mended=False,
    ),
    "value-of-an-ask": Deviation(
        clause="6.3",
        what="leaves out the value node of an ASK query on a property shape",
        shapes=":S sh:targetNode :a ; sh:path :p ; :wanted :c ."
        + _component('sh:validator [ sh:ask "ASK { FILTER ($value = $wanted) }" ]'),
        data=":a :p :b .",
        expected=("a p b Own",),
        found=("a p - Own",),
    ),
    "ask-about-nought": Deviation(
        clause="6.3",
        what='leaves $value unbound for 0, false and ""',
        shapes=":S sh:targetNode 0 ; :wanted 0 ."
        + _component('sh:validator [ sh:ask "ASK { FILTER ($value = $wanted) }" ]'),
        data="",
        found=('"0"^^integer - "0"^^integer Own',),
    ),
    "select-without-values": Deviation(
        clause="6.3",
        what="asks a SELECT query once per value node, and so not where there is none",
        shapes=":S sh:targetNode :a ; sh:path :p ; :wanted :c ."
        + _component(
            'sh:propertyValidator [ sh:select "SELECT $this WHERE { '
            'FILTER NOT EXISTS { $this $PATH $wanted } }" ]'
        ),
        data="",
        expected=("a p - Own",),
    ),
    "select-as-value": Deviation(
        clause="appendix A",
        what="refuses AS ?value in a SELECT query, where the value is not bound beforehand",
        shapes=":S sh:targetNode :a ; :wanted :c ."
        + _component(
            'sh:nodeValidator [ sh:select "SELECT $this (?x AS ?value) WHERE { '
            '$this ?any ?x . FILTER (?x != $wanted) }" ]'
        ),
        data=":a :p :b .",
        expected=("a - b Own",),
        found=("EngineError",),
    ),
    "no-validator-that-suits": Deviation(
        clause="6.2.3",
        what="fails where a component has no validator for this kind of shape",
        shapes=":S sh:targetNode :a ; :wanted :c ."
        + _component(
            'sh:propertyValidator [ sh:select "SELECT $this WHERE { $this $PATH $wanted }" ]'
        ),
        data="",
        found=("EngineError",),
        mended=False,
    ),
}
