"""What the rule book and the shapes say about a term: labels, law, sources and sentences.

A small index over their triples, by subject and predicate. It answers what a finding needs
and is no store: questions go to an engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final, Protocol

import pyoxigraph as ox

from scheidslijn.model import LegalBasis, Named, SourcePlace, Statement, Term, Text
from scheidslijn.namespaces import BASE, ID, RDF_TYPE, RDFS, RDFS_LABEL, SH, SKOS, SL
from scheidslijn.ruletext import RuleText
from scheidslijn.strengthening import lawful_roles
from scheidslijn.terms import local_name, term_text

__all__ = ["Index", "RuleBook", "Terms", "fill", "plain_values", "text_of"]

_VARIABLE: Final = re.compile(r"\{[?$](\w+)\}")
_BRACKETED: Final = re.compile(r" \(\{[?$](\w+)\}\)")
_RULE_MODULES: Final = ("bron", "norm", "rolpaar", "voorwaarde", "wet")
_MOST_FOUND: Final = 1 << 16  # many dossiers ask for names that no rule book has
_MESSAGE: Final = SH + "message"
Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_TARGETS: Final = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


class Terms(Protocol):
    """Something that knows what a graph says about a term."""

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects, literals by their lexical form, sorted."""

    def first(self, subject: Term, predicate: str) -> Term | None:
        """Return the first object in sorted order, or None."""

    def text(self, subject: Term, predicate: str) -> Text | None:
        """Return a text in both languages; one without a language serves for both."""


class Index:
    """The triples of a graph by subject and predicate, as terms.

    What stands in a text is looked up there when somebody asks for it.
    """

    def __init__(self, triples: Iterable[Statement]) -> None:
        self._text = RuleText(b"")
        if isinstance(triples, RuleText):
            self._text, triples = triples, triples.others
        self._objects: dict[tuple[Term, Term], list[Value]] = {}
        self._subjects: dict[Term, dict[Term, list[Term]]] = {}
        self._found: dict[tuple[Term, Term], list[Value]] = {}
        self._plain: dict[tuple[Term, Term], tuple[Term, ...]] = {}
        self._found_having: dict[Term, dict[Term, list[Term]]] = {}
        for triple in triples:
            subject, predicate = term_text(triple.subject), triple.predicate.value
            value = triple.object
            if isinstance(value, ox.Triple):
                continue
            self._objects.setdefault((subject, predicate), []).append(value)
            if not isinstance(value, ox.Literal):
                having = self._subjects.setdefault(predicate, {})
                having.setdefault(term_text(value), []).append(subject)

    def _values(self, subject: Term, predicate: str) -> list[Value]:
        """Return what a node has of a property, what stands in the text first."""
        key = (subject, predicate)
        values = self._found.get(key)
        if values is None:
            values = [*self._text.objects(subject, predicate), *self._objects.get(key, ())]
            if len(self._found) >= _MOST_FOUND:
                self._found.clear()
            self._found[key] = values
        return values

    def _having(self, predicate: str) -> dict[Term, list[Term]]:
        """Map each node that is a value of a property to what has it."""
        having = self._found_having.get(predicate)
        if having is None:
            having = self._text.subjects(predicate)
            for value, subjects in self._subjects.get(predicate, {}).items():
                having.setdefault(value, []).extend(subjects)
            self._found_having[predicate] = having
        return having

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects, literals by their lexical form, sorted."""
        key = (subject, predicate)
        plain = self._plain.get(key)
        if plain is None:
            plain = tuple(plain_values(self._values(subject, predicate)))
            if len(self._plain) >= _MOST_FOUND:
                self._plain.clear()
            self._plain[key] = plain
        return list(plain)

    def first(self, subject: Term, predicate: str) -> Term | None:
        """Return the first object in sorted order, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def subjects(self, predicate: str, value: Term) -> list[Term]:
        """Return the subjects that have this value, sorted."""
        return sorted(self._having(predicate).get(value, ()))

    def all_objects(self, predicate: str) -> list[Term]:
        """Return every node that is an object of this predicate, sorted."""
        return sorted(self._having(predicate))

    def instances(self, prefix: str) -> Iterable[tuple[Term, Term]]:
        """Yield each subject whose IRI starts with ``prefix``, with each of its classes."""
        for value, subjects in self._having(RDF_TYPE).items():
            yield from ((subject, value) for subject in subjects if subject.startswith(prefix))

    def text(self, subject: Term, predicate: str) -> Text | None:
        """Return a text in both languages; one without a language serves for both."""
        return text_of(self._values(subject, predicate))


def plain_values(values: Iterable[Value]) -> list[Term]:
    """Return objects as terms, literals by their lexical form, sorted."""
    return sorted(v.value if isinstance(v, ox.Literal) else term_text(v) for v in values)


def text_of(values: Iterable[Value]) -> Text | None:
    """Return literals as a text in both languages; one without a language serves for both."""
    by_language: dict[str, str] = {}
    for value in values:
        if isinstance(value, ox.Literal):
            by_language.setdefault(value.language or "", value.value)
    if not by_language:
        return None
    fallback = next(iter(by_language.values()))
    plain = by_language.get("", fallback)
    return Text(nl=by_language.get("nl", plain), en=by_language.get("en", plain))


