"""Measures this project's engine beside other SHACL engines, on the same dossiers and shapes.

Run it from the root of the project with ``python -m bench``; it writes ``bench/RESULTS.md``.
"""
