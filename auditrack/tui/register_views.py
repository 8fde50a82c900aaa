"""How a person likes the register: which columns, and views that are kept under a name."""

from dataclasses import dataclass, replace

from auditrack.tui.beside import BesideFrame
from auditrack.tui.messages import Ask, AskLine
from auditrack.tui.plain import one_line
from auditrack.tui.session import Session
from auditrack.tui.taste import SavedView
from auditrack.tui.widgets.recommendation_rows import COLUMNS, STANDARD

_DONE = "done"
_FIRST = "first"
_NOT_KEPT = "It could not be kept in your home folder."


@dataclass(frozen=True)
class Wanted:
    """What the list shall show: its filter, its order, its headings."""

    typed: str = ""
    order: int = 0
    group: int = 0


class RegisterViews(BesideFrame):
    """The part of the register's screen that belongs to a person's taste."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.wanted = Wanted()
        self.columns = session.taste.columns or STANDARD

    def narrow(self) -> None:
        """Show what is wanted."""
        raise NotImplementedError

    def shown_again(self) -> None:
        """Show the same with the columns as they are now."""
        raise NotImplementedError

    # Columns

    def action_columns(self) -> None:
        """Choose the columns and their order."""
        self._ask_columns(0)

    def _ask_columns(self, at: int) -> None:
        marked = (
            (name, f"[{self._place(name)}] {heading}") for name, (heading, *_) in COLUMNS.items()
        )
        self.post_message(
            Ask(
                "Which columns?",
                "Enter shows a column behind the others, or leaves it out; the number is its "
                "place. The text always follows, and a narrow terminal shows the first that fit.",
                ((_DONE, "Done"), *marked, (_FIRST, "As at first")),
                self._column_chosen,
                at,
            )
        )

    def _place(self, name: str) -> str:
        return str(self.columns.index(name) + 1) if name in self.columns else " "

    def _column_chosen(self, name: str) -> None:
        if name == _DONE or not self.stands:
            return
        if name == _FIRST:
            self.columns = STANDARD
        elif name in self.columns:
            self.columns = tuple(one for one in self.columns if one != name) or STANDARD
        else:
            self.columns = (*self.columns, name)
        kept = self.session.keep_taste(columns=self.columns if self.columns != STANDARD else ())
        if not kept:
            self.say(_NOT_KEPT)
        self.shown_again()
        self._ask_columns(0 if name == _FIRST else list(COLUMNS).index(name) + 1)

    # Saved views

    def action_views(self) -> None:
        """Open a saved view, keep this one under a name, rename or forget one."""
        views = self.session.taste.views
        change = (("change", "Rename or forget a view"),) if views else ()
        self.post_message(
            Ask(
                "Saved views",
                "A view keeps its filter, order, headings and columns, for you alone.",
                (
                    ("no", "Back"),
                    ("keep", "Keep what is shown now under a name"),
                    *((f"open {view.name}", view.name) for view in views),
                    *change,
                ),
                self._viewed,
            )
        )

    def _viewed(self, answer: str) -> None:
        doing, _, name = answer.partition(" ")
        if doing == "keep":
            self.post_message(AskLine("What shall this view be called?", "", "", self._keep_view))
        elif doing == "change":
            self._ask_change()
        elif doing == "open":
            view = self._view(name)
            self.wanted = Wanted(view.filter, view.order, view.group)
            self.columns = view.columns or STANDARD
            self.narrow()

    def _view(self, name: str) -> SavedView:
        return next(one for one in self.session.taste.views if one.name == name)

    def _keep_view(self, name: str) -> str | None:
        if not name:
            return "Type a name."
        wanted = self.wanted
        view = SavedView(name, wanted.typed, wanted.order, wanted.group, tuple(self.columns))
        kept = self.session.keep_taste(views=self.session.taste.with_view(view).views)
        self.say(f"Kept as “{one_line(name)}”." if kept else _NOT_KEPT)
        return None

    def _ask_change(self) -> None:
        views = self.session.taste.views
        self.post_message(
            Ask(
                "Rename or forget a view",
                "Only your own list of views changes; no record does.",
                (
                    ("no", "Back"),
                    *((f"rename {view.name}", f"Rename “{view.name}”") for view in views),
                    *((f"forget {view.name}", f"Forget “{view.name}”") for view in views),
                ),
                self._change_view,
            )
        )

    def _change_view(self, answer: str) -> None:
        doing, _, name = answer.partition(" ")
        if doing == "forget":
            kept = self.session.keep_taste(views=self.session.taste.without_view(name).views)
            self.say(f"Forgotten: {one_line(name)}." if kept else _NOT_KEPT)
        elif doing == "rename":

            def told(new: str) -> str | None:
                return self._rename(name, new)

            self.post_message(AskLine(f"What shall “{name}” be called?", "", name, told))

    def _rename(self, name: str, new: str) -> str | None:
        if not new:
            return "Type a name."
        views = self.session.taste.views
        if new != name and any(view.name == new for view in views):
            return f"There is a view “{one_line(new)}” already."
        renamed = tuple(replace(one, name=new) if one.name == name else one for one in views)
        kept = self.session.keep_taste(views=renamed)
        self.say(f"Renamed to “{one_line(new)}”." if kept else _NOT_KEPT)
        return None