class RuleBook:
    """Rule book and shapes, as far as findings speak of them.

    ``terms`` and ``shapes`` are their statements by subject and predicate.

    Args:
        rulebook: the statements of ontology and rule book.
        shapes: the statements of the shapes graph.
    """

    def __init__(self, rulebook: Iterable[Statement], shapes: Iterable[Statement]) -> None:
        self.terms = Index(rulebook)
        self.shapes = Index(shapes)

    @cached_property
    def rule_classes(self) -> frozenset[Term]:
        """The classes of which only a rule book has individuals."""
        return frozenset(kind for _, kind in self.terms.instances(ID))

    @cached_property
    def rule_properties(self) -> frozenset[Term]:
        """The properties that only a rule book may use."""
        return frozenset(
            term
            for module in _RULE_MODULES
            for term in self.terms.subjects(RDFS + "isDefinedBy", f"{BASE}def/{module}")
        )

    # Only a rule book may say anything about a term of the project, make an individual of a class
    # that the rule book fills (a role, a task, a norm), or use a property of its own modules.
    # Otherwise a dossier could excuse itself.

    def is_rule_subject(self, term: Term) -> bool:
        """Return whether only a rule book may speak of this subject."""
        return term.startswith(BASE)

    def is_rule_class(self, term: Term) -> bool:
        """Return whether only a rule book may have individuals of this class."""
        return term in self.rule_classes

    def is_rule_property(self, iri: Term) -> bool:
        """Return whether only a rule book may use this property."""
        return iri in self.rule_properties

    def knows_class(self, iri: Term) -> bool:
        """Return whether the ontology declares this class or datatype."""
        return bool(self.terms.objects(iri, RDFS + "isDefinedBy"))

    def label(self, term: Term, dossier: Terms | None = None) -> Text:
        """Return the label of a term from rule book or dossier; else the end of its IRI."""
        found = self.terms.text(term, RDFS_LABEL) or self.shapes.text(term, RDFS_LABEL)
        if found is None and dossier is not None:
            found = dossier.text(term, RDFS_LABEL)
        if found is None:
            found = Text(nl=local_name(term), en=local_name(term))
        return found

    def named(self, term: Term, dossier: Terms | None = None) -> Named:
        """Return a term with its label."""
        return Named(term, self.label(term, dossier))

    def shape_of(self, shape: Term) -> Term:
        """Return the shape itself, or for a blank one the nearest shape with an IRI."""
        seen = set()
        while shape.startswith("_:") and shape not in seen:
            seen.add(shape)
            for link in ("property", "node", "not", "qualifiedValueShape"):
                shape = next(iter(self.shapes.subjects(SH + link, shape)), shape)
        return shape

    def message(self, shape: Term) -> Text | None:
        """Return the message template of a shape, or of its SPARQL constraint."""
        constraint = self.shapes.first(shape, SH + "sparql")
        return self.shapes.text(shape, _MESSAGE) or (
            None if constraint is None else self.shapes.text(constraint, _MESSAGE)
        )

    def variables(self, shape: Term) -> dict[str, Term]:
        """Map each variable that the shape's constraint annotates to its annotation property."""
        return {
            name: prop
            for constraint in self.shapes.objects(shape, SH + "sparql")
            for annotation in self.shapes.objects(constraint, SH + "resultAnnotation")
            for name in self.shapes.objects(annotation, SH + "annotationVarName")
            for prop in self.shapes.objects(annotation, SH + "annotationProperty")
        }

    def definition(self, term: Term) -> Text:
        """Return what a term means, or no text."""
        found = self.terms.text(term, SKOS + "definition")
        found = found or self.shapes.text(term, SKOS + "definition")
        return found or Text(nl="", en="")

    def remedy(self, term: Term) -> Text | None:
        """Return what mends a breach of this norm or shape."""
        return self.terms.text(term, SL + "remedie") or self.shapes.text(term, SL + "remedie")

    def checks(self, shape: Term, norm: Term) -> bool:
        """Return whether the norm names this shape as the one that checks it."""
        return shape in self.terms.objects(norm, SL + "getoetstDoor")

    def specific_first(self, norms: Iterable[Term]) -> list[Term]:
        """Return norms sorted so that the most specific one comes first.

        A norm is more specific when its incompatible roles, its bearer or its subject lie deeper.
        """

        def depth(norm: Term) -> int:
            deepest = (max(self._depths(norm, f), default=0) for f in ("drager", "onderwerp"))
            return sum(self._depths(norm, "onverenigbareRol")) + sum(deepest)

        found = list(norms)
        return sorted(found, key=lambda norm: (-depth(norm), norm)) if len(found) > 1 else found

    def _depths(self, norm: Term, field: str) -> list[int]:
        return [len(self._broader(term)) for term in self.terms.objects(norm, SL + field)]

    def _broader(self, term: Term) -> set[Term]:
        found, queue = {term}, [term]
        while queue:
            narrower = queue.pop()
            for link in ("brederRol", "brederTaak", "brederCategorie"):
                broader = set(self.terms.objects(narrower, SL + link)) - found
                found |= broader
                queue += broader
        return found

    def lawful(self, matter: Term, operations: Iterable[Term], domains: Iterable[Term]) -> Text:
        """Return the names of the roles that may do or have this in these domains, or no text."""
        found = lawful_roles(self.terms, self._broader(matter), operations, domains)
        roles = map(self.label, found)
        names = sorted({(role.nl, role.en) for role in roles})
        return Text(nl="; ".join(nl for nl, _ in names), en="; ".join(en for _, en in names))

    def readings(self, norms: Iterable[Term]) -> list[Term]:
        """Return the readings in which these norms hold, as far as it is not in every one."""
        return sorted({term for norm in norms for term in self.terms.objects(norm, SL + "lezing")})

    def diverging(self, norms: Iterable[Term]) -> list[Term]:
        """Return the norms of other sources that disagree with one of these."""
        norms = list(norms)
        found = {
            other
            for norm in norms
            for other in (
                *self.terms.objects(norm, SL + "wijktAfVan"),
                *self.terms.subjects(SL + "wijktAfVan", norm),
            )
        }
        return sorted(found - set(norms))

    def legal_basis(
        self, norms: Iterable[Term], domains: Iterable[Term] = ()
    ) -> tuple[LegalBasis, ...]:
        """Return the articles that these norms rest on, as far as they matter in the domains."""
        articles = self._in_domains(norms, SL + "grondslag", domains)
        return tuple(sorted(map(self._article, articles)))

    def sources(
        self, norms: Iterable[Term], domains: Iterable[Term] = ()
    ) -> tuple[SourcePlace, ...]:
        """Return the passages that these norms rest on, as far as they matter in the domains."""
        passages = self._in_domains(norms, SL + "vindplaats", domains)
        return tuple(sorted(map(self._place, passages)))

    def _in_domains(
        self, norms: Iterable[Term], link: str, domains: Iterable[Term]
    ) -> Iterable[Term]:
        """Return what the norms link to, without what only matters in other domains.

        A norm that holds in several domains cites the law and the sources of each.
        """
        asked = set(domains)
        for term in {term for norm in norms for term in self.terms.objects(norm, link)}:
            own = self.terms.objects(term, SL + "domein")
            if not own or not asked or asked.intersection(own):
                yield term

    def _article(self, article: Term) -> LegalBasis:
        references = (
            *self.terms.objects(article, SL + "jci"),
            *self.terms.objects(article, SL + "eli"),
        )
        return LegalBasis(article, next(iter(references), ""), self.label(article))

    def _place(self, passage: Term) -> SourcePlace:
        document = self.terms.first(passage, SL + "brondocument") or ""
        return SourcePlace(
            document=self.terms.first(document, SL + "code") or document,
            first_line=int(self.terms.first(passage, SL + "eersteRegel") or 0),
            last_line=int(self.terms.first(passage, SL + "laatsteRegel") or 0),
            section=self.terms.first(passage, SL + "sectie") or "",
            sha256=self.terms.first(passage, SL + "sha256") or "",
        )

    def shapes_across(self) -> frozenset[Term]:
        """Return the shapes that look across dossiers."""
        return frozenset(self.shapes.subjects(SL + "fase", SL + "tussenDossiers"))

    def active_shapes(self) -> frozenset[Term]:
        """Return the shapes that have a target and are not switched off."""
        targeted = set(self.shapes.subjects(RDF_TYPE, SH + "NodeShape"))
        return frozenset(
            shape
            for shape in targeted
            if any(self.shapes.objects(shape, SH + target) for target in _TARGETS)
            and self.shapes.first(shape, SH + "deactivated") != "true"
        )

    def checked_norms(self) -> frozenset[Term]:
        """Return the norms that one of the active shapes checks."""
        return frozenset(
            norm
            for shape in self.active_shapes()
            for norm in self.terms.subjects(SL + "getoetstDoor", shape)
        )


def fill(template: Text, values: Mapping[str, Text]) -> Text:
    """Fill the ``{?variables}`` of a message, per language.

    An unknown variable stays as it is, unless it stands alone in brackets: ``(…)`` is left out.

    >>> fill(Text("de {?rol} ({?taak})", "the {?rol} ({?taak})"), {"rol": Text("arts", "doctor")})
    Text(nl='de arts', en='the doctor')
    >>> fill(Text("de {?rol}", "the {?rol}"), {"rol": Text("arts", "physician")})
    Text(nl='de arts', en='the physician')
    """

    def in_language(text: str, language: str) -> str:
        text = _BRACKETED.sub(lambda match: match[0] if match[1] in values else "", text)
        return _VARIABLE.sub(
            lambda match: (
                str(getattr(values[match[1]], language)) if match[1] in values else match[0]
            ),
            text,
        )

    return Text(nl=in_language(template.nl, "nl"), en=in_language(template.en, "en"))
