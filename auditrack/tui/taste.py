"""A person's taste of the screen: colours, mouse, columns, saved views. Never a record.

It lies in the person's own config folder. What it does not understand it keeps; a file that
cannot be read counts as empty and is left alone.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

_MODE = 0o600
_LARGEST = 200_000
_MOST_VIEWS = 50
_LONGEST = 500


@dataclass(frozen=True)
class SavedView:
    """A view of the register under a name: its filter, order, headings and columns."""

    name: str
    filter: str = ""
    order: int = 0
    group: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taste:
    """What a person likes. `other` is what a newer auditrack wrote and this one keeps."""

    colours: str = ""
    mouse: bool = True
    columns: tuple[str, ...] = ()
    views: tuple[SavedView, ...] = ()
    projected: str = ""
    """The meeting that was last shown in the projector view, behind its register's identity."""
    other: Mapping[str, Any] = field(default_factory=dict)
    is_broken: bool = False
    """Whether a file is there that cannot be read: it is left as it is."""

    def with_view(self, view: SavedView) -> "Taste":
        """With a view, in place of one of the same name."""
        kept = tuple(one for one in self.views if one.name != view.name)
        return replace(self, views=(*kept, view)[-_MOST_VIEWS:])

    def without_view(self, name: str) -> "Taste":
        """Without a view."""
        return replace(self, views=tuple(one for one in self.views if one.name != name))


def _path() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME", "")
    folder = Path(base) if base.startswith("/") else Path.home() / ".config"
    return folder / "auditrack" / "screen.json"


def load() -> Taste:
    """The person's taste; the default where there is none or it cannot be read."""
    try:
        path = _path()
        if path.stat().st_size > _LARGEST:
            return Taste(is_broken=True)
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, RuntimeError):
        return Taste()
    except (OSError, ValueError, RecursionError):
        return Taste(is_broken=True)
    if not isinstance(found, dict):
        return Taste(is_broken=True)
    known = {"colours", "mouse", "columns", "views", "projected"}
    views = found.get("views")
    return Taste(
        colours=_text(found.get("colours")),
        mouse=found.get("mouse") is not False,
        columns=_texts(found.get("columns")),
        views=tuple(
            view
            for one in (views if isinstance(views, list) else [])[:_MOST_VIEWS]
            if (view := _view(one)) is not None
        ),
        projected=_text(found.get("projected")),
        other={name: value for name, value in found.items() if name not in known},
    )


def _text(value: Any) -> str:
    return value[:_LONGEST] if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(one) for one in value if _text(one)) if isinstance(value, list) else ()


def _number(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 100 else 0


def _view(value: Any) -> SavedView | None:
    if not isinstance(value, dict) or not _text(value.get("name")):
        return None
    return SavedView(
        _text(value["name"]),
        _text(value.get("filter")),
        _number(value.get("order")),
        _number(value.get("group")),
        _texts(value.get("columns")),
    )


def save(taste: Taste) -> bool:
    """Keep a person's taste; whether it could be kept."""
    if taste.is_broken:
        return False
    try:
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = path.with_name(f"{path.name}.{os.getpid()}")
    except (OSError, RuntimeError):
        return False
    told = {
        **taste.other,
        "colours": taste.colours,
        "mouse": taste.mouse,
        "columns": list(taste.columns),
        "projected": taste.projected,
        "views": [
            {
                "name": view.name,
                "filter": view.filter,
                "order": view.order,
                "group": view.group,
                "columns": list(view.columns),
            }
            for view in taste.views
        ],
    }
    try:
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, _MODE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(told, file, ensure_ascii=False, indent=1)
        new.replace(path)
    except (OSError, ValueError):
        with suppress(OSError):
            new.unlink(missing_ok=True)
        return False
    return True
