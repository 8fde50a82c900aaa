from auditrack.commands.agency import AddAgency, EditAgency, ReplaceAgency
from auditrack.commands.export import RecordExport
from auditrack.commands.lead import AddLead, EditLead, HandOverLead, VacateLead


def test_an_agency_is_found_by_its_aliases(desks, board):
    ref = desks.made(AddAgency("Fernshire Constabulary", aliases=("The Police", "Police")))
    assert ref == "fernshire-constabulary"
    assert desks.get("recommendations", board(agencies=("police",)))["agencies"] == (ref,)
    desks.refused(AddAgency("POLICE"), "name-taken")
    desks.refused(AddAgency(""), "missing")
    assert desks.made(AddAgency("Act 17")) == "agency-act-17"
    assert desks.made(AddAgency("…")) == "agency"


def test_an_agency_is_corrected(desks):
    desks.saved(AddAgency("Police"))
    desks.saved(AddAgency("Health", since="2013-04", until="2022-06"))
    desks.saved(EditAgency("police", name="Fernshire Police", aliases=("Police",)))
    assert desks.get("agencies", "police")["name"] == "Fernshire Police"
    desks.refused(EditAgency("police", name="health"), "name-taken")
    desks.refused(EditAgency("police", aliases=("Health",)), "name-taken")
    desks.refused(EditAgency("police", name="Fernshire Police"), "no-change")
    desks.refused(EditAgency("circus", name="X"), "unknown-reference")
    desks.refused(EditAgency("health", until="2012"), "backward-period")
    desks.saved(EditAgency("health", until=""))
    stored = desks.get("agencies", "health")
    assert stored["from"] == "2013-04" and "to" not in stored


def test_a_successor_follows_and_never_in_a_circle(desks):
    desks.saved(AddAgency("CCG"))
    desks.saved(ReplaceAgency("CCG", "Fernshire ICB", on="1 July 2022"))
    stored = desks.get("agencies", "ccg")
    assert (stored["replaced_by"], stored["to"]) == ("fernshire-icb", "2022-07-01")
    desks.refused(ReplaceAgency("fernshire-icb", "ccg"), "circle")
    desks.refused(ReplaceAgency("ccg", "ccg"), "circle")
    desks.refused(ReplaceAgency("nobody", "ccg"), "unknown-reference")


def test_a_lead_is_entered_handed_over_and_left_vacant(desks):
    ref = desks.made(AddLead("Head of Safeguarding", agency="Health", holder="J. Bloggs"))
    assert desks.get("leads", ref)["agency"] == "health"
    desks.refused(AddLead("head of safeguarding"), "name-taken")
    desks.refused(AddLead(""), "missing")
    desks.saved(VacateLead(ref, on="1/10/2026"))
    stored = desks.get("leads", ref)
    assert stored["vacant_since"] == "2026-10-01" and "holder" not in stored
    desks.refused(VacateLead(ref), "no-change")
    desks.refused(VacateLead("nobody"), "unknown-reference")
    desks.refused(HandOverLead(ref, ""), "missing")
    desks.saved(HandOverLead("Head of Safeguarding", "A. Other", logins=("a.other",)))
    stored = desks.get("leads", ref)
    assert (stored["holder"], stored["logins"]) == ("A. Other", ("a.other",))
    assert "vacant_since" not in stored
    desks.refused(HandOverLead(ref, "A. Other"), "no-change")
    desks.refused(VacateLead(ref, on="2027"), "future-date")
    desks.saved(VacateLead(ref))
    assert "logins" not in desks.get("leads", ref)


def test_a_login_is_with_one_lead(desks):
    desks.saved(AddLead("One", logins=("officer",)))
    desks.refused(AddLead("Two", logins=("officer",)), "login-taken")
    desks.saved(AddLead("Two"))
    desks.refused(EditLead("two", logins=("officer",)), "login-taken")
    desks.saved(EditLead("one", logins=()))
    desks.saved(EditLead("two", logins=("officer",), agency="Health", title="Second"))
    assert desks.get("leads", "two")["title"] == "Second"


def test_an_export_is_kept_with_the_head_it_printed(desks):
    head = desks.of().head
    made = desks.made(
        RecordExport("progress", head.number, head.hash, period="2026-04-01..2026-11-20", to="-")
    )
    stored = desks.get("exports", made)
    assert (stored["head_number"], stored["head_hash"]) == (head.number, head.hash)
    desks.refused(RecordExport("progress", 99, head.hash), "bad-number")
    desks.refused(RecordExport("", head.number, head.hash), "missing")
