"""Tables that stand upright: the first column says what each row holds, and one item fills many."""

from collections.abc import Sequence

from auditrack.intake.asks import is_ask, is_none
from auditrack.intake.blocks import Block
from auditrack.intake.bodies import is_body
from auditrack.intake.columns import Role, role_of
from auditrack.intake.drafts import Draft
from auditrack.intake.labels import Label, read_label
from auditrack.intake.rows import Under

_HOLDS: frozenset[Role] = frozenset({"recommendation", "finding", "lesson"})


def is_upright(rows: Sequence[Block]) -> bool:
    """Whether two columns pair a name ("Action", "Lead") with what it holds, item by item."""
    pairs = [_pair(row) for row in rows]
    named = [name for name, words in pairs if name and words and _names(name)]
    roles = {role_of(name) for name in named}
    held = any(_label(name) or role_of(name) in (*_HOLDS, "action") for name in named)
    filled = [pair for pair in pairs if any(pair)]
    return (
        held
        and all(len(row.cells) == 2 for row in rows)
        and len(roles - {None}) >= 2
        and len(named) * 3 >= len(filled) * 2
    )


def read_upright(rows: Sequence[Block], under: Under, above: Draft | None) -> list[Draft]:
    """The drafts of such a table: each label, or each row that holds an ask, begins one.

    `above` is the item that is open where the table begins: its first rows may be of that.
    """
    reader = _Upright(under, above)
    for row in rows:
        name, words = _pair(row)
        if name and words:
            reader.row(row, name, words)
    return reader.drafts


class _Upright:
    """The item whose rows are being read; its actions, and who owns them, wait for more."""

    def __init__(self, under: Under, above: Draft | None) -> None:
        self.under = under
        self.drafts: list[Draft] = []
        self._label: str | None = None
        self._theme = under.theme
        self._owner: str | None = None
        self._main = above
        self._actions: list[Draft] = []

    def row(self, row: Block, name: str, words: str) -> None:
        """Take in one row."""
        label, role = _label(name), role_of(name)
        if label is not None:
            self._label = label.words
            self._begin(label.kind, row, words, name)
        elif role == "number":
            self._label, self._main, self._actions = words, None, []
        elif role in _HOLDS:
            self._hold(role, row, words, name)
        elif is_none(words):
            return
        elif role == "action":
            action = self._draft("action", row, words, name)
            action.group = self._owner or action.group
            self._actions.append(action)
        elif role == "outcome":
            for draft in (self._main, *self._actions):
                if draft is not None and not draft.outcome_parts:
                    draft.outcome_parts = words.split("\n")
                    draft.orders.append(row.order)
        elif role == "owner":
            self._owned(" ".join(words.split()))
        elif role == "theme":
            self._theme = " ".join(words.split())

    def _begin(self, kind: str, row: Block, words: str, name: str) -> None:
        draft = self._draft(kind, row, words, name)
        draft.label, self._label = self._label, None
        self._main, self._actions, self._owner = draft, [], None

    def _hold(self, role: Role, row: Block, words: str, name: str) -> None:
        main = self._main
        if main is None or main.label is None or main.kind != role or is_ask(main.text):
            self._begin(role, row, words, name)
            return
        # What stood beside the label was only its topic.
        main.theme, main.parts = main.text or main.theme, words.split("\n")
        main.orders.append(row.order)

    def _draft(self, kind: str, row: Block, words: str, name: str) -> Draft:
        draft = Draft(
            kind=kind,
            zone=self.under.zone,
            order=row.order,
            group=self.under.group,
            theme=self._theme,
            section=self.under.section,
            page=row.page,
            parts=words.split("\n"),
            quoted=self.under.quoted,
            summary=self.under.summary,
            confidence=0.95 if is_ask(words) else 0.9,
            why=f'a row of a table, named "{name}"',
            row=True,
        )
        self.drafts.append(draft)
        return draft

    def _owned(self, owner: str) -> None:
        self._owner = owner
        for action in self._actions:
            action.group = owner
        if not self._actions and self._main is not None and is_body(owner, weak=True):
            self._main.group = self._main.group or owner


def _pair(row: Block) -> tuple[str, str]:
    cells = [cell.strip() for cell in row.cells]
    return (cells[0].rstrip(":"), cells[1]) if len(cells) == 2 else ("", "")


def _names(name: str) -> bool:
    return role_of(name) is not None or _label(name) is not None


def _label(name: str) -> Label | None:
    """A label that fills its cell: "Recommendation 4"."""
    label = read_label(name)
    return label if label is not None and label.number and not label.rest else None
