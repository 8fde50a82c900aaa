"""Turns of phrase that the sections of the annual report share."""

from collections.abc import Iterable

from auditrack.model.refs import natural_key
from auditrack.reports.kit.clean import shortened
from auditrack.reports.kit.wording import counted, day
from auditrack.views.annual_values import Annual, DecisionLine, Figure

MOST = 320
"""The most characters of one text in a working copy; a public copy prints all of it."""

MOST_REFS = 200
"""The most characters of references behind a figure; `report annual --json` has all of them."""


def text(annual: Annual, said: str, ref: str) -> str:
    """A person's text as it fits a cell; what the public is told is told whole."""
    return said if annual.public else shortened(said, MOST, ref)


def nothing(annual: Annual, sentence: str) -> str:
    """That there is nothing: in a public copy no more than that it holds nothing."""
    if annual.public:
        return "This public copy holds nothing of this."
    if annual.narrowed:
        return f"Of {annual.narrowed}: {sentence[:1].lower()}{sentence[1:]}"
    return sentence


def figure(annual: Annual, name: str) -> Figure:
    """A figure by its name."""
    return next(one for one in annual.figures if one.name == name)


def numbers(annual: Annual, *names: str) -> list[tuple[str, str, str]]:
    """Figures as rows: what, how many, of how many."""
    found = [figure(annual, name) for name in names]
    return [(one.name, f"{one.count:,}", out_of(one)) for one in found]


def out_of(one: Figure) -> str:
    """What a figure is a part of: "12 tests of practice"."""
    if one.of is None:
        return ""
    first, _, rest = one.unit.partition(" ")
    return f"{one.of:,} {first.removesuffix('s') if one.of == 1 else first} {rest}".rstrip()


def refs(annual: Annual, found: Iterable[str]) -> str:
    """References in their order, the first of many; a public copy names only what is public.

    Those of one review stand together ("child-ash/12, 13, 14"), and themes by their names.
    """
    themes = {one.theme: one.name for one in annual.themes}
    every = [themes.get(ref, ref) for ref in found if not annual.public or not _is_internal(ref)]
    every.sort(key=lambda ref: (natural_key(ref.casefold()), ref))
    shown = last = ""
    for number, ref in enumerate(every):
        review, slash, label = ref.partition("/")
        more = f", {label}" if slash and review == last else f"; {ref}" if shown else ref
        if shown and len(shown) + len(more) > MOST_REFS:
            return f"{shown}; and {len(every) - number:,} more"
        shown += more
        last = review if slash else ""
    return shown


def _is_internal(ref: str) -> bool:
    """Whether a reference is a number of the register's own, as in act-17."""
    start, dash, number = ref.rpartition("-")
    return bool(dash) and start.isalpha() and number.isdigit() and len(start) <= 3


def decided_rows(lines: Iterable[DecisionLine]) -> list[tuple[str, DecisionLine, int]]:
    """Decisions as rows; those of one day on one review with nothing to say are one row.

    Each with what it is on, the first of them, and how many they are.
    """
    together: dict[tuple[str, ...], list[DecisionLine]] = {}
    for line in lines:
        alone = (
            line.dissent
            or line.overridden
            or line.since_then
            or not line.review
            or line.on_what.endswith(")")  # on an action
        )
        key = (
            (line.ref,)
            if alone
            else (line.review, line.code, line.said, line.on or "", line.reason)
        )
        together.setdefault(key, []).append(line)
    return [(_together(found), found[0], len(found)) for found in together.values()]


def _together(lines: list[DecisionLine]) -> str:
    """What several decisions are on: "Child Willow, recommendation 1; recommendation 2"."""
    first, _, _ = lines[0].on_what.rpartition(", ")
    if len(lines) == 1 or not first:
        return lines[0].on_what
    kinds: dict[str, list[str]] = {}
    for line in lines:
        kind, _, label = line.on_what.removeprefix(f"{first}, ").rpartition(" ")
        kinds.setdefault(kind, []).append(label)
    said = (
        f"{kind}{'s' if len(labels) > 1 else ''} {', '.join(labels)}".strip()
        for kind, labels in kinds.items()
    )
    return f"{first}, {'; '.join(said)}"


def reviews(number: int) -> str:
    """How many reviews: "1 review", "no reviews"."""
    return counted(number, "review") if number else "no reviews"


def end_of(annual: Annual) -> str:
    """The last day that the report looked at, in words."""
    return day(annual.end.isoformat())
