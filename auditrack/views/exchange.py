"""What this board may tell others of its themes: counts from public reviews, and no case."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.exchange import MOST_THEMES, Exchange, ExchangedTheme
from auditrack.model.text import one_line
from auditrack.themes.lexicon import LEXICON_VERSION, library
from auditrack.views.board import board_of, is_demonstration
from auditrack.views.disclosure import check_fields
from auditrack.views.facts import Facts
from auditrack.views.public_records import public_records

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

_FIRST_YEAR = 1900


@dataclass(frozen=True)
class ToExchange:
    """What is to leave, and what of it was held back.

    `typed` are the names among it that somebody typed here, for a person to look at; `held_back`
    says why a theme of the board's own is not in it, as the disclosure check calls what its name
    holds, and never the name; `withheld` counts the reviews that may not be public.
    """

    exchange: Exchange
    typed: tuple[str, ...]
    held_back: tuple[str, ...]
    withheld: int


def to_exchange(
    register: "Store", as_at: date, records: Records | None = None, own_themes: bool = True
) -> ToExchange:
    """The exchange file of this board: what its public reviews raised, counted.

    Only reviews of this board count that may be public on the day, and only confirmed theme links.
    Of a theme that fewer reviews raised than the board's setting says, neither numbers nor years
    are told: with one review and its year, whoever knows the area can tell the case.

    Args:
        register: the register; its name and identity.
        as_at: the day to judge by.
        records: the state to tell (default: the live one).
        own_themes: whether themes of the board's own making are told too.

    Raises:
        RefusedError: the board has no name (`no-name`), or none of its themes may be told
            (`nothing-to-exchange`).
    """
    state = register if records is None else records
    public = public_records(state, as_at)
    board = board_of(state)
    name = one_line(board.name or register.header.board)
    if not name:
        raise RefusedError(
            Refusal(
                "no-name",
                "The board has no name, so others could not tell whose file it is.",
                todo="Give it one with: auditrack settings set name=NAME",
            )
        )
    facts = Facts(public, as_at, published=True)
    shipped = {theme.id: theme.name for theme in library()}
    themes, typed, held_back = [], [], []
    for theme in facts.raised:
        cases = len(facts.comparison(theme).learning)
        own = theme not in shipped
        if not cases or (own and not own_themes):
            continue
        called = one_line(facts.theming.name(theme) if own else shipped[theme])
        if own:
            stopped = check_fields(state, {"name": called})
            if stopped or not called:
                held_back.append(", ".join(dict.fromkeys(one.called for one in stopped)) or "blank")
                continue
            typed.append(called)
        themes.append(_told(facts, theme, called, own, board.exchange_least, register))
        facts.let_go(theme)
    if not themes:
        raise RefusedError(
            Refusal(
                "nothing-to-exchange",
                "No review of this board that may be public has a confirmed theme to tell of.",
                safe="No file was written; an earlier file is untouched.",
                todo="See why reviews are withheld with: auditrack publication withheld",
            )
        )
    themes.sort(key=lambda one: (one.own, one.theme))
    return ToExchange(
        Exchange(
            board=name,
            register=register.header.register,
            as_at=as_at.isoformat(),
            entry=state.head.number,
            head=state.head.hash,
            told_from=max(board.exchange_least, 1),
            lexicon=LEXICON_VERSION,
            demonstration=is_demonstration(register),
            themes=tuple(themes[:MOST_THEMES]),
        ),
        tuple(typed),
        tuple(held_back),
        len(public.withheld),
    )


def _told(
    facts: Facts, theme: str, name: str, own: bool, least: int, register: "Store"
) -> ExchangedTheme:
    """One theme as it is told, without numbers where its reviews are too few."""
    cases = [one.case for one in facts.comparison(theme).learning]
    few = len(cases) < least
    days = [case.published for case in cases if case.published is not None]
    first = [(one.first or one.latest).year for one in days]
    last = [(one.last or one.earliest).year for one in days]
    years = (min(first), max(last)) if first and min(first) >= _FIRST_YEAR and not few else None
    asks = {row.ref for row in facts.theme(theme).counted}
    return ExchangedTheme(
        theme=_token(register.header.register, theme) if own else theme,
        name=name,
        own=own,
        reviews=None if few else len(cases),
        recommendations=None if few else len(asks),
        first_year=years[0] if years else None,
        last_year=years[1] if years else None,
    )


def _token(register: str, theme: str) -> str:
    """What stands for the id of a theme of the board's own, which was made of words typed here."""
    return "own-" + hashlib.sha256(f"{register} {theme}".encode()).hexdigest()[:16]


def in_quotation_marks(names: Sequence[str]) -> str:
    """Names in quotation marks, for a person to look at."""
    return ", ".join(f'"{name}"' for name in names)
