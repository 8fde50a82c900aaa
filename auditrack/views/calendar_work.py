"""When actions and recommendations are due, agreed and first, and when returns are due back."""

from auditrack.model.dates import in_words
from auditrack.views.asked import SAID
from auditrack.views.asks import Ask
from auditrack.views.board import agency_name, lead_title
from auditrack.views.calendar_gathered import RETURN_FORM, Document, Gathered, revisions
from auditrack.views.left_open import to_do
from auditrack.views.wording import counted

_ASK = "open recommendation"


def actions(gathered: Gathered) -> None:
    """The agreed date of every action to do, and the first one where it was moved."""
    records = gathered.records
    waiting = {one.ref for one in to_do(gathered.facts)}
    for document in records.select("actions"):
        ref, first = str(document["ref"]), document.get("due")
        moves = gathered.standing_of("extensions", "action", ref)
        agreed = (moves[-1].get("to") if moves else None) or first
        lead, agency = document.get("lead"), document.get("agency")
        whom = lead_title(records, lead) if lead else ""
        if not whom and agency:
            whom = agency_name(records, agency)
        is_over, many = ref not in waiting, _revisions_of_action(gathered, document)
        leads, answers = ((lead,) if lead else ()), ((whom,) if whom else ())
        printed, is_moved = str(document.get("due_text") or ""), bool(first and first != agreed)
        gathered.put(
            "action-due",
            ref,
            agreed,
            "action",
            is_over=is_over,
            noun="open action",
            leads=leads,
            whom=answers,
            printed="" if moves else printed,
            moved=f"First due {in_words(first)}, moved {_times(len(moves))}." if is_moved else "",
            revisions=many,
        )
        if is_moved:
            gathered.put(
                "action-first-due",
                ref,
                first,
                "action",
                is_over=is_over,
                leads=leads,
                whom=answers,
                printed=printed,
                moved=f"Agreed since: {in_words(agreed)}.",
                revisions=many,
            )


def recommendations(gathered: Gathered) -> None:
    """The date that a recommendation itself names; else its actions say when."""
    facts = gathered.facts
    for document in gathered.records.select("recommendations"):
        ref, first = str(document["ref"]), document.get("due")
        is_there = ref in facts.recommendations_by_ref
        if not is_there and not first:
            continue
        ask = Ask(facts, document)
        is_over = not is_there or not ask.is_open
        if not first:
            if not is_over and not any(one.agreed_due for one in ask.actions):
                gathered.put("recommendation-due", ref, None, "recommendation", noun=_ASK)
            continue
        agreed = first if is_over else ask.dues[1]
        whom, many = tuple(SAID.get(one, one) for one in ask.asked), _revisions(gathered, document)
        printed, is_moved = str(document.get("due_text") or ""), agreed != first
        gathered.put(
            "recommendation-due",
            ref,
            agreed,
            "recommendation",
            is_over=is_over,
            noun=_ASK,
            whom=whom,
            printed="" if is_moved else printed,
            moved=f"First due {in_words(first)}." if is_moved else "",
            revisions=many,
        )
        if is_moved:
            gathered.put(
                "recommendation-first-due",
                ref,
                first,
                "recommendation",
                is_over=is_over,
                whom=whom,
                printed=printed,
                moved=f"Agreed since: {in_words(agreed)}.",
                revisions=many,
            )


def _revisions_of_action(gathered: Gathered, action: Document) -> int:
    ref = action["ref"]
    own = (
        *gathered.all_of("updates", "action", ref),
        *gathered.all_of("extensions", "action", ref),
    )
    asks = [gathered.records.get("recommendations", one) for one in gathered.served(action)]
    ended = [
        one
        for ask in asks
        if ask is not None
        for one in (ask, *gathered.all_of("decisions", "on_ref", ask["ref"]))
    ]
    return revisions((action, *own, *ended))


def _revisions(gathered: Gathered, ask: Document) -> int:
    ref = ask["ref"]
    actions = gathered.all_of("actions", "serves", ref)
    hanging = [
        one
        for action in actions
        for table in ("updates", "extensions")
        for one in gathered.all_of(table, "action", action["ref"])
    ]
    return revisions((ask, *gathered.all_of("decisions", "on_ref", ref), *actions, *hanging))


def returns(gathered: Gathered) -> None:
    """When agencies' return forms are due back, while they are not."""
    for form in gathered.records.select("return_forms"):
        agency = form.get("agency")
        gathered.put(
            "return-due",
            str(form["ref"]),
            form.get("due_back"),
            RETURN_FORM,
            is_over=any(map(form.get, ("returned_on", "replaced_by", "withdrawn_on"))),
            noun="return form",
            whom=(agency_name(gathered.records, agency),) if agency else (),
            revisions=revisions((form,)),
        )


def _times(number: int) -> str:
    return "once" if number == 1 else counted(number, "time")
