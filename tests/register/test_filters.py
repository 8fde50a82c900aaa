from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.model.change import Insert, Saved, Transaction
from auditrack.register import create_register
from auditrack.register.filters import OPERATORS, All, AnyOf, Condition, Filter, Not, where

FIELDS = ("state", "agencies", "level", "done", "text")
WORDS = ("police", "Police", "health", "", "ß", "pol")

texts = st.sampled_from(WORDS)
values: st.SearchStrategy[Any] = st.one_of(
    texts,
    st.integers(-2, 3),
    st.booleans(),
    st.floats(-1, 2, width=16),
    st.lists(texts, max_size=3),
)
records = st.dictionaries(st.sampled_from(FIELDS), values, max_size=5)


@st.composite
def conditions(draw: st.DrawFn) -> Filter:
    field = where(draw(st.sampled_from(FIELDS)))
    operator = draw(st.sampled_from(sorted(OPERATORS)))
    if operator == "is_set":
        return field.is_set()
    if operator in ("one_of", "has_any"):
        method: Callable[[Any], Filter] = getattr(field, operator)
        return method(draw(st.lists(texts if operator == "has_any" else values, max_size=3)))
    if operator in ("has", "contains_text", "starts_with"):
        return getattr(field, operator)(draw(texts))  # type: ignore[no-any-return]
    if operator == "equals":
        return field.equals(draw(values))
    return getattr(field, operator)(draw(st.one_of(texts, st.integers(-2, 3))))  # type: ignore[no-any-return]


filters = st.recursive(
    conditions(),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1]),
        inner.map(lambda one: ~one),
    ),
    max_leaves=5,
)


def plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def comparable(value: Any, bound: Any) -> bool:
    if isinstance(bound, str):
        return isinstance(value, str)
    return isinstance(value, int | float) and not isinstance(value, bool)


def passes(wanted: Filter, record: dict[str, Any]) -> bool:
    """What the filter means, in plain Python."""
    if isinstance(wanted, Not):
        return not passes(wanted.filter, record)
    if isinstance(wanted, All):
        return all(passes(part, record) for part in wanted.filters)
    if isinstance(wanted, AnyOf):
        return any(passes(part, record) for part in wanted.filters)
    assert isinstance(wanted, Condition)
    if wanted.field not in record:
        return False
    value, bound = plain(record[wanted.field]), wanted.value
    members = value if isinstance(value, tuple) else ()
    if wanted.operator in ("at_least", "at_most", "after", "before"):
        return comparable(value, bound) and bool(
            {
                "at_least": lambda: value >= bound,
                "at_most": lambda: value <= bound,
                "after": lambda: value > bound,
                "before": lambda: value < bound,
            }[wanted.operator]()
        )
    if wanted.operator == "contains_text":
        among = members if isinstance(value, tuple) else (value,)
        return any(bound.casefold() in text.casefold() for text in among if isinstance(text, str))
    return bool(
        {
            "is_set": lambda: True,
            "equals": lambda: value == bound,
            "one_of": lambda: value in bound,
            "has": lambda: bound in members,
            "has_any": lambda: bool(set(bound) & set(members)),
            "starts_with": lambda: isinstance(value, str) and value.startswith(bound),
        }[wanted.operator]()
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(records, max_size=8), st.lists(filters, min_size=1, max_size=8))
def test_every_filter_lets_through_what_plain_python_does(
    made: list[dict[str, Any]], wanted: list[Filter]
) -> None:
    ops = tuple(Insert("actions", f"act-{n}", fields) for n, fields in enumerate(made, 1))
    with (
        TemporaryDirectory() as folder,
        create_register(Path(folder) / "register", "Board") as register,
    ):
        if ops:
            assert isinstance(register.transact(lambda _state: Transaction("add", ops)), Saved)
        for one in wanted:
            expected = [op.id for op in ops if passes(one, dict(op.fields))]
            assert [record["ref"] for record in register.select("actions", one)] == expected
            stock = register.table("actions").search(one.query())
            assert [record["ref"] for record in stock] == expected
            assert one.describe() and hash(one) == hash(one)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (where("review").equals("child-f"), "review is “child-f”"),
        (where("agencies").has("police"), "agencies has “police”"),
        (where("due").not_set(), "due is not recorded"),
        (where("done").equals(True), "done is yes"),
        (where("state").one_of(["done", "paused"]), "state is one of “done”, “paused”"),
        (where("state").one_of([]), "state is one of nothing"),
        (
            (where("a").is_set() | where("b").is_set()) & ~where("c_d").equals("x"),
            "(a is recorded or b is recorded) and not (c d is “x”)",
        ),
        (All(()), "everything"),
        (AnyOf(()), "nothing"),
    ],
)
def test_a_filter_describes_itself(wanted: Filter, words: str) -> None:
    assert wanted.describe() == words == str(wanted)


def test_filters_are_values() -> None:
    one = where("a").equals("x") & where("b").has("y")
    assert one == where("a").equals("x") & where("b").has("y")
    assert {one: 1}[where("a").equals("x") & where("b").has("y")] == 1
    assert ~~one == one
    assert where("a").equals(["x"]) == where("a").equals(("x",))
    with pytest.raises(AttributeError):
        one.filters = ()  # type: ignore[misc]


def test_a_filter_of_no_filters(tmp_path: Path) -> None:
    with create_register(tmp_path / "register", "Board") as register:
        change = Transaction("add", (Insert("leads", "nurse", {}),))
        register.transact(lambda _state: change)
        assert len(register.select("leads", All(()))) == 1
        assert register.select("leads", AnyOf(())) == ()
