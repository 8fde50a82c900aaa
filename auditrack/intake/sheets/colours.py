"""The colours of cells by the words that people use for them."""

import colorsys
import re
from collections.abc import Sequence
from typing import Any

_GREY = 0.12
_HUES = (
    (15, "red"),
    (50, "amber"),
    (68, "yellow"),
    (170, "green"),
    (262, "blue"),
    (335, "purple"),
    (361, "red"),
)
_SCHEME = re.compile(rb"<a:clrScheme.*?</a:clrScheme>", re.DOTALL)
_SLOT = re.compile(
    rb"<a:(dk1|lt1|dk2|lt2|accent[1-6]|hlink|folHlink)>\s*"
    rb'<a:(?:srgbClr val|sysClr [^>]*?lastClr)="([0-9A-Fa-f]{6})"'
)
_ORDER = (b"lt1", b"dk1", b"lt2", b"dk2", *(b"accent%d" % n for n in range(1, 7)), b"hlink")


def colour_word(rgb: str) -> str | None:
    """The word for a colour of six hexadecimal digits; None for white, black and grey."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, _ = colorsys.rgb_to_hls(red, green, blue)
    if max(red, green, blue) - min(red, green, blue) < _GREY or not 0.04 < light < 0.98:
        return None
    degrees = hue * 360
    return next(word for until, word in _HUES if degrees < until)


def theme_colours(theme: bytes | None) -> tuple[str, ...]:
    """The colours that a workbook's theme numbers, in their order."""
    scheme = _SCHEME.search(theme or b"")
    named = {slot: rgb.decode() for slot, rgb in _SLOT.findall(scheme[0])} if scheme else {}
    return tuple(named.get(slot, "") for slot in _ORDER)


def fill_word(fill: Any, theme: Sequence[str], indexed: Sequence[str]) -> str | None:
    """The word for the fill of a cell; None where it has none, or a colour nobody can tell."""
    if fill is None or fill.fill_type != "solid":
        return None
    colour = fill.fgColor
    rgb = ""
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        rgb = colour.rgb[-6:]
    elif colour.type == "theme" and 0 <= colour.theme < len(theme):
        rgb = _tinted(theme[colour.theme], colour.tint)
    elif colour.type == "indexed" and 0 <= colour.indexed < len(indexed):
        rgb = indexed[colour.indexed][-6:]
    return colour_word(rgb) if re.fullmatch("[0-9A-Fa-f]{6}", rgb) else None


def _tinted(rgb: str, tint: float) -> str:
    """A theme's colour made lighter (above 0) or darker, as spreadsheets do (ECMA-376 18.8.19)."""
    if not re.fullmatch("[0-9A-Fa-f]{6}", rgb) or not tint:
        return rgb
    hue, light, full = colorsys.rgb_to_hls(*(int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, full))
