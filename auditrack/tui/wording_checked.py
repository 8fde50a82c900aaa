"""What the check for disclosure says of texts that are not saved yet, in words; it blocks nothing.

Only the masks of what was found are shown: a screen may be projected.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditrack.model.change import Records
from auditrack.tui.plain import one_line
from auditrack.views.wording import counted

if TYPE_CHECKING:  # what finds is loaded when somebody asks
    from auditrack.views.disclosure import Stopped

_SAID = 6


@dataclass(frozen=True)
class Looked:
    """What the check found in some texts: `told` says it by the name of each that holds any."""

    told: Mapping[str, str]
    found: int
    texts: int

    def __str__(self) -> str:
        """What was found in all of them, that it is an aid, and that nothing is blocked."""
        from auditrack.views.disclosure import AID

        if not self.found:
            return f"Nothing found in {counted(self.texts, 'text')}. {AID}"
        held = f"{len(self.told)} of {counted(self.texts, 'text')}"
        return f"{counted(self.found, 'thing')} found in {held}; saving stays free. {AID}"


def looked_over(records: Records, texts: Mapping[str, str]) -> Looked:
    """What the check finds in texts by name; the names of every watch-list count."""
    from auditrack.views.disclosure import check_fields

    found: dict[str, list[Stopped]] = {}
    stopped = check_fields(records, texts)
    for one in stopped:
        found.setdefault(one.field or "", []).append(one)
    return Looked({name: told(ones) for name, ones in found.items()}, len(stopped), len(texts))


def files_looked_over(records: Records, files: Mapping[str, bytes]) -> str:
    """What the check finds in finished files, by kind, in sentences; the words are not said."""
    from auditrack.intake.disclosed import parts_of
    from auditrack.views.disclosure import AID, check_parts

    kinds: Counter[str] = Counter()
    for name, content in files.items():
        kinds.update(one.called for one in check_parts(records, parts_of(content, name)).stopped)
    if not kinds:
        return f"The check for disclosure found nothing in it. {AID}"
    said = ", ".join(f"{kind} ({count})" for kind, count in sorted(kinds.items()))
    return (
        f"Not for the public as it is: {said}. Where each stands is said by: auditrack disclosure "
        f"check FILE. {AID}"
    )


def told(found: "Sequence[Stopped]") -> str:
    """What was found in one text, each kind with its mask."""
    said = Counter(f"{one.called} “{one_line(one.shown)}”" for one in found)
    lines = [f"{what} ({count} times)" if count > 1 else what for what, count in said.items()]
    more = f" and {len(lines) - _SAID} more" if len(lines) > _SAID else ""
    return f"Not for the public: {', '.join(lines[:_SAID])}{more}."
