"""Whether a run of letters can be seen on paper: hidden, of the colour below it, or too small."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from auditrack.intake.word.markup import VAL, on, w, whole

_LONGEST_CHAIN: Final = 32
_SMALLEST: Final = 4
"""Half points: letters of two points and less are dust on paper."""

_NEAR: Final = 14
"""How far two colours may lie apart, of 255 in each of red, green and blue, and look as one."""

_WHITE: Final = (255, 255, 255)
_BLACK: Final = (0, 0, 0)
_HIGHLIGHTS: Final = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "000080",
    "darkCyan": "008080", "darkGray": "808080", "darkGreen": "008000", "darkMagenta": "800080",
    "darkRed": "800000", "darkYellow": "808000", "green": "00FF00", "lightGray": "C0C0C0",
    "magenta": "FF00FF", "red": "FF0000", "white": "FFFFFF", "yellow": "FFFF00",
}  # fmt: skip

Colour = tuple[int, int, int]


class Looks:
    """What the styles of a document make of a run; each style is followed once."""

    def __init__(self, styles: etree._Element | None, page: etree._Element | None) -> None:
        """`page` is `w:background` of the document, where it has one."""
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        self._defaults: etree._Element | None = None
        self._page = _colour(page.get(w("color"))) if page is not None else None
        self._chains: dict[str, tuple[etree._Element, ...]] = {}
        if styles is not None:
            self._load(styles)

    def _load(self, root: etree._Element) -> None:
        for element in root.iterchildren(w("style")):
            name = element.get(w("styleId"))
            if name:
                self._styles.setdefault(name, element)
                if element.get(w("type")) == "paragraph" and element.get(w("default")) in (
                    "1",
                    "true",
                    "on",
                ):
                    self._default = self._default or name
        self._defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")

    def unseen(
        self,
        run: etree._Element | None,
        paragraph: etree._Element | None,
        cell: etree._Element | None = None,
        table_style: str | None = None,
        on_shape: bool = False,
    ) -> str | None:
        """Why a run cannot be seen, in words; None where it can, or nobody can tell.

        Args:
            run: its `w:rPr`.
            paragraph: the `w:pPr` of its paragraph.
            cell: the `w:tcPr` of its cell.
            table_style: the style of its table.
            on_shape: whether it stands on a shape, whose colour is not worked out.
        """
        chain = tuple(self._looks(run, paragraph))
        for rpr in chain:
            vanish = rpr.find(w("vanish"))
            vanish = rpr.find(w("specVanish")) if vanish is None else vanish
            if vanish is not None:
                if on(vanish):
                    return "hidden text"
                break
        size = _first(chain, "sz")
        points = whole(size.get(VAL), 0, 3276) if size is not None else None
        if points is not None and points <= _SMALLEST:
            return "letters too small to see"
        return self._lost(chain, paragraph, cell, table_style, on_shape)

    def _lost(
        self,
        chain: tuple[etree._Element, ...],
        paragraph: etree._Element | None,
        cell: etree._Element | None,
        table_style: str | None,
        on_shape: bool,
    ) -> str | None:
        said = _first(chain, "color")
        colour = _colour(said.get(VAL)) if said is not None else None
        highlight = _first(chain, "highlight")
        marked = _HIGHLIGHTS.get(highlight.get(VAL, "")) if highlight is not None else None
        if marked is not None:
            return _SAME if _near(colour or _BLACK, _colour(marked) or _WHITE) else None
        if colour is None:
            return None  # as the program chooses, which shows on anything
        below = self._fill(chain, paragraph, cell)
        if below is None:
            if on_shape or (table_style and self._shades(table_style)):
                return None
            below = self._page or _WHITE
        return _SAME if _near(colour, below) else None

    def _fill(
        self,
        chain: tuple[etree._Element, ...],
        paragraph: etree._Element | None,
        cell: etree._Element | None,
    ) -> Colour | None:
        shades = [_first(chain, "shd")]
        styles = self._chain(_style(paragraph, "pStyle") or self._default)
        paragraphs = [paragraph, *(one.find(w("pPr")) for one in styles)]
        shades += [one.find(w("shd")) for one in (*paragraphs, cell) if one is not None]
        for one in shades:
            if one is not None and (fill := _colour(one.get(w("fill")))) is not None:
                return fill
        return None

    def _shades(self, table_style: str) -> bool:
        """Whether a table style fills any of its cells: which, is not worked out."""
        return any(
            _colour(one.get(w("fill"))) not in (None, _WHITE)
            for style in self._chain(table_style)
            for one in style.iter(w("shd"))
        )

    def _looks(
        self, run: etree._Element | None, paragraph: etree._Element | None
    ) -> Iterator[etree._Element]:
        """What says how a run looks, what counts most first."""
        if run is not None:
            yield run
        for name in (_style(run, "rStyle"), _style(paragraph, "pStyle") or self._default):
            for style in self._chain(name):
                rpr = style.find(w("rPr"))
                if rpr is not None:
                    yield rpr
        if self._defaults is not None:
            yield self._defaults

    def _chain(self, name: str | None) -> tuple[etree._Element, ...]:
        if not name:
            return ()
        if name not in self._chains:
            chain: list[etree._Element] = []
            at: str | None = name
            while at and at in self._styles and len(chain) < _LONGEST_CHAIN:
                element = self._styles[at]
                if element in chain:
                    break
                chain.append(element)
                base = element.find(w("basedOn"))
                at = base.get(VAL) if base is not None else None
            self._chains[name] = tuple(chain)
        return self._chains[name]


_SAME: Final = "letters of the colour that they stand on"


def _first(chain: tuple[etree._Element, ...], name: str) -> etree._Element | None:
    return next((one for rpr in chain if (one := rpr.find(w(name))) is not None), None)


def _style(properties: etree._Element | None, name: str) -> str | None:
    named = properties.find(w(name)) if properties is not None else None
    return named.get(VAL) if named is not None else None


def _colour(said: str | None) -> Colour | None:
    """Six hexadecimal digits as red, green and blue; None for "auto" and what is no colour."""
    if not said or len(said) != 6:
        return None
    try:
        return int(said[:2], 16), int(said[2:4], 16), int(said[4:], 16)
    except ValueError:
        return None


def _near(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))
