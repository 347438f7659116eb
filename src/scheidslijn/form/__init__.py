"""The form in which a system gives a dossier without knowing RDF: plain JSON, or the same in YAML.

The form is JSON-LD 1.1 with a context that need not be written down. Its fields are the properties
of the ontology, its types the classes of which a dossier may have individuals, and what the rule
book names goes by its short name; `terms` reads all three from the ontology, and context, schema,
reader and writer are made of what it finds. So the form changes with the ontology and with
nothing else.

What cannot be put into triples is an error with its path: an unknown field, an unknown name, a day
that does not exist. What a dossier lacks or has twice is left to the shapes, which find the same
in Turtle.
"""

from __future__ import annotations

from scheidslijn.form.context import context, inlined
from scheidslijn.form.schema import SCHEMA_URL, json_schema
from scheidslijn.form.terms import CONTEXT_URL, Form, packaged_form
from scheidslijn.form.writing import documents, linked

__all__ = [
    "CONTEXT_URL",
    "SCHEMA_URL",
    "Form",
    "context",
    "documents",
    "inlined",
    "json_schema",
    "linked",
    "packaged_form",
]
