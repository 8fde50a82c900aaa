"""What a template of the progress report may hold beside its sections: values and lists."""

from dataclasses import replace

import pytest

from auditrack.reports.progress.report import KIND, render_progress, report_of
from auditrack.views.figures import Progress

COUNTED = {
    "messages": "key_messages",
    "decisions": "decisions_asked",
    "red_amber": "red_amber",
    "overdue": "overdue",
    "done_not_signed_off": "unsigned",
    "audits": "audits_done",
    "retests": "audits_due",
    "changes": "changes",
    "change_kinds": "change_counts",
    "agencies": "by_agency",
}


def test_every_list_gives_each_of_its_fields_in_words(progress: Progress) -> None:
    rows = report_of(progress).rows
    assert set(rows) == set(KIND.rows)
    for name, fields in KIND.rows.items():
        assert rows[name], name
        for row in rows[name]:
            assert set(row) == set(fields)
            assert all(isinstance(said, str) for said in row.values())


@pytest.mark.parametrize(("name", "figure"), sorted(COUNTED.items()))
def test_a_list_has_what_the_report_has(progress: Progress, name: str, figure: str) -> None:
    assert len(report_of(progress).rows[name]) == len(getattr(progress, figure))


def test_lists_say_dates_and_days_as_the_report_does(progress: Progress) -> None:
    rows = report_of(progress).rows
    late = rows["overdue"][0]
    assert (late["original_due"], late["days_original"]) == ("16 August 2025", "410")
    assert rows["overdue"][1]["days_agreed"] == ""
    assert rows["done_not_signed_off"][0]["may_sign"] == "Independent scrutineer"
    assert rows["agencies"][0] == {
        "agency": "Larkshire Council",
        "red": "1",
        "amber": "1",
        "green": "1",
        "grey": "1",
        "blue": "0",
        "open": "4",
    }


def test_values_count_what_the_report_prints(progress: Progress) -> None:
    values = report_of(progress).values
    assert set(values) == set(KIND.values)
    assert values["open_count"] == "9"
    assert (values["red_count"], values["amber_count"]) == ("2", "2")
    assert values["decisions_count"] == "2"
    assert values["subgroup"] == ""
    assert report_of(replace(progress, subgroup="Learning")).values["subgroup"] == "Learning"


def test_no_token_has_two_meanings() -> None:
    assert not set(KIND.values) & (set(KIND.sections) | {"title", "board", "period", "as_at"})


def test_a_wide_section_with_a_sentence_alone_turns_no_page_of_its_own(progress: Progress) -> None:
    assert report_of(progress).empty == frozenset()
    assert report_of(replace(progress, audits_done=())).empty == frozenset()
    assert report_of(replace(progress, red_amber=())).empty == {"red_amber"}
    assert report_of(replace(progress, audits_due=(), audits_done=())).empty == {
        "audits",
        "retests",
    }
    assert report_of(replace(progress, by_agency=())).empty == {"agencies"}


def test_a_subgroups_report_says_whose_figures_it_holds(progress: Progress, read_text) -> None:
    own = replace(progress, subgroup="Learning Subgroup", recommendations=12)
    text = read_text(render_progress(own))
    assert text.startswith("Subgroup progress report: Learning Subgroup\n")
    assert "Subgroup: Learning Subgroup" in text
    assert "delivering or assuring them: 12 of 31 on record" in text
    for said in (
        "12 recommendations on record that Learning Subgroup delivers or assures",
        "Recommendations that Learning Subgroup delivers or assures were counted",
        "2 of the 9 open recommendations that Learning Subgroup delivers or assures are Red",
        "2 actions for what Learning Subgroup delivers or assures are past",
        "1 action for what Learning Subgroup delivers or assures is said to be done",
        "3 themes of what Learning Subgroup delivers or assures raised",
    ):
        assert said in text, said
