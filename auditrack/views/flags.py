"""What a position's flags mean, in plain words."""

_WORDS = {
    "order_unclear": "the dates on record do not settle which came first",
    "undated_review": "a review has no date of publication",
    "imprecise_date": "a review's date of publication is known only roughly",
    "no_due_date": "an open recommendation has no due date",
    "recommendation_declined": "a recommendation was declined",
    "closed_without_evidence": "everything is closed and no evidence is on record",
    "closed_on_activity_only": "everything is closed on activity or uptake, not on practice",
    "nothing_newer": "the last test is two years old or more, and nothing newer is on record",
    "history_not_searched": "nobody has searched for what was done about one of its reviews",
    "merged_theme": "another theme's past was merged into it",
    "themes_unconfirmed": "some of its theme links are suggestions that nobody has confirmed",
    "possible_lapse": "the last test lies inside a later review's undated window",
    "other_agencies": "it was raised again with other agencies than those first asked",
    "partial_coverage": "a test did not cover every agency that was asked",
    "baseline_ignored": "a test before the actions were due is a baseline, and not counted",
    "not_a_test_of_practice": "an audit of documents or knowledge does not test practice",
    "inconclusive_ignored": "an inconclusive audit is not counted",
    "evidence_without_result": "some evidence of practice names no result or date, or is not "
    "accepted yet",
    "withdrawn_review_ignored": "a withdrawn review is not counted",
    "superseded_review_merged": "a superseded document counts as part of its case",
    "also_raised_by_other_boards": "other boards' reviews raise it too",
}


def in_plain_words(flag: str) -> str:
    """What a flag means; its code in words where a newer version coined it."""
    return _WORDS.get(flag, flag.replace("_", " "))
