"""What every picture gives: SVG, sentences, a part of a page, itself in a notebook."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable


class Picture(ABC):
    """A value that is drawn as SVG, inline in a notebook, and told in words."""

    __slots__ = ()

    @abstractmethod
    def _drawn(self) -> str:
        """The drawing."""

    @abstractmethod
    def _sentences(self) -> Iterable[str]:
        """Everything in it."""

    def svg(self) -> str:
        """The picture as SVG that needs nothing else: a file, or part of a page."""
        return self._drawn()

    def words(self) -> tuple[str, ...]:
        """The same in sentences."""
        return tuple(self._sentences())

    def html(self) -> str:
        """The picture and, folded, the same in words: part of a page."""
        from carecoord.adapters.markup import Markup
        from carecoord.adapters.pictures.figure import figure

        return figure(Markup(self._drawn()), self._sentences())

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_svg_(self) -> str:
        return self.svg()
