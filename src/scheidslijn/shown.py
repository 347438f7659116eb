"""What shows itself in a notebook, and in the terminal of IPython.

A class only has to inherit; `scheidslijn.render.notebook` knows how each looks, and is imported
when something is shown.
"""

from __future__ import annotations

__all__ = ["Shown"]


class Shown:
    """A value that a notebook shows as HTML, and IPython elsewhere as text."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return the value as HTML."""
        from scheidslijn.render import notebook

        return notebook.html(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return the value as HTML and as text; without this its text is that of ``repr``."""
        from scheidslijn.render import notebook

        return {"text/html": notebook.html(self), "text/plain": notebook.text(self)}
