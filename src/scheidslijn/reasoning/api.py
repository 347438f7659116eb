"""OWLAPI as far as it is needed: reading, axioms as text, and a reasoner over some axioms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from scheidslijn.namespaces import OWL

__all__ = ["Api"]

_OWLAPI: Final = "org.semanticweb.owlapi."
_PELLET: Final = "com.clarkparsia.pellet.owlapiv3.PelletReasonerFactory"


class Api:
    """One OWL manager, and the reasoner that was chosen.

    Java objects have no types here; what each is called in OWLAPI stands in the names.

    Args:
        java_class: gives a Java class by its name.
        reasoner: ``hermit`` or ``pellet``.
    """

    def __init__(self, java_class: Callable[[str], Any], reasoner: str) -> None:
        self.java = java_class
        self.manager = java_class(_OWLAPI + "apibinding.OWLManager").createOWLOntologyManager()
        self.make = self.manager.getOWLDataFactory()
        self._iri = java_class(_OWLAPI + "model.IRI")
        self._reasoner = reasoner
        self._kinds = java_class(_OWLAPI + "model.AxiomType")
        # what writes an axiom asks an ontology for its prefixes; this one has none
        self._bare = self.manager.createOntology()

    def load(self, document: bytes) -> Any:  # noqa: ANN401
        """Return the ontology that a document in RDF/XML holds."""
        stream = self.java("java.io.ByteArrayInputStream")(document)
        source = self.java(_OWLAPI + "io.StreamDocumentSource")(stream)
        return self.manager.loadOntologyFromOntologyDocument(source)

    def collect(self, axioms: Iterable[Any]) -> Any:  # noqa: ANN401
        """Return an ontology of these axioms; `drop` it after use."""
        gathered = self.java("java.util.LinkedHashSet")()
        for axiom in axioms:
            gathered.add(axiom)
        return self.manager.createOntology(gathered)

    def drop(self, ontology: Any) -> None:  # noqa: ANN401
        """Forget an ontology."""
        self.manager.removeOntology(ontology)

    def reasoner(self, ontology: Any) -> Any:  # noqa: ANN401
        """Return a reasoner over an ontology; dispose of it after use."""
        if self._reasoner == "pellet":
            return self.java(_PELLET).getInstance().createNonBufferingReasoner(ontology)
        # its factory passes over datatypes that HermiT does not know; this refuses them
        settings = self.java("org.semanticweb.HermiT.Configuration")()
        return self.java("org.semanticweb.HermiT.Reasoner")(settings, ontology)

    def is_consistent(self, axioms: Iterable[Any]) -> bool:
        """Return whether some axioms can hold together."""
        ontology = self.collect(axioms)
        reasoner = self.reasoner(ontology)
        try:
            return bool(reasoner.isConsistent())
        finally:
            reasoner.dispose()
            self.drop(ontology)

    def is_assertion(self, axiom: Any) -> bool:  # noqa: ANN401
        """Return whether an axiom is about individuals."""
        return bool(self._kinds.ABoxAxiomTypes.contains(axiom.getAxiomType()))

    def schema(self, ontology: Any) -> list[Any]:  # noqa: ANN401
        """Return the axioms about classes, properties and datatypes, sorted."""
        return self._sorted(ontology, assertions=False)

    def declarations(self, ontology: Any) -> list[Any]:  # noqa: ANN401
        """Return what declares classes and properties: a reasoner may not know others."""
        return list(ontology.getAxioms(self._kinds.DECLARATION))

    def assertions(self, ontology: Any) -> list[Any]:  # noqa: ANN401
        """Return the axioms about individuals, sorted."""
        return self._sorted(ontology, assertions=True)

    def _sorted(self, ontology: Any, *, assertions: bool) -> list[Any]:  # noqa: ANN401
        gathered = self.java("java.util.TreeSet")()
        for kind in self._kinds.AXIOM_TYPES:
            if kind.isLogical() and bool(self._kinds.ABoxAxiomTypes.contains(kind)) is assertions:
                gathered.addAll(ontology.getAxioms(kind))
        return [axiom.getAxiomWithoutAnnotations() for axiom in gathered]

    def naming(self, ontology: Any, names: Iterable[str]) -> list[Any]:  # noqa: ANN401
        """Return the axioms in which one of these IRIs stands, sorted."""
        gathered = self.java("java.util.TreeSet")()
        for name in names:
            for entity in ontology.getEntitiesInSignature(self.iri(name)):
                gathered.addAll(ontology.getReferencingAxioms(entity))
        logical = (axiom for axiom in gathered if axiom.isLogicalAxiom())
        return [axiom.getAxiomWithoutAnnotations() for axiom in logical]

    def iri(self, text: str) -> Any:  # noqa: ANN401
        """Return an IRI."""
        return self._iri.create(text)

    def owl_class(self, text: str) -> Any:  # noqa: ANN401
        """Return the class with an IRI."""
        return self.make.getOWLClass(self.iri(text))

    def individual(self, text: str) -> Any:  # noqa: ANN401
        """Return the individual with an IRI."""
        return self.make.getOWLNamedIndividual(self.iri(text))

    def text(self, thing: Any) -> str:  # noqa: ANN401
        """Return an axiom, expression or literal in functional-style syntax."""
        writer = self.java("java.io.StringWriter")()
        renderer = self.java("org.coode.owlapi.functionalrenderer.OWLObjectRenderer")
        thing.accept(renderer(self._bare, writer))
        return str(writer.toString()).strip()

    def empty_classes(self, reasoner: Any) -> list[str]:  # noqa: ANN401
        """Return the named classes that can have no members, sorted."""
        nothing = reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()
        return sorted(str(each.getIRI()) for each in nothing)

    def names(self, found: Any) -> list[str]:  # noqa: ANN401
        """Return the IRIs in an answer, but for those of OWL itself, sorted.

        Args:
            found: a node of equal entities, or a set of such nodes.
        """
        flat = found.getFlattened() if hasattr(found, "getFlattened") else found.getEntities()
        named = [str(each.getIRI()) for each in flat if not each.isAnonymous()]
        return sorted(iri for iri in named if not iri.startswith(OWL))
