"""The vocabularies of the field, and what each code is called on screens and paper.

A code is what is stored; a word is what is read.
"""

from collections.abc import Mapping
from types import MappingProxyType


def _words(**codes: str) -> Mapping[str, str]:
    return MappingProxyType({code.replace("_", "-"): word for code, word in codes.items()})


REVIEW_TYPES = _words(
    scr="Serious case review",
    lcspr="Local child safeguarding practice review",
    rapid_review="Rapid review",
    sar="Safeguarding adults review",
    dhr="Domestic homicide review",
    dardr="Domestic abuse related death review",
    susr="Single unified safeguarding review",
    thematic="Thematic review",
    multi_agency_audit="Multi-agency audit",
    inspection="Inspection",
    national="National review",
)
"""The usual types; the list is open and a board's own type is kept as typed."""

NATIONS = _words(
    england="England", wales="Wales", scotland="Scotland", northern_ireland="Northern Ireland"
)
SCOPES = _words(children="children", adults="adults", both="children and adults")
REVIEW_STATUSES = _words(
    active="active", provisional="provisional", superseded="superseded", withdrawn="withdrawn"
)
HISTORIES = _words(
    complete="history complete",
    none_found="searched, nothing found",
    not_searched="history not searched",
)
PROCEEDINGS = _words(
    criminal="criminal proceedings",
    inquest="inquest",
    family="family proceedings",
    civil="civil proceedings",
)
PUBLISHABLE = _words(yes="may be published", no="not to be published", after="after a date")
REACHES = _words(multi_agency="multi-agency", single_agency="single-agency", national="national")
RECOMMENDATION_KINDS = _words(recommendation="Recommendation", assurance_point="Assurance point")
FINDING_KINDS = _words(concern="Concern", good_practice="Good practice", lesson="Lesson")
RECOMMENDATION_STATES = _words(open="open", said_done="said to be done", not_known="not known")
ANSWERS = _words(
    accepted="accepted",
    in_part="accepted in part",
    declined="declined",
    passed_on="passed on",
    none='"none" returned',
)
DECISIONS = _words(
    implement="to be implemented",
    in_part="to be implemented in part",
    not_="not to be implemented",
    refer_on="referred on",
    extend="extended",
    close="closed",
    re_open="re-opened",
    no_longer_relevant="no longer relevant",
    keep_under_review="kept under review",
    no_longer_under_review="no longer kept under review",
)
DECISIONS = MappingProxyType({code.rstrip("-"): word for code, word in DECISIONS.items()})
ACTION_STATES = _words(
    not_started="not started",
    in_progress="in progress",
    in_place="in place and continuing",
    done="done",
    signed_off="signed off",
    paused="paused",
    superseded="superseded",
    no_longer_relevant="no longer relevant",
    not_known="not known",
)
LEVELS: Mapping[int, str] = MappingProxyType(
    {
        0: "statement",
        1: "activity",
        2: "uptake",
        3: "practice seen",
        4: "independent test or measured outcome",
    }
)
"""Evidence levels: 0 statement, 1 activity (policy, training), 2 uptake, 3 practice, 4 outcome."""

RESULTS = _words(embedded="embedded", partly="partly embedded", not_embedded="not embedded")
OUTCOMES = _words(
    embedded="embedded",
    partly="partly embedded",
    not_embedded="not embedded",
    inconclusive="inconclusive",
)
LOOKED_AT = _words(practice="practice", documents="documents", staff_knowledge="staff knowledge")
CHOSEN = _words(all="all cases", random="drawn at random", picked="chosen by the auditors")
"""How an audit's cases were chosen. The list is open: another text is kept as typed."""

STANDARDS_SET = _words(
    beforehand="set beforehand",
    with_result="set with the result",
    afterwards="set or changed after the result",
)
"""When the standard of an audit was set, seen from its result."""

