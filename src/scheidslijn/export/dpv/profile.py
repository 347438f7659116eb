"""DPV 2.3: what the norms say of processing personal data, as rules of the Data Privacy Vocabulary.

Each rule is the rule that ODRL would have, with the same name. What it says of data and
operations is only said in DPV's own properties where a norm says exactly that; elsewhere data and
operations are its subject, since a duty that names data need not be the duty to process them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.dpv.losses import LOSSES, NO_KIND, NOT_DATA, RESERVED
from scheidslijn.export.dpv.nodes import DPV, EMPLOYEE, Nodes
from scheidslijn.export.material import Book
from scheidslijn.export.odrl.acts import COMPARED, Acts
from scheidslijn.export.odrl.constraints import Constraints, local
from scheidslijn.export.odrl.norms import Norms
from scheidslijn.export.odrl.rules import Rule, Rules
from scheidslijn.export.odrl.terms import ODRL, PROV, SLP, texts
from scheidslijn.export.profile import Profile, Unholdable
from scheidslijn.model import Text
from scheidslijn.namespaces import DCTERMS, ID, RDF_TYPE, RDFS_LABEL, SKOS, SL

__all__ = ["PROFILE"]

_TYPE: Final = ox.NamedNode(RDF_TYPE)
_KINDS: Final = {
    ODRL + "Permission": "Permission",
    ODRL + "Prohibition": "Prohibition",
    ODRL + "Duty": "Obligation",
    SLP + "Recommendation": "Recommendation",
}
# What a norm must name to be about processing personal data.
_ABOUT_DATA: Final = (
    "betreftGegevens", "betreftBestandssoort", "betreftBewerking", "vereistWaarborg",
)  # fmt: skip
_SUBJECTS: Final = (
    "betreftBegrip",
    "betreftBestandssoort",
    "betreftBewerking",
    "betreftGegevens",
    "betreftTaak",
)
_ANY_DATA: Final = ox.NamedNode(ID + "gegevenscategorie/persoonsgegevens")


class _Rules:
    """Says one rule book as rules on personal data.

    Args:
        book: the rule book.
    """

    def __init__(self, book: Book) -> None:
        self._book, self._norms = book, Norms(book)
        constraints = Constraints(book)
        self._acts = Acts(book, constraints)
        self._rules = Rules(book, constraints, self._acts)
        self._nodes = Nodes(book)

    def statements(self) -> Iterator[ox.Quad | Unholdable]:
        """Yield the rules, the processes they are in, and what they name; each once."""
        said: set[ox.Quad] = set()
        for part in (self._all_rules(), self._nodes.quads()):
            for each in part:
                if isinstance(each, Unholdable):
                    yield each
                elif each not in said:
                    said.add(each)
                    yield each

    def _all_rules(self) -> Iterator[ox.Quad | Unholdable]:
        for norm in self._book.instances(SL + "Norm"):
            why = self._why_not(norm)
            rules = [] if why else [r for r in self._rules.of(norm) if r.kind in _KINDS]
            if not rules:
                kind = self._book.nodes(norm, RDF_TYPE)[0].value
                yield Unholdable(norm.value, RDF_TYPE, kind, why or NO_KIND)
            for rule in rules:
                yield from self._rule(norm, rule)

    def _why_not(self, norm: ox.NamedNode) -> Text | None:
        kinds = self._norms.kinds(norm)
        about = any(self._norms.nodes(norm, field) for field in _ABOUT_DATA)
        if not about and "Toegangsnorm" not in kinds:
            return NOT_DATA
        return RESERVED if "VoorbehoudenBevoegdheid" in kinds else None

    def _rule(self, norm: ox.NamedNode, rule: Rule) -> Iterator[ox.Quad]:
        node, kind = ox.NamedNode(f"{norm.value}#{rule.name}"), _KINDS[rule.kind]
        yield ox.Quad(node, _TYPE, ox.NamedNode(DPV + kind))
        if self._operations(norm, rule):
            yield ox.Quad(node, _TYPE, ox.NamedNode(DPV + "PersonalDataProcess"))
        for day in self._norms.literals(norm, "geldigVanaf"):
            yield ox.Quad(node, ox.NamedNode(DCTERMS + "valid"), day)
        yield ox.Quad(node, ox.NamedNode(PROV + "wasDerivedFrom"), norm)
        yield from self._contexts(norm, node, kind)
        said = (*self._processing(norm, rule), *self._circumstances(norm, rule),
                *self._origin(norm))  # fmt: skip
        for predicate, value in said:
            yield ox.Quad(node, ox.NamedNode(predicate), self._nodes.named(value))
        for predicate, own in (
            (RDFS_LABEL, RDFS_LABEL), (DCTERMS + "description", SKOS + "definition"),
        ):  # fmt: skip
            text = self._book.text(norm, own)
            if text is not None:
                yield from texts(node, predicate, text)

    def _contexts(self, norm: ox.NamedNode, node: ox.NamedNode, kind: str) -> Iterator[ox.Quad]:
        """Yield the processes that hold a rule: one for each document and standing."""
        documents = {
            each
            for passage in self._norms.nodes(norm, "vindplaats")
            for each in self._norms.nodes(passage, "brondocument")
        }
        for document in sorted(documents, key=str):
            for standing in self._norms.nodes(norm, "status"):
                process = ox.NamedNode(f"{ID}dpv/{local(document)}/{local(standing)}")
                yield ox.Quad(process, _TYPE, ox.NamedNode(DPV + "PersonalDataProcess"))
                yield ox.Quad(process, ox.NamedNode(DPV + "hasPolicy"), self._nodes.named(document))
                yield ox.Quad(document, _TYPE, ox.NamedNode(DPV + "Policy"))
                yield ox.Quad(process, ox.NamedNode(DCTERMS + "type"), self._nodes.named(standing))
                yield ox.Quad(process, ox.NamedNode(DPV + "has" + kind), node)
                one, other = self._book.text(document), self._book.text(standing)
                if one is not None and other is not None:
                    text = Text(f"{one.nl}: {other.nl}", f"{one.en}: {other.en}")
                    yield from texts(process, DCTERMS + "title", text)

    def _processing(self, norm: ox.NamedNode, rule: Rule) -> Iterator[tuple[str, ox.NamedNode]]:
        """Yield who does what with which data, as far as the norm says exactly that."""
        operations = self._operations(norm, rule)
        received = local(rule.act.action) == "Gegevensverwerking-verstrektAan"
        for role in rule.bearers:
            yield DPV + ("hasRecipient" if received else "hasActiveEntity"), role
        for operation in operations:
            yield DPV + "hasProcessing", operation
        if operations:
            # files that only hold such data would read as a limit
            for target in rule.act.targets:
                if rule.kind != ODRL + "Prohibition" or target in self._acts.about(norm):
                    yield from self._data(target)
            for role in self._recipients(norm, operations):
                yield DPV + "hasRecipient", role
        else:
            for field in _SUBJECTS:
                for value in self._norms.nodes(norm, field):
                    yield DCTERMS + "subject", value
        for measure in self._norms.nodes(norm, "vereistWaarborg"):
            yield DPV + "hasOrganisationalMeasure", measure

    def _data(self, target: ox.NamedNode) -> Iterator[tuple[str, ox.NamedNode]]:
        kind = self._nodes.kind(target)
        if kind == "Gegevenscategorie":
            yield DPV + "hasPersonalData", target
            if target != _ANY_DATA:
                yield DPV + "hasDataSubject", EMPLOYEE
        else:
            yield (DPV + "hasData" if kind == "Bestandssoort" else DCTERMS + "subject"), target

    def _operations(self, norm: ox.NamedNode, rule: Rule) -> list[ox.NamedNode]:
        """Return the operations on data that an action is; none where it is something else."""
        action = rule.act.action
        if self._nodes.kind(action) == "Bewerking":
            return [action]
        fact, _, how = local(action).partition("-")
        if fact == "Toegangsrecht":
            return [ox.NamedNode(DPV + "Access")]
        if fact != "Gegevensverwerking" or how not in ("door", "verstrektAan"):
            return []
        named = self._norms.nodes(norm, "betreftBewerking")
        return named or [ox.NamedNode(DPV + "Processing")]

    def _recipients(
        self, norm: ox.NamedNode, operations: Iterable[ox.NamedNode]
    ) -> list[ox.NamedNode]:
        gives = any(self._norms.nodes(each, "richtZichOp") for each in operations)
        return self._norms.nodes(norm, "jegens") if gives else []

    def _circumstances(self, norm: ox.NamedNode, rule: Rule) -> Iterator[tuple[str, ox.NamedNode]]:
        """Yield what a rule is restricted to; an exception is only pointed at."""
        for domain in self._norms.nodes(norm, "domein"):
            yield DPV + "hasScope", domain
        for field in ("voorwaarde", "lezing"):
            for value in self._norms.nodes(norm, field):
                yield DPV + "hasContext", value
        # a permission holds where they are met; an obligation is to see to it that they are
        required = "hasContext" if rule.kind == ODRL + "Permission" else ""
        for field in ("vereist", "vereistKwalificatie"):
            for value in self._norms.nodes(norm, field):
                yield (DPV + required if required else DCTERMS + "requires"), value
        if rule.act.constraints:
            for field in COMPARED:
                values = self._norms.nodes(norm, field)
                if not set(values) <= set(rule.act.targets):
                    named = "hasPurpose" if field == "betreftTaak" else "hasContext"
                    yield from ((DPV + named, value) for value in values)
        for exception in self._rules.exceptions(norm):
            yield DCTERMS + "relation", exception

    def _origin(self, norm: ox.NamedNode) -> Iterator[tuple[str, ox.NamedNode]]:
        for kind in self._book.nodes(norm, RDF_TYPE):
            yield DCTERMS + "type", kind
        for standing in self._norms.nodes(norm, "status"):
            yield DCTERMS + "type", standing
        for field in ("grondslag", "vindplaats"):
            for place in self._norms.nodes(norm, field):
                yield DCTERMS + "source", place
        for article in self._norms.nodes(norm, "grondslag"):
            for law in self._laws(article):
                yield DPV + "hasApplicableLaw", law

    def _laws(self, article: ox.NamedNode) -> list[ox.NamedNode]:
        """Return the laws that an article is part of."""
        found = self._norms.nodes(article, "rechtsbron")
        for above in self._norms.nodes(article, "onderdeelVan"):
            found += self._laws(above)
        return found


def _rulebook(book: Book) -> Iterable[ox.Quad | Unholdable]:
    return _Rules(book).statements()


PROFILE: Final = Profile(
    name="dpv",
    title=Text(
        nl="DPV 2.3: regels over persoonsgegevens", en="DPV 2.3: rules on personal data"
    ),
    standard="https://w3id.org/dpv/2.3",
    losses=LOSSES,
    rulebook=_rulebook,
    prefixes={
        "dpv": DPV, "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
        "legal-eu": "https://w3id.org/dpv/legal/eu#", "pd": "https://w3id.org/dpv/pd#",
        "prov": PROV,
    },
    alignment="dpv",
)  # fmt: skip
