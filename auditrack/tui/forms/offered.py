"""Which form a key opens on which kind of record, and why it opens none on others."""

from collections.abc import Mapping

OFFERED: Mapping[str, Mapping[str, str]] = {
    "recommendation": {
        "evidence": "evidence-add",
        "audit": "audit-record",
        "plan": "audit-plan",
        "reply": "reply",
        "decide": "decide",
        "close": "close",
        "reopen": "reopen",
        "edit": "recommendation-edit",
        "theme": "theme-link",
        "link": "link",
        "add": "action-add",
        "withdraw": "recommendation-withdraw",
    },
    "action": {
        "update": "action-update",
        "extend": "action-extend",
        "done": "action-done",
        "sign-off": "action-sign-off",
        "evidence": "evidence-add",
        "audit": "audit-record",
        "edit": "action-edit",
        "withdraw": "action-withdraw",
    },
    "review": {
        "add": "recommendation-add",
        "finding": "finding-add",
        "window": "window-add",
        "proceedings": "proceedings",
        "told": "review-told",
        "evidence": "evidence-add",
        "audit": "audit-record",
        "edit": "review-edit",
        "withdraw": "review-withdraw",
    },
    "finding": {
        "evidence": "evidence-add",
        "audit": "audit-record",
        "theme": "theme-link",
        "decide": "decide",
        "add": "action-add",
        "edit": "finding-edit",
        "withdraw": "finding-withdraw",
    },
    "evidence": {
        "accept": "evidence-accept",
        "return": "evidence-return",
        "serve": "serve-also",
        "edit": "evidence-edit",
        "withdraw": "evidence-withdraw",
    },
    "audit": {
        "audit": "audit-make",
        "questions": "audit-criteria",
        "sample": "audit-sample",
        "serve": "serve-also",
        "edit": "audit-edit",
        "withdraw": "audit-withdraw",
    },
    "export": {"told": "export-told"},
    "agency": {"edit": "agency-edit", "replace": "agency-replace"},
    "return form": {"reply": "return-returned", "withdraw": "return-withdraw"},
    "lead": {
        "edit": "lead-edit",
        "hand-over": "lead-hand-over",
        "vacate": "lead-vacate",
        "reassign": "lead-reassign",
        "off": "login-off",
    },
    "theme": {
        "audit": "audit-record",
        "plan": "audit-plan",
        "decide": "keep-under-review",
        "edit": "theme-edit",
        "reason": "theme-reason",
        "merge": "theme-merge",
        "split": "theme-split",
        "add": "theme-add",
    },
}
"""By kind of record and by what is done, the id of the form."""

SAID = {
    "accept": "accepted",
    "add": "given an action or a recommendation",
    "audit": "audited",
    "close": "closed",
    "decide": "decided on",
    "done": "claimed done",
    "edit": "edited",
    "evidence": "given evidence",
    "extend": "extended",
    "finding": "given a finding",
    "hand-over": "handed over",
    "link": "linked to an earlier ask",
    "merge": "merged into another",
    "off": "left by a login",
    "plan": "given a planned audit",
    "proceedings": "given proceedings",
    "reason": "said to have come back",
    "questions": "answered case by case",
    "reassign": "given to another lead",
    "reopen": "re-opened",
    "replace": "replaced",
    "reply": "replied to",
    "return": "returned",
    "sample": "given a draw of its cases",
    "serve": "let serve another record",
    "sign-off": "signed off",
    "split": "split",
    "theme": "given a theme",
    "told": "said to be told to anybody",
    "update": "updated",
    "vacate": "left vacant",
    "window": "given a period of practice",
    "withdraw": "withdrawn",
}


def why_not(doing: str, kind: str) -> str:
    """Why a key does nothing on a record of some kind, and where it does something."""
    kinds = [kind for kind, offered in OFFERED.items() if doing in offered]
    named = " or ".join([", ".join(kinds[:-1]), kinds[-1]] if len(kinds) > 1 else kinds)
    article = "an" if named[0] in "aeiou" else "a"
    return f"This {kind} cannot be {SAID[doing]} here: open {article} {named} first."
