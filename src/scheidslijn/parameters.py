"""The parameters of a question: which variables they are, and how a value takes their place.

A parameter is a variable with a name as in grlc: ``?_rol_iri`` is an IRI that must be given,
``?__rol_iri`` one that may be left out and then stays a variable, ``?_datum_xsd_date`` a literal
with that datatype, ``?_woord`` a plain string. A value becomes an RDF term first, and the term,
written in full, takes the place of the variable as a token of its own. So a value cannot be
anything but that one term, whatever it holds, and the file with its variables stays valid SPARQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from scheidslijn.errors import UsageError
from scheidslijn.frontmatter import Declared
from scheidslijn.model import Parameter, Question, Term, Text
from scheidslijn.names import did_you_mean, fold, resolve
from scheidslijn.namespaces import XSD
from scheidslijn.querycheck import blank_out, parse_query
from scheidslijn.terms import rdf_term

__all__ = ["bind", "matched", "open_variables", "read_parameters", "sparql_text", "value_of"]

Candidates = Callable[[str], Mapping[str, Text]]

_VARIABLE: Final = re.compile(r"[?$]([\w\u00b7\u0300-\u036f\u203f\u2040]+)")
_NAME: Final = re.compile(r"(_{1,2})([A-Za-z]\w*?)(?:_(iri)|_xsd_([A-Za-z]+))?")
# Of these a dossier, or a store elsewhere, has its own.
_OPEN: Final = ("Actor", "Dossier", "Organisatie", "Persoon")
_IRI: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|(?:urn|tag|did|mailto|doi):)\S*")
_UNICODE: Final = re.compile(r"\\\\([uU])")
_TRUTH: Final = {
    **dict.fromkeys(("true", "ja", "yes"), "true"),
    **dict.fromkeys(("false", "nee", "no"), "false"),
}


def open_variables(query: str) -> tuple[str, ...]:
    """Return the variables of a query that have the name of a parameter, in order.

    >>> open_variables("SELECT ?x { ?x ?__p_iri ?_n_xsd_integer } # ?_no")
    ('__p_iri', '_n_xsd_integer')
    """
    found = _VARIABLE.findall(blank_out(query))
    return tuple(dict.fromkeys(name for name in found if _NAME.fullmatch(name)))


def read_parameters(
    query: str, columns: tuple[str, ...], declared: Mapping[str, Declared], slug: str
) -> tuple[Parameter, ...]:
    """Return the parameters of a query; a variable that is a column of its answer is none.

    Args:
        query: the text of the query.
        columns: the columns of its answer.
        declared: what the front matter says of parameters, by name.
        slug: the name of the question, for errors.

    Raises:
        UsageError: query and front matter do not go together; the message starts with the place.
    """
    variables = _variables(query, columns, declared, slug)
    for name, each in declared.items():
        if name not in variables:
            likely = did_you_mean(name, list(variables))
            raise UsageError(f"{slug}.rq:{each.line}: no parameter {name!r} in the query.{likely}")
    order = {name: number for number, name in enumerate(declared)}
    names = sorted(variables, key=lambda name: order.get(name, len(order)))
    return tuple(_parameter(name, variables[name], declared.get(name), slug) for name in names)


def _variables(
    query: str, columns: tuple[str, ...], declared: Mapping[str, Declared], slug: str
) -> dict[str, str]:
    variables: dict[str, str] = {}
    for variable in open_variables(query):
        name = _parts(variable)[1]
        if variable in columns:
            if name in declared:
                line = declared[name].line
                raise UsageError(f"{slug}.rq:{line}: the parameter {name!r} is also a column.")
            continue
        other = variables.setdefault(name, variable)
        if other != variable:
            raise UsageError(
                f"{slug}.rq: ?{other} and ?{variable} both stand for the parameter {name!r}."
            )
    return variables


def _parts(variable: str) -> tuple[bool, str, str]:
    """Return whether a parameter may be left out, its name, and its type as far as that shows."""
    found = _NAME.fullmatch(variable)
    assert found is not None
    underscores, name, iri, datatype = found.groups()
    return underscores == "__", name, "" if iri else f"xsd:{datatype or 'string'}"


def _parameter(name: str, variable: str, declared: Declared | None, slug: str) -> Parameter:
    optional, _, shown = _parts(variable)
    place = f"{slug}.rq" if declared is None else f"{slug}.rq:{declared.line}"
    if shown and shown not in _LITERALS:
        raise UsageError(
            f"{place}: a parameter can be {', '.join(_LITERALS)} or an IRI: ?{variable}."
        )
    if declared is None:
        return Parameter(name, variable, shown, Text(name, name), required=not optional)
    if declared.type != shown if shown else declared.type.startswith("xsd:"):
        problem = f"the parameter {name!r} is {shown or 'an IRI'} in the query, not {declared.type}"
        raise UsageError(f"{place}: {problem}.")
    found = Parameter(
        name,
        variable,
        declared.type,
        declared.title,
        required=not optional and declared.default is None,
        example=declared.example,
        default=declared.default,
        values=declared.values,
    )
    if shown:
        for value in (declared.example, declared.default, *declared.values):
            try:
                _ = None if not value else _literal(found, value)
            except UsageError as error:
                raise UsageError(f"{place}: {error}") from None
    return found


def matched(question: Question, given: Mapping[str, str]) -> dict[str, str]:
    """Return the values by name of parameter, with defaults, in the order of the question.

    Args:
        question: what is asked.
        given: values by name, or by title in Dutch or English.

    Raises:
        UsageError: a name is unknown or given twice, or a parameter that is required is missing.
    """
    values: dict[str, str] = {}
    for key, value in given.items():
        name = _named(question, key).name
        if name in values:
            raise UsageError(f"the parameter {name!r} was given twice.")
        values[name] = value
    missing = [p for p in question.parameters if p.required and p.name not in values]
    if missing:
        wanted = "; ".join(map(_wanted, missing))
        raise UsageError(f"{question.slug} needs a value for {wanted}")
    found = {p.name: values.get(p.name, p.default) for p in question.parameters}
    return {name: value for name, value in found.items() if value is not None}


def _named(question: Question, key: str) -> Parameter:
    for parameter in question.parameters:
        if parameter.name == key:
            return parameter
    for parameter in question.parameters:
        titles = (parameter.name, parameter.title.nl, parameter.title.en)
        if fold(key) in map(fold, titles):
            return parameter
    names = [parameter.name for parameter in question.parameters]
    known = f"it has {', '.join(names)}" if names else "it has none"
    likely = did_you_mean(key, names)
    raise UsageError(f"{question.slug} has no parameter {key!r}; {known}.{likely}")


def _wanted(parameter: Parameter) -> str:
    kind = parameter.type or "an IRI"
    example = f", such as {parameter.name}={parameter.example}" if parameter.example else ""
    return f"{parameter.name!r} ({parameter.title.nl} / {parameter.title.en}, {kind}){example}"


def value_of(parameter: Parameter, value: str, candidates: Candidates) -> Term:
    """Return the term that a value means.

    Args:
        parameter: what it is a value of.
        value: an IRI, or a name of what has the type of the parameter; or what a literal says.
        candidates: gives the individuals of a class, with their labels.

    Raises:
        UsageError: the value has another type, is unknown, or can mean several things.
    """
    if parameter.type.startswith("xsd:"):
        return str(_literal(parameter, value))
    bare = re.sub(r"^<(.*)>$", r"\1", value.strip())
    if parameter.type in ("", *_OPEN) and _IRI.fullmatch(bare):
        try:
            return NamedNode(bare).value
        except ValueError as error:
            raise UsageError(f"{parameter.name}: {value!r} is no IRI: {error}.") from None
    if not parameter.type:
        raise UsageError(f"{parameter.name}: an IRI was expected, not {value!r}.")
    return resolve(value, candidates(parameter.type), parameter.name)


def _literal(parameter: Parameter, value: str) -> Literal:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{parameter.name}: {value!r} is not text that can be encoded.") from None
    kind = _LITERALS[parameter.type]
    lexical = kind.read(value)
    if lexical is None:
        raise UsageError(f"{parameter.name}: {kind.expected} was expected, not {value!r}.")
    allowed = {fold(each) if kind.folded else each: each for each in parameter.values}
    if parameter.values:
        known = allowed.get(fold(lexical) if kind.folded else lexical)
        if known is None:
            likely = did_you_mean(value, parameter.values)
            names = ", ".join(parameter.values)
            raise UsageError(f"{parameter.name}: {value!r} is none of {names}.{likely}")
        lexical = known
    return Literal(lexical, datatype=NamedNode(XSD + parameter.type.removeprefix("xsd:")))


@dataclass(frozen=True, slots=True)
class _Kind:
    """How values of a datatype are read; ``read`` returns None for what is none."""

    expected: str
    read: Callable[[str], str | None]
    folded: bool = False


def _date(value: str) -> str | None:
    try:
        found = date.fromisoformat(value if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}", value) else "")
    except ValueError:
        return None
    return found.isoformat()


def _integer(value: str) -> str | None:
    # Stores keep 64 bits, and say nothing of what is beyond.
    if not re.fullmatch(r"[+-]?[0-9]{1,30}", value, re.ASCII):
        return None
    number = int(value)
    return str(number) if -(1 << 63) <= number < 1 << 63 else None


_LITERALS: Final[dict[str, _Kind]] = {
    "xsd:boolean": _Kind("true or false", lambda value: _TRUTH.get(value.strip().casefold())),
    "xsd:date": _Kind("a day, written as 2026-03-01,", lambda value: _date(value.strip())),
    "xsd:integer": _Kind("a whole number", lambda value: _integer(value.strip())),
    "xsd:string": _Kind("text", lambda value: value, folded=True),
}


def bind(question: Question, terms: Mapping[str, Term]) -> str:
    """Return the query with terms in the places of parameters; one without a term stays open.

    Args:
        question: what is asked.
        terms: a term by name of parameter.

    Raises:
        UsageError: a parameter stands where SPARQL takes no term, such as ``AS ?_x``.
        ValueError: what is given is no term.
    """
    written = {
        parameter.variable: sparql_text(terms[parameter.name])
        for parameter in question.parameters
        if parameter.name in terms
    }
    pieces, done = [], 0
    for token in _VARIABLE.finditer(blank_out(question.query)):
        if token[1] in written:
            # the blanks keep what stands beside it a token of its own
            pieces += [question.query[done : token.start()], f" {written[token[1]]} "]
            done = token.end()
    bound = "".join(pieces) + question.query[done:]
    if written:
        _check_bound(question, bound)
    return bound


def _check_bound(question: Question, bound: str) -> None:
    try:
        parsed = parse_query(bound)
    except UsageError as error:
        names = ", ".join(f"?{each}" for each in open_variables(question.query))
        problem = f"a parameter ({names}) stands where a query takes a variable only"
        raise UsageError(f"{question.slug}.rq: {problem}. {error}") from None
    if (parsed.form, parsed.columns) != (question.form, tuple(c.name for c in question.columns)):
        raise UsageError(f"{question.slug}.rq: a parameter changes the columns of the answer.")


def sparql_text(term: Term) -> str:
    r"""Return an IRI or literal as it stands in a query.

    A reader may take ``\u`` for the start of a character wherever it stands, also after another
    backslash. So the letter after a backslash of the value is written as a character itself.

    >>> print(sparql_text('"een \\"rol\\""@nl'), sparql_text("urn:x"))
    "een \"rol\""@nl <urn:x>
    """
    found = rdf_term(term)
    if isinstance(found, NamedNode):
        return str(found)
    if not isinstance(found, Literal):
        raise ValueError(f"{term} cannot be meant in a query: a blank node there is a variable")
    value = found.value
    for sign, written in (("\\", r"\\"), ('"', r"\""), ("\n", r"\n"), ("\r", r"\r"), ("\t", r"\t")):
        value = value.replace(sign, written)
    value = _UNICODE.sub(lambda found: rf"\\\U{ord(found[1]):08X}", value)
    kind = f"@{found.language}" if found.language else f"^^<{found.datatype.value}>"
    return f'"{value}"' + ("" if kind == f"^^<{XSD}string>" else kind)