SCALES = _words(met="yes, partly or no", grades="grades of inspections")
_NO_ANSWER = {"not_applicable": "not applicable", "unanswered": "not answered"}
MET_ANSWERS = _words(yes="yes", partly="partly", no="no", **_NO_ANSWER)
GRADES = _words(
    outstanding="outstanding",
    good="good",
    requires_improvement="requires improvement to be good",
    inadequate="inadequate",
    **_NO_ANSWER,
)
"""The words of Ofsted's inspections, the best first, and that there is no answer."""

EVIDENCE_STATES = _words(filed="filed", accepted="accepted", returned="returned", expired="expired")
LINK_KINDS = _words(
    same_ask="same ask",
    repeats="repeats",
    folds_into="folds into",
    supersedes="supersedes",
    contradicts="contradicts",
    related="related",
    unrelated="not the same ask",
)
DEGREES = _words(same="the same", stronger="stronger than before", different="asked differently")
"""How a later ask puts what an earlier one asked."""

RECURRENCE_REASONS = _words(
    not_carried_out="what was asked was not carried out",
    not_kept_up="it was carried out and not kept up",
    did_not_reach_practice="it was carried out and did not reach practice",
    action_too_weak="the action could not have changed practice",
    staff_turnover="those who had learned it had left",
    resources="people, time or money were not there",
    other_cause="it came back for another cause than before",
    not_known="the reason is not known",
    other="another reason",
)
"""Why a theme came back, as a board or an agency may see it."""

TOLD = (
    "families",
    "the child or adult",
    "staff",
    "chief officers",
    "lead member",
    "Healthwatch",
    "other boards",
    "the national panel",
    "the government department",
    "inspectorates",
    "coroner",
    "police and crime commissioner",
    "health and wellbeing board",
    "the public",
)
"""Groups that are told of a review or sent a report; the list is open. Never anybody's name."""

MEETING_STATES = _words(
    open="open", ended="ended, minutes in draft", agreed="ended, minutes agreed"
)
PRESENT_AS = _words(present="present", apologies="apologies", in_attendance="in attendance")
MEETING_CHOICES = _words(
    accept="accepted",
    return_="returned",
    extend="extended",
    decline="not to be implemented",
    refer_on="referred on",
    close="closed",
    re_open="re-opened",
    keep_under_review="kept under review",
    no_longer_relevant="no longer relevant",
    noted="noted",
    deferred="deferred",
)
MEETING_CHOICES = MappingProxyType(
    {code.rstrip("-"): said for code, said in MEETING_CHOICES.items()}
)
"""What a meeting may make of an item; what `accept` and `return` mean depends on the record."""

WATCHED = _words(
    child="the child or adult",
    family="family",
    worker="a worker",
    place="a place or service",
    other="somebody else",
)
"""Whose name stands on a review's watch-list."""

DISCLOSURES = _words(
    nhs_number="NHS number",
    date_of_birth="date of birth",
    postcode="postcode",
    telephone="telephone number",
    email="e-mail address",
    worker_code="code for a worker",
    numbered_place="numbered place",
    watched_name="name on the watch-list",
    place_age_date="place with age and date",
    small_count="count under five",
    author="name of an author",
    comment="comment",
    tracked="tracked change",
    hidden="hidden text",
)
"""What the disclosure check stops."""

PUBLICATIONS = _words(
    annual="annual report",
    record="public record",
    themes="themes report",
    response="response to a review",
)
"""What can be made public, each signed off by the chair and one other."""

ITEM_OUTCOMES = _words(decided="decided", noted="noted", deferred="deferred")
ROLES = _words(
    reader="reader",
    author="author",
    officer="officer",
    scrutineer="scrutineer",
    chair="chair",
    administrator="administrator",
)
"""What each role may do stands in `commands.rights`."""

UNKNOWN = "unknown"
"""What a date is called when somebody looked and it is not known."""


def word(vocabulary: Mapping[str, str], code: str | None, absent: str = "not recorded") -> str:
    """The word for a code; the code itself where a newer version or the board coined it."""
    return absent if code is None else vocabulary.get(code, code)


def one_of(vocabulary: Mapping[str, str]) -> str:
    """The codes of a vocabulary as a person would list them."""
    codes = list(vocabulary)
    return f"{', '.join(codes[:-1])} or {codes[-1]}"
