"""What holds for any case: order, the as-at date, wider dates, split documents, the quick way."""

import copy
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from auditrack.analysis.pairs import RANK, pair_of
from auditrack.analysis.plain_case import theme_of
from auditrack.analysis.position import in_order, position
from auditrack.analysis.recurrence import Comparison, assess, latest_practice, recur
from auditrack.model.dates import interval

AS_OF = date(2020, 6, 30)
AGENCIES = ["csc", "police", "board", None]
DAYS = st.dates(date(2012, 1, 1), date(2023, 12, 31)).map(date.isoformat)
DATES = st.one_of(
    DAYS,
    DAYS.map(lambda day: day[:7]),
    DAYS.map(lambda day: day[:4]),
    # A few shared days, so that equal and neighbouring dates come up often.
    st.sampled_from(["2015-01-01", "2015-06-30", "2015-07-01", "2016-01-01", "2017-01-01"]),
)
MAYBE = st.one_of(st.none(), DATES)
RESULTS = ["embedded", "partly", "not_embedded", None]
STATES = ["open", "in_progress", "closed", "not_known", "declined", "superseded", "withdrawn"]


@st.composite
def periods(draw: st.DrawFn) -> tuple[str | None, str | None]:
    ends = [draw(MAYBE), draw(MAYBE)]
    first, last = interval(ends[0]), interval(ends[1])
    if first and last and first.earliest > last.latest:
        ends.reverse()
    return ends[0], ends[1]


@st.composite
def windows(draw: st.DrawFn) -> dict[str, Any]:
    start, end = draw(periods())
    return {"start": start, "end": end, "case": draw(st.sampled_from([None, "P", "H"]))}


@st.composite
def mentions(draw: st.DrawFn) -> dict[str, Any]:
    start, end = draw(st.one_of(st.just((None, None)), periods()))
    return {
        "polarity": draw(st.sampled_from(["weakness", "weakness", "strength"])),
        "case": draw(st.sampled_from([None, "P", "H"])),
        "concern_from": start,
        "concern_to": end,
        "agencies": draw(st.lists(st.sampled_from(["csc", "gps"]), max_size=1)),
    }


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    reviews = [
        {
            "id": f"R{number}",
            "board": draw(st.sampled_from(["Here", "Here", "Here", "Elsewhere"])),
            "case_id": draw(st.sampled_from([None, None, "shared-case"])),
            "published": draw(MAYBE),
            "status": draw(st.sampled_from(["active"] * 4 + ["superseded", "withdrawn"])),
            "history": draw(st.sampled_from(["searched", "not_searched"])),
            "windows": draw(st.lists(windows(), max_size=2)),
            "mentions": draw(st.lists(mentions(), min_size=1, max_size=2)),
        }
        for number in range(draw(st.integers(1, 5)))
    ]
    recommendations = [
        {
            "id": f"R{number}-1",
            "review": f"R{draw(st.integers(0, len(reviews)))}",
            "status": draw(st.sampled_from(STATES)),
            "agency": draw(st.sampled_from(AGENCIES)),
            "due": draw(MAYBE),
            "closed": draw(MAYBE),
            "evidence": [
                {
                    "id": draw(st.sampled_from([None, "E1", "E2"])),
                    "level": draw(st.integers(0, 4)),
                    "about": draw(MAYBE),
                    "result": draw(st.sampled_from(RESULTS)),
                    "accepted": draw(st.booleans()),
                }
                for _ in range(draw(st.integers(0, 2)))
            ],
        }
        for number in range(draw(st.integers(0, 4)))
    ]
    audits = [
        {
            "id": f"Q{number}",
            "date": draw(MAYBE),
            "outcome": draw(st.sampled_from([*RESULTS[:3], "inconclusive"])),
            "agencies": draw(st.lists(st.sampled_from(["csc", "police"]), max_size=2)),
        }
        for number in range(draw(st.integers(0, 3)))
    ]
    link = {"a": "R0-1", "b": "R1-1", "as": "same_ask", "confirmed": draw(st.booleans())}
    return {
        "as_of": AS_OF.isoformat(),
        "board": "Here",
        "reviews": reviews,
        "recommendations": recommendations,
        "audits": audits,
        "links": [link],
    }


