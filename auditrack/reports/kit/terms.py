"""What the words of a report mean, as it tells its readers."""

BROAD_THEMES = (
    "A broad theme comes up in most reviews, and its return says little; the return of the same "
    "ask says much."
)

STATES = (
    ("Blue, complete", "Every action is signed off by a second person."),
    (
        "Red",
        "Past the agreed date and not reported as done; or declared off track; or without a lead, "
        "or with a lead's post vacant for more than the board allows (28 days unless it set "
        "another number).",
    ),
    (
        "Amber",
        "Due soon (within 28 days); no update for 90 days; done and waiting 28 days for a second "
        "person; what was done is not on record; or no action 28 days after the reply was due. "
        "The board may have set other numbers.",
    ),
    ("Green", "Under way, with none of these concerns."),
    ("Grey", "No action yet, its start lies ahead, or it is paused."),
)
"""BRAG. With several actions the worst shows. The word always stands beside the colour."""

TERMS = (
    (
        "Reply, decision, delivery, practice",
        "Four different things, never one status: what the agency answered; what the board "
        "decided; how far the actions are; and what tests of practice found. Closing an action "
        "never changes what is said about practice.",
    ),
    ("Signed off", "A second person, of another login and another role, agrees that it is done."),
    (
        "Original and agreed date",
        "The date first set, which never moves, and the date after extensions. Days overdue are "
        "counted against both.",
    ),
    (
        "Test of practice",
        "An audit of practice (case files, observed practice, the views of children and adults, "
        "outcome data), or accepted evidence of the same kind with a result. A policy, a training "
        "record or a survey of what staff know is not one.",
    ),
    ("Not tested", "No test of practice is on record. It does not mean that practice is poor."),
    ("Embedded", "The last test of practice found the learning in practice."),
    (
        "Sustained",
        "Tests at least six months apart have found it embedded, and none since has not.",
    ),
    ("Partly embedded", "The last test found it in part, or not everywhere that was asked."),
    ("Not embedded", "The last test did not find it, or a later review found the same concern."),
    ("Slipping", "Embedded at an earlier test, and only partly at the last."),
    ("Lapsed", "Embedded at an earlier test, and not at the last."),
    (
        "Re-test due",
        "Found embedded, but longer ago than the board relies on (24 months unless set).",
    ),
    ("Said to be done", "Reported as done; no test of practice is on record."),
    (
        "Repeated",
        "Raised again in practice after the actions of the earlier review were due. Where the "
        'dates do not settle it, the report says "may have recurred".',
    ),
    (
        "Attention",
        "The order in which themes ask for attention, from 10 to 1. It is an order of work, not a "
        "measure of harm. At 7 and above the board is asked for a decision.",
    ),
    (
        "Entered late",
        "Entered in this period, but made before it began and missing from the earlier count.",
    ),
    (
        "Register entry",
        "Every change is numbered and sealed with those before it. The number and the first 12 "
        "characters of its seal, in the footer, name the exact state of the record that this "
        "report was made from.",
    ),
    (
        "As at",
        "The day by which facts are judged: nothing dated later is counted, whenever it was "
        "entered.",
    ),
)

FLAGS = {
    "also_raised_by_other_boards": "other boards' reviews raise it too",
    "baseline_ignored": "a test before the learning was due is taken as a baseline",
    "closed_on_activity_only": "closed on activity or attendance, not on practice",
    "closed_without_evidence": "closed without evidence",
    "evidence_without_result": "some evidence gives no result and is no test",
    "history_not_searched": "the history of a review was not searched",
    "imprecise_date": "a review's date of publication is known only roughly",
    "inconclusive_ignored": "an inconclusive audit is left out",
    "merged_theme": "joined from several themes",
    "no_due_date": "an open recommendation has no date",
    "not_a_test_of_practice": "an audit of documents or staff knowledge is no test of practice",
    "nothing_newer": "nothing newer than 24 months is on record",
    "order_unclear": "the dates do not settle what came first",
    "other_agencies": "the later concern is about other agencies",
    "partial_coverage": "not every agency was tested",
    "possible_lapse": "a later review may show that it lapsed",
    "recommendation_declined": "a recommendation was declined",
    "superseded_review_merged": "a superseded review is counted with its successor",
    "themes_unconfirmed": "some links are only suggested, and are counted",
    "undated_review": "a review has no date",
    "withdrawn_review_ignored": "a withdrawn review is left out",
}
"""What a position's flags say in words."""


def flags_in_words(flags: tuple[str, ...]) -> str:
    """The flags as the end of a sentence; one that is not known here by its own name."""
    return "; ".join(FLAGS.get(flag, flag.replace("_", " ")) for flag in flags)
