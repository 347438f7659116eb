"""Norms, roles and role assignments as rows, for people who do not use RDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.material import Book, Case, Node, Value
from scheidslijn.export.profile import Loss
from scheidslijn.export.table import Row, TableProfile, column, joined
from scheidslijn.model import Text
from scheidslijn.namespaces import RDF_TYPE, RDFS_LABEL, SKOS, SL
from scheidslijn.terms import local_name

__all__ = ["ASSIGNMENTS", "NORMS", "ROLES"]

_DEFINITION: Final = SKOS + "definition"


def _terms(*names: str) -> tuple[str, ...]:
    return tuple(SL + name for name in names)


_DESCRIBED: Final = (
    column("label_nl", "naam (nl)", "label (nl)"),
    column("label_en", "naam (en)", "label (en)"),
    column("definition_nl", "omschrijving (nl)", "definition (nl)"),
    column("definition_en", "omschrijving (en)", "definition (en)"),
    column("kinds", "soorten", "kinds"),
)

# Norms

_NORM_LINKS: Final = (
    ("domains", "domeinen", "domains", "domein"),
    ("bearers", "dragers", "bearers", "drager"),
    ("towards", "jegens", "towards", "jegens"),
    ("tasks", "taken", "tasks", "betreftTaak"),
    ("decisions", "besluitsoorten", "kinds of decision", "betreftBesluitsoort"),
    ("data", "gegevens", "data", "betreftGegevens"),
    ("operations", "bewerkingen", "operations", "betreftBewerking"),
    ("incompatible_roles", "onverenigbare rollen", "incompatible roles", "onverenigbareRol"),
    ("concepts", "begrippen", "concepts", "betreftBegrip"),
    ("roles", "rollen", "roles", "betreftRol"),
    ("files", "bestandssoorten", "kinds of file", "betreftBestandssoort"),
    ("steps", "processtappen", "process steps", "betreftProcesstap"),
    ("exercised_by", "uit te oefenen door", "to be exercised by", "uitTeOefenenDoor"),
    ("conditions", "voorwaarden", "conditions", "voorwaarde"),
    ("requirements", "vereisten", "requirements", "vereist"),
    ("exception_to", "uitzondering op", "exception to", "uitzonderingOp"),
    ("differs_from", "wijkt af van", "differs from", "wijktAfVan"),
    ("stricter_than", "strenger dan", "stricter than", "strengerDan"),
    ("checked_by", "getoetst door", "checked by", "getoetstDoor"),
    ("not_checkable_because", "niet toetsbaar omdat", "not checkable", "nietToetsbaarOmdat"),
)  # fmt: skip


def _norms(book: Book) -> Iterator[Row]:
    for norm in book.instances(SL + "Norm"):
        kinds = sorted(local_name(kind.value) for kind in book.nodes(norm, RDF_TYPE))
        yield (
            norm.value,
            *_texts(book, norm, RDFS_LABEL),
            *_texts(book, norm, _DEFINITION),
            joined(kinds),
            _local(book.nodes(norm, SL + "status")),
            *(_local(book.nodes(norm, SL + each[3])) for each in _NORM_LINKS),
            joined([_reference(book, each) for each in book.nodes(norm, SL + "grondslag")]),
            joined([_place(book, each) for each in book.nodes(norm, SL + "vindplaats")]),
            *_texts(book, norm, SL + "remedie"),
            _day(book.values(norm, SL + "geldigVanaf")),
            _day(book.values(norm, SL + "vervaltOp")),
        )


def _texts(book: Book, node: Node, predicate: str) -> tuple[str | None, str | None]:
    text = book.text(node, predicate)
    return (None, None) if text is None else (text.nl, text.en)


def _local(nodes: Sequence[ox.NamedNode]) -> str | None:
    return joined([local_name(node.value) for node in nodes])


def _reference(book: Book, article: ox.NamedNode) -> str:
    """Return the JCI or ELI reference of an article, or its name here when it has neither."""
    for predicate in (SL + "jci", SL + "eli"):
        for value in book.values(article, predicate):
            return value.value if isinstance(value, ox.Literal | ox.NamedNode) else ""
    return local_name(article.value)


def _place(book: Book, passage: ox.NamedNode) -> str:
    """Return a passage as its document and lines: ``RSC-PUV-2024 1257-1260``."""
    document = "".join(
        value.value
        for node in book.nodes(passage, SL + "brondocument")
        for value in book.values(node, SL + "code")
        if isinstance(value, ox.Literal)
    )
    lines = [_text(book.values(passage, SL + each)) for each in ("eersteRegel", "laatsteRegel")]
    return f"{document} {'-'.join(dict.fromkeys(filter(None, lines)))}"


def _text(values: Sequence[Value]) -> str | None:
    return next((value.value for value in values if isinstance(value, ox.Literal)), None)


def _day(values: Sequence[Value]) -> date | None:
    text = _text(values)
    return None if text is None else date.fromisoformat(text)


NORMS: Final = TableProfile(
    name="norms",
    title=Text("De normen van het regelboek als tabel", "The norms of the rule book as a table"),
    columns=(
        column("norm", "norm", "norm"),
        *_DESCRIBED,
        column("standing", "status", "standing"),
        *(column(name, nl, en) for name, nl, en, _ in _NORM_LINKS),
        column("articles", "artikelen", "articles"),
        column("places", "vindplaatsen", "places"),
        column("remedy_nl", "remedie (nl)", "remedy (nl)"),
        column("remedy_en", "remedie (en)", "remedy (en)"),
        column("valid_from", "geldig vanaf", "valid from", date),
        column("valid_until", "vervalt op", "valid until", date),
    ),
    losses=(
        Loss(
            _terms(
                "bereik",
                "besluitgrond",
                "betreftBetrokkenheid",
                "betreftFeit",
                "betreftInterventiesoort",
                "betreftOrganisatiesoort",
                "betreftVereiste",
                "deelVan",
                "definieert",
                "duur",
                "editie",
                "gedektDoor",
                "geldtAlleenVoorHandelen",
                "geldtOokVoorHandelen",
                "geldtVoor",
                "herhaling",
                "inProcesstap",
                "laatOnverlet",
                "lezing",
                "nietEerderDan",
                "omvang",
                "onderwerp",
                "overdrachtsvorm",
                "periode",
                "ruimerBereik",
                "termijn",
                "termijnNaProcesstap",
                "termijnVanaf",
                "toegestaneRol",
                "vereistKwalificatie",
                "vereistWaarborg",
                "versterkt",
            ),
            Text(
                "Heeft geen kolom: de tabel houdt wat mensen het eerst zoeken.",
                "Has no column: the table keeps what people look for first.",
            ),
        ),
    ),
    rulebook=_norms,
)

# Roles


def _roles(book: Book) -> Iterator[Row]:
    for role in book.instances(SL + "Rol"):
        kinds = sorted(local_name(kind.value) for kind in book.nodes(role, RDF_TYPE))
        yield (
            role.value,
            *_texts(book, role, RDFS_LABEL),
            *_texts(book, role, _DEFINITION),
            joined(kinds),
            _local(book.nodes(role, SL + "brederRol")),
        )


ROLES: Final = TableProfile(
    name="roles",
    title=Text("De rollen van het regelboek als tabel", "The roles of the rule book as a table"),
    columns=(
        column("role", "rol", "role"),
        *_DESCRIBED,
        column("broader_roles", "bredere rollen", "broader roles"),
    ),
    losses=(
        Loss(
            _terms("afleidbaarVoor", "betreftBesluit", "voertUitVoor", "volgtUitAansturingDoor",
                   "volgtUitAfdeling", "volgtUitDelegatie", "volgtUitDienstverbandBij",
                   "volgtUitDossiereigenschap", "volgtUitOrganisatiesoort",
                   "volgtUitWerkgeverMet"),
            Text("Waaruit een rol volgt, staat alleen in RDF.",
                 "What a role follows from stands in RDF only."),
        ),
    ),
    rulebook=_roles,
)  # fmt: skip

# Role assignments

_TYPE: Final = ox.NamedNode(RDF_TYPE)
_ASSIGNED: Final = ox.NamedNode(SL + "Rolvervulling")
_LINKS: Final = tuple(ox.NamedNode(SL + name) for name in ("dossier", "door", "namens"))
_DAYS: Final = tuple(ox.NamedNode(SL + name) for name in ("vanaf", "totEnMet"))
_ROLE: Final = ox.NamedNode(SL + "rol")


def _assignments(case: Case) -> Iterator[Row]:
    for node, properties in case.subjects.items():
        if _ASSIGNED not in properties.get(_TYPE, ()):
            continue
        for role in properties.get(_ROLE, ()):
            yield (
                _term(node),
                _term(role),
                *(joined(sorted(map(_term, properties.get(each, ())))) for each in _LINKS),
                *(_day_or_none(properties.get(each, ())) for each in _DAYS),
            )


def _term(value: Value) -> str:
    return value.value if isinstance(value, ox.NamedNode) else str(value)


def _day_or_none(values: Sequence[Value]) -> date | None:
    """Return a day of a dossier; to say that a value is no day is for the shapes."""
    try:
        return _day(values)
    except ValueError:
        return None


ASSIGNMENTS: Final = TableProfile(
    name="assignments",
    title=Text("Wie in dossiers welke rol vervult, als tabel",
               "Who fills which role in dossiers, as a table"),
    columns=(
        column("assignment", "rolvervulling", "role assignment"),
        column("role", "rol", "role"),
        column("dossier", "dossier", "dossier"),
        column("by", "door", "by"),
        column("on_behalf_of", "namens", "on behalf of"),
        column("from", "vanaf", "from", date),
        column("until", "tot en met", "until and including", date),
    ),
    losses=(
        Loss(
            _terms("Aansturing", "Beroep", "Besluit", "Bezwaar", "Delegatiebewijs",
                   "Deskundigenoordeel", "Dienstverband", "Gegevensverwerking", "Handeling",
                   "Hoorzitting", "Interventie", "Klacht", "Kwalificatie", "Opdracht", "Overleg",
                   "Processtap", "Rechtsmiddelaanwending", "SecondOpinion", "Supervisie",
                   "Taakdelegatie", "Toegangsrecht", "Verwijzing", "Waarborg"),
            Text("Alleen rolvervullingen zijn rijen; andere feiten van een dossier niet.",
                 "Only role assignments are rows; other facts of a dossier are not."),
        ),
    ),
    dossier=_assignments,
)  # fmt: skip