@given(cases())
def test_any_case_has_a_position_that_keeps_to_its_bounds(case: dict[str, Any]) -> None:
    one = position(theme_of(case))
    assert 0 <= one.attention <= 10
    assert list(one.flags) == sorted(set(one.flags))
    assert (one.recurrence == "NONE") == (one.reviews == 0)
    assert (one.recurrence == "ONCE") == (one.reviews == 1)
    assert all(pair in RANK for pair in one.pairs.values())
    if one.recurrence not in ("NONE", "ONCE"):
        assert one.recurrence == max(one.pairs.values(), key=RANK.__getitem__).upper()
    assert all(question.endswith(("?", ".")) for question in one.questions)
    assert len(one.chain) >= one.reviews
    assert all(str(step) for step in one.chain)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_input_never_matters(case: dict[str, Any], random: Any) -> None:
    mixed = copy.deepcopy(case)
    for key in ("reviews", "recommendations", "audits", "links"):
        random.shuffle(mixed[key])
    for review in mixed["reviews"]:
        random.shuffle(review["mentions"])
        random.shuffle(review["windows"])
    one, other = position(theme_of(case)), position(theme_of(mixed))
    assert one.as_case() == other.as_case()
    assert one.chain == other.chain
    assert sorted(one.questions) == sorted(other.questions)


def is_later(when: str | None) -> bool:
    days = interval(when)
    return days is not None and days.earliest > AS_OF


@given(cases())
def test_the_as_at_view_never_depends_on_later_facts(case: dict[str, Any]) -> None:
    then = copy.deepcopy(case)
    gone = {review["id"] for review in case["reviews"] if is_later(review["published"])}
    then["reviews"] = [row for row in then["reviews"] if row["id"] not in gone]
    then["recommendations"] = [row for row in then["recommendations"] if row["review"] not in gone]
    for row in then["recommendations"]:
        row["evidence"] = [item for item in row["evidence"] if not is_later(item["about"])]
        if row["status"] == "closed" and is_later(row["closed"]):
            row.update(status="open", closed=None)
    then["audits"] = [row for row in then["audits"] if not is_later(row["date"])]
    one, other = position(theme_of(case)), position(theme_of(then))
    assert one.as_case() == other.as_case()
    assert one.chain == other.chain
    assert one.questions == other.questions


def failing(case: dict[str, Any]) -> set[str]:
    return {later.case.ref for later in recur(theme_of(case)).later if later.failed}


@given(cases(), st.data())
def test_a_wider_window_or_concern_never_creates_a_failed_test(
    case: dict[str, Any], data: st.DataObject
) -> None:
    wider = copy.deepcopy(case)
    review = data.draw(st.sampled_from(wider["reviews"]))
    widened = data.draw(
        st.sampled_from(
            [(row, "start", "end") for row in review["windows"]]
            + [(row, "concern_from", "concern_to") for row in review["mentions"]]
        )
    )
    row, start, end = widened
    dated = row[start] is not None or row[end] is not None
    assume(dated or start == "start")  # an undated concern made dated is another concern
    # Practice of one single day, the very due date, is early by the table, and longer is after.
    comparison = Comparison(theme_of(case))
    assume(
        all(
            spoken.first < spoken.last
            for learning in comparison.learning
            for spoken in comparison.spoken(learning.case)
        )
    )
    for end_name, sign in ((start, -1), (end, 1)):
        days = interval(row[end_name])
        if days is None:
            continue
        by = data.draw(st.sampled_from([0, 1, 90, 1000, None]))
        day = days.earliest if sign < 0 else days.latest
        if by is None and row[start] is not None and row[end] is not None:
            row[end_name] = None
        elif by:
            row[end_name] = (day + timedelta(days=sign * by)).isoformat()
    assert failing(wider) <= failing(case)


def lies_in_an_undated_window(case: dict[str, Any], day: date) -> bool:
    for review in case["reviews"]:
        if all(row["concern_from"] or row["concern_to"] for row in review["mentions"]):
            continue
        for window in review["windows"]:
            start, end = interval(window["start"]), interval(window["end"])
            after_start = start is None or start.earliest <= day
            if after_start and (end is None or day <= end.latest):
                return True
    return False


@given(cases(), st.integers(0, 700))
def test_a_pass_that_is_the_latest_test_never_raises_attention(
    case: dict[str, Any], days_ago: int
) -> None:
    day = AS_OF - timedelta(days=days_ago)
    tested = copy.deepcopy(case)
    # It names no agencies, so it covers every one; it is under 24 months old.
    tested["audits"].append({"id": "pass", "date": day.isoformat(), "outcome": "embedded"})
    before, after = position(theme_of(case)), position(theme_of(tested))
    assume(not lies_in_an_undated_window(case, day))
    assume(all(test.day < day for test in before.tested.tests))
    assert after.attention <= before.attention
    assert after.recurrence == before.recurrence


