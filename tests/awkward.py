"""Shapes and data on which an engine went wrong once, as small as they could be made.

Each has a shapes graph and a data graph in Turtle, with the prefixes of `deviations`.
"""

from __future__ import annotations

from typing import Final

__all__ = ["AWKWARD", "REFUSED"]

_OPTIONAL: Final = (
    ":Own a sh:ConstraintComponent ; sh:parameter [ sh:path :wanted ] ,\n"
    "    [ sh:path :extra ; sh:optional true ] ; "
)
_ABSENT: Final = 'sh:select "SELECT $this WHERE { FILTER NOT EXISTS { $this :p $wanted } }"'
_PREFIXES: Final = (
    'sh:prefixes [ sh:declare [ sh:prefix "" ; sh:namespace "https://example.org/"^^xsd:anyURI ] ]'
)

AWKWARD: Final = {
    "a literal of the data graph as focus node": (
        ':S sh:targetNode "1"^^xsd:boolean ; sh:path [ sh:zeroOrOnePath :q ] ; sh:sparql [ '
        'sh:select "SELECT $this ?value WHERE { $this $PATH ?value }" ] .',
        '[] :q "1"^^xsd:boolean .',
    ),
    "a focus node written otherwise, without its value": (
        ':S sh:targetNode "1"^^xsd:boolean ; sh:sparql [ sh:select '
        f'"SELECT $this ?value WHERE {{ OPTIONAL {{ $this :q ?value }} }}" ; {_PREFIXES} ] .',
        "",
    ),
    "pairs after a sequence": (
        ":S sh:targetClass :C ; sh:path ( :p :r ) ; sh:lessThan :s, :q .",
        ":a a :C ; :p :b ; :q 1 ; :s 4 . :b :r 3 .",
    ),
    "equals after an alternative": (
        ":S sh:targetSubjectsOf :p ; sh:path [ sh:alternativePath ( :p :r ) ] ; sh:equals :s, :q .",
        ":a :p 1 ; :q 1 ; :s 2 .",
    ),
    "false below true": (
        ":S sh:targetNode false ; sh:maxExclusive true ; sh:maxInclusive true .\n"
        ":T sh:targetNode true ; sh:minExclusive false ; sh:minInclusive true .",
        "",
    ),
    "false less than true": (
        ":S sh:targetNode :a ; sh:path :p ; sh:lessThan :q ; sh:lessThanOrEquals :q .",
        ':a :p false ; :q "1"^^xsd:boolean .',
    ),
    "as much as itself": (
        ":S sh:targetSubjectsOf :p ; sh:path :p ; sh:lessThanOrEquals :p .",
        ":c :p :a .",
    ),
    "as much as itself, beside a number written otherwise": (
        ":S sh:targetSubjectsOf :p ; sh:path :p ; sh:lessThanOrEquals :p .",
        ":c :p :a . :a :q 01 .",
    ),
    "as much as itself, within another shape": (
        ":S sh:targetSubjectsOf :p ; sh:or ( [ sh:path :p ; sh:lessThanOrEquals :p ] ) .",
        ":c :p :a .",
    ),
    "bound on a parameter that is there": (
        _OPTIONAL + 'sh:validator [ sh:ask "ASK { FILTER (bound($extra) && $value = $wanted) }" ] .'
        "\n:S sh:targetNode :a, :b ; :wanted :b ; :extra :c .",
        "",
    ),
    "bound on a parameter that is not there": (
        _OPTIONAL + 'sh:validator [ sh:ask "ASK { FILTER (bound($extra) || $value = $wanted) }" ] .'
        "\n:S sh:targetNode :a, :b ; :wanted :b .",
        "",
    ),
}

# Here a query would need both how a literal is written and what it is worth.
REFUSED: Final = {
    "a number written otherwise, as a parameter": (
        _OPTIONAL + 'sh:validator [ sh:ask "ASK { FILTER (STR($value) != STR($wanted)) }" ] .\n'
        ':S sh:targetNode "1"^^xsd:boolean, 01 ; :wanted 01 .',
        "",
    ),
    "a number written otherwise, in a pattern": (
        _OPTIONAL + 'sh:validator [ sh:ask "ASK { $value ?any $wanted }" ] .\n'
        ":S sh:targetNode :a, :b ; :wanted 01 .",
        ":a :p 01 . :b :p 1 .",
    ),
    "a number written otherwise, compared within another shape": (
        ':S sh:targetSubjectsOf :p ; sh:not [ sh:sparql [ sh:select "SELECT $this WHERE '
        f'{{ $this :p ?x . FILTER (?x = 1) }}" ; {_PREFIXES} ] ] .',
        ":a :p 1.0 . :b :p 2 .",
    ),
    "a number written otherwise, for a validator": (
        _OPTIONAL
        + f"sh:nodeValidator [ {_ABSENT} ; {_PREFIXES} ] .\n:S sh:targetNode 01 ; :wanted 1 .",
        "",
    ),
    "two writings of one number": (
        ':S sh:targetSubjectsOf :p ; sh:sparql [ sh:select "SELECT $this ?value WHERE '
        f'{{ $this :p ?value }}" ; {_PREFIXES} ] .',
        ":a :p 01 . :c :p 1 .",
    ),
    "two writings of one value of a node": (
        ":S sh:targetNode :c ; sh:path [ sh:zeroOrMorePath :q ] ; sh:sparql [ sh:select "
        f'"SELECT $this ?value WHERE {{ $this $PATH ?value }}" ; {_PREFIXES} ] .',
        ':c :q true, "1"^^xsd:boolean .',
    ),
    "a value of one writing beside another elsewhere": (
        _OPTIONAL + 'sh:propertyValidator [ sh:select "SELECT $this ?value WHERE '
        '{ $this $PATH ?value . FILTER (!bound($extra)) }" ] .\n'
        ":S sh:targetClass :A ; sh:path :q ; :wanted :a .",
        ":b a :A ; :q 1 . [] :r 01 .",
    ),
}
