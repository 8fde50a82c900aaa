"""Where a theme stands: our own made-up cases, the shared ones, and properties of any case."""

import json
from pathlib import Path
from typing import Any

import pytest

from auditrack.analysis.recurrence import assess

OWN: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "position_cases.json").read_text(encoding="utf-8")
)
SHARED = Path(__file__).resolve().parents[3] / "shared" / "recurrence" / "cases.json"


def shared_cases() -> list[Any]:
    if not SHARED.is_file():
        reason = "the shared design folder is not beside the checkout"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason), id="shared")]
    return [
        pytest.param(case, id=case["id"])
        for case in json.loads(SHARED.read_text(encoding="utf-8"))["cases"]
    ]


def judged(case: dict[str, Any]) -> dict[str, Any]:
    return assess({key: value for key, value in case.items() if key != "expect"})


@pytest.mark.parametrize("case", OWN, ids=lambda case: case["id"])
def test_a_made_up_case_stands_where_the_rules_put_it(case: dict[str, Any]) -> None:
    found = judged(case)
    expected = dict(case["expect"])
    if "flags" in expected:
        expected["flags"] = sorted(expected["flags"])
    assert {key: found[key] for key in expected} == expected, case["title"]


@pytest.mark.parametrize("case", shared_cases())
def test_a_shared_case_stands_where_it_should(case: dict[str, Any]) -> None:
    found = judged(case)
    assert {key: found[key] for key in case["expect"]} == case["expect"], case["title"]


@pytest.mark.parametrize(
    ("case", "part"),
    [
        ({"reviews": []}, "as_of"),
        ({"as_of": "soon"}, "no date"),
        ({"as_of": "2026-01-01", "reviews": [{"published": "2018"}]}, "no id"),
        ({"as_of": "2026-01-01", "reviews": "A"}, "no list"),
        ({"as_of": "2026-01-01", "reviews": [{"id": "A", "published": "2018-13"}]}, "no month 13"),
        (
            {"as_of": "2026-01-01", "recommendations": [{"id": "A1", "status": "odd"}]},
            "none of closed",
        ),
        (
            {
                "as_of": "2026-01-01",
                "recommendations": [{"id": "A1", "evidence": [{"level": "x"}]}],
            },
            "no number",
        ),
        ({"as_of": "2026-01-01", "params": {"stale_months": "two"}}, "no number of months"),
        ([], "one object"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(case: Any, part: str) -> None:
    with pytest.raises(ValueError, match=part) as refused:
        assess(case)
    assert str(refused.value).endswith(".")