@given(cases(), st.data())
def test_a_case_split_into_summary_and_overview_is_the_same_case(
    case: dict[str, Any], data: st.DataObject
) -> None:
    split = copy.deepcopy(case)
    whole = data.draw(st.sampled_from(split["reviews"]))
    name = whole["case_id"] or whole["id"]
    at = {key: data.draw(st.integers(0, len(whole[key]))) for key in ("windows", "mentions")}
    overview = copy.deepcopy(whole) | {"id": "overview", "case_id": name}
    whole["case_id"] = name
    for key, cut in at.items():
        overview[key] = overview[key][cut:]
        whole[key] = whole[key][:cut]
    asked = [row for row in split["recommendations"] if row["review"] == whole["id"]]
    for row in data.draw(st.lists(st.sampled_from(asked), max_size=2)) if asked else ():
        row["review"] = "overview"
    split["reviews"].append(overview)
    assert assess(split) == assess(case)


@given(cases())
@settings(max_examples=200)
def test_the_quick_comparison_agrees_with_the_table(case: dict[str, Any]) -> None:
    comparison = Comparison(theme_of(case))
    quick = {}
    unclear = False
    for later in comparison.learning:
        one, kinds, _ = comparison.later_case(later.case)
        if one is not None:
            quick[later.case.ref] = (one.pair, one.failed)
        unclear = unclear or bool(kinds & {"possibly", "unknown"})
    slow: dict[str, tuple[str, date | None]] = {}
    slow_unclear = False
    for later in comparison.learning:
        published = later.case.published
        worst, failed = "", None
        for earlier in comparison.learning:
            before = earlier.case.published
            if earlier is later or (published and before and before.earliest > published.latest):
                continue
            pairs = [
                (pair_of(earlier, later.case, spoken), spoken)
                for spoken in comparison.spoken(later.case)
            ]
            pair = max((pair for pair, _ in pairs), key=RANK.__getitem__)
            slow_unclear = slow_unclear or pair in ("possibly", "unknown")
            if not worst or RANK[pair] > RANK[worst]:
                worst = pair
            if earlier.is_live and comparison.concerns(earlier, later.case):
                days = [spoken.test_day for found, spoken in pairs if found == "after"]
                failed = max([*days, *([failed] if failed else [])], default=None)
        if worst:
            slow[later.case.ref] = (worst, failed)
    assert quick == slow
    assert unclear == slow_unclear


@given(cases(), st.dates(date(2012, 1, 1), AS_OF))
@settings(max_examples=200)
def test_the_failed_tests_of_one_ask_agree_with_the_table(
    case: dict[str, Any], since: date
) -> None:
    theme = theme_of(case)
    comparison = Comparison(theme)
    learning = {one.case.ref: one for one in comparison.learning}
    for ref in {row.ref for row in theme.counted}:
        rows = [row for row in theme.counted if row.ref == ref]
        live = [row for row in rows if row.is_live]
        review = theme.board.own.get(live[0].review) if live else None
        asked = learning.get(review.case) if review else None
        expected = {}
        if asked is not None:
            agencies = frozenset({row.agency for row in live if row.agency})
            alone = replace(asked, agencies=agencies, asks=frozenset({ref}))
            for later in comparison.learning:
                days = [
                    spoken.test_day
                    for spoken in comparison.spoken(later.case)
                    if later is not asked and pair_of(asked, later.case, spoken) == "after"
                ]
                if days and comparison.concerns(alone, later.case):
                    expected[later.case.ref] = max(days)
        assert comparison.failures_of(rows) == expected
        assert comparison.failures_of(rows, since) == {
            one: day for one, day in expected.items() if day >= since
        }
        last = latest_practice(theme.board, theme.mentions)
        assert all(day <= last for day in expected.values())


def test_themes_stand_in_the_order_of_attention() -> None:
    published = {"published": "2018-03-01", "windows": [{"start": "2016", "end": "2017"}]}
    one = {"id": "A", **published, "mentions": [{}]}
    open_ask = {"id": "A1", "review": "A", "due": "2020-01-01", "status": "open"}
    base = {"as_of": "2020-06-30", "reviews": [one]}
    overdue = theme_of(base | {"name": "Beta", "recommendations": [open_ask]})
    also_overdue = theme_of(base | {"name": "alpha", "recommendations": [open_ask]})
    asked_nothing = theme_of(base | {"name": "Gamma"})
    lever = theme_of(base | {"name": "Training", "theme_kind": "lever"})
    older = theme_of(
        {
            "as_of": "2020-06-30",
            "name": "Zeta",
            "reviews": [one | {"published": "2017-12-01"}],
            "recommendations": [open_ask],
        }
    )
    themes = [asked_nothing, lever, overdue, also_overdue, older]
    assert [one.name for one in in_order(themes)] == ["Zeta", "alpha", "Beta", "Gamma"]
