"""Turns the results of an engine into findings: with labels, law, sources and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scheidslijn.model import LANGUAGES, Finding, Named, Result, Term, Text
from scheidslijn.namespaces import RDF_TYPE, SL, SL_DOSSIER, SL_IN_DOSSIER
from scheidslijn.rulebook import RuleBook, Terms, fill
from scheidslijn.terms import plain_text

__all__ = ["Dossiers", "finding_of"]

_ROLES: Final = (SL + "rol", SL + "andereRol")
_NO_MESSAGE: Final = Text(
    nl="Voldoet niet aan de shape {?shape} ({?component}).",
    en="Does not conform to the shape {?shape} ({?component}).",
)
_NO_REMEDY: Final = Text(
    nl="Verbeter het dossier zodat het aan deze shape voldoet.",
    en="Correct the dossier so that it conforms to this shape.",
)


@dataclass(frozen=True, slots=True)
class Dossiers:
    """The dossiers of one data graph, and what that graph says about its terms."""

    index: Terms
    names: tuple[Term, ...]

    def of(self, focus: Term) -> Term:
        """Return the dossier that a node belongs to, or the only one there is, or nothing."""
        if SL_DOSSIER in self.index.objects(focus, RDF_TYPE):
            return focus
        found = self.index.first(focus, SL_IN_DOSSIER)
        return found or (self.names[0] if len(self.names) == 1 else "")


def finding_of(result: Result, book: RuleBook, dossiers: Dossiers) -> Finding:
    """Return the finding for one result, without its place in a file."""
    bound = result.bindings
    norms = book.specific_first(bound.get(SL + "norm", ()))
    shape = book.shape_of(result.shape)
    dossier = _dossier(result, dossiers)
    domains = dossiers.index.objects(dossier, SL + "domein")
    # a norm's own remedy is for the shape that checks it; another shape says what mends its case
    checked = [norm for norm in norms if book.checks(shape, norm)]
    remedy = next(filter(None, map(book.remedy, (*checked, result.shape, shape))), _NO_REMEDY)
    missing = _named(bound.get(SL + "ontbrekendeVoorwaarde", ()), book, dossiers)
    return Finding(
        dossier=dossier,
        shape=shape,
        component=result.component,
        severity=result.severity,
        focus=result.focus,
        path=result.path,
        value=result.value,
        message=_message(result, book, dossiers),
        remedy=_with_lawful(_remedy(remedy, missing), result, book, dossiers, domains),
        norms=_named(norms, book, dossiers),
        readings=_named(book.readings(norms), book, dossiers),
        diverging=_named(book.diverging(norms), book, dossiers),
        missing=missing,
        persons=_named(_persons(result, dossiers), book, dossiers),
        roles=_named(_roles(result, dossiers), book, dossiers),
        legal_basis=book.legal_basis(norms, domains),
        sources=book.sources(norms, domains),
    )


def _remedy(remedy: Text, missing: tuple[Named, ...]) -> Text:
    """Put first what would make an exception hold, and then what mends the breach itself."""
    if not missing:
        return remedy
    nl, en = ("; ".join(m.label.in_language(language) for m in missing) for language in LANGUAGES)
    return Text(
        nl=f"Toon in het dossier aan: {nl}. Anders: {remedy.nl}",
        en=f"Show in the dossier: {en}. Otherwise: {remedy.en}",
    )


def _with_lawful(
    remedy: Text, result: Result, book: RuleBook, dossiers: Dossiers, domains: Iterable[Term]
) -> Text:
    """Add who could lawfully do what was done wrongly, where norms say so."""
    if result.value is None or SL + "rol" not in result.bindings:
        return remedy
    operations = dossiers.index.objects(result.focus, SL + "bewerking")
    roles = book.lawful(result.value, operations, domains)
    if not roles.nl:
        return remedy
    return Text(
        nl=f"{remedy.nl} Wie dit onder eigen voorwaarden wel mag: {roles.nl}.",
        en=f"{remedy.en} Who may do this, under conditions of their own: {roles.en}.",
    )


def _dossier(result: Result, dossiers: Dossiers) -> Term:
    bound = result.bindings.get(SL_IN_DOSSIER, ())
    return bound[0] if len(bound) == 1 else dossiers.of(result.focus)


def _persons(result: Result, dossiers: Dossiers) -> tuple[Term, ...]:
    bound = result.bindings.get(SL + "persoon")
    if bound:
        return bound
    if SL + "Persoon" in dossiers.index.objects(result.focus, RDF_TYPE):
        return (result.focus,)
    return tuple(dossiers.index.objects(result.focus, SL + "door"))


def _roles(result: Result, dossiers: Dossiers) -> Iterable[Term]:
    bound = [role for prop in _ROLES for role in result.bindings.get(prop, ())]
    return dict.fromkeys(bound or dossiers.index.objects(result.focus, SL + "rol"))


def _named(terms: Iterable[Term], book: RuleBook, dossiers: Dossiers) -> tuple[Named, ...]:
    return tuple(book.named(term, dossiers.index) for term in terms)


def _message(result: Result, book: RuleBook, dossiers: Dossiers) -> Text:
    shape = book.shape_of(result.shape)
    template = book.message(result.shape) or book.message(shape) or _NO_MESSAGE
    values = {
        name: _joined([_shown(term, book, dossiers) for term in _told(prop, result, book)])
        for name, prop in book.variables(result.shape).items()
        if prop in result.bindings
    }
    values |= {
        name: _shown(term, book, dossiers)
        for name, term in (
            ("this", result.focus),
            ("value", result.value),
            ("path", result.path),
            ("shape", shape),
            ("component", result.component),
        )
        if term is not None
    }
    return fill(template, values)


def _told(prop: str, result: Result, book: RuleBook) -> Iterable[Term]:
    """Return what a sentence tells of a property: of many norms only the most specific one."""
    values = result.bindings[prop]
    return book.specific_first(values)[:1] if prop == SL + "norm" else values


def _shown(term: Term, book: RuleBook, dossiers: Dossiers) -> Text:
    """Return a term as it reads in a sentence: a literal by its text, a node by its label."""
    if term.startswith('"'):
        text = plain_text(term)
        return Text(nl=text, en=text)
    return book.label(term, dossiers.index)


def _joined(texts: list[Text]) -> Text:
    return Text(nl=" en ".join(text.nl for text in texts), en=" and ".join(t.en for t in texts))
